"""From a CV's text to a match with a job: read it, look for evidence, match, quote.

The way for one person; what it learns of a person (:meth:`Screener.person`) can be kept and prepared for many jobs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .cv_dates import Month
from .cv_told import told
from .defence import without
from .gather import localised
from .match import Match, Person, match_many, prepare_many
from .naming import Names
from .normal import fold
from .reasons import Reason
from .relevance import SIMILAR, cv_vector, job_vector, main_language
from .score import assess_many, default_finder
from .text import language
from .types import Assessment, CompetencyScore, Evidence, JobModel, Source

_MOST_QUOTES = 5
# Weaker evidence counts for its little, but is not what a reader is shown as the reason.
_LEAST_QUOTED = 0.4
_CHUNK = 32
_NOT_OWN = frozenset({"injection", "copied_job_text"})


@dataclass(frozen=True, slots=True)
class Screening:
    """A match, the assessment of the CV that it rests on, and the points from elsewhere that count in it."""

    match: Match
    assessment: Assessment
    past: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A CV to be matched with a job. ``past`` are points by competency that the person has shown elsewhere; they count
    where they are more than the CV shows. ``today`` is the year and month of the CV, up to which "until now" counts; without
    it that is the latest month which the CV names."""

    job: JobModel
    text: str
    person_id: str = ""
    past: tuple[tuple[str, float], ...] = ()
    today: Month | None = None


class Screener:
    """Matches CVs with jobs; keeps what it prepared for jobs it has seen.

    :param encoder: an encoder of :mod:`.encoders`; ``None`` compares words only
    :param synonyms: other names by skill, in any language
    :param names: what else a job (under its title) and its competencies (under their ids) are called, in any language;
        who shows them without any of these names is a hidden match
    """

    def __init__(
        self,
        encoder=None,
        finder=None,
        synonyms: Mapping[str, Sequence[str]] | None = None,
        names: Mapping[str, Sequence[str]] | None = None,
    ):
        self._finder = finder or default_finder(encoder)
        self._synonyms = {fold(name): tuple(others) for name, others in (synonyms or {}).items()}
        self._other_names = {key: tuple(others) for key, others in (names or {}).items()}
        self._skill_finder = lru_cache(maxsize=64)(self._make_skill_finder)
        self._job_vector = lru_cache(maxsize=64)(self._make_job_vector)
        self._names = lru_cache(maxsize=64)(self._make_names)

    def screen(self, job: JobModel, text: str, person_id: str = "", past: Mapping[str, float] | None = None) -> Screening:
        """One CV × one job."""
        return self.screen_many([Item(job, text, person_id, tuple((past or {}).items()))])[0]

    def screen_many(self, items: Sequence[Item | tuple]) -> list[Screening]:
        """Many CVs, each with a job; texts are encoded together.

        :param items: :class:`Item`, or tuples of its values
        :return: the screenings, in the order of the items
        """
        items = [item if isinstance(item, Item) else Item(*item) for item in items]
        cases = ((item.job, [Source("cv", item.text, "cv")]) for item in items)
        assessments = list(assess_many(cases, finder=self._finder, chunk=_CHUNK))
        people = [self._person(item, assessment) for item, assessment in zip(items, assessments, strict=True)]
        return [
            Screening(replace(found, reasons=found.reasons + quotes(item.job, assessment)), assessment, item.past)
            for item, assessment, found in zip(items, assessments, self._matches(items, people), strict=True)
        ]

    def _matches(self, items: Sequence[Item], people: Sequence[Person]) -> list[Match]:
        """The matches of all items; those of one job and language at once."""
        groups: dict[tuple[int, str], list[int]] = {}
        for number, item in enumerate(items):
            groups.setdefault((id(item.job), main_language(item.text)), []).append(number)
        found: dict[int, Match] = {}
        for (_job_id, lang), numbers in groups.items():
            job = items[numbers[0]].job
            vector = self._job_vector(job, lang)
            shown = match_many(prepare_many([people[number] for number in numbers]), job, vector, SIMILAR)
            with_past = [_with_past(people[number], items[number].past) for number in numbers]
            matched = match_many(prepare_many(with_past), job, vector, SIMILAR)
            for row, number in enumerate(numbers):
                # Hidden is what the CV itself shows; what was shown elsewhere is known anyhow.
                found[number] = matched.match(row, hidden=bool(shown.hidden[row]))
        return [found[number] for number in range(len(items))]

    def person(self, person_id: str, text: str, job: JobModel, assessment: Assessment | None = None) -> Person:
        """What the text of a CV says of a person, with the job's names for skills and the points of an assessment."""
        return self._person(Item(job, text, person_id), assessment)

    def _person(self, item: Item, assessment: Assessment | None) -> Person:
        from .cv import parse_cv

        job, findings = item.job, assessment.findings if assessment else ()
        # a list of skills is as good as any; one in words to the grader, or in the job's own, is not
        profile = parse_cv(
            without(item.text, findings, _NOT_OWN),
            item.today,
            self._skill_finder((*(name for name, _weight in job.skills), *job.must_have_skills)),
        )
        return Person(
            id=item.person_id,
            competencies=shown_points(assessment.competencies) if assessment else {},
            skills={mention.name: 1.0 for mention in profile.skills},
            industries={_industry_name(key, job.industry): years for key, years in profile.industries},
            years=profile.years,
            degree=profile.degree,
            vector=tuple(cv_vector(topic(without(item.text, findings)))),
            named=self._names(job).found(item.text),
        )

    def _make_job_vector(self, job: JobModel, lang: str):
        """The job in the language of a CV, as far as it is written in both."""
        called = [(job.title, job.title), *((item.id, item.name) for item in job.competencies)]
        names = [(name, *self._other_names.get(key, ())) for key, name in called]
        statements = [localised(one, lang).statement for item in job.competencies for one in item.indicators]
        lines = [*(_called(each, lang) for each in names), *job.description.splitlines(), *statements]
        return job_vector("\n".join(dict.fromkeys(filter(None, lines))))

    def _make_names(self, job: JobModel) -> Names:
        others = self._other_names
        return Names(
            (job.title, *others.get(job.title, ())),
            {item.id: (item.name, *others.get(item.id, ())) for item in job.competencies},
        )

    def _make_skill_finder(self, names: tuple[str, ...]):
        from .cv_skills import SkillFinder

        return SkillFinder({name: self._synonyms.get(fold(name), ()) for name in names})


