"""A job as people write it, text or object, as a :class:`JobModel`.

A plain text has no competencies: then every line of it that asks for something is a requirement, and stands for one
indicator. Names of tools (SQL, Kubernetes) are its skills.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .canonical import digest
from .normal import fold, normalise
from .text import language, sentences
from .types import Competency, Indicator, JobModel

REQUIREMENTS = "requirements"
_MOST_REQUIREMENTS = 40
_TOOL = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]*(?:[+#]{1,2}|\.[A-Za-z]+)?(?![A-Za-z0-9])")
_YEARS = re.compile(r"(\d{1,2})\s*(?:\+|年以上|年及以上|年|(?:\+\s*)?years?\b|yrs?\b)", re.IGNORECASE)
# "At least" is said of what is asked for; other years need a word about work beside them.
_AT_LEAST = re.compile(r"(?<![\d.])(1[0-5]|\d)\s*(?:年(?:及)?以上(?!历史)|\+\s*years?\b)", re.IGNORECASE)
_DEGREE = re.compile(r"博士|硕士|研究生|本科|大专|\b(?:phd|master'?s?|mba|bachelor'?s?)\b", re.IGNORECASE)
_WORK = re.compile(r"经验|工作|experience|work", re.IGNORECASE)


def job_from(value: str | Mapping) -> JobModel:
    """A job model from text, or from an object with ``title``, ``description``, ``competencies``, ``must_haves`` ….

    :raise ValueError: where there is nothing to match against, or a part has the wrong form
    """
    if isinstance(value, str):
        return _from_text(value)
    if not isinstance(value, Mapping):
        raise ValueError("job: text or an object is expected")
    return _from_object(value)


def _from_text(text: str) -> JobModel:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise ValueError("job: it is empty")
    title = lines[0] if len(lines) > 1 or len(lines[0]) < 40 else ""
    requirements = requirements_of(text)
    name = title or ("岗位要求" if language(text) == "zh" else "Requirements")
    competencies = (Competency(REQUIREMENTS, name, indicators=tuple(requirements)),) if requirements else ()
    return JobModel(
        id=digest(text)[:16],
        title=title,
        description=text,
        competencies=competencies,
        skills=tuple((name, 1.0) for name in tool_names(text)),
        min_years=years_wanted(text),
        degree=degree_wanted(text),
    )


def requirements_of(text: str) -> list[Indicator]:
    """The sentences of a description that ask for something, as indicators."""
    found = [span.text for span in sentences(text) if len(fold(span.text)) >= 6][:_MOST_REQUIREMENTS]
    return [Indicator(f"{REQUIREMENTS}.{number}", statement) for number, statement in enumerate(dict.fromkeys(found), 1)]


def tool_names(text: str) -> list[str]:
    """Names of tools and methods: Latin words in a Chinese text, words with inner capitals or signs in any.

    >>> tool_names("熟悉 SQL 和 Python，了解C++")
    ['SQL', 'Python', 'C++']
    """
    chinese = language(text) != "en"
    found = (match.group() for match in _TOOL.finditer(normalise(text).text))
    names = [word for word in found if len(word) > 1 and (chinese or _looks_like_a_name(word))]
    return list(
        {fold(word) + word.lstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"): word for word in names}.values()
    )


def _looks_like_a_name(word: str) -> bool:
    return bool(re.search(r"[A-Z].*[A-Z]|[a-z][A-Z]|[+#0-9]|\.[a-z]", word))


def years_wanted(text: str) -> float:
    """The years of experience that a description asks for; 0 without."""
    for match in _YEARS.finditer(text):
        if _WORK.search(text[max(0, match.start() - 12) : match.end() + 16]):
            return float(match.group(1))
    stated = _AT_LEAST.search(text)
    return float(stated.group(1)) if stated else 0.0


def degree_wanted(text: str) -> str:
    """The first degree that a description names; empty without."""
    match = _DEGREE.search(text)
    return match.group() if match else ""


# --- objects ---------------------------------------------------------------------------------------------------------


def _from_object(value: Mapping) -> JobModel:
    title, description = _text(value, "title"), _text(value, "description")
    competencies = _competencies(value)
    if not competencies and not title and not description:
        raise ValueError("job: it has no title, description or competencies")
    if not competencies:
        competencies = _from_text(description or title).competencies
    names = _strings(value, "must_haves") or _strings(value, "must_have")
    competencies, rest = _mark_must_haves(competencies, names)
    skills = _skills(value.get("skills")) or tuple((name, 1.0) for name in tool_names(description))
    return JobModel(
        id=str(value.get("id") or digest(dict(value))[:16]),
        title=title,
        description=description,
        competencies=tuple(competencies),
        pass_score=float(value.get("pass_score", 60.0)),
        skills=skills,
        must_have_skills=(*rest, *_strings(value, "must_have_skills")),
        industry=_text(value, "industry"),
        min_years=float(value.get("min_years") or value.get("years") or years_wanted(description)),
        degree=_text(value, "degree") or degree_wanted(description),
    )


def _competencies(value: Mapping) -> list[Competency]:
    given = value.get("competencies") or []
    if isinstance(given, Mapping):
        given = [{"name": name, **(item if isinstance(item, Mapping) else {"weight": item})} for name, item in given.items()]
    loose = value.get("indicators") or []
    found = [_competency(item, number) for number, item in enumerate(given, 1)]
    if loose and not any(item.indicators for item in found):
        found.append(_competency({"name": _text(value, "title") or REQUIREMENTS, "indicators": loose}, len(found) + 1))
    return found


def _competency(item, number: int) -> Competency:
    if isinstance(item, str):
        return Competency(str(number), item)
    if not isinstance(item, Mapping):
        raise ValueError("competencies: each is a name or an object")
    key = str(item.get("id") or number)
    name = _text(item, "name") or _text(item, "title") or _text(item, "competency") or key
    indicators = item.get("indicators") or []
    return Competency(
        key,
        name,
        weight=float(item.get("weight", 1.0)),
        required_level=float(item.get("required_level", 3.0)),
        must_have=bool(item.get("must_have", False)),
        indicators=tuple(_indicator(one, f"{key}.{place}") for place, one in enumerate(indicators, 1)),
    )


def _indicator(item, key: str) -> Indicator:
    if isinstance(item, str):
        return Indicator(key, item)
    if not isinstance(item, Mapping):
        raise ValueError("indicators: each is a statement or an object")
    statement = _text(item, "statement") or _text(item, "name") or _text(item, "indicator")
    if not statement:
        raise ValueError("indicators: a statement is missing")
    return Indicator(
        str(item.get("id") or key),
        statement,
        weight=float(item.get("weight", 1.0)),
        examples=_strings(item, "examples"),
        counter_examples=_strings(item, "counter_examples"),
        cues=_strings(item, "cues"),
        anchors=_strings(item, "anchors"),
    )


def _mark_must_haves(competencies: Sequence[Competency], names: Sequence[str]) -> tuple[list[Competency], tuple[str, ...]]:
    """Must-haves that name a competency mark it; the others are skills."""
    from dataclasses import replace

    wanted = {fold(name): name for name in names}
    known = {key for item in competencies for key in (fold(item.name), fold(item.id))}
    marked = [replace(item, must_have=item.must_have or fold(item.name) in wanted or fold(item.id) in wanted) for item in competencies]
    return marked, tuple(name for key, name in wanted.items() if key not in known)


def _skills(given) -> tuple[tuple[str, float], ...]:
    if isinstance(given, Mapping):
        return tuple((str(name), float(weight)) for name, weight in given.items())
    pairs = [(item, 1.0) if isinstance(item, str) else (item["name"], float(item.get("weight", 1.0))) for item in given or []]
    return tuple(pairs)


def _text(value: Mapping, key: str) -> str:
    found = value.get(key) or ""
    if not isinstance(found, str):
        raise ValueError(f"{key}: text is expected")
    return found


def _strings(value: Mapping, key: str) -> tuple[str, ...]:
    found = value.get(key) or ()
    if not isinstance(found, (list, tuple)):
        return ()
    return tuple(item if isinstance(item, str) else _text(item, "name") for item in found)
