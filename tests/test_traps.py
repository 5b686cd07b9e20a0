"""Odoo 19 where it surprises, each as far as our code builds on it or around it.

A test named ``…_fact`` states what Odoo does: when a newer 19.0 turns it red, the work-around that it names can go.
More of these stand beside the code that they guard (``grep -ri trap hr_*/tests``).
"""

import base64
from datetime import date

from freezegun import freeze_time
from lxml import etree
from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import LoopCase
from .people import WEAK

OURS = ("hr_competency", "hr_ai_interview", "hr_talent_pool")
PREFIXES = ("competency_", "ai_", "talent_", "evidence_")


@tagged("post_install", "-at_install")
class TestRecruitmentTraps(LoopCase):
    def test_fields_on_odoos_models_are_prefixed(self):
        """Odoo gives hr.applicant a score, matching and experience fields in later versions."""
        for name, model in self.env.registry.items():
            if model._original_module in OURS or model._original_module is None or model._abstract:
                continue
            for field in model._fields.values():
                if not field.inherited and field._modules and set(field._modules) <= set(OURS):
                    with self.subTest(f"{name}.{field.name}"):
                        self.assertTrue(field.name.startswith(PREFIXES))

    def test_searching_our_computed_fields_leaves_the_operators_to_odoo(self):
        """Odoo 19 calls search methods with ``in`` and wants NotImplemented for what they do not know."""
        for name in self.env.registry:
            for field in self.env[name]._fields.values():
                if isinstance(field.search, str) and field._modules and set(field._modules) <= set(OURS) and not field.related:
                    with self.subTest(f"{name}.{field.name}"):
                        self.assertIs(getattr(self.env[name], field.search)("like", "x"), NotImplemented)

    def test_an_applicant_overwrites_the_contact_with_that_address_fact(self):
        """So nobody becomes an applicant by our public pages, and a candidate's name is not carried over to a colleague
        (``test_a_candidate_cannot_rename_somebody_who_may_log_in``)."""
        boss = self.env["res.partner"].create({"name": "Real Boss", "email": "boss@example.com", "phone": "1"})
        self.env["hr.applicant"].create({"partner_name": "Hacker", "email_from": "boss@example.com", "partner_phone": "666"})
        self.assertEqual(boss.name, "Hacker")

    def test_stages_of_several_get_the_last_ones_history_fact(self):
        """So applications are moved one by one."""
        stages = self.env["hr.recruitment.stage"].search([("hired_stage", "=", False)], limit=3)
        first, second = self.apply(address="a@example.com"), self.apply(address="b@example.com")
        first.stage_id, second.stage_id = stages[0], stages[1]
        (first | second).write({"stage_id": stages[2].id})
        self.assertEqual(first.last_stage_id, second.last_stage_id)

    def test_the_hired_stage_counts_as_no_opening(self):
        self.job.no_of_recruitment = 2
        self.job.talent_match_due = False
        self.apply().stage_id = self.env["hr.recruitment.stage"].search([("hired_stage", "=", True)], limit=1)
        self.assertEqual(self.job.no_of_recruitment, 1)
        self.assertFalse(self.job.talent_match_due)

    def test_talents_outlive_their_archived_job(self):
        applicant = self.interviewed(WEAK["zh"])
        talent = applicant.pool_applicant_id
        self.job.active = False
        self.assertFalse(applicant.active, "Odoo archives the applications with the job")
        self.assertTrue(talent.active)
        self.assertEqual(talent.talent_job_id, self.job)

    def test_talents_have_neither_job_nor_stage_and_their_form_works_for_a_recruiter(self):
        talent = self.interviewed(WEAK["zh"]).pool_applicant_id.with_user(self.recruiter)
        self.assertFalse(talent.job_id or talent.stage_id)
        form = Form(talent)
        self.assertTrue(form.talent_reason)
        form.save()

    def test_the_recruiters_talent_form_shows_no_field_that_they_may_not_read(self):
        talent = self.interviewed(WEAK["zh"]).pool_applicant_id.with_user(self.recruiter)
        view = talent.get_view(self.env.ref("hr_recruitment.hr_applicant_view_form").id, "form")
        names = {node.get("name") for node in etree.fromstring(view["arch"]).xpath("//field[not(ancestor::field)]")}
        self.assertGreater(len(names), 40)
        talent.read(list(names))

    def test_a_recruiter_may_not_read_memberships_nor_employees_skills_fact(self):
        """So learning reaches recruiters through ``hr.talent.course`` and sudoed methods with a company's filter."""
        with self.assertRaises(AccessError):
            self.env["slide.channel.partner"].with_user(self.recruiter).search([])
        with self.assertRaises(AccessError):
            self.env["hr.employee"].with_user(self.recruiter).search([], limit=1).read(["skill_ids"])


@tagged("post_install", "-at_install")
class TestSkillTraps(LoopCase):
    def test_skills_are_valid_from_the_day_they_are_learned(self):
        """Odoo's default for ``valid_from`` is the day the server started."""
        talent = self.interviewed(WEAK["zh"]).pool_applicant_id
        competency = talent.talent_gap_ids.competency_id.filtered("skill_id")[:1]
        channel = self.env["slide.channel"].create(
            {
                "name": "A day later",
                "is_published": True,
                "slide_ids": [(0, 0, {"name": "Lesson", "slide_category": "article", "is_published": True})],
                "competency_course_ids": [(0, 0, {"competency_id": competency.id, "level": "4"})],
            }
        )
        membership = channel.sudo()._action_add_members(talent.partner_id)
        with freeze_time("2031-03-03 10:00:00"):
            talent._talent_course_completed(membership)
            learned = talent.current_applicant_skill_ids.filtered(lambda s: s.skill_id == competency.skill_id)
            self.assertEqual(learned.valid_from, date(2031, 3, 3))

    def test_the_default_date_of_a_skill_is_the_day_of_the_import_fact(self):
        """So every row of ours names its date."""
        with freeze_time("2031-03-03"):
            self.assertNotEqual(self.env["hr.applicant.skill"].default_get(["valid_from"])["valid_from"], fields.Date.today())


@tagged("post_install", "-at_install")
class TestOtherTraps(LoopCase):
    def test_odoo_does_not_index_chinese_text_fact(self):
        """So CVs are read by ``hr_scoring.read``, not from ``index_content``."""
        data = base64.b64encode("带领5人团队".encode())
        file = self.env["ir.attachment"].create({"name": "cv.txt", "datas": data, "mimetype": "text/plain"})
        self.assertNotIn("团队", file.index_content or "")

    def test_mail_of_the_promise_does_not_wait_for_the_hourly_queue(self):
        queue = self.env.ref("mail.ir_cron_mail_scheduler_action")
        self.assertEqual((queue.interval_number, queue.interval_type), (1, "hours"))
        self.invite(self.apply())  # nobody runs the queue here
        self.assertTrue(self.mail.to("wang@example.com"))
        for name in ("cron_feedback", "cron_invitation"):
            cron = self.env.ref(f"hr_ai_interview.{name}")
            self.assertEqual(cron.interval_type, "minutes")
            self.assertLessEqual(cron.interval_number, 5)

    def test_wages_are_for_hr_managers_and_hiring_needs_none(self):
        applicant = self.interviewed(WEAK["zh"])
        officer = self.users["hr_officer"]
        applicant.with_user(officer).create_employee_from_applicant()
        employee = applicant.employee_id.with_user(officer)
        self.assertTrue(employee.talent_gap_ids)
        with self.assertRaises(AccessError):
            employee.version_id.read(["wage"])
