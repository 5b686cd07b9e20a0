"""The demo data holds what was rated only; what it shows the engine has found in it."""

import statistics

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestDemo(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.severe = cls.env["res.users"].search([("login", "=", "zhou.lei@example.com")])
        reports = cls.env["hr.competency.rater"].search([("rater_id", "=", cls.severe.id)])
        cls.reports = reports.search([("date_to", "=", max(reports.mapped("date_to"), default=False))])
        pairs = cls.env["hr.competency.calibration"].search([("rater_id", "=", cls.severe.id)])
        cls.model = pairs.model_id

    def setUp(self):
        super().setUp()
        if not self.severe:
            self.skipTest("installed without demo data")

    def test_the_reports_name_who_is_severe_and_whose_levels_have_a_halo_and_nobody_else(self):
        found = {finding.rater_id.name: finding.code for finding in self.reports.finding_ids}
        self.assertEqual(found, {"周磊": "severity", "许静": "halo"})
        self.assertEqual(set(self.reports.mapped("people")), {20})
        self.assertTrue(any(self.reports.mapped("undecided")), "what twenty people cannot show is said")

    def test_the_suggestion_gives_listening_more_weight(self):
        rows = self.model.suggestion_ids.filtered(
            lambda row: row.competency_id == self.env.ref("hr_competency.competency_active_listening")
        )
        self.assertEqual((rows.old_weight, rows.sample_size, rows.state), (10, 60, "new"))
        self.assertGreater(rows.low, 20)
        self.assertGreater(rows.expected_after, rows.expected_before)

    def test_the_comparisons_lie_over_a_year(self):
        months = self.env["hr.competency.calibration"]._read_group(
            [("model_id", "=", self.model.id), ("competency_id", "=", False)], ["date:month"], ["__count"]
        )
        self.assertEqual(sum(count for _month, count in months), 120)
        self.assertGreaterEqual(len(months), 10)

    def test_an_unchanged_model_lets_pass_who_passed(self):
        engine = self.env["hr.competency.engine"]
        for model in self.env["hr.competency.model"].search([("state", "=", "active"), ("assessment_ids", "!=", False)]):
            with self.subTest(model.name):
                found = engine._would_pass(model.job_id, [line._engine_line() for line in model.line_ids], model.pass_score)
                self.assertEqual(found["then"], found["now"])

    def test_nobody_is_asked_to_do_anything_about_what_is_over(self):
        people = self.env["hr.applicant"].with_context(active_test=False).search([("job_id", "=", self.model.job_id.id)])
        self.assertEqual((len(people), set(people.mapped("application_status"))), (60, {"refused", "hired"}))
        self.assertFalse(people.activity_ids)

    def test_who_was_hired_shows_whether_the_score_before_was_right(self):
        outcomes = self.env["hr.competency.outcome"].search([("job_id", "=", self.model.job_id.id)])
        self.assertEqual(len(outcomes), 12)
        self.assertEqual(set(outcomes.applicant_id.mapped("application_status")), {"hired"})
        self.assertTrue(all(outcomes.mapped("predicted")))
        scores, points = outcomes.mapped("predicted"), outcomes.mapped("score")
        self.assertGreater(statistics.correlation(scores, points), 0.3)

    def test_versions_are_named_after_their_job_in_every_language(self):
        if not self.env["res.lang"]._lang_get("zh_CN"):
            self.skipTest("without Chinese")
        self.assertEqual(self.model.name, "Customer Service Specialist v1")
        self.assertEqual(self.model.with_context(lang="zh_CN").name, "客户服务专员 v1")
