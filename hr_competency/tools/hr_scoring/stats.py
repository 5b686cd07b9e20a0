"""The few statistics that the reports need, without scipy: intervals, exact tests, family-wise error.

Where a method draws random numbers its generator is seeded, so that a report comes out the same every time.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

SMALL_N = 30
_SEED = 20190000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with a 95 % interval and what it rests on. ``value`` is ``None`` where it cannot be computed."""

    value: float | None
    low: float | None
    high: float | None
    n: int

    @property
    def small(self) -> bool:
        """Whether it rests on so few cases that it must be called small."""
        return self.n < SMALL_N


NOTHING = Estimate(None, None, None, 0)


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean, summed without rounding errors."""
    return math.fsum(values) / len(values)


def deviation(values: Sequence[float]) -> float:
    """The standard deviation of a sample; 0 for a single value."""
    if len(values) < 2:
        return 0.0
    centre = mean(values)
    return math.sqrt(math.fsum((value - centre) ** 2 for value in values) / (len(values) - 1))


def mean_estimate(values: Sequence[float]) -> Estimate:
    """The mean with its t interval."""
    if not values:
        return NOTHING
    centre = mean(values)
    if len(values) < 2:
        return Estimate(centre, None, None, 1)
    half = t_quantile(0.975, len(values) - 1) * deviation(values) / math.sqrt(len(values))
    return Estimate(centre, centre - half, centre + half, len(values))


def share_estimate(hits: int, n: int) -> Estimate:
    """A share with its Wilson interval, which is sensible for few cases too.

    >>> share_estimate(0, 10).high < 0.3
    True
    """
    if not n:
        return NOTHING
    z = NormalDist().inv_cdf(0.975)
    share = hits / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return Estimate(share, max(0.0, centre - half), min(1.0, centre + half), n)


def t_p_value(t: float, freedom: float) -> float:
    """Two-sided p of Student's t."""
    if math.isnan(t):
        return 1.0
    if math.isinf(t):
        return 0.0
    return _beta_ratio(freedom / 2.0, 0.5, freedom / (freedom + t * t))


@lru_cache(maxsize=4096)
def t_quantile(probability: float, freedom: float) -> float:
    """The quantile of Student's t above 0.5: Newton's steps, kept between bounds that bisection narrows."""
    low, high, at, step = 0.0, 1e4, math.inf, NormalDist().inv_cdf(probability)
    scale = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2) - math.log(freedom * math.pi) / 2
    while abs(step - at) > 1e-10 * max(1.0, step):
        at = step
        excess = 1 - t_p_value(at, freedom) / 2 - probability
        low, high = (low, at) if excess > 0 else (at, high)
        density = math.exp(scale - (freedom + 1) / 2 * math.log1p(at * at / freedom))
        step = at - excess / max(density, 1e-300)
        step = step if low < step < high else (low + high) / 2
    return step


