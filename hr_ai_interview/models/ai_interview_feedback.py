from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.feedback_facts import FeedbackFacts
from ..tools.feedback_words import FeedbackWords

PROMISE = timedelta(minutes=60)
SENDING_TRIES = 3
OPEN = ("due", "held", "failed", "unknown")


class HrAiInterviewFeedback(models.Model):
    """Personal feedback: written in the transaction that scores, sent within the hour, unless a person holds it."""

    _name = "hr.ai.interview.feedback"
    _description = "Candidate Feedback"
    _inherit = ["mail.thread", "mail.activity.mixin", "hr.ai.interview.queue", "hr.competency.guarded"]
    _order = "due, id"

    interview_id = fields.Many2one("hr.ai.interview", required=True, index=True, ondelete="cascade", readonly=True)
    kind = fields.Selection([("result", "Result")], required=True, default="result", readonly=True)
    applicant_id = fields.Many2one(related="interview_id.applicant_id", store=True)
    job_id = fields.Many2one(related="interview_id.job_id", store=True)
    company_id = fields.Many2one(related="interview_id.company_id", store=True, index=True)
    user_id = fields.Many2one(related="interview_id.user_id", store=True)
    email = fields.Char(related="interview_id.email")
    lang = fields.Selection(related="interview_id.lang")
    verdict = fields.Selection(related="interview_id.verdict", string="Recommendation")
    score = fields.Float(related="interview_id.score", digits=(5, 1))
    has_score = fields.Boolean(related="interview_id.has_score")
    body = fields.Html("Text", sanitize=True)
    edited_by_id = fields.Many2one("res.users", readonly=True)
    state = fields.Selection(
        [
            ("due", "Will Be Sent"),
            ("held", "On Hold"),
            ("sending", "Being Sent"),
            ("sent", "Sent"),
            ("failed", "Not Sent"),
            ("unknown", "Perhaps Sent"),
            ("cancelled", "Cancelled"),
        ],
        default="due",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        group_expand="_expand_states",
    )
    held_because = fields.Selection(
        [
            ("evidence", "There was not enough evidence: a person decides first."),
            ("approval", "A person approves feedback first."),
            ("human_review", "The candidate asked for a human review."),
            ("erasure", "The candidate asked for the erasure of all data."),
            ("person", "Held by a person."),
        ],
        readonly=True,
    )
    held_by_id = fields.Many2one("res.users", readonly=True)
    hold_reason = fields.Char(compute="_compute_hold_reason", compute_sudo=True)
    due = fields.Datetime("To Be Sent At", required=True, readonly=True, index=True)
    promised_at = fields.Datetime("Promised By", required=True, readonly=True, help="One hour after the candidate submitted.")
    sent_at = fields.Datetime(readonly=True)
    minutes_to_send = fields.Float("Minutes to Feedback", compute="_compute_in_time", store=True, aggregator="avg")
    in_time = fields.Boolean("Within the Hour", compute="_compute_in_time", store=True)
    in_time_share = fields.Float(
        "Share Within the Hour", compute="_compute_in_time", store=True, aggregator="avg", help="1 when it was sent in time, else 0."
    )
    tries = fields.Integer(readonly=True)
    error = fields.Char(readonly=True)

    _once = models.Constraint("unique(interview_id, kind)", "An interview has one feedback of a kind.")

    @api.depends("interview_id")
    def _compute_display_name(self):
        for feedback in self:
            feedback.display_name = self.env._("Feedback: %s", feedback.interview_id.display_name)

    @api.depends("sent_at", "promised_at")
    def _compute_in_time(self):
        for feedback in self:
            sent, promised = feedback.sent_at, feedback.promised_at
            feedback.minutes_to_send = (sent - promised + PROMISE).total_seconds() / 60 if sent and promised else 0.0
            feedback.in_time = bool(sent and promised and sent <= promised)
            feedback.in_time_share = float(feedback.in_time)

    @api.depends("held_because", "held_by_id")
    @api.depends_context("lang")
    def _compute_hold_reason(self):
        labels = dict(self._fields["held_because"]._description_selection(self.env))
        for feedback in self:
            reason = labels.get(feedback.held_because, False)
            if feedback.held_because == "person" and feedback.held_by_id:
                reason = self.env._("Held by %s.", feedback.held_by_id.name)
            feedback.hold_reason = reason

    @api.model
    def _expand_states(self, states, domain):
        """The columns that a board always has; the others appear when something stands in them."""
        return [state for state, _label in self._fields["state"].selection if state in ("due", "held", "sent") or state in states]

    # --- writing --------------------------------------------------------------------------------------------------

    @api.model
    def _prepare(self, interview):
        """Write the feedback of an interview that has just been scored.

        Not passed: it leaves by itself. Not enough evidence: it waits for a person. Passed: the recruiter writes.
        """
        if interview.verdict == "passed" or interview.feedback_ids:
            return self.browse()
        return self._write_for(interview)

    @api.model
    def _write_for(self, interview):
        now = fields.Datetime.now()
        promised = (interview.submitted_at or now) + PROMISE
        due = now + timedelta(minutes=interview.company_id.ai_interview_feedback_delay)
        reason = self._reason_to_hold(interview)
        return self.sudo().create(
            {
                "interview_id": interview.id,
                "body": self._body_of(interview),
                "due": min(due, max(promised, now)),
                "promised_at": promised,
                "state": "held" if reason else "due",
                "held_because": reason,
                "held_by_id": reason == "person" and self.env.uid,
            }
        )

    def _reason_to_hold(self, interview):
        """Hook: why a feedback waits for a person, a value of ``held_because``, or nothing."""
        if asked := next((kind for kind in ("erasure", "human_review") if interview._request(kind)), False):
            return asked
        if interview.verdict != "not_passed":
            return "person" if interview.verdict == "passed" else "evidence"
        return "approval" if interview.company_id.ai_interview_feedback_approval else False

    def _body_of(self, interview):
        """The text in the candidate's language."""
        speaking = interview.sudo().with_context(lang=interview._candidate_lang())
        facts = FeedbackFacts(speaking.assessment_id, speaking.question_ids).values()
        words = FeedbackWords(speaking.env, speaking.partner_name or "", speaking.job_id.name, facts, speaking.verdict == "passed")
        return speaking.env["ir.qweb"]._render("hr_ai_interview.feedback_body", words.values())

    def _sent_body(self):
        """What the candidate has been sent, to be shown to them again. Who is quick opens the mail before it is noted."""
        return next((feedback.body for feedback in self if feedback.state in ("sent", "sending")), False)

    # --- what a recruiter does ------------------------------------------------------------------------------------

    def _recruiter(self):
        """Who is to be told."""
        return self.interview_id._recruiter()

    def _message_track(self, fields_iter, initial_values_dict):
        tracked = {}
        for feedback in self._for_the_chatter():
            tracked |= super(HrAiInterviewFeedback, feedback)._message_track(fields_iter, initial_values_dict)
        return tracked

    def write(self, vals):
        """Note who edits the text; what has been sent stays as it was sent."""
        self._check_guarded(vals)
        if "body" in vals and not self.env.su:
            if self.filtered(lambda feedback: feedback.state not in OPEN):
                raise UserError(self.env._("This feedback has been sent and can no longer be changed."))
            vals = {**vals, "edited_by_id": self.env.uid}
        return super().write(vals)

    def action_hold(self):
        """Keep the feedback back until somebody releases it."""
        self.check_access("write")
        self._hold("person")

    def _hold(self, reason):
        """:param reason: a value of ``held_because``"""
        held = {"state": "held", "held_because": reason, "held_by_id": reason == "person" and self.env.uid}
        self.sudo().filtered(lambda feedback: feedback.state == "due").write(held)

    def action_release(self):
        """Send it now: approve it, or try again what could not be sent."""
        self.check_access("write")
        if self.filtered(lambda feedback: feedback.state not in (*OPEN, "cancelled")):
            raise UserError(self.env._("This feedback has been sent already."))
        self.sudo().write({"state": "due", "due": fields.Datetime.now(), "held_because": False, "tries": 0, "error": False})
        self.interview_id._trigger_cron("cron_feedback")

    def action_cancel(self):
        """Do not send it at all."""
        self.check_access("write")
        if self.filtered(lambda feedback: feedback.state not in OPEN):
            raise UserError(self.env._("This feedback has been sent already."))
        self.sudo().write({"state": "cancelled"})

    def action_mark_sent(self):
        """A person has checked that a mail of unknown fate did arrive."""
        self.check_access("write")
        if self.filtered(lambda feedback: feedback.state != "unknown"):
            raise UserError(self.env._("Only feedback that was perhaps sent can be marked as sent."))
        self.sudo().write({"state": "sent", "sent_at": fields.Datetime.now(), "error": False})

    # --- sending --------------------------------------------------------------------------------------------------

    def _cron_send(self):
        """Send what is due.

        Each mail is claimed before it leaves. When the server is killed between sending and noting it, the claim is what
        is left: nobody knows whether the mail went out, so it is shown and never sent a second time by itself.
        """
        self._flag_interrupted()
        domain = [("state", "=", "due"), ("due", "<=", fields.Datetime.now())]
        steps = type(self)
        self._work_off(
            domain, steps._deliver, steps._sending_failed, order="due, id", claim=steps._claim, note=steps._note_sent
        )  # fmt: skip

    def _flag_interrupted(self):
        # the scheduler runs this action once at a time, so nobody else is sending these now
        for feedback in self.search([("state", "=", "sending")]):
            speaking = feedback.interview_id._for_recruiter().env
            feedback.write({"state": "unknown", "error": speaking._("The server stopped while sending: check whether it arrived.")})
            feedback._warn_recruiter(feedback.error)

    def _claim(self):
        """:return: the link that the mail is going to carry, which is nowhere stored"""
        self.state = "sending"
        return self.interview_id._candidate_url(self.interview_id._issue_token("status_token_hash"))

    def _deliver(self, url):
        self.ensure_one()
        if not self.email:
            raise UserError(self.env._("The candidate has no e-mail address."))
        template = self.env.ref("hr_ai_interview.mail_template_feedback")
        self.interview_id._send_and_forget(template, interview_url=url, feedback_body=self.body)

    def _note_sent(self):
        self.write({"state": "sent", "sent_at": fields.Datetime.now(), "error": False})
        self.message_post(body=self.interview_id._for_recruiter().env._("Sent to %s.", self.email))

    def _sending_failed(self, error):
        tries = self.tries + 1
        if tries < SENDING_TRIES:
            again = {"state": "due", "due": fields.Datetime.now() + timedelta(minutes=5 * tries)}
        else:
            again = {"state": "failed"}
        self.write({"tries": tries, "error": str(error)[:500], **again})
        if self.state == "failed":
            self._warn_recruiter(self.interview_id._for_recruiter().env._("The feedback could not be sent: %s", self.error))

    def _warn_recruiter(self, note):
        user = self.interview_id._recruiter()
        self.activity_schedule("mail.mail_activity_data_warning", summary=note[:100], note=note, user_id=user.id)


