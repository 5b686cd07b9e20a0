"""The job's expected skills follow the active model; what HR set by hand is HR's."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CompetencyCase


@tagged("post_install", "-at_install")
class TestSkillsSync(CompetencyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.type = cls.env["hr.skill.type"].create(
            {
                "name": "Skills of tests",
                "skill_ids": [(0, 0, {"name": name}) for name in ("Interviewing", "Roadmaps", "Knots")],
                "skill_level_ids": [(0, 0, {"name": f"Step {n}", "level_progress": n * 20}) for n in range(1, 6)],
            }
        )
        cls.interviewing, cls.roadmaps, cls.knots = cls.type.skill_ids.sorted("id")
        cls.research.skill_id, cls.planning.skill_id = cls.interviewing, cls.roadmaps

    def _expect(self, skill, number, since="2026-01-01"):
        """HR sets an expected skill by hand, as the job's form does."""
        level = self.type.skill_level_ids.filtered(lambda one: one.level_progress == number * 20)
        vals = {"skill_type_id": self.type.id, "skill_id": skill.id, "skill_level_id": level.id, "valid_from": since}
        self.job.write({"job_skill_ids": [(0, 0, vals)]})

    def _expected(self):
        self.job.invalidate_recordset()
        return {row.skill_id.name: row.level_progress // 20 for row in self.job.current_job_skill_ids}

    def _next(self, **levels):
        draft = self.env["hr.competency.model"].browse(self.model.action_new_version()["res_id"])
        for line in draft.line_ids:
            line.required_level = levels.get(line.competency_id.skill_id.name, line.required_level)
        return draft

    def test_activation_writes_the_skills_of_the_competencies(self):
        self.model.line_ids[0].required_level = 4
        self._activate()
        self.assertEqual(self._expected(), {"Interviewing": 4, "Roadmaps": 3})
        self.assertEqual(self.model.skill_ids.skill_id, self.interviewing | self.roadmaps)

    def test_next_version_moves_its_skills_both_ways_and_takes_away_what_it_does_not_measure(self):
        self._activate()
        draft = self._next(Interviewing=1)
        draft.line_ids.filtered(lambda line: line.competency_id == self.planning).unlink()
        self._activate(draft)
        self.assertEqual(self._expected(), {"Interviewing": 1})

    def test_what_hr_set_by_hand_stays_and_the_difference_is_told(self):
        self._expect(self.interviewing, 5)
        self._expect(self.knots, 2)
        self._activate()
        self.assertEqual(self._expected(), {"Interviewing": 5, "Knots": 2, "Roadmaps": 3})
        self.assertIn("Step 5", self.model.skill_note)
        self.assertIn("Step 5", " ".join(map(str, self.model.message_ids.mapped("body"))))

    def test_level_changed_by_hand_after_activation_is_hrs_from_then_on(self):
        self._activate()
        row = self.job.current_job_skill_ids.filtered(lambda one: one.skill_id == self.interviewing)
        five = self.type.skill_level_ids.filtered(lambda one: one.level_progress == 100)
        self.job.write({"job_skill_ids": [(1, row.id, {"skill_level_id": five.id})]})
        self._activate(self._next(Interviewing=2, Roadmaps=4))
        self.assertEqual(self._expected(), {"Interviewing": 5, "Roadmaps": 4})

    def test_a_level_changed_on_a_later_day_keeps_its_history(self):
        self._activate()
        self.env["hr.job.skill"].search([("job_id", "=", self.job.id)]).valid_from = "2026-01-01"
        self._activate(self._next(Interviewing=5))
        rows = self.env["hr.job.skill"].search([("job_id", "=", self.job.id), ("skill_id", "=", self.interviewing.id)])
        self.assertEqual(sorted((row.level_progress, bool(row.valid_to)) for row in rows), [(60, True), (100, False)])
        self.assertEqual(self._expected(), {"Interviewing": 5, "Roadmaps": 3})

    def test_undo_takes_back_what_the_version_did_and_nothing_else(self):
        self._expect(self.knots, 2)
        self._activate()
        self.model.with_user(self.recruiter).action_undo_skills()
        self.assertEqual(self._expected(), {"Knots": 2})
        with self.assertRaises(UserError):
            self.model.with_user(self.recruiter).action_undo_skills()

    def test_undo_of_a_later_version_brings_the_earlier_ones_levels_back(self):
        self._activate()
        draft = self._next(Interviewing=5)
        draft.line_ids.filtered(lambda line: line.competency_id == self.planning).unlink()
        self._activate(draft)
        draft.action_undo_skills()
        self.assertEqual(self._expected(), {"Interviewing": 3, "Roadmaps": 3})
        self.assertEqual(self.model.skill_ids.filtered(lambda row: not row.valid_to).skill_id, self.interviewing | self.roadmaps)

    def test_undo_leaves_what_was_changed_by_hand_since(self):
        self._activate()
        row = self.job.current_job_skill_ids.filtered(lambda one: one.skill_id == self.roadmaps)
        one = self.type.skill_level_ids.filtered(lambda level: level.level_progress == 20)
        self.job.write({"job_skill_ids": [(1, row.id, {"skill_level_id": one.id})]})
        self.model.action_undo_skills()
        self.assertEqual(self._expected(), {"Roadmaps": 1})
