"""The competency model of a job: versioned, approved, frozen when it becomes active."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .hr_competency_assessment import THAW

# What may still change once a model is no draft any more: how it is shown, never what it measures.
FREE_FIELDS = {"active", "name", "message_main_attachment_id"}
# What only the methods of its life cycle write: a client that could would approve by itself.
OWN_FIELDS = {"state", "version", "approved_by_id", "date_approved", "date_active", "date_retired", "snapshot", "skills_before"}
TRANSITIONS = {
    "draft": {"waiting", "approved"},
    "waiting": {"draft", "approved"},
    "approved": {"draft", "active"},
    "active": {"retired"},
    "retired": set(),
}


class HrCompetencyModel(models.Model):
    _name = "hr.competency.model"
    _description = "Job Competency Model"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "job_id, version desc, id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True, readonly=False, required=True, precompute=True, copy=False, translate=True)
    job_id = fields.Many2one("hr.job", required=True, ondelete="cascade", index=True, check_company=True)
    company_id = fields.Many2one("res.company", compute="_compute_company_id", store=True, readonly=False, precompute=True, index=True)
    industry_id = fields.Many2one("res.partner.industry", compute="_compute_industry_id", store=True, readonly=False)
    version = fields.Integer(default=1, readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("waiting", "Waiting for Approval"),
            ("approved", "Approved"),
            ("active", "Active"),
            ("retired", "Retired"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    active = fields.Boolean(default=True)
    pass_score = fields.Float(default=60, required=True, tracking=True)
    template_id = fields.Many2one("hr.competency.template", ondelete="set null")
    previous_id = fields.Many2one("hr.competency.model", readonly=True, copy=False, ondelete="set null", index="btree_not_null")
    line_ids = fields.One2many("hr.competency.model.line", "model_id", string="Competencies", copy=True)
    line_count = fields.Integer("Number of Competencies", compute="_compute_line_count")
    question_ids = fields.One2many("hr.competency.model.question", "model_id", string="Questions", copy=True)
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    date_approved = fields.Datetime(readonly=True, copy=False)
    date_active = fields.Datetime(readonly=True, copy=False)
    date_retired = fields.Datetime(readonly=True, copy=False)
    approval_note = fields.Text("Reason", copy=False, help="Why this version is as it is; kept with the version.")
    snapshot = fields.Json(readonly=True, copy=False, help="What the engine measures with, frozen at activation.")
    assessment_ids = fields.One2many("hr.competency.assessment", "model_id")

    _version_uniq = models.Constraint("unique(job_id, version)", "This version of the job's model exists already.")
    _active_uniq = models.UniqueIndex("(job_id) WHERE state = 'active'", "A job has one active model.")
    _pass_score_range = models.Constraint("CHECK (pass_score BETWEEN 0 AND 100)", "The pass score is between 0 and 100.")

    @api.depends("job_id", "version")
    def _compute_name(self):
        for model in self:
            model.name = model._name_after_job()

    def _name_after_job(self):
        return f"{self.job_id.name or ''} v{self.version}".strip()

    @api.depends("line_ids")
    def _compute_line_count(self):
        for model in self:
            model.line_count = len(model.line_ids)

    @api.depends("job_id")
    def _compute_company_id(self):
        for model in self:
            model.company_id = model.job_id.company_id

    @api.depends("job_id")
    def _compute_industry_id(self):
        for model in self:
            model.industry_id = model.job_id.sudo().industry_id

    @api.model_create_multi
    def create(self, vals_list):
        """Number the versions of each job; each starts as a draft."""
        for vals in vals_list:
            self._check_own_fields(vals)
        last = self._last_versions({vals["job_id"] for vals in vals_list if vals.get("job_id")})
        for vals in vals_list:
            if job_id := vals.get("job_id"):
                last[job_id] = vals["version"] = last.get(job_id, 0) + 1
        models_ = super().create(vals_list)
        models_.question_ids._copy_translations()
        models_._name_in_languages()
        return models_

    def _name_in_languages(self):
        """In every language named after the job, unless somebody chose another name."""
        after_job = self.filtered(lambda model: model.name == model._name_after_job())
        for code, _name in self.env["res.lang"].get_installed():
            if code != self.env.lang:
                for model in after_job.with_context(lang=code):
                    model.name = model._name_after_job()

    @api.model
    def _last_versions(self, job_ids):
        rows = self.sudo().with_context(active_test=False)._read_group([("job_id", "in", list(job_ids))], ["job_id"], ["version:max"])
        return {job.id: version for job, version in rows}

    def write(self, vals):
        """What waits for approval, is approved, active or retired is frozen: old assessments must stay explainable."""
        self._check_own_fields(vals)
        if set(vals) - FREE_FIELDS:
            self._check_changeable()
        if vals.get("active") is False and "active" in self.mapped("state"):
            raise UserError(self.env._("People are measured with an active model: retire it first."))
        return super().write(vals)

    def _thawed(self):
        """The same models, open to the life cycle's own methods; no client can send the key's value."""
        return self.with_context(hr_competency_thaw=THAW)

    def _is_thawed(self):
        return self.env.context.get("hr_competency_thaw") is THAW

    def _check_own_fields(self, vals):
        changed = {name for name in OWN_FIELDS & set(vals) if vals[name] != self._own_field_default(name)}
        if changed and not self._is_thawed():
            raise UserError(self.env._("A model changes its status by the buttons of its form only."))

    def _own_field_default(self, name):
        return {"state": "draft", "version": 1}.get(name, False) if not self else None

    def _check_changeable(self):
        if self._is_thawed():
            return
        states = set(self.mapped("state"))
        if states & {"active", "retired"}:
            raise UserError(self.env._("An active model cannot change any more. Make a new version instead."))
        if states & {"waiting", "approved"}:
            raise UserError(self.env._("What is approved must be what was shown: take the model back to draft to change it."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self.sudo().assessment_ids:
            raise UserError(self.env._("People were assessed with this model; retire it instead of deleting it."))

    # --- life cycle -----------------------------------------------------------------------------------------------

    def action_activate(self):
        """Freeze and use from now on; the version that was active retires."""
        for model in self:
            model._check_approved()
            model._check_complete()
            model._siblings("active").action_retire()
            snapshot = self.env["hr.competency.engine"]._snapshot(model)
            model._move("active", date_active=fields.Datetime.now(), snapshot=snapshot)
            model._on_activated()

    def action_retire(self):
        self._move("retired", date_retired=fields.Datetime.now())

    def action_new_version(self):
        """A draft like this one, to be changed."""
        self.ensure_one()
        draft = self.copy({"job_id": self.job_id.id, "previous_id": self.id})
        return draft._open()

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def _siblings(self, state):
        return self.search([("job_id", "in", self.job_id.ids), ("state", "=", state), ("id", "not in", self.ids)])

    def _move(self, state, **vals):
        for model in self:
            if state not in TRANSITIONS[model.state]:
                raise UserError(self.env._("%(model)s cannot be moved to this state now.", model=model.display_name))
        # indicators still to be taken from the library are taken now: afterwards the model is frozen
        self.line_ids.mapped("indicator_ids")
        self._thawed().write({"state": state, **vals})

    def _on_activated(self):
        """Hook: called on a model that has just become active."""
        self._sync_job_skills()
        # The yardstick has changed: the job's applicants are matched again.
        self.env["hr.applicant"].sudo().search([("job_id", "in", self.job_id.ids)])._queue_cv_match()

    # --- checks ---------------------------------------------------------------------------------------------------

    def _check_complete(self):
        for model in self:
            if not sum(model.line_ids.mapped("weight")):
                raise ValidationError(self.env._("The model needs at least one competency with a weight."))
