"""The arithmetic from evidence to points. Pure numbers; what each rule is for stands beside it.

*Not known* has its own arithmetic: an indicator without evidence has no level. In a sum it stands for ``NEUTRAL``,
halfway between refuted and shown, and it widens the interval and lowers coverage and confidence. Every piece of evidence
that shows a behaviour lifts its indicator to ``NEUTRAL`` or above, so that adding one never lowers a score and deleting
one never raises it; only evidence of the opposite goes below.

>>> indicator_level([], []) is None
True
>>> indicator_level([0.4], []) < indicator_level([0.4, 0.4], []) < 5
True
>>> indicator_level([], [0.6]) < NEUTRAL_LEVEL < indicator_level([0.1], [])
True
"""

from __future__ import annotations

import math
from collections.abc import Sequence

NEUTRAL_LEVEL = 2.5
NEUTRAL = 50.0
# What an indicator stands for that was asked for and answered at length with nothing to show for it: level 2.
SILENT = 40.0
POINTS_PER_LEVEL = 20.0
# Points lie on a grid of 1/64: binary fractions add up exactly, in any order, in every language and database.
GRID = 64


def on_grid(points: float) -> float:
    """Round down to the grid; rounding down keeps the order of scores."""
    return math.floor(points * GRID + 1e-6) / GRID


def mass(weights: Sequence[float]) -> float:
    """What independent pieces prove together: each takes its share of the doubt the others leave.

    >>> round(mass([0.5, 0.5]), 2)
    0.75
    """
    doubt = 1.0
    for weight in sorted(weights):
        doubt *= 1.0 - min(max(weight, 0.0), 1.0)
    return 1.0 - doubt


def indicator_level(shown: Sequence[float], lacking: Sequence[float]) -> float | None:
    """The level 1 to 5 that pieces of evidence speak for.

    :param shown: weight (probability × strength) of each piece that shows the behaviour
    :param lacking: the same for pieces that show the opposite
    :return: the level, or ``None`` without any piece
    """
    if not shown and not lacking:
        return None
    for_it, against = mass(shown), mass(lacking)
    # A proven deed outweighs a proven lapse: people tell of both when they learn.
    return NEUTRAL_LEVEL + (5.0 - NEUTRAL_LEVEL) * for_it - (NEUTRAL_LEVEL - 1.0) * against * (1.0 - for_it)


def points_of(level: float | None) -> float | None:
    """Level 1 to 5 as points: 3, "meets the requirement", is 60, the usual pass score."""
    return None if level is None else on_grid(level * POINTS_PER_LEVEL)


def level_of(points: float | None) -> float | None:
    """The level that a score stands for."""
    return None if points is None else points / POINTS_PER_LEVEL


def shares(weights: Sequence[float]) -> list[float]:
    """Weights as shares of 1. Negative ones count as 0; where all are 0, all are equal."""
    cleaned = [max(float(weight), 0.0) if math.isfinite(weight) else 0.0 for weight in weights]
    total = math.fsum(cleaned)
    if total <= 0:
        return [1.0 / len(cleaned) for _ in cleaned]
    return [weight / total for weight in cleaned]


def combine(points: Sequence[float | None], weights: Sequence[float]) -> float | None:
    """The weighted mean in which the unknown stands for :data:`NEUTRAL`; ``None`` where nothing is known."""
    if all(value is None for value in points):
        return None
    known = (share * (NEUTRAL if value is None else value) for value, share in zip(points, shares(weights), strict=True))
    return math.fsum(known)


def interval(points: Sequence[float | None], weights: Sequence[float], certainty: Sequence[float]) -> tuple[float, float] | None:
    """A 95 % interval of :func:`combine`: an unknown indicator may be anything, a known one errs with its doubt."""
    centre = combine(points, weights)
    if centre is None:
        return None
    spreads = [
        share * (25.0 if value is None else 8.0 + 12.0 * (1.0 - sure))
        for value, share, sure in zip(points, shares(weights), certainty, strict=True)
    ]
    half = 1.96 * math.sqrt(math.fsum(spread * spread for spread in spreads))
    return on_grid(max(0.0, centre - half)), on_grid(min(100.0, centre + half))


def split(total: float, parts: Sequence[float]) -> list[float]:
    """Cut a total on the grid into pieces on the grid, in proportion to ``parts``, that add up to it exactly.

    >>> split(1.0, [1, 1, 1]), sum(split(1.0, [1, 1, 1]))
    ([0.34375, 0.328125, 0.328125], 1.0)
    """
    if not parts:
        return []
    steps = round(total * GRID)
    counted = _whole_numbers(parts)
    if not sum(counted):
        counted = [1] * len(parts)
    whole = sum(counted)
    given = [steps * part // whole for part in counted]
    # Largest remainder first; ties go to the earlier piece, so that the result is the same everywhere.
    order = sorted(range(len(parts)), key=lambda index: (-abs(steps * counted[index] % whole), index))
    for index in order[: steps - sum(given)]:
        given[index] += 1
    return [value / GRID for value in given]


def _whole_numbers(parts: Sequence[float]) -> list[int]:
    """Numbers in the same proportion, without any rounding: every float is a whole number over a power of two."""
    ratios = [float(part).as_integer_ratio() for part in parts]
    common = max(below for _above, below in ratios)
    return [above * (common // below) for above, below in ratios]
