"""HTML pages: what a browser would show of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .css import Sheet, is_clear, parse_colour, parse_declarations, points
from .document import BLACK, MIN_CONTRAST, MIN_POINTS, WHITE, BrokenFile, Budget, Document, FileTooLarge, Hidden, contrast
from .plain import decode

_DROPPED = frozenset("script style head title template noscript iframe object svg math select datalist audio video canvas".split())
_BLOCKS = frozenset(
    "address article aside blockquote body dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li "
    "main nav ol p pre section summary table tbody thead tfoot tr ul".split()
)
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.I)
_FAR = 400.0
# Of an opacity below this nothing is seen, and nothing can be read of letters that are set so far into each other.
_FAINT, _CROWDED = 0.1, 0.5
_CLIPPED = re.compile(
    r"rect\(\s*[01](?:px)?\s*,?\s*[01](?:px)?\s*,?\s*[01](?:px)?\s*,?\s*[01](?:px)?|inset\((?:50|100)%|circle\(\s*0(?:px|%)?\s*(?:at|\))"
)
_FLAT = re.compile(r"scale[xy]?\(\s*0(?:\.0\d*)?\s*[,)]")
_MOVED = re.compile(r"translate(?:x|y|3d)?\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class _Look:
    """The inherited appearance of text."""

    colour: tuple[float, float, float] = BLACK
    background: tuple[float, float, float] = WHITE
    size: float = 12.0
    reason: str | None = None
    visible: bool = True
    opacity: float = 1.0

    def hidden_reason(self) -> str | None:
        if self.reason or not self.visible or self.opacity < _FAINT:
            return self.reason or "invisible"
        if self.size < MIN_POINTS:
            return "tiny"
        return "colour" if contrast(self.colour, self.background) < MIN_CONTRAST else None


def read_html(data: bytes, budget: Budget) -> Document:
    """Read the visible text of an HTML page; scripts never run and do not count.

    :raise BrokenFile, FileTooLarge: as their names say
    """
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = lxml_html.document_fromstring(_decode(data), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise BrokenFile("The page is damaged and cannot be read.") from error
    if any("depth" in error.message.lower() for error in parser.error_log):
        raise FileTooLarge("The page is nested too deeply.")  # the parser leaves out what lies deeper, and says it only here
    walker = _Walker(Sheet("\n".join(style.text or "" for style in root.iter("style"))), budget)
    try:
        walker.walk(root, _Look())
    except RecursionError as error:
        raise FileTooLarge("The page is nested too deeply.") from error
    text = _tidy("".join(walker.out))
    budget.spend("characters", len(text))
    return Document(text, walker.hidden.findings(), walker.hidden.texts(), 1, "text/html")


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode(_codec(declared.group(1).decode().lower()))
        except (LookupError, UnicodeDecodeError):
            text = decode(data)
    else:
        text = decode(data)
    # lxml refuses text that declares an encoding of its own
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", "")


def _codec(name: str) -> str:
    return "gb18030" if name in ("gb2312", "gbk", "x-gbk") else "big5hkscs" if name == "big5" else name


class _Walker:
    """Goes through a page in document order and sorts text into visible and hidden."""

    def __init__(self, sheet: Sheet, budget: Budget):
        self.sheet = sheet
        self.budget = budget
        self.hidden = Hidden()
        self.out: list[str] = []

    def walk(self, node, look: _Look) -> None:
        """Read one element and what is in it."""
        self.budget.spend("work")
        tag = node.tag if isinstance(node.tag, str) else ""
        if not tag or tag in _DROPPED:
            return
        inner = _inner_look(node, tag, look, self.sheet)
        self.out.append(_opening(tag))
        self.put(node.text, inner)
        for child in node:
            self.walk(child, inner)
            self.put(child.tail, inner)
        if tag in _BLOCKS:
            self.out.append("\n")

    def put(self, text: str | None, look: _Look) -> None:
        """Put text where it belongs."""
        if not text:
            return
        reason = look.hidden_reason()
        if reason:
            self.hidden.add(reason, text)
        else:
            self.out.append(re.sub(r"[ \t\r\n\f]+", " ", text))


def _opening(tag: str) -> str:
    if tag == "li":
        return "\n• "
    if tag in ("td", "th"):
        return "\t"
    return "\n" if tag in _BLOCKS or tag == "br" else ""


def _tidy(text: str) -> str:
    text = re.sub(r" *\n[ \t]*", "\n", text)
    text = re.sub(r" *\t *", "\t", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _inner_look(node, tag: str, look: _Look, sheet: Sheet) -> _Look:
    usual, important = sheet.declarations(node)
    own, own_important = parse_declarations(node.get("style") or "")
    rules = usual | own | important | own_important
    if tag == "font" and node.get("color"):
        rules.setdefault("color", node.get("color"))
    if node.get("bgcolor"):
        rules.setdefault("background-color", node.get("bgcolor"))
    if node.get("hidden") is not None or (tag == "dialog" and node.get("open") is None):
        rules.setdefault("display", "none")
    return _styled(look, sheet.resolved(rules)) if rules else look


def _styled(look: _Look, rules: dict[str, str]) -> _Look:
    painted = (rules.get(name, "") for name in ("background-image", "background-color", "background"))
    background = next(filter(None, map(parse_colour, painted)), None)
    said = rules.get("-webkit-text-fill-color") or rules.get("color", "")
    colour = parse_colour(said)
    size = points(rules.get("font-size", ""), look.size)
    size = (look.size if size is None else size) * _share(rules.get("zoom", "1"))
    visibility = rules.get("visibility")
    return replace(
        look,
        colour=colour or look.colour,
        background=background or look.background,
        size=size,
        opacity=look.opacity * _opacity(rules),
        visible=look.visible if visibility is None else visibility not in ("hidden", "collapse"),
        reason=look.reason or _gone(rules, look.size) or ("invisible" if is_clear(said) else None),
    )


def _gone(rules: dict[str, str], size: float) -> str | None:
    """Whether an element shows nothing of what is in it."""
    if rules.get("display") == "none" or rules.get("content-visibility") == "hidden":
        return "invisible"
    if any(abs(points(rules.get(side, ""), size) or 0) > _FAR for side in ("text-indent", "margin-left", "margin-top")):
        return "off_page"
    moved = _MOVED.search(rules.get("transform", ""))
    if moved and any(abs(points(side, size) or 0) > _FAR for side in moved.group(1).split(",")):
        return "off_page"
    if rules.get("position") in ("absolute", "fixed", "relative"):
        lengths = [*(rules.get(side, "") for side in ("left", "top", "right", "bottom")), *rules.get("inset", "").split()]
        sides = [points(length, size) for length in lengths]
        if any(side is not None and side < -_FAR / 4 for side in sides) or any((side or 0) > 6000 for side in sides):
            return "off_page"
    crowded = (points(rules.get("letter-spacing", ""), size) or 0.0) < -_CROWDED * size
    return "invisible" if crowded or _is_clipped(rules, size) else None


def _is_clipped(rules: dict[str, str], size: float) -> bool:
    small = [points(rules.get(side, ""), size) for side in ("width", "height", "max-width", "max-height")]
    if rules.get("overflow", "") in ("hidden", "clip") and any(side is not None and side < 2 for side in small):
        return True
    clip = rules.get("clip", "") + rules.get("clip-path", "")
    return bool(_CLIPPED.search(clip) or _FLAT.search(rules.get("transform", "")))


def _opacity(rules: dict[str, str]) -> float:
    filtered = re.search(r"opacity\(([^)]*)\)", rules.get("filter", ""))
    return _share(rules.get("opacity", "1")) * _share(filtered.group(1) if filtered else "1")


def _share(value: str) -> float:
    """A number or a percentage; what is neither changes nothing."""
    value = value.strip()
    try:
        return float(value.rstrip("%")) / (100 if value.endswith("%") else 1)
    except ValueError:
        return 1.0
