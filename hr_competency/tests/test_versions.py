"""Versions of a job's model: frozen, compared, and what old assessments keep."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CompetencyCase


@tagged("post_install", "-at_install")
class TestVersions(CompetencyCase):
    def test_active_model_is_frozen_and_a_change_is_a_new_version(self):
        self._activate()
        for record, vals in [
            (self.model, {"pass_score": 10}),
            (self.model.line_ids[0], {"weight": 1}),
            (self.model.line_ids.indicator_ids[0], {"weight": 1}),
            (self.model.question_ids[0], {"text": "Another one"}),
        ]:
            with self.subTest(record._name), self.assertRaises(UserError):
                record.with_user(self.manager).write(vals)
        assessment = self._assess()
        draft = self.env["hr.competency.model"].browse(self.model.with_user(self.recruiter).action_new_version()["res_id"])
        self.assertEqual((draft.version, draft.state, draft.previous_id), (2, "draft", self.model))
        self.assertEqual(len(draft.line_ids.indicator_ids), len(self.model.line_ids.indicator_ids))
        draft.line_ids[0].weight = 20
        self._activate(draft)
        self.assertEqual((self.model.state, self.job.competency_model_id), ("retired", draft))
        self.assertEqual(assessment.model_id, self.model)
        with self.assertRaises(UserError):
            self.model.unlink()

    def test_snapshot_keeps_measuring_with_the_old_wording(self):
        self._activate()
        engine = self.env["hr.competency.engine"]
        before = engine._job_model(self.model)
        self.research.indicator_ids[0].write({"name": "Something else", "weight": 99})
        self.assertEqual(engine._job_model(self.model), before)

    def test_status_changes_by_the_life_cycle_only(self):
        """Whoever may write models could else approve by a plain write."""
        for vals in ({"state": "active"}, {"approved_by_id": self.manager.id}, {"snapshot": {}}, {"version": 9}):
            with self.subTest(vals), self.assertRaises(UserError):
                self.model.with_user(self.manager).with_context(hr_competency_thaw=True).write(vals)
        with self.assertRaises(UserError):
            self._model(self.job, state="active")

    def test_what_is_approved_is_what_was_shown(self):
        self.model.with_user(self.manager).action_approve()
        for record, vals in ((self.model, {"pass_score": 1}), (self.model.line_ids[0], {"weight": 1})):
            with self.subTest(record._name), self.assertRaises(UserError):
                record.with_user(self.manager).write(vals)
        self.model.with_user(self.recruiter).action_back_to_draft()
        self.model.with_user(self.recruiter).pass_score = 55
        self.assertEqual((self.model.state, self.model.approved_by_id), ("draft", self.env["res.users"]))

    def _changes(self, before, after):
        rows = [row for section in before._compared(after) for row in section["rows"] if row["change"]]
        return [(row["label"], row["before"], row["after"], row["change"]) for row in rows]

    def test_versions_are_compared_side_by_side(self):
        self._activate()
        draft = self.env["hr.competency.model"].browse(self.model.action_new_version()["res_id"])
        self.assertEqual(self._changes(self.model, draft), [])
        draft.pass_score = 70
        draft.line_ids[1].must_have = True
        draft.line_ids[0].required_level = 4
        draft.line_ids[0].indicator_ids[0].weight = 40
        draft.question_ids.write({"text": "Another question."})
        self.assertEqual(
            self._changes(self.model, draft),
            [
                ("Pass score", "60", "70", "changed"),
                ("Required level", "3", "4", "changed"),
                ("Talking to users: behaviour 1", "33%", "50%", "changed"),
                ("Talking to users: behaviour 2", "67%", "50%", "changed"),
                ("Must-have", "no", "yes", "changed"),
                ("Talking to users", "Tell of a project with users. (3 min)", None, "removed"),
                ("Talking to users", None, "Another question. (3 min)", "added"),
            ],
        )

    def test_comparison_shows_an_indicator_reworded_since_the_old_version_was_frozen(self):
        self._activate()
        self.research.indicator_ids[0].name = "Asks users open questions"
        draft = self.env["hr.competency.model"].browse(self.model.action_new_version()["res_id"])
        (change,) = self._changes(self.model, draft)
        self.assertIn("behaviour 1", change[1])
        self.assertIn("Asks users open questions", change[2])

    def test_a_competency_taken_out_stands_as_removed(self):
        self._activate()
        draft = self.env["hr.competency.model"].browse(self.model.action_new_version()["res_id"])
        draft.line_ids[1].unlink()
        sections = self.model._compared(draft, only_changes=True)
        rows = {row["label"]: row for section in sections for row in section["rows"]}
        self.assertEqual((rows["Planning the product"]["after"], rows["Planning the product"]["change"]), (None, "removed"))
        self.assertEqual((rows["Talking to users"]["before"], rows["Talking to users"]["after"]), ("60%", "100%"))

    def test_comparison_opens_and_counts_whom_it_concerns(self):
        self._activate()
        self._assess()
        draft = self.env["hr.competency.model"].browse(self.model.action_new_version()["res_id"])
        draft.pass_score = 100
        action = draft.with_user(self.recruiter).action_compare()
        page = self.env[action["res_model"]].browse(action["res_id"]).with_user(self.recruiter)
        self.assertEqual((page.before_id, page.after_id), (self.model, draft))
        self.assertEqual((page._effect()["people"], page._effect()["after"]), (1, 0))
        self.assertIn("100", str(page.comparison))
