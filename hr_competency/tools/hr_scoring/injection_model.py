"""Words addressed to the grader, told by a linear model.

A sentence is seen as its words in order, its characters, the directions of its word vectors (those that ship with the
evidence model, so that another word for the same thing is one too), the kinds of its words in order (groups of words whose
vectors are near each other, in three sizes), and the classes of :mod:`.injection_words` that stand in it, pair by pair: an
order beside a prize is one thing, an order beside a past and a person another. All are sums over sentences or "stands in
one of them", so that one sentence, a few in a row and a whole text are judged by the same numbers. Where the local encoder
is there, a second set of weights counts the sentence's own vector, too.

``tests/hr_scoring/attacks/train.py`` makes the file and sets two thresholds by writers it did not train on: above the first
a sentence earns nothing, above the second a person is asked to look.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from .encoders import Encoder, vector_space
from .injection_words import NAMES, PAST, PERSON, classes, signs_in
from .lexicon import term_weight
from .model import LEXICAL, LOCAL, shipped_model
from .normal import has_cjk
from .text import spoken, stem

# powers of two
BINS, KIND_BINS = 1 << 16, 1 << 17
_SIZE = len(NAMES)
_UPPER = np.triu_indices(_SIZE)
PAIRS = len(_UPPER[0])
_ALL_PAIRS = np.triu(np.ones((_SIZE, _SIZE)))
# Sentences that are looked at in one go: more would only take memory.
_TOGETHER = 256
# What is counted in hashed bins.
COUNTED = ("words", "characters", "kinds")
# How much word vectors and a sentence's vector count beside words, characters and classes, whose rows have length 1.
MEANT = 0.6
# A short text has little to go by and must not look sure for that.
LEAST = {"words": 6, "characters": 12, "kinds": 20, "pairs": 6}
# Words that say so little stand for themselves, not for their kind; and how far two kinds may stand apart.
_LITTLE, _APART = 0.5, 8
_CLAUSE = re.compile(r"[,.;:!?\n。、—(){}]+")
_OPENING_WORDS, _OPENING_ZH = 24, 12
_FIRST_ROOTS = 3
_FILE = Path(__file__).with_name("injection_model.npz")


@dataclass(frozen=True, slots=True)
class Said:
    """What the model sees of one sentence. ``clauses`` and ``opening`` are bits of word classes; ``sense`` is the
    encoder's vector, where there is one."""

    words: np.ndarray
    characters: np.ndarray
    kinds: np.ndarray
    clauses: tuple[int, ...]
    opening: int
    bag: np.ndarray
    chinese: bool
    sense: np.ndarray | None = None


@dataclass(frozen=True)
class Weights:
    """The trained numbers; ``pairs`` has for Chinese and English a row for what stands in the text, in a clause, and in
    the opening; ``sense`` is empty in the set that does without an encoder."""

    words: np.ndarray
    characters: np.ndarray
    kinds: np.ndarray
    pairs: np.ndarray
    bag: np.ndarray
    sense: np.ndarray
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


def said_of(sentences: Sequence[str], senses: Sequence[np.ndarray] | None = None) -> list[Said]:
    """What the model sees of each of some sentences; many are looked at in one go.

    :param senses: their vectors by the local encoder, as :func:`knows` tells
    """
    found = [one for at in range(0, len(sentences), _TOGETHER) for one in _said_of(sentences[at : at + _TOGETHER])]
    return found if senses is None else [replace(one, sense=sense) for one, sense in zip(found, senses, strict=True)]


