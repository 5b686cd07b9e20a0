"""CSS selectors: which elements of a page a rule of its sheet speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

# What is so only while somebody points at something, types or clicks, and what a page adds of its own.
_NEVER = re.compile(
    r"::|:(?:before|after|first-l|hover|focus|active|visited|target|checked|placeholder|popover|modal|fullscreen|playing|disabled|invalid|empty)"
)
_LISTS = re.compile(r":(not|is|where|matches|any)\(((?:[^()]|\([^()]*\))*)\)")
_PLACE = re.compile(r":(first|last|only)-(?:child|of-type)|:nth-child\(\s*([^()]*?)\s*\)")
_NTH = re.compile(r"([+-]?\d*)n\s*(?:([+-])\s*(\d+))?|([+-]?\d+)")
_ATTRIBUTE = re.compile(r"\[\s*([\w-]+)\s*(?:([~|^$*]?=)\s*[\"']?(.*?)[\"']?\s*(?:\s[is]\s*)?)?\]")
_COMMA, _JOINT = re.compile(r",(?![^(]*\))"), re.compile(r"\s*([\s>+~])\s*(?![^(\[]*[)\]])")
_FITS = {
    "=": lambda wanted, found: wanted == found,
    "~=": lambda wanted, found: wanted in found.split(),
    "|=": lambda wanted, found: found == wanted or found.startswith(f"{wanted}-"),
    "^=": lambda wanted, found: found.startswith(wanted),
    "$=": lambda wanted, found: found.endswith(wanted),
    "*=": lambda wanted, found: wanted in found,
}


def selectors_of(text: str) -> list[Selector]:
    """The selectors of a list of them."""
    return [Selector.of(one.strip()) for one in split(text) if one.strip()]


def split(text: str) -> list[str]:
    """The parts of a list of selectors, as they are written."""
    return _COMMA.split(text)


@dataclass(frozen=True, slots=True)
class Selector:
    """What an element must be, and what it must stand in or behind: each part with how it is joined to the one before it."""

    parts: tuple[tuple[str, Part], ...]

    @classmethod
    def of(cls, text: str) -> Selector:
        """From ``div > p.a``."""
        first, *rest = _JOINT.split(text.lower().strip(" >+~"))
        return cls((("", Part.of(first)), *((joint, Part.of(part)) for joint, part in zip(rest[::2], rest[1::2], strict=True))))

    @property
    def key(self) -> str:
        """The rarest of what it asks of the element itself."""
        return self.parts[-1][1].key

    @property
    def weight(self) -> tuple[int, int, int]:
        """How specific it is."""
        return tuple(map(sum, zip(*(part.weight for _joint, part in self.parts), strict=True)))

    def holds(self, node) -> bool:
        """Whether a rule for it speaks of an element."""
        return self._holds(node, len(self.parts) - 1)

    def _holds(self, node, last: int) -> bool:
        joint, part = self.parts[last]
        return part.holds(node) and (last == 0 or any(self._holds(other, last - 1) for other in _related(node, joint)))


def _related(node, joint: str) -> Iterator:
    """The elements to which one may be joined so."""
    others = node.iterancestors() if joint in " >" else node.itersiblings(preceding=True)
    yield from others if joint in " ~" else islice(others, 1)


@dataclass(frozen=True, slots=True)
class Part:
    """What one element must be: ``li.a[hidden]:not(.b)``. What is not known here is taken to be so: rather hide too much than be
    fooled.

    :ivar never: it holds at no time when somebody only reads
    :ivar among: lists of selectors, of each of which one must hold
    :ivar unless: selectors of which none may
    """

    never: bool
    tag: str
    identity: str
    classes: tuple[str, ...]
    attributes: tuple[tuple[str, str, str], ...]
    places: tuple[tuple[str, str], ...]
    among: tuple[tuple[Selector, ...], ...]
    unless: tuple[Selector, ...]

    @classmethod
    def of(cls, text: str) -> Part:
        """From what stands between two blanks of a selector, in small letters."""
        whole, text = text, text.replace(":root", "html")
        listed = [(name, tuple(selectors_of(inner))) for name, inner in _LISTS.findall(text)]
        text = _LISTS.sub("", text)
        places, attributes = tuple(_PLACE.findall(text)), tuple(_ATTRIBUTE.findall(text))
        never = not whole or bool(_NEVER.search(_PLACE.sub("", text)))
        text = _ATTRIBUTE.sub("", re.sub(r":[\w-]+(?:\([^()]*\))?", "", text))
        tag, identity = re.match(r"[\w-]*", text).group(), re.search(r"#([\w-]+)", text)
        return cls(
            never,
            tag,
            identity.group(1) if identity else "",
            tuple(re.findall(r"\.([\w-]+)", text)),
            attributes,
            places,
            tuple(inner for name, inner in listed if name != "not"),
            tuple(one for name, inner in listed if name == "not" for one in inner),
        )

    @property
    def key(self) -> str:
        """The rarest of what it asks for."""
        return f"#{self.identity}" if self.identity else f".{self.classes[0]}" if self.classes else self.tag or "*"

    @property
    def weight(self) -> tuple[int, int, int]:
        """How specific it is."""
        return bool(self.identity), len(self.classes) + len(self.attributes) + len(self.places) + len(self.among), bool(self.tag)

    def holds(self, node) -> bool:
        """Whether an element is what is asked for."""
        classes = (node.get("class") or "").lower().split()
        return (
            not self.never
            and self.tag in ("", node.tag)
            and self.identity in ("", (node.get("id") or "").lower())
            and all(name in classes for name in self.classes)
            and all(_has(node, *one) for one in self.attributes)
            and all(_stands(node, *one) for one in self.places)
            and all(any(one.holds(node) for one in listed) for listed in self.among)
            and not any(one.holds(node) for one in self.unless)
        )


def _has(node, name: str, sign: str, wanted: str) -> bool:
    found = node.get(name)
    return found is not None and (not sign or _FITS[sign](wanted, found.lower()))


def _stands(node, side: str, nth: str) -> bool:
    """Whether an element is the first, last, only or n-th of its parent."""
    if nth:
        return _is_nth(nth, sum(1 for _ in node.itersiblings(preceding=True)) + 1)
    first, last = node.getprevious() is None, node.getnext() is None
    return (first or side == "last") and (last or side == "first")


def _is_nth(text: str, place: int) -> bool:
    """Whether a place is one of ``2n+1``, ``odd``, ``-n+3``, ``4``; what is none of these is taken to be so.

    >>> [_is_nth(text, 3) for text in ("odd", "even", "-n+2", "3", "n+3", "x")]
    [True, False, False, True, True, True]
    """
    found = _NTH.fullmatch({"odd": "2n+1", "even": "2n"}.get(text, text))
    if not found:
        return True
    step, sign, offset, single = found.groups()
    if single:
        return place == int(single)
    step = int(f"{step}1") if step in ("", "+", "-") else int(step)
    left = place - int(f"{sign or ''}{offset or 0}")
    return left == 0 if step == 0 else left % step == 0 and left // step >= 0
