"""Which course brings which competency to which level."""

from odoo import api, fields, models


class HrCompetencyCourse(models.Model):
    _name = "hr.competency.course"
    _description = "Competency of a Course"
    _order = "channel_id, competency_id"
    _rec_name = "channel_id"

    channel_id = fields.Many2one("slide.channel", "Course", required=True, ondelete="cascade", index=True)
    competency_id = fields.Many2one("hr.competency", required=True, ondelete="cascade", index=True)
    skill_id = fields.Many2one("hr.skill", compute="_compute_skill_id", store=True, readonly=False)
    level = fields.Integer("Brings to Level", required=True, default=3)
    company_id = fields.Many2one(related="competency_id.company_id", store=True)

    _course_uniq = models.Constraint("unique(channel_id, competency_id)", "The course has this competency already.")
    _level_range = models.Constraint("CHECK (level BETWEEN 1 AND 5)", "Levels are 1 to 5.")

    @api.depends("competency_id")
    def _compute_skill_id(self):
        for course in self:
            course.skill_id = course.competency_id.skill_id

    @api.model
    def _of_competencies(self, competencies, company):
        """The map's rows for published courses that people of a company may take."""
        rows = self.search([("competency_id", "in", competencies.ids), ("channel_id.is_published", "=", True)])
        return rows.filtered(lambda row: row._is_open_to(company))

    def _is_open_to(self, company):
        """Hook: whether a company's candidates may take the course."""
        return not self.company_id or self.company_id == company

    def _offers(self, gaps):
        """What the course would do about the gaps; nothing where it does not lift the person."""
        self.ensure_one()
        have, want = gaps[self.competency_id]
        have = have or 1.0
        gap, covered = want - have, min(self.level, want) - have
        if gap <= 0 or covered <= 0:
            return []
        channel = self.channel_id
        return [
            {
                "channel": channel,
                "competency": self.competency_id,
                "level": self.level,
                "covered": round(covered, 2),
                "share": round(covered / gap, 4),
                "hours": channel.total_time or 0.0,
                "rating": channel.rating_avg or 0.0,
                "reason": self.env._(
                    "Brings %(competency)s from level %(have)s to %(level)s (wanted: %(want)s).",
                    competency=self.competency_id.name,
                    have=f"{round(have, 1):g}",
                    level=f"{min(self.level, want):g}",
                    want=f"{want:g}",
                ),
            }
        ]
