"""Figures and formulas in short answers, whatever their spelling: 15, fifteen, 十五; 300,000 and 3×10^5; 25 % and a quarter.

An encoder finds 2024 as near to 2025 as one number is to any other, and word by word "fifteen" has nothing to do with 15.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from .text import tokens

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH_NAMES = "january february march april may june july august september october november december"
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: value for value, word in enumerate(_ONES)} | {word: 10 * value for value, word in enumerate(_TENS, 2)}
_GREAT = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_PARTS = {"half": 0.5, "quarter": 0.25, "一半": 0.5}
_ZH = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ZH_SMALL, _ZH_GREAT = {"十": 10, "百": 100, "千": 1000}, {"万": 10**4, "亿": 10**8}
_NUMERALS = "".join((*_ZH, *_ZH_SMALL, *_ZH_GREAT))
_SPELLED = "|".join((*_SMALL, *_GREAT))
# No figure has more digits, or words: those of a flood of them are no number.
_LONGEST = 12
_PERCENT = r"\s?(?:%|percent|per cent)"
_FIGURE = re.compile(
    rf"(?<![a-z])(?P<part>{'|'.join(_PARTS)})\b|(?P<of>[{_NUMERALS}\d]{{1,{_LONGEST}}})分之(?P<parts>[{_NUMERALS}\d]{{1,{_LONGEST}}})"
    r"|(?P<less>负|零下|minus\s|(?<![\w)\]年月])[-−])?\s{0,2}(?:"
    rf"(?<![A-Za-z\d^])(?P<digits>\d{{1,3}}(?:,\d{{3}}){{1,5}}(?:\.\d{{1,{_LONGEST}}})?(?!\d)|\d{{1,{_LONGEST}}}(?:\.\d{{1,{_LONGEST}}})?)"
    rf"(?:(?:\s?[x×*]\s?10\s?\^\s?|e)(?P<power>\d{{1,2}})(?!\d)|\s?(?P<times>[万亿]|thousand\b|million\b|billion\b))?(?P<percent>{_PERCENT})?"
    rf"|\b(?P<words>(?:{_SPELLED})\b(?:[\s-](?:and\s)?(?:{_SPELLED})\b){{0,{_LONGEST}}})(?P<percents>{_PERCENT})?"
    rf"|(?P<numerals>[{_NUMERALS}]{{1,{_LONGEST}}}))",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"(?<![\w/.])(\d{1,12})\s?/\s?(0{0,3}[1-9]\d{0,12})(?![\w/]|\s?/)")
# A month is a figure only beside one: may and march are words, too.
_MONTH = re.compile(rf"(?<=\d )\b({'|'.join(_MONTHS)})[a-z]*\b|\b({'|'.join(_MONTHS)})[a-z]*\b(?=\.? \d)", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
# 一 and "one" are mostly no figures where nobody asks for one: 一般, one of them.
_HARDLY = frozenset(("一", "one"))


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it may be read (25 % is 25, too), and whether it surely is one; with ``parts``, what it says besides (the day
    and the month of 31/12, which may be a fraction)."""

    values: frozenset[float]
    sure: bool = True
    parts: frozenset[float] = frozenset()


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a normalised text.

    >>> [sorted(one.values) for one in figures("一九四九年，25 % of three hundred and fifty")]
    [[1949.0], [0.25, 25.0], [350.0]]
    """
    text = _MONTH.sub(lambda found: str(_MONTHS.index((found[1] or found[2])[:3].lower()) + 1), _ORDINAL.sub("", text))
    parts = [(int(over), int(under)) for over, under in _FRACTION.findall(text)]
    shares = [Figure(frozenset([over / under]), parts=frozenset([float(over), float(under)])) for over, under in parts]
    return (*(_read(match) for match in _FIGURE.finditer(_FRACTION.sub(" ", text))), *shares)


def _read(found: re.Match) -> Figure:
    if found["part"]:
        return Figure(frozenset([_PARTS[found["part"].lower()]]), sure=False)
    if found["parts"]:
        return Figure(frozenset([_numeral(found["parts"]) / max(_numeral(found["of"]), 1)]))
    sign = -1.0 if found["less"] else 1.0
    value = sign * _value(found)
    share = {value / 100} if found["percent"] or found["percents"] else set()
    return Figure(frozenset({value} | share), (found["words"] or found["numerals"] or "").lower() not in _HARDLY)


def _value(found: re.Match) -> float:
    if found["digits"]:
        times = (found["times"] or "").lower()
        return float(found["digits"].replace(",", "")) * 10 ** int(found["power"] or 0) * (_GREAT | _ZH_GREAT).get(times, 1)
    return float(_in_words(found["words"]) if found["words"] else _numeral(found["numerals"]))


def _in_words(text: str) -> int:
    total = current = 0
    for word in re.findall("[a-z]+", text.lower()):
        if word == "hundred":
            current = max(current, 1) * 100
        elif word in _GREAT:
            total, current = total + max(current, 1) * _GREAT[word], 0
        else:
            current += _SMALL.get(word, 0)
    return total + current


def _numeral(text: str) -> float:
    """A number in Chinese numerals, or digits; those without 十 or 百 are read digit by digit (一九四九)."""
    if text.isdecimal() and text.isascii():
        return float(text)
    if not set(text) & {*_ZH_SMALL, *_ZH_GREAT}:
        return float("".join(str(_ZH.get(char, char)) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _ZH_GREAT:
            total, section, digit = (total + max(section + digit, 1)) * _ZH_GREAT[char], 0, 0
        elif char in _ZH_SMALL:
            section, digit = section + max(digit, 1) * _ZH_SMALL[char], 0
        else:
            digit = _ZH[char] if char in _ZH else int(char)
    return float(total + section + digit)


@cache
def _figure_words() -> frozenset[str]:
    """The tokens of words that are figures."""
    return frozenset(tokens(" ".join((*_SMALL, *_GREAT, *_PARTS, *_MONTHS, _MONTH_NAMES))))


def is_figure(term: str) -> bool:
    """Whether a token is a figure, or has one."""
    return term in _figure_words() or any(map(str.isdigit, term)) or bool(figures(term))


# --- formulas --------------------------------------------------------------------------------------------------------

_WORDED = (
    ("的平方", "^2"),
    ("的立方", "^3"),
    ("squared", "^2"),
    ("cubed", "^3"),
    ("等于", "="),
    ("减", "-"),
    ("加", "+"),
    ("除以", "/"),
    ("乘以?", "*"),
)
_FORMULA = re.compile(r"[\sA-Za-z0-9_.^*·×/+\-−=<>()\[\]Δδπ√αβλθ]+")
_TWO_SIDES = re.compile(r"[A-Za-z0-9)\]]\s*[=^*·×/+\-−<>]\s*[(\[A-Za-z0-9√π]")
_ORDER = re.compile(r"[OoΘθ]\s*\(")
_FUNCTIONS = frozenset("sin cos tan log ln lg sqrt exp max min lim".split())
_FREE = r"[\s()\[\]*·×^_]*"
_SQUARE = re.compile(r"([a-z])\s*[*·×]\s*\1(?![a-z])")


def formula_pattern(text: str) -> re.Pattern | None:
    """What says a formula, with or without blanks, brackets and signs of multiplication; ``None`` where a text is none.

    >>> found = formula_pattern("F = m*a")
    >>> [bool(found.search(worded(text))) for text in ("F=ma", "F = m · a", "it is m a", "F = mv", "F = ma/2")]
    [True, True, True, False, False]
    """
    letters = re.findall("[A-Za-z]{3,}", text)
    if not _FORMULA.fullmatch(text) or not (_TWO_SIDES.search(text) or _ORDER.match(text.strip())):
        return None
    if not re.search("[A-Za-z]", text) or any(word.lower() not in _FUNCTIONS for word in letters):
        return None
    signs = re.sub(_FREE, "", worded(text).rpartition("=")[2])
    if not any(map(str.isalnum, signs)):
        return None
    return re.compile(r"(?<![a-z0-9^/])" + _FREE.join(map(re.escape, signs)) + r"(?![a-z0-9]|[)\]\s]*[*/^+·×]|-\w)")


def worded(text: str) -> str:
    """A text in lower case with signs for the words of arithmetic."""
    text = text.lower().replace("−", "-")
    for word, sign in _WORDED:
        text = re.sub(word, sign, text)
    return _SQUARE.sub(r"\1^2", text)
