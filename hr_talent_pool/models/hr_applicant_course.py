"""Talents and courses: inviting them, and what a finished course changes."""

from dataclasses import dataclass

from markupsafe import Markup
from odoo import SUPERUSER_ID, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


@dataclass(frozen=True)
class Change:
    """What a course changed about one competency; ``before`` is ``None`` where no level was known."""

    competency: models.Model
    before: float | None
    after: float
    want: float
    closed: bool

    def words(self, env):
        """The change as a line of a note, in the language of ``env``."""
        values = {"competency": self.competency.with_env(env).name, "before": f"{self.before or 0:g}", "after": f"{self.after:g}"}
        if self.before is None:
            text = env._("%(competency)s: level %(after)s, not shown before", **values)
        else:
            text = env._("%(competency)s: level %(before)s → %(after)s", **values)
        return env._("%s (gap closed)", text) if self.closed else env._("%(change)s (wanted: %(want)s)", change=text, want=f"{self.want:g}")


class HrApplicant(models.Model):
    # One file a step: together they would be longer than anybody reads.
    _inherit = "hr.applicant"

    # --- inviting -------------------------------------------------------------------------------------------------

    def action_talent_invite_courses(self):
        """Invite talents to the courses recommended to them, one mail to each."""
        talents = self._talent_is_one()
        return talents._talent_invite(talents.talent_course_ids.filtered(lambda c: c.state == "recommended"))

    def _talent_invite(self, courses):
        """Invite and write to those who have a mail address; say who has none."""
        # who works here learns as an employee
        able = self.filtered(lambda one: one.partner_id.email and one.talent_has_consent and not one.talent_employee_id)
        courses = courses.filtered(lambda c: c.talent_id in able and c._is_offered())
        if not courses:
            raise UserError(self.env._("Nobody to invite: no recommended course is open, or there is no mail address or consent."))
        courses._invite()
        courses.talent_id._talent_send("hr_talent_pool.mail_template_course_invitation", courses)
        return self._talent_notify_invited(courses, self - courses.talent_id)

    def _talent_send(self, template, courses=None):
        """Queue a mail to each talent and start the queue: Odoo's own run comes once an hour only."""
        template = self.env.ref(template).sudo()
        for talent in self:
            mine = courses.filtered(lambda c, t=talent: c.talent_id == t).ids if courses else []
            template.with_context(talent_course_ids=mine).send_mail(talent.id)
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _talent_mailed_courses(self):
        """The courses that the mail being written is about."""
        return self.env["hr.talent.course"].browse(self.env.context.get("talent_course_ids", [])).exists()

    def _talent_waiting_courses(self):
        """The courses that a check-in reminds of: taken up or invited to, not finished, and open today.

        Mail templates ask this, so that those which somebody has reworded follow when the rule changes.
        """
        return self.talent_course_ids.filtered(lambda course: course.state in ("invited", "joined", "ongoing") and course._is_offered())

    def _talent_notify_invited(self, courses, left_out):
        message = self.env._("%(count)s invitations sent to %(who)s.", count=len(courses), who=len(courses.talent_id))
        if left_out:
            message += " " + self.env._("Not invited (no course, mail address or consent): %s", left_out._talent_name_list())
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": message, "next": {"type": "ir.actions.act_window_close"}},
        }

    # --- finishing ------------------------------------------------------------------------------------------------

    def _talent_course_completed(self, membership):
        """A talent finished a course: skill and gap rise to the level that the course brings, the recruiter is told.

        No assessment is written: finishing a course is evidence of learning, not of behaviour. The gap says that its
        level is known from a course, and the next interview corrects it either way.

        :param membership: the finished ``slide.channel.partner``; the same one twice changes nothing
        """
        # As the server itself: who learns must not become the author of the recruiter's activity.
        for talent in self.with_user(SUPERUSER_ID):
            course = talent._talent_course_of(membership)
            if not course or course.completed_on:
                continue
            course.write({"channel_partner_id": membership.id, "completed_on": fields.Date.today()})
            changes = talent._talent_learn(membership.channel_id)
            talent._talent_sign_of_life()
            talent._talent_recommend()
            if changes:
                talent._talent_reconsider(membership.channel_id, changes)

    def _talent_course_of(self, membership):
        """The course on the talent's list; who finds a fitting one alone gets it onto the list."""
        channel = membership.channel_id
        course = self.talent_course_ids.filtered(lambda c: c.channel_id == channel)
        if not course and channel.competency_course_ids:
            competencies = channel.competency_course_ids.competency_id
            gaps = self.talent_gap_ids.filtered(lambda g: g.competency_id in competencies)
            course = course.create(self._talent_course_vals(channel, gaps))
        return course

    def _talent_learn(self, channel):
        """Raise gaps and skills to what a course brings.

        :return: list of :class:`Change`, empty where the person was there already
        """
        changes, skills = [], []
        for row in channel.sudo().competency_course_ids:
            skills += self._talent_skill_commands(row.skill_id or row.competency_id.skill_id, row.level)
            gap = self.talent_gap_ids.filtered(lambda g, c=row.competency_id: g.competency_id == c)
            before = gap.have if gap.has_level else None
            if gap and gap._raise_to(row.level):
                changes.append(Change(row.competency_id, before, row.level, gap.want, gap.is_closed))
        if skills:
            # Commands on the person: creating a skill that they have would overlap with it.
            self.write({"applicant_skill_ids": skills})
        return changes

    def _talent_skill_commands(self, skill, level):
        """Commands that raise a skill to a level (1 to 5); none where the person has it."""
        level = skill._talent_level(level)
        today = fields.Date.today()
        current = self.applicant_skill_ids.filtered(lambda s: s.skill_id == skill and (not s.valid_to or s.valid_to >= today))
        if not level or max(current.mapped("level_progress"), default=-1) >= level.level_progress:
            return []
        return [Command.create(skill._talent_skill_vals(level))]

    # --- reconsider -----------------------------------------------------------------------------------------------

    def _talent_reconsider(self, channel, changes):
        """Ask the recruiter to look at the talent again; what changed later is added to the activity that is open."""
        self.ensure_one()
        user = self._talent_recruiter()
        talent = self.with_context(lang=user.lang)
        course = channel.with_context(lang=user.lang).name
        done = talent.env._(
            "%(name)s has finished the course %(course)s.", name=talent.partner_name, course=Markup("<strong>%s</strong>") % course
        )
        note = talent.env["ir.qweb"]._render(
            "hr_talent_pool.reconsider_note", {"talent": talent, "done": done, "changes": changes, "job": talent.talent_job_id}
        )
        waiting = talent.activity_search(["hr_talent_pool.mail_activity_reconsider"])
        if waiting:
            waiting[0].note = waiting[0].note + note
        else:
            talent.activity_schedule(
                "hr_talent_pool.mail_activity_reconsider",
                summary=talent._talent_reconsider_summary(),
                note=note,
                user_id=user.id,
            )

    def _talent_reconsider_summary(self):
        if self.talent_job_id:
            return self.env._("Reconsider %(name)s for %(job)s", name=self.partner_name, job=self.talent_job_id.name)
        return self.env._("Reconsider %s", self._competency_called())


class HrSkill(models.Model):
    _inherit = "hr.skill"

    def _talent_level(self, level):
        """The skill's level (0 to 100 %) that is nearest to a competency's level of 1 to 5; empty without a skill."""
        levels = self.sudo().skill_type_id.skill_level_ids
        return min(levels, key=lambda one: (abs(one.level_progress - level * 20), one.id), default=levels)

    def _talent_skill_vals(self, level):
        """A version of this skill that is valid from today. Odoo's default date is that of the server's start."""
        return {
            "skill_id": self.id,
            "skill_type_id": self.skill_type_id.id,
            "skill_level_id": level.id,
            "valid_from": fields.Date.today(),
        }
