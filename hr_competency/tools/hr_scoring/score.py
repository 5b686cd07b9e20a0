"""Assess a person against a job: evidence → indicator level → competency → total, verdict and confidence.

The finder only points at evidence; all points are computed here, by :mod:`.levels`. The contributions of all evidence
add up to the score exactly.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from . import ENGINE_VERSION, levels
from .canonical import digest
from .lacking import LackingFinder
from .normal import fold
from .prepare import Prepared, prepare_sources
from .types import (
    Assessment,
    Competency,
    CompetencyScore,
    Evidence,
    Finder,
    Finding,
    Indicator,
    IndicatorScore,
    JobModel,
    Source,
    Verdict,
)

# Below this probability a passage is no evidence; between it and SHOWN it is weak and lifts hardly above neutral.
WEAKEST = 0.4
# The share of the weights that must have evidence before there is a score at all, and before one can pass.
LEAST_COVERAGE = 0.3
# The share of a must-have's indicators that must have evidence before it can count as missed.
LEAST_MUST_HAVE_COVERAGE = 0.4
# More pieces than these prove nothing more about one indicator, and a reader would not look at them.
MOST_PIECES = 5
_CHUNK = 64


@dataclass(frozen=True, slots=True)
class _Case:
    job: JobModel
    sources: tuple[Source, ...]
    prepared: tuple[Prepared, ...]
    pointed: tuple[Evidence, ...]


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
    identity, items = _identity(finder), iter(items)
    while cases := [_case(*item) for item in islice(items, chunk)]:
        for case, found in zip(cases, _search(finder, cases), strict=True):
            yield _conclude(case, _collect(case, found), identity)


def default_finder(encoder=None):
    """The shipped evidence finder over an encoder (``None``: words only); kept, with what it prepared, per encoder."""
    return _default_finder(encoder)


@lru_cache(maxsize=4)
def _default_finder(encoder):
    from .finder import EvidenceFinder

    return EvidenceFinder(encoder)


def _identity(finder) -> str:
    """What besides the engine's version decides about the result: the model's version and the encoder."""
    encoder = getattr(finder, "encoder", None)
    parts = (getattr(finder, "version", ""), getattr(encoder, "name", "lexical"), getattr(encoder, "version", ""))
    return ":".join(map(str, parts))


def _case(job: JobModel, sources: Sequence[Source], pointed: Sequence[Evidence] = ()) -> _Case:
    return _Case(job, tuple(sources), tuple(prepare_sources(job, sources)), tuple(pointed))


def indicators_of(competency: Competency) -> tuple[Indicator, ...]:
    """The indicators of a competency; one without any is an indicator itself."""
    return competency.indicators or (Indicator(competency.id, competency.name),)


def all_indicators(job: JobModel) -> list[Indicator]:
    """The indicators of all competencies of a job."""
    return [indicator for competency in job.competencies for indicator in indicators_of(competency)]


# --- collecting evidence ---------------------------------------------------------------------------------------------


def _search(finder, cases: Sequence[_Case]) -> list[list[Evidence]]:
    """Ask the finder about all texts of all cases, one call for each job, and put the spans back into the sources.

    :return: for each case its evidence, with spans into the clean texts
    """
    parts = [(number, prepared, offset, text) for number, case in enumerate(cases) for prepared, offset, text in _parts_of(case)]
    by_job: dict[int, list[Source]] = {}
    for index, (number, prepared, _offset, text) in enumerate(parts):
        # The finder sees a text by its place in this call: ids of two people may be equal.
        by_job.setdefault(id(cases[number].job), []).append(replace(prepared.clean, id=str(index), text=text))
    found: list[list[Evidence]] = [[] for _ in cases]
    jobs = {id(case.job): case.job for case in cases}
    for key, sources in by_job.items():
        for item in finder.find(all_indicators(jobs[key]), sources, minimum=WEAKEST):
            number, prepared, offset, _text = parts[int(item.source_id)]
            placed = replace(item, source_id=prepared.source.id, start=item.start + offset, end=item.end + offset)
            found[number].append(placed)
    return found


def _parts_of(case: _Case) -> Iterator[tuple[Prepared, int, str]]:
    for prepared in case.prepared:
        for offset, text in prepared.parts():
            yield prepared, offset, text


def _collect(case: _Case, found: Sequence[Evidence]) -> dict[str, list[Evidence]]:
    """All valid evidence of a case by indicator."""
    by_source = {prepared.source.id: prepared for prepared in case.prepared}
    pieces: dict[str, list[Evidence]] = {}
    for item in (*found, *_denials(case)):
        checked = _to_original(item, by_source.get(item.source_id))
        if checked is not None:
            pieces.setdefault(item.indicator_id, []).append(checked)
    for item in case.pointed:
        if _is_verbatim(item, by_source.get(item.source_id)):
            pieces.setdefault(item.indicator_id, []).append(item)
    return {indicator_id: independent(items) for indicator_id, items in pieces.items()}


def _denials(case: _Case) -> Iterator[Evidence]:
    finder = _lacking_finder(case.job)
    for prepared in case.prepared:
        if prepared.source.kind == "answer":
            yield from finder.find(prepared.source.id, prepared.sentences(), prepared.source.question)


@lru_cache(maxsize=32)
def _lacking_finder(job: JobModel) -> LackingFinder:
    return LackingFinder(all_indicators(job))


def _to_original(item: Evidence, prepared: Prepared | None) -> Evidence | None:
    """Evidence with its span and quote in the source's own text, or ``None`` where it must not count."""
    if prepared is None or item.probability < WEAKEST or not prepared.earns(item.start, item.end):
        return None
    start, end = prepared.original_span(item.start, item.end)
    # Rounded, so that the last bits of a matrix product, which depend on the batch, cannot show in a score.
    probability, strength = round(float(item.probability), 4), round(float(item.strength), 4)
    quote = prepared.source.text[start:end]
    return replace(item, start=start, end=end, quote=quote, probability=probability, strength=strength)


