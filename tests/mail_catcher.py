"""A real SMTP server in this process, so that "sent" in a test means that a mail server took the message."""

import contextlib
import email
import email.policy
import re
import socket
from unittest.mock import patch

from aiosmtpd.controller import Controller
from odoo.addons.base.models.ir_mail_server import IrMail_Server


class MailCatcher:
    """Keeps what arrives, parsed."""

    def __init__(self):
        self.messages = []

    async def handle_DATA(self, server, session, envelope):
        self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 taken"

    def to(self, address):
        """The messages to an address, oldest first."""
        return [m for m in self.messages if address in str(m["To"])]

    @staticmethod
    def html(message):
        part = message.get_body(("html", "plain"))
        return part.get_content()

    def link(self, address, pattern=r"https?://[^\"'\s<>]+/interview/[\w-]+"):
        """The last link of a kind that was sent to an address."""
        found = [link for m in self.to(address) for link in re.findall(pattern, self.html(m))]
        return found[-1] if found else None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def caught_mail(env):
    """Mail that Odoo sends arrives here. In tests Odoo sends nothing unless told otherwise."""
    catcher, port = MailCatcher(), free_port()
    controller = Controller(catcher, hostname="127.0.0.1", port=port, ready_timeout=60)
    controller.start()
    env["ir.mail_server"].search([]).active = False
    env["ir.mail_server"].create({"name": "Catcher", "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_encryption": "none"})
    try:
        with patch.object(IrMail_Server, "_disable_send", classmethod(lambda cls: False)):
            yield catcher
    finally:
        controller.stop()
