"""An assessment's competencies, and the texts that it judged."""

from odoo import fields, models


class HrCompetencyAssessmentLine(models.Model):
    _name = "hr.competency.assessment.line"
    _description = "Assessed Competency"
    _inherit = ["hr.competency.frozen"]
    _order = "assessment_id, sequence, id"
    _rec_name = "competency_id"

    assessment_id = fields.Many2one("hr.competency.assessment", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    competency_id = fields.Many2one("hr.competency", required=True, ondelete="restrict", index=True)
    weight = fields.Float(aggregator=None, help="Share of the total, 0 to 1.")
    required_level = fields.Float(aggregator="avg")
    level = fields.Float(aggregator="avg", help="1 to 5; nothing without evidence.")
    score = fields.Float(aggregator="avg")
    has_evidence = fields.Boolean()
    indicator_points = fields.Json(help="Points (0 to 100) by code of each indicator that the machine found evidence for.")
    must_have = fields.Boolean()
    must_have_met = fields.Selection([("yes", "Met"), ("no", "Missed"), ("unknown", "Not known")])
    evidence_ids = fields.One2many("hr.competency.evidence", "line_id")
    # stored for reports
    applicant_id = fields.Many2one(related="assessment_id.applicant_id", store=True, index=True)
    employee_id = fields.Many2one(related="assessment_id.employee_id", store=True, index="btree_not_null")
    job_id = fields.Many2one(related="assessment_id.job_id", store=True)
    source = fields.Selection(related="assessment_id.source", store=True)
    date_done = fields.Datetime(related="assessment_id.date_done", store=True)
    is_current = fields.Boolean(related="assessment_id.is_current", store=True)
    company_id = fields.Many2one(related="assessment_id.company_id", store=True, index=True)
    # written by the server when their assessment's change
    _free_fields = frozenset({"employee_id", "is_current"})


class HrCompetencyAssessmentSource(models.Model):
    _name = "hr.competency.assessment.source"
    _description = "Assessed Text"
    _inherit = ["hr.competency.frozen"]
    _order = "assessment_id, id"
    _rec_name = "key"

    assessment_id = fields.Many2one("hr.competency.assessment", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="assessment_id.company_id", store=True)
    key = fields.Char(required=True)
    kind = fields.Selection(
        [("answer", "Answer"), ("cv", "CV"), ("scorecard", "Scorecard"), ("vendor", "Vendor"), ("course", "Course"), ("other", "Other")],
        required=True,
        default="answer",
    )
    question = fields.Text()
    text = fields.Text(help="What was read; the offsets of evidence point into it.")
