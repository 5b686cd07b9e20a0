from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from .ai_interview import OPEN, SUBMITTED


class HrApplicant(models.Model):
    _inherit = "hr.applicant"

    ai_interview_ids = fields.One2many("hr.ai.interview", "applicant_id", string="AI Interviews", copy=False)
    ai_interview_count = fields.Integer("AI Interview Count", compute="_compute_ai_interview_count")
    ai_interview_id = fields.Many2one(
        "hr.ai.interview", "Latest AI Interview", compute="_compute_ai_interview_id", store=True, copy=False, index="btree_not_null"
    )
    ai_interview_state = fields.Selection(related="ai_interview_id.state", string="AI Interview", store=True, copy=False)
    ai_review_ids = fields.One2many("hr.ai.interview.review", "applicant_id", string="Scorecards", copy=False)
    ai_review_count = fields.Integer("Scorecard Count", compute="_compute_ai_review_count")

    @api.depends("ai_interview_ids")
    def _compute_ai_interview_count(self):
        counts = dict(self.env["hr.ai.interview"]._read_group([("applicant_id", "in", self.ids)], ["applicant_id"], ["__count"]))
        for applicant in self:
            applicant.ai_interview_count = counts.get(applicant._origin, 0)

    @api.depends("ai_interview_ids")
    def _compute_ai_interview_id(self):
        for applicant in self:
            applicant.ai_interview_id = applicant.ai_interview_ids.sorted("id")[-1:]

    @api.depends("ai_review_ids")
    def _compute_ai_review_count(self):
        counts = dict(self.env["hr.ai.interview.review"]._read_group([("applicant_id", "in", self.ids)], ["applicant_id"], ["__count"]))
        for applicant in self:
            applicant.ai_review_count = counts.get(applicant._origin, 0)

    def write(self, vals):
        """Who is refused or archived is not asked to write on, and no invitation leaves any more."""
        result = super().write(vals)
        if vals.get("refuse_reason_id") or vals.get("active") is False:
            self._ai_interview_close(lambda env: env._("The link was taken back: the application is closed."))
        return result

    def _competency_withdraw(self):
        """Who takes the application back is not asked for answers."""
        result = super()._competency_withdraw()
        self._ai_interview_close(lambda env: env._("The link was taken back: the application was withdrawn."))
        return result

    def _ai_interview_close(self, note, keep_job=None):
        """Take back the links that are open; what was handed in stays.

        :param note: function of an environment that says why
        :param keep_job: all but those for this job
        """
        interviews = self.sudo().ai_interview_ids.filtered(lambda one: one.state in OPEN and one.job_id != keep_job)
        interviews.action_revoke()
        for interview in interviews:
            interview = interview._for_recruiter()
            interview.message_post(body=note(interview.env))

    # --- inviting -------------------------------------------------------------------------------------------------

    def action_ai_interview_invite(self):
        """Invite these applicants to the interview of their job; who has an open one gets a new link.

        One alone that cannot be invited is an error; among several they are named and the others are invited.
        """
        reasons = {applicant: reason for applicant in self if (reason := applicant._ai_interview_obstacle())}
        if reasons and len(self) == 1:
            raise UserError(reasons[self])
        invited = self.filtered(lambda applicant: applicant not in reasons)
        for job, some in invited.grouped("job_id").items():
            some._ai_interview_close(lambda env: env._("The link was taken back: another job is applied for now."), job)
        invited._ai_interview_open().action_invite()
        return self._ai_interview_notification(invited, reasons)

    def _ai_interview_obstacle(self):
        """Hook: why this applicant cannot be invited, in words, or nothing."""
        self.ensure_one()
        name = self._competency_called()
        if not self.email_from:
            return self.env._("%s has no e-mail address.", name)
        if not self.job_id:
            return self.env._("%s has not applied for a job.", name)
        if not self.active or self.refuse_reason_id:
            return self.env._("%s is refused or archived.", name)
        if self.competency_withdrawn:
            return self.env._("%s has taken the application back.", name)
        if self.ai_interview_ids.filtered(lambda interview: interview.job_id == self.job_id and interview.state in SUBMITTED):
            return self.env._("%s has handed in the interview for this job already.", name)
        if not self.job_id.competency_model_id:
            return self.env._("The job %s has no active competency model yet.", self.job_id.name)
        if not self.job_id.competency_model_id.sudo().question_ids:
            return self.env._("The competency model of %s has no questions yet.", self.job_id.name)
        return self.job_id._competency_obstacle() or None

    def _ai_interview_open(self):
        """The open interview of each applicant, made where there is none."""
        # the recruiter of a job need not hear of each: that would be a mail for every one of three hundred
        interviews = self.env["hr.ai.interview"].with_context(mail_auto_subscribe_no_notify=True)
        known = {applicant: applicant._ai_interview_known() for applicant in self}
        new = interviews.create([applicant._ai_interview_vals() for applicant in self if not known[applicant]])
        return new.union(*known.values())

    def _ai_interview_known(self):
        return self.ai_interview_ids.filtered(lambda interview: interview.state in OPEN and interview.job_id == self.job_id)

    def _ai_interview_vals(self):
        """Hook: the values of an applicant's new interview."""
        self.ensure_one()
        company = self.company_id or self.job_id.company_id or self.env.company
        return {
            "applicant_id": self.id,
            "job_id": self.job_id.id,
            "model_id": self.job_id.competency_model_id.id,
            "company_id": company.id,
            "user_id": (self.user_id or self.job_id.user_id or self._ai_interview_default_recruiter()).id,
            "partner_name": self.partner_name,
            "email": self.email_from,
            "phone": self.partner_phone,
            "lang": self.partner_id.lang or self.env.lang,
        }

    def _ai_interview_default_recruiter(self):
        # nobody reads the activities of the superuser
        return self.env.ref("base.user_admin") if self.env.uid == SUPERUSER_ID else self.env.user

    def _ai_interview_notification(self, invited, reasons):
        lines = [self.env._("%s invited: the mail leaves within moments.", len(invited))] if invited else []
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("AI interview"),
                "message": "\n".join([*lines, *reasons.values()]),
                "type": "warning" if reasons else "success",
                "sticky": bool(reasons),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    # --- opening --------------------------------------------------------------------------------------------------

    def action_ai_interviews(self):
        """The applicant's interviews; the only one opens at once."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_ai_interview.action_ai_interview")
        action.update(domain=[("applicant_id", "=", self.id)], context={"default_applicant_id": self.id})
        if len(self.ai_interview_ids) == 1:
            action.update(views=[(False, "form")], res_id=self.ai_interview_ids.id)
        return action

    def action_ai_reviews(self):
        """The scorecards of this applicant that the user may see."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_ai_interview.action_ai_interview_review")
        return {**action, "domain": [("applicant_id", "=", self.id)], "context": {}}

    def action_ai_my_review(self):
        """The user's own scorecard for this applicant, made when it is first opened."""
        self.ensure_one()
        return self.env["hr.ai.interview.review"]._mine(self)._open()
