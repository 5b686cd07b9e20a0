"""What the model of :mod:`.injection_model` counts in sentences: hashed runs of words, of characters and of kinds of words.

All sentences are hashed at once. A run that reaches from one sentence into the next is hashed, too, and belongs to nobody:
that is quicker than to leave it out.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np

from .lexicon import term_weight
from .model import shipped_model
from .text import stem
from .together import Spoken, marked
from .wordvec import hashed

FILE = Path(__file__).with_name("injection_model.npz")
# powers of two
BINS, KIND_BINS = 1 << 16, 1 << 17
# What is counted in hashed bins.
COUNTED = ("words", "characters", "kinds")
# Words that say so little stand for themselves, not for their kind; and how far two kinds may stand apart.
_LITTLE, _APART = 0.5, 8
_FIRST_ROOTS = 3
# Stands before each sentence and, unlike :data:`.together.MARK`, is no blank.
_NUL = "\0"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some sentences, see :class:`.together.Spoken`, with what is known of the different ones: hashes of the
    word and of its root, its row among the word vectors, how much it says, and hashes of its kinds, a row from coarse to
    fine."""

    spoken: Spoken
    codes: np.ndarray
    roots: np.ndarray
    rows: np.ndarray
    weights: np.ndarray
    kinds: np.ndarray

    @classmethod
    def of(cls, spoken: Spoken) -> Words:
        """Look up the words."""
        known = np.fromiter(chain.from_iterable(map(_known, spoken.different)), dtype=np.float64, count=4 * len(spoken.different))
        codes, roots, rows, weights = known.reshape(-1, 4).T
        codes, roots, rows = codes.astype(np.uint64), roots.astype(np.uint64), rows.astype(np.intp)
        # a word that is unknown or says little is its own kind
        alone = (weights < _LITTLE) | (rows == len(shipped_model().words.table) - 1)
        return cls(spoken, codes, roots, rows, weights, np.where(alone, codes, _kinds()[:, rows]))

    def part(self, first: int, last: int) -> Words:
        """The words of the sentences ``first`` to ``last - 1``."""
        return replace(self, spoken=self.spoken.part(first, last))


@lru_cache(maxsize=32768)
def _known(word: str) -> tuple[int, int, int, float]:
    """Codes are less than 2 ** 53, so that all fits in one array."""
    small = word.lower()
    root = stem(small) if small[:1].isascii() else small
    (row,) = shipped_model().words.rows([small], [root])
    return _code(small), _code("~" + root), row, term_weight(root) if root else 0.1


def _code(word: str) -> int:
    if word[:1].isdigit():
        # which number matters only where it may be a mark
        word = word if word in {"5", "10", "100"} else "#" * min(len(word), 3)
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) | 1 << 40


@lru_cache(maxsize=1)
def _kinds() -> np.ndarray:
    """The codes of the kinds of each row of the word vectors, from coarse to fine."""
    with np.load(FILE, allow_pickle=False) as stored:
        fine, (middle, coarse) = stored["kinds"], stored["coarser"]
    levels = np.array([coarse[fine], middle[fine], fine], dtype=np.uint64)
    return np.pad(levels, ((0, 0), (0, 1))) | np.array([[4], [3], [2]], dtype=np.uint64) << np.uint64(40)


class _Line:
    """Codes of all sentences, one after the other.

    :param sizes: how many each sentence has
    """

    def __init__(self, sizes: np.ndarray):
        self.sizes = sizes
        self.owner = np.repeat(np.arange(len(sizes)), sizes)
        self._owners: dict[int, np.ndarray] = {}

    def owners(self, span: int) -> np.ndarray:
        """Whose the run is that begins at each code and ends ``span`` further; the number after the last one's where it ends
        in another sentence."""
        if span not in self._owners:
            last = max(len(self.owner) - span, 0)
            self._owners[span] = np.where(self.owner[:last] == self.owner[span:], self.owner[:last], len(self.sizes))
        return self._owners[span]


@dataclass(frozen=True, slots=True)
class Run:
    """Bins of all runs of one sort, in one row or several; ``owners`` says whose those of a column are, with a number beyond
    the last for those that do not count, and ``sizes`` how many of a row count of each sentence."""

    what: str
    bins: np.ndarray
    owners: np.ndarray
    sizes: np.ndarray


