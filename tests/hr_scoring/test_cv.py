"""The structure of CVs, Chinese and English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_scoring.cv import DEGREES, parse_cv
from hr_scoring.cv_dates import find_periods, stated_years, years_of
from hr_scoring.cv_skills import SkillFinder

CHINESE = """张伟
男 | 1990年5月出生 | 本科 | 8年工作经验
电话：13800138000  邮箱：zhang@example.com

工作经历
2019.03 - 至今    上海华联物流有限公司    仓储经理
• 带领12人团队，负责三个仓库的日常管理
• 2021年把盘点差错率从4%降到1%
2015年7月—2019年2月  苏州明远电子科技有限公司  生产主管
1、负责SMT车间排产
2、推行5S管理

教育背景
2011.09-2015.06  苏州大学  工业工程  本科

项目经历
WMS系统上线项目  2020.01-2020.08
负责需求梳理和培训

技能：熟练使用Excel、SQL；英语六级；不会Python
"""
ENGLISH = """Maria Keller
Berlin | maria@example.com | +49 170 1234567

PROFESSIONAL EXPERIENCE
Brightwater Logistics GmbH, Hamburg
Operations Manager, Mar 2018 – Present
- Led a team of 14
Northgate Retail Ltd - Store Manager    06/2014 - 02/2018
- Ran a supermarket with 30 staff

EDUCATION
M.Sc. Supply Chain Management, University of Hamburg, 2012 - 2014
Bachelor of Arts, Humboldt University, 2009 - 2012

