"""Single cells: texts trimmed, dates of several notations, marks of several scales. What cannot be read is an error."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections.abc import Iterable

SCALES = ("5", "10", "100", "percent", "letter")
# Letters and words stand for the five proficiency levels, each worth a fifth of the scale.
LETTERS = {"S": 5, "A": 5, "B": 4, "C": 3, "D": 2, "E": 1, "F": 1}
WORDS = {
    "优秀": 5, "优": 5, "杰出": 5, "卓越": 5, "excellent": 5, "outstanding": 5,
    "良好": 4, "良": 4, "较好": 4, "good": 4,
    "中等": 3, "中": 3, "一般": 3, "合格": 3, "及格": 3, "average": 3, "fair": 3, "satisfactory": 3, "meets expectations": 3,
    "较差": 2, "待改进": 2, "below average": 2, "needs improvement": 2,
    "差": 1, "不合格": 1, "不及格": 1, "poor": 1, "unsatisfactory": 1,
}  # fmt: skip
YES = {"yes", "y", "true", "1", "x", "是", "必备", "必须", "√", "✓", "✔", "must", "required"}
NO = {"no", "n", "false", "0", "", "否", "非必备", "-"}
NOTHING = {"", "-", "--", "—", "/", "n/a", "na", "null", "none", "无", "未评", "未评分", "缺考"}
MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
# A spreadsheet counts days from here; earlier and later serials are no dates of interviews.
EXCEL_EPOCH = datetime.date(1899, 12, 30)
EXCEL_DAYS = range(20_000, 60_000)
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")


class CleanError(ValueError):
    """A cell that cannot be read.

    :ivar code: ``not_a_number``, ``out_of_scale``, ``not_a_date``, ``ambiguous_date``, ``not_an_email`` or ``not_yes_or_no``
    """

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def text(cell: object) -> str:
    """A comment or statement: invisible characters and outer blanks go, the words stay as they are."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # a spreadsheet has 13800001111.0 for a phone number
    return INVISIBLE.sub("", str(cell)).strip()


def name(cell: object) -> str:
    """A name: also full-width letters become plain ones, and blanks inside become one.

    >>> name("　Ｌｉ  Lei ")
    'Li Lei'
    """
    return " ".join(unicodedata.normalize("NFKC", text(cell)).split())


def is_nothing(cell: object) -> bool:
    """Whether a cell says that there is no mark."""
    return name(cell).lower() in NOTHING


