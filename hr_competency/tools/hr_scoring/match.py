"""How well people fit a job, for one person or for a hundred thousand, with the reasons.

People are prepared once (:func:`prepare_many`): skills, competencies, industries and text become columns of arrays.
Matching a job is then a few matrix products and no loop over people. A match ranks what is *shown*; what is not shown
earns no points and is named as not shown, never as missing in the person.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .columns import Columns
from .reasons import Reason
from .relevance import SIMILAR
from .types import JobModel

# How much each part counts where the job asks for it and something is known; the rest is scaled up.
PART_WEIGHTS = {"competencies": 45.0, "skills": 25.0, "relevance": 15.0, "years": 6.0, "industry": 6.0, "degree": 3.0}
# What a match keeps when no must-have at all is shown.
_MUST_HAVE_FLOOR = 0.5
# Evidence, evidence × relevance and what a search for words finds: from here on, and up to here, a person is one whom the
# search would not find. Chosen on one half of ``tests/hr_scoring/hidden/cvs.jsonl``.
HIDDEN_EVIDENCE, HIDDEN_FIT, HIDDEN_NAMED = 0.35, 0.15, 0.2
# What the job's title weighs among the words that are searched for; the competencies' names weigh the rest.
TITLE_SHARE = 0.5
# From where on a text counts as close to a job's, and as partly close, in words.
_NEAR, _PARTLY_NEAR = 0.6, 0.3
# What the lower of these cosines counts, and what the upper one lacks to full relevance.
_AT_THE_ENDS = 0.03
DEGREES = ("", "secondary", "associate", "bachelor", "master", "doctor")
_DEGREE_WORDS = {
    "doctor": ("博士", "phd", "ph.d", "doctor", "dphil"),
    "master": ("硕士", "研究生", "master", "msc", "m.sc", "mba", "m.a"),
    "bachelor": ("本科", "学士", "bachelor", "bsc", "b.sc", "b.a", "undergraduate"),
    "associate": ("大专", "专科", "高职", "associate", "diploma", "college"),
    "secondary": ("高中", "中专", "职高", "中技", "high school", "secondary"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a person. ``competencies`` are points (0 to 100) by id, from any assessments; ``skills`` are
    proficiencies (0 to 1) by name; ``industries`` are years by name; ``vector`` stands for the text of the CV in the
    space of ``space`` (an encoder's name). ``named`` are the ids of competencies that the text calls by a name, and ""
    where it calls the person what the job is called; ``None`` where nobody looked."""

    id: str
    competencies: Mapping[str, float] = field(default_factory=dict)
    skills: Mapping[str, float] = field(default_factory=dict)
    industries: Mapping[str, float] = field(default_factory=dict)
    years: float | None = None
    degree: str = ""
    vector: Sequence[float] = ()
    named: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """One person × one job. ``score`` is 0 to 100, ``parts`` are 0 to 1 by name and only those that were judged;
    ``missing`` are the must-haves that are not shown ("why not"), ``hidden`` marks a fit that a search for names misses."""

    person_id: str
    job_id: str
    score: float
    parts: tuple[tuple[str, float], ...]
    reasons: tuple[Reason, ...]
    missing: tuple[Reason, ...]
    hidden: bool


@dataclass(slots=True)
class PreparedPeople:
    """People as arrays, one row each. Unknown years are NaN, an unknown degree is 0; ``located`` says who has a vector,
    ``searched`` in whose text the job's names were looked for."""

    ids: list[str]
    competencies: Columns
    skills: Columns
    industries: Columns
    named: Columns
    years: object
    degrees: object
    vectors: object
    located: object
    searched: object

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(slots=True)
class Matches:
    """The matches of one job over all prepared people, as arrays; people's reasons are made only when asked for."""

    people: PreparedPeople
    job: JobModel
    scores: object
    parts: dict[str, object]
    missing: list[tuple[Reason, object]]
    hidden: object

    def top(self, count: int) -> list[Match]:
        """The best people, best first; equal scores by id."""
        import numpy as np

        order = np.argsort(-self.scores, kind="stable")
        if count < len(order):
            limit = self.scores[order[count - 1]]
            order = np.flatnonzero(self.scores >= limit)
        ranked = sorted(order.tolist(), key=lambda row: (-self.scores[row], self.people.ids[row]))
        return [self.match(row) for row in ranked[:count]]

    def match(self, row: int, hidden: bool | None = None) -> Match:
        """The match of one person, with reasons.

        :param hidden: whether it is a hidden one, where that was found out otherwise
        """
        parts = {name: float(values[row]) for name, values in self.parts.items() if not math.isnan(values[row])}
        missing = tuple(reason for reason, absent in self.missing if absent[row])
        hidden = bool(self.hidden[row]) if hidden is None else hidden
        reasons = _reasons(self, row, parts, hidden)
        rounded = tuple((name, round(value, 4)) for name, value in parts.items())
        return Match(self.people.ids[row], self.job.id, round(float(self.scores[row]), 2), rounded, reasons, missing, hidden)


# --- preparing people ------------------------------------------------------------------------------------------------


