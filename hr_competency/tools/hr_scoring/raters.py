"""How people rate: severity and leniency, range restriction, halo, indicators they leave out.

Each rater is compared with the other raters by :mod:`.rater_tests`. Every test of every rater belongs to one family:
Holm's correction keeps the chance of accusing *anybody* wrongly below :data:`FAMILY_ERROR`. A rater who was found is
taken out of the yardstick, so that one severe rater does not make the others look lenient.

Silence about a rater means little without the power of the test: the report says for each rater and bias the smallest
effect that it would have found in 95 of 100 such samples (:class:`Power`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from .stats import SMALL_N, holm

FAMILY_ERROR = 0.045
# Fewer people than these and nothing is said about a rater.
LEAST_PEOPLE = 10
# Smaller effects may be real but no reason to talk to anybody.
LEAST_SHIFT = 0.3
LEAST_RATIO = 1.25

SEVERITY = "severity"
LENIENCY = "leniency"
RANGE_RESTRICTION = "range_restriction"
HALO = "halo"
UNDER_USED = "under_used_indicator"
# An effect that a report should not miss: half a level; spreads cut by half; use cut to a quarter of what is usual.
RELEVANT = {SEVERITY: 0.5, RANGE_RESTRICTION: 0.5, HALO: 0.5, UNDER_USED: 0.25}


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
class Power:
    """What one rater's n people allow to see: an effect of ``detectable`` would be found in 95 of 100 such samples.

    In levels for severity (and leniency), else a ratio to what is usual; ``enough`` means that an effect of
    :data:`RELEVANT` size would be found. Where it is false, "nothing found" must be read as "too few to say": ``needed`` is
    about how many people it takes, were all raters to rate as many more; ``None`` where raters differ so much among
    themselves that no number would do.
    """

    rater: str
    code: str
    n: int
    detectable: float
    enough: bool
    needed: int | None = None


@dataclass(frozen=True, slots=True)
class RaterReport:
    """What was found, and for each rater the number of people they rated; ``too_few`` raters were not judged.

    ``power`` says for each judged rater and bias what could have been seen.
    """

    biases: tuple[Bias, ...]
    people: tuple[tuple[str, int], ...]
    too_few: tuple[str, ...] = field(default=())
    power: tuple[Power, ...] = field(default=())

    def of(self, rater: str) -> list[Bias]:
        """What was found about one rater."""
        return [item for item in self.biases if item.rater == rater]

    def undecided(self, rater: str) -> list[Power]:
        """The biases that so few people cannot show, although they may be there."""
        found = {SEVERITY if item.code == LENIENCY else item.code for item in self.of(rater)}
        return [item for item in self.power if item.rater == rater and not item.enough and item.code not in found]


def rater_report(ratings: Iterable[Rating], family_error: float = FAMILY_ERROR) -> RaterReport:
    """Judge all raters together.

    :param ratings: every rating of the period; a rater needs :data:`LEAST_PEOPLE` people
    :param family_error: the chance that an unbiased group gets any accusation at all
    """
    from . import rater_tests

    table = rater_tests.Table(sorted(ratings, key=lambda item: (item.rater, item.person, item.competency)))
    judged = [rater for rater, count in table.people if count >= LEAST_PEOPLE]
    found: list[Bias] = []
    power: list[Power] = []
    for tests, part in rater_tests.FAMILIES:
        biased = _stepwise(table, judged, tests, family_error * part)
        found += biased
        # Who was found is no part of the yardstick, and does not make the others seem to differ by nature.
        power += rater_tests.powers(table, judged, tests, family_error * part, {item.rater for item in biased})
    found.sort(key=lambda item: (item.rater, item.code, item.parameters))
    power.sort(key=lambda item: (item.rater, item.code))
    too_few = tuple(rater for rater, _count in table.people if rater not in judged)
    return RaterReport(tuple(found), tuple(table.people), too_few, tuple(power))


def root_cause(bias: Bias) -> tuple[str, dict]:
    """The finding as a code and parameters, for a sentence in the reader's language."""
    parameters = dict(bias.parameters)
    parameters.update(effect=bias.effect, low=bias.low, high=bias.high, n=bias.n, p=bias.p, small=bias.small)
    return bias.code, parameters


def _stepwise(table, judged: Sequence[str], tests, family_error: float) -> list[Bias]:
    """Find the clearest bias, take its rater out of the yardstick, test the rest again, until nothing is left."""
    found: list[Bias] = []
    suspects: set[str] = set()
    size = 0
    while len(suspects) < len(judged):
        candidates = tests(table, [rater for rater in judged if rater not in suspects], suspects)
        # The family stays as large as it was at first: looking again is no new permission to err.
        size = size or len(candidates)
        worst = _clearest(candidates, size, family_error)
        if worst is None:
            break
        found += worst
        suspects.add(worst[0].rater)
    clean = [rater for rater in judged if rater not in suspects]
    return [_measured_again(item, tests(table, [*clean, item.rater], suspects)) for item in found]


def _clearest(candidates: Sequence[Sequence[Bias]], size: int, family_error: float) -> list[Bias] | None:
    """The findings about the rater whose bias is clearest.

    :param candidates: for each rater the findings that belong together, the clearest first
    """
    adjusted = holm([group[0].p for group in candidates] + [1.0] * (size - len(candidates)))
    clear = [
        (p, -_size(group[0]), group[0].rater, group)
        for p, group in zip(adjusted, candidates, strict=False)
        if p <= family_error and _matters(group[0])
    ]
    if not clear:
        return None
    p, *_, group = min(clear, key=lambda item: item[:3])
    return [replace(item, p=max(p, item.p)) for item in group]


def _size(item: Bias) -> float:
    return abs(item.effect) if item.code in (SEVERITY, LENIENCY) else 1.0 - item.effect


def _matters(item: Bias) -> bool:
    if item.code in (SEVERITY, LENIENCY):
        return abs(item.effect) >= LEAST_SHIFT
    return item.effect <= 1 / LEAST_RATIO


def _measured_again(item: Bias, candidates: Sequence[Sequence[Bias]]) -> Bias:
    """The same finding, measured against raters without findings."""
    topic = _topic(item)
    for other in (one for group in candidates for one in group):
        if _topic(other) == topic:
            return replace(other, p=item.p)
    return item


def _topic(item: Bias) -> tuple:
    return item.rater, item.code, dict(item.parameters).get("indicator")
