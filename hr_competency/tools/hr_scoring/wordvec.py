"""Words with meaning: small static vectors, distilled from the local encoder and shipped with the model.

They give the engine a sense of related words where no encoder is installed, and let words of a text and of a statement
be aligned one by one where there is one: a sentence's vector cannot tell *which* word of the statement is missing.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field

import numpy as np

from .encoders import Encoder
from .lexicon import term_weight
from .normal import fold
from .text import stem, words

GRAM_BINS = 1024
STYLE_BINS = 1 << 15
_MOST_LEARNED = 4_000
_LONGEST_WORD = 24


@dataclass(slots=True)
class Words:
    """The words of some pieces of text, below each other.

    ``starts`` says where each piece begins; ``vectors`` has a row for each word; ``grams`` counts hashed character
    n-grams, one row for each piece; ``style`` has the hashed n-grams of each piece that tell how it speaks.
    """

    stems: list[str] = field(repr=False)
    vectors: np.ndarray = field(repr=False)
    weights: np.ndarray
    starts: np.ndarray
    grams: np.ndarray
    style: list[np.ndarray] = field(repr=False)

    @classmethod
    def joined(cls, parts: Sequence[Words]) -> Words:
        """The words of all pieces of all parts."""
        firsts = np.cumsum([0, *(len(part.stems) for part in parts)])
        return cls(
            [stemmed for part in parts for stemmed in part.stems],
            np.concatenate([part.vectors for part in parts]),
            np.concatenate([part.weights for part in parts]),
            np.concatenate([part.starts + first for part, first in zip(parts, firsts, strict=False)]),
            np.concatenate([part.grams for part in parts]),
            [codes for part in parts for codes in part.style],
        )


class WordVectors:
    """A vector of length 1 for each known word, and 0 for every other.

    :param vocabulary: words in lower case, as they stand in texts
    :param vectors: one row for each word, any scale
    :param centre: with ``directions`` what makes such a vector out of an encoder's: ``(v - centre) @ directions``
    :param encoder: the encoder they were made with, where it is installed: it is asked about unknown words
    """

    def __init__(self, vocabulary: Sequence[str], vectors: np.ndarray, centre=None, directions=None, encoder: Encoder | None = None):
        self.table = np.concatenate([_unit(vectors), np.zeros((1, vectors.shape[1]))])
        self._centre, self._directions, self._encoder = centre, directions, encoder
        self._learned: OrderedDict[str, np.ndarray] = OrderedDict()
        self._row = {word: row for row, word in enumerate(vocabulary)}
        for row, word in enumerate(vocabulary):
            self._row.setdefault(stem(word) if word[0].isascii() else word, row)

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray]) -> WordVectors:
        """From the arrays of the model's file."""
        vocabulary = bytes(arrays["words"]).decode("utf-8").split("\n")
        return cls(vocabulary, arrays["word_vectors"], arrays["word_centre"], arrays["word_directions"])

    def vocabulary(self) -> set[str]:
        """The words that are known, in lower case."""
        return set(self._row)

    def asking(self, encoder: Encoder) -> WordVectors:
        """The same vectors, with an encoder that is asked about unknown words."""
        asking = copy(self)
        # a cache in a database is for texts; words are few and kept here
        asking._encoder, asking._learned = getattr(encoder, "encoder", encoder), OrderedDict()
        return asking

    def vectors(self, spoken: Sequence[str], stemmed: Sequence[str]) -> np.ndarray:
        """A row for each word: its own, that of another form of it, what the encoder says of it, or 0."""
        unknown = len(self.table) - 1
        rows = [self._row.get(word, self._row.get(root, unknown)) for word, root in zip(spoken, stemmed, strict=True)]
        found = self.table[rows]
        if self._encoder is not None:
            missing = [at for at, row in enumerate(rows) if row == unknown and _is_word(spoken[at])]
            self._learn([spoken[at] for at in missing])
            for at in missing:
                found[at] = self._learned[spoken[at]]
        return found

    def _learn(self, missing: Sequence[str]) -> None:
        for known in missing:
            if known in self._learned:
                self._learned.move_to_end(known)
        new = [word for word in dict.fromkeys(missing) if word not in self._learned]
        if new:
            rows = np.round(_unit((self._encoder.encode(new) - self._centre) @ self._directions), 4)
            self._learned.update(zip(new, rows, strict=True))
        while len(self._learned) > max(_MOST_LEARNED, len(new)):
            self._learned.popitem(last=False)

    def read(self, pieces: Sequence[str], style: bool = True) -> Words:
        """The words of pieces of normalised text.

        :param style: also count what :mod:`.deed` needs
        """
        stems, all_spoken, weights, starts, told = [], [], [], [], []
        grams = np.zeros((len(pieces), GRAM_BINS), dtype=np.float32)
        for number, piece in enumerate(pieces):
            spoken = [word.lower() for word, _start, _end in words(piece)] or [""]
            starts.append(len(stems))
            stemmed = [stem(word) if word[:1].isascii() else word for word in spoken]
            stems += stemmed
            all_spoken += spoken
            weights += [term_weight(root) if root else 0.1 for root in stemmed]
            codes = _character_codes(piece)
            grams[number] = np.bincount(codes % GRAM_BINS, minlength=GRAM_BINS)
            if style:
                told.append(np.unique(np.concatenate([codes, _word_codes(spoken)]) % STYLE_BINS))
        return Words(stems, self.vectors(all_spoken, stems), np.array(weights), np.array(starts, dtype=int), grams, told)

    def bags(self, read: Words) -> np.ndarray:
        """The weighted sum of the word vectors of each piece."""
        weighted = read.vectors * read.weights[:, None]
        return np.add.reduceat(weighted, read.starts, axis=0) if len(read.starts) else weighted


def _character_codes(piece: str) -> np.ndarray:
    folded = fold(piece).encode("utf-16-le", "surrogatepass")
    text = np.frombuffer(folded, dtype="<u2").astype(np.uint64)
    codes = [_mixed(text[: len(text) - size + 1], *(text[at : len(text) - size + 1 + at] for at in range(1, size))) for size in (2, 3)]
    return np.concatenate(codes) if len(text) > 1 else np.zeros(0, dtype=np.int64)


def _mixed(*columns: np.ndarray) -> np.ndarray:
    """A hash of each row of columns; plain multiplication and shifts, the same on every machine."""
    code = np.full(len(columns[0]), 0x9E3779B97F4A7C15 + len(columns), dtype=np.uint64)
    for column in columns:
        code = (code ^ column) * np.uint64(0xBF58476D1CE4E5B9)
        code ^= code >> np.uint64(29)
    return (code >> np.uint64(20)).astype(np.int64)


def _word_codes(spoken: Sequence[str]) -> np.ndarray:
    """Words, pairs and triples as they are spoken: "managed" is a deed, "manage" is none."""
    plain = np.array([_word_code(word) for word in ("<", *spoken, ">")], dtype=np.uint64)
    parts = [_mixed(plain[1:-1]), _mixed(plain[:-1], plain[1:])]
    if len(plain) > 3:
        parts.append(_mixed(plain[:-2], plain[1:-1], plain[2:]))
    return np.concatenate(parts)


def _word_code(word: str) -> int:
    # numbers are alike, how large they are does not matter here
    return zlib.crc32(("0" if word[:1].isdigit() else word).encode("utf-8", "surrogatepass")) | 1 << 40


def _unit(rows: np.ndarray) -> np.ndarray:
    rows = np.asarray(rows, dtype=np.float64)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def _is_word(word: str) -> bool:
    return word.isalpha() and len(word) <= _LONGEST_WORD