def prepare(person: Person) -> PreparedPeople:
    """One person as arrays of one row."""
    return prepare_many([person])


def prepare_many(people: Sequence[Person]) -> PreparedPeople:
    """People as arrays, to be matched against any number of jobs."""
    import numpy as np

    vectors = _vectors(people)
    return PreparedPeople(
        [person.id for person in people],
        Columns(person.competencies for person in people),
        Columns({_key(name): value for name, value in person.skills.items()} for person in people),
        Columns({_key(name): value for name, value in person.industries.items()} for person in people),
        Columns(dict.fromkeys(person.named or (), 1.0) for person in people),
        np.array([math.nan if person.years is None else person.years for person in people], dtype=np.float32),
        np.array([degree_rank(person.degree) for person in people], dtype=np.int8),
        vectors,
        vectors.any(axis=1),
        np.array([person.named is not None for person in people], dtype=bool),
    )


def _vectors(people: Sequence[Person]):
    import numpy as np

    size = max((len(person.vector) for person in people), default=0)
    table = np.zeros((len(people), size), dtype=np.float32)
    for number, person in enumerate(people):
        if len(person.vector) == size:
            table[number] = person.vector
    return table


def degree_rank(text: str) -> int:
    """The rank of a degree named in Chinese or English, 0 where none is recognised.

    >>> degree_rank("全日制本科"), degree_rank("MBA"), degree_rank("")
    (3, 4, 0)
    """
    folded = text.lower()
    if folded in DEGREES:
        return DEGREES.index(folded)
    for degree, words in _DEGREE_WORDS.items():
        if any(word in folded for word in words):
            return DEGREES.index(degree)
    return 0


def _key(name: str) -> str:
    from .normal import fold

    return fold(name) or name


# --- matching --------------------------------------------------------------------------------------------------------


def match(person: Person, job: JobModel, job_vector: Sequence[float] = (), similar: tuple[float, float] = SIMILAR) -> Match:
    """One person × one job; the same arithmetic as :func:`match_many`."""
    return match_many(prepare(person), job, job_vector, similar).match(0)


def match_many(
    people: PreparedPeople,
    job: JobModel,
    job_vector: Sequence[float] = (),
    similar: tuple[float, float] = SIMILAR,
) -> Matches:
    """All people × one job.

    :param job_vector: the job's text in the vector space of the people's; without it relevance is not judged
    :param similar: cosines in that space that stand for "nothing in common" and "as near as a CV comes"
    """
    import numpy as np

    parts = {
        "competencies": _competency_part(people, job),
        "skills": _skill_part(people, job),
        "relevance": _relevance_part(people, job_vector, similar),
        "years": _years_part(people, job),
        "industry": _industry_part(people, job),
        "degree": _degree_part(people, job),
    }
    parts = {name: values for name, values in parts.items() if values is not None}
    total, weights = np.zeros(len(people)), np.zeros(len(people))
    for name, values in parts.items():
        known = ~np.isnan(values)
        total += np.where(known, values, 0.0) * PART_WEIGHTS[name]
        weights += known * PART_WEIGHTS[name]
    scores = 100.0 * total / np.maximum(weights, 1e-9)
    missing = _missing(people, job)
    scores *= _must_have_factor(missing, len(people))
    return Matches(people, job, np.round(scores, 4), parts, missing, _hidden(people, parts, job, missing))


def _must_have_factor(missing, count: int):
    import numpy as np

    if not missing:
        return np.ones(count)
    absent = sum(flags.astype(np.float64) for _reason, flags in missing) / len(missing)
    return 1.0 - (1.0 - _MUST_HAVE_FLOOR) * absent


def _shown(points):
    """Points of a competency as 0 to 1: neutral (50) and below show nothing."""
    import numpy as np

    return np.clip((np.nan_to_num(points, nan=0.0) - 50.0) / 40.0, 0.0, 1.0)


def _competency_points(people: PreparedPeople, job: JobModel):
    return people.competencies.pick([item.id for item in job.competencies], math.nan)


def _competency_part(people: PreparedPeople, job: JobModel):
    from .levels import shares

    if not job.competencies:
        return None
    return _shown(_competency_points(people, job)) @ shares([item.weight for item in job.competencies])


def _skill_part(people: PreparedPeople, job: JobModel):
    from .levels import shares

    wanted = _wanted_skills(job)
    if not wanted:
        return None
    found = people.skills.pick([_key(name) for name in wanted], 0.0)
    return found.clip(0.0, 1.0) @ shares(list(wanted.values()))


def _wanted_skills(job: JobModel) -> dict[str, float]:
    wanted = dict(job.skills)
    for name in job.must_have_skills:
        wanted.setdefault(name, 1.0)
    return wanted


def _relevance_part(people: PreparedPeople, job_vector, similar: tuple[float, float]):
    import numpy as np

    vector = np.asarray(job_vector, dtype=np.float32)
    if not vector.size or people.vectors.shape[1] != vector.size:
        return None
    low, high = similar
    # A curve without ends: among people who are all far from the job, the nearest still comes first.
    steepness = 2 * math.log(1 / _AT_THE_ENDS - 1) / (high - low)
    near = 1.0 / (1.0 + np.exp(steepness * ((low + high) / 2 - people.vectors @ vector)))
    return np.where(people.located, near, np.nan).astype(np.float64)


