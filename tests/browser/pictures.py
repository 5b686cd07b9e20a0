"""The pictures of the README, taken anew from the demo data: ``python3 dev.py screenshots``."""

import io
import os
import pathlib

from PIL import Image

from ..people import WEAK
from . import served as serving
from . import stage

FOLDER = pathlib.Path(__file__).parents[2] / "docs/pictures"
DESK = {"viewport": {"width": 1280, "height": 800}}
PHONE = {**serving.PHONE, "device_scale_factor": 1.5}
COLOURS = 96  # enough for a user interface, and a third of the bytes
SENT_A_CV = {"en_US": "Grace Miller", "zh_CN": "李娜"}
NAMES = {"en_US": "Anna Fischer", "zh_CN": "陈静"}


def save(page, name):
    """Keep what the window shows as a small PNG."""
    page.wait_for_timeout(700)  # for animations and the fonts of a fresh page
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    FOLDER.mkdir(parents=True, exist_ok=True)
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)
    print(f"{name}.png  {(FOLDER / name).with_suffix('.png').stat().st_size // 1000} kB", flush=True)


# --- the candidate on a phone -------------------------------------------------------------------------------------


def candidate(running, served, lang):
    """Information and consent, a question, and afterwards the status page with the feedback."""
    code = lang[:2]
    address = f"{code}@pictures.example.com"
    model = last(served, "hr.competency.model", ["state", "=", "active"], ["template_id.code", "=", "product_manager"])
    job = served.call("hr.competency.model", "read", [model], ["job_id"])[0]["job_id"][0]
    applicant, link = stage.invite(served, job, NAMES[lang], address, lang)
    page = serving.page_of(running, served, **PHONE, locale=lang.replace("_", "-"))
    stage.walk(page, link, WEAK[code], lambda page, scene: scene in SCENES["phone"] and save(page, f"candidate-{scene}-{code}"))
    stage.verdict(served, applicant)
    page.goto(stage.send_feedback(served, applicant, address))
    page.evaluate("document.querySelector('.c-feedback').scrollIntoView()")
    save(page, f"candidate-feedback-{code}")
    page.context.close()


def status_page(running, served, lang):
    """The page of somebody who only sent a CV."""
    who = last(served, "hr.applicant", ["competency_cv_state", "=", "done"], ["partner_name", "=", SENT_A_CV[lang]])
    link = served.call("hr.applicant", "action_competency_status_copy", [who])["params"]["links"][0]["url"]
    page = serving.page_of(running, served, **PHONE, locale=lang.replace("_", "-"))
    page.goto(f"{link}?lang={lang}")
    save(page, f"status-page-{lang[:2]}")
    page.context.close()


# --- HR in the backend --------------------------------------------------------------------------------------------


def last(served, model, *domain, order="id desc"):
    """The demo record to show."""
    found = served.call(model, "search", list(domain), limit=1, order=order)
    assert found, f"no {model} with {domain} in the demo data"
    return found[0]


def setup_dialog(page, served, _lang):
    stage.open_action(page, "hr_recruitment.action_hr_job_config", served.call("hr.job", "create", {"name": "Product Manager, Payments"}))
    stage.stat(page, "Set Up")
    page.wait_for_selector(".modal .o_field_widget[name=line_ids] .o_data_row >> nth=2")


def ranking(page, served, _lang):
    stage.open_action(page, "hr_competency.action_applicant_ranking")
    page.wait_for_selector(".o_data_row")


def applicant(page, served, _lang):
    interview = last(served, "hr.ai.interview", ["state", "=", "scored"], order="score desc")
    who = served.call("hr.ai.interview", "read", [interview], ["applicant_id"])[0]["applicant_id"][0]
    stage.open_action(page, "hr_recruitment.crm_case_categ0_act_job", who)
    stage.tab(page, "competency")


def evidence(page, served, lang):
    record = last(served, "hr.ai.interview", ["state", "=", "scored"], ["lang", "=", lang], order="score desc")
    stage.open_action(page, "hr_ai_interview.action_ai_interview", record)
    stage.tab(page, "result")
    page.wait_for_selector(".o_hr_competency_piece")
    page.evaluate("document.querySelector('.o_notebook_headers').scrollIntoView()")


def scorecard(page, served, _lang):
    stage.open_action(page, "hr_ai_interview.action_ai_interview_review", last(served, "hr.ai.interview.review", ["state", "=", "locked"]))
    page.wait_for_selector(".o_field_widget[name=comparison] table")


def feedback(page, served, _lang):
    record = last(served, "hr.ai.interview.feedback", ["verdict", "=", "not_passed"])
    stage.open_action(page, "hr_ai_interview.action_ai_interview_feedback", record)


def talents(page, served, _lang):
    stage.open_action(page, "hr_talent_pool.action_talents")
    page.wait_for_selector(".o_kanban_record")


def talent(page, served, lang):
    domain = [["talent_gap_ids", "!=", False], ["talent_status", "=", "new"], ["partner_id.lang", "=", lang]]
    record = last(served, "hr.applicant", *domain)
    stage.open_action(page, "hr_talent_pool.action_talents", record)
    stage.tab(page, "talent_archive")


def employee(page, served, _lang):
    stage.open_action(page, "hr.open_view_employee_list_my", last(served, "hr.employee", ["talent_gap_ids", "!=", False]))
    stage.tab(page, "talent_development")


SCENES = {
    "phone": ("info", "question"),
    "en": (setup_dialog, ranking, applicant, evidence, scorecard, feedback, talents, talent, employee),
    "zh": (evidence, talent),
}


def backend(running, served, lang):
    """HR's pages in a language."""
    admin = served.ref("base.user_admin")
    served.call("res.users", "write", [admin], {"lang": lang})
    page = serving.page_of(running, served, **DESK, locale=lang.replace("_", "-"))
    stage.log_in(page)
    for scene in SCENES[lang[:2]]:
        scene(page, served, lang)
        save(page, f"{scene.__name__.replace('_', '-')}-{lang[:2]}")
    page.context.close()


def main():
    template = os.environ["HR_TEMPLATE"]
    with serving.odoo(template, template.replace("_full_", "_pictures_")) as served, serving.browser() as running:
        for lang in NAMES:
            candidate(running, served, lang)
            status_page(running, served, lang)
            backend(running, served, lang)


if __name__ == "__main__":
    main()
