"""What sentences about known skills tell of a skill that is only named.

A name of two or three words says little of what belongs to it: "bookkeeping" is not near to "you post invoices in DATEV".
The model keeps some thousand names together with the mean direction of sentences about each. A new name borrows the
sentences of the known names that are near to it (kernel regression, Nadaraya 1964 and Watson 1964): where it is known itself
these are mostly its own, and elsewhere those of its neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .profiles import unit_rows


@dataclass(frozen=True, slots=True, eq=False)
class KnownNames:
    """Known names and what was said of them, in one space of vectors.

    ``keys`` has a row of length 1 for each name, reduced by ``basis``; ``told`` one for each group of sentences. Names that share
    their sentences stand together: ``firsts`` is where those of each group begin. ``weights`` is how much a name counts,
    and ``sharpness`` how soon a name is too far to be asked.
    """

    keys: np.ndarray
    basis: np.ndarray
    told: np.ndarray
    firsts: np.ndarray
    weights: np.ndarray
    sharpness: float

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray], prefix: str) -> KnownNames:
        """From the arrays of the model's file, where rows are small integers on a scale of their own."""
        keys, told = (unit_rows(arrays[f"{prefix}.{part}"]) for part in ("keys", "told"))
        lengths = np.asarray(arrays[f"{prefix}.lengths"], dtype=np.float64)
        basis, weights = (np.asarray(arrays[f"{prefix}.{part}"], dtype=np.float64) for part in ("basis", "weights"))
        return cls(keys * lengths[:, None], basis, told, arrays[f"{prefix}.firsts"], weights, float(arrays[f"{prefix}.sharpness"]))

    def directions(self, names: np.ndarray) -> np.ndarray:
        """:param names: vectors of names, rows of length 1
        :return: for each name the direction of what sentences about it would say, rows of length 1"""
        near = np.exp(self.sharpness * (names @ self.basis @ self.keys.T - 1.0)) * self.weights
        return unit_rows(np.add.reduceat(near, self.firsts, axis=1) @ self.told)

    def of_statements(self, rows: np.ndarray, _chinese: Sequence[bool]) -> np.ndarray:
        """What of the names every text is compared with, see :meth:`near`."""
        return self.directions(rows)

    def near(self, windows: np.ndarray, directions: np.ndarray) -> np.ndarray:
        """How near each window is to what is said of each name, windows × names.

        :param directions: as :meth:`of_statements` made them
        """
        return windows @ directions.T
