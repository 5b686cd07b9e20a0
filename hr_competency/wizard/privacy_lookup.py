"""Odoo's privacy lookup finds and erases what assessments left behind, with the applicant."""

from odoo import models


class PrivacyLookupWizard(models.TransientModel):
    _inherit = "privacy.lookup.wizard"

    def _get_query_models_blacklist(self):
        """Assessments, consents and requests are found and erased with their applicant."""
        mine = ["hr.competency.assessment", "hr.competency.consent", "hr.competency.request"]
        return [*super()._get_query_models_blacklist(), *mine]


class PrivacyLookupWizardLine(models.TransientModel):
    _inherit = "privacy.lookup.wizard.line"

    def action_unlink(self):
        """An applicant is erased with everything that the assessment left behind."""
        applicant = self.env["hr.applicant"].sudo().with_context(active_test=False)
        if self.res_model == applicant._name and not self.is_unlinked:
            applicant.browse(self.res_id).exists()._competency_erase_details()
        return super().action_unlink()
