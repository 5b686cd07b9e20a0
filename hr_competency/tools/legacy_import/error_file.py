"""The rows that could not be imported, to be mended and handed in again."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Mapping

from .table import Cell, Table

# A spreadsheet takes a cell that starts like this for a formula and runs it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def error_file(table: Table, messages: Mapping[int, str], row_title: str, message_title: str) -> bytes:
    """A CSV file of the rows with messages: their numbers and the reasons first, then the cells as they were.

    UTF-8 with a byte order mark, so that a spreadsheet shows Chinese; no cell of it is run as a formula.

    :param messages: row number → what is wrong, in words
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([row_title, message_title, *map(harmless, table.header)])
    for number, cells in table.rows:
        if number in messages:
            writer.writerow([number, harmless(messages[number]), *map(harmless, cells)])
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: Cell) -> str:
    """A cell as text that no spreadsheet runs; plain negative numbers stay numbers.

    >>> harmless("=HYPERLINK(A1)"), harmless("-5"), harmless("+86 138")
    ("'=HYPERLINK(A1)", '-5', "'+86 138")
    """
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ", "seconds") if cell.time() != datetime.time() else cell.date().isoformat()
    words = str(cell)
    if words.lstrip(" \u3000").startswith(FORMULA_STARTS) and not _is_number(words):
        return f"'{words}"
    return words


def _is_number(words: str) -> bool:
    try:
        float(words)
    except ValueError:
        return False
    return True