def _said_of(sentences: Sequence[str]) -> list[Said]:
    spoken_ = _Spoken.of(sentences)
    chinese = [has_cjk(sentence) for sentence in sentences]
    parts = zip(
        _word_bins(spoken_),
        _character_bins(sentences, np.array(chinese, dtype=bool)),
        _kind_bins(spoken_),
        map(_classes, sentences, chinese),
        _bags(spoken_),
        chinese,
        strict=True,
    )
    return [Said(told, spelt, alike, *found, bag, zh) for told, spelt, alike, found, bag, zh in parts]


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The words of some sentences. A word is looked up once, however often it is said: ``at`` has for each its place among
    the ``different`` ones, their ``roots``, their ``rows`` among the word vectors and their ``weights``; ``sizes`` is how
    many words each sentence has."""

    different: list[str]
    roots: list[str]
    rows: np.ndarray
    weights: np.ndarray
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
        rows = np.array(shipped_model().words.rows(different, roots), dtype=int)
        weights = np.array([term_weight(root) if root else 0.1 for root in roots], dtype=float)
        return cls(different, roots, rows, weights, at, np.array([len(told) for told in by_sentence], dtype=int))


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
    owner, inner = _owners(told)
    codes = _with_ends(np.array([_code(word) for word in told.different], dtype=np.uint64)[told.at], told)
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
    return _by_owner(runs, len(told.sizes))


def _owners(told: _Spoken) -> tuple[np.ndarray, np.ndarray]:
    """The number of the sentence for each word, beginning and end, and which of them are words."""
    sizes = told.sizes + 2
    owner, ends = np.repeat(np.arange(len(sizes)), sizes), np.cumsum(sizes)
    inner = np.ones(len(owner), dtype=bool)
    inner[ends - 1] = inner[ends - sizes] = False
    return owner, inner


def _with_ends(codes: np.ndarray, told: _Spoken) -> np.ndarray:
    """The codes of the words, in one row or several, with those of a beginning and an end around each sentence."""
    _owner, inner = _owners(told)
    found = np.full((*codes.shape[:-1], len(inner)), _code("<"), dtype=np.uint64)
    found[..., np.cumsum(told.sizes + 2) - 1] = _code(">")
    found[..., inner] = codes
    return found


def _kind_bins(told: _Spoken) -> list[np.ndarray]:
    """For each sentence hashed kinds of words, pairs and triples of them, and coarse kinds that stand near each other."""
    owner, inner = _owners(told)
    levels, own = _with_ends(_kind_codes(told), told), owner[inner]
    size = np.arange(len(levels))[:, None]
    runs = [
        _runs(20 + size, levels[:, inner], own, (0,), KIND_BINS),
        _runs(30 + size, levels, owner, (0, 1), KIND_BINS),
        _runs(40 + size[:2], levels[:2], owner, (0, 2), KIND_BINS),
        _runs(50 + size[:2], levels[:2], owner, (0, 1, 2), KIND_BINS),
        _near(60, levels[0][inner], own),
    ]
    return _by_owner(runs, len(told.sizes))


def _near(kind: int, codes: np.ndarray, owner: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Bins of each two codes that stand near each other and belong to one owner, and the owners."""
    first, apart = np.divmod(np.arange(len(codes) * _APART), _APART)
    second = np.minimum(first + apart + 1, len(codes) - 1)
    inside = (owner[first] == owner[second]) & (second > first + apart)
    first, second = first[inside], second[inside]
    return _mixed(kind, codes[first], codes[second], bins=KIND_BINS), owner[first]


def _kind_codes(told: _Spoken) -> np.ndarray:
    """The codes of the kinds of each word, a row from coarse to fine; a word that is unknown or says little is its own."""
    plain = np.array([_code(word) for word in told.different], dtype=np.uint64)
    alone = (told.weights < _LITTLE) | (told.rows == len(shipped_model().words.table) - 1)
    return np.where(alone, plain, _kinds()[:, told.rows])[:, told.at]


@lru_cache(maxsize=1)
def _kinds() -> np.ndarray:
    """The codes of the kinds of each row of the word vectors, from coarse to fine."""
    with np.load(_FILE, allow_pickle=False) as stored:
        fine, (middle, coarse) = stored["kinds"], stored["coarser"]
    levels = np.array([coarse[fine], middle[fine], fine], dtype=np.uint64)
    return np.pad(levels, ((0, 0), (0, 1))) | np.array([[4], [3], [2]], dtype=np.uint64) << np.uint64(40)


