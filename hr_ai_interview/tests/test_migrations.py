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
