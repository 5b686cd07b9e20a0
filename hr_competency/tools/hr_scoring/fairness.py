"""Adverse impact: selection rates, scoring rates and impact ratios by group.

Groups come from a voluntary statement that is kept apart from scoring; nothing in this package reads them for a score.
A ratio is a reference for people to look at, not a verdict: it is printed with n and an exact p.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from .stats import SMALL_N, fisher_p

FOUR_FIFTHS = 0.8
UNKNOWN = ""
SMALL_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class GroupRate:
    """One group. ``ratio`` is its rate ÷ the highest rate, ``None`` where that is 0 (not computable); ``flagged``
    means below four fifths; ``p`` compares with the group of the highest rate; ``small`` means n below 30;
    ``may_be_left_out`` means under 2 % of all people, which the report may leave out if it says so."""

    group: str
    n: int
    hits: int
    rate: float
    ratio: float | None
    p: float
    flagged: bool
    small: bool
    may_be_left_out: bool


@dataclass(frozen=True, slots=True)
class Impact:
    """All groups of one attribute, the number of people whose group is not known, and the median where one was used."""

    groups: tuple[GroupRate, ...]
    unknown: int
    median: float | None = None

    @property
    def flagged(self) -> bool:
        """Whether any group is below four fifths of the highest."""
        return any(item.flagged for item in self.groups)

    def group(self, name: str) -> GroupRate:
        """:raise KeyError: where there is no such group"""
        return {item.group: item for item in self.groups}[name]


def selection_impact(counts: Mapping[str, tuple[int, int]], unknown: int = 0, threshold: float = FOUR_FIFTHS) -> Impact:
    """Impact ratios of selection.

    :param counts: group → (selected, assessed)
    :raise ValueError: where more people were selected than assessed

    >>> result = selection_impact({"f": (555, 1181), "m": (667, 1390)})
    >>> round(result.group("f").ratio, 3)
    0.979
    """
    for group, (selected, assessed) in counts.items():
        if not 0 <= selected <= assessed:
            raise ValueError(f"{group}: {selected} selected of {assessed} assessed")
    known = {group: pair for group, pair in sorted(counts.items()) if pair[1]}
    return Impact(tuple(_rates(known, threshold, unknown)), unknown)


def scoring_impact(scores: Sequence[tuple[str, float | None]], threshold: float = FOUR_FIFTHS) -> Impact:
    """Impact ratios of scores: the rate is the share of a group strictly above the median of all people.

    :param scores: (group, score) of each person; an empty group is unknown, a missing score leaves the person out
    """
    scored = [(group, score) for group, score in scores if score is not None]
    if not scored:
        return Impact((), 0)
    middle = median(score for _group, score in scored)
    counts: dict[str, tuple[int, int]] = {}
    for group, score in scored:
        hits, n = counts.get(group, (0, 0))
        counts[group] = (hits + (score > middle), n + 1)
    unknown = counts.pop(UNKNOWN, (0, 0))[1]
    return Impact(tuple(_rates(dict(sorted(counts.items())), threshold, unknown)), unknown, middle)


def crossed(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Groups of two attributes together (sex × ethnicity); unknown where either is.

    >>> crossed(["f", ""], ["x", "y"])
    ['f × x', '']
    """
    return [f"{a} × {b}" if a and b else UNKNOWN for a, b in zip(first, second, strict=True)]


def _rates(counts: Mapping[str, tuple[int, int]], threshold: float, unknown: int):
    if not counts:
        return
    everybody = sum(n for _hits, n in counts.values()) + unknown
    best = max(counts, key=lambda group: counts[group][0] / counts[group][1])
    top_hits, top_n = counts[best]
    for group, (hits, n) in counts.items():
        # Cross-multiplied: 48/80 against 24/50 is exactly four fifths and must not fall below it by rounding.
        ratio = hits * top_n / (n * top_hits) if top_hits else None
        p = 1.0 if group == best else fisher_p(hits, n - hits, top_hits, top_n - top_hits)
        yield GroupRate(
            group, n, hits, hits / n, ratio, p, ratio is not None and ratio < threshold - 1e-12, n < SMALL_N, n < SMALL_SHARE * everybody
        )
