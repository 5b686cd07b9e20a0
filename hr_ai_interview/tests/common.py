"""What the tests of this addon start from: an applicant whose job has a model with three questions."""

import contextlib
import re
import socket
from email import message_from_bytes, policy
from unittest.mock import patch

from aiosmtpd.controller import Controller
from odoo.addons.base.models.ir_mail_server import IrMail_Server
from odoo.addons.hr_competency.tests.common import CompetencyCase

GOOD = (
    "Last year I interviewed fourteen shop owners about how they order goods. I wrote the interview guide myself, and eleven "
    "of them never finished an order in one go. 我组织了20场用户访谈，整理出三类核心需求并推动产品改版。"
)
WEAK = "I would like to do more of that in the future."


class Catcher:
    """A mail server that keeps what it gets. ``refuse`` makes it refuse everybody."""

    def __init__(self):
        self.messages = []
        self.refuse = False

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.refuse:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=policy.default)
        message.arrived_for = envelope.rcpt_tos
        self.messages.append(message)
        return "250 OK"

    def to(self, address):
        return [message for message in self.messages if address in message.arrived_for]


def text_of(message):
    """The HTML of a message."""
    return message.get_body(("html", "plain")).get_content()


def token_in(message):
    """The token of the candidate's link in a message."""
    return re.search(r"/interview/([\w-]{43})", text_of(message))[1]


class InterviewCase(CompetencyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.write({"competency_approval": False, "email": "jobs@example.com"})
        texts = ["Tell of a project with users.", "How did you plan it?", "What came of it?"]
        topics = [cls.research, cls.planning, cls.research]
        cls.model.question_ids = [(5,)] + [
            (0, 0, {"text": text, "minutes": 3, "competency_ids": [(6, 0, topic.ids)]}) for text, topic in zip(texts, topics, strict=True)
        ]
        cls.model.question_ids[0].with_context(lang="zh_CN").text = "请讲一个和用户有关的项目。"
        cls._activate()
        cls.applicant.write({"email_from": "wei@example.com", "user_id": cls.recruiter.id})
        cls.applicant.partner_id.lang = "en_US"
        cls.recruiter.email = "recruiter@example.com"

    @contextlib.contextmanager
    def smtp(self):
        """A real mail server on this machine that Odoo sends through."""
        catcher, port = Catcher(), _free_port()
        controller = Controller(catcher, hostname="127.0.0.1", port=port, ready_timeout=60)
        controller.start()
        server = self.env["ir.mail_server"].create({"name": "catcher", "smtp_host": "127.0.0.1", "smtp_port": port, "sequence": 0})
        try:
            with patch.object(IrMail_Server, "_disable_send", return_value=False):
                yield catcher
        finally:
            server.active = False
            controller.stop()

    def _invite(self, applicant=None):
        applicant = applicant or self.applicant
        applicant.with_user(self.recruiter).action_ai_interview_invite()
        return applicant.ai_interview_ids[-1:]

    def _started(self, applicant=None):
        """An interview that the candidate has opened, and its token."""
        interview = self._invite(applicant)
        token = interview._issue_token()
        interview._mark_invited()
        interview._candidate_start("Wei Chen", "", False, "en_US")
        return interview, token

    def _submitted(self, *texts, applicant=None):
        interview, _token = self._started(applicant)
        for number, text in enumerate(texts or (GOOD, GOOD, GOOD), 1):
            interview._candidate_answer(number, text, f"n{number}-0")
        interview._candidate_submit()
        return interview

    def _scored(self, *texts, applicant=None):
        interview = self._submitted(*texts, applicant=applicant)
        self._run("cron_score")
        return interview

    def _run(self, cron):
        """Run a scheduled action as the scheduler does."""
        with self.enter_registry_test_mode():
            self.env.ref(f"hr_ai_interview.{cron}").method_direct_trigger()
        self.env.invalidate_all()

    def _another(self, name="Li Na", email="li@example.com", **vals):
        return self.env["hr.applicant"].create({"partner_name": name, "email_from": email, "job_id": self.job.id, **vals})


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
