"""Keeping in touch, and letting go in time."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import TalentCase


@tagged("post_install", "-at_install")
class TestCheckin(TalentCase):
    def setUp(self):
        super().setUp()
        self.talent = self._fail()
        self.talent.talent_next_checkin = fields.Date.today()

    def _run(self, name):
        with self.enter_registry_test_mode():
            self.env.ref(f"hr_talent_pool.{name}").method_direct_trigger()
        self.env.invalidate_all()

    def _activity(self, name):
        kind = self.env.ref(f"hr_talent_pool.{name}")
        return self.talent.activity_ids.filtered(lambda a: a.activity_type_id == kind)

    def _mails(self):
        return self.env["mail.mail"].search([("recipient_ids", "in", self.talent.partner_id.ids)])

    def test_the_button_says_who_is_written_to_and_who_has_to_be_called(self):
        silent = self._fail(self._applicant("Li Na", False))
        action = (self.talent | silent).with_user(self.recruiter).action_talent_check_in()
        self.assertIn("on its way to Wei Chen", action["params"]["message"])
        self.assertIn("please call: Li Na", action["params"]["message"])
        self.env["hr.competency.consent"].search(
            [("applicant_id", "in", self.talent.talent_assessment_id.applicant_id.ids)]
        ).withdrawn = "2026-01-01"
        self.talent.invalidate_recordset(["talent_has_consent"])
        with self.assertRaises(UserError):
            self.talent.with_user(self.recruiter).action_talent_check_in()

    def test_who_was_hired_or_waits_for_a_person_is_named_and_not_written_to(self):
        hired, contested = self._fail(self._applicant("Li Na", "li@example.com")), self._fail(self._applicant("Ana", "ana@example.com"))
        hired.talent_employee_id = self.env["hr.employee"].create({"name": "Li Na"})
        self.env["hr.competency.request"]._ask("human_review", contested.talent_assessment_id.applicant_id)
        action = (self.talent | hired | contested).with_user(self.recruiter).action_talent_check_in()
        self.assertIn("on its way to Wei Chen.", action["params"]["message"])
        self.assertIn("Not written to", action["params"]["message"])
        self.assertFalse((hired | contested).talent_checkin_ids)
        with self.assertRaisesRegex(UserError, "Nobody to write to"):
            hired.with_user(self.recruiter).action_talent_check_in()
        with self.assertRaisesRegex(UserError, "Nobody to invite"):
            hired.with_user(self.recruiter).action_talent_invite_courses()

    def test_due_talent_gets_a_mail_and_the_recruiter_an_activity(self):
        self._run("cron_checkin")
        checkin = self.talent.talent_checkin_ids
        self.assertEqual((checkin.state, checkin.user_id), ("sent", self.recruiter))
        self.assertEqual(len(self._mails()), 1)
        self.assertIn("Wei Chen", self._mails().subject)
        self.assertEqual(self._activity("mail_activity_checkin").user_id, self.recruiter)
        months = self.company.talent_checkin_months
        self.assertEqual(self.talent.talent_next_checkin, fields.Date.add(fields.Date.today(), months=months))

    def test_law6_who_waits_for_a_human_review_is_not_written_to(self):
        self.env["hr.competency.request"]._ask("human_review", self.talent.talent_assessment_id.applicant_id)
        self._run("cron_checkin")
        self.assertFalse(self._mails() | self._mails().browse(self.talent.talent_checkin_ids.ids))

    def test_second_run_writes_to_nobody_twice(self):
        self._run("cron_checkin")
        self._run("cron_checkin")
        self.assertEqual(len(self.talent.talent_checkin_ids), 1)
        self.assertEqual(len(self._mails()), 1)

    def test_switched_off_by_the_company(self):
        self.company.talent_checkin_months = 0
        other = self._fail(self._applicant("Li Na", "li@example.com"))
        self.assertFalse(other.talent_next_checkin)

    def test_without_consent_nobody_is_written_to(self):
        self.talent._talent_consents().sudo().write({"withdrawn": fields.Datetime.now()})
        self._run("cron_checkin")
        self.assertFalse(self.talent.talent_checkin_ids)
        self.assertFalse(self._mails())

    def test_without_mail_address_the_recruiter_calls(self):
        self.talent = self._fail(self._applicant("No Mail", False, partner_phone="123"))
        self.talent.talent_next_checkin = fields.Date.today()
        self._run("cron_checkin")
        self.assertEqual(self.talent.talent_checkin_ids.state, "to_call")
        self.assertTrue(self._activity("mail_activity_checkin"))

    def test_our_own_message_is_no_sign_of_life_but_an_answer_is(self):
        long_ago = fields.Date.today() - timedelta(days=200)
        self.talent.talent_last_contact = long_ago
        self._run("cron_checkin")
        self.assertEqual(self.talent.talent_last_contact, long_ago)
        self.talent.with_user(self.recruiter).talent_checkin_ids.action_later()
        self.assertEqual(self.talent.talent_last_contact, fields.Date.today())
        self.assertEqual(self.talent.talent_checkin_ids.outcome, "later")
        self.assertFalse(self._activity("mail_activity_checkin"))

    def test_answer_by_mail_is_seen(self):
        self._run("cron_checkin")
        self.talent.talent_last_contact = "2020-01-01"
        self.talent.message_post(body="Still interested", message_type="email", author_id=self.talent.partner_id.id)
        self.assertEqual(self.talent.talent_checkin_ids.state, "answered")
        self.assertEqual(self.talent.talent_last_contact, fields.Date.today())

    def test_an_answer_chosen_in_the_list_counts_like_a_button(self):
        self._run("cron_checkin")
        self.talent.talent_last_contact = fields.Date.today() - timedelta(days=90)
        checkin = self.talent.talent_checkin_ids.with_user(self.recruiter)
        checkin.outcome = "not_interested"
        self.assertEqual((checkin.state, checkin.answered_on), ("answered", fields.Date.today()))
        self.assertEqual((self.talent.talent_last_contact, self.talent.talent_next_checkin), (fields.Date.today(), False))
        self.assertFalse(self._activity("mail_activity_checkin"))

    def test_who_is_not_interested_is_not_asked_again(self):
        self._run("cron_checkin")
        self.talent.with_user(self.recruiter).talent_checkin_ids.action_not_interested()
        self.assertFalse(self.talent.talent_next_checkin)

    def test_an_answer_entered_by_mistake_is_taken_back(self):
        self._run("cron_checkin")
        checkin = self.talent.talent_checkin_ids.with_user(self.recruiter)
        checkin.action_not_interested()
        self.assertFalse(self.talent.talent_next_checkin)
        checkin.outcome = "later"
        self.assertGreater(self.talent.talent_next_checkin, fields.Date.today(), "they are asked again after all")

    def test_retention_warns_before_and_erases_after(self):
        self.talent.talent_last_contact = fields.Date.today() - timedelta(days=24 * 30)
        self.assertGreater(self.talent.talent_retention_until, fields.Date.today())
        self._run("cron_retention")
        self.assertEqual(self._activity("mail_activity_retention").user_id, self.recruiter)
        self.talent.talent_last_contact = fields.Date.today() - timedelta(days=25 * 31)
        talent, gaps = self.talent, self.talent.talent_gap_ids
        self._run("cron_retention")
        self.assertFalse(talent.exists() or gaps.exists())
        self.assertTrue(self.applicant.exists())

    def test_learning_is_a_sign_of_life(self):
        self.talent.talent_last_contact = "2020-01-01"
        self._finish(self._learner(self.talent), "data")
        self.assertEqual(self.talent.talent_last_contact, fields.Date.today())
