from odoo import models

from .ai_interview import OPEN, SUBMITTED


class HrAiInterview(models.Model):
    """The candidate's rights: consent, what the machine read, a person's judgement, the talent pool, erasure."""

    _inherit = "hr.ai.interview"

    def _consent_words(self, purpose):
        if purpose == "assessment":
            return self.env._("I agree that my answers are assessed in this way for this application.")
        return super()._consent_words(purpose)

    def _may_state(self):
        """Once the answers are handed in: nobody shall think that it counts for them."""
        return self.state in SUBMITTED

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
            **super()._candidate_rights(page),
            "may_withdraw": self.state in OPEN,
            "may_ask": self.state != "withdrawn",
        }

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
            "statement": self._candidate_statement_values(),
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
        question = self.question_ids.filtered(lambda q: q._key() == answer.key).text or answer.question
        return {"question": question, **answer._candidate_values()}
