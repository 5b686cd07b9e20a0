"""Word files: a zip of XML parts, read without trusting the sizes they declare."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

from .css import points as css_points
from .document import BrokenFile, Budget, Document, EncryptedFile, Hidden
from .docx_style import Look, Styles, number
from .sniff import DOCX, main_part

_STRICT, _USUAL = b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EMU_PER_POINT = 12700
# Further than any page is wide or tall, in points.
_FAR_AWAY = 1700
_SKIPPED = {W + name for name in ("del", "moveFrom", "instrText", "delText", "commentReference", "rPr", "pPr", "sectPr", "tblPr")}


def read_docx(data: bytes, budget: Budget) -> Document:
    """Read headers, body, text boxes, tables, notes and footers of a Word file, as far as a person sees them.

    :raise BrokenFile, EncryptedFile, FileTooLarge: as their names say
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive, budget)
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise BrokenFile("The file is damaged and cannot be read.") from error
    except Exception as error:
        if type(error).__name__ in ("XMLSyntaxError", "error"):  # of lxml and zlib
            raise BrokenFile("The file is damaged and cannot be read.") from error
        raise


def _read(archive: zipfile.ZipFile, budget: Budget) -> Document:
    entries = archive.infolist()
    budget.spend("entries", len(entries))
    if any(entry.flag_bits & 1 for entry in entries):
        raise EncryptedFile("The file is protected by a password.")
    budget.spend("expanded", 0)
    if sum(entry.file_size for entry in entries if _is_read(entry.filename)) > budget.limits.expanded:
        budget.spend("expanded", budget.limits.expanded + 1)
    names = {entry.filename for entry in entries}
    styles = Styles(_parse(archive, "word/styles.xml", budget) if "word/styles.xml" in names else None)
    hidden = Hidden()
    parts = [_part(archive, name, budget, styles, hidden) for name in _order(names)]
    text = "\n".join(part for part in _without_repeats(parts) if part)
    budget.spend("characters", len(text))
    return Document(text, hidden.findings(), hidden.texts(), 1, DOCX)


def _is_read(name: str) -> bool:
    return bool(re.fullmatch(r"word/(?:document\d*|styles|footnotes|endnotes|header\d*|footer\d*)\.xml", name))


def _order(names: set[str]) -> list[str]:
    headers = sorted(name for name in names if re.fullmatch(r"word/header\d*\.xml", name))
    footers = sorted(name for name in names if re.fullmatch(r"word/footer\d*\.xml", name))
    notes = [name for name in ("word/footnotes.xml", "word/endnotes.xml") if name in names]
    return [*headers, main_part(names), *notes, *footers]


def _without_repeats(parts: list[str]):
    """First-page, even and odd headers often say the same."""
    seen = set()
    for part in parts:
        if part not in seen:
            seen.add(part)
            yield part


