from odoo import models
from odoo.addons.hr_competency.models.hr_competency_request import stored_messages, stored_values


class HrApplicant(models.Model):
    _inherit = "hr.applicant"

    def unlink(self):
        """Whoever deletes an application means all of it."""
        self.check_access("unlink")
        self._ai_interview_erase()
        return super().unlink()

    def _competency_erase_details(self):
        self._ai_interview_erase()
        return super()._competency_erase_details()

    def _ai_interview_erase(self):
        """Interviews, scorecards and their messages go too; the rows alone would leave what was written to them."""
        erasing = self.sudo().with_context(ai_interview_erasure=True)
        erasing.ai_review_ids.unlink()
        # a database's cascade would leave the messages of the feedback
        erasing.ai_interview_ids.feedback_ids.unlink()
        erasing.ai_interview_ids.unlink()

    def _competency_hold_mails(self, reason):
        """Feedback waits for a person."""
        self.sudo().ai_interview_ids.feedback_ids._hold(reason)
        return super()._competency_hold_mails(reason)

    def _competency_first_judges(self):
        """Who wrote the feedback told the candidate the result."""
        return super()._competency_first_judges() | self.sudo().ai_interview_ids.feedback_ids.edited_by_id

    def _competency_stored_data(self):
        """Questions and answers as the candidate gave them, the feedback, and what interviewers wrote."""
        applicant = self.sudo()
        return super()._competency_stored_data() | {
            "interviews": [one._stored_data() for one in applicant.ai_interview_ids],
            "scorecards": [
                {
                    **stored_values(one),
                    "comments": [stored_values(line) for line in one.line_ids],
                    "messages": stored_messages(one),
                }
                for one in applicant.ai_review_ids
            ],
        }


class HrAiInterview(models.Model):
    _inherit = "hr.ai.interview"

    def _stored_data(self):
        """The interview as plain values for the person whose it is."""
        return {
            **stored_values(self),
            "answers": [{"question": one.text, "answer": one.answer_text} for one in self.question_ids],
            "feedback": [stored_values(one) for one in self.feedback_ids],
            "messages": [text for one in (self, *self.feedback_ids) for text in stored_messages(one)],
        }
