"""Names of skills: what sentences about known ones tell of others, and which skill a sentence asks for."""

import numpy as np
import pytest

import hr_scoring.model
from hr_scoring.encoders import LocalEncoder, make_encoder
from hr_scoring.features import related
from hr_scoring.finder import EvidenceFinder, Pair
from hr_scoring.kinds import is_task
from hr_scoring.known_names import KnownNames
from hr_scoring.model import asked_for, asks, name_features, unnamed_features
from hr_scoring.profiles import Block, profile_statement, profile_texts
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


# Written for this test: what a posting asks, what somebody tells.
ASKED = [
    "You will design and maintain the data pipelines of our billing team.",
    "Strong knowledge of hydraulic systems and at least three years in a workshop.",
    "We are looking for someone who keeps 40 guests happy on a rainy evening.",
    "要求熟悉数控机床的日常保养，能独立排查常见故障",
    "你将负责新人的带教，并参与门店排班",
]
TOLD = [
    "Designed the pipelines that bill two million calls a day.",
    "Repaired hydraulic presses for three years and trained two apprentices.",
    "I kept 40 guests happy on a rainy evening by opening the barn.",
    "三年保养数控机床11台，自己排查了主轴异响",
    "带教新人6名，排了全店的班",
]


def test_what_a_posting_asks_is_told_from_what_somebody_did():
    model = EvidenceFinder().model
    asked, told = ([float(asks(model.posting, one).max()) for one in profiles(texts, model.words)] for texts in (ASKED, TOLD))
    assert np.median(asked) > 0.8 and min(asked) > 4 * max(told)
    assert max(told) < 0.1


def profiles(texts, words):
    return profile_texts([(text, ()) for text in texts], words)


@pytest.mark.parametrize("spec", ["lexical", LOCAL])
def test_a_posting_is_not_asked_for_deeds(spec, monkeypatch):
    """Names are told apart by what postings say of them; the regressions about deeds would only get in between."""
    seen = []
    finder = EvidenceFinder(make_encoder(spec))
    names = ["maintain hydraulic systems", "bookkeeping", "team management"]

    def order(text):
        return [round(one.probability, 9) for one in finder.judge_many([Pair(name, text) for name in names])]

    before = [order(ASKED[1]), order(TOLD[1])]
    monkeypatch.setattr(hr_scoring.model, "asked_for", lambda heads, variant, near: seen.append(1) or asked_for(heads, variant, near) + 3.0)
    after = [order(ASKED[1]), order(TOLD[1])]
    assert seen
    moved = [np.mean(np.log(now) - np.log(then)) for then, now in zip(map(np.array, before), map(np.array, after), strict=True)]
    assert moved[0] > 2 * abs(moved[1])


def test_a_behaviour_is_judged_without_a_look_at_names(monkeypatch):
    monkeypatch.setattr(KnownNames, "directions", lambda self, names: pytest.fail("asked"))
    finder = EvidenceFinder()
    finder.judge("Checks stock records against the physical count and clears up differences", "I counted the aisle in March.")
    with pytest.raises(pytest.fail.Exception):
        finder.judge("stock control", "I counted the aisle in March.")


# Sentences from which the words of a skill were cut, written for this test.
CUT = [
    ("object-oriented programming", "You have several years of experience with and enjoy reviewing the code of others."),
    ("French language", "Fluency is required as most of our customers in Lyon speak nothing else."),
    ("good listener", "You are curious, stay calm under pressure and are known for being a"),
    ("prioritise the backlog", "Your main task will be to together with our product owners."),
    ("degree in chemistry", "You hold a or equivalent and have worked in a laboratory."),
    ("install and test equipment", "In close dialogue with the customer you will and hand over to operations."),
    ("work independently", "Ability to while handling several requests at the same time."),
    ("AWS", "It is a plus if you have knowledge of and similar cloud services."),
    ("financial reporting", "You will be responsible for the month end closing and"),
    ("incident response", "The team is responsible for monitoring the network and"),
]


