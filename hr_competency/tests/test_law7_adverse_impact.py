"""LAW-7: adverse impact is counted from voluntary statements that nothing else reads."""

import io

from dateutil.relativedelta import relativedelta
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL
from openpyxl import load_workbook

from .common import CompetencyCase

STATEMENT = "hr.competency.impact.statement"
APPLICANTS = """
INSERT INTO hr_applicant (partner_name, job_id, stage_id, company_id, active, kanban_state, date_closed, create_date)
SELECT 'A' || n, %(job)s, %(stage)s, %(company)s, TRUE, 'normal',
       CASE WHEN n <= %(hired)s THEN now() END, now() FROM generate_series(1, %(count)s) n
RETURNING id
"""
ASSESSMENTS = """
INSERT INTO hr_competency_assessment
       (applicant_id, job_id, model_id, company_id, source, state, is_current, has_score, score, verdict, date_done)
SELECT one.id, %(job)s, %(model)s, %(company)s, 'ai_interview', 'done', TRUE, one.score IS NOT NULL, one.score,
       CASE WHEN one.passed THEN 'passed' ELSE 'not_passed' END, now() AT TIME ZONE 'utc'
  FROM unnest(%(ids)s, %(scores)s::float[], %(passed)s) AS one(id, score, passed)
"""
STATEMENTS = """
INSERT INTO hr_competency_impact_statement (applicant_id, company_id, sex_id, race_id, given)
SELECT id, %(company)s, %(sex)s, %(race)s, CURRENT_DATE FROM unnest(%(ids)s) id
"""


