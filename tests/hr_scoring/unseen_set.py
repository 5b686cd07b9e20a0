"""Behaviours and texts that nothing was trained on or tuned with, and how well the engine reads them.

``unseen/competencies.txt`` has twelve competencies of five behaviours that the library does not know, half of them Chinese.
``unseen/behaviours.jsonl`` has twenty behaviours of as many jobs, half Chinese, with twelve texts each; another twenty by the
same writer are material (``hr_scoring/train/behaviours.jsonl``). In the former,
``#`` begins a competency (language, name), ``+`` a behaviour. Below it ``e`` is explicit evidence, ``i`` implicit, both with
the words that a reader would quote in ``[[…]]``; the third line is a text that shows nothing, named by how it speaks. ``a`` is
an interview answer: ``[[2|…]]`` shows the second behaviour, ``[[2-|…]]`` denies it, and a bare result belongs to the deed before
it. One author, written in one go before the engine was looked at; nobody was interviewed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hr_scoring.finder import EvidenceFinder, Pair
from hr_scoring.gather import make_case, search
from hr_scoring.score import conclude
from hr_scoring.types import Assessment, Competency, Evidence, Indicator, JobModel, Source

FILE = Path(__file__).parent / "unseen" / "competencies.txt"
BEHAVIOURS = FILE.with_name("behaviours.jsonl")
_STRANGERS, _SEED = 2, 7
SHOWN = ("e", "i")
_MARK = re.compile(r"\[\[(?:(\d)(-?)\|)?(.*?)\]\]")


@dataclass(frozen=True, slots=True)
class Text:
    """A text for the behaviour with this number of its competency; ``kind`` is ``e``, ``i`` or how it speaks."""

    behaviour: int
    kind: str
    text: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage of an answer: which behaviour it shows or denies."""

    behaviour: int
    denied: bool
    start: int
    end: int


@dataclass(slots=True)
class Group:
    """A competency with its texts."""

    lang: str
    name: str
    behaviours: list[str]
    texts: list[Text]
    answer: str = ""
    marks: tuple[Marked, ...] = ()

    @property
    def competency(self) -> Competency:
        """As the engine knows it: behaviours without phrases, all of the same weight."""
        own = tuple(Indicator(f"{self.name}.{number}", one) for number, one in enumerate(self.behaviours))
        return Competency(self.name, self.name, indicators=own)


def groups() -> list[Group]:
    """The competencies of the file."""
    found: list[Group] = []
    for line in FILE.read_text("utf-8").splitlines():
        kind, _blank, rest = line.partition(" ")
        if kind == "#":
            lang, _blank, name = rest.partition(" ")
            found.append(Group(lang, name, [], []))
        elif kind == "+":
            found[-1].behaviours.append(rest)
        elif kind == "a":
            found[-1].answer, found[-1].marks = _marked(rest)
        else:
            plain, marks = _marked(rest)
            quote = " ".join(plain[one.start : one.end] for one in marks)
            found[-1].texts.append(Text(len(found[-1].behaviours) - 1, kind, plain, quote))
    return found


def _marked(text: str) -> tuple[str, tuple[Marked, ...]]:
    plain, marks, last = "", [], 0
    for hit in _MARK.finditer(text):
        plain += text[last : hit.start()]
        marks.append(Marked(int(hit[1] or 0) - 1, bool(hit[2]), len(plain), len(plain) + len(hit[3])))
        plain, last = plain + hit[3], hit.end()
    return plain + text[last:], tuple(marks)


def pairs(told: Sequence[Group]) -> tuple[list[Pair], np.ndarray, np.ndarray]:
    """Each text with the five behaviours of its competency.

    :return: pairs, labels, and kinds (``sibling`` where the text was written for another behaviour)
    """
    asked, kinds = [], []
    for group in told:
        for text in group.texts:
            for number, statement in enumerate(group.behaviours):
                asked.append(Pair(statement, text.text))
                kinds.append(text.kind if number == text.behaviour else "sibling")
    return asked, np.isin(kinds, SHOWN).astype(int), np.array(kinds)


