"""What is known about a text, and about a statement, before they are compared.

Both sides are prepared once and kept: a CV meets hundreds of indicators and an indicator meets thousands of answers.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

import numpy as np

from . import context
from .lexicon import term_weight
from .text import char_ngrams, fold, normalise, tokens

WORD_BINS = 2048
GRAM_BINS = 1024
_LONGEST_WINDOW = 3
_WHOLE_LIMIT = 6


@dataclass(slots=True)
class Lexical:
    """Word presence and character n-grams of some texts, one row each, hashed into bins."""

    words: np.ndarray
    grams: np.ndarray

    @classmethod
    def of(cls, texts) -> Lexical:
        """Count the words and character n-grams of each text."""
        words = np.zeros((len(texts), WORD_BINS), dtype=np.float32)
        grams = np.zeros((len(texts), GRAM_BINS), dtype=np.float32)
        for row, text in enumerate(texts):
            for token in set(tokens(text)):
                column = _bin(token, WORD_BINS)
                words[row, column] = max(words[row, column], term_weight(token))
            for gram in char_ngrams(text):
                grams[row, _bin(gram, GRAM_BINS)] += 1.0
        return cls(words, _unit(np.sqrt(grams)))


@dataclass(slots=True)
class TextProfile:
    """A text cut into units (clauses) and windows (runs of sentences) that are judged.

    ``units`` are ``(start, end, sentence)`` in the normalised text; ``windows`` are ``(first, last + 1)`` units.
    """

    original: str
    normalised: object
    units: list[tuple[int, int, int]]
    windows: list[tuple[int, int]]
    lexical: Lexical
    context: np.ndarray
    window_context: np.ndarray
    vectors: np.ndarray | None = None
    window_vectors: np.ndarray | None = None

    def unit_text(self, index: int) -> str:
        """The normalised text of a unit."""
        start, end, _sentence = self.units[index]
        return self.normalised.text[start:end]

    def window_text(self, index: int) -> str:
        """The normalised text of a window."""
        first, last = self.windows[index]
        return self.normalised.text[self.units[first][0] : self.units[last - 1][1]]

    def quote(self, first: int, last: int) -> tuple[str, int, int]:
        """The verbatim original of the units ``first`` to ``last - 1``, and where it stands."""
        start, end = self.normalised.span(self.units[first][0], self.units[last - 1][1])
        return self.original[start:end], start, end


def profile_text(text: str, excluded: tuple[tuple[int, int], ...] = ()) -> TextProfile:
    """Prepare a text.

    :param excluded: spans of the text that may not count, as injected instructions; units that touch them are left out
    """
    normalised = normalise(text)
    units = [unit for unit in context.split(normalised.text) if not _touches(normalised, unit, excluded)]
    pieces = [normalised.text[start:end] for start, end, _sentence in units]
    windows = _windows([sentence for _start, _end, sentence in units])
    profile = TextProfile(
        text, normalised, units, windows, Lexical.of(pieces), _rows([context.describe(piece) for piece in pieces]), _rows([])
    )
    profile.window_context = _rows([context.describe(profile.window_text(index)) for index in range(len(windows))])
    return profile


@dataclass(slots=True)
class StatementProfile:
    """A statement with its phrases. Rows of ``lexical`` and ``vectors``: statement, examples, counter-examples."""

    statement: str
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    lexical: Lexical = field(default=None, repr=False)
    vectors: np.ndarray | None = None

    @property
    def texts(self) -> list[str]:
        """The statement and its phrases, in the order of the rows."""
        return [self.statement, *self.examples, *self.counter_examples]


def profile_statement(statement: str, examples=(), counter_examples=()) -> StatementProfile:
    """Prepare a statement; empty and repeated phrases are left out."""
    statement = normalise(statement).text
    examples, counter_examples = _distinct(examples), _distinct(counter_examples)
    profile = StatementProfile(statement, examples, counter_examples)
    profile.lexical = Lexical.of(profile.texts)
    return profile


def _distinct(phrases) -> tuple[str, ...]:
    found = {}
    for phrase in phrases:
        plain = normalise(phrase).text.strip()
        if plain:
            found.setdefault(fold(plain), plain)
    return tuple(found.values())


def _windows(sentence_of_unit: list[int]) -> list[tuple[int, int]]:
    """Runs of up to three sentences, and the whole text where it is short."""
    if not sentence_of_unit:
        return []
    starts = [0] + [at for at in range(1, len(sentence_of_unit)) if sentence_of_unit[at] != sentence_of_unit[at - 1]]
    bounds = [*starts, len(sentence_of_unit)]
    count = len(starts)
    windows = [(bounds[at], bounds[at + size]) for size in range(1, _LONGEST_WINDOW + 1) for at in range(count - size + 1)]
    if _LONGEST_WINDOW < count <= _WHOLE_LIMIT:
        windows.append((0, len(sentence_of_unit)))
    return windows


def _touches(normalised, unit, excluded) -> bool:
    if not excluded:
        return False
    start, end = normalised.span(unit[0], unit[1])
    return any(left < end and start < right for left, right in excluded)


def _rows(rows) -> np.ndarray:
    return np.stack(rows) if rows else np.zeros((0, len(context.NAMES)))


def _bin(term: str, bins: int) -> int:
    return zlib.crc32(term.encode("utf-8")) % bins


def _unit(rows: np.ndarray) -> np.ndarray:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(norms > 0, norms, 1.0)
