"""Did a measure help? Before and after, against people who did not take part, with interval and n."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .stats import NOTHING, SMALL_N, Estimate, cohens_d, deviation, mean, mean_estimate, t_p_value, t_quantile, welch_p

# With fewer people on a side nothing is computed: one person's good month is no effect.
LEAST_N = 3


@dataclass(frozen=True, slots=True)
class Effect:
    """``change`` is the mean change of those who took part, ``control`` of those who did not, ``difference`` the first
    minus the second (difference in differences; without a control group it is empty and says nothing), ``d`` Cohen's d
    of the changes, ``p`` two-sided. ``reason`` is empty or says why there is no difference: ``too_few``, ``no_control``.
    """

    change: Estimate
    control: Estimate
    difference: Estimate
    d: float | None
    p: float | None
    small: bool
    reason: str = ""


def effect(treated: Sequence[tuple[float, float]], control: Sequence[tuple[float, float]] = ()) -> Effect:
    """The effect of a measure.

    :param treated: (before, after) of each person who took part
    :param control: the same of comparable people who did not
    """
    gains = [after - before for before, after in treated]
    others = [after - before for before, after in control]
    small = len(gains) < SMALL_N or len(others) < SMALL_N
    reason = "too_few" if len(gains) < LEAST_N else "no_control" if len(others) < LEAST_N else ""
    if reason:
        d = paired_d(treated) if reason == "no_control" else None
        return Effect(mean_estimate(gains), mean_estimate(others), NOTHING, d, None, small, reason)
    return Effect(
        mean_estimate(gains), mean_estimate(others), _difference(gains, others), cohens_d(gains, others), welch_p(gains, others), small
    )


def paired_d(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Cohen's d of a change without a control group: the mean change in standard deviations of the values before."""
    spread = deviation([before for before, _after in pairs])
    return mean([after - before for before, after in pairs]) / spread if spread else None


def _difference(gains: Sequence[float], others: Sequence[float]) -> Estimate:
    centre = mean(gains) - mean(others)
    first, second = deviation(gains) ** 2 / len(gains), deviation(others) ** 2 / len(others)
    error = math.sqrt(first + second)
    if not error:
        return Estimate(centre, centre, centre, len(gains) + len(others))
    freedom = (first + second) ** 2 / (first**2 / (len(gains) - 1) + second**2 / (len(others) - 1))
    half = t_quantile(0.975, freedom) * error
    return Estimate(centre, centre - half, centre + half, len(gains) + len(others))


def correlation(pairs: Sequence[tuple[float, float]]) -> tuple[Estimate, float | None]:
    """Pearson's r with its Fisher interval, and its two-sided p; empty below four pairs or without spread."""
    n = len(pairs)
    first, second = [a for a, _b in pairs], [b for _a, b in pairs]
    if n < 4 or not deviation(first) or not deviation(second):
        return Estimate(None, None, None, n), None
    x, y = mean(first), mean(second)
    r = math.fsum((a - x) * (b - y) for a, b in pairs) / ((n - 1) * deviation(first) * deviation(second))
    r = min(max(r, -1.0), 1.0)
    if abs(r) == 1.0:
        return Estimate(r, r, r, n), 0.0
    half = 1.96 / math.sqrt(n - 3)
    low, high = math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)
    return Estimate(r, low, high, n), t_p_value(r * math.sqrt((n - 2) / (1 - r * r)), n - 2)