class ImpactCase(CompetencyCase):
    """A company of its own that asks, an auditor, and categories of the United States."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.job.company_id = cls.model.company_id = False
        cls._activate()
        cls.company = cls.env["res.company"].create({"name": "Audited Company", "competency_impact_scheme": "us"})
        cls.auditor = new_test_user(
            cls.env, "hc_auditor", groups="base.group_user,hr_competency.group_adverse_impact_auditor",
            company_id=cls.company.id, company_ids=[(6, 0, cls.company.ids)],
        )  # fmt: skip
        cls.female, cls.male, cls.white, cls.black, cls.asian = (
            cls.env.ref(f"hr_competency.impact_us_{key}") for key in ("female", "male", "white", "black", "asian")
        )

    def _people(self, count, *, passed=0, sex=None, race=None, scores=None, hired=0, stage=None):
        """Assessed people, alike in what they say of themselves, written in bulk."""
        common = {"job": self.job.id, "model": self.model.id, "company": self.company.id}
        first = self.job._get_first_stage()
        self.env.flush_all()
        rows = self.env.execute_query(SQL(APPLICANTS, stage=(stage or first).id, count=count, hired=hired, **common))
        ids = [one for (one,) in rows]
        values = {"ids": ids, "scores": scores or [None] * count, "passed": [number < passed for number in range(count)]}
        self.env.cr.execute(SQL(ASSESSMENTS, **common, **values))
        if sex or race:
            self.env.cr.execute(SQL(STATEMENTS, ids=ids, sex=sex and sex.id, race=race and race.id, **common))
        self.env.invalidate_all()
        return self.env["hr.applicant"].browse(ids)

    def _audit(self, **vals):
        audit = self.env["hr.competency.impact.audit"].with_user(self.auditor).create({"source": "ai_interview", **vals})
        audit.action_count()
        return audit

    def _line(self, audit, measure, grouping, sex=None, race=None):
        return audit.line_ids.filtered(
            lambda one: (
                (one.measure, one.grouping) == (measure, grouping)
                and not one.is_unknown
                and one.sex_id == (sex or one.sex_id.browse())
                and one.race_id == (race or one.race_id.browse())
            )
        )


@tagged("post_install", "-at_install")
class TestLaw7Golden(ImpactCase):
    def test_law7_golden_1_selection_rates_of_the_rule(self):
        self._people(1390, passed=667, sex=self.male)
        self._people(1181, passed=555, sex=self.female)
        audit = self._audit()
        male, female = (self._line(audit, "passed", "sex", one) for one in (self.male, self.female))
        self.assertEqual([round(one.rate, 3) for one in (male, female)], [0.480, 0.470])
        self.assertEqual((round(female.ratio, 3), male.ratio, female.flagged), (0.979, 1.0, False))
        self.assertEqual((audit.people_count, male.is_small), (2571, False))

    def test_law7_golden_2_scores_above_the_median(self):
        self._people(5, sex=self.male, scores=[40.0, 50.0, 60.0, 70.0, 80.0])
        self._people(5, sex=self.female, scores=[30.0, 50.0, 50.0, 60.0, 90.0])
        audit = self._audit()
        male, female = (self._line(audit, "scored", "sex", one) for one in (self.male, self.female))
        self.assertEqual((male.median, male.rate, female.rate, round(female.ratio, 3)), (55, 0.6, 0.4, 0.667))
        self.assertTrue(female.flagged and female.is_small)

    def test_law7_golden_3_a_tie_at_the_median_is_not_above(self):
        self._people(3, sex=self.male, scores=[50.0, 50.0, 60.0])
        self._people(3, sex=self.female, scores=[40.0, 50.0, 50.0])
        audit = self._audit()
        male, female = (self._line(audit, "scored", "sex", one) for one in (self.male, self.female))
        self.assertEqual((male.median, round(male.rate, 4), female.rate), (50, 0.3333, 0))
        self.assertEqual((female.has_ratio, female.ratio, female.flagged), (True, 0, True))

    def test_law7_golden_4_one_person_flips_four_fifths(self):
        self._people(80, passed=48, race=self.white)
        people = self._people(50, passed=24, race=self.black)
        line = self._line(self._audit(), "passed", "race", race=self.black)
        self.assertEqual((round(line.ratio, 12), line.flagged), (0.8, False))
        self.env.cr.execute(SQL("UPDATE hr_competency_assessment SET verdict = 'not_passed' WHERE applicant_id = %s", people[0].id))
        line = self._line(self._audit(), "passed", "race", race=self.black)
        self.assertEqual((round(line.ratio, 3), line.flagged), (0.767, True))
        self.assertTrue(0.05 < line.p_value < 0.5, "chance alone would do that")

    def test_law7_nobody_selected_is_not_computable(self):
        self._people(4, sex=self.male)
        self._people(4, sex=self.female)
        line = self._line(self._audit(), "passed", "sex", self.female)
        self.assertEqual((line.has_ratio, line.flagged, line.rate), (False, False, 0))


@tagged("post_install", "-at_install")
class TestLaw7Audit(ImpactCase):
    def test_law7_unknown_crossed_moved_and_hired(self):
        later = self.env["hr.recruitment.stage"].search([("sequence", ">", self.job._get_first_stage().sequence)], limit=1)
        self._people(10, passed=5, sex=self.female, race=self.asian, hired=1)
        self._people(10, passed=8, sex=self.male, race=self.asian, stage=later)
        self._people(3, sex=self.male)
        self._people(7)
        audit = self._audit()
        both = self._line(audit, "passed", "both", self.female, self.asian)
        self.assertEqual((both.people, both.hits, round(both.ratio, 3)), (10, 5, 0.625))
        unknown = {(one.measure, one.grouping): one.people for one in audit.line_ids.filtered("is_unknown")}
        self.assertEqual([unknown["passed", grouping] for grouping in ("sex", "race", "both")], [7, 10, 10])
        self.assertEqual([self._line(audit, "moved", "sex", one).hits for one in (self.female, self.male)], [1, 10])
        self.assertEqual([self._line(audit, "hired", "sex", one).hits for one in (self.female, self.male)], [1, 0])

    def test_law7_groups_below_two_percent_are_left_out_with_a_reason_only(self):
        self._people(196, passed=98, race=self.white)
        self._people(3, passed=3, race=self.black)
        audit = self._audit()
        self.assertTrue(self._line(audit, "passed", "race", race=self.black).may_be_left_out)
        self.assertEqual(round(self._line(audit, "passed", "race", race=self.white).ratio, 2), 0.5)
        audit.write({"leave_out": True, "leave_out_reason": "Three people."})
        self.assertFalse(audit.line_ids, "other parameters make the result void")
        audit.action_count()
        few, white = (self._line(audit, "passed", "race", race=one) for one in (self.black, self.white))
        self.assertEqual((few.left_out, few.people, few.rate, few.has_ratio, white.ratio), (True, 3, 1.0, False, 1.0))
        self.assertIn("Three people.", str([cell for row in self._sheet(audit) for cell in row]))

    def test_law7_filters_by_tool_job_version_and_period(self):
        self._people(6, passed=3, sex=self.male)
        other = self.env["hr.job"].create({"name": "Another job", "company_id": False})
        self.assertEqual(self._audit(job_ids=[(6, 0, self.job.ids)]).people_count, 6)
        self.assertEqual(self._audit(job_ids=[(6, 0, other.ids)]).people_count, 0)
        self.assertEqual(self._audit(model_ids=[(6, 0, self.model.ids)]).people_count, 6)
        self.assertEqual(self._audit(source="cv").people_count, 0)
        self.assertEqual(self._audit(date_from="2020-01-01", date_to="2020-12-31").people_count, 0)

    def test_law7_what_a_person_said_once_counts_for_their_other_application(self):
        partner = self.env["res.partner"].create({"name": "Twice"})
        first, second = self._people(1), self._people(1, passed=1)
        (first | second).partner_id = partner
        self.env[STATEMENT]._note(first.with_company(self.company), self.female.id, None, "I agree.")
        line = self._line(self._audit(), "passed", "sex", self.female)
        self.assertEqual((line.people, line.hits), (2, 1))

    def test_law7_threshold_is_a_reference_that_the_company_sets(self):
        self._people(10, passed=10, sex=self.male)
        self._people(10, passed=7, sex=self.female)
        self.assertTrue(self._line(self._audit(), "passed", "sex", self.female).flagged)
        self.company.competency_impact_threshold = 0.6
        audit = self._audit()
        self.assertFalse(self._line(audit, "passed", "sex", self.female).flagged)
        self.assertIn("reference", str(audit.table))

    def _sheet(self, audit):
        page = load_workbook(io.BytesIO(audit._xlsx())).active
        return [[cell.value for cell in row] for row in page.iter_rows()]

    def test_law7_the_spreadsheet_holds_the_figures(self):
        self._people(10, passed=10, sex=self.male)
        self._people(10, passed=7, sex=self.female)
        audit = self._audit()
        rows = self._sheet(audit)
        (female,) = [row for row in rows if row[2] == "Female" and str(row[0]).startswith("Recommended") and row[1] == "Sex"]
        self.assertEqual((female[3], female[4], round(female[6], 3), female[8]), (10, 7, 0.7, True))
        action = audit.action_export()
        file = self.env["ir.attachment"].browse(int(action["url"].split("/")[-1].split("?")[0]))
        self.assertEqual((file.res_model, file.res_id), (audit._name, audit.id))
        audit.action_export()
        self.assertFalse(file.exists(), "one file for an audit")

    def test_law7_the_document_prints(self):
        self._people(2, passed=1, sex=self.female)
        audit = self._audit()
        html, _kind = (
            self.env["ir.actions.report"].with_user(self.auditor)._render_qweb_html("hr_competency.report_impact_audit", audit.ids)
        )
        self.assertIn("Female", html.decode())

    def test_law7_a_finished_audit_is_a_record(self):
        people = self._people(2, passed=1, sex=self.female)
        audit = self._audit()
        with self.assertRaises(UserError):
            audit.write({"people_count": 5})
        audit.action_finish()
        for change in (lambda: audit.write({"threshold": 0.1}), audit.action_count, audit.unlink, lambda: audit.sudo().unlink()):
            with self.assertRaises(UserError):
                change()
        with self.assertRaises(UserError):
            audit.line_ids[0].sudo().write({"hits": 2})
        people.sudo()._competency_erase("request")
        self.assertFalse(self.env[STATEMENT].search([("company_id", "=", self.company.id)]))
        self.assertEqual(self._line(audit, "passed", "sex", self.female).people, 2, "counts stay")

    def test_law7_counting_takes_the_same_queries_for_many_as_for_few(self):
        audit = self._audit()
        for sex in (self.male, self.female):
            self._people(3, passed=1, sex=sex, race=self.asian)
        few = self._queries(audit)
        for sex in (self.male, self.female):
            self._people(300, passed=100, sex=sex, race=self.asian)
        self.assertEqual(self._queries(audit), few)

    def _queries(self, audit):
        audit._counted()
        before = self.env.cr.sql_log_count
        audit._counted()
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestLaw7Apart(ImpactCase):
    """Nobody but the auditor reads a row, and nothing that judges people has a way to it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.applicant.company_id = cls.job.company_id = cls.env.company
        cls.env.company.competency_impact_scheme = "us"
        cls.said = cls.env[STATEMENT]._note(cls.applicant, cls.female.id, cls.asian.id, "I agree.")

    def test_law7_nobody_but_the_auditor_reads_a_statement(self):
        groups = "hr_recruitment.group_hr_recruitment_manager,hr.group_hr_manager,base.group_system"
        everything = new_test_user(self.env, "hc_everything", groups=groups)
        for user in (*self.users.values(), everything):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.said.with_user(user).read(["sex_id"])
        auditor = new_test_user(self.env, "hc_auditor_here", groups="base.group_user,hr_competency.group_adverse_impact_auditor")
        mine = self.said.with_user(auditor)
        self.assertEqual(mine.sex_id, self.female)
        with self.assertRaises(AccessError):
            mine.read(["applicant_id"])
        for change in (lambda: mine.write({"sex_id": self.male.id}), mine.unlink, lambda: mine.create({"company_id": 1})):
            with self.assertRaises(AccessError):
                change()

    def test_law7_the_auditors_group_implies_no_other_right(self):
        group = self.env.ref("hr_competency.group_adverse_impact_auditor")
        self.assertFalse(group.implied_ids | group.implied_by_ids)
        auditor = new_test_user(self.env, "hc_only", groups="base.group_user,hr_competency.group_adverse_impact_auditor")
        for name in ("hr.applicant", "hr.competency.assessment", "hr.competency.evidence", "hr.competency.consent"):
            self.assertFalse(self.env[name].with_user(auditor).has_access("read"), name)
        menus = self.env["ir.ui.menu"].with_user(auditor)._visible_menu_ids()
        self.assertIn(self.env.ref("hr_competency.menu_impact_audit").id, menus)
        self.assertNotIn(
            self.env.ref("hr_competency.menu_impact_audit").id, self.env["ir.ui.menu"].with_user(self.manager)._visible_menu_ids()
        )

    def test_law7_no_field_of_any_model_leads_to_a_statement(self):
        inside = {STATEMENT, "hr.competency.impact.category", "hr.competency.impact.audit", "hr.competency.impact.audit.line"}
        for name, model in self.env.registry.items():
            if name in inside:
                continue
            for field in model._fields.values():
                with self.subTest(f"{name}.{field.name}"):
                    self.assertNotIn(field.comodel_name, inside)
        for name in inside - {STATEMENT}:
            self.assertNotIn(STATEMENT, [field.comodel_name for field in self.env[name]._fields.values()])

    def test_law7_scoring_and_matching_never_touch_the_table(self):
        cv = {"name": "cv.txt", "res_model": "hr.applicant", "res_id": self.applicant.id}
        self.env["ir.attachment"].create({**cv, "raw": b"I interviewed fourteen people about it and wrote a roadmap."})
        with self._recorded() as queries:
            self.applicant.competency_assessment_ids._match_one()
            self.assertEqual(self.applicant.competency_cv_state, "done")
            first = self._assess(origin=self.applicant)
            self.applicant.flush_recordset()
        self.assertGreater(len(queries), 20)
        self.assertFalse([query for query in queries if "hr_competency_impact_" in query])
        self.env[STATEMENT]._forget(self.applicant)
        self.env[STATEMENT]._note(self.applicant, self.male.id, self.black.id, "I agree.")
        self.assertEqual(self._assess(origin=self.applicant), first, "the same input, the same assessment")

    def _recorded(self):
        """The SQL that runs inside the block."""
        from contextlib import contextmanager
        from unittest.mock import patch

        from odoo.sql_db import Cursor

        @contextmanager
        def recording():
            queries, execute = [], Cursor.execute

            def note(cursor, query, *args, **kwargs):
                queries.append(str(query.code if isinstance(query, SQL) else query))
                return execute(cursor, query, *args, **kwargs)

            with patch.object(Cursor, "execute", note):
                yield queries

        return recording()

    def test_law7_a_person_may_take_it_back_and_is_never_asked_where_the_company_does_not(self):
        statements = self.env[STATEMENT]
        statements._note(self.applicant, None, None, "I agree.")
        self.assertFalse(self.said.exists(), "who prefers not to say leaves nothing")
        self.env.company.competency_impact_scheme = False
        self.assertIsNone(statements._page_values(self.applicant))
        self.assertFalse(statements._note(self.applicant, self.female.id, None, "I agree."))

    def test_law7_categories_are_the_companys_list(self):
        self.env.company.competency_impact_scheme = "cn"
        statements = self.env[STATEMENT]
        values = statements.with_context(lang="en_US")._page_values(self.applicant)
        self.assertEqual([one["name"] for one in values["race"]], ["Han", "An ethnic minority"])
        own = self.env["hr.competency.impact.category"].create(
            {"name": "Zhuang", "scheme": "cn", "attribute": "race", "company_id": self.env.company.id}
        )
        self.assertIn(own, own._offered(self.env.company))
        self.assertNotIn(own, own._offered(self.company))
        self.assertFalse(
            statements._note(self.applicant, self.female.id, self.male.id, ""), "neither of another list nor of the other question"
        )

    def test_law7_law8_statements_end_with_the_retention(self):
        self.said.sudo().write({"given": fields.Date.today() - relativedelta(months=self.env.company.competency_retention_months, days=1)})
        self.env[STATEMENT]._gc_impact_statements()
        self.assertFalse(self.said.exists())

    def test_law7_law8_the_persons_file_does_not_tell_recruiters(self):
        data = str(self.applicant._competency_stored_data())
        self.assertIn("on your page only", data)
        self.assertNotIn(self.asian.name, data)

    def test_acc6_companies_are_apart_in_search_grouping_and_the_daily_deletion(self):
        foreign = self.said.with_user(self.auditor)
        self.assertFalse(foreign.search([]))
        self.assertEqual(foreign._read_group([], [], ["__count"]), [(0,)])
        self.assertRaises(AccessError, foreign.read, ["sex_id"])
        other = self._people(1, sex=self.male)
        self.company.competency_retention_months = 1
        self.env[STATEMENT].search([]).write({"given": fields.Date.today() - relativedelta(months=2)})
        self.env[STATEMENT]._gc_impact_statements()
        self.assertTrue(self.said.exists(), "each company has its own time")
        self.assertFalse(self.env[STATEMENT].search([("applicant_id", "in", other.ids)]))
        audit = self._audit()
        stranger = new_test_user(self.env, "hc_stranger_auditor", groups="base.group_user,hr_competency.group_adverse_impact_auditor")
        self.assertFalse(audit.with_user(stranger).search([("id", "=", audit.id)]))
        self.assertFalse(audit.line_ids.with_user(stranger).search([("audit_id", "=", audit.id)]))
