"""Competency models of an earlier system: rows of job, competency and, where there are any, behavioural indicators."""

from __future__ import annotations

from collections.abc import Sequence

from . import clean
from .plan import Column, Plan, Problem, RowReader, Unit, fingerprint, sorted_problems
from .table import Cell, Table

LEVELS = (1, 5)


def plan_models(table: Table, columns: Sequence[Column]) -> Plan:
    """One model for each job named.

    A unit's values: ``job, pass_score`` (or None), ``competencies``: list of dicts ``name, definition, weight`` (or None),
    ``level`` (or None), ``must_have``, ``indicators``: list of dicts ``name, weight, examples``; ``questions``: list of
    ``[text, competency]``. A job or competency that stands only in the first of its rows (merged cells) counts for those
    below it.

    :param columns: those of the table that mean something
    """
    problems: list[Problem] = []
    reader = RowReader(table, columns, problems)
    jobs: dict[str, dict] = {}
    above = {"job": "", "competency": ""}
    for row, cells in reader.rows():
        above = _filled_down(reader, row, cells, above)
        if not above["job"] or not above["competency"]:
            missing = "job" if not above["job"] else "competency"
            reader.problem(row, "missing", reader.by_field.get(missing), missing)
            continue
        job = jobs.setdefault(above["job"].casefold(), _new_job(above["job"]))
        job["rows"].append(row)
        _add_row(reader, row, cells, job, above["competency"])
    units = [unit for job in jobs.values() if (unit := _unit(reader, job))]
    return Plan(tuple(units), sorted_problems(problems), len(table.rows))


def _filled_down(reader: RowReader, row: int, cells: Sequence[Cell], above: dict) -> dict:
    job = reader.read(row, cells, "job", clean.name, "")
    competency = reader.read(row, cells, "competency", clean.name, "")
    # a new job starts anew: the competency above belongs to another one
    same_job = not job or job.casefold() == above["job"].casefold()
    return {"job": job or above["job"], "competency": competency or (above["competency"] if same_job else "")}


def _new_job(name: str) -> dict:
    return {"job": name, "pass_score": None, "competencies": {}, "questions": [], "rows": []}


def _add_row(reader: RowReader, row: int, cells: Sequence[Cell], job: dict, name: str):
    if job["pass_score"] is None:
        job["pass_score"] = reader.read(row, cells, "pass_score", _within(0, 100))
    start = {"name": name, "definition": "", "weight": None, "level": None, "must_have": False, "indicators": {}, "row": row}
    competency = job["competencies"].setdefault(name.casefold(), start)
    competency["definition"] = competency["definition"] or reader.read(row, cells, "definition", clean.text, "")
    competency["must_have"] = competency["must_have"] or bool(reader.read(row, cells, "must_have", clean.yes_or_no, False))
    _agree(reader, row, competency, "weight", reader.read(row, cells, "weight", _share))
    _agree(reader, row, competency, "level", reader.read(row, cells, "level", _level))
    _add_indicator(reader, row, cells, competency)
    if question := reader.read(row, cells, "question", clean.text, ""):
        job["questions"].append([question, name])


def _agree(reader: RowReader, row: int, competency: dict, field: str, value):
    """What a competency's rows say must be the same in all of them; the first one counts."""
    if value is None:
        return
    if competency[field] is None:
        competency[field] = value
    elif competency[field] != value:
        reader.problem(row, "contradiction", reader.by_field[field], str(competency["row"]), fatal=False)


def _add_indicator(reader: RowReader, row: int, cells: Sequence[Cell], competency: dict):
    name = reader.read(row, cells, "indicator", clean.text, "")
    if not name:
        return
    weight = reader.read(row, cells, "indicator_weight", _share)
    start = {"name": name, "weight": weight, "examples": []}
    indicator = competency["indicators"].setdefault(clean.name(name).casefold(), start)
    if example := reader.read(row, cells, "example", clean.text, ""):
        indicator["examples"].append(example)


def _unit(reader: RowReader, job: dict) -> Unit:
    competencies = [
        {**{k: v for k, v in one.items() if k != "row"}, "indicators": list(one["indicators"].values())}
        for one in job["competencies"].values()
    ]
    weights = [one["weight"] for one in competencies if one["weight"] is not None]
    if weights and len(weights) < len(competencies):
        reader.problem(job["rows"][0], "some_weights_missing", reader.by_field["weight"], job["job"], fatal=False)
    values = {"job": job["job"], "pass_score": job["pass_score"], "competencies": competencies, "questions": job["questions"]}
    return Unit(job["job"].casefold(), tuple(job["rows"]), values, fingerprint(values))


def _within(low: float, high: float):
    def read(cell: Cell) -> float | None:
        if clean.is_nothing(cell):
            return None
        value = clean.number(cell)
        if not low <= value <= high:
            raise clean.CleanError("out_of_scale")
        return value

    return read


def _share(cell: Cell) -> float | None:
    """A weight as a number of parts in 100: a spreadsheet keeps 30 % as 0.3."""
    value = _within(0, 1000)(cell)
    return value * 100 if value is not None and 0 < value <= 1 else value


def _level(cell: Cell) -> int | None:
    value = _within(*LEVELS)(cell if clean.letter_level(clean.name(cell)) is None else clean.letter_level(clean.name(cell)))
    return None if value is None else round(value)
