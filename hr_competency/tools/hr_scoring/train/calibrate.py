"""From probabilities to levels: fit what a piece of evidence proves to answers that a person has marked.

``python -m hr_scoring.train.calibrate [--fit]`` reads ``answers.json``: answers and CV lines, each with the indicators that a
careful assessor would mark, the level and the quote. Its competencies are in two halves: ``choose`` is for setting numbers, on
``report`` they are only measured. Without ``--fit`` the shipped numbers are measured. ``--bare`` takes the indicators without
their phrases, as a company writes its own.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from .. import gather, score
from ..agreement import weighted_kappa
from ..claims import SHIPPED, Scale, weight_of
from ..encoders import CachedEncoder
from ..finder import EvidenceFinder
from ..types import Assessment, Competency, Evidence, Indicator, JobModel, Source, Verdict
from .store import BatchEncoder, FileStore

LIBRARY = Path(__file__).parents[3] / "data" / "library"
TALK = ("claim", "vague", "wish", "off_topic", "other_person")
_NOT_PASSED = 0.5
_WEIGHTS = (40.0, 35.0, 25.0)
# What is tried, one number after the other, until nothing gets better.
GRID: Mapping[str, tuple[float, ...]] = {
    "contrast": (0.0, 0.5, 0.7, 0.9),
    "asked": (1.25, 1.5, 1.75),
    "not_asked": (0.3, 0.6, 1.0),
    "no_proof": (-1.7, -1.4, -1.1),
    "full_proof": (2.1, 2.4, 2.7),
    "reach": (2.0, 2.5, 3.0),
    "most": (2, 3),
    "least": (0.15, 0.18, 0.22),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What an assessor marked: the level 1 to 5 of an indicator, with the words that show it."""

    indicator: str
    level: int
    quote: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A marked answer. ``quality`` says how it was meant: ``strong``, ``medium``, ``weak``, ``denial`` or a kind of talk."""

    id: str
    use: str
    competency: str
    lang: str
    source: str
    quality: str
    text: str
    marks: tuple[Mark, ...]


def marked_answers() -> list[Answer]:
    """The marked answers that come with the training code."""
    rows = json.loads(Path(__file__).with_name("answers.json").read_text("utf-8"))
    return [Answer(**{**row, "marks": tuple(Mark(**mark) for mark in row["marks"])}) for row in rows]


class Jobs:
    """Job models of library competencies, as HR would set them up.

    :param folder: the library
    :param bare: whether of each indicator only the statement in the language of the answer is known
    """

    def __init__(self, folder: Path = LIBRARY, bare: bool = False):
        self._folder, self._bare = folder, bare
        self._known: dict[tuple[str, str], Competency] = {}
        self._templates = json.loads((folder / "templates.json").read_text("utf-8"))

    def question(self, key: str, lang: str) -> str:
        """The first question of the library that asks for a competency."""
        questions = (question for template in self._templates for question in template["questions"])
        return next((question["text"][lang] for question in questions if question["competencies"][0] == key), "")

    def around(self, key: str, lang: str = "en") -> JobModel:
        """The first job that asks for a competency, if possible above all."""
        asking = [template for template in self._templates if any(line["competency"] == key for line in template["lines"])]
        template = min(asking, key=lambda one: one["lines"][0]["competency"] != key)
        return JobModel(key, key, competencies=tuple(self._competency(line["competency"], lang) for line in template["lines"]))

    def of(self, keys: Sequence[str], lang: str = "en") -> JobModel:
        """A job of three competencies, the first of which is a must-have of level 4."""
        lines = [
            replace(self._competency(key, lang), weight=weight, must_have=not number, required_level=3.0 if number else 4.0)
            for number, (key, weight) in enumerate(zip(keys, _WEIGHTS, strict=True))
        ]
        return JobModel("+".join(keys), "job", competencies=tuple(lines))

    def _competency(self, key: str, lang: str) -> Competency:
        if (key, lang) not in self._known:
            row = json.loads((self._folder / "competencies" / f"{key}.json").read_text("utf-8"))
            told = (_bare_indicator(one, lang) if self._bare else _indicator(one) for one in row["indicators"])
            self._known[key, lang] = Competency(key, row["name"]["en"], indicators=tuple(told))
        return self._known[key, lang]


def _indicator(row: Mapping) -> Indicator:
    def told(field: str) -> tuple[str, ...]:
        return tuple(item["t"] for lang in ("en", "zh") for item in row[field][lang])

    cues = tuple(cue for lang in ("en", "zh") for cue in row["cues"][lang])
    statement = f"{row['statement']['en']}\n{row['statement']['zh']}"
    return Indicator(row["key"], statement, row["weight"], told("examples"), told("counter_examples"), cues)


def _bare_indicator(row: Mapping, lang: str) -> Indicator:
    return Indicator(row["key"], row["statement"][lang], row["weight"])


class Remembering:
    """A finder that looks at each sentence once, however often it is asked."""

    def __init__(self, finder: EvidenceFinder, least: float):
        self._finder, self._least = finder, least
        self._found: dict[tuple, list[Evidence]] = {}
        self.encoder = getattr(finder, "encoder", finder)

    def find(self, indicators: Sequence[Indicator], sources: Sequence[Source], minimum: float = 0.0) -> list[Evidence]:
        """As :meth:`.EvidenceFinder.find`."""
        keys = [(tuple(one.id for one in indicators), source.text) for source in sources]
        missing = [source for key, source in zip(keys, sources, strict=True) if key not in self._found]
        self._found |= {key: [] for key in keys if key not in self._found}
        texts = {source.id: key for key, source in zip(keys, sources, strict=True)}
        for item in self._finder.find(indicators, missing, minimum=self._least):
            self._found[texts[item.source_id]].append(item)
        return [
            replace(item, source_id=source.id)
            for key, source in zip(keys, sources, strict=True)
            for item in self._found[key]
            if item.probability >= minimum
        ]

    def denials(self, indicators: Sequence[Indicator], texts: Sequence[str]) -> list:
        """As :meth:`.EvidenceFinder.denials`."""
        return self._finder.denials(indicators, texts)


class Trial:
    """Marked answers, each assessed for a job by itself, and made-up candidates who give three of them."""

    def __init__(self, finder, answers: Sequence[Answer], jobs: Jobs):
        self.finder, self.answers, self.jobs = finder, answers, jobs

    @cached_property
    def cases(self) -> list[gather.Case]:
        """A case for each answer."""
        return [gather.make_case(self.jobs.around(one.competency, one.lang), [self._source(one)]) for one in self.answers]

    @cached_property
    def people(self) -> list[tuple[str, gather.Case]]:
        """How each made-up candidate speaks, and the case."""
        return [
            (quality, gather.make_case(self.jobs.of([one.competency for one in told], told[0].lang), [self._source(one) for one in told]))
            for quality, told in candidates(self.answers)
        ]

    def _source(self, one: Answer) -> Source:
        if one.source == "cv":
            return Source("cv", one.text, "cv")
        return Source(one.id, one.text, "answer", self.jobs.question(one.competency, one.lang), targets=(one.competency,))

    def assess(self, scale: Scale) -> list[Assessment]:
        """The assessment of each answer."""
        return self._assess(self.cases, scale)

    def verdicts(self, scale: Scale) -> list[tuple[str, Assessment]]:
        """The assessment of each made-up candidate, with how he or she speaks."""
        judged = self._assess([case for _quality, case in self.people], scale)
        return [(quality, result) for (quality, _case), result in zip(self.people, judged, strict=True)]

    def _assess(self, cases: Sequence[gather.Case], scale: Scale) -> list[Assessment]:
        return [score.conclude(case, shown) for case, shown in zip(cases, gather.search(self.finder, cases, scale), strict=True)]


def candidates(answers: Sequence[Answer]) -> Iterator[tuple[str, list[Answer]]]:
    """Candidates for a job of three neighbouring competencies, each answer of one quality and language."""
    keys = list(dict.fromkeys(one.competency for one in answers))
    for first in range(len(keys)):
        asked = [keys[(first + step) % len(keys)] for step in range(3)]
        for lang in ("zh", "en"):
            for quality, kinds in (("strong", ("strong",)), ("medium", ("medium",)), ("weak", ("weak", "denial")), ("talk", TALK)):
                said = {one.competency: one for one in answers if one.lang == lang and one.quality in kinds and one.source != "cv"}
                if all(key in said for key in asked):
                    yield quality, [said[key] for key in asked]


# --- how well it does ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pair:
    """A mark and what the engine made of it: its level, ``None`` where it found nothing."""

    mark: Mark
    level: float | None


def pairs(answers: Sequence[Answer], judged: Sequence[Assessment]) -> list[Pair]:
    """Every mark with the engine's level of the same indicator."""
    found = []
    for answer, result in zip(answers, judged, strict=True):
        levels = _levels(result)
        found += [Pair(mark, levels.get(mark.indicator)) for mark in answer.marks]
    return found


