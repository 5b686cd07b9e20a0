"""Learning from corrections: better on what was kept out, or not at all."""

import json
import random

import pytest
from score_doubles import MarkFinder, answers, evidence_of, job

from hr_scoring import learn as learning
from hr_scoring.learn import CorrectedFinder, Feedback, Learned, Neighbours, learn, quality
from hr_scoring.score import assess
from hr_scoring.types import Evidence, Kind

pytest.importorskip("numpy")


def corrections(count, accept, seed=1):
    """Corrections of quotes whose probability the shipped model gave at random between .4 and .95."""
    draw = random.Random(seed)
    rows = []
    for number in range(count):
        kind = draw.choice([Kind.EXPLICIT, Kind.IMPLICIT])
        probability, strength = draw.uniform(0.4, 0.95), draw.choice([0.4, 0.7, 1.0])
        quote = f"{draw.choice(_DEEDS)} number {number}"
        rows.append(Feedback(f"k{number}", "i", quote, probability, accept(probability, kind, quote, draw), kind, strength))
    return rows


_DEEDS = ("we led the yearly audit of the branch", "asked the supplier for samples", "wrote the minutes of the meeting", "moved the desk")


def test_a_company_that_rejects_implicit_evidence_is_followed():
    result = learn(corrections(120, lambda p, kind, quote, draw: kind is Kind.EXPLICIT))
    assert result.reason == "" and result.n == 120
    assert result.learned_quality.log_loss < result.shipped.log_loss and result.learned_quality.auc >= result.shipped.auc
    assert result.active is None and not result.outdated
    pieces = [Evidence("i", "s", "led the audit", 0, 5, 0.7, kind) for kind in (Kind.EXPLICIT, Kind.IMPLICIT)]
    explicit, implicit = result.learned.apply(pieces)
    assert explicit.probability > 0.6 and implicit.probability < 0.4
    assert explicit.shipped == implicit.shipped == 0.7


def test_both_kinds_are_followed_alike_and_the_further_the_more_often():
    told = {}
    for kind in Kind:
        for count in (40, 120):
            learned = learn(corrections(count, lambda p, own, quote, draw, kind=kind: own is not kind)).learned
            (piece,) = learned.apply([Evidence("i", "s", "chaired a meeting", 0, 5, 0.7, kind)])
            told[kind, count] = piece.probability
    for kind in Kind:
        assert told[kind, 120] < 0.15 and told[kind, 120] < told[kind, 40] < 0.3, told


def test_what_was_rejected_for_an_indicator_is_recognised_again():
    result = learn(corrections(160, lambda p, kind, quote, draw: "minutes" not in quote and "desk" not in quote))
    good, bad = result.learned.apply(
        [Evidence("i", "s", quote, 0, 5, 0.7) for quote in ("we led the yearly audit of a shop", "wrote the minutes of the board meeting")]
    )
    assert good.probability > bad.probability + 0.3


def test_corrections_that_confirm_the_model_change_nothing():
    result = learn(corrections(300, lambda p, kind, quote, draw: draw.random() < p, seed=4))
    if result.learned is None:
        assert result.reason == "no_better" and result.shipped.n == result.learned_quality.n
    else:
        assert result.learned_quality.log_loss < result.shipped.log_loss


def test_noise_is_never_adopted_where_it_is_worse():
    for seed in range(8):
        result = learn(corrections(60, lambda p, kind, quote, draw: draw.random() < p, seed))
        new, old = result.learned_quality, result.shipped
        assert result.learned is None or (new.log_loss < old.log_loss and new.auc >= old.auc)


def test_what_is_used_today_stays_where_the_new_one_is_no_better_than_it():
    rows = corrections(120, lambda p, kind, quote, draw: kind is Kind.EXPLICIT)
    active = learn(rows).learned
    again = learn(rows, active)
    assert again.learned is None and again.reason == "no_better" and not again.outdated
    assert again.active == again.learned_quality


