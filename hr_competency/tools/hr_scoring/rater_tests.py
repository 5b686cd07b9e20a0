"""The statistics behind :mod:`.raters`.

What an average rater would have given is predicted from the engine's level and the other raters of the same person
(regression with rater effects: a crossed mixed model, fitted by turns). Severity is the mean distance from that
prediction; range restriction and halo are variances, on the cube-root scale on which a variance is nearly normal
(Wilson and Hilferty), compared given the spread that the prediction shows for the same people: who met people that are
alike is not called restricted. Each rater's variance is drawn towards that of all (empirical Bayes, Smyth's moderated t),
so that a dozen people lend degrees of freedom to one another. Use of indicators is tested exactly.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

from .rater_usage import usage_of, usage_powers, usage_tests
from .raters import (
    HALO,
    LEAST_PEOPLE,
    LEAST_RATIO,
    LEAST_SHIFT,
    LENIENCY,
    RANGE_RESTRICTION,
    RELEVANT,
    SEVERITY,
    Bias,
    Power,
    Rating,
)
from .stats import t_p_value, t_quantile, trigamma, trigamma_inverse

# Fewer ratings than these teach no weights; then the engine's level is taken as it is.
_LEAST_FIT = 30
_ROUNDS = 4
# Halo makes spreads within a person smaller than range restriction alone would, range restriction both.
_LEAST_CONTRAST = 1.25
# What makes the median deviation of a few normal numbers unbiased (Croux and Rousseeuw 1992).
_MEDIAN_DEVIATION = {3: 1.495, 4: 1.363, 5: 1.206, 6: 1.200, 7: 1.140, 8: 1.129, 9: 1.107}
_SURE = NormalDist().inv_cdf(0.95)


class Table:
    """All ratings as arrays, one place each, in a fixed order."""

    def __init__(self, ratings: Sequence[Rating]):
        self.ratings = list(ratings)
        self.raters, self.rater = _numbered([item.rater for item in ratings])
        self.persons, self.person = _numbered([item.person for item in ratings])
        self.competencies, self.competency = _numbered([item.competency for item in ratings])
        self.level = np.array([item.level for item in ratings], dtype=float)
        self.reference = np.array([math.nan if item.reference is None else item.reference for item in ratings], dtype=float)
        pairs = sorted(set(zip(self.rater.tolist(), self.person.tolist(), strict=True)))
        counts = np.bincount([rater for rater, _person in pairs], minlength=len(self.raters))
        self.people = [(rater, int(count)) for rater, count in zip(self.raters, counts, strict=True)]
        self._expected: dict[frozenset[str], np.ndarray] = {}
        self._spreads: dict[frozenset[str], Spreads] = {}
        self.usage = usage_of(self.ratings)
        self.indicators = sorted({indicator for _rater, indicator in self.usage})

    def spreads(self, left_out: set[str]) -> Spreads:
        """How far levels spread, where ``left_out`` are no part of what is usual."""
        key = frozenset(left_out)
        if key not in self._spreads:
            self._spreads[key] = Spreads(self, left_out)
        return self._spreads[key]

    def expected(self, left_out: set[str]) -> np.ndarray:
        """What an average rater would have given, where ``left_out`` are no part of the average."""
        key = frozenset(left_out)
        if key not in self._expected:
            self._expected[key] = _expected(self, np.isin(self.rater, [self.raters.index(rater) for rater in left_out]))
        return self._expected[key]

    def by_person(self, values: np.ndarray) -> Cells:
        """The mean of some values over the competencies of each rater and person."""
        key = self.rater * len(self.persons) + self.person
        keys, place = np.unique(key, return_inverse=True)
        totals = np.bincount(place, weights=values, minlength=len(keys)) / np.bincount(place, minlength=len(keys))
        return Cells(self, keys // max(len(self.persons), 1), keys % max(len(self.persons), 1), totals, place)


class Cells:
    """One number for each rater and person; ``place`` is the cell of each rating, ``square`` a mean square, if it is one."""

    def __init__(self, table: Table, rater: np.ndarray, person: np.ndarray, value: np.ndarray, place: np.ndarray):
        self.table, self.rater, self.person, self.value, self.place = table, rater, person, value, place
        self.square = value

    def kept(self, left_out: set[str]) -> np.ndarray:
        """Which cells belong to the yardstick."""
        return ~np.isin(self.rater, [self.table.raters.index(rater) for rater in left_out])


def _numbered(names: Sequence[str]) -> tuple[list[str], np.ndarray]:
    order = sorted(set(names))
    number = {name: index for index, name in enumerate(order)}
    return order, np.array([number[name] for name in names], dtype=np.int64)


# --- what an average rater would have given ----------------------------------------------------------------------------


def _expected(table: Table, left_out: np.ndarray) -> np.ndarray:
    """Competency mean + weights × (engine's level, the other raters' levels less their severity), by turns."""
    centre = _group_means(table.level, table.competency, ~left_out)
    around = table.level - centre[table.competency]
    engine = table.reference - _group_means(table.reference, table.competency, np.isfinite(table.reference))[table.competency]
    severity = np.zeros(len(table.raters))
    predicted = np.zeros(len(around))
    for _ in range(_ROUNDS):
        others = _others_mean(table, around - severity[table.rater], left_out)
        predicted = _predicted(table.rater, around, (engine, others), left_out)
        severity = _group_means(around - predicted, table.rater, np.ones(len(around), dtype=bool))
        usual = severity[table.rater[~left_out]]
        severity = severity - (usual.mean() if len(usual) else 0.0)
    return centre[table.competency] + predicted


def _group_means(values: np.ndarray, group: np.ndarray, used: np.ndarray) -> np.ndarray:
    """The mean of each group; that of all where a group has no member."""
    size = int(group.max()) + 1 if len(group) else 0
    count = np.bincount(group[used], minlength=size)
    total = np.bincount(group[used], weights=values[used], minlength=size)
    overall = values[used].mean() if used.any() else 0.0
    return np.where(count, total / np.maximum(count, 1), overall)


def _others_mean(table: Table, values: np.ndarray, left_out: np.ndarray) -> np.ndarray:
    """For each rating the mean of other raters for the same person and competency; NaN where there is none."""
    item = table.person * max(len(table.competencies), 1) + table.competency
    size = len(table.persons) * len(table.competencies)
    kept = (~left_out).astype(float)
    count = np.bincount(item, weights=kept, minlength=size)[item] - kept
    total = np.bincount(item, weights=kept * values, minlength=size)[item] - kept * values
    return np.where(count > 0.5, total / np.maximum(count, 1.0), math.nan)


def _predicted(rater: np.ndarray, around: np.ndarray, known: Sequence[np.ndarray], left_out: np.ndarray) -> np.ndarray:
    """Least squares within raters, apart for each pattern of what is known."""
    predicted = np.zeros(len(around))
    pattern = sum(np.isfinite(values).astype(int) << place for place, values in enumerate(known))
    for which in range(1, 1 << len(known)):
        rows = np.flatnonzero(pattern == which)
        if not len(rows):
            continue
        given = np.stack([values[rows] for place, values in enumerate(known) if which >> place & 1], axis=1)
        teaching = ~left_out[rows]
        predicted[rows] = given @ _slopes(rater[rows][teaching], given[teaching], around[rows][teaching])
    return predicted


def _slopes(rater: np.ndarray, given: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    if len(wanted) < _LEAST_FIT:
        return np.full(given.shape[1], 1.0 / given.shape[1])
    # Within raters: a severe rater must not teach that good people get low levels.
    inside = [given[:, place] - _own_mean(given[:, place], rater) for place in range(given.shape[1])]
    matrix = np.stack(inside, axis=1)
    gram = matrix.T @ matrix + 1e-6 * len(wanted) * np.eye(len(inside))
    return np.clip(np.linalg.solve(gram, matrix.T @ (wanted - _own_mean(wanted, rater))), 0.0, 1.5)


def _own_mean(values: np.ndarray, rater: np.ndarray) -> np.ndarray:
    return _group_means(values, rater, np.ones(len(values), dtype=bool))[rater]


# --- comparing one rater with the others --------------------------------------------------------------------------------


class Contrast:
    """One rater's mean against that of the others, with a moderated t."""

    def __init__(self, own: float, others: float, error: float, freedom: float, n: int, spread: float, natural: float = 0.0):
        self.own, self.others, self.error, self.freedom, self.n, self.spread = own, others, error, freedom, n, spread
        self.natural = natural

    @property
    def distance(self) -> float:
        """Own mean minus that of the others."""
        return self.own - self.others

    def p(self, *, less: bool = False) -> float:
        """Two-sided p, or one-sided that the own mean is not less."""
        t = self.distance / self.error if self.error else math.copysign(math.inf, self.distance) if self.distance else 0.0
        both = t_p_value(t, self.freedom)
        return both if not less else both / 2 if t < 0 else 1.0 - both / 2

    def people_for(self, error: float) -> int | None:
        """About how many people it takes to bring the standard error down to this; what raters differ anyhow stays."""
        if error**2 <= self.natural:
            return None
        return max(LEAST_PEOPLE, math.ceil(self.n * (self.error**2 - self.natural) / (error**2 - self.natural)))

    def half(self) -> float:
        """Half the width of the 95 % interval of the distance."""
        return t_quantile(0.975, self.freedom) * self.error


