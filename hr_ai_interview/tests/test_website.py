"""Applying again on the website."""

from odoo import Command
from odoo.tests import HttpCase, tagged

from .common import GOOD, InterviewCase


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

    # --- before the machine reads (LAW-6) -----------------------------------------------------------------------------

    def _apply(self, **values):
        """Send the form of the website with a CV, as its script does."""
        values = {"partner_name": "Hu Die", "email_from": "hudie@example.com", "partner_phone": "12345", "job_id": self.job.id, **values}
        files = {"Resume[0][0]": ("cv.txt", GOOD.encode(), "text/plain")}
        answer = self.url_open("/website/form/hr.applicant", data=values, files=files).json()
        return self.env["hr.applicant"].browse(answer["id"])

    def test_law6_the_form_says_that_software_reads_and_who_objects_is_not_read(self):
        self.job.website_published = True
        page = self.url_open(f"/jobs/apply/{self.job.id}")
        self.assertIn("Your CV is read by software (AI)", page.text)
        self.assertIn('name="competency_objects"', page.text)
        applicant = self._apply(competency_objects="Yes")
        self.assertTrue(applicant.attachment_ids)
        self.assertEqual((applicant.competency_cv_state, bool(applicant.competency_assessment_ids)), ("people", False))
        self.assertIn("I object", applicant.competency_consent_ids.text)
        self.assertTrue(applicant.activity_ids, "a person has to read it")

    def test_law6_who_says_nothing_is_read(self):
        applicant = self._apply()
        self.assertEqual((applicant.competency_cv_state, applicant.competency_objects), ("pending", False))

    def test_the_form_of_a_job_without_a_model_says_nothing_of_it(self):
        job = self.env["hr.job"].create({"name": "No model", "website_published": True})
        self.assertNotIn("competency_objects", self.url_open(f"/jobs/apply/{job.id}").text)
