"""Demo data holds inputs only: jobs, courses and what people answered. The engine and the flow make the rest of it."""

import json

from odoo import api, models
from odoo.tools import file_open

TEMPLATES = {
    "demo_job_product": "product_manager",
    "demo_job_risk": "risk_control_specialist",
    "demo_job_opening": "product_manager",
}


class HrTalentDemo(models.AbstractModel):
    _name = "hr.talent.demo"
    _description = "Demo Flow of the Talent Pool"

    @api.model
    def _run(self):
        """Let demo people apply, answer and learn."""
        for job, template in TEMPLATES.items():
            self._activate_model(self._ref(job), template)
        with file_open("hr_talent_pool/demo/people.json") as file:
            people = json.load(file)
        for person in people:
            self._apply(person)
        for job in TEMPLATES:
            self.env["hr.talent.match"]._refresh(self._ref(job))

    def _ref(self, name):
        return self.env.ref(f"hr_talent_pool.{name}")

    def _activate_model(self, job, code):
        template = self.env["hr.competency.template"].search([("code", "=", code)], limit=1)
        if template and not job.competency_model_id:
            self.env["hr.competency.setup"].create({"job_id": job.id, "template_id": template.id}).action_activate()

    def _apply(self, person):
        """One person's way, as far as it went."""
        job = self._ref(person["job"])
        languages = dict(self.env["res.lang"].get_installed())
        lang = person["lang"] if person["lang"] in languages else self.env.lang
        partner = self.env["res.partner"].create({"name": person["name"], "email": person["email"], "lang": lang})
        applicant = self.env["hr.applicant"].create(
            {"partner_name": person["name"], "email_from": person["email"], "partner_id": partner.id, "job_id": job.id}
        )
        if person["consent"]:
            words = self.env._("I agree to be kept in the talent pool.")
            self.env["hr.competency.consent"]._give("talent_pool", applicant=applicant, text=words, source="demo")
        if job.competency_model_id:
            self._interview(applicant, person["answers"])
        if applicant.pool_applicant_id:
            self._learn(applicant.pool_applicant_id, person.get("finishes", ()))
        if person.get("hired"):
            applicant.stage_id = self.env["hr.recruitment.stage"].search([("hired_stage", "=", True)], limit=1)
            applicant.create_employee_from_applicant()

    def _interview(self, applicant, answers):
        engine, model = self.env["hr.competency.engine"], applicant.job_id.competency_model_id
        questions = model.question_ids.mapped("text")
        sources = [
            engine._source(f"q{number}", answer, question=question)
            for number, (answer, question) in enumerate(zip(answers, questions, strict=False), 1)
        ]
        engine._assess(model, sources, applicant=applicant, source="ai_interview", origin=applicant)

    def _learn(self, talent, courses):
        """Take courses to their end."""
        for name in courses:
            channel = self._ref(name)
            channel._action_add_members(talent.partner_id)
            lessons = channel.slide_content_ids
            self.env["slide.slide.partner"].create(
                [
                    {"slide_id": lesson.id, "channel_id": channel.id, "partner_id": talent.partner_id.id, "completed": True}
                    for lesson in lessons
                ]
            )
