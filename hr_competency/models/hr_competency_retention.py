"""How long a person's data is kept, and how it is erased: by request, or when its time is over."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta
from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from .hr_competency_assessment import VERDICTS

# How long before the end a person and their recruiter hear of it.
NOTICE_DAYS = 30
BATCH = 20
REASONS = [("request", "The person asked"), ("retention", "Time is over"), ("privacy", "Privacy lookup")]


class HrCompetencyErasure(models.Model):
    """What remains of an erased application: a count that names nobody."""

    _name = "hr.competency.erasure"
    _description = "Erased Application"
    _order = "month desc, id desc"
    _rec_name = "month"
    _allow_sudo_commands = False

    month = fields.Date(required=True, readonly=True, help="The first day of the month of the erasure.")
    reason = fields.Selection(REASONS, required=True, readonly=True)
    job_id = fields.Many2one("hr.job", ondelete="set null", readonly=True)
    company_id = fields.Many2one("res.company", ondelete="cascade", index=True, readonly=True)
    applied_year = fields.Integer(readonly=True, aggregator=None)
    verdict = fields.Selection(VERDICTS, "Recommendation", readonly=True)
    assessment_count = fields.Integer(readonly=True, aggregator="sum")


class HrApplicant(models.Model):
    _inherit = "hr.applicant"

    competency_last_contact = fields.Date(
        "Last Contact", compute="_compute_competency_last_contact", store=True, readonly=False, copy=False,
        groups="hr_recruitment.group_hr_recruitment_user",
        help="When the person last applied, wrote or answered. Our own messages do not count.",
    )  # fmt: skip
    competency_retention_until = fields.Date(
        "Data Kept Until", compute="_compute_competency_retention_until", store=True, copy=False, index="btree_not_null",
        groups="hr_recruitment.group_hr_recruitment_user",
    )  # fmt: skip
    competency_retention_notice = fields.Date(
        "Told of the End", copy=False, readonly=True, groups="hr_recruitment.group_hr_recruitment_user"
    )

    @api.depends("create_date")
    def _compute_competency_last_contact(self):
        for applicant in self:
            applicant.competency_last_contact = applicant.competency_last_contact or applicant.create_date or fields.Date.today()

    @api.depends("competency_last_contact", "company_id.competency_retention_months", "employee_id")
    def _compute_competency_retention_until(self):
        """Who was hired is in the employee file: another ground, other times."""
        for applicant in self:
            months = (applicant.company_id or self.env.company).competency_retention_months
            last = applicant.competency_last_contact
            applicant.competency_retention_until = last and not applicant.employee_id and last + relativedelta(months=months)

    def _competency_sign_of_life(self, day=None):
        """The person applied, wrote, answered or agreed: keeping the data of all their applications starts anew."""
        self._competency_signs_of_life(dict.fromkeys(self, day or fields.Date.today()))

    @api.model
    def _competency_signs_of_life(self, days):
        """As :meth:`_competency_sign_of_life` for many.

        :param days: day of the contact by application
        """
        latest = {}
        for applicant, people in self.union(*days)._competency_same_people().items():
            for one in people.sudo():
                latest[one] = max(days[applicant], latest.get(one, days[applicant]))
        people = self.sudo().union(*latest)
        earlier = people.filtered(lambda one: not one.competency_last_contact or one.competency_last_contact < latest[one])
        for day, some in earlier.grouped(latest.get).items():
            some.competency_last_contact = day
        people.filtered("competency_retention_notice").competency_retention_notice = False

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        if message.message_type == "email":
            self._competency_sign_of_life()
        return result

    # --- the end of retention -------------------------------------------------------------------------------------

    @api.model
    def _cron_competency_retention(self):
        """Tell people and recruiters a month before the end, then erase who said nothing."""
        cron, everybody = self.env["ir.cron"], self.with_context(active_test=False)
        soon = everybody.search(self._retention_notice_domain())
        over = everybody.search(self._retention_over_domain())
        cron._commit_progress(remaining=len(soon) + len(over))
        for applicants, step in ((soon, "_competency_retention_tell"), (over, "_competency_retention_end")):
            for start in range(0, len(applicants), BATCH):
                batch = applicants[start : start + BATCH].exists()
                getattr(batch, step)()
                if not cron._commit_progress(len(batch)):
                    return

    @api.model
    def _retention_notice_domain(self):
        last_day = fields.Date.today() + timedelta(days=NOTICE_DAYS)
        return [("competency_retention_until", "<=", last_day), ("competency_retention_notice", "=", False)]

    @api.model
    def _retention_over_domain(self):
        """Nobody is erased who was not told a month ago."""
        today = fields.Date.today()
        return [
            ("competency_retention_until", "<", today),
            ("competency_retention_notice", "<=", today - timedelta(days=NOTICE_DAYS)),
        ]

    def _competency_retention_tell(self):
        """A mail to the person, whose answer renews the time, and an activity for the recruiter."""
        template = self.env.ref("hr_competency.mail_template_retention")
        for applicant in self.with_user(SUPERUSER_ID):
            if applicant.competency_retention_notice:
                continue  # told by another application of the same person
            if applicant._competency_kept_longer():
                continue
            if applicant.email_from:
                template.send_mail(applicant.id)
            applicant._competency_same_person().competency_retention_notice = fields.Date.today()
            applicant._competency_schedule_retention()

    def _competency_schedule_retention(self):
        user = self.user_id or self.job_id.user_id or self.env.ref("base.user_admin")
        applicant = self.with_context(lang=user.lang)
        applicant.activity_schedule(
            "hr_competency.activity_retention",
            date_deadline=max(self.competency_retention_until, fields.Date.today() + timedelta(days=NOTICE_DAYS)),
            summary=applicant.env._("%s is erased soon: ask for a renewed consent, or let it be", self._competency_called()),
            user_id=user.id,
        )

    def _competency_kept_longer(self):
        """Hook: whether another record of the same person is to be kept longer than this one; then this one is too."""
        self.ensure_one()
        return any(
            not other.competency_retention_until or other.competency_retention_until > self.competency_retention_until
            for other in self._competency_same_person() - self
        )

    def _competency_retention_end(self):
        for applicant in self:
            if applicant.exists() and not applicant._competency_kept_longer():
                applicant._competency_erase("retention")

    # --- erasing --------------------------------------------------------------------------------------------------

    def _competency_erase(self, reason):
        """Erase people for good, in all their applications: files, texts, quotes, scores, messages, meetings, contact.

        What stays is a count without a name for each application.

        :raise UserError: for somebody who was hired: the employee file is kept on other grounds
        """
        people = self.browse().sudo().union(*(applicant._competency_same_person() for applicant in self))
        people = people.with_context(tracking_disable=True)
        if people.employee_id:
            raise UserError(self.env._("This person was hired: what is in the employee file is kept on other grounds."))
        self.env["hr.competency.erasure"].sudo().create([applicant._erasure_vals(reason) for applicant in people])
        contacts = people.partner_id
        people._competency_erase_details()
        people.unlink()
        contacts._competency_erase_contact()

    def _erasure_vals(self, reason):
        return {
            "month": fields.Date.today().replace(day=1),
            "reason": reason,
            "job_id": self.job_id.id,
            "company_id": self.company_id.id,
            "applied_year": self.create_date.year,
            "verdict": self.competency_verdict,
            "assessment_count": len(self.competency_assessment_ids),
        }

    def _competency_erase_details(self):
        """Hook: erase what hangs on the applications and would not go with them. Other addons erase theirs first."""
        self.competency_request_ids._forget()
        self.env["hr.competency.impact.statement"]._forget(self)
        self.competency_assessment_ids._erase()
        self.meeting_ids.unlink()
        self.env["hr.competency.import.row"]._forget_people(self)
        self._competency_erase_drafts()
        if "survey.user_input" in self.env and "applicant_id" in self.env["survey.user_input"]._fields:
            self.env["survey.user_input"].search([("applicant_id", "in", self.ids)]).unlink()

    def _competency_erase_drafts(self):
        """Mails to the person that somebody began to write: wizards keep them for hours."""
        composers = self.env["mail.compose.message"].sudo().search([("model", "=", self._name), ("res_ids", "!=", False)])
        mine = set(self.ids)
        composers.filtered(lambda one: mine & set(one._evaluate_res_ids())).unlink()
        for name in ("applicant.send.mail", "applicant.get.refuse.reason"):
            self.env[name].sudo().with_context(active_test=False).search([("applicant_ids", "in", self.ids)]).unlink()
        self.env["mail.mail"].sudo().search([("competency_applicant_id", "in", self.ids)]).unlink()


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _competency_erase_contact(self):
        """Erase contacts that exist for applications only. One with a user, or used elsewhere, stays."""
        for partner in self.exists():
            if partner.with_context(active_test=False).user_ids or self.env["hr.applicant"].with_context(active_test=False).search_count(
                [("partner_id", "=", partner.id)], limit=1
            ):
                continue
            try:
                with self.env.cr.savepoint():
                    partner._competency_erase_traces()
                    partner.unlink()
            except Exception:  # whatever refers to the contact has a reason of its own to keep it
                partner.invalidate_recordset()

    def _competency_erase_traces(self):
        """What somebody wrote elsewhere: in the discussion of a course, in a survey or a certification."""
        self.env["mail.message"].sudo().search([("author_id", "in", self.ids)]).unlink()
        if "survey.user_input" in self.env:
            self.env["survey.user_input"].sudo().search([("partner_id", "in", self.ids)]).unlink()
