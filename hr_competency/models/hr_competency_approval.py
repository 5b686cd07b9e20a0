"""Who approves a job's competency model, in which order, and what each of them decided and why."""

from odoo import api, fields, models

APPROVERS = [
    ("department_manager", "Department's manager"),
    ("hr_manager", "HR manager"),
    ("user", "Named person"),
]
HR_MANAGERS = "hr_recruitment.group_hr_recruitment_manager"


class HrCompetencyApprovalStep(models.Model):
    """The chain as a company sets it up; without any step the department's manager approves."""

    _name = "hr.competency.approval.step"
    _description = "Approval Step"
    _order = "company_id, department_id, sequence, id"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    department_id = fields.Many2one(
        "hr.department", check_company=True, ondelete="cascade", index=True,
        help="Also for the departments below it. Empty: for all departments that have no steps of their own.",
    )  # fmt: skip
    sequence = fields.Integer(default=10)
    approver = fields.Selection(APPROVERS, required=True, default="department_manager")
    user_id = fields.Many2one("res.users", "Person", domain="[('share', '=', False), ('company_ids', 'in', company_id)]")

    _user_named = models.Constraint("CHECK (approver != 'user' OR user_id IS NOT NULL)", "Say who the named person is.")

    @api.depends("approver", "user_id")
    def _compute_display_name(self):
        labels = dict(self._fields["approver"]._description_selection(self.env))
        for step in self:
            step.display_name = step.user_id.name if step.approver == "user" else labels.get(step.approver, "")

    @api.model
    def _chain(self, job, company):
        """The steps that apply to a job: those of the nearest department above it that has some, else the company's."""
        department = job.sudo().department_id
        while department:
            if steps := self._of(company, department):
                return steps
            department = department.parent_id
        return self._of(company, department)

    def _of(self, company, department):
        return self.sudo().search([("company_id", "=", company.id), ("department_id", "=", department.id)])

    def _users(self, job, company):
        """Who may decide the step for a job; where a department has no manager, the one above it, then HR."""
        self.ensure_one()
        if self.approver == "user":
            return self.user_id
        boss = department_boss(job) if self.approver == "department_manager" else self.env["res.users"]
        return boss or hr_managers(self.env, company)


class HrCompetencyApproval(models.Model):
    """One step that a model goes through. Written by the life cycle's methods only; what was decided stays."""

    _name = "hr.competency.approval"
    _description = "Approval of a Competency Model"
    _order = "model_id, id"
    _rec_name = "approver"
    _allow_sudo_commands = False

    model_id = fields.Many2one("hr.competency.model", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="model_id.company_id", store=True)
    approver = fields.Selection(APPROVERS, required=True)
    user_ids = fields.Many2many("res.users", string="Who May Decide")
    stand_in = fields.Boolean(help="An HR manager may decide instead: nobody has set up a chain.")
    state = fields.Selection(
        [("waiting", "Waiting"), ("approved", "Approved"), ("refused", "Refused"), ("dropped", "Not asked any more")],
        required=True, default="waiting",
    )  # fmt: skip
    decided_by_id = fields.Many2one("res.users", ondelete="restrict")
    date_decided = fields.Datetime()
    reason = fields.Text()

    def _may_decide(self, user):
        return user in self.user_ids or (self.stand_in and user.has_group(HR_MANAGERS))

    def _close(self, state, reason=""):
        self.write({"state": state, "decided_by_id": self.env.uid, "date_decided": fields.Datetime.now(), "reason": reason})


def department_boss(job):
    """The user who manages the job's department, or the nearest one above it that has a manager."""
    department = job.sudo().department_id
    while department and not department.manager_id.user_id:
        department = department.parent_id
    return department.manager_id.user_id


def hr_managers(env, company):
    group = env.ref(HR_MANAGERS).sudo()
    return group.all_user_ids.filtered(lambda user: user.active and not user.share and company in user.company_ids)
