"""LAW-7: where an audit and notice come first, the machine judges nobody without both (New York City, Local Law 144)."""

from datetime import date

from freezegun import freeze_time
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import BaseCase

from ..tools.bias_audit import business_days_since, obstacle
from .common import CompetencyCase

MONDAY = date(2026, 6, 15)


class TestDates(BaseCase):
    def test_law7_ten_business_days(self):
        self.assertEqual(business_days_since(date(2026, 6, 1), MONDAY), 10)
        self.assertEqual(business_days_since(date(2026, 6, 6), MONDAY), 6, "a notice on Saturday")
        self.assertEqual(business_days_since(date(2026, 6, 1), MONDAY, frozenset([date(2026, 6, 13)])), 10, "a holiday on Saturday")
        self.assertEqual(business_days_since(MONDAY, MONDAY), 0)

    def test_law7_what_stands_in_the_way(self):
        good = (date(2026, 1, 5), date(2026, 6, 1))
        for audited, told, expected in (
            (*good, ""),
            (None, good[1], "no_audit"),
            (date(2026, 6, 16), good[1], "future_audit"),
            (date(2025, 6, 15), good[1], ""),
            (date(2025, 6, 14), good[1], "old_audit"),
            (good[0], None, "no_notice"),
            (good[0], date(2026, 6, 2), "short_notice"),
            (good[0], date(2027, 1, 1), "short_notice"),
            (good[0], date(2020, 1, 1), ""),
        ):
            self.assertEqual(obstacle(audited, told, MONDAY), expected, (audited, told))
        self.assertEqual(obstacle(date(2024, 2, 29), date(2024, 3, 1), date(2025, 2, 28)), "")


@tagged("post_install", "-at_install")
class TestAuditAndNotice(CompetencyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._activate()
        cls.company = cls.job.company_id = cls.env.company
        cls.company.write({"competency_audit_required": False, "competency_audit_date": False, "competency_notice_date": False})

    def _cv(self):
        self.env["ir.attachment"].create(
            {"name": "cv.txt", "res_model": "hr.applicant", "res_id": self.applicant.id, "raw": b"I interviewed fourteen people."}
        )

    def _run(self):
        with self.enter_registry_test_mode():
            self.env.ref("hr_competency.cron_match_cv").method_direct_trigger()
        self.env.invalidate_all()

    def test_law7_cvs_wait_for_audit_and_notice_and_are_read_then(self):
        self.company.competency_audit_required = True
        self._cv()
        self._run()
        self.assertEqual(self.applicant.competency_cv_state, "pending")
        with self.assertRaisesRegex(UserError, "bias audit is missing"):
            self.applicant.with_user(self.recruiter).action_competency_match()
        self.assertIn("bias audit is missing", self.job.with_user(self.recruiter).competency_use_obstacle)
        self.company.write({"competency_audit_date": fields.Date.today(), "competency_notice_date": fields.Date.today()})
        self._run()
        self.assertEqual(self.applicant.competency_cv_state, "pending", "told today is not ten business days ahead")
        self.company.competency_notice_date = fields.Date.add(fields.Date.today(), days=-61)
        self.assertFalse(self.job.competency_use_obstacle)
        self._run()
        self.assertEqual(self.applicant.competency_cv_state, "done")

    def test_law7_a_row_from_the_job_queue_waits_too(self):
        self.company.competency_audit_required = True
        self._cv()
        self.applicant.competency_assessment_ids._match_one()
        self.assertEqual(self.applicant.competency_assessment_ids.state, "pending")

    def test_law7_a_job_may_differ_from_its_company(self):
        self.job.competency_audit_rule = "yes"
        self.assertIn(self.job, self.env["hr.job"]._competency_blocked())
        self.job.write({"competency_audit_date": fields.Date.today(), "competency_notice_date": "2020-01-01"})
        self.assertNotIn(self.job, self.env["hr.job"]._competency_blocked())
        self.company.competency_audit_required = True
        self.job.write({"competency_audit_rule": "no", "competency_audit_date": False})
        self.assertNotIn(self.job, self.env["hr.job"]._competency_blocked())
        with self.assertRaises(AccessError):
            self.job.with_user(self.recruiter).write({"competency_audit_rule": "no"})

    def test_law7_public_holidays_of_the_company_are_no_business_days(self):
        self.company.write(
            {"competency_audit_required": True, "competency_audit_date": "2026-01-05", "competency_notice_date": "2026-06-01"}
        )
        with freeze_time("2026-06-15 12:00:00"):
            self.assertFalse(self.job._competency_obstacle())
            self.env["resource.calendar.leaves"].create(
                {"name": "Holiday", "company_id": self.company.id, "calendar_id": self.company.resource_calendar_id.id,
                 "date_from": "2026-06-10 04:00:00", "date_to": "2026-06-10 20:00:00"}
            )  # fmt: skip
            self.assertIn("ten business days", self.job._competency_obstacle())

    def test_law7_an_audit_grows_old(self):
        self.company.write(
            {"competency_audit_required": True, "competency_audit_date": "2026-01-05", "competency_notice_date": "2026-01-05"}
        )
        for moment, free in (("2026-06-15", True), ("2027-01-05", True), ("2027-01-06", False)):
            with freeze_time(f"{moment} 12:00:00"):
                self.assertEqual(not self.job._competency_obstacle(), free, moment)

    def test_law7_acc6_another_companys_flag_blocks_nobody_here(self):
        other = self.env["res.company"].create({"name": "New York", "competency_audit_required": True})
        theirs = self.env["hr.job"].create({"name": "There", "company_id": other.id})
        blocked = self.env["hr.job"]._competency_blocked()
        self.assertIn(theirs, blocked)
        self.assertNotIn(self.job, blocked)
