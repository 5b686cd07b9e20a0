"""What the candidate may do, without the web around it."""

import secrets
import statistics
import time
from datetime import timedelta

from odoo import SUPERUSER_ID, fields, models
from odoo.tests import new_test_user, tagged

from .common import GOOD, InterviewCase


@tagged("post_install", "-at_install")
class TestCandidateRules(InterviewCase):
    def test_consent_is_noted_with_its_words_and_separately_for_the_talent_pool(self):
        interview, _token = self._started()
        consents = self.env["hr.competency.consent"].search([("applicant_id", "=", self.applicant.id)])
        self.assertEqual(consents.mapped("purpose"), ["assessment"])
        self.assertIn("I agree", consents.text)
        interview._candidate_talent_pool(True)
        self.assertTrue(interview._has_consent("talent_pool"))
        interview._candidate_talent_pool(False)
        self.assertFalse(interview._has_consent("talent_pool"))
        self.assertTrue(interview._has_consent("assessment"))

    def test_name_and_phone_reach_the_application(self):
        interview = self._invite()
        interview._mark_invited()
        interview._candidate_start("Chen Wei", "+86 138 0013 8000", False, "zh_CN")
        self.assertEqual((self.applicant.partner_name, self.applicant.partner_phone), ("Chen Wei", "+86 138 0013 8000"))
        self.assertEqual(interview.lang, "zh_CN")

    def _last_change(self, interview):
        """The newest state in the chatter, and who wrote it."""
        self.env.cr.flush()
        values = interview.message_ids.tracking_value_ids.filtered(lambda value: value.field_id.name == "state")
        value = max(values, key=lambda one: one.id)
        return value.new_value_char, value.mail_message_id.author_id

    def test_the_chatter_is_in_the_recruiter_s_language_whoever_acted(self):
        self.recruiter.lang = "zh_CN"
        interview = self._invite().with_context(tracking_disable=False, lang="en_US")
        interview._mark_invited()
        self.env.cr.flush()
        server, boss = self.env.ref("base.partner_root"), self.users["manager"]
        interview.with_user(self.env.ref("base.public_user")).sudo()._candidate_start("Wei Chen", "", False, "en_US")
        self.assertEqual(self._last_change(interview), ("已开始", server))
        interview.with_user(boss).action_revoke()
        self.assertEqual(self._last_change(interview), ("Revoked", boss.partner_id), "what a colleague does is theirs")
        other = self._invite(self._another("Li Na", "li@example.com", user_id=self.recruiter.id)).with_context(tracking_disable=False)
        other._mark_invited()
        other.deadline = fields.Datetime.now() - timedelta(days=1)
        self.env.cr.flush()
        other.with_user(SUPERUSER_ID)._cron_expire()
        self.assertEqual(self._last_change(other), ("已过期", server))

    def test_a_candidate_cannot_rename_somebody_who_may_log_in(self):
        colleague = new_test_user(self.env, "boss", name="Real Boss", email="boss@example.com")
        applicant = self._another("Real Boss", "boss@example.com", partner_id=colleague.partner_id.id)
        interview = self._invite(applicant)
        interview._mark_invited()
        interview._candidate_start("Hacker", "666", False, "en_US")
        self.assertEqual((colleague.name, applicant.partner_name, interview.partner_name), ("Real Boss", "Real Boss", "Hacker"))

    def test_PUB_6_saving_is_idempotent(self):
        interview, _token = self._started()
        answer = interview.question_ids[0].answer_ids
        self.assertTrue(interview._candidate_answer(1, "first", "page-1"))
        for _ in range(3):
            self.assertFalse(interview._candidate_answer(1, "first", "page-1"))
        self.assertTrue(interview._candidate_answer(1, "second", "page-2"))
        self.assertFalse(interview._candidate_answer(1, "first", "page-1"), "a late repetition must not undo a later save")
        self.assertEqual((answer.text, len(interview.question_ids[0].answer_ids)), ("second", 1))

    def test_PUB_6_a_second_tab_or_the_back_button_still_saves(self):
        interview, _token = self._started()
        interview._candidate_answer(1, "one", "page-0")
        self.assertTrue(interview._candidate_answer(1, "edited after going back", "page-0"))
        self.assertTrue(interview._candidate_answer(1, "from the other tab", "other-0"))
        self.assertEqual(interview.question_ids[0].answer_text, "from the other tab")

    def test_PUB_6_an_older_window_where_nobody_typed_takes_nothing_away(self):
        interview, _token = self._started()
        older = interview._candidate_page("1")
        interview._candidate_answer(1, "written in the newer window", "newer-1")
        self.assertFalse(interview._candidate_answer(1, "", older["nonce"], seen=older["seen"]))
        self.assertEqual(interview.question_ids[0].answer_text, "written in the newer window")

    def test_PUB_6_two_windows_with_different_texts_are_for_the_candidate_to_choose(self):
        interview, _token = self._started()
        older = interview._candidate_page("1")
        self.assertIsNone(interview._candidate_conflict(1, "one", older["nonce"], older["seen"]))
        interview._candidate_answer(1, "two", "newer-1")
        both = interview._candidate_conflict(1, "one", older["nonce"], older["seen"])
        self.assertEqual((both["question"]["answer"], both["elsewhere"]), ("one", "two"))
        chosen = interview._candidate_page("1")
        self.assertTrue(interview._candidate_answer(1, "one and two", chosen["nonce"], seen=chosen["seen"]))
        self.assertIsNone(interview._candidate_conflict(4, "one", older["nonce"], older["seen"]), "there is no fourth question")

    def test_PUB_6_a_window_that_has_saved_may_empty_its_answer_again(self):
        interview, _token = self._started()
        page = interview._candidate_page("1")
        interview._candidate_answer(1, "a slip", f"{page['nonce'][:-2]}-1", draft=True, seen=page["seen"])
        self.assertTrue(interview._candidate_answer(1, "", f"{page['nonce'][:-2]}-2", seen=page["seen"]))
        self.assertFalse(interview.question_ids[0].answer_text)

    def test_PUB_10_who_was_interrupted_while_typing_goes_on_in_that_question(self):
        interview, _token = self._started()
        interview._candidate_answer(1, "half a sen", "page-1", draft=True)
        self.assertEqual(interview._candidate_step(None), "1")
        self.assertTrue(interview._candidate_answer(1, "half a sen", "page-2"), "going on without a change is news too")
        self.assertEqual(interview._candidate_step(None), "2")
        interview._candidate_answer(1, "half a sen", "page-3", draft=True)
        self.assertEqual(interview._candidate_step(None), "2")

    def test_answers_are_bounded_and_cleaned(self):
        interview, _token = self._started()
        interview._candidate_answer(1, "a\x00b\r\nc" + "x" * 20_000, "p-0")
        text = interview.question_ids[0].answer_text
        self.assertTrue(text.startswith("ab\nc"))
        self.assertEqual(len(text), 10_000)

    def test_PUB_2_bad_tokens_cost_the_same_time(self):
        interview, expired = self._started()
        other, revoked = self._started(self._another())
        interview.deadline = fields.Datetime.now() - timedelta(seconds=1)
        other.action_revoke()
        times = self._medians(self.env["hr.ai.interview"]._find_by_token, unknown="A" * 43, expired=expired, revoked=revoked)
        self.assertLess(max(times.values()) - min(times.values()), 0.005, times)

    def _medians(self, function, **arguments):
        """By turns: what else the machine has to do meanwhile takes from all of them alike."""
        times = {name: [] for name in arguments}
        for _ in range(200):
            for name, argument in arguments.items():
                self.env.invalidate_all()
                start = time.perf_counter()
                self.assertFalse(function(argument))
                times[name].append(time.perf_counter() - start)
        return {name: statistics.median(found) for name, found in times.items()}

    def test_PUB_3_counting_survives_a_request_that_fails(self):
        throttle = self.env["hr.competency.throttle"]
        who = secrets.token_hex(8)
        self.addCleanup(self._forget_hits)
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            throttle._hit("address", who)
            raise ZeroDivisionError("the request fails")
        with self.env.registry.cursor() as other_worker:
            throttle = throttle.with_env(self.env(cr=other_worker))
            waits = [throttle._hit("address", who) for _ in range(20)]
        self.assertEqual(waits[:19], [0] * 19)
        self.assertGreater(waits[19], 0)

    def _forget_hits(self):
        with self.env.registry.cursor() as cr:
            cr.execute("DELETE FROM hr_competency_throttle")

    def test_numbers_that_are_no_question_are_ignored(self):
        interview, _token = self._started()
        for number in (0, -1, 4, 99):
            self.assertFalse(interview._candidate_answer(number, "x", "p-0"))

    def test_submitting_happens_once_and_freezes_the_answers(self):
        interview = self._submitted(GOOD)
        first = interview.submitted_at
        self.assertTrue(interview._candidate_submit())
        self.assertEqual((interview.state, interview.submitted_at), ("submitted", first))
        self.assertFalse(interview._candidate_answer(1, "changed", "z-9"))
        self.assertEqual(interview.question_ids[0].answer_text, GOOD)

    def test_nothing_to_submit_is_not_submitted(self):
        interview, _token = self._started()
        self.assertFalse(interview._candidate_submit())
        self.assertEqual(interview.state, "started")

    def test_PUB_6_the_servers_deadline_wins_and_saved_answers_stay(self):
        interview, token = self._started()
        interview._candidate_answer(1, "kept", "p-0")
        interview.deadline = fields.Datetime.now() - timedelta(seconds=1)
        self.assertFalse(interview._find_by_token(token))
        self.assertEqual(interview.question_ids[0].answer_text, "kept")

    def test_PUB_7_pages_are_made_of_plain_values(self):
        interview, _token = self._started()
        pages = [interview._candidate_page(step) for step in ("info", "1", "2", "check", "rights", None, "nonsense")]
        self._scored_again(interview)
        pages.append(interview._candidate_page())
        self.assertEqual({page["page"] for page in pages}, {"info", "question", "check", "rights", "status"})
        for page in pages:
            self._assert_plain(page)

    def _scored_again(self, interview):
        interview._candidate_answer(1, GOOD, "q-0")
        interview._candidate_submit()
        self._run("cron_score")

    def _assert_plain(self, value):
        self.assertNotIsInstance(value, models.BaseModel)
        if isinstance(value, dict):
            value = value.values()
        elif not isinstance(value, list | tuple):
            return
        for item in value:
            self._assert_plain(item)

    def test_pages_speak_the_language_asked_for(self):
        interview, _token = self._started()
        self.assertEqual(interview._candidate_page("1", "zh_CN")["question"]["text"], "请讲一个和用户有关的项目。")
        self.assertEqual(interview._candidate_page("1", "xx_XX")["lang"], "en_US")
        self.assertEqual({"en_US", "zh_CN"}, {one["code"] for one in interview._candidate_page("1")["languages"]})

    def test_the_status_says_how_it_goes_on_and_nothing_of_the_result(self):
        interview = self._submitted(GOOD)
        self.assertIn("Within the hour", interview._candidate_page()["news"])
        self.env.company.competency_scoring_enabled = False
        person = interview._candidate_page()["news"]
        self.assertIn("A person of our team", person)
        self.env.company.competency_scoring_enabled = True
        undecided = self._scored("I would like to.", applicant=self._another())
        self.assertEqual(undecided._candidate_page()["news"], person)
        interview._candidate_ask_human_review("")
        self.assertIn("again", interview._candidate_page()["news"])

    def test_a_time_names_its_zone_in_words(self):
        interview, _token = self._started()
        self.env.company.partner_id.tz = "Asia/Shanghai"
        interview.deadline = "2026-12-09 15:39:00"
        self.assertIn("December 9, 2026, 23:39 (China Standard Time)", interview._candidate_page("info", "en_US")["deadline"])
        self.assertIn("中国标准时间", interview._candidate_page("info", "zh_CN")["deadline"])

    def test_recruiters_are_told_in_their_own_language(self):
        self.recruiter.lang = "zh_CN"
        interview = self._submitted(GOOD)
        self.assertIn("已提交", interview.message_ids.filtered(lambda m: "Wei Chen" in (m.body or ""))[:1].body)

    def test_asking_for_a_person_and_for_erasure_makes_tasks(self):
        interview = self._scored()
        interview._candidate_ask_human_review("It overlooked my second project.")
        interview._candidate_ask_erasure()
        requests = self.env["hr.competency.request"].search([("applicant_id", "=", self.applicant.id)])
        self.assertEqual(set(requests.mapped("kind")), {"human_review", "erasure"})
        self.assertIn("second project", requests.filtered(lambda r: r.kind == "human_review").message)
        status = interview._candidate_page()
        self.assertTrue(status["review_asked"] and status["erasure_asked"])

    def test_what_the_machine_read_is_the_answer_with_its_quotes(self):
        interview = self._scored(GOOD)
        read = interview._candidate_page()["read"]
        self.assertEqual(len(read), 3)
        self.assertEqual("".join(piece["text"] for piece in read[0]["pieces"]), GOOD)
        self.assertTrue(any(piece["notes"] for piece in read[0]["pieces"]))
        self.assertFalse(any(piece["notes"] for piece in read[1]["pieces"]))
