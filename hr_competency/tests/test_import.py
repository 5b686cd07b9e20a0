"""Legacy data: columns, dry run, import, error file, undo. Tried as the HR manager, the only one who may."""

import base64
import csv
import io
from unittest.mock import patch

import openpyxl
from odoo.addons.base.models.ir_cron import IrCron
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import file_open

from ..models import hr_competency_import
from .common import CompetencyCase

# Nothing is asked for each row; the ORM writes long lists in pieces.
MOST_QUERIES_A_ROW = 0.5
HEAD = ["姓名", "邮箱", "应聘岗位", "面试日期", "面试官", "提问的能力", "排期的能力", "评语"]


@tagged("post_install", "-at_install")
class TestImport(CompetencyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._activate()
        # the library has competencies of the fixtures' Chinese names
        cls.research.with_context(lang="zh_CN").name, cls.planning.with_context(lang="zh_CN").name = "提问的能力", "排期的能力"

    def _import(self, rows, kind="interviews", encoding="gb18030", **values):
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        return self._upload(out.getvalue().encode(encoding), "old.csv", kind, **values)

    def _upload(self, data, filename, kind="interviews", **values):
        one = self.env["hr.competency.import"].with_user(self.manager)
        one = one.create({"kind": kind, "file": base64.b64encode(data), "filename": filename, **values})
        one.action_read()
        return one

    def _row(self, name="韩梅梅", email="han@example.com", day="2024年3月5日", rater="", first=4, second=3, comment="", job=None):
        return [name, email, job or self.job.name, day, rater, first, second, comment]

    def _states(self, one):
        return [(row.number, row.state) for row in one.row_ids.sorted("number")]

    # --- columns and dry run --------------------------------------------------------------------------------------

    def test_columns_get_their_meaning_from_titles_and_competencies(self):
        one = self._import([HEAD, self._row()])
        self.assertEqual(one.found, "CSV, GB18030, Comma")
        self.assertEqual(
            one.column_ids.mapped("interview_field"),
            ["candidate", "email", "job", "date", "rater", "score_of", "score_of", "comment"],
        )
        self.assertEqual(one.column_ids.competency_id, self.research | self.planning)
        self.assertIn("韩梅梅", one.column_ids[0].sample)

    def test_dry_run_creates_nothing_and_tells_row_by_row(self):
        people = self.env["hr.applicant"].with_context(active_test=False)
        before = people.search_count([])
        one = self._import(
            [
                HEAD,
                self._row(rater="Somebody Else"),
                self._row(),
                self._row("李雷", "lilei@example.com", day="nonsense"),
                self._row("王五", "", job="Astronaut"),
                self._row("赵六", "", first=9, second=""),
                self._row("韩梅梅", rater="Somebody Else"),
            ]
        )
        one.column_ids.filtered(lambda column: column.interview_field == "score_of").scale = "5"
        one.action_check()
        self.assertEqual(self._states(one), [(2, "ready"), (3, "ready"), (4, "problem"), (5, "problem"), (6, "problem"), (7, "duplicate")])
        self.assertEqual((one.ready_count, one.problem_count, one.duplicate_count, one.file_row_count), (2, 3, 1, 6))
        messages = {row.number: row.message for row in one.row_ids}
        self.assertIn("Somebody Else", messages[2])
        self.assertIn("erased", messages[2], "an interview of 2024 is past the 24 months")
        self.assertIn("nonsense", messages[4])
        self.assertIn("Astronaut", messages[5])
        self.assertIn("“9”", messages[6])
        self.assertEqual(people.search_count([]), before)

    def test_columns_saved_once_serve_the_next_file(self):
        rows = [["Who", "Where", "Marks"], ["Han Mei", self.job.name, "80%"]]
        one = self._import(rows)
        self.assertFalse(any(one.column_ids.mapped("interview_field")))
        who, where, marks = one.column_ids
        who.interview_field, where.interview_field = "candidate", "job"
        marks.write({"interview_field": "score_of", "competency_id": self.research.id, "scale": "percent"})
        one.action_save_mapping()
        again = self._import(rows, mapping_id=one.mapping_id.id)
        self.assertEqual(again.column_ids.mapped("interview_field"), ["candidate", "job", "score_of"])
        self.assertEqual(again.column_ids[2].competency_id, self.research)
        again.action_check()
        self.assertEqual(again.ready_count, 1)

    def test_columns_that_make_no_sense_are_refused(self):
        one = self._import([["姓名", "评语"], ["Han", "nice"]])
        with self.assertRaises(UserError):
            one.action_check()
        one = self._import([HEAD, self._row()])
        one.column_ids[7].interview_field = "candidate"
        with self.assertRaises(UserError):
            one.action_check()
        for data in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
            with self.subTest(data), self.assertRaises(UserError):
                self._upload(data or b" ", "x.xlsx")

    # --- import ---------------------------------------------------------------------------------------------------

    def test_past_scores_become_assessments_by_the_engines_arithmetic(self):
        one = self._import([HEAD, self._row(rater=self.interviewer.name, first=4, second="2.5", comment="问得细")])
        one.action_check()
        one.action_import()
        self.assertEqual((one.state, one.done_count), ("done", 1))
        assessment = one.row_ids.assessment_id
        self.assertEqual((assessment.source, assessment.state, assessment.assessor_id), ("interviewer", "done", self.interviewer))
        self.assertEqual(assessment.date_done.date().isoformat(), "2024-03-05")
        # 60 % of the weight at 4 of 5, 40 % at 2.5 of 5
        self.assertAlmostEqual(assessment.score, 0.6 * 80 + 0.4 * 50, delta=0.1)
        self.assertEqual(assessment.model_id, self.model)
        self.assertIn("old.csv", assessment.import_note)
        self.assertIn("问得细", assessment.source_ids.mapped("text"))
        self.assertFalse(assessment.applicant_id.active, "people of old do not stand in the pipeline")
        self.assertFalse(one.file, "the file is not kept once it is imported")

    def test_vendor_results_are_a_vendors_and_a_nought_is_a_rating(self):
        one = self._import([["姓名", "岗位", "来源", "提问的能力", "排期的能力"], ["Han", self.job.name, "供应商", 0, 100]])
        one.action_check()
        one.action_import()
        assessment = one.row_ids.assessment_id
        self.assertEqual((assessment.source, assessment.assessor_id), ("vendor", self.env["res.users"]))
        self.assertTrue(all(assessment.line_ids.mapped("has_evidence")))
        self.assertLess(assessment.line_ids.filtered(lambda line: line.competency_id == self.research).score, 1)

    def test_of_two_competencies_of_one_name_the_models_own_is_meant(self):
        twin = self.planning.copy({"name": "Planning the product", "code": "t_planning_twin"})
        twin.name = self.planning.name
        newer = self.env["hr.competency.model"].browse(self.model.action_new_version()["res_id"])
        newer.line_ids[1].competency_id = twin
        self._activate(newer)
        one = self._import([["candidate", "job", "competency", "score"], ["Han", self.job.name, "Planning the product", "80%"]])
        one.action_check()
        one.action_import()
        line = one.row_ids.assessment_id.line_ids.filtered("has_evidence")
        self.assertEqual((line.competency_id, line.score), (twin, 80))

    def test_two_interviews_of_a_new_person_are_one_applicant_and_are_taken_back_together(self):
        rows = [self._row(rater="One"), self._row(rater="Two", first=5)]
        one = self._import([HEAD, *rows])
        one.action_check()
        one.action_import()
        self.assertEqual((len(one.row_ids.applicant_id), len(one.row_ids.assessment_id)), (1, 2))
        one.action_undo()
        self.assertEqual(set(one.row_ids.mapped("state")), {"undone"})

    def test_known_applicant_gets_the_assessment_and_a_strangers_contact_is_not_overwritten(self):
        stranger = self.env["res.partner"].create({"name": "Real Boss", "email": "boss@example.com", "phone": "1"})
        self.applicant.email_from = "wei@example.com"
        one = self._import([HEAD, self._row("Wei Chen", "WEI@example.com"), self._row("Hacker", "boss@example.com")])
        one.action_check()
        one.action_import()
        known, new = (row.applicant_id for row in one.row_ids.sorted("number"))
        self.assertEqual(known, self.applicant)
        self.assertNotEqual(new.partner_id, stranger)
        self.assertEqual((stranger.name, stranger.phone), ("Real Boss", "1"))

    def test_an_old_assessment_does_not_push_a_newer_one_aside(self):
        recent = self._rate(4)
        one = self._import([HEAD, self._row("Wei Chen", "", rater=self.interviewer.name)])
        one.action_check()
        one.action_import()
        self.assertEqual(one.row_ids.assessment_id.applicant_id, self.applicant)
        self.assertTrue(recent.is_current)
        self.assertFalse(one.row_ids.assessment_id.is_current)

    def test_the_same_file_again_is_all_duplicates(self):
        rows = [HEAD, self._row(), self._row("李雷", "lilei@example.com")]
        first = self._import(rows)
        first.action_check()
        first.action_import()
        again = self._import([HEAD, *rows[:0:-1]], encoding="utf-8-sig")
        again.action_check()
        self.assertEqual((again.ready_count, again.duplicate_count), (0, 2))

    def test_models_come_as_drafts_with_their_competencies_and_indicators(self):
        head = ["岗位", "胜任力", "权重", "要求等级", "必备", "行为指标", "面试题"]
        book = openpyxl.Workbook()
        for row in (
            head,
            ["反欺诈专员", "风险嗅觉", 0.6, 4, "是", "发现异常交易", "讲一次你发现风险的经历"],
            ["", "", "", "", "", "核实资料真伪", ""],
            ["", "排期的能力", 0.4, "C", "", "把目标拆成版本", ""],
        ):
            book.active.append(row)
        out = io.BytesIO()
        book.save(out)
        one = self._upload(out.getvalue(), "models.xlsx", "models")
        one.action_check()
        self.assertIn("排期的能力", one.row_ids.message)
        one.action_import()
        model = one.row_ids.model_id
        self.assertEqual((model.state, model.job_id.name, model.line_ids.mapped("weight")), ("draft", "反欺诈专员", [60, 40]))
        self.assertEqual(model.line_ids[0].competency_id.indicator_ids.mapped("name"), ["发现异常交易", "核实资料真伪"])
        self.assertEqual(model.line_ids[0].indicator_ids.indicator_id, model.line_ids[0].competency_id.indicator_ids)
        self.assertEqual(model.line_ids[1].competency_id, self.planning, "known by its Chinese name")
        self.assertEqual((model.line_ids[0].must_have, model.line_ids[0].required_level), (True, 4))
        self.assertEqual(model.question_ids.competency_ids, model.line_ids[0].competency_id)

    def test_error_file_holds_the_bad_rows_and_runs_nothing(self):
        one = self._import([HEAD, self._row(), self._row("=cmd|'/C calc'!A0", "", day="soon")])
        one.action_check()
        rows = list(csv.reader(io.StringIO(base64.b64decode(one.error_file).decode("utf-8-sig"))))
        self.assertEqual(rows[0], ["Row", "Problem", *HEAD])
        self.assertEqual([row[0] for row in rows[1:]], ["3"])
        self.assertIn("soon", rows[1][1])
        self.assertTrue(rows[1][2].startswith("'="))
        self.assertIn("/web/content/", one.action_error_file()["url"])

    def test_example_files_are_read_without_a_problem(self):
        self.job.name = "Product Manager"
        line = self.env["hr.competency.model"].browse(self.model.action_new_version()["res_id"]).line_ids
        line[0].competency_id = self.env.ref("hr_competency.competency_user_research")
        line[1].competency_id = self.env.ref("hr_competency.competency_product_planning")
        self._activate(line.model_id)
        for kind, count in (("interviews", 2), ("models", 1)):
            name = {"interviews": "past_interviews", "models": "competency_models"}[kind]
            with file_open(f"hr_competency/static/examples/{name}.csv", "rb") as file:
                one = self._upload(file.read(), f"{name}.csv", kind)
            one.action_check()
            with self.subTest(kind):
                self.assertEqual((one.ready_count, one.problem_count), (count, 0), one.row_ids.mapped("message"))

    # --- undo -----------------------------------------------------------------------------------------------------

    def _imported(self):
        one = self._import([HEAD, self._row(), self._row("李雷", "lilei@example.com")])
        one.action_check()
        one.action_import()
        return one

    def test_undo_deletes_what_the_import_created(self):
        counts = {name: self.env[name].with_context(active_test=False).search_count([]) for name in self._touched()}
        one = self._imported()
        self.assertNotEqual(counts, {name: self.env[name].with_context(active_test=False).search_count([]) for name in counts})
        one.action_undo()
        self.assertEqual((one.state, self._states(one)), ("undone", [(2, "undone"), (3, "undone")]))
        self.assertEqual(counts, {name: self.env[name].with_context(active_test=False).search_count([]) for name in counts})

    def _touched(self):
        return ("hr.applicant", "res.partner", "hr.competency.assessment", "hr.competency.assessment.line", "hr.competency.evidence")

    def test_undo_leaves_what_was_used_since_and_says_why(self):
        one = self._imported()
        first, second = one.row_ids.sorted("number")
        first.applicant_id.active = True
        second.assessment_id.evidence_ids[0].with_user(self.recruiter).action_accept()
        one.action_undo()
        self.assertEqual((first.state, second.state), ("kept", "kept"))
        self.assertTrue(first.applicant_id.exists())
        self.assertFalse(first.assessment_id, "its assessment was used by nobody")
        self.assertIn("restored", first.message)
        self.assertTrue(second.assessment_id)
        self.assertIn("judged", second.message)
        second.assessment_id.evidence_ids[0].with_user(self.recruiter).action_accept()  # a second click takes it back
        one.action_undo()
        self.assertEqual((first.state, second.state), ("kept", "undone"))

    def test_undo_of_models_keeps_the_one_in_use(self):
        head = ["job", "competency", "weight"]
        one = self._import([head, ["Diver", "Holding breath", 100], ["Climber", "Tying knots", 100]], "models")
        one.action_check()
        one.action_import()
        diver, climber = one.row_ids.sorted("number")
        diver.model_id.action_approve()
        one.action_undo()
        self.assertEqual((diver.state, climber.state), ("kept", "undone"))
        self.assertTrue(diver.model_id)
        self.assertFalse(self.env["hr.competency"].search([("name", "=", "Tying knots")]))
        self.assertTrue(self.env["hr.competency"].search([("name", "=", "Holding breath")]))

    # --- scale, rights, privacy -----------------------------------------------------------------------------------

    def test_long_import_goes_on_in_the_background_batch_by_batch(self):
        rows = [self._row(f"Person {number}", f"p{number}@example.com") for number in range(7)]
        with (
            patch.object(hr_competency_import, "AT_ONCE", 2),
            patch.object(hr_competency_import, "BATCH", 3),
            patch.object(IrCron, "_commit_progress", lambda *args, **kwargs: 60.0),
        ):
            one = self._import([HEAD, *rows])
            one.action_check()
            one.action_import()
            self.assertEqual((one.state, one.done_count), ("running", 0))
            with patch.object(IrCron, "_commit_progress", lambda *args, **kwargs: 0.0):
                self.env["hr.competency.import"]._cron_import()
            one.invalidate_recordset()
            self.assertEqual((one.state, one.done_count, round(one.progress)), ("running", 3, 43))
            self.env["hr.competency.import"]._cron_import()
            one.invalidate_recordset()
            self.assertEqual((one.state, one.done_count, one.progress), ("done", 7, 100))
            one.action_undo()
            self.env["hr.competency.import"]._cron_import()
        one.invalidate_recordset()
        self.assertEqual((one.state, set(one.row_ids.mapped("state"))), ("undone", {"undone"}))

    def test_a_person_of_a_row_that_failed_is_not_used_by_the_next(self):
        one = self._import([HEAD, self._row(rater="One"), self._row(rater="Two")])
        one.action_check()
        rating = type(self.env["hr.competency.engine"])._rating

        def fails_first(engine, *args, **kwargs):
            if kwargs["origin"].number == 2:
                raise UserError(self.env._("It broke"))
            return rating(engine, *args, **kwargs)

        with patch.object(type(self.env["hr.competency.engine"]), "_rating", fails_first):
            one.action_import()
        self.assertEqual(self._states(one), [(2, "problem"), (3, "done")])
        self.assertTrue(one.row_ids[1].applicant_id.exists())

    def _queries(self, work):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def test_a_dry_run_needs_the_same_queries_for_many_rows_as_for_few(self):
        few, many = (
            self._import([HEAD, *(self._row(f"P {size} {n}", f"p{size}.{n}@example.com") for n in range(size))]) for size in (30, 90)
        )
        self._queries(self._import([HEAD, self._row()]).action_check)  # fills what the registry keeps
        self.assertAlmostEqual(self._queries(few.action_check), self._queries(many.action_check), delta=3)

    def test_an_import_and_its_undo_need_hardly_more_queries_for_many_rows(self):
        few, many = (
            self._import([HEAD, *(self._row(f"P {size} {n}", f"p{size}.{n}@example.com") for n in range(size))]) for size in (20, 60)
        )
        for one in (few, many):
            one.action_check()
        for work in ("action_import", "action_undo"):
            self._queries(self._checked(f"warm {work}").action_import)
            spent = [self._queries(getattr(one, work)) for one in (few, many)]
            with self.subTest(work):
                self.assertLessEqual(spent[1] - spent[0], 40 * MOST_QUERIES_A_ROW, spent)
        self.assertEqual(set(many.row_ids.mapped("state")), {"undone"})

    def _checked(self, name):
        one = self._import([HEAD, self._row(name, f"{len(name)}@example.com")])
        one.action_check()
        return one

    def test_a_row_that_fails_stops_no_other(self):
        one = self._import([HEAD, self._row(), self._row("李雷", "lilei@example.com")])
        one.action_check()
        self.env["hr.job"].flush_model()
        import_one = type(one.row_ids)._import_interviews

        def fails_once(row, refs, created):
            if 2 in row.mapped("number"):
                raise UserError(self.env._("It broke"))
            return import_one(row, refs, created)

        with patch.object(type(one.row_ids), "_import_interviews", fails_once):
            one.action_import()
        self.assertEqual(self._states(one), [(2, "problem"), (3, "done")])
        self.assertIn("It broke", one.row_ids.sorted("number")[0].message)
        self.assertTrue(one.error_file)

    def test_nobody_below_the_hr_manager_imports_and_nobody_writes_rows(self):
        for user in (self.recruiter, self.interviewer):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.env["hr.competency.import"].with_user(user).create({})
        one = self._imported()
        with self.assertRaises(AccessError):
            one.row_ids[0].write({"created_records": [["res.partner", 1]]})
        with self.assertRaises(UserError):
            one.unlink()

    def test_other_companies_see_nothing_of_it(self):
        one = self._imported()
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.manager.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        self.assertFalse(self.env["hr.competency.import"].with_user(self.manager).search([("id", "=", one.id)]))
        self.assertFalse(self.env["hr.competency.import.row"].with_user(self.manager).search([("import_id", "=", one.id)]))

    def test_erasing_a_person_erases_their_row_and_time_erases_the_rest(self):
        one = self._imported()
        first, second = one.row_ids.sorted("number")
        first.assessment_id._erase()
        first.applicant_id.unlink()
        self.assertFalse(first.exists())
        self.env.cr.execute("UPDATE hr_competency_import SET create_date = create_date - interval '40 days' WHERE id = %s", [one.id])
        one.invalidate_recordset()
        one.sudo()._gc_personal_data()
        self.assertFalse(second.values or second.label or one.error_file)
        one.action_undo()
        self.assertEqual(second.state, "undone")
