from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

RECRUITER = "hr_recruitment.group_hr_recruitment_user"
LEVELS = [("0", "Not observed"), ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5")]

SET_AT_FIRST = {"reviewer_id", "model_id", "applicant_id", "interview_id", "job_id", "company_id"}
SET_BY_LOCKING = {"state", "blind", "locked_at", "assessment_id", "visible_to_ids"}


class HrAiInterviewReview(models.Model):
    """A person's scorecard: a level and a comment for each competency, given before seeing anybody else's.

    Until it is locked its writer sees neither the machine's result nor other scorecards, and nobody but recruiters sees
    it. Locking turns it into an assessment, which is compared with the machine's.
    """

    _name = "hr.ai.interview.review"
    _description = "Interview Scorecard"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    applicant_id = fields.Many2one("hr.applicant", required=True, index=True, ondelete="cascade", check_company=True)
    interview_id = fields.Many2one("hr.ai.interview", index="btree_not_null", ondelete="set null", check_company=True)
    job_id = fields.Many2one("hr.job", required=True, index=True)
    model_id = fields.Many2one("hr.competency.model", "Competency Model", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one("res.company", required=True, index=True)
    reviewer_id = fields.Many2one("res.users", "Interviewer", required=True, default=lambda self: self.env.user, index=True)
    state = fields.Selection([("draft", "In Progress"), ("locked", "Locked")], default="draft", required=True, readonly=True, copy=False)
    locked_at = fields.Datetime(readonly=True, copy=False)
    blind = fields.Boolean(
        "Rated Blind", readonly=True, copy=False, help="The interviewer could not see the machine's result when locking this scorecard."
    )
    line_ids = fields.One2many("hr.ai.interview.review.line", "review_id", "Competencies", copy=False)
    comment = fields.Text("Overall Impression")
    overall = fields.Selection(
        LEVELS[1:],
        "On the Whole",
        help="How well would this person do in the job? Independent of any weights; shows which weights are right.",
    )
    anchors = fields.Html("What the Levels Mean", compute="_compute_anchors", sanitize=False)
    question_ids = fields.One2many(related="interview_id.question_ids")
    assessment_id = fields.Many2one("hr.competency.assessment", readonly=True, copy=False)
    score = fields.Float(related="assessment_id.score", digits=(5, 1))
    comparison = fields.Html(compute="_compute_comparison", sanitize=False, help="Human and machine side by side, once locked.")
    visible_to_ids = fields.Many2many(
        "res.users",
        "hr_ai_interview_review_visible_rel",
        readonly=True,
        copy=False,
        help="Interviewers who have locked their own scorecard for this applicant.",
    )

    _one_each = models.Constraint("unique(applicant_id, model_id, reviewer_id)", "You have a scorecard for this applicant already.")

    @api.depends("applicant_id", "reviewer_id")
    def _compute_display_name(self):
        for review in self:
            review.display_name = f"{review.applicant_id.sudo().partner_name or ''} · {review.reviewer_id.sudo().name}"

    @api.depends("model_id")
    def _compute_anchors(self):
        qweb = self.env["ir.qweb"]
        for review in self:
            review.anchors = qweb._render("hr_ai_interview.review_anchors", {"competencies": review._anchor_values()})

    def _anchor_values(self):
        """The behaviourally anchored levels of each competency, as plain values."""
        return [
            {"name": line.competency_id.name, "definition": line.competency_id.definition or "", "indicators": self._indicator_values(line)}
            for line in self.model_id.sudo().line_ids
        ]

    def _indicator_values(self, line):
        return [
            {"statement": indicator.name, "anchors": [indicator[f"anchor_{level}"] or "" for level in range(1, 6)]}
            for indicator in line.indicator_ids.indicator_id
        ]

    # --- opening --------------------------------------------------------------------------------------------------

    @api.model
    def _mine(self, applicant):
        """The user's scorecard for an applicant, made when there is none."""
        applicant.check_access("read")
        model = applicant.sudo().ai_interview_id.model_id or applicant.sudo().job_id.competency_model_id
        if not model:
            raise UserError(self.env._("The job of this applicant has no active competency model to rate against."))
        domain = [("applicant_id", "=", applicant.id), ("model_id", "=", model.id), ("reviewer_id", "=", self.env.uid)]
        return self.search(domain, limit=1) or self.create(self._mine_vals(applicant.sudo(), model))

    def _mine_vals(self, applicant, model):
        interview = applicant.ai_interview_id
        company = interview.company_id or applicant.company_id or model.company_id or self.env.company
        return {
            "applicant_id": applicant.id,
            "interview_id": interview.id if interview.model_id == model else False,
            "job_id": applicant.job_id.id,
            "model_id": model.id,
            "company_id": company.id,
            "line_ids": [Command.create({"competency_id": line.competency_id.id}) for line in model.line_ids],
        }

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "context": {"form_view_initial_mode": "edit"},
        }

    # --- changing and locking -------------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """A scorecard is about somebody whom its writer may see: once locked it shows what others found of them."""
        if not self.env.su:
            self._check_open_fields(set().union(*vals_list) & SET_BY_LOCKING)
            self.env["hr.applicant"].browse([vals["applicant_id"] for vals in vals_list if vals.get("applicant_id")]).check_access("read")
        reviews = super().create(vals_list)
        if reviews.filtered(lambda review: review.sudo().interview_id.applicant_id not in (review.applicant_id, self.env["hr.applicant"])):
            raise AccessError(self.env._("The interview is another applicant's."))
        return reviews

    def write(self, vals):
        """A locked scorecard is frozen; before that it is its writer's."""
        if not self.env.su:
            self._check_mine(set(vals))
        return super().write(vals)

    def _check_mine(self, changed):
        self._check_open_fields(changed & (SET_BY_LOCKING | SET_AT_FIRST))
        if changed & {"line_ids", "comment", "overall"}:
            self._check_open()

    def _check_open_fields(self, closed):
        if closed:
            raise AccessError(self.env._("This is set by locking a scorecard."))

    def _check_open(self):
        for review in self:
            if review.state == "locked":
                raise UserError(self.env._("A locked scorecard can no longer be changed."))
            if review.reviewer_id != self.env.user and not self.env.su:
                raise AccessError(self.env._("A scorecard is filled in by its interviewer only."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_locked(self):
        if any(review.state == "locked" for review in self) and not self.env.context.get("ai_interview_erasure"):
            raise UserError(self.env._("A locked scorecard is a record and cannot be deleted."))

    def action_lock(self):
        """Close the scorecard, turn it into an assessment, and show what others found."""
        for review in self:
            review._check_open()
            review._check_complete()
            review._lock()

    def _check_complete(self):
        if self.line_ids.filtered(lambda line: not line.level):
            raise UserError(self.env._("Rate every competency, or choose “Not observed”."))
        if all(line.level == "0" for line in self.line_ids):
            raise UserError(self.env._("Rate at least one competency."))
        if unexplained := self.line_ids.filtered(lambda line: line.level != "0" and not (line.comment or "").strip()):
            names = ", ".join(unexplained.competency_id.mapped("name"))
            raise UserError(self.env._("Say in a few words what you saw or heard: %s", names))

    def _lock(self):
        self.ensure_one()
        review = self.sudo()
        review.write({"state": "locked", "locked_at": fields.Datetime.now(), "blind": self._is_blind()})
        review.assessment_id = self.env["hr.competency.engine"]._record(
            review.model_id,
            review._ratings(),
            applicant=review.applicant_id,
            source="interviewer",
            origin=review,
            assessor_id=self.env.uid,
            overall=review.overall and int(review.overall),
            company_id=review.company_id.id,
        )
        review._show_to_each_other()

    def _is_blind(self):
        """Whether the writer could not know the machine's result: no right to see it, or none there."""
        machine = self.env["hr.competency.assessment"].sudo()
        domain = [("applicant_id", "=", self.applicant_id.id), ("source", "in", ("ai_interview", "vendor")), ("state", "=", "done")]
        return not self.env.user.has_group(RECRUITER) or not machine.search_count(domain, limit=1)

    def _ratings(self):
        return {line.competency_id: (int(line.level) or None, (line.comment or "").strip()) for line in self.line_ids}

    def _show_to_each_other(self):
        locked = self.search([("applicant_id", "=", self.applicant_id.id), ("model_id", "=", self.model_id.id), ("state", "=", "locked")])
        locked.visible_to_ids = [Command.link(user.id) for user in locked.reviewer_id]

    # --- afterwards -----------------------------------------------------------------------------------------------

    @api.depends("state", "assessment_id")
    def _compute_comparison(self):
        qweb = self.env["ir.qweb"]
        for review in self:
            locked = review.state == "locked"
            rows = review._comparison() if locked else []
            values = {"rows": rows, "hint": review._alert_hint() if any(row["alert"] for row in rows) else ""}
            review.comparison = locked and qweb._render("hr_ai_interview.review_comparison", values)

    def _alert_hint(self):
        return self.env._(
            "Highlighted: more than %s%% of the scale apart. Talk about what each of you read.",
            f"{self.company_id.competency_alert_threshold:g}",
        )

    def _comparison(self):
        """One row per competency and one in total: the human level, the machine's, the difference in % of the scale."""
        pairs = self.env["hr.competency.calibration"].sudo().search([("human_assessment_id", "=", self.sudo().assessment_id.id)])
        threshold = self.company_id.competency_alert_threshold
        return [
            {
                "name": pair.competency_id.name or self.env._("Total"),
                "human": round(pair.human_score),
                "machine": round(pair.machine_score),
                "difference": round(pair.difference),
                "alert": pair.distance > threshold,
            }
            for pair in pairs.sorted(lambda pair: (not pair.competency_id, pair.id))
        ]


class HrAiInterviewReviewLine(models.Model):
    _name = "hr.ai.interview.review.line"
    _description = "Rated Competency"
    _order = "review_id, id"
    _rec_name = "competency_id"

    review_id = fields.Many2one("hr.ai.interview.review", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="review_id.company_id", store=True)
    reviewer_id = fields.Many2one(related="review_id.reviewer_id", store=True)
    competency_id = fields.Many2one("hr.competency", required=True, ondelete="restrict", readonly=True)
    level = fields.Selection(LEVELS)
    comment = fields.Text("What You Saw or Heard")

    _one_each = models.Constraint("unique(review_id, competency_id)", "A competency is rated once in a scorecard.")

    @api.model_create_multi
    def create(self, vals_list):
        """Lines come with their scorecard and follow its lock."""
        lines = super().create(vals_list)
        lines.review_id._check_open()
        return lines

    def write(self, vals):
        """Only the interviewer, and only before locking."""
        self.review_id._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_locked(self):
        if not self.env.context.get("ai_interview_erasure"):
            self.review_id._check_open()
