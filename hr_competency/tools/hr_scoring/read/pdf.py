"""PDF files, by pypdf: its parser, our own reading of the page."""

from __future__ import annotations

import contextlib
import io
import logging

from ..normal import IDEOGRAPHS
from .document import BrokenFile, Budget, Document, EncryptedFile, FileTooLarge, Hidden, ReadError
from .layout import page_text
from .pdf_page import Page, Run

# Annotations that show text of their own, and the bits that say that a screen does not show one (ISO 32000-1, table 165).
_WRITTEN = ("/Widget", "/FreeText", "/Stamp")
_NOT_SHOWN = 2 | 32


def read_pdf(data: bytes, budget: Budget) -> Document:
    """Read the visible text of a PDF.

    :raise EncryptedFile, BrokenFile, FileTooLarge: as their names say
    """
    # pypdf logs a line for every oddity of a file; whoever reads a thousand CVs a day wants none of them.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _read(data, budget)
    except ReadError:
        raise
    except (RecursionError, MemoryError) as error:
        raise FileTooLarge("The file is too complex to be read.") from error
    except Exception as error:
        # pypdf lets errors of all kinds through on damaged files; its own limits have a name of their own
        if type(error).__name__ == "LimitReachedError":
            raise FileTooLarge("The file unpacks to more than allowed.") from error
        raise BrokenFile("The file is damaged and cannot be read.") from error


def _read(data: bytes, budget: Budget) -> Document:
    reader = _open(data)
    texts, hidden = [], Hidden()
    off_layers = _off_layers(reader)
    budget.spend("pages", _declared_pages(reader))
    for page in reader.pages:
        texts.append(_read_page(reader, page, budget, off_layers, hidden))
        budget.spend("characters", len(texts[-1]))
    text = "\n\n".join(text for text in texts if text)
    return Document(text, hidden.findings(), hidden.texts(), len(texts), "application/pdf")


def _open(data: bytes):
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    reader = PdfReader(io.BytesIO(data), strict=False)
    try:
        # an empty password is no secret: such files open for everybody
        locked = reader.is_encrypted and not reader.decrypt("")
    except (DependencyError, NotImplementedError):
        locked = True
    if locked:
        raise EncryptedFile("The file is protected by a password.")
    return reader


def _declared_pages(reader) -> int:
    """The number of pages the file claims, before the page tree is walked; a lie is found out while walking."""
    count = reader.trailer["/Root"]["/Pages"].get("/Count", 0)
    claimed = int(count) if isinstance(count, (int, float)) else 0
    return claimed if claimed > 1000 else len(reader.pages)


def _off_layers(reader) -> frozenset[int]:
    properties = reader.trailer["/Root"].get("/OCProperties")
    settings = properties.get_object().get("/D") if properties is not None else None
    off = settings.get_object().get("/OFF") if settings is not None else None
    return frozenset(layer.idnum for layer in (off.get_object() if off is not None else ()) if hasattr(layer, "idnum"))


def _read_page(reader, page, budget: Budget, off_layers: frozenset[int], hidden: Hidden) -> str:
    contents = page.get_contents()
    box = tuple(float(value) for value in (page.cropbox.left, page.cropbox.bottom, page.cropbox.right, page.cropbox.top))
    drawn = Page(reader, budget, box, off_layers)
    if contents is not None:
        budget.spend("content", len(contents.get_data()))
        resources = page.get("/Resources")
        drawn.draw(contents, resources.get_object() if resources is not None else {})
    _draw_notes(drawn, page)
    seen: dict[str | None, list[Run]] = {None: []}
    for run in drawn.finish():
        seen.setdefault(run.hidden, []).append(run)
    for reason, runs in seen.items():
        if reason is not None:
            hidden.add(reason, page_text(runs).translate(IDEOGRAPHS) + " ")
    return page_text(seen[None]).replace("\0", "").translate(IDEOGRAPHS)


def _draw_notes(drawn: Page, page) -> None:
    """What was filled in a form or written on the page lies above it, each with a drawing of its own."""
    notes = page.get("/Annots")
    for note in notes.get_object() if notes is not None else ():
        # as a viewer does: a malformed one is left out
        with contextlib.suppress(TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError):
            _draw_note(drawn, note.get_object())


def _draw_note(drawn: Page, note) -> None:
    if note.get("/Subtype") in _WRITTEN and not int(note.get("/F", 0)) & _NOT_SHOWN:
        appearance = _appearance(note)
        if appearance is not None:
            drawn.stamp(appearance, tuple(map(float, note["/Rect"])))


def _appearance(note):
    """The drawing of an annotation; of a button the one of its state."""
    drawings = note.get("/AP")
    drawing = drawings.get_object().get("/N") if drawings is not None else None
    drawing = drawing.get_object() if drawing is not None else None
    if drawing is not None and not hasattr(drawing, "get_data"):
        drawing = drawing.get(note.get("/AS"))
        drawing = drawing.get_object() if drawing is not None else None
    return drawing
