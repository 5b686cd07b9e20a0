"""The small part of CSS that decides whether text can be seen."""

from __future__ import annotations

import re

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


def parse_declarations(text: str) -> dict[str, str]:
    """``color: red; top: 0`` as a dictionary; later ones win."""
    found = {}
    for declaration in text.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip().lower()] = re.sub(r"\s*!\s*important", "", value.strip().lower())
    return found


def parse_colour(value: str) -> tuple[float, float, float] | None:
    """A colour as RGB; ``None`` for anything that is none."""
    value = value.strip().lower()
    word = next((word for word in value.split() if word in _NAMES), None)
    digits = re.search(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", value)
    if digits or word:
        code = digits.group(1) if digits else _NAMES[word]
        code = "".join(char * 2 for char in code) if len(code) == 3 else code
        return tuple(int(code[i : i + 2], 16) / 255 for i in (0, 2, 4))
    numbers = re.search(r"rgba?\(([^)]*)\)", value)
    if not numbers:
        return None
    parts = re.findall(r"[\d.]+%?", numbers.group(1))
    if len(parts) < 3:
        return None
    red, green, blue, *alpha = (_channel(part) for part in parts)
    if alpha and alpha[0] * 255 < 0.1:
        return None
    return red, green, blue


def _channel(part: str) -> float:
    number = float(part.rstrip("%") or 0)
    return min(1.0, number / (100 if part.endswith("%") else 255))


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
    """The rules of a page. Of a selector only its last part is matched: rather hide too much than be fooled."""

    def __init__(self, text: str):
        self._rules: dict[str, dict[str, str]] = {}
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
        text = re.sub(r"@media\s+print\s*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", text)
        for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
            for selector in selectors.split(","):
                self._add(selector.strip(), parse_declarations(body))

    def _add(self, selector: str, declarations: dict[str, str]) -> None:
        if not selector or selector.startswith("@") or ":" in selector:
            return
        last = re.split(r"[\s>+~]+", selector)[-1]
        self._rules.setdefault(last.lower(), {}).update(declarations)

    def declarations(self, tag: str, identity: str, classes: list[str]) -> dict[str, str]:
        """What applies to an element, the more specific last."""
        found: dict[str, str] = {}
        if not self._rules:
            return found
        names = [name.lower() for name in classes]
        for selector in ("*", tag, *(f".{n}" for n in names), *(f"{tag}.{n}" for n in names)):
            found.update(self._rules.get(selector, {}))
        for selector in (f"#{identity.lower()}", f"{tag}#{identity.lower()}") if identity else ():
            found.update(self._rules.get(selector, {}))
        return found
