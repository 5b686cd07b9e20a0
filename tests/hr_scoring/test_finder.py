"""The evidence finder: verbatim quotes, exact offsets, bounds."""

import pytest

from hr_scoring.finder import EvidenceFinder, Pair
from hr_scoring.types import Indicator, Kind, Source

TEAM = Indicator("team", "合理分工、辅导并激励下属", examples=("带领5人团队完成项目，按模块拆给各人",))
MEDIATE = Indicator("mediate", "Mediates between parties in conflicts and brings about an agreement")


@pytest.fixture(scope="module")
def finder():
    return EvidenceFinder()


def test_evidence_is_quoted_verbatim_with_exact_offsets(finder):
    source = Source("a", "  去年我带领６人团队完成项目，按模块拆给各人。后来我去旅行了。")
    found = finder.find([TEAM, MEDIATE], [source], minimum=0.0)
    assert {item.indicator_id for item in found} == {"team", "mediate"}
    for item in found:
        assert source.text[item.start : item.end] == item.quote != ""


def test_a_deed_outranks_a_wish_with_the_same_words(finder):
    deed = finder.judge(MEDIATE.statement, "I mediated between the two parties in March and both signed the agreement.")
    wish = finder.judge(MEDIATE.statement, "I hope to mediate between parties and would like to bring about an agreement.")
    assert deed.probability > 0.5 > wish.probability


def test_an_empty_text_gives_no_quote(finder):
    judged = finder.judge("Leads a team", " \n ")
    assert (judged.probability, judged.quote, judged.start, judged.end) == (0.0, "", -1, -1)


def test_excluded_spans_are_never_quoted(finder):
    text = "I mediated the conflict between both parties and they signed an agreement. I like tea."
    found = finder.find([MEDIATE], [Source("a", text)], excluded={"a": [(0, 70)]}, minimum=0.0)
    assert all(item.start >= 70 for item in found)


def test_pairs_are_answered_in_order(finder):
    pairs = [
        Pair("Leads a team", "I led a team of five."),
        Pair("Writes SQL", "I wrote the SQL."),
        Pair("Writes SQL", "I led a team of five."),
    ]
    together = finder.judge_many(pairs)
    alone = [EvidenceFinder().judge(pair.statement, pair.text) for pair in pairs]
    assert together == alone
    assert together[1].kind in set(Kind)
