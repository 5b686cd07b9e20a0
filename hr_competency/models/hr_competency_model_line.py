"""What a job's model is made of: competencies with weights, their indicators' weights, questions."""

from odoo import api, fields, models


class HrCompetencyModelLine(models.Model):
    _name = "hr.competency.model.line"
    _description = "Competency of a Job Model"
    _order = "sequence, id"

    model_id = fields.Many2one("hr.competency.model", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="model_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    competency_id = fields.Many2one("hr.competency", required=True, ondelete="restrict", index=True)
    definition = fields.Text(related="competency_id.definition")
    weight = fields.Float(default=20)
    share = fields.Float(compute="_compute_share", help="Part of the total score.")
    required_level = fields.Integer(default=3)
    must_have = fields.Boolean("Must-have")
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
    _level_range = models.Constraint("CHECK (required_level BETWEEN 1 AND 5)", "Levels are 1 to 5.")
    _weight_positive = models.Constraint("CHECK (weight >= 0)", "A weight cannot be negative.")

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

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.model_id._check_changeable()
        return lines

    def write(self, vals):
        self.model_id._check_changeable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self.model_id._check_changeable()

    def _setup_line_vals(self):
        return {
            "sequence": self.sequence,
            "competency_id": self.competency_id.id,
            "weight": self.weight,
            "required_level": self.required_level,
            "must_have": self.must_have,
        }

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

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows.line_id.model_id._check_changeable()
        return rows

    def write(self, vals):
        self.line_id.model_id._check_changeable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self.line_id.model_id._check_changeable()


class HrCompetencyModelQuestion(models.Model):
    _name = "hr.competency.model.question"
    _description = "Interview Question of a Job Model"
    _order = "sequence, id"

    model_id = fields.Many2one("hr.competency.model", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="model_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    text = fields.Text(required=True, translate=True)
    minutes = fields.Integer(default=3)
    competency_ids = fields.Many2many("hr.competency", string="Shows")
    reference = fields.Text("Model Answer", help="What a good answer contains; its key points count as evidence.")
    exemplars = fields.Text("Full-mark Answers", help="Answers that would get all points; separated by an empty line.")
    template_question_id = fields.Many2one("hr.competency.template.question", ondelete="set null")

    _minutes_range = models.Constraint("CHECK (minutes BETWEEN 1 AND 60)", "A question takes 1 to 60 minutes.")

    @api.model_create_multi
    def create(self, vals_list):
        questions = super().create(vals_list)
        questions.model_id._check_changeable()
        return questions

    def write(self, vals):
        self.model_id._check_changeable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self.model_id._check_changeable()

    def _setup_question_vals(self):
        return {
            "sequence": self.sequence,
            "text": self.text,
            "minutes": self.minutes,
            "competency_ids": [fields.Command.set(self.competency_ids.ids)],
            "template_question_id": self.template_question_id.id,
            "previous_question_id": self.id,
        }

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
