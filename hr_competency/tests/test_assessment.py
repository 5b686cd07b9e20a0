"""Assessing people: evidence, freezing, who sees what, AI against human."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CompetencyCase


@tagged("post_install", "-at_install")
class TestAssessment(CompetencyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._activate()

    def test_the_same_twice_in_one_go_is_kept_once(self):
        engine = self.env["hr.competency.engine"]
        ratings = {self.research: (4, "Twelve interviews.")}
        entries = [engine._rating(self.model, ratings, applicant=self.applicant, origin=self.applicant) for _number in range(2)]
        first, second = engine._store_many(entries)
        self.assertEqual(first, second)
        self.assertEqual(self.env["hr.competency.assessment"].search_count([("applicant_id", "=", self.applicant.id)]), 1)

    def test_answer_is_judged_with_verbatim_evidence(self):
        assessment = self._assess()
        self.assertEqual(assessment.state, "done")
        self.assertTrue(assessment.evidence_ids, "the answer names interviews, an indicator's cue")
        for evidence in assessment.evidence_ids:
            self.assertEqual(evidence.source_id.text[evidence.start : evidence.end], evidence.quote)
            self.assertEqual(evidence.indicator_id.competency_id, evidence.competency_id)
        if assessment.has_score:
            self.assertAlmostEqual(sum(assessment.evidence_ids.mapped("contribution")), assessment.score, 3)

    def test_the_points_of_each_indicator_with_evidence_are_kept(self):
        """What weights within a competency are learned from later; a person gives levels of competencies only."""
        assessment = self._assess()
        for line in assessment.line_ids:
            points = line.indicator_points or {}
            self.assertEqual(set(points), set(line.evidence_ids.indicator_id.mapped("code")))
            self.assertTrue(all(0 <= one <= 100 for one in points.values()))
        self.assertTrue(any(assessment.line_ids.mapped("indicator_points")))
        human = self.env["hr.competency.engine"]._record(self.model, {self.research: (4, "x")}, applicant=self.applicant)
        self.assertFalse(any(human.line_ids.mapped("indicator_points")))

    def test_nothing_said_is_not_zero_but_not_enough_evidence(self):
        assessment = self._assess("Yes.")
        self.assertFalse(assessment.has_score)
        self.assertEqual(assessment.verdict, "not_enough_evidence")
        self.assertFalse(any(assessment.line_ids.mapped("has_evidence")))
        self.assertEqual({gap["have"] for gap in assessment._gaps()}, {None})

    def test_same_text_twice_is_one_assessment(self):
        first = self._assess(origin=self.applicant)
        self.assertEqual(self._assess(origin=self.applicant), first)

    def test_acc3_done_assessment_is_frozen_for_everybody(self):
        assessment = self._assess()
        for record, vals in [
            (assessment, {"score": 99}),
            (assessment.line_ids[0], {"level": 5}),
            (assessment.evidence_ids[0], {"quote": "invented"}),
            (assessment.source_ids[0], {"text": "rewritten"}),
        ]:
            with self.subTest(record._name), self.assertRaises(UserError):
                record.sudo().write(vals)
            with self.assertRaises(UserError):
                record.sudo().unlink()
            with self.assertRaises(UserError):
                record.with_user(self.manager).write(vals)

    def test_acc3_frozen_rows_do_not_open_through_commands_or_context(self):
        assessment = self._assess()
        forged = assessment.with_context(hr_competency_thaw=True).with_user(self.manager)
        with self.assertRaises(UserError):
            forged.write({"line_ids": [(1, assessment.line_ids[0].id, {"level": 5})]})
        with self.assertRaises(UserError):
            self.applicant.sudo().write({"competency_assessment_ids": [(1, assessment.id, {"score": 99})]})
        with self.assertRaises(UserError):
            assessment.line_ids.sudo().create({"assessment_id": assessment.id, "competency_id": self.planning.id})

    def test_acc2_interviewer_sees_ai_result_only_after_rating(self):
        assessment = self._assess()
        mine = self.env["hr.competency.assessment"].with_user(self.interviewer)
        self.assertTrue(assessment._is_blind_for(self.interviewer))
        self.assertFalse(mine.search([("applicant_id", "=", self.applicant.id)]))
        self.assertFalse(self.env["hr.competency.evidence"].with_user(self.interviewer).search([]))
        rating = self._rate(4)
        self.assertFalse(assessment._is_blind_for(self.interviewer))
        self.assertEqual(mine.search([("applicant_id", "=", self.applicant.id)]), assessment | rating)

    def test_acc2_recruiter_who_interviews_is_blind_too(self):
        self.applicant.interviewer_ids |= self.recruiter
        assessment = self._assess()
        mine = self.env["hr.competency.assessment"].with_user(self.recruiter)
        self.assertFalse(mine.search([("applicant_id", "=", self.applicant.id)]))
        self._rate(3, self.recruiter)
        self.assertIn(assessment, mine.search([("applicant_id", "=", self.applicant.id)]))

    def test_acc2_interviewer_reads_no_score_from_the_applicant(self):
        self._assess()
        with self.assertRaises(AccessError):
            self.applicant.with_user(self.interviewer).read(["competency_score"])

    def test_score_of_the_applicant_is_stored_and_sortable(self):
        assessment = self._assess()
        self.assertEqual(self.applicant.competency_assessment_id, assessment)
        self.assertEqual(self.applicant.competency_score, assessment.score)
        self.env.flush_all()
        found = self.env["hr.applicant"].search([("competency_verdict", "=", assessment.verdict)], order="competency_score desc")
        self.assertIn(self.applicant, found)

    def test_interviewers_levels_become_a_score_by_the_same_arithmetic(self):
        rating = self._rate(4)
        self.assertEqual((rating.score, rating.verdict), (80.0, "passed"))
        self.assertEqual(rating.line_ids.mapped("must_have_met"), ["yes", False])
        self.assertEqual(self._rate(2, self.recruiter).verdict, "not_passed")

    def test_difference_above_threshold_alerts_once(self):
        machine = self._assess("Yes.")
        self._rate(5)
        self.assertFalse(self.applicant.competency_alert, "no AI score: nothing to compare")
        machine = self.env["hr.competency.engine"]._record(
            self.model, {self.research: (2, "x"), self.planning: (2, "y")}, applicant=self.applicant, source="ai_interview"
        )
        self.assertTrue(self.applicant.competency_alert)
        total = self.applicant.competency_calibration_ids.filtered(lambda row: not row.competency_id)
        self.assertEqual((total.machine_assessment_id, total.difference), (machine, 60.0))
        activities = self.applicant.activity_search(["hr_competency.activity_review_standard"])
        self.assertEqual((len(activities), activities.user_id), (1, self.recruiter))

    def test_newer_assessment_replaces_and_keeps_the_old_one(self):
        old = self._assess("Yes.")
        new = self._assess()
        self.assertEqual((old.is_current, new.is_current, old.state), (False, True, "done"))

    def test_only_a_recruiter_judges_evidence_and_takes_it_back(self):
        self.applicant.interviewer_ids = False
        evidence = self._assess().evidence_ids[0]
        evidence.with_user(self.recruiter).action_reject()
        self.assertEqual((evidence.feedback, evidence.feedback_user_id), ("rejected", self.recruiter))
        evidence.with_user(self.recruiter).action_reject()
        self.assertFalse(evidence.feedback)
        with self.assertRaises(AccessError):
            evidence.with_user(self.interviewer).action_accept()

    def test_erasing_removes_texts_and_quotes(self):
        assessment = self._assess()
        evidence = assessment.evidence_ids
        assessment._erase()
        self.assertFalse(assessment.exists() or evidence.exists())