def contrasts(cells: Cells, raters: Sequence[str], left_out: set[str]) -> list[tuple[str, Contrast]]:
    """Each rater against all others in the yardstick; raters or others of fewer than ten people are left out."""
    names, kept = cells.table.raters, cells.kept(left_out)
    size = len(names)
    count = np.bincount(cells.rater, minlength=size)
    means = _padded(_group_means(cells.value, cells.rater, np.ones(len(cells.value), dtype=bool)), size)
    inside = cells.value - means[cells.rater]
    variance, freedom = _moderated(np.bincount(cells.rater, weights=inside**2, minlength=size), count, kept, cells.rater)
    linked = _correlation(cells, inside / np.sqrt(np.maximum(variance, 1e-12))[cells.rater])
    usual = kept & (count[cells.rater] >= LEAST_PEOPLE)
    found = []
    for rater in raters:
        number = names.index(rater)
        others = kept & (cells.rater != number)
        if count[number] >= LEAST_PEOPLE and others.sum() >= LEAST_PEOPLE:
            natural = _natural(means, variance, count, np.setdiff1d(cells.rater[usual], [number]))
            found.append((rater, _contrast(cells, number, others, inside, variance, freedom[number], linked, natural)))
    return found


def _natural(means: np.ndarray, variance: np.ndarray, count: np.ndarray, others: np.ndarray) -> float:
    """How much raters differ among themselves beyond chance, as a variance: that much is nobody's bias.

    The smaller of variance and squared median deviation, as another rater who is biased must not hide this one.
    """
    if len(others) < 3:
        return 0.0
    there = means[others]
    middle = float(np.median(np.abs(there - np.median(there))))
    scale = _MEDIAN_DEVIATION.get(len(others), len(others) / (len(others) - 0.8)) / NormalDist().inv_cdf(0.75)
    spread = min(float(there.var(ddof=1)), (scale * middle) ** 2)
    return max(0.0, spread - float((variance[others] / count[others]).mean()))


