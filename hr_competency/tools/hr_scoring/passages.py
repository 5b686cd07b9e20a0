"""From what the model says of every window to the passages that are shown: the best ones of each text, not overlapping."""

from __future__ import annotations

from collections.abc import Sequence
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


# As a :class:`Judgement`, field by field: there are many.
Passage = tuple[float, str, int, int, Kind, float, float]


class Passages:
    """Passages of texts that were judged together.

    :param judged: the texts' windows below each other, as they were judged
    :param described: what :func:`.features.window_context` says of the windows
    :param fits: how well each window fits each statement, see :mod:`.contrast`
    """

    def __init__(self, judged: Judged, described: np.ndarray, fits: np.ndarray, quoter: Quoter):
        # plain numbers: they are looked at one by one
        self._chances, self._explicit, self._fits = judged.probability.tolist(), judged.explicit.tolist(), fits.tolist()
        self._strengths = _strengths(described)
        self._quoter = quoter

    def of(self, text: TextProfile, window: int, unit: int, limit: int, minimum: float) -> dict[int, list[Passage]]:
        """Up to ``limit`` passages of a text by the number of the statement, most probable first.

        :param window: the text's first window among those of all texts
        :param unit: the same for units
        :param minimum: what is less probable is left out
        """
        windows = text.windows.tolist()
        if len(windows) == 1:
            chances = self._chances[window]
            return {at: [self._passage(text, at, window, unit, *windows[0])] for at, chance in enumerate(chances) if chance >= minimum}
        rows = self._chances[window : window + len(windows)]
        found = {}
        for at, chances in enumerate(zip(*rows, strict=True)):
            if max(chances) >= minimum:
                chosen = _apart(chances, windows, minimum, limit)
                found[at] = [self._passage(text, at, window + index, unit, *windows[index]) for index in chosen]
        return found

    def _passage(self, text: TextProfile, at: int, window: int, unit: int, left: int, right: int) -> Passage:
        begin, end = self._quoter.run(at, unit + left, unit + right)
        kind = Kind.EXPLICIT if self._explicit[window][at] else Kind.IMPLICIT
        quote = text.quote(begin - unit, end - unit)
        return self._chances[window][at], *quote, kind, self._strengths[window], self._fits[window][at]


def _apart(chances: Sequence[float], windows: Sequence[Sequence[int]], minimum: float, limit: int) -> list[int]:
    """The most probable windows that do not overlap."""
    chosen: list[int] = []
    # among equals the shorter window is the better quote; windows are listed from short to long
    for index in sorted(range(len(chances)), key=lambda index: -chances[index]):
        left, right = windows[index]
        if chances[index] < minimum or len(chosen) == limit:
            break
        if not any(windows[other][0] < right and left < windows[other][1] for other in chosen):
            chosen.append(index)
    return chosen


def _strengths(described: np.ndarray) -> list[float]:
    """How much each window proves: numbers and results count."""
    numbers, result = described[:, NAMES.index("numbers")], described[:, NAMES.index("result")]
    strengths = 0.5 + 0.3 * np.minimum(numbers, 1.0) + 0.2 * np.minimum(result, 1.0)
    return [round(min(1.0, strength), 4) for strength in strengths.tolist()]
