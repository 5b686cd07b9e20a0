"""Words addressed to the grader, told by a linear model.

A sentence is seen as its words in order, its characters, the directions of its word vectors (those that ship with the
evidence model, so that another word for the same thing is one too), and the classes of :mod:`.injection_words` that stand
in it, pair by pair: an order beside a prize is one thing, an order beside a past and a person another. All are sums over
sentences or "stands in one of them", so that one sentence, a few in a row and a whole text are judged by the same numbers.

``tests/hr_scoring/attacks/train.py`` makes the file; its threshold lets fewer than one harmless text in a hundred be
flagged, of those that people write who speak about grading, machines, rules and orders all day.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from .injection_words import NAMES, classes
from .lexicon import term_weight
from .model import shipped_model
from .normal import has_cjk
from .text import spoken, stem

BINS = 1 << 16
_SIZE = len(NAMES)
_UPPER = np.triu_indices(_SIZE)
PAIRS = len(_UPPER[0])
# How much the word vectors count beside words, characters and classes, whose rows have length 1.
MEANT = 0.6
# A short text has little to go by and must not look sure for that.
LEAST = {"words": 6, "characters": 12, "pairs": 6}
_CLAUSE = re.compile(r"[,.;:!?\n。、—(){}]+")
_OPENING_WORDS, _OPENING_ZH = 24, 12
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


@dataclass(frozen=True, slots=True)
class Weights:
    """The trained numbers; ``pairs`` has for Chinese and English a row for what stands in the text, in a clause, and in
    the opening."""

    words: np.ndarray
    characters: np.ndarray
    pairs: np.ndarray
    bag: np.ndarray
    scales: np.ndarray
    offset: float


def said(sentence: str) -> Said:
    """What the model sees of a normalised sentence."""
    heard = [word.lower() for word in spoken(sentence)]
    stems = [stem(word) if word[:1].isascii() else word for word in heard]
    parts = [part for part in _CLAUSE.split(sentence) if part.strip()] or [sentence]
    chinese = has_cjk(sentence)
    opening = classes(parts[0][: _OPENING_ZH if chinese else _OPENING_WORDS])
    bits = tuple(classes(part) for part in parts)
    signs = classes("".join(_CLAUSE.findall(sentence)))
    return Said(_word_bins(heard, stems), _character_bins(sentence, chinese), (*bits, signs), opening, _bag(heard, stems), chinese)


def _word_bins(heard: Sequence[str], stems: Sequence[str]) -> np.ndarray:
    """Hashed words, pairs, triples and pairs with a word between, with the beginning and the end of the sentence."""
    codes = np.array([_code("<"), *map(_code, heard), _code(">")], dtype=np.uint64)
    roots = np.array([_code("~" + root) for root in stems], dtype=np.uint64)
    parts = [_mixed(1, codes[1:-1]), _mixed(2, roots), _mixed(3, codes[:-1], codes[1:])]
    if len(codes) > 2:
        parts += [_mixed(4, codes[:-2], codes[2:]), _mixed(5, codes[:-2], codes[1:-1], codes[2:]), _mixed(6, roots[:3])]
    return np.concatenate(parts)


@lru_cache(maxsize=32768)
def _code(word: str) -> int:
    if word[:1].isdigit():
        # which number matters only where it may be a mark
        word = word if word in {"5", "10", "100"} else "#" * min(len(word), 3)
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) | 1 << 40


def _character_bins(text: str, chinese: bool) -> np.ndarray:
    """Hashed character n-grams: two and three of Chinese, four and five of English."""
    plain = ("^" + " ".join(text.lower().split()) + "$").encode("utf-16-le", "surrogatepass")
    codes = np.frombuffer(plain, dtype="<u2").astype(np.uint64)
    sizes = (2, 3) if chinese else (4, 5)
    grams = [_mixed(10 + size, *(codes[at : len(codes) - size + 1 + at] for at in range(size))) for size in sizes if len(codes) >= size]
    return np.concatenate(grams) if grams else np.zeros(0, dtype=np.int64)


def _mixed(kind: int, *columns: np.ndarray) -> np.ndarray:
    """A bin for each row of columns; multiplication and shifts only, the same on every machine."""
    code = np.full(len(columns[0]), (0x9E3779B97F4A7C15 + kind * 0x632BE59BD9B4E019) & 0xFFFFFFFFFFFFFFFF, dtype=np.uint64)
    for column in columns:
        code = (code ^ column) * np.uint64(0xBF58476D1CE4E5B9)
        code ^= code >> np.uint64(29)
    return (code >> np.uint64(20)).astype(np.int64) % BINS


def _bag(heard: Sequence[str], stems: Sequence[str]) -> np.ndarray:
    """The sums of the word vectors: by how much the words say, and plainly."""
    vectors = shipped_model().words.vectors(heard, stems)
    if not heard:
        return np.zeros(2 * vectors.shape[1])
    weights = np.array([term_weight(root) if root else 0.1 for root in stems])
    return np.concatenate([weights @ vectors, vectors.sum(0)])


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
            np.outer(anywhere, anywhere)[_UPPER],
            (clauses[:, _UPPER[0]] & clauses[:, _UPPER[1]]).any(0),
            np.outer(opening := _bits([sentences[0].opening])[0], opening)[_UPPER],
        ]
    )
    return together / np.sqrt(np.maximum(together.sum(), LEAST["pairs"]))


def _bits(masks: Sequence[int]) -> np.ndarray:
    return (np.array(masks, dtype=np.int64)[:, None] >> np.arange(_SIZE) & 1).astype(bool)


def how_likely(seen: View) -> float:
    """How far beyond the threshold a view is; above 0 it speaks to whoever grades it."""
    weights = _weights()
    # sums of whole numbers, the same in every order and on every machine
    worded = int(weights.words[seen.words].sum()) * weights.scales[0] / max(len(seen.words), LEAST["words"]) ** 0.5
    spelt = int(weights.characters[seen.characters].sum()) * weights.scales[1] / max(len(seen.characters), LEAST["characters"]) ** 0.5
    paired = float(np.round(np.sum(seen.pairs * weights.pairs[int(seen.chinese)]), 6))
    meant = MEANT * float(np.round(seen.bag @ weights.bag, 6))
    return float(worded + spelt + paired + meant + weights.offset)


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
        )
