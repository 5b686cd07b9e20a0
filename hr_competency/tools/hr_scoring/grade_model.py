"""The trained part of grading: a monotone additive model, read from a JSON file.

The score is an offset and a sum of terms ``weight × min(feature, cap)`` with weights that are not negative. So it can be
read by a person, and more of a model answer never earns less. ``python -m hr_scoring.train.grade`` makes the file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from .grade_judge import Judges, shipped_judges

FILE = Path(__file__).with_name("grade_model.json")
LEXICAL, MEANING = "lexical", "meaning"
REFERENCE, EXEMPLAR, POINT = "reference", "exemplar", "point"


@dataclass(frozen=True, slots=True)
class Additive:
    """``offset + Σ weight × min(feature, cap)``, kept between 0 and 1."""

    columns: np.ndarray
    caps: np.ndarray
    weights: np.ndarray
    offset: float

    @classmethod
    def of(cls, stored: dict, names: Sequence[str]) -> Additive:
        """:param stored: ``offset`` and ``terms``, each ``[feature, cap or null, weight]``
        :raise ValueError: where a term names no feature, or a weight is negative"""
        place = {name: number for number, name in enumerate(names)}
        unknown = {name for name, _cap, _weight in stored["terms"]} - set(place)
        weights = np.array([weight for _name, _cap, weight in stored["terms"]])
        if unknown or not np.isfinite(weights).all() or (weights < 0).any():
            raise ValueError(f"this grading model does not fit the engine: {sorted(unknown) or 'weights'}")
        caps = np.array([np.inf if cap is None else cap for _name, cap, _weight in stored["terms"]])
        return cls(np.array([place[name] for name, _cap, _weight in stored["terms"]], dtype=int), caps, weights, stored["offset"])

    def __call__(self, features: np.ndarray) -> float:
        """:return: the score of one row of features"""
        total = self.offset + float((np.minimum(features[self.columns], self.caps) * self.weights).sum())
        return min(max(total, 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class GradeModel:
    """All parts of the model, each with and without an encoder's vectors, and the judges beside them."""

    version: str
    parts: dict[tuple[str, str], Additive]
    judges: Judges

    def part(self, name: str, with_vectors: bool) -> Additive:
        """:param name: :data:`REFERENCE`, :data:`EXEMPLAR` or :data:`POINT`"""
        return self.parts[name, MEANING if with_vectors else LEXICAL]


@lru_cache(maxsize=1)
def shipped_model() -> GradeModel:
    """The model that comes with the engine."""
    return read_model(json.loads(FILE.read_text("utf-8")), shipped_judges())


def read_model(stored: dict, judges: Judges) -> GradeModel:
    """A model from what is stored.

    :raise ValueError: where the file does not fit this engine"""
    from .grade_features import EXEMPLAR_NAMES, PAIR

    names = {REFERENCE: PAIR, EXEMPLAR: EXEMPLAR_NAMES, POINT: PAIR}
    parts = {(part, variant): Additive.of(stored["parts"][part][variant], names[part]) for part in names for variant in (LEXICAL, MEANING)}
    return GradeModel(stored["version"], parts, judges)
