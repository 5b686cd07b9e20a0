"""What a person still has to learn: per competency the level one has and the one that is wanted."""

from odoo import api, fields, models

from ..tools.standing import Standing

LEVEL_FROM = [
    ("assessment", "Assessment"),
    ("course", "Course finished"),
    ("manual", "Entered by a person"),
]


class HrTalentGap(models.Model):
    _name = "hr.talent.gap"
    _description = "Competency Gap"
    _inherit = "hr.competency.guarded"
    _order = "is_closed, must_have desc, missing desc, id"
    _rec_name = "competency_id"
    _check_company_auto = True

    # whose gap it is, and of what
    _fixed_fields = ("talent_id", "employee_id", "competency_id")

    # Either may be missing: the talent once they are erased, the employee before they are hired.
    talent_id = fields.Many2one("hr.applicant", ondelete="set null", index=True, check_company=True)
    employee_id = fields.Many2one("hr.employee", ondelete="cascade", index="btree_not_null")
    company_id = fields.Many2one("res.company", compute="_compute_company_id", store=True, precompute=True, readonly=False, index=True)
    competency_id = fields.Many2one("hr.competency", required=True, ondelete="restrict", index=True)
    job_id = fields.Many2one("hr.job", "Measured for", ondelete="set null", index="btree_not_null")
    weight = fields.Float(default=1.0, aggregator=None, readonly=True, copy=False, help="Share of the job's total, 0 to 1.")
    must_have = fields.Boolean("Must-have")
    has_level = fields.Boolean("Level Known", default=True, help="Not set: nobody has seen evidence yet, which is not the lowest level.")
    have = fields.Float("Has Level", digits=(3, 1), aggregator="avg")
    first_have = fields.Float("Had at First", digits=(3, 1), aggregator="avg", readonly=True, copy=False)
    want = fields.Float("Wanted Level", digits=(3, 1), aggregator="avg", default=3.0)
    missing = fields.Float("Levels Missing", digits=(3, 1), compute="_compute_missing", store=True, aggregator="avg")
    level_from = fields.Selection(LEVEL_FROM, "Level Known From", default="manual", readonly=True, copy=False)
    assessment_id = fields.Many2one("hr.competency.assessment", readonly=True, copy=False, ondelete="set null", index="btree_not_null")
    course_ids = fields.Many2many("hr.talent.course", "hr_talent_course_gap_rel", "gap_id", "course_id", string="Courses")
    assignment_ids = fields.One2many("hr.training.assignment", "gap_id", string="Trainings")
    state = fields.Selection(
        [("open", "Open"), ("learning", "Learning"), ("closed", "Closed")],
        compute="_compute_state",
        store=True,
        readonly=False,
        index=True,
    )
    is_closed = fields.Boolean(compute="_compute_is_closed", store=True)
    closed_on = fields.Date(compute="_compute_is_closed", store=True)
    active = fields.Boolean(default=True)

    _once_a_talent = models.Constraint("unique(talent_id, competency_id)", "This talent has a gap for this competency already.")
    _level_range = models.Constraint("CHECK (have BETWEEN 0 AND 5 AND want BETWEEN 1 AND 5)", "Levels are 1 to 5.")

    @api.depends("talent_id", "employee_id")
    def _compute_company_id(self):
        for gap in self:
            gap.company_id = gap.company_id or gap.talent_id.company_id or gap.employee_id.company_id

    @api.depends("competency_id", "have", "want", "has_level")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for gap in self:
            have = f"{gap.have:g} " if gap.has_level else ""
            way = f"{gap.have:g} ✓" if gap._standing().is_met else f"{have}→ {gap.want:g}"
            gap.display_name = f"{gap.competency_id.name} {way}"

    def _way_in_words(self):
        """From which level to which, as a career plan says it."""
        want = f"{self.want:g}"
        way = self.env._("from level %(have)s to level %(want)s", have=f"{self.have:g}", want=want)
        way = way if self.has_level else self.env._("show level %s (no evidence so far)", want)
        return self.env._("%s, a must-have", way) if self.must_have else way

    @api.depends("have", "want", "has_level")
    def _compute_missing(self):
        for gap in self:
            gap.missing = gap._standing().missing

    @api.depends("have", "want", "has_level", "course_ids.state", "assignment_ids.state")
    def _compute_state(self):
        for gap in self:
            if gap._standing().is_met:
                gap.state = "closed"
            else:
                gap.state = "learning" if gap._is_being_learned() else "open"

    @api.depends("state")
    def _compute_is_closed(self):
        for gap in self:
            gap.is_closed = gap.state == "closed"
            gap.closed_on = (gap.closed_on or fields.Date.today()) if gap.is_closed else False

    def _is_being_learned(self):
        """Whether somebody has taken up a course for it; an invitation alone is not learning."""
        states = set(self.course_ids.mapped("state")) | set(self.assignment_ids.mapped("state"))
        return bool(states & {"joined", "ongoing", "completed"})

    def _standing(self):
        """The gap as a plain value."""
        self.ensure_one()
        have = self.have if self.has_level else None
        return Standing(self.competency_id.name or "", have, self.want, self.weight, self.must_have)

    @api.model_create_multi
    def create(self, vals_list):
        """The level at first stays known beside what is learned."""
        self._check_guarded(set().union(*vals_list), new=True)
        for vals in vals_list:
            vals.setdefault("first_have", vals.get("have", 0.0))
        return super().create(vals_list)

    def write(self, vals):
        """A level that a person enters is marked as theirs."""
        self._check_guarded(vals)
        if {"have", "has_level"} & set(vals) and "level_from" not in vals:
            vals = {**vals, "level_from": "manual"}
        return super().write(vals)

    def _raise_to(self, level):
        """A finished course brings a level; a level never falls by learning.

        :return: whether something changed
        """
        self.ensure_one()
        if self.has_level and self.have >= level:
            return False
        self.write({"have": level, "has_level": True, "level_from": "course"})
        return True

    def _as_gaps(self):
        """The open ones as ``hr.competency._recommend_courses`` takes them."""
        return {gap.competency_id: (gap.have if gap.has_level else None, gap.want) for gap in self if not gap.is_closed}
