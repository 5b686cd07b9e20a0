"""A course that an employee is to take for a gap, with its due date."""

from odoo import api, fields, models
from odoo.fields import Command


class HrTrainingAssignment(models.Model):
    _name = "hr.training.assignment"
    _description = "Training Assignment"
    _inherit = ["mail.thread", "mail.activity.mixin", "hr.competency.guarded.row"]
    _order = "is_done, due, id"
    _rec_name = "channel_id"

    _fixed_fields = ("employee_id", "channel_id")

    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True)
    department_id = fields.Many2one(related="employee_id.department_id", store=True)
    channel_id = fields.Many2one("slide.channel", "Course", required=True, ondelete="cascade", index=True)
    gap_id = fields.Many2one("hr.talent.gap", "For", ondelete="set null", index="btree_not_null")
    competency_id = fields.Many2one(related="gap_id.competency_id", store=True)
    due = fields.Date(tracking=True)
    channel_partner_id = fields.Many2one(
        "slide.channel.partner", "Membership", ondelete="set null", index="btree_not_null", copy=False, readonly=True,
        groups="website_slides.group_website_slides_officer",
    )  # fmt: skip
    state = fields.Selection(
        [("assigned", "Assigned"), ("joined", "Enrolled"), ("ongoing", "Learning"), ("completed", "Finished")],
        compute="_compute_progress",
        store=True,
        compute_sudo=True,
        index=True,
        tracking=True,
    )
    completion = fields.Integer("Done", compute="_compute_progress", store=True, compute_sudo=True, aggregator="avg")
    is_done = fields.Boolean(compute="_compute_progress", store=True, compute_sudo=True)
    is_late = fields.Boolean("Late", compute="_compute_is_late", search="_search_is_late")
    completed_on = fields.Date(readonly=True, copy=False)

    _once = models.Constraint("unique(employee_id, channel_id)", "The employee has this course already.")

    @api.depends("completed_on", "channel_partner_id.member_status", "channel_partner_id.completion")
    def _compute_progress(self):
        for training in self:
            membership = training.channel_partner_id
            status = membership.member_status if membership.member_status != "invited" else False
            training.state = "completed" if training.completed_on else status or "assigned"
            training.completion = 100 if training.completed_on else membership.completion
            training.is_done = training.state == "completed"

    @api.depends("due", "is_done")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for training in self:
            training.is_late = bool(training.due and training.due < today and not training.is_done)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = fields.Domain([("due", "<", fields.Date.context_today(self)), ("is_done", "=", False)])
        return late if True in value else ~late

    @api.model_create_multi
    def create(self, vals_list):
        """Also those that a person enters are enrolled."""
        trainings = super().create(vals_list)
        trainings._enrol()
        return trainings

    def _enrol(self):
        """Make the employees members of their courses. HR officers may not add members to closed courses, so this is done
        for them, for the assignments that they may write."""
        self.check_access("write")
        for training in self.sudo().filtered(lambda t: not t.channel_partner_id):
            partner = training.employee_id._talent_partner()
            if partner:
                training.channel_id._action_add_members(partner)
                training._link(training._memberships(partner))

    def _memberships(self, partner):
        return (
            self.env["slide.channel.partner"].sudo().search([("channel_id", "in", self.channel_id.ids), ("partner_id", "in", partner.ids)])
        )

    def _link(self, memberships):
        """Note the membership; a course that was finished before needs no second time."""
        for training in self.sudo():
            mine = memberships.filtered(lambda m, t=training: m.channel_id == t.channel_id and t._is_of(m))[:1]
            if mine:
                training.channel_partner_id = mine
                if mine.member_status == "completed":
                    training._completed(mine)

    def _is_of(self, membership):
        return membership.partner_id in (self.employee_id.user_id.partner_id | self.employee_id.work_contact_id)

    @api.model
    def _completed(self, membership):
        """An employee finished a course: skill and gap rise to what it brings. The same twice changes nothing."""
        mine = self.search([("channel_id", "=", membership.channel_id.id), ("completed_on", "=", False)])
        for training in mine.filtered(lambda t: t._is_of(membership)):
            training.write({"channel_partner_id": membership.id, "completed_on": fields.Date.today()})
            training._learn(membership.channel_id)

    def _learn(self, channel):
        skills = []
        for row in channel.competency_course_ids:
            gaps = self.employee_id.talent_gap_ids.filtered(lambda g, c=row.competency_id: g.competency_id == c)
            for gap in gaps:
                gap._raise_to(row.level)
            skills += self._skill_commands(row.skill_id or row.competency_id.skill_id, row.level)
        if skills:
            self.employee_id.write({"employee_skill_ids": skills})

    def _skill_commands(self, skill, level):
        level = skill._talent_level(level)
        current = self.employee_id.current_employee_skill_ids.filtered(lambda s: s.skill_id == skill)
        if not level or max(current.mapped("level_progress"), default=-1) >= level.level_progress:
            return []
        return [Command.create({**skill._talent_skill_vals(level), "employee_id": self.employee_id.id})]
