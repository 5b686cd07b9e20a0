"""Which weights would have agreed better with what later proved right.

Sparse regression of an outcome (a person's rating, later performance) on the competency or indicator scores. Weights of
indicators are looked at within their competency, what the rest of the model says taken into account. A weight leaves its
place only where an F test, corrected for the number of weights, says that the data ask for it; all the others keep their
proportions. With little data nothing moves. A suggestion comes with its effect on the consistency rate among people who
were left out when it was made (cross-validation of the whole procedure), so the effect is not flattered.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .stats import Estimate, mean_estimate, share_estimate, t_p_value, t_quantile

LEAST_N = 30
LEAST_PER_WEIGHT = 5
STEP = 5.0
# The chance that anything is suggested although all weights are right.
FAMILY_ERROR = 0.1
_FOLDS = 10


@dataclass(frozen=True, slots=True)
class Case:
    """One person: points (0 to 100) by competency or indicator, ``None`` without evidence, and the outcome (0 to 100).

    ``rest`` are the points of what is not weighed anew: of the other competencies, where indicators of one are weighed.
    """

    key: str
    points: Mapping[str, float | None]
    outcome: float
    rest: float | None = None


@dataclass(frozen=True, slots=True)
class WeightSuggestion:
    """Move a weight (in %) from ``current`` to ``suggested``; ``estimate`` is what the data say, with its interval."""

    key: str
    current: float
    suggested: float
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What to change. ``weights`` are all weights in % after accepting. ``before`` is the consistency rate now, ``after``
    the one to expect and ``gain`` the change (as a share), both among people who were left out. ``reason`` is empty or
    says why there is nothing: ``too_few``, ``no_relation``, ``no_clear_change``, ``no_better``. ``detectable`` is the change
    of a weight (in % points) that so many people would have shown in 95 of 100 samples, whichever weight it was."""

    changes: tuple[WeightSuggestion, ...]
    weights: tuple[tuple[str, float], ...]
    before: Estimate | None
    after: Estimate | None
    n: int
    least_n: int
    reason: str = ""
    gain: Estimate | None = None
    detectable: float | None = None

    def people_for(self, change: float) -> int | None:
        """About how many people it takes to see a change of a weight by so many % points: errors fall with √n.

        :return: ``None`` where nothing is known of the error
        """
        return None if self.detectable is None else max(self.least_n, math.ceil(self.n * (self.detectable / change) ** 2))


def suggest_weights(
    cases: Sequence[Case],
    current: Mapping[str, float],
    *,
    threshold: float = 20.0,
    least_n: int = LEAST_N,
    share: float = 1.0,
    family_error: float = FAMILY_ERROR,
) -> Suggestions:
    """Suggest weights.

    :param cases: people with points and an outcome
    :param current: the present weights, on any scale
    :param threshold: a difference up to this (% of the scale) counts as consistent
    :param share: what part of the total these weights share out (0 to 1); below 1 each case's ``rest`` is the other part
    :param family_error: the chance that anything is suggested although all weights are right
    """
    keys = sorted(current)
    total = math.fsum(current.values()) or 1.0
    present = {key: 100.0 * current[key] / total for key in keys}
    needed = max(least_n, LEAST_PER_WEIGHT * len(keys))
    usable = [case for case in cases if any(case.points.get(key) is not None for key in keys)]
    if len(usable) < needed or len(keys) < 2:
        return Suggestions((), tuple(present.items()), None, None, len(usable), needed, "too_few")
    problem = _Problem(sorted(usable, key=lambda case: case.key), keys, present, share, family_error)
    return _suggest(problem, needed, threshold)


def _suggest(problem: _Problem, needed: int, threshold: float) -> Suggestions:
    present, everybody = problem.present, problem.everybody
    before = share_estimate(int(problem.consistent(problem.totals(present), threshold).sum()), problem.n)
    nothing = Suggestions((), tuple(present.items()), before, None, problem.n, needed)
    if not problem.related(everybody):
        return replace(nothing, reason="no_relation")
    moved = problem.moves(everybody)
    nothing = replace(nothing, detectable=problem.detectable(list(moved)))
    weights = rounded_weights(present, {key: estimate.value for key, estimate in moved.items()})
    changes = tuple(WeightSuggestion(key, present[key], weights[key], moved[key]) for key in moved if weights[key] != present[key])
    if not changes:
        return replace(nothing, reason="no_clear_change")
    left_out = problem.left_out_totals()
    after, gain = problem.effect(left_out, threshold)
    # One person more or less beyond the threshold is chance; a clear loss is none, nor is a larger error.
    if gain.high < 0 or problem.error(left_out) >= problem.error(problem.totals(present)):
        return replace(nothing, after=after, gain=gain, reason="no_better")
    return replace(nothing, changes=changes, weights=tuple(weights.items()), after=after, gain=gain)


