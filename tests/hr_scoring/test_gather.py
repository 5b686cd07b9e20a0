"""From passages that were found to the set that counts: none overlapping, none said twice, none that must not count."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from score_doubles import MarkFinder, answers, evidence_of, job, mark

from hr_scoring import gather, levels, prepare
from hr_scoring.gather import best_set, localised
from hr_scoring.score import assess, coverage_of
from hr_scoring.types import Competency, Evidence, Indicator, JobModel, Source

FINDER = MarkFinder()


def judge(model, *texts):
    return assess(model, answers(*texts), finder=FINDER)


class _Greedy:
    """Finds each sentence with some characters of what follows."""

    version = "greedy"

    def __init__(self, further):
        self._further = further

    def find(self, indicators, sources, minimum=0.0):
        return [Evidence("a.1", one.id, one.text, 0, len(one.text) + self._further, 0.9) for one in sources]


@pytest.mark.parametrize(("further", "counted"), [(0, 1), (5, 0)])
def test_a_passage_that_reaches_into_text_that_must_not_count_is_dropped(further, counted):
    told = answers("I led five people from March to June. I led five people from March to June.")
    assert len(evidence_of(assess(job(), told, finder=_Greedy(further)))) == counted


def passage(start, end, probability, strength=1.0, **values):
    return Evidence("a.1", "q1", f"{start}-{end}", start, end, probability, strength=strength, **values)


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 10), st.floats(0.05, 0.95)), max_size=8),
    st.tuples(st.integers(0, 20), st.integers(1, 10), st.floats(0.05, 0.95)),
)
@settings(deadline=None)
def test_a_further_passage_never_makes_the_best_set_worse(spans, further):
    def proven(items):
        chosen = best_set([passage(start, start + size, weight) for start, size, weight in items])
        ordered = sorted(chosen, key=lambda item: item.start)
        assert len(chosen) <= 3
        assert all(left.end <= right.start for left, right in pairwise(ordered))
        return levels.mass([gather.weight_of(item) for item in chosen])

    assert proven([*spans, further]) >= proven(spans) - 1e-12


def test_two_passages_beat_one_that_covers_both():
    chosen = best_set([passage(0, 10, 0.6), passage(0, 5, 0.5), passage(5, 10, 0.5)])
    assert {item.quote for item in chosen} == {"0-5", "5-10"}


def said(source, quote, probability):
    return Evidence("a.1", source, quote, 0, len(quote), probability, strength=1.0)


def test_what_repeats_two_weaker_quotes_replaces_them_only_where_it_proves_more():
    first, second = "we moved the stock to hall two", "and the error rate fell to one percent"
    both = f"{first} {second}"
    parts = [said("q1", first, 0.6), said("q2", second, 0.6)]
    assert {item.quote for item in best_set([*parts, said("q3", both, 0.62)])} == {first, second}
    assert {item.quote for item in best_set([*parts, said("q3", both, 0.9)])} == {both}


def test_a_strong_echo_takes_no_place_from_a_third_quote():
    own = [passage(number * 10, number * 10 + 9, 0.9 - number / 10) for number in range(3)]
    echo = Evidence("a.1", "q1", "we sold the old vans in May", 50, 77, 0.95, strength=1.0)
    other = Evidence("a.1", "q2", "so we sold the old vans in May", 0, 30, 0.94, strength=1.0)
    chosen = best_set([*own, echo, other])
    assert len(chosen) == 4 and other in chosen and echo not in chosen


def test_near_copies_by_the_dozen_take_bounded_time():
    quotes = [f"{'we cut the waiting time to a third in spring' if number % 2 else 'she sold more'} {number % 7}" for number in range(60)]
    assert 1 <= len(best_set([said(f"q{number}", quote, 0.5 + number / 200) for number, quote in enumerate(quotes)])) <= 4


def test_the_work_of_choosing_has_a_bound(monkeypatch):
    monkeypatch.setattr(gather, "_MOST_BRANCHES", 3)
    quotes = [said(f"q{number}", "we cut the queue from forty to twelve minutes", 0.5 + number / 100) for number in range(9)]
    assert [item.source_id for item in best_set(quotes)] == ["q8"]


def test_what_a_finder_reports_below_the_limit_does_not_count():
    class Eager(MarkFinder):
        def find(self, indicators, sources, minimum=0.0):
            return super().find(indicators, sources)

    assert evidence_of(assess(job(), answers(mark("a.1", 15)), finder=Eager())) == []


def test_an_empty_span_takes_nothing_out():
    assert prepare._blank("abc", [(2, 1), (0, 1)]) == "\nbc"


def test_a_denial_inside_a_deed_does_not_count():
    model = JobModel("j", "t", competencies=(Competency("c", "C", indicators=(Indicator("c.1", "Runs user interviews"),)),))
    source = answers("I never ran user interviews with anyone there.")
    deed = Evidence("c.1", "q1", source[0].text, 0, len(source[0].text), 0.8)
    assert not any(item.lacking for item in evidence_of(assess(model, source, finder=FINDER, pointed=[deed])))


def test_a_denial_beside_a_deed_takes_points_away():
    model = JobModel("j", "t", competencies=(Competency("c", "C", indicators=(Indicator("c.1", "Runs user interviews"),)),))
    deed, denial = "At Acme I did it §c.1:80:50§. ", "I never ran user interviews later."
    with_denial, without = judge(model, deed + denial), judge(model, deed)
    assert 20 <= with_denial.score < without.score
    taken = [item.contribution for item in evidence_of(with_denial) if item.lacking]
    assert taken and all(points < 0 for points in taken)
    assert sum(item.contribution for item in evidence_of(with_denial)) == with_denial.score


def test_only_answers_are_searched_for_denials():
    model = JobModel("j", "t", competencies=(Competency("c", "C", indicators=(Indicator("c.1", "Runs user interviews"),)),))
    cv = [Source("cv", "I never ran user interviews.", "cv")]
    assert evidence_of(assess(model, cv, finder=FINDER)) == []


def test_an_indicator_is_read_in_the_language_of_the_text():
    indicator = Indicator("i", "Leads a team\n带领团队", examples=("I led five", "带领五人"), counter_examples=("我想带团队",))
    assert localised(indicator, "zh").statement == "带领团队"
    assert localised(indicator, "en").examples == ("I led five",)
    assert localised(indicator, "en").counter_examples == ("我想带团队",)
    assert localised(indicator, "mixed") == indicator


weights = st.lists(st.floats(0, 1), max_size=5)


@given(weights, weights, st.floats(0, 1))
def test_eng_3_levels_stay_on_the_scale_and_go_the_way_that_evidence_points(shown, lacking, further):
    level = levels.indicator_level(shown, lacking)
    assert level is None if not shown and not lacking else 1.0 <= level <= 5.0
    more, less = levels.indicator_level([*shown, further], lacking), levels.indicator_level(shown, [*lacking, further])
    known = levels.NEUTRAL_LEVEL if level is None else level
    assert less - 1e-12 <= known <= more + 1e-12
    assert lacking or more >= levels.NEUTRAL_LEVEL


def test_indicator_levels():
    assert levels.indicator_level([], []) is None
    assert levels.indicator_level([1.0], []) == 5
    assert levels.indicator_level([], [1.0]) == 1
    assert levels.indicator_level([1.0], [1.0]) == 5
    assert levels.points_of(None) is None and levels.level_of(None) is None
    assert levels.points_of(3.0) == 60


def test_shares_of_odd_weights():
    assert levels.shares([0, 0]) == [0.5, 0.5]
    assert levels.shares([-5, 1]) == [0, 1]
    assert levels.shares([float("nan"), 2]) == [0, 1]


def test_splitting_nothing_and_splitting_by_nothing():
    assert levels.split(10, []) == []
    assert levels.split(1, [0, 0]) == [0.5, 0.5]
    assert levels.interval([None], [1], [0]) is None
    assert coverage_of(()) == 0
