"""The engine on behaviours that nothing was trained on or tuned with; floors a little below what was measured without an encoder."""

import numpy as np
import pytest
from unseen_set import SHOWN, answer_figures, assess, groups, pairs

from hr_scoring.finder import EvidenceFinder

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
    assert found["denials found"] >= 0.7 and found["strongest for the right behaviour"] > 0.55 and found["deeds found"] > 0.4
