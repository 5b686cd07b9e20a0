"""Quality of hire: how well somebody does at work, which tells whether what was found before the hire was right."""

from odoo import api, fields, models


class HrCompetencyOutcome(models.Model):
    _name = "hr.competency.outcome"
    _description = "Quality of Hire"
    _inherit = "hr.competency.guarded.row"
    _order = "date desc, id desc"
    _rec_name = "employee_id"
    _check_company_auto = True

    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade", index=True, check_company=True)
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True)
    applicant_id = fields.Many2one(
        "hr.applicant",
        "Application",
        compute="_compute_applicant_id",
        store=True,
        readonly=False,
        ondelete="set null",
        index="btree_not_null",
    )
    job_id = fields.Many2one("hr.job", compute="_compute_job_id", store=True, readonly=False, ondelete="set null")
    kind = fields.Selection(
        [("probation", "End of probation"), ("appraisal", "Appraisal"), ("kpi", "KPI result"), ("other", "Other")],
        required=True,
        default="probation",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    score = fields.Float("Points", required=True, aggregator="avg", help="0 to 100; 60 meets what the job asks for.")
    note = fields.Text()
    predicted = fields.Float("AI Score Before the Hire", related="applicant_id.competency_score", store=True, aggregator="avg")

    _score_range = models.Constraint("CHECK (score BETWEEN 0 AND 100)", "Points are 0 to 100.")

    @api.depends("employee_id")
    def _compute_applicant_id(self):
        """The application that led to the hire: the newest with an assessment."""
        for outcome in self:
            applications = outcome.employee_id.sudo().applicant_ids
            assessed = applications.filtered("competency_assessment_ids") or applications
            outcome.applicant_id = assessed.sorted("id")[-1:]

    @api.depends("employee_id", "applicant_id")
    def _compute_job_id(self):
        for outcome in self:
            outcome.job_id = outcome.applicant_id.sudo().job_id or outcome.employee_id.job_id

    @api.model
    def _mean_scores(self, applicant_ids):
        """Points by applicant: the mean of all that is known of their work. Hook for other measures of it."""
        rows = self.sudo()._read_group([("applicant_id", "in", applicant_ids)], ["applicant_id"], ["score:avg"])
        return {applicant.id: score for applicant, score in rows}


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    competency_outcome_ids = fields.One2many("hr.competency.outcome", "employee_id", string="Quality of Hire", groups="hr.group_hr_user")
