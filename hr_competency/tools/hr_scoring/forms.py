"""How near a text and a statement are by what was learned from pairs of both.

An encoder puts near to each other what is about the same things. What a deed implies is told in other words than the
behaviour; some of it can be learned from phrases and their behaviours, and holds for others (:mod:`.train.forms`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from .profiles import unit_rows


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """Two matrices that bring texts and statements into one space, and where the average of each lies there."""

    text: np.ndarray
    text_centre: np.ndarray
    statement: np.ndarray
    statement_centre: np.ndarray

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray], prefix: str) -> Form:
        """From the arrays of the model's file."""
        return cls(*(np.asarray(arrays[f"{prefix}.{part.name}"], dtype=np.float64) for part in fields(cls)))

    def texts(self, vectors: np.ndarray) -> np.ndarray:
        """:param vectors: of texts, rows of length 1
        :return: their directions in the common space, rows of length 1"""
        return unit_rows(vectors @ self.text - self.text_centre)

    def statements(self, vectors: np.ndarray) -> np.ndarray:
        """As :meth:`texts`, of statements."""
        return unit_rows(vectors @ self.statement - self.statement_centre)

    def of_statements(self, rows: np.ndarray, _chinese: Sequence[bool]) -> np.ndarray:
        """What of the statements every text is compared with, see :meth:`near`."""
        return self.statements(rows)

    def near(self, windows: np.ndarray, statements: np.ndarray) -> np.ndarray:
        """How near each window is to each statement, windows × statements.

        :param statements: as :meth:`of_statements` made them
        """
        return self.texts(windows) @ statements.T
