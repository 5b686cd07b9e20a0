"""The approval chain: who is asked, in which order, what is kept, and the way back."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .common import CompetencyCase

ACTIVITY = "hr_competency.activity_approve_model"


@tagged("post_install", "-at_install")
class TestApproval(CompetencyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss, cls.director = (new_test_user(cls.env, f"hc_{name}", groups="base.group_user") for name in ("boss", "director"))
        above = cls._department("Division", cls.director)
        cls.department = cls._department("Products", cls.boss, above)
        cls.job.department_id = cls.department

    @classmethod
    def _department(cls, name, user, parent=None):
        manager = cls.env["hr.employee"].create({"name": name, "user_id": user.id})
        return cls.env["hr.department"].create({"name": name, "manager_id": manager.id, "parent_id": parent and parent.id})

    def _steps(self, *approvers, department=None):
        return self.env["hr.competency.approval.step"].create(
            [
                {
                    "sequence": number,
                    "department_id": department and department.id,
                    "approver": "user" if isinstance(who, type(self.boss)) else who,
                    "user_id": who.id if isinstance(who, type(self.boss)) else False,
                }
                for number, who in enumerate(approvers)
            ]
        )

    def _asked(self):
        return self.model.activity_search([ACTIVITY]).user_id

    def _decide(self, user, decision, reason=""):
        wizard = self.env["hr.competency.decision"].with_user(user)
        wizard.create({"model_id": self.model.id, "decision": decision, "reason": reason}).action_decide()

    def test_department_manager_approves_and_nobody_else_below(self):
        self.assertEqual(self.model.approver_id, self.boss)
        with self.assertRaises(AccessError):
            self.model.with_user(self.recruiter).action_approve()
        with self.assertRaises(UserError):
            self.model.with_user(self.recruiter).action_activate()
        self.assertIn(self.model, self.env["hr.competency.model"].with_user(self.boss).search([]))
        self.model.with_user(self.boss).action_approve()
        self.assertEqual((self.model.state, self.model.approved_by_id), ("approved", self.boss))
        self.model.with_user(self.recruiter).action_activate()
        self.assertEqual(self.model.state, "active")

    def test_company_may_do_without_approval(self):
        self.env.company.competency_approval = False
        self.model.with_user(self.recruiter).action_activate()
        self.assertEqual(self.model.state, "active")

    def test_asking_gives_the_manager_an_activity_and_freezes_the_model(self):
        self.model.approval_note = "Interviews showed that planning counts more."
        self.model.with_user(self.recruiter).action_ask_approval()
        self.assertEqual((self.model.state, self._asked()), ("waiting", self.boss))
        self.assertIn("planning counts more", str(self.model.activity_search([ACTIVITY]).note))
        with self.assertRaises(UserError):
            self.model.with_user(self.recruiter).pass_score = 1
        self.assertTrue(self.model.with_user(self.boss).can_decide)
        self.assertFalse(self.model.with_user(self.recruiter).can_decide)

    def test_department_without_manager_is_answered_for_by_the_one_above_then_by_hr(self):
        self.department.manager_id = False
        self.assertEqual(self.model.approver_id, self.director)
        self.department.parent_id.manager_id = False
        self.model.invalidate_recordset()
        self.model.with_user(self.recruiter).action_ask_approval()
        self.assertIn(self.manager, self._asked())
        self.assertTrue(all(user.has_group("hr_recruitment.group_hr_recruitment_manager") for user in self._asked()))

    def test_chain_asks_one_after_the_other_and_keeps_every_reason(self):
        self._steps("department_manager", self.director, "hr_manager")
        self.model.with_user(self.recruiter).action_ask_approval()
        with self.assertRaises(AccessError):
            self._decide(self.director, "approved")
        self._decide(self.boss, "approved", "Fits the team.")
        self.assertEqual((self.model.state, self._asked()), ("waiting", self.director))
        with self.assertRaises(AccessError):
            self._decide(self.manager, "approved")
        self._decide(self.director, "approved")
        self.assertIn(self.manager, self._asked())
        self._decide(self.manager, "approved", "Weights checked.")
        self.assertEqual((self.model.state, self.model.approved_by_id), ("approved", self.manager))
        self.assertFalse(self._asked())
        self.assertEqual(self.model.approval_ids.decided_by_id, self.boss | self.director | self.manager)
        self.assertEqual(self.model.approval_ids.mapped("reason"), ["Fits the team.", "", "Weights checked."])
        self.assertIn("Weights checked.", " ".join(map(str, self.model.message_ids.mapped("body"))))

    def test_steps_of_a_department_go_before_the_companys(self):
        self._steps("hr_manager")
        self._steps(self.director, department=self.department.parent_id)
        self.model.with_user(self.recruiter).action_ask_approval()
        self.assertEqual(self.model.approval_ids.user_ids, self.director)
        other = self._model(self.env["hr.job"].create({"name": "Without a department"}))
        self.assertIn(self.manager, other._chain_vals()[0]["users"])

    def test_configured_chain_cannot_be_skipped_by_an_hr_manager(self):
        self._steps("department_manager")
        with self.assertRaises(AccessError):
            self.model.with_user(self.manager).action_approve()

    def test_one_person_who_has_several_steps_is_asked_once(self):
        self._steps("department_manager", self.boss)
        self.model.with_user(self.boss).action_approve()
        self.assertEqual((self.model.state, len(self.model.approval_ids)), ("approved", 2))

    def test_refusal_says_why_and_leads_back_to_the_draft(self):
        self._steps("department_manager", self.director)
        self.model.with_user(self.recruiter).action_ask_approval()
        with self.assertRaises(UserError):
            self._decide(self.boss, "refused", "  ")
        self._decide(self.boss, "refused", "Planning is worth more.")
        self.assertEqual(self.model.state, "draft")
        self.assertEqual(self.model.approval_ids.mapped("state"), ["refused", "dropped"])
        self.assertFalse(self._asked())
        self.model.with_user(self.recruiter).line_ids[0].weight = 40
        self.model.with_user(self.recruiter).action_ask_approval()
        self.assertEqual(len(self.model.approval_ids), 4, "the first round stays in the records")
        self.assertEqual(self._asked(), self.boss)

    def test_recall_before_anybody_has_decided(self):
        self.model.with_user(self.recruiter).action_ask_approval()
        self.model.with_user(self.recruiter).action_back_to_draft()
        self.assertEqual((self.model.state, self.model.approval_ids.state), ("draft", "dropped"))
        self.assertFalse(self._asked())
        with self.assertRaises(AccessError):
            self.model.with_user(self.interviewer).action_back_to_draft()

    def test_named_person_reads_the_model_that_waits_for_them_and_writes_nothing(self):
        stranger = new_test_user(self.env, "hc_named", groups="base.group_user")
        self.assertNotIn(self.model, self.env["hr.competency.model"].with_user(stranger).search([]))
        self._steps(stranger)
        self.model.with_user(self.recruiter).action_ask_approval()
        mine = self.model.with_user(stranger)
        self.assertTrue(mine.line_ids[0].competency_id.name)
        self.assertTrue(mine.question_ids[0].text)
        with self.assertRaises(AccessError):
            mine.write({"name": "Mine"})
        with self.assertRaises(AccessError):
            mine.approval_ids.write({"state": "approved"})
        self._decide(stranger, "approved")
        self.assertEqual(self.model.state, "approved")

    def test_plain_employee_who_approves_opens_the_form_and_finds_the_buttons(self):
        self.model.with_user(self.recruiter).action_ask_approval()
        form = Form(self.model.with_user(self.boss))
        self.assertTrue(form.can_decide)
        self.assertEqual(len(form.line_ids), 2)
        with self.assertRaises(AssertionError):
            form.pass_score = 1  # read only while it waits
        self._decide(self.boss, "approved")
        self.model.with_user(self.recruiter).action_activate()
        self.assertTrue(Form(self.model.with_user(self.boss)).line_ids)

    def test_set_up_asks_where_the_user_cannot_approve_alone(self):
        setup = self.env["hr.competency.setup"]
        self.assertTrue(setup.with_user(self.recruiter).create({"job_id": self.job.id}).needs_approval)
        self.assertFalse(setup.with_user(self.manager).create({"job_id": self.job.id}).needs_approval)
        self._steps(self.director)
        self.assertTrue(setup.with_user(self.manager).create({"job_id": self.job.id}).needs_approval)
