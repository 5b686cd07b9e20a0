"""How people rate: severity and leniency, range restriction, halo, indicators they leave out.

Each rater is compared with the other raters and, where there is one, with a reference for the same person (the mean of
the other raters, or the engine's level). Every test of every rater belongs to one family: Holm's correction keeps the
chance of accusing *anybody* wrongly below :data:`FAMILY_ERROR`. A rater who was found is taken out of the yardstick, so
that one severe rater does not make the others look lenient.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .stats import SMALL_N, deviation, fisher_p, holm, mean, rank_p, share_estimate, t_quantile, welch_p

FAMILY_ERROR = 0.04
# Fewer people than these and nothing is said about a rater.
LEAST_PEOPLE = 10
# Smaller effects may be real but no reason to talk to anybody.
LEAST_SHIFT = 0.25
LEAST_RATIO = 1.25

SEVERITY = "severity"
LENIENCY = "leniency"
RANGE_RESTRICTION = "range_restriction"
HALO = "halo"
UNDER_USED = "under_used_indicator"


@dataclass(frozen=True, slots=True)
class Rating:
    """One rater's level (1 to 5) for one person and one competency.

    ``reference`` is the engine's level for the same, if there is one. ``used`` names the indicators that the rater
    commented on or rated, ``offered`` those on the form; both empty where the form does not ask.
    """

    rater: str
    person: str
    competency: str
    level: float
    reference: float | None = None
    used: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bias:
    """Something a rater does differently. ``code`` is the root cause, ``parameters`` fill its sentence.

    ``effect`` is in levels for severity and leniency, else the ratio or difference that ``parameters`` name; ``low`` and
    ``high`` bound it (95 %); ``p`` is adjusted for the whole family.
    """

    rater: str
    code: str
    effect: float
    low: float
    high: float
    p: float
    n: int
    parameters: tuple[tuple[str, float | str], ...] = ()

    @property
    def small(self) -> bool:
        """Whether n must be called small."""
        return self.n < SMALL_N


@dataclass(frozen=True, slots=True)
class RaterReport:
    """What was found, and for each rater the number of people they rated; ``too_few`` raters were not judged."""

    biases: tuple[Bias, ...]
    people: tuple[tuple[str, int], ...]
    too_few: tuple[str, ...] = field(default=())

    def of(self, rater: str) -> list[Bias]:
        """What was found about one rater."""
        return [item for item in self.biases if item.rater == rater]


def rater_report(ratings: Iterable[Rating], family_error: float = FAMILY_ERROR) -> RaterReport:
    """Judge all raters together.

    :param ratings: every rating of the period; a rater needs :data:`LEAST_PEOPLE` people
    :param family_error: the chance that an unbiased group gets any accusation at all
    """
    ratings = sorted(ratings, key=lambda item: (item.rater, item.person, item.competency))
    people = _people(ratings)
    judged = [rater for rater, count in people if count >= LEAST_PEOPLE]
    found: list[Bias] = []
    # Severity does most harm and is most common: it gets the largest part of the error that is allowed.
    for tests, part in ((_severity_tests, 0.4), (_range_tests, 0.2), (_halo_tests, 0.2), (_usage_tests, 0.2)):
        found += _stepwise(ratings, judged, tests, family_error * part)
    found.sort(key=lambda item: (item.rater, item.code, item.parameters))
    return RaterReport(tuple(found), tuple(people), tuple(rater for rater, _count in people if rater not in judged))


def root_cause(bias: Bias) -> tuple[str, dict]:
    """The finding as a code and parameters, for a sentence in the reader's language."""
    parameters = dict(bias.parameters)
    parameters.update(effect=bias.effect, low=bias.low, high=bias.high, n=bias.n, p=bias.p, small=bias.small)
    return bias.code, parameters


def _people(ratings: Sequence[Rating]) -> list[tuple[str, int]]:
    people: dict[str, set[str]] = defaultdict(set)
    for item in ratings:
        people[item.rater].add(item.person)
    return [(rater, len(persons)) for rater, persons in sorted(people.items())]


def _stepwise(ratings: Sequence[Rating], judged: Sequence[str], tests, family_error: float) -> list[Bias]:
    """Find the clearest bias, take its rater out of the yardstick, test the rest again, until nothing is left."""
    found: list[Bias] = []
    suspects: set[str] = set()
    size = 0
    while len(suspects) < len(judged):
        candidates = tests(ratings, [rater for rater in judged if rater not in suspects], suspects)
        # The family stays as large as it was at first: looking again is no new permission to err.
        size = size or len(candidates)
        clear = _clear(candidates, size, family_error)
        if not clear:
            break
        worst = min(clear, key=lambda item: (item.p, -abs(_distance(item)), item.rater)).rater
        found += [item for item in clear if item.rater == worst]
        suspects.add(worst)
    clean = [rater for rater in judged if rater not in suspects]
    return [_measured_again(item, tests(ratings, [*clean, item.rater], suspects)) for item in found]


