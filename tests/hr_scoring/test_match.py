"""Matching people with jobs: the same for one and for many, with reasons; jobs as people write them."""

import math
from dataclasses import replace

import pytest
from gullible import LIBRARY, load
from hypothesis import given, settings
from hypothesis import strategies as st

from hr_scoring.columns import Columns
from hr_scoring.job_text import requirements_of, title_of, tool_names, years_wanted
from hr_scoring.jobs import job_from
from hr_scoring.match import Person, degree_rank, match, match_many, prepare_many
from hr_scoring.reasons import TEMPLATES, Reason
from hr_scoring.relevance import cv_vector, job_vector
from hr_scoring.score import assess
from hr_scoring.screen import Screener, quotes, shown_points, topic
from hr_scoring.types import Competency, CompetencyScore, Evidence, IndicatorScore, JobModel, Source

np = pytest.importorskip("numpy")

JOB = JobModel(
    "j",
    "Risk manager",
    competencies=(Competency("risk", "Risk strategy", 60), Competency("team", "Team management", 40, must_have=True)),
    skills=(("SQL", 2.0), ("Python", 1.0)),
    must_have_skills=("FRM",),
    industry="finance",
    min_years=4,
    degree="master",
)
FIT = Person("fit", {"risk": 90, "team": 80}, {"sql": 1, "python": 1, "frm": 1}, {"finance": 5}, 8, "硕士", (1.0, 0.0))


def codes(reasons):
    return [reason.code for reason in reasons]


# --- one person ------------------------------------------------------------------------------------------------------


def test_a_person_who_has_everything_scores_full():
    found = match(FIT, JOB, (1.0, 0.0))
    assert found.score == pytest.approx(100 * (45 * (0.6 * 1 + 0.4 * 0.75) + 25 + 15 + 6 + 6 + 3) / 100, abs=0.01)
    assert found.missing == () and not found.hidden
    assert codes(found.reasons)[:2] == ["competency_shown", "competency_shown"]
    assert {"skill_found", "relevance", "years_enough", "industry_years", "degree_met"} <= set(codes(found.reasons))


def test_an_unknown_person_has_reasons_that_say_not_shown():
    found = match(Person("p"), JOB)
    assert found.score == 0
    assert dict(found.parts) == {"competencies": 0, "skills": 0, "industry": 0}
    assert codes(found.missing) == ["must_have_skill_missing", "must_have_competency_missing"]
    assert "competency_not_shown" in codes(found.reasons) and "industry_none" in codes(found.reasons)
    assert not {"years_short", "degree_below", "relevance"} & set(codes(found.reasons))


def test_a_missing_must_have_costs_but_does_not_hide():
    without = match(Person("p", FIT.competencies, {"sql": 1, "python": 1}, FIT.industries, 8, "硕士"), JOB)
    with_it = match(Person("p", FIT.competencies, FIT.skills, FIT.industries, 8, "硕士"), JOB)
    assert 0 < without.score < with_it.score
    assert codes(without.missing) == ["must_have_skill_missing"]


@pytest.mark.parametrize(("skills", "team", "kept"), [({"frm": 1}, 80, 1.0), ({}, 80, 0.75), ({"frm": 1}, 30, 0.75), ({}, 30, 0.5)])
def test_each_must_have_that_is_not_shown_takes_its_part_of_half_the_score(skills, team, kept):
    person = replace(FIT, skills={"sql": 1, **skills}, competencies={"risk": 90, "team": team})
    wished = replace(
        JOB,
        competencies=tuple(replace(one, must_have=False) for one in JOB.competencies),
        skills=(*JOB.skills, ("FRM", 1.0)),
        must_have_skills=(),
    )
    assert match(person, JOB).score == pytest.approx(kept * match(person, wished).score, abs=0.01)


def test_evidence_against_a_must_have_names_it():
    found = match(Person("p", {"team": 30}, {"frm": 1}), JOB)
    assert codes(found.missing) == ["must_have_competency_missing"]
    assert "competency_weak" in codes(found.reasons)


def test_short_years_and_a_lower_degree_are_said():
    found = match(Person("p", years=1, degree="大专"), JOB)
    assert {"years_short", "degree_below"} <= set(codes(found.reasons))


