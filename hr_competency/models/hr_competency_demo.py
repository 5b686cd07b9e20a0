"""Demo data: jobs, applicants with CV files and courses; the engine itself reads and matches the files."""

import json
import logging

from odoo import api, models
from odoo.tools import file_open

_logger = logging.getLogger(__name__)
FOLDER = "hr_competency/demo"


class HrCompetencyDemo(models.AbstractModel):
    _name = "hr.competency.demo"
    _description = "Competency Demo Data"

    @api.model
    def _run(self):
        """Make jobs with active models, let people apply with their CVs, and match these at once."""
        with file_open(f"{FOLDER}/people.json") as file:
            content = json.load(file)
        for course in content["courses"]:
            self._course(course)
        jobs = [self._job(row) for row in content["jobs"]]
        applicants = self.env["hr.applicant"].union(*(self._applicant(row, jobs) for row in content["people"]))
        waiting = applicants.competency_assessment_ids.filtered(lambda row: row.state == "pending")
        waiting._match_many()
        _logger.info("%s demo CVs matched", len(waiting.exists().filtered(lambda row: row.state == "done")))

    @api.model
    def _load_statements(self):
        """Let some of them say something of themselves, and count once what came of it."""
        self.env.ref("base.main_company").competency_impact_scheme = "us"
        with file_open(f"{FOLDER}/statements.json") as file:
            said = json.load(file)
        for applicant in self.env["hr.applicant"].search([("email_from", "in", list(said))]):
            sex, race = (key and self.env.ref(f"hr_competency.impact_{key}").id for key in said[applicant.email_from])
            self.env["hr.competency.impact.statement"]._note(applicant, sex, race, "Demo data")
        audit = self.env["hr.competency.impact.audit"].create({"source": "cv", "company_id": self.env.ref("base.main_company").id})
        audit.action_count()

    def _job(self, row):
        job = self.env["hr.job"].create(
            {
                "name": row["name"]["en"],
                "industry_id": self.env.ref(row["industry"]).id,
                "user_id": self.env.ref("base.user_admin").id,
                "company_id": self.env.ref("base.main_company").id,
                "no_of_recruitment": 2,
            }
        )
        self._in_chinese(job, {"name": row["name"]["zh"]})
        template = self.env.ref(f"hr_competency.template_{row['template']}")
        model = self.env["hr.competency.model"].create({"job_id": job.id, **template._model_vals()})
        self._put_to_use(model)
        return job

    def _put_to_use(self, model):
        """As the administrator, so that the chatter shows a person."""
        model = model.with_user(self.env.ref("base.user_admin"))
        model.action_approve()
        model.action_activate()

    def _applicant(self, row, jobs):
        partner = self.env["res.partner"].create({"name": row["name"], "email": row["email"]})
        applicant = self.env["hr.applicant"].create(
            {
                "partner_name": row["name"],
                "partner_id": partner.id,
                "email_from": row["email"],
                "job_id": jobs[row["job"]].id,
                "company_id": jobs[row["job"]].company_id.id,
            }
        )
        with file_open(f"{FOLDER}/cv/{row['cv']}", "rb") as file:
            self.env["ir.attachment"].create({"name": row["cv"], "raw": file.read(), "res_model": applicant._name, "res_id": applicant.id})
        return applicant

    def _course(self, row):
        channel = self.env["slide.channel"].create(
            {
                "name": row["name"]["en"],
                "description": row["description"]["en"],
                "channel_type": "training",
                "enroll": "public",
                "visibility": "public",
                "is_published": True,
                "user_id": self.env.ref("base.user_admin").id,
            }
        )
        self._in_chinese(channel, {"name": row["name"]["zh"], "description": row["description"]["zh"]})
        for number, lesson in enumerate(row["lessons"], 1):
            self._lesson(channel, number, lesson)
        for key, level in row["competencies"].items():
            competency = self.env.ref(f"hr_competency.competency_{key}")
            self.env["hr.competency.course"].create({"channel_id": channel.id, "competency_id": competency.id, "level": level})

    def _lesson(self, channel, number, row):
        slide = self.env["slide.slide"].create(
            {
                "name": row["name"]["en"],
                "channel_id": channel.id,
                "sequence": number,
                "slide_category": "article",
                "is_published": True,
                "completion_time": row["hours"],
                "html_content": row["text"]["en"],
            }
        )
        self._in_chinese(slide, {"name": row["name"]["zh"], "html_content": row["text"]["zh"]})

    def _in_chinese(self, record, values):
        if self.env["res.lang"]._lang_get("zh_CN"):
            record.with_context(lang="zh_CN").write(values)
