"""The tasks of :mod:`quality`: pairs to judge, and the measures of the answers.

A measure takes the answers and the rows of ``groups`` that count (with repetition: the bootstrap draws them).
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import measures
import numpy as np

from hr_scoring.finder import Pair
from hr_scoring.text import tokens
from hr_scoring.train.material import measured_occupations, occupations

_SEED = 11
_OFF_TOPIC = 2


def rows(folder: Path, name: str) -> list[dict]:
    """The rows of a labelled set."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _scores(answers, places) -> np.ndarray:
    return np.array([answers[at].probability for at in places])


class Evidence:
    """Interview answers and CV lines against a behavioural indicator: does the text show it? Each text is also asked
    about two indicators it was not written for."""

    def __init__(self, folder: Path):
        told = [row for row in rows(folder, "hr_evidence_dev") if row["label"] != 0.5]
        draw = np.random.default_rng(_SEED)
        asked = {lang: sorted({row["indicator"] for row in told if row["lang"][:2] == lang}) for lang in ("en", "zh")}
        self.pairs, self.kinds, self.groups, self.quotes = [], [], [], []
        for row in told:
            self._add(row["indicator"], row, row["kind"])
            others = [one for one in asked[row["lang"][:2]] if one != row["indicator"]]
            for at in draw.choice(len(others), _OFF_TOPIC, replace=False):
                self._add(others[at], row, "other")
        self.labels = np.isin(self.kinds, ("explicit", "implicit")).astype(int)

    def _add(self, statement: str, row: dict, kind: str) -> None:
        self.pairs.append(Pair(statement, row["text"], source=row["source"]))
        self.kinds.append(kind)
        self.groups.append(row["indicator"])
        self.quotes.append(row["quote"] if kind != "other" else "")

    def describe(self) -> str:
        """What is measured on how much."""
        return f"{len(set(self.groups))} indicators, {len(self.pairs)} pairs, {self.labels.sum()} of them show the behaviour"

    def _of(self, answers, places, keep) -> tuple[np.ndarray, np.ndarray]:
        places = [at for at in places if keep(self.kinds[at])]
        return _scores(answers, places), self.labels[places]

    def mixed_auc(self, answers, places) -> float:
        """Against hard negatives and texts about something else."""
        return measures.auc(*self._of(answers, places, lambda kind: True))

    def hard_auc(self, answers, places) -> float:
        """Against hard negatives only."""
        return measures.auc(*self._of(answers, places, lambda kind: kind != "other"))

    def implicit_auc(self, answers, places) -> float:
        """Implicit evidence against hard negatives."""
        return measures.auc(*self._of(answers, places, lambda kind: kind not in ("other", "explicit")))

    def quote_f1(self, answers, places) -> float:
        """Overlap of our quote with the one a person marked."""
        shown = [at for at in places if self.labels[at]]
        return float(np.mean([measures.token_f1(answers[at].quote, self.quotes[at]) for at in shown]))

    def calibration_error(self, answers, places) -> float:
        """Over all pairs."""
        return measures.calibration_error(_scores(answers, places), self.labels[places])