def _padded(values: np.ndarray, size: int) -> np.ndarray:
    return np.concatenate([values, np.zeros(size - len(values))])


def _contrast(cells, number, others, inside, variance, freedom, linked, natural) -> Contrast:
    own = cells.rater == number
    n, rest = int(own.sum()), int(others.sum())
    common = float(variance[cells.rater[others]].mean())
    with_others, among_others = _shared(cells.person, own, others)
    error = variance[number] / n + common * max(rest + linked * among_others, 1.0) / rest**2
    error -= 2 * linked * math.sqrt(variance[number] * common) * with_others / (n * rest)
    error += natural
    spread = math.sqrt(float((inside[own | others] ** 2).mean()))
    means = float(cells.value[own].mean()), float(cells.value[others].mean())
    return Contrast(*means, math.sqrt(max(error, 0.0)), float(freedom), n, spread, natural)


def _shared(person: np.ndarray, own: np.ndarray, others: np.ndarray) -> tuple[float, float]:
    """How many pairs of cells are about the same person: own with others', and others' among themselves."""
    size = int(person.max()) + 1
    mine, theirs = np.bincount(person[own], minlength=size), np.bincount(person[others], minlength=size)
    return float((mine * theirs).sum()), float((theirs * (theirs - 1)).sum())


def _correlation(cells: Cells, standard: np.ndarray) -> float:
    """The correlation of two raters' numbers for the same person; 0 where nobody is rated twice."""
    size = len(cells.table.persons)
    count = np.bincount(cells.person, minlength=size)
    pairs = float((count * (count - 1)).sum())
    if not pairs:
        return 0.0
    total = np.bincount(cells.person, weights=standard, minlength=size)
    products = total**2 - np.bincount(cells.person, weights=standard**2, minlength=size)
    return float(np.clip(products.sum() / pairs, -1.0, 1.0))