def test_a_job_that_asks_nothing_gives_zero_and_no_reasons():
    found = match(FIT, JobModel("j", "t"))
    assert found.score == 0 and found.reasons == ()


def test_a_hidden_match_has_the_deeds_but_not_the_names():
    quiet = replace(FIT, named=frozenset())
    assert match(quiet, JOB).hidden
    assert codes(match(quiet, JOB).reasons)[0] == "hidden_match"
    assert not match(FIT, JOB).hidden, "nobody looked for names"
    for named in ({""}, {"risk", "team"}):
        assert not match(replace(FIT, named=frozenset(named)), JOB).hidden


def test_who_lacks_a_must_have_or_did_something_else_is_no_hidden_match():
    quiet = replace(FIT, named=frozenset())
    assert not match(replace(quiet, skills={}), JOB).hidden
    assert match(quiet, JOB, (1.0, 0.0)).hidden and not match(quiet, JOB, (-1.0, 0.0)).hidden


def test_skills_are_compared_without_regard_to_case_and_width():
    assert match(Person("p", skills={"ｓｑｌ": 1}), JOB).parts[1][1] == pytest.approx(2 / 4)


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 30), st.floats(0, 30))
@settings(deadline=None)
def test_more_evidence_or_years_never_lowers_a_match(points, more, years, later):
    low = match(Person("p", {"risk": min(points, more)}, years=min(years, later)), JOB)
    high = match(Person("p", {"risk": max(points, more)}, years=max(years, later)), JOB)
    assert 0 <= low.score <= high.score <= 100


def test_every_reason_has_words_in_both_languages():
    found = match(replace(FIT, named=frozenset()), JOB, (1.0, 0.0))
    for reason in (*found.reasons, *match(Person("p", {"risk": 20}, years=1, degree="高中"), JOB).reasons):
        assert reason.text("en") and reason.text("zh_CN") and "{" not in reason.text("en")
    assert all(len(pair) == 2 for pair in TEMPLATES.values())
    assert Reason("years_enough", (("years", 5.0), ("wanted", 4.0))).text() == "5 years of experience (wanted 4)."


@pytest.mark.parametrize(
    ("text", "rank"), [("博士研究生", 5), ("MBA", 4), ("本科及以上", 3), ("大专", 2), ("高中", 1), ("bachelor", 3), ("master", 4), ("?", 0)]
)
def test_degrees(text, rank):
    assert degree_rank(text) == rank


# --- many people -----------------------------------------------------------------------------------------------------


def crowd(count, seed=1):
    draw = np.random.default_rng(seed)
    return [
        Person(
            f"p{number:04}",
            {key: float(draw.uniform(20, 100)) for key in ("risk", "team", "x") if draw.random() < 0.7},
            {key: 1.0 for key in ("SQL", "Python", "FRM", "Excel") if draw.random() < 0.5},
            {"finance": float(draw.integers(0, 9))} if draw.random() < 0.5 else {},
            float(draw.integers(0, 20)) if draw.random() < 0.8 else None,
            str(draw.choice(["", "本科", "硕士"])),
            tuple(draw.normal(0, 0.5, 2)) if draw.random() < 0.8 else (),
            frozenset({"risk"} if draw.random() < 0.3 else ()) if draw.random() < 0.8 else None,
        )
        for number in range(count)
    ]


def test_many_people_match_as_each_of_them_does():
    people = crowd(150)
    matches = match_many(prepare_many(people), JOB, (0.6, 0.8))
    assert 0 < matches.hidden.sum() < len(people)
    for row, person in enumerate(people):
        alone = match(person, JOB, (0.6, 0.8) if person.vector else ())
        together = matches.match(row)
        assert (together.score, together.missing, together.hidden) == (alone.score, alone.missing, alone.hidden)
        assert together.reasons == alone.reasons


def test_the_best_come_first_and_ties_by_id():
    people = [Person("b", {"risk": 80}), Person("a", {"risk": 80}), Person("c", {"risk": 95}), Person("e", {"risk": 80}), Person("d")]
    matches = match_many(prepare_many(people), JOB)
    assert [one.person_id for one in matches.top(3)] == ["c", "a", "b"]
    assert [one.person_id for one in matches.top(99)] == ["c", "a", "b", "e", "d"]


def test_nobody_to_match():
    matches = match_many(prepare_many([]), JOB)
    assert len(matches.people) == 0 and matches.top(5) == []


