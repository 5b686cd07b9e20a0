from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    competency_alert_threshold = fields.Float(related="company_id.competency_alert_threshold", readonly=False)
    competency_retention_months = fields.Integer(related="company_id.competency_retention_months", readonly=False)
    competency_encoder = fields.Selection(related="company_id.competency_encoder", readonly=False)
    competency_encoder_url = fields.Char(related="company_id.competency_encoder_url", readonly=False)
    competency_encoder_key = fields.Char(related="company_id.competency_encoder_key", readonly=False)
    competency_encoder_model = fields.Char(related="company_id.competency_encoder_model", readonly=False)
    competency_scoring_enabled = fields.Boolean(related="company_id.competency_scoring_enabled", readonly=False)
    competency_learning_enabled = fields.Boolean(related="company_id.competency_learning_enabled", readonly=False)
    competency_learning_note = fields.Char(compute="_compute_competency_learning_note")
    competency_approval = fields.Boolean(related="company_id.competency_approval", readonly=False)
    competency_status_enabled = fields.Boolean(related="company_id.competency_status_enabled", readonly=False)
    competency_status_days = fields.Integer(related="company_id.competency_status_days", readonly=False)
    competency_status_mail = fields.Boolean(related="company_id.competency_status_mail", readonly=False)

    @api.depends("company_id")
    def _compute_competency_learning_note(self):
        for settings in self:
            settings.competency_learning_note = self.env["hr.competency.learning"]._note(settings.company_id)

    def action_competency_learn(self):
        """Learn from the corrections there are, at once, and show what came of it."""
        self.check_access("write")
        return self.env["hr.competency.learning"].sudo()._learn(self.company_id)._show()