def _is_verbatim(item: Evidence, prepared: Prepared | None) -> bool:
    if prepared is None or not item.quote or prepared.source.text[item.start : item.end] != item.quote:
        return False
    normal = prepared.normal
    inside = [index for index, at in enumerate(normal.starts) if item.start <= at < item.end]
    return bool(inside) and prepared.earns(inside[0], inside[-1] + 1)


def independent(pieces: Sequence[Evidence]) -> list[Evidence]:
    """The pieces that count for one indicator: strongest first, without overlaps and without saying the same twice."""
    chosen: list[Evidence] = []
    for item in sorted(pieces, key=lambda piece: (-weight_of(piece), piece.source_id, piece.start, piece.end, piece.lacking)):
        if not any(_same(item, other) for other in chosen):
            chosen.append(item)
    shown = [item for item in chosen if not item.lacking][:MOST_PIECES]
    return shown + [item for item in chosen if item.lacking][:MOST_PIECES]


def weight_of(item: Evidence) -> float:
    """How much a piece proves: how sure it is × how strong it is."""
    return item.probability * item.strength


def _same(item: Evidence, other: Evidence) -> bool:
    if item.source_id == other.source_id and item.start < other.end and other.start < item.end:
        return True
    return item.lacking == other.lacking and _alike(fold(item.quote), fold(other.quote))


def _alike(left: str, right: str) -> bool:
    """Whether two folded quotes say the same: one holds the other, or most of their character trigrams are shared."""
    if left in right or right in left:
        return True
    first, second = _trigrams(left), _trigrams(right)
    return len(first & second) >= 0.8 * min(len(first), len(second))


@lru_cache(maxsize=4096)
def _trigrams(text: str) -> frozenset[str]:
    return frozenset(text[index : index + 3] for index in range(max(1, len(text) - 2)))


# --- from evidence to the assessment ---------------------------------------------------------------------------------


def _conclude(case: _Case, evidence: Mapping[str, Sequence[Evidence]], identity: str) -> Assessment:
    job = case.job
    shares = levels.shares([item.weight for item in job.competencies]) if job.competencies else []
    scored = tuple(_competency_score(item, share, evidence) for item, share in zip(job.competencies, shares, strict=True))
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
    )
    return _total(draft)


def _findings(case: _Case) -> tuple[Finding, ...]:
    return tuple(finding for prepared in case.prepared for finding in prepared.findings)


def _input_hash(case: _Case, identity: str) -> str:
    sources = sorted(case.sources, key=lambda item: item.id)
    return digest([ENGINE_VERSION, identity, _job_digest(case.job), sources, case.pointed])


