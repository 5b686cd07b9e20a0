"""Propositions and behaviours are told apart by how they are built, not by what they are about."""

import numpy as np
import pytest

from hr_scoring.finder import EvidenceFinder
from hr_scoring.kinds import is_name
from hr_scoring.model import shipped_model
from hr_scoring.profiles import Block, profile_statement
from hr_scoring.proposition import BUILT, base_forms, built, is_third
from hr_scoring.proposition_chinese import coded
from hr_scoring.proposition_english import coded as coded_english
from hr_scoring.text import kind_of_word
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
CHINESE_PROPOSITIONS = (
    "补习班加重家长负担",
    "小区养鸡影响邻居休息",
    "早睡的孩子长得高",
    "机器翻译替代不了文学翻译",
    "免费停车会招来更多汽车",
    "盐水的沸点比纯水高",
    "绩效排名破坏同事之间的合作",
    "冷水里糖溶得慢",
    "外卖箱子占满了楼道",
    "穿校服减少攀比",
    "老员工最清楚设备的脾气",
    "加密以后别人看不懂内容",
    "种树比铺草坪更降温",
    "没有备份的数据迟早会丢",
    "上门服务方便行动不便的老人",
)
CHINESE_BEHAVIOURS = (
    "仓库钥匙交接必有签字",
    "过期食材当天下架并登记",
    "向来访家长说明孩子的变化",
    "在高峰到来前排好备勤车辆",
    "把会议结论写成可检查的任务",
    "发现同事违章当场制止",
    "退货原因逐条分类，减少重复退货",
    "让新来的护士先看后做",
    "主动询问老人夜里睡得怎样",
    "不替客户隐瞒贷款用途",
    "员工能独立调试注塑机",
    "对超期的图书及时催还",
    "用数据说明方案的得失",
    "合同条款逐条核对，不留空白",
    "使交班信息一次说清",
)
# Their first word may be a noun or a verb.
ALIKE_PROPOSITIONS = (
    "Plants in offices clean hardly any air",
    "Taxes on sugar hit the poor harder",
    "Trams share the road with everybody else",
    "Guards make shoppers feel watched",
    "Waiting for an answer feels longer than it is",
    "Repairing old bridges costs more than building new ones",
    "Divided responsibilities let mistakes slip through",
    "Deaf passengers miss announcements on the platform",
    "Applicants rarely ask about overtime",
    "Drinks sold in glass taste the same",
    "Lower speed limits save more lives than airbags",
    "Ranking pupils takes away the joy of learning",
)
ALIKE_BEHAVIOURS = (
    "Plants hedges before the first frost",
    "Trains apprentices on the lathe until they work alone",
    "Guards the site entrance and logs every vehicle",
    "Drinks stocked and chilled before the doors open",
    "The warden lets visitors ask whatever they like",
    "When a machine stops, finds out why before restarting it",
    "Without being told, sweeps the workshop at closing time",
    "Repairing bicycles within the promised time",
    "Tests each alarm and notes which ones fail",
    "Markets unsold rooms at the last minute",
)
NAMES = ("Customer needs analysis", "Machine learning", "团队管理", "Business process reengineering")


def chances(*statements):
    model = shipped_model()
    return model.sorter.is_proposition(Block.of([profile_statement(one, model.words) for one in statements]))


def test_propositions_about_work_are_recognised():
    assert (chances(*PROPOSITIONS) > 0.5).mean() >= 0.9, dict(zip(PROPOSITIONS, chances(*PROPOSITIONS), strict=True))


def test_behaviours_are_not_taken_for_propositions():
    assert (chances(*BEHAVIOURS) < 0.5).all(), dict(zip(BEHAVIOURS, chances(*BEHAVIOURS), strict=True))


