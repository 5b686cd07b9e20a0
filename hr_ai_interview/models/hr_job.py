from odoo import api, fields, models
from odoo.exceptions import UserError

INTERVIEWER = "hr_recruitment.group_hr_recruitment_interviewer"


class HrJob(models.Model):
    _inherit = "hr.job"

    # HR officers without a role in recruitment open jobs too
    ai_interview_ids = fields.One2many("hr.ai.interview", "job_id", string="AI Interviews", groups=INTERVIEWER)
    ai_interview_count = fields.Integer("AI Interview Count", compute="_compute_ai_interview_count", groups=INTERVIEWER)

    @api.depends("ai_interview_ids")
    def _compute_ai_interview_count(self):
        counts = dict(self.env["hr.ai.interview"]._read_group([("job_id", "in", self.ids)], ["job_id"], ["__count"]))
        for job in self:
            job.ai_interview_count = counts.get(job._origin, 0)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_interviewed(self):
        if asked := self.sudo().filtered("ai_interview_ids"):
            raise UserError(
                self.env._("People were invited to interviews for this job; archive it instead: %s", ", ".join(asked.mapped("name")))
            )

    def action_ai_interviews(self):
        """The job's interviews."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_ai_interview.action_ai_interview")
        return {**action, "domain": [("job_id", "=", self.id)], "context": {"default_job_id": self.id}}
