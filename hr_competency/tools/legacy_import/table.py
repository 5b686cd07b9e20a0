"""From the bytes of a CSV or XLSX file to a table of cells."""

from __future__ import annotations

import codecs
import csv
import datetime
import io
import zipfile
from dataclasses import dataclass, field

MOST_BYTES = 30_000_000
# What an XLSX file may unpack to: a few kilobytes can hold gigabytes of zeros.
MOST_UNPACKED_BYTES = 400_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
DELIMITERS = (",", ";", "\t", "|")
# In this order: every GB18030 text that is also UTF-8 is in practice UTF-8, and GB18030 reads nearly anything.
ENCODINGS = ("utf-8", "gb18030", "cp1252")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SAMPLE_LINES = 50

Cell = str | float | int | bool | datetime.datetime | datetime.date | None


class TableError(Exception):
    """The file cannot be read as a table.

    :ivar code: ``too_big``, ``not_a_table``, ``empty``, ``encoding``, ``no_sheet`` or ``too_many_rows``
    """

    def __init__(self, code: str, detail: str = ""):
        super().__init__(detail or code)
        self.code = code


@dataclass(frozen=True)
class Table:
    """Cells as they stand in the file.

    :ivar header: the first row that is not empty, as texts; unnamed columns are called by their letter
    :ivar rows: ``(number, cells)``; the number is the one that a spreadsheet shows beside the row
    :ivar sheets: names of all sheets (one empty name for a CSV file)
    :ivar encoding: of a CSV file, else ``""``
    :ivar delimiter: of a CSV file, else ``""``
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    sheets: tuple[str, ...] = ("",)
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    header_row: int = 1
    notes: tuple[str, ...] = field(default=())


def read_table(data: bytes, *, sheet: str = "", encoding: str = "", delimiter: str = "") -> Table:
    """Read a file; what is not given is found out.

    :param sheet: name of a sheet of an XLSX file; the first one that is not empty without it
    :param encoding: of a CSV file, as Python names it
    :param delimiter: of a CSV file: one of ``DELIMITERS``
    :raise TableError: the file is too big, empty, or no table
    """
    if len(data) > MOST_BYTES:
        raise TableError("too_big")
    if data[:4] == b"PK\x03\x04":
        return _read_xlsx(data, sheet)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise TableError("not_a_table", "an XLS file of old: save it as XLSX")
    return _read_csv(data, encoding, delimiter)


# --- CSV --------------------------------------------------------------------------------------------------------------


def _read_csv(data: bytes, encoding: str, delimiter: str) -> Table:
    text, encoding = decode(data, encoding)
    if "\0" in text:
        raise TableError("not_a_table")
    delimiter = delimiter or find_delimiter(text)
    rows = _numbered(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return _table(rows, encoding=encoding, delimiter=delimiter)


def decode(data: bytes, encoding: str = "") -> tuple[str, str]:
    """Bytes as text, and the encoding it was in.

    :raise TableError: the given encoding does not fit
    """
    for mark, name in MARKS:
        if data.startswith(mark) and encoding in ("", name, "utf-8"):
            return data.decode(name, "replace"), name
    for name in [encoding] if encoding else ENCODINGS:
        try:
            return data.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    raise TableError("encoding")


def find_delimiter(text: str) -> str:
    """The character that cuts the first lines into the same number of columns most often.

    >>> find_delimiter("name;score\\nLi, Lei;4,5\\nHan, Mei;3,5\\n")
    ';'
    """
    sample = "\n".join(text.splitlines()[:SAMPLE_LINES])
    return max(DELIMITERS, key=lambda delimiter: _regularity(sample, delimiter))


def _regularity(sample: str, delimiter: str) -> tuple[int, int]:
    widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if any(row)]
    if not widths or widths[0] == 1:
        return (0, 0)
    return (sum(width == widths[0] for width in widths), widths[0])


# --- XLSX -------------------------------------------------------------------------------------------------------------


def _read_xlsx(data: bytes, sheet: str) -> Table:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED_BYTES:
                raise TableError("too_big")
        # values only: a formula counts as what it showed when the file was saved
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except TableError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise TableError("not_a_table", str(error)) from error
    return _read_book(book, sheet)


def _read_book(book, sheet: str) -> Table:
    names = tuple(one.title for one in book.worksheets)
    if sheet and sheet not in names:
        raise TableError("no_sheet")
    for name in [sheet] if sheet else names:
        rows = _numbered(book[name].iter_rows(values_only=True))
        if rows or sheet:
            return _table(rows, sheets=names, sheet=name)
    raise TableError("empty")


# --- both -------------------------------------------------------------------------------------------------------------


def _numbered(rows) -> list[tuple[int, tuple[Cell, ...]]]:
    """The rows that are not empty, with their numbers."""
    kept = []
    for number, row in enumerate(rows, 1):
        cells = tuple(row[:MOST_COLUMNS])
        if any(cell not in (None, "") and str(cell).strip() for cell in cells):
            kept.append((number, cells))
        if len(kept) > MOST_ROWS:
            raise TableError("too_many_rows")
    return kept


def _table(rows, **about) -> Table:
    """The first row with at least two filled cells is the header; titles above a table fill one."""
    if not rows:
        raise TableError("empty")
    start = next((i for i, (_number, cells) in enumerate(rows) if sum(map(_filled, cells)) > 1), 0)
    number, cells = rows[start]
    width = max(len(row) for _number, row in rows[start:])
    header = tuple(_title(cells[i] if i < len(cells) else None, i) for i in range(width))
    body = tuple((n, tuple(row) + (None,) * (width - len(row))) for n, row in rows[start + 1 :])
    return Table(header, body, header_row=number, **about)


def _filled(cell: Cell) -> bool:
    return cell is not None and bool(str(cell).strip())


def _title(cell: Cell, position: int) -> str:
    return str(cell).strip() if _filled(cell) else column_letter(position)


def column_letter(position: int) -> str:
    """What a spreadsheet calls a column.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
