"""The right to erasure and to a copy (LAW-8), over all three addons: every place that can hold a person's words.

Each place gets a word of its own. After the erasure every text, JSON and binary column of the database and every file of
the filestore is searched for each word; what must stay is named in ``KEPT`` with the reason. The copy that a person gets
holds every word but those of ``NOT_COPIED``.
"""

import base64
import csv
import io
import json
import os
import zipfile
from uuid import uuid4

from odoo import Command, fields
from odoo.addons.hr_ai_interview.tests.common import GOOD, InterviewCase
from odoo.tests import tagged
from odoo.tools import SQL

# What an erasure leaves, and why.
KEPT = {
    "blacklist": "an objection to advertising has to be remembered, or it would be broken",
}
# What the copy does not hold, and why.
NOT_COPIED = {
    "blacklist": "not about an application",
    "statement": "shown on the person's own page only: recruiters handle the copy and must not see it",
    "composer": "a draft that nobody has sent",
    "scheduled": "a message that nobody has sent",
    "review_reason": "a decision that nobody has taken yet",
    "refusal_mail": "waits in the queue of mails; what it says stands in the messages",
    "column_sample": "the same as the row it was taken from",
    "error_file": "rows that led to no record: the person is not in them by any key",
    "import_problem": "a row that led to no record",
    "import_message": "a row that led to no record",
}
WORDS = (
    "contact_name contact_street contact_comment contact_note email applicant_name email_cc linkedin notes salary_extra proposed_extra "
    "property second_name second_note cv_text cv_last_line cv_file bad_cv_file mail_body mail_subject mail_from mail_file mail_file_text "
    "changed_name activity_note activity_summary done_activity meeting meeting_text outgoing outgoing_to scheduled composer blacklist "
    "interview_name interview_phone answer_1 answer_2 answer_3 interview_note review_comment review_line review_note feedback_body "
    "feedback_note vendor_comment consent_text consent_source request_message request_answer request_note request_activity career_plan "
    "check_in talent_note survey_answer survey_name course_comment import_name import_comment import_problem import_message "
    "column_sample error_file statement objection_text review_reason refusal_mail"
).split()


def columns(cr):
    """Every column that can hold words, as ``(table, column, is binary)``."""
    cr.execute(
        "SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c JOIN information_schema.tables t "
        "USING (table_schema, table_name) WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' "
        "AND c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY', 'character') ORDER BY 1, 2"
    )
    return [(table, column, kind == "bytea") for table, column, kind in cr.fetchall()]


def places_of(env, words):
    """Where words stand: ``{word: [table.column or file]}``."""
    env.flush_all()
    pattern, found = "|".join(words.values()), {}
    for table, column, binary in columns(env.cr):
        name = SQL.identifier(column)
        text = SQL("encode(%s, 'escape')", name) if binary else SQL("%s::text", name)
        env.cr.execute(SQL("SELECT %s FROM %s WHERE %s ~* %s", text, SQL.identifier(table), text, pattern))
        for (value,) in env.cr.fetchall():
            for key, word in words.items():
                if word in value.lower():
                    found.setdefault(key, set()).add(f"{table}.{column}")
    for key, word in words.items():
        if in_files(env, word):
            found.setdefault(key, set()).add("filestore")
    return {key: sorted(places) for key, places in found.items()}


def in_files(env, word):
    """Whether a word stands in a file that the database still refers to, or that lies about."""
    for folder, _folders, names in os.walk(env["ir.attachment"]._filestore()):
        if not folder.endswith("checklist"):
            for name in names:
                with open(os.path.join(folder, name), "rb") as file:
                    if word.encode() in file.read():
                        return True
    return False