def test_vectors_of_another_space_are_not_compared():
    assert "relevance" not in dict(match(FIT, JOB, (1.0, 0.0, 0.0)).parts)


# --- jobs as people write them ---------------------------------------------------------------------------------------


def test_a_text_becomes_requirements_tools_years_and_degree():
    job = job_from("产品经理\n1. 负责用户访谈和需求分析\n2. 熟悉SQL和Axure\n要求：3年以上工作经验，本科及以上学历")
    assert job.title == "产品经理"
    assert [name for name, _weight in job.skills] == ["SQL", "Axure"]
    assert (job.min_years, job.degree) == (3, "本科")
    assert [one.statement for one in job.competencies[0].indicators] == ["负责用户访谈和需求分析", "熟悉SQL和Axure"]


POSTING = """高级产品经理
公司介绍
我们有20年工作经验，使用SAP。
岗位职责：
1、负责B端产品的用户调研与需求分析，输出需求文档，跟进研发进度；
2、推动跨部门项目落地
任职要求：
1、本科及以上学历，3年以上产品工作经验
2、熟练使用Axure
福利待遇：五险一金，带薪年假"""


def test_a_posting_asks_for_its_duties_and_not_for_what_it_offers():
    job = job_from(POSTING)
    statements = [one.statement for one in job.competencies[0].indicators]
    assert statements == [
        "负责B端产品的用户调研与需求分析", "输出需求文档", "跟进研发进度", "推动跨部门项目落地", "熟练使用Axure",
    ]  # fmt: skip
    assert (job.title, job.min_years, job.degree) == ("高级产品经理", 3, "本科")
    assert "SAP" not in dict(job.skills) and "Axure" in dict(job.skills)


@pytest.mark.parametrize(
    ("text", "title", "statements"),
    [
        ("产品经理：负责用户调研和需求分析", "产品经理", ["负责用户调研和需求分析"]),
        ("Nurse", "Nurse", ["Nurse"]),
        ("要求：会开车", "", ["会开车"]),
        ("Cook\nAbout us\nWe love food.\nYour tasks\n- Plans menus\nBenefits: fruit", "Cook", ["Plans menus"]),
    ],
)
def test_titles_and_requirements(text, title, statements):
    assert (title_of(text), [one.statement for one in requirements_of(text)]) == (title, statements)


def test_an_object_with_all_its_parts():
    job = job_from(
        {
            "id": 7,
            "title": "PM",
            "description": "Plans things.",
            "competencies": [
                {
                    "name": "Research",
                    "weight": 40,
                    "indicators": ["Interviews users", {"statement": "Tests", "weight": 2, "examples": ["x"]}],
                },
                {"id": "t", "title": "Teamwork", "must_have": True},
                "Drive",
            ],
            "must_haves": ["research", {"name": "SQL"}],
            "skills": {"Excel": 0.5},
            "industry": "finance",
            "min_years": 3,
            "degree": "master",
            "pass_score": 70,
        }
    )
    research, team, drive = job.competencies
    assert (research.weight, research.must_have, [one.weight for one in research.indicators]) == (40, True, [1, 2])
    assert (team.id, team.name, team.must_have) == ("t", "Teamwork", True)
    assert drive.name == "Drive" and not drive.must_have
    assert job.must_have_skills == ("SQL",) and job.skills == (("Excel", 0.5),)
    assert (job.id, job.industry, job.min_years, job.degree, job.pass_score) == ("7", "finance", 3, "master", 70)


def test_other_shapes_of_an_object():
    assert [item.weight for item in job_from({"competencies": {"A": 3, "B": {"weight": 2}}}).competencies] == [3, 2]
    assert len(job_from({"title": "t", "indicators": ["Does this", "Does that"]}).competencies[0].indicators) == 2
    assert job_from({"title": "t", "description": "Sells machines to farmers."}).competencies[0].indicators
    assert job_from({"title": "Nurse", "skills": ["A", {"name": "B", "weight": 2}]}).skills == (("A", 1.0), ("B", 2.0))


