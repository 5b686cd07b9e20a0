"""A sparse table of people × names, kept by column: a job asks for a few names out of thousands."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence


class Columns:
    """Values by name and row.

    >>> table = Columns([{"sql": 1.0}, {}, {"sql": 0.5, "java": 1.0}])
    >>> table.pick(["sql", "rust"], 0.0).tolist()
    [[1.0, 0.0], [0.0, 0.0], [0.5, 0.0]]
    """

    def __init__(self, rows: Iterable[Mapping[str, float | None]]):
        self._rows: dict[str, array] = {}
        self._values: dict[str, array] = {}
        self.count = 0
        for row in rows:
            for name, value in row.items():
                if value is not None:
                    self._add(name, value)
            self.count += 1

    def _add(self, name: str, value: float) -> None:
        if name not in self._rows:
            self._rows[name], self._values[name] = array("i"), array("f")
        self._rows[name].append(self.count)
        self._values[name].append(value)

    def pick(self, names: Sequence[str], empty: float):
        """:return: rows × names; ``empty`` where there is no value"""
        import numpy as np

        # By column in memory: each column is filled and read as one stretch.
        picked = np.full((self.count, len(names)), empty, dtype=np.float64, order="F")
        for place, name in enumerate(names):
            if name in self._rows:
                picked[np.frombuffer(self._rows[name], dtype=np.int32), place] = np.frombuffer(self._values[name], dtype=np.float32)
        return picked

    def value(self, row: int, name: str, empty: float) -> float:
        """The value of one row, by bisection: rows of a column stand in order."""
        from bisect import bisect_left

        rows = self._rows.get(name, ())
        at = bisect_left(rows, row)
        return float(self._values[name][at]) if at < len(rows) and rows[at] == row else empty
