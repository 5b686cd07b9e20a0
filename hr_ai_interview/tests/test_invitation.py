"""The link: sent by mail, kept nowhere, limited, taken back."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from psycopg2.errors import SerializationFailure

from .common import InterviewCase, text_of, token_in


@tagged("post_install", "-at_install")
class TestInvitation(InterviewCase):
    def test_who_has_handed_in_is_not_asked_the_same_again(self):
        done = self._submitted()
        other = self._another()
        with self.assertRaisesRegex(UserError, "handed in"):
            self.applicant.with_user(self.recruiter).action_ai_interview_invite()
        action = (self.applicant | other).with_user(self.recruiter).action_ai_interview_invite()
        self.assertIn("Wei Chen", action["params"]["message"])
        self.assertEqual((self.applicant.ai_interview_ids, len(other.ai_interview_ids)), (done, 1))

    def test_invite_sends_a_mail_whose_link_opens_the_interview(self):
        interview = self._invite()
        self.assertEqual((interview.state, interview.invitation_state), ("draft", "queued"))
        with self.smtp() as catcher:
            self._run("cron_invitation")
        (mail,) = catcher.to("wei@example.com")
        self.assertEqual((interview.state, interview.invitation_state), ("invited", "sent"))
        self.assertIn("Product manager of tests", mail["Subject"])
        self.assertEqual(self.env["hr.ai.interview"]._find_by_token(token_in(mail)), interview)

    def test_invitation_is_enqueued_at_once(self):
        trigger = self.env["ir.cron.trigger"].search_count([("cron_id", "=", self.env.ref("hr_ai_interview.cron_invitation").id)])
        self._invite()
        cron = self.env.ref("hr_ai_interview.cron_invitation")
        self.assertEqual(self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)]), trigger + 1)

    def test_invitation_speaks_the_candidates_language(self):
        self.applicant.partner_id.lang = "zh_CN"
        interview = self._invite()
        with self.smtp() as catcher:
            self._run("cron_invitation")
        self.assertEqual(interview.lang, "zh_CN")
        self.assertIn("您好", text_of(catcher.messages[0]))

    def test_PUB_1_the_token_is_long_random_and_stored_as_hash_only(self):
        interview = self._invite()
        tokens = {interview._issue_token() for _ in range(200)}
        self.assertEqual(len(tokens), 200)
        self.assertTrue(all(len(token) >= 43 for token in tokens))

    def test_PUB_1_nothing_in_the_database_opens_the_interview(self):
        interview = self._invite()
        with self.smtp() as catcher:
            self._run("cron_invitation")
        token = token_in(catcher.messages[0])
        self.env.flush_all()
        self.env.cr.execute("SELECT count(*) FROM mail_message WHERE body LIKE %s", [f"%{token}%"])
        self.assertFalse(self.env.cr.fetchone()[0], "the message keeps the link")
        self.env.cr.execute("SELECT count(*) FROM mail_mail WHERE body_html LIKE %s", [f"%{token}%"])
        self.assertFalse(self.env.cr.fetchone()[0], "the outgoing mail keeps the link")
        self.env.cr.execute("SELECT hr_ai_interview::text FROM hr_ai_interview WHERE id = %s", [interview.id])
        self.assertNotIn(token, self.env.cr.fetchone()[0])

    def test_a_mail_server_that_refuses_is_shown_after_three_tries(self):
        interview = self._invite()
        with self.smtp() as catcher:
            catcher.refuse = True
            for tries in (1, 2, 3):
                self._run("cron_invitation")
                self._run("cron_invitation")
                self.assertEqual(interview.invitation_tries, tries, "the next try is not due yet")
                interview.invitation_after = fields.Datetime.now()
        self.assertEqual((interview.invitation_state, interview.invitation_tries), ("failed", 3))
        self.assertEqual(interview.state, "draft")
        self.assertIn("550", interview.invitation_error)
        self.assertEqual(interview.activity_ids.user_id, self.recruiter)
        self.assertFalse(self.env["mail.mail"].search([("body_html", "like", "/interview/")]))

    def test_BG_4_a_mail_that_left_keeps_its_link_though_somebody_writes_to_the_interview(self):
        interview, calls = self._invite(), []
        note = type(interview)._note_invitation

        def in_use_at_first(self):
            calls.append(self)
            if len(calls) < 3:
                raise SerializationFailure("could not serialize access due to concurrent update")
            note(self)

        with self.smtp() as catcher, patch.object(type(interview), "_note_invitation", in_use_at_first):
            self._run("cron_invitation")
        (mail,) = catcher.messages
        self.assertEqual(interview._find_by_token(token_in(mail)), interview)
        self.assertEqual((interview.invitation_state, len(calls)), ("sent", 3))

    def test_inviting_twice_sends_a_new_link_and_kills_the_old(self):
        interview = self._invite()
        with self.smtp() as catcher:
            self._run("cron_invitation")
            again = self._invite()
            self._run("cron_invitation")
        first, second = map(token_in, catcher.messages)
        self.assertEqual(again, interview)
        self.assertFalse(interview._find_by_token(first))
        self.assertEqual(interview._find_by_token(second), interview)

    def test_inviting_many_writes_no_mail_to_their_recruiter(self):
        people = self.env["hr.applicant"].create(
            [{"partner_name": f"P{n}", "email_from": f"p{n}@example.com", "job_id": self.job.id} for n in range(3)]
        )
        people.user_id = self.recruiter
        last = self.env["mail.message"].search([], order="id desc", limit=1)
        people.with_user(self.manager).with_context(tracking_disable=False).action_ai_interview_invite()
        self.assertEqual(people.ai_interview_ids.user_id, self.recruiter)
        self.assertFalse(self.env["mail.message"].search([("id", ">", last.id), ("subject", "ilike", "assigned")]))

    def test_inviting_fifty_needs_hardly_more_queries_than_five(self):
        people = self.env["hr.applicant"].create(
            [{"partner_name": f"P{n}", "email_from": f"p{n}@example.com", "job_id": self.job.id} for n in range(56)]
        )

        def invite(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.action_ai_interview_invite()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        invite(people[:1])
        few = invite(people[1:6])
        # many rows go to the database in several pieces: 23 and 27
        self.assertLessEqual(invite(people[6:]), few + 6)

    def test_bulk_names_who_cannot_be_invited_and_invites_the_others(self):
        mute = self._another("No Mail", email=False)
        both = (self.applicant | mute).with_user(self.recruiter)
        action = both.action_ai_interview_invite()
        self.assertIn("No Mail", action["params"]["message"])
        self.assertTrue(self.applicant.ai_interview_ids)
        self.assertFalse(mute.ai_interview_ids)

    def test_one_who_cannot_be_invited_is_an_error_with_the_reason(self):
        mute = self._another("No Mail", email=False)
        with self.assertRaisesRegex(UserError, "No Mail"):
            mute.action_ai_interview_invite()

    def test_a_job_without_an_active_model_says_so(self):
        self.model.action_retire()
        with self.assertRaisesRegex(UserError, "competency model"):
            self.applicant.action_ai_interview_invite()

    def test_questions_are_a_snapshot_in_all_languages(self):
        interview = self._invite()
        self.assertEqual(interview.question_ids.mapped("text"), self.model.question_ids.mapped("text"))
        self.assertEqual(interview.question_ids[0].with_context(lang="zh_CN").text, "请讲一个和用户有关的项目。")
        self.assertEqual(len(interview.answer_ids), 3)

    def test_PUB_2_expired_and_revoked_links_open_nothing(self):
        interview, token = self._started()
        interview.deadline = fields.Datetime.now() - timedelta(seconds=1)
        self.assertFalse(interview._find_by_token(token))
        interview.deadline = fields.Datetime.now() + timedelta(days=1)
        self.assertTrue(interview._find_by_token(token))
        interview.with_user(self.recruiter).action_revoke()
        self.assertFalse(interview._find_by_token(token))

    def test_the_deadline_closes_interviews(self):
        interview, _token = self._started()
        interview.deadline = fields.Datetime.now() - timedelta(hours=1)
        self._run("cron_expire")
        self.assertEqual(interview.state, "expired")

    def test_an_expired_interview_can_be_opened_again_with_its_answers(self):
        interview, _token = self._started()
        interview._candidate_answer(1, "kept", "a-0")
        interview.state = "expired"
        interview.with_user(self.recruiter).action_invite()
        with self.smtp():
            self._run("cron_invitation")
        self.assertEqual((interview.state, interview.question_ids[0].answer_text), ("started", "kept"))

    def test_show_link_is_for_recruiters(self):
        interview = self._invite()
        with self.assertRaises(AccessError):
            interview.with_user(self.interviewer).action_copy_link()
        params = interview.with_user(self.recruiter).action_copy_link()["params"]
        token = params["links"][0]["url"].rsplit("/", 1)[1]
        self.assertEqual(interview._find_by_token(token), interview)

    def test_a_submitted_interview_cannot_be_deleted_or_revoked(self):
        interview = self._submitted()
        with self.assertRaises(UserError):
            interview.unlink()
        with self.assertRaises(UserError):
            interview.action_revoke()
