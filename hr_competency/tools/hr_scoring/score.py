"""Assess a person against a job: evidence → indicator level → competency → total, verdict and confidence.

The finder only points at evidence; all points are computed here, by :mod:`.levels`. The contributions of all evidence
add up to the score exactly.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from . import ENGINE_VERSION, levels
from .canonical import digest
from .claims import weight_of
from .garbage import no_collection
from .gather import Case, Response, accept_pointers, collect, indicators_of, is_unfinished, make_cases, responses, search
from .types import (
    Assessment,
    Competency,
    CompetencyScore,
    Evidence,
    Finding,
    Indicator,
    IndicatorScore,
    JobModel,
    Source,
    Verdict,
    changed,
)

__all__ = ["accept_pointers", "assess", "assess_many", "coverage_of", "default_finder", "indicators_of", "job_digest", "rescore"]

# The share of the weights that must have evidence before there is a score at all, and before one can pass.
LEAST_COVERAGE = 0.3
# So much of a must-have's weight must show its level, and be so far on the way to it from neutral: an estimate leans that way.
MUST_HAVE_SHARE = 0.5
MUST_HAVE_WAY = 0.85
# Below this it is missed; between the two a person has to look: the mean of two or three levels is half a level wrong.
MUST_HAVE_MISSED = 0.5
_CHUNK = 64


def assess(job: JobModel, sources: Sequence[Source], *, encoder=None, finder=None, pointed: Sequence[Evidence] = ()) -> Assessment:
    """Assess one person.

    :param sources: the person's texts; their order does not matter
    :param encoder: an encoder of :mod:`.encoders`; words only without it
    :param finder: anything with ``find(indicators, sources, minimum=…) -> list[Evidence]``; :class:`.finder.EvidenceFinder`
        without it
    :param pointed: evidence that somebody else pointed at, checked by :func:`accept_pointers`
    """
    return next(assess_many([(job, sources, pointed)], encoder=encoder, finder=finder))


def assess_many(items: Iterable[tuple], *, encoder=None, finder=None, chunk: int = _CHUNK) -> Iterator[Assessment]:
    """Assess many people in the order given, each an item ``(job, sources)`` or ``(job, sources, pointed)``.

    Works in chunks: every text of a chunk is encoded once, and memory stays flat however many people come.
    """
    finder = finder or default_finder(encoder)
    items = iter(items)
    while together := list(islice(items, chunk)):
        yield from _assess(together, finder)


@no_collection()
def _assess(items: Sequence[tuple], finder) -> list[Assessment]:
    cases, identity = make_cases(items, getattr(finder, "encoder", None)), _identity(finder)
    return [conclude(case, found, identity) for case, found in zip(cases, search(finder, cases), strict=True)]


def default_finder(encoder=None):
    """The shipped evidence finder, kept with what it prepared.

    :param encoder: an encoder of :mod:`.encoders`, its name (``lexical``, ``local``), or ``None`` for words only
    """
    return _default_finder(encoder or "lexical")


@lru_cache(maxsize=4)
def _default_finder(encoder):
    from .encoders import make_encoder
    from .finder import EvidenceFinder

    return EvidenceFinder(make_encoder(encoder) if isinstance(encoder, str) else encoder)


def _identity(finder) -> str:
    """What besides the engine's version decides about the result: the model's version and the encoder."""
    encoder = getattr(finder, "encoder", None)
    parts = (getattr(finder, "version", ""), getattr(encoder, "name", "lexical"), getattr(encoder, "version", ""))
    return ":".join(map(str, parts))


# --- from evidence to the assessment ---------------------------------------------------------------------------------


def conclude(case: Case, found: Sequence[Evidence], identity: str = "") -> Assessment:
    """The assessment of a prepared case.

    :param found: what :func:`.gather.search` found
    :param identity: what the finder is, for the hash of the input
    """
    evidence, answered, job = collect(case, found), responses(case, found), case.job
    shares = levels.shares([item.weight for item in job.competencies]) if job.competencies else []
    pairs = zip(job.competencies, shares, strict=True)
    scored = tuple(_competency_score(item, share, evidence, answered.get(item.id, Response())) for item, share in pairs)
    draft = Assessment(
        job_id=job.id,
        score=None,
        verdict=Verdict.NOT_ENOUGH_EVIDENCE,
        confidence=0.0,
        competencies=scored,
        findings=_findings(case),
        engine_version=ENGINE_VERSION,
        input_hash=_input_hash(case, identity),
        pass_score=job.pass_score,
        unfinished=is_unfinished(case, found),
    )
    return _total(draft)


def _findings(case: Case) -> tuple[Finding, ...]:
    return tuple(finding for prepared in case.prepared for finding in prepared.findings)


def _input_hash(case: Case, identity: str) -> str:
    sources = sorted(case.sources, key=lambda item: item.id)
    return digest([ENGINE_VERSION, identity, job_digest(case.asked), sources, case.pointed])


@lru_cache(maxsize=32)
def job_digest(job: JobModel) -> str:
    """A hash of a job; made once for the same job."""
    return digest(job)


def _competency_score(item: Competency, share: float, evidence: Mapping[str, Sequence[Evidence]], response: Response) -> CompetencyScore:
    indicators = indicators_of(item)
    weights = levels.shares([indicator.weight for indicator in indicators])
    scored = tuple(
        _indicator_score(indicator, share * weight, evidence.get(indicator.id, ()))
        for indicator, weight in zip(indicators, weights, strict=True)
    )
    level, wanted = (None, None), (share, item.required_level, item.must_have)
    return _summed(CompetencyScore(item.id, *level, *wanted, None, scored, response.silent, response.told))


def _indicator_score(indicator: Indicator, share: float, pieces: Sequence[Evidence]) -> IndicatorScore:
    shown = [weight_of(item) for item in pieces if not item.lacking]
    lacking = [weight_of(item) for item in pieces if item.lacking]
    level = levels.indicator_level(shown, lacking)
    level = None if level is None else round(level, 4)
    return IndicatorScore(indicator.id, level, levels.points_of(level), share, tuple(pieces))


def _summed(item: CompetencyScore) -> CompetencyScore:
    """A competency's score, level and must-have from those of its indicators."""
    combined = levels.combine([one.score for one in item.indicators], [one.weight for one in item.indicators])
    score = None if combined is None else levels.on_grid(combined)
    level = levels.level_of(score)
    return replace(item, score=score, level=level, must_have_met=_must_have_met(item, level))


