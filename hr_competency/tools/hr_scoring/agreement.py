"""How far the engine and people agree, and how far people agree with one another.

All differences are in percent of the scale, so that a level (1 to 5) and a score (0 to 100) can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .stats import NOTHING, Estimate, bootstrap, mean_estimate, share_estimate

SCORE_SCALE = (0.0, 100.0)
LEVEL_SCALE = (1.0, 5.0)
ALERT_PERCENT = 20.0
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Compared:
    """The engine's and a person's rating of the same thing. ``None`` means that one of them gave none."""

    key: str
    machine: float | None
    human: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One comparison. ``percent`` is machine minus human in percent of the scale, ``None`` where one is missing."""

    key: str
    percent: float | None
    alert: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement over many comparisons; every number carries its n and interval.

    ``bias`` and ``distance`` are the mean signed and absolute difference in percent of the scale, ``consistency`` is
    the share of comparisons within the threshold, ``kappa`` the quadratic weighted kappa, ``icc`` ICC(2,1).
    """

    n: int
    missing: int
    bias: Estimate
    distance: Estimate
    consistency: Estimate
    kappa: Estimate
    icc: Estimate
    alerts: tuple[str, ...] = field(default=())

    @property
    def small(self) -> bool:
        """Whether n is too small to conclude anything."""
        return self.consistency.small


def percent_of_scale(machine: float, human: float, scale: tuple[float, float] = SCORE_SCALE) -> float:
    """Machine minus human in percent of the scale.

    >>> percent_of_scale(4, 3, LEVEL_SCALE)
    25.0
    """
    return 100.0 * (machine - human) / (scale[1] - scale[0])


def differences(pairs: Iterable[Compared], scale: tuple[float, float] = SCORE_SCALE, threshold: float = ALERT_PERCENT) -> list[Difference]:
    """Each comparison with its difference, and an alert where it is greater than the threshold (not equal to it)."""
    return [_difference(pair, scale, threshold) for pair in pairs]


def _difference(pair: Compared, scale: tuple[float, float], threshold: float) -> Difference:
    if pair.machine is None or pair.human is None:
        return Difference(pair.key, None, False)
    percent = percent_of_scale(pair.machine, pair.human, scale)
    # A difference of exactly 20 % must not become 20.000000000000004.
    return Difference(pair.key, percent, round(abs(percent), 9) > threshold)


def person_differences(
    machine: Mapping[str, float | None],
    human: Mapping[str, float | None],
    machine_total: float | None,
    human_total: float | None,
    threshold: float = ALERT_PERCENT,
) -> list[Difference]:
    """The differences about one person: each competency (levels 1 to 5) and the :data:`TOTAL` (0 to 100)."""
    keys = sorted(set(machine) | set(human))
    levels = differences([Compared(key, machine.get(key), human.get(key)) for key in keys], LEVEL_SCALE, threshold)
    return levels + differences([Compared(TOTAL, machine_total, human_total)], SCORE_SCALE, threshold)


def agreement(pairs: Sequence[Compared], scale: tuple[float, float] = SCORE_SCALE, threshold: float = ALERT_PERCENT) -> Agreement:
    """Agreement of the engine and people over many comparisons on one scale."""
    each = differences(pairs, scale, threshold)
    known = [item.percent for item in each if item.percent is not None]
    rated = [(pair.machine, pair.human) for pair in pairs if pair.machine is not None and pair.human is not None]
    within = sum(1 for item in each if item.percent is not None and not item.alert)
    return Agreement(
        n=len(known),
        missing=len(each) - len(known),
        bias=mean_estimate(known),
        distance=mean_estimate([abs(value) for value in known]),
        consistency=share_estimate(within, len(known)),
        kappa=weighted_kappa(rated, scale),
        icc=icc(rated, absolute=True),
        alerts=tuple(item.key for item in each if item.alert),
    )


def consistency_rate(pairs: Sequence[Compared], scale: tuple[float, float] = SCORE_SCALE, threshold: float = ALERT_PERCENT) -> Estimate:
    """The share of comparisons whose difference is within the threshold."""
    known = [item for item in differences(pairs, scale, threshold) if item.percent is not None]
    return share_estimate(sum(not item.alert for item in known), len(known))


# --- kappa and ICC ---------------------------------------------------------------------------------------------------


def weighted_kappa(pairs: Sequence[tuple[float, float]], scale: tuple[float, float] = LEVEL_SCALE, categories: int = 5) -> Estimate:
    """Quadratic weighted kappa. Ratings are put into ``categories`` equal steps of the scale.

    Not computable (``None``) where both give everything the same rating: then chance explains all agreement.
    """
    if len(pairs) < 2:
        return Estimate(None, None, None, len(pairs))
    import numpy as np

    steps = np.array([[_category(value, scale, categories) for value in pair] for pair in pairs])
    value = _kappa(steps)
    if value is None:
        return Estimate(None, None, None, len(pairs))
    bounds = bootstrap(len(pairs), lambda rows: _kappa(steps[rows])) or (None, None)
    return Estimate(value, bounds[0], bounds[1], len(pairs))


def _category(value: float, scale: tuple[float, float], categories: int) -> int:
    step = round((value - scale[0]) / (scale[1] - scale[0]) * (categories - 1))
    return min(max(step, 0), categories - 1)


def _kappa(steps) -> float | None:
    """1 − observed ÷ expected squared distance; the expected one needs only the moments of both raters."""
    first, second = steps[:, 0].astype(float), steps[:, 1].astype(float)
    expected = (first**2).mean() + (second**2).mean() - 2 * first.mean() * second.mean()
    if expected <= 1e-12:
        return None
    return float(1.0 - ((first - second) ** 2).mean() / expected)


def icc(ratings: Sequence[Sequence[float]], *, absolute: bool = True) -> Estimate:
    """The intraclass correlation of single ratings, people in rows and raters in columns, without gaps.

    :param absolute: ICC(2,1), where a difference of severity counts as disagreement; else ICC(3,1), where it does not
    """
    if len(ratings) < 2 or len(ratings[0]) < 2:
        return NOTHING if not ratings else Estimate(None, None, None, len(ratings))
    import numpy as np

    table = np.asarray(ratings, dtype=float)
    value = _icc(table, absolute)
    if value is None:
        return Estimate(None, None, None, len(table))
    bounds = bootstrap(len(table), lambda rows: _icc(table[rows], absolute)) or (None, None)
    return Estimate(value, bounds[0], bounds[1], len(table))


def _icc(table, absolute: bool) -> float | None:
    """Shrout and Fleiss, from the mean squares of people, raters and the rest."""
    n, k = table.shape
    centre = table.mean()
    people = k * ((table.mean(axis=1) - centre) ** 2).sum() / (n - 1)
    raters = n * ((table.mean(axis=0) - centre) ** 2).sum() / (k - 1)
    total = ((table - centre) ** 2).sum()
    rest = (total - people * (n - 1) - raters * (k - 1)) / ((n - 1) * (k - 1))
    whole = people + (k - 1) * rest + (k * (raters - rest) / n if absolute else 0.0)
    return float((people - rest) / whole) if whole > 1e-12 else None
