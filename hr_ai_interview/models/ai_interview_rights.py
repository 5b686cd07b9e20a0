from odoo import models

from ..tools.segments import segments


class HrAiInterview(models.Model):
    """The candidate's rights: consent, what the machine read, a person's judgement, the talent pool, erasure."""

    _inherit = "hr.ai.interview"

    # --- consent --------------------------------------------------------------------------------------------------

    def _consent_words(self, purpose):
        """The words that the candidate agrees to; shown on the page and kept with the consent."""
        words = {
            "assessment": self.env._("I agree that my answers are assessed in this way for this application."),
            "talent_pool": self.env._("Keep me in mind for other jobs and suggest courses to me (talent pool)."),
        }
        return words[purpose]

    def _valid_consent(self, purpose):
        return self.env["hr.competency.consent"].sudo()._valid_for(purpose, applicant=self.applicant_id)

    def _has_consent(self, purpose):
        return bool(self._valid_consent(purpose))

    def _give_consent(self, purpose):
        if not self._has_consent(purpose):
            self.env["hr.competency.consent"]._give(
                purpose,
                applicant=self.applicant_id,
                text=self.with_context(lang=self._candidate_lang())._consent_words(purpose),
                source=f"{self._name},{self.id}",
                company=self.company_id,
            )

    def _candidate_talent_pool(self, join):
        """Join or leave the talent pool: a consent of its own, whatever became of the application."""
        if join:
            self._give_consent("talent_pool")
        else:
            self._valid_consent("talent_pool")._withdraw()

    # --- requests -------------------------------------------------------------------------------------------------

    def _candidate_ask_human_review(self, reason):
        """A person decides from here on; nothing more is mailed by itself."""
        self._ask("human_review", reason[:2000])
        self.feedback_ids._hold(self.env._("The candidate asked for a human review."))

    def _candidate_ask_erasure(self):
        """A person checks and erases; nothing more is mailed by itself."""
        self._ask("erasure")
        self.feedback_ids._hold(self.env._("The candidate asked for the erasure of all data."))

    def _ask(self, kind, message=""):
        requests = self.env["hr.competency.request"]
        return requests._ask(kind, self.applicant_id.sudo(), message=message, assessment=self.sudo().assessment_id)

    def _request(self, kind):
        domain = [("applicant_id", "=", self.applicant_id.id), ("kind", "=", kind)]
        return self.env["hr.competency.request"].sudo().search(domain, order="id desc", limit=1)

    # --- the status page ------------------------------------------------------------------------------------------

    def _candidate_status(self, page):
        review, erasure = self._request("human_review"), self._request("erasure")
        return {
            "submitted": self._candidate_time(self.submitted_at),
            "feedback": self.sudo().feedback_ids._sent_body(),
            "read": self._what_the_machine_read(),
            "review_asked": self._candidate_time(review.create_date),
            "review_answer": (review.answer or "") if review.state in ("done", "refused") else "",
            "erasure_asked": self._candidate_time(erasure.create_date),
            "talent_pool": self._has_consent("talent_pool"),
        }

    def _what_the_machine_read(self):
        """Each answer as the engine had it, cut at the quotes, with the behaviours that they counted for."""
        answers = self.sudo().assessment_id.source_ids.filtered(lambda source: source.kind == "answer")
        return [self._read_answer(answer) for answer in answers]

    def _read_answer(self, answer):
        counted = answer.assessment_id.evidence_ids.filtered(lambda e: e.source_id == answer and not e.lacking)
        spans = [(e.start, e.end, e.indicator_id.name or e.competency_id.name) for e in counted]
        return {
            "question": self.question_ids.filtered(lambda q: q._key() == answer.key).text or answer.question,
            "pieces": segments(answer.text or "", spans),
            "found": [f"{e.competency_id.name}: {e.indicator_id.name or ''}" for e in counted.sorted("start")],
        }
