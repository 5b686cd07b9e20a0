"""CVs are read in the background; one bad file stops no other."""

import base64
from unittest.mock import patch

from odoo.tests import tagged

from .common import ANSWER, CompetencyCase

CV = f"""Wei Chen
Experience
2018-03 – 2021-06 Alibaba, Product Manager
{ANSWER}
2021-07 – 2024-05 Tencent, Senior Product Manager
Planned the roadmap of a payment app for two years and decided with data what to leave out.
Education
2014 – 2018 Zhejiang University, Bachelor of Computer Science
"""


@tagged("post_install", "-at_install")
class TestCV(CompetencyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._activate()

    def _attach(self, text=CV, name="cv.txt", applicant=None):
        data = text if isinstance(text, bytes) else text.encode()
        return self.env["ir.attachment"].create(
            {
                "name": name,
                "res_model": "hr.applicant",
                "res_id": (applicant or self.applicant).id,
                "datas": base64.b64encode(data),
            }
        )

    def _run(self):
        """The cron's work on every waiting row of these tests, without its commits."""
        rows = self.env["hr.competency.assessment"].search([("state", "=", "pending"), ("job_id", "=", self.job.id)])
        for row in rows:
            row._match_one()

    def test_new_file_waits_and_is_matched_with_quotes(self):
        self._attach()
        self.assertEqual(self.applicant.competency_cv_state, "pending")
        self._run()
        self.assertEqual((self.applicant.competency_cv_state, self.applicant.competency_cv_error), ("done", False))
        assessment = self.applicant.competency_assessment_id
        self.assertEqual(assessment.source, "cv")
        self.assertGreater(self.applicant.competency_match_score, 0)
        self.assertTrue(assessment.evidence_ids)
        for evidence in assessment.evidence_ids:
            self.assertEqual(evidence.source_id.text[evidence.start : evidence.end], evidence.quote)
        self.assertIn("<li>", str(self.applicant.with_user(self.recruiter).competency_match_explanation))

    def test_chinese_text_file_is_read_although_odoo_indexes_none_of_it(self):
        attachment = self._attach("带领5人团队完成支付项目，组织了20场用户访谈。")
        self.assertNotIn("团队", attachment.index_content or "", "Odoo reads it now: our own reading may be dropped")
        self._run()
        self.assertIn("用户访谈", self.applicant.competency_assessment_id.source_ids.text)

    def test_bg2_bad_file_gets_an_error_and_stops_no_other(self):
        other = self.env["hr.applicant"].create({"partner_name": "Other", "job_id": self.job.id})
        self._attach(b"%PDF-1.4 broken", "cv.pdf")
        self._attach(applicant=other)
        self._run()
        self.assertEqual((self.applicant.competency_cv_state, other.competency_cv_state), ("error", "done"))
        self.assertTrue(self.applicant.competency_cv_error)
        self.assertFalse(self.applicant.competency_assessment_id)

    def test_bg2_engine_failure_is_tried_three_times(self):
        self._attach()
        engine = type(self.env["hr.competency.engine"])
        with patch.object(engine, "_screen", side_effect=RuntimeError("boom")):
            self._run()
            self.assertEqual(self.applicant.competency_cv_state, "pending")
            self._run()
            self._run()
        self.assertEqual(self.applicant.competency_cv_state, "error")
        self.applicant.competency_assessment_ids.with_user(self.recruiter).action_retry()
        self._run()
        self.assertEqual(self.applicant.competency_cv_state, "done")

    def test_switched_off_company_waits(self):
        self._attach()
        self.env.company.competency_scoring_enabled = False
        self.assertFalse(
            self.env["hr.competency.assessment"].search(
                [*self.env["hr.competency.assessment"]._waiting_cv_domain(), ("job_id", "=", self.job.id)]
            )
        )

    def test_cron_finishes_all_that_waits(self):
        self._attach()
        with self.enter_registry_test_mode():
            self.env.ref("hr_competency.cron_match_cv").method_direct_trigger()
        self.assertEqual(self.applicant.competency_cv_state, "done")

    def test_changed_model_matches_again(self):
        self._attach()
        self._run()
        draft = self.env["hr.competency.model"].browse(self.model.action_new_version()["res_id"])
        draft.line_ids[0].weight = 10
        self._activate(draft)
        self.assertEqual(self.applicant.competency_cv_state, "pending")
        self._run()
        self.assertEqual(self.applicant.competency_assessment_id.model_id, draft)
        self.assertEqual(len(self.applicant.competency_assessment_ids), 2)

    def test_ai_interview_speaks_before_the_cv(self):
        self._attach()
        self._run()
        interview = self._assess()
        self.assertEqual(self.applicant.competency_assessment_id, interview)
        self.assertTrue(self.applicant.competency_match_score)

    def test_earlier_interviews_of_the_same_person_count(self):
        self.applicant.email_from = "wei.chen@example.com"
        self._attach("Wei Chen\nExperience\n2018-03 – 2021-06 Alibaba, Product Manager\n")
        self._run()
        without = self.applicant.competency_match_score
        earlier = self.env["hr.applicant"].create({"partner_name": "Wei Chen", "email_from": "wei.chen@example.com", "job_id": self.job.id})
        self._rate(5, applicant=earlier)
        again = self.env["hr.applicant"].create({"partner_name": "Wei Chen", "email_from": "wei.chen@example.com", "job_id": self.job.id})
        self._attach("Wei Chen\nExperience\n2018-03 – 2021-06 Alibaba, Product Manager\n", applicant=again)
        self._run()
        self.assertGreater(again.competency_match_score, without)

    def test_odoos_own_matching_score_stays(self):
        before = self.applicant.matching_score
        self._attach()
        self._run()
        self.assertEqual(self.applicant.matching_score, before)

    def test_ranking_needs_the_same_queries_for_any_number(self):
        def rank(count):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["hr.applicant"].with_user(self.recruiter).search_read(
                [("job_id", "=", self.job.id)],
                ["partner_name", "competency_score", "competency_match_score", "competency_verdict", "competency_missing_ids"],
                order="competency_match_score desc, id",
                limit=count,
            )
            return self.env.cr.sql_log_count - before

        self.env["hr.applicant"].create([{"partner_name": f"P{n}", "job_id": self.job.id} for n in range(60)])
        rank(1)
        self.assertEqual(rank(2), rank(60))
