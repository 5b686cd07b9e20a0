"""Setting up a job's competency model in one dialog."""

import base64

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..wizard.hr_competency_setup import percent_shares
from .common import ANSWER, CompetencyCase


@tagged("post_install", "-at_install")
class TestModel(CompetencyCase):
    def _setup(self, job, user=None):
        return Form(self.env["hr.competency.setup"].with_user(user or self.manager).with_context(default_job_id=job.id))

    def test_set_up_takes_the_template_that_the_jobs_name_suggests(self):
        job = self.env["hr.job"].create({"name": "Senior Product Manager"})
        with self._setup(job) as form:
            self.assertEqual(form.template_id, self.env.ref("hr_competency.template_product_manager"))
            self.assertEqual(len(form.line_ids), 3)
            self.assertEqual(len(form.question_ids), 3)
            with form.line_ids.edit(0) as line:
                line.weight = 60
                line.must_have = True
            form.pass_score = 65
        action = form.record.action_activate()
        model = self.env["hr.competency.model"].browse(action["res_id"])
        self.assertEqual((model.state, model.pass_score, job.competency_model_id), ("active", 65, model))
        self.assertEqual(len(model.line_ids.indicator_ids), 15)
        self.assertEqual(model.line_ids[0].weight, 60)

    def test_questions_of_a_template_come_in_both_languages(self):
        job = self.env["hr.job"].create({"name": "产品经理"})
        with self._setup(job) as form:
            pass
        model = self.env["hr.competency.model"].browse(form.record.action_save_draft()["res_id"])
        chinese, english = (model.question_ids[0].with_context(lang=lang).text for lang in ("zh_CN", "en_US"))
        self.assertTrue(chinese and english and chinese != english)

    def test_preview_follows_the_weights_without_reading_again(self):
        self.env["ir.attachment"].create(
            {"name": "cv.txt", "res_model": "hr.applicant", "res_id": self.applicant.id, "datas": base64.b64encode(ANSWER.encode())}
        )
        template = self.env["hr.competency.template"].create(
            {
                "name": "Of tests",
                "code": "t_template",
                "line_ids": [
                    (0, 0, {"competency_id": self.research.id, "weight": 50}),
                    (0, 0, {"competency_id": self.planning.id, "weight": 50}),
                ],
            }
        )
        form = self._setup(self.job)
        form.template_id = template
        self.assertEqual(form.candidate_id, self.applicant)
        self.assertFalse(form.findings, "the dialog opens first")
        self.assertIn("Wei Chen", form.preview)
        self.assertNotIn("progress-bar", form.preview)
        form.preview_asked = form.preview_wanted
        found, even = form.findings, form.preview
        with form.line_ids.edit(1) as line:
            line.weight = 5
        self.assertEqual(form.findings, found)
        self.assertNotEqual(form.preview, even)
        self.assertIn("progress-bar", str(form.preview))
        form.template_id = self.env.ref("hr_competency.template_risk_control_specialist")
        self.assertFalse(form.findings, "other competencies are asked for anew")

    def test_without_an_applicant_no_preview_is_asked_for(self):
        form = self._setup(self.env["hr.job"].create({"name": "Product Manager"}))
        self.assertFalse(form.preview_wanted)
        self.assertIn("Nobody has applied yet", form.preview)

    def test_shares_add_up_to_100_whatever_the_weights(self):
        form = self._setup(self.env["hr.job"].create({"name": "Product Manager"}))
        for number in range(3):
            with form.line_ids.edit(number) as line:
                line.weight = 35
        shares = [form.line_ids.edit(number).__enter__().share for number in range(3)]
        self.assertEqual(sorted(shares), [33, 33, 34])
        self.assertEqual(percent_shares([0, 0]), [0, 0])
        for weights in ([1, 2, 4], [5, 5, 5, 5, 5, 5, 5], [60, 25, 35], [0.1, 99]):
            self.assertEqual(sum(percent_shares(weights)), 100, weights)

    def test_template_search_puts_the_jobs_own_first_and_finds_words_of_any_language(self):
        job = self.env["hr.job"].create({"name": "风控专员（信贷）"})
        templates = self.env["hr.competency.template"].with_context(competency_job_id=job.id, lang="en_US")
        risk = self.env.ref("hr_competency.template_risk_control_specialist")
        self.assertEqual(templates.name_search(limit=1), [(risk.id, risk.display_name)])
        self.assertIn(risk.id, dict(templates.name_search("风控")))
        self.assertNotIn(risk.id, dict(templates.name_search("产品经理")))

    def test_set_up_of_a_job_with_a_model_starts_from_the_running_version(self):
        self.model.line_ids[0].indicator_ids[0].weight = 77
        self.model.question_ids.reference = "A good answer names the users."
        self._activate()
        with self._setup(self.job) as form:
            self.assertEqual([line["weight"] for line in form.line_ids._records], [60, 40])
        draft = self.env["hr.competency.model"].browse(form.record.action_save_draft()["res_id"])
        self.assertEqual((draft.version, draft.previous_id), (2, self.model))
        self.assertEqual(draft.line_ids[0].indicator_ids[0].weight, 77)
        self.assertEqual(draft.question_ids.reference, "A good answer names the users.")
        self.assertFalse([row for section in self.model._compared(draft, only_changes=True) for row in section["rows"]])

    def test_preview_counts_who_of_the_assessed_would_pass(self):
        self._activate()
        good = self._assess()
        self.assertTrue(good.has_score)
        engine = self.env["hr.competency.engine"]
        lines = [line._engine_line() for line in self.model.line_ids]
        self.assertEqual(engine._would_pass(self.job, lines, 0)["people"], 1)
        self.assertEqual(engine._would_pass(self.job, lines, good.pass_score)["then"], int(good.verdict == "passed"))
        self.assertEqual(engine._would_pass(self.job, lines, 100)["then"], 0)
        self.assertIsNone(engine._would_pass(self.env["hr.job"].create({"name": "Nobody"}), lines, 50))

    def test_what_the_job_expects_already_is_offered_and_becomes_a_line(self):
        job = self.env["hr.job"].create({"name": "Clockmaker"})
        skill = self.env.ref("hr_competency.skill_user_research")
        level = skill.skill_type_id.skill_level_ids.sorted("level_progress")[-1]
        job.write({"job_skill_ids": [(0, 0, {
            "skill_type_id": skill.skill_type_id.id, "skill_id": skill.id, "skill_level_id": level.id, "valid_from": "2026-01-01",
        })]})  # fmt: skip
        competency = self.env["hr.competency"].search([("skill_id", "=", skill.id)])
        form = self._setup(job)
        form.template_id = self.env["hr.competency.template"]
        self.assertIn(competency, form.offered_ids[:])
        form.taken_ids.add(competency)
        self.assertEqual([(one["competency_id"], one["required_level"]) for one in form.line_ids._records], [(competency.id, 5)])
        form.taken_ids.remove(competency.id)
        self.assertFalse(form.line_ids._records)

    def test_job_without_weights_cannot_be_activated(self):
        self.model.line_ids.weight = 0
        with self.assertRaises(UserError):
            self.model.with_user(self.manager).action_approve()
