"""Somebody who only sent a CV: the refusal's mail → the page on a phone, without scripts → contest → a second person's answer."""

import base64

import pytest

from . import stage

LINK = r"https?://[^\"'\s<>]+/application/[^\"'\s<>]+"
CV = (
    "工作经历\n2019.07 – 2024.08 某科技有限公司 产品经理\n"
    "负责外卖商家端改版：走访32家门店，访谈店长与收银员，归纳出四类痛点并改了接单页，漏单率下降37%。\n"
    "没有做过预算管理，由财务负责。\n"
)


@pytest.fixture(scope="module")
def job(served):
    return served.job("产品经理（简历）", "product_manager")


@pytest.fixture(scope="module")
def reviewer(served):
    """A second person; the administrator is the first."""
    return stage.user(served, "browser.reviewer", "hr_recruitment.group_hr_recruitment_manager")


def apply(served, job, name, address, lang="zh_CN"):
    """Somebody sends a CV, and the machine reads it.

    :return: the application
    """
    partner = served.call("res.partner", "create", {"name": name, "email": address, "lang": lang})
    applicant = served.call("hr.applicant", "create", {"partner_name": name, "email_from": address, "partner_id": partner, "job_id": job})
    file = {"name": "cv.txt", "res_model": "hr.applicant", "res_id": applicant, "datas": base64.b64encode(CV.encode()).decode()}
    served.call("ir.attachment", "create", file)
    served.wait_for(lambda: state(served, applicant) == "done", "the reading of the CV")
    return applicant


def state(served, applicant):
    return served.call("hr.applicant", "read", [applicant], ["competency_cv_state"])[0]["competency_cv_state"]


def refuse(served, applicant, address):
    """The administrator refuses by Odoo's own wizard.

    :return: the link in the mail
    """
    context = {"context": {"active_test": False}}
    values = {"refuse_reason_id": served.ref("hr_recruitment.refuse_reason_1"), "applicant_ids": [(6, 0, [applicant])]}
    wizard = served.call("applicant.get.refuse.reason", "create", values, **context)
    served.call("applicant.get.refuse.reason", "action_refuse_reason_apply", [wizard], **context)
    # Odoo's own queue runs once an hour
    served.call("ir.cron", "method_direct_trigger", [served.ref("mail.ir_cron_mail_scheduler_action")])
    return served.wait_for(lambda: served.mail.link(address, LINK), "the mail of the refusal")


def fits(page):
    """Nothing is wider than the screen and every button is big enough for a thumb."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for box in page.evaluate("[...document.querySelectorAll('.c-button')].map(b => b.getBoundingClientRect().height)"):
        assert box >= 40


def contest(page, link, reason):
    """The applicant reads what was found and contests it."""
    page.goto(link)
    fits(page)
    assert page.locator("q:has-text('走访32家门店')").count() or page.locator("mark:has-text('走访32家门店')").count()
    page.fill("form[action$='/human-review'] textarea", reason)
    page.click("form[action$='/human-review'] button")
    page.wait_for_selector("#review [role=status]")


def decide(page, served, applicant, reason):
    """The second person finds the request and decides otherwise."""
    request = served.call("hr.competency.request", "search", [["applicant_id", "=", applicant]])[0]
    stage.open_action(page, "hr_competency.action_request", request)
    stage.press(page, "action_decide")
    page.wait_for_selector(".modal .o_form_renderer")
    page.click(".modal .o_field_widget[name=outcome] label:has-text('Decided otherwise')")
    page.fill(".modal .o_field_widget[name=reason] textarea", reason)
    page.click(".modal-footer button[name=action_decide]")
    page.wait_for_selector(".modal", state="detached")


def test_from_the_refusal_to_the_answer_of_a_second_person(served, desk, phone_without_scripts, job, reviewer):
    address, phone = "qinyue@example.com", phone_without_scripts
    applicant = apply(served, job, "秦悦", address)
    link = refuse(served, applicant, address)
    contest(phone, link, "请看看我的第二个项目。")
    stage.log_in(desk, "browser.reviewer")
    stage.open_action(desk, "hr_recruitment.crm_case_categ0_act_job", applicant)
    desk.wait_for_selector(".alert-warning:has-text('contests the result')")
    decide(desk, served, applicant, "我们重新看了您的简历，请您来面谈。")
    answer = served.wait_for(lambda: [m for m in served.mail.to(address) if "请您来面谈" in served.mail.html(m)], "the answer by mail")
    assert "/application/" in served.mail.html(answer[-1])
    phone.goto(link)
    phone.wait_for_selector("#review:has-text('请您来面谈')")
    fits(phone)
    row = served.call("hr.applicant", "read", [applicant], ["active", "competency_review", "competency_refused_by_id"])[0]
    assert (row["active"], row["competency_review"], row["competency_refused_by_id"]) == (True, "changed", False)
    assert not desk.errors + phone.errors


def test_objecting_on_the_phone_sets_the_result_aside(served, phone, job):
    address = "hemu@example.com"
    applicant = apply(served, job, "何木", address)
    served.call("hr.applicant", "action_competency_status_send", [applicant])
    phone.goto(served.wait_for(lambda: served.mail.link(address, LINK), "the link"))
    phone.check("form[action$='/object'] input[name=confirm]")
    phone.click("form[action$='/object'] button")
    phone.wait_for_selector("#machine [role=status]")
    assert phone.locator("q").count() == 0
    assert state(served, applicant) == "people"
    assert not phone.errors