@lru_cache(maxsize=32)
def _job_digest(job: JobModel) -> str:
    return digest(job)


def _competency_score(item: Competency, share: float, evidence: Mapping[str, Sequence[Evidence]]) -> CompetencyScore:
    indicators = indicators_of(item)
    weights = levels.shares([indicator.weight for indicator in indicators])
    scored = tuple(
        _indicator_score(indicator, share * weight, evidence.get(indicator.id, ()))
        for indicator, weight in zip(indicators, weights, strict=True)
    )
    return _summed(CompetencyScore(item.id, None, None, share, item.required_level, item.must_have, None, scored))


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
    """Whether a must-have is met; not known while the unknown indicators could still decide it."""
    if not item.must_have or level is None:
        return None
    if level >= item.required_level:
        return True
    known = [one for one in item.indicators if one.score is not None]
    best = max(one.level for one in known)
    enough = coverage_of(item.indicators) >= LEAST_MUST_HAVE_COVERAGE
    return False if enough or best < levels.NEUTRAL_LEVEL else None


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
        points, weights = [one.score for one in indicators], [one.weight for one in indicators]
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
    if False in must_haves:
        return Verdict.NOT_PASSED
    if score is None:
        return Verdict.NOT_ENOUGH_EVIDENCE
    if score < draft.pass_score:
        return Verdict.NOT_PASSED
    return Verdict.NOT_ENOUGH_EVIDENCE if None in must_haves else Verdict.PASSED


def _with_contributions(draft: Assessment) -> Assessment:
    """Give every piece of evidence its points, so that all together are the score to the last digit.

    A piece carries its part of its indicator's points; what stands for the unknown is carried by all in proportion.
    """
    pieces = [(one, item) for group in draft.competencies for one in group.indicators for item in one.evidence]
    raw = [part for group in draft.competencies for one in group.indicators for part in _parts(one)]
    points = iter(levels.split(draft.score, raw) if draft.score is not None else [0.0] * len(pieces))
    competencies = tuple(
        replace(group, indicators=tuple(_contributed(one, points) for one in group.indicators)) for group in draft.competencies
    )
    return replace(draft, competencies=competencies)


def _contributed(one: IndicatorScore, points: Iterator[float]) -> IndicatorScore:
    return replace(one, evidence=tuple(replace(item, contribution=next(points)) for item in one.evidence))


def _parts(one: IndicatorScore) -> list[float]:
    """An indicator's points, split over its evidence; what shows the opposite takes points away from what shows it."""
    if not one.evidence:
        return []
    total = one.weight * one.score
    shown = [weight_of(item) for item in one.evidence if not item.lacking]
    lacking = [weight_of(item) for item in one.evidence if item.lacking]
    if not shown or not lacking:
        return _in_proportion(total, shown or lacking)
    alone = one.weight * levels.POINTS_PER_LEVEL * levels.indicator_level(shown, [])
    return _in_proportion(alone, shown) + _in_proportion(total - alone, lacking)


def _in_proportion(total: float, weights: Sequence[float]) -> list[float]:
    return [total * share for share in levels.shares(weights)]


# --- changing weights, foreign pointers ------------------------------------------------------------------------------


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


def accept_pointers(job: JobModel, source: Source, pointers) -> list[Evidence]:
    """Check what a language model pointed at; it can name behaviours and quotes, never points.

    :param pointers: ``[{"indicator": id, "quote": text}, …]``; anything of another form, an unknown id and a quote that
        does not stand in the source word for word are dropped
    :return: evidence found by :attr:`Finder.LLM`
    """
    known = {one.id for one in all_indicators(job)}
    accepted = [_pointed(source, known, item) for item in pointers] if isinstance(pointers, (list, tuple)) else []
    return [item for item in accepted if item is not None]


def _pointed(source: Source, known: set[str], pointer) -> Evidence | None:
    if not isinstance(pointer, Mapping):
        return None
    indicator_id, quote = pointer.get("indicator"), pointer.get("quote")
    if not isinstance(indicator_id, str) or not isinstance(quote, str) or indicator_id not in known:
        return None
    start = source.text.find(quote)
    if start < 0 or len(fold(quote)) < 4:
        return None
    return Evidence(indicator_id, source.id, quote, start, start + len(quote), 0.75, strength=0.5, finder=Finder.LLM)
