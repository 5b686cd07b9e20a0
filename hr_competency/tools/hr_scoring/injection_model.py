"""Words addressed to the grader, told by a linear model.

A sentence is seen as its words in order, its characters, the directions of its word vectors (those that ship with the
evidence model, so that another word for the same thing is one too), and the classes of :mod:`.injection_words` that stand
in it, pair by pair: an order beside a prize is one thing, an order beside a past and a person another. All are sums over
sentences or "stands in one of them", so that one sentence, a few in a row and a whole text are judged by the same numbers.

``tests/hr_scoring/attacks/train.py`` makes the file and sets two thresholds by texts it did not train on: above the first
a sentence earns nothing, above the second a person is asked to look.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from .injection_words import NAMES, PAST, PERSON, classes, signs_in
from .lexicon import term_weight
from .model import shipped_model
from .normal import has_cjk
from .text import spoken, stem

BINS = 1 << 16
_SIZE = len(NAMES)
_UPPER = np.triu_indices(_SIZE)
PAIRS = len(_UPPER[0])
_ALL_PAIRS = np.triu(np.ones((_SIZE, _SIZE)))
# Sentences that are looked at in one go: more would only take memory.
_TOGETHER = 256
# How much the word vectors count beside words, characters and classes, whose rows have length 1.
MEANT = 0.6
# A short text has little to go by and must not look sure for that.
LEAST = {"words": 6, "characters": 12, "pairs": 6}
_CLAUSE = re.compile(r"[,.;:!?\n。、—(){}]+")
_OPENING_WORDS, _OPENING_ZH = 24, 12
_FIRST_ROOTS = 3
_FILE = Path(__file__).with_name("injection_model.npz")


@dataclass(frozen=True, slots=True)
class Said:
    """What the model sees of one sentence. ``clauses`` and ``opening`` are bits of word classes."""

    words: np.ndarray
    characters: np.ndarray
    clauses: tuple[int, ...]
    opening: int
    bag: np.ndarray
    chinese: bool


@dataclass(frozen=True)
class Weights:
    """The trained numbers; ``pairs`` has for Chinese and English a row for what stands in the text, in a clause, and in
    the opening."""

    words: np.ndarray
    characters: np.ndarray
    pairs: np.ndarray
    bag: np.ndarray
    scales: np.ndarray
    offset: float
    doubt: float

    @cached_property
    def squares(self) -> np.ndarray:
        """``pairs`` with a row and a column for each class, above the diagonal and on it."""
        found = np.zeros((*self.pairs.shape[:2], _SIZE, _SIZE))
        found[:, :, _UPPER[0], _UPPER[1]] = self.pairs
        return found


def said(sentence: str) -> Said:
    """What the model sees of a normalised sentence."""
    return said_of([sentence])[0]


def said_of(sentences: Sequence[str]) -> list[Said]:
    """What the model sees of each of some sentences; many are looked at in one go."""
    return [said for at in range(0, len(sentences), _TOGETHER) for said in _said_of(sentences[at : at + _TOGETHER])]


def _said_of(sentences: Sequence[str]) -> list[Said]:
    spoken_ = _Spoken.of(sentences)
    chinese = [has_cjk(sentence) for sentence in sentences]
    parts = zip(
        _word_bins(spoken_),
        _character_bins(sentences, np.array(chinese, dtype=bool)),
        map(_classes, sentences, chinese),
        _bags(spoken_),
        chinese,
        strict=True,
    )
    return [Said(told, spelt, *found, bag, zh) for told, spelt, found, bag, zh in parts]


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The words of some sentences. A word is looked up once, however often it is said: ``at`` has for each its place among
    the ``different`` ones and their ``roots``; ``sizes`` is how many words each sentence has."""

    different: list[str]
    roots: list[str]
    at: np.ndarray
    sizes: np.ndarray

    @classmethod
    def of(cls, sentences: Sequence[str]) -> _Spoken:
        by_sentence = [spoken(sentence) for sentence in sentences]
        number: defaultdict[str, int] = defaultdict()
        number.default_factory = number.__len__
        at = np.array([number[word] for told in by_sentence for word in told], dtype=int)
        different = [word.lower() for word in number]
        roots = [stem(word) if word[:1].isascii() else word for word in different]
        return cls(different, roots, at, np.array([len(told) for told in by_sentence], dtype=int))


