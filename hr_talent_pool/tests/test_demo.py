"""The demo data holds inputs only; what stands in the database afterwards the engine and the flow have made."""

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestDemo(TransactionCase):
    def setUp(self):
        super().setUp()
        if not self.env.ref("hr_talent_pool.demo_course_research", raise_if_not_found=False):
            self.skipTest("installed without demo data")

    def _talent(self, email):
        people = self.env["hr.applicant"].search([("email_normalized", "=", email), ("talent_pool_ids", "!=", False)])
        return people._talent_is_one()

    def test_who_did_not_pass_and_agreed_is_in_the_pool(self):
        talent = self._talent("zhang.wei@example.com")
        self.assertTrue(talent.talent_gap_ids)
        self.assertTrue(talent.talent_assessment_id.evidence_ids, "the engine found it in the answers")
        self.assertTrue(talent.talent_course_ids)
        self.assertFalse(self._talent("emma.brown@example.com"), "no consent")
        self.assertFalse(self._talent("liu.mei@example.com"), "passed")

    def test_who_finished_a_course_is_to_be_reconsidered(self):
        talent = self._talent("li.na@example.com")
        self.assertIn("completed", talent.talent_course_ids.mapped("state"))
        self.assertIn(self.env.ref("hr_talent_pool.mail_activity_reconsider"), talent.activity_ids.activity_type_id)
        self.assertTrue(talent.talent_match_ids)

    def test_one_talent_has_answered_and_one_is_waited_for(self):
        answered, waiting = self._talent("li.na@example.com"), self._talent("zhang.wei@example.com")
        self.assertEqual(answered.talent_checkin_ids.mapped("outcome"), ["interested"])
        self.assertEqual(waiting.talent_checkin_ids.mapped("state"), ["sent"])
        self.assertFalse(self.env["mail.mail"].search([("email_to", "ilike", "zhang.wei@example.com")]))

    def test_who_was_hired_learns_on(self):
        talent = self._talent("carlos.ruiz@example.com")
        self.assertEqual(talent.talent_status, "hired")
        self.assertEqual(talent.talent_employee_id.talent_training_ids.channel_id, self.env.ref("hr_talent_pool.demo_course_risk"))
