from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

RECRUITER = "hr_recruitment.group_hr_recruitment_user"
OPEN = ("draft", "invited", "started")
SUBMITTED = ("submitted", "scored", "error")
ON_THE_WAY = ("invited", "started", "submitted", "scored")


class HrAiInterview(models.Model):
    """A candidate's written interview: the questions of a job's competency model, asked by link and read by the engine.

    This file holds what an interview is. Sending the link, the candidate's page, the candidate's rights and scoring have
    a file each.
    """

    _name = "hr.ai.interview"
    _description = "AI Interview"
    _inherit = ["mail.thread", "mail.activity.mixin", "hr.ai.interview.queue", "hr.competency.candidate.page", "hr.competency.guarded"]
    _order = "id desc"
    _check_company_auto = True
    _fixed_fields = ("applicant_id", "job_id", "model_id", "company_id")

    applicant_id = fields.Many2one("hr.applicant", required=True, index=True, ondelete="cascade", check_company=True)
    job_id = fields.Many2one("hr.job", required=True, index=True, check_company=True)
    department_id = fields.Many2one(related="job_id.department_id", store=True)
    model_id = fields.Many2one("hr.competency.model", "Competency Model", required=True, ondelete="restrict", check_company=True)
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    user_id = fields.Many2one("res.users", "Recruiter", default=lambda self: self.env.user, tracking=True, check_company=True)
    state = fields.Selection(
        [
            ("draft", "New"),
            ("invited", "Invited"),
            ("started", "Started"),
            ("submitted", "Submitted"),
            ("scored", "Scored"),
            ("error", "Not Scored"),
            ("expired", "Expired"),
            ("withdrawn", "Withdrawn"),
            ("revoked", "Revoked"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        copy=False,
        group_expand="_expand_states",
    )
    partner_name = fields.Char("Candidate")
    email = fields.Char()
    phone = fields.Char(size=32)
    lang = fields.Selection("_lang_get", "Language", default=lambda self: self.env.lang)
    started_at = fields.Datetime(readonly=True, copy=False)
    submitted_at = fields.Datetime(readonly=True, copy=False)
    minutes_taken = fields.Integer(compute="_compute_minutes_taken", store=True, aggregator="avg")
    question_ids = fields.One2many("hr.ai.interview.question", "interview_id", "Questions", copy=False)
    answer_ids = fields.One2many("hr.ai.interview.answer", "interview_id", "Answers", copy=False)
    answered_count = fields.Integer("Answered", compute="_compute_answered_count")
    review_ids = fields.One2many("hr.ai.interview.review", "interview_id", "Scorecards")

    # Two open interviews of one application would be two links and two results for the same thing.
    _one_open = models.UniqueIndex(
        "(applicant_id, job_id) WHERE state IN ('draft', 'invited', 'started')", "This applicant has an open interview for this job."
    )

    @api.model
    def _expand_states(self, states, domain):
        """The columns that a board always has; the others appear when something stands in them."""
        return [state for state, _label in self._fields["state"].selection if state in ON_THE_WAY or state in states]

    @api.model
    def _lang_get(self):
        return self.env["res.lang"].get_installed()

    @api.depends("partner_name", "job_id")
    def _compute_display_name(self):
        for interview in self:
            interview.display_name = " · ".join(filter(None, (interview.partner_name, interview.job_id.name)))

    @api.depends("started_at", "submitted_at")
    def _compute_minutes_taken(self):
        for interview in self:
            both = interview.started_at and interview.submitted_at
            interview.minutes_taken = (interview.submitted_at - interview.started_at).total_seconds() // 60 if both else 0

    @api.depends("answer_ids.text")
    def _compute_answered_count(self):
        for interview in self:
            interview.answered_count = len(interview.answer_ids.filtered("text"))

    @api.model_create_multi
    def create(self, vals_list):
        """Freeze the model's questions with the interview: what was asked must not change afterwards."""
        self._check_guarded(set().union(*vals_list), new=True)
        interviews = super().create(vals_list)
        for model, some in interviews.filtered(lambda i: not i.question_ids).grouped("model_id").items():
            some._snapshot_questions(model)
        return interviews

    def write(self, vals):
        self._check_guarded(vals)
        return super().write(vals)

    def _snapshot_questions(self, model):
        questions = model.sudo().question_ids
        if not questions:
            raise UserError(self.env._("The competency model “%s” has no questions.", model.display_name))
        self.env["hr.ai.interview.question"].sudo()._snapshot(self, questions)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        if not self.env.context.get("ai_interview_erasure") and self.filtered(lambda i: i.state in SUBMITTED):
            raise UserError(self.env._("A submitted interview is a record of what was asked and answered and cannot be deleted."))

    def _recruiter(self):
        """Who is to be told."""
        return self.user_id or self.env.ref("base.user_admin")

    def _message_track(self, fields_iter, initial_values_dict):
        tracked = {}
        for interviews in self._for_the_chatter():
            tracked |= super(HrAiInterview, interviews)._message_track(fields_iter, initial_values_dict)
        return tracked

    def _for_recruiter(self):
        """The interview as the server itself writes to the recruiter, in their language.

        Odoo mails activities in the name of who made them, and the public user who acts for a candidate has no address.
        """
        return self.with_user(SUPERUSER_ID).with_context(lang=self._recruiter().lang)

    def action_open_applicant(self):
        """Show the application that the interview belongs to."""
        self.ensure_one()
        return self.applicant_id.get_formview_action()
