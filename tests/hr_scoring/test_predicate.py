"""Where a proposition begins to say something."""

import pytest

from hr_scoring.model import shipped_model
from hr_scoring.predicate import parted


@pytest.mark.parametrize(
    "statement",
    [
        "Free public transport | would help people on low incomes",
        "Affirmative action | reduces quality",
        # a plural and its verb, of which either could be a third person
        "Benches | invite neighbours to talk",
        "Self-driving cars | give mobility to people who cannot drive",
        "A ban on cars | harms shops in the centre",
        # no verb behind an article or a preposition
        "The use of cash | protects privacy",
        "Women | should serve in safer roles",
        # a verb that is in no list
        "Homework | zaps children",
        "免费公交 | 能减少拥堵",
        "公共厕所 | 改善城市卫生",
        "夜间照明 | 让女性敢去公园",
        "年会节目 | 不适合内向的员工",
    ],
)
def test_what_it_is_about_ends_where_the_verb_begins(statement):
    about, said = statement.split(" | ")
    whole = f"{about} {said}" if about.isascii() else about + said
    assert parted(whole, shipped_model().sorter.verbs) == (about, said)


def test_without_a_verb_it_is_cut_before_the_middle():
    assert parted("Cameras everywhere forever again now", frozenset()) == ("Cameras everywhere", "forever again now")
    assert parted("直播带货假货多", frozenset())[1].endswith("假货多")


@pytest.mark.parametrize("statement", ["Cash", "现金", ""])
def test_a_single_word_is_both(statement):
    assert parted(statement, frozenset()) == (statement, statement)
