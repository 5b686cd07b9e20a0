"""HR sets up a job's competency model: from the job's form to an active model in one dialog, in at most 15 clicks."""

import re

import pytest

from ..people import STRONG
from . import served as serving
from . import stage

SMALL_LAPTOP = {"width": 1366, "height": 768}
MOST_CLICKS = 15


class Hand:
    """A user's hand that counts what it does: every press of a button and every slider moved is a click."""

    def __init__(self, page):
        self.page, self.clicks = page, 0

    def click(self, selector):
        self.clicks += 1
        self.page.click(selector)

    def slide(self, selector, value):
        """Move a slider as a drag does: the value changes on the way, and again when it is let go."""
        self.clicks += 1
        slider = self.page.locator(selector)
        for kind, step in (("input", value - 5), ("input", value), ("change", value)):
            slider.evaluate(
                "(node, [kind, step]) => { node.value = step; node.dispatchEvent(new Event(kind, {bubbles: true})); }", [kind, step]
            )


@pytest.fixture
def laptop(running, served):
    page = serving.page_of(running, served, viewport=SMALL_LAPTOP, locale="en-US")
    yield page
    page.context.close()


@pytest.fixture
def manager(served):
    """The login of an HR manager."""
    login = "browser.setup"
    stage.user(served, login, "hr_recruitment.group_hr_recruitment_manager")
    return login


@pytest.fixture
def job(served):
    """A new job with one applicant, who has sent a CV."""
    job = served.call("hr.job", "create", {"name": "Senior Product Manager"})
    applicant = served.call("hr.applicant", "create", {"partner_name": "Li Lei", "job_id": job})
    served.call(
        "ir.attachment", "create", {"name": "cv.txt", "res_model": "hr.applicant", "res_id": applicant, "raw": "\n".join(STRONG["zh"])}
    )
    return job


def row(number):
    return f".o_hr_competency_setup_lines tbody tr.o_data_row:nth-child({number})"


def preview_of(page):
    return page.inner_text(".o_hr_competency_preview")


def shares(page):
    return [int(text) for text in page.locator(".o_hr_competency_setup_lines tr.o_data_row td[name=share]").all_inner_texts()]


def fits_without_scrolling(page):
    body = page.locator(".modal-body").evaluate("node => [node.scrollHeight, node.clientHeight]")
    dialog = page.locator(".modal-content").bounding_box()
    assert body[0] <= body[1] + 1, f"the dialog scrolls: {body}"
    assert dialog["y"] >= 0
    assert dialog["y"] + dialog["height"] <= SMALL_LAPTOP["height"], "the buttons are below the screen"


def test_from_the_job_to_an_active_model_in_15_clicks(served, laptop, job, manager):
    page, hand = laptop, Hand(laptop)
    stage.log_in(page, manager)
    page.goto(f"/odoo/hr.job/{job}")
    page.wait_for_selector("button[name][class*=oe_stat_button]:has-text('Set Up')")

    hand.click("button.oe_stat_button:has-text('Set Up')")
    page.wait_for_selector(f"{row(3)} input[type=range]")
    fits_without_scrolling(page)
    assert page.input_value("div[name=template_id] input") == "Product manager", "the job's name suggests the template"

    # another template, found by a Chinese word; then back to the first, which the list offers on top
    hand.click("div[name=template_id] input")
    page.fill("div[name=template_id] input", "风控")
    hand.click(".o-autocomplete--dropdown-item:has-text('Risk control')")
    page.wait_for_selector("td[name=competency_id]:has-text('Risk')")
    hand.click("div[name=template_id] input")
    page.fill("div[name=template_id] input", "")
    hand.click(".o-autocomplete--dropdown-item:has-text('Product manager')")
    page.wait_for_selector("td[name=competency_id]:has-text('User research')")

    page.wait_for_selector(".o_hr_competency_preview .progress")
    before = preview_of(page)
    assert re.search(r"\d+\.\d", before), "a real candidate's score stands in the preview"
    hand.slide(f"{row(1)} input[type=range]", 90)
    hand.slide(f"{row(2)} input[type=range]", 15)
    page.wait_for_function("before => document.querySelector('.o_hr_competency_preview').innerText !== before", arg=before)
    page.wait_for_function(
        "document.querySelector('.o_hr_competency_setup_lines td[name=weight] .o_hr_competency_slider_value').innerText === '90'"
    )
    served.wait_for(lambda: shares(page) == [69, 12, 19], f"the shares of 90, 15 and 25, not {shares(page)}")
    assert page.inner_text(".o_hr_competency_setup_lines tfoot").strip() == "100"

    hand.click(f"{row(2)} td[name=must_have] input")
    hand.click(f"{row(1)} .o_hr_competency_level button:nth-of-type(5)")
    hand.slide("div[name=pass_score] input[type=range]", 65)
    hand.click(".o_hr_competency_setup_questions tr.o_data_row:first-child td[name=text]")
    page.fill(".o_hr_competency_setup_questions tr.o_data_row:first-child td[name=text] textarea", "Whom did you interview last, and why?")
    fits_without_scrolling(page)
    hand.click("footer button[name=action_activate]")
    page.wait_for_selector(".o_form_view div[name=state] .o_arrow_button_current:has-text('Active')")

    assert hand.clicks <= MOST_CLICKS
    assert not page.errors
    model = served.call("hr.competency.model", "search_read", [["job_id", "=", job]], ["state", "pass_score", "version"])
    assert model == [{"state": "active", "pass_score": 65, "version": 1}]
    lines = served.call(
        "hr.competency.model.line", "search_read", [["model_id.job_id", "=", job]], ["weight", "required_level", "must_have"]
    )
    assert lines[0]["weight"] == 90
    assert lines[0]["required_level"] == 5
    assert lines[1]["must_have"] is True
    texts = served.call("hr.competency.model.question", "search_read", [["model_id.job_id", "=", job]], ["text"])
    assert texts[0]["text"] == "Whom did you interview last, and why?"


def test_a_long_model_scrolls_in_its_lists_and_not_in_the_dialog(served, laptop, job):
    page, login = laptop, "browser.setup.long"
    stage.user(served, login, "hr_recruitment.group_hr_recruitment_manager")
    competencies = served.call("hr.competency", "search", [], limit=7)
    question = "Tell us about a time when much had to be decided although nobody knew enough about it yet."
    served.call(
        "hr.competency.template",
        "create",
        {
            "name": "A long template",
            "code": "long_template",
            "line_ids": [(0, 0, {"competency_id": one, "weight": 20}) for one in competencies],
            "question_ids": [(0, 0, {"text": question, "competency_ids": [(6, 0, [one])]}) for one in competencies],
        },
    )
    stage.log_in(page, login)
    page.goto(f"/odoo/hr.job/{job}")
    page.click("button.oe_stat_button:has-text('Set Up')")
    page.wait_for_selector(f"{row(3)} input[type=range]")
    page.click("div[name=template_id] input")
    page.fill("div[name=template_id] input", "A long")
    page.click(".o-autocomplete--dropdown-item:has-text('A long template')")
    page.wait_for_selector(f"{row(7)} input[type=range]", state="attached")
    served.wait_for(lambda: sum(shares(page)) == 100, "shares of seven competencies")
    fits_without_scrolling(page)
    assert not page.errors
