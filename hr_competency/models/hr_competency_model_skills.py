"""A job's expected skills (``hr.job.skill``) follow its active competency model, and leave alone what HR set by hand."""

from markupsafe import Markup
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class HrJobSkill(models.Model):
    _inherit = "hr.job.skill"

    # Skills are versioned: Odoo makes a new row for a changed level and does not copy this to it. So a row that carries
    # it is as the model set it, and a row without it was made or changed by hand.
    competency_model_id = fields.Many2one("hr.competency.model", "Set by", ondelete="set null", index="btree_not_null", readonly=True)


class HrCompetencyModel(models.Model):
    _inherit = "hr.competency.model"

    skills_before = fields.Json(readonly=True, copy=False, help="Rows of an earlier version that this one replaced.")
    skill_ids = fields.One2many("hr.job.skill", "competency_model_id", string="Expected Skills Set", readonly=True, copy=False)
    skill_note = fields.Text(compute="_compute_skill_note", compute_sudo=True)

    @api.depends("state", "line_ids.required_level", "line_ids.competency_id.skill_id", "job_id.job_skill_ids")
    def _compute_skill_note(self):
        for model in self:
            kept = [model._kept_text(skill, level, row) for skill, level, row in model._kept_by_hand()]
            model.skill_note = "\n".join(kept) if model.state == "active" else False

    def _kept_text(self, skill, level, row):
        return self.env._(
            "%(skill)s: the job expects %(hand)s, set by hand; the model asks for %(model)s.",
            skill=skill.name, hand=row.skill_level_id.name, model=level.name,
        )  # fmt: skip

    def _wanted_skills(self):
        """Skills of the competencies with the level that is nearest to the required one, as ``{skill: level}``."""
        wanted = {}
        for line in self.line_ids:
            skill = line.competency_id.sudo().skill_id
            if level := _nearest_level(skill.skill_type_id.skill_level_ids, line.required_level):
                wanted[skill] = level
        return wanted

    def _current_skill_rows(self):
        """What the job expects now, as ``{skill: row}``; Odoo's own field for it may be stale after a change."""
        today = fields.Date.context_today(self)
        rows = self.job_id.sudo().job_skill_ids.filtered(lambda row: not row.valid_to or row.valid_to >= today)
        return {row.skill_id: row for row in rows}

    def _kept_by_hand(self):
        rows = self._current_skill_rows()
        return [
            (skill, level, rows[skill])
            for skill, level in self._wanted_skills().items()
            if skill in rows and not rows[skill].competency_model_id and rows[skill].skill_level_id != level
        ]

    def _sync_job_skills(self):
        """Write the job's expected skills: new ones, and those that an earlier version set; never one set by hand."""
        for model in self.sudo():
            model._retype_skills()
            if kept := model._kept_by_hand():
                lines = [model._kept_text(*one) for one in kept]
                model.message_post(body=Markup("<br/>").join(lines), subtype_xmlid="mail.mt_note")

    def _retype_skills(self):
        rows, wanted = self._current_skill_rows(), self._wanted_skills()
        ours = {skill: row for skill, row in rows.items() if row.competency_model_id}
        gone = [row for skill, row in ours.items() if skill not in wanted]
        changed = [skill for skill, row in ours.items() if skill in wanted and row.skill_level_id != wanted[skill]]
        before = [[row.skill_id.id, row.skill_level_id.id, row.competency_model_id.id] for row in ours.values()]
        commands = [self._skill_command(skill, wanted[skill], self) for skill in wanted if skill in changed or skill not in rows]
        self._thawed().skills_before = before
        self._write_job_skills([Command.delete(row.id) for row in gone] + commands)
        # what stays at its level is this version's from now on
        same = [row.id for skill, row in ours.items() if skill in wanted and skill not in changed]
        self.env["hr.job.skill"].browse(same).competency_model_id = self

    def _write_job_skills(self, commands):
        """By commands on the job: Odoo's versioning of skills happens there and nowhere else."""
        if commands:
            self.job_id.sudo().write({"job_skill_ids": commands})

    def _skill_command(self, skill, level, model):
        return Command.create(
            {
                "skill_type_id": skill.skill_type_id.id,
                "skill_id": skill.id,
                "skill_level_id": level.id,
                # the field's own default is evaluated when the server starts
                "valid_from": fields.Date.context_today(self),
                "competency_model_id": model.id,
            }
        )

    def action_undo_skills(self):
        """Take back what activation did to the job's expected skills; what was changed by hand since stays."""
        self.check_access("write")
        for model in self.sudo():
            if not model.skill_ids:
                raise UserError(self.env._("None of the job's expected skills is as this version set it."))
            model._undo_skills()

    def _undo_skills(self):
        mine = {row.skill_id.id: row for row in self._current_skill_rows().values() if row.competency_model_id == self}
        back = {skill: (level, model) for skill, level, model in self.skills_before or []}
        by_hand = {skill.id for skill in self._current_skill_rows()} - set(mine)
        skills, levels = self.env["hr.skill"], self.env["hr.skill.level"]
        commands = [Command.delete(row.id) for skill, row in mine.items() if skill not in back]
        commands += [
            self._skill_command(skills.browse(skill), levels.browse(level), self.browse(model))
            for skill, (level, model) in back.items()
            if skill not in by_hand and skills.browse(skill).exists() and levels.browse(level).exists()
        ]
        self._write_job_skills(commands)
        self._thawed().skills_before = False


def _nearest_level(levels, wanted):
    """The skill level (0 to 100 %) that is nearest to a level of 1 to 5."""
    return min(levels, key=lambda level: (abs(level.level_progress - wanted * 20), level.id), default=levels)