@tagged("post_install", "-at_install")
class TestErasure(InterviewCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.words = {key: f"w{number:02}{uuid4().hex[:10]}" for number, key in enumerate(WORDS)}
        cls.address = f"{cls.words['email']}@example.com"
        cls.course = cls.env["slide.channel"].create(
            {
                "name": "Course",
                "is_published": True,
                "slide_ids": [Command.create({"name": "Lesson", "slide_category": "article", "is_published": True})],
                "competency_course_ids": [Command.create({"competency_id": cls.research.id, "level": 4})],
            }
        )

    # --- planting ---------------------------------------------------------------------------------------------------

    def _plant(self):
        """A person of whom everything exists.

        :return: the application
        """
        applicant = self._plant_application()
        for plant in (self._plant_cv, self._plant_chatter, self._plant_interview, self._plant_rights, self._plant_import):
            plant(applicant)
        self._plant_talent(applicant)
        self._plant_mail(applicant)
        return applicant

    def _plant_application(self):
        word = self.words
        contact = self.env["res.partner"].create(
            {"name": word["contact_name"], "email": self.address, "street": word["contact_street"], "comment": word["contact_comment"]}
        )
        contact.message_post(body=word["contact_note"])
        self.job.applicant_properties_definition = [{"name": "hobby", "string": "Hobby", "type": "char"}]
        values = {"partner_id": contact.id, "email_from": self.address, "job_id": self.job.id, "user_id": self.recruiter.id}
        applicant = self.env["hr.applicant"].create(
            {
                **values,
                "partner_name": word["applicant_name"],
                "email_cc": f"{word['email_cc']}@example.com",
                "linkedin_profile": f"https://linkedin.com/in/{word['linkedin']}",
                "applicant_notes": word["notes"],
                "salary_expected_extra": word["salary_extra"],
                "salary_proposed_extra": word["proposed_extra"],
                "applicant_properties": {"hobby": word["property"]},
                "interviewer_ids": [Command.set(self.interviewer.ids)],
            }
        )
        second = self.env["hr.applicant"].create({**values, "partner_name": word["second_name"], "active": False})
        second.message_post(body=word["second_note"])
        contact.write({"name": word["contact_name"], "phone": False})
        return applicant

    def _attach(self, record, name, data):
        return self.env["ir.attachment"].create({"name": name, "res_model": record._name, "res_id": record.id, "raw": data})

    def _plant_cv(self, applicant):
        word = self.words
        self._attach(applicant, f"{word['bad_cv_file']}.pdf", b"%PDF-1.4 broken")
        applicant.competency_assessment_ids._match_many()
        cv = f"Experience\nI interviewed fourteen shop owners about {word['cv_text']} and wrote it down.\n{word['cv_last_line']}"
        self._attach(applicant, f"{word['cv_file']}.txt", cv.encode())
        applicant.competency_assessment_ids._match_many()
        self.assertEqual(applicant.competency_cv_state, "done")

    def _plant_chatter(self, applicant):
        word = self.words
        applicant.message_post(
            body=word["mail_body"], subject=word["mail_subject"], message_type="email", email_from=f"{word['mail_from']}@example.com",
            attachments=[(f"{word['mail_file']}.txt", word["mail_file_text"].encode())],
        )  # fmt: skip
        tracked = applicant.with_context(tracking_disable=False, mail_notrack=False)
        message = tracked._message_log(body="changed")
        self.env["mail.tracking.value"].create(
            {"mail_message_id": message.id, "old_value_char": word["changed_name"], "field_id": self._field("partner_name").id}
        )
        applicant.activity_schedule("mail.mail_activity_data_todo", note=word["activity_note"], summary=word["activity_summary"])
        done = applicant.activity_schedule("mail.mail_activity_data_call", user_id=self.recruiter.id)
        done.action_feedback(feedback=word["done_activity"])
        now = fields.Datetime.now()
        self.env["calendar.event"].create(
            {
                "name": word["meeting"], "description": word["meeting_text"], "applicant_id": applicant.id, "start": now, "stop": now,
                "partner_ids": [Command.set(applicant.partner_id.ids)],
            }
        )  # fmt: skip

    def _field(self, name):
        return self.env["ir.model.fields"]._get("hr.applicant", name)

    def _plant_mail(self, applicant):
        word = self.words
        values = {"model": "hr.applicant", "res_id": applicant.id}
        self.env["mail.mail"].create({**values, "body_html": word["outgoing"], "email_to": f"{word['outgoing_to']}@example.com"})
        self.env["mail.scheduled.message"].create(
            {**values, "body": word["scheduled"], "author_id": self.env.user.partner_id.id, "scheduled_date": "2099-01-01 10:00:00"}
        )
        self.env["mail.compose.message"].create(
            {"model": "hr.applicant", "res_ids": str(applicant.ids), "body": word["composer"], "composition_mode": "comment"}
        )
        self.env["mail.blacklist"].create({"email": f"{word['blacklist']}@example.com"})

    def _plant_interview(self, applicant):
        word = self.words
        interview = self._invite(applicant)
        interview._mark_invited()
        interview._candidate_start(word["interview_name"], word["interview_phone"], True, "en_US")
        for number in (1, 2, 3):
            text = f"{GOOD} That was about {word[f'answer_{number}']}."
            interview._candidate_answer(number, text, f"n{number}-0")
        interview._candidate_submit()
        self._run("cron_score")
        interview.message_post(body=word["interview_note"])
        action = applicant.with_user(self.interviewer).action_ai_my_review()
        review = self.env["hr.ai.interview.review"].with_user(self.interviewer).browse(action["res_id"])
        review.line_ids.write({"level": "2", "comment": word["review_line"]})
        review.comment = word["review_comment"]
        review.action_lock()
        review.sudo().message_post(body=word["review_note"])
        feedback = interview.feedback_ids or self.env["hr.ai.interview.feedback"]._write_for(interview)
        feedback.body = f"<p>{word['feedback_body']}</p>"
        feedback.message_post(body=word["feedback_note"])
        self.env["hr.competency.engine"]._record(
            self.model, {self.research: (1, word["vendor_comment"])}, applicant=applicant, source="vendor", finder="vendor"
        )

    def _plant_rights(self, applicant):
        word = self.words
        consent = self.env["hr.competency.consent"]
        consent._give("assessment", applicant=applicant, text=word["consent_text"], source=word["consent_source"])
        consent._give("talent_pool", applicant=applicant, text="Yes")
        request = self.env["hr.competency.request"]._ask("access", applicant, message=word["request_message"])
        request.message_post(body=word["request_note"])
        request.answer = word["request_answer"]
        request.activity_schedule("mail.mail_activity_data_todo", note=word["request_activity"])
        request.action_collect()
        consent._object("cv", applicant, text=word["objection_text"])
        review = self.env["hr.competency.request"]._ask("human_review", applicant)
        self.env["hr.competency.review"].create({"request_id": review.id, "reason": word["review_reason"]})
        self.env["mail.mail"].create(
            {"competency_applicant_id": applicant.id, "body_html": word["refusal_mail"], "email_to": "x@example.com"}
        )
        self.env["hr.competency.impact.statement"].sudo().create(
            {"applicant_id": applicant.id, "company_id": self.env.company.id, "consent_text": word["statement"]}
        )

    def _plant_import(self, applicant):
        word = self.words
        applicant.flush_recordset()
        head = ["Candidate", "Email", "Job", "Date", self.research.name, self.planning.name, "Comment"]
        rows = [
            [word["import_name"], self.address, self.job.name, "2024-03-05", 4, 3, word["import_comment"]],
            [
                word["second_name"],
                self.address,
                self.job.name,
                "not a day",
                word["import_message"],
                word["error_file"],
                word["import_problem"],
            ],
        ]
        out = io.StringIO()
        csv.writer(out).writerows([head, *rows])
        one = self.env["hr.competency.import"].with_user(self.manager)
        one = one.create({"kind": "interviews", "file": base64.b64encode(out.getvalue().encode()), "filename": "old.csv"})
        one.action_read()
        one.column_ids[0].sample = word["column_sample"]
        one.action_check()
        one.action_import()
        self.assertTrue(one.error_file)
        self.assertTrue(one.row_ids.filtered(lambda row: row.state == "done").applicant_id)

    def _plant_talent(self, applicant):
        word = self.words
        self.env["hr.competency.engine"]._record(
            self.model, {self.research: (1, "Asked nobody."), self.planning: (1, "No plan.")}, applicant=applicant, source="ai_interview"
        )
        talent = applicant._talent_find()
        self.assertTrue(talent, "who did not pass and agreed is a talent")
        talent.write({"talent_career_plan": f"<p>{word['career_plan']}</p>"})
        talent.message_post(body=word["talent_note"])
        self.env["hr.talent.checkin"].create({"talent_id": talent.id, "note": word["check_in"]})
        talent.action_talent_invite_courses()
        self.course.message_post(body=word["course_comment"], message_type="comment", author_id=applicant.partner_id.id)
        survey = self.env["survey.survey"].create(
            {"title": "S", "question_and_page_ids": [Command.create({"title": "Q", "question_type": "text_box"})]}
        )
        self.env["survey.user_input"].create(
            {
                "survey_id": survey.id,
                "partner_id": applicant.partner_id.id,
                "nickname": word["survey_name"],
                "user_input_line_ids": [
                    Command.create(
                        {"question_id": survey.question_and_page_ids.id, "answer_type": "text_box", "value_text_box": word["survey_answer"]}
                    )
                ],
            }
        )

    # --- tests ------------------------------------------------------------------------------------------------------

    def test_law8_nothing_of_a_person_stays(self):
        applicant = self._plant()
        before = places_of(self.env, self.words)
        self.assertEqual(set(WORDS) - set(before), set(), "every word stands somewhere")
        self.assertGreaterEqual(len(WORDS), 50)
        applicant._competency_erase("request")
        self.env.flush_all()
        self.env["ir.attachment"]._gc_file_store_unsafe()
        left = places_of(self.env, self.words)
        self.assertEqual({key: places for key, places in left.items() if key not in KEPT}, {})
        self.assertEqual(set(left), set(KEPT))

    def test_law8_retention_erases_the_same(self):
        applicant = self._plant()
        applicant._competency_same_person().write({"competency_last_contact": "2020-01-01", "competency_retention_notice": "2020-02-01"})
        talent = applicant._talent_find()
        talent.competency_consent_ids._withdraw()
        self.env["hr.competency.consent"].search([("applicant_id", "in", applicant._competency_same_person().ids)])._withdraw()
        applicant._competency_same_person().exists()._competency_retention_end()
        self.env.flush_all()
        self.env["ir.attachment"]._gc_file_store_unsafe()
        self.assertEqual(set(places_of(self.env, self.words)), set(KEPT))

    def test_law6_the_copy_holds_every_word(self):
        applicant = self._plant()
        request = self.env["hr.competency.request"]._ask("access", applicant)
        request.with_user(self.recruiter).action_collect()
        with zipfile.ZipFile(io.BytesIO(request.attachment_id.raw)) as archive:
            json.loads(archive.read("my-data.json"))
            content = b"\n".join([*(archive.read(name) for name in archive.namelist()), *(name.encode() for name in archive.namelist())])
        self.assertEqual({key for key, word in self.words.items() if word.encode() not in content.lower()}, set(NOT_COPIED))

    def test_law8_a_stranger_keeps_everything(self):
        stranger = self._another("Mei Lin", "mei.lin@example.com", applicant_notes="a note on Mei")
        stranger.message_post(body="a message to Mei")
        self._attach(stranger, "mei.txt", b"Experience\nI interviewed fourteen shop owners.")
        stranger.competency_assessment_ids._match_many()
        words = {"note": "a note on mei", "message": "a message to mei"}
        before = places_of(self.env, words), stranger.competency_assessment_count
        self._plant()._competency_erase("request")
        self.env.invalidate_all()
        self.assertEqual((places_of(self.env, words), stranger.competency_assessment_count), before)
