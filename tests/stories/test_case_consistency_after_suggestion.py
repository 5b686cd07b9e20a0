"""Raters with known habits. Before: the model weighs one thing, they judge by others. The report names the strict one and
nobody else; HR accepts what the data suggests; afterwards AI and people agree on clearly more candidates."""

from odoo.tests import new_test_user, tagged

from ..judged import GROUPS, JudgedCase

VALUED = {"user_research": 10, "product_planning": 30, "cross_functional_collaboration": 30, "active_listening": 30}
STRICT = 1.0
PEOPLE = 14


@tagged("post_install", "-at_install")
class TestConsistency(JudgedCase):
    weights = {"user_research": 85, "product_planning": 5, "cross_functional_collaboration": 5, "active_listening": 5}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.raters = [new_test_user(cls.env, f"rater_{number}", groups=GROUPS["interviewer"]) for number in range(6)]

    def _season(self, seed, model):
        """Each rater sees fourteen people; what they say overall follows what they value. The first is strict by a level."""
        draw = self.draw(seed)
        for place, rater in enumerate(self.raters):
            for number in range(PEOPLE):
                applicant, levels = self._applicant(f"{seed}.{place}.{number}"), self._levels(draw)
                self._machine(applicant, levels, model)
                shift = STRICT if place == 0 else 0
                seen = {key: max(1, min(5, round(level + draw.gauss(0, 0.4) - shift))) for key, level in levels.items()}
                overall = max(1, min(5, round(self.weighed(levels, VALUED) + draw.gauss(0, 0.3) - shift)))
                self._person(applicant, seen, rater, overall, model)

    def test_consistency_rises_after_the_suggestion(self):
        self._season(1, self.model)
        before = self.model.consistency_rate
        reports = self.env["hr.competency.rater"]._make_reports(self.env.company)
        reports = reports.filtered(lambda one: one.rater_id in self.env["res.users"].union(*self.raters))
        named = {one.rater_id: one.finding_ids.mapped("code") for one in reports if one.finding_ids}
        self.assertEqual(named, {self.raters[0]: ["severity"]})

        self.model.with_user(self.manager).action_suggest()
        suggestions = self.model.suggestion_ids
        self.assertTrue(suggestions)
        self.assertEqual(set(suggestions.mapped("outcome")), {"overall"})
        research = suggestions.filtered(lambda row: row.competency_id == self._competency("user_research"))
        self.assertLess(research.new_weight, 50)
        suggestions.with_user(self.manager).action_accept()
        after_model = self._activate(suggestions.result_model_id)

        self._season(2, after_model)
        after = after_model.consistency_rate
        self.assertGreaterEqual(after, before + 10)
        suggestions.invalidate_recordset()
        self.assertEqual(set(suggestions.mapped("effect")), {"better"})
        self.assertEqual(suggestions[0].count_after, 6 * PEOPLE)
