"""Measures of quality with bootstrap intervals. Whole groups (topics, indicators, occupations) are drawn, not rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from hr_scoring.text import tokens

_DRAWS = 200
_SEED = 5


def auc(scores: np.ndarray, labels: np.ndarray) -> float:
    """The area under the ROC curve; ties count half."""
    order = np.argsort(scores, kind="stable")
    values = scores[order]
    starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
    sizes = np.diff(np.r_[starts, len(values)])
    ranks = np.repeat(starts + (sizes + 1) / 2.0, sizes)
    positive = labels[order] == 1
    n = int(positive.sum())
    if not n or n == len(labels):
        return float("nan")
    return float((ranks[positive].sum() - n * (n + 1) / 2) / (n * (len(labels) - n)))


def calibration_error(scores: np.ndarray, labels: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error: how far, on average, a stated probability is from the share that is true."""
    place = np.minimum((scores * bins).astype(int), bins - 1)
    gaps = [
        (place == at).mean() * abs(scores[place == at].mean() - labels[place == at].mean()) for at in range(bins) if (place == at).any()
    ]
    return float(sum(gaps))


def token_f1(quote: str, wanted: str) -> float:
    """How much two quotes share, word by word."""
    left, right = Counter(tokens(quote)), Counter(tokens(wanted))
    shared = sum((left & right).values())
    return 2.0 * shared / (sum(left.values()) + sum(right.values())) if shared else 0.0


def average_precision(labels: np.ndarray) -> float:
    """Of labels in the order of their ranking."""
    if not labels.any():
        return 0.0
    return float((np.cumsum(labels) / np.arange(1, len(labels) + 1))[labels == 1].mean())


def with_interval(task, measure: str, answers: Sequence) -> tuple[float, float, float]:
    """A measure of a task, and the 95 % interval of what it would be on other groups of the same kind."""
    value = getattr(task, measure)
    groups = np.array(task.groups)
    names = sorted(set(groups.tolist()))
    members = {name: np.flatnonzero(groups == name) for name in names}
    draw = np.random.default_rng(_SEED)
    drawn = []
    for _ in range(_DRAWS):
        chosen = draw.choice(len(names), len(names))
        drawn.append(value(answers, np.concatenate([members[names[at]] for at in chosen])))
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return value(answers, np.arange(len(groups))), float(low), float(high)
