"""What a file is, by its first bytes; its name must not claim something else."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection
from pathlib import PurePosixPath

from .document import BrokenFile, EncryptedFile, NoText, UnsupportedFile

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"
TEXT = "text/plain"

_BY_EXTENSION = {
    ".pdf": PDF,
    ".docx": DOCX,
    ".html": HTML,
    ".htm": HTML,
    ".txt": TEXT,
    ".text": TEXT,
    ".md": TEXT,
    ".csv": TEXT,
    "": None,
}
# Where a PDF's first line is looked for.
_HEADER = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a media file",
    b"Rar!": "an archive",
    b"7z\xbc\xaf": "an archive",
    b"\x1f\x8b": "an archive",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"{\\rtf": "an RTF file",
}
_HTML_START = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|script|svg|\?xml[^>]*>\s*<html)", re.I | re.S)


def media_type(data: bytes, filename: str) -> str:
    """The media type of a file.

    :raise UnsupportedFile: for other kinds, and where name and content disagree
    """
    if not data.strip(b"\0 \t\r\n"):
        raise NoText("The file is empty.")
    extension = PurePosixPath(filename.replace("\\", "/")).suffix.lower()
    if extension not in _BY_EXTENSION:
        raise UnsupportedFile(f"Files of type “{extension}” are not read. Please hand in PDF, DOCX, HTML or text.")
    promised, found = _BY_EXTENSION[extension], _by_content(data)
    if promised is None or promised == found or (promised == HTML and found == TEXT):
        return promised or found
    if promised == PDF and b"%PDF-" in data[:_HEADER]:
        return PDF  # mail and download pages leave lines of their own before it, and readers skip them
    if promised == PDF and found == TEXT and not _is_textual(data):
        raise BrokenFile("The file is named PDF, but it is damaged or of another kind.")
    raise UnsupportedFile(f"The file is named “{extension}”, but its content is of another kind.")


def _by_content(data: bytes) -> str:
    if data[:_HEADER].lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"PK"):
        return _zip_kind(data)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise EncryptedFile("The file is protected by a password.")
        raise UnsupportedFile("Old Word files (.doc) are not read. Please save as DOCX or PDF.")
    for magic, kind in _FOREIGN.items():
        if data.startswith(magic):
            raise UnsupportedFile(f"The file is {kind}, not a document with text.")
    return HTML if _HTML_START.match(data[:4096].lstrip(b"\xef\xbb\xbf")) else TEXT


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise BrokenFile("The file is damaged.") from error
    if main_part(names):
        return DOCX
    raise UnsupportedFile("The file is an archive or another office document, not DOCX.")


def main_part(names: Collection[str]) -> str:
    """The part of a Word file that holds its body, empty where there is none; some programs number it."""
    return min((name for name in names if re.fullmatch(r"word/document\d*\.xml", name)), default="")


def _is_textual(data: bytes) -> bool:
    sample = data[:2048]
    return sum(byte < 9 or 13 < byte < 32 for byte in sample) * 50 < len(sample)
