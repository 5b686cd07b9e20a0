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
    offered_ids = fields.Many2many("hr.competency", compute="_compute_offered_ids")
    taken_ids = fields.Many2many(
        "hr.competency", "hr_competency_setup_taken_rel", compute="_compute_from_template", store=True, readonly=False,
        help="Competencies of skills that the job expects already; tick one to measure it.",
    )  # fmt: skip
    note = fields.Char("Reason")
    candidate_id = fields.Many2one(
        "hr.applicant", compute="_compute_candidate_id", store=True, readonly=False, domain="[('job_id', '=', job_id)]"
    )
    # Whose texts the preview is to judge by what, and what of it the client has asked for. The dialog opens without waiting for
    # it: the first reading of a process takes seconds.
    preview_wanted = fields.Char(compute="_compute_preview_wanted")
    preview_asked = fields.Char()
    # What the candidate's texts show, as the engine found it: read once, weighed anew at every move of a slider.
    findings = fields.Text(compute="_compute_findings", store=True, readonly=False)
    preview = fields.Html(compute="_compute_preview", sanitize=False)
    needs_approval = fields.Boolean(compute="_compute_needs_approval")

    @api.depends("job_id")
    def _compute_industry_id(self):
        for setup in self:
            setup.industry_id = setup.job_id.competency_model_id.industry_id or setup.job_id.industry_id

    @api.depends("job_id", "industry_id")
    def _compute_suggested_ids(self):
        for setup in self:
            setup.suggested_ids = self.env["hr.competency.template"]._suggest(setup.job_id.name, setup.industry_id)

    @api.depends("industry_id")
    def _compute_template_id(self):
        """The running version's template, else the one that the job's name suggests."""
        for setup in self:
            running = setup.job_id.competency_model_id
            setup.template_id = running.template_id or (setup.suggested_ids[:1] if not running else False)

    @api.depends("template_id")
    def _compute_from_template(self):
        """Start from the job's running version while its template is chosen, else from the template."""
        for setup in self:
            running = setup.job_id.competency_model_id
            start = running if running and running.template_id == setup.template_id else setup.template_id
            setup.taken_ids = False
            setup.pass_score = start.pass_score or 60.0
            setup.line_ids = [Command.clear()] + [Command.create(line._measured_vals()) for line in start.line_ids]
            setup.question_ids = [Command.clear()] + [Command.create(row._setup_question_vals()) for row in start.question_ids]

    # --- the job's expected skills --------------------------------------------------------------------------------

    @api.depends("job_id", "line_ids.competency_id", "line_ids.from_skill")
    def _compute_offered_ids(self):
        for setup in self:
            measured = setup.line_ids.filtered(lambda line: not line.from_skill).competency_id
            skills = setup.job_id.sudo().current_job_skill_ids.skill_id
            known = self.env["hr.competency"].search([("skill_id", "in", skills.ids)]) if skills else self.env["hr.competency"]
            setup.offered_ids = known - measured._origin

    @api.onchange("taken_ids")
    def _onchange_taken_ids(self):
        """A ticked competency becomes a line at the level that the job expects; an unticked one goes."""
        taken = self.taken_ids._origin
        self.line_ids -= self.line_ids.filtered(lambda line: line.from_skill and line.competency_id._origin not in taken)
        for competency in taken - self.line_ids.competency_id._origin:
            self.line_ids += self.line_ids.new({**self._taken_line_vals(competency), "setup_id": self.id})

    def _taken_line_vals(self, competency):
        rows = self.job_id.sudo().current_job_skill_ids.filtered(lambda row: row.skill_id == competency.skill_id)
        level = round((rows[:1].level_progress or 60) / 20)
        return {"competency_id": competency.id, "weight": 20, "required_level": min(max(level, 1), 5), "from_skill": True, "sequence": 100}

    # --- the preview ----------------------------------------------------------------------------------------------

    @api.depends("job_id")
    def _compute_candidate_id(self):
        for setup in self:
            applicants = self.env["hr.applicant"].search(
                [("job_id", "=", setup.job_id.id)], order="competency_has_score desc NULLS LAST, id desc", limit=20
            )
            setup.candidate_id = applicants.filtered(lambda applicant: applicant._has_competency_texts())[:1]

    @api.depends("candidate_id", "line_ids.competency_id")
    def _compute_preview_wanted(self):
        for setup in self:
            candidate, competencies = setup.candidate_id._origin, setup.line_ids.competency_id._origin
            setup.preview_wanted = bool(candidate and competencies) and f"{candidate.id}:{sorted(competencies.ids)}"

    @api.depends("preview_wanted", "preview_asked")
    def _compute_findings(self):
        engine = self.env["hr.competency.engine"]
        for setup in self:
            texts = [] if setup._awaits_preview() else setup.candidate_id._competency_texts()
            setup.findings = json.dumps(engine._look(setup.line_ids.competency_id, texts)) if texts else False

    def _awaits_preview(self):
        """Whether nobody has asked yet for what is to be shown."""
        return not self.preview_wanted or self.preview_wanted != self.preview_asked

    @api.depends("findings", "preview_asked", "pass_score", "line_ids.weight", "line_ids.required_level", "line_ids.must_have")
    def _compute_preview(self):
        for setup in self:
            setup.preview = self.env["ir.qweb"]._render("hr_competency.setup_preview", setup._preview_values())

    def _preview_values(self):
        """What the preview shows: the candidate's total, verdict and a bar a competency; who of the others would pass."""
        lines = [line._engine_line() for line in self.line_ids if line.competency_id]
        values = {"candidate": self.candidate_id.partner_name, "result": None, "awaited": self.preview_wanted and self._awaits_preview()}
        if not lines:
            return {**values, "effect": None}
        values["effect"] = self.env["hr.competency.engine"]._would_pass(self.job_id, lines, self.pass_score)
        if not self.findings:
            return values
        result = self.env["hr.competency.engine"]._weigh(json.loads(self.findings), lines, self.pass_score)
        shares = {str(line.competency_id.id): line.share for line in self.line_ids}
        for one in result["competencies"]:
            one["share"] = f"{shares[one['id']]}%"
        verdicts = dict(self.env["hr.competency.assessment"]._fields["verdict"]._description_selection(self.env))
        return {**values, "result": result, "verdict": verdicts[result["verdict"]]}

    @api.depends("job_id")
    def _compute_needs_approval(self):
        """Whether others have to be asked: the company wants an approval, and not all of its steps are the user's."""
        for setup in self:
            draft = self.env["hr.competency.model"].new({"job_id": setup.job_id.id})
            asked = (setup.company_id or self.env.company).competency_approval
            setup.needs_approval = asked and not draft._may_decide_all(self.env.user)

    # --- results --------------------------------------------------------------------------------------------------

    def _create_model(self):
        self.ensure_one()
        lines = self.line_ids.filtered(lambda line: line.competency_id and line.weight)
        if not lines:
            raise UserError(self.env._("Choose at least one competency and give it a weight."))
        running = self.job_id.competency_model_id
        model = self.env["hr.competency.model"].create(
            {
                "job_id": self.job_id.id,
                "industry_id": self.industry_id.id,
                "template_id": self.template_id.id,
                "previous_id": running.id,
                "pass_score": self.pass_score,
                "approval_note": self.note,
                "line_ids": [Command.create(line._model_line_vals()) for line in lines],
                "question_ids": [Command.create(row._model_question_vals()) for row in self.question_ids if row.text],
            }
        )
        model.line_ids._take_indicators(running.line_ids)
        return model

    def action_activate(self):
        """Make the model and use it at once."""
        model = self._create_model()
        if not self.needs_approval and (model.company_id or self.env.company).competency_approval:
            model.action_approve()
        model.action_activate()
        return model._open()

    def action_ask_approval(self):
        """Make the model and send it through the approval chain."""
        model = self._create_model()
        model.action_ask_approval()
        return model._open()

    def action_save_draft(self):
        """Make the model as a draft, to go on later."""
        return self._create_model()._open()


