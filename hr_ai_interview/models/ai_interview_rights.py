from odoo import models

from ..tools.segments import segments
from .ai_interview import OPEN


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
        self.feedback_ids._hold("human_review")

    def _candidate_ask_erasure(self):
        """A person checks and erases; nothing more is mailed by itself."""
        self._ask("erasure")
        self.feedback_ids._hold("erasure")

    def _candidate_ask_access(self):
        """A person hands over what is stored."""
        self._ask("access")

    def _ask(self, kind, message=""):
        requests = self.env["hr.competency.request"]
        return requests._ask(kind, self.applicant_id.sudo(), message=message, assessment=self.sudo().assessment_id)

    def _request(self, kind):
        domain = [("applicant_id", "=", self.applicant_id.id), ("kind", "=", kind)]
        return self.env["hr.competency.request"].sudo().search(domain, order="id desc", limit=1)

    # --- withdrawing ----------------------------------------------------------------------------------------------

    def _candidate_withdraw(self):
        """Take the consent back before handing in, as easily as it was given: what was written goes, nothing is assessed."""
        self.ensure_one()
        if self.state not in OPEN:
            return
        self._valid_consent("assessment")._withdraw()
        self.answer_ids._forget()
        self.write({"state": "withdrawn", "started_at": False, "invitation_state": False})
        self._tell_recruiter_of_withdrawal()

    def _tell_recruiter_of_withdrawal(self):
        interview = self._for_recruiter()
        note = interview.env._("%s has withdrawn from the interview. What was written is deleted.", self.partner_name or self.email)
        interview.message_post(body=note)
        interview.activity_schedule("mail.mail_activity_data_todo", summary=note[:100], user_id=self._recruiter().id)

    # --- the page of rights, and that of the status ---------------------------------------------------------------

    def _candidate_rights(self, page):
        return {
            "may_withdraw": self.state in OPEN,
            "may_ask": self.state != "withdrawn",
            "talent_pool": self._has_consent("talent_pool"),
            **self._asked("human_review", "review"),
            **self._asked("access", "access"),
            **self._asked("erasure", "erasure"),
        }

    def _asked(self, kind, name):
        request = self._request(kind)
        answered = request.state in ("done", "refused")
        return {
            f"{name}_asked": self._asked_words(kind, self._candidate_time(request.create_date)) if request else "",
            f"{name}_waits": bool(request) and not answered,
            f"{name}_answer": (request.answer or "") if answered else "",
            f"{name}_outcome": dict(request._fields["outcome"]._description_selection(self.env)).get(request.outcome, ""),
        }

    def _asked_words(self, kind, moment):
        if kind == "erasure":
            return self.env._("You asked on %s for the erasure of your data.", moment)
        if kind == "access":
            return self.env._("You asked on %s for a copy of your data.", moment)
        return self.env._("You asked for it on %s.", moment)

    def _candidate_status(self, page):
        rights, feedback = self._candidate_rights(page), self.sudo().feedback_ids
        withdrawn = self.state == "withdrawn"
        return {
            **rights,
            "heading": self.env._("You have withdrawn") if withdrawn else self.env._("Thank you, %s", page["name"]),
            "submitted": self.submitted_at and self.env._("Your answers arrived on %s.", self._candidate_time(self.submitted_at)),
            "news": self._candidate_news(rights, feedback),
            "feedback": feedback._sent_body(),
            "read": self._what_the_machine_read(),
        }

    def _candidate_news(self, rights, feedback):
        """How it goes on, in a sentence. It never says more of the result than the feedback itself."""
        if self.state == "withdrawn":
            return self.env._(
                "Nothing of your interview is assessed, and what you wrote is deleted. We have told the person who invited you."
            )
        if rights["review_answer"]:
            return self.env._("A person has looked at your answers again: you find the answer below.")
        if rights["review_asked"]:
            return self.env._("A person will look at your answers again and write to you.")
        if feedback._sent_body():
            return self.env._("Your feedback is below.")
        return self._candidate_prospect(feedback)

    def _candidate_prospect(self, feedback):
        if feedback.state == "due":
            return self.env._("Your feedback comes by e-mail by %s, and stands here then.", self._candidate_time(feedback.promised_at))
        if self.state == "submitted" and self._machine_reads():
            return self.env._("Your answers are being read. Within the hour you see here how it goes on; feedback also comes by e-mail.")
        return self.env._("A person of our team is looking at your answers and will write to you.")

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
