"""The mail of a refusal brings the link to the applicant's page."""

from odoo import api, fields, models


class ApplicantGetRefuseReason(models.TransientModel):
    _inherit = "applicant.get.refuse.reason"

    competency_waiting = fields.Char("Human Review Open", compute="_compute_competency_waiting")
    competency_adds_link = fields.Boolean(compute="_compute_competency_waiting")

    @api.depends("applicant_ids")
    def _compute_competency_waiting(self):
        for wizard in self:
            applicants = wizard.applicant_ids
            waiting = applicants.filtered(lambda one: one.competency_review == "open")
            wizard.competency_waiting = ", ".join(one._competency_called() for one in waiting)
            wizard.competency_adds_link = any(one._competency_may_have_status_page() for one in applicants.sudo())

    def _prepare_mail_values(self, applicant):
        """The mail belongs to no record; it is to be known whose it is."""
        return {**super()._prepare_mail_values(applicant), "competency_applicant_id": applicant.id}
