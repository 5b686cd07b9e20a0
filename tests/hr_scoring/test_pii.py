"""Personal details do not leave (ENG-10) and questions about them are not asked (ENG-12)."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_scoring.pii import find_details, is_identity_number, mask
from hr_scoring.questions import lint_question

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity_number(rng):
    region, year = rng.choice(["110105", "310104", "440106", "510107"]), rng.randint(1960, 1999)
    body = f"{region}{year}{rng.randint(1, 12):02}{rng.randint(1, 28):02}{rng.randint(0, 999):03}"
    return body + "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, body, strict=True)) % 11]


def mobile(rng):
    number = f"1{rng.choice('3578')}{rng.randint(0, 999999999):09}"
    return rng.choice([number, f"{number[:3]} {number[3:7]} {number[7:]}", f"+86 {number}", f"{number[:3]}-{number[3:7]}-{number[7:]}"])


def chinese_name(rng):
    return rng.choice("王李张刘陈杨赵黄周吴徐孙马朱胡郭何林罗高") + "".join(
        rng.choices("伟芳娜敏静磊洋艳勇杰涛霞鹏辉婷", k=rng.randint(1, 2))
    )


def english_name(rng):
    first = rng.choice(["James", "Maria", "Wei", "Fatima", "Olga", "Liam"])
    return f"{first} {rng.choice(['Smith', 'Garcia', 'Zhang', 'Novak', 'Keller', 'Brown'])}"


def employer(rng):
    return (
        rng.choice(["上海", "北京", "深圳", "苏州"])
        + "".join(rng.choices("华联启明远达信通恒盛瑞丰", k=2))
        + rng.choice(["科技有限公司", "物流有限公司", "集团", "贸易有限公司"])
    )


def english_employer(rng):
    return (
        rng.choice(["Brightwater", "Northgate", "Silverline", "Oakfield"]) + " " + rng.choice(["Ltd", "GmbH", "Logistics Inc", "Holdings"])
    )


def address(rng):
    district, road = rng.choice(["上海市徐汇区", "北京市海淀区", "杭州市西湖区"]), rng.choice(["漕溪", "学院", "文三", "中山"])
    return f"{district}{road}路{rng.randint(1, 999)}号{rng.randint(1, 30)}室"


def word(rng):
    return "".join(rng.choices("abcdefghjkmnpqrstuvwxyz", k=4)) + str(rng.randint(100, 9999))


PLANTS = [
    ("姓名：{}", chinese_name),
    ("大家好，我是{}，来应聘销售。", chinese_name),
    ("我叫{}，今年毕业。", chinese_name),
    ("Name: {}", english_name),
    ("My name is {} and I applied last week.", english_name),
    ("我的手机是{}，随时可联系。", mobile),
    ("Tel {}", mobile),
    ("邮箱 {}@example.com", word),
    ("E-mail: {}@mail.example.cn.", word),
    ("身份证号：{}", identity_number),
    ("证件 {} 有效", identity_number),
    ("现住址：{}", address),
    ("我住在{}。", address),
    ("微信：{}", word),
    ("WeChat ID {}", word),
    ("QQ：{}", lambda rng: str(rng.randint(10000000, 999999999))),
    ("2019年我在{}担任主管，带五个人。", employer),
    ("2019.03-2021.06\t{}\t主管", employer),
    ("I worked at {} as a planner.", english_employer),
    ("出生日期：{}", lambda rng: f"19{rng.randint(60, 99)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日"),
    ("Date of birth: {}", lambda rng: f"{rng.randint(10, 28)}/{rng.randint(10, 12)}/19{rng.randint(60, 99)}"),
    ("性别：{}", lambda rng: rng.choice("男女")),
    ("婚姻状况：{}", lambda rng: rng.choice(["已婚", "未婚", "离异", "已婚已育"])),
    ("政治面貌：{}", lambda rng: rng.choice(["中共党员", "共青团员", "群众", "民革党员"])),
    ("籍贯：{}", lambda rng: rng.choice(["山东济南", "四川成都", "湖北武汉", "江西赣州"])),
]


def test_eng10_none_of_2000_planted_values_leaves():
    rng = random.Random(7)
    leaked = []
    for number in range(2000):
        template, make = PLANTS[number % len(PLANTS)]
        value = make(rng)
        text = "我负责华东仓库的盘点。\n" + template.format(value) + "\n差错率降到百分之一。"
        masked = mask(text)
        if value in masked.text.replace("性别", ""):
            leaked.append((template, value))
        assert masked.restore(masked.text) == text
        assert "我负责华东仓库的盘点。" in masked.text
        assert "差错率降到百分之一。" in masked.text
    assert leaked == []


@pytest.mark.parametrize(
    "sentence",
    [
        "我带领5人团队，三个月把差错率从百分之四降到百分之一。",
        "2019年完成销售额1200万元，同比增长18%。",
        "我们公司要求每周复盘一次，我把流程画成了一张图。",
        "I led a team of five and cut lead time by 30 percent in 2021.",
        "When the press stopped, I called the vendor and had it repaired within two hours.",
        "从那家公司离职以后我开始做培训。",
        "负责华东区域的渠道管理，覆盖32个城市。",
    ],
)
def test_what_is_no_personal_detail_stays(sentence):
    assert mask(sentence).text == sentence


def test_known_values_are_masked_everywhere():
    masked = mask("项目由阿里完成。小满和我一起做。阿里很满意。", {"employer": ["阿里"], "name": ["小满"]})
    assert masked.text == "项目由⟦EMPLOYER_1⟧完成。⟦NAME_1⟧和我一起做。⟦EMPLOYER_1⟧很满意。"


def test_a_name_found_once_is_masked_everywhere():
    masked = mask("姓名：张伟\n同事都叫我张伟。")
    assert "张伟" not in masked.text


def test_full_width_and_zero_width_do_not_help():
    assert "８" not in mask("电话：１３８００１３８０００").text
    assert "138" not in mask("电话：138\u200b0013\u200b8000").text


@pytest.mark.parametrize(("number", "valid"), [("11010519491231002X", True), ("110105194912310021", False), ("123", False)])
def test_check_digit(number, valid):
    assert is_identity_number(number) is valid


def test_placeholders_do_not_collide_with_the_text():
    text = "⟦NAME_1⟧ 姓名：张伟"
    masked = mask(text)
    assert "⟦NAME_2⟧" in masked.text
    assert masked.restore(masked.text) == text


@given(st.text(max_size=120))
def test_masking_can_always_be_undone(text):
    masked = mask(text)
    assert masked.restore(masked.text) == text


@given(st.text(alphabet="张伟男已婚党员公司在 1380013800@a.:：\n", max_size=60))
def test_details_are_exact_and_apart(text):
    last = 0
    for detail in find_details(text):
        assert text[detail.start : detail.end] == detail.value
        assert detail.start >= last
        last = detail.end


ILLEGAL = [
    ("marriage", "你结婚了吗？"),
    ("marriage", "Are you married?"),
    ("children", "你近两年有要孩子的打算吗？"),
    ("children", "Do you plan to have children?"),
    ("children", "孩子谁带？"),
    ("age", "您今年多大年纪？"),
    ("age", "How old are you?"),
    ("religion", "你有宗教信仰吗？"),
    ("religion", "Which church do you attend?"),
    ("health", "你有没有什么慢性病？"),
    ("health", "Do you have any disabilities?"),
    ("origin", "你是哪里人？户口在本地吗？"),
    ("origin", "Where were you born?"),
    ("politics", "你是党员吗？"),
    ("politics", "Which party did you vote for?"),
    ("sex", "What is your sexual orientation?"),
    ("family", "你父母是做什么工作的？"),
    ("record", "Have you ever been arrested?"),
]
LAWFUL = [
    "请举例说明你如何带领团队达成目标？",
    "请描述一次你处理客户投诉的经历。",
    "你如何向已婚客户介绍家庭保险产品？",
    "面对有残疾的顾客，你会怎样提供服务？",
    "Tell us about a time you resolved a conflict.",
    "How do you explain a diagnosis to patients with a disability?",
    "How do you plan the work of your team when two people are ill?",
    "How would you design a marketing campaign for products aimed at married customers?",
    "这个岗位需要经常出差，你能接受吗？",
    "你为什么选择我们公司？",
    "Which of your achievements are you most proud of?",
    "你如何保证数据的准确性？",
    "What would you do in your first ninety days?",
]


@pytest.mark.parametrize(("topic", "question"), ILLEGAL)
def test_eng12_illegal_questions(topic, question):
    findings = lint_question(question)
    assert topic in [finding.message.partition(":")[0] for finding in findings]
    assert all(finding.code == "illegal_question" and question[finding.start : finding.end] for finding in findings)


@pytest.mark.parametrize("question", LAWFUL)
def test_eng12_lawful_questions(question):
    assert lint_question(question) == []
