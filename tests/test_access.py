"""Who may do what with every model of the three addons (ACC-1, ACC-4, ACC-6), generated from the registry.

A new model, a changed right or a new public method shows as a difference to ``access.json`` and fails; who means it
writes the file anew with HR_WRITE_ACCESS=1 and has the difference reviewed.
"""

import json
import os
from pathlib import Path

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged

ADDONS = ("hr_competency", "hr_ai_interview", "hr_talent_pool")
FILE = Path(__file__).with_name("access.json")
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}
ROLES = {
    "portal": "base.group_portal",
    "employee": "base.group_user",
    "interviewer": "hr_recruitment.group_hr_recruitment_interviewer",
    "officer": "hr_recruitment.group_hr_recruitment_user",
    "manager": "hr_recruitment.group_hr_recruitment_manager",
    "hr_officer": "hr.group_hr_user",
    "auditor": "base.group_user,hr_competency.group_adverse_impact_auditor",
    "course_officer": "base.group_user,website_slides.group_website_slides_officer",
    # manages the department that hires, and interviews
    "hiring_manager": "hr_recruitment.group_hr_recruitment_interviewer",
}
# Odoo's own, which these addons extend: they check rights themselves.
CORE = {
    "create",
    "write",
    "unlink",
    "copy",
    "copy_data",
    "get_view",
    "get_empty_list_help",
    "default_get",
    "check_recent_application",
    "web_read",
    "action_unlink",
}


def known():
    return json.loads(FILE.read_text("utf-8")) if FILE.exists() else {"models": {}, "methods": {}}


