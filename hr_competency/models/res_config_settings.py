from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    competency_alert_threshold = fields.Float(related="company_id.competency_alert_threshold", readonly=False)
    competency_retention_months = fields.Integer(related="company_id.competency_retention_months", readonly=False)
    competency_encoder = fields.Selection(related="company_id.competency_encoder", readonly=False)
    competency_encoder_url = fields.Char(related="company_id.competency_encoder_url", readonly=False)
    competency_encoder_key = fields.Char(related="company_id.competency_encoder_key", readonly=False)
    competency_encoder_model = fields.Char(related="company_id.competency_encoder_model", readonly=False)
    competency_scoring_enabled = fields.Boolean(related="company_id.competency_scoring_enabled", readonly=False)
    competency_approval = fields.Boolean(related="company_id.competency_approval", readonly=False)
