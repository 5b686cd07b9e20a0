"""Key performance indicators by industry and job family."""

from odoo import fields, models

from .competency_library_mixin import JOB_FAMILIES


class HrKpi(models.Model):
    _name = "hr.kpi"
    _inherit = ["hr.competency.library.mixin"]
    _description = "Key Performance Indicator"
    _order = "job_family, name, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False, compute="_compute_code", store=True, readonly=False, precompute=True)
    formula = fields.Text(translate=True)
    unit = fields.Char(translate=True)
    direction = fields.Selection(
        [("higher", "Higher is better"), ("lower", "Lower is better"), ("target", "On target is best")],
        required=True,
        default="higher",
    )
    frequency = fields.Selection(
        [
            ("daily", "Daily"),
            ("weekly", "Weekly"),
            ("monthly", "Monthly"),
            ("quarterly", "Quarterly"),
            ("half_yearly", "Half-yearly"),
            ("yearly", "Yearly"),
            ("season", "Per season or term"),
            ("event", "Per project, release or batch"),
        ],
        default="monthly",
    )
    data_source = fields.Char(translate=True)
    target = fields.Char("Typical Target", translate=True)
    industry_ids = fields.Many2many("res.partner.industry", string="Industries", help="None means: all of them.")
    job_family = fields.Selection(JOB_FAMILIES)
    company_id = fields.Many2one("res.company", help="Empty: shared by all companies.")
    active = fields.Boolean(default=True)

    _library_fields = (
        "name", "code", "formula", "unit", "direction", "frequency", "data_source", "target", "job_family",
    )  # fmt: skip

    _code_uniq = models.UniqueIndex("(code, COALESCE(company_id, 0))", "This code is in use already.")
