from odoo import models


class HrApplicant(models.Model):
    _inherit = "hr.applicant"

    def _competency_erase_details(self):
        """Interviews, scorecards and their messages go too; the rows alone would leave what was written to them."""
        erasing = self.sudo().with_context(ai_interview_erasure=True)
        erasing.ai_review_ids.unlink()
        erasing.ai_interview_ids.unlink()
        return super()._competency_erase_details()

    def _competency_first_judges(self):
        """Who wrote the feedback told the candidate the result."""
        return super()._competency_first_judges() | self.sudo().ai_interview_ids.feedback_ids.edited_by_id

    def _competency_stored_data(self):
        """Questions and answers as the candidate gave them, and the feedback that was sent."""
        interviews = self.sudo().ai_interview_ids
        return super()._competency_stored_data() | {
            "interviews": [
                {
                    "state": interview.state,
                    "submitted": interview.submitted_at,
                    "answers": [{"question": one.text, "answer": one.answer_text} for one in interview.question_ids],
                    "feedback": str(interview.feedback_ids._sent_body() or ""),
                }
                for interview in interviews
            ]
        }
