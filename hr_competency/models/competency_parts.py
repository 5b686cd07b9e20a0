"""What templates, jobs' models and the set-up are made of alike: weighed competencies, and questions."""

from odoo import api, fields, models
from odoo.fields import Command


class HrCompetencyMeasured(models.AbstractModel):
    """A competency with its weight and the level that is asked for."""

    _name = "hr.competency.measured"
    _description = "Weighed Competency"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    competency_id = fields.Many2one("hr.competency", required=True, ondelete="restrict", index=True)
    weight = fields.Float(default=20)
    required_level = fields.Integer(default=3)
    must_have = fields.Boolean("Must-have")

    _level_range = models.Constraint("CHECK (required_level BETWEEN 1 AND 5)", "Levels are 1 to 5.")
    _weight_positive = models.Constraint("CHECK (weight >= 0)", "A weight cannot be negative.")

    def _measured_vals(self):
        """The same competency for another place, as values."""
        return {
            "sequence": self.sequence,
            "competency_id": self.competency_id.id,
            "weight": self.weight,
            "required_level": self.required_level,
            "must_have": self.must_have,
        }

    def _engine_line(self):
        """The line as the engine weighs it."""
        return {
            "id": str(self.competency_id.id),
            "name": self.competency_id.name,
            "weight": self.weight,
            "required_level": float(self.required_level),
            "must_have": self.must_have,
        }


class HrCompetencyAsked(models.AbstractModel):
    """A question, how long its answer may take, and what it lets a candidate show."""

    _name = "hr.competency.asked"
    _description = "Asked Question"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    text = fields.Text(required=True, translate=True)
    minutes = fields.Integer(default=3)
    competency_ids = fields.Many2many("hr.competency", string="Shows")

    _minutes_range = models.Constraint("CHECK (minutes BETWEEN 1 AND 60)", "A question takes 1 to 60 minutes.")

    def _asked_vals(self):
        """The same question for another place, as values, in the user's language."""
        return {
            "sequence": self.sequence,
            "text": self.text,
            "minutes": self.minutes,
            "competency_ids": [Command.set(self.competency_ids.ids)],
        }


class HrCompetencyModelPart(models.AbstractModel):
    """A part of a job's model: it changes as long as its model may."""

    _name = "hr.competency.model.part"
    _description = "Part of a Job Model"

    def _part_of(self):
        """The models that these are parts of."""
        return self.model_id

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._part_of()._check_changeable()
        return parts

    def write(self, vals):
        self._part_of()._check_changeable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self._part_of()._check_changeable()