def _must_have_met(item: CompetencyScore, level: float | None) -> bool | None:
    """Whether a must-have is met; not known while there is no ground to say so.

    It is missed where it is denied more than shown, where it was asked for and a full answer says nothing of it, and where a
    full answer to the point does not even come half of the way. One that is shown nearly well enough is not known: the
    difference is within the error of a level. Neither is one that only a fragment speaks of.
    """
    if not item.must_have or level is None:
        return False if item.must_have and item.silent else None
    way, whole = level - levels.NEUTRAL_LEVEL, item.required_level - levels.NEUTRAL_LEVEL
    if way < 0:
        return False
    way = max(way, _best_level(item.indicators) - levels.NEUTRAL_LEVEL)
    if way >= MUST_HAVE_WAY * whole:
        return True
    return False if item.told and way < MUST_HAVE_MISSED * whole else None


def _best_level(indicators: Sequence[IndicatorScore]) -> float:
    """The level of the best-shown indicators that make up :data:`MUST_HAVE_SHARE` of the weight: nobody tells of all five
    in three answers. What is not known stands at neutral, so a further deed never takes a must-have away."""
    left, total = MUST_HAVE_SHARE, 0.0
    shares = levels.shares([one.weight for one in indicators])
    ranked = sorted(
        (levels.NEUTRAL_LEVEL if one.level is None else one.level, share) for one, share in zip(indicators, shares, strict=True)
    )
    for level, share in reversed(ranked):
        taken = min(share, left)
        total, left = total + taken * level, left - taken
    return total / MUST_HAVE_SHARE


def coverage_of(indicators: Sequence[IndicatorScore]) -> float:
    """The share of the weights for which there is evidence."""
    shares = levels.shares([one.weight for one in indicators]) if indicators else []
    return math.fsum(share for one, share in zip(indicators, shares, strict=True) if one.score is not None)


def _total(draft: Assessment) -> Assessment:
    """Fill in everything that follows from the competencies: score, interval, verdict, confidence, contributions."""
    indicators = [one for item in draft.competencies for one in item.indicators]
    coverage = round(coverage_of(indicators), 6)
    score = low = high = None
    if coverage >= LEAST_COVERAGE:
        points = [_points_known(item, one) for item in draft.competencies for one in item.indicators]
        weights = [one.weight for one in indicators]
        score = levels.on_grid(levels.combine(points, weights))
        low, high = levels.interval(points, weights, [_certainty(one) for one in indicators])
    counted = replace(
        draft,
        score=score,
        low=low,
        high=high,
        coverage=coverage,
        verdict=_verdict(draft, score),
        confidence=_confidence(indicators, coverage),
        weights=tuple((item.competency_id, item.weight) for item in draft.competencies),
    )
    return _with_contributions(counted)


def _points_known(item: CompetencyScore, one: IndicatorScore) -> float | None:
    return levels.SILENT if one.score is None and item.silent else one.score


