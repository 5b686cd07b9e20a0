"""LAW-4 and LAW-6 for what is read of CVs: the machine refuses nobody, and who wants no machine is read by a person."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CompetencyCase

POOR = b"I like fishing and long walks. My hobbies are photography and chess. I was born in a small town."


@tagged("post_install", "-at_install")
class TestCvLaw(CompetencyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.model.pass_score = 99
        cls._activate()
        cls.applicant.email_from = "wei@example.com"

    def _cv(self, content=POOR):
        self.env["ir.attachment"].create({"name": "cv.txt", "res_model": "hr.applicant", "res_id": self.applicant.id, "raw": content})
        self._run("hr_competency.cron_match_cv")

    def _run(self, cron):
        with self.enter_registry_test_mode():
            self.env.ref(cron).method_direct_trigger()
        self.env.invalidate_all()

    def _mails(self):
        mails = self.env["mail.mail"].sudo().search([("email_to", "ilike", "wei@example.com")]).mapped("subject")
        said = [
            ("model", "=", "hr.applicant"),
            ("res_id", "=", self.applicant.id),
            ("message_type", "in", ("email", "email_outgoing", "comment")),
        ]
        return mails + self.env["mail.message"].search(said).mapped("body")

    def test_law4_a_cv_that_does_not_pass_changes_nothing_for_the_applicant(self):
        stage = self.applicant.stage_id
        self._cv(POOR + b" I interviewed fourteen people about it.")
        self.assertEqual((self.applicant.competency_cv_state, self.applicant.competency_verdict), ("done", "not_passed"))
        for cron in ("hr_competency.cron_match_cv", "hr_competency.cron_retention"):
            self._run(cron)
        self.assertEqual((self.applicant.active, self.applicant.stage_id, self.applicant.refuse_reason_id.id), (True, stage, False))
        self.assertEqual(self._mails(), [], "nobody is written to by the machine")

    def test_law4_no_code_of_ours_refuses_or_archives_an_applicant_by_a_verdict(self):
        """Refusing is Odoo's own wizard, a person's click: none of our models calls it, and none writes a reason."""
        from pathlib import Path

        root = Path(__file__).parents[2]
        files = [
            path
            for addon in ("hr_competency", "hr_ai_interview")
            for path in (root / addon).rglob("*.py")
            if not {"tests", "demo"} & {*path.parts, *path.stem.split("_")}
        ]
        self.assertGreater(len(files), 100)
        for path in files:
            text = path.read_text("utf-8")
            for word in (
                "action_refuse_reason_apply",
                '"refuse_reason_id":',
                ".refuse_reason_id =",
                "archive_applicant",
                "action_archive",
            ):
                with self.subTest(f"{path.name}: {word}"):
                    self.assertNotIn(word, text)

    def test_law6_who_takes_the_consent_back_before_is_read_by_people_only(self):
        consents = self.env["hr.competency.consent"]
        consents._give("assessment", applicant=self.applicant)._withdraw()
        self._cv()
        self.assertEqual((self.applicant.competency_cv_state, bool(self.applicant.competency_assessment_ids)), ("people", False))

    def test_law6_a_review_asked_for_afterwards_is_a_second_persons_and_tells_the_reasons(self):
        self._cv(POOR + b" I interviewed fourteen people about it.")
        assessment = self.applicant.competency_assessment_id
        request = self.env["hr.competency.request"]._ask("human_review", self.applicant, message="Read it yourself.", assessment=assessment)
        self.assertTrue(request.activity_ids)
        self.assertEqual(request.assessment_id, assessment, "the reviewer has the evidence one click away")
        quotes = assessment.evidence_ids.mapped("quote")
        self.assertTrue(quotes)
        for quote in quotes:
            self.assertIn(quote, assessment.source_ids.text, "in the applicant's own words")
        with self.assertRaisesRegex(UserError, "Say what came of it|Say what came"):
            request.with_user(self.manager).write({"answer": "I have read it."})
            request.with_user(self.manager).action_done()
        request.with_user(self.manager).outcome = "changed"
        request.with_user(self.manager).action_done()
        self.assertEqual((request.state, request.decided_by_id, request.outcome), ("done", self.manager, "changed"))
        self.assertTrue(self.applicant.active)

    def test_law5_what_came_by_telephone_becomes_a_task_and_the_answer_reaches_the_applicant(self):
        self._cv(POOR + b" I interviewed fourteen people about it.")
        request = (
            self.env["hr.competency.request"].with_user(self.recruiter).create({"kind": "human_review", "applicant_id": self.applicant.id})
        )
        self.assertEqual((request.job_id, request.user_id, request.activity_ids.user_id), (self.job, self.recruiter, self.recruiter))
        request.with_user(self.manager).write({"answer": "We have read your CV ourselves & invite you.", "outcome": "changed"})
        request.with_user(self.manager).action_done()
        mail = self.env["mail.mail"].sudo().search([("email_to", "ilike", "wei@example.com")])
        self.assertEqual(len(mail), 1)
        self.assertIn("We have read your CV ourselves &amp; invite you.", mail.body_html)
        self.assertIn("decided otherwise", mail.body_html)

    def test_law5_a_refusal_is_told_with_its_reason_and_without_an_address_nobody_is_written_to(self):
        request = self.env["hr.competency.request"]._ask("access", self.applicant)
        request.answer = "You have had the file already."
        request.with_user(self.recruiter).action_refuse()
        self.assertIn("had the file already", self.env["mail.mail"].sudo().search([("email_to", "ilike", "wei@example.com")]).body_html)
        silent = self.env["hr.applicant"].create({"partner_name": "No address", "job_id": self.job.id})
        other = self.env["hr.competency.request"]._ask("access", silent)
        other.answer = "Nothing is stored."
        other.action_done()
        self.assertEqual(other.state, "done")
