"""The small part of CSS that decides whether text can be seen."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

_NAMES = {
    "white": "ffffff", "black": "000000", "red": "ff0000", "green": "008000", "blue": "0000ff", "yellow": "ffff00",
    "gray": "808080", "grey": "808080", "silver": "c0c0c0", "navy": "000080", "maroon": "800000", "teal": "008080",
    "purple": "800080", "olive": "808000", "lime": "00ff00", "aqua": "00ffff", "cyan": "00ffff", "fuchsia": "ff00ff",
    "orange": "ffa500", "snow": "fffafa", "ivory": "fffff0", "whitesmoke": "f5f5f5", "ghostwhite": "f8f8ff",
    "lightgray": "d3d3d3", "lightgrey": "d3d3d3", "gainsboro": "dcdcdc", "floralwhite": "fffaf0", "azure": "f0ffff",
    "mintcream": "f5fffa", "aliceblue": "f0f8ff", "seashell": "fff5ee", "linen": "faf0e6", "beige": "f5f5dc",
    "darkblue": "00008b", "darkgreen": "006400", "darkred": "8b0000", "dimgray": "696969", "darkgray": "a9a9a9",
}  # fmt: skip
_UNITS = {"px": 0.75, "pt": 1.0, "em": None, "rem": 12.0, "%": None, "in": 72.0, "cm": 28.35, "mm": 2.835, "vw": 6.0, "vh": 6.0}
_KEYWORD_SIZES = {"xx-small": 6.75, "x-small": 7.5, "small": 9.75, "medium": 12, "large": 13.5, "x-large": 18, "xx-large": 24}

_FONT_SIZE = re.compile(r"(?:^|\s)([\d.]+(?:px|pt|em|rem|%|in|cm|mm))(?=[\s/]|$)")
# Of an opacity below this nothing is seen.
_FAINT = 0.1
_COMMA, _BETWEEN = re.compile(r",(?![^(]*\))"), re.compile(r"[\s>+~]+(?![^(\[]*[)\]])")
_NOT = re.compile(r":not\(([^()]*)\)")
_PLACE = re.compile(r":(?:first|last|only)-(?:child|of-type)|:root")
_ATTRIBUTE, _ATTRIBUTES = re.compile(r"\[\s*([\w-]+)"), re.compile(r"\[[^\]]*\]")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")


def parse_declarations(text: str) -> dict[str, str]:
    """``color: red; top: 0`` as a dictionary; later ones win."""
    found = {}
    for declaration in text.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip().lower()] = re.sub(r"\s*!\s*important", "", value.strip().lower())
            if name.strip().lower() == "font" and (size := _FONT_SIZE.search(found["font"])):
                found["font-size"] = size.group(1)
    return found


def parse_colour(value: str) -> tuple[float, float, float] | None:
    """A colour as RGB; ``None`` for anything that is none, or that nothing is seen of."""
    value = value.strip().lower()
    if is_clear(value):
        return None
    word = next((word for word in value.split() if word in _NAMES), None)
    digits = re.search(r"#([0-9a-f]{6}|[0-9a-f]{3})(?:[0-9a-f]{2}|[0-9a-f])?\b", value)
    if digits or word:
        code = digits.group(1) if digits else _NAMES[word]
        code = "".join(char * 2 for char in code) if len(code) == 3 else code
        return tuple(int(code[i : i + 2], 16) / 255 for i in (0, 2, 4))
    parts = _parts(value)
    if len(parts) < 3:
        return None
    if value.startswith("hsl"):
        hue, full, light = float(parts[0].rstrip("%") or 0) / 360 % 1, *(_channel(part, 1.0) for part in parts[1:3])
        return colorsys.hls_to_rgb(hue, light, full)
    return tuple(_channel(part, 255.0) for part in parts[:3])


def is_clear(value: str) -> bool:
    """Whether text of this colour lets all of its ground through.

    >>> [is_clear(value) for value in ("transparent", "#0000", "rgb(0 0 0 / 0%)", "rgba(0,0,0,1)", "#000")]
    [True, True, True, False, False]
    """
    value = value.strip().lower()
    digits = re.fullmatch(r"#(?:[0-9a-f]{3}([0-9a-f])|[0-9a-f]{6}([0-9a-f]{2}))", value)
    if digits:
        found = digits.group(1) or digits.group(2)
        return int(found, 16) / (16 ** len(found) - 1) < _FAINT
    parts = _parts(value)
    return value == "transparent" or (len(parts) > 3 and _channel(parts[3], 1.0) < _FAINT)


def _parts(value: str) -> list[str]:
    numbers = re.search(r"(?:rgb|hsl)a?\(([^)]*)\)", value)
    return re.findall(r"[\d.]+%?", numbers.group(1)) if numbers else []


def _channel(part: str, whole: float) -> float:
    try:
        return min(1.0, float(part.rstrip("%")) / (100.0 if part.endswith("%") else whole))
    except ValueError:
        return 0.0


def points(value: str, size: float) -> float | None:
    """A length in points; ``size`` is that of the surrounding text."""
    value = value.strip()
    if value in _KEYWORD_SIZES:
        return _KEYWORD_SIZES[value]
    match = re.fullmatch(r"(-?[\d.]+)(px|pt|em|rem|%|in|cm|mm|vw|vh)?", value)
    if not match or match.group(1).count(".") > 1 or match.group(1) in ("-", "."):
        return None
    number, unit = float(match.group(1)), match.group(2) or "px"
    if unit == "em":
        return number * size
    return number * size / 100 if unit == "%" else number * _UNITS[unit]


class Sheet:
    """The rules of a page. Of a selector only its last part is matched, whatever it stands in: rather hide too much than be
    fooled. What holds only while somebody points at something, or for what a page adds of its own, does not hold."""

    def __init__(self, text: str):
        self._rules: dict[str, list[tuple[tuple, _Part, dict[str, str]]]] = {}
        self._variables: dict[str, str] = {}
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
        text = re.sub(r"@media\s+print\s*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", text)
        for number, (selectors, body) in enumerate(re.findall(r"([^{}]+)\{([^{}]*)\}", text)):
            declarations = parse_declarations(body)
            self._variables |= {name: value for name, value in declarations.items() if name.startswith("--")}
            for selector in _COMMA.split(selectors):
                self._add(selector.strip(), number, declarations)

    def _add(self, selector: str, number: int, declarations: dict[str, str]) -> None:
        part = None if not selector or selector.startswith("@") else _Part.of(_BETWEEN.split(selector)[-1])
        if part is not None:
            self._rules.setdefault(part.key, []).append(((*part.weight, number), part, declarations))

    def declarations(self, node) -> dict[str, str]:
        """What applies to an element, the more specific last."""
        if not self._rules:
            return {}
        names = [f".{name}" for name in (node.get("class") or "").lower().split()]
        keys = ("*", str(node.tag), *dict.fromkeys(names), *([f"#{node.get('id').lower()}"] if node.get("id") else ()))
        rules = [rule for key in keys for rule in self._rules.get(key, ()) if rule[1].holds(node)]
        found: dict[str, str] = {}
        for _weight, _part, declarations in sorted(rules, key=lambda rule: rule[0]):
            found.update(declarations)
        return found

    def resolved(self, rules: dict[str, str]) -> dict[str, str]:
        """The same with the values of variables, which hold wherever they are set on the page."""
        return {name: _VARIABLE.sub(self._value, value) if "var(" in value else value for name, value in rules.items()}

    def _value(self, match: re.Match) -> str:
        return self._variables.get(match.group(1), match.group(2) or "")


@dataclass(frozen=True, slots=True)
class _Part:
    """What one element must be: ``li.a[hidden]:not(.b)``."""

    tag: str
    identity: str
    classes: tuple[str, ...]
    attributes: tuple[str, ...]
    first: bool
    last: bool
    unless: tuple[_Part, ...]

    @classmethod
    def of(cls, text: str) -> _Part | None:
        """``None`` where it depends on what is not known here."""
        text = text.lower()
        unless = tuple(cls.of(inner.strip()) for listed in _NOT.findall(text) for inner in listed.split(","))
        text = _NOT.sub("", text)
        first, last = ":first-" in text or ":only-" in text, ":last-" in text or ":only-" in text
        text = _PLACE.sub("", text)
        if ":" in text or None in unless:
            return None
        attributes = tuple(_ATTRIBUTE.findall(text))
        text = _ATTRIBUTES.sub("", text)
        tag = re.match(r"[\w-]*", text).group()
        identity = re.search(r"#([\w-]+)", text)
        return cls(tag, identity.group(1) if identity else "", tuple(re.findall(r"\.([\w-]+)", text)), attributes, first, last, unless)

    @property
    def key(self) -> str:
        """The rarest of what it asks for."""
        return f"#{self.identity}" if self.identity else f".{self.classes[0]}" if self.classes else self.tag or "*"

    @property
    def weight(self) -> tuple[int, int, int]:
        """How specific it is."""
        return bool(self.identity), len(self.classes) + len(self.attributes) + self.first + self.last, bool(self.tag)

    def holds(self, node) -> bool:
        """Whether an element is what is asked for."""
        classes = (node.get("class") or "").lower().split()
        return (
            self.tag in ("", node.tag)
            and self.identity in ("", (node.get("id") or "").lower())
            and all(name in classes for name in self.classes)
            and all(node.get(name) is not None for name in self.attributes)
            and not (self.first and node.getprevious() is not None)
            and not (self.last and node.getnext() is not None)
            and not any(part.holds(node) for part in self.unless)
        )
