"""Learning whether a text says a proposition, from arguments and key points.

Ridge regression: with some thousand columns it takes one matrix for each fold, and its ranking on topics left out is that
of a logistic one. Each part has a penalty of its own; they were chosen by the topics of ArgKP left out, seven ways.

Beside all pairs it learns from how the key points of one argument differ, where it expresses some of them: which topics are easy and
which arguments say anything does not help to choose among its key points.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from ..features import window_vectors
from ..saying import VECTOR_PARTS, Saying, products, saying_features, standardised
from .pairs import Reader

# The penalty for a part's columns (each of variance 1), as a share of the number of rows.
_NEAR, _PRODUCTS = 0.01, 1.0
_VECTORS = {"text": 2.0, "text_square": 1.5, "statement": 5.0, "statement_square": 1.5, "about": 1.5, "said": 1.5}
_ROWS = 2_000
# How much telling the key points of one argument apart counts beside telling all pairs apart.
_CHOICE = 1.0


def learn(
    near: np.ndarray,
    vectors: Sequence[np.ndarray] | None,
    labels: np.ndarray,
    fold: np.ndarray,
    argument: np.ndarray,
    weights: np.ndarray,
) -> tuple[Saying, np.ndarray]:
    """The model of one variant.

    :param near: rows of :func:`..saying.saying_features`, those with an encoder
    :param vectors: those of each row's text, statement, and its parts, or none for the variant without an encoder
    :param fold: the part of the material that each row belongs to, whole topics and writers
    :param argument: the number of the argument of each row; its rows are below each other
    :return: the model, calibrated on parts left out, and the logits of each row by one that has not seen its part
    """
    columns = [saying_features(True).index(name) for name in saying_features(vectors is not None)]
    design = _Design(near[:, columns], vectors, weights)
    rows = {number: np.flatnonzero(fold == number) for number in np.unique(fold).tolist()}
    sums = {number: design.sums(own, labels, argument, weights) for number, own in rows.items()}
    left_out = np.zeros(len(labels))
    for number, own in rows.items():
        seen = [sum(parts) for parts in zip(*(one for at, one in sums.items() if at != number), strict=True)]
        left_out[own] = design.predict(own, *design.solve(*seen))
    slopes, offset = design.solve(*(sum(parts) for parts in zip(*sums.values(), strict=True)))
    platt = LogisticRegression(C=1e6).fit(left_out[:, None], labels, weights)
    slope, shift = platt.coef_[0, 0], platt.intercept_[0]
    return design.model(slopes * slope, offset * slope + shift), left_out * slope + shift


def arrays(name: str, model: Saying) -> dict[str, np.ndarray]:
    """A model as it is stored."""
    return {f"{name}_{part}": np.asarray(getattr(model, part), dtype=np.float32) for part in Saying.__slots__}


def pair_vectors(reader: Reader, rows: Sequence[dict]) -> tuple[np.ndarray, ...]:
    """The vectors of each row's text, of its statement, what that is about and what it says: their parts are known."""
    texts = np.concatenate([window_vectors(reader.text(row["text"])) for row in rows])
    told = [(one, *one.parts) for one in (reader.statement(row["statement"]) for row in rows)]
    return texts, *(np.concatenate([one.vectors for one in column]).astype(np.float64) for column in zip(*told, strict=True))