@tagged("post_install", "-at_install")
class TestAccess(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {role: new_test_user(cls.env, f"acc_{role}", groups=groups) for role, groups in ROLES.items()}
        cls.users["public"] = cls.env.ref("base.public_user")
        boss = cls.env["hr.employee"].create({"name": "Boss", "user_id": cls.users["hiring_manager"].id})
        cls.env["hr.department"].create({"name": "Department that hires", "manager_id": boss.id})
        cls.other = cls.env["res.company"].create({"name": "A company of its own"})
        cls.foreign = new_test_user(
            cls.env,
            "acc_foreign",
            groups=ROLES["manager"] + "," + ROLES["hr_officer"],
            company_id=cls.other.id,
            company_ids=[(6, 0, cls.other.ids)],
        )

    def _models(self):
        """The models that our addons define, with rows of their own."""
        return sorted(name for name, model in self.env.registry.items() if model._original_module in ADDONS and not model._abstract)

    def _rights(self, name):
        rights = {}
        for role, user in sorted(self.users.items()):
            model = self.env[name].with_user(user)
            if letters := "".join(letter for letter, operation in OPERATIONS.items() if model.has_access(operation)):
                rights[role] = letters
        return rights

    def _methods(self, name):
        """Public methods that our addons add to a model."""
        classes = [
            cls for cls in type(self.env[name]).mro() if cls.__module__.startswith(tuple(f"odoo.addons.{addon}." for addon in ADDONS))
        ]
        names = {key for cls in classes for key, value in vars(cls).items() if callable(value) and not key.startswith("_")}
        private = {key for key in names if getattr(getattr(type(self.env[name]), key), "_api_private", False)}
        return sorted(names - private - CORE)

    def _state(self):
        methods = {name: found for name in sorted(self.env.registry) if (found := self._methods(name))}
        return {"models": {name: self._rights(name) for name in self._models()}, "methods": methods}

    def test_acc1_rights_are_those_that_were_reviewed(self):
        state = self._state()
        if os.environ.get("HR_WRITE_ACCESS"):
            FILE.write_text(json.dumps(state, indent=1, ensure_ascii=False) + "\n", "utf-8")
        self.maxDiff = None
        self.assertEqual(state["models"], known()["models"])

    def test_acc1_nobody_from_outside_has_any_right(self):
        for name, rights in known()["models"].items():
            with self.subTest(name):
                self.assertFalse({"public", "portal"} & set(rights))

    def test_acc1_only_people_with_a_right_may_search(self):
        for name, rights in known()["models"].items():
            for role, user in self.users.items():
                with self.subTest(f"{role} searches {name}"):
                    search = self.env[name].with_user(user).search
                    if "r" in rights.get(role, ""):
                        search([], limit=1)
                    else:
                        self.assertRaises(AccessError, search, [], limit=1)

    def test_acc3_what_was_found_is_changed_by_nobody(self):
        frozen = []
        for name, rights in known()["models"].items():
            if isinstance(self.env[name], self.env.registry["hr.competency.frozen"]):
                frozen.append(name)
                with self.subTest(name):
                    self.assertLessEqual(set("".join(rights.values())), {"r"})
                    self.assertFalse(self.env[name]._allow_sudo_commands)
        self.assertGreaterEqual(len(frozen), 4)

    def test_acc4_public_methods_are_those_that_were_reviewed(self):
        self.maxDiff = None
        self.assertEqual(self._state()["methods"], known()["methods"])

    def test_acc4_a_portal_user_gets_nothing_by_any_of_them(self):
        portal = self.users["portal"]
        for name, methods in known()["methods"].items():
            record = self._record_of(name)
            self.assertTrue(record, name)
            for method in methods:
                with self.subTest(f"{name}.{method}"):
                    self._assert_denied(record.with_user(portal), method)

    def _assert_denied(self, record, method):
        """An access error, or a window on records that the user may not read."""
        try:
            with self.env.cr.savepoint():
                result = getattr(record, method)()
        except AccessError:
            return
        self.assertEqual(result["type"], "ir.actions.act_window")
        self.assertFalse(self.env[result["res_model"]].with_user(record.env.user).has_access("read"))

    def _record_of(self, name):
        """Any record of a model out of the demo data, else a new one."""
        record = self.env[name].with_context(active_test=False).search([], limit=1)
        return record or self.env[name].create(self._sample(name))

    def _sample(self, name):
        if name == "hr.competency.review":
            return {"request_id": self._record_of("hr.competency.request").id, "reason": "Read again."}
        job = self.env["hr.job"].search([("competency_model_id", "!=", False)], limit=1)
        applicant = self.env["hr.applicant"].search([("job_id", "=", job.id)], limit=1)
        today, company = fields.Date.today(), self.env.company
        return {
            "hr.competency.rater": {"rater_id": self.env.uid, "company_id": company.id, "date_from": today, "date_to": today},
            "hr.competency.decision": {"model_id": job.competency_model_id.id},
            "hr.competency.comparison": {"before_id": job.competency_model_id.id, "after_id": job.competency_model_id.id},
            "hr.competency.import": {"kind": "interviews"},
            "hr.competency.learning": {"company_id": company.id},
            "hr.competency.request": {"kind": "human_review", "applicant_id": applicant.id},
            "hr.competency.suggestion": {
                "model_id": job.competency_model_id.id,
                "competency_id": self.env["hr.competency"].search([], limit=1).id,
            },
            "hr.talent.checkin": {"talent_id": self.env["hr.applicant"].search([("talent_pool_ids", "!=", False)], limit=1).id},
            "hr.talent.match": {
                "talent_id": self.env["hr.applicant"].search([("talent_pool_ids", "!=", False)], limit=1).id,
                "job_id": job.id,
            },
        }.get(name, {key: value for key, value in (("job_id", job.id), ("company_id", company.id)) if key in self.env[name]._fields})

    def test_acc6_every_model_has_a_rule_for_companies(self):
        for name in known()["models"]:
            model = self.env[name]
            if model._transient:
                continue
            rules = self.env["ir.rule"].search([("model_id.model", "=", name), ("groups", "=", False)])
            with self.subTest(name):
                if "company_id" in model._fields:
                    self.assertTrue(any("company_ids" in (rule.domain_force or "") for rule in rules))
                else:
                    self.assertLessEqual(set(known()["models"][name]), {"system"})

    def test_acc6_a_stranger_finds_no_row_of_another_company(self):
        """All the demo data belong to other companies; what is shared (the library) has no company."""
        for name, rights in known()["models"].items():
            model = self.env[name]
            if model._transient or "company_id" not in model._fields or "r" not in rights.get("manager", ""):
                continue
            theirs = model.sudo().search([("company_id", "!=", False), ("company_id", "!=", self.other.id)], limit=500)
            with self.subTest(name):
                mine = model.with_user(self.foreign)
                self.assertFalse(mine.search([("id", "in", theirs.ids)], limit=1))
                self.assertFalse(mine._read_group([("id", "in", theirs.ids)], [], ["__count"])[0][0])
                if theirs:
                    self.assertRaises(AccessError, theirs[:1].with_user(self.foreign).read, ["display_name"])
                    for operation in ("write", "unlink"):
                        self.assertFalse(theirs[:1].with_user(self.foreign).has_access(operation), operation)

    def test_acc1_a_dialog_is_for_who_opened_it(self):
        dialogs = [name for name, rights in known()["models"].items() if self.env[name]._transient and "r" in rights.get("officer", "")]
        self.assertGreaterEqual(len(dialogs), 4)
        for name in dialogs:
            with self.subTest(name):
                record = self._record_of(name) if name not in self._parts() else self.env[name].sudo().search([], limit=1)
                if not record:
                    continue
                record = record.with_user(self.users["officer"])
                self.assertRaises(AccessError, record.read, ["display_name"])

    def _parts(self):
        """Lines of dialogs, which are made with them."""
        return [name for name in known()["models"] if self.env[name]._transient and name.count(".") > 2]

    def test_acc2_interviewers_and_hiring_managers_find_only_their_applicants(self):
        """None of the demo applicants is theirs."""
        for name, rights in known()["models"].items():
            model = self.env[name]
            fields_ = [field for field in ("applicant_id", "talent_id") if field in model._fields]
            for role in ("interviewer", "hiring_manager"):
                if fields_ and not model._transient and "r" in rights.get(role, ""):
                    with self.subTest(f"{role} {name}"):
                        self.assertFalse(model.with_user(self.users[role]).search([(fields_[0], "!=", False)], limit=1))
