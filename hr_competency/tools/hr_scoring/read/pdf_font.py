"""Fonts of a PDF, as far as needed to know which characters a string shows and how wide they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# Predefined character maps of Chinese documents are ordinary encodings under other names.
_CJK_CODECS = (
    (re.compile(r"UniGB-UTF8|UniCNS-UTF8|UniJIS-UTF8"), "utf-8"),
    (re.compile(r"Uni(?:GB|CNS|JIS\d*|KS)-UTF32"), "utf-32-be"),
    (re.compile(r"Uni(?:GB|CNS|JIS\w*|KS)-(?:UCS2|UTF16)"), "utf-16-be"),
    (re.compile(r"GBK|GBpc|GB-EUC|GBKp|GBK2K"), "gb18030"),
    (re.compile(r"B5pc|ETen-B5|ETenms|HKscs|CNS-EUC"), "big5hkscs"),
    (re.compile(r"90ms-RKSJ|90msp-RKSJ|83pv-RKSJ"), "cp932"),
    (re.compile(r"KSC|KSCms-UHC"), "cp949"),
)
_SIMPLE_CODECS = {"/MacRomanEncoding": "mac_roman", "/WinAnsiEncoding": "cp1252", "/PDFDocEncoding": "latin-1"}
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_MAX_MAP = 70_000
# Fonts that every reader has are used without their widths. Adobe's metrics of the 14 standard fonts, from the blank to the
# tilde; bold letters are a little wider, which makes no difference to where a word ends.
_HELVETICA = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 "
    "584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 "
    "611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 "
    "722 500 500 500 334 260 334 584"
)
_TIMES = (
    "250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 278 278 564 "
    "564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722 722 944 722 722 "
    "611 333 278 333 469 500 333 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 "
    "722 500 500 444 480 200 480 541"
)
_STANDARD = ((re.compile("Times|Serif", re.I), _TIMES), (re.compile("Courier|Mono", re.I), "600 " * 95), (re.compile(""), _HELVETICA))
_FIRST_STANDARD = 32


@dataclass(slots=True)
class Font:
    """Decodes the strings of one font: a code is one or more bytes; ``widths`` are in thousandths of the size."""

    code_size: int = 1
    characters: dict[int, str] = field(default_factory=dict)
    codec: str | None = "cp1252"
    widths: dict[int, float] = field(default_factory=dict)
    default_width: float = 500.0

    def decode(self, data: bytes) -> list[tuple[str, float]]:
        """Characters and widths of a shown string."""
        if self.codec and self.code_size == 0:
            return [(char, 1000.0 if char > "\x7f" else 500.0) for char in data.decode(self.codec, "replace")]
        size = self.code_size
        codes = (int.from_bytes(data[i : i + size], "big") for i in range(0, len(data) - size + 1, size))
        return [(self._character(code), self.widths.get(code, self.default_width)) for code in codes]

    def _character(self, code: int) -> str:
        found = self.characters.get(code)
        if found is not None:
            return found
        if self.codec is None or code > 0xFF:
            return "\ufffd"
        return bytes([code]).decode(self.codec, "replace")


def load_font(resource) -> Font:
    """Build a :class:`Font` from a font dictionary; an odd one gives a font that shows replacement characters."""
    subtype = resource.get("/Subtype")
    font = _composite(resource) if subtype == "/Type0" else _simple(resource)
    unicode_map = _resolve(resource.get("/ToUnicode"))
    if hasattr(unicode_map, "get_data"):
        size, characters = parse_cmap(unicode_map.get_data())
        font.characters.update(characters)
        if subtype == "/Type0" and size and font.code_size == 0:
            font.code_size, font.codec = size, None
    return font


def _resolve(value):
    return value.get_object() if hasattr(value, "get_object") else value


def _simple(resource) -> Font:
    font = Font()
    encoding = _resolve(resource.get("/Encoding"))
    if isinstance(encoding, str):
        font.codec = _SIMPLE_CODECS.get(encoding, "cp1252")
    elif hasattr(encoding, "get"):
        font.codec = _SIMPLE_CODECS.get(encoding.get("/BaseEncoding"), "cp1252")
        font.characters.update(_differences(_resolve(encoding.get("/Differences")) or ()))
    _load_widths(font, resource)
    return font


def _load_widths(font: Font, resource) -> None:
    first, widths = int(_resolve(resource.get("/FirstChar")) or 0), _resolve(resource.get("/Widths"))
    if widths is None:
        first, widths = _FIRST_STANDARD, _standard_widths(str(_resolve(resource.get("/BaseFont"))))
    scale = _type3_scale(resource)
    for offset, width in enumerate(widths):
        font.widths[first + offset] = float(_resolve(width)) * scale


def _standard_widths(name: str) -> list[str]:
    return next(widths for pattern, widths in _STANDARD if pattern.search(name)).split()


def _type3_scale(resource) -> float:
    matrix = _resolve(resource.get("/FontMatrix")) if resource.get("/Subtype") == "/Type3" else None
    return float(matrix[0]) * 1000 if matrix else 1.0


def _differences(entries):
    code = 0
    for entry in entries:
        entry = _resolve(entry)
        if isinstance(entry, (int, float)):
            code = int(entry)
        else:
            character = glyph_character(str(entry))
            if character:
                yield code, character
            code += 1


def glyph_character(name: str) -> str:
    """The character of a glyph name such as ``/eacute`` or ``/uni4E2D``."""
    from pypdf._codecs.adobe_glyphs import adobe_glyphs

    if name in adobe_glyphs:
        return adobe_glyphs[name]
    match = re.fullmatch(r"/u(?:ni)?([0-9A-Fa-f]{4,6})(?:\..*)?", name)
    if match and int(match.group(1), 16) < 0x110000:
        return chr(int(match.group(1), 16))
    return ""


def _composite(resource) -> Font:
    font = Font(code_size=2, codec=None, default_width=1000.0)
    encoding = _resolve(resource.get("/Encoding"))
    name = str(encoding) if isinstance(encoding, str) else str(getattr(encoding, "get", {}.get)("/CMapName", ""))
    for pattern, codec in _CJK_CODECS:
        if pattern.search(name):
            return Font(code_size=0, codec=codec)
    descendants = _resolve(resource.get("/DescendantFonts")) or ()
    if descendants:
        _load_cid_widths(font, _resolve(descendants[0]))
    return font


def _load_cid_widths(font: Font, descendant) -> None:
    font.default_width = float(_resolve(descendant.get("/DW", 1000)))
    entries = [_resolve(entry) for entry in _resolve(descendant.get("/W")) or ()]
    index = 0
    while index + 1 < len(entries) and len(font.widths) < _MAX_MAP:
        if isinstance(entries[index + 1], list):
            for offset, width in enumerate(entries[index + 1]):
                font.widths[int(entries[index]) + offset] = float(_resolve(width))
            index += 2
        elif index + 2 < len(entries):
            first, last = int(entries[index]), int(entries[index + 1])
            for code in range(first, min(last, first + _MAX_MAP) + 1):
                font.widths[code] = float(entries[index + 2])
            index += 3
        else:
            break


def parse_cmap(data: bytes) -> tuple[int, dict[int, str]]:
    """Code size in bytes and the characters of a ToUnicode map."""
    characters: dict[int, str] = {}
    size = 0
    space = re.search(rb"begincodespacerange(.*?)endcodespacerange", data, re.S)
    if space:
        lengths = [len(re.sub(rb"\s", b"", code)) // 2 for code in _HEX.findall(space.group(1))]
        size = max(lengths, default=0)
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.S):
        codes = _HEX.findall(block)
        for code, target in zip(codes[::2], codes[1::2], strict=False):
            characters[_number(code)] = _utf16(target)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.S):
        _read_ranges(block, characters)
    return size, characters


def _read_ranges(block: bytes, characters: dict[int, str]) -> None:
    pattern = rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<([0-9A-Fa-f\s]*)>|\[(.*?)\])"
    for first, last, start, listed in re.findall(pattern, block, re.S):
        low, high = _number(first), _number(last)
        high = min(high, low + _MAX_MAP - len(characters))
        if listed:
            for code, target in zip(range(low, high + 1), _HEX.findall(listed), strict=False):
                characters[code] = _utf16(target)
            continue
        text = _utf16(start)
        for code in range(low, high + 1) if text else ():
            last_char = ord(text[-1]) + code - low
            characters[code] = text[:-1] + chr(min(last_char, 0x10FFFF))


def _number(digits: bytes) -> int:
    digits = re.sub(rb"\s", b"", digits)
    return int(digits, 16) if digits else 0


def _utf16(digits: bytes) -> str:
    digits = re.sub(rb"\s", b"", digits)
    raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return raw.decode("utf-16-be", "replace") if len(raw) > 1 else raw.decode("latin-1")
