"""Step 5: who did not pass gets personal feedback within the hour and stands in the talent pool."""

from datetime import timedelta

from freezegun import freeze_time
from odoo import fields
from odoo.tests import tagged

from ..common import LoopCase
from ..people import WEAK


@tagged("post_install", "-at_install")
class TestFeedbackAndArchive(LoopCase):
    def setUp(self):
        super().setUp()
        self.applicant = self.interviewed(WEAK["zh"])

    def _send(self, minutes):
        with freeze_time(fields.Datetime.now() + timedelta(minutes=minutes)):
            self.env["hr.ai.interview.feedback"]._cron_send()

    def test_feedback_is_sent_within_the_hour(self):
        self._send(55)
        feedback = self.applicant.ai_interview_id.feedback_id
        self.assertEqual(feedback.state, "sent")
        self.assertLessEqual(feedback.due, feedback.promised_at)
        message = self.mail.html(self.mail.to("wang@example.com")[-1])
        gap = self.applicant.competency_assessment_id._gaps()[0]
        name = self.env["hr.competency"].browse(gap["competency_id"]).with_context(lang="zh_CN").name
        self.assertIn(name, message)
        self.assertRegex(message, r"/interview/[\w-]{43}")

    def test_held_feedback_stays(self):
        before = len(self.mail.messages)
        self.applicant.ai_interview_id.feedback_id.with_user(self.recruiter).action_hold()
        self._send(55)
        self.assertEqual(len(self.mail.messages), before)

    def test_feedback_is_never_sent_twice(self):
        self._send(55)
        count = len(self.mail.messages)
        self._send(56)
        self.assertEqual(len(self.mail.messages), count)

    def test_the_person_stands_in_the_talent_pool(self):
        talent = self.applicant.pool_applicant_id
        self.assertTrue(talent.active)
        self.assertTrue(talent.talent_pool_ids)
        self.assertTrue(talent.talent_gap_ids)
        self.assertTrue(talent.talent_reason)
        self.assertTrue(talent.talent_career_plan)
        self.assertTrue(self.applicant.active, "the machine refuses nobody")

    def test_without_consent_nobody_is_kept(self):
        other = self.interviewed(WEAK["zh"], talent_pool="", name="李四", address="li@example.com")
        self.assertFalse(other.pool_applicant_id)
