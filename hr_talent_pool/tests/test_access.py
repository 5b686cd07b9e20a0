"""Who may do what, for every model of this addon."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import TalentCase

# role: models that it may read (r), write (w), create (c), delete (d)
MATRIX = {
    "hr.talent.gap": {"recruiter": "rwcd", "manager": "rwcd", "hr_officer": "rwc"},
    "hr.talent.course": {"recruiter": "rwcd", "manager": "rwcd"},
    "hr.talent.checkin": {"recruiter": "rwc", "manager": "rwc"},
    "hr.talent.match": {"recruiter": "rw", "manager": "rw"},
    "hr.training.assignment": {
        "hr_officer": "rwcd", "employee": "r", "interviewer": "r", "recruiter": "r", "manager": "r",
    },
}  # fmt: skip
# these only say which window to open; reading it is checked there
WINDOWS = {"action_talent_pool_open", "action_talent_matches", "action_talent_trainings", "action_talent_courses"}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}
# methods that the web client calls; each checks its rights
PUBLIC = {
    "hr.applicant": {
        "action_talent_invite_courses", "action_talent_check_in", "action_talent_renew_plan", "action_talent_refresh",
    },
    "hr.talent.course": {"action_invite", "action_open_talent"},
    "hr.talent.checkin": {"action_interested", "action_later", "action_not_interested", "action_open_talent"},
    "hr.talent.match": {"action_add_to_job", "action_dismiss", "action_propose", "action_open_talent"},
    "hr.talent.pool": {"action_talent_pool_open"},
    "hr.job": {"action_talent_find", "action_talent_matches"},
    "hr.employee": {"action_talent_trainings", "action_talent_enrol"},
    "slide.channel": {"action_talent_courses"},
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestAccess(TalentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["portal"] = new_test_user(cls.env, "ht_portal", groups="base.group_portal")
        cls.users["public"] = cls.env.ref("base.public_user")

    def _ours(self):
        return {
            name
            for name, model in self.env.registry.items()
            if model._original_module == "hr_talent_pool" and not model._abstract and not model._transient
        }

    def test_acc1_matrix_of_every_model(self):
        self.assertEqual(self._ours(), set(MATRIX), "a new model needs its row here")
        for name, roles in MATRIX.items():
            for role, user in self.users.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(f"{role} {operation} {name}"):
                        allowed = self.env[name].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in roles.get(role, ""))

    def test_acc2_interviewers_see_nothing_of_the_archive(self):
        self.applicant.interviewer_ids = self.users["interviewer"]
        talent = self._fail()
        talent.interviewer_ids = self.users["interviewer"]
        mine = talent.with_user(self.users["interviewer"])
        self.assertEqual(mine.partner_name, "Wei Chen")
        ours = [name for name in talent._fields if name.startswith("talent_") and name not in ("talent_pool_ids", "talent_pool_count")]
        self.assertGreaterEqual(len(ours), 20)
        for name in ours:
            with self.subTest(name), self.assertRaises(AccessError):
                mine.read([name])

    def test_acc2_recruiter_who_still_has_to_rate_sees_neither_reason_nor_levels(self):
        self.applicant.interviewer_ids = self.recruiter
        talent = self._fail()
        mine = talent.with_user(self.recruiter)
        self.assertNotIn("Competency", mine.talent_reason)
        self.assertFalse(self.env["hr.talent.gap"].with_user(self.recruiter).search([("talent_id", "=", talent.id)]))
        self.assertIn("Competency of data", talent.with_user(self.users["manager"]).talent_reason)

    def test_recruiter_sees_gaps_entered_by_hand(self):
        talent = self._fail()
        gaps = self.env["hr.talent.gap"].with_user(self.recruiter)
        gap = gaps.create({"talent_id": talent.id, "competency_id": self.planning.id, "have": 2, "want": 4})
        self.assertEqual(gap.level_from, "manual")
        self.assertIn(gap, gaps.search([]))

    def test_hr_officer_sees_gaps_of_employees_only_and_employees_their_own_trainings(self):
        talent = self._fail()
        officer = self.env["hr.talent.gap"].with_user(self.users["hr_officer"])
        mine = [("id", "in", talent.talent_gap_ids.ids)]
        self.assertFalse(officer.search(mine))
        employee = self.env["hr.employee"].create({"name": "E", "user_id": self.users["employee"].id})
        talent.talent_gap_ids.employee_id = employee
        self.assertEqual(officer.search(mine), talent.talent_gap_ids)
        other = self.env["hr.employee"].create({"name": "O"})
        trainings = self.env["hr.training.assignment"]
        mine = trainings.create({"employee_id": employee.id, "channel_id": self.courses["data"].id})
        trainings.create({"employee_id": other.id, "channel_id": self.courses["data"].id})
        self.assertEqual(trainings.with_user(self.users["employee"]).search([]), mine)

    def test_acc4_public_methods_are_listed(self):
        for name, model in self.env.registry.items():
            ours = [cls for cls in model.__mro__ if getattr(cls, "_module", None) == "hr_talent_pool"]
            others = {key for cls in model.__mro__ if cls not in ours for key in vars(cls) if not hasattr(cls, "pool")}
            methods = {key for cls in ours for key, value in vars(cls).items() if callable(value) and not key.startswith("_")}
            with self.subTest(name):
                self.assertEqual(methods - others, PUBLIC.get(name, set()))

    def test_acc4_portal_users_reach_none_of_them(self):
        talent = self._fail()
        self.env["hr.talent.match"].create({"talent_id": talent.id, "job_id": self.job.id})
        self.env["hr.talent.checkin"].create({"talent_id": talent.id})
        for name, methods in PUBLIC.items():
            record = self.env[name].search([], limit=1)
            for method in methods - WINDOWS:
                with self.subTest(f"{name}.{method}"), self.assertRaises(AccessError):
                    getattr(record.with_user(self.users["portal"]), method)()

    def test_acc6_companies_are_apart(self):
        other = self.env["res.company"].create({"name": "Other"})
        foreign = new_test_user(
            self.env, "ht_foreign", groups="hr_recruitment.group_hr_recruitment_user", company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )  # fmt: skip
        talent = self._fail()
        self.env["hr.talent.checkin"].create({"talent_id": talent.id})
        self.env["hr.talent.match"].create({"talent_id": talent.id, "job_id": self.job.id})
        for name in ("hr.talent.gap", "hr.talent.course", "hr.talent.checkin", "hr.talent.match"):
            with self.subTest(name):
                self.assertTrue(self.env[name].with_user(self.recruiter).search_count([]))
                self.assertFalse(self.env[name].with_user(foreign).search_count([]))
                self.assertFalse(self.env[name].with_user(foreign)._read_group([], [], ["__count"])[0][0])
        with self.assertRaises(AccessError):
            talent.with_user(foreign).action_talent_invite_courses()
