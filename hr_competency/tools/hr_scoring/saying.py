"""Whether a text says a proposition: more than how near the two are.

Nearness alone does not tell, because statements on one topic are all near to a text on it. Three things are summed:

* how near they are (:mod:`.features`), word by word, rare words counting more; how near the text is to what the statement is
  about and to what it says of that (:mod:`.predicate`), which is what tells; and to what remains of the statement's vector
  when that of what it is about is taken from it;
* these numbers two by two: a missing word says more where the vectors are near, and less in a long text;
* with the encoder that the model was trained with, what the vectors themselves are, of the text ``t``, the statement ``s``, what
  it is about ``u`` and what it says ``v``: ``a·t + b·t² + c·s + d·s² + e·(t∘u) + f·(t∘v)``, dimension by dimension. So some
  directions count more than others when texts are compared, and some texts (mere opinions) say nothing, whatever they are
  held against.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from .features import ENCODED, LEARNED, POINT, RARE, SIZES, STATEMENT, window_vectors
from .profiles import Block, TextProfile, unit_rows

# No single number may decide alone; their products least of all.
FARTHEST = 4.0
# The parts of the comparison of vectors, each with a weight for each dimension.
VECTOR_PARTS = ("text", "text_square", "statement", "statement_square", "about", "said")
# What a proposition is about, and what it says of that.
PARTS = ("about", "said")
# What is looked at for each of the two.
SHARED = (*STATEMENT, *LEARNED)
# How near a text is to what remains of the statement's vector without some, or all, of what it is about.
BEYOND = {"vector_beyond_some": 0.6, "vector_beyond": 1.0}


@dataclass(frozen=True, slots=True)
class Points:
    """The propositions among the statements of a block: ``at`` are their numbers there, ``parts`` blocks of what they are
    about and of what they say; ``vectors`` are their own, where there is an encoder."""

    at: np.ndarray
    parts: dict[str, Block]
    vectors: np.ndarray | None

    @classmethod
    def of(cls, block: Block, at: np.ndarray) -> Points:
        """The statements of a block with these numbers."""
        profiles = [block.profiles[number] for number in at]
        parts = zip(*(one.parts or (one, one) for one in profiles), strict=True)
        vectors = None if block.vectors is None else block.vectors[block.statement[at]]
        return cls(at, {name: Block.of(own) for name, own in zip(PARTS, parts, strict=True)}, vectors)

    def part_vectors(self) -> tuple[np.ndarray, np.ndarray]:
        """The vectors of both parts, a row for each proposition."""
        about, said = (block.vectors[block.statement] for block in self.parts.values())
        return about, said

    def near(
        self, text: TextProfile, whole: Mapping[str, np.ndarray], related: Callable[[Block], Mapping[str, np.ndarray]]
    ) -> dict[str, np.ndarray]:
        """All that :func:`saying_features` names, windows × propositions.

        :param whole: how near the windows are to the statements of the whole block
        :param related: the same for the statements of a block, of :data:`SHARED` what can be told
        """
        found = {name: values[:, self.at] for name, values in whole.items()}
        for part, block in self.parts.items():
            found |= {f"{part}_{name}": values for name, values in related(block).items()}
        if text.vectors is not None and self.vectors is not None:
            windows, about = window_vectors(text), self.part_vectors()[0]
            for name, share in BEYOND.items():
                found[name] = np.round(windows @ unit_rows(self.vectors - share * about).T, 5)
        return found


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

    def __call__(self, near: np.ndarray, text: TextProfile, points: Points) -> np.ndarray:
        """Logits, windows × propositions.

        :param near: windows × propositions × :func:`saying_features`
        """
        plain = standardised(near, self.centre, self.scale)
        logits = self.offset + plain @ self.weights + ((plain @ self.products) * plain).sum(axis=-1)
        if len(self.vectors):
            logits = logits + self._compared(window_vectors(text), points.vectors, *points.part_vectors())
        return logits

    def _compared(self, texts: np.ndarray, statements: np.ndarray, about: np.ndarray, said: np.ndarray) -> np.ndarray:
        text, text_square, statement, statement_square, with_about, with_said = self.vectors
        of_text = texts @ text + texts**2 @ text_square
        of_statement = statements @ statement + statements**2 @ statement_square
        together = (texts * with_about) @ about.T + (texts * with_said) @ said.T
        # the last bits of a product of matrices depend on how many rows they have
        return np.round(of_text[:, None] + of_statement + together, 6)


def saying_features(encoded: bool) -> tuple[str, ...]:
    """What is looked at besides the vectors themselves.

    :param encoded: whether there is an encoder
    """
    names = (*STATEMENT, *POINT, *SIZES, *RARE, *LEARNED)
    parts = tuple(f"{part}_{name}" for part in PARTS for name in shared(encoded))
    return (*names, *parts, *BEYOND) if encoded else (*(name for name in names if name not in ENCODED), *parts)


def shared(encoded: bool, learned: bool = True) -> tuple[str, ...]:
    """Of :data:`SHARED` what can be told with an encoder, one that forms were learned with, or without any."""
    return tuple(name for name in SHARED if (encoded or name not in ENCODED) and (learned or name not in LEARNED))


def standardised(near: np.ndarray, centre: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Features in standard deviations from their mean."""
    return np.clip((near - centre) / scale, -FARTHEST, FARTHEST)


def products(plain: np.ndarray) -> np.ndarray:
    """All features two by two, in the order of the upper triangle of a matrix."""
    left, right = np.array(list(combinations_with_replacement(range(plain.shape[-1]), 2))).T
    return plain[..., left] * plain[..., right]
