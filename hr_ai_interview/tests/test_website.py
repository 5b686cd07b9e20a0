"""Applying again on the website."""

from odoo import Command
from odoo.tests import HttpCase, tagged

from .common import InterviewCase


@tagged("post_install", "-at_install")
class TestWebsite(InterviewCase, HttpCase):
    def _warning(self, job=None, **value):
        ((field, value),) = value.items()
        params = {"field": field, "value": value, "job_id": (job or self.job).id}
        return self.make_jsonrpc_request("/website_hr_recruitment/check_recent_application", params)["message"]

    def test_an_open_application_is_named(self):
        self.assertIn("already exists", self._warning(email=self.applicant.email_from))
        self.assertTrue(self._warning(name=self.applicant.partner_name))

    def test_trap1_nobody_is_advised_against_trying_again(self):
        address = self.applicant.email_from
        reason = self.env["hr.applicant.refuse.reason"].create({"name": "Not now"})
        self.env["applicant.get.refuse.reason"].create(
            {"refuse_reason_id": reason.id, "applicant_ids": [Command.set(self.applicant.ids)], "send_mail": False}
        ).action_refuse_reason_apply()
        self.assertFalse(self._warning(email=address))

    def test_nobody_can_ask_who_stands_in_the_talent_pool(self):
        pool = self.env["hr.talent.pool"].create({"name": "Pool"})
        self.env["hr.applicant"].create(
            {"partner_name": "Quiet Talent", "email_from": "quiet@example.com", "talent_pool_ids": [Command.set(pool.ids)]}
        )
        self.assertFalse(self._warning(email="quiet@example.com"))
        self.assertFalse(self._warning(name="Quiet Talent"))
