from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    ai_interview_deadline_days = fields.Integer(related="company_id.ai_interview_deadline_days", readonly=False)
    ai_interview_feedback_delay = fields.Integer(related="company_id.ai_interview_feedback_delay", readonly=False)
    ai_interview_feedback_approval = fields.Boolean(related="company_id.ai_interview_feedback_approval", readonly=False)
