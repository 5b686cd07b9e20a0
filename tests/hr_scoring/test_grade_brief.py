"""Model answers that are said or not: names, figures, formulas, yes or no, things to name."""

import doctest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hr_scoring import grade_brief, grade_figures
from hr_scoring.grade import Grader
from hr_scoring.grade_brief import Brief, alternatives
from hr_scoring.grade_figures import figures, formula_pattern, is_figure, worded
from hr_scoring.text import normalise

np = pytest.importorskip("numpy")

GRADER = Grader()
DAYS = ("公司年假上限是多少天？", ("15天",))
BYTE = ("How many bits are in a byte?", ("8",))
END = ("When does the contract end?", ("31 December 2025",))
VAT = ("增值税税率是多少？", ("13%",))
COIN = ("抛硬币正面的概率？", ("1/2",))
COST = ("What is the deductible?", ("$1,500",))
NOTICE = ("What is the notice period?", ("The notice period is 30 days.",))
FREEZES = ("水银的凝固点约是多少？", ("-39℃",))
NEWTON = ("State Newton's second law as a formula.", ("F = ma",))
ROOTS = ("一元二次方程求根公式的判别式是什么？", ("Δ=b^2-4ac",))
SEARCH = ("二分查找的时间复杂度是多少？", ("O(log n)",))
GLASS = ("Is glass a conductor of electricity?", ("No",))
COPPER = ("铜是导体吗？", ("是",))
PHONE = ("谁发明了电话？", ("贝尔",))
PAPER = ("What is another name for a profit and loss account?", ("income statement / statement of earnings",))
GAS = ("What gas do plants take in?", ("carbon dioxide or CO2",))
LEAVING = ("What does HTTP 404 mean?", ("not found",))
SEASONS = ("Name the four seasons.", ("spring, summer, autumn, winter",))
ENERGY = ("Name two renewable energy sources.", ("Any two of: solar, wind, hydro, geothermal, biomass",))
RUST = ("列举两种防锈方法", ("以下任意两种：刷漆、涂油、镀锌、保持干燥",))
STEPS = ("PDCA循环包括哪四个阶段？", ("计划、执行、检查、处理",))
WAYS = ("列举两种防锈方法", ("刷漆和涂油", "刷漆和镀锌", "涂油和镀锌"))


def bounds(task, answer):
    """What an answer to a question with model answers may be worth."""
    question, references = task
    asked, *models = GRADER.read([question, *(part for text in references for part in alternatives(text))], trusted=True)
    (text,) = GRADER.read([answer])
    return Brief(asked, models).bounds(text)


def graded(task, answer):
    """The grade of an answer."""
    return GRADER.grade(task[0], task[1], (), answer)


RIGHT = [
    (DAYS, "十五天"),
    (DAYS, "15"),
    (DAYS, "一共是15天。"),
    (DAYS, "第一年只有5天。以后每年加一天。上限是15天。"),
    (BYTE, "There are eight bits in a byte."),
    (END, "31/12/2025"),
    (END, "2025-12-31"),
    (END, "December 31st, 2025"),
    (VAT, "百分之十三"),
    (VAT, "0.13"),
    (COIN, "50%"),
    (COIN, "一半"),
    (COIN, "二分之一"),
    (COST, "1500 dollars"),
    (NOTICE, "thirty days"),
    (FREEZES, "零下39度"),
    (NEWTON, "F = m·a"),
    (ROOTS, "b的平方减4ac"),
    (ROOTS, "b²-4ac"),
    (SEARCH, "时间复杂度为O(logn)。"),
    (PHONE, "贝尔"),
    (PAPER, "statement of earnings"),
    (GAS, "CO2"),
    (SEASONS, "Winter, spring, summer and autumn"),
    (ENERGY, "wind, hydro"),
    (RUST, "镀锌，刷漆"),
    (STEPS, "1. 计划 2. 执行 3. 检查 4. 处理"),
]
WRONG = [
    (DAYS, "5天"),
    (DAYS, "25天"),
    (BYTE, "two"),
    (BYTE, "16 bits"),
    (END, "31 December 2024"),
    (END, "30 June 2025"),
    (VAT, "6%"),
    (COIN, "1/3"),
    (COST, "$15,000"),
    (NOTICE, "60 days"),
    (FREEZES, "39℃"),
    (NEWTON, "F = mv"),
    (NEWTON, "F = ma/2"),
    (ROOTS, "b^2+4ac"),
    (SEARCH, "O(n log n)"),
    (PHONE, "不是贝尔"),
    (PHONE, "爱迪生"),
    (LEAVING, "found"),
    (SEASONS, "Monday"),
    (ENERGY, "coal and gas"),
    (RUST, "泡在水里"),
]


