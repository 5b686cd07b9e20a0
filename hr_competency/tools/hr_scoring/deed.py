"""How a text speaks, whatever it is about: a deed of one's own, or a claim, a wish, a failure, someone else's deed …

A linear classifier over hashed words, word pairs and triples, characters, the patterns of :mod:`.context`, the words'
vectors and, where there is one, the encoder's vector. All but the last are sums over clauses, so that a clause, a
sentence and a whole text are judged by the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .context import only_others
from .features import pooled, window_bags, window_context, window_vectors
from .profiles import TextProfile

CLASSES = ("deed", "claim", "wish", "negated", "other_person", "hypothetical", "stuffing")
# The logarithm of the chance that a deed is one's own where only others are told of.
_NOT_ONES_OWN = -4.0
SCALE = {"style": 5.0, "context": 0.5, "bags": 2.0, "vectors": 5.0}


@dataclass(frozen=True, slots=True)
class DeedModel:
    """Weights for each :data:`CLASSES`; ``vectors`` is empty in the variant without an encoder.

    ``style`` is classes × n-grams, so that the weights of a text's n-grams are taken class by class; the others are
    features × classes.
    """

    style: np.ndarray
    context: np.ndarray
    bags: np.ndarray
    vectors: np.ndarray
    offset: np.ndarray

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray], prefix: str = "") -> DeedModel:
        """From arrays as they are stored, all of them features × classes."""
        style, *others = (arrays[f"{prefix}{part}"] for part in ("style", "context", "bags", "vectors", "offset"))
        return cls(np.ascontiguousarray(style.T, dtype=np.float32), *others)

    @property
    def needs_vectors(self) -> bool:
        """Whether this is the variant for texts that are encoded."""
        return bool(self.vectors.size)

    def unit_style(self, text: TextProfile) -> np.ndarray:
        """For each unit the sum of the weights of its n-grams, and last how many there are."""
        sizes = text.words.told
        found = np.take(self.style, text.words.style, axis=1).astype(np.float64)
        return np.column_stack([np.add.reduceat(found, np.cumsum(sizes) - sizes, axis=1).T, sizes])

    def judge(self, text: TextProfile) -> np.ndarray:
        """:return: windows × :data:`CLASSES`, log probabilities"""
        told = _log_softmax(self.scores(text))
        # numbers and results sound like a deed so strongly that no weight on who did it would do
        others = only_others(text.counts, text.windows)
        told[others, CLASSES.index("other_person")] = np.maximum(told[others, 0], told[others, CLASSES.index("other_person")])
        told[others, 0] = np.minimum(told[others, 0], _NOT_ONES_OWN)
        return np.round(_log_softmax(told), 4)

    def scores(self, text: TextProfile) -> np.ndarray:
        """What the weights add up to: windows × classes; × 1 where there are two, of which one is the rest."""
        styles = pooled(self.unit_style(text), text.windows)
        scores = SCALE["style"] * styles[:, :-1] / np.sqrt(np.maximum(styles[:, -1:], 1.0))
        scores = scores + window_context(text) @ self.context
        scores = scores + window_bags(text) @ self.bags + self.offset
        if self.needs_vectors:
            scores = scores + window_vectors(text) @ self.vectors
        return scores

    def judge_units(self, text: TextProfile) -> np.ndarray:
        """:return: for each unit how much it speaks of a deed rather than anything else, by its words alone"""
        styles = self.unit_style(text)
        scores = SCALE["style"] * styles[:, :-1] / np.sqrt(np.maximum(styles[:, -1:], 1.0)) + self.offset
        return _log_softmax(scores)[:, 0]


def _log_softmax(scores: np.ndarray) -> np.ndarray:
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
