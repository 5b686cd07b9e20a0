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

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from .encoders import Encoder, vector_space
from .injection_bins import COUNTED, FILE, Run, Words, runs_of
from .injection_words import NAMES, PAST, PERSON, Classes, classes_of
from .model import LEXICAL, LOCAL, shipped_model
from .normal import has_cjk
from .profiles import unit_rows
from .together import Spoken, in_turn, over_runs

_SIZE = len(NAMES)
_UPPER = np.triu_indices(_SIZE)
PAIRS = len(_UPPER[0])
_ALL_PAIRS = np.triu(np.ones((_SIZE, _SIZE)))
# So many bytes have a bit for each class.
_BYTES = -(-_SIZE // 8)
# Sentences that are looked at in one go: more would only take memory.
_TOGETHER = 256
# How much word vectors and a sentence's vector count beside words, characters and classes, whose rows have length 1.
MEANT = 0.6
# A short text has little to go by and must not look sure for that.
LEAST = {"words": 6, "characters": 12, "kinds": 20, "pairs": 6}


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

    @cached_property
    def inside(self) -> np.ndarray:
        """For Chinese and English, for each class and each eight classes whatever of these stand in a clause with it: the sum
        of the weights of these pairs, and how many they are. To look them up is much quicker than to add them."""
        standing = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little").astype(np.float64)
        both = np.stack([self.squares[:, 1], np.broadcast_to(_ALL_PAIRS, (2, _SIZE, _SIZE))], axis=-1)
        filled = np.zeros((2, _SIZE, 8 * _BYTES, 2))
        filled[:, :, :_SIZE] = both
        return np.einsum("vb,lcgbn->lcgvn", standing, filled.reshape(2, _SIZE, _BYTES, 8, 2)).reshape(2, -1, 2)


def said(sentence: str) -> Said:
    """What the model sees of a normalised sentence."""
    return said_of([sentence])[0]


def said_of(sentences: Sequence[str], senses: Sequence[np.ndarray] | None = None) -> list[Said]:
    """What the model sees of each of some sentences; many are looked at in one go.

    :param senses: their vectors by the local encoder, as :func:`knows` tells
    """
    found = [one for part in _parts(sentences) for one in _said_of(*part)]
    return found if senses is None else [replace(one, sense=sense) for one, sense in zip(found, senses, strict=True)]


def _parts(sentences: Sequence[str], spoken: Spoken | None = None) -> Iterator[tuple[Sequence[str], Words, np.ndarray]]:
    """As many sentences as are looked at in one go, with their words and whether each is Chinese."""
    words, chinese = Words.of(spoken or Spoken.of(sentences)), np.array([has_cjk(sentence) for sentence in sentences], dtype=bool)
    for at in range(0, len(sentences), _TOGETHER):
        part = slice(at, at + _TOGETHER)
        yield sentences[part], words.part(at, at + _TOGETHER), chinese[part]


def _said_of(sentences: Sequence[str], words: Words, chinese: np.ndarray) -> list[Said]:
    runs = list(runs_of(sentences, words, chinese))
    counted = [_by_sentence([run for run in runs if run.what == what], len(sentences)) for what in COUNTED]
    seen = classes_of(sentences, chinese)
    clauses = map(tuple, np.split(seen.clauses, seen.starts[1:]))
    return [Said(*one) for one in zip(*counted, clauses, seen.opening, _bags(words), chinese.tolist(), strict=True)]


def _by_sentence(runs: Sequence[Run], count: int) -> list[np.ndarray]:
    """The bins of each sentence."""
    owners = np.concatenate([np.tile(run.owners, len(np.atleast_2d(run.bins))) for run in runs])
    bins, order = np.concatenate([run.bins.ravel() for run in runs]), np.argsort(owners, kind="stable")
    return np.split(bins[order], np.bincount(owners, minlength=count)[:count].cumsum())[:count]


def _bags(words: Words) -> np.ndarray:
    """For each sentence the sums of its word vectors: by how much the words say, and plainly."""
    at, sizes = words.spoken.at, words.spoken.sizes
    # first for the different words, which are few
    vectors, filled = shipped_model().words.table[words.rows], np.flatnonzero(sizes)
    both = np.concatenate([vectors * words.weights[:, None], vectors], axis=1)
    bags = np.zeros((len(sizes), both.shape[1]))
    if len(filled):
        bags[filled] = over_runs(np.add, both, at, (np.cumsum(sizes) - sizes)[filled])
    return bags


@dataclass(frozen=True, slots=True)
class Seen:
    """Sentences, or rows of them, as the model weighs them: an entry for each. ``counted`` and ``sizes`` have for each of
    :data:`COUNTED` the sum of the weights and how many there are."""

    counted: dict[str, np.ndarray]
    sizes: dict[str, np.ndarray]
    classes: Classes
    bags: np.ndarray
    chinese: np.ndarray
    senses: np.ndarray | None

    def rows(self, bounds: Sequence[tuple[int, int]]) -> Seen:
        """Sentences in a row as one, see :func:`view`.

        :param bounds: the first sentence of each row and the one after its last
        """
        firsts, lasts = np.array(bounds).reshape(-1, 2).T
        begins = np.append(self.classes.starts, len(self.classes.clauses))
        sizes = begins[lasts] - begins[firsts]
        clauses = self.classes.clauses[in_turn(begins[firsts], sizes)]
        return Seen(
            {what: _summed_up(sums, firsts, lasts) for what, sums in self.counted.items()},
            {what: _summed_up(sums, firsts, lasts) for what, sums in self.sizes.items()},
            Classes(clauses, np.cumsum(sizes) - sizes, self.classes.opening[firsts]),
            np.array([self.bags[first:last].sum(axis=0) for first, last in bounds]),
            _summed_up(self.chinese, firsts, lasts) > 0,
            None if self.senses is None else np.array([self.senses[first:last].sum(axis=0, dtype=np.float64) for first, last in bounds]),
        )

    def likely(self) -> np.ndarray:
        """:func:`how_likely` of each."""
        weights = _weights(self.senses is not None)
        values = weights.offset + _each_paired(self.classes, self.chinese, weights) + MEANT * _each_meant(self.bags, weights)
        for what, scale in zip(COUNTED, weights.scales, strict=True):
            values += self.counted[what] * scale / np.sqrt(np.maximum(self.sizes[what], LEAST[what]))
        if self.senses is not None:
            senses = _rounded(np.asarray(self.senses, dtype=np.float64))
            values += MEANT * np.round(np.einsum("ij,j->i", senses, weights.sense), 6)
        return values

    def tells(self, index: int) -> bool:
        """Whether a sentence speaks of something past, and in English of a person, too."""
        own = np.append(self.classes.starts, len(self.classes.clauses))[index : index + 2]
        return any(bits & PAST and (self.chinese[index] or bits & PERSON) for bits in self.classes.clauses[slice(*own)].tolist())


def seen_of(sentences: Sequence[str], senses: np.ndarray | None = None, spoken: Spoken | None = None) -> Seen:
    """All sentences as the model weighs them; quicker than :func:`said_of`, for what is counted is only summed up.

    :param senses: their vectors by the local encoder, as :func:`knows` tells
    :param spoken: their words, where they are known
    """
    weights = _weights(senses is not None)
    parts = [_weighed(*part, weights) for part in _parts(sentences, spoken)]
    counted, sizes = ({what: np.concatenate([part[at][what] for part in parts]) for what in COUNTED} for at in (0, 1))
    chinese = np.concatenate([part[3] for part in parts])
    return Seen(counted, sizes, classes_of(sentences, chinese), np.concatenate([part[2] for part in parts]), chinese, senses)


def _weighed(sentences: Sequence[str], words: Words, chinese: np.ndarray, weights: Weights):
    """The sums of weights of some sentences, how many they are, their bags, and whether each is Chinese."""
    counted, sizes = ({what: np.zeros(len(sentences)) for what in COUNTED} for _ in range(2))
    for run in runs_of(sentences, words, chinese):
        # whole numbers, whose sums are the same in every order and on every machine
        found = getattr(weights, run.what)[run.bins]
        rows = 1 if found.ndim == 1 else len(found)
        counted[run.what] += np.bincount(run.owners, found if rows == 1 else found.sum(axis=0), len(sentences) + 1)[:-1]
        sizes[run.what] += rows * run.sizes
    return counted, sizes, _bags(words), chinese


def _summed_up(values: np.ndarray, firsts: np.ndarray, lasts: np.ndarray) -> np.ndarray:
    """The sums of rows of whole numbers."""
    sums = np.concatenate([[0], np.cumsum(values)])
    return sums[lasts] - sums[firsts]


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
    found = unit_rows(rows)
    return np.round(found, 5, out=found)


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


def _each_paired(seen: Classes, chinese: np.ndarray, weights: Weights) -> np.ndarray:
    """The mean weight of the pairs of each sentence. The weights are kept in single precision: in double their sums are
    exact, in whatever order they are added."""
    anywhere = _bits(np.bitwise_or.reduceat(seen.clauses, seen.starts)).astype(np.float64)
    opening = _bits(seen.opening).astype(np.float64)
    sums, counts = _within(seen, chinese, weights.inside)
    for own, squares in zip((~chinese, chinese), weights.squares, strict=True):
        sums[own] += _squared(anywhere[own], squares[0]) + _squared(opening[own], squares[2])
    counts += _squared(anywhere, _ALL_PAIRS) + _squared(opening, _ALL_PAIRS)
    return np.round(sums / np.sqrt(np.maximum(counts, LEAST["pairs"])), 6)


def _within(seen: Classes, chinese: np.ndarray, inside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each sentence the weights of the pairs of classes that stand together in one of its clauses, and how many they
    are.

    :param inside: see :attr:`Weights.inside`
    """
    standing = np.bitwise_or.reduceat(np.where(_bits(seen.clauses), seen.clauses[:, None], 0), seen.starts)
    taken = standing.astype("<i8").view(np.uint8).reshape(len(chinese), _SIZE, 8)[:, :, :_BYTES].ravel()
    # most classes do not stand in a sentence
    at = np.flatnonzero(taken)
    owner, place = np.divmod(at, _SIZE * _BYTES)
    found = inside[chinese[owner].astype(np.intp), place * 256 + taken[at]]
    # of nothing numpy counts whole numbers
    sums, counts = (np.bincount(owner, column, len(chinese)).astype(np.float64) for column in found.T)
    return sums, counts


def _squared(bits: np.ndarray, square: np.ndarray) -> np.ndarray:
    """The sum over all pairs of bits that are set."""
    return ((bits @ square) * bits).sum(axis=1)


def _each_meant(bags: np.ndarray, weights: Weights) -> np.ndarray:
    bags = _rounded(bags.reshape(len(bags), 2, -1))
    return np.round(np.einsum("ij,j->i", bags.reshape(len(bags), -1), weights.bag), 6)


def _both(bits: np.ndarray) -> np.ndarray:
    """Which two classes stand together in each row."""
    return bits[:, _UPPER[0]] & bits[:, _UPPER[1]]


def doubt(sensed: bool) -> float:
    """How far below the threshold a view may be and a person should still look at it.

    :param sensed: whether there are an encoder's vectors: with these the threshold is another one
    """
    return _weights(sensed).doubt


def speaks_to_grader(text: str) -> bool:
    """Whether a normalised sentence is likely addressed to whoever grades it."""
    return how_likely(view([said(text)])) > 0


def may_speak_to_grader(text: str) -> bool:
    """Whether a person should look at a normalised sentence."""
    return how_likely(view([said(text)])) > -doubt(sensed=False)


def knows(encoder: Encoder | None) -> bool:
    """Whether there are weights for the vectors of an encoder."""
    return encoder is not None and vector_space(encoder) == _sensed_by()


@lru_cache(maxsize=1)
def _sensed_by() -> str:
    with np.load(FILE, allow_pickle=False) as stored:
        return str(stored["encoder"])


@lru_cache(maxsize=2)
def _weights(sensed: bool) -> Weights:
    kind = LOCAL if sensed else LEXICAL
    with np.load(FILE, allow_pickle=False) as stored:
        arrays = {name: stored[f"{kind}_{name}"] for name in ("words", "characters", "kinds", "pairs", "bag", "sense", "scales")}
        offset, doubted = float(stored[f"{kind}_offset"]), float(stored[f"{kind}_doubt"])
    counted = {name: arrays.pop(name) for name in COUNTED}
    return Weights(**counted, **{name: array.astype(np.float64) for name, array in arrays.items()}, offset=offset, doubt=doubted)
