"""The mail of a refusal brings the link to the applicant's page."""

from odoo import models


class ApplicantGetRefuseReason(models.TransientModel):
    _inherit = "applicant.get.refuse.reason"

    def _prepare_mail_values(self, applicant):
        """The mail belongs to no record; it is to be known whose it is."""
        return {**super()._prepare_mail_values(applicant), "competency_applicant_id": applicant.id}
