"""One judgement of one person against one version of a job's model by one source. Frozen once done."""

from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError

SOURCES = [
    ("cv", "CV"),
    ("ai_interview", "AI interview"),
    ("interviewer", "Interviewer"),
    ("vendor", "Vendor"),
    ("course", "Course"),
    ("appraisal", "Appraisal"),
]
VERDICTS = [
    ("passed", "Passed"),
    ("not_passed", "Not passed"),
    ("not_enough_evidence", "Not enough evidence"),
]
# Opens frozen rows for the few methods of the server that must (finishing, erasing). An object of this process: no
# client can send it, whatever context it writes.
THAW = object()


class HrCompetencyFrozen(models.AbstractModel):
    """Rows that nobody changes once their assessment is done; a correction is a new assessment."""

    _name = "hr.competency.frozen"
    _description = "Frozen with the Assessment"
    _allow_sudo_commands = False

    # fields that may change in a frozen row
    _free_fields = frozenset()

    def _is_thawed(self):
        return self.env.context.get("hr_competency_thaw") is THAW

    def _thawed(self):
        """The same records, open to the server's own methods."""
        return self.with_context(hr_competency_thaw=THAW)

    def _frozen_records(self):
        """Those whose assessment is done."""
        return self.filtered(lambda row: row.assessment_id.state == "done")

    def _check_not_frozen(self):
        if not self._is_thawed() and self.sudo()._frozen_records():
            raise UserError(self.env._("An assessment that is done cannot change. A correction is a new assessment."))

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._check_not_frozen()
        return rows

    def write(self, vals):
        if set(vals) - self._free_fields:
            self._check_not_frozen()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self._check_not_frozen()