def rounded_weights(present: Mapping[str, float], wanted: Mapping[str, float]) -> dict[str, float]:
    """New weights in %: the wanted ones in steps of 5, the others scaled so that all add up to 100.

    >>> rounded_weights({"a": 10, "b": 45, "c": 45}, {"a": 19.2})
    {'a': 20.0, 'b': 40.0, 'c': 40.0}
    """
    rest = {key: value for key, value in present.items() if key not in wanted}
    # The others keep one step at least each.
    room = 100.0 - STEP * len(rest)
    fixed = {key: max(STEP, STEP * round(value / STEP)) for key, value in wanted.items()}
    taken = math.fsum(fixed.values())
    if taken > room or not rest:
        fixed = {key: round(room * value / taken, 2) for key, value in fixed.items()}
    left, whole = 100.0 - math.fsum(fixed.values()), math.fsum(rest.values())
    return {key: fixed[key] if key in fixed else _share(left, present[key], whole, len(rest)) for key in present}


def _share(left: float, own: float, whole: float, count: int) -> float:
    return round(left * own / whole if whole else left / count, 2)


class _Problem:
    """The arrays of one regression: points without gaps, outcomes, present weights as shares of 100."""

    def __init__(
        self,
        cases: Sequence[Case],
        keys: Sequence[str],
        present: Mapping[str, float],
        share: float = 1.0,
        family_error: float = FAMILY_ERROR,
    ):
        import numpy as np

        self.np, self.keys, self.present, self.n = np, list(keys), dict(present), len(cases)
        self.share, self.family_error = share, family_error
        points = _without_gaps(np, [[case.points.get(key) for key in keys] + [case.rest] for case in cases])
        self.points, self.rest = points[:, :-1], points[:, -1:]
        self.outcome = np.array([case.outcome for case in cases], dtype=float)
        self.everybody = np.arange(self.n)

    def related(self, rows) -> bool:
        """Whether the outcome rises with the present total, more than by chance."""
        fit = self._fit(rows, [])
        slope, error = fit.slopes[0], math.sqrt(fit.covariance[0, 0])
        return slope > 0 and (not error or t_p_value(slope / error, fit.freedom) <= FAMILY_ERROR)

    def moves(self, rows) -> dict[str, Estimate]:
        """The weights to change, the clearest first, with what the data say: often moving one, and scaling the others, is
        all they ask for."""
        moved: list[str] = []
        while len(moved) < len(self.keys) - 1:
            tests = {key: self._p_of_adding(rows, moved, key) for key in self.keys if key not in moved}
            key = min(tests, key=tests.get)
            if tests[key] * len(self.keys) > self.family_error:
                break
            moved.append(key)
        estimates = self._estimates(rows, moved)
        return {key: one for key, one in estimates.items() if abs(one.value - self.present[key]) >= STEP / 2}

    def _fit(self, rows, moved: Sequence[str]) -> _Fit:
        """Least squares on the moved scores, each by itself, the weighted mean of the others, and what else is known."""
        np = self.np
        places = [self.keys.index(key) for key in moved]
        rest = [place for place in range(len(self.keys)) if place not in places]
        shares = np.array([self.present[self.keys[place]] for place in rest])
        shares = shares / shares.sum() if shares.sum() > 0 else np.full(len(rest), 1.0 / len(rest))
        given = np.column_stack([self.points[rows][:, places], self.points[rows][:, rest] @ shares, self._known_besides(rows)])
        return _Fit(given - given.mean(axis=0), self.outcome[rows] - self.outcome[rows].mean())

    def _known_besides(self, rows):
        """The rest of the model where there is one, as one column; else none."""
        return self.rest[rows] if self.share < 1.0 else self.rest[rows, :0]

    def _p_of_adding(self, rows, moved: Sequence[str], key: str) -> float:
        """p that the weight of ``key`` is in its proportion to the others (an F test of one degree of freedom)."""
        without, given = self._fit(rows, moved), self._fit(rows, [*moved, key])
        if given.squares <= 1e-9 * max(without.squares, 1e-9):
            return 0.0 if without.squares > 1e-9 else 1.0
        gained = max(0.0, without.squares - given.squares)
        return t_p_value(math.sqrt(gained / (given.squares / given.freedom)), given.freedom)

    def _estimates(self, rows, moved: Sequence[str]) -> dict[str, Estimate]:
        """Each moved weight in % with its interval (delta method)."""
        np = self.np
        fit = self._fit(rows, moved)
        count = len(moved) + 1
        slopes, covariance = np.maximum(fit.slopes[:count], 0.0), fit.covariance[:count, :count]
        whole = max(float(slopes.sum()), 1e-9)
        found = {}
        for place, key in enumerate(moved):
            value = float(slopes[place]) / whole
            direction = (np.eye(len(slopes))[place] - value) / whole
            half = 100.0 * t_quantile(0.975, fit.freedom) * math.sqrt(max(0.0, float(direction @ covariance @ direction)))
            found[key] = Estimate(100.0 * value, max(0.0, 100.0 * value - half), 100.0 * value + half, len(rows))
        return found

    def detectable(self, moved: Sequence[str]) -> float | None:
        """The change of a weight, in % points, that would be seen in 95 of 100 such samples; of the weight that shows least.

        :param moved: the weights that move; what they explain is no error any more
        :return: ``None`` where the outcome rises with one score alone, so that nothing is known of the error
        """
        others = [key for key in self.keys if key not in moved] if len(moved) + 1 < len(self.keys) else []
        estimates = list(self._estimates(self.everybody, moved).values())
        estimates += [self._estimates(self.everybody, [*moved, key])[key] for key in others]
        if not all(0.0 < one.value < 100.0 for one in estimates):
            return None
        freedom = self.n - len(moved) - 3
        factor = t_quantile(1 - self.family_error / (2 * len(self.keys)), freedom) + t_quantile(0.95, freedom)
        return max((one.high - one.value) / t_quantile(0.975, freedom) * factor for one in estimates)

    def totals(self, weights: Mapping[str, float]):
        """Everybody's total under some weights."""
        weighed = self.points @ self.np.array([weights[key] for key in self.keys]) / 100.0
        return weighed if self.share >= 1.0 else self.share * weighed + (1.0 - self.share) * self.rest[:, 0]

    def left_out_totals(self):
        """Everybody's total under the weights that would have been suggested without them."""
        np = self.np
        totals = self.totals(self.present)
        for fold in range(_FOLDS):
            out = self.everybody % _FOLDS == fold
            rows = self.everybody[~out]
            moved = self.moves(rows) if self.related(rows) else {}
            weights = rounded_weights(self.present, {key: estimate.value for key, estimate in moved.items()})
            totals = np.where(out, self.totals(weights), totals)
        return totals

    def consistent(self, totals, threshold: float):
        """Whose total lies within the threshold of the outcome."""
        return self.np.round(self.np.abs(totals - self.outcome), 9) <= threshold

    def effect(self, totals, threshold: float) -> tuple[Estimate, Estimate]:
        """The consistency rate of some totals, and its change against the present weights with a paired interval."""
        now, then = (self.consistent(values, threshold).astype(int) for values in (self.totals(self.present), totals))
        return share_estimate(int(then.sum()), self.n), mean_estimate((then - now).tolist())

    def error(self, totals) -> float:
        """The mean squared distance of total and outcome, apart from a constant severity."""
        return float((totals - self.outcome).var())


class _Fit:
    """Least squares of centred data, the mean taken as one parameter."""

    def __init__(self, given, wanted):
        import numpy as np

        inverse = np.linalg.pinv(given.T @ given)
        self.slopes = inverse @ (given.T @ wanted)
        self.squares = float(((wanted - given @ self.slopes) ** 2).sum())
        self.freedom = max(len(wanted) - given.shape[1] - 1, 1)
        self.covariance = inverse * self.squares / self.freedom


def _without_gaps(np, rows: Sequence[Sequence[float | None]]):
    """An array in which the unknown stands at the mean of what is known: it must not pull a weight either way."""
    values = np.array([[math.nan if value is None else float(value) for value in row] for row in rows], dtype=float)
    known = np.isfinite(values)
    means = np.where(known, values, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return np.where(known, values, means)
