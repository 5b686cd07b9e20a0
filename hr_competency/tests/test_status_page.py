"""The page of somebody who sent a CV, over HTTP as a browser without scripts sees it (PUB-2 to PUB-9, LAW-4 to LAW-7)."""

import io
import json
import re
import zipfile
from datetime import timedelta
from unittest.mock import patch

from lxml import html
from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..controllers.personal_page import HEADERS
from .test_status_link import CV, LINK, StatusCase

STATEMENT = "hr.competency.impact.statement"
ACTIONS = ("human-review", "object", "talent-pool", "withdraw", "access", "erase", "statement")


@tagged("post_install", "-at_install")
class TestStatusPage(StatusCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.competency_impact_scheme = False  # the demo data ask for statements

    def _get(self, token, query=""):
        return self.url_open(f"/application/{token}{query}")

    def _forms(self, page, action):
        return [form for form in html.fromstring(page.content).forms if form.action.endswith(action)]

    def _send(self, page, action, **values):
        """Send a form of a page as a browser would."""
        (form,) = self._forms(page, action)
        self.assertLessEqual(set(values), set(form.xpath(".//@name")), "a browser sends what stands in the form")
        return self.url_open(form.action, data={**dict(form.form_values()), **values})

    def _text(self, page):
        return " ".join(html.fromstring(page.content).text_content().split())

    # --- what the page tells --------------------------------------------------------------------------------------------

    def test_LAW_5_the_page_tells_what_was_looked_for_found_and_not_found_in_the_applicants_words(self):
        self._cv()
        page = self._get(self._token())
        text = self._text(page)
        self.assertIn("read by software (AI)", text)
        self.assertIn("There is no decision yet.", text)
        self.assertIn("It is people who decide", text)
        quotes = [" ".join(q.text_content().split()) for q in html.fromstring(page.content).xpath("//q")]
        self.assertTrue(quotes)
        for evidence in self.applicant.competency_assessment_ids.evidence_ids:
            self.assertIn(" ".join(evidence.quote.split()), quotes)
        self.assertIn("Talking to users", text)
        self.assertIn("this job demands it", text)
        self.assertIn("Planning the product", text)
        self.assertIn("Nothing found in the CV that shows it", text)
        self.assertTrue(html.fromstring(page.content).xpath("//mark"), "the CV as the machine saw it, one click away")

    def test_what_else_was_noted_says_nothing_of_competencies_a_second_time(self):
        self._cv()
        page = html.fromstring(self._get(self._token()).content)
        [noted] = page.xpath("//details[summary[contains(text(), 'What else it noted')]]")
        text = " ".join(noted.text_content().split())
        self.assertIn("experience", text)
        self.assertNotIn("Talking to users", text)
        self.assertNotIn("Planning the product", text)
        [field] = page.xpath("//form[contains(@action, 'human-review')]//textarea[@name='reason']")
        self.assertFalse(field.text_content(), "the applicant's own words are asked for, not the software's")

    def test_nobody_elses_name_or_rank_is_on_the_page(self):
        other = self.env["hr.applicant"].create({"partner_name": "Rival Person", "email_from": "r@example.com", "job_id": self.job.id})
        self._cv(applicant=other)
        self._cv()
        text = self._text(self._get(self._token()))
        for word in ("Rival", "rank", "Rank", "candidates", "better than"):
            self.assertNotIn(word, text)

    def test_LAW_4_the_recommendation_is_told_once_people_have_decided(self):
        self._cv()
        token = self._token()
        self.assertNotIn("It recommended", self._text(self._get(token)))
        self._refuse()
        text = self._text(self._get(token))
        self.assertIn("People of our team have decided on", text)
        self.assertRegex(text, "It recommended|It found less evidence|It found too little evidence")

    def test_PUB_7_what_the_page_gets_is_plain(self):
        self._cv()
        self.env.company.competency_impact_scheme = "us"
        self.assert_plain(self.links._find_by_token(self._token())._candidate_page())

    def assert_plain(self, value):
        if isinstance(value, dict):
            value = [*value, *value.values()]
        if isinstance(value, (list, tuple)):
            return [self.assert_plain(one) for one in value]
        self.assertIsInstance(value, (str, bool, int, type(None)))
        return None

    def test_PUB_7_no_record_and_no_sudo_in_templates_and_controllers(self):
        from pathlib import Path

        root = Path(__file__).parents[1]
        files = [*(root / "controllers").glob("*.py"), *(root / "views").glob("*_page_templates.xml")]
        self.assertGreaterEqual(len(files), 4)
        for file in files:
            text = file.read_text("utf-8")
            self.assertFalse(re.search(r"sudo\(|\.browse\(|\.search\(|object\.|t-raw", text), file.name)

    def test_before_and_without_a_reading_the_page_says_so(self):
        token = self._token()
        self.assertIn("has not read a CV of yours", self._text(self._get(token)))
        self._cv(b"")
        text = self._text(self._get(token))
        self.assertRegex(text, "could not read your file|has not read a CV|read your CV on")

    def test_the_page_speaks_the_language_asked_for_and_keeps_it(self):
        self._cv()
        page = self._get(self._token(), "?lang=zh_CN")
        self.assertIn('lang="zh-CN"', page.text)
        self.assertIn("用户访谈", page.text)
        page = self._send(page, "/human-review", reason="请再看一遍。")
        self.assertIn("lang=zh_CN", page.url)
        self.assertIn('lang="zh-CN"', page.text)
        self.applicant.partner_id.lang = "zh_CN"
        self.assertIn('lang="zh-CN"', self._get(self._token()).text, "and by itself the applicant's own")

    # --- contest ------------------------------------------------------------------------------------------------------

    def test_LAW_5_from_the_refusal_mail_to_a_second_persons_answer_on_the_page(self):
        self._cv()
        (body,) = self._refuse()
        token = LINK.search(body)[1]
        page = self._send(self._get(token), "/human-review", reason="You overlooked my second project.")
        self.assertIn("A person is looking at your application again", page.text)
        request = self.applicant.competency_request_ids
        self.assertEqual((request.kind, request.message), ("human_review", "You overlooked my second project."))
        self.assertEqual(request.assessment_id, self.applicant.competency_assessment_ids)
        self.assertEqual(request.activity_ids.create_uid, self.env.ref("base.user_root"), "the public user has no address to mail from")
        self.assertNotEqual(request.user_id, self.recruiter)
        request.with_user(self.manager).write({"answer": "We read it again and invite you.", "outcome": "changed"})
        request.with_user(self.manager).action_done()
        text = self._text(self._get(token))
        self.assertIn("We read it again and invite you.", text)
        self.assertIn("Decided otherwise", text)
        (mail,) = self._mailed(self._send_all(), "wei@example.com")
        self.assertIn("We read it again and invite you.", mail)

    def test_LAW_6_objecting_and_taking_it_back_on_the_page(self):
        self._cv()
        token = self._token()
        page = self._send(self._get(token), "/object")
        self.assertFalse(self.applicant._refuses_machine(), "without the tick nothing happens")
        page = self._send(page, "/object", confirm="1")
        self.assertIn("You have objected", page.text)
        self.assertNotIn("read by software", page.text)
        self.assertNotIn("<q>", page.text, "what was found is set aside")
        consent = self.applicant.competency_consent_ids
        self.assertEqual((consent.purpose, consent.is_valid), ("cv", False))
        self.assertIn("I object", consent.text)
        page = self._send(page, "/object", undo="1")
        self.assertFalse(self.applicant._refuses_machine())

    def test_LAW_7_the_statement_is_for_the_auditor_alone(self):
        token = self._token()
        self.assertFalse(self._forms(self._get(token), "/statement"), "not where the company does not ask")
        self.env.company.competency_impact_scheme = "us"
        female = self.env.ref("hr_competency.impact_us_female")
        page = self._send(self._get(token), "/statement", sex=str(female.id), agreed="1")
        self.assertIn("You have said", page.text)
        statement = self.env[STATEMENT].search([("applicant_id", "=", self.applicant.id)])
        self.assertEqual(statement.sex_id, female)
        self._send(page, "/statement", delete="1")
        self.assertFalse(statement.exists())

    # --- data -----------------------------------------------------------------------------------------------------------

    def test_LAW_8_a_copy_is_downloaded_once_a_person_has_handed_it_over(self):
        self._cv()
        token = self._token()
        self.assertEqual(self._get(token, "/copy").status_code, 404)
        page = self._send(self._get(token), "/access")
        self.assertIn("You asked on", page.text)
        request = self.applicant.competency_request_ids.with_user(self.recruiter)
        request.action_collect()
        self.assertEqual(self._get(token, "/copy").status_code, 404, "not before it is handed over")
        request.answer = "Here it is."
        request.action_done()
        self.assertIn("Download my data", self._get(token).text)
        answer = self._get(token, "/copy")
        self.assertEqual((answer.status_code, answer.headers["Content-Type"]), (200, "application/zip"))
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        data = json.loads(zipfile.ZipFile(io.BytesIO(answer.content)).read("my-data.json"))
        self.assertEqual(data["applications"][0]["assessments"][0]["texts"][0]["text"].strip(), CV.decode())

    def test_LAW_8_erasure_is_asked_for_and_ends_the_link(self):
        self._cv()
        token = self._token()
        page = self._send(self._get(token), "/erase")
        self.assertFalse(self.applicant.competency_request_ids)
        page = self._send(page, "/erase", confirm="1")
        self.assertIn("for the erasure of your data", page.text)
        self.applicant.competency_request_ids.with_user(self.manager).action_erase()
        self.assertEqual(self._get(token).status_code, 404)

    def test_withdrawing_on_the_page(self):
        self._cv()
        token = self._token()
        page = self._send(self._get(token), "/withdraw")
        self.assertFalse(self.applicant.competency_withdrawn)
        page = self._send(page, "/withdraw", confirm="1")
        self.assertIn("You have taken your application back", page.text)
        self.assertFalse(self._forms(page, "/human-review") + self._forms(page, "/withdraw"))
        self.assertTrue(self._forms(page, "/erase"), "the data are still theirs")

    def test_joining_and_leaving_the_talent_pool(self):
        page = self._send(self._get(self._token()), "/talent-pool", join="1")
        consent = self.applicant.competency_consent_ids
        self.assertEqual((consent.purpose, consent.is_valid), ("talent_pool", True))
        self._send(page, "/talent-pool", join="0")
        consent.invalidate_recordset()
        self.assertFalse(consent.is_valid)

    # --- PUB-2 to PUB-5, PUB-9 --------------------------------------------------------------------------------------------

    def test_PUB_2_every_bad_token_gets_the_same_page(self):
        expired, revoked = self._token(), self._token()
        self.links._find_by_token(expired).expires = fields.Datetime.now() - timedelta(seconds=1)
        self.links._find_by_token(revoked).unlink()
        other = self.env["res.company"].create({"name": "Other", "competency_status_enabled": False})
        closed = self._token()
        self.links._find_by_token(closed).company_id = other
        bodies = set()
        for token in ("A" * 43, "short", expired, revoked, closed):
            page = self._get(token)
            self.assertEqual(page.status_code, 404)
            bodies.add(page.text)
        self.assertEqual(len(bodies), 1)

    def test_PUB_2_another_companys_website_does_not_know_the_token(self):
        token = self._token()
        own = {"name": "Own", "company_id": self.env.company.id, "domain": "https://own.example.com"}
        self.env["website"].create(own)
        self.env.ref("website.default_website").company_id = self.env["res.company"].create({"name": "Other"})
        self.assertEqual(self._get(token).status_code, 404)
        self.assertTrue(self.links._issue(self.applicant).startswith("https://own.example.com/application/"))

    def test_PUB_3_the_21st_bad_token_is_told_to_wait_and_a_good_one_has_its_own_limit(self):
        for number in range(20):
            self.assertEqual(self._get(f"{'B' * 40}{number:03}").status_code, 404)
        page = self._get("B" * 43)
        self.assertEqual(page.status_code, 429)
        self.assertGreater(int(page.headers["Retry-After"]), 0)
        token = self._token()
        throttle = type(self.env["hr.competency.throttle"])
        with patch.object(throttle, "LIMITS", {**throttle.LIMITS, "token": (2, 600)}):
            self.assertEqual([self._get(token).status_code for _ in range(4)], [200, 200, 429, 429])

    def _rows(self):
        self.env.flush_all()
        state = []
        for table in (
            "hr_applicant", "hr_competency_status_link", "hr_competency_consent", "hr_competency_request", "hr_competency_assessment",
            "hr_competency_impact_statement", "mail_message", "website_visitor",
        ):  # fmt: skip
            self.env.cr.execute(f"SELECT count(*), max(write_date) FROM {table}")
            state.append(self.env.cr.fetchone())
        return state

    def test_PUB_4_reading_changes_nothing(self):
        self._cv()
        token = self._token()
        before = self._rows()
        for _ in range(2):
            for query in ("", "?lang=zh_CN", "?lang=xx", "?step=rights", "/copy"):
                self.assertIn(self._get(token, query).status_code, (200, 404))
        for path in ACTIONS:
            self.assertIn(self._get(token, f"/{path}").status_code, (404, 405))
        self.assertEqual(self._rows(), before)

    def test_PUB_4_posts_need_the_csrf_token(self):
        token = self._token()
        before = self._rows()
        for path in ACTIONS:
            page = self.url_open(
                f"/application/{token}/{path}", data={"confirm": "1", "join": "1", "agreed": "1", "reason": "Read it <again>"}
            )
            self.assertEqual(page.status_code, 400)
            self.assertIn("press the button once more", page.text)
            self.assertIn("Read it &lt;again&gt;</textarea>", page.text, "what was typed is kept")
        self.assertEqual(self._rows(), before)

    def test_PUB_5_headers_on_every_page(self):
        token = self._token()
        page = self._get(token)
        for answer in (page, self._get("C" * 43), self._send(page, "/human-review"), self._get(token, "/copy")):
            for name, value in HEADERS.items():
                self.assertEqual(answer.headers[name], value, name)

    def test_PUB_9_what_the_applicant_wrote_is_shown_literally(self):
        evil = '<img src=x onerror=alert(1)> {{1234567*7}} "><svg onload=alert(1)>'
        self.applicant.partner_name = evil
        self._cv(f"I interviewed fourteen people about {evil} and wrote it down.".encode())
        page = self._get(self._token())
        self.assertIn("&lt;img src=x", page.text)
        page = self._send(page, "/human-review", reason=evil)
        request = self.applicant.competency_request_ids
        self.assertEqual(request.message, evil)
        request.with_user(self.manager).write({"answer": evil, "outcome": "kept"})
        request.with_user(self.manager).action_done()
        page = self._get(self._token())
        mails = self._mailed(self._send_all(), "wei@example.com")
        for text in (page.text, *mails):
            for needle in ("<img src=x", "<svg", "8641969"):
                self.assertNotIn(needle, re.sub(r"<(head|script).*?</\1>", "", text, flags=re.S))

    def test_a_huge_body_is_refused(self):
        page = self._get(self._token())
        (form,) = self._forms(page, "/human-review")
        with mute_logger("odoo.http"):
            answer = self.url_open(form.action, data={**dict(form.form_values()), "reason": "x" * 1_000_000})
        self.assertEqual(answer.status_code, 413)
