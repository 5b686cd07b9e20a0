"""The job asks for team management. One CV names it and shows nothing; another never says the words: 带领5人团队完成项目."""

from odoo.tests import tagged

from ..judged import JudgedCase

LEADER = """教育经历
2012.09 – 2016.06 武汉理工大学 本科
工作经历
2016.07 – 2024.05 某智能设备公司 项目工程师
带领5人团队完成项目，提前两周交付。
按每个人的能力分配任务，每周一对一辅导，两名新人半年后独立负责模块。
"""
TALKER = """教育经历
2012.09 – 2016.06 武汉理工大学 本科
工作经历
2016.07 – 2024.05 某智能设备公司 项目工程师
自我评价：具备优秀的团队管理能力、沟通能力和领导力，熟悉团队建设与绩效管理。
"""


@tagged("post_install", "-at_install")
class TestHiddenTeamLeader(JudgedCase):
    weights = {"team_management": 70, "project_management": 30}
    must_have = ("team_management",)

    def test_the_leader_is_found_without_the_keyword(self):
        leader, talker = self._applied("陈默", LEADER), self._applied("高谈", TALKER)
        self.assertNotIn("团队管理", LEADER)
        by_keyword = [one for one, cv in ((leader, LEADER), (talker, TALKER)) if "团队管理" in cv]
        self.assertEqual(by_keyword, [talker], "a search for the words finds the wrong one")

        self.assertGreater(leader.competency_match_score, talker.competency_match_score)
        team = self._competency("team_management")
        quotes = leader.competency_assessment_id.evidence_ids.filtered(lambda one: one.competency_id == team).mapped("quote")
        self.assertTrue(quotes, "a deed is quoted")
        self.assertTrue(all(quote in LEADER for quote in quotes))
        self.assertFalse(talker.competency_assessment_id.evidence_ids, "naming the competency is no evidence")
        ranked = (
            self.env["hr.applicant"].with_user(self.recruiter).search([("job_id", "=", self.job.id)], order="competency_match_score desc")
        )
        self.assertEqual(ranked[0], leader)
        self.assertIn(team, talker.competency_missing_ids)

    def test_the_sentence_itself_is_quoted_and_the_match_is_marked_hidden(self):
        leader = self._applied("陈默", LEADER)
        self.assertTrue(leader.competency_assessment_id.evidence_ids.filtered(lambda one: "带领5人团队" in one.quote))
        self.assertTrue(leader.competency_hidden_match)