class HrAiInterview(models.Model):
    _inherit = "hr.ai.interview"

    feedback_ids = fields.One2many(
        "hr.ai.interview.feedback", "interview_id", "All Feedback", groups="hr_recruitment.group_hr_recruitment_user"
    )
    feedback_id = fields.Many2one(
        "hr.ai.interview.feedback", compute="_compute_feedback_id", store=True, groups="hr_recruitment.group_hr_recruitment_user"
    )
    feedback_state = fields.Selection(
        related="feedback_id.state", string="Feedback Status", store=True, groups="hr_recruitment.group_hr_recruitment_user"
    )

    @api.depends("feedback_ids")
    def _compute_feedback_id(self):
        for interview in self:
            interview.feedback_id = interview.feedback_ids[:1]

    def action_write_feedback(self):
        """Prepare feedback by hand, on hold: for who passed, or to tell more than the machine would."""
        self.ensure_one()
        if self.state != "scored":
            raise UserError(self.env._("Feedback is written from a finished assessment."))
        feedback = self.feedback_ids or self.env["hr.ai.interview.feedback"]._write_for(self)
        feedback._hold("person")
        return self.action_open_feedback()

    def action_open_feedback(self):
        """Show the interview's feedback."""
        self.ensure_one()
        return self.feedback_ids.get_formview_action()
