"""What the evidence model learns from: the competency library and labelled public sets, as plain rows."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..deed import CLASSES

LANGUAGES = ("en", "zh")
CV_LINES = ("cv_lines.json", "short_lines.json")
# By two writers, of all manners, many of them with a subject.
WRITTEN_LINES = "written_lines.json"
# Which occupations are kept for measuring, and how many of those with so many duties (a third at most).
_SEED, _MEASURED, _LEAST_DUTIES = 11, 400, 4
_DEEDS = ("explicit", "implicit", "neighbour", "weak")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A labelled phrase of the library: what it says of its indicator, and how."""

    competency: str
    indicator: str
    lang: str
    text: str
    kind: str

    @property
    def shows(self) -> bool:
        """Whether a reader would quote it for its indicator."""
        return self.kind in ("explicit", "implicit")

    @property
    def manner(self) -> int:
        """How it speaks, as a place in :data:`.deed.CLASSES`: a neighbouring deed is a deed too."""
        return CLASSES.index("deed" if self.kind in _DEEDS else self.kind)


@dataclass(frozen=True, slots=True)
class Behaviour:
    """An indicator in one language, with its phrases."""

    competency: str
    indicator: str
    lang: str
    statement: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    anchors: tuple[str, ...] = ()


def library(folder: Path) -> tuple[list[Behaviour], list[Phrase]]:
    """The competency library: its indicators in each language, and all their phrases."""
    behaviours, phrases = [], []
    for path in sorted(folder.glob("*.json")):
        entry = json.loads(path.read_text("utf-8"))
        for row in entry["indicators"]:
            for lang in LANGUAGES:
                shown, other = row["examples"][lang], row["counter_examples"][lang]
                told = tuple(item["t"] for item in shown), tuple(item["t"] for item in other)
                behaviours.append(Behaviour(entry["key"], row["key"], lang, row["statement"][lang], *told, tuple(row["anchors"][lang])))
                phrases += [Phrase(entry["key"], row["key"], lang, item["t"], item["k"]) for item in (*shown, *other)]
    return behaviours, [phrase for phrase in phrases if phrase.kind in (*_DEEDS, *CLASSES)]


def short_lines(*names: str) -> list[Phrase]:
    """Short lines, as CVs have them without a subject, and with colleagues in them who did it or did not: they are about no
    indicator and teach only how one speaks. Each is its own group.

    :param names: the files, :data:`CV_LINES` if not given
    """
    names = names or CV_LINES
    told = [json.loads(Path(__file__).with_name(name).read_text("utf-8")) for name in names]
    lines = [(text, "neighbour" if manner == "deed" else manner) for one in told for manner, texts in one.items() for text in texts]
    return [Phrase(f"{names[0]} {at}", "", "en" if text.isascii() else "zh", text, kind) for at, (text, kind) in enumerate(lines)]


def bare_behaviours() -> tuple[list[Behaviour], list[Phrase]]:
    """Behaviours of jobs that the library does not know, without phrases, and texts about them; each is its own group."""
    told = [json.loads(line) for line in Path(__file__).with_name("behaviours.jsonl").read_text("utf-8").splitlines()]
    phrases = [Phrase(one["indicator"], one["indicator"], one["lang"], one["text"], one["kind"]) for one in told]
    known = dict.fromkeys((one["indicator"], one["lang"]) for one in told)
    return [Behaviour(statement, statement, lang, statement, (), ()) for statement, lang in known], phrases


@dataclass(frozen=True, slots=True)
class Siblings:
    """Neighbouring behaviours of one competency, and deeds, each held against all of them.

    :ivar deeds: texts with the numbers of the behaviours that they show, and of those that they only touch
    """

    competency: str
    lang: str
    behaviours: tuple[str, ...]
    deeds: tuple[tuple[str, frozenset[int], frozenset[int]], ...]

    def phrases(self) -> list[Phrase]:
        """The deeds as phrases: what shows none of the behaviours is a neighbouring deed."""
        kinds = ("implicit" if shows else "weak" if touches else "neighbour" for _text, shows, touches in self.deeds)
        return [Phrase(self.competency, "", self.lang, text, kind) for (text, *_rest), kind in zip(self.deeds, kinds, strict=True)]


def siblings() -> list[Siblings]:
    """Competencies of other jobs with five behaviours each, without phrases."""
    told = [json.loads(line) for line in Path(__file__).with_name("siblings.jsonl").read_text("utf-8").splitlines()]
    return [
        Siblings(
            one["competency"],
            one["lang"],
            tuple(one["indicators"]),
            tuple((deed["text"], frozenset(deed["shows"]), frozenset(deed["weak"])) for deed in one["deeds"]),
        )
        for one in told
    ]


def statements() -> dict[str, list[str]]:
    """Propositions and behaviours of working life, and English verbs: ``proposition``, ``behaviour``, ``verbs``."""
    return json.loads(Path(__file__).with_name("statements.json").read_text("utf-8"))


def points() -> list[dict]:
    """Arguments with all key points of their topic, as rows of ``topic``, ``writer``, ``lang``, ``statement``, ``text`` and
    ``label``."""
    with Path(__file__).with_name("points.jsonl").open(encoding="utf-8") as file:
        topics = [json.loads(line) for line in file]
    return [
        {
            **{key: topic[key] for key in ("topic", "writer", "lang")},
            "statement": point,
            "text": said["text"],
            "label": int(at in said["points"]),
        }
        for topic in topics
        for said in topic["arguments"]
        for at, point in enumerate(topic["key_points"])
    ]


def competency_names(folder: Path) -> list[dict[str, str]]:
    """The names of the library's competencies, by language."""
    return [json.loads(path.read_text("utf-8"))["name"] for path in sorted(folder.glob("*.json"))]


def rows(folder: Path, name: str) -> Iterator[dict]:
    """The rows of a labelled set."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def occupations(folder: Path) -> dict[str, list[str]]:
    """The duties of each occupation."""
    found: dict[str, list[str]] = {}
    for row in rows(folder, "duties_zh"):
        found.setdefault(row["occupation"], []).append(row["duty"])
    return found


def measured_occupations(folder: Path) -> list[str]:
    """Occupations that are kept for measuring; nothing is learned from what belongs to which of them."""
    named = sorted(name for name, duties in occupations(folder).items() if len(duties) >= _LEAST_DUTIES)
    draw = np.random.default_rng(_SEED)
    return [named[at] for at in draw.choice(len(named), min(_MEASURED, len(named) // 3), replace=False)]


def is_measured(name: str) -> bool:
    """Whether a skill's name is kept for measuring; nothing is learned from sentences about it."""
    return zlib.crc32(name.lower().encode("utf-8")) % 5 == 0


def marked(folder: Path) -> list[tuple[str, list[str]]]:
    """Sentences of SkillSpan with all skills that they name, but for those with a skill that is measured with."""
    told = [(" ".join(row["tokens"]), spans(row)) for row in rows(folder, "skillspan_en_train")]
    return [(sentence, own) for sentence, own in told if own and not any(map(is_measured, own))]


def cut(sentence: str, span: str) -> str:
    """A sentence without some of its words."""
    return " ".join(sentence.replace(span, " ").split())


def spans(row: dict) -> list[str]:
    """The skills named in a job-posting sentence."""
    found: list[str] = []
    for layer in ("skill", "knowledge"):
        current: list[str] = []
        for token, mark in [*zip(row["tokens"], row[layer], strict=True), ("", "O")]:
            if mark[0] != "I" and current:
                found.append(" ".join(current))
                current = []
            if mark[0] in "BI":
                current.append(token)
    return found
