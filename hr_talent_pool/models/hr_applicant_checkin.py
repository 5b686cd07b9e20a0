"""Keeping in touch, and the end of keeping."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta
from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

# How long before the end of retention the recruiter hears of it.
NOTICE_DAYS = 30
BATCH = 50


class HrApplicant(models.Model):
    # One file a step: together they would be longer than anybody reads.
    _inherit = "hr.applicant"

    # --- check-ins ------------------------------------------------------------------------------------------------

    @api.model
    def _cron_talent_checkins(self):
        """Write to everybody whose check-in is due. Each batch is committed, so that nobody is written to twice."""
        cron, due = self.env["ir.cron"], self._talent_due_checkins()
        cron._commit_progress(remaining=len(due))
        for start in range(0, len(due), BATCH):
            batch = due[start : start + BATCH].try_lock_for_update()
            batch._talent_check_in()
            if not cron._commit_progress(len(batch)):
                return

    @api.model
    def _talent_due_checkins(self):
        return self.search(
            [
                ("talent_next_checkin", "<=", fields.Date.today()),
                ("talent_pool_ids", "!=", False),
                ("talent_employee_id", "=", False),
            ]
        )

    def action_talent_check_in(self):
        """Write to the talents now, due or not."""
        self.check_access("write")
        talents = self._talent_is_one()
        able = talents.filtered(lambda talent: talent._talent_may_be_asked())
        if not able:
            raise UserError(self.env._("Nobody to write to: no consent, employed by now, or waiting for a person's judgement."))
        able.sudo()._talent_check_in()
        return able._talent_notify_checked_in(talents - able)

    def _talent_notify_checked_in(self, left_out):
        written = self.filtered("partner_id.email")
        lines = [self.env._("Message on its way to %s.", written._talent_name_list())] if written else []
        if to_call := self - written:
            lines.append(self.env._("No mail address, please call: %s.", to_call._talent_name_list()))
        if left_out:
            reasons = self.env._("no consent, employed by now, or waiting for a person's judgement")
            lines.append(self.env._("Not written to (%(reasons)s): %(who)s.", reasons=reasons, who=left_out._talent_name_list()))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": " ".join(lines), "next": {"type": "ir.actions.client", "tag": "soft_reload"}},
        }

    def _talent_name_list(self):
        return format_list(self.env, [talent._competency_called() for talent in self])

    def _talent_check_in(self):
        """Ask how they are: a mail to the talent, an activity for the recruiter, and the date of the next one."""
        for talent in self.with_user(SUPERUSER_ID):
            talent.talent_next_checkin = talent._talent_checkin_after(fields.Date.today())
            if talent._talent_may_be_asked():
                reachable = bool(talent.partner_id.email)
                checkin = self.env["hr.talent.checkin"].sudo().create(talent._talent_checkin_vals(reachable))
                if reachable:
                    talent._talent_send("hr_talent_pool.mail_template_checkin")
                talent._talent_schedule_checkin(checkin)

    def _talent_may_be_asked(self):
        """Who contests a result hears from people only, and who works here is no talent any more."""
        waits = self._competency_same_person()._competency_waits_for_people()
        return self.talent_has_consent and not self.talent_employee_id and not waits

    def _talent_ask_again(self):
        """That they want no more messages was a mistake: they get the next one at its time."""
        for talent in self.filtered(lambda one: not one.talent_next_checkin and not one.talent_employee_id):
            talent.talent_next_checkin = talent._talent_checkin_after(fields.Date.context_today(talent))

    def _talent_checkin_after(self, day):
        """The next date, none where the company wants no check-ins."""
        months = (self.company_id or self.env.company).talent_checkin_months
        return day + relativedelta(months=months) if months else False

    def _talent_checkin_vals(self, reachable):
        return {
            "talent_id": self.id,
            "user_id": self._talent_recruiter().id,
            "date": fields.Date.today(),
            "state": "sent" if reachable else "to_call",
        }

    def _talent_schedule_checkin(self, checkin):
        """One open activity a talent, however many messages went unanswered."""
        user = checkin.user_id
        talent = self.with_context(lang=user.lang)
        if not talent.activity_search(["hr_talent_pool.mail_activity_checkin"]):
            talent.activity_schedule(
                "hr_talent_pool.mail_activity_checkin",
                date_deadline=checkin.date + timedelta(days=7),
                summary=talent.env._("Check in with %s", talent._competency_called()),
                user_id=user.id,
            )

    def _message_post_after_hook(self, message, msg_vals):
        """An answer by mail from the talent is a sign of life and answers the open check-in."""
        result = super()._message_post_after_hook(message, msg_vals)
        mine = self.sudo()._talent_is_one()
        if message.message_type == "email" and mine and message.author_id in mine._talent_partners():
            mine._talent_sign_of_life()
            waiting = mine.talent_checkin_ids.filtered(lambda c: c.state in ("sent", "to_call"))
            waiting.write({"state": "answered", "answered_on": fields.Date.today()})
        return result

    # --- retention ------------------------------------------------------------------------------------------------

    @api.model
    def _cron_talent_retention(self):
        """Tell the recruiter a month before a talent's time is over, and erase those whose time is over."""
        cron, today = self.env["ir.cron"], fields.Date.today()
        people = self.with_context(active_test=False)
        over = people.search([("talent_retention_until", "<", today)])
        soon = people.search(
            [("talent_retention_until", ">=", today), ("talent_retention_until", "<=", today + timedelta(days=NOTICE_DAYS))]
        )
        cron._commit_progress(remaining=len(over) + len(soon))
        for talents, step in ((over, "_talent_leave"), (soon, "_talent_warn_retention")):
            for start in range(0, len(talents), BATCH):
                batch = talents[start : start + BATCH].try_lock_for_update()
                getattr(batch, step)()
                if not cron._commit_progress(len(batch)):
                    return

    def _talent_warn_retention(self):
        for talent in self.with_user(SUPERUSER_ID):
            user = talent._talent_recruiter()
            talent = talent.with_context(lang=user.lang)
            if not talent.activity_search(["hr_talent_pool.mail_activity_retention"]):
                talent.activity_schedule(
                    "hr_talent_pool.mail_activity_retention",
                    date_deadline=talent.talent_retention_until,
                    summary=talent.env._("%s is erased soon: ask for new consent", talent._competency_called()),
                    user_id=user.id,
                )