def _clear(candidates: Sequence[Bias], size: int, family_error: float) -> list[Bias]:
    adjusted = holm([item.p for item in candidates] + [1.0] * (size - len(candidates)))
    clear = [_with_p(item, p) for p, item in zip(adjusted, candidates, strict=False)]
    return [item for item in clear if item.p <= family_error and _matters(item)]


def _measured_again(item: Bias, candidates: Sequence[Bias]) -> Bias:
    """The same finding, measured against raters without findings."""
    topic = dict(item.parameters).get("indicator")
    for other in candidates:
        if (other.rater, other.code, dict(other.parameters).get("indicator")) == (item.rater, item.code, topic):
            return _with_p(other, item.p)
    return item


def _with_p(item: Bias, p: float) -> Bias:
    return Bias(item.rater, item.code, item.effect, item.low, item.high, p, item.n, item.parameters)


def _distance(item: Bias) -> float:
    return item.effect if item.code in (SEVERITY, LENIENCY) else math.log(max(item.effect, 1e-9))


def _matters(item: Bias) -> bool:
    if item.code in (SEVERITY, LENIENCY):
        return abs(item.effect) >= LEAST_SHIFT
    return item.effect <= 1 / LEAST_RATIO


# --- severity and leniency -------------------------------------------------------------------------------------------


def _severity_tests(ratings: Sequence[Rating], raters: Sequence[str], left_out: set[str]) -> list[Bias]:
    shifts = _shifts(ratings, left_out)
    everyone = {rater: list(shifts[rater].values()) for rater in raters if shifts.get(rater)}
    tests = []
    for rater, own in everyone.items():
        others = [value for other, values in everyone.items() if other != rater for value in values]
        if len(own) >= LEAST_PEOPLE and len(others) >= LEAST_PEOPLE:
            tests.append(_severity(rater, own, others))
    return tests


def _severity(rater: str, own: Sequence[float], others: Sequence[float]) -> Bias:
    shift = mean(own) - mean(others)
    error = math.sqrt(deviation(own) ** 2 / len(own) + deviation(others) ** 2 / len(others))
    half = t_quantile(0.975, len(own) - 1) * error
    code = SEVERITY if shift < 0 else LENIENCY
    spread = deviation([*own, *others])
    parameters = (("d", shift / spread if spread else 0.0), ("levels", abs(shift)))
    return Bias(rater, code, shift, shift - half, shift + half, welch_p(own, others), len(own), parameters)


def _shifts(ratings: Sequence[Rating], left_out: set[str]) -> dict[str, dict[str, float]]:
    """For each rater and person: how far their levels lie from the yardstick, on average over the competencies.

    The yardstick of a rating is the other raters' mean for the same person and competency, else the engine's level,
    else the mean of all raters for the competency.
    """
    by_item: dict[tuple[str, str], list[Rating]] = defaultdict(list)
    by_competency: dict[str, list[float]] = defaultdict(list)
    for item in ratings:
        if item.rater not in left_out:
            by_item[item.person, item.competency].append(item)
            by_competency[item.competency].append(item.level)
    gathered: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for item in ratings:
        yardstick = _yardstick(item, by_item[item.person, item.competency], by_competency[item.competency])
        if yardstick is not None:
            gathered[item.rater][item.person].append(item.level - yardstick)
    return {rater: {person: mean(each) for person, each in people.items()} for rater, people in gathered.items()}


def _yardstick(item: Rating, same: Sequence[Rating], competency: Sequence[float]) -> float | None:
    if item.reference is not None:
        return item.reference
    others = [other.level for other in same if other.rater != item.rater]
    if others:
        return mean(others)
    return mean(competency) if competency else None


# --- range restriction -----------------------------------------------------------------------------------------------


def _range_tests(ratings: Sequence[Rating], raters: Sequence[str], left_out: set[str]) -> list[Bias]:
    """Do a rater's levels spread less than those of others? Brown–Forsythe on the means per person and on all levels."""
    spreads = {rater: _distances_from_median(ratings, rater) for rater in raters}
    tests = []
    for rater, own in spreads.items():
        others = [value for other, values in spreads.items() if other != rater for value in values]
        if len(own) >= LEAST_PEOPLE and len(others) >= LEAST_PEOPLE and mean(others) > 0:
            tests.append(_ratio_bias(rater, RANGE_RESTRICTION, own, others, _range_words(ratings, rater)))
    return tests


