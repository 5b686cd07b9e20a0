"""Candidates side by side; nobody sees there what they must not see elsewhere."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CompetencyCase


@tagged("post_install", "-at_install")
class TestLineup(CompetencyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._activate()
        cls.other = cls.env["hr.applicant"].create({"partner_name": "Li Na", "job_id": cls.job.id})

    def _lineup(self, user):
        action = (self.applicant | self.other).with_user(user).action_competency_lineup()
        return self.env["hr.competency.lineup"].with_user(user).browse(action["res_id"])

    def test_levels_and_quotes_of_all_stand_in_one_table(self):
        self._assess()
        self._rate(4)
        table = str(self._lineup(self.manager).table)
        for word in ("Wei Chen", "Li Na", "Talking to users", "Planning the product", "no evidence"):
            self.assertIn(word, table)
        self.assertTrue(any(piece.quote[:40] in table for piece in self.applicant.competency_assessment_ids.evidence_ids))
        profile = self._lineup(self.manager).profile
        self.assertEqual([one["name"] for one in profile["series"]], ["Wei Chen"])
        self.assertEqual([axis["name"] for axis in profile["axes"]], ["Talking to users", "Planning the product"])

    def test_acc2_interviewer_who_has_not_rated_sees_neither_score_nor_quote(self):
        assessment = self._assess()
        self.other.interviewer_ids = self.interviewer
        lineup = self._lineup(self.interviewer)
        table = str(lineup.table)
        self.assertIn("once you have rated", table)
        for piece in assessment.evidence_ids:
            self.assertNotIn(piece.quote[:40], table)
        self.assertFalse(lineup.profile["series"])
        self._rate(4)
        self.assertIn("Wei Chen", [one["name"] for one in self._lineup(self.interviewer).profile["series"]])

    def test_candidates_of_two_jobs_are_not_compared(self):
        self.other.job_id = self.env["hr.job"].create({"name": "Another job"})
        with self.assertRaises(UserError):
            (self.applicant | self.other).with_user(self.recruiter).action_competency_lineup()
        with self.assertRaises(UserError):
            self.applicant.with_user(self.recruiter).action_competency_lineup()

    def test_it_can_be_printed(self):
        self._assess()
        lineup = self._lineup(self.recruiter)
        html, kind = self.env["ir.actions.report"].with_user(self.recruiter)._render_qweb_html("hr_competency.report_lineup", lineup.ids)
        self.assertEqual(kind, "html")
        self.assertIn("Talking to users", html.decode())

    def test_others_wizards_are_others(self):
        lineup = self._lineup(self.manager)
        with self.assertRaises(AccessError):
            lineup.with_user(self.recruiter).read(["table"])
