"""What people say of themselves for the audit of adverse impact: voluntary, and kept apart from every judgement.

No other model has a field that leads here and the scoring engine is never given a row; the audit alone counts them, in
SQL. Auditors see rows without knowing whose they are.
"""

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models

SCHEMES = [("us", "United States: sex, race / ethnicity (EEO-1)"), ("cn", "China: sex, ethnic group")]
ATTRIBUTES = [("sex", "Sex"), ("race", "Race / ethnicity")]


class HrCompetencyImpactCategory(models.Model):
    _name = "hr.competency.impact.category"
    _description = "Adverse Impact Category"
    _order = "scheme, attribute desc, sequence, id"

    name = fields.Char(required=True, translate=True)
    scheme = fields.Selection(SCHEMES, "List", required=True, default="us")
    attribute = fields.Selection(ATTRIBUTES, required=True, default="race")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True, ondelete="cascade", help="Empty: offered by every company that uses the list.")

    @api.model
    def _offered(self, company):
        """The categories that a company offers to people, in superuser mode; none where it does not ask."""
        scheme = company.sudo().competency_impact_scheme
        domain = [("scheme", "=", scheme), ("company_id", "in", [company.id, False])]
        return self.sudo().search(domain) if scheme else self.sudo().browse()


class HrCompetencyImpactStatement(models.Model):
    _name = "hr.competency.impact.statement"
    _description = "Voluntary Statement for Adverse Impact"
    _order = "given desc, id desc"
    _rec_name = "given"
    _allow_sudo_commands = False

    # whose it is serves for counting and erasing only; no user reads it, the auditor neither
    applicant_id = fields.Many2one("hr.applicant", required=True, ondelete="cascade", index=True, readonly=True, groups=fields.NO_ACCESS)
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", index=True, readonly=True)
    sex_id = fields.Many2one("hr.competency.impact.category", ondelete="restrict", readonly=True)
    race_id = fields.Many2one("hr.competency.impact.category", "Race / Ethnicity", ondelete="restrict", readonly=True)
    given = fields.Date(required=True, readonly=True, default=lambda self: fields.Date.today())
    consent_text = fields.Text(readonly=True, help="The words that the person agreed to.")

    _once = models.Constraint("unique(applicant_id)", "A person makes one statement for an application.")

    @api.model
    def _note(self, applicant, sex_id, race_id, words):
        """Keep what a person says of themself in place of what they said before.

        :param sex_id: id of a category that the company offers, or None: prefer not to say
        :param words: the words that they agreed to
        :return: the statement; none where nothing was said, and then nothing is stored
        """
        company = applicant.company_id or self.env.company
        offered = self.env["hr.competency.impact.category"]._offered(company)
        said = {f"{one.attribute}_id": one.id for one in offered if (one.attribute, one.id) in (("sex", sex_id), ("race", race_id))}
        self._forget(applicant)
        if not said:
            return self.sudo().browse()
        return self.sudo().create({"applicant_id": applicant.id, "company_id": company.id, "consent_text": words, **said})

    @api.model
    def _forget(self, applicants):
        """Delete what people said: they took it back, or they are erased."""
        self.sudo().search([("applicant_id", "in", applicants.ids)]).unlink()

    @api.model
    def _page_values(self, applicant):
        """What the person's own page shows, as plain values; None where the company does not ask.

        :return: ``{"scheme", "sex": [...], "race": [...], "said": names}``, categories as ``{"id", "name"}``
        """
        company = applicant.company_id or self.env.company
        offered = self.env["hr.competency.impact.category"]._offered(company)
        known = self.sudo().search([("applicant_id", "=", applicant.id)])
        if not offered and not known:
            return None
        said = [one.name for one in known.sex_id | known.race_id]
        values = {"sex": [], "race": [], "scheme": company.sudo().competency_impact_scheme or "", "said": said}
        for one in offered:
            values[one.attribute].append({"id": str(one.id), "name": one.name})
        return values

    @api.autovacuum
    def _gc_impact_statements(self):
        """Nothing is kept longer than candidates' data are, of those who were hired neither."""
        for (company,) in self.sudo()._read_group([], ["company_id"]):
            last = fields.Date.today() - relativedelta(months=company.competency_retention_months)
            self.sudo().search([("company_id", "=", company.id), ("given", "<", last)]).unlink()