@pytest.mark.parametrize(
    "job",
    ["", "  \n", {}, 3, None, {"title": 5}, {"competencies": [3]}, {"competencies": [{"name": "A", "indicators": [3]}]},
     {"competencies": [{"name": "A", "indicators": [{"weight": 1}]}]}],
)  # fmt: skip
def test_jobs_that_are_none(job):
    with pytest.raises(ValueError):
        job_from(job)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("competencies", "many"), ("competencies", 3), ("weight", "heavy"), ("weight", -1), ("weight", float("nan")), ("weight", True),
        ("required_level", 6), ("indicators", "one"), ("examples", 3), ("pass_score", 101), ("min_years", "three"), ("skills", "SQL"),
        ("skills", [3]), ("skills", [{}]), ("must_haves", {"a": 1}), ("must_haves", [3]),
    ],
)  # fmt: skip
def test_a_wrong_part_is_named(part, value):
    inner = {"weight", "required_level", "indicators"}
    if part == "examples":
        job = {"competencies": [{"name": "A", "indicators": [{"statement": "Does", part: value}]}]}
    else:
        job = {"competencies": [{"name": "A", part: value}]} if part in inner else {"title": "t", "competencies": ["A"], part: value}
    with pytest.raises(ValueError, match=part):
        job_from(job)


def test_tool_names():
    assert tool_names("熟悉 SQL 和 Python，了解C++ 与 sql，C# 也可") == ["SQL", "Python", "C++", "C#"]
    assert tool_names("You know JavaScript, AWS and teamwork.") == ["JavaScript", "AWS"]
    assert tool_names("Backend engineer in Berlin, Python, PostgreSQL, some Docker") == ["Python", "PostgreSQL", "Docker"]
    assert tool_names("Spring is busy. Words matter. You use Spring and Excel.") == ["Spring", "Excel"]


# --- from the text of a CV -------------------------------------------------------------------------------------------

CV = """张三
工作经历
2016.03-2023.05 招商银行 风控经理
- 带领5人团队完成反欺诈项目，逾期率从3.2%降到1.9%
- 用 SQL 和结构化查询语言搭建监控报表
教育经历
2012-2016 浙江大学 本科"""


def test_a_cv_is_read_matched_and_quoted():
    indicator = {"statement": "带领团队完成目标", "examples": ["带领8人团队按期完成项目"]}
    job = job_from(
        {
            "title": "风控经理",
            "industry": "金融",
            "min_years": 5,
            "degree": "本科",
            "competencies": [{"id": "team", "name": "团队管理", "indicators": [indicator]}],
            "must_haves": ["SQL", "FRM"],
        }
    )
    found = Screener().screen(job, CV, "zhang")
    assert found.match.person_id == "zhang" and found.match.score > 50
    assert codes(found.match.missing) == ["must_have_skill_missing"]
    assert {"skill_found", "years_enough", "degree_met", "industry_years"} <= set(codes(found.match.reasons))
    quotes = [dict(reason.parameters)["quote"] for reason in found.match.reasons if reason.code == "quote"]
    assert quotes and all(quote in CV for quote in quotes)


@pytest.mark.parametrize(("likeness", "code"), [(0.4, "relevance"), (0.15, "relevance_part"), (0.0, "relevance_far")])
def test_how_near_a_cv_is_to_a_job_is_said_in_words(likeness, code):
    people = prepare_many([Person("x", vector=(likeness, math.sqrt(1 - likeness**2)))])
    [reason] = [one for one in match_many(people, JobModel("j", "t"), (1.0, 0.0)).match(0).reasons if one.code.startswith("relevance")]
    assert reason.code == code and "%" not in reason.text()


def test_an_unrelated_cv_ranks_lower_in_chinese_and_english():
    nurse = "Jane Roe\n2015-2022 St Mary Hospital, nurse\nCared for 12 intensive care patients per shift, trained 6 junior nurses."
    job = job_from("Nurse\nCares for intensive care patients and trains junior nurses. 3 years of experience.")
    screener = Screener()
    fit, other = screener.screen_many([(job, nurse, "a"), (job, CV, "b")])
    assert fit.match.score > other.match.score + 20


def test_a_passage_is_quoted_once_for_a_competency():
    job = job_from({"competencies": [{"name": "团队管理", "indicators": ["带领团队完成目标", "带团队按期完成项目"]}]})
    reasons = Screener().screen(job, "带领5人团队完成反欺诈项目，逾期率从3.2%降到1.9%").match.reasons
    quotes = [reason.parameters for reason in reasons if reason.code == "quote"]
    assert quotes and len(set(quotes)) == len(quotes)


