"""The data that goes into the engine and comes out of it.

Everything is a frozen data class of plain values, so that it can be hashed, compared, written as JSON and handed
across processes. ``None`` as a score or level always means *not enough evidence*; it is never the same as 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, make_dataclass
from enum import Enum
from operator import attrgetter


class _Value(str, Enum):
    """A string that has a name; it prints as its value (``StrEnum`` exists only from Python 3.11)."""

    def __str__(self) -> str:
        return self.value


class Verdict(_Value):
    """What an assessment says. A person decides; this only recommends."""

    PASSED = "passed"
    NOT_PASSED = "not_passed"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"


class Kind(_Value):
    """How evidence shows a behaviour: named in words, or by a deed that implies it."""

    EXPLICIT = "explicit"
    IMPLICIT = "implicit"


class Finder(_Value):
    """Who pointed at the quote."""

    RULE = "rule"
    SEMANTIC = "semantic"
    LLM = "llm"
    HUMAN = "human"
    VENDOR = "vendor"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One observable behaviour of a competency (BARS).

    ``weight`` is relative within its competency (any positive number); ``anchors`` are five sentences for the
    levels 1 to 5 or empty; ``examples`` and ``counter_examples`` are phrases of people who do, or only seem to do it.
    """

    id: str
    statement: str
    weight: float = 1.0
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Competency:
    """A competency in a job's model. ``weight`` is relative within the model; ``required_level`` is 1 to 5."""

    id: str
    name: str
    weight: float = 1.0
    required_level: float = 3.0
    must_have: bool = False
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class JobModel:
    """What a job asks for. ``pass_score`` is 0 to 100; ``skills`` maps a skill's name to its weight (0 to 1)."""

    id: str
    title: str
    description: str = ""
    competencies: tuple[Competency, ...] = ()
    pass_score: float = 60.0
    skills: tuple[tuple[str, float], ...] = ()
    must_have_skills: tuple[str, ...] = ()
    industry: str = ""
    min_years: float = 0.0
    degree: str = ""
    version: str = "1"

    def __hash__(self) -> int:
        """Of what tells jobs apart: to go through all phrases takes longer than what is looked up by it, many times for each
        person. Jobs with one hash are still compared field by field."""
        return hash((self.id, self.title, self.version, len(self.competencies)))


@dataclass(frozen=True, slots=True)
class Source:
    """A text that is judged. ``kind`` is ``answer``, ``cv``, ``course`` or ``other``; offsets of evidence point into
    ``text``. ``references`` (model answers) and ``exemplars`` (full-mark answers) belong to the question asked, as do
    ``targets``, the ids of the competencies that it is about."""

    id: str
    text: str
    kind: str = "answer"
    question: str = ""
    references: tuple[str, ...] = ()
    exemplars: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim quote ``source.text[start:end]`` that shows (or nearly shows) an indicator.

    ``probability`` is calibrated, 0 to 1; ``strength`` is how much it proves, 0 to 1 (numbers and results raise it);
    ``contribution`` is what it adds to the total, in points of 100, set by scoring. ``lacking`` marks a quote that shows
    the opposite: the person says that they did not do it, or did it badly. ``shipped`` is what the shipped model gave where
    a company's corrections changed the probability. ``weight`` is what the piece proves in the end, 0 to 1, given what was
    asked and what else it shows; ``None`` before that is known. ``contrast`` is how much better it fits its indicator than the
    job's others, by their example phrases: near 1 where it does, below 0 where another fits better, 0 where nothing tells.
    ``share`` is 1 where no other indicator fits the sentence better, and the less the farther this one is behind.
    """

    indicator_id: str
    source_id: str
    quote: str
    start: int
    end: int
    probability: float
    kind: Kind = Kind.EXPLICIT
    strength: float = 0.5
    finder: Finder = Finder.RULE
    contribution: float = 0.0
    lacking: bool = False
    shipped: float | None = None
    weight: float | None = None
    contrast: float = 0.0
    share: float = 1.0


_EVIDENCE = {field.name: place for place, field in enumerate(fields(Evidence))}
_evidence_values = attrgetter(*_EVIDENCE)


def changed(evidence: Evidence, **changes) -> Evidence:
    """As ``dataclasses.replace``, in half the time: a person has a hundred pieces of evidence, each changed several times on
    its way.

    >>> changed(Evidence("i", "cv", "led five", 0, 8, 0.9), weight=0.5).weight
    0.5
    """
    values = list(_evidence_values(evidence))
    for name, value in changes.items():
        values[_EVIDENCE[name]] = value
    return evidence_of(*values)


# A frozen class asks before each of its fields is set, which takes four times as long as to set them.
_Open = make_dataclass("_Open", list(_EVIDENCE), slots=True)


def evidence_of(*values) -> Evidence:
    """As ``Evidence(*values)`` with all its values, for what is made by the hundred.

    >>> evidence = Evidence("i", "cv", "led five", 0, 8, 0.9)
    >>> evidence_of(*(getattr(evidence, field.name) for field in fields(Evidence))) == evidence
    True
    """
    made = _Open(*values)
    made.__class__ = Evidence
    return made


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know about a text: hidden text, an injected instruction, stuffing, repetition.

    ``code`` is stable and machine readable (``hidden_text``, ``injection``, ``stuffing``, ``repetition``,
    ``copied_job_text``, ``zero_width`` …); ``start``/``end`` are offsets where they make sense, else -1.
    """

    code: str
    message: str
    start: int = -1
    end: int = -1
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """``level`` is 1 to 5, ``score`` 0 to 100, both ``None`` without evidence. ``weight`` is its share of the total."""

    indicator_id: str
    level: float | None
    score: float | None
    weight: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class CompetencyScore:
    """As :class:`IndicatorScore`; ``must_have_met`` is ``None`` where the model does not demand it or nothing is known.

    ``silent`` marks a competency that was asked for, and answered at some length without a word that shows it; ``told``
    one whose questions were answered at length and to the point, so that weak evidence is all there is.
    """

    competency_id: str
    level: float | None
    score: float | None
    weight: float
    required_level: float
    must_have: bool
    must_have_met: bool | None
    indicators: tuple[IndicatorScore, ...] = ()
    silent: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """One judgement of one person against one job model. ``confidence`` is 0 to 1.

    ``coverage`` is the share of the weights for which there is evidence; ``low`` and ``high`` bound the score (95 %) for
    what is not known. ``score`` is ``None`` where the coverage is too small to say anything. ``unfinished`` marks an
    interview with questions left blank: nobody fails by it.
    """

    job_id: str
    score: float | None
    verdict: Verdict
    confidence: float
    competencies: tuple[CompetencyScore, ...]
    findings: tuple[Finding, ...]
    engine_version: str
    input_hash: str
    weights: tuple[tuple[str, float], ...] = field(default=())
    pass_score: float = 60.0
    coverage: float = 0.0
    low: float | None = None
    high: float | None = None
    unfinished: bool = False
