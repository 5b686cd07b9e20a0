"""Setting up a job's competency model: dialog, approval, versions, expected skills."""

import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

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
        found, even = form.findings, form.preview
        with form.line_ids.edit(1) as line:
            line.weight = 5
        self.assertEqual(form.findings, found)
        self.assertNotEqual(form.preview, even)
        self.assertIn("Wei Chen", str(form.preview))

    def test_department_manager_approves_and_nobody_else_below(self):
        boss = new_test_user(self.env, "hc_boss", groups="base.group_user")
        employee = self.env["hr.employee"].create({"name": "Boss", "user_id": boss.id})
        self.job.department_id = self.env["hr.department"].create({"name": "Products", "manager_id": employee.id})
        self.assertEqual(self.model.approver_id, boss)
        with self.assertRaises(AccessError):
            self.model.with_user(self.recruiter).action_approve()
        with self.assertRaises(UserError):
            self.model.with_user(self.recruiter).action_activate()
        self.assertEqual(self.env["hr.competency.model"].with_user(boss).search([]), self.model)
        self.model.with_user(boss).action_approve()
        self.assertEqual((self.model.state, self.model.approved_by_id), ("approved", boss))
        self.model.with_user(self.recruiter).action_activate()
        self.assertEqual(self.model.state, "active")

    def test_company_may_do_without_approval(self):
        self.env.company.competency_approval = False
        self.model.with_user(self.recruiter).action_activate()
        self.assertEqual(self.model.state, "active")

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

    def test_versions_are_compared_in_words(self):
        self._activate()
        draft = self.env["hr.competency.model"].browse(self.model.action_new_version()["res_id"])
        draft.pass_score = 70
        self.assertEqual(self.model._differences(draft), [("Pass score", "60", "70")])
        draft.line_ids[1].must_have = True
        self.assertEqual(len(self.model._differences(draft)), 2)
        self.assertIn("70", str(self.env[draft.action_compare()["res_model"]].search([], limit=1, order="id desc").comparison))

    def test_active_model_sets_the_jobs_expected_skills(self):
        job = self.env["hr.job"].create({"name": "Product Manager"})
        with self._setup(job) as form:
            pass
        form.record.action_activate()
        skill = self.env.ref("hr_competency.skill_user_research")
        row = job.job_skill_ids.filtered(lambda one: one.skill_id == skill)
        self.assertEqual(row.level_progress, 80, "the template wants level 4 of 5")

    def test_job_without_weights_cannot_be_activated(self):
        self.model.line_ids.weight = 0
        with self.assertRaises(UserError):
            self.model.with_user(self.manager).action_approve()
