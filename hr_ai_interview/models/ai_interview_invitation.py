from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from .ai_interview import OPEN, SUBMITTED

INVITATION_TRIES = 3
# Minutes before another try, times the tries so far: a mail server that restarts is no reason to give up.
INVITATION_PAUSE = 5


class HrAiInterview(models.Model):
    """The link: made, sent, sent again, taken back.

    A token exists in the clear only in the candidate's mail. That is why a mail is made, sent and removed within one
    step of a scheduled action, instead of waiting in Odoo's queue with the link in its body.
    """

    _inherit = "hr.ai.interview"
    _page_path = "interview"
    _token_fields = ("token_hash", "status_token_hash")

    token_hash = fields.Char(index="btree_not_null", copy=False, groups="base.group_system")
    status_token_hash = fields.Char(
        index="btree_not_null",
        copy=False,
        groups="base.group_system",
        help="A second link, sent with the feedback: the first is known as hash only.",
    )
    deadline = fields.Datetime(copy=False, tracking=True)
    invited_at = fields.Datetime(readonly=True, copy=False)
    invitation_state = fields.Selection(
        [("queued", "Waiting to Be Sent"), ("sent", "Sent"), ("failed", "Failed")], "Invitation", readonly=True, copy=False, tracking=True
    )
    invitation_tries = fields.Integer(readonly=True, copy=False)
    invitation_after = fields.Datetime(readonly=True, copy=False, help="When the next try is due.")
    invitation_error = fields.Char(readonly=True, copy=False)

    # --- token ----------------------------------------------------------------------------------------------------

    def _is_open_to_candidate(self):
        if self.state in (*SUBMITTED, "withdrawn"):
            return True
        return self.state in OPEN and bool(self.deadline) and fields.Datetime.now() <= self.deadline

    # --- inviting -------------------------------------------------------------------------------------------------

    def action_invite(self):
        """Send the link, or a new one; a scheduled action does it within moments."""
        for interview in self:
            interview._check_invitable()
            interview._check_address()
        self.check_access("write")
        self.sudo().write({"invitation_state": "queued", "invitation_tries": 0, "invitation_after": False, "invitation_error": False})
        self._trigger_cron("cron_invitation")

    def action_copy_link(self):
        """Show a new link once, for a recruiter who passes it on by another way than mail."""
        self.ensure_one()
        self.check_access("write")
        self._check_invitable()
        url = self._candidate_url(self._issue_token())
        self.sudo()._mark_invited()
        # a mail that still waits would bring another link, and this one would be dead on arrival
        self.sudo().write({"invitation_state": False, "invitation_error": False})
        self.message_post(body=self.env._("A link was made by hand; links sent before it no longer work."))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("Link for %s: copy it now, it is not stored", self.partner_name),
                "message": "%s",
                "links": [{"label": url, "url": url}],
                "sticky": True,
                "type": "info",
            },
        }

    def action_revoke(self):
        """Take the link back: it opens nothing from now on."""
        self.check_access("write")
        for interview in self:
            if interview.state not in (*OPEN, "expired"):
                raise UserError(self.env._("Only an interview that is not yet submitted can be revoked."))
        self.sudo().write({"state": "revoked", "token_hash": False, "status_token_hash": False, "invitation_state": False})
        # there may be another one at once
        self.flush_recordset(["state"])

    def _check_invitable(self):
        self.ensure_one()
        if self.state not in (*OPEN, "expired", "withdrawn", "revoked"):
            raise UserError(self.env._("%s has been submitted already.", self.display_name))

    def _check_address(self):
        if not self.email:
            raise UserError(self.env._("%s has no e-mail address.", self.partner_name or self.applicant_id.display_name))

    def _mark_invited(self):
        started = self.state == "started" or bool(self.started_at)
        self.write(
            {
                "state": "started" if started else "invited",
                "deadline": fields.Datetime.now() + timedelta(days=self.company_id.ai_interview_deadline_days),
                "invited_at": fields.Datetime.now(),
            }
        )

    def _trigger_cron(self, name):
        self.env.ref(f"hr_ai_interview.{name}").sudo()._trigger()

    # --- sending --------------------------------------------------------------------------------------------------

    def _cron_send_invitations(self):
        """Send the invitations that wait."""
        steps = type(self)
        self._work_off(
            [("invitation_state", "=", "queued"), *self._invitation_due()],
            steps._deliver_invitation,
            steps._invitation_failed,
            claim=steps._open_invitation,
            note=steps._note_invitation,
        )

    def _invitation_due(self):
        return ["|", ("invitation_after", "=", False), ("invitation_after", "<=", fields.Datetime.now())]

    def _open_invitation(self):
        """Make the link that a mail is going to carry: it opens the page before the mail can arrive.

        :return: the link, which is nowhere stored
        """
        self._mark_invited()
        return self._candidate_url(self._issue_token())

    def _deliver_invitation(self, url):
        """Send one invitation and forget its link."""
        self.ensure_one()
        self._send_and_forget(self.env.ref("hr_ai_interview.mail_template_invitation"), interview_url=url)

    def _note_invitation(self):
        self.write({"invitation_state": "sent", "invitation_error": False})
        interview = self._for_recruiter()
        interview.message_post(body=interview.env._("Invitation sent to %s.", self.email))

    def _invitation_failed(self, error):
        tries = self.invitation_tries + 1
        state = "failed" if tries >= INVITATION_TRIES else "queued"
        again = fields.Datetime.now() + timedelta(minutes=INVITATION_PAUSE * tries)
        reason = " ".join(str(error).split())[:500]
        self.write({"invitation_tries": tries, "invitation_error": reason, "invitation_state": state, "invitation_after": again})
        if state == "failed":
            if self.state == "invited":
                self.state = "draft"
            self._warn_recruiter(self._for_recruiter().env._("The invitation could not be sent: %s", self.invitation_error))

    def _warn_recruiter(self, note):
        self.activity_schedule("mail.mail_activity_data_warning", summary=note[:100], note=note, user_id=self._recruiter().id)

    # --- deadline -------------------------------------------------------------------------------------------------

    def _cron_expire(self):
        """Close the interviews whose deadline has passed."""
        overdue = self.search([("state", "in", ("invited", "started")), ("deadline", "<", fields.Datetime.now())])
        overdue.write({"state": "expired"})
