"""An opening looks for its people in the pool first."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class HrJob(models.Model):
    _inherit = "hr.job"

    talent_match_ids = fields.One2many(
        "hr.talent.match", "job_id", string="Talent Matches", groups="hr_recruitment.group_hr_recruitment_user"
    )
    talent_match_count = fields.Integer(
        "Talents Who Fit", compute="_compute_talent_match_count", groups="hr_recruitment.group_hr_recruitment_user"
    )
    talent_match_due = fields.Boolean(
        copy=False, groups="hr_recruitment.group_hr_recruitment_user", help="The job was opened: talents are to be matched."
    )

    @api.depends("talent_match_ids.state")
    def _compute_talent_match_count(self):
        counts = dict(self.env["hr.talent.match"]._read_group([("job_id", "in", self.ids), ("state", "=", "new")], ["job_id"], ["__count"]))
        for job in self:
            job.talent_match_count = counts.get(job._origin, 0)

    @api.model_create_multi
    def create(self, vals_list):
        jobs = super().create(vals_list)
        jobs.filtered(lambda job: job.no_of_recruitment > 0)._talent_queue_match()
        return jobs

    def write(self, vals):
        """More people wanted means an opening. The counter falls by itself with each hire, which is none."""
        before = {job: job.no_of_recruitment for job in self} if "no_of_recruitment" in vals else {}
        result = super().write(vals)
        self.browse().union(*(job for job, count in before.items() if job.no_of_recruitment > count))._talent_queue_match()
        return result

    def _talent_queue_match(self):
        """Have the pool searched soon, not while somebody waits for the form to be saved."""
        if self:
            self.sudo().write({"talent_match_due": True})
            self.env.ref("hr_talent_pool.cron_match").sudo()._trigger()

    @api.model
    def _cron_talent_match(self):
        """Match the jobs that were opened. A job without a competency model waits until it has one."""
        cron = self.env["ir.cron"]
        due = self.search([("talent_match_due", "=", True), ("competency_model_id", "!=", False)])
        cron._commit_progress(remaining=len(due))
        for job in due:
            if job.try_lock_for_update():
                job._talent_match_opening()
            if not cron._commit_progress(1):
                return

    def _talent_match_opening(self):
        """Match, and tell the recruiter of an opening whom the pool holds."""
        matches = self.env["hr.talent.match"]._refresh(self)
        self.talent_match_due = False
        user = self.user_id
        if matches and user and not self.activity_search(["hr_talent_pool.mail_activity_match"]):
            job = self.with_context(lang=user.lang)
            job.activity_schedule(
                "hr_talent_pool.mail_activity_match",
                summary=job.env._("%(count)s talents fit %(job)s", count=len(matches), job=job.name),
                user_id=user.id,
            )

    def action_talent_find(self):
        """Search the pool now and show who fits."""
        self.ensure_one()
        if not self.competency_model_id:
            raise UserError(self.env._("Talents are matched by the job's competency model: activate one first."))
        self.env["hr.talent.match"].check_access("read")
        self.env["hr.talent.match"]._refresh(self)
        return self.action_talent_matches()

    def action_talent_matches(self):
        """The talents who fit the job."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("hr_talent_pool.action_matches")
        action["domain"] = [("job_id", "=", self.id)]
        action["context"] = {"search_default_new": 1, "default_job_id": self.id}
        return action


class HrCompetencyModel(models.Model):
    _inherit = "hr.competency.model"

    def _on_activated(self):
        """An opening that waited for its model is matched now."""
        result = super()._on_activated()
        if self.job_id.sudo().talent_match_due:
            self.job_id._talent_queue_match()
        return result
