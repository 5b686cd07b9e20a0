"""Which weights would have agreed better with what later proved right.

Ridge regression of an outcome (a person's rating, later performance) on the competency or indicator scores, drawn
towards the present weights and not below zero: with little data nothing moves. A change is suggested only where the
bootstrap interval of the new weight leaves the present one out, and with its effect on the consistency rate. That effect
is computed on the same people as the weights, so it is optimistic; only the penalty is chosen on people left out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .stats import Estimate

LEAST_N = 30
LEAST_PER_WEIGHT = 5
STEP = 5.0
_PENALTIES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
_FOLDS = 5
_ROUNDS = 600
_SEED = 20190001


@dataclass(frozen=True, slots=True)
class Case:
    """One person: points (0 to 100) by competency or indicator, ``None`` without evidence, and the outcome (0 to 100)."""

    key: str
    points: Mapping[str, float | None]
    outcome: float


@dataclass(frozen=True, slots=True)
class WeightSuggestion:
    """Move a weight (in %) from ``current`` to ``suggested``; ``estimate`` is what the data say, with its interval."""

    key: str
    current: float
    suggested: float
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What to change. ``weights`` are all weights in % after accepting; ``before`` and ``after`` are the consistency
    rate now and as expected. ``reason`` is empty or says why there is nothing: ``too_few``, ``no_relation``,
    ``no_clear_change``, ``no_better``."""

    changes: tuple[WeightSuggestion, ...]
    weights: tuple[tuple[str, float], ...]
    before: Estimate | None
    after: Estimate | None
    n: int
    least_n: int
    reason: str = ""


def suggest_weights(cases: Sequence[Case], current: Mapping[str, float], *, threshold: float = 20.0, least_n: int = LEAST_N) -> Suggestions:
    """Suggest weights.

    :param cases: people with points and an outcome
    :param current: the present weights, on any scale
    :param threshold: a difference up to this (% of the scale) counts as consistent
    """
    keys = sorted(current)
    total = math.fsum(current.values()) or 1.0
    present = {key: 100.0 * current[key] / total for key in keys}
    needed = max(least_n, LEAST_PER_WEIGHT * len(keys))
    unchanged = tuple(present.items())
    usable = [case for case in cases if any(case.points.get(key) is not None for key in keys)]
    if len(usable) < needed or len(keys) < 2:
        return Suggestions((), unchanged, None, None, len(usable), needed, "too_few")
    return _suggest(_Problem(sorted(usable, key=lambda case: case.key), keys, present), needed, threshold)


def _suggest(problem: _Problem, needed: int, threshold: float) -> Suggestions:
    present = problem.present
    unchanged = tuple(present.items())
    before = problem.consistency(problem.current, threshold)
    penalty = problem.best_penalty()
    if penalty is None:
        return Suggestions((), unchanged, before, None, problem.n, needed, "no_relation")
    estimates = problem.estimates(penalty)
    wanted = _wanted(present, estimates)
    if not wanted:
        return Suggestions((), unchanged, before, None, problem.n, needed, "no_clear_change")
    weights = rounded_weights(present, wanted)
    after = problem.consistency([weights[key] for key in problem.keys], threshold)
    if after.value < before.value or problem.error(weights) >= problem.error(present):
        return Suggestions((), unchanged, before, after, problem.n, needed, "no_better")
    changes = tuple(WeightSuggestion(key, present[key], weights[key], estimates[key]) for key in wanted if weights[key] != present[key])
    return Suggestions(changes, tuple(weights.items()), before, after, problem.n, needed)


def _wanted(present: Mapping[str, float], estimates: Mapping[str, Estimate]) -> dict[str, float]:
    """The weights to change, the clearest first: often moving one, and scaling the others, is all the data ask for."""
    wanted: dict[str, float] = {}
    while len(wanted) < len(present) - 1:
        now = rounded_weights(present, wanted)
        clear = {key: _clearness(estimates[key], now[key]) for key in present if key not in wanted}
        key = max(sorted(clear), key=clear.get)
        if clear[key] <= 0:
            break
        wanted[key] = estimates[key].value
    return wanted


def _clearness(estimate: Estimate, present: float) -> float:
    """How far the present weight lies from the estimate, in half widths of its interval; 0 where it may be right."""
    distance = abs(estimate.value - present)
    outside = present < estimate.low or present > estimate.high
    return distance / max(estimate.high - estimate.low, 1e-9) if outside and distance >= STEP / 2 else 0.0


