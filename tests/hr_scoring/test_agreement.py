"""Agreement of the engine and people, adverse impact, effects, and the statistics under them."""

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hr_scoring import agreement as ag
from hr_scoring import effect as ef
from hr_scoring import fairness as fa
from hr_scoring import stats

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def pairs(*values):
    return [ag.Compared(str(number), machine, human) for number, (machine, human) in enumerate(values)]


# --- differences -----------------------------------------------------------------------------------------------------


def test_the_alert_is_above_20_percent_not_at_it():
    exact, above, below = ag.differences(pairs((80, 60), (80.5, 60), (60, 81)))
    assert (exact.percent, exact.alert) == (20, False)
    assert above.alert and below.alert and below.percent == -21


def test_levels_are_compared_in_percent_of_their_scale():
    (one,) = ag.differences(pairs((4, 3)), ag.LEVEL_SCALE)
    assert one.percent == 25 and one.alert


def test_rounding_makes_no_alert():
    (one,) = ag.differences(pairs((0.3, 0.1)), (0.0, 1.0))
    assert not one.alert


def test_a_missing_rating_is_no_difference_of_zero():
    (one,) = ag.differences(pairs((None, 3)))
    assert one.percent is None and not one.alert
    result = ag.agreement(pairs((None, 3), (50, 55)))
    assert (result.n, result.missing) == (1, 1)


def test_a_persons_differences_name_competencies_and_the_total():
    found = ag.person_differences({"a": 4.0, "b": None}, {"a": 2.0, "c": 3.0}, 80.0, 50.0)
    assert [item.key for item in found] == ["a", "b", "c", ag.TOTAL]
    assert [item.alert for item in found] == [True, False, False, True]


def test_agreement_of_equal_ratings():
    result = ag.agreement(pairs(*[(value, value) for value in range(0, 100, 2)]))
    assert result.bias.value == 0 and result.distance.value == 0
    assert result.consistency.value == 1 and result.kappa.value == 1 and result.icc.value == pytest.approx(1)
    assert not result.small and result.alerts == ()


def test_a_severe_machine_shows_as_bias_and_small_n_is_called_small():
    result = ag.agreement(pairs(*[(value - 30, value) for value in range(40, 100, 5)]))
    assert result.bias.value == -30
    assert result.consistency.value == 0 and len(result.alerts) == result.n == 12
    assert result.small


def test_agreement_of_nothing():
    result = ag.agreement([])
    assert result.n == 0 and result.bias is stats.NOTHING and result.kappa.value is None


def test_the_consistency_rate():
    assert ag.consistency_rate(pairs((50, 60), (50, 80), (None, 1))).value == 0.5


# --- kappa and ICC ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rated", [[(1, 1), (2, 2), (3, 3), (4, 3)], [(1, 3), (2, 2), (5, 2), (4, 4), (5, 5)]])
def test_quadratic_weighted_kappa_by_hand(rated):
    """Against every pair that chance could make of both raters' ratings; two steps count four times one."""
    first, second = zip(*rated, strict=True)
    observed = sum((a - b) ** 2 for a, b in rated) / len(rated)
    expected = sum((a - b) ** 2 for a in first for b in second) / len(rated) ** 2
    assert ag.weighted_kappa(rated).value == pytest.approx(1 - observed / expected)


def test_kappa_is_not_computable_where_all_ratings_are_equal():
    assert ag.weighted_kappa([(3, 3)] * 10).value is None
    assert ag.weighted_kappa([(3, 3)]).value is None


def test_kappa_puts_values_outside_the_scale_at_its_ends():
    assert ag.weighted_kappa([(0, 9), (1, 5), (5, 1)]).value == ag.weighted_kappa([(1, 5), (1, 5), (5, 1)]).value


def test_icc_of_shrout_and_fleiss():
    assert ag.icc(SHROUT_FLEISS).value == pytest.approx(0.29, abs=0.005)
    assert ag.icc(SHROUT_FLEISS, absolute=False).value == pytest.approx(0.71, abs=0.006)
    found = ag.icc(SHROUT_FLEISS)
    assert found.low <= found.value <= found.high and found.small


def test_icc_needs_two_people_two_raters_and_a_spread():
    assert ag.icc([]) is stats.NOTHING
    assert ag.icc([[1, 2]]).value is None
    assert ag.icc([[1], [2]]).value is None
    assert ag.icc([[3, 3], [3, 3]]).value is None


# --- adverse impact: golden vectors ----------------------------------------------------------------------------------


def test_golden_1_selection_rates():
    result = fa.selection_impact({"m": (667, 1390), "f": (555, 1181)})
    assert round(result.group("m").rate, 3) == 0.480
    assert round(result.group("f").rate, 3) == 0.470
    assert round(result.group("f").ratio, 3) == 0.979
    assert not result.flagged


def test_golden_2_scoring_rates():
    scores = [("A", value) for value in (40, 50, 60, 70, 80)] + [("B", value) for value in (30, 50, 50, 60, 90)]
    result = fa.scoring_impact(scores)
    assert result.median == 55
    assert (result.group("A").rate, result.group("B").rate) == (0.6, 0.4)
    assert round(result.group("B").ratio, 3) == 0.667


def test_golden_3_a_tie_at_the_median_is_not_above():
    result = fa.scoring_impact([("A", value) for value in (50, 50, 60)] + [("B", value) for value in (40, 50, 50)])
    assert result.median == 50
    assert result.group("A").rate == pytest.approx(1 / 3) and result.group("B").rate == 0
    assert result.group("B").ratio == 0 and result.flagged


def test_golden_4_one_person_flips_four_fifths():
    assert not fa.selection_impact({"a": (48, 80), "b": (24, 50)}).group("b").flagged
    flagged = fa.selection_impact({"a": (48, 80), "b": (23, 50)}).group("b")
    assert flagged.flagged and round(flagged.ratio, 3) == 0.767