class Argument:
    """Does an argument express a key point? Topics that were not trained on."""

    def __init__(self, folder: Path):
        self.rows = rows(folder, "argkp_en_dev")
        self.pairs = [Pair(row["statement"], row["text"]) for row in self.rows]
        self.labels = np.array([row["label"] for row in self.rows])
        self.groups = [row["argument"] for row in self.rows]

    def describe(self) -> str:
        """What is measured on how much."""
        return f"{len({row['topic'] for row in self.rows})} topics, {len(self.pairs)} pairs"

    def _topics(self, places) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at in places:
            found.setdefault(self.rows[at]["topic"], []).append(at)
        return found

    def auc(self, answers, places) -> float:
        """Over all pairs."""
        return measures.auc(_scores(answers, places), self.labels[places])

    def map_strict(self, answers, places) -> float:
        """Mean over topics of the average precision of each argument's best key point, the surer half."""
        return float(np.mean([self._precision(answers, own) for own in self._topics(places).values()]))

    def _precision(self, answers, places) -> float:
        best: dict[str, tuple[float, int]] = {}
        for at in places:
            answer = (answers[at].probability, -at)
            best[self.rows[at]["argument"]] = max(best.get(self.rows[at]["argument"], answer), answer)
        ranked = sorted(best.values(), reverse=True)
        return measures.average_precision(np.array([self.labels[-at] for _score, at in ranked[: len(ranked) // 2]]))

    def calibration_error(self, answers, places) -> float:
        """Over all pairs."""
        return measures.calibration_error(_scores(answers, places), self.labels[places])


class Ranking:
    """Texts, each with all candidates; the right ones should come first. ``groups`` are the texts."""

    def __init__(self, texts: list[str], candidates: list[tuple], right: list[set[int]]):
        self.texts, self.candidates, self.right = texts, candidates, right
        self.pairs = [Pair(statement, text, examples) for text in texts for statement, examples in candidates]
        self.groups = list(range(len(texts)))

    def describe(self) -> str:
        """What is measured on how much."""
        return f"{len(self.texts)} texts, {len(self.candidates)} candidates"

    def _best(self, answers, text: int, count: int) -> list[int]:
        size = len(self.candidates)
        scores = _scores(answers, range(text * size, (text + 1) * size))
        return np.argsort(-scores, kind="stable")[:count].tolist()

    def accuracy_at_10(self, answers, places) -> float:
        """How often a right one is among the first ten."""
        return float(np.mean([bool(self.right[text] & set(self._best(answers, text, 10))) for text in places]))

    def recall_at_10(self, answers, places) -> float:
        """Which part of the right ones is among the first ten."""
        return float(np.mean([len(self.right[text] & set(self._best(answers, text, 10))) / len(self.right[text]) for text in places]))

    def rp_at_5(self, answers, places) -> float:
        """Right ones among the first five, out of what is possible."""
        return float(
            np.mean([len(self.right[text] & set(self._best(answers, text, 5))) / min(5, len(self.right[text])) for text in places])
        )


def duty(folder: Path, count: int = 150) -> Ranking:
    """Which occupation has this duty? Each has example duties; no word of the occupation's name is in the duty."""
    by_name, names = occupations(folder), measured_occupations(folder)
    asked = [(number, by_name[name][-1]) for number, name in enumerate(names) if not set(tokens(name)) & set(tokens(by_name[name][-1]))]
    asked = asked[:count]
    return Ranking([text for _number, text in asked], [(name, tuple(by_name[name][:-1])) for name in names], [{n} for n, _text in asked])


def skill(folder: Path) -> Ranking:
    """Which skills does a posting's sentence name? The skills of all sentences are candidates, in their base form."""
    return _skills(folder, lambda sentence, span: sentence)


def skill_implicit(folder: Path) -> Ranking:
    """The same where the skill's words are cut out of the sentence: what is around them must tell."""
    return _skills(folder, lambda sentence, span: sentence.replace(span, "…"))


def posting(folder: Path) -> Ranking:
    """Which skills does a posting's sentence ask for? Sentences and names as taxonomies have them, written for this project;
    counted are the names that nothing was learned about, all names are candidates."""
    return _postings(lambda one: True)


def posting_implicit(folder: Path) -> Ranking:
    """The same where the sentence does not say the name."""
    return _postings(lambda one: not one.said)


def _postings(asked) -> Ranking:
    from hr_scoring.train.skills import is_kept_out, postings

    written = [one for one in postings() if one.lang == "en"]
    names = sorted({name for one in written for name in one.skills})
    place = {name: number for number, name in enumerate(names)}
    told = [(one.text, {place[name] for name in one.skills if is_kept_out(name)}) for one in written if asked(one)]
    told = [(text, right) for text, right in told if right]
    return Ranking([text for text, _right in told], [(name, ()) for name in names], [right for _text, right in told])


def _skills(folder: Path, shown, count: int = 400) -> Ranking:
    from hr_scoring.train.material import is_measured, spans

    told = [(" ".join(row["tokens"]), [span for span in spans(row) if len(span.split()) > 1]) for row in rows(folder, "skillspan_en_train")]
    told = [(sentence, own) for sentence, own in told if own and len(sentence.split()) > 12 and is_measured(own[0])]
    draw = np.random.default_rng(_SEED)
    told = [told[at] for at in draw.choice(len(told), min(count, len(told)), replace=False)]
    names = sorted({own[0] for _sentence, own in told})
    place = {name: number for number, name in enumerate(names)}
    return Ranking(
        [shown(sentence, own[0]) for sentence, own in told],
        [(name, ()) for name in names],
        [{place[own[0]]} for _sentence, own in told],
    )


TASKS = {"evidence": Evidence, "argument": Argument, "duty": duty, "skill": skill, "skill_implicit": skill_implicit}
TASKS |= {"posting": posting, "posting_implicit": posting_implicit}
