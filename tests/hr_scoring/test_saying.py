"""Whether a text says a proposition: what the model looks at besides nearness."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from hr_scoring.encoders import LexicalEncoder
from hr_scoring.features import RARE, related
from hr_scoring.finder import EvidenceFinder, Pair
from hr_scoring.model import shipped_model
from hr_scoring.profiles import Block, profile_statement, profile_text
from hr_scoring.saying import BEYOND, FARTHEST, VECTOR_PARTS, Points, Saying, products, saying_features, shared, standardised

POINTS = ("Uniforms cost poor families too much money", "Uniforms make pupils look alike")


def near(text, statements, names=RARE):
    words = shipped_model().words
    block = Block.of([profile_statement(one, words) for one in statements])
    found = related(profile_text(text, words).whole(), block, names)
    return {name: found[name][0] for name in names}


def model_of(size, dimensions=0, **parts):
    plain = Saying(
        np.zeros(size),
        np.ones(size),
        np.zeros(size),
        np.zeros((size, size)),
        np.zeros((len(VECTOR_PARTS) if dimensions else 0, dimensions)),
        np.zeros(()),
    )
    return replace(plain, **parts)


def encoded(text, statements, encoder):
    words = shipped_model().words
    profiles = [profile_statement(one, words) for one in statements]
    for one in (*profiles, *shipped_model().part(profiles, words)):
        one.vectors = encoder.encode(one.texts)
    profile = profile_text(text, words).whole()
    profile.vectors = encoder.encode(profile.sentence_texts())
    return profile, Points.of(Block.of(profiles), np.arange(len(profiles)))


def test_a_rare_word_counts_more_than_a_frequent_one():
    words = shipped_model().words
    common, rare = words.rarity(["people", "maltreatment"])
    assert common < rare
    assert words.rarity(["no such word"])[0] == pytest.approx(1.0)
    frequent, seldom = (near(text, ["People suffer maltreatment"]) for text in ("It is bad for people.", "There is maltreatment there."))
    assert seldom["rarest_said"][0] > frequent["rarest_said"][0]
    assert seldom["rarest_rest"][0] < frequent["rarest_rest"][0]
    assert seldom["covered_rarest"][0] - frequent["covered_rarest"][0] > 0.1


def test_rare_features_depend_on_no_other_statement():
    together = near("They cost us a month's wage.", POINTS)
    for at, point in enumerate(POINTS):
        alone = near("They cost us a month's wage.", [point])
        assert all(alone[name][0] == together[name][at] for name in RARE)


def test_what_was_said_in_full_is_covered():
    found = near(POINTS[0], [POINTS[0]])
    assert found["rarest_rest"][0] == 0.0
    assert found["covered_rare"][0] == found["covered_rarest"][0] == found["covered_cubed"][0] == 1.0
    assert found["rarest_said"][0] == pytest.approx(found["rarest"][0], abs=1e-4)


def test_two_numbers_together_say_more_than_each():
    matrix = np.array([[0.0, 1.0], [0.0, 0.0]])
    judge = model_of(2, products=matrix)
    values = np.array([[[1.0, 1.0], [1.0, -1.0], [-1.0, -1.0]]])
    assert judge(values, None, None)[0].tolist() == [1.0, -1.0, 1.0]
    assert products(values)[0].tolist() == [[1.0, 1.0, 1.0], [1.0, -1.0, 1.0], [1.0, 1.0, 1.0]]


def test_no_number_counts_without_bounds():
    assert standardised(np.array([1e9, -1e9]), np.zeros(2), np.ones(2)).tolist() == [FARTHEST, -FARTHEST]


@pytest.mark.parametrize("part", VECTOR_PARTS)
def test_each_part_of_the_vectors_counts_as_the_formula_says(part):
    profile, points = encoded("They cost a fortune.", POINTS, LexicalEncoder(16))
    weights = np.zeros((6, 16))
    weights[VECTOR_PARTS.index(part), 3] = 2.0
    text, statements, (about, said) = profile.vectors[0].astype(float), points.vectors, points.part_vectors()
    wanted = {
        "text": np.full(2, text[3]),
        "text_square": np.full(2, text[3] ** 2),
        "statement": statements[:, 3],
        "statement_square": statements[:, 3] ** 2,
        "about": text[3] * about[:, 3],
        "said": text[3] * said[:, 3],
    }[part]
    judge = model_of(1, 16, vectors=weights)
    # the text has one sentence, so its vector is the window's
    assert judge(np.zeros((1, 2, 1)), profile, points)[0] == pytest.approx(2.0 * wanted, abs=1e-4)


def test_what_needs_no_encoder_looks_at_no_vectors():
    assert not [name for name in saying_features(False) if "vector" in name]
    encoded = {f"{part}{name}" for part in ("", "said_", "about_") for name in ("vector", "vector_sentence", "vector_learned")}
    assert set(saying_features(True)) - set(saying_features(False)) == encoded | set(BEYOND)


def related_to(text):
    return lambda block: related(text, block, shared(True), {})


def test_what_a_text_says_is_compared_with_what_is_said_and_not_with_what_it_is_about():
    profile, points = encoded("They cost poor families too much money.", POINTS, LexicalEncoder(256))
    found = points.near(profile, {}, related_to(profile))
    assert found["said_covered_exactly"][0, 0] > 0.9 and found["said_covered_exactly"][0, 1] == 0.0
    assert found["about_covered_exactly"].tolist() == [[0.0, 0.0]]
    assert found["said_vector"][0, 0] > 0.8 > found["said_vector"][0, 1] + 0.3
    other, points = encoded("Our uniforms are blue.", POINTS, LexicalEncoder(256))
    found = points.near(other, {}, related_to(other))
    assert found["about_covered_exactly"].tolist() == [[1.0, 1.0]] and found["said_covered_exactly"].max() == 0.0


def test_what_a_statement_is_about_is_taken_from_its_vector():
    profile, points = encoded("Uniforms!", POINTS, LexicalEncoder(256))
    about = points.part_vectors()[0]
    found = points.near(profile, {}, related_to(profile))
    for name, share in BEYOND.items():
        left = points.vectors - share * about
        wanted = left @ profile.vectors[0] / np.linalg.norm(left, axis=1)
        assert found[name][0] == pytest.approx(wanted, abs=1e-4)
    assert (found["vector_beyond"] < found["vector_beyond_some"]).all()


class Counting(LexicalEncoder):
    """Remembers what it was asked for."""

    def __init__(self):
        super().__init__(64)
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        return super().encode(texts)


def test_only_propositions_cost_the_encoder_their_parts():
    encoder = Counting()
    behaviours = ("Leads a team of engineers through a release", "主动听取用户的意见并整理成报告")
    finder = EvidenceFinder(encoder)
    finder.judge_many([Pair(one, "I led a team.", examples) for one in behaviours for examples in ((), ("I led five people.",))])
    assert set(encoder.asked) - set(finder.model._anchors) == {*behaviours, "I led a team.", "I led five people."}
    finder.judge(POINTS[0], "I led a team.")
    assert encoder.asked[-3:] == [POINTS[0], "Uniforms", "cost poor families too much money"]


def test_topic_alone_does_not_say_it():
    """All texts name what the point is about; only one says what the point says of it."""
    finder = EvidenceFinder()
    point, *beside = "Night trains help the climate", "Night trains are late.", "I took night trains to Vienna.", "Who needs night trains?"
    said = finder.judge(point, "Night trains are good for the climate.").probability
    assert all(said > 2 * finder.judge(point, one).probability for one in beside)


SAID = (
    (
        "Uniforms cost poor families too much money",
        "My parents had to borrow to pay for the blazer, we hadn't got that kind of cash.",
        "I liked wearing one.",
    ),
    ("Night work harms health", "Since the late shifts began I've had high blood pressure and sleep badly.", "Night work is paid better."),
    ("公共交通免费能减少拥堵", "坐车不要钱,大家就不开车了,路上自然不堵。", "公共交通应该更干净。"),
)


@pytest.mark.parametrize("encoder", [None, LexicalEncoder(64)], ids=["without", "foreign"])
def test_an_argument_that_says_it_is_surer_than_one_on_the_topic(encoder):
    finder = EvidenceFinder(encoder)
    better = [finder.judge(point, said).probability > finder.judge(point, beside).probability for point, said, beside in SAID]
    assert sum(better) >= 2


def test_a_judgement_depends_on_nothing_judged_beside_it():
    finder = EvidenceFinder()
    pairs = [Pair(point, text) for point in POINTS for _p, *texts in SAID for text in texts]
    together = finder.judge_many(pairs)
    assert together == [EvidenceFinder().judge_many([pair])[0] for pair in pairs]


def test_written_points_are_whole():
    file = Path(__file__).parents[2] / "hr_competency/tools/hr_scoring/train/points.jsonl"
    topics = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert len(topics) >= 130 and {topic["lang"] for topic in topics} == {"en", "zh"}
    assert {topic["writer"] for topic in topics} == {1, 2, 3}
    for topic in topics:
        texts = [said["text"] for said in topic["arguments"]]
        assert len(texts) == len(set(texts)) >= 10
        assert all(0 <= at < len(topic["key_points"]) for said in topic["arguments"] for at in said["points"])
        assert any(not said["points"] for said in topic["arguments"])
