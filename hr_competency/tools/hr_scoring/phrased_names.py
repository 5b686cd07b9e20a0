"""Names that come with phrases: an occupation with its duties, a competency with deeds that show it.

The phrases of a behaviour are of many kinds, and the nearest one tells. Those of a name are samples of one kind of thing, and
what they have in common tells: where their middle lies, in a space where samples of one thing scatter alike in every direction
(Fisher's linear discriminant), and which rare words many of them use. What the bare name tells counts beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .features import pooled, rare, window_bags, window_vectors
from .profiles import Block, StatementProfile, TextProfile, unit_rows
from .together import Numbers
from .wordvec import WordVectors

# What is looked at beside what the bare name tells: rare words in common, the middle of the phrases by words, by the cosines of
# an encoder, and in the space that was learned for it.
LEXICAL_FEATURES = ("said", "bag")
COSINE_FEATURES = (*LEXICAL_FEATURES, "vector")
LOCAL_FEATURES = (*COSINE_FEATURES, "sphered")
# How alike samples of one thing are where nothing more is known, and for how many pairs of phrases that counts.
_ALIKE, _PAIRS = 0.2, 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Sphere:
    """Where the average text lies among the vectors of an encoder, and the matrix that lets samples of one thing scatter alike in
    every direction around their middle."""

    centre: np.ndarray
    matrix: np.ndarray

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray]) -> Sphere:
        """From the arrays of the model's file, where rows are small integers on a scale of their own."""
        matrix = unit_rows(arrays["sphere.rows"]) * np.asarray(arrays["sphere.lengths"], dtype=np.float64)[:, None]
        return cls(np.asarray(arrays["sphere.middle"], dtype=np.float64), matrix)

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        """:param rows: vectors of texts
        :return: their directions in that space, rows of length 1"""
        return unit_rows((rows - self.centre) @ self.matrix)


@dataclass(frozen=True, slots=True, eq=False)
class WordShares:
    """Which share of the phrases of each statement has which word. The entries of word number ``n`` of ``roots`` are those from
    ``starts[n]`` on: for each statement that has it the statement's place and the share."""

    roots: dict[str, int]
    starts: np.ndarray
    places: np.ndarray
    shares: np.ndarray

    @classmethod
    def of(cls, profiles: Sequence[StatementProfile]) -> WordShares:
        """Count the words of all phrases."""
        roots = Numbers()
        found = [_shares(profile, roots) for profile in profiles]
        numbers = np.concatenate([list(own) for own in found]).astype(int)
        shares = np.concatenate([list(own.values()) for own in found]).astype(float)
        places = np.repeat(np.arange(len(found)), list(map(len, found)))
        order = np.argsort(numbers, kind="stable")
        return cls(dict(roots), np.searchsorted(numbers[order], np.arange(len(roots) + 1)), places[order], shares[order])

    def table(self, roots: Sequence[str], count: int) -> np.ndarray:
        """:param count: of statements
        :return: for each word the share of phrases that have it, words × statements"""
        found = np.zeros((len(roots), count))
        for row, root in enumerate(roots):
            number = self.roots.get(root)
            if number is not None:
                own = slice(self.starts[number], self.starts[number + 1])
                found[row, self.places[own]] = self.shares[own]
        return found


def _shares(profile: StatementProfile, roots: Numbers) -> dict[int, float]:
    read, found = profile.words, {}
    for piece in range(1, 1 + len(profile.examples)):
        own = read.at[read.count(0, piece) : read.count(0, piece + 1)]
        for root in {read.roots[place] for place in own.tolist()}:
            found[roots[root]] = found.get(roots[root], 0.0) + 1.0 / len(profile.examples)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Phrased:
    """What the phrases of some statements have in common; a row for each statement. ``vector`` is the mean of the rows and not
    of length 1, so that a product with it is the mean cosine; for ``sphered`` see :func:`_middles`."""

    words: WordShares
    bag: np.ndarray
    vector: np.ndarray | None
    sphered: np.ndarray | None

    @classmethod
    def of(cls, block: Block, at: np.ndarray, sphere: Sphere | None) -> Phrased:
        """:param at: the statements that are names with phrases
        :param sphere: where the vectors are of the encoder that it was learned for"""
        first, count = (part[at] for part in block.parts["examples"])
        vector = sphered = None
        if block.vectors is not None:
            vector = _means(block.vectors, first, count)
            sphered = None if sphere is None else _middles(sphere(block.vectors), first, count)
        bag = unit_rows(_means(block.bags, first, count))
        return cls(WordShares.of([block.profiles[place] for place in at.tolist()]), bag, vector, sphered)

    def near(self, text: TextProfile, words: WordVectors, sphere: Sphere | None) -> dict[str, np.ndarray]:
        """How near each window is to each statement's phrases, windows × statements, by feature; all but ``vector`` 0 to 1 or
        -1 to 1."""
        found = {"said": self._said(text, words), "bag": window_bags(text) @ self.bag.T}
        if text.vectors is not None and self.vector is not None:
            vectors = window_vectors(text)
            found["vector"] = vectors @ self.vector.T
            if self.sphered is not None and sphere is not None:
                found["sphered"] = sphere(vectors) @ self.sphered.T
        return {name: np.round(values, 5) for name, values in found.items()}

    def _said(self, text: TextProfile, words: WordVectors) -> np.ndarray:
        """The mean, over the words of a window, of the share of phrases that have the word; rare words count."""
        read = text.words
        has = np.zeros((len(text.units), len(read.roots)))
        has[np.repeat(np.arange(len(has)), read.sizes), read.at] = 1.0
        weights = np.minimum(pooled(has, text.windows), 1.0) * rare(words.rarity(read.roots))
        shares = weights @ self.words.table(read.roots, len(self.bag))
        return shares / np.maximum(weights.sum(axis=1, keepdims=True), 1e-6)


def _means(rows: np.ndarray, first: np.ndarray, count: np.ndarray) -> np.ndarray:
    return np.array([rows[start : start + size].mean(axis=0) for start, size in zip(first.tolist(), count.tolist(), strict=True)])


def _middles(rows: np.ndarray, first: np.ndarray, count: np.ndarray) -> np.ndarray:
    """The middle of each run of unit rows, as long as it takes for the product with one more row of the same kind to be its
    expected cosine with the middle of *all* there could be. The mean of a few rows is farther from any other than that of many,
    so the mean is divided by the square root of how alike the rows are, and not by its own length."""
    means, pairs = _means(rows, first, count), count * (count - 1) / 2.0
    alike = (np.einsum("ij,ij->i", means, means) * count - 1.0) / np.maximum(count - 1, 1)
    alike = (pairs * np.maximum(alike, 0.0) + _PAIRS * _ALIKE) / (pairs + _PAIRS)
    return means / np.sqrt(alike)[:, None]
