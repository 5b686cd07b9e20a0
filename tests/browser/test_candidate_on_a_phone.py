"""The candidate's story on a phone: mail → information and consent → three questions → submit → feedback."""

import datetime

import pytest

from ..people import STRONG, WEAK


@pytest.fixture(scope="module")
def job(served):
    """A job with an active model, made from the product manager's template as HR does."""
    template = served.ref("hr_competency.template_product_manager")
    job = served.call("hr.job", "create", {"name": "产品经理（浏览器）"})
    model = served.call("hr.competency.model", "create", {"job_id": job, "template_id": template})
    lines = served.call(
        "hr.competency.template.line", "search_read", [["template_id", "=", template]], ["competency_id", "weight", "required_level"]
    )
    questions = served.call("hr.competency.template.question", "search_read", [["template_id", "=", template]], ["text", "competency_ids"])
    served.call(
        "hr.competency.model",
        "write",
        [model],
        {
            "line_ids": [(0, 0, {**line, "competency_id": line["competency_id"][0]}) for line in lines],
            "question_ids": [(0, 0, {"text": q["text"], "competency_ids": [(6, 0, q["competency_ids"])]}) for q in questions],
        },
    )
    served.call("hr.competency.model", "action_approve", [model])
    served.call("hr.competency.model", "action_activate", [model])
    return job


def invite(served, job, name, address):
    """HR invites an applicant; the link arrives by mail."""
    partner = served.call("res.partner", "create", {"name": name, "email": address, "lang": "zh_CN"})
    applicant = served.call("hr.applicant", "create", {"partner_name": name, "email_from": address, "partner_id": partner, "job_id": job})
    served.call("hr.applicant", "action_ai_interview_invite", [applicant])
    return applicant, served.wait_for_link(address)


def fits(page):
    """Nothing is wider than the screen and every button is big enough for a thumb."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for box in page.evaluate("[...document.querySelectorAll('.c-button')].map(b => b.getBoundingClientRect().height)"):
        assert box >= 40


def walk(page, link, answers):
    """Fill in everything and submit, as a person does."""
    page.goto(link)
    fits(page)
    page.check("input[name=consent]")
    page.check("input[name=talent_pool]")
    page.click("form .c-button")
    for text in answers:
        page.wait_for_selector("textarea[name=text]")
        fits(page)
        page.fill("textarea[name=text]", text)
        page.click("form.c-question .c-button:not(.c-plain)")
    page.wait_for_selector("form[action$='/submit']")
    fits(page)
    page.click("form[action$='/submit'] .c-button")
    page.wait_for_selector("form[action$='/human-review']")


def test_from_mail_to_feedback(served, phone, job):
    applicant, link = invite(served, job, "陈静", "chenjing@example.com")
    walk(phone, link, WEAK["zh"])
    assert not phone.errors

    def scored():
        return served.call("hr.applicant", "read", [applicant], ["competency_verdict"])[0]["competency_verdict"]

    assert served.wait_for(scored, "the score") == "not_passed"
    feedback = served.call("hr.ai.interview.feedback", "search", [["applicant_id", "=", applicant]])
    served.call("hr.ai.interview.feedback", "action_release", feedback)
    served.wait_for(lambda: len(served.mail.to("chenjing@example.com")) > 1, "the feedback mail")
    phone.goto(served.mail.link("chenjing@example.com"))
    assert phone.locator(".c-feedback").count() == 1
    fits(phone)
    state = served.call("hr.ai.interview.feedback", "read", feedback, ["sent_at", "promised_at"])[0]
    assert datetime.datetime.fromisoformat(state["sent_at"]) <= datetime.datetime.fromisoformat(state["promised_at"])


def test_without_javascript(served, phone_without_scripts, job):
    applicant, link = invite(served, job, "刘洋", "liuyang@example.com")
    walk(phone_without_scripts, link, STRONG["zh"])
    answers = served.call("hr.ai.interview", "search_read", [["applicant_id", "=", applicant]], ["answered_count", "state"])[0]
    assert answers["answered_count"] == 3
    assert answers["state"] in ("submitted", "scored")


def test_typing_is_saved_before_anything_is_clicked(served, phone, job):
    applicant, link = invite(served, job, "赵敏", "zhaomin@example.com")
    phone.goto(link)
    phone.check("input[name=consent]")
    phone.click("form .c-button")
    phone.wait_for_selector("textarea[name=text]")
    phone.locator("textarea[name=text]").press_sequentially("我组织了20场用户访谈，", delay=30)

    def saved():
        return served.call(
            "hr.ai.interview.answer", "search_count", [["interview_id.applicant_id", "=", applicant], ["text", "ilike", "20场"]]
        )

    served.wait_for(saved, "the autosave", 30)
    phone.goto(link)
    assert "20场" in phone.input_value("textarea[name=text]")
