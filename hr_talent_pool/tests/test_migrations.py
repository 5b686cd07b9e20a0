"""Upgrades from earlier versions: what people had written is still there."""

import runpy

from odoo.tests import tagged
from odoo.tools.misc import file_path
from odoo.tools.sql import column_exists

from .common import TalentCase


@tagged("post_install", "-at_install")
class TestCareerPlan(TalentCase):
    def setUp(self):
        super().setUp()
        self.edited, self.plain = self._fail(), self._fail(self._applicant("Han Mei", "han@example.com"))
        self.env.flush_all()
        self.cr.execute("ALTER TABLE hr_applicant ADD COLUMN talent_career_plan text")
        self.cr.execute("UPDATE hr_applicant SET talent_career_plan = '<p>Call in May</p>'")
        self.cr.execute("UPDATE hr_applicant SET talent_plan_edited = true WHERE id = %s", [self.edited.id])

    def _migrate(self):
        source = file_path("hr_talent_pool/migrations/19.0.1.1.0/post-career_plan.py")
        scope = runpy.run_path(source)
        scope["migrate"](self.cr, "19.0.1.0.0")
        self.env.invalidate_all()

    def test_an_edited_plan_stays_and_the_others_follow_the_gaps(self):
        self._migrate()
        self.assertEqual(str(self.edited.talent_career_plan), "<p>Call in May</p>")
        self.assertIn("Course of data", self.plain.talent_career_plan)
        self.assertFalse(column_exists(self.cr, "hr_applicant", "talent_career_plan"))

    def test_what_was_written_since_counts_more_and_a_second_run_does_nothing(self):
        self.edited.talent_career_plan = "<p>Call in June</p>"
        self.env.flush_all()
        self._migrate()
        self._migrate()
        self.assertEqual(str(self.edited.talent_career_plan), "<p>Call in June</p>")


@tagged("post_install", "-at_install")
class TestCheckinTemplate(TalentCase):
    def test_the_old_rule_goes_and_the_words_of_the_administrator_stay(self):
        template = self.env.ref("hr_talent_pool.mail_template_checkin")
        now = "object._talent_waiting_courses()"
        rule = "object.talent_course_ids.filtered(lambda course: course.state in ('invited', 'joined', 'ongoing')%s)"
        migrate = runpy.run_path(file_path("hr_talent_pool/migrations/19.0.1.2.0/post-mail_templates.py"))["migrate"]
        for more in ("", " and course._is_offered()"):
            for lang in ("en_US", "zh_CN"):
                mine = template.with_context(lang=lang)
                body = str(mine.body_html).replace(now, rule % more).replace("<p>", "<p>Our words. ", 1)
                mine.body_html = body
            self.assertIn(rule % more, str(template.body_html))
            self.env.flush_all()
            migrate(self.cr, "19.0.1.1.0")
            self.env.invalidate_all()
            for lang in ("en_US", "zh_CN"):
                body = str(template.with_context(lang=lang).body_html)
                self.assertIn(now, body)
                self.assertNotIn("filtered", body)
                self.assertIn("Our words.", body)
        talent = self._fail()
        talent.with_user(self.recruiter).action_talent_invite_courses()
        self.courses["research"].active = False
        sent = template._render_field("body_html", talent.ids)[talent.id]
        self.assertIn(self.courses["data"].name, sent)
        self.assertNotIn(self.courses["research"].name, sent)
