"""Rater reports find what was planted and accuse nobody else."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from hr_scoring import raters as ra
from tests.hr_scoring.rater_sim import Setting, hits_and_wrong, ratings

RUNS = 100
# What a report should not miss, at a usual number of people for each rater: see tests/benchmarks/README.md for others.
PLANTED = [
    Setting(ra.SEVERITY, 0.5, people=30),
    Setting(ra.LENIENCY, 0.5, people=30),
    Setting(ra.RANGE_RESTRICTION, 0.5, people=30),
    Setting(ra.HALO, 0.5, people=40),
    Setting(ra.UNDER_USED, 0.25, people=40),
    Setting(ra.SEVERITY, 0.6, people=40, design="panel", reference=False),
]


@pytest.mark.parametrize("setting", PLANTED, ids=lambda setting: f"{setting.bias}-{setting.design}")
def test_a_planted_bias_is_found_in_95_of_100_runs_and_nobody_else_accused(setting):
    hits, wrong = hits_and_wrong(setting, RUNS)
    assert hits >= 0.95 * RUNS
    assert wrong <= 0.05 * RUNS


@pytest.mark.parametrize("setting", [Setting(), Setting(design="panel", reference=False)], ids=lambda setting: setting.design)
def test_unbiased_raters_are_accused_in_at_most_5_of_100_runs(setting):
    assert hits_and_wrong(setting, RUNS, 1000)[1] <= 5


def test_raters_who_differ_a_little_as_people_do_are_not_accused():
    assert hits_and_wrong(Setting(natural=0.1, people=60), 60, 2000)[1] <= 4


def test_strong_biases_show_with_a_dozen_people_and_weak_ones_are_said_to_be_undecided():
    strong = [Setting(ra.SEVERITY, 0.8, 12), Setting(ra.RANGE_RESTRICTION, 0.3, 12), Setting(ra.HALO, 0.2, 12)]
    for setting in strong:
        assert hits_and_wrong(setting, 30)[0] >= 28
    report = ra.rater_report(ratings(Setting(people=12), 7))
    assert ra.UNDER_USED in undecided(report, "r0")


def undecided(report, rater):
    return [item.code for item in report.undecided(rater)]


simulate = partial(lambda seed, bias=None, size=0.7, **values: ratings(Setting(bias, size, **{"people": 25, **values}), seed))


def test_the_power_says_what_the_people_of_a_rater_can_show():
    few, many = (ra.rater_report(simulate(1, people=people)) for people in (12, 60))
    for code in ra.RELEVANT:
        (less,), (more,) = ([item for item in report.power if (item.rater, item.code) == ("r1", code)] for report in (few, many))
        assert less.n == 12 and more.n == 60 and more.enough
        assert less.detectable > more.detectable if code == ra.SEVERITY else less.detectable < more.detectable
    assert many.undecided("r1") == [] and ra.UNDER_USED in undecided(few, "r1")


def test_what_was_found_is_not_undecided():
    report = ra.rater_report(simulate(1, ra.SEVERITY, 1.0, people=12))
    assert [item.code for item in report.of("r0")] == [ra.SEVERITY] and ra.SEVERITY not in undecided(report, "r0")


@pytest.mark.parametrize(("size", "people", "most"), [(1.0, 20, 1.1), (2.0, 30, 1.3)])
def test_a_severe_rater_does_not_make_the_others_seem_to_differ_by_nature(size, people, most):
    """The power for the others is that against the yardstick without the one who was found."""
    alone, beside = (ra.rater_report(simulate(1, bias, size, people=people)) for bias in (None, ra.SEVERITY))
    assert ra.SEVERITY in {item.code for item in beside.of("r0")}
    without, with_him = (
        np.array([p.detectable for p in one.power if p.rater != "r0" and p.code == ra.SEVERITY]) for one in (alone, beside)
    )
    assert len(without) == 5 and (with_him < most * without).all()


def test_further_indicators_of_a_rater_who_leaves_out_one_are_told_too():
    used = [
        replace(one, used=tuple(name for name in one.used if name not in ("0.0", "1.1"))) if one.rater == "r0" else one
        for one in simulate(4, people=40)
    ]
    found = ra.rater_report(used).of("r0")
    assert {dict(item.parameters)["indicator"] for item in found} == {"0.0", "1.1"} and all(item.low < 1e-9 for item in found)


def test_who_met_people_that_are_alike_is_not_called_restricted():
    alike = [
        replace(one, level=min(4.0, max(2.0, one.level)), reference=3.0 + (one.reference - 3.0) * 0.3) if one.rater == "r0" else one
        for one in simulate(2, people=30)
    ]
    ratios = {True: [], False: []}
    for known in ratios:
        given = alike if known else [replace(one, reference=None) for one in alike]
        ratios[known] = [item.effect for item in ra.rater_report(given).of("r0") if item.code == ra.RANGE_RESTRICTION]
    assert ratios[True] == [] or min(ratios[True]) > min(ratios[False])


def test_two_severe_raters_do_not_make_the_others_lenient():
    severe = [
        ra.Rating(one.rater, one.person, one.competency, max(1.0, one.level - 1), one.reference) if one.rater in ("r0", "r1") else one
        for one in simulate(3)
    ]
    report = ra.rater_report(severe)
    assert {(item.rater, item.code) for item in report.biases} == {("r0", ra.SEVERITY), ("r1", ra.SEVERITY)}


def test_without_a_reference_the_other_raters_of_the_same_people_are_the_yardstick():
    given = [
        ra.Rating(rater, f"p{person}", "c", 3.0 + person % 3 - shift, None)
        for person in range(20)
        for rater, shift in (("a", 0), ("b", 0), ("severe", 1), ("c", 0))
    ]
    (found,) = ra.rater_report(given).biases
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


def test_few_ratings_take_the_engine_as_it_is():
    pairs = [(rater, number) for rater in ("a", "severe") for number in range(12)]
    few = [ra.Rating(rater, f"{rater}{number}", "c", 2.0 + number % 3, 3.0 + number % 3 - (rater == "a")) for rater, number in pairs]
    (found,) = ra.rater_report(few).biases
    assert (found.code, abs(found.effect)) == (ra.SEVERITY if found.rater == "severe" else ra.LENIENCY, pytest.approx(1))


def test_a_finding_that_cannot_be_measured_again_stays_as_it_was():
    item = ra.Bias("a", ra.HALO, 0.5, 0.4, 0.6, 0.01, 30)
    assert ra._measured_again(item, [[replace(item, rater="b")]]) is item


@pytest.mark.parametrize("code", list(ra.RELEVANT))
def test_as_many_people_as_the_report_asks_for_decide_it(code):
    """What it takes is foretold from 12 people; with a quarter more than that most raters are decided."""
    few = ra.rater_report(simulate(1, people=12))
    needed = [item.needed for item in few.power if item.code == code]
    if all(item.enough for item in few.power if item.code == code):
        assert needed == [12] * 6
        return
    assert all(12 <= one <= 120 for one in needed)
    many = ra.rater_report(simulate(2, people=round(1.25 * max(needed))))
    assert sum(item.enough for item in many.power if item.code == code) >= 5


def test_no_number_of_people_shows_half_a_level_where_raters_differ_by_as_much_anyhow():
    needed = {item.needed for item in ra.rater_report(simulate(1, natural=0.6, people=40)).power if item.code == ra.SEVERITY}
    assert None in needed


def test_hardly_anybody_comments_so_nobody_is_decided_on_leaving_out():
    powers = [one for one in ra.rater_report(simulate(1, people=12, usual_use=0.01)).power if one.code == ra.UNDER_USED]
    assert powers and {one.needed for one in powers} == {None}
