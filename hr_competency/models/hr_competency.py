"""The library: what a competency is, which behaviours show it, which skill of Odoo it belongs to."""

from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import UserError

CATEGORIES = [
    ("leadership", "Leadership"),
    ("collaboration", "Collaboration"),
    ("thinking", "Thinking"),
    ("execution", "Execution"),
    ("customer", "Customer"),
    ("professional", "Professional"),
]


class HrCompetency(models.Model):
    _name = "hr.competency"
    _inherit = ["hr.competency.library.mixin"]
    _description = "Competency"
    _order = "category, name, id"

    name = fields.Char(required=True, translate=True)
    definition = fields.Text(translate=True)
    code = fields.Char(
        required=True,
        copy=False,
        compute="_compute_code",
        store=True,
        readonly=False,
        precompute=True,
        help="Stays the same when the name changes: assessments and the course map refer to it.",
    )
    category = fields.Selection(CATEGORIES, required=True, default="professional")
    skill_id = fields.Many2one("hr.skill", ondelete="set null", help="The skill that stands for this competency in Odoo.")
    industry_ids = fields.Many2many("res.partner.industry", string="Industries", help="None means: all of them.")
    indicator_ids = fields.One2many("hr.competency.indicator", "competency_id", string="Behavioural Indicators", copy=True)
    indicator_count = fields.Integer(compute="_compute_indicator_count")
    course_ids = fields.One2many("hr.competency.course", "competency_id", string="Courses")
    company_id = fields.Many2one("res.company", help="Empty: shared by all companies.")
    synonyms = fields.Text(help="Other words for it in CVs; one a line, in any language.")
    active = fields.Boolean(default=True)

    _library_fields = ("name", "definition", "code", "category", "skill_id", "synonyms")

    _code_uniq = models.UniqueIndex("(code, COALESCE(company_id, 0))", "This code is in use already.")

    @api.depends("indicator_ids")
    def _compute_indicator_count(self):
        counts = dict(self.env["hr.competency.indicator"]._read_group(
            [("competency_id", "in", self.ids)], ["competency_id"], ["__count"]
        ))  # fmt: skip
        for competency in self:
            competency.indicator_count = counts.get(competency._origin, len(competency.indicator_ids))

    def copy_data(self, default=None):
        """A copy is an entry of its own: another name and therefore another code."""
        vals_list = super().copy_data(default)
        for competency, vals in zip(self, vals_list, strict=True):
            vals.setdefault("code", f"{competency.code}_{uuid4().hex[:4]}")
            vals["name"] = self.env._("%s (copy)", competency.name)
        return vals_list

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self.indicator_ids._check_unused()
        used = self.env["hr.competency.model.line"].sudo().search([("competency_id", "in", self.ids)]).competency_id
        used |= self.env["hr.competency.template.line"].sudo().search([("competency_id", "in", self.ids)]).competency_id
        used |= self.env["hr.competency.assessment.line"].sudo().search([("competency_id", "in", self.ids)]).competency_id
        if used:
            raise UserError(self.env._("Models, templates or assessments use it; archive it instead: %s", ", ".join(used.mapped("name"))))

    @api.model
    def _recommend_courses(self, gaps, limit=5, company=None):
        """Courses that close gaps, best first.

        :param gaps: ``{competency: (level one has or None, level one wants)}``
        :return: list of dicts ``channel``, ``competency``, ``level``, ``covered`` (levels of the gap that it closes),
            ``share`` (of the gap), ``hours``, ``rating``, ``reason``
        """
        maps = self.env["hr.competency.course"].sudo()._of_competencies(self._merge(gaps), company or self.env.company)
        offers = [offer for course in maps for offer in course._offers(gaps)]
        offers.sort(key=lambda o: (-o["share"], -o["covered"], o["level"], o["hours"], -o["rating"], o["channel"].id))
        return offers[:limit]

    def _merge(self, gaps):
        return self.union(*gaps)
