"""From what the model says of every window to the passages that are shown: the best ones of each text, not overlapping."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .context import NAMES
from .model import Judged
from .profiles import TextProfile
from .quoting import Quoter
from .types import Kind


@dataclass(frozen=True, slots=True)
class Judgement:
    """The finder's answer. ``text[start:end] == quote``; without a quote it is empty and the offsets are -1. ``contrast`` is
    how much better the statement fits than the others that were asked about with it, see :mod:`.contrast`."""

    probability: float
    quote: str
    start: int
    end: int
    kind: Kind
    strength: float
    contrast: float = 0.0


@dataclass(slots=True)
class Passage:
    """A window that may show a statement, the one with the number ``at``. It is quoted when somebody asks: of ten that are
    found a reader is shown two or three.

    ``first`` and ``last`` are its units among those of all texts that were judged together, ``base`` the first unit of its own.
    """

    probability: float
    kind: Kind
    strength: float
    contrast: float
    at: int
    first: int
    last: int
    base: int
    text: TextProfile
    quoter: Quoter
    quoted: tuple[str, int, int] | None = None

    def quote(self) -> tuple[str, int, int]:
        """The words that show it best, and where they stand in the text."""
        if self.quoted is None:
            begin, end = self.quoter.run(self.at, self.first, self.last)
            self.quoted = self.text.quote(begin - self.base, end - self.base)
        return self.quoted

    def judgement(self) -> Judgement:
        """As it is told to who asked about a single pair."""
        return Judgement(self.probability, *self.quote(), self.kind, self.strength, self.contrast)


class Passages:
    """Passages of texts that were judged together.

    :param judged: the texts' windows below each other, as they were judged
    :param described: what :func:`.features.window_context` says of the windows
    :param fits: how well each window fits each statement, see :mod:`.contrast`
    """

    def __init__(self, judged: Judged, described: np.ndarray, fits: np.ndarray, quoter: Quoter):
        self._judged, self._fits, self._quoter = judged, fits, quoter
        self._strengths = _strengths(described)

    def of(self, texts: Sequence[TextProfile], limit: int, minimum: float) -> list[dict[int, list[Passage]]]:
        """Up to ``limit`` passages of each text by the number of the statement, most probable first.

        :param texts: those that were judged, in order
        :param minimum: what is less probable is left out
        """
        found: list[dict[int, list[Passage]]] = [{} for _ in texts]
        for owner, passage in self._probable(texts, minimum):
            found[owner].setdefault(passage.at, []).append(passage)
        for own, text in zip(found, texts, strict=True):
            if len(text.windows) > 1:
                chosen = {at: _apart(own[at], limit) for at in sorted(own)}
                own.clear()
                own.update(chosen)
        return found

    def _probable(self, texts: Sequence[TextProfile], minimum: float) -> Iterator[tuple[int, Passage]]:
        """Window by window what is probable enough, each with the number of its text."""
        chances = self._judged.probability
        units, windows = (np.cumsum([0, *sizes]) for sizes in zip(*((len(one.units), len(one.windows)) for one in texts), strict=True))
        rows, columns = np.nonzero(chances >= minimum)
        owners = np.searchsorted(windows, rows, side="right") - 1
        bases = units[owners]
        own = np.concatenate([one.windows for one in texts])[rows] + bases[:, None]
        # plain numbers: each is looked at by itself
        told = (owners, chances[rows, columns], self._judged.explicit[rows, columns], self._strengths[rows], self._fits[rows, columns])
        places = (columns, *own.T, bases)
        for owner, chance, explicit, strength, fit, *place in zip(*(one.tolist() for one in (*told, *places)), strict=True):
            kind = Kind.EXPLICIT if explicit else Kind.IMPLICIT
            yield owner, Passage(chance, kind, strength, fit, *place, texts[owner], self._quoter)


def _apart(passages: Sequence[Passage], limit: int) -> list[Passage]:
    """The most probable ones that do not overlap.

    :param passages: from short to long
    """
    chosen: list[Passage] = []
    # among equals the shorter one is the better quote
    for one in sorted(passages, key=lambda one: -one.probability):
        if len(chosen) == limit:
            break
        if not any(other.first < one.last and one.first < other.last for other in chosen):
            chosen.append(one)
    return chosen


def _strengths(described: np.ndarray) -> np.ndarray:
    """How much each window proves: numbers and results count."""
    numbers, result = described[:, NAMES.index("numbers")], described[:, NAMES.index("result")]
    strengths = 0.5 + 0.3 * np.minimum(numbers, 1.0) + 0.2 * np.minimum(result, 1.0)
    return np.array([round(min(1.0, strength), 4) for strength in strengths.tolist()])
