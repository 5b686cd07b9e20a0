"""Simulated raters, one of whom may have a known bias."""

from dataclasses import dataclass

import numpy as np

from hr_scoring import raters as ra


@dataclass(frozen=True)
class Setting:
    """``size`` is what the bias does: levels for severity and leniency, else the factor that is left of the spread or
    the use. ``design``: each rater has people of their own, or a panel of two rates each person."""

    bias: str | None = None
    size: float = 0.0
    people: int = 30
    design: str = "own"
    reference: bool = True
    raters: int = 6
    competencies: int = 4
    noise: float = 0.5
    usual_use: float = 0.65
    indicators: int = 3
    # how much unbiased raters differ anyhow, as a standard deviation
    natural: float = 0.0


def ratings(setting, seed):
    """The ratings of one period; ``r0`` is the rater with the bias."""
    draw = np.random.default_rng(seed)
    usual = draw.normal(0, setting.natural, setting.raters) if setting.natural else np.zeros(setting.raters)
    truths, found = {}, []
    for rater, person in _plan(setting, draw):
        if person not in truths:
            truth = 3.2 + draw.normal(0, 0.6) + draw.normal(0, 0.6, setting.competencies)
            truths[person] = truth, np.clip(truth + draw.normal(0, 0.4, setting.competencies), 1, 5)
        truth, engine = truths[person]
        seen = truth + draw.normal(0, setting.noise, setting.competencies) + usual[rater]
        biased = rater == 0 and setting.bias in _BIASES
        levels = np.clip(np.round(_BIASES[setting.bias](seen, setting.size) if biased else seen), 1, 5)
        found += [_rating(setting, draw, (rater, person, place), levels[place], engine[place]) for place in range(setting.competencies)]
    return found


def _plan(setting, draw):
    if setting.design == "own":
        return [(rater, f"p{rater}-{number}") for rater in range(setting.raters) for number in range(setting.people)]
    pairs = [draw.choice(setting.raters, 2, replace=False) for _ in range(setting.people * setting.raters // 2)]
    return [(int(rater), f"p{number}") for number, pair in enumerate(pairs) for rater in pair]


def _rating(setting, draw, key, level, engine):
    rater, person, place = key
    offered = tuple(f"{place}.{number}" for number in range(setting.indicators))
    skips = rater == 0 and setting.bias == ra.UNDER_USED
    shares = [setting.usual_use * (setting.size if skips and one == "0.1" else 1.0) for one in offered]
    used = tuple(one for one, share in zip(offered, shares, strict=True) if draw.random() < share)
    return ra.Rating(f"r{rater}", person, f"c{place}", float(level), float(engine) if setting.reference else None, used, offered)


_BIASES = {
    ra.SEVERITY: lambda seen, size: seen - size,
    ra.LENIENCY: lambda seen, size: seen + size,
    ra.RANGE_RESTRICTION: lambda seen, size: 3.2 + (seen - 3.2) * size,
    ra.HALO: lambda seen, size: seen.mean() + (seen - seen.mean()) * size,
}


def hits_and_wrong(setting, runs, first_seed=0):
    """In how many runs the planted bias was found, and in how many anybody else was accused."""
    hits = wrong = 0
    for seed in range(first_seed, first_seed + runs):
        report = ra.rater_report(ratings(setting, seed))
        hits += any(item.code == setting.bias for item in report.of("r0"))
        wrong += any(item.rater != "r0" or setting.bias is None for item in report.biases)
    return hits, wrong
