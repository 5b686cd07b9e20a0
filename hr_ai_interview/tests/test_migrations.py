"""Upgrades from earlier versions: nothing is left of what moved."""

import runpy

from odoo.tests import TransactionCase, tagged
from odoo.tools.misc import file_path
from odoo.tools.sql import table_exists


@tagged("post_install", "-at_install")
class TestThrottle(TransactionCase):
    def test_the_table_of_the_old_counts_goes_and_a_second_run_does_nothing(self):
        self.cr.execute("CREATE TABLE hr_ai_interview_throttle (id int)")
        migrate = runpy.run_path(file_path("hr_ai_interview/migrations/19.0.1.1.0/post-throttle.py"))["migrate"]
        for _ in range(2):
            migrate(self.cr, "19.0.1.0.0")
            self.assertFalse(table_exists(self.cr, "hr_ai_interview_throttle"))
        self.assertTrue(table_exists(self.cr, "hr_competency_throttle"))

    def test_an_old_invitation_names_the_time_zone_and_keeps_its_words(self):
        template = self.env.ref("hr_ai_interview.mail_template_invitation")
        now = "object._candidate_time(object.deadline)"
        scope = runpy.run_path(file_path("hr_ai_interview/migrations/19.0.1.2.0/post-mail_templates.py"))
        before = str(template.body_html)
        template.body_html = before.replace(now, scope["OLD"])
        self.assertIn("format_datetime", str(template.body_html))
        self.env.flush_all()
        for _ in range(2):
            scope["migrate"](self.cr, "19.0.1.1.0")
            self.env.invalidate_all()
            self.assertEqual(str(template.body_html), before)