def test_a_highest_rate_of_zero_is_not_computable():
    result = fa.selection_impact({"a": (0, 10), "b": (0, 12)})
    assert [item.ratio for item in result.groups] == [None, None] and not result.flagged


def test_unknown_groups_are_counted_and_empty_ones_left_out():
    result = fa.scoring_impact([("", 50), ("a", 60), ("a", None), ("b", 40)])
    assert result.unknown == 1 and [item.n for item in result.groups] == [1, 1]
    assert fa.selection_impact({"a": (1, 2), "b": (0, 0)}, unknown=3).unknown == 3
    assert fa.scoring_impact([("a", None)]).groups == ()
    assert fa.selection_impact({}).groups == ()


def test_small_groups_are_marked():
    result = fa.selection_impact({"a": (500, 1000), "b": (5, 10)})
    assert result.group("b").may_be_left_out and result.group("b").small and not result.group("a").small


def test_more_selected_than_assessed_is_refused():
    with pytest.raises(ValueError, match="a: 3 selected of 2"):
        fa.selection_impact({"a": (3, 2)})


def test_crossed_groups():
    assert fa.crossed(["f", "m", ""], ["x", "y", "x"]) == ["f × x", "m × y", ""]


def test_fisher_against_published_values():
    assert stats.fisher_p(1, 9, 11, 3) == pytest.approx(0.002759, abs=1e-6)
    assert stats.fisher_p(3, 1, 1, 3) == pytest.approx(0.485714, abs=1e-6)
    assert stats.fisher_p(0, 5, 0, 5) == 1 and stats.fisher_p(0, 0, 1, 1) == 1 and stats.fisher_p(5, 0, 5, 0) == 1


# --- statistics ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("probability", "freedom", "value"), [(0.975, 1, 12.706), (0.975, 10, 2.228), (0.95, 30, 1.697), (0.975, 1000, 1.962)]
)
def test_t_quantiles_of_the_tables(probability, freedom, value):
    assert stats.t_quantile(probability, freedom) == pytest.approx(value, abs=6e-4)


def test_odd_t_values():
    assert stats.t_p_value(math.nan, 5) == 1 and stats.t_p_value(math.inf, 5) == 0 and stats.t_p_value(0, 5) == 1


def test_tests_without_enough_or_without_spread():
    assert stats.one_sample_p([1, 2]) == 1
    assert stats.one_sample_p([0, 0, 0]) == 1 and stats.one_sample_p([1, 1, 1]) == 0
    assert stats.one_sample_p([1, 2, 3, 4]) < 0.05
    assert stats.welch_p([1, 2], [1, 2, 3]) == 1
    assert stats.welch_p([1, 1, 1], [1, 1, 1]) == 1 and stats.welch_p([1, 1, 1], [2, 2, 2]) == 0
    assert stats.rank_p([1, 2], [1, 2, 3]) == 1 and stats.rank_p([1, 1, 1], [1, 1, 1]) == 1
    assert stats.rank_p(list(range(10)), list(range(20, 30))) < 0.001
    assert stats.cohens_d([1], [1, 2]) is None and stats.cohens_d([1, 1], [1, 1]) is None
    assert stats.deviation([5]) == 0


def test_estimates_of_few_values():
    assert stats.mean_estimate([]) is stats.NOTHING and stats.share_estimate(0, 0) is stats.NOTHING
    assert stats.mean_estimate([3]) == stats.Estimate(3, None, None, 1)
    assert stats.share_estimate(10, 10).high == pytest.approx(1)


def test_a_statistic_that_hardly_exists_has_no_interval():
    assert stats.bootstrap(5, lambda rows: None) is None


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
@settings(deadline=None)
def test_holm_never_lowers_a_p_and_keeps_the_order(values):
    adjusted = stats.holm(values)
    assert all(new >= old - 1e-12 and new <= 1 for old, new in zip(values, adjusted, strict=True))
    order = sorted(range(len(values)), key=values.__getitem__)
    assert all(adjusted[a] <= adjusted[b] for a, b in pairwise(order))


# --- effects ---------------------------------------------------------------------------------------------------------


def test_an_effect_beside_a_control_group():
    treated = [(50 + n, 62 + n + n % 3) for n in range(40)]
    control = [(50 + n, 52 + n + n % 2) for n in range(40)]
    result = ef.effect(treated, control)
    assert result.difference.value == pytest.approx(10.475, abs=0.01)
    assert result.difference.low > 9 and result.p < 0.001 and result.d > 5
    assert not result.small and result.reason == ""


def test_no_effect_is_claimed_without_control_or_people():
    alone = ef.effect([(1, 2), (2, 4), (3, 5)])
    assert alone.reason == "no_control" and alone.difference is stats.NOTHING and alone.d > 0
    few = ef.effect([(1, 2)], [(1, 1)] * 5)
    assert few.reason == "too_few" and few.d is None and few.p is None


def test_an_effect_without_spread():
    result = ef.effect([(0, 2)] * 3, [(0, 1)] * 3)
    assert (result.difference.low, result.difference.high) == (1, 1) and result.d is None
    assert ef.paired_d([(1, 2), (1, 3)]) is None


def test_correlation():
    found, p = ef.correlation([(1, 2), (2, 4), (3, 5), (4, 9), (5, 9)])
    assert found.value == pytest.approx(0.964, abs=0.005) and p < 0.01 and found.low < found.value < found.high
    assert ef.correlation([(1, 1), (2, 2), (3, 3), (4, 4)]) == (stats.Estimate(1, 1, 1, 4), 0.0)
    assert ef.correlation([(1, 1)] * 9)[0].value is None and ef.correlation([])[1] is None
