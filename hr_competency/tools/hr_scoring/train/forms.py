"""Learning forms (:class:`..forms.Form`): canonical correlation analysis of phrases and the behaviours that they show.

H. Hotelling, Relations between two sets of variates (1936): the directions of texts and of statements that go together most,
each weighted by the root of its correlation. It has a closed solution. A quarter of what the behaviours of a competency have in
common is taken away before, so that the directions tell neighbours apart and not only topics; and what tells the two languages
apart is taken out, because every pair is of one.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from ..forms import Form
from . import fit


@dataclass(frozen=True, slots=True)
class Manner:
    """How a form is learned: ``rank`` directions; ``ridge`` keeps rare ones from counting too much (a multiple of the mean
    variance); of what a group's pairs have in common the share ``common`` is taken away."""

    rank: int = 48
    ridge: float = 10.0
    common: float = 0.25


_PHRASES = Manner()


@dataclass(frozen=True, slots=True)
class Shown:
    """Texts and the statements that they show, a row for each pair; ``groups`` are competencies."""

    texts: np.ndarray
    statements: np.ndarray
    weights: np.ndarray
    languages: np.ndarray
    groups: np.ndarray

    def part(self, chosen: np.ndarray) -> Shown:
        """Some of the pairs."""
        return Shown(*(getattr(self, one.name)[chosen] for one in fields(self)))


def learn(shown: Shown, manner: Manner = _PHRASES) -> Form:
    """The form by which texts are nearest to their own statements."""
    sides = [_Side.of(vectors, shown, manner.common) for vectors in (shown.texts, shown.statements)]
    left, right = (side.whitened(shown.weights, manner.ridge) for side in sides)
    both = (sides[0].rows * shown.weights[:, None]).T @ sides[1].rows / shown.weights.sum()
    turned, strengths, back = np.linalg.svd(left @ both @ right)
    roots = np.sqrt(strengths[: manner.rank])
    placed = sides[0].placed(left @ turned[:, : manner.rank] * roots), sides[1].placed(right @ back[: manner.rank].T * roots)
    return Form(*placed[0], *placed[1])


@dataclass(frozen=True, slots=True)
class _Side:
    """Vectors of one side without what their language and part of what their competency has in common; and the mean of each
    language."""

    rows: np.ndarray
    means: np.ndarray

    @classmethod
    def of(cls, vectors: np.ndarray, shown: Shown, common: float) -> _Side:
        rows = vectors.astype(np.float64)
        _languages, place = np.unique(shown.languages, return_inverse=True)
        means = _means(rows, shown.weights, place)
        rows = rows - means[place]
        own = np.unique(np.char.add(np.char.add(shown.groups.astype(str), " "), shown.languages.astype(str)), return_inverse=True)[1]
        return cls(rows - common * _means(rows, shown.weights, own)[own], means)

    def whitened(self, weights: np.ndarray, ridge: float) -> np.ndarray:
        """The inverse root of the covariance."""
        covariance = (self.rows * weights[:, None]).T @ self.rows / weights.sum()
        size = len(covariance)
        values, directions = np.linalg.eigh(covariance + ridge * np.trace(covariance) / size * np.eye(size))
        return directions / np.sqrt(values) @ directions.T

    def placed(self, matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The matrix without the ways from one language to the others, and where the middle of all lies."""
        if len(self.means) > 1:
            between = np.linalg.qr((self.means[1:] - self.means[0]).T)[0].T
            matrix = matrix - between.T @ (between @ matrix)
        matrix = matrix.astype(np.float16)
        return matrix, self.means.mean(axis=0) @ matrix.astype(np.float64)


def _means(rows: np.ndarray, weights: np.ndarray, place: np.ndarray) -> np.ndarray:
    """The weighted mean of the rows at each place."""
    total = np.zeros((place.max() + 1, rows.shape[1]))
    np.add.at(total, place, rows * weights[:, None])
    return total / np.bincount(place, weights)[:, None]


def left_out(shown: Shown) -> dict[str, Form]:
    """For each group a form that was learned without it."""
    fold = fit.folds(shown.groups.tolist())
    forms = [learn(shown.part(fold != number)) for number in range(fit.FOLDS)]
    return {group: forms[number] for group, number in zip(shown.groups.tolist(), fold.tolist(), strict=True)}


def form_arrays(name: str, form: Form) -> dict[str, np.ndarray]:
    """A form as it is stored."""
    return {f"{name}.{one.name}": getattr(form, one.name) for one in fields(form)}
