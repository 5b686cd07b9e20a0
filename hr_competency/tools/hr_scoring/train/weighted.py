"""Rows of features with what they are worth and how much they count: what grading is learned from."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace


@dataclass(slots=True)
class Weighted:
    """``groups`` are questions: what is left out together."""

    features: list = field(default_factory=list)
    worth: list = field(default_factory=list)
    weights: list = field(default_factory=list)
    groups: list = field(default_factory=list)

    def scaled(self, total: float) -> Weighted:
        """The same, with weights of so much in all."""
        factor = total / max(sum(self.weights), 1e-9)
        return replace(self, weights=[weight * factor for weight in self.weights])

    def joined(self, other: Weighted) -> Weighted:
        """Both."""
        return type(self)(**{one.name: [*getattr(self, one.name), *getattr(other, one.name)] for one in fields(self)})
