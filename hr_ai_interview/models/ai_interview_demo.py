import json
import logging

from odoo import api, models
from odoo.tools import file_open

_logger = logging.getLogger(__name__)
FOLDER = "hr_ai_interview/demo"


class HrAiInterviewDemo(models.AbstractModel):
    """Plays the demo candidates: each takes the way that a real one takes, and the engine judges what they wrote."""

    _name = "hr.ai.interview.demo"
    _description = "Demo Interviews"

    @api.model
    def _load(self):
        """Let every demo candidate apply, answer and be judged. Called once, when demo data is installed."""
        self._load_terms()
        interviews = [self._play(person) for person in self._read("interviews.json")]
        for card in self._read("scorecards.json"):
            self._rate(card)
        self.env["hr.competency.assessment"]._match_waiting()
        _logger.info("%s demo interviews, %s of them judged", len(interviews), sum(i.state == "scored" for i in interviews))

    def _load_terms(self):
        """Feedback is written in the candidate's language, and Odoo loads a module's translations after its demo data."""
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        self.env["ir.module.module"]._load_module_terms(["hr_ai_interview"], languages)

    def _read(self, name):
        with file_open(f"{FOLDER}/{name}") as file:
            return json.load(file)

    # --- candidates -----------------------------------------------------------------------------------------------

    def _play(self, person):
        interview = self._invited(self._applicant(person))
        if person["until"] != "invited":
            interview._candidate_start(person["name"], person["phone"], person["talent_pool"], person["lang"])
        for number, text in enumerate(person["answers"], 1):
            interview._candidate_answer(number, text, f"demo{number}-0")
        if person["until"] == "submitted" and interview._candidate_submit():
            interview._score()
            interview.feedback_ids._hold("person")  # demo data writes to nobody by itself
        return interview

    def _applicant(self, person):
        job = self._job(person["template"])
        known = self.env["hr.applicant"].search([("email_from", "=", person["email"]), ("job_id", "=", job.id)], limit=1)
        return known or self.env["hr.applicant"].create(self._applicant_vals(person, job))

    def _applicant_vals(self, person, job):
        partner = self.env["res.partner"].create({"name": person["name"], "email": person["email"], "lang": person["lang"]})
        return {
            "partner_name": person["name"],
            "email_from": person["email"],
            "partner_phone": person["phone"],
            "partner_id": partner.id,
            "job_id": job.id,
            "company_id": job.company_id.id,
            "user_id": self.env.ref("base.user_admin").id,
            "interviewer_ids": [(6, 0, self._interviewer().ids)],
        }

    def _invited(self, applicant):
        interview = applicant._ai_interview_open()
        interview._mark_invited()
        interview.invitation_state = "sent"
        return interview

    # --- jobs -----------------------------------------------------------------------------------------------------

    def _job(self, key):
        """A job whose active model was made from a template, the first one or a new one."""
        template = self.env.ref(f"hr_competency.template_{key}")
        models_ = self.env["hr.competency.model"].search([("template_id", "=", template.id), ("state", "=", "active")], order="id", limit=1)
        return (models_ or self._model(template)).job_id

    def _model(self, template):
        job = self.env["hr.job"].create(
            {"name": template.name, "company_id": self.env.company.id, "user_id": self.env.ref("base.user_admin").id}
        )
        job.with_context(lang="zh_CN").name = template.with_context(lang="zh_CN").name
        model = self.env["hr.competency.model"].create({"job_id": job.id, **template._model_vals()})
        self.env["hr.competency.demo"]._put_to_use(model)
        return model

    # --- people who rate ------------------------------------------------------------------------------------------

    def _interviewer(self):
        return self.env.ref("base.user_demo", raise_if_not_found=False) or self.env.ref("base.user_admin")

    def _rate(self, card):
        applicant = self.env["hr.applicant"].search([("email_from", "=", card["email"])], limit=1)
        reviews = self.env["hr.ai.interview.review"].with_user(self._interviewer())
        review = reviews._mine(applicant.with_user(self._interviewer()))
        for line in review.line_ids:
            level, comment = card["ratings"][line.competency_id.sudo().code]
            line.write({"level": str(level), "comment": comment})
        review.comment = card["comment"]
        review.action_lock()
