"""What candidates ask for: that a person decides, that their data be shown or erased."""

from odoo import api, fields, models


class HrCompetencyRequest(models.Model):
    _name = "hr.competency.request"
    _description = "Candidate Request"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "state, id desc"
    _rec_name = "kind"

    applicant_id = fields.Many2one("hr.applicant", ondelete="set null", index=True)
    partner_id = fields.Many2one("res.partner", ondelete="set null", index=True)
    assessment_id = fields.Many2one("hr.competency.assessment", ondelete="set null", index="btree_not_null")
    job_id = fields.Many2one("hr.job", ondelete="set null", index=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    kind = fields.Selection(
        [("human_review", "Review by a person"), ("erasure", "Erase my data"), ("access", "Show my data")], required=True
    )
    state = fields.Selection(
        [("new", "New"), ("in_progress", "In progress"), ("done", "Done"), ("refused", "Refused")],
        default="new",
        required=True,
        tracking=True,
    )
    message = fields.Text(help="What the candidate wrote.")
    answer = fields.Text(help="What was decided, and why.")
    user_id = fields.Many2one("res.users", "Responsible", tracking=True)
    date_done = fields.Datetime(readonly=True)

    @api.model
    def _ask(self, kind, applicant, message="", assessment=None):
        """A candidate asks for something; the recruiter gets a task.

        :return: the request; an open one of the same kind is returned instead of a second one
        """
        requests = self.sudo()
        known = requests.search(
            [("applicant_id", "=", applicant.id), ("kind", "=", kind), ("state", "in", ["new", "in_progress"])], limit=1
        )
        if known:
            return known
        user = applicant.user_id or applicant.job_id.user_id
        request = requests.create(
            {
                "kind": kind,
                "applicant_id": applicant.id,
                "partner_id": applicant.partner_id.id,
                "job_id": applicant.job_id.id,
                "company_id": (applicant.company_id or self.env.company).id,
                "assessment_id": assessment.id if assessment else False,
                "message": message,
                "user_id": user.id,
            }
        )
        request.activity_schedule("mail.mail_activity_data_todo", user_id=(user or self.env.ref("base.user_admin")).id)
        return request

    def action_done(self):
        self.write({"state": "done", "date_done": fields.Datetime.now()})

    def action_refuse(self):
        self.write({"state": "refused", "date_done": fields.Datetime.now()})
