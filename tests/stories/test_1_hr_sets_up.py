"""Step 1: HR opens a job, chooses a competency model template, gets three questions."""

from odoo.tests import tagged

from ..common import LoopCase


@tagged("post_install", "-at_install")
class TestHrSetsUp(LoopCase):
    def test_three_jobs_have_templates_with_three_competencies_of_five_indicators(self):
        for code in ("product_manager", "risk_control_specialist", "data_operations_specialist"):
            template = self.env.ref(f"hr_competency.template_{code}")
            self.assertEqual(len(template.line_ids), 3, code)
            self.assertEqual(len(template.question_ids), 3, code)
            for competency in template.line_ids.competency_id:
                self.assertEqual(len(competency.indicator_ids), 5, competency.name)
                self.assertNotEqual(competency.name, competency.with_context(lang="zh_CN").name)

    def test_the_jobs_name_suggests_the_template(self):
        templates = self.env["hr.competency.template"]
        for name, code in (
            ("高级产品经理", "product_manager"),
            ("风控专员（信贷）", "risk_control_specialist"),
            ("数据运营", "data_operations_specialist"),
        ):
            self.assertEqual(templates._suggest(name)[:1].code, code, name)

    def test_the_job_has_an_active_model_with_questions(self):
        model = self.job.competency_model_id
        self.assertEqual(model.state, "active")
        self.assertEqual(len(model.question_ids), 3)
        self.assertEqual(sum(model.line_ids.mapped("weight")), 100)