class HrCompetencySetupLine(models.TransientModel):
    _name = "hr.competency.setup.line"
    _inherit = ["hr.competency.measured"]
    _description = "Competency in the Set-up"

    setup_id = fields.Many2one("hr.competency.setup", required=True, ondelete="cascade")
    competency_id = fields.Many2one(ondelete="cascade", index=False)
    share = fields.Integer("Share %", compute="_compute_share", help="Part of the total score; all shares together are 100.")
    required_level = fields.Integer("Level")
    from_skill = fields.Boolean()

    @api.depends("weight", "setup_id.line_ids.weight")
    def _compute_share(self):
        for setup in self.setup_id:
            lines = setup.line_ids
            for line, share in zip(lines, percent_shares(lines.mapped("weight")), strict=True):
                line.share = share
        (self - self.setup_id.line_ids).share = 0

    def _model_line_vals(self):
        return {**self._measured_vals(), "required_level": min(max(self.required_level, 1), 5)}


class HrCompetencySetupQuestion(models.TransientModel):
    _name = "hr.competency.setup.question"
    _inherit = ["hr.competency.asked"]
    _description = "Question in the Set-up"

    setup_id = fields.Many2one("hr.competency.setup", required=True, ondelete="cascade")
    text = fields.Text(translate=False)
    template_question_id = fields.Many2one("hr.competency.template.question")
    previous_question_id = fields.Many2one("hr.competency.model.question")

    def _model_question_vals(self):
        previous = self.previous_question_id
        return {
            **self._asked_vals(),
            "template_question_id": self.template_question_id.id,
            "reference": previous.reference,
            "exemplars": previous.exemplars,
        }


def percent_shares(weights):
    """Weights as whole per cents that add up to exactly 100 (largest remainder).

    >>> percent_shares([1, 1, 1])
    [34, 33, 33]
    >>> percent_shares([0, 0])
    [0, 0]
    """
    total = sum(weights)
    if total <= 0:
        return [0] * len(weights)
    exact = [weight * 100 / total for weight in weights]
    whole = [int(value) for value in exact]
    by_rest = sorted(range(len(exact)), key=lambda i: (whole[i] - exact[i], i))
    for index in by_rest[: 100 - sum(whole)]:
        whole[index] += 1
    return whole
