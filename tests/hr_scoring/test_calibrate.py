"""The marked answers are what their readme says, and the figures on them mean what they say."""

from collections import Counter
from dataclasses import replace

import pytest
from score_doubles import MarkFinder

from hr_scoring.claims import SHIPPED, claimed, gain_of
from hr_scoring.gather import all_indicators, make_case, search
from hr_scoring.score import conclude
from hr_scoring.train import calibrate
from hr_scoring.types import Evidence, Source

ANSWERS = calibrate.marked_answers()
JOBS = calibrate.Jobs()


def test_answers_are_many_in_both_languages_and_of_every_quality():
    competencies = {use: {one.competency for one in ANSWERS if one.use == use} for use in ("choose", "report")}
    assert len(ANSWERS) >= 250 and not competencies["choose"] & competencies["report"]
    assert sum(map(len, competencies.values())) >= 25
    assert sum(one.lang == "zh" for one in ANSWERS) >= len(ANSWERS) / 2
    assert min(Counter(one.quality for one in ANSWERS if one.quality not in calibrate.TALK).values()) >= 30
    assert {one.quality for one in ANSWERS} >= set(calibrate.TALK)
    assert len({one.id for one in ANSWERS}) == len({one.text for one in ANSWERS}) == len(ANSWERS)


def test_marks_quote_the_answer_and_name_indicators_of_the_library():
    for answer in ANSWERS:
        known = {one.id for one in all_indicators(JOBS.around(answer.competency))}
        for mark in answer.marks:
            assert mark.quote in answer.text and mark.indicator in known and 1 <= mark.level <= 5


def test_bare_indicators_are_what_the_answer_asks_for_in_its_language_and_nothing_else():
    bare = calibrate.Jobs(bare=True)
    for lang, other in (("en", "zh"), ("zh", "en")):
        told, full = (all_indicators(jobs.around("user_research", lang)) for jobs in (bare, JOBS))
        assert [one.id for one in told] == [one.id for one in full] and not any(one.examples or one.counter_examples for one in told)
        assert all(one.statement in whole.statement and one.statement != whole.statement for one, whole in zip(told, full, strict=True))
        assert {one.statement for one in told}.isdisjoint(one.statement for one in all_indicators(bare.of(["user_research"] * 3, other)))


def trial(text, *marks):
    answer = calibrate.Answer("x", "choose", "user_research", "en", "answer", "strong", text, marks)
    return calibrate.Trial(MarkFinder(), [answer], JOBS)


def test_a_level_that_is_right_costs_nothing_and_a_wrong_indicator_costs():
    text = "I asked twenty of them §user_research.1:99:99§."
    right, wrong = (trial(text, calibrate.Mark(f"user_research.{number}", 5, text)) for number in (1, 2))
    judged = right.assess(SHIPPED)
    assert calibrate.loss(right.answers, judged) == pytest.approx(0.0, abs=0.1)
    assert calibrate.loss(wrong.answers, judged) > 4
    assert calibrate.right_indicator(right.answers, judged) == 1.0
    assert calibrate.right_indicator(wrong.answers, judged) == 0.0
    assert [pair.level for pair in calibrate.pairs(wrong.answers, judged)] == [None]


def test_fitting_never_makes_it_worse(capsys):
    text = "I asked twenty of them §user_research.1:40:60§."
    one = trial(text, calibrate.Mark("user_research.1", 5, text))
    before = calibrate.loss(one.answers, one.assess(SHIPPED))
    assert calibrate.loss(one.answers, one.assess(calibrate.fit(one, SHIPPED))) < before
    assert "Scale" in capsys.readouterr().out


def test_a_remembering_finder_looks_once_and_keeps_ids_apart():
    class Counting(MarkFinder):
        looked = 0

        def find(self, indicators, sources, minimum=0.0):
            self.looked += len(sources)
            return super().find(indicators, sources, minimum)

    finder, model = Counting(), JOBS.around("user_research")
    remembering = calibrate.Remembering(finder, 0.02)
    cases = [make_case(model, [Source(key, "I asked them §user_research.1:80:80§.")]) for key in ("a", "b")]
    shown = [search(remembering, [case], replace(SHIPPED, least=least)) for case in cases for least in (0.1, 0.2)]
    assert finder.looked == 1
    assert [found[0].source_id for (found,) in shown] == ["a", "a", "b", "b"]
    assert conclude(cases[0], shown[0][0]).competencies


def test_what_was_not_asked_for_must_be_probable():
    unlikely = Evidence("a.1", "1", "2012 to 2016, engineer", 0, 22, 0.29, strength=1.0)
    for targets, kept in ((("a",), 1), ((), 0), (("b",), 0)):
        assert len(list(claimed([unlikely], lambda _item, targets=targets: gain_of("a", targets)))) == kept


def strong_trial(probability):
    keys = ("user_research", "product_planning", "communication")
    told = {
        key: " ".join(f"Then I did number {number} of them in {key} §{key}.{number}:{probability}:99§." for number in range(1, 6))
        for key in keys
    }
    answers = [calibrate.Answer(key, "choose", key, "en", "answer", "strong", text, ()) for key, text in told.items()]
    return calibrate.Trial(MarkFinder(), answers, JOBS)


def test_strong_candidates_who_do_not_pass_cost_half_a_level():
    passing, failing = strong_trial(95), strong_trial(1)
    for one, more in ((passing, 0.0), (failing, 0.5)):
        assert len(one.people) == 3
        assert calibrate.criterion(one, SHIPPED) == pytest.approx(calibrate.loss(one.answers, one.assess(SHIPPED)) + more)


def test_a_quote_is_accepted_where_the_same_behaviour_was_marked():
    text = "I asked twenty of them §user_research.1:99:99§."
    for number, share in ((1, 1.0), (2, 0.0)):
        one = trial(text, calibrate.Mark(f"user_research.{number}", 5, text))
        assert calibrate.accepted(one.answers, one.assess(SHIPPED)) == share
    denied = trial(text, calibrate.Mark("user_research.1", 1, text))
    assert calibrate.accepted(denied.answers, denied.assess(SHIPPED)) == 0.0
