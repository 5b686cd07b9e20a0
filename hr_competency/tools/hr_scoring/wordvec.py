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
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from .encoders import Encoder
from .lexicon import term_weight
from .normal import fold, is_plain
from .text import stem
from .together import Spoken, over_runs

GRAM_BINS = 1024
STYLE_BINS = 1 << 15
_MOST_LEARNED = 4_000
# Of words as they are said; the texts of sixty people have some five thousand.
_MOST_FORMS = 16_384
_LONGEST_WORD = 24
# No letter and no mark; no text that was normalised has it.
_END = "\x1e"
_NO_STYLE = np.zeros(0, dtype=np.uint16), np.zeros(0, dtype=int)


@dataclass(slots=True)
class Words:
    """The words of some pieces of text, below each other.

    ``roots`` are the different ones, with a row each in ``table`` (their vectors) and in ``telling`` (their weights); ``at``
    is word by word the place among them. ``starts`` says where each piece begins; ``grams`` counts hashed character
    n-grams, one row for each sentence (see :meth:`WordVectors.read`); ``style`` has the hashed n-grams that tell how a
    piece speaks, piece after piece, and ``told`` how many each has.
    """

    roots: list[str] = field(repr=False)
    table: np.ndarray = field(repr=False)
    telling: np.ndarray
    at: np.ndarray = field(repr=False)
    starts: np.ndarray
    grams: np.ndarray
    style: np.ndarray = field(repr=False)
    told: np.ndarray = field(repr=False)

    @property
    def stems(self) -> list[str]:
        """Each word without its ending."""
        return [self.roots[place] for place in self.at.tolist()]

    @property
    def vectors(self) -> np.ndarray:
        """A row for each word."""
        return self.table[self.at]

    @property
    def weights(self) -> np.ndarray:
        """How much each word tells."""
        return self.telling[self.at]

    @property
    def sizes(self) -> np.ndarray:
        """How many words each piece has."""
        return np.diff(np.append(self.starts, len(self.at)))

    def count(self, first: int, last: int) -> int:
        """How many words the pieces ``first`` to ``last - 1`` have."""
        start, end = (int(self.starts[at]) if at < len(self.starts) else len(self.at) for at in (first, last))
        return end - start

    def part(self, first: int, last: int, above: int, below: int) -> Words:
        """The words of the pieces ``first`` to ``last - 1``, which are the sentences ``above`` to ``below - 1``, in arrays
        of their own."""
        start = self.count(0, first)
        begin, stop = (int(self.told[:at].sum()) for at in (first, last))
        return Words(
            *self._only(start, start + self.count(first, last)),
            self.starts[first:last] - start,
            self.grams[above:below].copy(),
            self.style[begin:stop].copy(),
            self.told[first:last].copy(),
        )

    def _only(self, start: int, end: int) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
        used, at = np.unique(self.at[start:end], return_inverse=True)
        return [self.roots[place] for place in used.tolist()], self.table[used], self.telling[used], at

    @classmethod
    def joined(cls, parts: Sequence[Words]) -> Words:
        """The words of all pieces of all parts."""
        firsts = np.cumsum([0, *(len(part.at) for part in parts)])
        places = np.cumsum([0, *(len(part.roots) for part in parts)])
        return cls(
            [root for part in parts for root in part.roots],
            np.concatenate([part.table for part in parts]),
            np.concatenate([part.telling for part in parts]),
            np.concatenate([part.at + place for part, place in zip(parts, places, strict=False)]),
            np.concatenate([part.starts + first for part, first in zip(parts, firsts, strict=False)]),
            np.concatenate([part.grams for part in parts]),
            np.concatenate([part.style for part in parts]),
            np.concatenate([part.told for part in parts]),
        )


