"""What a job asks for, said again, is no deed; a deed in the job's words is one."""

import pytest

from hr_scoring.copied_statements import statements_of
from hr_scoring.defence import excluded_spans, inspect
from hr_scoring.jobs import job_from
from hr_scoring.normal import normalise
from hr_scoring.score import assess
from hr_scoring.screen import Screener
from hr_scoring.text import tokens
from hr_scoring.types import Source

ASKED = {
    "zh": ("带领团队完成目标", "给下属安排工作", "耐心处理投诉", "每周分析销售数据", "控制库存", "制定促销方案"),
    "en": ("Leads a team", "Plans the rota", "Coaches new staff", "Checks machines before use", "Reduces waste", "Suggests improvements"),
}
COPIES = {
    "zh": [
        *ASKED["zh"],
        "负责带领团队完成目标。",
        "我能够耐心处理投诉，并善于控制库存",
        "3、制定促销方案；每周分析销售数据",
        "①给下属安排工作",
    ],
    "en": [
        *ASKED["en"],
        "Responsible for: planning the rota",
        "I lead a team and I always coach new staff.",
        "4. Consistently reduces waste",
        "Able to check machines before use, suggest improvements",
    ],
}
DEEDS = {
    "zh": [
        "带领团队完成了目标",
        "带领6人团队完成目标",
        "耐心处理投诉五十多起",
        "每周分析销售数据并写成报告",
        "控制过仓库的库存",
        "为春节制定促销方案",
    ],
    "en": [
        "Led a team",
        "Planned the rota",
        "I coach new staff on Fridays",
        "Checked machines before use",
        "Reduced waste by 2 percent",
        "Leads a team of nurses",
    ],
}
OTHER = {
    "zh": ["2019.03-2023.06 顺达物流 仓管员", "每天清点货架，按单拣货并打包发出。", "下班前打扫仓库，把托盘堆放整齐。"],
    "en": [
        "Mar 2019 - Jun 2023 Northside Logistics, clerk",
        "Picked orders and packed them for shipping.",
        "Swept the hall at the end of the day.",
    ],
}
TITLE = {"zh": "店长", "en": "Shift supervisor"}
LANGS = ["zh", "en"]


def job(lang):
    return job_from({"title": TITLE[lang], "competencies": [{"name": TITLE[lang], "indicators": list(ASKED[lang])}]})


def is_copy(text, lang):
    text = normalise(text).text
    return statements_of(ASKED[lang]).is_all_of(tokens(text), text)


@pytest.mark.parametrize("lang", LANGS)
def test_a_statement_said_again_is_told_from_a_deed_in_its_words(lang):
    assert [text for text in COPIES[lang] if not is_copy(text, lang)] == []
    assert [text for text in DEEDS[lang] if is_copy(text, lang)] == []


def test_one_word_of_a_statement_or_words_of_several_are_no_copy():
    assert not is_copy("New machines", "en") and not is_copy("安排目标", "zh")
    assert not is_copy("I can do well", "en") and not is_copy("", "en")


def test_each_wording_of_a_statement_is_one_and_without_statements_nothing_is_copied():
    both = statements_of(("Keeps promises\n信守承诺",))
    assert both.is_all_of(tokens("我信守承诺"), "我信守承诺") and both.is_all_of(tokens("Keep promises"), "Keep promises")
    assert not statements_of(()).is_all_of(tokens("Keep promises"), "Keep promises")


def test_a_statement_in_the_past_is_copied_in_the_past():
    past = statements_of(("Planned rotas",))
    assert past.is_all_of(tokens("Planned rotas"), "Planned rotas")


def test_only_the_copied_sentence_is_excluded_and_told():
    text = "I counted stock on Mondays. I plan the rota. In May I met the auditors."
    findings = inspect(text, statements=ASKED["en"])
    assert [text[start:end] for start, end in excluded_spans(findings)] == ["I plan the rota."]
    assert [one.code for one in findings] == ["copied_statement"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("frame", ["", "duty", "numbered"])
def test_eng6_the_statements_of_a_job_bring_a_cv_no_nearer_to_it(lang, frame):
    duty = {"zh": "负责", "en": "Responsible for: "}[lang]
    copied = [
        {"": text, "duty": duty + text[0].lower() + text[1:], "numbered": f"{number}. {text}"}[frame]
        for number, text in enumerate(ASKED[lang], 1)
    ]
    none, copies, deeds = (
        Screener().screen(job(lang), "\n".join([*OTHER[lang], *lines])).match.score for lines in ([], copied, DEEDS[lang])
    )
    assert copies <= none + 2 and deeds > none + 20


@pytest.mark.parametrize("lang", LANGS)
def test_eng6_an_answer_of_the_statements_as_duties_scores_at_most_20(lang):
    duty = {"zh": "我负责", "en": "I am responsible: "}[lang]
    said = ["。\n".join(duty + text[0].lower() + text[1:] for text in ASKED[lang]), "\n".join(DEEDS[lang])]
    copied, told = (assess(job(lang), [Source("a", text)]) for text in said)
    assert (copied.score or 0.0) <= 20 and "copied_statement" in {one.code for one in copied.findings}
    assert told.score > 50


@pytest.mark.parametrize("lang", LANGS)
def test_eng3_a_list_of_key_words_takes_no_deed_of_its_paragraph_away(lang):
    listed = {
        "zh": "团队管理 沟通能力 领导力 执行力 学习能力 抗压能力 创新能力 责任心".split(),
        "en": "Leadership,Teamwork,Communication,Problem solving,Negotiation,Coaching,Empathy,Integrity".split(","),
    }[lang]
    text = "\n".join([*DEEDS[lang][:3], *listed, *DEEDS[lang][3:]])
    findings = inspect(text)
    left = [text[start:end] for start, end in excluded_spans(findings)]
    assert {one.code for one in findings} == {"stuffing"}
    assert set("\n".join(left).split("\n")) == set(listed)
