"""Propositions and behaviours are told apart by how they are built, not by what they are about."""

import numpy as np
import pytest

from hr_scoring.finder import EvidenceFinder
from hr_scoring.model import is_name, shipped_model
from hr_scoring.profiles import Block, profile_statement
from hr_scoring.proposition import BUILT, base_forms, built, is_third
from hr_scoring.types import Indicator, Source

PROPOSITIONS = (
    "Rent control reduces the supply of flats",
    "Cars are noisy",
    "Electric cars need less maintenance",
    "Recycling paper saves energy but costs time",
    "A shorter week makes people happier",
    "It is unfair to those who cannot choose",
    "Large teams slow down decisions",
    "Stock counts are necessary to find losses",
    "Permits limit noise from street musicians",
    "Published salaries hide differences in performance",
    "库存盘点是必要的",
    "过大的团队会拖慢决策",
)
BEHAVIOURS = (
    "Reduces waste and keeps the workplace tidy",
    "Negotiates rents with owners and closes contracts that hold",
    "Counts stock every week and explains differences",
    "Can calm tenants who are angry",
    "Negotiates the budget with departments, challenges requests and gets commitment to the result",
    "The employee keeps appointments with tenants",
    "Regularly checks that escape routes are free",
    "Slow down, listen and ask before deciding",
    "Ability to make decisions that hold",
    "Co-leads projects with the factory and settles conflicts",
    "Negotiates a delivery date and makes sure it holds",
    "能够定期盘点库存并说明差异",
    "带领团队完成目标，并及时调整",
    "该员工能安抚情绪激动的租户",
)
NAMES = ("Customer needs analysis", "Machine learning", "团队管理", "Business process reengineering")


def chances(*statements):
    model = shipped_model()
    return model.is_proposition(Block.of([profile_statement(one, model.words) for one in statements]))


def test_propositions_about_work_are_recognised():
    assert (chances(*PROPOSITIONS) > 0.5).mean() >= 0.9, dict(zip(PROPOSITIONS, chances(*PROPOSITIONS), strict=True))


def test_behaviours_are_not_taken_for_propositions():
    assert (chances(*BEHAVIOURS) < 0.5).all(), dict(zip(BEHAVIOURS, chances(*BEHAVIOURS), strict=True))


@pytest.mark.parametrize("statement", ["控制宴会成本，减少浪费", "培训兼职服务员，使其达到服务标准", "核算成本与报价，维护利润"])
def test_a_chinese_behaviour_is_not_shown_by_saying_it(statement):
    """Its parts are in the order of a proposition; only who is very sure takes it for one."""
    assert EvidenceFinder().judge(statement, f"我认为应该{statement}，这一点非常重要。").probability < 0.1


def test_who_knows_what_a_statement_is_need_not_guess():
    model = shipped_model()
    for statement in ("Cars are noisy", "Reduces waste and keeps the workplace tidy"):
        profiles = [profile_statement(statement, model.words, point=point) for point in (True, False)]
        assert model.is_proposition(Block.of(profiles)).tolist() == [1.0, 0.0]


def test_a_behaviour_of_a_job_is_not_shown_by_saying_it():
    behaviour = Indicator("i", "Clients are told about a delay before they ask")
    finder = EvidenceFinder()
    assert finder.judge(behaviour.statement, "I believe clients must be told about a delay before they ask.").probability > 0.1
    found = finder.find([behaviour], [Source("q", "I believe clients must be told about a delay before they ask.")])
    assert all(one.probability < 0.05 for one in found)


def test_a_behaviour_of_a_job_in_few_words_is_no_name():
    model = shipped_model()
    profiles = [profile_statement("Wins new donors.", model.words, point=point) for point in (False, None)]
    assert is_name(Block.of(profiles), model.verbs).tolist() == [False, True]


def test_names_are_no_propositions():
    assert (chances(*NAMES) < 0.5).all()


def test_three_words_are_a_proposition_only_with_a_verb():
    assert chances("Rents are high")[0] > 0.5 > chances("High rent area")[0]


@pytest.mark.parametrize("word", ["keeps", "studies", "mediates", "boxes"])
def test_the_third_person_is_seen(word):
    assert is_third(word, {"keep", "study", "box"})


@pytest.mark.parametrize("word", ["access", "is", "tables", "keep"])
def test_other_words_on_s_are_not(word):
    assert not is_third(word, {"keep", "study", "box"})


def test_verbs_are_what_has_an_ing_form_and_a_past():
    spoken = {"plan", "planning", "planned", "make", "making", "carry", "carrying", "carried", "use", "using", "used", "morning", "king"}
    assert base_forms(spoken) == {"plan", "carry", "use"}


def test_a_verb_in_a_subordinate_clause_says_nothing():
    plain, subordinate = (dict(zip(BUILT, built(one, {"list", "break"}), strict=True)) for one in ("Lists are long", "Lists what is long"))
    assert plain["auxiliary"] == 1.0
    assert subordinate["auxiliary"] == 0.0


def test_nothing_and_signs_are_read_without_error():
    assert np.isfinite(built("", set())).all()
    assert np.isfinite(built("1 2 3 ( ) …", set())).all()
