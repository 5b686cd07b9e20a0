"""Whether a text says a proposition: more than how near the two are.

Nearness alone does not tell, because statements on one topic are all near to a text on it. Three things are summed:

* how near they are (:mod:`.features`), word by word, rare words counting more;
* these numbers two by two: a missing word says more where the vectors are near, and less in a long text;
* with the encoder that the model was trained with, what the text's vector ``t`` and the statement's ``s`` are themselves:
  ``a·t + b·t² + c·s + d·s² + e·(t∘s)``, dimension by dimension. So some directions count more than others when texts are
  compared, and some texts (mere opinions) say nothing, whatever they are held against.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from .features import ENCODED, POINT, RARE, SIZES, STATEMENT, window_vectors
from .profiles import Block, TextProfile

# No single number may decide alone; their products least of all.
FARTHEST = 4.0
# The five parts of the comparison of vectors, each with a weight for each dimension.
VECTOR_PARTS = ("text", "text_square", "statement", "statement_square", "both")


@dataclass(frozen=True, slots=True)
class Saying:
    """The weights. ``products`` is a matrix, of which the upper triangle is used; ``vectors`` has a row for each of
    :data:`VECTOR_PARTS`, and none where there is no encoder."""

    centre: np.ndarray
    scale: np.ndarray
    weights: np.ndarray
    products: np.ndarray
    vectors: np.ndarray
    offset: np.ndarray

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray], name: str) -> Saying:
        """From the arrays of the model's file."""
        return cls(*(arrays[f"{name}_{part}"].astype(np.float64) for part in cls.__slots__))

    def __call__(self, near: np.ndarray, text: TextProfile, block: Block) -> np.ndarray:
        """Logits, windows × statements.

        :param near: windows × statements × :func:`saying_features`
        """
        plain = standardised(near, self.centre, self.scale)
        logits = self.offset + plain @ self.weights + ((plain @ self.products) * plain).sum(axis=-1)
        if len(self.vectors):
            logits = logits + self._compared(window_vectors(text), block.vectors[block.statement])
        return logits

    def _compared(self, texts: np.ndarray, statements: np.ndarray) -> np.ndarray:
        text, text_square, statement, statement_square, both = self.vectors
        of_text = texts @ text + texts**2 @ text_square
        of_statement = statements @ statement + statements**2 @ statement_square
        # the last bits of a product of matrices depend on how many rows they have
        return np.round(of_text[:, None] + of_statement + (texts * both) @ statements.T, 6)


def saying_features(encoded: bool) -> tuple[str, ...]:
    """What is looked at besides the vectors themselves.

    :param encoded: whether there is an encoder
    """
    names = (*STATEMENT, *POINT, *SIZES, *RARE)
    return (*names, "vector_learned") if encoded else tuple(name for name in names if name not in ENCODED)


def standardised(near: np.ndarray, centre: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Features in standard deviations from their mean."""
    return np.clip((near - centre) / scale, -FARTHEST, FARTHEST)


def products(plain: np.ndarray) -> np.ndarray:
    """All features two by two, in the order of the upper triangle of a matrix."""
    left, right = np.array(list(combinations_with_replacement(range(plain.shape[-1]), 2))).T
    return plain[..., left] * plain[..., right]
