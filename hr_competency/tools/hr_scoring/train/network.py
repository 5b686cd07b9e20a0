"""Learning what corrects the judge of answers (:class:`..grade_judge.Network`), by gradient descent on what a regression leaves.

Several networks are learned from different beginnings, and their mean counts: as one, side by side. What they find is believed in
part only, because real wrong answers are mostly not so near to the model answer as the written ones (an eighth of SemEval: .784 where
it is believed wholly, .789 as it is, .792 without; answers of writers left out, the judge alone: .684 wholly, .677 by half, .666 without).
"""

from __future__ import annotations

import numpy as np

_UNITS, _ROUNDS, _BATCH = 64, 12, 256
_STEP, _DECAY, _DROPPED = 2e-3, 0.02, 0.2
_BEGINNINGS = (0, 1)
_BELIEVED = 0.6
# The usual memory of Adam, for slopes and for their squares.
_MEMORY, _LONG_MEMORY = 0.9, 0.999


def learned(values: np.ndarray, wanted: np.ndarray, weights: np.ndarray) -> dict[str, np.ndarray]:
    """Learn corrections.

    :param values: a row of standardised features for each answer
    :param wanted: what is to be added to what the regression says
    :param weights: how much each row counts
    :return: the arrays of a network: ``inner``, ``bias``, ``outer`` and ``last``
    """
    rows = values.astype(np.float32), wanted.astype(np.float32), (weights / weights.mean()).astype(np.float32)
    found = [_Descent(seed, values.shape[1]).run(*rows) for seed in _BEGINNINGS]
    share = _BELIEVED / len(found)
    return {
        "inner": np.concatenate([each[0] for each in found], axis=1),
        "bias": np.concatenate([each[1] for each in found]),
        "outer": np.concatenate([each[2] for each in found]) * share,
        "last": sum(each[3] for each in found) * share,
    }


class _Descent:
    """One network, from one beginning."""

    def __init__(self, seed: int, columns: int):
        self._draw = np.random.default_rng(seed)
        sizes = ((columns, _UNITS), _UNITS), ((_UNITS,), 1)
        (inner, bias), (outer, last) = ((self._begun(shape), np.zeros(count, np.float32)) for shape, count in sizes)
        self._arrays = [inner, bias, outer, last]
        self._slopes = [np.zeros_like(array) for array in self._arrays]
        self._squares = [np.zeros_like(array) for array in self._arrays]

    def _begun(self, shape: tuple[int, ...]) -> np.ndarray:
        return (self._draw.normal(size=shape) / np.sqrt(shape[0])).astype(np.float32)

    def run(self, values: np.ndarray, wanted: np.ndarray, weights: np.ndarray) -> list[np.ndarray]:
        """:return: the arrays, after all rounds; steps get smaller until the last one"""
        places, size = np.arange(len(values)), min(_BATCH, len(values))
        total = _ROUNDS * (len(values) // size)
        for number in range(total):
            if (start := number * size % (len(values) // size * size)) == 0:
                self._draw.shuffle(places)
            chosen = places[start : start + size]
            self._move(self._gradient(values[chosen], wanted[chosen], weights[chosen]), number + 1, _STEP * (1.0 - number / total))
        return self._arrays

    def _gradient(self, values: np.ndarray, wanted: np.ndarray, weights: np.ndarray) -> list[np.ndarray]:
        inner, bias, outer, last = self._arrays
        told = values @ inner + bias
        kept = (self._draw.random(told.shape) > _DROPPED).astype(np.float32) / (1.0 - _DROPPED)
        active = np.maximum(told, 0.0) * kept
        missed = (active @ outer + last - wanted) * weights / len(values)
        back = missed[:, None] * outer * kept * (told > 0)
        return [values.T @ back, back.sum(0), active.T @ missed, missed.sum(keepdims=True)]

    def _move(self, gradient: list[np.ndarray], number: int, step: float) -> None:
        """A step of Adam; weights, but no offsets, shrink a little."""
        for at, slope in enumerate(gradient):
            self._slopes[at] += (1.0 - _MEMORY) * (slope - self._slopes[at])
            self._squares[at] += (1.0 - _LONG_MEMORY) * (slope**2 - self._squares[at])
            spread = np.sqrt(self._squares[at] / (1.0 - _LONG_MEMORY**number)) + 1e-8
            shrunk = _DECAY * self._arrays[at] if at in (0, 2) else 0.0
            self._arrays[at] -= np.float32(step) * (self._slopes[at] / (1.0 - _MEMORY**number) / spread + shrunk)