def _runs(
    kind: int | np.ndarray, codes: np.ndarray, owner: np.ndarray, places: Sequence[int], bins: int = BINS
) -> tuple[np.ndarray, np.ndarray]:
    """Bins of the codes at these places from each code on, where all belong to one owner, and the owners.

    :param kind: with several rows of codes one for each, below each other
    """
    last = max(len(owner) - places[-1], 0)
    inside = owner[:last] == owner[places[-1] :]
    mixed = _mixed(kind, *(codes[..., at : last + at][..., inside] for at in places), bins=bins)
    return mixed.ravel(), np.tile(owner[:last][inside], np.size(kind))


def _by_owner(runs: Sequence[tuple[np.ndarray, np.ndarray]], count: int) -> list[np.ndarray]:
    bins, owners = (np.concatenate([run[at] for run in runs]) for at in (0, 1))
    # few sentences at once: their numbers fit into sixteen bits, which are sorted much faster
    order = np.argsort(owners.astype(np.uint16), kind="stable")
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


def _mixed(kind: int | np.ndarray, *columns: np.ndarray, bins: int = BINS) -> np.ndarray:
    """A bin for each row of columns; multiplication and shifts only, the same on every machine."""
    code = np.uint64(0x9E3779B97F4A7C15) + np.atleast_1d(kind).astype(np.uint64) * np.uint64(0x632BE59BD9B4E019)
    for column in columns:
        code = (code ^ column) * np.uint64(0xBF58476D1CE4E5B9)
        code ^= code >> np.uint64(29)
    return (code >> np.uint64(20) & np.uint64(bins - 1)).astype(np.int64)


def _bags(told: _Spoken) -> np.ndarray:
    """For each sentence the sums of its word vectors: by how much the words say, and plainly."""
    vectors = shipped_model().words.table[told.rows]
    both = np.concatenate([vectors * told.weights[:, None], vectors], axis=1)[told.at]
    bags, filled = np.zeros((len(told.sizes), both.shape[1])), np.flatnonzero(told.sizes)
    if len(filled):
        bags[filled] = np.add.reduceat(both, (np.cumsum(told.sizes) - told.sizes)[filled], axis=0)
    return bags


@dataclass(frozen=True, slots=True)
class View:
    """What the model weighs of one or more sentences together."""

    words: np.ndarray
    characters: np.ndarray
    kinds: np.ndarray
    pairs: np.ndarray
    bag: np.ndarray
    chinese: bool
    sense: np.ndarray | None = None


def view(sentences: Sequence[Said]) -> View:
    """Sentences in a row, looked at as one."""
    senses = [each.sense for each in sentences]
    return View(
        np.concatenate([each.words for each in sentences]),
        np.concatenate([each.characters for each in sentences]),
        np.concatenate([each.kinds for each in sentences]),
        _pairs(sentences),
        _rounded(np.sum([each.bag for each in sentences], axis=0).reshape(2, -1)).ravel(),
        any(each.chinese for each in sentences),
        None if senses[0] is None else _rounded(np.sum(senses, axis=0, dtype=np.float64)),
    )


def _rounded(rows: np.ndarray) -> np.ndarray:
    """Rows of length 1. Rounded: the last bits of a sum differ between machines."""
    return np.round(rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9), 5)


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
    senses = [each.sense for each in sentences]
    return Said(
        np.concatenate([each.words for each in sentences]),
        np.concatenate([each.characters for each in sentences]),
        np.concatenate([each.kinds for each in sentences]),
        tuple(bits for each in sentences for bits in each.clauses),
        sentences[0].opening,
        np.sum([each.bag for each in sentences], axis=0),
        any(each.chinese for each in sentences),
        None if senses[0] is None else np.sum(senses, axis=0, dtype=np.float64),
    )