class HrCompetencyAssessment(models.Model):
    _name = "hr.competency.assessment"
    _description = "Competency Assessment"
    _inherit = ["hr.competency.frozen"]
    _order = "date_done desc, id desc"
    _check_company_auto = True
    _free_fields = frozenset({"is_current", "employee_id", "partner_id", "is_hidden_match"})

    applicant_id = fields.Many2one("hr.applicant", ondelete="cascade", index=True, check_company=True)
    employee_id = fields.Many2one("hr.employee", ondelete="set null", index="btree_not_null")
    partner_id = fields.Many2one("res.partner", ondelete="set null", index="btree_not_null")
    job_id = fields.Many2one("hr.job", ondelete="restrict", index=True)
    department_id = fields.Many2one(related="job_id.department_id", store=True)
    model_id = fields.Many2one("hr.competency.model", required=True, ondelete="restrict", index=True)
    model_version = fields.Integer(related="model_id.version", store=True)
    company_id = fields.Many2one("res.company", index=True)
    source = fields.Selection(SOURCES, required=True, index=True)
    res_model = fields.Char("Origin Model", help="The record that the assessment came from.")
    res_id = fields.Many2oneReference("Origin", model_field="res_model")
    state = fields.Selection([("pending", "Waiting"), ("done", "Done"), ("error", "Error")], required=True, default="pending", index=True)
    error = fields.Text()
    tries = fields.Integer()
    is_current = fields.Boolean(default=True, help="No later assessment of this person by this source for this job.")
    has_score = fields.Boolean(help="Not set: there is not enough evidence for a score.")
    score = fields.Float(aggregator="avg")
    score_low = fields.Float(aggregator=None)
    score_high = fields.Float(aggregator=None)
    has_overall = fields.Boolean(help="The rater also said how well the person would do on the whole.")
    overall = fields.Float(
        "Overall Judgement",
        aggregator="avg",
        help="How well the rater thinks the person would do on the whole, independent of any weights.",
    )
    coverage = fields.Float(aggregator="avg", help="Share of the weights for which there is evidence.")
    confidence = fields.Float(aggregator="avg")
    pass_score = fields.Float(aggregator="avg")
    verdict = fields.Selection(VERDICTS, index=True)
    line_ids = fields.One2many("hr.competency.assessment.line", "assessment_id", string="Competencies")
    evidence_ids = fields.One2many("hr.competency.evidence", "assessment_id")
    source_ids = fields.One2many("hr.competency.assessment.source", "assessment_id", string="Texts")
    missing_must_have_ids = fields.Many2many("hr.competency", string="Missing Must-haves", compute="_compute_missing")
    weight_snapshot = fields.Json()
    findings = fields.Json(help="What a person should know about the texts: hidden text, stuffing, instructions to the machine.")
    finding_count = fields.Integer()
    engine_version = fields.Char()
    input_hash = fields.Char(index=True)
    assessor_id = fields.Many2one("res.users", ondelete="restrict", help="The person who rated, if it was a person.")
    date_done = fields.Datetime(index=True)

    # NULLs are all different to PostgreSQL, so rows that still wait do not collide.
    _once = models.UniqueIndex(
        "(res_model, res_id, source, engine_version, input_hash) WHERE res_id IS NOT NULL",
        "This has been assessed already.",
    )

    @api.depends("applicant_id", "employee_id", "source", "model_id")
    def _compute_display_name(self):
        labels = dict(self._fields["source"]._description_selection(self.env))
        for assessment in self:
            who = assessment.applicant_id.sudo().partner_name or assessment.employee_id.sudo().name or ""
            assessment.display_name = " · ".join(filter(None, [who, labels.get(assessment.source)]))

    @api.depends("line_ids.must_have_met")
    def _compute_missing(self):
        for assessment in self:
            lines = assessment.line_ids.filtered(lambda line: line.must_have and line.must_have_met != "yes")
            assessment.missing_must_have_ids = lines.competency_id

    def _frozen_records(self):
        return self.filtered(lambda assessment: assessment.state == "done")

    def _is_blind_for(self, user):
        """Whether a user must not see these yet because they still have to rate these people themselves.

        Hook: who measures people in other ways extends it. HR managers are never blind: they watch the process.
        """
        if user.has_group("hr_recruitment.group_hr_recruitment_manager"):
            return False
        others = self.sudo().filtered(lambda assessment: assessment.assessor_id != user)
        return any(user in applicant.competency_blind_user_ids for applicant in others.applicant_id)

    def _on_done(self):
        """Hook: called once, on the assessments just finished. Others extend it: feedback, archive, calibration."""
        self._supersede()
        self._unblind()
        self._note_sign_of_life()
        self.env["hr.competency.calibration"]._compare(self)

    def _supersede(self):
        """The newest assessment of a person by a source (and a rater) for a job is the current one."""
        mine = self.filtered("applicant_id")
        newest = {one._succession(): one for one in mine.sorted("id")}
        earlier = mine.search(
            [
                ("applicant_id", "in", mine.applicant_id.ids),
                ("source", "in", mine.mapped("source")),
                ("is_current", "=", True),
                ("state", "=", "done"),
            ]
        )
        earlier.filtered(lambda one: newest.get(one._succession(), one) != one).is_current = False

    def _succession(self):
        """What two assessments have in common of which only the later one is current."""
        return self.applicant_id, self.source, self.job_id, self.assessor_id

    def _unblind(self):
        """Who has rated may see what others, and the machine, found."""
        for assessment in self.filtered(lambda a: a.source == "interviewer" and a.assessor_id):
            assessment.applicant_id.sudo().competency_rated_user_ids |= assessment.assessor_id

    def _note_sign_of_life(self):
        """An interview is a contact with the person; reading their CV once more is none."""
        talked = self.filtered(lambda assessment: assessment.source in ("ai_interview", "interviewer", "vendor"))
        days = {}
        for assessment in talked.filtered("applicant_id"):
            days[assessment.applicant_id] = max(assessment.date_done.date(), days.get(assessment.applicant_id, date.min))
        self.env["hr.applicant"]._competency_signs_of_life(days)

    def _set_error(self, message):
        """Note why this row could not be assessed; it stops no other."""
        for assessment in self:
            assessment.write({"state": "error", "error": message, "tries": assessment.tries + 1})

    def action_retry(self):
        """Wait for the next run again."""
        self.check_access("read")
        self.sudo().filtered(lambda a: a.state == "error").write({"state": "pending", "error": False, "tries": 0})
        self.env.ref("hr_competency.cron_match_cv")._trigger()

    def action_open_evidence(self):
        """The assessment's form, where the evidence stands in its text."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def _gaps(self):
        """What lies below the wanted level, widest first.

        :return: list of ``{"competency_id", "have" (None without evidence), "want", "must_have"}``
        """
        gaps = [
            {
                "competency_id": line.competency_id.id,
                "have": round(line.level, 2) if line.has_evidence else None,
                "want": line.required_level,
                "must_have": line.must_have,
            }
            for line in self.line_ids
            if not line.has_evidence or line.level < line.required_level
        ]
        return sorted(gaps, key=lambda gap: (gap["have"] or 0.0) - gap["want"])

    def _erase(self):
        """Delete for good, with all texts and quotes: for erasure requests and the end of retention."""
        thawed = self.sudo()._thawed()
        thawed.evidence_ids.unlink()
        thawed.source_ids.unlink()
        thawed.line_ids.unlink()
        return thawed.unlink()
