"""Training of the grading model, on a few made-up answers."""

import gzip
import json
import random

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("sklearn")

from hr_scoring.grade import Grader  # noqa: E402
from hr_scoring.grade_judge import JUDGED, LEXICAL_JUDGED, Judges  # noqa: E402
from hr_scoring.grade_model import EXEMPLAR, LEXICAL, MEANING, REFERENCE, read_model  # noqa: E402
from hr_scoring.train import grade as train  # noqa: E402
from hr_scoring.train import grade_judge as judge  # noqa: E402
from hr_scoring.train import network  # noqa: E402

POINTS = [
    ["先倾听客户", "道歉", "核实订单", "提出退款"],
    ["画出流程图", "标出瓶颈", "安排试点", "比较数据"],
    ["列出风险", "评估概率", "指定负责人", "每周跟踪"],
]
WRITTEN_ANSWERS = {name: train.written(name) for name in (train.WRITTEN, train.CLOSE)}


@pytest.fixture(scope="module")
def sets(tmp_path_factory):
    """Answers that are worth the part of the key points that they say."""
    folder, draw = tmp_path_factory.mktemp("sets"), random.Random(1)
    answers = []
    for group, points in enumerate(POINTS):
        for said in [4] * 8 + [0, 1, 2, 3] * 6:
            answer = "。".join([*draw.sample(points, said), f"今天第{draw.randint(10, 99)}次说"])
            row = {"question": f"第{group}题怎么做？", "references": ["。".join(points)], "answer": answer}
            answers.append({**row, "score": said / 4, "group": str(group)})
    arguments = [
        {"topic": f"topic {number % 3}", "statement": "Uniforms cost money", "text": text, "label": label}
        for number in range(1300)
        for text, label in ((f"They cost a lot of money {number}", 1), (f"Children like to play {number}", 0))
    ]
    for name, rows in (("ads_zh_answers", answers), ("argkp_en_train", arguments)):
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write("\n".join(map(json.dumps, rows)))
    return folder


@pytest.fixture(scope="module")
def found(sets):
    return train.material(sets, None)


