"""From a CV's text to a match with a job: read it, look for evidence, match, quote.

The way for one person; what it learns of a person (:meth:`Screener.person`) can be kept and prepared for many jobs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .lexicon import term_weight
from .match import Match, Person, match_many, prepare
from .normal import fold, normalise
from .reasons import Reason
from .score import assess_many, default_finder
from .text import sentences, tokens
from .types import Assessment, CompetencyScore, JobModel, Source

_MOST_SENTENCES = 80
_MOST_QUOTES = 5
_CHUNK = 32
# Cosines that stand for "nothing in common" and "fits", by the encoder's space: set by eye on a few pairs, not fitted.
_SIMILAR = {"lexical": (0.05, 0.45), "local": (0.3, 0.75), "other": (0.3, 0.8)}


@dataclass(frozen=True, slots=True)
class Screening:
    """A match and the assessment of the CV that it rests on."""

    match: Match
    assessment: Assessment


class Screener:
    """Matches CVs with jobs; keeps what it prepared for jobs it has seen.

    :param encoder: an encoder of :mod:`.encoders`; ``None`` compares words only
    :param synonyms: other names by skill, in any language
    """

    def __init__(self, encoder=None, finder=None, synonyms: Mapping[str, Sequence[str]] | None = None):
        from .encoders import LexicalEncoder

        self._finder = finder or default_finder(encoder)
        self._encoder = encoder or LexicalEncoder()
        self._synonyms = {fold(name): tuple(others) for name, others in (synonyms or {}).items()}
        self._skill_finder = lru_cache(maxsize=64)(self._make_skill_finder)
        self._job_vector = lru_cache(maxsize=64)(self._make_job_vector)
        self._job_words = lru_cache(maxsize=64)(job_words)

    @property
    def similar(self) -> tuple[float, float]:
        """The range of cosines that tells texts apart in the encoder's space, for :func:`.match.match_many`."""
        return _SIMILAR.get(self._encoder.name, _SIMILAR["other"])

    def screen(self, job: JobModel, text: str, person_id: str = "") -> Screening:
        """One CV × one job."""
        return self.screen_many([(job, text, person_id)])[0]

    def screen_many(self, items: Sequence[tuple[JobModel, str, str]]) -> list[Screening]:
        """Many CVs, each with a job; texts are encoded together."""
        cases = ((job, [Source("cv", text, "cv")]) for job, text, _person_id in items)
        assessments = assess_many(cases, finder=self._finder, chunk=_CHUNK)
        return [self._screening(item, found) for item, found in zip(items, assessments, strict=True)]

    def _screening(self, item: tuple[JobModel, str, str], assessment: Assessment) -> Screening:
        job, text, person_id = item
        person = self.person(person_id, text, job, assessment)
        found = match_many(prepare(person), job, self._job_vector(job), self._job_words(job), self.similar).match(0)
        return Screening(replace(found, reasons=found.reasons + quotes(job, assessment)), assessment)

    def person(self, person_id: str, text: str, job: JobModel, assessment: Assessment | None = None) -> Person:
        """What the text of a CV says of a person, with the job's names for skills and the points of an assessment."""
        from .cv import parse_cv

        profile = parse_cv(text, skills=self._skill_finder((*(name for name, _weight in job.skills), *job.must_have_skills)))
        return Person(
            id=person_id,
            competencies=shown_points(assessment.competencies) if assessment else {},
            skills={mention.name: 1.0 for mention in profile.skills},
            industries={_industry_name(key, job.industry): years for key, years in profile.industries},
            years=profile.years,
            degree=profile.degree,
            vector=tuple(self.vector(text)),
            words=frozenset(content_words(text)),
        )

    def vector(self, text: str):
        """A text in the encoder's space: the mean of its sentences, brought to length 1."""
        import numpy as np

        pieces = [span.text for span in sentences(normalise(text).text)][:_MOST_SENTENCES]
        if not pieces:
            return np.zeros(0, dtype=np.float32)
        whole = self._encoder.encode(pieces).sum(axis=0)
        length = float(np.linalg.norm(whole))
        return whole / length if length else whole

    def _make_job_vector(self, job: JobModel):
        return self.vector(_job_words_text(job))

    def _make_skill_finder(self, names: tuple[str, ...]):
        from .cv_skills import SkillFinder

        return SkillFinder({name: self._synonyms.get(fold(name), ()) for name in names})


def content_words(text: str) -> set[str]:
    """The words of a text that say what it is about."""
    return {word for word in tokens(normalise(text).text) if len(word) > 1 and not word.isdigit()}


def _job_words_text(job: JobModel) -> str:
    statements = [one.statement for item in job.competencies for one in item.indicators]
    names = [item.name for item in job.competencies]
    return "\n".join(dict.fromkeys(filter(None, [job.title, *job.description.splitlines(), *names, *statements])))


def job_words(job: JobModel) -> dict[str, float]:
    """The job's words with their weights: rare ones say more."""
    return {word: float(term_weight(word)) for word in content_words(_job_words_text(job))}


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
    """The strongest quotes of an assessment as reasons."""
    names = {item.id: item.name for item in job.competencies}
    found = [
        (-piece.contribution, -piece.probability, piece.start, names[item.competency_id], piece.quote)
        for item in assessment.competencies
        for one in item.indicators
        for piece in one.evidence
        if not piece.lacking
    ]
    # one passage may show several indicators; a reader wants to see it once
    best = list(dict.fromkeys((name, quote) for *_order, name, quote in sorted(found)))[:_MOST_QUOTES]
    return tuple(Reason("quote", (("competency", name), ("quote", quote))) for name, quote in best)


def _industry_name(key: str, wanted: str) -> str:
    """The job's own name of an industry where both mean the same."""
    from .cv_words import INDUSTRY

    same = key == wanted or (wanted and key in INDUSTRY and INDUSTRY[key].search(wanted))
    return wanted if same else key
