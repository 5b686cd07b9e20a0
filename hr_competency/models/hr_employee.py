from odoo import api, fields, models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    competency_assessment_ids = fields.One2many("hr.competency.assessment", "employee_id", string="Assessments", groups="hr.group_hr_user")
    competency_assessment_count = fields.Integer(compute="_compute_competency_assessment_count", groups="hr.group_hr_user")

    @api.depends("competency_assessment_ids")
    def _compute_competency_assessment_count(self):
        counts = dict(
            self.env["hr.competency.assessment"]._read_group(
                [("employee_id", "in", self.ids), ("state", "=", "done")], ["employee_id"], ["__count"]
            )
        )
        for employee in self:
            employee.competency_assessment_count = counts.get(employee._origin, 0)

    @api.model_create_multi
    def create(self, vals_list):
        """What was found before the hire goes to the employee's file."""
        employees = super().create(vals_list)
        employees._adopt_assessments()
        return employees

    def _adopt_assessments(self):
        for employee in self:
            applicants = employee.sudo().applicant_ids
            assessments = (
                self.env["hr.competency.assessment"].sudo().search([("applicant_id", "in", applicants.ids), ("employee_id", "=", False)])
            )
            assessments.employee_id = employee

    def action_competency_assessments(self):
        """The employee's assessments over time."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id("hr_competency.action_assessment")
        action["domain"] = [("employee_id", "=", self.id)]
        action["context"] = {"search_default_done": 1}
        return action

    def action_competency_history(self):
        """How the employee's competencies developed, from the first application on."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id("hr_competency.action_assessment_history")
        return {**action, "domain": [("employee_id", "=", self.id), ("has_evidence", "=", True)], "context": {}}
