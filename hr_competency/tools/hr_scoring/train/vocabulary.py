"""Static word vectors for the model: the local encoder's view of single words, reduced to a few dimensions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from ..encoders import Encoder
from ..normal import normalise
from ..text import _dictionary, words

DIMENSIONS = 48
MOST_WORDS = 36_000
_FREQUENT_CHINESE = 8_000
# How much of a word's frequency counts when directions of most variance are looked for.
_CAP = 50


def count_words(texts: Iterable[str]) -> Counter:
    """How often each word stands in the texts, in lower case, without numbers."""
    counted: Counter = Counter()
    for text in dict.fromkeys(texts):
        counted.update(word.lower() for word, _start, _end in words(normalise(text).text) if not word[0].isdigit())
    return counted


def frequent_chinese() -> list[str]:
    """The most frequent Chinese words of two characters and more."""
    _jieba, frequencies, _total = _dictionary()
    known = [(-count, word) for word, count in frequencies.items() if count and len(word) > 1 and "\u4e00" <= word[0] <= "\u9fff"]
    return [word for _count, word in sorted(known)[:_FREQUENT_CHINESE]]


def word_vectors(texts: Iterable[str], encoder: Encoder) -> dict[str, np.ndarray]:
    """The vocabulary, most frequent first, its vectors as small integers, and what makes such a vector of an encoder's.

    Frequent Chinese words are added to those of the texts; they do not decide which directions are kept.
    """
    counted = count_words(texts)
    spoken = sorted(counted, key=lambda word: (-counted[word], word))[:MOST_WORDS]
    vocabulary = list(dict.fromkeys([*spoken, *frequent_chinese()]))[:MOST_WORDS]
    vectors = encoder.encode(vocabulary).astype(np.float64)
    weights = np.minimum([counted[word] for word in spoken], _CAP).astype(np.float64)
    centre, directions = _directions(vectors[: len(spoken)], weights)
    reduced = (vectors - centre) @ directions
    return {
        "words": np.frombuffer("\n".join(vocabulary).encode("utf-8"), dtype=np.uint8),
        "word_vectors": quantised(reduced),
        "word_centre": centre.astype(np.float32),
        "word_directions": directions.astype(np.float32),
    }


def _directions(vectors: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The mean, and the directions of most variance, each brought to the same size."""
    centre = np.average(vectors, axis=0, weights=weights)
    centred = vectors - centre
    values, directions = np.linalg.eigh((centred * weights[:, None]).T @ centred / weights.sum())
    chosen = np.argsort(-values)[:DIMENSIONS]
    return centre, directions[:, chosen] / np.sqrt(values[chosen])


def quantised(rows: np.ndarray) -> np.ndarray:
    """Rows as integers of one byte, each on its own scale (only the direction of a row matters)."""
    return np.round(127.0 * rows / np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-9)).astype(np.int8)