def email(cell: object) -> str:
    """An address in lower case; of ``Li Lei <li@example.com>`` only the address.

    :raise CleanError: ``not_an_email``
    """
    found = name(cell).lower()
    if not found:
        return ""
    if inner := re.search(r"<([^<>]+)>", found):
        found = inner[1].strip()
    if not re.fullmatch(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+", found):
        raise CleanError("not_an_email")
    return found


def phone(cell: object) -> str:
    """A telephone number's digits, with a leading plus if there is one.

    >>> phone("+86 138-0000-1111")
    '+8613800001111'
    """
    found = name(cell)
    digits = re.sub(r"\D", "", found)
    return ("+" if found.startswith("+") else "") + digits


def yes_or_no(cell: object) -> bool:
    """A tick in one of the usual notations.

    :raise CleanError: ``not_yes_or_no``
    """
    found = name(cell).lower()
    if found in YES:
        return True
    if found in NO:
        return False
    raise CleanError("not_yes_or_no")


# --- numbers and scales -----------------------------------------------------------------------------------------------


def number(cell: object) -> float:
    """A number with the signs that people put around it (``8.5分``, ``85 %``, ``4,5``, ``1,200``).

    :raise CleanError: ``not_a_number``
    """
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    found = float(cell) if is_number else _number_in(name(cell))
    if not math.isfinite(found):
        raise CleanError("not_a_number")
    return found


def _number_in(words: str) -> float:
    match = re.fullmatch(r"([+-]?[\d.,' ]*\d)\s*(?:%|分|点|points?|pts?\.?|stars?|星)?", words, re.IGNORECASE)
    if not match:
        raise CleanError("not_a_number")
    digits = re.sub(r"[' ]", "", match[1])
    if re.fullmatch(r"[+-]?\d+,\d{1,2}", digits):
        digits = digits.replace(",", ".")  # a comma before one or two digits is a decimal comma
    try:
        return float(digits.replace(",", ""))
    except ValueError:
        raise CleanError("not_a_number") from None


def points(cell: object, scale: str) -> float | None:
    """A mark as points of 0 to 100.

    :param scale: one of ``SCALES``; a mark that names its own (``4/5``, ``80%``) is read by that
    :return: the points, or ``None`` where the cell says that there is no mark
    :raise CleanError: ``not_a_number`` or ``out_of_scale``
    """
    if is_nothing(cell):
        return None
    words = name(cell)
    if (level := letter_level(words)) is not None:
        return level * 20.0
    value, top = _value_and_top(cell, words, scale)
    if not 0 <= value <= top:
        raise CleanError("out_of_scale")
    return round(value * 100.0 / top, 4)


def _value_and_top(cell: object, words: str, scale: str) -> tuple[float, float]:
    if fraction := re.fullmatch(r"(.+?)\s*(?:/|out of|of)\s*(\d+)", words, re.IGNORECASE):
        return number(fraction[1]), float(fraction[2]) or 1.0
    value = number(cell)
    if words.endswith("%"):
        return value, 100.0
    if scale == "percent":
        # a spreadsheet keeps 85 % as 0.85
        return (value * 100.0 if value <= 1 else value), 100.0
    if scale == "letter":
        raise CleanError("not_a_number")
    return value, float(scale)


def letter_level(words: str) -> float | None:
    """The level 1 to 5 of a letter or word; plus and minus are a third of a level.

    >>> letter_level("A"), round(letter_level("B-"), 2), letter_level("良好"), letter_level("7")
    (5, 3.67, 4, None)
    """
    if (level := WORDS.get(words.lower())) is not None:
        return level
    match = re.fullmatch(r"([A-FSa-fs])\s*([+-]?)", words)
    if not match:
        return None
    shift = {"+": 1 / 3, "-": -1 / 3, "": 0}[match[2]]
    return min(max(LETTERS[match[1].upper()] + shift, 1), 5)


def find_scale(cells: Iterable[object]) -> str:
    """The smallest scale that holds all marks of a column; letters and words where there is no number."""
    values, signs = [], 0
    for cell in cells:
        words = name(cell)
        if is_nothing(cell) or letter_level(words) is not None or re.search(r"/|\bof\b", words):
            continue
        try:
            values.append(number(cell))
        except CleanError:
            continue
        signs += words.endswith("%")
    if not values:
        return "letter"
    top = max(values)
    if signs or (top <= 1 and any(value != int(value) for value in values)):
        return "percent"
    return "5" if top <= 5 else "10" if top <= 10 else "100"


# --- dates ------------------------------------------------------------------------------------------------------------


def date(cell: object, day_first: bool | None = None) -> datetime.date | None:
    """A date in one of the usual notations, also a spreadsheet's serial number.

    :param day_first: how ``3/4/2024`` is read; ``None``: nobody knows
    :return: the date, or ``None`` for an empty cell
    :raise CleanError: ``not_a_date`` or ``ambiguous_date``
    """
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    if is_nothing(cell):
        return None
    found = _iso(name(cell)) or _named_month(name(cell)) or _serial(cell) or _by_order(name(cell), day_first)
    if not found:
        raise CleanError("not_a_date")
    return found


def find_day_first(cells: Iterable[object]) -> bool | None:
    """Whether the days stand first in a column of dates like 3/4/2024: known as soon as one part is above 12."""
    for cell in cells:
        parts = _three_numbers(name(cell))
        if parts and parts[0] > 12:
            return True
        if parts and parts[1] > 12:
            return False
    return None


def _make(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _iso(words: str) -> datetime.date | None:
    """2024-03-05, 2024/3/5, 2024.3.5, 2024年3月5日, 20240305, each also with a time behind it."""
    match = re.match(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:$|[T\s])", words)
    match = match or re.fullmatch(r"((?:19|20)\d{2})(\d{2})(\d{2})", words)
    return _make(*map(int, match.groups())) if match else None


def _named_month(words: str) -> datetime.date | None:
    """5 Mar 2024, March 5, 2024."""
    if match := re.match(r"(\d{1,2})[.\s-]+([A-Za-z]{3})[a-z]*[.,\s-]+(\d{4})", words):
        day, month, year = match.groups()
    elif match := re.match(r"([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})", words):
        month, day, year = match.groups()
    else:
        return None
    number_ = MONTHS.get(month.lower())
    return _make(int(year), number_, int(day)) if number_ else None


def _serial(cell: object) -> datetime.date | None:
    try:
        days = int(float(name(cell)))
    except ValueError:
        return None
    return EXCEL_EPOCH + datetime.timedelta(days=days) if days in EXCEL_DAYS else None


def _three_numbers(words: str) -> tuple[int, int, int] | None:
    match = re.match(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:$|\s)", words)
    return tuple(map(int, match.groups())) if match else None


def _by_order(words: str, day_first: bool | None) -> datetime.date | None:
    parts = _three_numbers(words)
    if not parts:
        return None
    first, second, year = parts
    if first == second or first > 12:
        return _make(year, second, first)
    if second > 12:
        return _make(year, first, second)
    if day_first is None:
        raise CleanError("ambiguous_date")
    return _make(year, second, first) if day_first else _make(year, first, second)