class _Design:
    """The columns of the regression, made for some rows at a time: all of them would take a gigabyte."""

    def __init__(self, near: np.ndarray, vectors: Sequence[np.ndarray] | None, weights: np.ndarray):
        self.centre, self.scale = near.mean(axis=0), np.maximum(near.std(axis=0), 1e-3)
        self._near, self._vectors = near, vectors
        self._mean = self._spread = None
        everything = np.arange(len(near))
        total = weights.sum()
        mean = sum(weights[rows] @ self._columns(rows) for rows in self._parts(everything)) / total
        square = sum(weights[rows] @ self._columns(rows) ** 2 for rows in self._parts(everything)) / total
        self._mean, self._spread = mean, np.sqrt(np.maximum(square - mean**2, 1e-9)) * np.sqrt(self._penalties())

    def _parts(self, rows: np.ndarray) -> list[np.ndarray]:
        return [rows[at : at + _ROWS] for at in range(0, len(rows), _ROWS)]

    def _columns(self, rows: np.ndarray) -> np.ndarray:
        plain = standardised(self._near[rows], self.centre, self.scale)
        columns = [plain, products(plain)]
        if self._vectors is not None:
            text, statement, about, said = (each[rows].astype(np.float64) for each in self._vectors)
            columns += [text, text**2, statement, statement**2, text * about, text * said]
        found = np.concatenate(columns, axis=1)
        return found if self._mean is None else (found - self._mean) / self._spread

    def _penalties(self) -> np.ndarray:
        size = self._near.shape[1]
        near, pairs = np.full(size, _NEAR), np.full(size * (size + 1) // 2, _PRODUCTS)
        if self._vectors is None:
            return np.concatenate([near, pairs])
        return np.concatenate([near, pairs, np.repeat([_VECTORS[part] for part in VECTOR_PARTS], self._vectors[0].shape[1])])

    def sums(self, rows: np.ndarray, labels: np.ndarray, argument: np.ndarray, weights: np.ndarray) -> tuple:
        """What the regression needs to know of some rows; sums of it are what it needs of all of them."""
        size = self._spread.shape[0]
        square, column, with_label = np.zeros((size, size)), np.zeros(size), np.zeros(size)
        within, within_label, chosen = np.zeros((size, size)), np.zeros(size), 0.0
        for part in self._parts(rows):
            values, weight, label = self._columns(part), weights[part], labels[part]
            weighted = values * weight[:, None]
            square += values.T @ weighted
            column += weighted.sum(axis=0)
            with_label += weighted.T @ label
            apart, label, kept = _apart(values, label, argument[part])
            within += apart.T @ (apart * weight[kept, None])
            within_label += apart.T @ (weight[kept] * label)
            chosen += weight[kept].sum()
        return square, column, with_label, weights[rows].sum(), float(weights[rows] @ labels[rows]), within, within_label, chosen

    def solve(self, square, column, with_label, total, positive, within, within_label, chosen) -> tuple[np.ndarray, float]:
        """Slopes and offset from :meth:`sums`."""
        mean, share = column / total, positive / total
        covariance = square / total - np.outer(mean, mean) + _CHOICE * within / total
        covariance += (1.0 + _CHOICE * chosen / total) * np.eye(len(mean))
        slopes = np.linalg.solve(covariance, with_label / total - mean * share + _CHOICE * within_label / total)
        return slopes, share - float(mean @ slopes)

    def predict(self, rows: np.ndarray, slopes: np.ndarray, offset: float) -> np.ndarray:
        """What the regression says of some rows."""
        return np.concatenate([self._columns(part) @ slopes for part in self._parts(rows)]) + offset

    def model(self, slopes: np.ndarray, offset: float) -> Saying:
        """The regression as the engine runs it."""
        slopes = slopes / self._spread
        size = len(self.centre)
        own, pairs, of_vectors = np.split(slopes, [size, size + size * (size + 1) // 2])
        matrix = np.zeros((size, size))
        matrix[np.triu_indices(size)] = pairs
        vectors = of_vectors.reshape(len(VECTOR_PARTS), -1) if len(of_vectors) else np.zeros((0, 0))
        return Saying(self.centre, self.scale, own, matrix, vectors, np.array(offset - self._mean @ slopes))


def _apart(values: np.ndarray, labels: np.ndarray, argument: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How the rows of an argument differ from their mean, for arguments that express something; and which rows these are."""
    starts = np.flatnonzero(np.r_[True, argument[1:] != argument[:-1]])
    sizes = np.diff([*starts, len(argument)])
    expresses = np.repeat(np.maximum.reduceat(labels, starts) > 0, sizes)
    mean = np.repeat(np.add.reduceat(values, starts, axis=0) / sizes[:, None], sizes, axis=0)
    share = np.repeat(np.add.reduceat(labels, starts) / sizes, sizes)
    return (values - mean)[expresses], (labels - share)[expresses], expresses
