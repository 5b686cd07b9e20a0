"""Which of a job's behaviours a passage fits better than the others."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from unseen_set import groups

from hr_scoring.claims import NAMED, SHIPPED, Scale, claimed, gain_of, weight_of
from hr_scoring.contrast import UNTOLD, said_rather, standing_out
from hr_scoring.finder import EvidenceFinder, Pair
from hr_scoring.gather import OWN, independent
from hr_scoring.model import shipped_model
from hr_scoring.profiles import Block, profile_statement
from hr_scoring.score import assess
from hr_scoring.types import Competency, Evidence, Indicator, JobModel, Source

LIBRARY = Path(__file__).parents[2] / "hr_competency" / "data" / "library" / "competencies"


def indicators(key, lang="en", phrases=True):
    entry = json.loads((LIBRARY / f"{key}.json").read_text("utf-8"))
    return [
        Indicator(
            row["key"],
            row["statement"][lang],
            examples=tuple(item["t"] for item in row["examples"][lang]) if phrases else (),
            counter_examples=tuple(item["t"] for item in row["counter_examples"][lang]) if phrases else (),
        )
        for row in entry["indicators"]
    ]


def fits(asked, text):
    (found,) = EvidenceFinder().denials(asked, [text])
    return found.fits


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_phrase_that_was_left_out_fits_its_own_behaviour_best_more_often_than_not(lang):
    known = indicators("data_analysis", lang)
    right = []
    for at, one in enumerate(known):
        for number, phrase in enumerate(one.examples):
            rest = replace(one, examples=one.examples[:number] + one.examples[number + 1 :])
            right.append(int(np.argmax(fits([*known[:at], rest, *known[at + 1 :]], phrase))) == at)
    # one in five would be chance
    assert np.mean(right) > 0.5


def test_a_statement_without_phrases_neither_gains_nor_loses():
    known = indicators("data_analysis")
    mixed = [*known[:3], *indicators("data_analysis", phrases=False)[3:]]
    assert fits(mixed, known[0].examples[0])[3:] == (0.0, 0.0) and any(fits(mixed, known[0].examples[0])[:3])
    bare = indicators("data_analysis", phrases=False)
    assert set(fits(bare, known[0].examples[0])) == {0.0} == set(fits(known[:1], known[0].examples[0]))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_fit_is_one_against_the_rest_and_that_of_all_phrases_together_is_none(lang):
    known = indicators("data_analysis", lang)
    phrases = [(text, weight) for one in known for text, weight in ((one.statement, 3.0), *((text, 1.0) for text in one.examples))]
    phrases += [(text, 0.5) for one in known for text in one.counter_examples]
    found = np.array([one.fits for one in EvidenceFinder().denials(known, [text for text, _weight in phrases])])
    assert np.abs(found.sum(axis=1)).max() < 0.01, "what speaks for one behaviour speaks against the others"
    assert np.abs(np.average(found, axis=0, weights=[weight for _text, weight in phrases])).max() < 0.05


def test_counter_examples_tell_what_a_text_is_about():
    known = indicators("data_analysis")
    phrase = known[1].counter_examples[0]
    without = [replace(one, counter_examples=()) for one in known]
    assert fits(known, phrase)[1] > fits(without, phrase)[1]


def test_what_shows_a_behaviour_counts_for_more_than_what_only_sounds_like_one():
    known = indicators("data_analysis")
    phrase = known[0].examples[0]
    # the same words are an example of the first and a counter-example of the second, one of as many
    claimed_too = replace(known[1], counter_examples=(*known[1].counter_examples[1:], phrase))
    first, second = fits([known[0], claimed_too, *known[2:]], phrase)[:2]
    assert first > second + 0.3


def test_the_fit_does_not_depend_on_what_is_judged_with_it():
    known = indicators("negotiation")
    texts = [phrase for one in known for phrase in one.examples[:2]]
    together = EvidenceFinder().denials(known, texts)
    assert [one.fits for one in together] == [fits(known, text) for text in texts]
    assert EvidenceFinder().denials(known, ["", texts[0]])[0].probability == 0.0


def piece(indicator, probability=0.5, **values):
    return Evidence(indicator, "1", "I cleaned the data.", 0, 19, probability, strength=1.0, **values)


def test_what_fits_better_comes_first_and_the_other_gets_a_share():
    found = claimed([piece("a.1", contrast=-0.5), piece("a.2", 0.4, contrast=1.0)], lambda item: gain_of("a", ()))
    (best, more, share), (_other, less, rest) = found
    assert (best.indicator_id, share) == ("a.2", 1.0) and 0 < rest < OWN and 0 < less < more
    (plain, more, _share), (_other, less, _rest) = claimed([piece("a.1"), piece("a.2", 0.4)], lambda item: gain_of("a", ()))
    assert plain.indicator_id == "a.1" and more > less


def test_two_passages_for_one_behaviour_are_told_in_their_order():
    later, first = replace(piece("a.1"), start=30, end=49), piece("a.1")
    for rivals in ([later, first, piece("a.2", 0.4)], [first, piece("a.2", 0.4), later]):
        found = list(claimed(rivals, lambda item: gain_of("a", ())))
        assert [(item.indicator_id, item.start) for item, _weight, _share in found] == [("a.1", 0), ("a.1", 30), ("a.2", 0)]


def test_a_bare_result_is_quoted_for_one_behaviour_only():
    rivals = [
        replace(piece("a.1"), quote=quote) for quote in ("Churn fell from 5 to 3 percent.", "I moved the page and churn fell to 3 percent.")
    ]
    for one, count in zip(rivals, (1, 2), strict=True):
        assert len(list(claimed([one, replace(one, indicator_id="a.2")], lambda item: gain_of("a", ())))) == count


def shown(weight, share=1.0, at=0):
    quote = f"{'abcdefgh'[at]} deed of number {at}{'xyzuvwst'[at] * 9}"
    return Evidence("a.1", f"s{at}", quote, 0, len(quote), 0.5, weight=weight, share=share)


def test_evidence_of_another_behaviour_stands_in_only_where_nothing_better_is_told():
    stand_in, weak, strong = shown(0.5, 0.7, 1), shown(0.3, 1.0, 2), shown(0.6, 1.0, 3)
    assert independent([stand_in]) == [stand_in] == independent([stand_in, weak])
    assert independent([stand_in, strong]) == [strong]
    assert independent([stand_in, weak, strong]) == [strong, weak]
    assert independent([stand_in, shown(0.4, 0.7, 4)]) == [stand_in]
    assert independent([shown(0.5, 0.4, 1), weak]) == [weak] and not independent([shown(0.5, 0.4, 1)])


def test_a_quote_goes_to_the_behaviour_that_it_tells_of():
    """The sentence about cleaning is quoted for cleaning, and a bare result for nothing that was done before it."""
    known = Competency("data_analysis", "Data analysis", indicators=tuple(indicators("data_analysis")))
    text = (
        "I removed the duplicate accounts and checked the missing values before anything else. I showed it to the board with three charts."
    )
    result = assess(JobModel("j", "j", competencies=(known,)), [Source("q", text, targets=("data_analysis",))], encoder="lexical")
    quoted = {one.indicator_id: [item.quote for item in one.evidence] for one in result.competencies[0].indicators}
    assert any("duplicate" in quote for quote in quoted["data_analysis.2"])
    assert not any("charts" in quote for quote in quoted["data_analysis.2"])
    assert SHIPPED.contrast > 0


def test_how_far_a_behaviour_stands_out_does_not_depend_on_how_long_the_sentence_is():
    told = np.array([True, True, True, False])
    fits = np.array([[0.8, -0.4, -0.4, 9.0], [0.4, -0.2, -0.2, 9.0], [0.0, 0.0, 0.0, 9.0]])
    long, short, nothing = standing_out(fits, told)
    assert 1.2 < short[0] < long[0] < 1.5 and short[0] > 0.9 * long[0] and not nothing[:3].any()
    assert {long[3], short[3], nothing[3]} == {UNTOLD}
    assert (standing_out(fits, np.zeros(4, dtype=bool)) == UNTOLD).all()


def test_of_two_things_that_are_certain_neither_takes_from_the_other():
    certain, too, likely = piece("a.1", 0.998), piece("a.2", 0.97), piece("a.3", 0.6)
    share = {item.indicator_id: share for item, _weight, share in claimed([certain, too, likely], lambda item: gain_of("a", ()))}
    assert share["a.1"] == share["a.2"] == 1.0 and share.get("a.3", 0.0) < 0.2


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Cared for 12 intensive care patients per shift, trained 6 junior nurses.", ("Patient care", "Training")),
        ("Ran 20 user interviews and wrote the test plan for the release.", ("User research", "Software testing")),
        ("带领5人团队完成小程序上线，组织20场用户访谈。", ("团队管理", "用户调研")),
    ],
)
def test_a_line_that_tells_two_deeds_counts_for_the_names_of_both(line, names):
    job = JobModel("j", "j", competencies=tuple(Competency(one, one, indicators=(Indicator(one, one),)) for one in names))
    result = assess(job, [Source("cv", line, "cv")], encoder="lexical")
    assert all(max(item.weight for item in group.indicators[0].evidence) > 0.5 for group in result.competencies)


def test_what_is_named_is_not_weighed_against_others():
    key, other = piece("reference:1.1", contrast=UNTOLD), piece("a.1", contrast=UNTOLD)
    found = {item.indicator_id: weight for item, weight, _share in claimed([key, other], lambda item: 0.0)}
    assert found[key.indicator_id] == pytest.approx(NAMED.proof(NAMED.contrast * UNTOLD), abs=1e-4)
    assert found["a.1"] == pytest.approx(SHIPPED.proof(SHIPPED.contrast * UNTOLD), abs=1e-4) and isinstance(NAMED, Scale)
    assert weight_of(other) == pytest.approx(NAMED.proof(0.0))


JOB = ("user_research", "product_planning", "cross_functional_collaboration")


def test_a_line_that_tells_several_deeds_is_quoted_for_what_each_clause_shows():
    """A CV's line holds an interview, a test of use, what was changed and what came of it: it shows talking to users, and nobody's
    quarrel was settled."""
    known = [Competency(key, key, indicators=tuple(indicators(key, "zh"))) for key in JOB]
    line = "组织了20场用户访谈和3轮可用性测试，发现团长最头疼的是对账而不是选品，据此把对账页提到首页，两个月后团长周活从41%升到63%。"
    result = assess(JobModel("j", "j", competencies=tuple(known)), [Source("cv", line, "cv")], encoder="lexical")
    quoted = {one.indicator_id for group in result.competencies for one in group.indicators if one.evidence}
    assert {"user_research.1", "user_research.3"} <= quoted and "cross_functional_collaboration.4" not in quoted


def test_what_is_like_the_average_phrase_fits_nothing():
    known = indicators("data_analysis")
    block, contrast = EvidenceFinder()._compared(known)
    average = sum(view.mean(axis=0) @ weights for view, weights in zip((block.bags, block.grams), contrast.weights, strict=True))
    # the statements count more and the counter-examples less than here
    assert np.abs(average - contrast.offset).max() < 0.1 < np.abs(average).max()


@pytest.mark.parametrize(("count", "compared"), [(2, False), (3, True)])
def test_a_few_phrases_do_not_tell_behaviours_apart(count, compared):
    known = [replace(one, examples=one.examples[:count], counter_examples=()) for one in indicators("data_analysis")]
    assert any(fits(known, known[0].examples[0])) is compared


@settings(max_examples=60, deadline=None)
@given(arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(1, 7)), elements=st.floats(0.0, 1.0)))
def test_of_what_says_most_of_one_statement_the_others_lose_what_it_gains(covered):
    found = said_rather(covered)
    assert np.abs(found.sum(axis=1)).max() < 1e-3 and np.abs(found).max() < np.sqrt(covered.shape[1])
    assert (np.argmax(found, axis=1) == np.argmax(np.clip(covered, 0.4, 0.8), axis=1)).all()
    assert not found.any() if covered.shape[1] == 1 else True


def test_words_that_are_akin_to_anything_tell_nothing_and_more_than_all_but_said_no_more():
    assert not said_rather(np.array([[0.05, 0.2, 0.4], [0.8, 0.9, 1.0]])).any()
    (little, much) = said_rather(np.array([[0.5, 0.3, 0.3], [0.8, 0.3, 0.3]]))
    assert 0.3 < little[0] < much[0] < np.sqrt(2)


BARE = (
    "Compares payroll totals with the previous month",
    "Explains every deduction on a payslip to staff",
    "Answers questions of the tax office in time",
)
LINE = "I compared the payroll totals with those of the previous month and found 3 payments too many."


def own_share(group):
    """How much of what explicit deeds prove they prove of their own behaviour."""
    job, own, total = JobModel("j", "j", competencies=(group.competency,)), 0.0, 0.0
    for told in (one for one in group.texts if one.kind == "e"):
        result = assess(job, [Source("1", told.text, "answer", "?", targets=(group.name,))], encoder="lexical")
        proved = [sum(item.weight for item in one.evidence) for one in result.competencies[0].indicators]
        own, total = own + proved[told.behaviour], total + sum(proved)
    return own / total


@pytest.mark.parametrize("number", [1, 2])
def test_a_sentence_that_says_one_of_a_jobs_behaviours_proves_less_of_the_others(monkeypatch, number):
    group = groups()[number]
    told = own_share(group)
    monkeypatch.setattr("hr_scoring.finder.said_rather", np.zeros_like)
    assert told > own_share(group) + 0.1


def test_names_key_points_and_statements_with_phrases_are_no_rivals():
    words = shipped_model().words
    told = [
        profile_statement(BARE[0], words),
        profile_statement(BARE[1], words, point=False),
        profile_statement(BARE[2], words, point=True),
        profile_statement("Payroll", words),
        profile_statement(BARE[2], words, ("I answered the tax office within two days.",)),
    ]
    assert shipped_model().sorter.kinds(Block.of(told)).rivals.tolist() == [True, True, False, False, False]


def test_who_only_asks_about_several_statements_at_once_does_not_have_them_weighed_against_each_other():
    pairs = [Pair(one, LINE) for one in BARE]
    finder = EvidenceFinder()
    assert {one.contrast for one in finder.judge_many(pairs)} == {UNTOLD}
    found = finder.find([Indicator(str(number), one) for number, one in enumerate(BARE)], [Source("1", LINE, "cv")], minimum=0.0)
    assert {one.indicator_id: one.contrast > UNTOLD for one in found} == {"0": True, "1": False, "2": False}
