"""Periods in CVs: the date formats people use in Chinese and English, and months between them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

Month = tuple[int, int]
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19[5-9]\d|20\d\d)"
_POINT = (
    rf"(?:(?P<y{{0}}>{_YEAR})\s*年\s*(?:(?P<m{{0}}>1[0-2]|0?[1-9])\s*月(?:份)?(?:\s*\d{{{{1,2}}}}\s*日)?)?"
    rf"|(?P<y{{0}}b>{_YEAR})\s?[./-]\s?(?P<m{{0}}b>1[0-2]|0?[1-9])(?:\s?[./-]\s?(?:[12]\d|3[01]|0?[1-9])(?!\d))?(?![\d])"
    rf"|(?P<n{{0}}>{_MONTH_NAME})\.?,?\s?['’]?(?P<y{{0}}c>{_YEAR}|\d\d(?!\d))"
    rf"|(?P<m{{0}}d>1[0-2]|0?[1-9])\s?[./]\s?(?P<y{{0}}d>{_YEAR})"
    rf"|(?P<y{{0}}e>{_YEAR})(?!\d))"
)
_PRESENT = r"(?P<present>至今|迄今|今(?![年后天日])|现在|目前|present|now|current(?:ly)?|today|to date|ongoing|date)"
_TO = r"\s*(?:[-–—−~〜至到]+|to|until|till|through)\s*"
_RANGE = re.compile(
    rf"(?<![\d.])(?:{_POINT.format(1)}{_TO}(?:{_PRESENT}|{_POINT.format(2)})|{_POINT.format(3)}\s*(?P<sofar>至今|迄今|起至今|[-–—]\s*(?=$|[\n)\]|,;]))"
    rf"|since\s+{_POINT.format(4)})",
    re.IGNORECASE,
)
_STATED = (
    re.compile(r"(?<!\d)(\d{1,2})(?:\.\d)?\s*(?:\+|多|余)?\s*年(?:以上|多|余)?(?:的)?[^\d,，。;；\n]{0,14}?(?:经验|经历|工龄|从业)"),
    re.compile(r"(?:工作年限|工作经验|从业年限|工龄)\s*[::]?\s*(\d{1,2})(?:\.\d)?\s*(?:\+|多)?\s*年"),
    re.compile(r"([一二两三四五六七八九十]{1,3})\s*(?:多|余)?年(?:以上|多|余)?(?:的)?[^\d,，。;；\n]{0,12}?(?:经验|经历|工龄)"),
    re.compile(r"\b(\d{1,2})(?:\.\d)?\s*\+?\s*years?['’]?(?:\s+of)?\s+(?:[\w/-]+\s+){0,4}?experience", re.IGNORECASE),
    re.compile(r"\bexperience\s*[::]?\s*(\d{1,2})\+?\s*years?\b", re.IGNORECASE),
    re.compile(r"\bover (\d{1,2}) years? (?:in|as|with)\b", re.IGNORECASE),
)
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}


@dataclass(frozen=True, slots=True)
class Period:
    """Two months, both included, and where they stand in the text. ``end`` is ``None`` for “until now”."""

    first: Month
    last: Month | None
    start: int
    end: int

    def months(self, today: Month) -> range:
        """The months as numbers; nothing where the period makes no sense."""
        last = min(self.last or today, today)
        return range(_number(self.first), _number(last) + 1)


def find_periods(text: str) -> list[Period]:
    """All periods in a normalised text."""
    found = []
    for match in _RANGE.finditer(text):
        groups = {name: value for name, value in match.groupdict().items() if value}
        slot = next(slot for slot in "134" if any(name[1:2] == slot for name in groups))
        first = _month(groups, slot, 7)
        open_end = slot != "1" or "present" in groups
        last = None if open_end else _month(groups, "2", 6)
        if last is None or _number(first) <= _number(last):
            found.append(Period(first, last, *match.span()))
        elif first[0] == last[0]:  # "2019 - 2019.05" and the like
            found.append(Period(last, last, *match.span()))
    return found


def years_of(periods: Iterable[Period], today: Month) -> float:
    """Years covered by periods; months that several of them cover count once."""
    months = {month for period in periods for month in period.months(today)}
    return round(len(months) / 12, 1)


def latest(periods: Iterable[Period]) -> Month | None:
    """The last month that is named: the best guess of “now” for a text without a date of its own."""
    ends = [period.last or period.first for period in periods]
    return max(ends, default=None)


def stated_years(text: str) -> float | None:
    """Years of experience as the text itself gives them (“8年工作经验”)."""
    found = [_count(match.group(1)) for pattern in _STATED for match in pattern.finditer(text)]
    found = [number for number in found if 0 < number <= 50]
    return float(max(found)) if found else None


def _count(digits: str) -> int:
    if digits.isdigit():
        return int(digits)
    if digits.startswith("十"):
        return 10 + _DIGITS.get(digits[1:], 0)
    tens, ten, ones = digits.partition("十")
    return _DIGITS.get(tens, 0) * 10 + _DIGITS.get(ones, 0) if ten else _DIGITS.get(digits, 0)


def _month(groups: dict[str, str], slot: str, default: int) -> Month:
    """A year alone is taken as its middle: from 2019 to 2021 are two years, give or take one."""
    year = next(value for name, value in groups.items() if name.startswith("y" + slot))
    number = int(year) if len(year) == 4 else (1900 if int(year) > 50 else 2000) + int(year)
    if f"n{slot}" in groups:
        return number, _MONTHS[groups[f"n{slot}"][:3].lower()]
    month = next((value for name, value in groups.items() if name.startswith("m" + slot)), None)
    return number, int(month) if month else default


def _number(month: Month) -> int:
    return month[0] * 12 + month[1] - 1