def _distances_from_median(ratings: Sequence[Rating], rater: str) -> list[float]:
    """One number for each person: the mean distance of their levels from the rater's usual level of the competency.

    One number a person, because the levels of a person hang together and are no independent cases.
    """
    levels: dict[str, list[float]] = defaultdict(list)
    for item in ratings:
        if item.rater == rater:
            levels[item.competency].append(item.level)
    centres = {competency: mean(values) for competency, values in levels.items()}
    people: dict[str, list[float]] = defaultdict(list)
    for item in ratings:
        if item.rater == rater:
            people[item.person].append(abs(item.level - centres[item.competency]))
    return [mean(values) for values in people.values()]


def _range_words(ratings: Sequence[Rating], rater: str) -> tuple[tuple[str, float | str], ...]:
    own = [item.level for item in ratings if item.rater == rater]
    return (("lowest", min(own)), ("highest", max(own)))


def _ratio_bias(rater: str, code: str, own: Sequence[float], others: Sequence[float], words) -> Bias:
    """A bias whose effect is own ÷ others' mean; only a smaller one is a bias."""
    usual = mean(others)
    ratio = mean(own) / usual
    half = t_quantile(0.975, len(own) - 1) * deviation(own) / math.sqrt(len(own)) / usual
    # Spreads are skewed, and then Welch's test errs for few people; the ranks do not.
    p = max(welch_p(own, others), rank_p(own, others)) if ratio < 1 else 1.0
    return Bias(rater, code, ratio, max(0.0, ratio - half), ratio + half, p, len(own), (("ratio", ratio), *words))


# --- halo ------------------------------------------------------------------------------------------------------------


def _halo_tests(ratings: Sequence[Rating], raters: Sequence[str], left_out: set[str]) -> list[Bias]:
    """Do a rater's levels for one person differ less between competencies than those of others do?

    Range restriction makes all differences small; halo makes them small compared with those between people. So the
    differences are measured in the rater's own spread.
    """
    profiles = {rater: _profile_spreads(ratings, rater) for rater in raters}
    tests = []
    for rater, own in profiles.items():
        others = [value for other, values in profiles.items() if other != rater for value in values]
        if len(own) >= LEAST_PEOPLE and len(others) >= LEAST_PEOPLE and mean(others) > 0:
            tests.append(_ratio_bias(rater, HALO, own, others, ()))
    return tests


def _profile_spreads(ratings: Sequence[Rating], rater: str) -> list[float]:
    own = [item for item in ratings if item.rater == rater]
    by_competency: dict[str, list[float]] = defaultdict(list)
    for item in own:
        by_competency[item.competency].append(item.level)
    centres = {competency: mean(values) for competency, values in by_competency.items()}
    whole = deviation([item.level - centres[item.competency] for item in own])
    people: dict[str, list[float]] = defaultdict(list)
    for item in own:
        people[item.person].append(item.level - centres[item.competency])
    return [deviation(values) / whole for values in people.values() if len(values) > 1] if whole else []


# --- under-used indicators -------------------------------------------------------------------------------------------


def _usage_tests(ratings: Sequence[Rating], raters: Sequence[str], left_out: set[str]) -> list[Bias]:
    """Does a rater leave out an indicator that others use? Fisher's exact test on used/offered."""
    counts = _usage(ratings)
    tests = []
    for indicator in sorted({key[1] for key in counts}):
        for rater in raters:
            used, offered = counts.get((rater, indicator), (0, 0))
            rest = [counts.get((other, indicator), (0, 0)) for other in raters if other != rater]
            others = (sum(pair[0] for pair in rest), sum(pair[1] for pair in rest))
            if offered >= LEAST_PEOPLE and others[1] >= LEAST_PEOPLE and others[0]:
                tests.append(_under_used(rater, indicator, (used, offered), others))
    return tests


def _under_used(rater: str, indicator: str, own: tuple[int, int], others: tuple[int, int]) -> Bias:
    share, usual = share_estimate(*own), others[0] / others[1]
    p = fisher_p(own[0], own[1] - own[0], others[0], others[1] - others[0]) if share.value < usual else 1.0
    words = (("indicator", indicator), ("own_share", share.value), ("usual_share", usual))
    return Bias(rater, UNDER_USED, share.value / usual, share.low / usual, share.high / usual, p, own[1], words)


def _usage(ratings: Sequence[Rating]) -> Mapping[tuple[str, str], tuple[int, int]]:
    counts: dict[tuple[str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for item in ratings:
        for indicator in item.offered:
            used, offered = counts[item.rater, indicator]
            counts[item.rater, indicator] = (used + (indicator in item.used), offered + 1)
    return counts
