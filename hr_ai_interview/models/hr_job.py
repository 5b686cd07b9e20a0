from odoo import api, fields, models


class HrJob(models.Model):
    _inherit = "hr.job"

    ai_interview_ids = fields.One2many("hr.ai.interview", "job_id", string="AI Interviews")
    ai_interview_count = fields.Integer("AI Interview Count", compute="_compute_ai_interview_count")

    @api.depends("ai_interview_ids")
    def _compute_ai_interview_count(self):
        counts = dict(self.env["hr.ai.interview"]._read_group([("job_id", "in", self.ids)], ["job_id"], ["__count"]))
        for job in self:
            job.ai_interview_count = counts.get(job._origin, 0)

    def action_ai_interviews(self):
        """The job's interviews."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_ai_interview.action_ai_interview")
        return {**action, "domain": [("job_id", "=", self.id)], "context": {"default_job_id": self.id}}
