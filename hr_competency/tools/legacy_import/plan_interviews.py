"""Past interviews: one row a candidate with a column a competency, or one row a mark; both become interviews with marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import clean
from .fields import SCORE_OF
from .plan import Column, Plan, Problem, RowReader, Unit, fingerprint, sorted_problems
from .table import Table

# Above this difference between a file's own total and the mean of its marks something was read wrongly.
TOTAL_TOLERANCE = 15.0
VENDOR_WORDS = re.compile(r"vendor|supplier|external|third|供应商|第三方|外部|测评", re.IGNORECASE)


def plan_interviews(table: Table, columns: Sequence[Column]) -> Plan:
    """Interviews with their marks, one for each candidate, job, day and rater.

    A unit's values: ``candidate, email, phone, job, date`` (ISO or ``""``), ``rater, source`` (``interviewer`` or
    ``vendor``), ``marks``: list of ``[competency, points 0–100, comment, row]``, ``total`` (points or None), ``comment``.

    :param columns: those of the table that mean something
    """
    problems: list[Problem] = []
    reader = RowReader(table, columns, problems)
    grouped: dict[tuple, dict] = {}
    for row, cells in reader.rows():
        if head := _head(reader, row, cells):
            interview = grouped.setdefault(_key(head), {**head, "marks": {}, "rows": [], "total": None, "comments": []})
            interview["rows"].append(row)
            _add_marks(reader, row, cells, interview)
            _add_total(reader, row, cells, interview)
    units = [unit for interview in grouped.values() if (unit := _unit(reader, interview))]
    return Plan(tuple(units), sorted_problems(problems), len(table.rows))


def _head(reader: RowReader, row: int, cells) -> dict | None:
    """Who was interviewed for what; ``None`` where that does not become clear."""
    before = len(reader.problems)
    head = {
        "candidate": reader.read(row, cells, "candidate", clean.name, ""),
        "email": reader.read(row, cells, "email", clean.email, "", fatal=False),
        "phone": reader.read(row, cells, "phone", clean.phone, ""),
        "job": reader.read(row, cells, "job", clean.name, ""),
        "rater": reader.read(row, cells, "rater", clean.name, ""),
    }
    day = reader.read(row, cells, "date", reader.date)
    head["date"] = day.isoformat() if day else ""
    head["source"] = "vendor" if VENDOR_WORDS.search(reader.read(row, cells, "source", clean.name, "")) else "interviewer"
    if not head["candidate"]:
        reader.problem(row, "missing", reader.by_field.get("candidate"), "candidate")
    if any(problem.fatal for problem in reader.problems[before:]):
        return None
    return head


def _key(head: dict) -> tuple:
    person = head["email"] or head["phone"] or head["candidate"].casefold()
    return (person, head["job"].casefold(), head["date"], head["rater"].casefold(), head["source"])


def _add_marks(reader: RowReader, row: int, cells, interview: dict):
    comment = reader.read(row, cells, "comment", clean.text, "")
    before = len(interview["marks"])
    for column in reader.columns:
        if column.field == SCORE_OF:
            _add_mark(reader, row, cells, interview, column, column.competency, "")
    competency, score = reader.read(row, cells, "competency", clean.name, ""), reader.by_field.get("score")
    if competency and score:
        _add_mark(reader, row, cells, interview, score, competency, comment)
    elif comment:
        interview["comments"].append(comment)
    if len(interview["marks"]) == before and not any(problem.row == row for problem in reader.problems[-len(cells) :]):
        reader.problem(row, "no_marks")


def _add_mark(reader: RowReader, row: int, cells, interview: dict, column: Column, competency: str, comment: str):
    """One mark; a second one for the same competency that says something else contradicts the first."""
    points = reader.read_cell(row, cells, column, reader.points(column))
    if points is None:
        return
    known = interview["marks"].get(competency.casefold())
    if not known:
        interview["marks"][competency.casefold()] = [competency, points, comment, row]
    elif known[1] != points:
        reader.problem(row, "contradiction", column, str(known[3]))
    else:
        reader.problem(row, "duplicate", value=str(known[3]))


def _add_total(reader: RowReader, row: int, cells, interview: dict):
    column = reader.by_field.get("total")
    if column and interview["total"] is None:
        interview["total"] = reader.read_cell(row, cells, column, reader.points(column), fatal=False)


def _unit(reader: RowReader, interview: dict) -> Unit | None:
    marks = list(interview["marks"].values())
    if not marks:
        return None
    mean, total = sum(mark[1] for mark in marks) / len(marks), interview["total"]
    if total is not None and abs(total - mean) > TOTAL_TOLERANCE:
        reader.problem(interview["rows"][0], "total_differs", reader.by_field["total"], f"{total:g} / {mean:.0f}", fatal=False)
    head = {key: interview[key] for key in ("candidate", "email", "phone", "job", "date", "rater", "source")}
    values = {**head, "marks": marks, "total": total, "comment": "\n".join(dict.fromkeys(interview["comments"]))}
    content = {**head, "marks": sorted([mark[0].casefold(), mark[1]] for mark in marks)}
    return Unit("·".join(map(str, _key(head))), tuple(interview["rows"]), values, fingerprint(content))
