"""What an import or another program may not write: results, and who has rated (ACC-2, ACC-3)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CompetencyCase


@tagged("post_install", "-at_install")
class TestGuarded(CompetencyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._activate()

    def test_acc3_nobody_enters_a_result_by_hand(self):
        self._assess()
        applicant = self.applicant.with_user(self.manager)
        for values in (
            {"competency_score": 99},
            {"competency_verdict": "passed"},
            {"competency_match_score": 99},
            {"competency_missing_ids": [(5,)]},
            {"competency_refused_by_id": self.users["employee"].id},
        ):
            with self.subTest(values):
                self.assertRaises(AccessError, applicant.write, values)
                self.assertRaises(AccessError, applicant.create, {"partner_name": "Li Na", **values})

    def test_acc3_neither_does_odoos_import(self):
        found = self.env["hr.applicant"].with_user(self.manager).load(["partner_name", "competency_score"], [["Li Na", "99"]])
        self.assertFalse(found["ids"])
        self.assertIn("by hand", found["messages"][0]["message"])

    def test_acc2_an_interviewer_cannot_say_to_have_rated(self):
        self._assess()
        applicant, assessments = self.applicant.with_user(self.interviewer), self.env["hr.competency.assessment"]
        self.assertFalse(assessments.with_user(self.interviewer).search([("applicant_id", "=", applicant.id)]))
        for values in ({"competency_rated_user_ids": [(4, self.interviewer.id)]}, {"competency_blind_user_ids": [(5,)]}):
            with self.subTest(values):
                self.assertRaises(AccessError, applicant.write, values)
        applicant.partner_name = "Wei Chen (changed)"

    def test_law5_a_request_is_closed_by_its_buttons_only(self):
        request = self.env["hr.competency.request"]._ask("access", self.applicant).with_user(self.recruiter)
        for values in ({"state": "done"}, {"decided_by_id": self.manager.id}, {"date_done": "2024-01-01"}):
            with self.subTest(values):
                self.assertRaises(AccessError, request.write, values)
        request.answer = "Here it is."
        request.action_done()
        self.assertEqual((request.state, request.decided_by_id), ("done", self.recruiter))
        again = request.copy()
        self.assertEqual((again.state, again.answer, again.decided_by_id.id), ("new", False, False), "another request, not decided yet")

    def test_a_recruiter_may_duplicate_what_has_results(self):
        self._assess()
        twin = self.applicant.with_user(self.recruiter).copy()
        self.assertFalse(twin.competency_has_score)

    def test_acc3_an_active_model_is_not_hidden(self):
        with self.assertRaisesRegex(UserError, "retire it first"):
            self.model.with_user(self.manager).action_archive()
        self.model.with_user(self.manager).action_retire()
        self.model.with_user(self.manager).action_archive()
        self.assertFalse(self.model.active)

    def test_what_a_suggestion_rests_on_and_what_was_decided_stays(self):
        suggestions = self.env["hr.competency.suggestion"]
        row = suggestions.create({"model_id": self.model.id, "competency_id": self.planning.id, "new_weight": 70, "sample_size": 40})
        row = row.with_user(self.manager)
        for values in ({"sample_size": 400}, {"state": "accepted"}, {"high": 99}, {"competency_id": self.research.id}):
            with self.subTest(values):
                self.assertRaises(AccessError, row.write, values)
        row.write({"new_weight": 60, "answer": "Not so fast."})
        row.action_reject()
        self.assertEqual((row.state, row.decided_by_id), ("rejected", self.manager))
        for values in ({"new_weight": 80}, {"answer": "Yes."}):
            with self.subTest(values):
                self.assertRaises(UserError, row.write, values)

    def test_what_the_machine_had_predicted_is_not_entered_with_the_outcome(self):
        employee = self.env["hr.employee"].create({"name": "E"})
        outcomes = self.env["hr.competency.outcome"].with_user(self.users["hr_officer"])
        outcome = outcomes.create({"employee_id": employee.id, "score": 70})
        self.assertRaises(AccessError, outcome.write, {"predicted": 70})
        self.assertRaises(AccessError, outcomes.create, {"employee_id": employee.id, "score": 70, "predicted": 70})
        outcome.score = 75
