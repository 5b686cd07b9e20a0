"""How text in a Word file looks: styles, inherited and direct formatting, as far as it hides text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .document import BLACK, MIN_CONTRAST, MIN_POINTS, WHITE, contrast

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_THEME = {"background1": WHITE, "light1": WHITE, "text1": BLACK, "dark1": BLACK, "background2": (0.93, 0.93, 0.93)}
_HIGHLIGHTS = {
    "white": "FFFFFF", "black": "000000", "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF",
    "blue": "0000FF", "red": "FF0000", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
_CLEAR = 90_000.0
Colour = tuple[float, float, float]


def parse_colour(value: str | None) -> Colour | None:
    """``RRGGBB`` as RGB; ``auto`` and nonsense are ``None``."""
    try:
        number = int(value or "", 16)
    except ValueError:
        return None
    return ((number >> 16 & 255) / 255, (number >> 8 & 255) / 255, (number & 255) / 255)


@dataclass(frozen=True, slots=True)
class Look:
    """What a piece of text looks like. An ``automatic`` colour turns white on dark ground by itself. What a run can undo is
    ``vanish``; what stands in a hidden row is ``gone``."""

    colour: Colour | None = None
    background: Colour = WHITE
    points: float = 10.0
    vanish: bool = False
    gone: bool = False
    transparent: bool = False
    scale: float = 100.0

    def on(self, fill: str | None) -> Look:
        """The same text on another ground."""
        colour = parse_colour(fill)
        return replace(self, background=colour) if colour else self

    def hidden_reason(self) -> str | None:
        """Why a person cannot see it, or ``None``."""
        if self.vanish or self.gone or self.transparent:
            return "invisible"
        if self.points < MIN_POINTS or self.scale < 10:
            return "tiny"
        if self.colour is not None and contrast(self.colour, self.background) < MIN_CONTRAST:
            return "colour"
        return None


def _is_on(node, name: str) -> bool | None:
    """A toggle: ``None`` where it is not mentioned."""
    toggle = node.find(W + name)
    if toggle is None:
        return None
    return toggle.get(W + "val", "1") not in ("0", "false", "off", "none")


class Styles:
    """The style sheet of a document."""

    def __init__(self, root=None):
        self._styles = {}
        self._defaults = None
        if root is not None:
            self._styles = {style.get(W + "styleId"): style for style in root.iter(W + "style")}
            self._defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._default_paragraph = next(
            (
                style.get(W + "styleId")
                for style in self._styles.values()
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true")
            ),
            None,
        )

    def default(self) -> Look:
        """The look of text without any formatting."""
        return self._apply(Look(), self._defaults)

    def paragraph(self, look: Look, properties) -> Look:
        """The look inside a paragraph."""
        style = self._default_paragraph
        if properties is not None:
            named = properties.find(W + "pStyle")
            style = named.get(W + "val") if named is not None else style
        look = self._apply_style(look, style)
        return _shaded(look, properties)

    def run(self, look: Look, properties) -> Look:
        """The look of a run."""
        if properties is None:
            return look
        named = properties.find(W + "rStyle")
        if named is not None:
            look = self._apply_style(look, named.get(W + "val"))
        return self._apply(look, properties)

    def cell(self, look: Look, properties) -> Look:
        """The look inside a table cell."""
        return _shaded(look, properties)

    def _apply_style(self, look: Look, name: str | None, depth: int = 0) -> Look:
        style = self._styles.get(name)
        if style is None or depth > 20:
            return look
        parent = style.find(W + "basedOn")
        if parent is not None:
            look = self._apply_style(look, parent.get(W + "val"), depth + 1)
        look = _shaded(look, style.find(W + "pPr"))
        return self._apply(look, style.find(W + "rPr"))

    def _apply(self, look: Look, properties) -> Look:
        if properties is None:
            return look
        look = _shaded(look, properties)
        changes = {**_colour_change(properties), **_size_change(properties)}
        vanish = _is_on(properties, "vanish")
        if vanish is not None:
            changes["vanish"] = vanish
        fill = properties.find(_W14 + "textFill")
        if fill is not None:
            changes |= _fill_change(fill)
        return replace(look, **changes) if changes else look


def _shaded(look: Look, properties) -> Look:
    if properties is None:
        return look
    shade, mark = properties.find(W + "shd"), properties.find(W + "highlight")
    if shade is not None:
        theme = _THEME.get(shade.get(W + "themeFill", ""))
        look = replace(look, background=theme) if theme else look.on(shade.get(W + "fill"))
    if mark is not None:
        look = look.on(_HIGHLIGHTS.get(mark.get(W + "val", "")))
    return look


def _colour_change(properties) -> dict:
    colour = properties.find(W + "color")
    if colour is None:
        return {}
    value = parse_colour(colour.get(W + "val"))
    theme = _THEME.get(colour.get(W + "themeColor", ""))
    # Word writes the resulting RGB beside the theme's name; shades and tints of it are in the RGB only
    return {"colour": value if value is not None else theme}


def _fill_change(fill) -> dict:
    """Newer versions of Word draw this instead of the colour."""
    colour = fill.find(f"{_W14}solidFill/{_W14}srgbClr")
    if colour is None:
        return {"transparent": fill.find(_W14 + "noFill") is not None}
    # how much of the ground is seen through it, in thousandths of a per cent
    clear = number(getattr(colour.find(_W14 + "alpha"), "get", {}.get)(_W14 + "val"), 0.0)
    return {"colour": parse_colour(colour.get(_W14 + "val")), "transparent": clear > _CLEAR}


def _size_change(properties) -> dict:
    changes = {}
    size, scale = properties.find(W + "sz"), properties.find(W + "w")
    if size is not None:
        changes["points"] = number(size.get(W + "val"), 20) / 2
    if scale is not None:
        changes["scale"] = number((scale.get(W + "val") or "").rstrip("%"), 100)
    return changes


def number(value: str | None, default: float) -> float:
    """A number as written in a file; ``default`` where it is none."""
    try:
        return float(value or "")
    except ValueError:
        return default
