"""From the texts of one person to what may earn points: visible, normalised, each sentence once.

What a defence finding excludes, and every later copy of a sentence, is replaced by line breaks of the same length: it
cannot join what stands before and after, and all offsets stay true.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from .cv_told import told
from .defence import excluded_spans, inspect_many
from .encoders import Encoder
from .injection_model import knows
from .neutral import neutralised
from .normal import Normalised, fold, normalise
from .text import Span, sentences
from .threads import one_thread
from .types import Finding, JobModel, Source

# Shorter sentences ("Yes.", "好的。") recur in honest answers.
_SHORTEST_REPEAT = 8


@dataclass(frozen=True, slots=True)
class Prepared:
    """A source ready for the finder: ``clean`` has the normalised text, without what must not earn points, and with
    neutral words for who somebody is; ``normal`` is the same with what must not."""

    source: Source
    clean: Source
    normal: Normalised
    findings: tuple[Finding, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source's own text behind a span of the clean text."""
        return self.normal.span(start, end)

    def sentences(self) -> list[Span]:
        """The sentences that may earn points, with spans into the clean text."""
        return sentences(self.clean.text)

    def earns(self, start: int, end: int) -> bool:
        """Whether a span of the clean text lies fully in text that may earn points."""
        return self.clean.text[start:end] == self.normal.text[start:end] and bool(self.clean.text[start:end].strip())


def prepare_many(people: Sequence[tuple[JobModel, Sequence[Source]]], encoder: Encoder | None = None) -> list[list[Prepared]]:
    """Prepare all texts of each person, in the order of their ids, so that the order of answers does not matter.

    :param people: each with the job that they are measured by
    :param encoder: the finder's, where it has one; it helps to see what is addressed to the grader
    """
    ordered = [(job, sorted(sources, key=lambda item: item.id)) for job, sources in people]
    plain = [normalise(source.text) for _job, sources in ordered for source in sources]
    asked = [(source.question, job_text(job), statements(job)) for job, sources in ordered for source in sources]
    neutral = [neutralised(normal) for normal in plain]
    senses = _senses(plain, neutral, encoder) if knows(encoder) else None
    found = inspect_many([(normal, *one) for normal, one in zip(plain, asked, strict=True)], senses)
    looked_at = zip(neutral, found, strict=True)
    return [_prepared(sources, looked_at) for _job, sources in ordered]


@one_thread()
def _senses(plain: Sequence[Normalised], neutral: Sequence[Normalised], encoder: Encoder) -> np.ndarray:
    """The vectors of all sentences: as far as possible those that the finder will ask for, so that they cost nothing."""
    asked: list[str] = []
    for own, read in zip(plain, neutral, strict=True):
        spans, others = sentences(own.text), sentences(read.text)
        asked += [span.text for span in (others if len(others) == len(spans) else spans)]
    return encoder.encode(asked)


def _prepared(sources: Sequence[Source], looked_at: Iterator[tuple[Normalised, list[Finding]]]) -> list[Prepared]:
    seen: set[str] = set()
    return [_prepare(source, *next(looked_at), seen) for source in sources]


@lru_cache(maxsize=32)
def job_text(job: JobModel) -> str:
    """All that the job says about itself, to recognise an answer that was copied from it."""
    indicators = [indicator for item in job.competencies for indicator in item.indicators]
    names = (item.name for item in job.competencies)
    # one a line: short lines are the model's keywords
    cues = (cue for indicator in indicators for cue in indicator.cues)
    return "\n".join(filter(None, [job.title, job.description, *names, *statements(job), *cues]))


@lru_cache(maxsize=32)
def statements(job: JobModel) -> tuple[str, ...]:
    """The statements of all indicators of a job."""
    return tuple(indicator.statement for item in job.competencies for indicator in item.indicators)


def _prepare(source: Source, normal: Normalised, found: Sequence[Finding], seen: set[str]) -> Prepared:
    findings = tuple(replace(finding, source_id=source.id) for finding in found)
    excluded = _normal_spans(normal, [*excluded_spans(findings), *_untold(source)])
    repeats = _repeats(_blank(normal.text, excluded), seen)
    blanked = _merged(excluded + [(item.start, item.end) for item in repeats])
    text = _blank(normal.text, blanked)
    if repeats and not any(finding.code == "repetition" for finding in findings):
        findings += (_repetition(source, normal, repeats),)
    return Prepared(source, replace(source, text=text), normal, findings)


def _untold(source: Source) -> list[tuple[int, int]]:
    """What of a CV tells no deed: headings, employers and dates, schools, lists of skills."""
    return told(source.text).untold(len(source.text)) if source.kind == "cv" else []


def _repetition(source: Source, normal: Normalised, repeats: list[Span]) -> Finding:
    start, end = normal.span(repeats[0].start, repeats[0].end)
    message = f"{len(repeats)} sentence(s) said before; each counts once."
    return Finding("repetition", message, start, end, source.id)


def _normal_spans(normal: Normalised, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of the original as spans of the normalised text."""
    return [(bisect_right(normal.ends, start), bisect_left(normal.starts, end)) for start, end in spans]


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        if end > start:
            text = text[:start] + "\n" * (end - start) + text[end:]
    return text


def _repeats(text: str, seen: set[str]) -> list[Span]:
    repeats = []
    for sentence in sentences(text):
        key = fold(sentence.text)
        if key in seen and len(key) >= _SHORTEST_REPEAT:
            repeats.append(sentence)
        seen.add(key)
    return repeats


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, overlapping ones as one, empty ones left out."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[1] > span[0]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
