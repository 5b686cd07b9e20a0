from odoo import models

from .ai_interview import SUBMITTED


class HrAiInterview(models.Model):
    """What candidates may say of themselves for the audit of equal treatment, once their answers are handed in."""

    _inherit = "hr.ai.interview"

    def _statement_words(self):
        """The words that the candidate agrees to; shown on the page and kept with the statement."""
        return self.env._(
            "I agree that %s keeps this statement to check that groups of candidates are treated alike. It is voluntary and "
            "changes nothing about my application. I can delete it here at any time.",
            self.company_id.name,
        )

    def _candidate_status(self, page):
        return {**super()._candidate_status(page), "statement": self._candidate_statement_values()}

    def _candidate_statement_values(self):
        """What the page shows of it; nothing before the answers are handed in, or where the company does not ask."""
        values = self.state in SUBMITTED and self.env["hr.competency.impact.statement"]._page_values(self.applicant_id)
        if not values:
            return None
        told = self.env._("You have said: %s.", ", ".join(values["said"]))
        return {**values, "words": self._statement_words(), "told": told}

    def _candidate_statement(self, sex, race, agreed):
        """Keep what the candidate says of themself; without their consent, or before they have submitted, nothing."""
        self.ensure_one()
        if not agreed or self.state not in SUBMITTED:
            return
        words = self.with_context(lang=self._candidate_lang())._statement_words()
        self.env["hr.competency.impact.statement"]._note(self.applicant_id, _number(sex), _number(race), words)

    def _candidate_delete_statement(self):
        """The candidate takes the statement back."""
        self.env["hr.competency.impact.statement"]._forget(self.applicant_id)


def _number(text):
    return int(text) if text.isdecimal() and len(text) < 10 else None
