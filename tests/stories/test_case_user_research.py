"""Fifty people apply as product manager. With 用户调研 weighted, thirty of them are not invited to an interview, and those
who are have asked users: each shows it by a sentence of the CV."""

from odoo.tests import tagged

from ..candidates import product_managers
from ..judged import JudgedCase

INVITED = 20


@tagged("post_install", "-at_install")
class TestUserResearch(JudgedCase):
    weights = {"user_research": 60, "product_planning": 25, "cross_functional_collaboration": 15}
    must_have = ("user_research",)

    def test_thirty_of_fifty_are_filtered_before_the_interview(self):
        people = {self._applied(name, cv): asked for name, cv, asked in product_managers()}
        self.assertEqual((len(people), sum(people.values())), (50, 20))
        ranked = (
            self.env["hr.applicant"]
            .with_user(self.recruiter)
            .search([("job_id", "=", self.job.id)], order="competency_match_score desc, id")
        )
        self.assertEqual(len(ranked), 50)
        invited, filtered = ranked[:INVITED], ranked[INVITED:]
        self.assertEqual(len(filtered), 30)
        right = sum(people[applicant] for applicant in invited.with_env(self.env))
        self.assertGreaterEqual(right, 13, "eight would be there by chance")
        last = ranked[-10:].with_env(self.env)
        self.assertLessEqual(sum(people[applicant] for applicant in last), 3)
        self._each_invitation_is_explained(invited, people)
        self._each_refusal_is_explained(filtered)

    def _each_invitation_is_explained(self, invited, people):
        """Who is invited for having asked users is so on quoted sentences; one or two come in on the rest of their CV."""
        research, explained = self._competency("user_research"), 0
        for applicant in invited.with_env(self.env).filtered(lambda one: people[one]):
            pieces = applicant.competency_assessment_id.evidence_ids.filtered(lambda piece: piece.competency_id == research)
            explained += bool(pieces)
            for piece in pieces:
                self.assertIn(piece.quote, applicant.competency_assessment_id.source_ids.text)
        self.assertGreaterEqual(explained, 12)

    def _each_refusal_is_explained(self, filtered):
        without = filtered.filtered("competency_missing_ids")
        self.assertGreaterEqual(len(without), 20)
        for applicant in without:
            self.assertIn(self._competency("user_research").name, applicant.competency_why_not)
