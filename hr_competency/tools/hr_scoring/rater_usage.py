"""Which indicators a rater leaves out, by Fisher's exact test; a part of :mod:`.rater_tests`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from .raters import LEAST_PEOPLE, RELEVANT, UNDER_USED, Bias, Power, Rating
from .stats import fisher_less, mean, share_estimate

# The share of false findings among the further indicators of a rater who leaves out at least one.
_FALSE_SHARE = 0.05
# Nobody interviews more people in a year.
_MOST_PEOPLE = 400


def usage_tests(table, raters: Sequence[str], left_out: set[str]) -> list[list[Bias]]:
    """Does a rater leave out an indicator that others use? Fisher's exact test of each, their best for the rater.

    Once a rater is found to leave out one, further ones are told at a false discovery rate (Benjamini–Hochberg).
    """
    found = []
    for rater in raters:
        others = [name for name in table.raters if name != rater and name not in left_out]
        tests = [_under_used(rater, indicator, table.usage, others) for indicator in table.indicators]
        if group := _told([one for one in tests if one is not None]):
            found.append(group)
    return found


def _told(tests: Sequence[Bias]) -> list[Bias]:
    ordered = sorted(tests, key=lambda item: (item.p, item.parameters))
    if not ordered:
        return []
    kept = max((rank for rank, item in enumerate(ordered, 1) if item.p <= _FALSE_SHARE * rank / len(ordered)), default=1)
    whole = [min(1.0, item.p * len(ordered)) for item in ordered]
    return [
        Bias(item.rater, item.code, item.effect, item.low, item.high, p, item.n, item.parameters)
        for item, p in zip(ordered[:kept], whole, strict=False)
    ]


def usage_of(ratings: Sequence[Rating]) -> dict[tuple[str, str], tuple[int, int]]:
    """How often each rater used an indicator, and how often it was on their form."""
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    for item in ratings:
        for indicator in item.offered:
            used, offered = counts.get((item.rater, indicator), (0, 0))
            counts[item.rater, indicator] = (used + (indicator in item.used), offered + 1)
    return counts


def _under_used(rater: str, indicator: str, counts, others: Sequence[str]) -> Bias | None:
    used, offered = counts.get((rater, indicator), (0, 0))
    rest = [counts.get((other, indicator), (0, 0)) for other in others]
    theirs, asked = sum(pair[0] for pair in rest), sum(pair[1] for pair in rest)
    if offered < LEAST_PEOPLE or asked < LEAST_PEOPLE or not theirs:
        return None
    share, usual = share_estimate(used, offered), theirs / asked
    p = fisher_less(used, offered - used, theirs, asked - theirs)
    words = (("indicator", indicator), ("own_share", share.value), ("usual_share", usual))
    return Bias(rater, UNDER_USED, share.value / usual, share.low / usual, share.high / usual, p, offered, words)


def usage_powers(table, raters: Sequence[str], family_error: float, left_out: set[str]) -> list[Power]:
    """The share of the usual use, of a typical indicator, down to which a rater must fall to be found."""
    found = []
    for rater in raters:
        sizes = [table.usage[rater, one][1] for one in table.indicators if (rater, one) in table.usage]
        rest = [pair for (other, _indicator), pair in table.usage.items() if other != rater and other not in left_out]
        hits, asked = (sum(pair[place] for pair in rest) / max(len(table.indicators), 1) for place in (0, 1))
        if sizes and asked:
            error = family_error / (len(table.indicators) * len(raters))
            n = round(mean(sizes))
            ratio = _least_use(n, round(hits), round(asked), error)
            enough = ratio >= RELEVANT[UNDER_USED]
            needed = n if enough else _people_for_use(n, hits, asked, error)
            found.append(Power(rater, UNDER_USED, n, ratio, enough, needed))
    return found


def _people_for_use(n: int, hits: float, asked: float, error: float) -> int | None:
    """About how many scorecards each it takes to see an indicator that is used far less than usual.

    :return: ``None`` where even :data:`_MOST_PEOPLE` do not show it: hardly anybody uses the indicators
    """
    low, high = n, _MOST_PEOPLE
    if not _shows_use(high, n, hits, asked, error):
        return None
    while high - low > max(1, low // 20):
        middle = (low + high) // 2
        low, high = (low, middle) if _shows_use(middle, n, hits, asked, error) else (middle, high)
    return high


def _shows_use(people: int, n: int, hits: float, asked: float, error: float) -> bool:
    grown = people / n
    return _least_use(people, round(hits * grown), round(asked * grown), error) >= RELEVANT[UNDER_USED]


@lru_cache(maxsize=1024)
def _least_use(n: int, hits: int, asked: int, error: float) -> float:
    # Both p and the power fall or rise steadily, so the first that fails ends the search.
    most = sum(1 for _ in takewhile(lambda used: fisher_less(used, n - used, hits, asked - hits) <= error, range(n + 1))) - 1
    steps = takewhile(lambda step: _binomial_cdf(most, n, step / 100 * hits / asked) >= 0.95, range(100))
    return max(steps, default=0) / 100


def _binomial_cdf(most: int, n: int, share: float) -> float:
    return math.fsum(math.comb(n, hits) * share**hits * (1 - share) ** (n - hits) for hits in range(most + 1))
