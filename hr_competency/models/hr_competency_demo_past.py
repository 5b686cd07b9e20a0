"""Demo data: a year of interviews by six people with habits of their own, so that calibration has something to show.

The file holds what was rated only: the points of an interview provider, the levels on two people's scorecards, and how those
who were hired did by the end of their probation. What the comparison, the rater reports and the suggestions say about it, the
engine finds.
"""

import csv
import io
import json

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import file_open

from .hr_competency_demo import FOLDER

PROBATION_DAYS = 180


class HrCompetencyDemo(models.AbstractModel):
    _inherit = "hr.competency.demo"

    @api.model
    def _run(self):
        """After the running jobs, a job whose interviews are over."""
        res = super()._run()
        with file_open(f"{FOLDER}/past_job.json") as file:
            content = json.load(file)
        # nobody is written to about what is over
        past = self.with_context(mail_activity_quick_update=True, mail_create_nolog=True, tracking_disable=True, no_reset_password=True)
        model = past._past_model(content["job"])
        past._past_interviews(model, {row["key"]: past._past_rater(row) for row in content["raters"]})
        past._past_conclusions(model)
        return res

    def _past_model(self, row):
        job = self._past_job(row)
        lines = [
            {"competency_id": self.env.ref(f"hr_competency.competency_{key}").id, "weight": weight, "required_level": level}
            for key, (weight, level) in row["competencies"].items()
        ]
        model = self.env["hr.competency.model"].create({"job_id": job.id, "line_ids": [Command.create(line) for line in lines]})
        self._put_to_use(model)
        return model

    def _past_job(self, row):
        job = self.env["hr.job"].create(
            {
                "name": row["name"]["en"],
                "industry_id": self.env.ref(row["industry"]).id,
                "user_id": self.env.ref("base.user_admin").id,
                "company_id": self.env.ref("base.main_company").id,
                "no_of_recruitment": 0,
                "sequence": 50,
            }
        )
        self._in_chinese(job, {"name": row["name"]["zh"]})
        return job

    def _past_rater(self, row):
        """A user who can be named in a report, and nobody who can log in: there is no password."""
        groups = [self.env.ref("base.group_user").id, self.env.ref("hr_recruitment.group_hr_recruitment_interviewer").id]
        return self.env["res.users"].create(
            {"name": row["name"], "login": row["email"], "email": row["email"], "group_ids": [Command.set(groups)]}
        )

    def _past_interviews(self, model, raters):
        from ..tools.hr_scoring.levels import POINTS_PER_LEVEL

        measured = {line.competency_id.code: line.competency_id for line in model.line_ids}
        with file_open(f"{FOLDER}/past_interviews.csv") as file:
            rows = list(csv.DictReader(io.StringIO(file.read())))
        applicants = self._past_applicants(model, rows)
        for row, applicant in zip(rows, applicants, strict=True):
            day = fields.Datetime.now() - relativedelta(days=int(row["days_ago"]))
            points = {measured[key]: (float(row[key]) / POINTS_PER_LEVEL, "") for key in measured}
            self._past_record(model, applicant, points, day, source="vendor", finder="vendor")
            for number in ("1", "2"):
                levels = dict(zip(measured.values(), ((int(level), "") for level in row[f"levels_{number}"]), strict=True))
                rater = raters[row[f"rater_{number}"]]
                self._past_record(model, applicant, levels, day, assessor_id=rater.id, overall=int(row[f"overall_{number}"]))
        # who differed was looked at long ago
        applicants.activity_ids.unlink()
        hired = self._past_hires(rows, applicants)
        (applicants - hired).write({"active": False, "refuse_reason_id": self.env.ref("hr_recruitment.refuse_reason_1").id})

    def _past_hires(self, rows, applicants):
        """Who was hired, as employees, with how they did by the end of their probation."""
        found = {applicant: row for row, applicant in zip(rows, applicants, strict=True) if row["points_at_work"]}
        hired = applicants.browse([applicant.id for applicant in found])
        hired.stage_id = self.env.ref("hr_recruitment.stage_job5")
        values = [{"name": one.partner_name, "job_id": one.job_id.id, "company_id": one.company_id.id} for one in hired]
        employees = self.env["hr.employee"].create(values)
        today = fields.Date.context_today(self)
        for applicant, employee in zip(hired, employees, strict=True):
            applicant.employee_id = employee
        self.env["hr.competency.outcome"].create(
            [
                {
                    "employee_id": one.employee_id.id,
                    "kind": "probation",
                    "date": today - relativedelta(days=int(row["days_ago"]) - PROBATION_DAYS),
                    "score": float(row["points_at_work"]),
                }
                for one, row in found.items()
            ]
        )
        return hired

    def _past_applicants(self, model, rows):
        job = model.job_id
        return self.env["hr.applicant"].create(
            [{"partner_name": row["name"], "job_id": job.id, "company_id": job.company_id.id, "interviewer_ids": False} for row in rows]
        )

    def _past_record(self, model, applicant, ratings, day, **values):
        self.env["hr.competency.engine"]._record(model, ratings, applicant=applicant, date_done=day, **values)

    def _past_conclusions(self, model):
        """What the scheduled actions would have found by now."""
        today = fields.Date.context_today(self)
        reports = self.env["hr.competency.rater"]
        for day in (today.replace(day=1) - relativedelta(days=1), today):
            reports._make_reports(model.company_id, day)
        self.env["hr.competency.suggestion"]._suggest(model)
