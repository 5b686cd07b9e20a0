"""What is a denial, and which behaviour it denies."""

import json
from pathlib import Path

import pytest

from hr_scoring.finder import EvidenceFinder
from hr_scoring.gather import collect, make_case, search
from hr_scoring.lacking import Heard, LackingFinder, denies, denying_texts
from hr_scoring.text import Span, sentences
from hr_scoring.train import calibrate
from hr_scoring.types import Indicator, Source

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


def test_a_sentence_that_denies_twice_is_one_denial_as_sure_as_its_surest_part():
    text = "I have never asked anybody, and I did not look myself."
    parts = denying_texts(sentences(text), True)
    assert len(parts) == 2
    for fits in ((0.3, 0.7), (0.7, 0.3)):
        (item,) = find(text, {part: Heard(0.9, {"r.1": fit}) for part, fit in zip(parts, fits, strict=True)})
        (surest,) = find(text, {part: Heard(0.9, {"r.1": 0.7}) for part in parts})
        assert item.probability == surest.probability and text.startswith(item.quote) and "myself" in item.quote


def test_a_word_that_all_behaviours_share_tells_nothing_of_which_is_denied():
    deeds = ("Visits", "Telephones", "Invoices", "Trains", "Photographs")
    known = [Indicator(f"c.{number}", f"{deed} customers") for number, deed in enumerate(deeds)]
    finder, asked = LackingFinder(known), [one.id for one in known]
    assert not finder.find("q", sentences("I never greeted customers."), "", asked)
    assert [one.indicator_id for one in finder.find("q", sentences("I never did invoices."), "", asked)] == ["c.2"]


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


@pytest.mark.parametrize(
    "text",
    [
        "We had no plan, so I wrote one and put a name on each line.",
        "I did not add slides; I cut it to five.",
        "Nobody had asked them before I rang forty of them.",
        "At first I did not measure it.",
        "It was not built by them, it was built by us.",
        "It was not done for the money but for the people.",
        "I did not push but I asked what it cost them.",
        "I did not ask for more, instead I cut the list.",
        "之前没有做过访谈，是我先列了名单打过去的。",
        "没有人做过这个表，于是我自己做了一张。",
        "这批货不是检验没做，是量具偏了。",
        "我没有再加页数，而是砍到五页。",
        "一开始我没有做好计划。",
    ],
)
def test_what_a_deed_began_with_is_no_denial(text):
    assert not denying_texts(sentences(text), asked=True)
    assert not find(text, {text: Heard(0.99, {"r.1": 0.9, "r.2": 0.9})})


@pytest.mark.parametrize(
    "text",
    [
        "We had no plan, so we never measured anything.",
        "We had no plan, so I just never asked.",
        "I never spoke to users myself; I once planned to sit in on a call.",
        "I did not speak to them; I wanted to, but it was a busy week.",
        "I never asked them, I only watched.",
        "我没有做访谈，所以没问过用户。",
        "我没有去学，还是用老办法在表格里记。",
        "我没有去看，照着上周的抄一遍就交了。",
    ],
)
def test_a_denial_that_nothing_good_follows_stays_one(text):
    assert denying_texts(sentences(text), asked=True)


def test_before_a_deed_only_what_the_speaker_did_not_do_is_denied():
    def told(text, deed):
        return [item.quote for item in LackingFinder([ASKING, TESTING]).find("q", sentences(text), "", ASKED, {}, deed)]

    things, own = "Prototypes were not tested with real people.", "I never tested prototypes with real people."
    for text, stays in ((things, False), (own, True)):
        further = f"{text} Then I tested them myself."
        assert told(further, -1) == [text]
        assert bool(told(further, further.index("Then"))) is stays
        # what comes after it is no situation that it arose from
        assert told(f"I did it. {text}", 0) == [text]


def test_a_failure_that_was_made_good_is_not_heard():
    text = "I shouted at them and left."
    heard = {text: Heard(0.95, {"r.1": 0.6})}
    further = f"{text} I apologised to them the next day."
    finder = LackingFinder([ASKING, TESTING])
    assert finder.find("q", sentences(further), "", ASKED, heard) and not finder.find(
        "q", sentences(further), "", ASKED, heard, len(text) + 1
    )


DENIALS = [json.loads(line) for line in (Path(__file__).parent / "denials" / "answers.jsonl").read_text("utf-8").splitlines()]


def denial_cases():
    """The labelled answers, each to a question that asks for its competency, in a job that does."""
    jobs = calibrate.Jobs()
    for row in DENIALS:
        key = row["competency"]
        yield make_case(jobs.around(key), [Source("q", row["text"], question=jobs.question(key, row["lang"]), targets=(key,))])


def test_denials_are_told_from_good_answers_with_the_same_words():
    assert all(
        sum(row["denies"] is told and row["use"] == use for row in DENIALS) == 20 for told in (True, False) for use in ("choose", "report")
    )
    cases = list(denial_cases())
    found = search(EvidenceFinder(), cases)
    denied = [any(item.lacking for items in collect(*each).values() for item in items) for each in zip(cases, found, strict=True)]
    right, wrong = ([got for row, got in zip(DENIALS, denied, strict=True) if row["denies"] is told] for told in (True, False))
    assert sum(right) >= 36 and sum(wrong) <= 3