def _beta_ratio(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by its continued fraction."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1.0 - _beta_ratio(b, a, 1 - x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x) - math.log(a))
    return front / _beta_fraction(a, b, x)


def _beta_fraction(a: float, b: float, x: float) -> float:
    value = 1.0
    # It converges in about the square root of the larger parameter.
    for step in range(40 + 8 * math.isqrt(int(max(a, b))), 0, -1):
        half = step // 2
        if step % 2:
            term = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        else:
            term = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        value = 1.0 + term / value
    return value


def one_sample_p(values: Sequence[float]) -> float:
    """Two-sided p that the mean is 0; 1 where there are too few values to say."""
    spread = deviation(values)
    if len(values) < 3:
        return 1.0
    if spread == 0:
        return 1.0 if mean(values) == 0 else 0.0
    return t_p_value(mean(values) / (spread / math.sqrt(len(values))), len(values) - 1)


def welch_p(left: Sequence[float], right: Sequence[float]) -> float:
    """Two-sided p that two means are equal, without equal variances."""
    if len(left) < 3 or len(right) < 3:
        return 1.0
    first, second = deviation(left) ** 2 / len(left), deviation(right) ** 2 / len(right)
    if first + second == 0:
        return 1.0 if mean(left) == mean(right) else 0.0
    freedom = (first + second) ** 2 / (first**2 / (len(left) - 1) + second**2 / (len(right) - 1))
    return t_p_value((mean(left) - mean(right)) / math.sqrt(first + second), freedom)


def rank_p(left: Sequence[float], right: Sequence[float]) -> float:
    """Two-sided p of the rank sum test (Mann–Whitney), with correction for ties and continuity.

    >>> rank_p([1, 2, 3, 4, 5], [1, 2, 3, 4, 5])
    1.0
    """
    n, m = len(left), len(right)
    if n < 3 or m < 3:
        return 1.0
    ranks, ties = _ranks([*left, *right])
    spread = n * m / 12 * ((n + m + 1) - ties / ((n + m) * (n + m - 1)))
    distance = abs(math.fsum(ranks[:n]) - n * (n + m + 1) / 2) - 0.5
    if spread <= 0 or distance <= 0:
        return 1.0
    return 2 * NormalDist().cdf(-distance / math.sqrt(spread))


def _ranks(values: Sequence[float]) -> tuple[list[float], float]:
    """Mean ranks from 1, and the sum of t³ − t over groups of equal values."""
    order = sorted(range(len(values)), key=lambda index: values[index])
    ranks, ties, start = [0.0] * len(values), 0.0, 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for index in order[start:end]:
            ranks[index] = (start + end + 1) / 2
        ties += (end - start) ** 3 - (end - start)
        start = end
    return ranks, ties


def cohens_d(left: Sequence[float], right: Sequence[float]) -> float | None:
    """The difference of two means in pooled standard deviations; ``None`` where it cannot be computed."""
    n = len(left) + len(right) - 2
    if len(left) < 2 or len(right) < 2:
        return None
    pooled = math.sqrt(((len(left) - 1) * deviation(left) ** 2 + (len(right) - 1) * deviation(right) ** 2) / n)
    return (mean(left) - mean(right)) / pooled if pooled else None


def fisher_p(a: int, b: int, c: int, d: int) -> float:
    """Fisher's exact two-sided p of the table ``[[a, b], [c, d]]``: all tables at most as likely as this one.

    >>> round(fisher_p(3, 1, 1, 3), 4)
    0.4857
    """
    first, second, hits = a + b, c + d, a + c
    if not first or not second or not hits or hits == first + second:
        return 1.0
    whole = _log_choose(first + second, hits)

    def chance(k: int) -> float:
        return math.exp(_log_choose(first, k) + _log_choose(second, hits - k) - whole)

    seen = chance(a) * (1 + 1e-7)
    each = (chance(k) for k in range(max(0, hits - second), min(first, hits) + 1))
    return min(1.0, math.fsum(value for value in each if value <= seen))


def fisher_less(a: int, b: int, c: int, d: int) -> float:
    """Fisher's exact one-sided p of ``[[a, b], [c, d]]``: that the first share is not smaller, with at most ``a`` hits.

    >>> round(fisher_less(1, 9, 11, 3), 6)
    0.00138
    """
    first, second, hits = a + b, c + d, a + c
    whole = _log_choose(first + second, hits)
    each = (_log_choose(first, k) + _log_choose(second, hits - k) - whole for k in range(max(0, hits - second), a + 1))
    return min(1.0, math.fsum(math.exp(value) for value in each))


def trigamma(x: float) -> float:
    """The second derivative of log gamma, for x > 0: recurrence up to 10, then the asymptotic series.

    >>> round(trigamma(1.0), 6)
    1.644934
    """
    total = 0.0
    while x < 10:
        total += 1.0 / (x * x)
        x += 1.0
    square = 1.0 / (x * x)
    return total + 1.0 / x + square / 2 + square / x * (1 / 6 - square * (1 / 30 - square / 42))


def trigamma_inverse(value: float) -> float:
    """Where :func:`trigamma`, which falls, takes a value > 0; by bisection of the logarithm.

    >>> round(trigamma_inverse(1.644934), 4)
    1.0
    """
    low, high = math.log(1e-6), math.log(1e12)
    for _ in range(100):
        middle = (low + high) / 2
        if trigamma(math.exp(middle)) > value:
            low = middle
        else:
            high = middle
    return math.exp((low + high) / 2)


@lru_cache(maxsize=65536)
def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def holm(p_values: Sequence[float]) -> list[float]:
    """p values adjusted so that the chance of *any* false alarm in the family stays at the level they are read at.

    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    order = sorted(range(len(p_values)), key=lambda index: p_values[index])
    adjusted, highest = [1.0] * len(p_values), 0.0
    for rank, index in enumerate(order):
        highest = max(highest, min(1.0, p_values[index] * (len(p_values) - rank)))
        adjusted[index] = highest
    return adjusted


def bootstrap(n: int, statistic: Callable, rounds: int = 500) -> tuple[float, float] | None:
    """A 95 % percentile interval of a statistic over resampled cases.

    :param statistic: takes an integer array of case numbers, returns a number or ``None``
    :return: low and high, or ``None`` where the statistic can hardly be computed
    """
    import numpy as np

    generator = np.random.default_rng(_SEED)
    drawn = (statistic(generator.integers(0, n, n)) for _ in range(rounds))
    values = [value for value in drawn if value is not None and math.isfinite(value)]
    if len(values) < rounds / 2:
        return None
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
