"""From rows to interviews and models, and back to the rows that need mending."""

import csv
import io

from legacy_import import Column, error_file, guess_mapping, plan_interviews, plan_models, read_table
from legacy_import.error_file import harmless

from .files import SCORES, csv_bytes, xlsx_bytes

KNOWN = {"用户调研": "research", "User research": "research", "产品规划": "planning"}


def columns(kind, table, **more):
    guessed = guess_mapping(kind, table.header, KNOWN)
    return [Column(i, field, key, **more.get(field, {})) for i, (field, key) in enumerate(guessed) if field]


def interviews(rows):
    table = read_table(xlsx_bytes(rows))
    return plan_interviews(table, columns("interviews", table))


def codes(plan):
    return [(problem.row, problem.code) for problem in plan.problems]


def test_titles_in_two_languages_suggest_the_mapping():
    assert [field for field, _key in guess_mapping("interviews", SCORES[0], KNOWN)] == [
        "candidate", "email", "job", "date", "rater", "score_of", "score_of", "comment",
    ]  # fmt: skip
    english = ["Full Name", "E-Mail", "Position", "Interview date", "Interviewer", "User research score", "Remark", "Shoe size"]
    assert guess_mapping("interviews", english, KNOWN)[5:] == [("score_of", "research"), ("comment", ""), ("", "")]
    assert [field for field, _key in guess_mapping("models", ["岗位", "胜任力", "权重（%）", "行为指标", "是否必备"])] == [
        "job", "competency", "weight", "indicator", "must_have",
    ]  # fmt: skip


def test_a_score_sheet_with_a_column_a_competency():
    plan = interviews(SCORES)
    first, second, third = (unit.values for unit in plan.units)
    assert (first["candidate"], first["email"], first["date"], first["comment"]) == ("王小明", "wang@example.com", "2024-03-05", "思路清楚")
    assert [mark[:2] for mark in first["marks"]] == [["research", 80.0], ["planning", 70.0]]
    assert (second["candidate"], second["date"]) == ("Li Lei", "2024-03-05")
    assert [mark[0] for mark in third["marks"]] == ["planning"], "what was not rated is no nought"
    assert codes(plan) == []
    assert plan.row_count == 3


def test_a_list_with_a_row_a_mark_becomes_one_interview_a_person_day_and_rater():
    head = ["候选人", "岗位", "日期", "面试官", "维度", "评分", "评语"]
    plan = interviews(
        [
            head,
            ["王小明", "产品经理", "2024-03-05", "张三", "用户调研", 8, "访谈做得细"],
            ["王小明", "产品经理", "2024-03-05", "张三", "产品规划", 6, ""],
            ["王小明", "产品经理", "2024-03-05", "李四", "产品规划", 9, ""],
        ]
    )
    assert [unit.rows for unit in plan.units] == [(2, 3), (4,)]
    assert plan.units[0].values["marks"] == [["用户调研", 80.0, "访谈做得细", 2], ["产品规划", 60.0, "", 3]]


def test_repeated_rows_contradictions_and_gaps_are_told_by_row():
    head = ["candidate", "email", "job", "date", "competency", "score"]
    plan = interviews(
        [
            head,
            ["Li", "li@example.com", "PM", "2024-03-05", "research", 8],
            ["Li", "li@example.com", "PM", "2024-03-05", "research", 8],
            ["Li", "li@example.com", "PM", "2024-03-05", "research", 3],
            ["", "x@example.com", "PM", "2024-03-05", "research", 3],
            ["Han", "nonsense", "PM", "2024-03-05", "research", 3],
            ["Mei", "", "PM", "soon", "research", 3],
            ["Bo", "", "PM", "2024-03-05", "research", 80],
            ["An", "", "PM", "2024-03-05", "research", ""],
            ["Wu", "", "PM", "2024-03-05", "planning", "great"],
        ]
    )
    assert codes(plan) == [
        (3, "duplicate"), (4, "contradiction"), (5, "missing"), (6, "not_an_email"), (7, "not_a_date"),
        (9, "no_marks"), (10, "not_a_number"),
    ]  # fmt: skip
    assert [unit.values["candidate"] for unit in plan.units] == ["Li", "Han", "Bo"]
    assert plan.units[2].values["marks"][0][1] == 80, "with an 80 in it the column counts to 100"
    assert plan.units[0].values["marks"][0][1] == 8
    assert {4, 5, 7} <= plan.bad_rows
    assert 6 not in plan.bad_rows, "without a usable address the person is still known by name"