@pytest.mark.parametrize(("task", "answer"), RIGHT)
def test_said_in_whatever_spelling_gets_full_marks(task, answer):
    assert bounds(task, answer) == (1.0, 1.0)
    found = graded(task, answer)
    assert found.score == 1.0 and found.evidence and not found.missing


@pytest.mark.parametrize(("task", "answer"), WRONG)
def test_what_is_near_is_another_answer(task, answer):
    low, high = bounds(task, answer)
    assert (low, high) == (0.0, pytest.approx(0.4)) and graded(task, answer).score <= 0.4


@pytest.mark.parametrize(
    ("task", "same", "other"),
    [
        (GLASS, ("no", "No, it isn't.", "Glass does not act as a conductor of electricity."), ("Yes", "yes it is", "Right.")),
        (COPPER, ("是", "是的", "是导体", "对", "铜能作导体"), ("不是", "否", "错误", "铜不是导体")),
        (("能否辞退而不说明理由？", ("不能",)), ("不可以", "不能，必须说明"), ("可以", "能")),
        (("判断：队列是先进先出的结构。", ("正确",)), ("对", "是的"), ("错", "不对")),
    ],
)
def test_yes_is_yes_and_no_is_no(task, same, other):
    assert {bounds(task, answer) for answer in same} == {(0.8, 1.0)} and all(graded(task, answer).score >= 0.8 for answer in same)
    assert {bounds(task, answer) for answer in other} == {(0.0, 0.1)} and all(graded(task, answer).score <= 0.1 for answer in other)


def test_nobody_says_yes_and_no():
    assert bounds(GLASS, "I have to think. No.") == (0.8, 1.0)
    assert bounds(GLASS, "I have to think. Yes. No.") == bounds(GLASS, "It is an insulator") == (0.0, 0.4)
    assert bounds(GLASS, "Yes. No.") == (0.0, 0.1)


@pytest.mark.parametrize(
    ("task", "answer", "most"),
    [
        (SEASONS, "Spring and summer", 0.6),
        (SEASONS, "spring", 0.4),
        (SEASONS, "spring, summer, winter", 0.85),
        (ENERGY, "solar", 0.6),
        (ENERGY, "solar and coal", 0.6),
        (STEPS, "计划和执行", 0.6),
        (WAYS, "刷漆", 0.6),
        (END, "December 2025", 0.4 + 0.4 * 2 / 3),
        (PAPER, "cash flow statement", 0.6),
    ],
)
def test_a_part_is_worth_a_part(task, answer, most):
    assert bounds(task, answer) == (0.0, pytest.approx(most)) and graded(task, answer).score <= most + 1e-4


def test_what_else_is_said_is_for_the_judge():
    """A figure beside another one, or denied, or of something else, has no full marks for sure, but may get them."""
    for answer in ("13 or 15", "nicht 8", "not 8", "8 kilobytes", "8 of 12"):
        assert bounds(BYTE, answer)[0] == 0.0
    assert bounds(BYTE, "8 kilobytes")[1] == 1.0
    assert bounds(("Is it 30 days?", ("30 days, as the contract says",)), "the contract says so")[1] == 1.0, "asked, so not told"
    assert bounds(ENERGY, "not solar, not wind")[0] == 0.0


@pytest.mark.parametrize(
    ("task", "answer"),
    [
        (("Why does it rust?", ("Iron reacts with oxygen and water.",)), "it is old"),
        (("What happened?", ("The boat with 0 marbles is the standard in this experiment.",)), "the cup sank"),
        (("What happens?", ("The price rises, demand falls, supply grows.",)), "nothing"),
    ],
)
def test_whole_sentences_have_no_bounds(task, answer):
    assert bounds(task, answer) == (0.0, 1.0)


def test_one_model_answer_of_another_kind_leaves_the_rest_open():
    mixed = (DAYS[0], (*DAYS[1], "按照员工手册的规定，工龄满十年的员工可以休假三个星期。"))
    assert bounds(mixed, "25天")[1] == 1.0 and bounds(mixed, "十五天")[0] == 1.0


def test_full_mark_answers_have_bounds_too():
    scores = [
        GRADER.grade("试用期几个月？", (), ("三个月", "3个月", "试用期3个月"), answer).score for answer in ("3", "三个月", "六个月", "6")
    ]
    assert scores[:2] == [1.0, 1.0] and max(scores[2:]) <= 0.4


def test_the_words_that_say_it_are_quoted():
    (point,) = graded(BYTE, "Easy. There are eight bits in a byte.").evidence
    assert point.quote == "There are eight bits in a byte."
    assert [one.point for one in graded(DAYS, "5天").missing] == ["15天"]
    assert not graded(ENERGY, "wind, hydro").missing and graded(ENERGY, "solar").missing


