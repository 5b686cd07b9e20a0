"""Learning forms: what to multiply two sentence vectors with so that their product tells which belong together.

An encoder puts near to each other what is about the same things. What a deed implies, or which skill a sentence of a
posting asks for, is about other things; some of it can be learned from pairs, and holds for pairs of other competencies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ..features import Form
from . import fit

_RANK, _EPOCHS, _BATCH, _LEAST = 48, 6, 256, 32
# The sharpness of the choice among the statements of a batch, and what keeps the form small.
_SHARPNESS, _DECAY, _RATE, _START = 10.0, 0.01, 0.002, 0.02
_MOMENTUM, _MEMORY = 0.9, 0.999


class _Matrix:
    """One half of a form, moved by Adam's rule."""

    def __init__(self, draw: np.random.Generator, size: int):
        self.value = draw.normal(size=(size, _RANK)) * _START
        self._mean, self._square, self._steps = np.zeros_like(self.value), np.zeros_like(self.value), 0

    def move(self, slope: np.ndarray) -> None:
        """One step down the slope."""
        slope = slope + _DECAY * self.value
        self._steps += 1
        self._mean += (1.0 - _MOMENTUM) * (slope - self._mean)
        self._square += (1.0 - _MEMORY) * (slope**2 - self._square)
        mean, square = self._mean / (1.0 - _MOMENTUM**self._steps), self._square / (1.0 - _MEMORY**self._steps)
        self.value -= _RATE * mean / (np.sqrt(square) + 1e-8)


def learn(texts: np.ndarray, statements: np.ndarray, own: Sequence[str], kinds: Sequence[str]) -> Form:
    """A form by which each text chooses its own statement among those of a batch, and each statement its text.

    :param texts: vectors, a row for each pair
    :param statements: likewise
    :param own: what names the statement of each pair; pairs of the same one are not held against each other
    :param kinds: only pairs of one kind (as a language) meet in a batch
    """
    draw = np.random.default_rng(fit.SEED)
    codes = np.unique(np.asarray(own), return_inverse=True)[1]
    left, right = _Matrix(draw, texts.shape[1]), _Matrix(draw, statements.shape[1])
    for batch in _batches(np.asarray(kinds), draw):
        text, statement = texts[batch].astype(np.float64), statements[batch].astype(np.float64)
        text_side, statement_side = text @ left.value, statement @ right.value
        slope = _slope(text @ statement.T + text_side @ statement_side.T, codes[batch])
        steps = text.T @ (slope @ statement_side), statement.T @ (slope.T @ text_side)
        left.move(steps[0])
        right.move(steps[1])
    return left.value.astype(np.float16), right.value.astype(np.float16)


def _batches(kinds: np.ndarray, draw: np.random.Generator) -> Iterator[np.ndarray]:
    for _ in range(_EPOCHS):
        batches = []
        for kind in np.unique(kinds):
            order = draw.permutation(np.flatnonzero(kinds == kind))
            batches += [order[at : at + _BATCH] for at in range(0, max(1, len(order) - _LEAST), _BATCH)]
        yield from (batches[at] for at in draw.permutation(len(batches)))


def _slope(near: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """How the loss (both ways' mean negative log likelihood) changes with each nearness."""
    scores = _SHARPNESS * near
    same = codes[:, None] == codes[None]
    np.fill_diagonal(same, False)
    scores[same] = -1e9
    chosen = np.exp(scores - scores.max(axis=1, keepdims=True))
    backwards = np.exp(scores - scores.max(axis=0))
    total = chosen / chosen.sum(axis=1, keepdims=True) + backwards / backwards.sum(axis=0) - 2.0 * np.eye(len(codes))
    return total * _SHARPNESS / (2.0 * len(codes))


def left_out(texts: np.ndarray, statements: np.ndarray, own: Sequence[str], kinds: Sequence[str], groups: Sequence[str]) -> dict[str, Form]:
    """For each group a form that was learned without it."""
    fold = fit.folds(groups)
    forms = []
    for number in range(fit.FOLDS):
        seen = np.flatnonzero(fold != number)
        forms.append(learn(texts[seen], statements[seen], [own[at] for at in seen], [kinds[at] for at in seen]))
    return {group: forms[number] for group, number in zip(groups, fold.tolist(), strict=True)}


def form_arrays(name: str, form: Form) -> dict[str, np.ndarray]:
    """A form as it is stored."""
    return {f"{name}.text": form[0], f"{name}.statement": form[1]}
