"""What a job's model is made of: competencies with weights, their indicators' weights, questions."""

from odoo import api, fields, models


class HrCompetencyModelLine(models.Model):
    _name = "hr.competency.model.line"
    _inherit = ["hr.competency.measured", "hr.competency.model.part"]
    _description = "Competency of a Job Model"
    _check_company_auto = True

    competency_id = fields.Many2one(check_company=True)
    model_id = fields.Many2one("hr.competency.model", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="model_id.company_id", store=True, index=True)
    definition = fields.Text(related="competency_id.definition")
    share = fields.Float(compute="_compute_share", help="Part of the total score.")
    indicator_ids = fields.One2many(
        "hr.competency.model.indicator",
        "line_id",
        string="Indicators",
        compute="_compute_indicator_ids",
        store=True,
        readonly=False,
        copy=True,
    )

    _competency_uniq = models.Constraint("unique(model_id, competency_id)", "A competency occurs once in a model.")

    @api.depends("weight", "model_id.line_ids.weight")
    def _compute_share(self):
        for line in self:
            total = sum(line.model_id.line_ids.mapped("weight"))
            line.share = line.weight / total if total else 0.0

    @api.depends("competency_id")
    def _compute_indicator_ids(self):
        """Start from the library's indicators and weights whenever another competency is chosen."""
        for line in self:
            if line.indicator_ids.indicator_id.competency_id != line.competency_id:
                commands = [
                    fields.Command.create({"indicator_id": i.id, "weight": i.weight, "sequence": i.sequence})
                    for i in line.competency_id.indicator_ids
                ]
                line.indicator_ids = [fields.Command.clear(), *commands]

    def _take_indicators(self, previous):
        """Carry the indicators and their weights over from the same competencies of another version."""
        by_competency = {line.competency_id: line for line in previous}
        for line in self:
            if known := by_competency.get(line.competency_id):
                rows = [{"indicator_id": r.indicator_id.id, "weight": r.weight, "sequence": r.sequence} for r in known.indicator_ids]
                line.indicator_ids = [fields.Command.clear(), *map(fields.Command.create, rows)]

    def action_indicators(self):
        """The line's indicators and their weights, in a dialog."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.competency_id.name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }


class HrCompetencyModelIndicator(models.Model):
    _name = "hr.competency.model.indicator"
    _inherit = ["hr.competency.model.part"]
    _description = "Indicator Weight in a Job Model"
    _order = "sequence, id"

    line_id = fields.Many2one("hr.competency.model.line", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="line_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    indicator_id = fields.Many2one("hr.competency.indicator", required=True, ondelete="restrict", index=True)
    weight = fields.Float(default=20)
    share = fields.Float(compute="_compute_share", help="Part of its competency.")

    _indicator_uniq = models.Constraint("unique(line_id, indicator_id)", "An indicator occurs once in a competency.")
    _weight_positive = models.Constraint("CHECK (weight >= 0)", "A weight cannot be negative.")

    @api.depends("weight", "line_id.indicator_ids.weight")
    def _compute_share(self):
        for row in self:
            total = sum(row.line_id.indicator_ids.mapped("weight"))
            row.share = row.weight / total if total else 0.0

    def _part_of(self):
        return self.line_id.model_id


class HrCompetencyModelQuestion(models.Model):
    _name = "hr.competency.model.question"
    _inherit = ["hr.competency.asked", "hr.competency.model.part"]
    _description = "Interview Question of a Job Model"

    model_id = fields.Many2one("hr.competency.model", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="model_id.company_id", store=True)
    reference = fields.Text("Model Answer", help="What a good answer contains; its key points count as evidence.")
    exemplars = fields.Text("Full-mark Answers", help="Answers that would get all points; separated by an empty line.")
    template_question_id = fields.Many2one("hr.competency.template.question", ondelete="set null")

    def _setup_question_vals(self):
        return {**self._asked_vals(), "template_question_id": self.template_question_id.id, "previous_question_id": self.id}

    def _copy_translations(self):
        """A question taken unchanged from a template comes in all languages."""
        for question in self:
            origin = question.template_question_id
            if origin and question.text == origin.text:
                for code, _name in self.env["res.lang"].get_installed():
                    question.with_context(lang=code).text = origin.with_context(lang=code).text

    def _references(self):
        return tuple(text for text in [(self.reference or "").strip()] if text)

    def _exemplars(self):
        return tuple(part.strip() for part in (self.exemplars or "").split("\n\n") if part.strip())