SKILLS: Excel, SAP, negotiation
"""
TODAY = (2024, 6)


def test_chinese_cv():
    cv = parse_cv(CHINESE, TODAY, ["Excel", "SQL", "Python", "English"])
    assert [section.key for section in cv.sections] == ["head", "experience", "education", "projects", "skills"]
    assert [(job.employer, job.title) for job in cv.jobs] == [
        ("上海华联物流有限公司", "仓储经理"),
        ("苏州明远电子科技有限公司", "生产主管"),
    ]
    assert (cv.jobs[0].first, cv.jobs[0].last) == ((2019, 3), None)
    assert cv.years == 9.0
    assert dict(cv.industries) == {"logistics": 5.3, "electronics": 3.7}
    assert [(school.school, school.degree) for school in cv.education] == [("苏州大学", "bachelor")]
    assert cv.degree == "bachelor"
    assert [project.name for project in cv.projects] == ["WMS系统上线项目"]
    assert [skill.name for skill in cv.skills] == ["Excel", "SQL", "English"]
    assert {"name", "phone", "email", "birth", "sex"} <= {detail.kind for detail in cv.details}


def test_the_highest_degree_counts_wherever_it_stands():
    schools = "Bachelor of Arts, Humboldt University, 2009 - 2012\nM.Sc. Logistics, University of Hamburg, 2012 - 2014"
    assert parse_cv(f"EDUCATION\n{schools}\nDiploma, Hamburg College, 2015 - 2016", TODAY).degree == "master"


@pytest.mark.parametrize("heading", ["工作经历 WORK EXPERIENCE", "WORK EXPERIENCE / 工作经历", "工作经历 Experience"])
def test_headings_in_two_languages(heading):
    cv = parse_cv(f"{heading}\n2019.01-2020.01 华联物流有限公司 主管\n教育背景 Education\n苏州大学 本科", TODAY)
    assert [one.key for one in cv.sections] == ["experience", "education"] and cv.years == 1.1
    told = parse_cv("工作经历 2019.01-2020.01 WORK AT HUALIAN\n技能 built the warehouse system", TODAY)
    assert [one.key for one in told.sections] == ["head"]


def test_english_cv():
    cv = parse_cv(ENGLISH, TODAY, {"Negotiation": (), "SAP": ("R/3",)})
    assert [(job.employer, job.title) for job in cv.jobs] == [
        ("Brightwater Logistics GmbH", "Operations Manager"),
        ("Northgate Retail Ltd", "Store Manager"),
    ]
    assert cv.years == 10.1
    assert dict(cv.industries) == {"logistics": 6.3, "retail": 3.8}
    assert [school.degree for school in cv.education] == ["master", "bachelor"]
    assert cv.degree == "master"
    assert [skill.name for skill in cv.skills] == ["SAP", "Negotiation"]
    assert ("name", "Maria Keller") in [(detail.kind, detail.value) for detail in cv.details]


def test_spans_point_into_the_original():
    text = CHINESE.replace("Excel", "Ｅｘｃｅｌ")
    cv = parse_cv(text, TODAY, ["Excel"])
    (start, end) = cv.skills[0].spans[0]
    assert text[start:end] == "Ｅｘｃｅｌ"
    assert text[cv.jobs[0].start : cv.jobs[0].end].strip().startswith("2019.03")


def test_overlapping_jobs_count_once():
    cv = parse_cv("工作经历\n2018.01-2019.12 甲乙物流有限公司 主管\n2019.01-2020.12 丙丁物流有限公司 经理", TODAY)
    assert cv.years == 3.0
    assert dict(cv.industries) == {"logistics": 3.0}


def test_internships_and_schools_are_no_work_experience():
    cv = parse_cv("实习经历\n2018.01-2018.12 甲乙物流有限公司 实习生\n教育背景\n2014.09-2018.06 某某大学 本科", TODAY)
    assert cv.jobs == ()
    assert cv.years is None


def test_without_headings_dated_lines_are_jobs():
    cv = parse_cv("2015.01-2018.12 甲乙物流有限公司 主管\n2010.09-2014.06 某某大学 物流管理 本科", TODAY)
    assert [job.employer for job in cv.jobs] == ["甲乙物流有限公司"]
    assert cv.degree == "bachelor"


@pytest.mark.parametrize(
    ("text", "years", "degree"),
    [
        ("2019.07-2023.06 某某电商有限公司 产品经理 组织20场用户访谈，转化率提升12%。本科 计算机", 4.0, "bachelor"),
        ("2016 - 2023 Senior Accountant at Muller GmbH. Closed the books monthly. Bachelor of Commerce.", 7.0, "bachelor"),
        ("2015.09-2019.06 某某大学 市场营销 本科", None, "bachelor"),
    ],
)
def test_a_cv_of_one_line(text, years, degree):
    cv = parse_cv(text)
    assert (cv.years, cv.degree) == (years, degree)


def test_what_is_not_said_stays_unknown():
    cv = parse_cv("我喜欢和人打交道。")
    assert (cv.years, cv.degree, cv.industries, cv.jobs) == (None, "", (), ())


def test_years_as_stated_where_there_are_no_periods():
    assert parse_cv("拥有十二年以上人力资源管理经验").years == 12.0


def test_present_without_today_is_the_latest_month_in_the_text():
    cv = parse_cv("工作经历\n2019.01-至今 甲乙物流有限公司 主管\n2017.01-2018.12 丙丁银行 柜员\n项目经历\n系统项目 2020.01-2020.12")
    assert cv.years == 4.0


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019年3月-2021年6月", (2019, 3), (2021, 6)),
        ("2019.03 ~ 2021.06", (2019, 3), (2021, 6)),
        ("2019/3—2021/6", (2019, 3), (2021, 6)),
        ("2019-03 至 2021-06", (2019, 3), (2021, 6)),
        ("2019年3月1日至2021年6月30日", (2019, 3), (2021, 6)),
        ("2019.03.01-2021.06.30", (2019, 3), (2021, 6)),
        ("2019年至今", (2019, 7), None),
        ("2019.03 - 现在", (2019, 3), None),
        ("2019 - 2021", (2019, 7), (2021, 6)),
        ("Mar 2019 – Jun 2021", (2019, 3), (2021, 6)),
        ("March 2019 to present", (2019, 3), None),
        ("Sept. 2019 - Current", (2019, 9), None),
        ("03/2019 - 06/2021", (2019, 3), (2021, 6)),
        ("since 2019", (2019, 7), None),
        ("Mar '19 - Jun '21", (2019, 3), (2021, 6)),
    ],
)
def test_date_formats(text, first, last):
    (period,) = find_periods(text)
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize("text", ["2021.06-2019.03", "电话 021-20193456", "涨幅 2.5-3.5", "从5人到20人", "2019"])
def test_what_is_no_period(text):
    assert find_periods(text) == []


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("8年工作经验", 8),
        ("3年以上销售管理经验", 3),
        ("工作年限: 5年", 5),
        ("8+ years of experience in logistics", 8),
        ("over 12 years in retail", 12),
        ("两年多的客服经历", 2),
        ("成立于1998年的公司", None),
    ],
)
def test_stated_years(text, years):
    assert stated_years(text) == years


@given(st.lists(st.tuples(st.integers(1990, 2023), st.integers(1, 12), st.integers(0, 60)), max_size=6))
def test_years_are_bounded_by_the_span_and_the_sum(raw):
    text = "\n".join(f"{y}.{m:02}-{y + (m + n - 1) // 12}.{(m + n - 1) % 12 + 1:02}" for y, m, n in raw)
    periods = find_periods(text)
    assert len(periods) == len(raw)
    total = years_of(periods, (2035, 1))
    assert total <= sum(n + 1 for _y, _m, n in raw) / 12 + 0.1
    assert total >= max((n + 1 for _y, _m, n in raw), default=0) / 12 - 0.1


class TestSkills:
    def test_synonyms_in_both_languages(self):
        finder = SkillFinder(["Machine learning", "项目管理"])
        assert [skill.name for skill in finder.find("做过机器学习，熟悉 project management")] == ["Machine learning", "项目管理"]

    def test_own_synonyms(self):
        assert SkillFinder({"Odoo": ["OpenERP"]}).find("worked with openerp")[0].name == "Odoo"

    def test_c_is_not_c_plus_plus(self):
        finder = SkillFinder(["C", "C++", "C#", "Java", "JavaScript", "R"])
        assert [skill.name for skill in finder.find("C++, C#, JavaScript; R&D")] == ["C++", "C#", "JavaScript"]

    def test_parts_of_words_do_not_count(self):
        assert SkillFinder(["Go", "SAP", "Excel"]).find("Good at disappearing, excellent") == ()

    def test_denied_skills_do_not_count(self):
        assert SkillFinder(["Python", "SAP"]).find("不会Python; no experience with SAP") == ()

    def test_longest_name_wins(self):
        assert [skill.name for skill in SkillFinder(["数据", "数据分析"]).find("负责数据分析")] == ["数据分析"]


@given(st.text(max_size=200))
def test_any_text_gives_a_profile(text):
    cv = parse_cv(text, TODAY, ["Excel", "数据分析"])
    assert cv.degree in DEGREES
    for part in (*cv.sections, *cv.jobs, *cv.education, *cv.projects):
        assert 0 <= part.start <= part.end <= len(text)
