"""Who puts the words of the model answer together otherwise than the model does."""

import pytest

from hr_scoring.grade import Grader
from hr_scoring.grade_judge import JUDGED, LEXICAL_JUDGED, judged_features
from hr_scoring.grade_roles import ROLES, roles
from hr_scoring.grade_text import prepare

np = pytest.importorskip("numpy")

QUESTION = "为什么沿海夏季多雨、冬季少雨？"
MODEL = "夏季风从海洋吹来，带来水汽，降水多；冬季风从内陆吹来，寒冷干燥，降水少。"
RIGHT = "夏季风从海洋来，水汽多。冬季风从内陆来，干燥。"
SWAPPED = "夏季风从内陆来，干燥。冬季风从海洋来，水汽多。"


def found(answer, model=MODEL, question=QUESTION):
    """The features of an answer, by name."""
    return dict(zip(ROLES, roles(*map(prepare, (question, model, answer))), strict=True))


def test_words_that_stand_together_in_the_model_do_so_in_the_answer():
    right, swapped = found(RIGHT), found(SWAPPED)
    assert right["together_by_sentence"] == 1.0 and right["torn_apart"] == 0.0
    assert swapped["together_by_sentence"] < 0.9 and swapped["torn_apart"] > 0.3
    assert found(MODEL)["together_by_clause"] == 1.0


def test_a_semicolon_ends_a_sentence_also_within_a_clause_that_was_too_short():
    assert found(RIGHT)["model_sentences"] == pytest.approx(np.log(3), abs=1e-4)
    assert found(RIGHT, model=MODEL.replace("；", "，"))["model_sentences"] == pytest.approx(np.log(2), abs=1e-4)
    swapped, joined = (found(text) for text in (SWAPPED, SWAPPED.replace("。冬", ";冬")))
    assert swapped["together_by_sentence"] == joined["together_by_sentence"] and swapped["torn_apart"] == joined["torn_apart"]


def test_opposites_that_go_together_in_the_model():
    model = "Summer air is warm and rises; winter air is cold and falls."
    right, swapped = (found(text, model, "Why?") for text in ("in summer it gets hot and goes up", "in summer it gets cold and goes down"))
    assert right["bound_alike"] >= 3 and right["bound_otherwise"] == right["bound_otherwise_share"] == 0
    assert swapped["bound_otherwise"] >= 2 and swapped["bound_otherwise_share"] > 0.5
    none = found("it is sunny", model, "Why?")
    assert none["bound_alike"] == none["bound_otherwise_share"] == 0


def test_each_clause_is_held_against_the_one_it_shares_most_with():
    """On the whole both name both sides."""
    model = "海水比热容大，升温慢；沙石比热容小，升温快。"
    right, wrong = (found(text, model, "为什么？") for text in ("沙石比热容小，海水比热容大", "沙石比热容大，海水比热容小"))
    assert right["clause_opposed"] == right["clause_opposed_share"] == right["clause_opposed_most"] == 0 < right["clause_agreed"]
    assert (wrong["clause_opposed"], wrong["clause_opposed_share"], wrong["clause_opposed_most"]) == (2, 0.5, 1)
    assert wrong["clause_opposed_weighed"] > 0.5


def test_words_of_the_question_say_less_about_which_clause_is_meant():
    model, answer = "商店标价是要约，顾客付款不算承诺。", "商店标价算承诺"
    plain, asked = (found(answer, model, question) for question in ("为什么？", "商店标价怎样？"))
    assert plain["clause_denials"] == 0.0 < asked["clause_denials"]


def test_denials_count_clause_by_clause():
    model = "栈不支持随机访问，数组支持随机访问。"
    same, turned = found("栈不支持随机访问", model), found("栈支持随机访问，数组不支持随机访问", model)
    assert same["clause_denials"] == 0.0 and turned["clause_denials"] > 1.0


@pytest.mark.parametrize("text", ["其他的事", "①", "abc", "12"])
def test_what_shares_nothing_has_no_neighbour(text):
    other = found(text)
    assert other["torn_apart"] == other["clause_opposed"] == other["clause_agreed"] == other["clause_denials"] == 0.0
    assert other["together_by_sentence"] == 1.0


def test_many_do_not_count_without_end():
    model = "多大高热快先内同重强；少小低冷慢后外异轻弱。"
    most = found("多小高冷快后。少大低热慢先。" * 3, model)
    assert most["bound_otherwise"] <= 6 and most["clause_opposed_most"] <= 3 and most["clause_opposed"] <= 4


def test_the_judge_looks_at_them():
    texts = list(map(prepare, (QUESTION, MODEL, SWAPPED)))
    assert set(ROLES) <= set(LEXICAL_JUDGED) and judged_features(*texts).shape == (len(JUDGED),)
    assert list(judged_features(*texts)[-len(ROLES) :]) == list(roles(*texts))


def test_who_swaps_the_seasons_gets_less():
    grader = Grader()
    right, swapped = (grader.grade(QUESTION, [MODEL], [], text).score for text in (RIGHT, SWAPPED))
    assert swapped < right - 0.05