def test_a_mark_outside_the_scale_that_was_set_is_told():
    table = read_table(csv_bytes([["candidate", "用户调研"], ["Li", 4], ["Han", 7]]))
    plan = plan_interviews(table, columns("interviews", table, score_of={"scale": "5"}))
    assert codes(plan) == [(3, "out_of_scale")]
    assert plan.problems[0].column == "用户调研"


def test_a_total_far_from_its_marks_is_pointed_out():
    plan = interviews([["candidate", "用户调研", "total"], ["Li", 4, 20], ["Han", 4, 78], ["Wu", 5, 100]])
    assert codes(plan) == [(2, "total_differs")]
    assert not plan.bad_rows


def test_vendor_results_are_known_by_their_source():
    plan = interviews([["candidate", "来源", "用户调研"], ["Li", "第三方测评", 4], ["Han", "面试", 4]])
    assert [unit.values["source"] for unit in plan.units] == ["vendor", "interviewer"]


def test_the_same_interview_has_the_same_fingerprint_in_another_file():
    once = interviews(SCORES).units[0]
    again = interviews([SCORES[0], ["someone", "", "x", "", "", 1, 1, ""], *SCORES[1:]]).units[1]
    assert once.fingerprint == again.fingerprint
    assert once.rows != again.rows


MODELS = [
    ["岗位", "胜任力", "权重", "要求等级", "必备", "行为指标", "示例", "面试题"],
    ["风控专员", "风险识别", "40%", 4, "是", "发现异常交易", "我从流水里发现了异常", "讲一次你发现风险的经历"],
    ["", "", "", "", "", "核实资料真伪", "", ""],
    ["", "数据分析", 0.3, "B", "否", "用数据验证判断", "", ""],
    ["", "合规意识", 30, "", "", "", "", ""],
]


def test_models_with_merged_cells():
    table = read_table(xlsx_bytes(MODELS))
    plan = plan_models(table, columns("models", table))
    (unit,) = plan.units
    assert unit.rows == (2, 3, 4, 5)
    risk, data, compliance = unit.values["competencies"]
    assert (risk["name"], risk["weight"], risk["level"], risk["must_have"]) == ("风险识别", 40, 4, True)
    assert [one["name"] for one in risk["indicators"]] == ["发现异常交易", "核实资料真伪"]
    assert risk["indicators"][0]["examples"] == ["我从流水里发现了异常"]
    assert (data["weight"], data["level"], data["must_have"]) == (30, 4, False)
    assert (compliance["weight"], compliance["level"]) == (30, None)
    assert unit.values["questions"] == [["讲一次你发现风险的经历", "风险识别"]]
    assert codes(plan) == []


def test_models_that_contradict_themselves():
    table = read_table(
        csv_bytes(
            [["job", "competency", "weight", "level"], ["PM", "A", 40, 3], ["PM", "A", 50, 3], ["PM", "B", "", 9], ["PM", "A", "", 2]]
        )
    )
    plan = plan_models(table, columns("models", table))
    assert codes(plan) == [(2, "some_weights_missing"), (3, "contradiction"), (4, "out_of_scale"), (5, "contradiction")]
    assert plan.units[0].values["competencies"][0]["weight"] == 40


def test_error_file_holds_the_bad_rows_with_reasons_and_runs_no_formula():
    table = read_table(csv_bytes([*SCORES[:3], ["韩梅梅", "", "产品经理", "soon", "李四", 4, 4.5, "=cmd|' /C calc'!A0"]]))
    plan = plan_interviews(table, columns("interviews", table))
    messages = {problem.row: "面试日期: 不是日期" for problem in plan.problems}
    data = error_file(table, messages, "行", "原因")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0][:3] == ["行", "原因", "姓名"]
    assert [row[0] for row in rows[1:]] == ["4"]
    assert rows[1][-1].startswith("'=")
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_mended_error_file_is_read_again():
    data = error_file(read_table(csv_bytes(SCORES)), {2: "x", 4: "y"}, "row", "reason")
    table = read_table(data)
    assert table.header[2:] == tuple(SCORES[0])
    assert len(plan_interviews(table, columns("interviews", table)).units) == 2


def test_cells_that_a_spreadsheet_would_run_are_defused():
    for cell in ("=1+1", "+1+1", "-1+cmd", "@SUM(A1)", "\t=1", " =1", "|calc", "%x"):
        assert harmless(cell).startswith("'"), cell
    for cell in ("Li", -5, "-5", "+5.5", 3.5, None, "a=b"):
        assert not harmless(cell).startswith("'"), cell
