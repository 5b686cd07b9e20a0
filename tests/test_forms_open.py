"""Everybody who could open one of Odoo's own forms before these addons can open it with them."""

from odoo.tests import Form, TransactionCase, new_test_user, tagged
from odoo.tools import html2plaintext

ADDONS = ("hr_competency", "hr_ai_interview", "hr_talent_pool")
# Roles that work with Odoo's models, none of which needs a role in recruitment; and who works there.
ROLES = {
    "hr.job": ["hr.group_hr_user", "hr_recruitment.group_hr_recruitment_user"],
    "hr.employee": ["hr.group_hr_user"],
    "slide.channel": ["base.group_user,website_slides.group_website_slides_officer", "hr_recruitment.group_hr_recruitment_user"],
    "hr.applicant": ["hr_recruitment.group_hr_recruitment_user", "hr_recruitment.group_hr_recruitment_interviewer"],
    "hr.talent.pool": ["hr_recruitment.group_hr_recruitment_user"],
    "hr.department": ["hr.group_hr_user"],
    "res.partner": ["base.group_user,base.group_partner_manager"],
}


@tagged("post_install", "-at_install")
class TestFormsOpen(TransactionCase):
    def test_every_form_opens_for_whom_it_is(self):
        for model, roles in ROLES.items():
            for number, groups in enumerate(roles):
                user = new_test_user(self.env, f"opens_{model}_{number}", groups=groups)
                with self.subTest(f"{groups} opens {model}"):
                    Form(self._record_for(model, user).with_user(user))
                if self.env[model].with_user(user).has_access("create"):
                    with self.subTest(f"{groups} begins {model}"):
                        Form(self.env[model].with_user(user))

    def _record_for(self, model, user):
        record = self.env[model].search([], limit=1)
        if model == "hr.applicant":
            record.interviewer_ids = [(4, user.id)]
        return record

    def _windows(self):
        found = self.env["ir.model.data"].search([("model", "=", "ir.actions.act_window"), ("module", "in", ADDONS)])
        return self.env["ir.actions.act_window"].browse(found.mapped("res_id"))

    def test_an_empty_list_shows_the_help_of_its_window(self):
        """Odoo's applications have one text for all of their lists instead."""
        for window in self._windows().filtered("help"):
            with self.subTest(window.xml_id):
                shown = self.env["ir.actions.actions"]._for_xml_id(window.xml_id)["help"]
                self.assertEqual(html2plaintext(shown), html2plaintext(window.help))

    def test_every_window_of_ours_opens_a_record_and_a_new_one(self):
        groups = "hr_recruitment.group_hr_recruitment_manager,hr.group_hr_user,website_slides.group_website_slides_officer"
        user = new_test_user(self.env, "opens_everything", groups=groups)
        windows = self._windows().filtered(lambda one: "form" in one.view_mode)
        self.assertGreater(len(windows), 20)
        for window in windows:
            model = self.env[window.res_model].with_user(user)
            with self.subTest(window.xml_id):
                if model._transient:
                    continue
                if model.has_access("read") and (record := model.search([], limit=1)):
                    Form(record)
                if model.has_access("create"):
                    Form(model)

    def test_a_file_of_all_columns_can_be_read(self):
        """What an export or another system asks for: every column that the user may see."""
        user = new_test_user(self.env, "reads_jobs", groups="hr.group_hr_user")
        job = self.env["hr.job"].with_user(user)
        ours = [name for name, field in job._fields.items() if field._module in ADDONS]
        known = [name for name in ours if job._has_field_access(job._fields[name], "read")]
        self.assertTrue(known)
        job.search([], limit=3).read(known)
