"""The small part of CSS that decides whether text can be seen."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator

from .selectors import Selector, selectors_of, split

# What is declared usually, and what as important.
Declared = tuple[dict[str, str], dict[str, str]]

_NAMED = """
aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4 black 000000
blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00 chocolate d2691e
coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b
darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00
darkorchid 9932cc darkred 8b0000 darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f
darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969 dodgerblue 1e90ff
firebrick b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc ghostwhite f8f8ff gold ffd700 goldenrod daa520
gray 808080 green 008000 greenyellow adff2f grey 808080 honeydew f0fff0 hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0
khaki f0e68c lavender e6e6fa lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080
lightcyan e0ffff lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1 lightsalmon ffa07a
lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899 lightslategrey 778899 lightsteelblue b0c4de lightyellow ffffe0
lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000 mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3
mediumpurple 9370db mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc
mediumvioletred c71585 midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080
oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa palegreen 98fb98
paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd powderblue b0e0e6
purple 800080 rebeccapurple 663399 red ff0000 rosybrown bc8f8f royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460
seagreen 2e8b57 seashell fff5ee sienna a0522d silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090
snow fffafa springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0 violet ee82ee
wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32
""".split()
_NAMES = dict(zip(_NAMED[::2], _NAMED[1::2], strict=True))
_UNITS = {"px": 0.75, "pt": 1.0, "em": None, "rem": 12.0, "%": None, "in": 72.0, "cm": 28.35, "mm": 2.835, "vw": 6.0, "vh": 6.0}
_KEYWORD_SIZES = {"xx-small": 6.75, "x-small": 7.5, "small": 9.75, "medium": 12, "large": 13.5, "x-large": 18, "xx-large": 24}

_FONT_SIZE = re.compile(r"(?:^|\s)([\d.]+(?:px|pt|em|rem|%|in|cm|mm))(?=[\s/]|$)")
# Of an opacity below this nothing is seen.
_FAINT = 0.1
_OTHER_BLOCK = re.compile(r"@(?:-\w+-)?(?:keyframes|font-face|page|property|counter-style)")
_OTHER_MEDIA = re.compile(r"^(?:\s*only)?\s*(?:print|speech)\b|prefers-color-scheme:\s*dark|not\s+(?:all|screen)")
# So wide is a usual screen at least, in points.
_WIDEST, _SCREEN = re.compile(r"max-width:\s*([\d.]+(?:px|r?em))"), 600.0
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")


def parse_declarations(text: str) -> Declared:
    """``color: red; top: 0 !important`` as two dictionaries, of what is usual and of what is important; later ones win."""
    found: Declared = ({}, {})
    for declaration in text.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            value, is_important = re.subn(r"\s*!\s*important", "", value.strip().lower())
            part, name = found[bool(is_important)], name.strip().lower()
            part[name] = value
            if name == "font" and (size := _FONT_SIZE.search(value)):
                part["font-size"] = size.group(1)
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
    if light := re.match(r"(?:ok)?l(?:ab|ch)\(", value):
        # how light it is tells enough
        return (_channel(parts[0], 1.0 if light.group().startswith("ok") else 100.0),) * 3
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
    numbers = re.search(r"(?:rgba?|hsla?|(?:ok)?l(?:ab|ch))\(([^)]*)\)", value)
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
    """The rules of a page."""

    def __init__(self, text: str):
        self._rules: dict[str, list[tuple[tuple, Selector, Declared]]] = {}
        self._variables: dict[str, str] = {}
        for number, (listed, body) in enumerate(_rules_of(re.sub(r"/\*.*?\*/", "", text, flags=re.S))):
            declared = parse_declarations(body)
            self._variables |= {name: value for part in declared for name, value in part.items() if name.startswith("--")}
            for selector in selectors_of(listed):
                self._rules.setdefault(selector.key, []).append(((*selector.weight, number), selector, declared))

    def declarations(self, node) -> Declared:
        """What applies to an element, the more specific last."""
        usual: dict[str, str] = {}
        important: dict[str, str] = {}
        if self._rules:
            names = [f".{name}" for name in (node.get("class") or "").lower().split()]
            keys = ("*", str(node.tag), *dict.fromkeys(names), *([f"#{node.get('id').lower()}"] if node.get("id") else ()))
            rules = [rule for key in keys for rule in self._rules.get(key, ()) if rule[1].holds(node)]
            for _weight, _selector, declared in sorted(rules, key=lambda rule: rule[0]):
                usual.update(declared[0])
                important.update(declared[1])
        return usual, important

    def resolved(self, rules: dict[str, str]) -> dict[str, str]:
        """The same with the values of variables, which hold wherever they are set on the page."""
        return {name: _VARIABLE.sub(self._value, value) if "var(" in value else value for name, value in rules.items()}

    def _value(self, match: re.Match) -> str:
        return self._variables.get(match.group(1), match.group(2) or "")


def _rules_of(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations, those of nested rules with what they stand in; without what is for other media, narrow
    screens or moving pictures."""
    # of each open brace: what its rule is about, what it declares, and whether it is for a reader at a screen
    stack: list[tuple[str, list[str], bool]] = [("", [], True)]
    start = 0
    for mark in re.finditer("[{};]", text):
        piece, start = text[start : mark.start()].strip(), mark.end()
        about, declared, read = stack[-1]
        if mark.group() == "{":
            stack.append((about if piece.startswith("@") else _inside(about, piece), [], read and _is_for_reader(piece)))
            continue
        declared.append(piece)
        if mark.group() == "}" and len(stack) > 1:
            stack.pop()
            if about and read:
                yield about, ";".join(declared)


def _inside(outer: str, inner: str) -> str:
    """The selectors of a rule that stands within another one."""
    if not outer:
        return inner
    place = f":is({outer})"
    return ",".join(one.replace("&", place) if "&" in one else f"{place} {one.strip()}" for one in split(inner))


def _is_for_reader(head: str) -> bool:
    """Whether what stands in a block is for somebody who reads the page at a usual screen."""
    if not head.startswith("@media"):
        return not _OTHER_BLOCK.match(head)
    return any(not _OTHER_MEDIA.search(query) and not _is_narrow(query) for query in head.removeprefix("@media").split(","))


def _is_narrow(query: str) -> bool:
    widest = _WIDEST.search(query)
    return bool(widest) and (points(widest.group(1), 12.0) or 0.0) < _SCREEN
