"""The cast and the stage of the stories: one company, one job of each template, people in every role."""

import re
from unittest.mock import patch
from urllib.parse import urlparse

from odoo.addons.base.models.ir_cron import IrCron
from odoo.tests import HttpCase, new_test_user

from .mail_catcher import caught_mail

GROUPS = {
    "interviewer": "hr_recruitment.group_hr_recruitment_interviewer",
    "recruiter": "hr_recruitment.group_hr_recruitment_user",
    "manager": "hr_recruitment.group_hr_recruitment_manager",
    "hr_officer": "hr_recruitment.group_hr_recruitment_user,hr.group_hr_user",
}


class LoopCase(HttpCase):
    """A job with an active model made from a template, and a candidate who has applied for it."""

    template = "product_manager"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            name: new_test_user(cls.env, f"story_{name}", groups=groups, email=f"{name}@example.com") for name, groups in GROUPS.items()
        }
        cls.recruiter, cls.interviewer, cls.manager = (cls.users[n] for n in ("recruiter", "interviewer", "manager"))
        cls.job = cls._job("Product manager of the stories")

    def setUp(self):
        super().setUp()
        catching = caught_mail(self.env)
        self.mail = catching.__enter__()
        self.addCleanup(catching.__exit__, None, None, None)
        # outside the scheduler a scheduled action's progress is a commit, which no test may do
        progress = patch.object(IrCron, "_commit_progress", lambda *args, **kwargs: 60.0)
        progress.start()
        self.addCleanup(progress.stop)

    # --- HR ---------------------------------------------------------------------------------------------------------

    @classmethod
    def _job(cls, name):
        job = cls.env["hr.job"].create({"name": name, "user_id": cls.recruiter.id, "interviewer_ids": [(6, 0, cls.interviewer.ids)]})
        template = cls.env.ref(f"hr_competency.template_{cls.template}")
        model = cls.env["hr.competency.model"].create({"job_id": job.id, **template._model_vals()})
        model.with_user(cls.manager).action_approve()
        model.action_activate()
        return job

    def apply(self, name="王小明", address="wang@example.com", lang="zh_CN", **values):
        """An application with a mail address, in the candidate's language."""
        partner = self.env["res.partner"].create({"name": name, "email": address, "lang": lang})
        return (
            self.env["hr.applicant"]
            .with_user(self.recruiter)
            .create({"partner_name": name, "email_from": address, "partner_id": partner.id, "job_id": self.job.id, **values})
            .with_user(self.env.user)
        )

    def invite(self, applicant):
        """HR invites; the mail arrives.

        :return: the path of the link in the mail
        """
        applicant.with_user(self.recruiter).action_ai_interview_invite()
        self.env["hr.ai.interview"]._cron_send_invitations()
        return urlparse(self.mail.link(applicant.email_from)).path

    # --- the candidate, without JavaScript --------------------------------------------------------------------------

    def csrf(self, page):
        return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]

    def post(self, path, page, **data):
        return self.url_open(path, data={"csrf_token": self.csrf(page), **data})

    def answer_all(self, path, answers, name="王小明", talent_pool="1"):
        """The whole of the candidate's part: information, consent, three answers, submission."""
        page = self.url_open(path)
        self.assertEqual(page.status_code, 200)
        page = self.post(f"{path}/info", page, name=name, phone="13800001111", consent="1", talent_pool=talent_pool)
        for number, text in enumerate(answers, 1):
            page = self.post(f"{path}/answer", page, number=str(number), text=text, nonce=f"n{number}")
        page = self.post(f"{path}/submit", self.url_open(f"{path}?step=check"))
        self.assertEqual(page.status_code, 200)
        return page

    def interviewed(self, answers, lang="zh_CN", talent_pool="1", **values):
        """An applicant who has answered and been scored."""
        applicant = self.apply(lang=lang, **values)
        path = self.invite(applicant)
        self.answer_all(path, answers, name=applicant.partner_name, talent_pool=talent_pool)
        self.env["hr.ai.interview"]._cron_score()
        return applicant
