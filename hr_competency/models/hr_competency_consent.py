"""A candidate's consent, by purpose, and until when their data may be kept."""

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models


class HrCompetencyConsent(models.Model):
    _name = "hr.competency.consent"
    _description = "Candidate Consent"
    _order = "given desc, id desc"
    _rec_name = "purpose"
    _allow_sudo_commands = False

    applicant_id = fields.Many2one("hr.applicant", ondelete="cascade", index=True)
    partner_id = fields.Many2one("res.partner", ondelete="cascade", index=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    purpose = fields.Selection(
        [
            ("assessment", "Assessment by AI"),
            ("cv", "Reading of the CV by AI"),
            ("talent_pool", "Talent pool"),
            ("vendor", "Sharing with a vendor"),
        ],
        required=True,
        index=True,
    )
    given = fields.Datetime(readonly=True)
    withdrawn = fields.Datetime(readonly=True)
    text = fields.Text(readonly=True, help="The words that the candidate agreed to.")
    source = fields.Char(readonly=True, help="Where it was given.")
    is_valid = fields.Boolean(compute="_compute_is_valid", search="_search_is_valid")
    retention_until = fields.Date(compute="_compute_retention_until", store=True, readonly=False)

    @api.depends("given", "withdrawn")
    def _compute_is_valid(self):
        for consent in self:
            consent.is_valid = bool(consent.given and not consent.withdrawn)

    def _search_is_valid(self, operator, value):
        if operator != "in":
            return NotImplemented
        valid = fields.Domain([("given", "!=", False), ("withdrawn", "=", False)])
        return valid if True in value else ~valid

    @api.depends("given", "company_id")
    def _compute_retention_until(self):
        for consent in self:
            months = consent.company_id.competency_retention_months
            start = consent.given or fields.Datetime.now()
            consent.retention_until = (start + relativedelta(months=months)).date()

    @api.model
    def _give(self, purpose, applicant=None, *, partner=None, text="", source="", company=None):
        """Note that a person agreed; a valid consent for the same purpose is renewed."""
        company = company or (applicant and applicant.company_id) or self.env.company
        known = self.sudo()._valid_for(purpose, applicant, partner)
        known.write({"withdrawn": fields.Datetime.now()})
        if applicant:
            applicant._competency_sign_of_life()
        return self.sudo().create(
            {
                "applicant_id": applicant.id if applicant else False,
                "partner_id": partner.id if partner else (applicant.partner_id.id if applicant else False),
                "company_id": company.id,
                "purpose": purpose,
                "given": fields.Datetime.now(),
                "text": text,
                "source": source,
            }
        )

    @api.model
    def _valid_for(self, purpose, applicant=None, partner=None):
        """The valid consents of a person for a purpose."""
        who = fields.Domain.FALSE
        if applicant:
            who |= fields.Domain("applicant_id", "in", applicant.ids)
        if partner:
            who |= fields.Domain("partner_id", "in", partner.ids)
        return self.search(who & self._valid_domain(purpose))

    @api.model
    def _valid_of(self, purpose, applicants):
        """The valid consents of many applications, and of the contacts behind them, for a purpose."""
        who = fields.Domain("applicant_id", "in", applicants.ids) | fields.Domain("partner_id", "in", applicants.partner_id.ids)
        return self.search(who & self._valid_domain(purpose))

    @api.model
    def _valid_domain(self, purpose):
        return fields.Domain([("purpose", "=", purpose), ("is_valid", "in", [True])])

    def _withdraw(self):
        """The person takes it back. Hook: who works on its ground stops."""
        self.sudo().filtered("is_valid").write({"withdrawn": fields.Datetime.now()})
