"""An approver's decision with its reason."""

from odoo import fields, models
from odoo.exceptions import UserError


class HrCompetencyDecision(models.TransientModel):
    _name = "hr.competency.decision"
    _description = "Decide on a Competency Model"

    model_id = fields.Many2one("hr.competency.model", required=True, default=lambda self: self.env.context.get("active_id"))
    decision = fields.Selection([("approved", "Approve"), ("refused", "Refuse")], required=True, default="approved")
    reason = fields.Text(help="Kept with the version and told to who made it.")

    def action_decide(self):
        """Enter the decision into the model's chain; a refusal says why."""
        self.ensure_one()
        if self.decision == "refused" and not (self.reason or "").strip():
            raise UserError(self.env._("Say why, so that the model can be mended."))
        self.model_id.check_access("read")
        self.model_id._decide(self.decision, (self.reason or "").strip())