@pytest.fixture(scope="module")
def learner(sets):
    """Of the written answers some are enough."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(train, "written", lambda name=train.WRITTEN: WRITTEN_ANSWERS[name][::40])
        return train.judge_material(sets, None)


def test_a_question_left_out_is_graded_by_what_the_others_taught(found, learner):
    model = read_model(train.model_of(found, left_out="0"), Judges.of(learner.judges(["0"])))
    points = POINTS[0]
    scores = [Grader(None, model).grade("第0题怎么做？", ["。".join(points)], [], "。".join(points[:said])).score for said in (1, 2, 4)]
    assert scores == sorted(scores) and scores[-1] > scores[0] + 0.3


def test_what_is_left_out_is_not_seen(found):
    whole, part = train.model_of(found), train.model_of(found, left_out="0")
    assert whole["parts"][REFERENCE] != part["parts"][REFERENCE]
    assert train.model_of(found) == whole, "twice the same"


def test_the_judge_does_not_see_what_is_left_out(learner):
    whole, part, again = (learner.judges(left_out) for left_out in ((), ["0"], ()))
    assert not np.allclose(whole["lexical_weights"], part["lexical_weights"], atol=1e-6)
    assert not np.allclose(whole["lexical_inner"], part["lexical_inner"], atol=1e-6)
    assert all(np.array_equal(whole[name], again[name]) for name in whole), "twice the same"
    assert whole["lexical_weights"].shape == (len(LEXICAL_JUDGED),) and whole["meaning_weights"].shape == (len(JUDGED),)


def test_answers_are_taught_with_others_the_question_and_the_model_answers(sets):
    questions = train.by_question(train.rows(sets, "ads_zh_answers"))
    found = judge.answered(Grader(), questions, 4)
    own = np.array(found.groups) == "0"
    worth, weights = np.array(found.worth)[own], np.array(found.weights)[own]
    assert (weights == 1.0).sum() == len(questions["0"])
    made = np.flatnonzero(weights == 0.5)[-6:]
    assert sorted(worth[made]) == [0.0] * 5 + [1.0], "four others, the question, the model answer"
    assert sum(found.scaled(7.0).weights) == pytest.approx(7.0)


def test_how_much_what_is_off_the_point_counts(sets):
    questions = train.by_question(train.rows(sets, "ads_zh_answers"))
    usual, louder = (judge.answered(Grader(), questions, 2, *elsewhere) for elsewhere in ((), (2.0,)))
    off = np.flatnonzero(np.array(louder.weights) == 2.0)
    assert len(off) == len(questions) * 3 and not np.array(louder.worth)[off].any()
    assert sum(louder.weights) - sum(usual.weights) == pytest.approx(1.5 * len(off))


def test_answers_are_taught_beside_full_mark_ones_too_but_none_beside_itself():
    said = [("道歉", 1.0), ("退款", 1.0), ("不知道", 0.0)]
    rows = [{"question": "怎么做？", "references": ["先道歉"], "answer": text, "score": worth} for text, worth in said]
    found = judge.answered(Grader(), {"a": rows}, 0)
    beside = list(zip(found.worth, found.weights, strict=True))[3:-2]
    # each of the first two against the other, the third against both, which count together once
    assert beside == [(1.0, 0.5), (1.0, 0.5), (0.0, 0.25), (0.0, 0.25)]


def test_several_model_answers_count_together_once():
    question, first, second, answer, nothing = Grader().read(["怎么做？", "道歉", "退款", "先道歉", "。"])
    found = judge.Pairs()
    found.add(question, [first, second], answer, 1.0, "a", 1.0)
    found.add(question, [first, second], nothing, 0.0, "a", 1.0)
    assert found.weights == [0.5, 0.5] and not found.vectors


def test_no_weight_is_negative_and_the_lexical_variant_needs_no_vectors(found):
    stored = train.model_of(found)["parts"]
    for part in stored.values():
        assert all(weight > 0 for variant in part.values() for _name, _cap, weight in variant["terms"])
        assert not any(train.needs_vectors(name) for name, _cap, _weight in part[LEXICAL]["terms"])
    assert set(stored[EXEMPLAR]) == {LEXICAL, MEANING}


def test_which_features_need_vectors():
    assert train.needs_vectors("run") and train.needs_vectors("scaled_mean_clauses") and train.needs_vectors("centre")
    assert not any(map(train.needs_vectors, ("words", "scaled_best_new_grams", "common_words", "polarity")))


def test_merged_rows_share_their_weight():
    first, second = train.Rows(), train.Rows()
    for number in range(4):
        first.add([0.0], 1.0, "a")
        second.add([1.0], 0.0, "b", weight=1.0 + number)
    assert sum(train.merged(first, second, 2.0).weights[4:]) == pytest.approx(8.0)
    assert train.merged(first, second, 1.0).weights[7] == pytest.approx(4 * train.merged(first, second, 1.0).weights[4])
    assert len(first.worth) == 4


def test_exemplars_drawn_are_full_marks_and_not_graded_again(sets):
    answers = train.by_question(train.rows(sets, "ads_zh_answers"))["1"]
    shown, rest = train.draw_exemplars(random.Random(2), answers, 3)
    assert {row["score"] for row in shown} == {1.0} and not any(row in rest for row in shown)


@pytest.mark.parametrize("part", [REFERENCE, EXEMPLAR])
def test_written_answers_are_taught_and_count_half_of_the_teachers_ones(found, part):
    _features, worth, weights, groups = found[part].arrays()
    own = np.isin(groups, sorted({row["group"] for row in train.written()}))
    teachers = np.isin(groups, ["0", "1", "2"])
    assert own.sum() >= 500 and set(np.round(worth[own] * 4) / 4) == {0.0, 0.25, 0.5, 0.75, 1.0}
    assert weights[own].sum() == pytest.approx(0.5 * weights[teachers].sum())


def test_several_questions_are_left_out_together(found):
    written = sorted({row["group"] for row in train.written()})
    whole, part = train.model_of(found), train.model_of(found, left_out=written)
    assert whole["parts"][REFERENCE] != part["parts"][REFERENCE]
    assert whole["parts"][EXEMPLAR] != part["parts"][EXEMPLAR]
    assert train.model_of(found, left_out="0") == train.model_of(found, left_out=["0"])


@pytest.mark.parametrize("name", [train.WRITTEN, train.CLOSE])
def test_written_answers_have_a_model_answer_and_a_grade(name):
    rows = train.written(name)
    assert all(row["references"] and row["answer"].strip() and 0 <= row["score"] <= 1 for row in rows)
    assert {any("一" <= char <= "龥" for char in row["question"]) for row in rows} == {True, False}
    by_question = train.by_question(rows)
    assert all({0.0, 1.0} <= {row["score"] for row in answers} for answers in by_question.values())


@pytest.mark.parametrize("block", [5, 4096])
def test_the_columns_are_made_some_at_a_time_and_are_the_same(monkeypatch, block):
    draw = np.random.default_rng(3)
    features, vectors, worth = draw.normal(size=(90, 4)), draw.normal(size=(90, 11)).astype(np.float32), draw.random(90)
    weights = draw.random(90) + 0.5
    monkeypatch.setattr(judge, "_BLOCK", block)
    design = judge._Design(features, [0, 2, 3], vectors, worth, weights)
    plain = judge.standardised(features[:, [0, 2, 3]], design._centre, design._scale)
    first, second = np.triu_indices(3)
    whole = np.concatenate([plain, plain[:, first] * plain[:, second], vectors], axis=1)
    mean = np.average(whole, axis=0, weights=weights)
    spread = np.sqrt(np.average((whole - mean) ** 2, axis=0, weights=weights))
    assert design._rows == pytest.approx((whole - mean) / spread * np.sqrt(weights)[:, None], abs=1e-5)


def corrected(values, found):
    """What a network says of some rows."""
    return np.maximum(values @ found["inner"] + found["bias"], 0.0) @ found["outer"] + found["last"]


def test_a_network_learns_what_no_sum_says(monkeypatch):
    """Which of two is the greater one: all products of the two are no help. It is believed in part only."""
    draw = np.random.default_rng(4)
    values, weights = draw.normal(size=(4000, 5)), np.ones(4000)
    wanted = np.maximum(values[:, 0], values[:, 1]) - 0.5
    found = {}
    for believed in (1.0, 0.5):
        monkeypatch.setattr(network, "_BELIEVED", believed)
        found[believed] = corrected(values, network.learned(values, wanted, weights))
    assert np.corrcoef(found[1.0], wanted)[0, 1] > 0.95
    assert found[0.5] == pytest.approx(found[1.0] / 2, abs=1e-5)


def test_rows_that_count_for_nothing_teach_a_network_nothing():
    draw = np.random.default_rng(5)
    values, wanted = draw.normal(size=(1500, 3)), np.repeat([0.0, 1.0], 750)
    first, second = (network.learned(values, wanted, np.repeat(weights, 750)) for weights in ((1.0, 1e-6), (1e-6, 1.0)))
    assert abs(corrected(values, first).mean()) < 0.05 and corrected(values, second).mean() > 0.4


def test_a_network_is_learned_the_same_twice_and_from_few_rows():
    values = np.random.default_rng(6).normal(size=(20, 4))
    first, second = (network.learned(values, values[:, 0], np.ones(20)) for _ in range(2))
    assert all(np.array_equal(first[name], second[name]) for name in first)
    assert first["inner"].shape == (4, 2 * network._UNITS)
