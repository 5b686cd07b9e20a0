"""HR's story in the backend: job → model and questions from a template → ranked applicants → evidence → blind scorecard →
difference → feedback → talent."""

import base64
import pathlib

import pytest

from ..people import STRONG, WEAK
from . import stage

CV = pathlib.Path(__file__).parents[2] / "hr_competency/demo/cv"
JOB = "Product Manager, Browser"


@pytest.fixture(scope="module")
def people(served):
    """Who works here: an HR manager and an interviewer."""
    return {
        "manager": stage.user(served, "browser.manager", "hr_recruitment.group_hr_recruitment_manager"),
        "interviewer": stage.user(served, "browser.interviewer", "hr_recruitment.group_hr_recruitment_interviewer"),
    }


def set_up_the_job(page):
    """A new job gets its model and three questions from the template that its name suggests.

    :return: the job
    """
    stage.open_action(page, "hr_recruitment.action_hr_job_config", "new")
    page.fill(".o_field_widget[name=name] textarea, .o_field_widget[name=name] input", JOB)
    page.click(".o_form_button_save")
    page.wait_for_selector(".oe_stat_button:has-text('Set Up')")
    stage.stat(page, "Set Up")
    page.wait_for_selector(".modal .o_field_widget[name=line_ids] .o_data_row >> nth=2")
    assert page.locator(".modal .o_field_widget[name=question_ids] .o_data_row").count() == 3
    page.click(".modal button[name=action_activate]")
    page.wait_for_selector(".modal", state="detached")


def apply(served, job, interviewer, name, address, cv):
    """Somebody applies with a CV; the engine reads it in the background."""
    partner = served.call("res.partner", "create", {"name": name, "email": address, "lang": "zh_CN"})
    values = {"partner_name": name, "email_from": address, "partner_id": partner, "job_id": job, "interviewer_ids": [(6, 0, [interviewer])]}
    applicant = served.call("hr.applicant", "create", values)
    file = {"name": cv, "res_model": "hr.applicant", "res_id": applicant, "datas": base64.b64encode((CV / cv).read_bytes()).decode()}
    served.call("ir.attachment", "create", file)
    return applicant


def see_the_ranking(page, served, people_of_the_job):
    """The better CV stands first."""
    for applicant in people_of_the_job.values():
        served.wait_for(lambda a=applicant: _read(served, a, "competency_cv_state") == "done", "the CV")
    job = served.call("hr.job", "search", [["name", "=", JOB]])[0]
    stage.open_action(page, "hr_recruitment.action_hr_job_config", job)
    stage.stat(page, "Ranking")
    page.wait_for_selector(".o_list_view .o_data_row >> nth=1")
    names = page.locator(".o_data_row td[name=partner_name]").all_inner_texts()
    assert names == list(people_of_the_job)


def invite_from_the_form(page, served, applicant, address):
    """:return: the link that arrived"""
    stage.open_action(page, "hr_recruitment.crm_case_categ0_act_job", applicant)
    stage.press(page, "action_ai_interview_invite")
    page.wait_for_selector(".o_notification")
    return served.wait_for_link(address)


def read_the_evidence(page, applicant, answers):
    """Every mark in the answers is a sentence that the candidate wrote, and every quote is among them."""
    stage.open_action(page, "hr_recruitment.crm_case_categ0_act_job", applicant)
    stage.tab(page, "competency")
    page.wait_for_selector(".tab-pane.active .o_field_widget[name=competency_verdict]:has-text('passed')")
    stage.stat(page, "AI Interview")
    page.wait_for_selector(".o_field_widget[name=question_ids]")
    stage.tab(page, "result")
    page.wait_for_selector(".o_hr_competency_evidence")
    said = page.locator(".o_hr_competency_body").first.evaluate("node => getComputedStyle(node).unicodeBidi")
    assert said == "plaintext", "an answer in Arabic runs its own way"
    quotes = page.locator(".o_hr_competency_piece q").all_inner_texts()
    assert quotes
    assert all(any(quote.strip("“”\"'") in answer for answer in answers) for quote in quotes)
    assert page.locator(".o_hr_competency_text mark").count()


def rate_blind(page, applicant):
    """The interviewer finds neither score nor evidence, rates, locks, and then sees the difference."""
    stage.rate_blind(page, applicant, 5, "Showed me the interview notes and what was built from them.")
    page.wait_for_selector(".o_field_widget[name=comparison] tr.table-warning")


def see_the_warning(page, applicant):
    stage.open_action(page, "hr_recruitment.crm_case_categ0_act_job", applicant)
    stage.tab(page, "competency")
    page.wait_for_selector(".tab-pane.active .alert-warning:visible")


def send_the_feedback(page, served, address):
    """HR reads the feedback and sends it at once; it arrives."""
    before = len(served.mail.to(address))
    stage.stat(page, "AI Interview")
    page.wait_for_selector(".oe_stat_button:has-text('Feedback')")
    stage.stat(page, "Feedback")
    page.wait_for_selector("button[name=action_release]:visible")
    stage.press(page, "action_release")
    served.wait_for(lambda: len(served.mail.to(address)) > before, "the feedback mail")


def find_the_talent(page, name):
    """Who did not pass stands in the pool with reason, gaps and a plan."""
    stage.open_action(page, "hr_talent_pool.action_talents")
    page.click(f".o_kanban_record:has-text('{name}')")
    page.wait_for_selector(".o_form_renderer")
    stage.tab(page, "talent_archive")
    assert page.inner_text(".o_field_widget[name=talent_reason]").strip()
    assert page.locator(".o_field_widget[name=talent_gap_ids] .o_data_row").count()
    assert page.inner_text(".o_field_widget[name=talent_career_plan]").strip()


def _read(served, applicant, field):
    return served.call("hr.applicant", "read", [applicant], [field])[0][field]


def test_from_job_to_talent(served, desk, other_desk, phone, people):
    stage.log_in(desk, "browser.manager")
    set_up_the_job(desk)
    job = served.call("hr.job", "search", [["name", "=", JOB]])[0]
    strong = apply(served, job, people["interviewer"], "Grace Miller", "grace@browser.example.com", "grace_miller.pdf")
    weak = apply(served, job, people["interviewer"], "Tom Baker", "tom@browser.example.com", "tom_baker.html")
    see_the_ranking(desk, served, {"Grace Miller": strong, "Tom Baker": weak})

    for applicant, address, answers in ((strong, "grace@browser.example.com", STRONG), (weak, "tom@browser.example.com", WEAK)):
        stage.walk(phone, invite_from_the_form(desk, served, applicant, address), answers["zh"])
    # the CV has its own verdict: wait for that of the answers
    for applicant in (strong, weak):
        served.wait_for(lambda a=applicant: _read(served, a, "ai_interview_state") == "scored", "the score")
    assert [_read(served, a, "competency_verdict") for a in (strong, weak)] == ["passed", "not_passed"]
    read_the_evidence(desk, strong, STRONG["zh"])

    stage.log_in(other_desk, "browser.interviewer")
    rate_blind(other_desk, weak)
    see_the_warning(desk, weak)
    send_the_feedback(desk, served, "tom@browser.example.com")
    find_the_talent(desk, "Tom Baker")
    assert not desk.errors + other_desk.errors + phone.errors
