"""Which indicators a sentence speaks for, and how much it proves of each: by itself, without a finder."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from hr_scoring.claims import SHIPPED, claimed
from hr_scoring.types import Evidence

DEED = "I rewrote the letters with two colleagues."
KEY_POINT = "reference:q1.1"


def piece(indicator, probability=0.8, source="1", strength=1.0):
    return Evidence(indicator, source, DEED, 0, len(DEED), probability, strength=strength)


def weights_of(*pieces, gain=lambda _item: SHIPPED.asked, scale=SHIPPED):
    """What counts, by source and indicator."""
    return {(item.source_id, item.indicator_id): (weight, share) for item, weight, share in claimed(pieces, gain, scale)}


def test_a_sentence_counts_for_its_best_few_indicators_only():
    many = [piece(f"a.{number}", 0.9 - number / 100) for number in range(SHIPPED.most + 3)]
    assert {indicator for _source, indicator in weights_of(*many[::-1])} == {one.indicator_id for one in many[: SHIPPED.most]}


def test_what_fits_less_gets_less_and_what_is_far_behind_nothing():
    found = weights_of(piece("a.1", 0.95), piece("a.2", 0.85), piece("a.3", 0.3))
    (best, whole), (next_, part) = (found["1", key] for key in ("a.1", "a.2"))
    assert whole == 1.0 > part > 0 and best > next_ and ("1", "a.3") not in found
    assert weights_of(piece("a.2", 0.85))["1", "a.2"][0] > next_


def test_a_key_point_is_said_or_not_and_does_not_compete_with_behaviours():
    point, behaviour = piece(KEY_POINT, 0.5, strength=0.5), piece("a.1", 0.95, strength=0.5)
    alone, together = weights_of(point), weights_of(point, behaviour)
    assert alone["1", KEY_POINT] == together["1", KEY_POINT] and together["1", KEY_POINT][1] == 1.0
    assert weights_of(replace(point, strength=1.0)) == alone
    assert weights_of(replace(behaviour, strength=1.0))["1", "a.1"][0] > together["1", "a.1"][0]


pieces = st.lists(
    st.builds(
        piece, st.sampled_from(["a.1", "a.2", "b.1", KEY_POINT]), st.floats(0.01, 0.99), st.sampled_from("12"), strength=st.floats(0.5, 1)
    ),
    max_size=6,
)


@given(pieces, pieces.map(lambda found: [replace(one, source_id="3") for one in found]), st.sampled_from([1.0, 0.4, -0.3]))
@settings(deadline=None)
def test_eng_3_a_further_sentence_takes_nothing_from_the_others(said, further, gained):
    before, after = (weights_of(*found, gain=lambda _item: gained) for found in (said, [*said, *further]))
    assert {key: value for key, value in after.items() if key[0] != "3"} == before
    assert all(SHIPPED.least <= weight <= 1 and 0 < share <= 1 for weight, share in after.values())
