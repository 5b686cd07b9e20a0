"""HR brings old interviews along: upload → columns → dry run → import, looks at a result, and takes everything back."""

import csv
import io

import pytest

from . import stage

LONG = 250


@pytest.fixture
def job(served, request):
    """A job with an active model; of two with one name the older one would be meant."""
    return served.job(f"产品经理 {request.node.name}", "product_manager")


@pytest.fixture
def old_file(served, job):
    """A score sheet as an old system wrote it: GB18030, Chinese titles, dates of three kinds, a row that cannot be."""
    name = served.call("hr.job", "read", [job], ["name"])[0]["name"]
    lines = served.call("hr.competency.model.line", "search_read", [["model_id.job_id", "=", job]], ["competency_id"])
    head = ["姓名", "邮箱", "应聘岗位", "面试日期", "面试官", *(line["competency_id"][1] for line in lines), "评语"]
    rows = [
        head,
        ["王旧", "old.wang@example.com", name, "2026年3月5日", "张三", 4, 3, 5, "思路清楚"],
        ["Ｌｉ　Old", "old.li@example.com", name, 46086, "张三", 2, 2, 3, ""],
        ["韩旧", "", name, "改天", "张三", 2, 2, 3, ""],
    ]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return {"name": "old.csv", "mimeType": "text/csv", "buffer": out.getvalue().encode("gb18030")}


@pytest.fixture
def long_file(served, job):
    """More rows than are imported while the user waits."""
    name = served.call("hr.job", "read", [job], ["name"])[0]["name"]
    lines = served.call("hr.competency.model.line", "search_read", [["model_id.job_id", "=", job]], ["competency_id"])
    rows = [f"Long {number},long.{number}@example.com,{name},2026-03-05,3" for number in range(LONG)]
    text = "\n".join([f"Candidate,Email,Job,Date,{lines[0]['competency_id'][1]}", *rows])
    return {"name": "long.csv", "mimeType": "text/csv", "buffer": text.encode()}


def states(page):
    return [text.strip() for text in page.locator("div[name=row_ids] td[name=state]").all_inner_texts()]


def read_as_manager(served, page, login, file):
    """A new import with its file read, as an HR manager sees it."""
    stage.user(served, login, "hr_recruitment.group_hr_recruitment_manager")
    stage.log_in(page, login)
    stage.open_action(page, "hr_competency.action_import", "new")
    page.set_input_files("div[name=file] input[type=file]", file)
    page.wait_for_selector("div[name=file] .o_clear_file_button")  # the page has read it
    page.click("button[name=action_read]")
    return page


def test_old_interviews_come_along_and_can_be_taken_back(served, desk, old_file, job):
    page = read_as_manager(served, desk, "browser.import", old_file)
    page.wait_for_selector("div[name=found]:has-text('GB18030')")
    page.wait_for_selector("div[name=column_ids] td[name=interview_field]:has-text('Date of the interview')")
    page.click("button[name=action_check]")
    page.wait_for_selector("div[name=row_ids] td[name=message]:has-text('改天')")
    assert states(page) == ["To Import", "To Import", "Problem"]
    with page.expect_download() as download:
        page.click("button[name=action_error_file]")
    assert "改天" in download.value.path().read_text("utf-8-sig")
    page.click("button[name=action_import]")
    page.wait_for_selector("div[name=row_ids] td[name=state]:has-text('Imported')")
    found = served.call("hr.competency.assessment", "search_read", [["job_id", "=", job]], ["source", "score", "import_note"])
    assert {one["source"] for one in found} == {"interviewer"}
    assert all("old.csv" in one["import_note"] for one in found)
    page.click("button[name=action_undo]")
    page.click(".modal footer .btn-primary")
    page.wait_for_selector("div[name=row_ids] td[name=state]:has-text('Taken Back')")
    assert served.call("hr.competency.assessment", "search_count", [["job_id", "=", job]]) == 0
    assert not page.errors


def test_a_long_import_shows_how_far_it_is_and_says_when_it_is_done(served, desk, long_file, job):
    page = read_as_manager(served, desk, "browser.import.long", long_file)
    page.wait_for_selector("div[name=column_ids] td[name=interview_field]:has-text('Date of the interview')")
    page.click("button[name=action_check]")
    page.wait_for_selector("div[name=ready_count]:has-text('250')")
    page.click("button[name=action_import]")
    page.wait_for_selector(".o_hr_competency_live_progress")
    # nobody loads the page anew: it does so itself when the scheduled action is through
    page.wait_for_selector("div[name=done_count]:has-text('250')")
    assert page.locator(".o_hr_competency_live_progress").count() == 0
    assert served.call("hr.competency.assessment", "search_count", [["job_id", "=", job]]) == LONG
    assert not page.errors