def _levels(result: Assessment) -> dict[str, float | None]:
    return {one.indicator_id: one.level for group in result.competencies for one in group.indicators}


def loss(answers: Sequence[Answer], judged: Sequence[Assessment]) -> float:
    """Levels of error per mark: what is not found stands at neutral, as it does in a score. What nobody marked counts too,
    less where it is an indicator of another competency, because a reader who was asked for one looks little for the others."""
    total, marks = 0.0, 0
    for answer, result in zip(answers, judged, strict=True):
        wanted = {mark.indicator: float(mark.level) for mark in answer.marks}
        for indicator, level in _levels(result).items():
            error = abs((2.5 if level is None else level) - wanted.get(indicator, 2.5))
            own = indicator.split(".")[0] == answer.competency
            total += error * (1.0 if indicator in wanted else 0.8 if own else 0.3)
        marks += len(wanted)
    return total / max(marks, 1)


def right_indicator(answers: Sequence[Answer], judged: Sequence[Assessment]) -> float:
    """The share of marked quotes (level 3 and more) whose strongest evidence is for an indicator that was marked there."""
    right = []
    for answer, result in zip(answers, judged, strict=True):
        pieces = [item for group in result.competencies for one in group.indicators for item in one.evidence if not item.lacking]
        for mark in answer.marks:
            start = answer.text.find(mark.quote)
            end = start + len(mark.quote)
            here = [item for item in pieces if item.start < end and start < item.end]
            meant = {other.indicator for other in answer.marks if any(_holds(item, answer.text, other.quote) for item in here)}
            if mark.level >= 3 and here:
                right.append(max(here, key=lambda item: (weight_of(item), item.indicator_id)).indicator_id in meant | {mark.indicator})
    return sum(right) / max(len(right), 1)


