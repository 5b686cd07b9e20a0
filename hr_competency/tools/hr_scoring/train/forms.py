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
from ..profiles import unit_rows
from . import fit

# How many directions, and what keeps rare ones from counting too much (a multiple of the mean variance).
_RANK, _RIDGE = 48, 10.0
# How much of what a competency's pairs have in common is taken away.
_COMMON = 0.25


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


def learn(shown: Shown) -> Form:
    """The form by which texts are nearest to their own statements."""
    sides = [_Side.of(vectors, shown) for vectors in (shown.texts, shown.statements)]
    left, right = (side.whitened(shown.weights) for side in sides)
    both = (sides[0].rows * shown.weights[:, None]).T @ sides[1].rows / shown.weights.sum()
    turned, strengths, back = np.linalg.svd(left @ both @ right)
    roots = np.sqrt(strengths[:_RANK])
    return Form(*sides[0].placed(left @ turned[:, :_RANK] * roots), *sides[1].placed(right @ back[:_RANK].T * roots))


@dataclass(frozen=True, slots=True)
class _Side:
    """Vectors of one side without what their language and part of what their competency has in common; and the mean of each
    language."""

    rows: np.ndarray
    means: np.ndarray

    @classmethod
    def of(cls, vectors: np.ndarray, shown: Shown) -> _Side:
        rows = vectors.astype(np.float64)
        _languages, place = np.unique(shown.languages, return_inverse=True)
        means = _means(rows, shown.weights, place)
        rows = rows - means[place]
        own = np.unique(np.char.add(np.char.add(shown.groups.astype(str), " "), shown.languages.astype(str)), return_inverse=True)[1]
        return cls(rows - _COMMON * _means(rows, shown.weights, own)[own], means)

    def whitened(self, weights: np.ndarray) -> np.ndarray:
        """The inverse root of the covariance."""
        covariance = (self.rows * weights[:, None]).T @ self.rows / weights.sum()
        size = len(covariance)
        values, directions = np.linalg.eigh(covariance + _RIDGE * np.trace(covariance) / size * np.eye(size))
        return directions / np.sqrt(values) @ directions.T

    def placed(self, matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The matrix without the way from one language to the other, and where the middle of both lies."""
        if len(self.means) > 1:
            between = unit_rows((self.means[1] - self.means[0])[None])
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
