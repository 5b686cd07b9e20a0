"""One group's figures in an audit of adverse impact. Counted by the server; nobody writes them."""

from odoo import api, fields, models

from .hr_competency_impact_audit import GROUPINGS, MEASURES


class HrCompetencyImpactAuditLine(models.Model):
    _name = "hr.competency.impact.audit.line"
    _description = "Adverse Impact of a Group"
    _inherit = ["hr.competency.frozen"]
    _order = "audit_id, id"

    audit_id = fields.Many2one("hr.competency.impact.audit", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="audit_id.company_id", store=True)
    measure = fields.Selection(MEASURES, required=True)
    grouping = fields.Selection(GROUPINGS, required=True)
    sex_id = fields.Many2one("hr.competency.impact.category", ondelete="restrict")
    race_id = fields.Many2one("hr.competency.impact.category", "Race / Ethnicity", ondelete="restrict")
    is_unknown = fields.Boolean("Not Stated", help="People who have said nothing of themselves.")
    left_out = fields.Boolean(help="Below 2 % of all people and not compared.")
    people = fields.Integer(aggregator=None, help="Who was assessed; for the median, who has a score.")
    hits = fields.Integer(aggregator=None, help="Who of them was recommended, moved on, was hired, or scored above the median.")
    rate = fields.Float(aggregator=None)
    has_ratio = fields.Boolean(help="Not set: not computable, the highest rate is 0.")
    ratio = fields.Float("Impact Ratio", aggregator=None, help="The group's rate divided by the highest rate.")
    p_value = fields.Float("Fisher Exact p", aggregator=None, help="Against the group of the highest rate, two-sided.")
    flagged = fields.Boolean("Below the Threshold")
    is_small = fields.Boolean("Small n", help="Fewer than 30 people: chance alone moves the ratio far.")
    may_be_left_out = fields.Boolean("Below 2 %")
    median = fields.Float(aggregator=None)

    @api.depends("sex_id", "race_id", "is_unknown")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for line in self:
            names = [one.name for one in (line.sex_id, line.race_id) if one]
            line.display_name = self.env._("Not stated") if line.is_unknown else " × ".join(names)

    def _is_compared(self):
        return not self.is_unknown and not self.left_out

    def _frozen_records(self):
        """All: results are counted anew by the server, never touched."""
        return self

    def _row(self, block):
        """The line as a row of the spreadsheet."""
        compared = self._is_compared()
        return [
            block["title"],
            block["grouping"],
            self.display_name,
            self.people,
            self.hits,
            self.rate,
            self.ratio if compared and self.has_ratio else None,
            self.p_value if compared else None,
            self.flagged,
            self.is_small,
            self.may_be_left_out or self.left_out,
            self.left_out,
            self.median if self.measure == "scored" else None,
        ]
