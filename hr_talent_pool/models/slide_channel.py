"""What happens in e-learning reaches talents and employees."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list


class SlideChannel(models.Model):
    _inherit = "slide.channel"

    talent_course_count = fields.Integer("Talents", compute="_compute_talent_course_count", compute_sudo=False)

    def _compute_talent_course_count(self):
        courses = self.env["hr.talent.course"]
        counts = {}
        if courses.has_access("read"):
            counts = dict(courses._read_group([("channel_id", "in", self.ids)], ["channel_id"], ["__count"]))
        for channel in self:
            channel.talent_course_count = counts.get(channel, 0)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_taken_up(self):
        """What somebody takes or has finished says why their gaps are closed; what was only recommended goes with it."""
        mine = [("channel_id", "in", self.ids)]
        courses = self.env["hr.talent.course"].sudo().search(mine)
        trainings = self.env["hr.training.assignment"].sudo().search(mine)
        if used := (courses.filtered(lambda one: one.state != "recommended").channel_id | trainings.channel_id):
            names = format_list(self.env, used.mapped("name"))
            raise UserError(self.env._("People were invited to these courses, take them or finished them; archive them instead: %s", names))

    def action_talent_courses(self):
        """The talents for whom this course is on the list."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("hr_talent_pool.action_talent_courses")
        action["domain"] = [("channel_id", "=", self.id)]
        return action


class SlideChannelPartner(models.Model):
    _inherit = "slide.channel.partner"

    @api.model_create_multi
    def create(self, vals_list):
        """Who becomes a member, invited or alone, is found on the lists of talents and trainings."""
        memberships = super().create(vals_list)
        memberships.sudo()._talent_link()
        return memberships

    def _talent_link(self):
        if not self:
            return
        open_ones = [("channel_id", "in", self.channel_id.ids), ("state", "in", ["recommended", "invited"])]
        self.env["hr.talent.course"].sudo().search(open_ones)._link(self)
        self.env["hr.training.assignment"].sudo().search([
            ("channel_id", "in", self.channel_id.ids), ("channel_partner_id", "=", False)
        ])._link(self)  # fmt: skip

    def _post_completion_update_hook(self, completed=True):
        """A finished course raises skills and closes gaps. Completion is final: there is no way back to undo."""
        result = super()._post_completion_update_hook(completed)
        if completed:
            self.sudo().filtered(lambda m: m.member_status == "completed")._talent_completed()
        return result

    def _talent_completed(self):
        """Each membership by itself: a person may finish several courses in one go."""
        talents = self.env["hr.applicant"]._talent_of_partners(self.partner_id)
        trainings = self.env["hr.training.assignment"].sudo()
        for membership in self:
            talents[membership.partner_id]._talent_course_completed(membership)
            trainings._completed(membership)
