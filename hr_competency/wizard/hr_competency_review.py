"""The decision on what an applicant contests: by a second person, with a reason that the applicant reads."""

from odoo import api, fields, models


class HrCompetencyReview(models.TransientModel):
    _name = "hr.competency.review"
    _description = "Decide on a Human Review"

    request_id = fields.Many2one("hr.competency.request", required=True, ondelete="cascade")
    applicant_id = fields.Many2one(related="request_id.applicant_id")
    message = fields.Text(related="request_id.message")
    assessment_id = fields.Many2one(related="request_id.assessment_id")
    evidence_view = fields.Json(compute="_compute_evidence_view", compute_sudo=False)
    outcome = fields.Selection([("kept", "The result is kept"), ("changed", "Decided otherwise")], required=True, default="kept")
    reason = fields.Text(required=True, help="The applicant reads this, on their page and by mail.")
    reopen = fields.Boolean(
        "Reopen the Application", compute="_compute_reopen", store=True, readonly=False, help="Back to the first stage, without a refusal."
    )
    is_refused = fields.Boolean(compute="_compute_is_refused", compute_sudo=True)
    is_own = fields.Boolean(compute="_compute_is_own", compute_sudo=True)
    first_judges = fields.Char("Decided First", compute="_compute_is_own", compute_sudo=True)

    @api.depends("request_id")
    def _compute_evidence_view(self):
        """Who still has to rate the person sees nothing of it here either."""
        for review in self:
            review.evidence_view = review.assessment_id._filtered_access("read").evidence_view

    @api.depends("applicant_id")
    def _compute_is_refused(self):
        for review in self:
            review.is_refused = bool(review.applicant_id.refuse_reason_id) or not review.applicant_id.active

    @api.depends("outcome", "is_refused")
    def _compute_reopen(self):
        for review in self:
            review.reopen = review.is_refused and review.outcome == "changed"

    @api.depends("request_id")
    @api.depends_context("uid")
    def _compute_is_own(self):
        for review in self:
            judges = review.applicant_id._competency_first_judges()
            review.is_own = self.env.user in judges
            review.first_judges = ", ".join(judges.mapped("name"))

    def action_decide(self):
        """Close the request with the decision, tell the applicant, and reopen the application where that was decided."""
        self.ensure_one()
        self.request_id.check_access("write")
        self.request_id.write({"outcome": self.outcome, "answer": self.reason.strip()})
        self.request_id.action_done()
        if self.reopen and self.outcome == "changed" and self.is_refused:
            self.applicant_id.with_context(active_test=False, just_unarchived=True).action_unarchive()
        return {"type": "ir.actions.act_window_close"}
