"""What deeds show competencies of which only the name is given.

For each competency of the library the model keeps the direction in which its deeds differ from those of all others (Fisher's
linear discriminant: the mean of its phrases, seen from the mean of all, in a space where phrases of one competency scatter
alike in every direction). A name that is asked about borrows the directions of the competencies whose names are near to
its own. The nearer the nearest one, the more is borrowed; a name that is like none borrows nothing.

A text goes some way in many directions ("organised 20 interviews" sounds like leading a team too), so it is also asked how far it
stays behind the competency whose deeds it is most like. How much that tells depends on whether the name is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .profiles import unit_rows

# Between these cosines to the nearest known name it is believed more and more. Chosen on competencies left out.
_UNLIKE, _ALIKE = 0.3, 0.7
_SHARPNESS = 8.0
# Between these cosines a name is taken for a known one more and more: up to the first, what was learned from names that are left
# out tells more, from the second on what was learned from known ones. Chosen on synonyms left out.
_NEW, _KNOWN = 0.6, 0.9


@dataclass(frozen=True, slots=True, eq=False)
class KnownCompetencies:
    """Names of competencies and their directions, in one space of vectors.

    ``keys`` has a row of length 1 for each name; the names of one competency in one language are a group, they stand together,
    and ``firsts`` is where each group begins. ``shown`` has for each group a row of length 1, ``offsets`` what is added so that
    phrases of all competencies come to 0 on average. ``chinese`` says in which language a group is.
    """

    keys: np.ndarray
    shown: np.ndarray
    offsets: np.ndarray
    firsts: np.ndarray
    chinese: np.ndarray

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray], prefix: str) -> KnownCompetencies:
        """From the arrays of the model's file, where rows are small integers on a scale of their own."""
        keys, shown = (unit_rows(arrays[f"{prefix}.{part}"]) for part in ("keys", "shown"))
        offsets = np.asarray(arrays[f"{prefix}.offsets"], dtype=np.float64)
        return cls(keys, shown, offsets, arrays[f"{prefix}.firsts"], arrays[f"{prefix}.chinese"])

    def directions(self, names: np.ndarray, chinese: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """:param names: vectors of names, rows of length 1
        :param chinese: for each name whether it is Chinese; only competencies in its language are asked
        :return: for each name a direction, at most of length 1, and what is to be added to a text's product with it"""
        near = self._alike(names, chinese)
        shares = np.exp(_SHARPNESS * (near - near.max(axis=1, keepdims=True)))
        borrowed = shares @ self.shown
        believed = np.clip((near.max(axis=1, keepdims=True) - _UNLIKE) / (_ALIKE - _UNLIKE), 0.0, 1.0)
        scale = believed / np.maximum(np.linalg.norm(borrowed, axis=1, keepdims=True), 1e-9)
        return borrowed * scale, (shares @ self.offsets) * scale[:, 0]

    def familiar(self, names: np.ndarray, chinese: np.ndarray) -> np.ndarray:
        """How much each name is a known one, 0 to 1; see :meth:`directions`."""
        return np.clip((self._alike(names, chinese).max(axis=1) - _NEW) / (_KNOWN - _NEW), 0.0, 1.0)

    def farthest(self, windows: np.ndarray) -> np.ndarray:
        """How far each window goes in the direction in which it goes farthest: windows × (English, Chinese)."""
        gone = windows @ self.shown.T + self.offsets
        return np.stack([gone[:, self.chinese == chinese].max(axis=1, initial=-1.0) for chinese in (False, True)], axis=1)

    def _alike(self, names: np.ndarray, chinese: np.ndarray) -> np.ndarray:
        """The cosine of each name with the nearest one of each group; -1 where that is in another language."""
        near = np.maximum.reduceat(names @ self.keys.T, self.firsts, axis=1)
        return np.where(chinese[:, None] == self.chinese, near, -1.0)

    def of_statements(self, rows: np.ndarray, chinese: Sequence[bool]) -> tuple[np.ndarray, np.ndarray]:
        """What of the names every text is compared with, see :meth:`near`."""
        return self.directions(rows, np.array(chinese))

    def near(self, windows: np.ndarray, made: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        """How far each window goes in the direction of each name's deeds, windows × names.

        :param made: what :meth:`of_statements` made
        """
        directions, offsets = made
        return windows @ directions.T + offsets


@dataclass(frozen=True, slots=True, eq=False)
class Apart:
    """How far a window stays behind the known competency whose deeds it is most like."""

    known: KnownCompetencies

    def of_statements(self, rows: np.ndarray, chinese: Sequence[bool]) -> tuple[tuple[np.ndarray, np.ndarray], np.ndarray]:
        """What of the names every text is compared with, see :meth:`near`."""
        return self.known.of_statements(rows, chinese), np.array(chinese, dtype=int)

    def near(self, windows: np.ndarray, made: tuple[tuple[np.ndarray, np.ndarray], np.ndarray]) -> np.ndarray:
        """At most 0 for a name that has the direction of one competency, windows × names.

        :param made: what :meth:`of_statements` made
        """
        names, chinese = made
        return self.known.near(windows, names) - self.known.farthest(windows)[:, chinese]


@dataclass(frozen=True, slots=True, eq=False)
class Familiar:
    """How much a name is a known one, whatever the text."""

    known: KnownCompetencies

    def of_statements(self, rows: np.ndarray, chinese: Sequence[bool]) -> np.ndarray:
        """:meth:`KnownCompetencies.familiar` of each name."""
        return self.known.familiar(rows, np.array(chinese))

    def near(self, windows: np.ndarray, made: np.ndarray) -> np.ndarray:
        """The same for all windows."""
        return np.broadcast_to(made, (len(windows), len(made)))


def asked_of(arrays: Mapping[str, np.ndarray], view: str) -> dict[str, KnownCompetencies | Apart | Familiar]:
    """All that is asked of known competencies in one view of texts, by the name of the feature.

    :param view: ``vector`` or ``bag``
    """
    known = KnownCompetencies.of(arrays, f"{view}_shown")
    return {f"{view}_shown": known, f"{view}_apart": Apart(known), f"{view}_familiar": Familiar(known)}
