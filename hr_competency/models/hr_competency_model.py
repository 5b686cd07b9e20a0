"""The competency model of a job: versioned, approved, frozen when it becomes active."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

# What may still change once a model is active: its standing, never what it measures.
FREE_FIELDS = {"state", "date_active", "date_retired", "active", "name", "message_main_attachment_id"}
TRANSITIONS = {"draft": {"approved"}, "approved": {"draft", "active"}, "active": {"retired"}, "retired": set()}


class HrCompetencyModel(models.Model):
    _name = "hr.competency.model"
    _description = "Job Competency Model"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "job_id, version desc, id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True, readonly=False, required=True, precompute=True, copy=False)
    job_id = fields.Many2one("hr.job", required=True, ondelete="cascade", index=True, check_company=True)
    company_id = fields.Many2one("res.company", compute="_compute_company_id", store=True, readonly=False, precompute=True, index=True)
    industry_id = fields.Many2one("res.partner.industry", compute="_compute_industry_id", store=True, readonly=False)
    version = fields.Integer(default=1, readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("approved", "Approved"), ("active", "Active"), ("retired", "Retired")],
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
    question_ids = fields.One2many("hr.competency.model.question", "model_id", string="Questions", copy=True)
    approver_id = fields.Many2one("res.users", compute="_compute_approver_id", help="The manager of the job's department.")
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
            model.name = f"{model.job_id.name or ''} v{model.version}".strip()

    @api.depends("job_id")
    def _compute_company_id(self):
        for model in self:
            model.company_id = model.job_id.company_id

    @api.depends("job_id")
    def _compute_industry_id(self):
        for model in self:
            model.industry_id = model.job_id.sudo().industry_id

    @api.depends("job_id.department_id.manager_id.user_id")
    def _compute_approver_id(self):
        for model in self:
            model.approver_id = model.job_id.sudo().department_id.manager_id.user_id

    @api.model_create_multi
    def create(self, vals_list):
        """Number the versions of each job."""
        last = self._last_versions({vals["job_id"] for vals in vals_list if vals.get("job_id")})
        for vals in vals_list:
            if job_id := vals.get("job_id"):
                last[job_id] = vals["version"] = last.get(job_id, 0) + 1
        models_ = super().create(vals_list)
        models_.question_ids._copy_translations()
        return models_

    @api.model
    def _last_versions(self, job_ids):
        rows = self.sudo().with_context(active_test=False)._read_group([("job_id", "in", list(job_ids))], ["job_id"], ["version:max"])
        return {job.id: version for job, version in rows}

    def write(self, vals):
        """An active or retired model is frozen: old assessments must stay explainable."""
        if set(vals) - FREE_FIELDS and not self.env.context.get("hr_competency_activating"):
            self._check_changeable()
        return super().write(vals)

    def _check_changeable(self):
        if self.filtered(lambda model: model.state in ("active", "retired")):
            raise UserError(self.env._("An active model cannot change any more. Make a new version instead."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self.sudo().assessment_ids:
            raise UserError(self.env._("People were assessed with this model; retire it instead of deleting it."))

    # --- life cycle -----------------------------------------------------------------------------------------------

    def action_approve(self):
        """Approve: the department's manager, or an HR manager."""
        self.check_access("read")
        self._check_approver()
        self._check_complete()
        # a department's manager need not be allowed to write models
        self.sudo()._move("approved", approved_by_id=self.env.user.id, date_approved=fields.Datetime.now())
        self.sudo().activity_feedback(["mail.mail_activity_data_todo"])

    def action_ask_approval(self):
        """Ask the department's manager, or the HR managers where there is none."""
        self._check_complete()
        for model in self:
            approver = model.approver_id or self.env.ref("base.user_admin")
            model.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=approver.id,
                summary=self.env._("Approve the competency model"),
                note=model.approval_note or "",
            )

    def action_back_to_draft(self):
        self._move("draft", approved_by_id=False, date_approved=False)

    def action_activate(self):
        """Freeze and use from now on; the version that was active retires."""
        for model in self:
            model._check_approved()
            model._check_complete()
            model._siblings("active").action_retire()
            snapshot = self.env["hr.competency.engine"]._snapshot(model)
            activating = model.with_context(hr_competency_activating=True)
            activating._move("active", date_active=fields.Datetime.now(), snapshot=snapshot)
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
        # The state's own fields are readonly for users and freeze with the model.
        self.with_context(hr_competency_activating=True).write({"state": state, **vals})

    def _on_activated(self):
        """Hook: called on a model that has just become active."""
        self._sync_job_skills()
        # The yardstick has changed: the job's applicants are matched again.
        self.env["hr.applicant"].sudo().search([("job_id", "in", self.job_id.ids)])._queue_cv_match()

    # --- checks ---------------------------------------------------------------------------------------------------

    def _check_approver(self):
        if self.env.su or self.env.user.has_group("hr_recruitment.group_hr_recruitment_manager"):
            return
        for model in self:
            if model.approver_id != self.env.user:
                raise AccessError(self.env._("Only the department's manager or an HR manager approves a model."))

    def _check_approved(self):
        if self.state == "draft" and not (self.company_id or self.env.company).competency_approval:
            self._approve_unasked()
        if self.state != "approved":
            raise UserError(self.env._("The model must be approved before it becomes active."))

    def _approve_unasked(self):
        """Where the company asks for no approval, activating approves."""
        self._check_complete()
        self._move("approved", approved_by_id=self.env.user.id, date_approved=fields.Datetime.now())

    def _check_complete(self):
        for model in self:
            if not sum(model.line_ids.mapped("weight")):
                raise ValidationError(self.env._("The model needs at least one competency with a weight."))

    # --- Odoo's expected skills -----------------------------------------------------------------------------------

    def _sync_job_skills(self):
        """Expected skills of the job (``hr.job.skill``): a competency's skill at the level that the model asks for.

        Adds and raises; what else HR expects of the job stays.
        """
        for model in self:
            commands = [c for line in model.line_ids for c in line._job_skill_commands(model.job_id.sudo())]
            if commands:
                model.job_id.sudo().write({"job_skill_ids": commands})
