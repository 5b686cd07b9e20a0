"""The loop in Chinese: a recruiter invites, a candidate answers on the phone, an interviewer rates blind, HR sends the feedback.
No English is left on any page of ours."""

import re

import pytest

from ..people import WEAK
from . import stage

ADDRESS = "hanmei@example.com"
# names, and Odoo's own names of the languages
NAMES = {"YourCompany", "English", "Chinese", "Simplified", "Browser", "Zh", "Recruiter", "Interviewer", "hanmei", "example", "com"}


def english(page, selector):
    """The words of a part of a page that are not Chinese."""
    text = " ".join(page.locator(selector).all_inner_texts())
    return set(re.findall(r"[A-Za-z]{3,}", text)) - NAMES


@pytest.fixture(scope="module")
def people(served):
    """A recruiter and an interviewer who work in Chinese."""
    groups = {"recruiter": "hr_recruitment.group_hr_recruitment_user", "interviewer": "hr_recruitment.group_hr_recruitment_interviewer"}
    users = {name: stage.user(served, f"browser.zh.{name}", group) for name, group in groups.items()}
    served.call("res.users", "write", list(users.values()), {"lang": "zh_CN"})
    return users


def apply(served, people):
    partner = served.call("res.partner", "create", {"name": "韩梅", "email": ADDRESS, "lang": "zh_CN"})
    values = {
        "partner_name": "韩梅",
        "email_from": ADDRESS,
        "partner_id": partner,
        "job_id": served.job("产品经理（中文）", "product_manager"),
    }
    staff = {"user_id": people["recruiter"], "interviewer_ids": [(6, 0, [people["interviewer"]])]}
    return served.call("hr.applicant", "create", {**values, **staff})


def invite(page, served, applicant):
    stage.open_action(page, "hr_recruitment.crm_case_categ0_act_job", applicant)
    stage.press(page, "action_ai_interview_invite")
    page.wait_for_selector(".o_notification:has-text('已邀请')")
    return served.wait_for_link(ADDRESS)


def look_for_english(page, scene):
    assert not english(page, "body"), f"{scene}: {english(page, 'body')}"


def rate_blind(page, applicant):
    stage.rate_blind(page, applicant, 4, "当面讲清了做法，也拿得出记录。")
    assert not english(page, ".o_form_sheet"), english(page, ".o_form_sheet")


def send_feedback(page, served, applicant):
    """The recruiter reads the interview and its feedback, and sends it."""
    interview = served.call("hr.ai.interview", "search", [["applicant_id", "=", applicant]])[0]
    stage.open_action(page, "hr_ai_interview.action_ai_interview", interview)
    for name in ("answers", "result", "reviews"):
        stage.tab(page, name)
        assert not english(page, ".o_form_sheet"), (name, english(page, ".o_form_sheet"))
    before = len(served.mail.to(ADDRESS))
    stage.stat(page, "反馈")
    page.wait_for_selector("button[name=action_release]:visible")
    assert not english(page, ".o_form_sheet"), english(page, ".o_form_sheet")
    stage.press(page, "action_release")
    served.wait_for(lambda: len(served.mail.to(ADDRESS)) > before, "the feedback mail")
    return served.mail.link(ADDRESS)


def test_from_invitation_to_feedback(served, desk, other_desk, phone, people):
    applicant = apply(served, people)
    stage.log_in(desk, "browser.zh.recruiter")
    link = invite(desk, served, applicant)
    stage.walk(phone, link, WEAK["zh"], look_for_english)
    phone.goto(f"{link}?lang=zh_CN&step=rights")
    look_for_english(phone, "rights")
    assert stage.verdict(served, applicant) == "not_passed"
    stage.log_in(other_desk, "browser.zh.interviewer")
    rate_blind(other_desk, applicant)
    phone.goto(send_feedback(desk, served, applicant))
    assert phone.locator(".c-feedback").count() == 1
    look_for_english(phone, "feedback")
    assert not desk.errors + other_desk.errors + phone.errors


def test_who_changes_their_mind_withdraws_on_the_phone(served, phone, people):
    job = served.job("风控专员（中文）", "risk_control_specialist")
    applicant, link = stage.invite(served, job, "沈墨", "shenmo@example.com")
    phone.goto(link)
    phone.check("input[name=consent]")
    phone.click("form .c-button")
    phone.wait_for_selector("textarea[name=text]")
    phone.fill("textarea[name=text]", "写到一半")
    phone.click("form.c-question .c-button:not(.c-plain)")
    phone.wait_for_selector("input[name=number][value='2']", state="attached")
    phone.click(".c-foot-links a:has-text('您的权利与数据')")
    phone.check("form[action$='/withdraw'] input[name=confirm]")
    phone.click("form[action$='/withdraw'] button")
    phone.wait_for_selector("h1:has-text('您已退出面试')")
    found = served.call("hr.ai.interview", "search_read", [["applicant_id", "=", applicant]], ["state", "answered_count"])
    assert found == [{"state": "withdrawn", "answered_count": 0}]
