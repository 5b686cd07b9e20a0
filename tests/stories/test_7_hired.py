"""Step 7: hired later, the result and the open gaps are on the employee file and the employee is enrolled in a course."""

from odoo.tests import tagged

from ..common import LoopCase
from ..people import WEAK


@tagged("post_install", "-at_install")
class TestHired(LoopCase):
    def test_the_result_follows_to_the_employee(self):
        competency = self.job.competency_model_id.line_ids[0].competency_id
        channel = self.env["slide.channel"].create({"name": "First steps", "enroll": "invite", "is_published": True})
        self.env["hr.competency.course"].create({"channel_id": channel.id, "competency_id": competency.id, "level": "4"})
        applicant = self.interviewed(WEAK["zh"])
        applicant.with_user(self.users["hr_officer"]).create_employee_from_applicant()
        employee = applicant.employee_id
        self.assertTrue(employee)
        self.assertEqual(employee.competency_assessment_ids, applicant.competency_assessment_ids)
        self.assertIn(competency, employee.talent_gap_ids.competency_id)
        self.assertIn(channel, employee.talent_training_ids.channel_id)
        self.assertIn(employee._talent_partner(), channel.sudo().channel_partner_ids.partner_id)
