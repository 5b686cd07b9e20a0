"""What the rights of each model leave open: whose records, and what they show. The matrix is in the tests of all addons."""

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import TalentCase


@tagged("post_install", "-at_install")
class TestAccess(TalentCase):
    def test_acc2_interviewers_see_nothing_of_the_archive(self):
        self.applicant.interviewer_ids = self.users["interviewer"]
        talent = self._fail()
        talent.interviewer_ids = self.users["interviewer"]
        mine = talent.with_user(self.users["interviewer"])
        self.assertEqual(mine.partner_name, "Wei Chen")
        ours = [name for name in talent._fields if name.startswith("talent_") and name not in ("talent_pool_ids", "talent_pool_count")]
        self.assertGreaterEqual(len(ours), 20)
        for name in ours:
            with self.subTest(name), self.assertRaises(AccessError):
                mine.read([name])

    def test_acc2_recruiter_who_still_has_to_rate_sees_neither_reason_nor_levels(self):
        self.applicant.interviewer_ids = self.recruiter
        talent = self._fail()
        mine = talent.with_user(self.recruiter)
        self.assertNotIn("Competency", mine.talent_reason)
        self.assertFalse(self.env["hr.talent.gap"].with_user(self.recruiter).search([("talent_id", "=", talent.id)]))
        self.assertIn("Competency of data", talent.with_user(self.users["manager"]).talent_reason)

    def test_recruiter_sees_gaps_entered_by_hand(self):
        talent = self._fail()
        gaps = self.env["hr.talent.gap"].with_user(self.recruiter)
        gap = gaps.create({"talent_id": talent.id, "competency_id": self.planning.id, "have": 2, "want": 4})
        self.assertEqual(gap.level_from, "manual")
        self.assertIn(gap, gaps.search([]))

    def test_hr_officer_sees_gaps_of_employees_only_and_employees_their_own_trainings(self):
        talent = self._fail()
        officer = self.env["hr.talent.gap"].with_user(self.users["hr_officer"])
        mine = [("id", "in", talent.talent_gap_ids.ids)]
        self.assertFalse(officer.search(mine))
        employee = self.env["hr.employee"].create({"name": "E", "user_id": self.users["employee"].id})
        talent.talent_gap_ids.employee_id = employee
        self.assertEqual(officer.search(mine), talent.talent_gap_ids)
        other = self.env["hr.employee"].create({"name": "O"})
        trainings = self.env["hr.training.assignment"]
        mine = trainings.create({"employee_id": employee.id, "channel_id": self.courses["data"].id})
        trainings.create({"employee_id": other.id, "channel_id": self.courses["data"].id})
        self.assertEqual(trainings.with_user(self.users["employee"]).search([]), mine)

    def test_acc6_companies_are_apart(self):
        other = self.env["res.company"].create({"name": "Other"})
        foreign = new_test_user(
            self.env, "ht_foreign", groups="hr_recruitment.group_hr_recruitment_user", company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )  # fmt: skip
        talent = self._fail()
        self.env["hr.talent.checkin"].create({"talent_id": talent.id})
        self.env["hr.talent.match"].create({"talent_id": talent.id, "job_id": self.job.id})
        for name in ("hr.talent.gap", "hr.talent.course", "hr.talent.checkin", "hr.talent.match"):
            with self.subTest(name):
                self.assertTrue(self.env[name].with_user(self.recruiter).search_count([]))
                self.assertFalse(self.env[name].with_user(foreign).search_count([]))
                self.assertFalse(self.env[name].with_user(foreign)._read_group([], [], ["__count"])[0][0])
        with self.assertRaises(AccessError):
            talent.with_user(foreign).action_talent_invite_courses()
        pools = self.env["hr.talent.pool"]
        shared = pools.create({"name": "For all", "company_id": False})
        self.assertIn(talent.talent_pool_ids, pools.with_user(self.recruiter).search([]))
        self.assertFalse(pools.with_user(foreign).search([("company_id", "not in", [other.id, False])]))
        self.assertIn(shared, pools.with_user(foreign).search([]))

    # --- what only the server writes ------------------------------------------------------------------------------

    def _assert_closed(self, record, *changes):
        for values in changes:
            with self.subTest(model=record._name, **values), self.assertRaises(AccessError):
                record.write(values)

    def test_acc3_nobody_enters_what_the_machine_found_of_a_talent(self):
        talent = self._fail()
        mine = talent.with_user(self.users["manager"])
        employee = self.env["hr.employee"].create({"name": "E"})
        self._assert_closed(
            mine,
            {"talent_assessment_id": False},
            {"talent_reason_kind": "score"},
            {"talent_employee_id": employee.id},
            {"talent_status": "ready"},
        )
        other = self._fail(self._applicant("Han Mei", "han@example.com"))
        self._assert_closed(
            self._gap(talent, "data").with_user(self.recruiter),
            {"level_from": "assessment"},
            {"assessment_id": False},
            {"first_have": 5},
            {"weight": 0},
            {"talent_id": other.id},
        )
        self._gap(talent, "data").with_user(self.recruiter).have = 2
        self.assertEqual(self._gap(talent, "data").level_from, "manual", "what a person enters is marked as theirs")

    def test_acc3_nobody_enters_who_fits_or_has_learned(self):
        talent = self._fail()
        match = self.env["hr.talent.match"]._refresh(self.job, talent)
        match = (match or match.create({"talent_id": talent.id, "job_id": self.job.id})).with_user(self.recruiter)
        other = self._job("Other", research=(3, True))
        self._assert_closed(match, {"score": 100}, {"reason_data": []}, {"missing_data": []}, {"state": "added"}, {"job_id": other.id})
        match.action_dismiss()
        self.assertEqual(match.state, "dismissed")
        match.action_propose()
        self.assertEqual(match.state, "new")
        today = fields.Date.today()
        course = talent.talent_course_ids[:1].with_user(self.recruiter)
        self._assert_closed(course, {"completed_on": today}, {"state": "completed"}, {"invited_on": today})
        courses, channel = course.browse(), self.env["slide.channel"].create({"name": "Another"})
        with self.assertRaises(AccessError):
            courses.create({"talent_id": talent.id, "channel_id": channel.id, "completed_on": today})
        self.assertEqual(courses.create({"talent_id": talent.id, "channel_id": channel.id}).state, "recommended")
        employee = self.env["hr.employee"].create({"name": "E", "work_email": "e@example.com"})
        training = self.env["hr.training.assignment"].with_user(self.users["hr_officer"])
        training = training.create({"employee_id": employee.id, "channel_id": channel.id, "due": today})
        self._assert_closed(training, {"completed_on": today}, {"state": "completed"}, {"completion": 100})

    def test_a_check_in_keeps_whom_and_when_it_asked(self):
        talent = self._fail()
        talent.with_user(self.recruiter).action_talent_check_in()
        checkin = talent.talent_checkin_ids.with_user(self.recruiter)
        self._assert_closed(checkin, {"date": "2020-01-01"}, {"answered_on": "2020-01-01"}, {"talent_id": self.applicant.id})
        checkin.write({"outcome": "later", "note": "In spring"})
        self.assertEqual((checkin.state, checkin.answered_on), ("answered", fields.Date.today()))
