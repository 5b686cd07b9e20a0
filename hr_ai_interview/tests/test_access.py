"""What the rights of each model leave open: whose records, and what they show. The matrix is in the tests of all addons."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import InterviewCase


@tagged("post_install", "-at_install")
class TestAccess(InterviewCase):
    def test_ACC_1_interviewers_see_their_own_applicants_only(self):
        self._submitted()
        stranger = new_test_user(self.env, "a_stranger", groups="hr_recruitment.group_hr_recruitment_interviewer")
        for model in ("hr.ai.interview", "hr.ai.interview.question", "hr.ai.interview.answer"):
            self.assertTrue(self.env[model].with_user(self.interviewer).search_count([("company_id", "=", self.env.company.id)]))
            self.assertFalse(self.env[model].with_user(stranger).search_count([]))
            for operation in ("write", "create", "unlink"):
                self.assertFalse(self.env[model].with_user(self.interviewer).has_access(operation))

    def test_ACC_4_buttons_are_not_for_interviewers(self):
        interview = self._invite()
        scored = self._scored(applicant=self._another(interviewer_ids=[(6, 0, self.interviewer.ids)]))
        for record, method in (
            (interview, "action_invite"),
            (interview, "action_revoke"),
            (interview, "action_copy_link"),
            (self.applicant, "action_ai_interview_invite"),
            (scored, "action_write_feedback"),
        ):
            with self.assertRaises(AccessError, msg=method):
                getattr(record.with_user(self.interviewer), method)()

    def test_the_hashes_of_tokens_are_for_nobody(self):
        interview = self._invite()
        for user in (self.interviewer, self.recruiter, self.manager):
            with self.assertRaises(AccessError):
                interview.with_user(user).read(["token_hash"])

    def test_recruiters_cannot_change_answers_or_results(self):
        interview = self._scored()
        with self.assertRaises(AccessError):
            interview.answer_ids.with_user(self.recruiter).write({"text": "better"})
        with self.assertRaises(AccessError):
            interview.question_ids.with_user(self.recruiter).write({"text": "other"})
        with self.assertRaises(AccessError):
            self.env["hr.ai.interview.feedback"].with_user(self.recruiter).create({"interview_id": interview.id})
