"""Model answers and full-mark answers as indicators.

HR may give a model answer to a question, or a few answers that got full marks. Each key point of a model answer becomes
an indicator of the competency that the question is about, looked for in the answer to that question only; full-mark
answers together are one indicator, with their sentences as examples. All of them share a fixed part of the
competency's weight, so that a long model answer does not push the behaviours aside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from .normal import fold, normalise
from .text import clauses, sentences, tokens
from .types import Competency, Indicator, JobModel, Source

# The part of a competency's weight that key points of its questions take.
SHARE = 0.25
_PREFIX = "reference:"
_MOST_POINTS = 8
_SHORTEST = 4
_LONGEST_SENTENCE = 60


def key_points(reference: str) -> list[str]:
    """The key points of a model answer: its sentences, long ones clause by clause.

    >>> key_points("Ask the customer first. Then repeat what was said.")
    ['Ask the customer first.', 'Then repeat what was said.']
    """
    points: list[str] = []
    for sentence in sentences(normalise(reference).text):
        parts = clauses(sentence.text) if len(fold(sentence.text)) > _LONGEST_SENTENCE else [sentence]
        points += [part.text for part in parts if len(fold(part.text)) >= _SHORTEST]
    return list(dict.fromkeys(points))[:_MOST_POINTS]


def is_key_point(indicator_id: str) -> bool:
    """Whether an indicator stands for a model answer."""
    return indicator_id.startswith(_PREFIX)


def indicators_of_source(source: Source) -> tuple[Indicator, ...]:
    """The key points of a source's references and its full-mark answers, as indicators."""
    points = [point for reference in source.references for point in key_points(reference)]
    found = [Indicator(f"{_PREFIX}{source.id}.{number}", point) for number, point in enumerate(dict.fromkeys(points), 1)]
    told = [point for exemplar in source.exemplars for point in key_points(exemplar)]
    if told:
        statement = source.question or told[0]
        found.append(Indicator(f"{_PREFIX}{source.id}.examples", statement, examples=tuple(told)))
    return tuple(found)


def with_references(job: JobModel, sources: Sequence[Source]) -> JobModel:
    """The job with the key points of the questions asked as further indicators; the same object where there are none."""
    told = tuple(
        (source.id, source.question, source.references, source.exemplars, source.targets)
        for source in sorted(sources, key=lambda item: item.id)
        if source.references or source.exemplars
    )
    return _extended(job, told) if told and job.competencies else job


@lru_cache(maxsize=64)
def _extended(job: JobModel, told: tuple[tuple, ...]) -> JobModel:
    extra: dict[str, list[Indicator]] = {}
    for source_id, question, references, exemplars, targets in told:
        source = Source(source_id, "", question=question, references=references, exemplars=exemplars, targets=targets)
        extra.setdefault(_competency_of(job, source), []).extend(indicators_of_source(source))
    return replace(job, competencies=tuple(_with(item, extra.get(item.id, [])) for item in job.competencies))


def _competency_of(job: JobModel, source: Source) -> str:
    """The competency a question is about: the one it is meant for, else the one whose words it shares most."""
    known = [item.id for item in job.competencies]
    meant = [target for target in source.targets if target in known]
    if meant:
        return meant[0]
    said = set(tokens("\n".join([source.question, *source.references, *source.exemplars])))
    shared = {item.id: _overlap(item, said) for item in job.competencies}
    return max(known, key=lambda key: (shared[key], -known.index(key)))


def _overlap(item: Competency, said: set[str]) -> float:
    own = set(tokens("\n".join([item.name, *(one.statement for one in item.indicators)])))
    return len(own & said) / max(len(own), 1) ** 0.5


def _with(item: Competency, extra: Sequence[Indicator]) -> Competency:
    if not extra:
        return item
    own = item.indicators or (Indicator(item.id, item.name),)
    whole = sum(one.weight for one in own) or len(own)
    part = whole * SHARE / (1.0 - SHARE) / len(extra)
    return replace(item, indicators=(*own, *(replace(one, weight=part) for one in extra)))
