"""Rater reports find what was planted and accuse nobody else; weight suggestions follow what proved right."""

import pytest

from hr_scoring import raters as ra
from hr_scoring import suggest as su

np = pytest.importorskip("numpy")

RUNS = 100


def simulate(seed, bias=None, *, raters=6, people=25, competencies=4, reference=True):
    """Raters who judge people of their own; the first one may be biased."""
    draw = np.random.default_rng(seed)
    found = []
    for rater in range(raters):
        for person in range(people):
            truth = 3.2 + draw.normal(0, 0.6) + draw.normal(0, 0.6, competencies)
            seen = truth + draw.normal(0, 0.5, competencies)
            engine = np.clip(truth + draw.normal(0, 0.4, competencies), 1, 5)
            if rater == 0 and bias:
                seen = _BIASES[bias](seen)
            levels = np.clip(np.round(seen), 1, 5)
            for place in range(competencies):
                offered = tuple(f"{place}.{number}" for number in range(3))
                skips = bias == ra.UNDER_USED and rater == 0
                used = tuple(one for one in offered if draw.random() < (0.05 if skips and one == "0.1" else 0.65))
                engine_level = float(engine[place]) if reference else None
                level = float(levels[place])
                found.append(ra.Rating(f"r{rater}", f"p{rater}-{person}", f"c{place}", level, engine_level, used, offered))
    return found


_BIASES = {
    ra.SEVERITY: lambda seen: seen - 0.7,
    ra.LENIENCY: lambda seen: seen + 0.7,
    ra.RANGE_RESTRICTION: lambda seen: 3.2 + (seen - 3.2) * 0.35,
    ra.HALO: lambda seen: seen.mean() + (seen - seen.mean()) * 0.25,
    ra.UNDER_USED: lambda seen: seen,
}


@pytest.mark.parametrize("bias", sorted(_BIASES))
def test_a_planted_bias_is_found_in_95_of_100_runs(bias):
    hits = wrong = 0
    for seed in range(RUNS):
        report = ra.rater_report(simulate(seed, bias))
        hits += any(item.code == bias for item in report.of("r0"))
        wrong += any(item.rater != "r0" for item in report.biases)
    assert hits >= 0.95 * RUNS
    assert wrong <= 0.1 * RUNS


def test_unbiased_raters_are_accused_in_at_most_5_of_100_runs():
    accused = sum(bool(ra.rater_report(simulate(seed + 1000)).biases) for seed in range(RUNS))
    assert accused <= 5


def test_two_severe_raters_do_not_make_the_others_lenient():
    ratings = simulate(3)
    severe = [
        ra.Rating(one.rater, one.person, one.competency, max(1.0, one.level - 1), one.reference) if one.rater in ("r0", "r1") else one
        for one in ratings
    ]
    report = ra.rater_report(severe)
    assert {(item.rater, item.code) for item in report.biases} == {("r0", ra.SEVERITY), ("r1", ra.SEVERITY)}


def test_without_a_reference_the_other_raters_of_the_same_people_are_the_yardstick():
    ratings = [
        ra.Rating(rater, f"p{person}", "c", 3.0 + person % 3 - shift, None)
        for person in range(20)
        for rater, shift in (("a", 0), ("b", 0), ("severe", 1), ("c", 0))
    ]
    (found,) = ra.rater_report(ratings).biases
    assert (found.rater, found.code) == ("severe", ra.SEVERITY) and found.effect == pytest.approx(-1)


def test_a_rater_of_few_people_is_not_judged():
    report = ra.rater_report(simulate(1, people=5))
    assert report.biases == () and len(report.too_few) == 6


def test_nothing_to_judge():
    assert ra.rater_report([]).biases == ()
    alone = [one for one in simulate(1, ra.SEVERITY) if one.rater == "r0"]
    assert ra.rater_report(alone).biases == ()


def test_the_root_cause_comes_with_numbers_for_a_sentence():
    report = ra.rater_report(simulate(5, ra.SEVERITY))
    code, parameters = ra.root_cause(report.of("r0")[0])
    assert code == ra.SEVERITY
    assert parameters["levels"] == pytest.approx(-parameters["effect"]) and parameters["low"] < parameters["effect"] < parameters["high"]
    assert parameters["small"] is True and parameters["n"] == 25 and parameters["d"] < -0.5


def test_raters_who_give_everybody_the_same_level_are_found():
    flat = [ra.Rating(one.rater, one.person, one.competency, 3.0 if one.rater == "r0" else one.level, one.reference) for one in simulate(9)]
    assert ra.RANGE_RESTRICTION in {item.code for item in ra.rater_report(flat).of("r0")}


# --- weight suggestions ----------------------------------------------------------------------------------------------

CURRENT = {"listening": 10.0, "planning": 30.0, "selling": 30.0, "product": 30.0}
PROVED = {"listening": 20.0, "planning": 80 / 3, "selling": 80 / 3, "product": 80 / 3}


def cases(weights, count=120, noise=3.0, seed=1):
    draw = np.random.default_rng(seed)
    found = []
    for number in range(count):
        points = {key: float(value) for key, value in zip(weights, np.clip(draw.normal(60, 22, len(weights)), 0, 100), strict=True)}
        outcome = sum(weights[key] * value for key, value in points.items()) / 100 + draw.normal(0, noise)
        found.append(su.Case(f"{number:03}", points, float(outcome)))
    return found


def test_the_listening_indicator_moves_from_10_to_20_percent():
    result = su.suggest_weights(cases(PROVED), CURRENT)
    (change,) = [item for item in result.changes if item.key == "listening"]
    assert (change.current, change.suggested) == (10, 20)
    assert change.estimate.low > 10 and change.estimate.n == 120
    assert sum(dict(result.weights).values()) == pytest.approx(100, abs=0.05)
    assert result.reason == ""


def test_accepting_raises_the_consistency_rate():
    sharp = {"listening": 60.0, "planning": 10.0, "selling": 15.0, "product": 15.0}
    result = su.suggest_weights(cases(sharp), CURRENT, threshold=10.0)
    assert result.after.value > result.before.value


def test_nothing_is_suggested_where_the_weights_are_right():
    changed = sum(bool(su.suggest_weights(cases(CURRENT, seed=seed, noise=8), CURRENT).changes) for seed in range(20))
    assert changed <= 3


@pytest.mark.parametrize(("count", "weights", "reason"), [(10, CURRENT, "too_few"), (40, {"listening": 100.0}, "too_few")])
def test_too_few(count, weights, reason):
    assert su.suggest_weights(cases(PROVED, count), weights).reason == reason


def test_an_outcome_that_has_nothing_to_do_with_the_scores():
    reversed_ = [su.Case(one.key, one.points, 100 - one.outcome) for one in cases(PROVED)]
    result = su.suggest_weights(reversed_, CURRENT)
    assert result.reason == "no_relation" and result.changes == () and dict(result.weights) == CURRENT


def test_missing_scores_do_not_pull_weights():
    holes = [
        su.Case(one.key, {**one.points, "listening": None} if number % 4 == 0 else one.points, one.outcome)
        for number, one in enumerate(cases(PROVED, 200))
    ]
    result = su.suggest_weights(holes, CURRENT)
    assert {item.key for item in result.changes} <= {"listening"} and result.n == 200


def test_rounded_weights_of_all_keys():
    assert su.rounded_weights({"a": 50, "b": 50}, {"a": 60, "b": 60}) == {"a": 50, "b": 50}
    assert su.rounded_weights({"a": 50, "b": 50}, {"a": 0}) == {"a": 5, "b": 95}