SAID = (
    "8",
    "16.",
    "No.",
    "Yes.",
    "eight bits",
    "not 8",
    "solar",
    "wind and coal",
    "spring, summer",
    "O(n)",
    "贝尔",
    "不是贝尔",
    "15天",
    "是",
    "F=ma",
)
TASKS = (BYTE, GLASS, COPPER, ENERGY, SEASONS, SEARCH, NEWTON, PHONE, DAYS)


@given(st.lists(st.sampled_from(SAID), min_size=1, max_size=4), st.sampled_from(SAID), st.sampled_from(TASKS))
@settings(max_examples=150, deadline=None)
def test_a_sentence_more_never_lowers(told, further, task):
    before, after = (bounds(task, "\n".join(texts)) for texts in (told, [*told, further]))
    assert before[0] <= after[0] and before[1] <= after[1]


# --- alternatives ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Paris", ["Paris"]),
        ("red / blue / green", ["red", "blue", "green"]),
        ("离职率/流失率", ["离职率", "流失率"]),
        ("离职率或者流失率。", ["离职率", "流失率"]),
        ("resignation/turnover", ["resignation", "turnover"]),
        ("It rises or falls.", ["It rises or falls."]),
        ("yes or no", ["yes or no"]),
        ("TCP/IP", ["TCP/IP"]),
        ("10 km/h", ["10 km/h"]),
        (
            "Use a lamp or a candle when the main light in the house fails",
            ["Use a lamp or a candle when the main light in the house fails"],
        ),
        ("or", ["or"]),
    ],
)
def test_what_a_short_model_answer_stands_for(text, meant):
    assert alternatives(text) == meant


def test_alternatives_are_no_more_chances_than_the_model_answer_they_come_from():
    together, apart = (GRADER._yardstick(GAS[0], references, ()) for references in (GAS[1], ("carbon dioxide", "CO2")))
    assert len(together._references) == len(apart._references) == 2
    assert together._doubt == 1.0 < apart._doubt


# --- figures and formulas --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,000,000", [[1e6]]),
        ("一千二百零五", [[1205]]),
        ("两万五千", [[25000]]),
        ("三亿", [[3e8]]),
        ("十五", [[15]]),
        ("一九四九年", [[1949]]),
        ("30万", [[300000]]),
        ("2 million", [[2e6]]),
        ("3×10^8", [[3e8]]),
        ("3e5", [[3e5]]),
        ("minus five", [[-5]]),
        ("-5", [[-5]]),
        ("3-5", [[3], [5]]),
        ("two hundred and fifty-six thousand", [[256000]]),
        ("25 percent", [[0.25, 25]]),
        ("half", [[0.5]]),
        ("三分之二", [[2 / 3]]),
        ("3/4", [[0.75]]),
        ("1/0", [[1], [0]]),
        ("1/2/2024", [[1], [2], [2024]]),
        ("5 May 2024", [[5], [5], [2024]]),
        ("it may rise in march", []),
        ("CO2, ISO9001", []),
    ],
)
def test_figures(text, values):
    assert [sorted(one.values) for one in figures(normalise(text).text)] == values


@pytest.mark.parametrize("text", ["9" * 5000, "亿" * 900, "million " * 900, "1/" * 2000, "- " * 9000, "9e99" * 99, "三分之" * 500])
def test_a_flood_of_figures_is_read_in_no_time(text):
    assert all(isinstance(value, float) for one in figures(text) for value in one.values)
    assert (graded(DAYS, text).score or 0.0) <= 0.4


def test_figures_that_are_hardly_meant():
    assert not figures("on behalf of")
    assert [one.sure for one in figures("one of them, 一般, 2, half")] == [False, False, True, False]
    assert is_figure("100g") and is_figure("十五") and is_figure("eight") and not is_figure("gram")


@pytest.mark.parametrize("text", ["resignation/turnover", "profit = revenue - cost", "2+2=4", "CO2", "a=", "Why not?", "因为 F=ma"])
def test_what_is_no_formula(text):
    assert formula_pattern(text) is None


@pytest.mark.parametrize(
    ("formula", "same", "other"),
    [
        ("E = mc^2", ("E=m·c²", "energy is m c squared"), ("E = mc", "E=mc^3", "E = amc^2")),
        ("n/2", ("n / 2 次",), ("n", "2/n", "n/2*k")),
        ("2H2+O2=2H2O", ("2H₂ + O₂ = 2H₂O",), ("H2+O2=H2O",)),
    ],
)
def test_a_formula_is_the_same_with_other_blanks_and_signs(formula, same, other):
    found = formula_pattern(normalise(formula).text)
    assert all(found.search(worded(normalise(text).text)) for text in same)
    assert not any(found.search(worded(normalise(text).text)) for text in other)


@pytest.mark.parametrize("module", [grade_brief, grade_figures])
def test_examples_in_the_documentation(module):
    found = doctest.testmod(module)
    assert found.attempted and not found.failed
