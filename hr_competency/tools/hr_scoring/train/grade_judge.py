"""Learning the judge of answers (:mod:`..grade_judge`): a part of ``python -m hr_scoring.train.grade``.

Ridge regression on what is found and how it is said, these two by two, and products of vectors; then a network (:mod:`.network`) on
what that leaves. Each part has a penalty of its own,
chosen with questions left out, on answers of writers left out. What written answers teach (wrong ones in the words of the model
answer, right ones in other words) counts little beside the teachers' grades: real wrong answers are mostly not so near.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..encoders import Encoder, vector_space
from ..grade import Grader
from ..grade_judge import JUDGED, LEXICAL_JUDGED, VECTOR_PARTS, judged_features, standardised, vector_parts
from ..grade_text import GradedText
from .network import learned
from .weighted import Weighted

# The penalty for a part's columns (each of variance 1), as a share of the weight of all rows.
_PLAIN, _PRODUCTS, _VECTORS = 0.02, 2.0, 1.5
_LEAST_SPREAD = 1e-3
# An answer to another question, the question itself, and a model answer count half as much as an answer that was graded (if nothing
# else is said); so does an answer that is held against full-mark answers instead of the model answer, of which there are so many at most.
_MADE = _BESIDE = 0.5
_SHOWN = 3
_FULL = 0.999
_SEED = 1
# So many columns are made at a time.
_BLOCK = 128


@dataclass(slots=True)
class Pairs(Weighted):
    """Model answers with answers to their question, and what these are worth."""

    vectors: list = field(default_factory=list)

    def add(self, question: GradedText, models: Sequence[GradedText], answer: GradedText, worth: float, group: str, weight: float):
        """An answer against each of some model answers, which count together once. One that says nothing teaches nothing."""
        for model in models if len(answer) else ():
            self.features.append(judged_features(question, model, answer))
            if answer.vectors is not None:
                self.vectors.append(vector_parts(question, model, answer).astype(np.float32).ravel())
            self.worth.append(worth)
            self.weights.append(weight / len(models))
            self.groups.append(group)


def answered(reader: Grader, questions: dict[str, list[dict]], others: int, elsewhere: float = _MADE) -> Pairs:
    """Graded answers, against the model answers and against full-mark ones; so many answers to other questions, and the question,
    for each question; and its model answers.

    :param questions: rows of labelled sets by question
    :param elsewhere: what an answer to another question, or the question, weighs
    """
    draw, found = random.Random(_SEED), Pairs()
    for group, rows in questions.items():
        question, *models = reader.read([rows[0]["question"], *rows[0]["references"]], trusted=True)
        for row, text in zip(rows, reader.read([row["answer"] for row in rows]), strict=True):
            found.add(question, models, text, row["score"], group, 1.0)
        _beside_full(found, reader, question, group, rows)
        foreign = [row["answer"] for key, own in questions.items() if key != group for row in own]
        for text in [*reader.read(draw.sample(foreign, min(others, len(foreign)))), question]:
            found.add(question, models, text, 0.0, group, elsewhere)
        for model in models:
            found.add(question, models, model, 1.0, group, _MADE)
    return found


def _beside_full(found: Pairs, reader: Grader, question: GradedText, group: str, rows: Sequence[dict]) -> None:
    """Graded answers against some full-mark ones: these are in the words of learners."""
    full = [row["answer"] for row in rows if row["score"] >= _FULL]
    chosen = random.Random(group).sample(full, min(_SHOWN, len(full)))
    shown = list(zip(chosen, reader.read(chosen, trusted=True), strict=True))
    for row, text in zip(rows, reader.read([row["answer"] for row in rows]), strict=True):
        others = [model for said, model in shown if said != row["answer"] and len(model)]
        found.add(question, others, text, row["score"], group, _BESIDE)


def argued(reader: Grader, arguments: Sequence[dict]) -> Pairs:
    """Arguments against key points that they express, or do not."""
    found = Pairs()
    for row in arguments:
        topic, point = reader.read([row["topic"], row["statement"]], trusted=True)
        (text,) = reader.read([row["text"]])
        found.add(topic, [point], text, float(row["label"]), row["topic"], 1.0)
    return found


class Learner:
    """The sums of squares of all material, from which those of what is left out are taken."""

    def __init__(self, found: Pairs, encoder: Encoder | None):
        self._space = vector_space(encoder) if encoder is not None else ""
        self._groups = np.array(found.groups)
        self._worth, self._weights = np.array(found.worth), np.array(found.weights)
        features = np.array(found.features)
        vectors = np.array(found.vectors) if found.vectors else np.zeros((len(features), len(VECTOR_PARTS)), np.float32)
        self._lexical = _Design(features, [JUDGED.index(name) for name in LEXICAL_JUDGED], vectors[:, :0], self._worth, self._weights)
        self._meaning = _Design(features, list(range(len(JUDGED))), vectors, self._worth, self._weights)

    def judges(self, left_out: Collection[str] = ()) -> dict[str, np.ndarray]:
        """:param left_out: questions that they must not see
        :return: what :meth:`..grade_judge.Judges.of` reads"""
        unseen = np.flatnonzero(np.isin(self._groups, list(left_out)))
        return {
            "encoder": np.array(self._space),
            **{f"lexical_{part}": array for part, array in self._lexical.solved(unseen).items()},
            **{f"meaning_{part}": array for part, array in self._meaning.solved(unseen).items()},
        }


class _Design:
    """The columns of one judge, standardised, and their sums."""

    def __init__(self, features: np.ndarray, columns: list[int], vectors: np.ndarray, worth: np.ndarray, weights: np.ndarray):
        self._count = len(columns)
        values = features[:, columns]
        self._centre, self._scale = values.mean(0), np.maximum(values.std(0), _LEAST_SPREAD)
        self._upper = np.triu_indices(self._count)
        self._total, self._middle, self._root = weights.sum(), np.average(worth, weights=weights), np.sqrt(weights)
        self._wanted = ((worth - self._middle) * self._root).astype(np.float32)
        self._weights, self._plain = weights, standardised(values, self._centre, self._scale)
        self._take(vectors)
        self._sums = self._of(slice(None))
        penalties = [_PLAIN] * self._count + [_PRODUCTS] * len(self._upper[0]) + [_VECTORS] * vectors.shape[1]
        self._penalty = np.diag(np.array(penalties) * self._total)

    def _take(self, vectors: np.ndarray) -> None:
        """Standardise some columns at a time: all of them in double precision would need several times the memory of the result."""
        size = self._count + len(self._upper[0]) + vectors.shape[1]
        self._mean, self._spread = np.zeros(size), np.zeros(size)
        self._rows = np.empty((len(self._plain), size), dtype=np.float32)
        start, weights = 0, self._weights
        for block in self._blocks(self._plain, vectors):
            place = slice(start, start := start + block.shape[1])
            mean = np.average(block, axis=0, weights=weights)
            spread = np.sqrt(np.maximum(np.average(block**2, axis=0, weights=weights) - mean**2, 1e-9))
            self._mean[place], self._spread[place] = mean, spread
            self._rows[:, place] = (block - mean) / spread * self._root[:, None]

    def _blocks(self, plain: np.ndarray, vectors: np.ndarray) -> Iterator[np.ndarray]:
        """The columns themselves, these two by two, and those of vectors."""
        first, second = self._upper
        yield plain
        for at in range(0, len(first), _BLOCK):
            yield plain[:, first[at : at + _BLOCK]] * plain[:, second[at : at + _BLOCK]]
        for at in range(0, vectors.shape[1], _BLOCK):
            yield vectors[:, at : at + _BLOCK].astype(np.float64)

    def _of(self, places: np.ndarray | slice) -> tuple[np.ndarray, np.ndarray]:
        rows = self._rows[places]
        return (rows.T @ rows).astype(np.float64), (rows.T @ self._wanted[places]).astype(np.float64)

    def solved(self, unseen: np.ndarray) -> dict[str, np.ndarray]:
        """The weights of a judge that has not seen some rows."""
        squares, products = (whole - part for whole, part in zip(self._sums, self._of(unseen), strict=True))
        scaled = np.linalg.solve(squares + self._penalty, products)
        slopes = scaled / self._spread
        matrix = np.zeros((self._count, self._count))
        pairs = self._count + len(self._upper[0])
        matrix[self._upper] = slopes[self._count : pairs]
        arrays = {
            "centre": self._centre,
            "scale": self._scale,
            "weights": slopes[: self._count],
            "products": matrix,
            "vectors": slopes[pairs:].reshape(len(VECTOR_PARTS), -1) if len(slopes) > pairs else np.zeros((0, 0)),
            "offset": self._middle - self._mean @ slopes,
            **self._corrections(scaled, unseen),
        }
        return {name: np.asarray(value, dtype=np.float32) for name, value in arrays.items()}

    def _corrections(self, scaled: np.ndarray, unseen: np.ndarray) -> dict[str, np.ndarray]:
        """A network for what the regression leaves."""
        seen = np.setdiff1d(np.arange(len(self._rows)), unseen)
        left = (self._wanted - self._rows @ scaled.astype(np.float32)) / self._root
        return learned(self._plain[seen], left[seen], self._weights[seen])
