from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    ai_interview_deadline_days = fields.Integer("Days to Answer", default=14)
    ai_interview_feedback_delay = fields.Integer("Minutes Before Feedback", default=10)
    ai_interview_feedback_approval = fields.Boolean("A Person Approves Feedback")

    _ai_interview_deadline = models.Constraint("CHECK (ai_interview_deadline_days BETWEEN 1 AND 90)", "Candidates have 1 to 90 days.")
    _ai_interview_delay = models.Constraint(
        "CHECK (ai_interview_feedback_delay BETWEEN 0 AND 50)", "Feedback is promised within the hour: wait 50 minutes at most."
    )
