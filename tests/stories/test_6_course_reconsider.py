"""Step 6: a finished course updates the talent's skill and tells the recruiter to reconsider."""

from odoo.tests import tagged

from ..common import LoopCase
from ..people import WEAK


@tagged("post_install", "-at_install")
class TestCourseReconsider(LoopCase):
    def test_a_finished_course_counts(self):
        competency = self.job.competency_model_id.line_ids[0].competency_id
        channel = self.env["slide.channel"].create(
            {
                "name": "Talking to users",
                "enroll": "public",
                "is_published": True,
                "slide_ids": [
                    (
                        0,
                        0,
                        {"name": "Lesson", "slide_category": "article", "html_content": "<p>Ask open questions.</p>", "is_published": True},
                    )
                ],
            }
        )
        self.env["hr.competency.course"].create({"channel_id": channel.id, "competency_id": competency.id, "level": "4"})
        talent = self.interviewed(WEAK["zh"]).pool_applicant_id
        gap = talent.talent_gap_ids.filtered(lambda g: g.competency_id == competency)
        self.assertIn(channel, talent.talent_course_ids.channel_id)

        membership = channel.sudo()._action_add_members(talent.partner_id)
        self.env["slide.slide.partner"].create(
            {
                "slide_id": channel.slide_ids.filtered(lambda s: not s.is_category).id,
                "partner_id": talent.partner_id.id,
                "channel_id": channel.id,
                "completed": True,
            }
        )
        membership._recompute_completion()

        self.assertEqual(membership.member_status, "completed")
        self.assertEqual(gap.state, "closed")
        self.assertIn(competency.skill_id, talent.current_applicant_skill_ids.skill_id)
        activities = (talent | talent._talent_applications()).activity_ids.filtered(lambda a: a.user_id == self.recruiter)
        self.assertTrue(activities, "the recruiter is told to reconsider")
