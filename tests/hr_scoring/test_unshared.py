"""How near a text and a statement are beside the words that both say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hr_scoring.features import related
from hr_scoring.finder import EvidenceFinder, Pair
from hr_scoring.model import shipped_model
from hr_scoring.profiles import Block, profile_statement, profile_text, unit_rows

STATEMENTS = (
    "Agrees with parents what has to change and by when",
    "Counts physical stock on a schedule and compares the count with the stock in the system",
    "按计划盘点库存，并与系统数量核对",
)
SAID = (
    "agreed",
    "with",
    "the parents",
    "my manager",
    "what has to change",
    "in the rota",
    "counted",
    "stock",
    "stock",
    "盘点",
    "库存",
    "开了会",
)


def near(text, statements=STATEMENTS):
    """Features of each window."""
    model = shipped_model()
    block = Block.of([profile_statement(one, model.words) for one in statements])
    return related(profile_text(text, model.words), block, {"bag_learned", "bag_unshared"}, model._forms)


def plainly(text, statement):
    """The same of a whole text and one statement, word by word."""
    words, form = shipped_model().words, shipped_model()._forms["bag_learned"]
    said, asked = profile_text(text, words).whole().words, profile_statement(statement, words).words
    shared = {root for root, weight in zip(asked.stems, asked.weights, strict=True) if weight > 0.3} & set(said.stems)
    own = asked.vectors * asked.weights[:, None]
    first = {root: own[asked.stems.index(root)] for root in shared}
    of_text = sum((first[root] for root in said.stems if root in shared), np.zeros(own.shape[1]))
    of_statement = own[[root in shared for root in asked.stems]].sum(axis=0)
    texts, statements = (said.vectors * said.weights[:, None]).sum(axis=0) - 0.95 * of_text, own.sum(axis=0) - 0.95 * of_statement
    beside, whole = (
        float((form.texts(unit_rows(one[None])) * form.statements(unit_rows(other[None]))).sum())
        for one, other in ((texts, statements), ((said.vectors * said.weights[:, None]).sum(axis=0), own.sum(axis=0)))
    )
    if not shared:
        return whole
    share = asked.weights[[root in said.stems for root in asked.stems]].sum() / asked.weights.sum()
    return beside + min(max((share - 0.3) / 0.7, 0.0), 1.0) * max(whole - beside, 0.0)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SAID), min_size=1, max_size=9))
def test_what_is_shared_is_taken_from_both_word_by_word(parts):
    text = " ".join(parts)
    found = near(text)["bag_unshared"][0]
    assert found == pytest.approx([plainly(text, one) for one in STATEMENTS], abs=2e-5)


def test_where_nothing_is_shared_it_is_the_nearness_itself():
    found = near("I sat down at their kitchen table. 我们一起喝了茶。")
    assert (found["bag_unshared"] == found["bag_learned"]).all()


def test_a_statement_that_is_nearly_all_said_loses_nothing_by_its_rest():
    text = "I agreed with the parents what has to change in spring."
    found = near(text, STATEMENTS[:1])
    assert plainly(text, STATEMENTS[0]) == pytest.approx(found["bag_unshared"][0, 0], abs=2e-5)
    assert found["bag_unshared"][0, 0] > 0.6 * found["bag_learned"][0, 0]


def test_where_everything_is_shared_it_is_a_number():
    for text in ("Agrees with parents what has to change and by when", "盘点库存"):
        found = near(text)["bag_unshared"]
        assert np.isfinite(found).all() and (np.abs(found) <= 1.0).all()


def test_words_of_another_object_do_not_help():
    own, neighbour = (
        near(text, STATEMENTS[:1])
        for text in (
            "Dad drinks less now: he and I put three things on one sheet, with dates, and he signed it.",
            "I agreed with my manager what has to change in the office rota and by when.",
        )
    )
    gain = [(one["bag_unshared"] - one["bag_learned"])[0, 0] for one in (own, neighbour)]
    assert gain[0] == pytest.approx(0.0) and gain[1] < -0.1


def test_no_other_statement_and_no_other_text_matters():
    text = "I counted the stock with my manager."
    alone = [near(text, [one])["bag_unshared"][0, 0] for one in STATEMENTS]
    assert near(text)["bag_unshared"][0].tolist() == alone
    assert near(f"{text} 我盘点了库存。")["bag_unshared"][0].tolist() == alone


def test_without_a_form_it_is_not_known():
    words = shipped_model().words
    block = Block.of([profile_statement(STATEMENTS[0], words)])
    assert np.isnan(related(profile_text("We agreed.", words), block, {"bag_unshared"})["bag_unshared"]).all()


@pytest.mark.parametrize(
    ("statement", "own", "neighbour"),
    [
        (
            "Agrees with parents what has to change and by when",
            "Dad and I put three things on one sheet, with dates, and he signed it.",
            "I agreed with my manager what has to change in the office rota and by when.",
        ),
        (
            "和客户一起绕车检查并当面记下车况",
            "右后轮毂的刮痕和里程我念出来写在单子上，车主看着签的字。",
            "我和客户一起拍照，当面记下大家的生日。",
        ),
    ],
)
def test_a_neighbouring_deed_gains_less_by_its_words_than_it_did(monkeypatch, statement, own, neighbour):
    def apart():
        first, second = (one.probability for one in EvidenceFinder().judge_many([Pair(statement, own), Pair(statement, neighbour)]))
        return np.log(first / (1 - first)) - np.log(second / (1 - second))

    told = apart()
    monkeypatch.setattr("hr_scoring.features.near_beside_shared", lambda _bags, _said, near, *_others: near)
    assert told > apart() + 0.1
