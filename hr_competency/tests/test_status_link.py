"""The link of somebody who sent a CV (PUB-1, PUB-2, LAW-6): made while a mail leaves, known to nobody else."""

import re
import statistics
import time
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import CompetencyCase

CV = b"I interviewed fourteen people about it and wrote an interview guide."
LINK = re.compile(r"/application/([\w-]{43})")


class StatusCase(CompetencyCase):
    """An applicant with an address whose CV is read for a job with an active model."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._activate()
        cls.recruiter.email = "recruiter@example.com"
        cls.manager.email = "manager@example.com"
        cls.applicant.write({"email_from": "wei@example.com", "user_id": cls.recruiter.id, "interviewer_ids": [(5,)]})
        cls.applicant.partner_id.lang = "en_US"
        cls.links = cls.env["hr.competency.status.link"]

    def _cv(self, content=CV, applicant=None):
        applicant = applicant or self.applicant
        self.env["ir.attachment"].create({"name": "cv.txt", "res_model": "hr.applicant", "res_id": applicant.id, "raw": content})
        applicant.competency_assessment_ids._match_many()
        return applicant.competency_assessment_ids

    def _token(self, applicant=None):
        return LINK.search(self.links._issue(applicant or self.applicant))[1]

    def _mailed(self, sent, address):
        """The bodies that went to an address."""
        return [one["body"] for one in sent if any(address in to for to in one["email_to"])]

    def _refuse(self, user=None, **values):
        """A person refuses by Odoo's wizard, and the mail leaves."""
        user = user or self.recruiter
        template = self.env.ref("hr_recruitment.email_template_data_applicant_refuse")
        reason = self.env["hr.applicant.refuse.reason"].create({"name": "Others fit better", "template_id": template.id})
        wizard = self.env["applicant.get.refuse.reason"].with_user(user).with_context(active_test=False)
        wizard = wizard.create({"refuse_reason_id": reason.id, "applicant_ids": [(6, 0, self.applicant.ids)], **values})
        wizard.action_refuse_reason_apply()
        return self._mailed(self._send_all(), "wei@example.com")


