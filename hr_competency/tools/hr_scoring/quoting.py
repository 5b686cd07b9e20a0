"""Which clauses of a window are the quote: those that tell the deed, without what stands before and after."""

from __future__ import annotations

import numpy as np

from .features import reduced
from .model import EvidenceModel
from .profiles import Block, TextProfile, unit_rows

# A clause is worth quoting for what it tells of a deed and for how near it is to the statement or one of its phrases.
_NEARNESS = 2.0
_LEAST = 0.45


class Quoter:
    """Chooses runs of clauses in one text; what is needed of all statements is computed at the first question."""

    def __init__(self, model: EvidenceModel, text: TextProfile, block: Block):
        self._model = model
        self._text = text
        self._block = block
        self._worth: list[list[float]] | None = None

    def run(self, at: int, first: int, last: int) -> tuple[int, int]:
        """The best run of units within ``first`` to ``last - 1`` for the statement ``at``: the one that gains most, each
        unit counting by its length."""
        if last - first == 1:
            return first, last
        if self._worth is None:
            self._worth = self._gains().T.tolist()
        worth = self._worth[at]
        best, begin, total, run = -np.inf, first, 0.0, (first, last)
        for unit in range(first, last):
            if total <= 0.0:
                begin, total = unit, 0.0
            total += worth[unit]
            if total > best:
                best, run = total, (begin, unit + 1)
        return run

    def _gains(self) -> np.ndarray:
        text, block = self._text, self._block
        deed = 1.0 / (1.0 + np.exp(-np.clip(self._model.deed["lexical"].judge_units(text) + 1.0, -6, 6)))
        # the statement and its examples lie together
        near = reduced(np.maximum, block.bags @ unit_rows(text.bags).T, block.statement, 1 + block.parts["examples"][1])
        lengths = np.array([end - start for start, end, _sentence in text.units], dtype=float)
        return np.round((deed[:, None] * (1.0 + _NEARNESS * near) - _LEAST) * lengths[:, None], 4)
