"""A job as people write it, text or object, as a :class:`JobModel`.

A plain text has no competencies: then what it asks for (:mod:`.job_text`) is one competency, an indicator for each
requirement. Names of tools (SQL, Kubernetes) are its skills.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from .canonical import digest
from .job_text import REQUIREMENTS, asking, degree_wanted, requirements_of, title_of, tool_names, years_wanted
from .normal import fold
from .text import language
from .types import Competency, Indicator, JobModel

_LEVELS = (1.0, 5.0)
# Larger weights, some of them added up, would be no numbers any more.
_HEAVIEST = 1e9


def job_from(value: str | Mapping) -> JobModel:
    """A job model from text, or from an object with ``title``, ``description``, ``competencies``, ``must_haves`` ….

    :raise ValueError: where there is nothing to match against, or a part has the wrong form; it names the part
    """
    if isinstance(value, str):
        return _from_text(value)
    if not isinstance(value, Mapping):
        raise ValueError("job: text or an object is expected")
    return _from_object(value)


def _from_text(text: str) -> JobModel:
    if not _says_something(text):
        raise ValueError("job: it is empty")
    title, wanted = title_of(text), asking(text)
    requirements = requirements_of(text)
    name = title or _unnamed(text)
    competencies = (Competency(REQUIREMENTS, name, indicators=tuple(requirements)),) if requirements else ()
    return JobModel(
        id=digest(text)[:16],
        title=title,
        description=text,
        competencies=competencies,
        skills=tuple((name, 1.0) for name in tool_names(wanted)),
        min_years=years_wanted(wanted),
        degree=degree_wanted(wanted),
    )


def _says_something(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _unnamed(text: str) -> str:
    """What a list of requirements without a name is called."""
    return "Requirements" if language(text) == "en" else "岗位要求"


def _from_object(value: Mapping) -> JobModel:
    title, description = _text(value, "title"), _text(value, "description")
    competencies = _competencies(value)
    if not competencies and not _says_something(title + description):
        raise ValueError("job: it has no title, description or competencies")
    if not competencies:
        competencies = _from_text(description if description.strip() else title).competencies
    wanted = asking(description)
    names = _strings(value, "must_haves") or _strings(value, "must_have")
    competencies, rest = _mark_must_haves(competencies, names)
    skills = _skills(value.get("skills")) or tuple((name, 1.0) for name in tool_names(wanted))
    return JobModel(
        id=str(value.get("id") or digest(dict(value))[:16]),
        title=title,
        description=description,
        competencies=tuple(competencies),
        pass_score=_number(value, "pass_score", 60.0, 0.0, 100.0),
        skills=skills,
        must_have_skills=(*rest, *filter(str.strip, _strings(value, "must_have_skills"))),
        industry=_text(value, "industry"),
        min_years=_number(value, "min_years", 0.0) or _number(value, "years", 0.0) or years_wanted(wanted),
        degree=_text(value, "degree") or degree_wanted(wanted),
    )


def _competencies(value: Mapping) -> list[Competency]:
    given = value.get("competencies") or []
    if isinstance(given, Mapping):
        given = [{"name": name, **(item if isinstance(item, Mapping) else {"weight": item})} for name, item in given.items()]
    found = [_competency(item, number) for number, item in enumerate(_list(given, "competencies"), 1)]
    loose = _list(value.get("indicators") or [], "indicators")
    if loose and not any(item.indicators for item in found):
        found.append(_competency({"name": _text(value, "title"), "indicators": loose}, len(found) + 1))
    _refuse_repeated("competencies", [item.id for item in found])
    _refuse_repeated("indicators", [one.id for item in found for one in item.indicators])
    return found


def _refuse_repeated(key: str, ids: Sequence[str]) -> None:
    """Evidence is kept by these ids: two of the same would share theirs."""
    for one in ids:
        if ids.count(one) > 1:
            raise ValueError(f"{key}: the id {one!r} is given twice")


def _competency(item, number: int) -> Competency:
    if isinstance(item, str):
        item = {"name": item}
    if not isinstance(item, Mapping):
        raise ValueError("competencies: each is a name or an object")
    key = _id(item) or str(number)
    name = _text(item, "name") or _text(item, "title") or _text(item, "competency")
    indicators = tuple(_indicator(one, f"{key}.{place}") for place, one in enumerate(_list(item.get("indicators") or [], "indicators"), 1))
    if not _says_something(name) and not indicators:
        raise ValueError("competencies: a name or indicators are missing")
    return Competency(
        key,
        name if name.strip() else _unnamed(" ".join(one.statement for one in indicators)),
        weight=_number(item, "weight", 1.0, 0.0, _HEAVIEST),
        required_level=_number(item, "required_level", 3.0, *_LEVELS),
        must_have=bool(item.get("must_have", False)),
        indicators=indicators,
    )


def _id(item: Mapping) -> str:
    return "" if item.get("id") is None else str(item["id"])


def _indicator(item, key: str) -> Indicator:
    if isinstance(item, str):
        item = {"statement": item}
    if not isinstance(item, Mapping):
        raise ValueError("indicators: each is a statement or an object")
    statement = _text(item, "statement") or _text(item, "name") or _text(item, "indicator")
    if not _says_something(statement):
        raise ValueError("indicators: a statement is missing")
    return Indicator(
        _id(item) or key,
        statement,
        weight=_number(item, "weight", 1.0, 0.0, _HEAVIEST),
        examples=_strings(item, "examples"),
        counter_examples=_strings(item, "counter_examples"),
        cues=_strings(item, "cues"),
        anchors=_strings(item, "anchors"),
    )


def _mark_must_haves(competencies: Sequence[Competency], names: Sequence[str]) -> tuple[list[Competency], tuple[str, ...]]:
    """Must-haves that name a competency mark it; the others are skills."""
    wanted = {fold(name): name for name in names if name.strip()}
    known = {key for item in competencies for key in (fold(item.name), fold(item.id))}
    marked = [replace(item, must_have=item.must_have or fold(item.name) in wanted or fold(item.id) in wanted) for item in competencies]
    return marked, tuple(name for key, name in wanted.items() if key not in known)


def _skills(given) -> tuple[tuple[str, float], ...]:
    if isinstance(given, Mapping):
        return tuple((str(name), _number(given, name, 1.0, 0.0, _HEAVIEST)) for name in given)
    pairs = []
    for item in _list(given or [], "skills"):
        name = item if isinstance(item, str) else _text(item, "name") if isinstance(item, Mapping) else ""
        if not name.strip():
            raise ValueError("skills: each is a name or an object with a name")
        pairs.append((name, 1.0 if isinstance(item, str) else _number(item, "weight", 1.0, 0.0, _HEAVIEST)))
    return tuple(pairs)


# --- fields ----------------------------------------------------------------------------------------------------------


def _number(value: Mapping, key: str, default: float, least: float = 0.0, most: float = math.inf) -> float:
    given = default if value.get(key) is None else value[key]
    if isinstance(given, bool) or not isinstance(given, (int, float)) or not math.isfinite(given) or not least <= given <= most:
        limits = f"from {least:g} to {most:g}" if most < math.inf else f"of {least:g} or more"
        raise ValueError(f"{key}: a number {limits} is expected")
    return float(given)


def _list(given, key: str) -> Sequence:
    if not isinstance(given, (list, tuple)):
        raise ValueError(f"{key}: a list is expected")
    return given


def _text(value: Mapping, key: str) -> str:
    found = value.get(key) or ""
    if not isinstance(found, str):
        raise ValueError(f"{key}: text is expected")
    return found


def _strings(value: Mapping, key: str) -> tuple[str, ...]:
    found = value.get(key) or ()
    if isinstance(found, str):
        return (found,)
    if not isinstance(found, (list, tuple)) or not all(isinstance(item, (str, Mapping)) for item in found):
        raise ValueError(f"{key}: a list of texts is expected")
    return tuple(item if isinstance(item, str) else _text(item, "name") for item in found)
