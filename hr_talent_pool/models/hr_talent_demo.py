"""Demo data holds inputs only: jobs, courses and what people answered. The engine and the flow make the rest of it."""

import json

from odoo import api, models
from odoo.tools import file_open


class HrTalentDemo(models.AbstractModel):
    _name = "hr.talent.demo"
    _description = "Demo Flow of the Talent Pool"

    @api.model
    def _run(self):
        """Let demo people apply, answer and learn."""
        with file_open("hr_talent_pool/demo/people.json") as file:
            data = json.load(file)
        jobs = {row["key"]: self._open_job(row) for row in data["jobs"]}
        for person in data["people"]:
            self._apply(person, jobs[person["job"]])
        self.env["hr.competency.assessment"]._match_waiting()
        for job in jobs.values():
            if job.competency_model_id:
                self.env["hr.talent.match"]._refresh(job)

    def _open_job(self, row):
        """A job with the active model of a template of the library."""
        job = self.env["hr.job"].create(
            {"name": row["name"]["en_US"], "no_of_recruitment": row["wanted"], "user_id": self.env.ref("base.user_admin").id}
        )
        for lang in set(row["name"]) & set(dict(self.env["res.lang"].get_installed())):
            job.with_context(lang=lang).name = row["name"][lang]
        template = self.env["hr.competency.template"].search([("code", "=", row["template"])], limit=1)
        if template:
            self.env["hr.competency.setup"].create({"job_id": job.id, "template_id": template.id}).action_activate()
        return job

    def _apply(self, person, job):
        """One person's way, as far as it went."""
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
            self._check_in(applicant.pool_applicant_id, person.get("checkin"))
        if person.get("hired"):
            applicant.stage_id = self.env["hr.recruitment.stage"].search([("hired_stage", "=", True)], limit=1)
            applicant.create_employee_from_applicant()

    def _interview(self, applicant, answers):
        engine, model = self.env["hr.competency.engine"], applicant.job_id.competency_model_id
        questions = model.with_context(lang=applicant.partner_id.lang).question_ids
        sources = [
            engine._source(f"q{number}", answer, question=question.text, targets=question.competency_ids.mapped("code"))
            for number, (answer, question) in enumerate(zip(answers, questions, strict=False), 1)
        ]
        engine._assess(model, sources, applicant=applicant, source="ai_interview", origin=applicant)

    def _check_in(self, talent, answer):
        """What was heard of a talent; demo data writes no mail."""
        if answer:
            checkin = self.env["hr.talent.checkin"].create(talent._talent_checkin_vals(reachable=True))
            if answer == "sent":
                talent._talent_schedule_checkin(checkin)
            else:
                checkin._answer(answer)

    def _learn(self, talent, courses):
        """Take courses to their end."""
        for name in courses:
            channel = self.env.ref(f"hr_talent_pool.{name}")
            channel._action_add_members(talent.partner_id)
            lessons = channel.slide_content_ids
            self.env["slide.slide.partner"].create(
                [
                    {"slide_id": lesson.id, "channel_id": channel.id, "partner_id": talent.partner_id.id, "completed": True}
                    for lesson in lessons
                ]
            )
