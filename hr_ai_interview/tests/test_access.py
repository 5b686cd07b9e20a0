"""Who may read and write what: the weakest user first."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import InterviewCase

MODELS = (
    "hr.ai.interview",
    "hr.ai.interview.question",
    "hr.ai.interview.answer",
    "hr.ai.interview.review",
    "hr.ai.interview.review.line",
    "hr.ai.interview.feedback",
    "hr.ai.interview.throttle",
)
NO_ROWS = ("hr.ai.interview.queue", "hr.ai.interview.demo")


@tagged("post_install", "-at_install")
class TestAccess(InterviewCase):
    def test_ACC_1_every_model_of_this_addon_is_tested(self):
        ours = {name for name in self.env if name.startswith("hr.ai.interview")}
        self.assertEqual(ours, set(MODELS) | set(NO_ROWS))

    def test_ACC_1_public_portal_and_employees_have_no_access(self):
        portal = new_test_user(self.env, "a_portal", groups="base.group_portal")
        for user in (self.env.ref("base.public_user"), portal, self.users["employee"]):
            for model in MODELS:
                for operation in ("read", "write", "create", "unlink"):
                    self.assertFalse(self.env[model].with_user(user).has_access(operation), (user.login, model, operation))

    def test_ACC_1_interviewers_see_their_own_applicants_only(self):
        self._submitted()
        stranger = new_test_user(self.env, "a_stranger", groups="hr_recruitment.group_hr_recruitment_interviewer")
        for model in ("hr.ai.interview", "hr.ai.interview.question", "hr.ai.interview.answer"):
            self.assertTrue(self.env[model].with_user(self.interviewer).search_count([("company_id", "=", self.env.company.id)]))
            self.assertFalse(self.env[model].with_user(stranger).search_count([]))
            for operation in ("write", "create", "unlink"):
                self.assertFalse(self.env[model].with_user(self.interviewer).has_access(operation))

    def test_ACC_4_buttons_are_not_for_interviewers(self):
        interview = self._invite()
        scored = self._scored(applicant=self._another(interviewer_ids=[(6, 0, self.interviewer.ids)]))
        for record, method in (
            (interview, "action_invite"),
            (interview, "action_revoke"),
            (interview, "action_copy_link"),
            (self.applicant, "action_ai_interview_invite"),
            (scored, "action_write_feedback"),
        ):
            with self.assertRaises(AccessError, msg=method):
                getattr(record.with_user(self.interviewer), method)()

    def test_the_hashes_of_tokens_are_for_nobody(self):
        interview = self._invite()
        for user in (self.interviewer, self.recruiter, self.manager):
            with self.assertRaises(AccessError):
                interview.with_user(user).read(["token_hash"])

    def test_ACC_6_companies_are_apart(self):
        other = self.env["res.company"].create({"name": "Other"})
        foreign = new_test_user(
            self.env,
            "a_foreign",
            groups="hr_recruitment.group_hr_recruitment_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self._scored()
        for model in MODELS:
            if self.env[model].with_user(foreign).has_access("read"):
                self.assertFalse(self.env[model].with_user(foreign).search_count([]), model)

    def test_recruiters_cannot_change_answers_or_results(self):
        interview = self._scored()
        with self.assertRaises(AccessError):
            interview.answer_ids.with_user(self.recruiter).write({"text": "better"})
        with self.assertRaises(AccessError):
            interview.question_ids.with_user(self.recruiter).write({"text": "other"})
        with self.assertRaises(AccessError):
            self.env["hr.ai.interview.feedback"].with_user(self.recruiter).create({"interview_id": interview.id})