def _classes(sentence: str, chinese: bool) -> tuple[tuple[int, ...], int]:
    """The word classes of each clause, with the marks between them last, and those of the opening."""
    parts = [part for part in _CLAUSE.split(sentence) if part.strip()] or [sentence]
    signs = signs_in(sentence)
    clauses, marks = [classes(part, signs) for part in parts], classes("".join(_CLAUSE.findall(sentence)), signs)
    opening = parts[0][: _OPENING_ZH if chinese else _OPENING_WORDS]
    # a number or a word that is cut is another one
    return (*clauses, marks), clauses[0] if opening == parts[0] else classes(opening)


def _word_bins(told: _Spoken) -> list[np.ndarray]:
    """For each sentence hashed words, pairs, triples and pairs with a word between, with its beginning and its end."""
    sizes, count = told.sizes + 2, len(told.sizes)
    owner, ends = np.repeat(np.arange(count), sizes), np.cumsum(sizes)
    inner = np.ones(len(owner), dtype=bool)
    inner[ends - 1] = inner[ends - sizes] = False
    codes = np.full(len(owner), _code("<"), dtype=np.uint64)
    codes[ends - 1] = _code(">")
    codes[inner] = np.array([_code(word) for word in told.different], dtype=np.uint64)[told.at]
    roots = np.array([_code("~" + root) for root in told.roots], dtype=np.uint64)[told.at]
    own = owner[inner]
    first = np.arange(len(own)) - (np.cumsum(told.sizes) - told.sizes)[own] < _FIRST_ROOTS
    runs = [
        (_mixed(1, codes[inner]), own),
        (_mixed(2, roots), own),
        _runs(3, codes, owner, (0, 1)),
        _runs(4, codes, owner, (0, 2)),
        _runs(5, codes, owner, (0, 1, 2)),
        (_mixed(6, roots[first]), own[first]),
    ]
    return _by_owner(runs, count)


def _runs(kind: int, codes: np.ndarray, owner: np.ndarray, places: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """Bins of the codes at these places from each code on, where all belong to one owner, and the owners."""
    last = max(len(codes) - places[-1], 0)
    inside = owner[:last] == owner[places[-1] :]
    return _mixed(kind, *(codes[at : last + at][inside] for at in places)), owner[:last][inside]


def _by_owner(runs: Sequence[tuple[np.ndarray, np.ndarray]], count: int) -> list[np.ndarray]:
    bins, owners = (np.concatenate([run[at] for run in runs]) for at in (0, 1))
    order = np.argsort(owners, kind="stable")
    bins, ends = bins[order], np.bincount(owners, minlength=count).cumsum().tolist()
    return [bins[first:last] for first, last in pairwise([0, *ends])]


@lru_cache(maxsize=32768)
def _code(word: str) -> int:
    if word[:1].isdigit():
        # which number matters only where it may be a mark
        word = word if word in {"5", "10", "100"} else "#" * min(len(word), 3)
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) | 1 << 40