def _years_part(people: PreparedPeople, job: JobModel):
    import numpy as np

    return np.clip(people.years.astype(np.float64) / job.min_years, 0.0, 1.0) if job.min_years > 0 else None


def _industry_years(people: PreparedPeople, job: JobModel):
    return people.industries.pick([_key(job.industry)], 0.0)[:, 0]


def _industry_part(people: PreparedPeople, job: JobModel):
    """Three years in the industry count fully, the first of them most."""
    import numpy as np

    return np.sqrt(np.clip(_industry_years(people, job) / 3.0, 0.0, 1.0)) if job.industry else None


def _degree_part(people: PreparedPeople, job: JobModel):
    import numpy as np

    wanted = degree_rank(job.degree)
    if not wanted:
        return None
    ranks = people.degrees.astype(np.float64)
    return np.where(ranks > 0, np.clip(1.0 - (wanted - ranks) / 2.0, 0.0, 1.0), np.nan)


def _missing(people: PreparedPeople, job: JobModel) -> list[tuple[Reason, object]]:
    """Each must-have with the people in whom it is not shown."""
    absent = []
    for name in job.must_have_skills:
        found = people.skills.pick([_key(name)], 0.0)[:, 0]
        absent.append((Reason("must_have_skill_missing", (("skill", name),)), found <= 0))
    points = _competency_points(people, job)
    for place, item in enumerate(job.competencies):
        if item.must_have:
            reason = Reason("must_have_competency_missing", (("competency", item.name), ("level", item.required_level)))
            # NaN compares as false: not known is not shown.
            absent.append((reason, ~(points[:, place] >= 50.0)))
    return absent


def _hidden(people: PreparedPeople, parts, job: JobModel, missing):
    """Whose deeds fit although the text hardly ever calls them by a name that somebody would search for.

    Evidence alone would mark every good story: it has to be about the job as well, and no must-have may be missing.
    """
    import numpy as np

    evidence = parts.get("competencies")
    if evidence is None:
        return np.zeros(len(people), dtype=bool)
    near = np.nan_to_num(parts["relevance"], nan=1.0) if "relevance" in parts else 1.0
    fits = (evidence >= HIDDEN_EVIDENCE) & (evidence * near >= HIDDEN_FIT)
    for _reason, absent in missing:
        fits = fits & ~absent
    return people.searched & fits & (named_share(people, job) <= HIDDEN_NAMED)


def named_share(people: PreparedPeople, job: JobModel):
    """How much a search for the job's title and its competencies' names would find in each person's text, 0 to 1."""
    from .levels import shares

    weights = [TITLE_SHARE, *((1.0 - TITLE_SHARE) * share for share in shares([item.weight for item in job.competencies]))]
    return people.named.pick(["", *(item.id for item in job.competencies)], 0.0) @ weights


# --- reasons ---------------------------------------------------------------------------------------------------------


def _reasons(matches: Matches, row: int, parts: Mapping[str, float], hidden: bool) -> tuple[Reason, ...]:
    job, people = matches.job, matches.people
    found = [Reason("hidden_match")] if hidden else []
    found += _competency_reasons(people, job, row) + _skill_reasons(people, job, row)
    if "relevance" in parts:
        found.append(_relevance_reason(parts["relevance"]))
    if "years" in parts:
        years = round(float(people.years[row]), 1)
        code = "years_enough" if years >= job.min_years else "years_short"
        found.append(Reason(code, (("years", years), ("wanted", job.min_years))))
    if "industry" in parts:
        years = round(people.industries.value(row, _key(job.industry), 0.0), 1)
        code = "industry_years" if years > 0 else "industry_none"
        found.append(Reason(code, (("industry", job.industry), ("years", years))))
    if "degree" in parts:
        enough = people.degrees[row] >= degree_rank(job.degree)
        found.append(Reason("degree_met" if enough else "degree_below", (("degree", job.degree),)))
    return tuple(found)


def _relevance_reason(part: float) -> Reason:
    code = "relevance" if part >= _NEAR else "relevance_part" if part >= _PARTLY_NEAR else "relevance_far"
    return Reason(code, (("percent", round(100 * part)),))


def _competency_reasons(people: PreparedPeople, job: JobModel, row: int) -> list[Reason]:
    return [_competency_reason(item, people.competencies.value(row, item.id, math.nan)) for item in job.competencies]


def _competency_reason(item, points: float) -> Reason:
    if math.isnan(points):
        return Reason("competency_not_shown", (("competency", item.name),))
    level = round(points / 20.0, 1)
    code = "competency_shown" if points >= 50.0 else "competency_weak"
    return Reason(code, (("competency", item.name), ("level", level), ("wanted", item.required_level)))


def _skill_reasons(people: PreparedPeople, job: JobModel, row: int) -> list[Reason]:
    return [
        Reason("skill_found" if people.skills.value(row, _key(name), 0.0) > 0 else "skill_not_shown", (("skill", name),))
        for name in _wanted_skills(job)
    ]
