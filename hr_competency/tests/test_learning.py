"""Learning from corrections: recruiters judge evidence, the machine follows where that is better, and says so where not."""

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CompetencyCase

DEEDS = ("we led the yearly audit of the branch", "asked the supplier for samples", "wrote the minutes", "moved the desk")


@tagged("post_install", "-at_install")
class TestLearning(CompetencyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._activate()
        cls.company = cls.env.company
        cls.learning = cls.env["hr.competency.learning"]
        cls.engine = cls.env["hr.competency.engine"]

    def _corrected_evidence(self, count=120, wrong="implicit"):
        """Evidence of one assessment; what is of the kind ``wrong`` was rejected, all else accepted."""
        assessment = self.env["hr.competency.assessment"].create(
            {"applicant_id": self.applicant.id, "model_id": self.model.id, "company_id": self.company.id, "source": "cv"}
        )
        rows = self.env["hr.competency.evidence"].create(
            [
                {
                    "assessment_id": assessment.id,
                    "competency_id": self.research.id,
                    "indicator_id": self.research.indicator_ids[number % 2].id,
                    "quote": f"{DEEDS[number % 4]} number {number}",
                    "kind": ("explicit", "implicit")[number // 2 % 2],
                    "probability": 0.4 + 0.5 * (number * 7 % 11) / 11,
                    "shipped_probability": 0.4 + 0.5 * (number * 7 % 11) / 11,
                    "strength": 0.6,
                    "finder": "semantic",
                }
                for number in range(count)
            ]
        )
        assessment.state = "done"
        right = rows.filtered(lambda row: row.kind != wrong)
        right.with_user(self.recruiter).action_accept()
        (rows - right).with_user(self.recruiter).action_reject()
        return rows

    def _finder(self):
        return self.engine._finder(self.company, None)

    def test_a_company_is_followed_and_no_other(self):
        self._corrected_evidence()
        row = self.learning._learn(self.company)
        self.assertEqual((row.state, row.reason, row.correction_count), ("active", False, 120))
        self.assertLess(row.loss_after, row.loss_before)
        self.assertGreater(row.auc_after, row.auc_before)
        self.assertIn("120", row.summary)
        other = self.env["res.company"].create({"name": "Another company"})
        self.assertNotEqual(self._finder(), self.engine._finder(other, None))
        self.assertIs(self._finder(), self._finder(), "prepared once in a process")

    def test_what_was_learned_shows_in_the_next_assessment(self):
        before = self._assess()
        self._corrected_evidence(wrong="explicit")
        self.learning._learn(self.company)
        after = self._assess()
        self.assertNotEqual(before.input_hash, after.input_hash)
        self.assertFalse(after.evidence_ids.filtered(lambda one: one.kind == "explicit" and one.probability > 0.6))
        for piece in after.evidence_ids.filtered(lambda one: not one.lacking):
            self.assertNotEqual(piece.probability, piece.shipped_probability, "the next lesson starts from the shipped model")

    def test_too_few_corrections_change_nothing(self):
        self._corrected_evidence(count=12)
        shipped = self._finder()
        row = self.learning._learn(self.company)
        self.assertEqual((row.state, row.reason, row.weights), ("unused", "too_few", False))
        self.assertIs(self._finder(), shipped)
        self.assertEqual(self.learning._note(self.company), "12 of at least 30 corrections so far.")

    def test_what_is_in_use_stays_where_the_next_is_no_better(self):
        self._corrected_evidence()
        first = self.learning._learn(self.company)
        second = self.learning._learn(self.company)
        self.assertEqual((first.state, second.state, second.reason), ("active", "unused", "no_better"))
        self.assertIn("120", self.learning._note(self.company), "the settings speak of the one in use")

    def test_what_people_no_longer_think_is_replaced(self):
        rows = self._corrected_evidence()
        first = self.learning._learn(self.company)
        rows.write({"feedback": False})
        rows.filtered(lambda row: row.kind == "implicit").with_user(self.recruiter).action_accept()
        rows.filtered(lambda row: row.kind == "explicit").with_user(self.recruiter).action_reject()
        second = self.learning._learn(self.company)
        self.assertEqual((first.state, second.state), ("past", "active"))

    def test_an_erased_person_is_forgotten(self):
        rows = self._corrected_evidence()
        row = self.learning._learn(self.company)
        finder = self._finder()
        gone = next(quote for quote in row._learned().accepted[0][1])
        self.env.cr.execute("SELECT * FROM hr_competency_learning")
        self.assertNotIn("audit", str(self.env.cr.fetchall()), "no words of a person are stored here")
        rows.filtered(lambda one: one.quote == gone)._thawed().unlink()
        self.assertNotIn(gone, str(row._learned()))
        self.assertIsNot(self._finder(), finder)

    def test_a_manager_stops_it_and_a_recruiter_cannot(self):
        self._corrected_evidence()
        row = self.learning._learn(self.company)
        with self.assertRaises(AccessError):
            row.with_user(self.recruiter).action_stop()
        row.with_user(self.manager).action_stop()
        self.assertEqual((row.state, row.reason), ("past", "stopped"))

    def test_a_company_may_switch_it_off(self):
        self._corrected_evidence()
        self.learning._learn(self.company)
        learned = self._finder()
        self.company.competency_learning_enabled = False
        self.assertIsNot(self._finder(), learned)

    def test_weights_of_another_version_are_left_alone(self):
        self._corrected_evidence()
        row = self.learning._learn(self.company)
        row.weights = [1.0]
        self.company.competency_learning_enabled = False
        shipped = self._finder()
        self.company.competency_learning_enabled = True
        self.env["hr.competency.evidence"].search([("id", "in", row.evidence_refs)], limit=1).with_user(self.recruiter).action_accept()
        self.assertIs(self._finder(), shipped)

    def test_the_cron_learns_only_where_something_was_judged(self):
        self._corrected_evidence(count=12)
        cron = self.env.ref("hr_competency.cron_learn")
        self.assertTrue(self.learning._has_news(self.company))
        with self.enter_registry_test_mode(), mute_logger("odoo.addons.base.models.ir_cron"):
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        self.assertEqual(self.learning.search_count([("company_id", "=", self.company.id)]), 1)

    def test_the_settings_show_it_and_learn_at_once(self):
        settings = self.env["res.config.settings"].create({})
        self.assertIn("thumbs", settings.competency_learning_note)
        self._corrected_evidence()
        action = settings.action_competency_learn()
        row = self.learning.browse(action["res_id"])
        self.assertEqual(row.state, "active")
        corrections = row.with_user(self.recruiter).action_corrections()
        self.assertEqual(self.env["hr.competency.evidence"].with_user(self.recruiter).search_count(corrections["domain"]), 120)
        settings.invalidate_recordset()
        self.assertEqual(settings.competency_learning_note, row.summary)