def _moderated(squares: np.ndarray, count: np.ndarray, kept: np.ndarray, rater: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each rater's variance, drawn towards that of all (Smyth 2004), and its degrees of freedom."""
    own = np.maximum(count - 1.0, 0.0)
    variance = squares / np.maximum(own, 1.0)
    usable = (own >= 3) & (variance > 1e-12) & np.isin(np.arange(len(count)), rater[kept])
    prior, prior_freedom = _prior(variance[usable], own[usable])
    whole = float(own.sum())
    if math.isinf(prior_freedom):
        return np.full(len(count), prior), np.full(len(count), max(whole, 1.0))
    drawn = (prior_freedom * prior + squares) / np.maximum(prior_freedom + own, 1.0)
    return drawn, np.minimum(prior_freedom + own, whole)


def _prior(variance: np.ndarray, freedom: np.ndarray) -> tuple[float, float]:
    """The variance that raters have in common, and how many degrees of freedom that knowledge is worth."""
    if len(variance) < 2:
        return (float(variance[0]) if len(variance) else 0.0), 0.0
    pooled = float((variance * freedom).sum() / freedom.sum())
    spread = np.log(variance)
    excess = float(spread.var(ddof=1) - np.mean([trigamma(value / 2) for value in freedom]))
    return pooled, (math.inf if excess <= 0 else 2 * trigamma_inverse(excess))


# --- severity and leniency --------------------------------------------------------------------------------------------


def severity_tests(table: Table, raters: Sequence[str], left_out: set[str]) -> list[list[Bias]]:
    """Does a rater give higher or lower levels than an average rater would give the same people?"""
    return [[_severity(rater, one)] for rater, one in contrasts(_shifts(table, left_out), raters, left_out)]


def _shifts(table: Table, left_out: set[str]) -> Cells:
    return table.by_person(table.level - table.expected(left_out))


def _severity(rater: str, one: Contrast) -> Bias:
    shift, half = one.distance, one.half()
    parameters = (("d", shift / one.spread if one.spread else 0.0), ("levels", abs(shift)))
    return Bias(rater, SEVERITY if shift < 0 else LENIENCY, shift, shift - half, shift + half, one.p(), one.n, parameters)


# --- range restriction and halo -----------------------------------------------------------------------------------------


class Spreads:
    """How far a rater's levels spread: between people and within a person, given what was to be expected."""

    def __init__(self, table: Table, left_out: set[str]):
        expected = table.expected(left_out)
        own, predicted = _around_own_means(table, table.level), _around_own_means(table, expected)
        self.whole = _roots(table, own, predicted, left_out)
        inner = [values - table.by_person(values).value[table.by_person(values).place] for values in (own, predicted)]
        several = np.bincount(self.whole.place)[self.whole.place] > 1
        self.within = _roots(table, *inner, left_out, several)
        between = [table.by_person(values).value[self.whole.place] for values in (own, predicted)]
        self.between = _roots(table, *between, left_out)


def _around_own_means(table: Table, values: np.ndarray) -> np.ndarray:
    """Distances from the rater's usual level of the competency."""
    pair = table.rater * max(len(table.competencies), 1) + table.competency
    return values - _group_means(values, pair, np.ones(len(values), dtype=bool))[pair]


def _roots(table: Table, own: np.ndarray, predicted: np.ndarray, left_out: set[str], used: np.ndarray | None = None) -> Cells:
    """Cube roots of the mean squares of each rater and person, without what the predicted ones explain."""
    cells, known = table.by_person(own**2), table.by_person(predicted**2)
    value, given = np.cbrt(cells.value), np.cbrt(known.value)
    if used is not None:
        several = np.bincount(cells.place, weights=used, minlength=len(value)) > 0
        cells = Cells(table, cells.rater[several], cells.person[several], cells.value[several], cells.place)
        value, given = value[several], given[several]
    kept = cells.kept(left_out)
    inside = (given - _own_mean(given, cells.rater))[kept] if len(given) else given
    power = float((inside**2).sum())
    if power > 1e-9:
        slope = max(0.0, float((inside * (value - _own_mean(value, cells.rater))[kept]).sum()) / power)
        value = value - slope * (given - given[kept].mean())
    cells.square, cells.value = cells.value, value
    return cells


def _spread_ratio(cells: Cells, rater: str, left_out: set[str]) -> float:
    """Own ÷ others' standard deviation, as it is: levels are whole numbers, and roots make rare steps look smaller."""
    own = cells.rater == cells.table.raters.index(rater)
    others = cells.kept(left_out) & ~own
    usual = float(cells.square[others].mean()) if others.any() else 0.0
    return math.sqrt(float(cells.square[own].mean()) / usual) if usual > 0 else 1.0


def range_tests(table: Table, raters: Sequence[str], left_out: set[str]) -> list[list[Bias]]:
    """Do a rater's levels spread less than others' would, between people too?"""
    spreads = table.spreads(left_out)
    found = []
    for rater, one in contrasts(spreads.whole, raters, left_out):
        own = table.level[table.rater == table.raters.index(rater)]
        words = (("lowest", float(own.min())), ("highest", float(own.max())))
        excused = _spread_ratio(spreads.between, rater, left_out) > 1 / _LEAST_CONTRAST
        found.append([_spread_bias(rater, RANGE_RESTRICTION, one, words, excused=excused)])
    return found


def halo_tests(table: Table, raters: Sequence[str], left_out: set[str]) -> list[list[Bias]]:
    """Do a rater's levels for one person differ less between competencies, more so than between people?"""
    spreads = table.spreads(left_out)
    found = []
    for rater, one in contrasts(spreads.within, raters, left_out):
        within, between = (_spread_ratio(cells, rater, left_out) for cells in (spreads.within, spreads.between))
        found.append([_spread_bias(rater, HALO, one, (), excused=within * _LEAST_CONTRAST > between)])
    return found


def _ratio(one: Contrast) -> float:
    """Own ÷ others' spread as standard deviations: the cube roots of variances to the power 3/2."""
    return _as_ratio(one.own, one.others)


def _as_ratio(own: float, others: float) -> float:
    return (max(own, 0.0) / others) ** 1.5 if others > 0 else 1.0


def _spread_bias(rater: str, code: str, one: Contrast, words, *, excused: bool) -> Bias:
    ratio, half = _ratio(one), one.half()
    low, high = _as_ratio(one.own - half, one.others), _as_ratio(one.own + half, one.others)
    return Bias(rater, code, ratio, low, high, 1.0 if excused else one.p(less=True), one.n, (("ratio", ratio), *words))


# --- power ----------------------------------------------------------------------------------------------------------------


def powers(table: Table, raters: Sequence[str], tests, family_error: float, left_out: set[str]) -> list[Power]:
    """What each rater's people allow to see, where ``left_out`` are no part of the yardstick."""
    if tests is usage_tests:
        return usage_powers(table, raters, family_error, left_out)
    cells = _shifts(table, left_out) if tests is severity_tests else _spread_cells(table, tests, left_out)
    code = {severity_tests: SEVERITY, range_tests: RANGE_RESTRICTION, halo_tests: HALO}[tests]
    found = contrasts(cells, raters, left_out)
    return [_power(rater, code, one, family_error / len(found)) for rater, one in found]


def _spread_cells(table: Table, tests, left_out: set[str]) -> Cells:
    spreads = table.spreads(left_out)
    return spreads.whole if tests is range_tests else spreads.within


def _power(rater: str, code: str, one: Contrast, error: float) -> Power:
    sure = t_quantile(1 - error / (2 if code == SEVERITY else 1), one.freedom) + _SURE
    return _power_of_shift(rater, one, sure) if code == SEVERITY else _power_of_ratio(rater, code, one, sure)


def _power_of_shift(rater: str, one: Contrast, sure: float) -> Power:
    # It must also come out as large enough to be told.
    least = max(sure * one.error, LEAST_SHIFT + _SURE * one.error)
    wanted = RELEVANT[SEVERITY]
    enough = least <= wanted
    needed = one.n if enough else one.people_for(min(wanted / sure, (wanted - LEAST_SHIFT) / _SURE))
    return Power(rater, SEVERITY, one.n, least, enough, needed)


def _power_of_ratio(rater: str, code: str, one: Contrast, sure: float) -> Power:
    ratio = min(_as_ratio(one.others - sure * one.error, one.others), 1 / LEAST_RATIO)
    enough = ratio >= RELEVANT[code]
    needed = one.n if enough else one.people_for(max(one.others, 0.0) * (1 - RELEVANT[code] ** (2 / 3)) / sure)
    return Power(rater, code, one.n, ratio, enough, needed)


# Severity does most harm and is most common: it gets the largest part of the error that is allowed.
FAMILIES = ((severity_tests, 0.4), (range_tests, 0.15), (halo_tests, 0.2), (usage_tests, 0.25))
