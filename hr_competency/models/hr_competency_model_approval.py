"""A competency model's way through its approval chain, and the way back."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .hr_competency_approval import HR_MANAGERS, department_boss, hr_managers

ACTIVITY = "hr_competency.activity_approve_model"


class HrCompetencyModel(models.Model):
    _inherit = "hr.competency.model"

    approval_ids = fields.One2many("hr.competency.approval", "model_id", string="Approvals", readonly=True, copy=False)
    approver_id = fields.Many2one("res.users", "Next Approver", compute="_compute_approver_id", compute_sudo=True)
    can_decide = fields.Boolean(compute="_compute_can_decide")

    @api.depends("state", "approval_ids.state", "job_id.department_id.manager_id.user_id")
    def _compute_approver_id(self):
        for model in self:
            waiting = model._waiting_steps()
            users = waiting[:1].user_ids if waiting else model._chain_vals()[0]["users"]
            model.approver_id = users[:1] if model.state in ("draft", "waiting") else False

    @api.depends("state", "approval_ids.state")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        """Whether it is the user's turn; a draft may be approved at once by who would be asked first."""
        for model in self:
            model.can_decide = model.state in ("draft", "waiting") and model.sudo()._may_decide_now(self.env.user)

    def _may_decide_now(self, user):
        first = self._waiting_steps()[:1]
        return first._may_decide(user) if first else self._may_decide_first(user)

    def _may_decide_first(self, user):
        return _may_take(self._chain_vals()[0], user)

    def _may_decide_all(self, user):
        """Whether a user can take a draft through the whole chain alone."""
        return all(_may_take(step, user) for step in self._chain_vals())

    def _waiting_steps(self):
        return self.approval_ids.filtered(lambda step: step.state == "waiting")

    def _chain_vals(self):
        """The steps that the model has to go through, first to last, as dicts ``approver``, ``users``, ``stand_in``."""
        self.ensure_one()
        company = self.company_id or self.env.company
        steps = self.env["hr.competency.approval.step"]._chain(self.job_id, company)
        chain = [{"approver": s.approver, "users": s._users(self.job_id, company), "stand_in": False} for s in steps]
        boss = department_boss(self.job_id) or hr_managers(self.env, company)
        return chain or [{"approver": "department_manager", "users": boss, "stand_in": True}]

    # --- asking and deciding --------------------------------------------------------------------------------------

    def action_ask_approval(self):
        """Send a draft through the chain; the first approver gets an activity."""
        self.check_access("write")
        self._check_complete()
        for model in self.sudo():
            model._start_approval()
            model._ask_next()

    def action_approve(self):
        """Approve the steps whose turn it is and which are the user's; the last step approves the model."""
        self.check_access("read")
        self._decide("approved")

    def action_back_to_draft(self):
        """Recall what waits for approval, or reopen what was approved but never used."""
        self.check_access("write")
        for model in self.sudo():
            model._waiting_steps()._close("dropped")
            model._move("draft", approved_by_id=False, date_approved=False)
            model.activity_unlink([ACTIVITY])

    def _decide(self, decision, reason=""):
        """Note a decision in the chain.

        :param decision: ``approved`` or ``refused``
        :raise AccessError: it is not the user's turn
        """
        everything = self.env.su
        # a department's manager need not be allowed to write models
        for model in self.sudo():
            model._check_complete()
            if model.state == "draft":
                model._start_approval()
            steps = model._decidable_steps(everything)
            if decision == "refused":
                model._refused(steps[0], reason)
            else:
                model._approved(steps, reason)

    def _decidable_steps(self, everything=False):
        """The steps from the current one on that the user may decide; the same person is not asked twice."""
        if self.state != "waiting":
            raise UserError(self.env._("%(model)s does not wait for approval.", model=self.display_name))
        mine = self.approval_ids.browse()
        for step in self._waiting_steps():
            if not everything and not step._may_decide(self.env.user):
                break
            mine += step
        if not mine:
            raise AccessError(self.env._("It is %(who)s who decides on this model now.", who=self.approver_id.name or "–"))
        return mine

    def _start_approval(self):
        self._move("waiting")
        self.env["hr.competency.approval"].create(
            [
                {"model_id": self.id, "approver": one["approver"], "stand_in": one["stand_in"], "user_ids": [(6, 0, one["users"].ids)]}
                for one in self._chain_vals()
            ]
        )

    def _ask_next(self):
        """An activity for everybody who may take the current step."""
        for user in self._waiting_steps()[:1].user_ids:
            self.activity_schedule(ACTIVITY, user_id=user.id, note=self.approval_note or "")

    def _approved(self, steps, reason):
        steps._close("approved", reason)
        self._settle_activities(reason)
        if self._waiting_steps():
            self._ask_next()
        else:
            self._move("approved", approved_by_id=self.env.uid, date_approved=fields.Datetime.now())
        self._tell(self.env._("approved"), reason)

    def _refused(self, step, reason):
        step._close("refused", reason)
        self._waiting_steps()._close("dropped")
        self._move("draft")
        self._settle_activities(reason)
        self._tell(self.env._("refused"), reason)

    def _settle_activities(self, reason):
        """The decider's activity is done, with the reason; the others who were asked need not any more."""
        self.activity_feedback([ACTIVITY], user_id=self.env.uid, feedback=reason or "")
        self.activity_unlink([ACTIVITY])

    def _tell(self, what, reason):
        """The decision in the chatter, for who watches the model and who made it."""
        text = self.env._("%(user)s: %(decision)s", user=self.env.user.name, decision=what)
        maker = (self.create_uid - self.env.user).partner_id
        self.message_post(body=f"{text}. {reason or ''}".strip(), partner_ids=maker.ids, subtype_xmlid="mail.mt_note")

    def _check_approved(self):
        """A model becomes active when it is approved, or at once where the company asks for no approval."""
        if self.state == "draft" and not (self.company_id or self.env.company).competency_approval:
            self._check_complete()
            self._move("approved", approved_by_id=self.env.uid, date_approved=fields.Datetime.now())
        if self.state != "approved":
            raise UserError(self.env._("The model must be approved before it becomes active."))


def _may_take(step, user):
    return user in step["users"] or (step["stand_in"] and user.has_group(HR_MANAGERS))