class _Form(NamedTuple):
    """What is known of a word as it is said: in small letters, without its ending, how much it tells, its row in the table of
    vectors, and its hash."""

    small: str
    root: str
    weight: float
    row: int
    code: int


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
        self._form = lru_cache(maxsize=_MOST_FORMS)(self._new_form)

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray]) -> WordVectors:
        """From the arrays of the model's file."""
        vocabulary = bytes(arrays["words"]).decode("utf-8").split("\n")
        return cls(vocabulary, arrays["word_vectors"], arrays["word_centre"], arrays["word_directions"])

    def vocabulary(self) -> set[str]:
        """The words that are known, in lower case."""
        return set(self._row)

    def known(self, word: str) -> bool:
        """Whether a word in lower case is known as it stands."""
        return word in self._row

    def rarity(self, stemmed: Sequence[str]) -> np.ndarray:
        """How rare each word is: from near 0 for those that nearly every text has to 1 for unknown ones, by its place among
        the known words, of which the most frequent come first."""
        last = len(self.table) - 1
        places = np.array([self._row.get(root, last) for root in stemmed], dtype=np.float64)
        return np.round(np.log(places + 2.0) / np.log(last + 2.0), 5)

    def asking(self, encoder: Encoder) -> WordVectors:
        """The same vectors, with an encoder that is asked about unknown words."""
        asking = copy(self)
        # a cache in a database is for texts; words are few and kept here
        asking._encoder, asking._learned = getattr(encoder, "encoder", encoder), OrderedDict()
        return asking

    def vectors(self, said: Sequence[str], stemmed: Sequence[str]) -> np.ndarray:
        """A row for each word: its own, that of another form of it, what the encoder says of it, or 0."""
        return self._vectors(said, self.rows(said, stemmed))

    def _vectors(self, said: Sequence[str], rows: Sequence[int]) -> np.ndarray:
        found = self.table[rows]
        if self._encoder is not None:
            missing = [at for at, row in enumerate(rows) if row == len(self.table) - 1 and _is_word(said[at])]
            self._learn([said[at] for at in missing])
            for at in missing:
                found[at] = self._learned[said[at]]
        return found

    def rows(self, said: Sequence[str], stemmed: Sequence[str]) -> list[int]:
        """The row of ``table`` for each word, its own or that of another form of it; the last one for unknown words."""
        unknown = len(self.table) - 1
        return [self._row.get(word, self._row.get(root, unknown)) for word, root in zip(said, stemmed, strict=True)]

    def _learn(self, missing: Sequence[str]) -> None:
        for known in missing:
            if known in self._learned:
                self._learned.move_to_end(known)
        new = [word for word in dict.fromkeys(missing) if word not in self._learned]
        if new:
            rows = np.round(_unit((self._encoder.encode(new) - self._centre) @ self._directions), 4)
            self._learned.update(zip(new, rows, strict=True))
        while len(self._learned) > max(_MOST_LEARNED, len(set(missing))):
            self._learned.popitem(last=False)

    def read(self, pieces: Sequence[str], style: bool = True, sentences: np.ndarray | None = None) -> Words:
        """The words of pieces of normalised text.

        :param style: also count what :mod:`.deed` needs
        :param sentences: the number of the sentence that each piece is from, in order; without it each is a sentence
        """
        spoken = Spoken.of(pieces).filled()
        # a word is looked up once, however often it is said
        forms, at, sizes = list(map(self._form, spoken.different)), spoken.at, spoken.sizes
        characters = _character_codes(pieces)
        words = _word_codes(np.array([one.code for one in forms], dtype=np.uint64), at, sizes) if style else ()
        return Words(
            [one.root for one in forms],
            self._vectors([one.small for one in forms], [one.row for one in forms]),
            np.array([one.weight for one in forms]),
            at,
            np.cumsum(sizes) - sizes,
            _grams(*characters, np.arange(len(pieces)) if sentences is None else sentences),
            *(_style(*characters, *words, len(pieces)) if style else _NO_STYLE),
        )

    def _new_form(self, word: str) -> _Form:
        small = word.lower()
        root = stem(small) if small[:1].isascii() else small
        return _Form(small, root, term_weight(root) if root else 0.1, self.rows([small], [root])[0], _word_code(small))

    def bags(self, read: Words) -> np.ndarray:
        """The weighted sum of the word vectors of each piece."""
        weighted = read.table * read.telling[:, None]
        return over_runs(np.add, weighted, read.at, read.starts) if len(read.starts) else weighted[:0]


def _grams(codes: np.ndarray, owner: np.ndarray, sentences: np.ndarray) -> np.ndarray:
    """How often each gram is in each sentence."""
    count = int(sentences[-1]) + 1 if len(sentences) else 0
    found = np.bincount(sentences[owner] * GRAM_BINS + codes % GRAM_BINS, minlength=count * GRAM_BINS)
    return found.reshape(-1, GRAM_BINS).astype(np.float32)


