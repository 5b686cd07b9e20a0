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