def _character_bins(sentences: Sequence[str], chinese: np.ndarray) -> list[np.ndarray]:
    """For each sentence hashed character n-grams: two and three of Chinese, four and five of English."""
    plain = [("^" + " ".join(text.lower().split()) + "$").encode("utf-16-le", "surrogatepass") for text in sentences]
    codes = np.frombuffer(b"".join(plain), dtype="<u2").astype(np.uint64)
    owner = np.repeat(np.arange(len(plain)), np.array([len(one) // 2 for one in plain], dtype=int))
    runs = []
    for wanted, sizes in ((chinese, (2, 3)), (~chinese, (4, 5))):
        kept = wanted[owner]
        runs += [_runs(10 + size, codes[kept], owner[kept], range(size)) for size in sizes]
    return _by_owner(runs, len(plain))


def _mixed(kind: int, *columns: np.ndarray) -> np.ndarray:
    """A bin for each row of columns; multiplication and shifts only, the same on every machine."""
    code = np.full(len(columns[0]), (0x9E3779B97F4A7C15 + kind * 0x632BE59BD9B4E019) & 0xFFFFFFFFFFFFFFFF, dtype=np.uint64)
    for column in columns:
        code = (code ^ column) * np.uint64(0xBF58476D1CE4E5B9)
        code ^= code >> np.uint64(29)
    return (code >> np.uint64(20)).astype(np.int64) % BINS


def _bags(told: _Spoken) -> np.ndarray:
    """For each sentence the sums of its word vectors: by how much the words say, and plainly."""
    vectors = shipped_model().words.vectors(told.different, told.roots)
    weights = np.array([term_weight(root) if root else 0.1 for root in told.roots]).reshape(-1, 1)
    both = np.concatenate([vectors * weights, vectors], axis=1)[told.at]
    bags, filled = np.zeros((len(told.sizes), both.shape[1])), np.flatnonzero(told.sizes)
    if len(filled):
        bags[filled] = np.add.reduceat(both, (np.cumsum(told.sizes) - told.sizes)[filled], axis=0)
    return bags


@dataclass(frozen=True, slots=True)
class View:
    """What the model weighs of one or more sentences together."""

    words: np.ndarray
    characters: np.ndarray
    pairs: np.ndarray
    bag: np.ndarray
    chinese: bool


def view(sentences: Sequence[Said]) -> View:
    """Sentences in a row, looked at as one."""
    bags = np.sum([each.bag for each in sentences], axis=0).reshape(2, -1)
    # Rounded: the last bits of a sum differ between machines.
    bag = np.round(bags / np.maximum(np.linalg.norm(bags, axis=1, keepdims=True), 1e-9), 5).ravel()
    return View(
        np.concatenate([each.words for each in sentences]),
        np.concatenate([each.characters for each in sentences]),
        _pairs(sentences),
        bag,
        any(each.chinese for each in sentences),
    )


def _pairs(sentences: Sequence[Said]) -> np.ndarray:
    """Which classes stand together: anywhere, within a clause, and which begin the first sentence; rows of length 1 or
    less."""
    clauses = _bits([bits for each in sentences for bits in each.clauses])
    anywhere = clauses.any(0)
    together = np.stack(
        [
            _both(anywhere[None])[0],
            _both(clauses).any(0),
            _both(_bits([sentences[0].opening]))[0],
        ]
    )
    return together / np.sqrt(np.maximum(together.sum(), LEAST["pairs"]))


def _bits(masks: Sequence[int]) -> np.ndarray:
    return (np.array(masks, dtype=np.int64)[:, None] >> np.arange(_SIZE) & 1).astype(bool)


def in_a_row(sentences: Sequence[Said]) -> Said:
    """Sentences in a row as one, see :func:`view`."""
    return Said(
        np.concatenate([each.words for each in sentences]),
        np.concatenate([each.characters for each in sentences]),
        tuple(bits for each in sentences for bits in each.clauses),
        sentences[0].opening,
        np.sum([each.bag for each in sentences], axis=0),
        any(each.chinese for each in sentences),
    )


def how_likely(seen: View) -> float:
    """How far beyond the threshold a view is; above 0 it speaks to whoever grades it."""
    weights = _weights()
    # sums of whole numbers, the same in every order and on every machine
    worded = _summed(weights.words, seen.words, weights.scales[0], LEAST["words"])
    spelt = _summed(weights.characters, seen.characters, weights.scales[1], LEAST["characters"])
    paired = float(np.round(np.sum(seen.pairs * weights.pairs[int(seen.chinese)]), 6))
    meant = MEANT * float(np.round(seen.bag @ weights.bag, 6))
    return float(worded + spelt + paired + meant + weights.offset)


def _summed(weights: np.ndarray, bins: np.ndarray, scale: float, least: int) -> float:
    return int(weights[bins].sum()) * scale / max(len(bins), least) ** 0.5


def each_likely(sentences: Sequence[Said]) -> list[float]:
    """:func:`how_likely` of each sentence alone, or of each row of them."""
    return [value for at in range(0, len(sentences), _TOGETHER) for value in _each_likely(sentences[at : at + _TOGETHER])]


def _each_likely(sentences: Sequence[Said]) -> list[float]:
    weights = _weights()
    worded = _each_summed(weights.words, [each.words for each in sentences], weights.scales[0], LEAST["words"])
    spelt = _each_summed(weights.characters, [each.characters for each in sentences], weights.scales[1], LEAST["characters"])
    return (worded + spelt + _each_paired(sentences, weights) + MEANT * _each_meant(sentences, weights) + weights.offset).tolist()


def _each_summed(weights: np.ndarray, bins: Sequence[np.ndarray], scale: float, least: int) -> np.ndarray:
    sizes = np.array([len(each) for each in bins])
    sums, ends = np.concatenate([[0], np.cumsum(weights[np.concatenate(bins)])]), np.cumsum(sizes)
    return (sums[ends] - sums[ends - sizes]) * scale / np.sqrt(np.maximum(sizes, least))


def _each_paired(sentences: Sequence[Said], weights: Weights) -> np.ndarray:
    """The mean weight of the pairs of each sentence. The weights are kept in single precision: in double their sums are
    exact, in whatever order they are added."""
    starts = np.cumsum([0, *(len(each.clauses) for each in sentences)])[:-1]
    clauses = np.array([bits for each in sentences for bits in each.clauses], dtype=np.int64)
    anywhere = _bits(np.bitwise_or.reduceat(clauses, starts)).astype(np.float64)
    opening = _bits([each.opening for each in sentences]).astype(np.float64)
    within = _within(clauses, starts)
    sums, chinese = np.zeros(len(sentences)), np.array([each.chinese for each in sentences], dtype=bool)
    for own, squares in zip((~chinese, chinese), weights.squares, strict=True):
        sums[own] = _squared(anywhere[own], squares[0]) + within[own] @ squares[1].ravel() + _squared(opening[own], squares[2])
    counts = _squared(anywhere, _ALL_PAIRS) + within @ _ALL_PAIRS.ravel() + _squared(opening, _ALL_PAIRS)
    return np.round(sums / np.sqrt(np.maximum(counts, LEAST["pairs"])), 6)


def _within(clauses: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """For each sentence and each two classes, in a row, whether both stand in one of its clauses."""
    standing = np.bitwise_or.reduceat(np.where(_bits(clauses), clauses[:, None], 0), starts)
    bits = np.unpackbits(standing.astype("<i8").view(np.uint8), axis=1, bitorder="little")
    return bits.reshape(len(starts), _SIZE, 64)[:, :, :_SIZE].reshape(len(starts), -1).astype(np.float64)


def _squared(bits: np.ndarray, square: np.ndarray) -> np.ndarray:
    """The sum over all pairs of bits that are set."""
    return ((bits @ square) * bits).sum(axis=1)


def _each_meant(sentences: Sequence[Said], weights: Weights) -> np.ndarray:
    bags = np.array([each.bag for each in sentences]).reshape(len(sentences), 2, -1)
    bags = np.round(bags / np.maximum(np.linalg.norm(bags, axis=2, keepdims=True), 1e-9), 5)
    return np.round(np.einsum("ij,j->i", bags.reshape(len(sentences), -1), weights.bag), 6)


def _both(bits: np.ndarray) -> np.ndarray:
    """Which two classes stand together in each row."""
    return bits[:, _UPPER[0]] & bits[:, _UPPER[1]]


def tells(sentence: Said) -> bool:
    """Whether a sentence speaks of something past, and in English of a person, too."""
    return any(bits & PAST and (sentence.chinese or bits & PERSON) for bits in sentence.clauses)


def doubt() -> float:
    """How far below the threshold a view may be and a person should still look at it."""
    return _weights().doubt


def speaks_to_grader(text: str) -> bool:
    """Whether a normalised sentence is likely addressed to whoever grades it."""
    return how_likely(view([said(text)])) > 0


@lru_cache(maxsize=1)
def _weights() -> Weights:
    with np.load(_FILE, allow_pickle=False) as stored:
        return Weights(
            stored["words"].astype(np.int64),
            stored["characters"].astype(np.int64),
            stored["pairs"].astype(np.float64),
            stored["bag"].astype(np.float64),
            stored["scales"],
            float(stored["offset"]),
            float(stored["doubt"]),
        )