def test_what_is_used_today_goes_where_people_changed_their_minds():
    active = learn(corrections(120, lambda p, kind, quote, draw: kind is Kind.EXPLICIT)).learned
    turned = learn(corrections(120, lambda p, kind, quote, draw: kind is Kind.IMPLICIT, seed=2), active)
    assert turned.outdated and turned.learned is not None
    unsure = learn(corrections(120, lambda p, kind, quote, draw: draw.random() < p, seed=3), active)
    assert unsure.outdated


def test_the_measured_one_is_the_one_that_is_used():
    rows = corrections(120, lambda p, kind, quote, draw: kind is Kind.EXPLICIT)
    result = learn(rows)
    told = {quote for quotes in (result.learned.accepted, result.learned.rejected) for _key, each in quotes for quote in each}
    assert len(told) == len({row.quote for row in rows}) - result.shipped.n


def test_a_quote_is_no_neighbour_of_itself():
    known = Neighbours((("i", ("led the audit", "asked for samples")),))
    same, near, other = (
        Feedback("k", indicator, quote, 0.5, True)
        for indicator, quote in (("i", "led the audit"), ("i", "led the audit again"), ("j", "led the audit"))
    )
    first, second, third = known.nearest([same, near, other])
    assert second > 0.5 > first and third == 0.0, "the same words for an indicator without quotes have no neighbours"


@pytest.mark.parametrize(("count", "accept", "reason"), [(10, lambda *_: True, "too_few"), (50, lambda *_: True, "one_sided")])
def test_why_the_old_model_stays(count, accept, reason):
    result = learn(corrections(count, accept))
    assert result.learned is None and result.reason == reason


def test_the_last_correction_of_a_key_counts():
    rows = corrections(40, lambda p, kind, quote, draw: kind is Kind.EXPLICIT)
    assert learn([*rows, *rows]).n == 40


def test_learning_twice_gives_the_same_and_survives_storage():
    rows = corrections(80, lambda p, kind, quote, draw: kind is Kind.EXPLICIT)
    first, second = learn(rows).learned, learn(rows[::-1]).learned
    assert first == second and first.version == second.version
    assert Learned.from_rows(json.loads(json.dumps(first.weights)), rows) == first


def test_an_erased_quote_is_forgotten():
    rows = corrections(80, lambda p, kind, quote, draw: kind is Kind.EXPLICIT)
    learned = learn(rows).learned
    gone = learned.accepted[0][1][0]
    left = Learned.from_rows(learned.weights, [row for row in rows if row.quote != gone])
    assert gone not in repr(left) and left.version != learned.version


@pytest.mark.parametrize("weights", [[], [1, 2], [float("nan")] * 7, ["x"] * 7])
def test_stored_weights_of_another_form_are_refused(weights):
    with pytest.raises(ValueError):
        Learned.from_rows(weights, [])


def test_a_corrected_finder_takes_the_place_of_the_shipped_one():
    learned = learn(corrections(120, lambda p, kind, quote, draw: kind is Kind.IMPLICIT)).learned
    shipped, corrected = MarkFinder(), CorrectedFinder(MarkFinder(), learned)
    text = answers("".join(f"In {year} I did thing §a.{year}:70:60§. " for year in range(1, 6)))
    before, after = (assess(job(), text, finder=finder) for finder in (shipped, corrected))
    assert before.input_hash != after.input_hash
    assert [piece.probability for piece in evidence_of(before)] == [0.7] * 5
    assert evidence_of(after) == [] and after.score is None, "what everybody rejects is no evidence"
    assert learned.apply([]) == []


def test_quality_of_one_sided_rows_has_no_auc():
    assert quality([0.9], [True]).auc is None
    assert quality([0.5, 0.5], [True, False]).auc == 0.5


def test_a_fit_that_runs_out_of_steps_is_as_near_as_it_got(monkeypatch):
    rows = corrections(120, lambda p, kind, quote, draw: kind is Kind.EXPLICIT)
    far, near = learn(rows).learned, None
    monkeypatch.setattr(learning, "_STEPS", 1)
    near = learn(rows).learned
    assert near is not None and near.weights != far.weights
    assert (near.weights[2] < 0) == (far.weights[2] < 0)
