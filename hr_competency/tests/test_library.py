"""The library that ships: complete, in both languages, and never writing over a company's changes."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CompetencyCase


@tagged("post_install", "-at_install")
class TestLibrary(CompetencyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.library = cls.env["hr.competency.library"].with_context(lang="en_US")
        cls.content = cls.library._read()
        cls.shipped = cls.env.ref("hr_competency.competency_user_research")

    def test_an_employee_does_not_read_what_gives_the_answers_away(self):
        with self.assertRaises(AccessError):
            self.research.indicator_ids.with_user(self.users["employee"]).read(["examples"])
        self.assertFalse(self.env["hr.competency.model"].with_user(self.users["employee"]).search([]))

    def _load_anew(self):
        self.env["ir.config_parameter"].set_param("hr_competency.library", "before")
        self.library._load()
        self.env.invalidate_all()

    def test_each_file_is_a_competency_with_five_indicators(self):
        self.assertGreater(len(self.content["competencies"]), 10)
        for row in self.content["competencies"]:
            competency = self.env.ref(f"hr_competency.competency_{row['key']}")
            with self.subTest(row["key"]):
                self.assertEqual(len(competency.indicator_ids), 5)
                self.assertAlmostEqual(sum(competency.indicator_ids.mapped("weight")), 100)
                self.assertTrue(competency.skill_id.skill_type_id.skill_level_ids)
                self.assertGreaterEqual(len(competency.indicator_ids[0].examples.splitlines()), 20)

    def test_both_languages_are_there(self):
        chinese = self.shipped.with_context(lang="zh_CN")
        self.assertEqual((self.shipped.with_context(lang="en_US").name, chinese.name), ("User research", "用户调研"))
        self.assertNotEqual(chinese.indicator_ids[0].anchor_3, self.shipped.with_context(lang="en_US").indicator_ids[0].anchor_3)
        template = self.env.ref("hr_competency.template_risk_control_specialist").with_context(lang="zh_CN")
        self.assertEqual(template.name, "风控专员")
        self.assertIn("风险", template.question_ids[0].text)

    def test_every_template_is_complete(self):
        known = {row["key"] for row in self.content["competencies"]}
        used = {line["competency"] for row in self.content["templates"] for line in row["lines"]}
        self.assertFalse(used - known, "templates name competencies that the library lacks")
        for row in self.content["templates"]:
            template = self.env.ref(f"hr_competency.template_{row['key']}")
            with self.subTest(row["key"]):
                self.assertEqual(len(template.line_ids), len(row["lines"]), "a competency of the template is missing")
                self.assertTrue(template.question_ids.competency_ids)

    def test_update_keeps_a_companys_changes(self):
        indicator = self.shipped.indicator_ids[0].with_context(lang="en_US")
        indicator.anchor_3 = "What we call level 3"
        template = self.env.ref("hr_competency.template_product_manager")
        template.line_ids[0].weight = 77
        self._load_anew()
        self.assertEqual(indicator.anchor_3, "What we call level 3")
        self.assertEqual(template.line_ids[0].weight, 77)

    def test_update_brings_the_untouched_up_to_date(self):
        indicator = self.shipped.indicator_ids[1].with_context(lang="en_US")
        shipped = indicator.name
        indicator.name = "An older wording of the library"
        indicator._library_seal()
        self._load_anew()
        self.assertEqual(indicator.name, shipped)

    def test_update_twice_makes_no_duplicates(self):
        counts = [self.env[name].search_count([]) for name in ("hr.competency", "hr.competency.indicator", "hr.skill")]
        self._load_anew()
        self.assertEqual(counts, [self.env[name].search_count([]) for name in ("hr.competency", "hr.competency.indicator", "hr.skill")])

    def test_language_activated_later_gets_the_wording(self):
        self.env.cr.execute("UPDATE hr_competency SET name = name - 'zh_CN' WHERE id = %s", [self.shipped.id])
        self.shipped.invalidate_recordset()
        self.shipped._library_seal()
        self.env["ir.module.module"]._load_module_terms(["hr_competency"], ["zh_CN"])
        self.env.invalidate_all()
        self.assertEqual(self.shipped.with_context(lang="zh_CN").name, "用户调研")

    def test_industries_of_odoo_are_used_not_doubled(self):
        self.assertFalse(self.env.ref("hr_competency.industry_manufacturing", raise_if_not_found=False))
        finance = self.env.ref("base.res_partner_industry_K")
        self.assertIn(finance, self.env.ref("hr_competency.template_risk_control_specialist").industry_ids)

    def test_template_is_suggested_from_the_jobs_name(self):
        templates = self.env["hr.competency.template"]
        for name, key in [
            ("Senior Product Manager (m/f)", "product_manager"),
            ("高级产品经理", "product_manager"),
            ("风控专员（上海）", "risk_control_specialist"),
            ("数据运营", "data_operations_specialist"),
            ("网络安全工程师", "security_engineer"),
            ("Quality assurance (GMP)", "gmp_quality_specialist"),
            ("QA engineer", "test_engineer"),
            ("变电运维工", "substation_technician"),
            ("叉车司机", "driver"),
            ("厨师", "head_chef"),
            ("人事专员（兼行政）", "hr_generalist"),
        ]:
            with self.subTest(name):
                self.assertEqual(templates._suggest(name)[0], self.env.ref(f"hr_competency.template_{key}"))
