"""The pool stands on the candidate's consent: it begins and ends with it."""

from odoo import api, models


class HrCompetencyConsent(models.Model):
    _inherit = "hr.competency.consent"

    @api.model
    def _give(self, purpose, applicant=None, **values):
        """Who agrees after the interview joins the pool then."""
        consent = super()._give(purpose, applicant=applicant, **values)
        if purpose == "talent_pool" and applicant:
            assessment = applicant._talent_latest_failed()
            if assessment and not applicant._talent_find():
                assessment.applicant_id._talent_archive(assessment)
        return consent

    def _withdraw(self):
        """Who withdraws leaves the pool at once, unless another consent of theirs still holds."""
        people = self.sudo().filtered(lambda c: c.purpose == "talent_pool" and c.is_valid)._talent_talents()
        result = super()._withdraw()
        people.filtered(lambda talent: not talent._talent_consents())._talent_leave()
        return result

    def _talent_talents(self):
        """The talents that these consents are about."""
        talents = self.env["hr.applicant"].sudo()
        for consent in self:
            if consent.applicant_id:
                talents |= consent.applicant_id._talent_find()
            elif consent.partner_id:
                talents |= talents._talent_of_partners(consent.partner_id)[consent.partner_id]
        return talents.filtered(lambda talent, companies=self.company_id: talent.company_id in companies)
