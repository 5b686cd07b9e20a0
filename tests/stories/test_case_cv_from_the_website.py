"""A stranger applies on the website with a CV in Chinese: it is read in the background, and the recruiter sees it ranked."""

import re

from odoo.tests import tagged

from ..common import LoopCase

CV = """李明
工作经历
2017.07 – 2024.08 某科技有限公司 产品经理
走访32家门店，访谈店长与收银员，归纳出四类痛点并改了接单页，漏单率下降37%。
"""


@tagged("post_install", "-at_install")
class TestCvFromTheWebsite(LoopCase):
    def test_the_cv_is_read_and_ranked(self):
        self.job.website_published = True
        page = self.url_open(f"/jobs/apply/{self.job.id}")
        self.assertEqual(page.status_code, 200)
        token = re.search(r'csrf_token[":=\s]+"([\w]+)"', page.text)[1]
        answer = self.url_open(
            "/website/form/hr.applicant",
            data={
                "csrf_token": token,
                "partner_name": "李明",
                "email_from": "li.ming.of.stories@example.com",
                "partner_phone": "13800002222",
                "job_id": str(self.job.id),
            },
            files={"Resume": ("cv.txt", CV.encode(), "text/plain")},
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        applicant = self.env["hr.applicant"].search([("email_from", "=", "li.ming.of.stories@example.com")])
        self.assertEqual((applicant.job_id, applicant.competency_cv_state), (self.job, "pending"))
        self.env["hr.competency.assessment"]._cron_match_cv()
        self.assertEqual(applicant.competency_cv_state, "done")
        mine = applicant.with_user(self.recruiter)
        self.assertGreater(mine.competency_match_score, 0)
        self.assertIn("32家门店", mine.competency_match_explanation)
