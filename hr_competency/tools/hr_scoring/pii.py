"""Personal details: finding them, and taking them out of a text before it leaves for a third party.

What is replaced stays here, in :class:`Masked`; the answer of the third party is brought back with ``restore``. Masking
is meant to take too much rather than too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .guard import Guarded
from .normal import is_cjk, normalise
from .pii_patterns import GENERIC_EMPLOYERS, NOT_NAMES, PATTERNS

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Detail:
    """A personal detail ``text[start:end]`` of a ``kind`` such as ``name``, ``phone`` or ``employer``."""

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without personal details; ``values`` maps each placeholder to what it stands for and never leaves."""

    text: str
    values: tuple[tuple[str, str], ...]

    def restore(self, text: str) -> str:
        """Put the details back into a text that contains placeholders."""
        for placeholder, value in self.values:
            text = text.replace(placeholder, value)
        return text


def is_identity_number(number: str) -> bool:
    """Whether 18 characters are a Chinese identity number with the right check digit (GB 11643)."""
    digits = re.sub(r"[\s-]", "", number).upper()
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", digits):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return _CHECK_DIGITS[total % 11] == digits[-1]


def find_details(text: str, known: Mapping[str, Iterable[str]] | None = None, kinds: frozenset[str] | None = None) -> list[Detail]:
    """Find personal details, in the order of the text, without overlaps.

    :param known: values the caller knows, by kind: ``{"name": ["张三"], "employer": ["Acme"]}``
    :param kinds: look for these only; without it for all
    """
    normal = normalise(text)
    taken = bytearray(len(normal.text) + 1)
    found: list[tuple[int, int, str]] = []
    for kind, values in sorted((known or {}).items()):
        for value in sorted({normalise(value).text.strip() for value in values}, key=lambda value: (-len(value), value)):
            _claim_everywhere(normal.text, kind, value, taken, found)
    patterns, guarded = _patterns(kinds)
    for kind, pattern in map(patterns.__getitem__, guarded.places(normal.text)):
        for match in pattern.finditer(normal.text):
            group = 1 if pattern.groups and match.group(1) is not None else 0
            start, end = _trim(normal.text, *match.span(group))
            if _is_detail(kind, normal.text[start:end]):
                _claim(start, end, kind, taken, found)
    for start, end, kind in list(found):
        if kind in ("name", "employer", "wechat"):
            _claim_everywhere(normal.text, kind, normal.text[start:end], taken, found)
    spans = [(kind, *normal.span(start, end)) for start, end, kind in sorted(found)]
    return [Detail(kind, text[start:end], start, end) for kind, start, end in spans]


@lru_cache(maxsize=8)
def _patterns(kinds: frozenset[str] | None) -> tuple[list[tuple[str, re.Pattern]], Guarded]:
    """The patterns of these kinds, of all without them, and which words they need."""
    chosen = [(kind, pattern) for kind, pattern in PATTERNS if kinds is None or kind in kinds]
    return chosen, Guarded([pattern for _kind, pattern in chosen])


def mask(text: str, known: Mapping[str, Iterable[str]] | None = None) -> Masked:
    """Replace personal details by placeholders such as ``⟦NAME_1⟧``; equal values get equal placeholders."""
    placeholders: dict[tuple[str, str], str] = {}
    counts: dict[str, int] = {}
    pieces, last = [], 0
    for detail in find_details(text, known):
        key = (detail.kind, detail.value)
        if key not in placeholders:
            placeholders[key] = _new_placeholder(detail.kind, counts, text)
        pieces += [text[last : detail.start], placeholders[key]]
        last = detail.end
    values = tuple((placeholder, value) for (_kind, value), placeholder in placeholders.items())
    return Masked("".join([*pieces, text[last:]]), values)


def _new_placeholder(kind: str, counts: dict[str, int], text: str) -> str:
    while True:
        counts[kind] = counts.get(kind, 0) + 1
        placeholder = f"⟦{kind.upper()}_{counts[kind]}⟧"
        if placeholder not in text:
            return placeholder


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\n,;:|":
        start += 1
    while end > start and text[end - 1] in " \t\n,;:|":
        end -= 1
    return start, end


def _is_detail(kind: str, value: str) -> bool:
    if not value:
        return False
    if kind == "name":
        return value not in NOT_NAMES and value[:2] not in NOT_NAMES
    if kind == "employer":
        return not GENERIC_EMPLOYERS.match(value)
    return True


def _claim(start: int, end: int, kind: str, taken: bytearray, found: list[tuple[int, int, str]]) -> None:
    """Take a span that is free; of one that is partly taken, what is left."""
    while start < end and taken[start]:
        start += 1
    while end > start and taken[end - 1]:
        end -= 1
    if start < end and not any(taken[start:end]):
        taken[start:end] = b"\1" * (end - start)
        found.append((start, end, kind))


def _claim_everywhere(text: str, kind: str, value: str, taken: bytearray, found: list[tuple[int, int, str]]) -> None:
    if len(value) < (2 if value and is_cjk(value[0]) else 3):
        return
    edge = r"(?<![A-Za-z0-9])" if value[0].isascii() else ""
    tail = r"(?![A-Za-z0-9])" if value[-1].isascii() else ""
    for match in re.finditer(edge + re.escape(value) + tail, text, re.IGNORECASE):
        _claim(*match.span(), kind, taken, found)
