"""From the bytes of a file to the text a person can see in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from .child import ReadingChild, read_in_child
from .document import (
    BrokenFile,
    Budget,
    Document,
    EncryptedFile,
    FileTooLarge,
    Limits,
    NoText,
    ReadError,
    UnsupportedFile,
)
from .sniff import media_type

__all__ = [
    "BrokenFile",
    "Document",
    "EncryptedFile",
    "FileTooLarge",
    "Limits",
    "NoText",
    "ReadError",
    "ReadingChild",
    "UnsupportedFile",
    "read_bytes",
    "read_in_child",
]


def read_bytes(data: bytes, filename: str, limits: Limits | None = None, overdue: Callable[[], bool] | None = None) -> Document:
    """Read a PDF, DOCX, HTML or text file.

    :param filename: its extension must agree with the content
    :param overdue: says whether the caller's time is up; asked often
    :raise ReadError: one of its subclasses, with a message for the person who handed the file in
    """
    limits = limits or Limits()
    if len(data) > limits.size:
        raise FileTooLarge(f"The file is larger than {limits.size // 1_000_000} MB.")
    kind = media_type(data, filename)
    document = _reader(kind)(data, Budget(limits, overdue))
    if not any(char.isalnum() for char in document.text):
        raise NoText(_why_no_text(document))
    return replace(document, media_type=kind)


def _reader(kind: str) -> Callable[[bytes, Budget], Document]:
    # Imported here: pypdf and lxml cost a worker time and memory that most requests never need.
    if kind == "application/pdf":
        from .pdf import read_pdf as reader
    elif kind == "text/html":
        from .html import read_html as reader
    elif kind == "text/plain":
        from .plain import read_text as reader
    else:
        from .docx import read_docx as reader
    return reader


def _why_no_text(document: Document) -> str:
    if document.hidden_text:
        return (
            "All text in the file is invisible to a reader, as in a scan with a layer of recognised text. Please hand in a file with text."
        )
    if document.media_type == "application/pdf":
        return "The file holds no readable text; it may be a scan. Please hand in a file with text."
    return "The file holds no text."
