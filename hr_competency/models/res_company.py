from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    competency_alert_threshold = fields.Float(
        default=20.0, help="Above this difference between AI and human, in % of the scale, the standard is reviewed."
    )
    competency_retention_months = fields.Integer(default=24, help="How long a candidate's data is kept after the last contact.")
    competency_encoder = fields.Selection(
        [("lexical", "Words"), ("local", "Meaning, computed here"), ("http", "Meaning, by a service")],
        default="lexical",
        required=True,
    )
    competency_encoder_url = fields.Char(groups="base.group_system")
    competency_encoder_key = fields.Char(groups="base.group_system")
    competency_encoder_model = fields.Char(groups="base.group_system")
    competency_scoring_enabled = fields.Boolean(
        default=True, help="Off: the machine assesses nobody; people do, and what waits goes on waiting."
    )
    competency_learning_enabled = fields.Boolean(
        default=True, help="Recruiters who call evidence right or wrong teach the machine, in this company only."
    )
    competency_approval = fields.Boolean(
        default=True, help="A competency model is approved by the department's manager before it becomes active."
    )
    competency_status_enabled = fields.Boolean(
        default=True, help="Applicants get a link to a page that tells what the machine read in their CV, and where they may contest it."
    )
    competency_status_days = fields.Integer(default=180, help="How long a link to that page works.")
    competency_status_mail = fields.Boolean(help="Applicants are written to as soon as the machine has read their CV.")

    _competency_status_days_positive = models.Constraint(
        "CHECK (competency_status_days BETWEEN 1 AND 730)", "A link to the status page works for 1 to 730 days."
    )
    _competency_threshold_range = models.Constraint(
        "CHECK (competency_alert_threshold BETWEEN 0 AND 100)", "The threshold is between 0 and 100 %."
    )
    _competency_retention_positive = models.Constraint("CHECK (competency_retention_months > 0)", "Data is kept for at least one month.")
