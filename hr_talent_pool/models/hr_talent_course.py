"""A course that would help a talent, from the recommendation to its end."""

from odoo import api, fields, models
from odoo.exceptions import AccessError

STATES = [
    ("recommended", "Recommended"),
    ("invited", "Invited"),
    ("joined", "Joined"),
    ("ongoing", "Learning"),
    ("completed", "Finished"),
]


class HrTalentCourse(models.Model):
    _name = "hr.talent.course"
    _description = "Course for a Talent"
    _inherit = "hr.competency.guarded.row"
    _order = "state_sequence, sequence, id"
    _rec_name = "channel_id"
    _check_company_auto = True

    _fixed_fields = ("talent_id", "channel_id")

    talent_id = fields.Many2one("hr.applicant", required=True, ondelete="cascade", index=True, check_company=True)
    company_id = fields.Many2one(related="talent_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10, help="Best first.")
    channel_id = fields.Many2one("slide.channel", "Course", required=True, ondelete="cascade", index=True)
    gap_ids = fields.Many2many("hr.talent.gap", "hr_talent_course_gap_rel", "course_id", "gap_id", string="For")
    # Recruiters may not read memberships; what they need of them is stored here.
    channel_partner_id = fields.Many2one(
        "slide.channel.partner", "Membership", ondelete="set null", index="btree_not_null", copy=False, readonly=True,
        groups="website_slides.group_website_slides_officer",
    )  # fmt: skip
    state = fields.Selection(STATES, compute="_compute_progress", store=True, compute_sudo=True, index=True)
    state_sequence = fields.Integer(compute="_compute_progress", store=True, compute_sudo=True)
    completion = fields.Integer("Done", compute="_compute_progress", store=True, compute_sudo=True, aggregator="avg")
    invited_on = fields.Datetime(readonly=True, copy=False)
    completed_on = fields.Date(readonly=True, copy=False)
    reason = fields.Char("Why", compute="_compute_reason", compute_sudo=True)
    hours = fields.Float(related="channel_id.total_time", related_sudo=True)
    invitation_link = fields.Char(compute="_compute_invitation_link", compute_sudo=True)

    _once = models.Constraint("unique(talent_id, channel_id)", "This course is on the talent's list already.")

    @api.depends("completed_on", "channel_partner_id.member_status", "channel_partner_id.completion")
    def _compute_progress(self):
        order = {state: number for number, (state, _label) in enumerate(STATES)}
        for course in self:
            membership = course.channel_partner_id
            course.state = "completed" if course.completed_on else membership.member_status or "recommended"
            course.completion = 100 if course.completed_on else membership.completion
            course.state_sequence = order[course.state]

    @api.depends("gap_ids.want", "channel_id.competency_course_ids.level")
    @api.depends_context("lang")
    def _compute_reason(self):
        for course in self:
            levels = {row.competency_id: row.level for row in course.channel_id.competency_course_ids}
            course.reason = " · ".join(
                self.env._(
                    "%(competency)s up to level %(level)s (wanted: %(want)s)",
                    competency=gap.competency_id.name,
                    level=levels[gap.competency_id],
                    want=f"{gap.want:g}",
                )
                for gap in course.gap_ids
                if gap.competency_id in levels
            )

    @api.depends("channel_partner_id")
    def _compute_invitation_link(self):
        for course in self:
            course.invitation_link = course.channel_partner_id.invitation_link or course.channel_id.website_absolute_url

    def _link(self, memberships):
        """Note who has become a member; somebody who signs up may do so under another contact than the invited one."""
        for course in self.sudo():
            mine = memberships.filtered(lambda m, course=course: m.channel_id == course.channel_id and course._is_of(m))
            known = course.channel_partner_id
            if mine and (not known or known.member_status == "invited"):
                course.channel_partner_id = mine.sorted(lambda m: m.member_status == "invited")[:1]

    def _link_existing(self):
        """Link courses to memberships that were there before the recommendation."""
        for course in self.sudo().filtered(lambda c: c.state == "recommended"):
            memberships = (
                self.env["slide.channel.partner"]
                .sudo()
                .search([("channel_id", "=", course.channel_id.id), ("partner_id", "in", course.talent_id._talent_partners().ids)])
            )
            course._link(memberships)

    def _is_offered(self):
        """Whether one can take it now: archived and unpublished courses open for nobody."""
        channel = self.channel_id.sudo()
        return channel.active and channel.is_published

    def _is_of(self, membership):
        """Whether a membership is this talent's."""
        return membership.partner_id in self.talent_id._talent_partners()

    def action_invite(self):
        """Invite the talent to this course."""
        return self.talent_id._talent_invite(self)

    def action_open_talent(self):
        """The talent's form."""
        self.ensure_one()
        return self.talent_id._talent_form()

    def _invite(self):
        """Make the talents members who were invited; the courses may be closed to everybody else.

        Recruiters may neither add members to courses on invitation nor read memberships, so this is done for them,
        within the courses of the talents that they may write to.
        """
        if not self.env.su and not self.env.user.has_group("hr_recruitment.group_hr_recruitment_user"):
            raise AccessError(self.env._("Recruiters invite talents to courses."))
        self.talent_id.check_access("write")
        now = fields.Datetime.now()
        for course in self.sudo():
            course.channel_id._action_add_members(course.talent_id.partner_id, member_status="invited")
            memberships = (
                self.env["slide.channel.partner"]
                .sudo()
                .search([("channel_id", "=", course.channel_id.id), ("partner_id", "=", course.talent_id.partner_id.id)])
            )
            # Odoo deletes invitations without a date, or with one of three months ago.
            memberships.filtered(lambda m: m.member_status == "invited").last_invitation_date = now
            course._link(memberships)
            course.invited_on = now