def _parse(archive: zipfile.ZipFile, name: str, budget: Budget):
    from lxml import etree

    with archive.open(name) as stream:
        content = stream.read(budget.left("expanded") + 1)
    budget.spend("expanded", len(content))
    if b"<!DOCTYPE" in content[:4096]:
        raise BrokenFile("The file declares a document type, which Word files do not have.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    # Word's "Strict Open XML" calls the same elements by other names
    return etree.fromstring(content.replace(_STRICT, _USUAL) if _STRICT in content else content, parser)


def _part(archive: zipfile.ZipFile, name: str, budget: Budget, styles: Styles, hidden: Hidden) -> str:
    root = _parse(archive, name, budget)
    walker = _Walker(budget, styles, hidden)
    background = root.find(f"{W}background")
    look = styles.default()
    if background is not None:
        look = look.on(background.get(W + "color"))
    walker.walk(root, look)
    return re.sub(r"\n{3,}", "\n\n", "".join(walker.out)).strip()


class _Walker:
    """Goes through a part in document order and sorts text into visible and hidden."""

    def __init__(self, budget: Budget, styles: Styles, hidden: Hidden):
        self.budget = budget
        self.styles = styles
        self.hidden = hidden
        self.out: list[str] = []
        self.off_page = 0

    def walk(self, node, look: Look) -> None:
        """Read one element and what is in it."""
        self.budget.spend("work")
        if not isinstance(node.tag, str) or node.tag in _SKIPPED:
            if node.tag == W + "del" or node.tag == W + "moveFrom":
                self.hidden.add("deleted", "".join(node.itertext(W + "delText", W + "t")) + " ")
            return
        handler = _HANDLERS.get(node.tag)
        if handler is None:
            self.children(node, look)
        else:
            handler(self, node, look)

    def children(self, node, look: Look) -> None:
        """Read what is in an element."""
        for child in node:
            self.walk(child, look)

    def text(self, text: str, look: Look) -> None:
        """Put text where it belongs."""
        reason = "off_page" if self.off_page else look.hidden_reason()
        if reason:
            self.hidden.add(reason, text)
        else:
            self.out.append(text)

    def paragraph(self, node, look: Look) -> None:
        """A paragraph ends in a line end; in a list it begins with a bullet."""
        properties = node.find(W + "pPr")
        if properties is not None and properties.find(W + "numPr") is not None:
            self.out.append("• ")
        self.children(node, self.styles.paragraph(look, properties))
        self.out.append("\n")

    def run(self, node, look: Look) -> None:
        """A run has one look."""
        self.children(node, self.styles.run(look, node.find(W + "rPr")))

    def table_row(self, node, look: Look) -> None:
        """Cells of a row stand in one line unless they hold several paragraphs."""
        properties = node.find(W + "trPr")
        if properties is not None and properties.find(W + "hidden") is not None:
            look = replace(look, gone=True)
        for index, cell in enumerate(node.iterchildren(W + "tc", W + "sdt")):
            outer, self.out = self.out, []
            self.children(cell, self.styles.cell(look, cell.find(W + "tcPr")))
            content, self.out = "".join(self.out).strip("\n"), outer
            if index:
                self.out.append("\n" if "\n" in content else "\t")
            self.out.append(content)
        self.out.append("\n")

    def alternate(self, node, look: Look) -> None:
        """Word shows the choice; the fallback repeats it for old versions."""
        before = len(self.out)
        for branch in ("Choice", "Fallback"):
            for child in node.iterchildren(_MC + branch):
                self.children(child, look)
            if "".join(self.out[before:]).strip():
                return

    def anchor(self, node, look: Look) -> None:
        """A floating box may stand outside of the page or be too small to be seen."""
        away = _is_away(node) or _is_switched_off(node)
        self.off_page += away
        # boxes float: their text is not part of the line they are anchored in
        self.out.append("\n")
        self.children(node, look)
        self.out.append("\n")
        self.off_page -= away


def _is_away(anchor) -> bool:
    offsets = [number(offset.text, 0.0) / _EMU_PER_POINT for offset in anchor.iter(_WP + "posOffset")]
    extent = anchor.find(_WP + "extent")
    sides = [number(extent.get(side), 0.0) / _EMU_PER_POINT for side in ("cx", "cy")] if extent is not None else [99, 99]
    return any(offset < -max(sides) or offset > _FAR_AWAY for offset in offsets) or min(sides) < 3


def _is_switched_off(anchor) -> bool:
    properties = anchor.find(_WP + "docPr")
    return properties is not None and properties.get("hidden") in ("1", "true")


def _old_shape(walker: _Walker, node, look: Look) -> None:
    """A box as Word drew it before 2010, placed and hidden by a style of its own."""
    rules = dict(rule.strip().lower().split(":", 1) for rule in (node.get("style") or "").split(";") if ":" in rule)
    sides = [css_points(rules.get(side, "").strip(), 0.0) or 0.0 for side in ("margin-left", "margin-top", "left", "top")]
    away = rules.get("visibility", "").strip() == "hidden" or any(side < -_FAR_AWAY or side > _FAR_AWAY for side in sides)
    walker.off_page += away
    walker.children(node, look)
    walker.off_page -= away


def _literal(text: str):
    return lambda walker, _node, look: walker.text(text, look)


_HANDLERS = {
    W + "p": _Walker.paragraph,
    W + "r": _Walker.run,
    W + "tr": _Walker.table_row,
    W + "t": lambda walker, node, look: walker.text(node.text or "", look),
    W + "tab": _literal("\t"),
    W + "br": _literal("\n"),
    W + "cr": _literal("\n"),
    W + "noBreakHyphen": _literal("-"),
    W + "ptab": _literal("\t"),
    _MC + "AlternateContent": _Walker.alternate,
    _WP + "anchor": _Walker.anchor,
    **dict.fromkeys((f"{{urn:schemas-microsoft-com:vml}}{shape}" for shape in ("shape", "rect", "roundrect")), _old_shape),
}
