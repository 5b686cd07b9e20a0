"""Which parts of a CV tell what somebody did."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hr_scoring.cv_told import told

ZH = """李娜
li.na@example.com
工作经历
2019.03—2024.05  新店互联  高级产品经理
组织了20场用户访谈，把对账页提到首页。
- 2021年起管理3家门店的日常运营
教育经历
2012—2016  浙江大学  信息管理  本科
担任学生会主席，组织迎新晚会。
自我评价
具备优秀的团队管理能力。
"""
EN = """Grace Miller
Experience
2018-02 – 2024-06  Sunrise Clinics, Ward Operations Coordinator
Sat with three patients every Thursday and wrote down
where they stopped.
2016-01 – 2018-01 Alibaba, wrote the roadmap of a payment app.
Skills: SQL, Excel
"""


def deeds(text):
    return [text[start:end] for start, end in told(text).deeds]


def titles(text):
    return [text[start:end] for start, end in told(text).titles]


def test_deeds_stand_without_headings_employers_schools_and_claims():
    assert deeds(ZH) == ["组织了20场用户访谈，把对账页提到首页。", "2021年起管理3家门店的日常运营"] or deeds(ZH)[-1].endswith(
        "管理3家门店的日常运营"
    )
    assert titles(ZH) == ["高级产品经理"]


def test_a_wrapped_line_is_one_deed_and_a_deed_behind_a_date_counts():
    assert deeds(EN) == [
        "Sat with three patients every Thursday and wrote down\nwhere they stopped.",
        "wrote the roadmap of a payment app.",
    ]
    assert titles(EN) == ["Ward Operations Coordinator"]


@pytest.mark.parametrize(
    "line", ["2017-2021 江南大学 市场营销 本科", "2016.07—2019.02  新店互联  产品专员", "2015-2022 St Mary Hospital, nurse"]
)
def test_dated_lines_of_names_tell_nothing(line):
    assert deeds(line) == []


def test_without_sections_every_line_may_tell():
    text = "带领5人团队完成支付项目。\n我喜欢登山。"
    assert deeds(text) == ["带领5人团队完成支付项目。\n我喜欢登山。"]


def test_what_people_say_of_themselves_counts_where_nothing_else_is_told():
    text = "自我评价\n带领5人团队完成支付项目。\n"
    assert deeds(text) == ["带领5人团队完成支付项目。"]
    assert deeds(f"{text}工作经历\n整理了三年的凭证。\n") == ["整理了三年的凭证。"]


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=200))
@settings(deadline=None)
def test_spans_stand_in_order_inside_the_text(text):
    parts = told(text)
    edges = [edge for span in parts.deeds for edge in span]
    assert edges == sorted(edges) and all(0 <= edge <= len(text) for edge in edges)
    untold = parts.untold(len(text))
    covered = sorted([*parts.deeds, *untold])
    assert "".join(text[start:end] for start, end in covered) == text


def deeds_and_titles(text):
    found = told(text)
    return [text[start:end] for start, end in found.deeds], [text[start:end] for start, end in found.titles]


def test_whatever_house_stands_before_a_position_is_no_deed():
    assert deeds_and_titles("工作经历\n2018.10 – 2020.10 | 上海盛大网络 | 编辑") == ([], ["编辑"])


@pytest.mark.parametrize("deed", ["改善良率", "良率做到99%", "降低成本三成", "缩短交期"])
def test_a_short_line_below_a_position_may_tell_a_deed(deed):
    assert deeds_and_titles(f"工作经历\n2015.03-2021.08 华联制造有限公司 工程师\n{deed}") == ([deed], ["工程师"])


def test_a_deed_is_told_in_traditional_characters_too():
    text = "工作經歷\n2015年3月 - 2021年8月　台灣積體電路製造股份有限公司　製程工程師\n帶領五人團隊"
    assert deeds_and_titles(text) == (["帶領五人團隊"], ["製程工程師"])
