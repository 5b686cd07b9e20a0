"""From a job to its competency model in one dialog, with a live preview of a real candidate."""

import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class HrCompetencySetup(models.TransientModel):
    _name = "hr.competency.setup"
    _description = "Set Up a Competency Model"

    job_id = fields.Many2one("hr.job", required=True)
    company_id = fields.Many2one(related="job_id.company_id")
    industry_id = fields.Many2one("res.partner.industry", compute="_compute_industry_id", store=True, readonly=False)
    suggested_ids = fields.Many2many("hr.competency.template", compute="_compute_suggested_ids")
    template_id = fields.Many2one("hr.competency.template", compute="_compute_template_id", store=True, readonly=False)
    pass_score = fields.Float(compute="_compute_from_template", store=True, readonly=False)
    line_ids = fields.One2many("hr.competency.setup.line", "setup_id", compute="_compute_from_template", store=True, readonly=False)
    question_ids = fields.One2many("hr.competency.setup.question", "setup_id", compute="_compute_from_template", store=True, readonly=False)
    note = fields.Text("Reason", help="Kept with the version.")
    candidate_id = fields.Many2one(
        "hr.applicant", compute="_compute_candidate_id", store=True, readonly=False, domain="[('job_id', '=', job_id)]"
    )
    # What the candidate's texts show, as the engine found it: read once, weighed anew at every move of a slider.
    findings = fields.Text(compute="_compute_findings", store=True, readonly=False)
    preview = fields.Html(compute="_compute_preview", sanitize=False)
    needs_approval = fields.Boolean(compute="_compute_needs_approval")

    @api.depends("job_id")
    def _compute_industry_id(self):
        for setup in self:
            setup.industry_id = setup.job_id.industry_id

    @api.depends("job_id", "industry_id")
    def _compute_suggested_ids(self):
        for setup in self:
            setup.suggested_ids = self.env["hr.competency.template"]._suggest(setup.job_id.name, setup.industry_id)

    @api.depends("industry_id")
    def _compute_template_id(self):
        for setup in self:
            setup.template_id = setup.suggested_ids[:1]

    @api.depends("template_id")
    def _compute_from_template(self):
        for setup in self:
            template = setup.template_id
            setup.pass_score = template.pass_score or 60.0
            setup.line_ids = [Command.clear()] + [
                Command.create(line._model_line_vals()) for line in template.line_ids
            ]  # fmt: skip
            setup.question_ids = [Command.clear()] + [
                Command.create(question._model_question_vals()) for question in template.question_ids
            ]  # fmt: skip

    @api.depends("job_id")
    def _compute_candidate_id(self):
        for setup in self:
            applicants = self.env["hr.applicant"].search([("job_id", "=", setup.job_id.id)], order="id desc", limit=20)
            setup.candidate_id = applicants.filtered(lambda applicant: applicant._has_competency_texts())[:1]

    @api.depends("candidate_id", "line_ids.competency_id")
    def _compute_findings(self):
        engine = self.env["hr.competency.engine"]
        for setup in self:
            texts = setup.candidate_id._competency_texts() if setup.candidate_id else []
            competencies = setup.line_ids.competency_id
            setup.findings = json.dumps(engine._look(competencies, texts)) if texts and competencies else False

    @api.depends("findings", "pass_score", "line_ids.weight", "line_ids.required_level", "line_ids.must_have")
    def _compute_preview(self):
        for setup in self:
            setup.preview = self.env["ir.qweb"]._render("hr_competency.setup_preview", setup._preview_values())

    def _preview_values(self):
        """What the preview shows: the candidate's total, verdict and a bar a competency."""
        if not self.findings:
            return {"candidate": self.candidate_id.partner_name, "result": None}
        lines = [
            {
                "id": str(line.competency_id.id),
                "name": line.competency_id.name,
                "weight": line.weight,
                "required_level": float(line.required_level),
                "must_have": line.must_have,
            }
            for line in self.line_ids
            if line.competency_id
        ]
        result = self.env["hr.competency.engine"]._weigh(json.loads(self.findings), lines, self.pass_score)
        verdicts = dict(self.env["hr.competency.assessment"]._fields["verdict"]._description_selection(self.env))
        return {"candidate": self.candidate_id.partner_name, "result": result, "verdict": verdicts[result["verdict"]]}

    @api.depends("job_id")
    def _compute_needs_approval(self):
        for setup in self:
            user, draft = self.env.user, self.env["hr.competency.model"].new({"job_id": setup.job_id.id})
            asked = (setup.company_id or self.env.company).competency_approval
            free = user.has_group("hr_recruitment.group_hr_recruitment_manager") or draft.approver_id == user
            setup.needs_approval = asked and not free

    # --- results --------------------------------------------------------------------------------------------------

    def _create_model(self):
        self.ensure_one()
        lines = self.line_ids.filtered(lambda line: line.competency_id and line.weight)
        if not lines:
            raise UserError(self.env._("Choose at least one competency and give it a weight."))
        return self.env["hr.competency.model"].create(
            {
                "job_id": self.job_id.id,
                "industry_id": self.industry_id.id,
                "template_id": self.template_id.id,
                "previous_id": self.job_id.competency_model_id.id,
                "pass_score": self.pass_score,
                "approval_note": self.note,
                "line_ids": [Command.create(line._model_line_vals()) for line in lines],
                "question_ids": [Command.create(row._model_question_vals()) for row in self.question_ids if row.text],
            }
        )

    def action_activate(self):
        """Make the model and use it at once."""
        model = self._create_model()
        if not self.needs_approval and (model.company_id or self.env.company).competency_approval:
            model.action_approve()
        model.action_activate()
        return model._open()

    def action_ask_approval(self):
        """Make the model and ask the department's manager."""
        model = self._create_model()
        model.action_ask_approval()
        return model._open()

    def action_save_draft(self):
        """Make the model as a draft, to go on later."""
        return self._create_model()._open()


class HrCompetencySetupLine(models.TransientModel):
    _name = "hr.competency.setup.line"
    _description = "Competency in the Set-up"
    _order = "sequence, id"

    setup_id = fields.Many2one("hr.competency.setup", required=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    competency_id = fields.Many2one("hr.competency", required=True)
    weight = fields.Float(default=20)
    share = fields.Float(compute="_compute_share")
    required_level = fields.Integer(default=3)
    must_have = fields.Boolean("Must-have")

    @api.depends("weight", "setup_id.line_ids.weight")
    def _compute_share(self):
        for line in self:
            total = sum(line.setup_id.line_ids.mapped("weight"))
            line.share = line.weight / total if total else 0.0

    def _model_line_vals(self):
        return {
            "sequence": self.sequence,
            "competency_id": self.competency_id.id,
            "weight": self.weight,
            "required_level": min(max(self.required_level, 1), 5),
            "must_have": self.must_have,
        }


class HrCompetencySetupQuestion(models.TransientModel):
    _name = "hr.competency.setup.question"
    _description = "Question in the Set-up"
    _order = "sequence, id"

    setup_id = fields.Many2one("hr.competency.setup", required=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    text = fields.Text(required=True)
    minutes = fields.Integer(default=3)
    competency_ids = fields.Many2many("hr.competency", string="Shows")
    template_question_id = fields.Many2one("hr.competency.template.question")

    def _model_question_vals(self):
        return {
            "sequence": self.sequence,
            "text": self.text,
            "minutes": self.minutes,
            "competency_ids": [Command.set(self.competency_ids.ids)],
            "template_question_id": self.template_question_id.id,
        }