def own_is_best(told: Sequence[Group], probabilities: np.ndarray, kind: str) -> float:
    """How often a text is nearest to its own behaviour among the five of its competency."""
    rows = iter(probabilities.reshape(-1, 5))
    right = [row.argmax() == text.behaviour for group in told for text, row in zip(group.texts, rows, strict=False) if text.kind == kind]
    return float(np.mean(right))


def assess(told: Sequence[Group], finder: EvidenceFinder) -> list[Assessment]:
    """The answer of each competency, for a job that asks for two others of its language too."""
    cases = []
    for lang in ("zh", "en"):
        own = [group for group in told if group.lang == lang]
        for at, group in enumerate(own):
            asked = [own[(at + step) % len(own)].competency for step in range(3)]
            cases.append(make_case(JobModel(group.name, "job", competencies=tuple(asked)), [_source(group)]))
    return [conclude(case, found) for case, found in zip(cases, search(finder, cases), strict=True)]


def _source(group: Group) -> Source:
    question = "请讲一件你做过的事。" if group.lang == "zh" else "Please tell us what you did."
    return Source("answer", group.answer, "answer", question, targets=(group.name,))


def answer_figures(told: Sequence[Group], judged: Sequence[Assessment]) -> dict[str, float]:
    """What of the answers was read rightly: marked deeds found and put right, denials, and what is quoted wrongly."""
    found, strongest, denied, quotes = [], [], [], []
    for group, result in zip(told, judged, strict=True):
        pieces = [item for one in result.competencies for indicator in one.indicators for item in indicator.evidence]
        for mark in group.marks:
            key = f"{group.name}.{mark.behaviour}"
            here = [item for item in pieces if item.start < mark.end and mark.start < item.end]
            if mark.denied:
                denied.append(any(item.lacking and item.indicator_id == key for item in here))
                continue
            shown = [item for item in here if not item.lacking]
            found.append(any(item.indicator_id == key for item in shown))
            if shown:
                strongest.append(max(shown, key=lambda item: (item.weight or 0.0, item.indicator_id)).indicator_id == key)
        quotes += [_is_marked(group, item) for item in pieces]
    return {
        "deeds found": float(np.mean(found)),
        "strongest for the right behaviour": float(np.mean(strongest)),
        "denials found": float(np.mean(denied)),
        "quotes for a behaviour that is marked there": float(np.mean(quotes)),
        "quotes": len(quotes),
    }


def _is_marked(group: Group, item: Evidence) -> bool:
    return any(
        item.indicator_id == f"{group.name}.{mark.behaviour}"
        and item.lacking == mark.denied
        and item.start < mark.end
        and mark.start < item.end
        for mark in group.marks
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A text with a behaviour: the one it was written for, or another (``kind`` is ``other``)."""

    pair: Pair
    kind: str
    quote: str


def asked_behaviours() -> list[Asked]:
    """Each text of ``behaviours.jsonl`` that shows its behaviour or does not with its own and two other behaviours."""
    rows = [json.loads(line) for line in BEHAVIOURS.read_text("utf-8").splitlines()]
    known = {lang: sorted({row["indicator"] for row in rows if row["lang"] == lang}) for lang in ("en", "zh")}
    draw = np.random.default_rng(_SEED)
    asked = []
    for row in rows:
        if row["label"] == 0.5:
            continue
        others = [one for one in known[row["lang"]] if one != row["indicator"]]
        asked.append(Asked(Pair(row["indicator"], row["text"], source=row["source"]), row["kind"], row["quote"]))
        for at in draw.choice(len(others), _STRANGERS, replace=False):
            asked.append(Asked(Pair(others[at], row["text"], source=row["source"]), "other", ""))
    return asked