@tagged("post_install", "-at_install")
class TestStatusLink(StatusCase):
    def test_PUB_1_only_the_hash_of_a_token_is_stored(self):
        tokens = {self._token() for _ in range(200)}
        self.assertEqual(len(tokens), 200)
        self.assertTrue(all(len(token) == 43 for token in tokens))
        self.env.flush_all()
        self.env.cr.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        pattern = "|".join(list(tokens)[:5])
        for (table,) in self.env.cr.fetchall():
            self.env.cr.execute(SQL("SELECT 1 FROM %s AS row WHERE row::text ~ %s LIMIT 1", SQL.identifier(table), pattern))
            self.assertFalse(self.env.cr.fetchone(), table)

    def test_PUB_1_nobody_who_is_not_the_system_reads_links(self):
        self._token()
        for user in self.users.values():
            with self.assertRaises(AccessError):
                self.links.with_user(user).search([])
            with self.assertRaises(AccessError):
                self.applicant.with_user(user).read(["competency_status_link_ids"])

    def test_PUB_2_a_link_opens_one_application_until_it_expires_or_is_taken_back(self):
        first, second = self._token(), self._token()
        for token in (first, second):
            self.assertEqual(self.links._find_by_token(token).applicant_id, self.applicant, "the earlier one goes on working")
        for token in ("A" * 43, "short", "", None, first[:-1] + ("a" if first[-1] != "a" else "b")):
            self.assertFalse(self.links._find_by_token(token))
        self.links._find_by_token(first).expires = fields.Datetime.now() - timedelta(seconds=1)
        self.assertFalse(self.links._find_by_token(first))
        self.applicant.with_user(self.recruiter).action_competency_status_revoke()
        self.assertFalse(self.links._find_by_token(second))

    def test_PUB_2_bad_tokens_cost_the_same_time(self):
        expired = self._token()
        self.links._find_by_token(expired).expires = fields.Datetime.now() - timedelta(seconds=1)
        times = self._medians(unknown="A" * 43, expired=expired)
        self.assertLess(max(times.values()) - min(times.values()), 0.005, times)

    def _medians(self, **tokens):
        """By turns: what else the machine has to do meanwhile takes from all of them alike."""
        times = {name: [] for name in tokens}
        for _ in range(100):
            for name, token in tokens.items():
                self.env.invalidate_all()
                start = time.perf_counter()
                self.assertFalse(self.links._find_by_token(token))
                times[name].append(time.perf_counter() - start)
        return {name: statistics.median(found) for name, found in times.items()}

    def test_links_that_open_nothing_are_forgotten(self):
        token = self._token()
        self.links._find_by_token(token).expires = fields.Datetime.now() - timedelta(days=1)
        self.links._gc_status_links()
        self.assertFalse(self.applicant.sudo().competency_status_link_ids)

    # --- the mails that bring it --------------------------------------------------------------------------------------

    def _applies(self, **vals):
        """Somebody applies, and Odoo acknowledges it."""
        loud = self.env(context={**self.env.context, "tracking_disable": False})["hr.applicant"]
        stage = self.env.ref("hr_recruitment.stage_job0")
        values = {"partner_name": "Li Na", "email_from": "li@example.com", "job_id": self.job.id, "stage_id": stage.id}
        applicant = loud.create({**values, **vals})
        self.env.flush_all()
        self.env.cr.precommit.run()
        return applicant

    def test_LAW_6_the_acknowledgement_brings_the_link_to_the_applicant_alone(self):
        applicant = self._applies()
        bodies = self._mailed(self._send_all(), "li@example.com")
        self.assertEqual(len(bodies), 1)
        self.assertIn("artificial intelligence (AI)", bodies[0])
        token = LINK.search(bodies[0])[1]
        self.assertEqual(self.links._find_by_token(token).applicant_id, applicant)
        kept = self.env["mail.message"].search([("model", "=", "hr.applicant"), ("res_id", "=", applicant.id)]).mapped("body")
        self.assertTrue(any("successfully received" in body for body in kept))
        self.assertFalse(LINK.search(" ".join(kept)), "no link in the chatter")

    def test_PUB_1_a_follower_gets_the_same_mail_without_the_link(self):
        self._cv()
        boss = self.env["res.partner"].create({"name": "Boss", "email": "boss@example.com"})
        mail = self.env["mail.mail"].create(
            {
                "model": "hr.applicant",
                "res_id": self.applicant.id,
                "message_type": "auto_comment",
                "subject": "Stage",
                "body_html": "<p>News</p>",
                "recipient_ids": [(6, 0, (boss | self.applicant.partner_id).ids)],
            }
        )
        with self._leaving() as sent:
            mail.send()
        self.assertTrue(LINK.search(self._mailed(sent, "wei@example.com")[0]))
        self.assertFalse(LINK.search(self._mailed(sent, "boss@example.com")[0]))
        copied = {"email_to": "wei@example.com", "email_cc": "boss@example.com", "recipient_ids": [(5,)], "state": "outgoing"}
        mail = mail.exists() or self.env["mail.mail"].create(
            {"model": "hr.applicant", "res_id": self.applicant.id, "body_html": "<p>x</p>"}
        )
        mail.write({**copied, "message_type": "auto_comment"})
        with self._leaving() as sent:
            mail.send()
        self.assertFalse(LINK.search(sent[0]["body"]), "who stands in copy would read it")

    def test_LAW_6_the_refusal_brings_the_link_and_the_queue_holds_none(self):
        self._cv()
        (body,) = self._refuse()
        token = LINK.search(body)[1]
        self.assertEqual(self.links._find_by_token(token).applicant_id, self.applicant)
        self.assertFalse(LINK.search(" ".join(self.applicant.message_ids.mapped("body"))))

    def test_the_footer_speaks_the_applicants_language(self):
        self.applicant.partner_id.lang = "zh_CN"
        self._cv()
        (body,) = self._refuse()
        self.assertIn("?lang=zh_CN", body)

    def test_whom_no_machine_reads_gets_no_link(self):
        plain = self.env["hr.job"].create({"name": "A job without a model"})
        self._applies(job_id=plain.id)
        self.assertFalse(LINK.search(self._mailed(self._send_all(), "li@example.com")[0]))
        self.env.company.competency_status_enabled = False
        self._applies(email_from="li2@example.com")
        self.assertFalse(LINK.search(self._mailed(self._send_all(), "li2@example.com")[0]))

    def test_the_switch_closes_the_page(self):
        token = self._token()
        self.env.company.competency_status_enabled = False
        self.assertFalse(self.links._find_by_token(token))

    def test_a_recruiters_own_message_is_left_as_it_is(self):
        self._cv()
        self.applicant.with_user(self.recruiter).message_post(
            body="Can you come on Monday?", message_type="comment", partner_ids=self.applicant.partner_id.ids
        )
        self.assertFalse(any(LINK.search(one["body"]) for one in self._send_all()))

    # --- telling after the match --------------------------------------------------------------------------------------

    def test_after_the_match_the_applicant_is_told_once_where_the_company_wants_it(self):
        self._cv()
        self.assertFalse(self._mailed(self._send_all(), "wei@example.com"), "not unless it is wanted")
        self.env.company.competency_status_mail = True
        self._cv(CV + b" And I led five of them.")
        self._cv(CV + b" And I led six of them.")
        (body,) = self._mailed(self._send_all(), "wei@example.com")
        self.assertTrue(LINK.search(body))
        self.assertTrue(self.applicant.competency_status_told)

    def test_LAW_6_who_waits_for_a_review_is_not_written_to_by_the_machine(self):
        self.env.company.competency_status_mail = True
        self.env["hr.competency.request"]._ask("human_review", self.applicant)
        self._cv()
        self.assertFalse(self._mailed(self._send_all(), "wei@example.com"))

    # --- HR's buttons -------------------------------------------------------------------------------------------------

    def test_a_recruiter_sends_copies_and_takes_back(self):
        self._cv()
        applicant = self.applicant.with_user(self.recruiter)
        self.assertFalse(applicant.competency_status_until)
        applicant.action_competency_status_send()
        (body,) = self._mailed(self._send_all(), "wei@example.com")
        shown = applicant.action_competency_status_copy()["params"]["links"][0]["url"]
        tokens = [LINK.search(text)[1] for text in (body, shown)]
        self.assertEqual([self.links._find_by_token(token).applicant_id for token in tokens], [self.applicant] * 2)
        applicant.invalidate_recordset()
        self.assertGreater(applicant.competency_status_until, fields.Datetime.now() + timedelta(days=179))
        applicant.action_competency_status_revoke()
        self.assertFalse(any(self.links._find_by_token(token) for token in tokens))
        self.assertIn("taken back", applicant.message_ids[0].body)

    def test_no_link_where_there_is_nothing_to_tell_and_none_for_interviewers(self):
        other = self.env["hr.applicant"].create({"partner_name": "No model", "email_from": "x@example.com"})
        for action in ("action_competency_status_send", "action_competency_status_copy"):
            with self.assertRaises(UserError):
                getattr(other.with_user(self.recruiter), action)()
            with self.assertRaises(AccessError):
                getattr(self.applicant.with_user(self.interviewer), action)()
        self.applicant.email_from = False
        with self.assertRaises(UserError):
            self.applicant.with_user(self.recruiter).action_competency_status_send()

    def test_many_mails_cost_the_same_queries_each(self):
        """The footer is no loop over anything but the mails themselves."""
        counts = []
        for number in (1, 3):
            applicants = self.env["hr.applicant"].create(
                [{"partner_name": f"P{n}", "email_from": f"p{number}{n}@example.com", "job_id": self.job.id} for n in range(number)]
            )
            applicants._competency_tell_of_reading()
            mails = self.env["mail.mail"].sudo().search([("state", "=", "outgoing"), ("competency_applicant_id", "in", applicants.ids)])
            self.assertEqual(len(mails), number)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            for mail in mails:
                mail._prepare_outgoing_list()
            counts.append((self.env.cr.sql_log_count - before) / number)
        self.assertLessEqual(counts[1], counts[0])
