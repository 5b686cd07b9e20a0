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
