"""The employee's file: open gaps and the trainings for them."""

from datetime import timedelta

from odoo import api, fields, models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    talent_gap_ids = fields.One2many("hr.talent.gap", "employee_id", string="Competency Gaps", groups="hr.group_hr_user")
    talent_training_ids = fields.One2many("hr.training.assignment", "employee_id", string="Trainings", groups="hr.group_hr_user")
    talent_open_gap_count = fields.Integer("Open Gaps", compute="_compute_talent_counts", groups="hr.group_hr_user")
    talent_training_count = fields.Integer("Trainings Open", compute="_compute_talent_counts", groups="hr.group_hr_user")

    @api.depends("talent_gap_ids.state", "talent_training_ids.state")
    def _compute_talent_counts(self):
        gaps = self._talent_count("hr.talent.gap", [("state", "!=", "closed")])
        trainings = self._talent_count("hr.training.assignment", [("state", "!=", "completed")])
        for employee in self:
            employee.talent_open_gap_count = gaps.get(employee._origin, 0)
            employee.talent_training_count = trainings.get(employee._origin, 0)

    def _talent_count(self, model, domain):
        domain = [*domain, ("employee_id", "in", self.ids)]
        return dict(self.env[model]._read_group(domain, ["employee_id"], ["__count"]))

    def action_talent_trainings(self):
        """The employee's trainings."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("hr_talent_pool.action_trainings")
        action["domain"] = [("employee_id", "=", self.id)]
        action["context"] = {"default_employee_id": self.id}
        return action

    def action_talent_enrol(self):
        """Enrol in courses for the gaps that are open."""
        self.check_access("write")
        self._talent_enrol_gaps()

    # --- a hire taken back ----------------------------------------------------------------------------------------

    def unlink(self):
        """Who was hired by mistake is a talent again, and their gaps do not go with the employee file."""
        # by hand: the database would remove them without working out anew whether the gap is being learned
        self.env["hr.training.assignment"].sudo().search([("employee_id", "in", self.ids)]).unlink()
        mine = [("employee_id", "in", self.ids), ("talent_id", "!=", False)]
        self.env["hr.talent.gap"].sudo().with_context(active_test=False).search(mine).employee_id = False
        talents = self.env["hr.applicant"].sudo().with_context(active_test=False).search([("talent_employee_id", "in", self.ids)])
        result = super().unlink()
        talents._talent_back_from_hire()
        return result

    # --- enrolling ------------------------------------------------------------------------------------------------

    def _talent_enrol_gaps(self):
        """Enrol employees in the course that closes most of each open gap; a course that they have is not given twice.

        Enrolment is left out where nobody can learn: the employee has no contact.
        """
        assignments = self.env["hr.training.assignment"].sudo()
        for employee in self.sudo():
            for gap in employee.talent_gap_ids.filtered(lambda g: not g.is_closed):
                offers = self.env["hr.competency"].sudo()._recommend_courses(gap._as_gaps(), 1, employee.company_id)
                known = employee.talent_training_ids.channel_id
                assignments |= assignments.create(
                    [employee._talent_training_vals(gap, offer["channel"]) for offer in offers if offer["channel"] not in known]
                )
        assignments._enrol()
        return assignments

    def _talent_training_vals(self, gap, channel):
        days = self.company_id.talent_training_days
        return {
            "employee_id": self.id,
            "gap_id": gap.id,
            "channel_id": channel.id,
            "due": fields.Date.today() + timedelta(days=days),
        }

    def _talent_partner(self):
        """The contact who learns: the user's, else the work contact."""
        self.ensure_one()
        return self.sudo().user_id.partner_id or self.sudo().work_contact_id
