"""Consent, retention, and what candidates may ask for (LAW-4 to LAW-8), for everything that this addon stores."""

import base64
import io
import os
import zipfile
from datetime import timedelta
from uuid import uuid4

from dateutil.relativedelta import relativedelta
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import CompetencyCase


def tables_with(cr, words):
    """In which tables any of the words stands, in any column: a grep of the database."""
    cr.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    pattern = "|".join(words)
    found = []
    for (table,) in cr.fetchall():
        cr.execute(SQL("SELECT 1 FROM %s AS row WHERE row::text ~ %s LIMIT 1", SQL.identifier(table), pattern))
        if cr.fetchone():
            found.append(table)
    return found


def files_with(env, words):
    """Which files of the filestore contain any of the words: a grep of the disk."""
    store = env["ir.attachment"]._filestore()
    patterns = [word.encode() for word in words]
    found = []
    for folder, _folders, names in os.walk(store):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                content = file.read()
            if any(pattern in content for pattern in patterns):
                found.append(name)
    return found


@tagged("post_install", "-at_install")
class TestRights(CompetencyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._activate()

    def _planted(self, count=50):
        return [f"planted{uuid4().hex[:12]}" for _ in range(count)]

    def _full_person(self, words):
        """A person of whom everything that this addon stores exists; each word stands somewhere else."""
        word = iter(words)
        partner = self.env["res.partner"].create({"name": f"{next(word)} {next(word)}", "email": f"{words[2]}@example.com"})
        applicant = self.env["hr.applicant"].create(
            {"partner_name": partner.name, "partner_id": partner.id, "email_from": f"{words[2]}@example.com", "job_id": self.job.id,
             "partner_phone": words[3], "linkedin_profile": f"https://linkedin.com/in/{words[4]}", "applicant_notes": words[5]}
        )  # fmt: skip
        cv = f"{words[6]}\nI interviewed fourteen people about {words[7]}.\n{words[8]}".encode()
        self.env["ir.attachment"].create(
            {"name": f"{words[9]}.txt", "res_model": "hr.applicant", "res_id": applicant.id, "datas": base64.b64encode(cv)}
        )
        applicant.competency_assessment_ids._match_one()
        answer = (
            f"I interviewed fourteen people about {words[10]} and wrote an interview guide. I organised 20 interviews with {words[11]}."
        )
        self._assess(answer, applicant=applicant, origin=applicant)
        self.env["hr.competency.engine"]._record(
            self.model, {self.research: (1, words[12]), self.planning: (1, words[13])}, applicant=applicant, assessor_id=self.interviewer.id
        )
        self.env["hr.competency.consent"]._give("assessment", applicant=applicant, text=words[14], source=words[15])
        request = self.env["hr.competency.request"]._ask("human_review", applicant, message=words[16])
        request.message_post(body=words[17])
        request.write({"answer": words[18]})
        request.action_collect()
        applicant.message_post(body=words[19], subject=words[20], message_type="email", email_from=f"{words[21]}@example.com")
        applicant.activity_schedule("mail.mail_activity_data_todo", note=words[22], summary=words[23])
        self.env["calendar.event"].create(
            {
                "name": words[24],
                "description": words[25],
                "applicant_id": applicant.id,
                "start": fields.Datetime.now(),
                "stop": fields.Datetime.now(),
            }
        )
        self.env["hr.applicant"].create(
            {"partner_name": words[26], "email_from": applicant.email_from, "job_id": self.job.id, "active": False}
        )
        self.env["mail.mail"].create(
            {"model": "hr.applicant", "res_id": applicant.id, "body_html": words[27], "email_to": f"{words[28]}@example.com"}
        )
        return applicant

    def _gone(self, words):
        self.env.flush_all()
        self.env["ir.attachment"]._gc_file_store_unsafe()
        self.assertEqual(tables_with(self.env.cr, words), [])
        self.assertEqual(files_with(self.env, words), [])

    def test_law8_erasure_leaves_no_planted_word_in_database_and_filestore(self):
        words = self._planted(29)
        applicant = self._full_person(words)
        self.env.flush_all()
        known = set(tables_with(self.env.cr, words))
        self.assertLessEqual(
            {"hr_applicant", "hr_competency_assessment_source", "hr_competency_evidence", "hr_competency_consent", "hr_competency_request",
             "mail_message", "calendar_event", "ir_attachment", "res_partner"},
            known,
        )  # fmt: skip
        self.assertTrue(files_with(self.env, words))
        before = self.env["hr.competency.erasure"].search_count([])
        applicant._competency_erase("request")
        self._gone(words)
        rows = self.env["hr.competency.erasure"].search(
            [], order="id desc", limit=self.env["hr.competency.erasure"].search_count([]) - before
        )
        self.assertEqual(len(rows), 2, "one count for each application")
        self.assertEqual((rows.job_id, set(rows.mapped("reason"))), (self.job, {"request"}))

    def test_law8_privacy_lookup_erases_what_it_deletes(self):
        words = self._planted(29)
        applicant = self._full_person(words)
        wizard = self.env["privacy.lookup.wizard"].create({"name": applicant.partner_name, "email": applicant.email_from})
        self.env.flush_all()
        wizard.action_lookup()
        models_found = set(wizard.line_ids.mapped("res_model"))
        self.assertIn("hr.applicant", models_found)
        self.assertNotIn("hr.competency.assessment", models_found)
        for line in wizard.line_ids.filtered(lambda line: line.res_model == "hr.applicant"):
            line.action_unlink()
        self.assertFalse(applicant.exists())
        left = set(tables_with(self.env.cr, words[6:20]))
        self.assertFalse(
            left & {"hr_competency_assessment_source", "hr_competency_evidence", "hr_competency_consent", "hr_competency_request"}
        )

    def test_who_was_hired_is_not_erased(self):
        self.applicant.partner_id = self.env["res.partner"].create({"name": "Wei Chen"})
        self.applicant.create_employee_from_applicant()
        self.assertFalse(self.applicant.competency_retention_until)
        with self.assertRaises(UserError):
            self.applicant._competency_erase("request")

    def test_a_contact_with_a_user_stays(self):
        partner = self.recruiter.partner_id
        applicant = self.env["hr.applicant"].create({"partner_name": "R", "partner_id": partner.id, "job_id": self.job.id})
        applicant._competency_erase("request")
        self.assertTrue(partner.exists())

    # --- retention --------------------------------------------------------------------------------------------------

    def _long_ago(self, months=25, **vals):
        applicant = self.env["hr.applicant"].create({"partner_name": "Old", "job_id": self.job.id, **vals})
        applicant.competency_last_contact = fields.Date.today() - relativedelta(months=months)
        return applicant

    def _told(self, applicant):
        self.env["hr.applicant"].search(
            [*self.env["hr.applicant"]._retention_notice_domain(), ("id", "=", applicant.id)]
        )._competency_retention_tell()

    def _due(self, applicant):
        return bool(self.env["hr.applicant"].search([*self.env["hr.applicant"]._retention_over_domain(), ("id", "=", applicant.id)]))

    def test_law8_person_and_recruiter_are_told_before_anything_is_erased(self):
        applicant = self._long_ago(email_from="old.person@example.com")
        self.assertEqual(applicant.competency_retention_until, fields.Date.today() - relativedelta(months=25) + relativedelta(months=24))
        self.assertFalse(self._due(applicant), "nobody is erased untold")
        self._told(applicant)
        mail = self.env["mail.mail"].search([("email_to", "ilike", "old.person@example.com")])
        self.assertEqual(len(mail), 1)
        activity = applicant.activity_search(["hr_competency.activity_retention"])
        self.assertEqual(activity.user_id, self.recruiter)
        self._told(applicant)
        self.assertEqual(len(applicant.activity_search(["hr_competency.activity_retention"])), 1, "told once")
        self.assertFalse(self._due(applicant), "there is a month to answer")
        applicant.competency_retention_notice = fields.Date.today() - timedelta(days=30)
        self.assertTrue(self._due(applicant))
        applicant._competency_retention_end()
        self.assertFalse(applicant.exists())

    def test_law8_an_answer_by_mail_renews_the_time(self):
        applicant = self._long_ago(email_from="old.person@example.com")
        self._told(applicant)
        applicant.competency_retention_notice = fields.Date.today() - timedelta(days=30)
        applicant.message_post(body="Yes, keep it.", message_type="email", email_from="old.person@example.com")
        self.assertFalse(self._due(applicant))
        self.assertGreater(applicant.competency_retention_until, fields.Date.today())

    def test_law8_a_newer_application_of_the_same_person_keeps_the_old_one(self):
        applicant = self._long_ago(email_from="old.person@example.com")
        newer = self.env["hr.applicant"].create({"partner_name": "Old", "email_from": "old.person@example.com", "job_id": self.job.id})
        self._told(applicant)
        self.assertFalse(applicant.competency_retention_notice)
        applicant._competency_retention_end()
        self.assertTrue(applicant.exists() and newer.exists())

    def test_law8_each_company_has_its_own_time(self):
        other = self.env["res.company"].create({"name": "Other", "competency_retention_months": 6})
        applicant = self.env["hr.applicant"].create({"partner_name": "X", "company_id": other.id})
        self.assertEqual(applicant.competency_retention_until, applicant.competency_last_contact + relativedelta(months=6))

    def test_retention_cron_does_all_that_is_due(self):
        applicant = self._long_ago()
        applicant.competency_retention_notice = fields.Date.today() - timedelta(days=40)
        with self.enter_registry_test_mode():
            self.env.ref("hr_competency.cron_retention").method_direct_trigger()
        self.assertFalse(applicant.exists())

    # --- requests ---------------------------------------------------------------------------------------------------

    def test_law5_review_is_a_second_persons_and_its_result_is_kept(self):
        self._assess()
        self._rate(2, self.recruiter)
        request = self.env["hr.competency.request"]._ask("human_review", self.applicant, message="Please look again.")
        self.assertEqual(self.env["hr.competency.request"]._ask("human_review", self.applicant), request, "one open request")
        self.assertTrue(request.activity_ids)
        mine = request.with_user(self.recruiter)
        with self.assertRaises(UserError):
            mine.action_done()
        mine.write({"answer": "I read the answers again.", "outcome": "kept"})
        with self.assertRaisesRegex(UserError, "second person"):
            mine.action_done()
        request.with_user(self.manager).action_done()
        self.assertEqual((request.state, request.decided_by_id, request.outcome), ("done", self.manager, "kept"))
        self.assertFalse(request.activity_ids)

    def test_erasure_by_request_is_the_managers(self):
        request = self.env["hr.competency.request"]._ask("erasure", self.applicant)
        with self.assertRaises(AccessError):
            request.with_user(self.recruiter).action_erase()
        request.with_user(self.manager).action_erase()
        self.assertFalse(self.applicant.exists())
        self.assertEqual((request.state, request.applicant_id.id, request.job_id), ("done", False, self.job))

    def test_the_data_is_collected_in_a_file(self):
        self._assess()
        request = self.env["hr.competency.request"]._ask("access", self.applicant)
        request.with_user(self.recruiter).action_collect()
        with zipfile.ZipFile(io.BytesIO(request.attachment_id.raw)) as archive:
            text = archive.read("my-data.json").decode()
        self.assertIn("Wei Chen", text)
        self.assertIn("用户访谈", text)
        self.assertEqual(request.state, "in_progress")

    def test_who_takes_the_consent_back_is_not_read_by_the_machine(self):
        consent = self.env["hr.competency.consent"]._give("assessment", applicant=self.applicant)
        consent._withdraw()
        self.env["ir.attachment"].create(
            {"name": "cv.txt", "res_model": "hr.applicant", "res_id": self.applicant.id, "raw": b"I interviewed fourteen people."}
        )
        self.assertEqual(self.applicant.competency_cv_state, "people")
        self.env["hr.competency.consent"]._give("assessment", applicant=self.applicant)
        self.applicant.action_competency_match()
        self.assertEqual(self.applicant.competency_cv_state, "pending")
