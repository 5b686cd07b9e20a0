"""Step 2: a candidate gets a link by mail, consents, answers three questions, submits; without JavaScript."""

from odoo.tests import tagged

from ..common import LoopCase
from ..people import STRONG


@tagged("post_install", "-at_install")
class TestCandidateAnswers(LoopCase):
    def test_the_mail_arrives_in_the_candidates_language(self):
        applicant = self.apply()
        self.invite(applicant)
        message = self.mail.to("wang@example.com")[0]
        self.assertIn("面试", str(message["Subject"]) + self.mail.html(message))

    def test_answers_are_kept_and_handed_in(self):
        applicant = self.apply()
        path = self.invite(applicant)
        self.answer_all(path, STRONG["zh"])
        interview = applicant.ai_interview_id
        self.assertEqual(interview.state, "submitted")
        self.assertEqual(interview.question_ids.mapped("answer_text"), STRONG["zh"])
        self.assertTrue(applicant.competency_consent_ids.filtered(lambda c: c.purpose == "assessment" and not c.withdrawn))

    def test_nothing_starts_without_consent(self):
        path = self.invite(self.apply())
        page = self.post(f"{path}/info", self.url_open(path), name="王小明", phone="")
        self.assertIn('name="consent"', page.text)
        page = self.post(f"{path}/answer", page, number="1", text="x", nonce="n")
        self.assertFalse(self.env["hr.ai.interview.answer"].search([("text", "=", "x")]))

    def test_the_page_says_that_a_machine_reads(self):
        page = self.url_open(self.invite(self.apply()))
        self.assertIn("AI", page.text)
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