@pytest.mark.skipif(not LocalEncoder.available(), reason="the optional encoder is not installed")
def test_what_is_left_of_a_sentence_tells_which_skill_was_meant():
    encoder = make_encoder("local")
    model = EvidenceFinder(encoder).model
    words = model.words_for(encoder)
    names = [profile_statement(name, words) for name, _left in CUT]
    texts = [one.whole() for one in profiles([left for _name, left in CUT], words)]
    for one in names:
        one.vectors = encoder.encode(one.texts)
    for one in texts:
        one.vectors = encoder.encode(one.sentence_texts())
    block = Block.of(names)
    near = [related(one, block, ("vector", "vector_unsaid"), model._forms) for one in texts]
    behind = {feature: np.mean([(one[feature][0] > one[feature][0, at]).sum() for at, one in enumerate(near)]) for feature in near[0]}
    assert behind["vector_unsaid"] < 1.3 and behind["vector_unsaid"] < behind["vector"]


@pytest.mark.parametrize("variant", ["lexical", "local"])
def test_what_is_not_said_counts_where_a_name_is_asked_about(variant):
    """Without it both regressions say less."""
    model = EvidenceFinder().model
    features = unnamed_features(variant)
    near = {name: np.zeros((1, 1)) for name in {*features, *name_features(variant)}}
    unsaid = [name for name in features if name.endswith("_unsaid")]
    told = near | {name: np.full((1, 1), 0.5) for name in unsaid}
    assert unsaid and asked_for(model._heads, variant, told) > asked_for(model._heads, variant, near)


# What a posting asks for in many words, and what it says of it.
TASKS = [
    ("Develop threat models for new and changed payment products", "You will develop threat models for new and changed payment products."),
    (
        "preparation and regular update of the maintenance plans of all pumps in both halls",
        "Preparation and regular update of the maintenance plans of all pumps in both halls.",
    ),
    (
        "Keeping the allotment register of the parish up to date",
        "The role includes keeping the allotment register of the parish up to date.",
    ),
]


@pytest.mark.parametrize("spec", ["lexical", LOCAL])
@pytest.mark.parametrize(("task", "posting"), TASKS)
def test_a_task_that_a_posting_asks_for_stands_before_names_that_it_does_not(spec, task, posting):
    """It is a deed where somebody tells of one; a posting tells of none, and there it was behind every name."""
    finder = EvidenceFinder(make_encoder(spec))
    names = ["product development", "payment systems", "threat intelligence", "pump maintenance", "record keeping", "gardening"]
    first, *others = (one.probability for one in finder.judge_many([Pair(name, posting) for name in (task, *names)]))
    assert first > max(others)


def test_who_says_that_a_task_is_a_behaviour_is_believed():
    model = EvidenceFinder().model
    statements = [task for task, _posting in TASKS] + ["Develops threat models", "gardening", "制定并更新全部水泵的维护计划并按时执行"]
    for point, expected in ((None, [True, True, True, False, True, False]), (False, [False] * 6)):
        block = Block.of([profile_statement(one, model.words, point=point) for one in statements])
        assert is_task(block, model.sorter.verbs).tolist() == expected


@pytest.mark.parametrize("spec", ["lexical", LOCAL])
def test_a_deed_shows_a_task_as_it_shows_a_behaviour(spec):
    finder = EvidenceFinder(make_encoder(spec))
    deed = "Last spring I wrote the threat models for both new payment products and went through them with the auditors."
    task = finder.judge(TASKS[0][0], deed).probability
    behaviour = finder.judge("Develops threat models for new and changed payment products", deed).probability
    assert abs(task - behaviour) < 0.15


@pytest.mark.parametrize("spec", ["lexical", LOCAL])
def test_names_are_told_apart_where_nobody_tells_a_deed(spec):
    """A mere claim is hardly evidence, and still about one thing more than another."""
    finder = EvidenceFinder(make_encoder(spec))
    names = ["welding", "bookkeeping", "fire safety", "childcare", "gardening"]
    claims = ["I am excellent at welding and a natural talent with steel.", "我非常擅长焊接，能力突出，经验丰富。"]
    for claim, asked in zip(claims, (names, ["焊接", "会计记账", "消防安全", "幼儿照护", "园艺"]), strict=True):
        found = [one.probability for one in finder.judge_many([Pair(name, claim) for name in asked])]
        assert max(found) == found[0] < 0.2 and len(set(found)) == len(found)
