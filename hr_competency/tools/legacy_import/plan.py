"""What a table would become: units to be imported, and the rows that cannot be, with the reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from . import clean
from .table import Cell, Table


@dataclass(frozen=True)
class Column:
    """What a column means.

    :ivar position: counted from 0
    :ivar field: a key of ``FIELDS``, or ``score_of``
    :ivar competency: key of the competency that a ``score_of`` column marks
    :ivar scale: of marks, one of ``clean.SCALES``; found out from the column where empty
    :ivar day_first: how ``3/4/2024`` is read; found out from the column where ``None``
    """

    position: int
    field: str
    competency: str = ""
    scale: str = ""
    day_first: bool | None = None


@dataclass(frozen=True)
class Problem:
    """Why a cell or row was left out, or what is odd about it.

    :ivar code: what is wrong, e.g. ``out_of_scale``, ``missing``, ``duplicate``, ``contradiction``
    :ivar column: the column's title, or ``""`` for the whole row
    :ivar value: what stands there, or the number of the other row
    :ivar fatal: the row is not imported
    """

    row: int
    code: str
    column: str = ""
    value: str = ""
    fatal: bool = True


@dataclass(frozen=True)
class Unit:
    """One thing to import: an interview or a competency model.

    :ivar rows: numbers of the rows that it was made from
    :ivar values: plain values, fit for JSON
    :ivar fingerprint: the same for the same content, whatever file it stands in
    """

    key: str
    rows: tuple[int, ...]
    values: dict
    fingerprint: str


@dataclass(frozen=True)
class Plan:
    """All units in the order of the file, and all problems in the order of the rows."""

    units: tuple[Unit, ...]
    problems: tuple[Problem, ...]
    row_count: int

    @property
    def bad_rows(self) -> set[int]:
        """Rows of which nothing, or not everything, is imported."""
        return {problem.row for problem in self.problems if problem.fatal}


class RowReader:
    """Reads the mapped cells of one row; what is wrong with one is noted and the next is read."""

    def __init__(self, table: Table, columns: Sequence[Column], problems: list[Problem]):
        self.table, self.problems = table, problems
        self.columns = [_settled(column, table) for column in columns]
        self.by_field = {column.field: column for column in reversed(self.columns)}

    def rows(self) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """The rows; one that repeats another word for word is noted and left out."""
        seen: dict[tuple, int] = {}
        for number, cells in self.table.rows:
            key = tuple(clean.name(cells[column.position]) for column in self.columns)
            if not any(key):
                continue
            if key in seen:
                self.problem(number, "duplicate", value=str(seen[key]))
                continue
            seen[key] = number
            yield number, cells

    def problem(self, row: int, code: str, column: Column | None = None, value: object = "", *, fatal: bool = True):
        """Note what is wrong."""
        title = self.table.header[column.position] if column else ""
        self.problems.append(Problem(row, code, title, clean.text(value), fatal))

    def read(self, row: int, cells: Sequence[Cell], field: str, reader: Callable, default=None, *, fatal: bool = True):
        """One field's value, or the default where the column is missing, empty or wrong."""
        column = self.by_field.get(field)
        if not column:
            return default
        return self.read_cell(row, cells, column, reader, default, fatal=fatal)

    def read_cell(self, row: int, cells: Sequence[Cell], column: Column, reader: Callable, default=None, *, fatal: bool = True):
        """One cell's value, or the default where it is empty or wrong."""
        cell = cells[column.position]
        try:
            value = reader(cell)
        except clean.CleanError as error:
            self.problem(row, error.code, column, cell, fatal=fatal)
            return default
        return default if value in (None, "") else value

    def points(self, column: Column) -> Callable:
        """Reads the marks of a column on its scale."""
        return lambda cell: clean.points(cell, column.scale)

    def date(self, cell: Cell):
        """Reads the dates of the column that holds them."""
        return clean.date(cell, self.by_field["date"].day_first)


def _settled(column: Column, table: Table) -> Column:
    """The column with its scale and its order of days and months, found out where they are not given."""
    cells = [row[column.position] for _number, row in table.rows]
    if column.field in ("score", "score_of", "total") and not column.scale:
        return Column(column.position, column.field, column.competency, clean.find_scale(cells))
    if column.field == "date" and column.day_first is None:
        return Column(column.position, column.field, day_first=clean.find_day_first(cells))
    return column


def fingerprint(values: dict) -> str:
    """The same for the same content."""
    return hashlib.sha256(json.dumps(values, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def sorted_problems(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """In the order of the rows, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.row))