def accepted(answers: Sequence[Answer], judged: Sequence[Assessment]) -> float:
    """The share of quotes that a reader would accept: an assessor marked these words for the same indicator, and as shown
    or denied alike."""
    right = []
    for answer, result in zip(answers, judged, strict=True):
        for one in (one for group in result.competencies for one in group.indicators):
            marks = [mark for mark in answer.marks if mark.indicator == one.indicator_id]
            right += [
                any(_holds(item, answer.text, mark.quote) and item.lacking == (mark.level == 1) for mark in marks) for item in one.evidence
            ]
    return sum(right) / max(len(right), 1)


def _holds(item: Evidence, text: str, quote: str) -> bool:
    start = text.find(quote)
    return item.start < start + len(quote) and start < item.end


def figures(trial: Trial, scale: Scale) -> dict[str, float | int]:
    """What the readme tells about a half."""
    judged = trial.assess(scale)
    told = pairs(trial.answers, judged)
    known = [pair for pair in told if pair.level is not None]
    shown = [pair for pair in told if pair.mark.level >= 3]
    found: dict[str, float | int] = {
        "marks": len(told),
        "level error": sum(abs((2.5 if pair.level is None else pair.level) - pair.mark.level) for pair in told) / len(told),
        "level error where found": sum(abs(pair.level - pair.mark.level) for pair in known) / len(known),
        "weighted kappa where found": weighted_kappa([(pair.mark.level, pair.level) for pair in known]).value or 0.0,
        "shown but not found": sum(pair.level is None for pair in shown) / len(shown),
        "denied and found": _share(pair.level is not None and pair.level < 2.5 for pair in told if pair.mark.level == 1),
        "quotes for the right indicator": right_indicator(trial.answers, judged),
        "quotes that a reader accepts": accepted(trial.answers, judged),
        "loss": loss(trial.answers, judged),
    }
    verdicts = trial.verdicts(scale)
    for quality in dict.fromkeys(quality for quality, _result in verdicts):
        of = [result for one, result in verdicts if one == quality]
        found |= {f"{quality} {verdict}": _share(result.verdict is verdict for result in of) for verdict in Verdict}
        found[f"{quality} candidates"] = len(of)
    return found


def _share(values) -> float:
    values = list(values)
    return sum(values) / max(len(values), 1)


def criterion(trial: Trial, scale: Scale) -> float:
    """The loss, and half of a level for strong candidates who do not pass: by the loss alone the safest thing is to find little."""
    strong = [result.verdict is Verdict.PASSED for quality, result in trial.verdicts(scale) if quality == "strong"]
    return loss(trial.answers, trial.assess(scale)) + _NOT_PASSED * (1.0 - _share(strong) if strong else 0.0)


def fit(trial: Trial, scale: Scale) -> Scale:
    """Change one number after the other as long as :func:`criterion` falls."""
    best = criterion(trial, scale)
    improved = True
    while improved:
        improved = False
        for name, values in GRID.items():
            for value in values:
                other = replace(scale, **{name: value})
                if (error := criterion(trial, other)) < best - 1e-4:
                    scale, best, improved = other, error, True
        print(round(best, 4), scale, flush=True)
    return scale


def main() -> None:
    """Measure the shipped numbers, or fit them."""
    parser = argparse.ArgumentParser(prog="python -m hr_scoring.train.calibrate", description=__doc__)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--lexical", action="store_true", help="without an encoder")
    parser.add_argument("--bare", action="store_true", help="indicators without phrases")
    parser.add_argument("--vectors", type=Path, default=Path.home() / ".cache" / "hr_scoring" / "vectors.sqlite")
    options = parser.parse_args()
    encoder = None if options.lexical else CachedEncoder(BatchEncoder(), FileStore(options.vectors), size=200_000)
    finder, jobs = Remembering(EvidenceFinder(encoder), 0.02), Jobs(bare=options.bare)
    halves = {use: Trial(finder, [one for one in marked_answers() if one.use == use], jobs) for use in ("choose", "report")}
    scale = fit(halves["choose"], SHIPPED) if options.fit else SHIPPED
    measured = {use: figures(trial, scale) for use, trial in halves.items()}
    for name in measured["report"]:
        print(f"{name:40}", *(f"{of.get(name, float('nan')):8.3f}" for of in measured.values()))


if __name__ == "__main__":
    main()
