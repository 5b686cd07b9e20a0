"""Step 4: the interviewer rates without seeing the machine's result; the difference appears and warns above 20 %."""

from odoo.tests import tagged

from ..common import LoopCase
from ..people import STRONG


@tagged("post_install", "-at_install")
class TestPeopleRateBlind(LoopCase):
    def setUp(self):
        super().setUp()
        self.applicant = self.interviewed(STRONG["zh"])

    def _review(self, level):
        review = self.env["hr.ai.interview.review"].with_user(self.interviewer)._mine(self.applicant.with_user(self.interviewer))
        review.line_ids.write({"level": str(level), "comment": "From the talk."})
        review.action_lock()
        return review

    def test_the_interviewer_sees_no_score_before_rating(self):
        mine = self.env["hr.competency.assessment"].with_user(self.interviewer)
        domain = [("applicant_id", "=", self.applicant.id), ("source", "=", "ai_interview")]
        self.assertFalse(mine.search(domain))
        self._review(4)
        self.env.invalidate_all()
        self.assertTrue(mine.search(domain))

    def test_a_wide_difference_warns_the_recruiter(self):
        self._review(1)
        self.assertTrue(self.applicant.competency_alert)
        activity = self.applicant.activity_ids.filtered(lambda a: a.user_id == self.recruiter)
        self.assertTrue(activity.filtered(lambda a: a.activity_type_id == self.env.ref("hr_competency.activity_review_standard")))

    def test_agreement_does_not_warn(self):
        score = self.applicant.competency_score
        self._review(max(1, min(5, round(1 + score / 25))))
        total = self.applicant.competency_calibration_ids.filtered(lambda c: not c.competency_id)
        self.assertLessEqual(total.distance, 20)
        self.assertFalse(total.is_alert)
