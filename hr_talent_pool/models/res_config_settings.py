from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    talent_checkin_months = fields.Integer(related="company_id.talent_checkin_months", readonly=False)
    talent_match_min_score = fields.Float(related="company_id.talent_match_min_score", readonly=False)
    talent_training_days = fields.Integer(related="company_id.talent_training_days", readonly=False)