def runs_of(sentences: Sequence[str], words: Words, chinese: np.ndarray) -> Iterator[Run]:
    """All that is counted in some sentences.

    :param words: their words
    :param chinese: whether each is Chinese, of which other runs of characters are counted
    """
    yield from _word_runs(words)
    yield from _kind_runs(words)
    yield from _character_runs(sentences, chinese)


def _run(what: str, kind: int | np.ndarray, codes: np.ndarray, line: _Line, places: Sequence[int]) -> Run:
    """Runs of the codes at these places from each code on.

    :param kind: with several rows of codes one for each, below each other
    """
    span = places[-1]
    last = max(codes.shape[-1] - span, 0)
    columns = [codes[..., at : last + at] for at in places]
    return Run(
        what, _mixed(kind, *columns, bins=KIND_BINS if what == "kinds" else BINS), line.owners(span), np.maximum(line.sizes - span, 0)
    )


def _word_runs(words: Words) -> Iterator[Run]:
    """Words, pairs, triples and pairs with a word between, with the beginning and the end of the sentence."""
    own, at = _Line(words.spoken.sizes), words.spoken.at
    codes, roots, ends = words.codes[at], words.roots[at], _Line(own.sizes + 2)
    yield _run("words", 1, codes, own, (0,))
    yield _run("words", 2, roots, own, (0,))
    around = _with_ends(codes, ends)
    yield _run("words", 3, around, ends, (0, 1))
    yield _run("words", 4, around, ends, (0, 2))
    yield _run("words", 5, around, ends, (0, 1, 2))
    first = np.arange(len(at)) - (np.cumsum(own.sizes) - own.sizes)[own.owner] < _FIRST_ROOTS
    yield _run("words", 6, roots[first], _Line(np.minimum(own.sizes, _FIRST_ROOTS)), (0,))


def _kind_runs(words: Words) -> Iterator[Run]:
    """Kinds of words, pairs and triples of them, and coarse kinds that stand near each other."""
    own = _Line(words.spoken.sizes)
    levels, ends = words.kinds[:, words.spoken.at], _Line(own.sizes + 2)
    around, size = _with_ends(levels, ends), np.arange(len(levels))[:, None]
    yield _run("kinds", 20 + size, levels, own, (0,))
    yield _run("kinds", 30 + size, around, ends, (0, 1))
    yield _run("kinds", 40 + size[:2], around[:2], ends, (0, 2))
    yield _run("kinds", 50 + size[:2], around[:2], ends, (0, 1, 2))
    for apart in range(1, _APART + 1):
        yield _run("kinds", 60, levels[0], own, (0, apart))


def _with_ends(codes: np.ndarray, line: _Line) -> np.ndarray:
    """The codes of the words, in one row or several, with those of a beginning and an end around each sentence."""
    ends = np.cumsum(line.sizes)
    inner = np.ones(len(line.owner), dtype=bool)
    inner[ends - 1] = inner[ends - line.sizes] = False
    found = np.full((*codes.shape[:-1], len(inner)), _code("<"), dtype=np.uint64)
    found[..., ends - 1] = _code(">")
    found[..., inner] = codes
    return found


def _character_runs(sentences: Sequence[str], chinese: np.ndarray) -> Iterator[Run]:
    """Characters: two and three of Chinese, four and five of English."""
    # sentences stand between "^" and "$", with one blank for all that are blanks
    plain = " ".join(marked(sentences, _NUL).lower().split()).replace(f" {_NUL}", _NUL).replace(f"{_NUL} ", _NUL).rstrip()
    codes = np.frombuffer((plain.replace(_NUL, f"${_NUL}^")[1:] + "$").encode("utf-16-le", "surrogatepass"), dtype="<u2")
    marks = np.flatnonzero(codes == 0)
    sizes = np.diff(np.append(marks, len(codes))) - 1
    codes = np.delete(codes, marks).astype(np.uint64)
    of_chinese = np.repeat(chinese, sizes)
    for wanted, kept, lengths in ((chinese, of_chinese, (2, 3)), (~chinese, ~of_chinese, (4, 5))):
        own, line = codes[kept], _Line(np.where(wanted, sizes, 0))
        for length in lengths:
            yield _run("characters", 10 + length, own, line, range(length))


def _mixed(kind: int | np.ndarray, *columns: np.ndarray, bins: int) -> np.ndarray:
    """A bin for each row of columns."""
    code = np.uint64(0x9E3779B97F4A7C15) + np.atleast_1d(kind).astype(np.uint64) * np.uint64(0x632BE59BD9B4E019)
    return (hashed(code, columns) & np.uint64(bins - 1)).view(np.int64)
