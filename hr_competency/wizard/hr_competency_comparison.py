"""What changed between two versions of a job's competency model."""

from odoo import api, fields, models


class HrCompetencyComparison(models.TransientModel):
    _name = "hr.competency.comparison"
    _description = "Compare Two Versions"

    job_id = fields.Many2one(related="after_id.job_id")
    before_id = fields.Many2one("hr.competency.model", required=True)
    after_id = fields.Many2one("hr.competency.model", required=True)
    comparison = fields.Html(compute="_compute_comparison", sanitize=False)

    @api.depends("before_id", "after_id")
    def _compute_comparison(self):
        for row in self:
            values = {
                "rows": row.before_id._differences(row.after_id),
                "before": row.before_id.display_name,
                "after": row.after_id.display_name,
            }
            row.comparison = self.env["ir.qweb"]._render("hr_competency.model_comparison", values)


class HrCompetencyModel(models.Model):
    _inherit = "hr.competency.model"

    def action_compare(self):
        """Compare with the version before this one, or with any other."""
        self.ensure_one()
        before = self.previous_id or self.search([("job_id", "=", self.job_id.id), ("id", "!=", self.id)], limit=1)
        wizard = self.env["hr.competency.comparison"].create({"before_id": (before or self).id, "after_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare Versions"),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _differences(self, other):
        """What another version measures differently.

        :return: list of ``(what, here, there)`` as texts, in the order of the form
        """
        here, there = self._measures(), other._measures()
        keys = list(dict.fromkeys([*here, *there]))
        return [(key, here.get(key, "–"), there.get(key, "–")) for key in keys if here.get(key) != there.get(key)]

    def _measures(self):
        """What the version measures, each under its name."""
        if not self:
            return {}
        measures = {self.env._("Pass score"): f"{self.pass_score:g}"}
        for line in self.line_ids:
            name = line.competency_id.name
            measures[self.env._("%s: share of the total", name)] = f"{line.share:.0%}"
            measures[self.env._("%s: level", name)] = str(line.required_level)
            measures[self.env._("%s: must-have", name)] = self.env._("yes") if line.must_have else self.env._("no")
            for row in line.indicator_ids:
                measures[self.env._("%s: weight", row.indicator_id.name)] = f"{row.weight:g}"
        for number, question in enumerate(self.question_ids, 1):
            measures[self.env._("Question %s", number)] = question.text
        return measures
