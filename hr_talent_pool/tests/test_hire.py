"""What follows a person to the employee file."""

from datetime import timedelta

from odoo import Command, fields
from odoo.tests import new_test_user, tagged

from .common import TalentCase


@tagged("post_install", "-at_install")
class TestHire(TalentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # who hires in practice: a recruiter who is also an HR officer, no more
        cls.hirer = new_test_user(cls.env, "ht_hirer", groups="hr_recruitment.group_hr_recruitment_user,hr.group_hr_user")
        cls.hired = cls.env["hr.recruitment.stage"].search([("hired_stage", "=", True)], limit=1)

    def _hire(self, application):
        application.with_user(self.hirer).stage_id = self.hired
        application.with_user(self.hirer).create_employee_from_applicant()
        return application.employee_id

    def _again(self, talent):
        wizard = self.env["job.add.applicants"].create({"applicant_ids": [Command.set(talent.ids)], "job_ids": [Command.set(self.job.ids)]})
        return wizard._add_applicants_to_job()

    def _skill(self, name, progress, **values):
        level = self.skill_type.skill_level_ids.filtered(lambda one: one.level_progress == progress)
        skill = self.competencies[name].skill_id
        return {"skill_id": skill.id, "skill_type_id": self.skill_type.id, "skill_level_id": level.id, **values}

    def test_reactivated_talent_brings_assessments_and_open_gaps(self):
        talent = self._fail()
        application = self._again(talent)
        second = self._assess(application, research=4, planning=4, data=3)
        employee = self._hire(application)
        self.assertEqual(set(employee.with_user(self.hirer).competency_assessment_ids), set(talent.talent_assessment_id | second))
        gap = employee.with_user(self.hirer).talent_gap_ids
        self.assertEqual(gap.competency_id, self.data)
        self.assertEqual((gap.have, gap.want), (3, 4))
        self.assertEqual(talent.talent_status, "hired")
        self.assertEqual(talent.talent_employee_id, employee)
        self.assertFalse(talent.talent_next_checkin)

    def test_employee_is_enrolled_in_a_course_for_the_open_gap(self):
        talent = self._fail()
        application = self._again(talent)
        self._assess(application, research=4, planning=4, data=3)
        employee = self._hire(application)
        training = employee.talent_training_ids
        self.assertEqual(training.channel_id, self.courses["data"])
        self.assertEqual(training.gap_id, employee.talent_gap_ids)
        self.assertEqual(training.state, "joined")
        days = self.company.talent_training_days
        self.assertEqual(training.due, fields.Date.today() + timedelta(days=days))
        self.assertEqual(training.channel_partner_id.partner_id, self.applicant.partner_id)
        employee.with_user(self.hirer).action_talent_enrol()
        self.assertEqual(employee.talent_training_ids, training)

    def test_employee_who_finishes_the_course_closes_the_gap(self):
        application = self._again(self._fail())
        self._assess(application, research=4, planning=4, data=3)
        employee = self._hire(application)
        user = new_test_user(self.env, "wei", groups="base.group_user", partner_id=employee.work_contact_id.id)
        employee.user_id = user
        self._finish(user, "data")
        self.assertEqual(employee.talent_training_ids.state, "completed")
        self.assertEqual(employee.talent_gap_ids.state, "closed")
        skill = employee.current_employee_skill_ids.filtered(lambda s: s.skill_id == self.data.skill_id)
        self.assertEqual(skill.level_progress, 80)

    def test_who_passed_at_once_takes_small_gaps_along(self):
        self._assess(research=5, planning=5, data=3)
        self.assertFalse(self.applicant.pool_applicant_id)
        employee = self._hire(self.applicant)
        self.assertEqual(employee.talent_gap_ids.competency_id, self.data)
        self.assertEqual(employee.talent_training_ids.channel_id, self.courses["data"])

    def test_employee_set_by_hand_counts_as_well(self):
        talent = self._fail()
        employee = self.env["hr.employee"].create({"name": "Wei Chen"})
        self._again(talent).employee_id = employee
        self.assertEqual(employee.talent_gap_ids, talent.talent_gap_ids)
        self.assertIn(talent.talent_assessment_id, employee.competency_assessment_ids)

    def test_erasing_the_talent_later_keeps_the_employee_s_gaps(self):
        talent = self._fail()
        employee = self._hire(self._again(talent))
        gaps = employee.talent_gap_ids
        self.assertEqual(len(gaps), 2)
        talent._talent_leave()
        self.assertEqual(gaps.exists(), gaps)
        self.assertFalse(gaps.talent_id)

    # --- trap 10 --------------------------------------------------------------------------------------------------

    def test_trap10_expired_higher_level_does_not_win(self):
        today = fields.Date.today()
        old = self._skill("data", 100, valid_from=today - timedelta(days=300), valid_to=today - timedelta(days=10))
        new = self._skill("data", 20, valid_from=today - timedelta(days=5))
        self.applicant.write({"applicant_skill_ids": [Command.create(new)]})
        self.env["hr.applicant.skill"].create({**old, "applicant_id": self.applicant.id})
        employee = self._hire(self.applicant)
        mine = employee.employee_skill_ids.filtered(lambda s: s.skill_id == self.data.skill_id)
        self.assertEqual(mine.mapped("level_progress"), [20])

    def test_trap10_what_the_talent_learned_since_counts(self):
        today = fields.Date.today()
        old = self._skill("data", 20, valid_from=today - timedelta(days=90))
        self.applicant.write({"applicant_skill_ids": [Command.create(old)]})
        talent = self._fail()
        self._finish(self._learner(talent), "data")
        self.assertEqual(self.applicant.current_applicant_skill_ids.level_progress, 20, "talent → applicant: never")
        employee = self._hire(self.applicant)
        mine = employee.current_employee_skill_ids.filtered(lambda s: s.skill_id == self.data.skill_id)
        self.assertEqual(mine.level_progress, 80)

    def test_a_hire_taken_back_leaves_the_talent_as_before(self):
        talent = self._fail()
        gaps = talent.talent_gap_ids
        application = self._again(talent)
        employee = self._hire(application)
        self.assertEqual((talent.talent_status, gaps.employee_id), ("hired", employee))
        employee.sudo().unlink()
        self.assertEqual(talent.talent_gap_ids, gaps)
        self.assertEqual((talent.talent_status, talent.talent_employee_id.id), ("learning", False))
        self.assertTrue(talent.talent_next_checkin, "they are written to again")

    def test_a_hire_taken_back_ends_the_training_that_came_with_it(self):
        talent = self._fail()
        employee = self._hire(self._again(talent))
        training = employee.talent_training_ids[:1]
        training.channel_partner_id.member_status = "joined"
        gap = training.gap_id
        talent.talent_course_ids.unlink()
        self.assertEqual(gap.state, "learning")
        employee.sudo().unlink()
        self.assertEqual((training.exists(), gap.state), (training.browse(), "open"))