def _character_codes(pieces: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Hashes of the pairs and triples of characters in all pieces, and the number of the piece that each is from."""
    plain = is_plain("".join(pieces))
    # Nearly all texts are folded at once; what is no letter is left out afterwards.
    together = _END.join(pieces).casefold() if plain else _END.join(map(fold, pieces))
    text = np.frombuffer(together.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    ends = text == ord(_END)
    kept = _letters()[text] if plain else ~ends
    return _runs(text[kept].astype(np.uint64), np.cumsum(ends)[kept], (2, 3))


@lru_cache(maxsize=1)
def _letters() -> np.ndarray:
    """By its code whether a character is a letter or a digit."""
    return np.array([chr(code).isalnum() for code in range(1 << 16)])


def _runs(codes: np.ndarray, owner: np.ndarray, sizes: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """Hashes of all runs of so many codes that have one owner, and these owners."""
    hashed, owners = [], []
    for size in sizes:
        last = max(len(codes) - size + 1, 0)
        inside = owner[:last] == owner[size - 1 :]
        hashed.append(_mixed(*(codes[at : last + at][inside] for at in range(size))))
        owners.append(owner[:last][inside])
    return np.concatenate(hashed), np.concatenate(owners)


def _style(codes: np.ndarray, owner: np.ndarray, more: np.ndarray, more_owner: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The different codes of each of ``count`` pieces, in order, and how many each has."""
    keys = np.concatenate([owner * STYLE_BINS + codes % STYLE_BINS, more_owner * STYLE_BINS + more % STYLE_BINS])
    # sorted in place, which is several times faster than numpy's unique
    keys.sort()
    first = np.ones(len(keys), dtype=bool)
    first[1:] = keys[1:] != keys[:-1]
    keys = keys[first]
    return (keys % STYLE_BINS).astype(np.uint16), np.bincount(keys // STYLE_BINS, minlength=count)


def _mixed(*columns: np.ndarray) -> np.ndarray:
    """A hash of each row of columns."""
    return hashed(np.full(len(columns[0]), 0x9E3779B97F4A7C15 + len(columns), dtype=np.uint64), columns).astype(np.int64)


def hashed(code: np.ndarray, columns: Sequence[np.ndarray]) -> np.ndarray:
    """A hash of each row of columns, 44 bits; plain multiplication and shifts, the same on every machine.

    :param code: what to begin with
    """
    for column in columns:
        code = code ^ column
        code *= np.uint64(0xBF58476D1CE4E5B9)
        code ^= code >> np.uint64(29)
    return code >> np.uint64(20)


def _word_codes(codes: np.ndarray, at: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Hashes of words, pairs and triples as they are spoken ("managed" is a deed, "manage" is none), and the number of
    the piece that each is from. A piece begins with ``<`` and ends with ``>``; one word between them is no triple.

    :param codes: the hash of each different word
    :param at: for each word of all pieces its place in ``codes``
    :param sizes: how many words each piece has
    """
    ends = np.cumsum(sizes + 2)
    owner = np.repeat(np.arange(len(sizes)), sizes + 2)
    inner = np.ones(len(owner), dtype=bool)
    inner[ends - 1] = inner[ends - sizes - 2] = False
    plain = np.full(len(owner), _word_code("<"), dtype=np.uint64)
    plain[ends - 1] = _word_code(">")
    plain[inner] = codes[at]
    long = (sizes > 1)[owner]
    parts = (_runs(plain[inner], owner[inner], (1,)), _runs(plain, owner, (2,)), _runs(plain[long], owner[long], (3,)))
    return np.concatenate([codes for codes, _owner in parts]), np.concatenate([owners for _codes, owners in parts])


def _word_code(word: str) -> int:
    # numbers are alike, how large they are does not matter here
    return zlib.crc32(("0" if word[:1].isdigit() else word).encode("utf-8", "surrogatepass")) | 1 << 40


def _unit(rows: np.ndarray) -> np.ndarray:
    rows = np.asarray(rows, dtype=np.float64)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def _is_word(word: str) -> bool:
    return word.isalpha() and len(word) <= _LONGEST_WORD
