"""What the tests of this addon start from: a job with a small model, people in every role."""

import contextlib
from unittest.mock import MagicMock, patch

from odoo.addons.base.models.ir_mail_server import IrMail_Server
from odoo.tests import TransactionCase, new_test_user

GROUPS = {
    "employee": "base.group_user",
    "interviewer": "hr_recruitment.group_hr_recruitment_interviewer",
    "recruiter": "hr_recruitment.group_hr_recruitment_user",
    "manager": "hr_recruitment.group_hr_recruitment_manager",
    "hr_officer": "hr.group_hr_user",
}
ANSWER = (
    "Last year I interviewed fourteen shop owners about how they order goods. I wrote an interview guide, visited each of "
    "them and found that eleven never finished the order in one go. 我组织了20场用户访谈，整理出三类核心需求并推动产品改版。"
)


class CompetencyCase(TransactionCase):
    """A job 'Product manager' with two competencies, a draft model, and one user per role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True, "mail_create_nolog": True})
        cls.last_mail = cls.env["mail.mail"].search([], order="id desc", limit=1)
        cls.users = {name: new_test_user(cls.env, f"hc_{name}", groups=group) for name, group in GROUPS.items()}
        cls.interviewer = cls.users["interviewer"]
        cls.recruiter = cls.users["recruiter"]
        cls.manager = cls.users["manager"]
        cls.research = cls._competency("Talking to users", "t_research", "用户访谈", "interviewed", "访谈")
        cls.planning = cls._competency("Planning the product", "t_planning", "产品规划", "roadmap", "路线图")
        cls.job = cls.env["hr.job"].create({"name": "Product manager of tests", "user_id": cls.recruiter.id})
        cls.model = cls._model(cls.job)
        cls.applicant = cls.env["hr.applicant"].create(
            {"partner_name": "Wei Chen", "job_id": cls.job.id, "interviewer_ids": [(6, 0, cls.interviewer.ids)]}
        )

    @classmethod
    def _competency(cls, name, code, name_zh, word, word_zh):
        competency = cls.env["hr.competency"].create(
            {
                "name": name,
                "code": code,
                "category": "professional",
                "indicator_ids": [
                    (0, 0, {
                        "code": f"{code}.{number}",
                        "name": f"{name}: behaviour {number}",
                        "weight": 20 * number,
                        "examples": f"I {word} fourteen people about it\n我组织了20场{word_zh}",
                        "cues": f"{word}\n{word_zh}",
                        "anchor_1": "Does not do it.",
                        "anchor_5": "Teaches others to do it.",
                    })
                    for number in (1, 2)
                ],
            }
        )  # fmt: skip
        competency.with_context(lang="zh_CN").name = name_zh
        return competency

    @classmethod
    def _model(cls, job, **vals):
        return cls.env["hr.competency.model"].create(
            {
                "job_id": job.id,
                "line_ids": [
                    (0, 0, {"competency_id": cls.research.id, "weight": 60, "must_have": True}),
                    (0, 0, {"competency_id": cls.planning.id, "weight": 40}),
                ],
                "question_ids": [(0, 0, {"text": "Tell of a project with users.", "competency_ids": [(6, 0, cls.research.ids)]})],
                **vals,
            }
        )

    @classmethod
    def _activate(cls, model=None):
        model = model or cls.model
        model.with_user(cls.manager).action_approve()
        model.action_activate()
        return model

    def _assess(self, text=ANSWER, applicant=None, **values):
        engine = self.env["hr.competency.engine"]
        applicant = applicant or self.applicant
        return engine._assess(self.model, [engine._source("q1", text, question="Your project?")], applicant=applicant, **values)

    def _rate(self, level, user=None, applicant=None):
        """A scorecard of an interviewer: the same level for both competencies."""
        user = user or self.interviewer
        ratings = {self.research: (level, "Good interviews."), self.planning: (level, "Clear plan.")}
        return self.env["hr.competency.engine"]._record(self.model, ratings, applicant=applicant or self.applicant, assessor_id=user.id)

    @contextlib.contextmanager
    def _leaving(self):
        """What leaves this machine by mail, as dicts of ``ir.mail_server._build_email__``; nothing really does."""
        sent, build = [], IrMail_Server._build_email__

        def note(server, *args, **values):
            sent.append(values)
            return build(server, *args, **values)

        # in tests Odoo builds no mail at all unless told otherwise
        sending = {
            "_build_email__": note,
            "_connect__": lambda *args, **values: MagicMock(),
            "_disable_send": classmethod(lambda cls: False),
            "send_email": lambda server, message, *args, **values: message["Message-Id"],
        }
        with patch.multiple(IrMail_Server, **sending):
            yield sent

    def _send_all(self):
        """Send what waits in the queue of mails, without those of the demo data.

        :return: what left
        """
        with self._leaving() as sent:
            self.env["mail.mail"].sudo().search([("state", "=", "outgoing"), ("id", ">", self.last_mail.id)]).send()
        return sent