def _certainty(one: IndicatorScore) -> float:
    return levels.mass([item.probability for item in one.evidence])


def _confidence(indicators: Sequence[IndicatorScore], coverage: float) -> float:
    """How much to rely on the score: how much of the model is covered × how sure its evidence is."""
    known = [one for one in indicators if one.score is not None]
    if not known:
        return 0.0
    shares = levels.shares([one.weight for one in known])
    sure = math.fsum(share * _certainty(one) for one, share in zip(known, shares, strict=True))
    return round(min(1.0, math.sqrt(coverage) * sure), 4)


def _verdict(draft: Assessment, score: float | None) -> Verdict:
    must_haves = [item.must_have_met for item in draft.competencies if item.must_have]
    if draft.unfinished and (False in must_haves or score is None or score < draft.pass_score):
        return Verdict.NOT_ENOUGH_EVIDENCE
    if False in must_haves:
        return Verdict.NOT_PASSED
    if score is None:
        return Verdict.NOT_ENOUGH_EVIDENCE
    if score < draft.pass_score:
        return Verdict.NOT_PASSED
    return Verdict.NOT_ENOUGH_EVIDENCE if None in must_haves else Verdict.PASSED


def _with_contributions(draft: Assessment) -> Assessment:
    """Give every piece of evidence its points, so that all together are the score to the last digit.

    A piece that shows something carries its part of its indicator's points and, in proportion, what stands for the
    unknown; one that shows the opposite, what it takes away.
    """
    raw = [part for group in draft.competencies for one in group.indicators for part in _parts(one)]
    points = iter([0.0] * len(raw) if draft.score is None else _points(draft.score, raw))
    competencies = tuple(
        replace(group, indicators=tuple(_contributed(one, points) for one in group.indicators)) for group in draft.competencies
    )
    return replace(draft, competencies=competencies)


def _points(score: float, raw: Sequence[float]) -> list[float]:
    given = [max(part, 0.0) for part in raw]
    if not any(given):
        return levels.split(score, [-part for part in raw])
    taken = [-levels.on_grid(max(-part, 0.0)) for part in raw]
    return [more + less for more, less in zip(levels.split(score - math.fsum(taken), given), taken, strict=True)]


def _contributed(one: IndicatorScore, points: Iterator[float]) -> IndicatorScore:
    if not one.evidence:
        return one
    evidence = tuple([changed(item, contribution=next(points)) for item in one.evidence])
    return IndicatorScore(one.indicator_id, one.level, one.score, one.weight, evidence)


def _parts(one: IndicatorScore) -> list[float]:
    """An indicator's points, split over its evidence; what shows the opposite takes points away from what shows it, or
    from what is not known."""
    if not one.evidence:
        return []
    total = one.weight * one.score
    shown = [weight_of(item) for item in one.evidence if not item.lacking]
    lacking = [weight_of(item) for item in one.evidence if item.lacking]
    if not shown:
        return _in_proportion(total - one.weight * levels.NEUTRAL, lacking)
    if not lacking:
        return _in_proportion(total, shown)
    alone = one.weight * levels.POINTS_PER_LEVEL * levels.indicator_level(shown, [])
    return _in_proportion(alone, shown) + _in_proportion(total - alone, lacking)


def _in_proportion(total: float, weights: Sequence[float]) -> list[float]:
    return [total * share for share in levels.shares(weights)]


# --- changing weights ----------------------------------------------------------------------------------------------


def rescore(assessment: Assessment, weights: Mapping[str, float], pass_score: float | None = None) -> Assessment:
    """The same evidence under other weights, without reading anything again: for a live preview.

    :param weights: new weight by competency or indicator id, all on one scale; what is not named keeps its share of 1
    :param pass_score: the new pass score; the old one without it
    """
    old = [weights.get(item.competency_id, item.weight) for item in assessment.competencies]
    shares = levels.shares(old) if old else []
    competencies = tuple(_reweighted(item, share, weights) for item, share in zip(assessment.competencies, shares, strict=True))
    limit = assessment.pass_score if pass_score is None else pass_score
    return _total(replace(assessment, competencies=competencies, pass_score=limit))


def _reweighted(item: CompetencyScore, share: float, weights: Mapping[str, float]) -> CompetencyScore:
    own = levels.shares([one.weight for one in item.indicators])
    # An indicator may carry its competency's id; then the number is the competency's weight.
    wanted = [
        weights.get(one.indicator_id, part) if one.indicator_id != item.competency_id else part
        for one, part in zip(item.indicators, own, strict=True)
    ]
    indicators = tuple(replace(one, weight=share * part) for one, part in zip(item.indicators, levels.shares(wanted), strict=True))
    return _summed(replace(item, weight=share, indicators=indicators))
