"""The candidate's pages over HTTP, as a browser without scripts sees them."""

import re
from datetime import timedelta
from unittest.mock import patch

from lxml import html
from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import GOOD, InterviewCase

HEADERS = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Frame-Options": "DENY",
}


@tagged("post_install", "-at_install")
class TestCandidatePage(InterviewCase, HttpCase):
    def _run(self, cron):
        self.env.ref(f"hr_ai_interview.{cron}").method_direct_trigger()
        self.env.invalidate_all()

    def _get(self, token, query=""):
        return self.url_open(f"/interview/{token}{query}", allow_redirects=True)

    def _form(self, response, action):
        """The fields of a form of a page, as a browser would send them."""
        for form in html.fromstring(response.content).forms:
            if form.action.endswith(action):
                return form.action, dict(form.form_values())
        raise AssertionError(f"no form for {action}")

    def _send(self, response, action, **values):
        path, fields_ = self._form(response, action)
        return self.url_open(path, data={**fields_, **values}, allow_redirects=True)

    def _open(self):
        interview = self._invite()
        token = interview._issue_token()
        interview._mark_invited()
        return interview, token

    # --- two windows ----------------------------------------------------------------------------------------------

    def test_PUB_6_two_windows_without_scripts_lose_nothing(self):
        interview, token = self._open()
        self._send(self._get(token), "/info", name="Wei Chen", consent="1")
        first, second = self._get(token, "?step=1"), self._get(token, "?step=1")
        self._send(first, "/answer", text="from the first", goto="2")
        self._send(second, "/answer", text="", goto="2")
        self.assertEqual(interview.question_ids[0].answer_text, "from the first")
        page = self._send(second, "/answer", text="from the second", goto="2")
        self.assertIn("another window", page.text)
        self.assertIn("from the first", page.text)
        self.assertEqual(self._form(page, "/answer")[1]["text"].strip(), "from the second")
        page = self._send(page, "/answer", text="from both", goto="2")
        self.assertIn(interview.question_ids[1].text, page.text)
        self.assertEqual(interview.question_ids[0].answer_text, "from both")

    def test_PUB_6_a_script_is_told_of_the_other_window(self):
        interview, token = self._open()
        self._send(self._get(token), "/info", name="Wei Chen", consent="1")
        first, second = self._get(token, "?step=1"), self._get(token, "?step=1")
        told = self._send(first, "/answer", text="from the first", autosave="1").json()
        self.assertEqual(told, {"saved": True, "seen": interview.question_ids[0].answer_ids._mark()})
        path, values = self._form(second, "/answer")
        answer = self.url_open(path, data={**values, "text": "from the second", "autosave": "1"})
        self.assertEqual(answer.status_code, 412)
        self.assertEqual(interview.question_ids[0].answer_text, "from the first")

    def test_a_number_that_is_none_saves_nothing(self):
        interview, token = self._open()
        self._send(self._get(token), "/info", name="Wei Chen", consent="1")
        page = self._get(token, "?step=1")
        for number in ("²", "٣٣", "-1", "x", "99"):
            self.assertEqual(self._send(page, "/answer", number=number, text="lost?").status_code, 200, number)
        self.assertFalse(any(interview.answer_ids.mapped("text")))

    def test_a_fault_is_named_where_the_candidate_is(self):
        _interview, token = self._open()
        page = html.fromstring(self._send(self._get(token), "/info", name="", phone="12345").content)
        self.assertEqual([one.name for one in page.xpath("//input[@aria-invalid='true'][@autofocus]")], ["name"])

    # --- the way through ------------------------------------------------------------------------------------------

    def test_PUB_10_the_whole_way_without_scripts(self):
        interview, token = self._open()
        page = self._get(token)
        self.assertIn("artificial intelligence", page.text)
        page = self._send(page, "/info", name="Wei Chen", consent="1", talent_pool="1", phone="12345")
        for number, text in enumerate((GOOD, "A plan.", "It sold."), 1):
            self.assertIn(interview.question_ids[number - 1].text, page.text)
            page = self._send(page, "/answer", text=text, goto=str(number + 1) if number < 3 else "check")
        self.assertIn("It sold.", page.text)
        page = self._send(page, "/submit")
        self.assertIn("Thank you, Wei Chen", page.text)
        self.assertEqual(interview.state, "submitted")
        self.assertEqual(interview.answer_ids.mapped("text"), [GOOD, "A plan.", "It sold."])
        self.assertTrue(interview._has_consent("talent_pool"))

    def test_PUB_10_it_goes_on_where_it_was_interrupted(self):
        interview, token = self._open()
        page = self._send(self._get(token), "/info", name="Wei", consent="1")
        self._send(page, "/answer", text="first answer", goto="2")
        self.opener.cookies.clear()
        again = self._get(token)
        self.assertIn(interview.question_ids[1].text, again.text)
        self.assertIn("first answer", self._get(token, "?step=1").text)

    def test_without_consent_nothing_starts(self):
        interview, token = self._open()
        page = self._send(self._get(token), "/info", name="Wei")
        self.assertIn("We need your consent", page.text)
        self.assertEqual(interview.state, "invited")
        self.assertFalse(interview._has_consent("assessment"))

    def test_the_status_page_shows_what_was_read_and_takes_requests(self):
        interview, token = self._open()
        interview._candidate_start("Wei", "", False, "en_US")
        interview._candidate_answer(1, GOOD, "x-0")
        interview._candidate_submit()
        self._run("cron_score")
        page = self._get(token)
        self.assertIn("<mark", page.text)
        page = self._send(page, "/talent-pool", join="1")
        self.assertIn("Leave the talent pool", page.text)
        page = self._send(page, "/talent-pool", join="0")
        self.assertFalse(interview._has_consent("talent_pool"))
        page = self._send(page, "/human-review", reason="Please look.")
        self.assertIn("You asked for it", page.text)
        page = self._send(page, "/erase", confirm="1")
        self.assertIn("for the erasure of your data", page.text)
        kinds = self.env["hr.competency.request"].search([("applicant_id", "=", self.applicant.id)]).mapped("kind")
        self.assertEqual(sorted(kinds), ["erasure", "human_review"])

    def test_the_page_speaks_chinese(self):
        _interview, token = self._open()
        page = self._get(token, "?lang=zh_CN")
        self.assertIn('lang="zh-CN"', page.text)
        self.assertIn("人工智能", page.text)
        self.assertIn("您的回答由软件（AI）阅读", page.text, "Odoo translates nothing in the template with the document type")
        page = self._send(page, "/info", name="陈伟", consent="1")
        self.assertIn("请讲一个和用户有关的项目。", page.text)

    # --- what a candidate may do before handing in ------------------------------------------------------------------

    def test_LAW_6_the_rights_are_one_click_away_on_every_page_before_handing_in(self):
        _interview, token = self._open()
        page = self._get(token)
        self.assertIn("step=rights", page.text)
        page = self._send(page, "/info", name="Wei", consent="1")
        self.assertIn("step=rights", page.text)
        _path, asked = self._form(self._get(token, "?step=rights"), "/human-review")
        self.assertEqual(asked["reason"], "", "there is room for the candidate's own words, and nothing stands in it")
        page = self._send(self._get(token, "?step=rights"), "/human-review", reason="No machine, please.")
        self.assertIn("You asked for it", page.text)
        request = self.applicant.competency_request_ids
        self.assertEqual(request.mapped("kind"), ["human_review"])
        self.assertEqual(request.activity_ids.create_uid, self.env.ref("base.user_root"), "the public user has no address to mail from")

    def test_the_consent_is_taken_back_as_easily_as_it_was_given(self):
        interview, token = self._open()
        page = self._send(self._get(token), "/info", name="Wei", consent="1")
        self._send(page, "/answer", text="half a story", goto="2")
        page = self._send(self._get(token, "?step=rights"), "/withdraw")
        self.assertEqual(interview.state, "started", "without the tick nothing happens")
        page = self._send(page, "/withdraw", confirm="1")
        self.assertIn("You have withdrawn", page.text)
        self.assertNotIn("half a story", page.text)
        self.assertEqual((interview.state, any(interview.answer_ids.mapped("text"))), ("withdrawn", False))
        self.assertFalse(interview._has_consent("assessment"))
        self.assertEqual(interview.activity_ids.user_id, self.recruiter)
        self.assertEqual(interview.activity_ids.create_uid, self.env.ref("base.user_root"), "the public user has no address to mail from")
        self.assertIn("You have withdrawn", self._send(page, "/talent-pool", join="1").text, "the link still opens the rights")

    def test_who_withdrew_may_be_invited_again_and_is_asked_for_consent_anew(self):
        interview, token = self._open()
        self._send(self._get(token), "/info", name="Wei", consent="1")
        interview._candidate_withdraw()
        interview.with_user(self.recruiter).action_invite()
        interview._mark_invited()
        self.assertIn('name="consent"', self._get(token).text)

    def test_asking_for_erasure_ends_the_questions(self):
        _interview, token = self._open()
        self._send(self._get(token), "/info", name="Wei", consent="1")
        self._send(self._get(token, "?step=rights"), "/erase", confirm="1")
        page = self._get(token, "?step=1")
        self.assertIn("for the erasure of your data", page.text)
        self.assertNotIn('<textarea name="text"', page.text)

    def test_a_phone_number_is_one_or_empty(self):
        interview, token = self._open()
        page = self._send(self._get(token), "/info", name="Wei", consent="1", phone="call me")
        self.assertIn("does not look like a phone number", page.text)
        self.assertIn('value="call me"', page.text, "what was typed is still there")
        self.assertEqual(interview.state, "invited")
        for number in ("+86 138-0013-8000", "(010) 6552 9988 转 801", ""):
            self._send(self._get(token, "?step=info"), "/info", name="Wei", consent="1", phone=number)
            self.assertEqual(interview.phone or "", number)

    def test_the_check_says_once_what_is_missing(self):
        _interview, token = self._open()
        self._send(self._get(token), "/info", name="Wei", consent="1")
        page = self._get(token, "?step=check")
        self.assertIn("There is nothing to submit yet", page.text)
        self.assertNotIn("Not answered yet", page.text)
        self._send(self._get(token, "?step=1"), "/answer", text="something", goto="check")
        page = self._get(token, "?step=check&lang=zh_CN")
        self.assertIn("2和3", page.text)

    # --- PUB-2, PUB-3 ---------------------------------------------------------------------------------------------

    def test_PUB_2_every_bad_token_gets_the_same_page(self):
        interview, token = self._open()
        bodies = set()
        for spoil in (lambda: "A" * 43, lambda: "short", lambda: self._expire(interview, token), lambda: self._revoke(interview, token)):
            response = self._get(spoil())
            self.assertEqual(response.status_code, 404)
            bodies.add(response.text)
        self.assertEqual(len(bodies), 1)

    def _expire(self, interview, token):
        interview.deadline = fields.Datetime.now() - timedelta(seconds=1)
        return token

    def _revoke(self, interview, token):
        interview.action_revoke()
        return token

    def test_PUB_2_another_companys_website_does_not_know_the_token(self):
        interview, token = self._open()
        self.assertEqual(self._get(token).status_code, 200)
        own = {"name": "Own", "company_id": self.env.company.id, "domain": "https://own.example.com"}
        self.env["website"].create(own)
        self.env.ref("website.default_website").company_id = self.env["res.company"].create({"name": "Other"})
        self.assertEqual(self._get(token).status_code, 404)
        self.assertEqual(interview._candidate_base_url(), "https://own.example.com")

    def test_PUB_2_posts_after_the_deadline_are_refused_and_answers_kept(self):
        interview, token = self._open()
        page = self._send(self._get(token), "/info", name="Wei", consent="1")
        self._send(page, "/answer", text="kept", goto="2")
        page = self._get(token, "?step=1")
        self._expire(interview, token)
        self.assertEqual(self._send(page, "/answer", text="late", goto="2").status_code, 404)
        self.assertEqual(interview.answer_ids[0].text, "kept")

    def test_PUB_3_the_21st_bad_token_is_told_to_wait(self):
        for number in range(20):
            self.assertEqual(self._get(f"{'B' * 40}{number:03}").status_code, 404)
        response = self._get("B" * 43)
        self.assertEqual(response.status_code, 429)
        self.assertGreater(int(response.headers["Retry-After"]), 0)
        _interview, token = self._open()
        self.assertEqual(self._get(token).status_code, 200, "who shares the address must not be locked out of a good link")

    def test_PUB_3_a_token_has_its_own_limit(self):
        _interview, token = self._open()
        throttle = type(self.env["hr.competency.throttle"])
        with patch.object(throttle, "LIMITS", {**throttle.LIMITS, "token": (3, 600)}):
            codes = [self._get(token).status_code for _ in range(5)]
        self.assertEqual(codes, [200, 200, 200, 429, 429])

    # --- PUB-4, PUB-5, PUB-6 --------------------------------------------------------------------------------------

    def _rows(self):
        self.env.flush_all()
        tables = ("hr_ai_interview", "hr_ai_interview_answer", "hr_competency_consent", "hr_competency_request", "website_visitor")
        state = []
        for table in tables:
            self.env.cr.execute(f"SELECT count(*), max(write_date) FROM {table}")
            state.append(self.env.cr.fetchone())
        return state

    def test_PUB_4_reading_changes_nothing(self):
        interview, token = self._open()
        before = self._rows()
        for _ in range(2):
            for query in ("", "?step=info", "?step=1", "?step=check", "?step=rights", "?lang=zh_CN", "?step=2&lang=en_US"):
                self.assertEqual(self._get(token, query).status_code, 200)
        self.assertEqual(self._rows(), before)
        for path in ("info", "answer", "submit", "human-review", "talent-pool", "withdraw", "erase", "statement"):
            self.assertIn(self.url_open(f"/interview/{token}/{path}").status_code, (404, 405))
        self.assertEqual((self._rows(), interview.state), (before, "invited"))

    def test_PUB_4_posts_need_the_csrf_token(self):
        interview, token = self._open()
        for path in ("info", "answer", "submit", "human-review", "talent-pool", "withdraw", "erase", "statement"):
            response = self.url_open(f"/interview/{token}/{path}", data={"name": "x", "consent": "1"})
            self.assertEqual(response.status_code, 400)
            self.assertIn("press the button once more", response.text)
        self.assertEqual(interview.state, "invited")

    def test_PUB_4_a_session_that_is_over_loses_no_text(self):
        interview, token = self._open()
        page = self._get(token)
        self.opener.cookies.clear()
        page = self._send(page, "/info", name="Wei Chen", phone="123456", consent="1")
        self.assertEqual((page.status_code, interview.state), (400, "invited"))
        kept = self._form(page, "/info")[1]
        self.assertEqual((kept["name"], kept["phone"], kept["consent"], kept.get("talent_pool")), ("Wei Chen", "123456", "1", None))
        self._send(page, "/info")
        page = self._get(token, "?step=2")
        self.opener.cookies.clear()
        page = self._send(page, "/answer", text="An hour's work.")
        self.assertEqual((page.status_code, interview.question_ids[1].answer_text), (400, False))
        self.assertEqual(self._form(page, "/answer")[1]["text"].strip(), "An hour's work.")
        self.assertEqual(self._send(page, "/answer", goto="3").status_code, 200)
        self.assertEqual(interview.question_ids[1].answer_text, "An hour's work.")

    def test_PUB_6_a_session_that_is_over_hides_no_other_window(self):
        interview, token = self._open()
        self._send(self._get(token), "/info", name="Wei Chen", consent="1")
        first = self._get(token, "?step=1")
        self.opener.cookies.clear()
        self._send(self._get(token, "?step=1"), "/answer", text="from the second", goto="2")
        page = self._send(first, "/answer", text="from the first", goto="2")
        self.assertIn("press the button once more", page.text)
        self.assertIn("another window", self._send(page, "/answer", goto="2").text)
        self.assertEqual(interview.question_ids[0].answer_text, "from the second")

    def test_PUB_4_a_script_gets_a_new_token(self):
        interview, token = self._open()
        self._send(self._get(token), "/info", name="Wei Chen", consent="1")
        path, values = self._form(self._get(token, "?step=1"), "/answer")
        self.opener.cookies.clear()
        told = self.url_open(path, data={**values, "text": "typed", "autosave": "1"})
        self.assertEqual((told.status_code, interview.question_ids[0].answer_text), (403, False))
        again = {**values, "text": "typed", "autosave": "1", "csrf_token": told.json()["csrf_token"]}
        self.assertTrue(self.url_open(path, data=again).json()["saved"])
        self.assertEqual(interview.question_ids[0].answer_text, "typed")

    def test_PUB_5_headers_on_every_page(self):
        _interview, token = self._open()
        page = self._get(token)
        for response in (page, self._get("C" * 43), self._send(page, "/info", name="Wei", consent="1"), self._get(token, "?step=check")):
            for name, value in HEADERS.items():
                self.assertEqual(response.headers[name], value, name)
            self.assertIn("frame-ancestors 'none'", response.headers["Content-Security-Policy"])

    def test_PUB_6_repeated_posts_leave_one_answer_and_one_submission(self):
        interview, token = self._open()
        page = self._send(self._get(token), "/info", name="Wei", consent="1")
        for _ in range(3):
            self._send(page, "/answer", text="the answer", goto="check")
        check = self._get(token, "?step=check")
        for _ in range(3):
            self._send(check, "/submit")
        self.assertEqual((interview.state, interview.answer_ids.filtered("text").mapped("text")), ("submitted", ["the answer"]))

    def test_PUB_6_autosave_answers_the_script(self):
        interview, token = self._open()
        page = self._send(self._get(token), "/info", name="Wei", consent="1")
        path, values = self._form(page, "/answer")
        response = self.url_open(path, data={**values, "text": "half a sent", "autosave": "1"})
        self.assertEqual((response.status_code, response.json()["saved"]), (200, True))
        interview._candidate_submit()
        response = self.url_open(path, data={**values, "text": "too late", "autosave": "1"})
        self.assertEqual((response.status_code, interview.answer_ids[0].text), (409, "half a sent"))

    def test_a_huge_body_is_refused(self):
        _interview, token = self._open()
        page = self._send(self._get(token), "/info", name="Wei", consent="1")
        path, values = self._form(page, "/answer")
        with mute_logger("odoo.http"):
            response = self.url_open(path, data={**values, "text": "x" * 1_000_000})
        self.assertEqual(response.status_code, 413)

    # --- PUB-9 ----------------------------------------------------------------------------------------------------

    def test_PUB_9_what_the_candidate_wrote_is_shown_literally(self):
        evil = '<img src=x onerror=alert(1)> {{1234567*7}} "><svg onload=alert(1)>'
        _interview, token = self._open()
        page = self._send(self._get(token), "/info", name=evil, consent="1")
        page = self._send(page, "/answer", text=evil, goto="check")
        self.assertIn("&lt;img src=x", page.text)
        for needle in ("<img src=x", "<svg", "8641969"):
            self.assertNotIn(needle, re.sub(r"<(head|script).*?</\1>", "", page.text, flags=re.S))
