"""Names of skills: what sentences about known ones tell of others, and which skill a sentence asks for."""

import numpy as np
import pytest

from hr_scoring.encoders import LocalEncoder, make_encoder
from hr_scoring.finder import EvidenceFinder, Pair
from hr_scoring.known_names import KnownNames
from hr_scoring.train.skills import is_kept_out, postings

LOCAL = pytest.param("local", marks=pytest.mark.skipif(not LocalEncoder.available(), reason="the optional encoder is not installed"))
BAKING, BREAD, WELDING = np.eye(8)[0], np.eye(8)[1], np.eye(8)[2]
OVENS, SPARKS = np.eye(8)[5], np.eye(8)[6]


@pytest.fixture
def known():
    """Two names of baking share what is said of ovens."""
    return KnownNames(
        np.array([BAKING, BREAD, WELDING]), np.eye(8), np.array([OVENS, SPARKS]), np.array([0, 2]), np.array([1.0, 1.0, 1.0]), 12.0
    )


def test_a_known_name_says_what_its_sentences_say(known):
    said = known.directions(np.array([BREAD, WELDING]))
    assert said[0] @ OVENS > 0.99 and said[1] @ SPARKS > 0.99


def test_a_new_name_borrows_from_the_nearest(known):
    (said,) = known.directions(np.array([(BAKING + 0.5 * WELDING) / np.linalg.norm(BAKING + 0.5 * WELDING)]))
    assert said @ OVENS > 3 * (said @ SPARKS) > 0.0
    assert np.isclose(np.linalg.norm(said), 1.0)


def test_names_that_count_more_are_borrowed_from_more(known):
    between = np.array([(BAKING + WELDING) / np.sqrt(2)])
    heavy = KnownNames(known.keys, known.basis, known.told, known.firsts, np.array([1.0, 1.0, 9.0]), 12.0)
    assert heavy.directions(between)[0] @ SPARKS > known.directions(between)[0] @ SPARKS


def test_what_is_stored_as_small_integers_is_read_back():
    draw = np.random.default_rng(3)
    keys = draw.normal(size=(5, 8))
    keys /= np.linalg.norm(keys, axis=1, keepdims=True)
    arrays = {
        "x.keys": np.round(127 * keys / np.abs(keys).max(axis=1, keepdims=True)).astype(np.int8),
        "x.lengths": np.ones(5, dtype=np.float32),
        "x.basis": np.eye(8, dtype=np.float16),
        "x.told": np.round(100 * np.eye(8)[:3]).astype(np.int8),
        "x.firsts": np.array([0, 1, 3]),
        "x.weights": np.ones(5),
        "x.sharpness": np.array(12.0),
    }
    read = KnownNames.of(arrays, "x")
    assert np.allclose(read.keys, keys, atol=0.01) and read.sharpness == 12.0
    assert np.allclose(read.told, np.eye(8)[:3])


# --- which skill a sentence asks for ---------------------------------------------------------------------------------


def asked(count):
    """Sentences that do not say the name, with names that nothing was learned about; and all names."""
    written = [one for one in postings() if one.lang == "en"]
    names = sorted({name for one in written for name in one.skills})
    told = [(one.text, {name for name in one.skills if is_kept_out(name)}) for one in written if not one.said]
    return [one for one in told if one[1]][::3][:count], names


def found_in_ten(scores, names, told):
    best = [np.argsort(-row, kind="stable")[:10] for row in scores]
    return np.mean([len({names[at] for at in first} & right) / len(right) for first, (_text, right) in zip(best, told, strict=True)])


@pytest.mark.parametrize("spec", ["lexical", LOCAL])
def test_a_sentence_finds_a_skill_that_it_does_not_name_and_that_nothing_was_learned_about(spec):
    told, names = asked(60)
    finder = EvidenceFinder(make_encoder(spec))
    chances = np.array([[one.probability for one in finder.judge_many([Pair(name, text) for name in names])] for text, _right in told])
    least = 0.15
    if spec == "local":
        encoder = make_encoder(spec)
        cosines = encoder.encode([text for text, _right in told]) @ encoder.encode(names).T
        least = found_in_ten(cosines, names, told) + 0.05
    assert found_in_ten(chances, names, told) > least


def test_a_behaviour_is_judged_without_a_look_at_names(monkeypatch):
    monkeypatch.setattr(KnownNames, "directions", lambda self, names: pytest.fail("asked"))
    finder = EvidenceFinder()
    finder.judge("Checks stock records against the physical count and clears up differences", "I counted the aisle in March.")
    with pytest.raises(pytest.fail.Exception):
        finder.judge("stock control", "I counted the aisle in March.")
