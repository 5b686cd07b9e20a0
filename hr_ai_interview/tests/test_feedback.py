"""Feedback: within the hour, personal, held when a person wants, never twice."""

import ast
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from markupsafe import Markup
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from ..tools.feedback_facts import FeedbackFacts
from .common import GOOD, WEAK, InterviewCase, text_of, token_in


@tagged("post_install", "-at_install")
class TestFeedback(InterviewCase):
    def _not_passed(self, **kw):
        """A scored interview of somebody who did not pass."""
        with self._pass_score(99):
            interview = self._scored(GOOD, WEAK, WEAK, **kw)
        self.assertEqual(interview.verdict, "not_passed")
        return interview

    def _pass_score(self, score):
        from odoo.addons.hr_competency.models.hr_competency_engine import HrCompetencyEngine

        original = HrCompetencyEngine._from_snapshot
        return patch.object(HrCompetencyEngine, "_from_snapshot", lambda self, snapshot: original(self, {**snapshot, "pass_score": score}))

    def _send_due(self):
        self.env["hr.ai.interview.feedback"].search([("state", "=", "due")]).write({"due": fields.Datetime.now()})
        self._run("cron_feedback")

    def test_not_passed_gets_feedback_due_within_the_hour(self):
        feedback = self._not_passed().feedback_ids
        self.assertEqual((feedback.state, len(feedback)), ("due", 1))
        self.assertLessEqual(feedback.due, feedback.promised_at)
        self.assertEqual(feedback.promised_at, feedback.interview_id.submitted_at + timedelta(minutes=60))

    def test_feedback_is_personal(self):
        interview = self._not_passed()
        feedback = interview.feedback_ids
        best = max(interview.evidence_ids, key=lambda evidence: (evidence.contribution, -evidence.id))
        self.assertIn(best.quote, feedback.body)
        self.assertIn("Planning the product", feedback.body)
        self.assertIn("How did you plan it?", feedback.body)
        self.assertIn("Planning the product: behaviour 2", feedback.body)

    def _gap(self, *answers):
        interview = self._scored(*answers)
        return FeedbackFacts(interview.assessment_id, interview.question_ids).gap()

    def test_a_denial_is_no_part_of_what_was_shown(self):
        gap = self._gap(WEAK, WEAK, "I never interviewed fourteen people about it.")
        self.assertEqual((gap["found"], gap["denied"]), (False, "I never interviewed fourteen people about it."))

    def test_silence_is_neither_found_nor_denied(self):
        gap = self._gap(WEAK, WEAK, WEAK)
        self.assertEqual((gap["found"], gap["denied"]), (False, ""))

    def test_feedback_names_a_course_that_closes_the_gap(self):
        channel = self.env["slide.channel"].create({"name": "Roadmaps in practice", "is_published": True})
        self.env["hr.competency.course"].create({"channel_id": channel.id, "competency_id": self.planning.id, "level": 4})
        body = self._not_passed().feedback_ids.body
        self.assertIn("Roadmaps in practice", body)
        self.assertIn(channel.website_absolute_url, body)

    def test_feedback_speaks_chinese_to_a_chinese_candidate(self):
        self.applicant.partner_id.lang = "zh_CN"
        interview = self._invite()
        interview._mark_invited()
        interview._candidate_start("陈伟", "", False, "zh_CN")
        interview._candidate_answer(1, GOOD, "n-0")
        interview._candidate_submit()
        with self._pass_score(99):
            self._run("cron_score")
        self.assertIn("您好", interview.feedback_ids.body)
        self.assertIn("产品规划", interview.feedback_ids.body)

    def test_passed_gets_no_automatic_feedback(self):
        with self._pass_score(1):
            interview = self._scored()
        self.assertEqual((interview.verdict, len(interview.feedback_ids)), ("passed", 0))
        self.assertIn("A person of our team", interview._candidate_page()["news"])
        interview.with_user(self.recruiter).action_write_feedback()
        feedback = interview.feedback_ids
        self.assertEqual((feedback.state, feedback.held_by_id), ("held", self.recruiter))
        self.assertIn(self.recruiter.name, feedback.hold_reason)
        self.assertNotIn("If you apply again", feedback.body)

    def test_not_enough_evidence_waits_for_a_person(self):
        feedback = self._scored(WEAK, WEAK, WEAK).feedback_ids
        self.assertEqual(feedback.state, "held")
        self.assertIn("person decides", feedback.hold_reason)

    def test_why_it_is_held_is_said_in_the_reader_s_language(self):
        feedback = self._scored(WEAK, WEAK, WEAK).feedback_ids
        self.assertIn("证据不足", feedback.with_context(lang="zh_CN").hold_reason)
        self.assertIn("not enough evidence", feedback.with_context(lang="en_US").hold_reason)

    def test_a_board_has_the_main_columns_and_others_only_when_used(self):
        feedback = self._not_passed().feedback_ids
        board = self.env["hr.ai.interview.feedback"].with_context(read_group_expand=True)
        columns = board.web_read_group([("id", "=", feedback.id)], ["state"], ["__count"])["groups"]
        self.assertEqual([column["state"] for column in columns], ["due", "held", "sent"])
        feedback.state = "failed"
        columns = board.web_read_group([("id", "=", feedback.id)], ["state"], ["__count"])["groups"]
        self.assertEqual([column["state"] for column in columns], ["due", "held", "sent", "failed"])

    def test_the_mail_leaves_and_sending_is_measured(self):
        interview = self._not_passed()
        with self.smtp() as catcher:
            self._send_due()
        (mail,) = catcher.to("wei@example.com")
        feedback = interview.feedback_ids
        self.assertEqual((feedback.state, feedback.in_time), ("sent", True))
        self.assertIn("artificial intelligence", text_of(mail))
        self.assertEqual(interview._find_by_token(token_in(mail)), interview)
        self.assertIn("How did you plan it?", interview._candidate_page()["feedback"])

    def test_BG_4_a_second_run_sends_nothing(self):
        interview = self._not_passed()
        with self.smtp() as catcher:
            self._send_due()
            self._run("cron_feedback")
        self.assertEqual((len(catcher.messages), interview.feedback_ids.state), (1, "sent"))

    def test_BG_4_a_kill_while_sending_is_flagged_and_not_repeated(self):
        interview = self._not_passed()
        interview.feedback_ids._claim()  # what is committed before the mail leaves
        with self.smtp() as catcher:
            self._run("cron_feedback")
        self.assertFalse(catcher.messages)
        self.assertEqual(interview.feedback_ids.state, "unknown")
        self.assertTrue(interview.feedback_ids.activity_ids)
        interview.feedback_ids.with_user(self.recruiter).action_mark_sent()
        self.assertEqual(interview.feedback_ids.state, "sent")

    def test_the_page_has_the_feedback_as_soon_as_the_mail_can_arrive(self):
        interview = self._not_passed()
        self.assertFalse(interview._candidate_page()["feedback"])
        self.assertIn("Your feedback comes by e-mail by", interview._candidate_page()["news"])
        interview.feedback_ids._claim()
        self.assertTrue(interview._candidate_page()["feedback"])

    def test_BG_4_one_feedback_of_a_kind(self):
        feedback = self._not_passed().feedback_ids
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            feedback.copy()
            self.env.flush_all()

    def test_BG_4_the_row_is_made_in_the_scoring_transaction(self):
        interview = self._submitted(GOOD, WEAK, WEAK)
        feedback = self.env["hr.ai.interview.feedback"]
        with self._pass_score(99), patch.object(type(feedback), "_prepare", side_effect=ValueError("no feedback")):
            self._run("cron_score")
        self.assertEqual((interview.state, interview.assessment_id), ("submitted", interview.assessment_id.browse()))

    def test_a_mail_server_that_refuses_is_visible_and_can_be_retried(self):
        interview = self._not_passed()
        feedback = interview.feedback_ids
        with self.smtp() as catcher:
            catcher.refuse = True
            for _ in range(3):
                self._send_due()
            self.assertEqual((feedback.state, feedback.tries), ("failed", 3))
            self.assertIn("550", feedback.error)
            self.assertTrue(feedback.activity_ids)
            catcher.refuse = False
            feedback.with_user(self.recruiter).action_release()
            self._run("cron_feedback")
        self.assertEqual((feedback.state, len(catcher.messages)), ("sent", 1))

    def test_held_feedback_stays_until_released(self):
        feedback = self._not_passed().feedback_ids.with_user(self.recruiter)
        feedback.action_hold()
        with self.smtp() as catcher:
            self._send_due()
            self.assertFalse(catcher.messages)
            feedback.body = Markup("<p>Call me, please.</p>")
            feedback.action_release()
            self._run("cron_feedback")
        self.assertIn("Call me, please.", text_of(catcher.messages[0]))
        self.assertEqual(feedback.edited_by_id, self.recruiter)
        with self.assertRaises(UserError):
            feedback.body = "too late"

    def test_a_company_may_ask_for_approval_first(self):
        self.env.company.ai_interview_feedback_approval = True
        feedback = self._not_passed().feedback_ids
        self.assertEqual(feedback.state, "held")

    def test_LAW_6_asking_for_a_person_stops_the_mail_before_and_after_scoring(self):
        interview = self._not_passed()
        interview._candidate_ask_human_review("")
        self.assertEqual(interview.feedback_ids.state, "held")
        other = self._submitted(GOOD, WEAK, applicant=self._another())
        other._candidate_ask_human_review("")
        with self._pass_score(99):
            self._run("cron_score")
        self.assertEqual(other.feedback_ids.state, "held")

    def test_late_feedback_is_called_late(self):
        feedback = self._not_passed().feedback_ids
        with freeze_time(feedback.promised_at + timedelta(minutes=5)), self.smtp():
            self._send_due()
        self.assertEqual((feedback.state, feedback.in_time), ("sent", False))
        self.assertAlmostEqual(feedback.minutes_to_send, 65, delta=1)

    def test_the_report_counts_only_what_was_sent(self):
        late, waiting = self._not_passed().feedback_ids, self._not_passed(applicant=self._another()).feedback_ids
        waiting.with_user(self.recruiter).action_hold()
        with self.smtp():
            self._send_due()
        action = self.env["ir.actions.actions"]._for_xml_id("hr_ai_interview.action_ai_interview_feedback_speed")
        domain = [*ast.literal_eval(action["domain"]), ("id", "in", (late | waiting).ids)]
        ((share, count),) = self.env["hr.ai.interview.feedback"]._read_group(domain, [], ["in_time_share:avg", "__count"])
        self.assertEqual((share, count), (1.0, 1))

    def test_PUB_9_what_the_candidate_wrote_is_shown_and_never_run(self):
        evil = '<img src=x onerror=alert(1)> {{1234567*7}} "><svg onload=alert(1)>'
        with self._pass_score(99):
            interview = self._scored(f"I interviewed fourteen people about it {evil}.", WEAK, WEAK)
        body = interview.feedback_ids.body
        self.assertNotIn("<img", body)
        self.assertNotIn("<svg", body)
        with self.smtp() as catcher:
            self._send_due()
        mail = text_of(catcher.messages[0])
        self.assertNotIn("<svg", mail)
        self.assertIn("{{1234567*7}}", mail)
        # long enough never to stand by chance in the random token of the mail's link
        self.assertNotIn("8641969", mail)

    def test_interviewers_do_not_see_feedback(self):
        feedback = self._not_passed().feedback_ids
        with self.assertRaises(AccessError):
            feedback.with_user(self.interviewer).read(["body"])