def _with_past(person: Person, past: Sequence[tuple[str, float]]) -> Person:
    if not past:
        return person
    points = {code: max(value, person.competencies.get(code, 0.0)) for code, value in past}
    return replace(person, competencies={**person.competencies, **points})


def topic(text: str) -> str:
    """What a CV is about: deeds and positions, without employers, dates, schools and what people say of themselves.

    Where somebody worked counts as industry, and only once. A CV that tells nothing is taken as it is.
    """
    parts = told(text)
    spans = sorted([*parts.deeds, *parts.titles])
    return "\n".join(text[start:end] for start, end in spans) or text


def _called(names: Sequence[str], lang: str) -> str:
    """The first of some names in a language, else the first."""
    return next((name for name in names if language(name) in (lang, "mixed")), names[0])


def shown_points(competencies: Sequence[CompetencyScore]) -> dict[str, float]:
    """What a CV shows of each competency, as points: the mean of its best indicator and of all of them.

    A CV has few lines: one proven deed says much about a competency, although four indicators stay unknown.
    """
    points = {}
    for item in competencies:
        known = [one.score for one in item.indicators if one.score is not None]
        if known:
            points[item.competency_id] = (max(known) + item.score) / 2
    return points


def quotes(job: JobModel, assessment: Assessment) -> tuple[Reason, ...]:
    """The strongest quotes of an assessment as reasons, each for the competency whose behaviours it fits best; a competency
    that all its passages fit less gets one that another can spare."""
    names = {item.id: item.name for item in job.competencies}
    shown = _shown_by_passage(assessment.competencies)
    held = {span: max(pieces, key=lambda key, pieces=pieces: _fit(pieces[key])) for span, pieces in shown.items()}
    for key in names:
        _spare_one(key, shown, held)
    ranked = sorted(((shown[span][key], names[key]) for span, key in held.items()), key=lambda found: _rank(found[0]))
    # the best is always shown: points need a reason
    chosen = [one for place, one in enumerate(ranked) if not place or one[0].probability >= _LEAST_QUOTED][:_MOST_QUOTES]
    return tuple(Reason("quote", (("competency", name), ("quote", piece.quote))) for piece, name in chosen)


def _shown_by_passage(competencies: Sequence[CompetencyScore]) -> dict[tuple[int, int], dict[str, Evidence]]:
    """For each passage that shows something, by competency the piece of evidence that fits best."""
    shown: dict[tuple[int, int], dict[str, Evidence]] = {}
    for item in competencies:
        for piece in (piece for one in item.indicators for piece in one.evidence if not piece.lacking):
            pieces = shown.setdefault((piece.start, piece.end), {})
            pieces[item.competency_id] = max(pieces.get(item.competency_id, piece), piece, key=_fit)
    return shown


def _spare_one(key: str, shown: Mapping[tuple[int, int], Mapping[str, Evidence]], held: dict[tuple[int, int], str]) -> None:
    """Give a competency without a passage the one that fits it best among those of competencies that have several."""
    counts = Counter(held.values())
    spare = [span for span, holder in held.items() if counts[holder] > 1 and key in shown[span]]
    if spare and not counts[key]:
        held[max(spare, key=lambda span: _fit(shown[span][key]))] = key


def _fit(piece: Evidence) -> tuple[float, float, float, int]:
    """How well a passage fits its behaviour. Not what it contributes: a heavy competency would hold every passage."""
    return piece.contrast, piece.share, piece.probability, -piece.start


def _rank(piece: Evidence) -> tuple[float, float, int]:
    return -piece.contribution, -piece.probability, piece.start


def _industry_name(key: str, wanted: str) -> str:
    """The job's own name of an industry where both mean the same."""
    from .cv_words import INDUSTRY

    same = key == wanted or (wanted and key in INDUSTRY and INDUSTRY[key].search(wanted))
    return wanted if same else key
