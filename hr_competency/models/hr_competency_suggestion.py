"""What the data suggests to change in a job's model; a person accepts or rejects it."""

from odoo import fields, models
from odoo.exceptions import UserError


class HrCompetencySuggestion(models.Model):
    _name = "hr.competency.suggestion"
    _description = "Suggested Model Change"
    _order = "state, id desc"

    model_id = fields.Many2one("hr.competency.model", required=True, ondelete="cascade", index=True)
    job_id = fields.Many2one(related="model_id.job_id", store=True)
    company_id = fields.Many2one(related="model_id.company_id", store=True, index=True)
    competency_id = fields.Many2one("hr.competency", required=True, ondelete="cascade")
    indicator_id = fields.Many2one("hr.competency.indicator", ondelete="cascade")
    kind = fields.Selection([("weight", "Weight"), ("anchor", "Anchors")], required=True, default="weight")
    old_weight = fields.Float(readonly=True, aggregator=None)
    new_weight = fields.Float(aggregator=None)
    low = fields.Float(readonly=True, aggregator=None)
    high = fields.Float(readonly=True, aggregator=None)
    sample_size = fields.Integer("n", readonly=True, aggregator=None)
    reason = fields.Text(readonly=True)
    expected_before = fields.Float("Consistency Now", readonly=True, aggregator=None)
    expected_after = fields.Float("Consistency Expected", readonly=True, aggregator=None)
    state = fields.Selection(
        [("new", "New"), ("accepted", "Accepted"), ("rejected", "Rejected")], default="new", required=True, readonly=True
    )
    answer = fields.Text("Your Reason")
    result_model_id = fields.Many2one("hr.competency.model", readonly=True, ondelete="set null")
    decided_by_id = fields.Many2one("res.users", readonly=True, ondelete="set null")

    def action_accept(self):
        """Make the next version of the model with all the accepted changes; it goes its way through approval."""
        self._check_new()
        for model, mine in self.grouped("model_id").items():
            draft = model.copy({"job_id": model.job_id.id, "previous_id": model.id})
            for suggestion in mine:
                suggestion._apply(draft)
            mine.write({"state": "accepted", "result_model_id": draft.id, "decided_by_id": self.env.user.id})
        return self.result_model_id._open() if len(self.result_model_id) == 1 else True

    def action_reject(self):
        self._check_new()
        self.write({"state": "rejected", "decided_by_id": self.env.user.id})

    def _check_new(self):
        if self.filtered(lambda suggestion: suggestion.state != "new"):
            raise UserError(self.env._("This suggestion has been decided already."))

    def _apply(self, draft):
        """Write the suggested weight into a draft."""
        line = draft.line_ids.filtered(lambda row: row.competency_id == self.competency_id)
        if self.indicator_id:
            line.indicator_ids.filtered(lambda row: row.indicator_id == self.indicator_id).weight = self.new_weight
        elif self.kind == "weight":
            line.weight = self.new_weight
