"""What becomes of an interview when its application ends, changes, or is deleted."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import InterviewCase


@tagged("post_install", "-at_install")
class TestClosedApplication(InterviewCase):
    def _refuse(self, applicant):
        reason = self.env["hr.applicant.refuse.reason"].create({"name": "Another person"})
        wizard = self.env["applicant.get.refuse.reason"].with_user(self.recruiter).with_context(active_test=False)
        wizard = wizard.create({"refuse_reason_id": reason.id, "applicant_ids": [(6, 0, applicant.ids)], "send_mail": False})
        wizard.action_refuse_reason_apply()

    def test_no_invitation_leaves_after_a_refusal(self):
        interview = self._invite()
        self._refuse(self.applicant)
        with self.smtp() as catcher:
            self._run("cron_invitation")
        self.assertFalse(catcher.messages)
        self.assertEqual(interview.state, "revoked")

    def test_who_is_refused_is_not_asked_to_write_on(self):
        interview, token = self._started()
        self._refuse(self.applicant)
        self.assertFalse(interview._find_by_token(token))
        self.assertIn("the application is closed", interview.message_ids[0].body)

    def test_a_refusal_leaves_what_was_handed_in(self):
        interview = self._scored()
        self._refuse(self.applicant)
        self.assertEqual(interview.state, "scored")

    def test_who_is_taken_back_can_be_invited_again(self):
        self._invite()
        self._refuse(self.applicant)
        self.applicant.with_user(self.recruiter).action_unarchive()
        again = self._invite()
        with self.smtp() as catcher:
            self._run("cron_invitation")
        self.assertEqual((len(catcher.messages), again.state), (1, "invited"))

    def test_who_withdraws_the_application_has_no_interview_to_write(self):
        interview, token = self._started()
        self.applicant._competency_withdraw()
        self.assertFalse(interview._find_by_token(token))
        with self.assertRaisesRegex(UserError, "taken the application back"):
            self._invite()

    def test_another_job_takes_the_first_job_s_link_back(self):
        first, token = self._started()
        other = self.env["hr.job"].create({"name": "Designer of tests"})
        self._activate(self._model(other))
        self.applicant.job_id = other
        self.assertTrue(first._find_by_token(token), "until the candidate has another link")
        second = self._invite()
        self.assertEqual((second.job_id, first.state), (other, "revoked"))
        self.assertFalse(first._find_by_token(token))

    def test_a_link_made_by_hand_is_not_undone_by_a_mail_that_waited(self):
        interview = self._invite()
        action = interview.with_user(self.recruiter).action_copy_link()
        token = action["params"]["links"][0]["url"].rsplit("/", 1)[1]
        with self.smtp() as catcher:
            self._run("cron_invitation")
        self.assertFalse(catcher.messages)
        self.assertEqual(interview._find_by_token(token), interview)

    # --- deleting -------------------------------------------------------------------------------------------------

    def test_a_deleted_application_leaves_no_message_about_anybody(self):
        interview = self._scored()
        review = self.env["hr.ai.interview.review"].with_user(self.interviewer)._mine(self.applicant)
        review.line_ids.write({"level": "2", "comment": "A plan."})
        review.action_lock()
        feedback = interview.feedback_ids or self.env["hr.ai.interview.feedback"]._write_for(interview)
        rows = [self.applicant, interview, feedback, review.sudo()]
        for row in rows:
            row.message_post(body="Wei Chen told us")
            row.activity_schedule("mail.mail_activity_data_todo", summary="Ask Wei Chen", user_id=self.recruiter.id)
        self.applicant.with_user(self.recruiter).unlink()
        for row in rows:
            here = [("res_id", "in", row.ids)]
            self.assertFalse(row.exists())
            self.assertFalse(self.env["mail.message"].search([*here, ("model", "=", row._name)]), row._name)
            self.assertFalse(self.env["mail.activity"].search([*here, ("res_model", "=", row._name)]), row._name)

    def test_a_job_with_interviews_says_why_it_stays(self):
        self._invite()
        with self.assertRaisesRegex(UserError, "archive it instead"):
            self.job.with_user(self.manager).unlink()

    # --- what only the server writes --------------------------------------------------------------------------------

    def test_acc3_nobody_enters_how_an_interview_went(self):
        interview = self._scored()
        other = self._another()
        mine = interview.with_user(self.recruiter)
        for values in (
            {"state": "draft"},
            {"score": 99},
            {"verdict": "passed"},
            {"assessment_id": False},
            {"submitted_at": "2024-01-01"},
            {"applicant_id": other.id},
            {"model_id": self._model(self.job).id},
        ):
            with self.subTest(values):
                self.assertRaises(AccessError, mine.write, values)
        new = {"applicant_id": other.id, "job_id": self.job.id, "model_id": self.model.id}
        self.assertRaises(AccessError, mine.create, {**new, "state": "scored"})
        mine.user_id = self.manager

    def test_acc3_nobody_enters_that_feedback_was_sent(self):
        interview = self._scored()
        feedback = interview.feedback_ids or self.env["hr.ai.interview.feedback"]._write_for(interview)
        for values in ({"state": "sent"}, {"sent_at": "2024-01-01"}, {"promised_at": "2030-01-01"}):
            with self.subTest(values):
                self.assertRaises(AccessError, feedback.with_user(self.recruiter).write, values)
        feedback.with_user(self.recruiter).body = "<p>Hello</p>"
        self.assertEqual(feedback.edited_by_id, self.recruiter)
