"""Behavioural indicators: one observable behaviour each, with anchors for five levels (BARS)."""

from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import UserError

from .hr_competency_library_entries import LEVELS

RECRUITING = "hr_recruitment.group_hr_recruitment_interviewer"


def lines(text):
    """The lines of a text field that hold something."""
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


class HrCompetencyIndicator(models.Model):
    _name = "hr.competency.indicator"
    _inherit = ["hr.competency.library.mixin"]
    _description = "Behavioural Indicator"
    _order = "competency_id, sequence, id"

    competency_id = fields.Many2one("hr.competency", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="competency_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, copy=False, default=lambda self: f"i_{uuid4().hex[:8]}")
    name = fields.Char("Behaviour", required=True, translate=True, help="One observable behaviour, beginning with a verb.")
    weight = fields.Float(default=20, help="Weight within the competency.")
    anchor_1 = fields.Text("Level 1", translate=True)
    anchor_2 = fields.Text("Level 2", translate=True)
    anchor_3 = fields.Text("Level 3", translate=True)
    anchor_4 = fields.Text("Level 4", translate=True)
    anchor_5 = fields.Text("Level 5", translate=True)
    # Not for every employee: who reads these knows what to say.
    examples = fields.Text(groups=RECRUITING, help="What people say who do it; one a line, in any language.")
    counter_examples = fields.Text(groups=RECRUITING, help="What people say who only seem to do it; one a line, in any language.")
    cues = fields.Text(groups=RECRUITING, help="Words that point at it; one a line, in any language.")
    active = fields.Boolean(default=True)

    _library_fields = (
        "name", "code", "weight", "sequence", "examples", "counter_examples", "cues", *(f"anchor_{n}" for n in LEVELS),
    )  # fmt: skip
    _code_uniq = models.UniqueIndex("(code, COALESCE(company_id, 0))", "This code is in use already.")
    _weight_positive = models.Constraint("CHECK (weight >= 0)", "A weight cannot be negative.")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._check_unused()

    def _check_unused(self):
        used = self.env["hr.competency.model.indicator"].sudo().search([("indicator_id", "in", self.ids)]).indicator_id
        used |= self.env["hr.competency.evidence"].sudo().search([("indicator_id", "in", self.ids)]).indicator_id
        if used:
            raise UserError(self.env._("Models or assessments use this behaviour; archive it instead: %s", used[0].name))

    @api.model
    def _languages(self):
        """The languages whose wording the engine gets: all that are active, English first."""
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        return sorted(codes, key=lambda code: (not code.startswith("en"), code))

    def _wordings(self, field, languages):
        """The different wordings of a translated field in the given languages."""
        texts = [self.with_context(lang=language)[field] for language in languages]
        return list(dict.fromkeys(text for text in texts if text))
