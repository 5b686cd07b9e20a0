"""Short ways past the look for copied text; none of them misses a copy."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from hr_scoring import defence
from hr_scoring.text import sentences
from hr_scoring.together import Spoken

JOB = "Leads a team. Keeps promises made to clients.\n听取用户意见并改进。Tests early and often."
TOLD = ["Leads a team.", "Keeps promises made", "to clients.", "Tests early.", "我们开会。", "听取用户意见。", "并改进", "Tea."]


def _said(found):
    return defence._said_of(found, Spoken.of([span.text for span in found]))


def _may_be_copy(found):
    each = [(one.english, defence._chinese(one.span.text)) for one in _said(found)]
    return defence._may_be_copy(each, [defence._job_shingles(JOB).intersection(defence._triples(*one)) for one in each])


@settings(deadline=None)
@given(st.lists(st.sampled_from(TOLD), max_size=6))
@example(["Keeps promises made", "to clients."])
@example(["听取用户意见。", "并改进"])
def test_a_copy_over_several_sentences_is_not_missed(told):
    found, known = sentences("\n".join(told)), defence._job_shingles(JOB)
    if defence._is_copy("\n".join(span.text for span in found), known):
        assert _may_be_copy(found)
        assert defence._copied(_said(found), JOB)


def test_an_answer_of_other_words_is_not_looked_at_as_a_whole():
    found = sentences("I split the project into three parts. We met the goal two weeks early, and nobody had to work late.")
    assert not _may_be_copy(found) and defence._copied(_said(found), JOB) == []
