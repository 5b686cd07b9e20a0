"""Inviting talents to courses, and what a finished course changes."""

from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import TalentCase


@tagged("post_install", "-at_install")
class TestCourses(TalentCase):
    def setUp(self):
        super().setUp()
        self.talent = self._fail()

    def _listed(self, name, talent=None):
        return (talent or self.talent).talent_course_ids.filtered(lambda c: c.channel_id == self.courses[name])

    def _membership(self, name, partner=None):
        return self.env["slide.channel.partner"].search(
            [("channel_id", "=", self.courses[name].id), ("partner_id", "=", (partner or self.talent.partner_id).id)]
        )

    def _activities(self, talent=None):
        return (talent or self.talent).activity_ids.filtered(
            lambda a: a.activity_type_id == self.env.ref("hr_talent_pool.mail_activity_reconsider")
        )

    def _skill(self, name, person=None):
        today = fields.Date.today()
        rows = (person or self.talent).applicant_skill_ids.filtered(lambda s: s.skill_id == self.competencies[name].skill_id)
        return rows.filtered(lambda s: not s.valid_to or s.valid_to >= today)

    # --- inviting -------------------------------------------------------------------------------------------------

    def test_an_archived_course_is_neither_planned_nor_offered(self):
        course = self.courses["research"]
        self.assertIn(course.name, self.talent.talent_career_plan)
        course.active = False
        self.assertNotIn(course.name, self.talent.talent_career_plan)
        with self.assertRaisesRegex(UserError, "Nobody to invite"):
            self._listed("research").with_user(self.recruiter).action_invite()
        self.talent.with_user(self.recruiter).action_talent_invite_courses()
        self.assertEqual((self._listed("research").state, self._listed("data").state), ("recommended", "invited"))

    def test_a_check_in_names_open_courses_only(self):
        self.talent.with_user(self.recruiter).action_talent_invite_courses()
        self.courses["research"].active = False
        self.talent.with_user(self.recruiter).action_talent_check_in()
        mine = [("recipient_ids", "in", self.talent.partner_id.ids)]
        body = self.env["mail.mail"].search(mine, order="id desc", limit=1).body_html
        self.assertIn(self.courses["data"].name, body)
        self.assertNotIn(self.courses["research"].name, body)

    def test_a_course_that_people_take_is_not_deleted_and_says_what_to_do_instead(self):
        self.talent.with_user(self.recruiter).action_talent_invite_courses()
        with self.assertRaisesRegex(UserError, f"archive them instead: {self.courses['research'].name}"):
            self.courses["research"].unlink()
        employee = self.env["hr.employee"].create({"name": "E", "work_email": "e@example.com"})
        unused = self._course("planning", 4)
        self.env["hr.training.assignment"].create({"employee_id": employee.id, "channel_id": unused.id})
        with self.assertRaisesRegex(UserError, "archive them instead"):
            unused.unlink()

    def test_a_course_that_was_only_recommended_can_be_deleted(self):
        name = self.courses["research"].name
        self.assertIn(name, self.talent.talent_career_plan)
        self.courses["research"].unlink()
        self.assertNotIn(name, self.talent.talent_career_plan)
        self.assertFalse(self._gap(self.talent, "research").course_ids)

    def test_who_is_taken_off_a_course_learns_no_more(self):
        self.talent.with_user(self.recruiter).action_talent_invite_courses()
        self._membership("research").member_status = "joined"
        self.assertEqual((self._gap(self.talent, "research").state, self.talent.talent_status), ("learning", "learning"))
        self._membership("research").unlink()
        self.assertEqual(self._listed("research").state, "recommended")
        self.assertEqual((self._gap(self.talent, "research").state, self.talent.talent_status), ("open", "new"))

    def test_a_competency_that_somebody_lacks_is_not_deleted(self):
        other = self.env["hr.competency"].create({"name": "Juggling", "code": "juggling"})
        self.env["hr.talent.gap"].create({"talent_id": self.talent.id, "competency_id": other.id})
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            other.unlink()

    def test_recruiter_invites_with_one_mail_and_the_invitation_links(self):
        mails = self.env["mail.mail"].search([])
        self.talent.with_user(self.recruiter).action_talent_invite_courses()
        self.assertEqual(set(self.talent.talent_course_ids.mapped("state")), {"invited"})
        mail = self.env["mail.mail"].search([]) - mails
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.recipient_ids, self.talent.partner_id)
        for course in self.talent.talent_course_ids:
            self.assertIn(course.channel_id.name, mail.body_html)
            self.assertIn(f"/slides/{course.channel_id.id}/invite?", mail.body_html)
        self.assertNotIn("Applicant", mail.body_html, "Odoo's frame for notifications would call them “Your Applicant”")
        self.assertEqual(self._gap(self.talent, "research").state, "open", "an invitation is not learning yet")

    def test_mail_is_in_the_talent_s_language(self):
        self.talent.partner_id.lang = "zh_CN"
        template = self.env.ref("hr_talent_pool.mail_template_course_invitation")
        template.with_context(lang="zh_CN").subject = "为你推荐的课程"
        before = self.env["mail.mail"].search([])
        self.talent.with_user(self.recruiter).action_talent_invite_courses()
        self.assertEqual((self.env["mail.mail"].search([]) - before).subject, "为你推荐的课程")

    def test_trap5_course_on_invitation_takes_the_talent_though_the_recruiter_may_not_write_it(self):
        self.courses["data"].enroll = "invite"
        self.assertFalse(
            self.courses["data"].with_user(self.recruiter)._action_add_members(self.talent.partner_id, member_status="invited")
        )
        self._listed("data").with_user(self.recruiter).action_invite()
        self.assertEqual(self._membership("data").member_status, "invited")
        self.assertEqual(self._listed("research").state, "recommended")

    def test_trap3_invitation_has_a_date_and_outlives_the_clean_up(self):
        self.talent.with_user(self.recruiter).action_talent_invite_courses()
        self.env["slide.channel.partner"]._gc_slide_channel_partner()
        self.assertTrue(self._membership("data"))
        self._membership("data").last_invitation_date -= timedelta(days=100)
        self.env["slide.channel.partner"]._gc_slide_channel_partner()
        self.assertEqual(self._listed("data").state, "recommended", "deleted by Odoo after three months: invite again")

    def test_nobody_to_invite_is_said(self):
        self.talent.talent_course_ids.channel_id.is_published = False
        with self.assertRaises(UserError):
            self.talent.with_user(self.recruiter).action_talent_invite_courses()

    def test_who_is_left_out_is_named(self):
        silent = self._fail(self._applicant("No Mail", False, partner_phone="123"))
        action = (self.talent | silent).with_user(self.recruiter).action_talent_invite_courses()
        self.assertIn("No Mail", action["params"]["message"])

    def test_interviewers_and_employees_do_not_invite(self):
        for role in ("interviewer", "employee", "hr_officer"):
            with self.subTest(role), self.assertRaises(AccessError):
                self.talent.with_user(self.users[role]).action_talent_invite_courses()

    # --- finishing ------------------------------------------------------------------------------------------------

    def test_talent_finishes_a_course_on_the_website(self):
        self.talent.with_user(self.recruiter).action_talent_invite_courses()
        self._finish(self._learner(self.talent), "data")
        course, gap = self._listed("data"), self._gap(self.talent, "data")
        self.assertEqual((course.state, course.completion), ("completed", 100))
        self.assertEqual(course.completed_on, fields.Date.today())
        self.assertEqual((gap.have, gap.first_have, gap.state, gap.level_from), (4, 1, "closed", "course"))
        self.assertEqual(self._skill("data").level_progress, 80)
        self.assertEqual(self._skill("data").valid_from, fields.Date.today())
        self.assertEqual(self.talent.talent_status, "learning", "the must-have is still open")
        self.assertFalse(self.env["hr.competency.assessment"].search([("source", "=", "course")]), "learning is not behaviour")

    def test_recruiter_is_asked_to_reconsider_with_what_changed(self):
        self._finish(self._learner(self.talent), "data")
        activity = self._activities()
        self.assertEqual(activity.user_id, self.recruiter)
        self.assertEqual(activity.summary, f"Reconsider Wei Chen for {self.job.name}")
        self.assertIn("Competency of data", activity.note)
        self.assertRegex(activity.note, r"1\s*→\s*4")
        self.assertIn("gap closed", activity.note)
        self.assertIn(f'data-oe-id="{self.talent.id}"', activity.note)
        self.assertEqual(activity.create_uid, self.env.ref("base.user_root"), "not the learner's doing")

    def test_the_recruiter_reads_it_in_their_own_language(self):
        self.recruiter.lang = "zh_CN"
        self.data.with_context(lang="zh_CN").name = "数据能力"
        self._finish(self._learner(self.talent), "data")
        self.assertIn("数据能力", self._activities().note)
        self.assertNotIn("gap closed", self._activities().note)

    def test_closing_the_must_have_makes_ready(self):
        learner = self._learner(self.talent)
        self._finish(learner, "research")
        self.assertEqual(self.talent.talent_status, "ready")
        self.assertEqual(self.talent.talent_potential, "high", "potential counts what was learned")

    def test_started_course_is_learning(self):
        self._membership("data")
        learner = self._learner(self.talent)
        self.courses["data"]._action_add_members(learner.partner_id)
        self.assertEqual(self._listed("data").state, "joined")
        self.assertEqual(self._gap(self.talent, "data").state, "learning")
        self.assertEqual(self.talent.talent_status, "learning")

    def test_same_completion_twice_changes_nothing(self):
        self._finish(self._learner(self.talent), "data")
        before = (self._activities().note, self.talent.applicant_skill_ids.ids, self._listed("data").write_date)
        self._membership("data")._post_completion_update_hook(completed=True)
        self.assertEqual(before, (self._activities().note, self.talent.applicant_skill_ids.ids, self._listed("data").write_date))
        self.assertEqual(len(self._activities()), 1)

    def test_trap4_several_courses_at_once_all_count(self):
        learner = self._learner(self.talent)
        memberships = self.env["slide.channel.partner"]
        for name in ("data", "research"):
            self.courses[name]._action_add_members(learner.partner_id)
            memberships |= self._membership(name)
        memberships.member_status = "completed"
        memberships._post_completion_update_hook(completed=True)
        self.assertEqual(set(self.talent.talent_gap_ids.mapped("state")), {"closed"})
        self.assertEqual(len(self._activities()), 1, "one activity tells of both")
        self.assertIn("Competency of research", self._activities().note)
        self.assertIn("Competency of data", self._activities().note)

    def test_trap4_signing_up_as_another_contact_is_known_by_mail(self):
        partner = self.env["res.partner"].create({"name": "W. Chen", "email": "Wei@Example.com"})
        self.talent.with_user(self.recruiter).action_talent_invite_courses()
        learner = new_test_user(self.env, "wei2", groups="base.group_portal", partner_id=partner.id)
        partner.email = "Wei@Example.com"
        self._finish(learner, "data")
        self.assertEqual(self._listed("data").state, "completed")
        self.assertEqual(self._listed("data").channel_partner_id.partner_id, partner)
        self.assertEqual(self._gap(self.talent, "data").state, "closed")

    def test_a_course_found_alone_counts_as_well(self):
        other = self._fail(self._applicant("Li Na", "li@example.com"), research=2, planning=3, data=4)
        self.assertFalse(self._listed("data", other))
        extra = self.env["slide.channel"].create(
            {
                "name": "Found alone",
                "is_published": True,
                "slide_ids": [Command.create({"name": "L", "slide_category": "article", "is_published": True})],
                "competency_course_ids": [Command.create({"competency_id": self.research.id, "level": 3})],
            }
        )
        self.courses["extra"] = extra
        self._finish(self._learner(other), "extra")
        self.assertEqual(self._listed("extra", other).state, "completed")
        self.assertEqual(self._gap(other, "research").state, "closed")

    def test_course_below_the_level_changes_nothing_and_asks_nobody(self):
        self.courses["data"].competency_course_ids.level = 1
        self._finish(self._learner(self.talent), "data")
        self.assertEqual(self._listed("data").state, "completed")
        self.assertEqual(self._gap(self.talent, "data").have, 1)
        self.assertFalse(self._activities())

    def test_strangers_and_unmapped_courses_touch_nobody(self):
        stranger = new_test_user(self.env, "stranger", groups="base.group_portal", email="stranger@example.com")
        self._finish(stranger, "data")
        self.assertEqual(self._gap(self.talent, "data").have, 1)

    def test_a_new_interview_corrects_what_the_course_brought(self):
        self._finish(self._learner(self.talent), "data")
        self._fail(self._applicant("Wei Chen", "wei@example.com"), research=2, planning=4, data=2)
        gap = self._gap(self.talent, "data")
        self.assertEqual((gap.have, gap.level_from, gap.state), (2, "assessment", "learning"))

    # --- skills ---------------------------------------------------------------------------------------------------

    def test_trap9_known_skill_gets_a_new_version_and_keeps_its_history(self):
        levels = {level.level_progress: level for level in self.skill_type.skill_level_ids}
        old = {
            "skill_id": self.data.skill_id.id,
            "skill_type_id": self.skill_type.id,
            "skill_level_id": levels[20].id,
            "valid_from": fields.Date.today() - timedelta(days=90),
        }
        self.talent.write({"applicant_skill_ids": [Command.create(old)]})
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            new = {**old, "applicant_id": self.talent.id, "skill_level_id": levels[80].id, "valid_from": fields.Date.today()}
            self.env["hr.applicant.skill"].create(new)
        self._finish(self._learner(self.talent), "data")
        rows = self.talent.applicant_skill_ids.filtered(lambda s: s.skill_id == self.data.skill_id).sorted("valid_from")
        self.assertEqual(rows.mapped("level_progress"), [20, 80])
        self.assertEqual(rows[0].valid_to, fields.Date.today() - timedelta(days=1))
        self.assertEqual(self._skill("data").level_progress, 80)

    def test_a_higher_skill_is_not_lowered(self):
        top = max(self.skill_type.skill_level_ids, key=lambda level: level.level_progress)
        values = {"skill_id": self.data.skill_id.id, "skill_type_id": self.skill_type.id, "skill_level_id": top.id}
        self.talent.write({"applicant_skill_ids": [Command.create({**values, "valid_from": fields.Date.today()})]})
        self._finish(self._learner(self.talent), "data")
        self.assertEqual(self._skill("data").level_progress, 100)

    def test_trap3_completion_is_final_when_lessons_are_added_later(self):
        self._finish(self._learner(self.talent), "data")
        slide = {"name": "More", "slide_category": "article", "is_published": True}
        self.courses["data"].slide_ids = [Command.create(slide)]
        self._membership("data")._recompute_completion()
        self.assertEqual(self._membership("data").member_status, "completed")
        self.assertEqual(self._listed("data").state, "completed")
