"""What is a denial, and which behaviour it denies."""

import pytest

from hr_scoring.lacking import Heard, LackingFinder, denies, denying_texts
from hr_scoring.text import Span, sentences
from hr_scoring.types import Indicator

ASKING = Indicator("r.1", "Conducts interviews with users")
TESTING = Indicator("r.2", "Tests prototypes with real people")
ASKED = frozenset({"r.1", "r.2"})


def find(text, heard=None, asked=ASKED):
    return LackingFinder([ASKING, TESTING]).find("q", sentences(text), "", asked, heard or {})


@pytest.mark.parametrize(
    "text",
    [
        "I never measured it.",
        "Never measured it.",
        "We never asked anybody.",
        "It was not documented.",
        "Not measured.",
        "我没有测过。",
        "我们从来没问过用户。",
    ],
)
def test_who_says_that_it_was_not_done_denies(text):
    assert denies(text, asked=True)


@pytest.mark.parametrize(
    "text",
    [
        "Half of our users never came back.",
        "Visitors never found the lift.",
        "After that the fault never came back.",
        "It never came.",
        "上线后没有再出现过故障。",
    ],
)
def test_what_did_not_happen_to_others_is_no_denial(text):
    assert not denies(text)


def test_how_well_a_denial_fits_decides_which_behaviour_it_is_about():
    text = "I never did that with anybody."
    first, second = (find(text, {text: Heard(0.9, {f"r.{number}": 0.7})}) for number in (1, 2))
    assert [item.indicator_id for item in first] == ["r.1"] and [item.indicator_id for item in second] == ["r.2"]
    assert all(item.lacking and item.quote == text for item in (*first, *second))


def test_who_left_it_to_others_when_asked_denies_what_fits_best_and_nothing_else():
    text = "I did not measure what they did."
    (item,) = find(text, {text: Heard(0.9, {"r.1": 0.25, "r.2": 0.22})})
    assert item.indicator_id == "r.1"
    assert not find(text, {text: Heard(0.9, {"r.1": 0.25})}, asked=frozenset())


def test_a_denial_that_fits_nothing_is_held_against_nobody():
    assert not find("I never learned to swim.", asked=frozenset())
    assert not find("I never learned to swim.", {"I never learned to swim.": Heard(0.99, {"r.1": -0.3, "r.2": -0.2})})


def test_a_failure_that_is_told_of_oneself_counts_less_than_a_denial():
    text = "I shouted at them and left."
    heard = {text: Heard(0.95, {"r.1": 0.6})}
    (failure,) = find(text, heard)
    assert failure.lacking and failure.probability == 0.5 and failure.probability < find("I never interviewed users.")[0].probability
    assert not find(text, {text: Heard(0.5, {"r.1": 0.6})})
    assert not find(text, heard, asked=frozenset())
    others = "They shouted at everybody and left."
    assert not find(others, {others: Heard(0.95, {"r.1": 0.6})})
    assert not find("I sat with them and left.", {"I sat with them and left.": Heard(0.95, {"r.1": 0.6})})


def test_only_what_may_deny_is_asked_about():
    spans = [Span(text, 0, len(text), "en") for text in ("I never asked, I only watched.", "I shouted at them.", "I went there.")]
    assert denying_texts(spans, asked=False) == ["I never asked,"]
    assert denying_texts(spans, asked=True) == ["I never asked,", "I shouted at them."]
