"""An opening finds its people in the pool."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import TalentCase


@tagged("post_install", "-at_install")
class TestMatch(TalentCase):
    def setUp(self):
        super().setUp()
        self.talent = self._fail(research=2, planning=5, data=3)
        self.opening = self._job("Planner of tests", wanted=0, planning=(3, False))
        self.opening.talent_match_due = False

    def _matches(self, job=None):
        return (job or self.opening).talent_match_ids

    def test_button_finds_who_fits_with_reasons(self):
        weak = self._fail(self._applicant("Li Na", "li@example.com"), research=1, planning=1, data=1)
        action = self.opening.with_user(self.recruiter).action_talent_find()
        self.assertEqual(action["res_model"], "hr.talent.match")
        self.assertEqual(self._matches().talent_id, self.talent)
        self.assertNotIn(weak, self._matches().talent_id)
        self.assertIn("Competency of planning", self._matches().reasons)
        self.assertGreaterEqual(self._matches().score, self.company.talent_match_min_score)

    def test_reasons_are_in_the_reader_s_language(self):
        self.opening.action_talent_find()
        self.planning.with_context(lang="zh_CN").name = "规划能力"
        reasons = self._matches().with_context(lang="zh_CN").reasons
        self.assertIn("要求", reasons)
        self.assertIn("规划能力", reasons)
        self.assertNotIn("Competency of planning", reasons)

    def test_a_skill_that_stands_for_a_shown_competency_is_no_second_reason(self):
        self.planning.skill_id.name = self.planning.name
        self.opening.action_talent_find()
        self.assertEqual(self._matches().reasons.count(self.planning.name), 1)

    def test_more_people_wanted_is_an_opening(self):
        self.opening.no_of_recruitment = 2
        self.assertTrue(self.opening.talent_match_due)
        self._run_cron()
        self.assertFalse(self.opening.talent_match_due)
        self.assertEqual(self._matches().talent_id, self.talent)
        kind = self.env.ref("hr_talent_pool.mail_activity_match")
        activity = self.opening.activity_ids.filtered(lambda a: a.activity_type_id == kind)
        self.assertEqual(activity.user_id, self.recruiter)

    def test_trap13_a_hire_lowers_the_counter_and_is_no_opening(self):
        self.opening.no_of_recruitment = 2
        self._run_cron()
        stage = self.env["hr.recruitment.stage"].search([("hired_stage", "=", True)], limit=1)
        self._applicant("Hired", "hired@example.com", job=self.opening).stage_id = stage
        self.assertEqual(self.opening.no_of_recruitment, 1)
        self.assertFalse(self.opening.talent_match_due)

    def test_opening_without_a_model_waits_for_it(self):
        job = self.env["hr.job"].create({"name": "New", "no_of_recruitment": 1, "user_id": self.recruiter.id})
        with self.assertRaises(UserError):
            job.action_talent_find()
        self._run_cron()
        self.assertTrue(job.talent_match_due)
        line = Command.create({"competency_id": self.planning.id, "weight": 1, "required_level": 3})
        model = self.env["hr.competency.model"].create({"job_id": job.id, "line_ids": [line]})
        model.action_approve()
        model.action_activate()
        self._run_cron()
        self.assertEqual(self._matches(job).talent_id, self.talent)

    def test_again_keeps_what_a_person_decided(self):
        self.opening.action_talent_find()
        self._matches().with_user(self.recruiter).action_dismiss()
        self.opening.action_talent_find()
        self.assertEqual(len(self._matches()), 1)
        self.assertEqual(self._matches().state, "dismissed")
        self.assertEqual(self.opening.talent_match_count, 0)

    def test_what_was_learned_counts(self):
        job = self._job("Analyst of tests", data=(4, False))
        job.action_talent_find()
        before = self._matches(job).score
        self._finish(self._learner(self.talent), "data")
        job.action_talent_find()
        self.assertGreater(self._matches(job).score, before)

    def test_add_to_job_is_odoo_s_wizard_and_notes_it(self):
        self.opening.action_talent_find()
        match = self._matches().with_user(self.recruiter)
        action = match.action_add_to_job()
        wizard = self.env["job.add.applicants"].with_user(self.recruiter).with_context(**action["context"]).create({})
        self.assertEqual((wizard.applicant_ids, wizard.job_ids), (self.talent, self.opening))
        wizard.action_add_applicants_to_job()
        application = self.opening.application_ids
        self.assertEqual(application.pool_applicant_id, self.talent)
        self.assertTrue(application.stage_id)
        self.assertEqual(match.state, "added")
        self.opening.action_talent_find()
        self.assertEqual(match.state, "added", "who runs for the job is not proposed again")

    def test_other_company_and_hired_talents_are_not_proposed(self):
        other = self.env["res.company"].create({"name": "Other"})
        job = self._job("Planner elsewhere", company=other, planning=(3, False))
        self.assertFalse(self.env["hr.talent.match"]._refresh(job))
        self.talent.talent_employee_id = self.env["hr.employee"].create({"name": "Wei"})
        self.assertFalse(self.env["hr.talent.match"]._refresh(self.opening))

    def test_queries_do_not_grow_with_the_pool(self):
        counts = []
        for size in (2, 12):
            for number in range(size):
                name = f"m{size}_{number}"
                self._fail(self._applicant(name, f"{name}@example.com"), research=1, planning=4, data=1)
            talents = self.env["hr.applicant"].search([("talent_pool_ids", "!=", False)])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["hr.competency.engine"]._talent_people(talents)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def _run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("hr_talent_pool.cron_match").method_direct_trigger()
        self.env.invalidate_all()
