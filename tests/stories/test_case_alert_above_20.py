"""AI says 85, the interviewer 60: 25 % of the scale apart. The recruiter is asked, once, to review the standard."""

from odoo.tests import tagged

from ..judged import JudgedCase


@tagged("post_install", "-at_install")
class TestAlertAbove20(JudgedCase):
    def _both(self, machine, human, name="周"):
        applicant = self._applicant(name)
        self._machine(applicant, dict.fromkeys(self.weights, machine))
        self._person(applicant, dict.fromkeys(self.weights, human), self.users["interviewer"])
        return applicant

    def _reviews(self, record):
        return record.activity_ids.filtered(lambda one: one.activity_type_id == self.env.ref("hr_competency.activity_review_standard"))

    def test_25_percent_alerts_the_recruiter_once(self):
        applicant = self._both(4.25, 3)
        total = applicant.competency_calibration_ids.filtered(lambda row: not row.competency_id)
        self.assertEqual((total.machine_score, total.human_score, total.distance), (85.0, 60.0, 25.0))
        self.assertTrue(applicant.competency_alert)
        self.assertEqual(self._reviews(applicant).user_id, self.recruiter)
        self.assertNotIn("25", self._reviews(applicant).note, "who still has to rate reads the activity too")
        self._person(applicant, dict.fromkeys(self.weights, 2), self.users["manager"])
        self.assertEqual(len(self._reviews(applicant)), 1, "one open activity, not one a rating")

    def test_20_percent_is_still_agreement(self):
        applicant = self._both(4, 3)
        self.assertFalse(applicant.competency_alert)
        self.assertFalse(self._reviews(applicant))

    def test_each_company_sets_its_threshold(self):
        self.env.company.competency_alert_threshold = 10
        self.assertTrue(self._both(4, 3).competency_alert)

    def test_when_all_differ_the_model_itself_is_reviewed_once(self):
        for number in range(8):
            self._both(4.5, 3, name=f"P{number}")
        self.assertEqual(len(self._reviews(self.model)), 1)
        self.assertEqual(self.model.consistency_rate, 0.0)
