"""What a company enters itself: competencies, templates and KPIs, by form and by Odoo's own import."""

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import CompetencyCase

OWN = {
    "hr.competency": "hr_competency.competency_user_research",
    "hr.competency.template": "hr_competency.template_product_manager",
    "hr.kpi": "hr_competency.kpi_time_to_fill",
}


@tagged("post_install", "-at_install")
class TestOwnEntries(CompetencyCase):
    def _mine(self, name):
        return self.env[name].with_user(self.manager)

    def test_a_form_without_a_code_can_be_saved(self):
        for name in OWN:
            with self.subTest(name), Form(self._mine(name)) as form:
                form.name = "Kiln Firing"
            self.assertEqual(form.record.code, "kiln_firing")

    def test_two_may_have_one_name(self):
        for name in OWN:
            with self.subTest(name):
                both = self._mine(name).create([{"name": "Kiln Firing"}, {"name": "Kiln Firing"}])
                later = self._mine(name).create({"name": "Kiln Firing"})
                self.assertEqual(len(set((both | later).mapped("code"))), 3)

    def test_a_new_name_keeps_the_code(self):
        one = self._mine("hr.kpi").create({"name": "Kiln Firing"})
        one.name = "Glazing"
        self.assertEqual(one.code, "kiln_firing")

    def test_odoos_import_needs_no_code(self):
        names = ["name", "category", "indicator_ids/name", "indicator_ids/weight"]
        rows = [
            ["Kiln Firing", "professional", "Fires by the curve", "60"],
            ["", "", "Logs each firing", "40"],
            ["窑炉操作", "professional", "按曲线升温", "20"],
        ]
        result = self._mine("hr.competency").load(names, rows)
        self.assertFalse(result["messages"])
        first, second = self.env["hr.competency"].browse(result["ids"])
        self.assertEqual((first.code, first.indicator_ids.mapped("weight")), ("kiln_firing", [60, 40]))
        self.assertTrue(second.code)

    def test_an_update_of_the_library_brings_what_a_company_has_named_alike(self):
        """The library's codes are what its other records refer to: the company's entry gives way and keeps its content."""
        library = self.env["hr.competency.library"].with_context(lang="en_US")
        shipped = self.env.ref(OWN["hr.kpi"])
        code, name = shipped.code, shipped.name
        shipped.unlink()
        own = self._mine("hr.kpi").create({"name": "Ours", "code": code})
        self.env["ir.config_parameter"].set_param("hr_competency.library", "before")
        library._load()
        anew = self.env.ref(OWN["hr.kpi"])
        self.assertEqual((anew.code, anew.with_context(lang="en_US").name), (code, name))
        self.assertEqual(own.name, "Ours")
        self.assertNotEqual(own.code, code)

    def test_a_model_measures_no_competency_of_another_company(self):
        other = self.env["res.company"].create({"name": "Another company"})
        theirs = self.env["hr.competency"].create({"name": "Theirs alone", "company_id": other.id})
        self.job.company_id = self.env.company
        model = self._model(self.job)
        with self.assertRaisesRegex(UserError, "compan"):
            model.line_ids = [(0, 0, {"competency_id": theirs.id})]
        template = self.env["hr.competency.template"].create({"name": "For all"})
        with self.assertRaisesRegex(UserError, "compan"):
            template.line_ids = [(0, 0, {"competency_id": theirs.id})]

    # --- deleting -------------------------------------------------------------------------------------------------

    def test_what_is_in_use_says_so_and_can_be_archived(self):
        self._activate()
        self._assess()
        for used in (self.research, self.research.indicator_ids[0], self.job):
            with self.subTest(used._name), self.assertRaisesRegex(UserError, "archive it instead"):
                used.with_user(self.manager).unlink()
            used.with_user(self.manager).action_archive()

    def test_what_nobody_uses_can_be_deleted(self):
        free = self._competency("Glazing", "t_glazing", "上釉", "glazed", "上釉")
        free.indicator_ids[0].with_user(self.manager).unlink()
        free.with_user(self.manager).unlink()
        self.assertFalse(free.exists())
