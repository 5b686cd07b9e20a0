from odoo import api, fields, models
from odoo.exceptions import UserError

from .ai_interview import RECRUITER

SCORING_TRIES = 3


class HrAiInterview(models.Model):
    """Handing the answers to the engine, in the background, row by row.

    No lock is held while the engine reads: it may ask a service for vectors. Two runs at the same time end in one result,
    because an assessment of the same answers by the same engine exists only once.
    """

    _inherit = "hr.ai.interview"

    # interviewers rate blind: what the machine found is not for them
    assessment_id = fields.Many2one("hr.competency.assessment", readonly=True, copy=False, index="btree_not_null", groups=RECRUITER)
    has_score = fields.Boolean(related="assessment_id.has_score", store=True, groups=RECRUITER)
    score = fields.Float(related="assessment_id.score", digits=(5, 1), store=True, aggregator="avg", groups=RECRUITER)
    verdict = fields.Selection(related="assessment_id.verdict", string="Recommendation", store=True, groups=RECRUITER)
    confidence = fields.Float(related="assessment_id.confidence", groups=RECRUITER)
    assessment_line_ids = fields.One2many("hr.competency.assessment.line", compute="_compute_assessment_details", groups=RECRUITER)
    evidence_ids = fields.One2many("hr.competency.evidence", compute="_compute_assessment_details", groups=RECRUITER)
    evidence_view = fields.Json(compute="_compute_assessment_details", groups=RECRUITER)
    scored_at = fields.Datetime(readonly=True, copy=False)
    scoring_tries = fields.Integer(readonly=True, copy=False)
    scoring_error = fields.Char(readonly=True, copy=False)
    scoring_off = fields.Boolean(compute="_compute_scoring_off")

    @api.depends("assessment_id")
    @api.depends_context("uid")
    def _compute_assessment_details(self):
        # a recruiter who still has to rate this person may not read them yet
        for interview in self:
            assessment = interview.assessment_id._filtered_access("read")
            interview.assessment_line_ids = assessment.line_ids
            interview.evidence_ids = assessment.evidence_ids
            interview.evidence_view = assessment.evidence_view

    @api.depends("company_id")
    def _compute_scoring_off(self):
        for interview in self:
            interview.scoring_off = bool(interview.job_id) and not interview._machine_reads()

    def _machine_reads(self):
        """Whether the company lets the machine judge, and the law does so today."""
        return self.company_id.competency_scoring_enabled and not self.job_id._competency_obstacle()

    def _cron_score(self):
        """Score what has been submitted, except in companies that have switched the machine off."""
        companies = self.env["res.company"].search([("competency_scoring_enabled", "=", True)])
        # where the law wants an audit or notice first, answers wait for them, or for a person
        blocked = self.env["hr.job"]._competency_blocked()
        domain = [("state", "=", "submitted"), ("company_id", "in", companies.ids), ("job_id", "not in", blocked.ids)]
        self._work_off(domain, type(self)._score, type(self)._scoring_failed, order="submitted_at, id")

    def _score(self):
        """Score one interview; result and feedback are one transaction."""
        self.ensure_one()
        engine = self.env["hr.competency.engine"]
        sources = [question._source(engine) for question in self.question_ids]
        assessment = engine._assess(
            self.model_id, sources, applicant=self.applicant_id, source="ai_interview", origin=self, company_id=self.company_id.id
        )
        if self.state != "scored":  # the same answers had been assessed before
            self._after_scoring(assessment)

    def _after_scoring(self, assessment):
        """Hook: an assessment of this interview has just been finished."""
        self.ensure_one()
        self.write(
            {
                "state": "scored",
                "assessment_id": assessment.id,
                "scored_at": fields.Datetime.now(),
                "scoring_error": False,
                "scoring_tries": 0,
            }
        )
        self.env["hr.ai.interview.feedback"]._prepare(self)

    def _scoring_failed(self, error):
        tries = self.scoring_tries + 1
        self.write({"scoring_tries": tries, "scoring_error": f"{type(error).__name__}: {error}"[:500]})
        if tries >= SCORING_TRIES:
            self.state = "error"
            words = self._for_recruiter().env._(
                "The interview could not be scored; a person has to read it. Reason: %s", self.scoring_error
            )
            self._warn_recruiter(words)

    def action_score_again(self):
        """Let the engine try once more what it could not score."""
        for interview in self:
            if interview.state != "error":
                raise UserError(self.env._("Only an interview that could not be scored can be scored again."))
        self.check_access("write")
        self.sudo().write({"state": "submitted", "scoring_tries": 0, "scoring_error": False})
        self._trigger_cron("cron_score")

    def action_open_assessment(self):
        """Show the result with its evidence in the text."""
        self.ensure_one()
        return self.assessment_id.action_open_evidence()


class HrAiInterviewQuestion(models.Model):
    _inherit = "hr.ai.interview.question"

    def _key(self):
        """How the engine names this question's answer."""
        return f"q{self.id}"

    def _source(self, engine):
        """The answer as the engine reads it, with the question in the language in which it was asked."""
        asked = self.with_context(lang=self.interview_id._candidate_lang())
        origin = asked.origin_id.sudo()
        return engine._source(
            self._key(),
            self.answer_text,
            "answer",
            asked.text,
            references=origin._references(),
            exemplars=origin._exemplars(),
            targets=sorted(asked.competency_ids.sudo().mapped("code")),
        )