def test_a_cv_without_text():
    found = Screener().screen(job_from("Nurse wanted for night shifts"), "", "x").match
    assert found.score == 0 and not math.isnan(found.score)


def test_synonyms_of_skills_count():
    job = job_from({"title": "t", "skills": ["Quokka"]})
    screener = Screener(synonyms={"Quokka": ["短尾矮袋鼠"]})
    assert "skill_found" in codes(screener.screen(job, "养过短尾矮袋鼠").match.reasons)


def test_one_proven_deed_shows_a_competency_in_a_cv():
    known = IndicatorScore("a.1", 4.0, 80.0, 0.2)
    unknown = IndicatorScore("a.2", None, None, 0.8)
    shown = CompetencyScore("a", 2.8, 56.0, 1.0, 3.0, False, None, (known, unknown))
    nothing = CompetencyScore("b", None, None, 1.0, 3.0, False, None, (unknown,))
    assert shown_points([shown, nothing]) == {"a": 68.0}


@given(st.floats(0, 40), st.floats(0, 40))
@settings(deadline=None)
def test_more_years_in_the_industry_never_lower_a_match(years, more):
    low = replace(FIT, industries={"finance": min(years, more)}, named=frozenset())
    high = replace(low, industries={"finance": max(years, more)})
    assert match(low, JOB, (1.0, 0.0)).score <= match(high, JOB, (1.0, 0.0)).score


@pytest.mark.parametrize(
    ("inside", "outside", "rest"),
    [
        ("China Merchants Bank", "Haier Group", ", product manager\nInterviewed 14 customers about payments.\n"),
        ("招商银行", "海尔集团", " 产品经理\n访谈了14位客户，调整了还款流程。\n"),
    ],
)
def test_where_somebody_worked_counts_as_industry_and_not_once_more_as_words(inside, outside, rest):
    job = job_from(
        {"title": "Product manager", "industry": "finance", "competencies": [{"name": "Research", "indicators": ["Interviews users"]}]}
    )
    screener = Screener()
    yes, no = (screener.screen(job, f"2016-03 – 2021-06 {employer}{rest}") for employer in (inside, outside))
    assert yes.match.score > no.match.score
    assert dict(yes.match.parts)["relevance"] == dict(no.match.parts)["relevance"]


def test_a_cv_is_about_its_deeds_and_positions():
    assert topic(CV) == "风控经理\n带领5人团队完成反欺诈项目，逾期率从3.2%降到1.9%\n用 SQL 和结构化查询语言搭建监控报表"
    assert topic("2016 – 2020\n") == "2016 – 2020\n", "one that tells nothing is taken as it is"


def test_relevance_is_about_the_topic_in_both_languages():
    nurse = job_vector("Nurse\nCares for patients on the ward and gives medicine as prescribed.")
    deeds = ("Gave medicine to 12 patients on the ward each night.", "Welded frames of lorries in the workshop.")
    near, far = (float(cv_vector(deed) @ nurse) for deed in deeds)
    assert near > far + 0.2
    chinese = job_vector("护士\n护理病房病人，按医嘱给药。")
    near, far = (float(cv_vector(deed) @ chinese) for deed in ("每晚给病房12位病人发药。", "在车间焊接货车车架。"))
    assert near > far + 0.2
    assert not cv_vector("").any() and not cv_vector("§§§ 123").any()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_deeds_about_something_else_have_nothing_in_common_with_a_job(lang):
    """All deeds are told alike, and so are all statements; that is taken away."""
    entries = [load(path.stem) for path in sorted(LIBRARY.glob("*.json"))[:24]]
    jobs = [job_vector("\n".join(row["statement"][lang] for row in entry["indicators"])) for entry in entries]
    deeds = [cv_vector(entry["indicators"][0]["examples"][lang][0]["t"]) for entry in entries]
    near = np.array(deeds) @ np.array(jobs).T
    own, other = np.median(np.diag(near)), np.median(near[~np.eye(len(near), dtype=bool)])
    assert abs(other) < 0.06 < own - other


