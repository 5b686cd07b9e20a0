"""倾听能力 counts 10 % in the model. Those who were hired prove that it matters twice as much: the suggestion says 20 %, HR
accepts it, the next version goes through approval, and applicants are judged by it from then on."""

from odoo.tests import tagged

from ..judged import JudgedCase

PROVED = {"user_research": 80 / 3, "product_planning": 80 / 3, "cross_functional_collaboration": 80 / 3, "active_listening": 20}


@tagged("post_install", "-at_install")
class TestListening(JudgedCase):
    def setUp(self):
        super().setUp()
        draw = self.draw(5)
        for number in range(120):
            applicant, levels = self._applicant(f"P{number}"), self._levels(draw)
            self._machine(applicant, levels)
            self._worked(applicant, 20 * self.weighed(levels, PROVED) + draw.gauss(0, 3))

    def _worked(self, applicant, score):
        """The person was hired; half a year later their manager says how well they do."""
        employee = self.env["hr.employee"].create({"name": applicant.partner_name, "job_id": self.job.id})
        applicant.employee_id = employee
        self.env["hr.competency.outcome"].create({"employee_id": employee.id, "score": min(100.0, max(0.0, score))})

    def test_the_weight_of_listening_goes_from_10_to_20_percent(self):
        self.assertEqual(self._share(self.model, "active_listening"), 10)
        self.model.with_user(self.manager).action_suggest()
        listening = self.model.suggestion_ids.filtered(lambda row: row.competency_id == self._competency("active_listening"))
        self.assertEqual((listening.old_weight, listening.new_weight, listening.outcome), (10, 20, "performance"))
        self.assertTrue(listening.low < 20 < listening.high and listening.low > 10)
        self.assertEqual((listening.sample_size, listening.is_small), (120, False))
        self.assertIn("20", listening.reason)

        listening.with_user(self.manager).action_accept()
        draft = listening.result_model_id
        self.assertEqual((draft.state, self._share(draft, "active_listening"), self._share(draft, "user_research")), ("draft", 20, 27))
        self.assertEqual(self.job.competency_model_id, self.model, "nothing changes before approval")
        self._activate(draft)
        self.assertEqual(self.job.competency_model_id, draft)
        self.assertEqual((self.model.state, self._share(self.model, "active_listening")), ("retired", 10))