def test_where_the_first_word_may_be_a_noun_or_a_verb_the_words_behind_it_tell():
    assert (chances(*ALIKE_PROPOSITIONS) > 0.5).mean() >= 0.8, dict(zip(ALIKE_PROPOSITIONS, chances(*ALIKE_PROPOSITIONS), strict=True))
    taken = [one for one, chance in zip(ALIKE_BEHAVIOURS, chances(*ALIKE_BEHAVIOURS), strict=True) if chance > 0.5]
    assert len(taken) <= 1, taken


def test_chinese_ones_are_told_by_kinds_of_words_and_characters():
    assert (chances(*CHINESE_PROPOSITIONS) > 0.5).mean() >= 0.8, dict(
        zip(CHINESE_PROPOSITIONS, chances(*CHINESE_PROPOSITIONS), strict=True)
    )
    taken = [one for one, chance in zip(CHINESE_BEHAVIOURS, chances(*CHINESE_BEHAVIOURS), strict=True) if chance > 0.5]
    assert len(taken) <= 1, taken


@pytest.mark.parametrize("statements", [CHINESE_PROPOSITIONS, PROPOSITIONS])
def test_what_stands_beside_a_statement_changes_nothing(statements):
    together = chances(*statements, *BEHAVIOURS)
    assert (together[:5] == [chances(one)[0] for one in statements[:5]]).all()


def test_signs_of_a_chinese_statement():
    row = coded("穿校服减少攀比")
    assert np.isclose((row**2).sum(), 3.0, atol=0.1)
    assert (coded("穿校服减少攀比。") == row).all() and (coded("减少攀比穿校服") != row).any()
    assert np.isfinite(coded("")).all() and not coded("").any()
    assert np.isfinite(coded("1 😀 \ud800")).all()


def test_signs_of_an_english_statement():
    verbs = frozenset(("report", "find"))
    row = coded_english("Reports faults, finds causes", verbs)
    assert np.isclose((row**2).sum(), 3.0, atol=0.1)
    assert (coded_english("Reports faults; finds causes.", verbs) == row).all()
    assert (coded_english("Reports faults finds causes", verbs) != row).any(), "where a part ends counts"
    assert (coded_english("Reports faults, finds causes", frozenset()) != row).any(), "what may be a verb counts"
    assert not coded_english("", verbs).any() and np.isfinite(coded_english("1 😀 \ud800", verbs)).all()


def test_kinds_of_words():
    assert [kind_of_word(one) for one in ("减少", "漂亮", "校服", "在", "他", "龘龘龘")] == ["v", "a", "n", "p", "r", "x"]


@pytest.mark.parametrize("statement", ["控制宴会成本，减少浪费", "培训兼职服务员，使其达到服务标准", "核算成本与报价，维护利润"])
def test_a_chinese_behaviour_is_not_shown_by_saying_it(statement):
    """Its parts are in the order of a proposition; only who is very sure takes it for one."""
    assert EvidenceFinder().judge(statement, f"我认为应该{statement}，这一点非常重要。").probability < 0.1


def test_who_knows_what_a_statement_is_need_not_guess():
    model = shipped_model()
    for statement in ("Cars are noisy", "Reduces waste and keeps the workplace tidy"):
        profiles = [profile_statement(statement, model.words, point=point) for point in (True, False)]
        assert model.sorter.is_proposition(Block.of(profiles)).tolist() == [1.0, 0.0]


def test_a_behaviour_of_a_job_is_not_shown_by_saying_it():
    behaviour = Indicator("i", "Clients are told about a delay before they ask")
    finder = EvidenceFinder()
    assert finder.judge(behaviour.statement, "I believe clients must be told about a delay before they ask.").probability > 0.1
    found = finder.find([behaviour], [Source("q", "I believe clients must be told about a delay before they ask.")])
    assert all(one.probability < 0.05 for one in found)


def test_a_behaviour_of_a_job_in_few_words_is_no_name():
    model = shipped_model()
    profiles = [profile_statement("Wins new donors.", model.words, point=point) for point in (False, None)]
    assert is_name(Block.of(profiles), model.sorter.verbs).tolist() == [False, True]


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
