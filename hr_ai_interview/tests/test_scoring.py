"""The engine reads what was submitted, in the background, and a bad row harms no other."""

from unittest.mock import patch

from odoo.addons.hr_competency.models.hr_competency_engine import HrCompetencyEngine
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import GOOD, WEAK, InterviewCase

_assess = HrCompetencyEngine._assess


def poisoned(applicant):
    """The engine, except that it raises on one applicant."""

    def assess(self, model, sources, **kw):
        if kw["applicant"] == applicant:
            raise ZeroDivisionError("poison")
        return _assess(self, model, sources, **kw)

    return patch.object(HrCompetencyEngine, "_assess", assess)


@tagged("post_install", "-at_install")
class TestScoring(InterviewCase):
    def test_submitting_asks_for_scoring_at_once(self):
        cron = self.env.ref("hr_ai_interview.cron_score")
        before = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        self._submitted()
        self.assertGreater(self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)]), before)

    def test_good_answers_get_a_score_that_rests_on_quotes(self):
        interview = self._scored(GOOD, GOOD, GOOD)
        self.assertEqual(interview.state, "scored")
        self.assertTrue(interview.has_score)
        self.assertTrue(interview.evidence_ids)
        for evidence in interview.evidence_ids:
            self.assertEqual(evidence.source_id.text[evidence.start : evidence.end], evidence.quote)
        self.assertEqual(self.applicant.competency_assessment_id, interview.assessment_id)

    def test_the_result_shows_the_question_in_the_language_in_which_it_was_asked(self):
        interview = self._submitted(GOOD, GOOD, GOOD)
        interview.lang = "zh_CN"
        self._run("cron_score")
        questions = [text["question"] for text in interview.assessment_id.evidence_view["texts"]]
        self.assertIn("请讲一个和用户有关的项目。", questions)

    def test_the_engine_is_told_what_each_question_asks_for(self):
        interview = self._submitted(GOOD, GOOD, GOOD)
        sources = [question._source(self.env["hr.competency.engine"]) for question in interview.question_ids]
        self.assertEqual([source.targets for source in sources], [("t_research",), ("t_planning",), ("t_research",)])

    def test_a_recruiter_who_interviews_rates_first(self):
        self.applicant.interviewer_ids |= self.recruiter
        interview = self._scored()
        self.env.invalidate_all()
        mine = interview.with_user(self.recruiter)
        self.assertFalse(mine.assessment_line_ids or mine.evidence_ids or mine.evidence_view)
        self.assertTrue(interview.with_user(self.manager).evidence_view["lines"])

    def test_empty_words_are_not_enough_evidence_and_not_zero(self):
        interview = self._scored(WEAK, WEAK, WEAK)
        self.assertEqual((interview.state, interview.verdict, interview.has_score), ("scored", "not_enough_evidence", False))

    def test_BG_2_a_poison_interview_ends_as_error_and_the_others_are_scored(self):
        bad = self._submitted()
        others = [self._submitted(applicant=self._another(f"P{n}", f"p{n}@example.com")) for n in range(3)]
        with poisoned(self.applicant):
            for _ in range(3):
                self._run("cron_score")
        self.assertEqual({one.state for one in others}, {"scored"})
        self.assertEqual((bad.state, bad.scoring_tries), ("error", 3))
        self.assertIn("poison", bad.scoring_error)
        self.assertEqual(bad.activity_ids.user_id, self.recruiter)
        cron = self.env.ref("hr_ai_interview.cron_score")
        self.assertTrue(cron.active)
        self.assertFalse(cron.failure_count)

    def test_an_error_can_be_scored_again(self):
        interview = self._submitted()
        interview.write({"state": "error", "scoring_tries": 3, "scoring_error": "x"})
        interview.with_user(self.recruiter).action_score_again()
        self._run("cron_score")
        self.assertEqual((interview.state, interview.scoring_error), ("scored", False))

    def test_BG_3_scoring_twice_gives_one_assessment(self):
        interview = self._scored()
        first = interview.assessment_id
        interview.state = "submitted"
        interview._score()
        self.assertEqual((interview.state, interview.assessment_id), ("scored", first))
        self.assertEqual(
            self.env["hr.competency.assessment"].search_count([("res_model", "=", "hr.ai.interview"), ("res_id", "=", interview.id)]), 1
        )

    def test_BG_8_the_switch_leaves_interviews_to_people(self):
        self.env.company.competency_scoring_enabled = False
        interview = self._scored()
        self.assertEqual((interview.state, interview.scoring_off), ("submitted", True))
        self.env.company.competency_scoring_enabled = True
        self._run("cron_score")
        self.assertEqual(interview.state, "scored")

    @mute_logger("odoo.sql_db")
    def test_one_open_interview_for_an_application(self):
        self._invite()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env["hr.ai.interview"].create(self.applicant._ai_interview_vals())
            self.env.flush_all()

    def test_scores_do_not_depend_on_how_often_or_when_they_are_made(self):
        one = self._scored()
        two = self._scored(applicant=self._another())
        self.assertEqual(
            [(e.quote, e.start, e.contribution) for e in one.evidence_ids], [(e.quote, e.start, e.contribution) for e in two.evidence_ids]
        )
