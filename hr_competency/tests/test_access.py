"""Who may do what, generated from the registry: a new model without a rule fails here."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import CompetencyCase

ROLES = ("portal", "employee", "interviewer", "recruiter", "manager", "hr_officer", "course_officer", "auditor")
OPERATIONS = ("read", "write", "create", "unlink")
ALL = "rwcd"
# What each role may do with each model: r(ead) w(rite) c(reate) d(elete); nothing where a role is not named.
LIBRARY = dict.fromkeys(ROLES[1:], "r") | {"manager": ALL}
TEMPLATE = {"interviewer": "r", "recruiter": "r", "manager": ALL}
MODEL = dict.fromkeys(ROLES[1:], "r") | {"recruiter": ALL, "manager": ALL}
FROZEN = {"interviewer": "r", "recruiter": "r", "manager": "r", "hr_officer": "r"}
WIZARD = {"recruiter": ALL, "manager": ALL}
MATRIX = {
    "hr.competency": LIBRARY,
    "hr.competency.indicator": LIBRARY,
    "hr.kpi": LIBRARY,
    "hr.competency.template": TEMPLATE,
    "hr.competency.template.line": TEMPLATE,
    "hr.competency.template.question": TEMPLATE,
    "hr.competency.model": MODEL,
    "hr.competency.model.line": MODEL,
    "hr.competency.model.indicator": MODEL,
    "hr.competency.model.question": MODEL,
    "hr.competency.assessment": FROZEN,
    "hr.competency.assessment.line": FROZEN,
    "hr.competency.assessment.source": FROZEN,
    "hr.competency.evidence": FROZEN,
    "hr.competency.course": LIBRARY | {"course_officer": ALL},
    "hr.competency.calibration": {"interviewer": "r", "recruiter": "r", "manager": "r"},
    "hr.competency.suggestion": {"recruiter": "r", "manager": "rw"},
    "hr.competency.consent": {"recruiter": "r", "manager": "r"},
    "hr.competency.request": {"recruiter": "rwc", "manager": "rwc"},
    "hr.competency.learning": {"recruiter": "r", "manager": "r"},
    "hr.competency.rater": {"interviewer": "r", "recruiter": "r", "manager": "r"},
    "hr.competency.rater.finding": {"interviewer": "r", "recruiter": "r", "manager": "r"},
    "hr.competency.erasure": {"manager": "r"},
    "hr.competency.outcome": {"manager": "r", "hr_officer": ALL},
    "hr.competency.lineup": {"interviewer": ALL, "recruiter": ALL, "manager": ALL},
    "hr.competency.setup": WIZARD,
    "hr.competency.setup.line": WIZARD,
    "hr.competency.setup.question": WIZARD,
    "hr.competency.comparison": WIZARD,
    "hr.competency.approval.step": {"recruiter": "r", "manager": ALL},
    "hr.competency.approval": dict.fromkeys(ROLES[1:], "r"),
    "hr.competency.import": {"manager": ALL},
    "hr.competency.import.column": {"manager": ALL},
    "hr.competency.import.mapping": {"manager": ALL},
    "hr.competency.import.row": {"manager": "r"},
    "hr.competency.impact.category": {"auditor": "rwc"},
    "hr.competency.impact.statement": {"auditor": "r"},
    "hr.competency.impact.audit": {"auditor": ALL},
    "hr.competency.impact.audit.line": {"auditor": "r"},
    "hr.competency.decision": dict.fromkeys(ROLES[1:], ALL),
}
# Methods that a client may call. A new one needs a test that a portal user gets nothing by it.
PUBLIC_METHODS = {
    "hr.competency.assessment": {"action_open_evidence", "action_retry"},
    "hr.competency.evidence": {"action_accept", "action_reject"},
    "hr.competency.model": {
        "action_activate",
        "action_approve",
        "action_ask_approval",
        "action_back_to_draft",
        "action_calibration",
        "action_compare",
        "action_model_card",
        "action_new_version",
        "action_retire",
        "action_suggest",
        "action_undo_skills",
    },
    "hr.competency.decision": {"action_decide"},
    "hr.competency.impact.audit": {"action_count", "action_export", "action_finish", "action_lines", "action_print"},
    "hr.competency.import": {
        "action_back",
        "action_check",
        "action_error_file",
        "action_import",
        "action_read",
        "action_rows",
        "action_save_mapping",
        "action_undo",
    },
    "hr.competency.model.line": {"action_indicators"},
    "hr.competency.suggestion": {"action_accept", "action_reject"},
    "hr.competency.learning": {"action_corrections", "action_stop"},
    "hr.competency.request": {"action_collect", "action_done", "action_erase", "action_refuse"},
    "hr.competency.rater": {"action_make_reports", "action_ratings"},
    "hr.competency.lineup": {"action_print"},
    "hr.competency.setup": {"action_activate", "action_ask_approval", "action_save_draft"},
    "hr.job": {"action_competency_models", "action_competency_ranking"},
    "hr.applicant": {
        "action_competency_assessments",
        "action_competency_history",
        "action_competency_lineup",
        "action_competency_match",
    },
    "hr.employee": {"action_competency_assessments", "action_competency_history"},
}


@tagged("post_install", "-at_install")
class TestAccess(CompetencyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["portal"] = new_test_user(cls.env, "hc_portal", groups="base.group_portal")
        cls.users["auditor"] = new_test_user(cls.env, "hc_impact", groups="base.group_user,hr_competency.group_adverse_impact_auditor")
        cls.users["course_officer"] = new_test_user(
            cls.env, "hc_course", groups="base.group_user,website_slides.group_website_slides_officer"
        )

    def _own_models(self):
        """The models that this addon defines, by the registry."""
        names = self.env["ir.model.data"].search([("module", "=", "hr_competency"), ("model", "=", "ir.model")]).mapped("res_id")
        models = self.env["ir.model"].browse(names).mapped("model")
        return [name for name in models if name.startswith(("hr.competency", "hr.kpi")) and not self.env[name]._abstract]

    def test_acc1_every_model_stands_in_the_matrix(self):
        self.assertEqual(set(self._own_models()), set(MATRIX))

    def test_acc1_rights_are_those_of_the_matrix(self):
        for name, rights in MATRIX.items():
            for role in ROLES:
                allowed = rights.get(role, "")
                for operation, letter in zip(OPERATIONS, ALL, strict=True):
                    with self.subTest(model=name, role=role, operation=operation):
                        self.assertEqual(self.env[name].with_user(self.users[role]).has_access(operation), letter in allowed)

    def test_acc6_every_model_with_a_company_has_a_company_rule(self):
        for name in MATRIX:
            if self.env[name]._transient:
                continue
            rules = self.env["ir.rule"].search([("model_id.model", "=", name), ("groups", "=", False)])
            with self.subTest(name):
                self.assertIn("company_id", self.env[name]._fields)
                self.assertTrue(any("company_ids" in (rule.domain_force or "") for rule in rules))

    def test_acc6_other_companies_assessments_stay_there(self):
        self.job.company_id = self.model.company_id = self.applicant.company_id = self.env.company
        self._activate()
        other = self.env["res.company"].create({"name": "Other company"})
        stranger = new_test_user(
            self.env, "hc_stranger", groups="hr_recruitment.group_hr_recruitment_manager",
            company_id=other.id, company_ids=[(6, 0, other.ids)],
        )  # fmt: skip
        assessment = self._assess()
        for record in (assessment, assessment.line_ids, assessment.evidence_ids, assessment.source_ids):
            with self.subTest(record._name):
                model = self.env[record._name].with_user(stranger)
                self.assertFalse(model.search([("id", "in", record.ids)]))
                with self.assertRaises(AccessError):
                    record.with_user(stranger).read(["display_name"])

    def test_acc4_public_methods_are_known(self):
        for name, known in PUBLIC_METHODS.items():
            with self.subTest(name):
                self.assertEqual(self._public_methods(name), known)
        for name in set(MATRIX) - set(PUBLIC_METHODS):
            with self.subTest(name):
                self.assertEqual(self._public_methods(name), set())

    def _public_methods(self, name):
        """Methods without underscore that this addon's classes add to a model (not those that Odoo calls itself)."""
        own = [
            cls for cls in type(self.env[name]).mro() if cls.__module__.startswith("odoo.addons.hr_competency.")
        ]  # fmt: skip
        core = {"create", "write", "unlink", "copy_data", "copy", "name_search"}
        return {
            attribute
            for cls in own
            for attribute, value in vars(cls).items()
            if callable(value) and not attribute.startswith("_") and attribute not in core
        }

    def test_acc4_portal_user_gets_nothing_by_any_public_method(self):
        self._activate()
        assessment = self._assess()
        employee = self.env["hr.employee"].create({"name": "Wei Chen"})
        records = {
            "hr.competency.assessment": assessment,
            "hr.competency.evidence": assessment.evidence_ids[0],
            "hr.competency.model": self.model,
            "hr.competency.model.line": self.model.line_ids[0],
            "hr.competency.suggestion": self.env["hr.competency.suggestion"].create(
                {"model_id": self.model.id, "competency_id": self.research.id, "new_weight": 30}
            ),
            "hr.competency.learning": self.env["hr.competency.learning"].create({"company_id": self.env.company.id}),
            "hr.competency.request": self.env["hr.competency.request"]._ask("human_review", self.applicant),
            "hr.competency.decision": self.env["hr.competency.decision"].create({"model_id": self.model.id}),
            "hr.competency.import": self.env["hr.competency.import"].create({}),
            "hr.competency.rater": self.env["hr.competency.rater"].create(
                {"rater_id": self.interviewer.id, "company_id": self.env.company.id, "date_from": "2026-01-01", "date_to": "2026-02-01"}
            ),
            "hr.competency.impact.audit": self.env["hr.competency.impact.audit"].create({}),
            "hr.competency.lineup": self.env["hr.competency.lineup"].create({"job_id": self.job.id}),
            "hr.competency.setup": self.env["hr.competency.setup"].create({"job_id": self.job.id}),
            "hr.job": self.job,
            "hr.applicant": self.applicant,
            "hr.employee": employee,
        }
        portal = self.users["portal"]
        for name, methods in PUBLIC_METHODS.items():
            for method in methods:
                with self.subTest(f"{name}.{method}"), self.assertRaises(AccessError):
                    getattr(records[name].with_user(portal), method)()

    def test_employee_does_not_read_what_gives_the_answers_away(self):
        with self.assertRaises(AccessError):
            self.research.indicator_ids.with_user(self.users["employee"]).read(["examples"])
        self.assertFalse(self.env["hr.competency.model"].with_user(self.users["employee"]).search([]))
