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

STRONG = {
    "zh": [
        "上一份工作里，我负责一款门店订货小程序。我组织了20场用户访谈，自己写访谈提纲，跑了12家门店，把录音整理成86条原话，归成三类需求。"
        "我发现店长不是不会用，而是下单要翻五页，于是我把下单流程从五步改成两步，上线一个月后订货时长从8分钟降到3分钟，投诉少了四成。",
        "去年第三季度研发只有6个人，业务提了43个需求。我按用户价值和工作量给每个需求打分，砍掉了29个，和研发负责人一起排出三个版本的路线图，"
        "每两周复盘一次。最后核心版本按期上线，季度目标完成了112%，被砍的需求里后来只有两个被重新提出来。",
        "做会员打通项目时，财务和门店运营互相不让步，项目卡了三周。我把两边的负责人约到一起，把对账口径一条一条列出来，推动双方确认了接口和责任人，"
        "每周一对一次进度，最后提前五天上线，门店核销差错从每天30笔降到2笔。",
    ],
    "en": [
        "In my last job I looked after an ordering app for shops. I wrote an interview guide, visited fourteen shop owners and sorted what they "
        "said into three needs. I saw that eleven of them gave up on page four, so I cut ordering from five steps to two; after a month the "
        "time per order fell from 8 minutes to 3 and complaints dropped by 40 percent.",
        "Last year we had six engineers and 43 requests. I scored each by user value and effort, dropped 29 of them, agreed a roadmap of three "
        "releases with the head of engineering and reviewed it every two weeks. The core release went live on time and we reached 112 percent "
        "of the quarter's target.",
        "The loyalty project was stuck for three weeks between finance and store operations. I got both leads into one room, listed the "
        "reconciliation rules one by one, had owners and interfaces agreed, and followed up every Monday. We went live five days early and "
        "booking errors fell from 30 a day to 2.",
    ],
}
WEAK = {
    "zh": [
        "用户调研我没有做过，需求都是老板直接给的，我照着写文档就行。有一次想去访谈用户，后来太忙就没去成。",
        "需求太多的时候我没有做取舍，谁催得急就先做谁的，最后版本延期了两个月，我也没有再复盘。",
        "跨部门的事情我没怎么参与，都是领导去协调的。有一次财务不配合，我就一直等，项目后来停了。",
    ],
    "en": [
        "I did not do any user research, the requests came from my boss and I wrote them down. Once I wanted to interview users but never got to it.",
        "When there were too many requests I did not choose; whoever shouted loudest came first. The release was two months late and I did not review it.",
        "I was not really part of the work with other departments, my manager did that. Finance did not answer once, so I waited, and the project stopped.",
    ],
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
