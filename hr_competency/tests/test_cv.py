"""CVs are read in the background; one bad file stops no other."""

import ast
import base64
from email.message import EmailMessage
from unittest.mock import patch

from odoo.addons.base.models.ir_cron import IrCron
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged
from psycopg2.errors import SerializationFailure

from ..models import hr_competency_cv
from ..tools.hr_scoring.encoders import LocalEncoder
from .common import ANSWER, CompetencyCase

CV = f"""Wei Chen
Experience
2018-03 – 2021-06 Alibaba, Product Manager
{ANSWER}
2021-07 – 2024-05 Tencent, Senior Product Manager
Planned the roadmap of a payment app for two years and decided with data what to leave out.
Education
2014 – 2018 Zhejiang University, Bachelor of Computer Science
"""


@tagged("post_install", "-at_install")
class TestCV(CompetencyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._activate()

    def _attach(self, text=CV, name="cv.txt", applicant=None):
        data = text if isinstance(text, bytes) else text.encode()
        return self.env["ir.attachment"].create(
            {
                "name": name,
                "res_model": "hr.applicant",
                "res_id": (applicant or self.applicant).id,
                "datas": base64.b64encode(data),
            }
        )

    def _run(self):
        """The cron's work on every waiting row of these tests, without its commits."""
        rows = self.env["hr.competency.assessment"].search([("state", "=", "pending"), ("job_id", "=", self.job.id)])
        rows._match_many()

    def test_new_file_waits_and_is_matched_with_quotes(self):
        self._attach()
        self.assertEqual(self.applicant.competency_cv_state, "pending")
        self._run()
        self.assertEqual((self.applicant.competency_cv_state, self.applicant.competency_cv_error), ("done", False))
        assessment = self.applicant.competency_assessment_id
        self.assertEqual(assessment.source, "cv")
        self.assertGreater(self.applicant.competency_match_score, 0)
        self.assertTrue(assessment.evidence_ids)
        for evidence in assessment.evidence_ids:
            self.assertEqual(evidence.source_id.text[evidence.start : evidence.end], evidence.quote)
        self.assertIn("<li>", str(self.applicant.with_user(self.recruiter).competency_match_explanation))

    def test_reasons_name_competencies_in_the_reader_s_language(self):
        self.research.with_context(lang="zh_CN").name = "用户调研"
        self._attach()
        self._run()
        shown = str(self.applicant.with_user(self.recruiter).with_context(lang="zh_CN").competency_match_explanation)
        self.assertIn("用户调研：", shown)
        self.assertNotIn(self.research.name, shown)

    def test_chinese_text_file_is_read_although_odoo_indexes_none_of_it(self):
        attachment = self._attach("带领5人团队完成支付项目，组织了20场用户访谈。")
        self.assertNotIn("团队", attachment.index_content or "", "Odoo reads it now: our own reading may be dropped")
        self._run()
        self.assertIn("用户访谈", self.applicant.competency_assessment_id.source_ids.text)

    def test_bg2_bad_file_gets_an_error_and_stops_no_other(self):
        other = self.env["hr.applicant"].create({"partner_name": "Other", "job_id": self.job.id})
        self._attach(b"%PDF-1.4 broken", "cv.pdf")
        self._attach(applicant=other)
        self._run()
        self.assertEqual((self.applicant.competency_cv_state, other.competency_cv_state), ("error", "done"))
        self.assertTrue(self.applicant.competency_cv_error)
        self.assertFalse(self.applicant.competency_assessment_id)

    def test_what_could_not_be_read_shows_no_figures(self):
        other = self.env["hr.applicant"].create({"partner_name": "Other", "job_id": self.job.id})
        self._attach(b"%PDF-1.4 broken", "cv.pdf")
        self._attach(applicant=other)
        self._run()
        figures = ("pass_score", "match_score", "coverage", "confidence", "verdict", "date_done")
        for applicant, hidden in ((self.applicant, True), (other, False)):
            form = Form(applicant.competency_assessment_ids.with_user(self.recruiter))
            self.assertEqual({form._get_modifier(name, "invisible") for name in figures}, {hidden}, "nothing measured is not zero")

    def test_bg2_engine_failure_is_tried_three_times(self):
        self._attach()
        engine = type(self.env["hr.competency.engine"])
        with patch.object(engine, "_screen_many", side_effect=RuntimeError("boom")):
            self._run()
            self.assertEqual(self.applicant.competency_cv_state, "pending")
            self._run()
            self._run()
        self.assertEqual(self.applicant.competency_cv_state, "error")
        self.applicant.competency_assessment_ids.with_user(self.recruiter).action_retry()
        self._run()
        self.assertEqual(self.applicant.competency_cv_state, "done")

    def test_switched_off_company_waits(self):
        self._attach()
        self.env.company.competency_scoring_enabled = False
        self.assertFalse(
            self.env["hr.competency.assessment"].search(
                [*self.env["hr.competency.assessment"]._waiting_cv_domain(), ("job_id", "=", self.job.id)]
            )
        )

    def test_cron_finishes_all_that_waits(self):
        self._attach()
        with self.enter_registry_test_mode():
            self.env.ref("hr_competency.cron_match_cv").method_direct_trigger()
        self.assertEqual(self.applicant.competency_cv_state, "done")

    def test_who_is_hired_stands_in_no_ranking(self):
        self.applicant.stage_id = self.env.ref("hr_recruitment.stage_job5")
        for action in (self.job.action_competency_ranking(), self.env.ref("hr_competency.action_applicant_ranking")._get_action_dict()):
            domain = action["domain"] if isinstance(action["domain"], list) else ast.literal_eval(action["domain"])
            self.assertNotIn(self.applicant, self.env["hr.applicant"].search(domain))

    def test_the_local_encoder_is_made_once_for_all_batches(self):
        """What is prepared with an encoder (the vectors of all example phrases) is kept under it."""
        company = self.env.company
        company.competency_encoder = "local"
        engine = self.env["hr.competency.engine"]
        if not LocalEncoder.available():
            self.skipTest("the optional package is not installed")
        self.assertIs(engine._encoder(company), engine._encoder(company))
        self.assertIs(engine._finder(company, engine._encoder(company)), engine._finder(company, engine._encoder(company)))

    def test_bg2_cron_works_batch_by_batch_and_keeps_each(self):
        people = self.env["hr.applicant"].create([{"partner_name": f"P{n}", "job_id": self.job.id} for n in range(5)])
        for number, applicant in enumerate(people):
            self._attach(b"%PDF-1.4 broken" if number == 1 else f"{CV}Number {number}\n", "cv.pdf" if number == 1 else "cv.txt", applicant)
        kept = []

        def progress(cron, processed=0, remaining=0, deactivate=False):
            kept.append((processed, remaining))
            return 60.0

        with patch.object(hr_competency_cv, "BATCH", 2), patch.object(IrCron, "_commit_progress", progress):
            self.env["hr.competency.assessment"]._cron_match_cv()
        self.assertEqual(people.mapped("competency_cv_state"), ["done", "error", "done", "done", "done"])
        self.assertEqual(kept[0][0], 0)
        self.assertEqual(sum(processed for processed, _left in kept), kept[0][1])
        self.assertTrue(all(processed <= 2 for processed, _left in kept))
        self.assertEqual(kept[-1][1], 0)

    def test_changed_model_matches_again(self):
        self._attach()
        self._run()
        draft = self.env["hr.competency.model"].browse(self.model.action_new_version()["res_id"])
        draft.line_ids[0].weight = 10
        self._activate(draft)
        self.assertEqual(self.applicant.competency_cv_state, "pending")
        self._run()
        self.assertEqual(self.applicant.competency_assessment_id.model_id, draft)
        self.assertEqual(len(self.applicant.competency_assessment_ids), 2)

    def test_ai_interview_speaks_before_the_cv(self):
        self._attach()
        self._run()
        interview = self._assess()
        self.assertEqual(self.applicant.competency_assessment_id, interview)
        self.assertTrue(self.applicant.competency_match_score)

    def test_earlier_interviews_of_the_same_person_count(self):
        self.applicant.email_from = "wei.chen@example.com"
        self._attach("Wei Chen\nExperience\n2018-03 – 2021-06 Alibaba, Product Manager\n")
        self._run()
        without = self.applicant.competency_match_score
        earlier = self.env["hr.applicant"].create({"partner_name": "Wei Chen", "email_from": "wei.chen@example.com", "job_id": self.job.id})
        self._rate(5, applicant=earlier)
        again = self.env["hr.applicant"].create({"partner_name": "Wei Chen", "email_from": "wei.chen@example.com", "job_id": self.job.id})
        self._attach("Wei Chen\nExperience\n2018-03 – 2021-06 Alibaba, Product Manager\n", applicant=again)
        self._run()
        self.assertGreater(again.competency_match_score, without)

    def test_an_interview_afterwards_matches_the_cv_again_and_once(self):
        self._attach("Wei Chen\nExperience\n2018-03 – 2021-06 Alibaba, Product Manager\n")
        self._run()
        before = self.applicant.competency_match_score
        self._rate(5)
        self.assertEqual(self.applicant.competency_cv_state, "pending")
        self._run()
        self.assertEqual(self.applicant.competency_cv_state, "done", "reading a CV is no interview: it asks for nothing more")
        self.assertGreater(self.applicant.competency_match_score, before)
        mine = self.applicant.competency_assessment_ids.filtered(lambda one: one.source == "cv")
        self.assertEqual((len(mine), len(mine.filtered("is_current"))), (2, 1))
        self.applicant.action_competency_match()
        self._run()
        self.assertEqual(self.applicant.competency_assessment_ids.filtered(lambda one: one.source == "cv"), mine, "the same is kept once")

    def test_an_interview_counts_in_the_person_s_other_applications(self):
        self.applicant.email_from = "wei.chen@example.com"
        again = self.env["hr.applicant"].create({"partner_name": "Wei Chen", "email_from": "wei.chen@example.com", "job_id": self.job.id})
        for one in (self.applicant, again):
            self._attach(applicant=one)
        self._run()
        self._rate(5, applicant=again)
        self.assertEqual((self.applicant.competency_cv_state, again.competency_cv_state), ("pending", "pending"))

    def test_another_job_matches_again(self):
        self._attach()
        self._run()
        other = self.env["hr.job"].create({"name": "Other job of tests"})
        model = self._model(other)
        self._activate(model)
        self.applicant.job_id = other
        self.assertEqual(self.applicant.competency_cv_state, "pending")
        self.applicant.competency_assessment_ids._match_many()
        self.assertEqual(self.applicant.competency_assessment_id.model_id, model)
        self.applicant.job_id = self.job
        self._run()
        self.assertEqual(self.applicant.competency_cv_state, "done")
        self.assertEqual(self.applicant.competency_assessment_id.model_id, self.model)

    def test_what_fails_together_is_tried_alone(self):
        people = self.env["hr.applicant"].create([{"partner_name": f"P{n}", "job_id": self.job.id} for n in range(3)])
        for number, applicant in enumerate(people):
            self._attach(f"{CV}Number {number}\n", applicant=applicant)
        engine = type(self.env["hr.competency.engine"])
        screen = engine._screen_many

        def poisoned(self, model, applicants, texts):
            if any("Number 1" in text for text in texts):
                raise RuntimeError("boom")
            return screen(self, model, applicants, texts)

        with patch.object(engine, "_screen_many", poisoned):
            self._run()
        self.assertEqual(people.mapped("competency_cv_state"), ["done", "pending", "done"])
        self.assertIn("boom", people[1].competency_cv_error)

    def test_bg2_somebody_at_work_on_an_applicant_is_no_fault_of_the_cv(self):
        self._attach()
        engine, calls = type(self.env["hr.competency.engine"]), []
        screen = engine._screen_many

        def in_use_at_first(self, model, applicants, texts):
            calls.append(len(texts))
            if len(calls) < 3:
                raise SerializationFailure("could not serialize access due to concurrent update")
            return screen(self, model, applicants, texts)

        with patch.object(engine, "_screen_many", in_use_at_first), self.enter_registry_test_mode():
            self.env.ref("hr_competency.cron_match_cv").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((self.applicant.competency_cv_state, self.applicant.competency_cv_error), ("done", False))
        self.assertEqual(len(calls), 3)

    def test_reading_again_says_what_is_missing(self):
        def asks(applicant):
            return applicant.with_user(self.recruiter).action_competency_match()

        people = self.env["hr.applicant"].create([{"partner_name": "Li Na"}, {"partner_name": "Li Na"}, {"partner_name": "Li Na"}])
        people[1].job_id = self.env["hr.job"].create({"name": "Without a model"})
        people[2].job_id = self.job
        self._attach(b"\x89PNG", "cv.png", people[2])
        self.assertEqual(people[2].competency_cv_state, "none")
        for applicant, reason in zip(people, ("not applied", "no active competency model", "no file that can be read"), strict=True):
            self.assertRaisesRegex(UserError, reason, asks, applicant)
        self._attach(applicant=people[2])
        self._run()
        people[2].competency_objects = True
        self.assertRaisesRegex(UserError, "wants people to read", asks, people[2])

    def test_matching_needs_three_queries_more_for_each_cv(self):
        people = self.env["hr.applicant"].create([{"partner_name": f"P{n}", "job_id": self.job.id} for n in range(35)])
        for number, applicant in enumerate(people):
            self._attach(f"{CV}Number {number}\n", applicant=applicant)
        rows = people.competency_assessment_ids.sorted("id")

        def match(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some._match_many()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        match(rows[:5])
        few, many = match(rows[5:15]), match(rows[15:])
        self.assertEqual(set(rows.mapped("state")), {"done"})
        # each write tells the fields of interviews and of outcomes that depend on it; rows are inserted a hundred at a time
        self.assertLessEqual(many - few, 35, (few, many))

    def test_odoos_own_matching_score_stays(self):
        before = self.applicant.matching_score
        self._attach()
        self._run()
        self.assertEqual(self.applicant.matching_score, before)

    def test_experience_in_the_industry_counts(self):
        self.job.industry_id = self.env["res.partner.industry"].search([("name", "ilike", "finance")], limit=1) or self.env[
            "res.partner.industry"
        ].create({"name": "Finance"})
        draft = self.env["hr.competency.model"].browse(self.model.action_new_version()["res_id"])
        draft.industry_id = self.job.industry_id
        self._activate(draft)
        other = self.env["hr.applicant"].create({"partner_name": "Other", "job_id": self.job.id})
        cv = "{}\nExperience\n2016-03 – 2021-06 {}, product manager\nInterviewed 14 customers about payments.\n"
        self._attach(cv.format("Wei Chen", "China Merchants Bank"))
        self._attach(cv.format("Li Na", "Haier Group"), applicant=other)
        self._run()
        reasons = {
            one.partner_name: {reason["code"]: reason["parameters"] for reason in one.competency_assessment_ids.match_reasons}
            for one in (self.applicant, other)
        }
        self.assertGreater(reasons[self.applicant.partner_name]["industry_years"]["years"], 5)
        self.assertIn("industry_none", reasons["Other"])
        self.assertGreater(self.applicant.competency_match_score, other.competency_match_score)

    def test_until_now_is_the_month_of_the_application(self):
        draft = self.env["hr.competency.model"].browse(self.model.action_new_version()["res_id"])
        draft.industry_id = self.env["res.partner.industry"].create({"name": "Finance"})
        self._activate(draft)
        self.env.cr.execute("UPDATE hr_applicant SET create_date = '2023-02-10' WHERE id = %s", [self.applicant.id])
        self.applicant.invalidate_recordset()
        self._attach("Wei Chen\nExperience\n2021-03 – present China Merchants Bank, product manager\nInterviewed 14 customers.\n")
        self._run()
        reasons = {one["code"]: one["parameters"] for one in self.applicant.competency_assessment_ids.match_reasons}
        self.assertEqual(reasons["industry_years"]["years"], 2.0)

    def test_missing_must_have_says_why_not(self):
        self._attach("Wei Chen\nExperience\n2018-03 – 2021-06 Alibaba, wrote the roadmap of a payment app for two years.\n")
        self._run()
        mine = self.applicant.with_user(self.recruiter)
        self.assertEqual(mine.competency_missing_ids, self.research)
        self.assertIn(self.research.name, mine.competency_why_not)
        self.env.flush_all()
        found = self.env["hr.applicant"].with_user(self.recruiter).search([("competency_missing_ids", "in", self.research.ids)])
        self.assertIn(self.applicant, found)

    def test_why_not_quotes_what_counts_most(self):
        pieces = [
            {"quote": "I brought three departments together.", "probability": 0.9, "contribution": 2.0},
            {"quote": "I held twenty interviews with users.", "probability": 0.8, "contribution": 9.0},
        ]
        line = self.env["hr.competency.assessment.line"].new(
            {"competency_id": self.research.id, "required_level": 4.0, "level": 3.4, "has_evidence": True, "must_have_met": "unknown",
             "evidence_ids": [Command.create(piece) for piece in pieces]}
        )  # fmt: skip
        self.assertIn("twenty interviews", line._why_not())
        self.assertNotIn("departments", line._why_not())

    def _line(self, met, level, *pieces):
        return self.env["hr.competency.assessment.line"].new(
            {"competency_id": self.research.id, "required_level": 4.0, "level": level, "has_evidence": bool(pieces), "must_have_met": met,
             "evidence_ids": [Command.create(piece) for piece in pieces]}
        )  # fmt: skip

    def test_why_not_names_the_ground(self):
        shown = {"quote": "I read some of the tickets.", "probability": 0.5, "contribution": 3.0, "lacking": False}
        denial = {"quote": "I never spoke to users.", "probability": 0.9, "contribution": -2.0, "lacking": True}
        told = {
            "denied": self._line("no", 2.0, shown, denial)._why_not(),
            "silent": self._line("no", 0.0)._why_not(),
            "weak": self._line("no", 2.8, shown, denial)._why_not(),
            "unknown": self._line("unknown", 2.8, shown)._why_not(),
            "nothing": self._line("unknown", 0.0)._why_not(),
        }
        self.assertEqual(len(set(told.values())), 5)
        self.assertIn("never spoke", told["denied"])
        self.assertIn("full answer", told["silent"])
        self.assertIn("2.8", told["weak"])
        self.assertIn("some of the tickets", told["weak"])
        self.assertIn("too little evidence", told["unknown"])

    def test_a_cv_sent_by_mail_is_read(self):
        alias = self.env["mail.alias.domain"].search([], limit=1) or self.env["mail.alias.domain"].create({"name": "jobs.example.com"})
        self.job.alias_id.write({"alias_name": "cv-test", "alias_domain_id": alias.id})
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "Mei Lin <mei.of.tests@example.com>", f"cv-test@{alias.name}", "Application"
        mail["Message-Id"] = "<cv-test-1@example.com>"
        mail.set_content("My CV is attached.")
        mail.add_attachment(CV.encode(), maintype="text", subtype="plain", filename="cv.txt")
        self.env["mail.thread"].message_process("hr.applicant", mail.as_bytes())
        applicant = self.env["hr.applicant"].search([("email_from", "ilike", "mei.of.tests@example.com")])
        self.assertEqual((applicant.job_id, applicant.competency_cv_state), (self.job, "pending"))
        self._run()
        self.assertEqual(applicant.competency_cv_state, "done")

    def test_a_file_posted_in_the_chatter_is_read(self):
        self.applicant.message_post(body="CV", attachments=[("cv.txt", CV.encode())])
        self.assertEqual(self.applicant.competency_cv_state, "pending")

    def test_with_queue_job_each_row_is_handed_to_it_and_works_once(self):
        handed = []

        class Delayed:
            def __init__(self, record, options):
                self.record, self.options = record, options

            def _match_one(self):
                handed.append((self.record, self.options["identity_key"]))

        assessments = type(self.env["hr.competency.assessment"])
        with (
            patch.object(type(self.env), "__contains__", lambda env, name: name == "queue.job" or name in env.registry),
            patch.object(assessments, "with_delay", lambda record, **options: Delayed(record, options), create=True),
        ):
            self._attach()
        [(row, key)] = handed
        self.assertEqual((row.applicant_id, key), (self.applicant, f"hr_competency.match_cv.{row.id}"))
        row._match_one()
        done = row.date_done
        row._match_one()
        self.assertEqual((row.state, row.date_done), ("done", done))

    def test_ranking_needs_the_same_queries_for_50_and_500(self):
        def rank(count):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows = (
                self.env["hr.applicant"]
                .with_user(self.recruiter)
                .web_search_read(
                    [("job_id", "=", self.job.id)], self._ranking_specification(), limit=count, order="competency_match_score desc, id"
                )
            )
            self.assertEqual(len(rows["records"]), count)
            return self.env.cr.sql_log_count - before

        self.env["hr.applicant"].create([{"partner_name": f"P{n}", "job_id": self.job.id} for n in range(500)])
        rank(1)
        self.assertEqual(rank(50), rank(500))

    def _ranking_specification(self):
        """What the list of the ranking reads."""
        fields = ("partner_name", "competency_cv_state", "competency_match_score", "competency_hidden_match", "competency_has_score",
                  "competency_score", "competency_verdict", "competency_why_not", "competency_alert")  # fmt: skip
        names = {"fields": {"display_name": {}}}
        return {**{name: {} for name in fields}, "stage_id": names, "competency_missing_ids": names}

    def test_queueing_needs_the_same_queries_for_9_and_50(self):
        people = self.env["hr.applicant"].create([{"partner_name": f"P{n}", "job_id": self.job.id} for n in range(60)])
        for applicant in people:
            self._attach(applicant=applicant)
        self.env["hr.competency.assessment"].search([("applicant_id", "in", people.ids)])._erase()

        def queue(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some._queue_cv_match()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queue(people[:1])
        few = queue(people[1:10])
        self.assertLessEqual(queue(people[10:]), few)