def how_likely(seen: View) -> float:
    """How far beyond the threshold a view is; above 0 it speaks to whoever grades it."""
    weights = _weights(seen.sense is not None)
    # sums of whole numbers, the same in every order and on every machine
    counted = sum(
        _summed(getattr(weights, name), getattr(seen, name), scale, LEAST[name])
        for name, scale in zip(COUNTED, weights.scales, strict=True)
    )
    paired = float(np.round(np.sum(seen.pairs * weights.pairs[int(seen.chinese)]), 6))
    meant = MEANT * float(np.round(seen.bag @ weights.bag, 6))
    sensed = 0.0 if seen.sense is None else MEANT * float(np.round(seen.sense @ weights.sense, 6))
    return float(counted + paired + meant + sensed + weights.offset)


def _summed(weights: np.ndarray, bins: np.ndarray, scale: float, least: int) -> float:
    return int(weights[bins].sum()) * scale / max(len(bins), least) ** 0.5


def each_likely(sentences: Sequence[Said]) -> list[float]:
    """:func:`how_likely` of each sentence alone, or of each row of them."""
    return [value for at in range(0, len(sentences), _TOGETHER) for value in _each_likely(sentences[at : at + _TOGETHER])]


def _each_likely(sentences: Sequence[Said]) -> list[float]:
    weights = _weights(sentences[0].sense is not None)
    values = weights.offset + _each_paired(sentences, weights) + MEANT * _each_meant(sentences, weights)
    for name, scale in zip(COUNTED, weights.scales, strict=True):
        values += _each_summed(getattr(weights, name), [getattr(each, name) for each in sentences], scale, LEAST[name])
    if sentences[0].sense is not None:
        senses = _rounded(np.array([each.sense for each in sentences], dtype=np.float64))
        values += MEANT * np.round(np.einsum("ij,j->i", senses, weights.sense), 6)
    return values.tolist()


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
    bags = _rounded(np.array([each.bag for each in sentences]).reshape(len(sentences), 2, -1))
    return np.round(np.einsum("ij,j->i", bags.reshape(len(sentences), -1), weights.bag), 6)


def _both(bits: np.ndarray) -> np.ndarray:
    """Which two classes stand together in each row."""
    return bits[:, _UPPER[0]] & bits[:, _UPPER[1]]


def tells(sentence: Said) -> bool:
    """Whether a sentence speaks of something past, and in English of a person, too."""
    return any(bits & PAST and (sentence.chinese or bits & PERSON) for bits in sentence.clauses)


def doubt(of: Said) -> float:
    """How far below the threshold a view may be and a person should still look at it.

    :param of: one of the sentences that are looked at: with an encoder's vectors the threshold is another one
    """
    return _weights(of.sense is not None).doubt


def speaks_to_grader(text: str) -> bool:
    """Whether a normalised sentence is likely addressed to whoever grades it."""
    return how_likely(view([said(text)])) > 0


def may_speak_to_grader(text: str) -> bool:
    """Whether a person should look at a normalised sentence."""
    seen = said(text)
    return how_likely(view([seen])) > -doubt(seen)


def knows(encoder: Encoder | None) -> bool:
    """Whether there are weights for the vectors of an encoder."""
    return encoder is not None and vector_space(encoder) == _sensed_by()


@lru_cache(maxsize=1)
def _sensed_by() -> str:
    with np.load(_FILE, allow_pickle=False) as stored:
        return str(stored["encoder"])


@lru_cache(maxsize=2)
def _weights(sensed: bool) -> Weights:
    kind = LOCAL if sensed else LEXICAL
    with np.load(_FILE, allow_pickle=False) as stored:
        arrays = {name: stored[f"{kind}_{name}"] for name in ("words", "characters", "kinds", "pairs", "bag", "sense", "scales")}
        offset, doubted = float(stored[f"{kind}_offset"]), float(stored[f"{kind}_doubt"])
    counted = {name: arrays.pop(name).astype(np.int64) for name in COUNTED}
    return Weights(**counted, **{name: array.astype(np.float64) for name, array in arrays.items()}, offset=offset, doubt=doubted)
