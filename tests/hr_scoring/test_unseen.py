"""The engine on behaviours that nothing was trained on or tuned with; floors a little below what was measured without an encoder."""

import numpy as np
import pytest
from unseen_set import SHOWN, answer_figures, asked_behaviours, assess, groups, pairs

from hr_scoring.finder import EvidenceFinder
from hr_scoring.profiles import Block, profile_statement

TOLD = groups()


@pytest.fixture(scope="module")
def judged():
    asked, labels, kinds = pairs(TOLD)
    return np.array([one.probability for one in EvidenceFinder().judge_many(asked)]), labels, kinds


def share_above(positive, negative):
    """How often a text that shows the behaviour is more probable than one that does not."""
    return float((positive[:, None] > negative[None]).mean())


def test_the_set_is_what_its_description_says():
    assert len(TOLD) == 12 and sum(group.lang == "zh" for group in TOLD) == 6
    assert all(len(group.behaviours) == 5 and len(group.texts) == 15 and len(group.marks) >= 4 for group in TOLD)
    assert all(text.quote in text.text and bool(text.quote) == (text.kind in SHOWN) for group in TOLD for text in group.texts)
    assert all(any(mark.denied for mark in group.marks) and "[[" not in group.answer for group in TOLD)


def test_deeds_are_told_from_talk(judged):
    chances, labels, kinds = judged
    talk = chances[~np.isin(kinds, (*SHOWN, "sibling"))]
    assert share_above(chances[labels > 0], talk) > 0.9
    assert share_above(chances[kinds == "i"], talk) > 0.87


def test_deeds_are_told_from_other_deeds(judged):
    chances, labels, kinds = judged
    assert share_above(chances[labels > 0], chances[kinds == "sibling"]) > 0.7


def test_denials_are_found_and_put_to_the_behaviour_that_is_denied():
    found = answer_figures(TOLD, assess(TOLD, EvidenceFinder()))
    assert found["denials found"] >= 0.7 and found["strongest for the right behaviour"] > 0.58 and found["deeds found"] > 0.4


def test_single_behaviours_are_told_from_talk_and_probabilities_are_true():
    asked = asked_behaviours()
    assert len({one.pair.statement for one in asked}) == 20 and all(one.quote in one.pair.text for one in asked)
    chances = np.array([one.probability for one in EvidenceFinder().judge_many([one.pair for one in asked])])
    kinds = np.array([one.kind for one in asked])
    shown = np.isin(kinds, ("explicit", "implicit"))
    assert share_above(chances[shown], chances[~shown]) > 0.82
    assert share_above(chances[kinds == "implicit"], chances[~shown & (kinds != "other")]) > 0.78
    # on average; a bin of a tenth holds too few texts to be compared one by one
    assert abs(chances.mean() - shown.mean()) < 0.03


def test_no_behaviour_is_taken_for_something_that_is_shown_by_saying_it():
    model = EvidenceFinder().model
    told = [one.pair.statement for one in asked_behaviours()] + [one for group in TOLD for one in group.behaviours]
    chances = model.sorter.is_proposition(Block.of([profile_statement(one, model.words) for one in dict.fromkeys(told)]))
    assert len(chances) == 80 and chances.max() < 0.45


@pytest.mark.parametrize(
    ("statement", "own", "other"),
    [
        ("用户调研", "我做了20场用户访谈", "我的同事小王做了20场用户访谈"),
        ("用户调研", "我带着小王做了20场用户访谈", "我们组的小李做了20场用户访谈，我负责记录"),
        ("User research", "I ran twenty user interviews.", "My colleague Anna ran twenty user interviews."),
        ("User research", "I ran twenty user interviews with Anna.", "Anna from our team ran twenty user interviews; I booked the rooms."),
    ],
)
def test_what_a_named_colleague_did_is_far_less_probable_than_a_deed_of_ones_own(statement, own, other):
    finder = EvidenceFinder()
    assert finder.judge(statement, own).probability > 0.3
    assert finder.judge(statement, other).probability < 0.1


@pytest.mark.parametrize(
    ("statement", "line", "words"),
    [
        ("团队管理", "负责团队的管理工作", "团队管理能力强"),
        ("Team management", "managed a team of five", "Team management, communication, leadership"),
    ],
)
def test_a_line_of_responsibility_is_weak_evidence_and_a_bare_name_is_none(statement, line, words):
    finder = EvidenceFinder()
    assert 0.2 < finder.judge(statement, line).probability < 0.6 and finder.judge(statement, words).probability < 0.05