def test_what_was_shown_elsewhere_counts_but_is_not_hidden_in_the_cv():
    job = job_from({"title": "Lead", "competencies": [{"id": "t", "name": "Teamwork", "indicators": ["Leads a team"]}]})
    empty = "2016 – 2020 Alibaba, clerk"
    alone, known = Screener().screen(job, empty), Screener().screen(job, empty, past={"t": 90.0})
    assert known.match.score > alone.match.score and not known.match.hidden
    deed = "2016 – 2020 Alibaba, clerk\n- Led a team of five to its goal"
    shown, less = Screener().screen(job, deed), Screener().screen(job, deed, past={"t": 10.0})
    assert less.match.score == shown.match.score > alone.match.score


def test_quotes_are_deeds_each_said_once():
    indicators = [{"statement": "带领团队完成目标", "examples": ["带领8人团队按期完成项目"]}]
    job = job_from(
        {"title": "经理", "competencies": [{"name": "团队", "indicators": indicators}, {"name": "团队管理", "indicators": indicators}]}
    )
    found = [dict(one.parameters)["quote"] for one in Screener().screen(job, CV).match.reasons if one.code == "quote"]
    assert found and len(found) == len(set(found))
    assert not any(word in quote for quote in found for word in ("招商银行", "浙江大学", "工作经历", "2016"))


def test_years_as_job_descriptions_ask_for_them():
    wanted = ["三年以上", "5年以上", "SAP, 4+ years, bachelor", "成立于20年前", "8 years of work experience", "the 5 year old company"]
    assert [years_wanted(text) for text in wanted] == [0, 5, 4, 0, 8, 0]


def test_values_that_are_not_there_take_no_place():
    table = Columns([{"sql": None, "java": 1.0}])
    assert table.pick(["sql", "java"], 0.0).tolist() == [[0.0, 1.0]]


def test_among_people_far_from_the_job_the_nearest_comes_first():
    people = prepare_many([Person("far", vector=(-0.2, 1.0)), Person("nearer", vector=(-0.19, 1.0)), Person("unknown")])
    found = match_many(people, JobModel("j", "t"), (1.0, 0.0))
    assert 0 < found.scores[0] < found.scores[1] < 5
    assert found.match(2).parts == ()


def shown(competency, *pieces):
    """A competency's score from ``(start, contrast, probability, contribution)``."""
    evidence = tuple(
        Evidence(competency, "cv", f"deed {start}", start, start + 6, probability, contrast=contrast, contribution=contribution)
        for start, contrast, probability, contribution in pieces
    )
    indicator = IndicatorScore(competency, 3.0, 60.0, 1.0, evidence)
    return CompetencyScore(competency, 3.0, 60.0, 1.0, 3.0, False, None, (indicator,))


def quoted(*competencies):
    """What is quoted for which competency."""
    job = JobModel("j", "Job", competencies=tuple(Competency(one.competency_id, one.competency_id) for one in competencies))
    told = assess(job, [Source("cv", "", "cv")])
    found = [dict(reason.parameters) for reason in quotes(job, replace(told, competencies=competencies))]
    return {one["quote"]: one["competency"] for one in found}


def test_a_quote_stands_for_what_it_fits_and_not_for_what_weighs_more():
    heavy = shown("heavy", (0, 0.3, 0.6, 9.0), (10, 0.1, 0.6, 9.0), (30, 0.3, 0.6, 9.0))
    light = shown("light", (10, 0.2, 0.6, 2.0), (20, 0.3, 0.6, 2.0), (30, 0.1, 0.6, 2.0))
    assert quoted(heavy, light) == {"deed 0": "heavy", "deed 10": "light", "deed 20": "light", "deed 30": "heavy"}


def test_a_competency_without_a_passage_of_its_own_gets_one_that_another_can_spare():
    rich = shown("rich", (0, 0.3, 0.6, 9.0), (10, 0.3, 0.6, 8.0), (20, 0.3, 0.6, 7.0))
    poor = shown("poor", (10, 0.1, 0.6, 1.0), (20, 0.2, 0.6, 1.0))
    assert quoted(rich, poor) == {"deed 0": "rich", "deed 10": "rich", "deed 20": "poor"}
    only = shown("only", (0, 0.3, 0.6, 9.0))
    assert quoted(only, shown("poor", (0, 0.1, 0.6, 1.0))) == {"deed 0": "only"}