def rounded_weights(present: Mapping[str, float], wanted: Mapping[str, float]) -> dict[str, float]:
    """New weights in %: the wanted ones in steps of 5, the others scaled so that all add up to 100.

    >>> rounded_weights({"a": 10, "b": 45, "c": 45}, {"a": 19.2})
    {'a': 20.0, 'b': 40.0, 'c': 40.0}
    """
    fixed = {key: max(STEP, STEP * round(value / STEP)) for key, value in wanted.items()}
    rest = {key: value for key, value in present.items() if key not in fixed}
    room, whole = 100.0 - math.fsum(fixed.values()), math.fsum(rest.values())
    if not rest or room <= 0 or not whole:
        scale = 100.0 / (math.fsum(fixed.values()) + whole)
        return {key: round(scale * fixed.get(key, present[key]), 2) for key in present}
    return {key: fixed[key] if key in fixed else round(room * present[key] / whole, 2) for key in present}


class _Problem:
    """The arrays of one regression: points without gaps, outcomes, present weights as shares of 100."""

    def __init__(self, cases: Sequence[Case], keys: Sequence[str], present: Mapping[str, float]):
        import numpy as np

        self.np, self.keys, self.present, self.n = np, list(keys), dict(present), len(cases)
        points = np.array([[_number(case.points.get(key)) for key in keys] for case in cases], dtype=float)
        known = np.isfinite(points)
        # An unknown score stands at the mean of the known ones: it must not pull the weight either way.
        means = np.where(known, points, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
        self.points = np.where(known, points, means)
        self.outcome = np.array([case.outcome for case in cases], dtype=float)
        self.current = np.array([present[key] for key in keys])

    def fit(self, rows, penalty: float):
        """Weights in % from some of the people; ``None`` where the outcome does not rise with the score."""
        np = self.np
        x, y = self.points[rows], self.outcome[rows]
        x, y = x - x.mean(axis=0), y - y.mean()
        total = x @ self.current
        slope = float(total @ y) / max(float(total @ total), 1e-12)
        if slope <= 0:
            return None
        start = slope * self.current
        scale = float(np.trace(x.T @ x)) / len(self.keys)
        gram = x.T @ x + penalty * scale * np.eye(len(self.keys))
        beta = _non_negative(gram, x.T @ y + penalty * scale * start, start)
        return 100.0 * beta / beta.sum() if beta.sum() > 0 else None

    def best_penalty(self) -> float | None:
        """The penalty that predicts left-out people best; the larger one where two are equal."""
        errors = {penalty: self._left_out_error(penalty) for penalty in _PENALTIES}
        usable = {penalty: error for penalty, error in errors.items() if error is not None}
        return min(usable, key=lambda penalty: (round(usable[penalty], 6), -penalty)) if usable else None

    def _left_out_error(self, penalty: float) -> float | None:
        np, order, total = self.np, self.np.arange(self.n), 0.0
        for fold in range(_FOLDS):
            out = order % _FOLDS == fold
            weights = self.fit(order[~out], penalty)
            if weights is None:
                return None
            slope, base = np.polyfit(self.points[~out] @ weights, self.outcome[~out], 1)
            total += float(((slope * (self.points[out] @ weights) + base - self.outcome[out]) ** 2).sum())
        return total

    def estimates(self, penalty: float) -> dict[str, Estimate]:
        """Each weight with a bootstrap interval; the chance that any of them misses its weight is 5 %."""
        np = self.np
        centre = self.fit(np.arange(self.n), penalty)
        generator = np.random.default_rng(_SEED)
        drawn = [self.fit(generator.integers(0, self.n, self.n), penalty) for _ in range(_ROUNDS)]
        table = np.array([weights for weights in drawn if weights is not None])
        # All weights are looked at together: the interval is wide enough for that (Bonferroni).
        tail = 2.5 / len(self.keys)
        low, high = np.percentile(table, [tail, 100.0 - tail], axis=0)
        return {key: Estimate(float(centre[index]), float(low[index]), float(high[index]), self.n) for index, key in enumerate(self.keys)}

    def consistency(self, weights, threshold: float) -> Estimate:
        """The share of people whose total under the weights lies within the threshold of the outcome."""
        from .stats import share_estimate

        total = self.points @ self.np.asarray(weights) / 100.0
        distance = self.np.round(self.np.abs(total - self.outcome), 9)
        return share_estimate(int((distance <= threshold).sum()), self.n)

    def error(self, weights: Mapping[str, float]) -> float:
        """The mean squared distance of total and outcome, apart from a constant severity."""
        total = self.points @ self.np.array([weights[key] for key in self.keys]) / 100.0
        return float((total - self.outcome).var())


def _non_negative(gram, target, start):
    """Minimise ½ b'Gb − t'b over b ≥ 0 by coordinate descent; G is positive definite, so it converges."""
    beta = start.copy()
    for _ in range(500):
        before = beta.copy()
        for index in range(len(beta)):
            rest = target[index] - gram[index] @ beta + gram[index, index] * beta[index]
            beta[index] = max(0.0, rest / gram[index, index])
        if abs(beta - before).max() < 1e-9 * max(1.0, abs(beta).max()):
            break
    return beta


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)
