"""Where the law wants an independent audit and notice first, the machine judges nobody before there are both."""

from datetime import timedelta

import pytz
from odoo import api, fields, models
from odoo.fields import Domain

from .hr_competency_impact_statement import SCHEMES

MANAGERS = "hr_recruitment.group_hr_recruitment_manager"


class ResCompany(models.Model):
    _inherit = "res.company"

    competency_impact_scheme = fields.Selection(
        SCHEMES, "Voluntary Statement", help="Which categories candidates may name after they have answered. Empty: nobody is asked."
    )
    competency_impact_threshold = fields.Float(
        "Reference Threshold of Impact Ratios", default=0.8, help="Four fifths is a rule of thumb, not a verdict."
    )
    competency_audit_required = fields.Boolean(
        "Audit and Notice First", help="As in New York City (Local Law 144): without both the machine judges nobody."
    )
    competency_audit_date = fields.Date("Independent Audit", help="The day of the newest independent bias audit.")
    competency_audit_url = fields.Char("Published Summary", help="Where the summary of the audit is published.")
    competency_notice_date = fields.Date("Candidates Told On", help="The day from which candidates were told that the tool is used.")

    _competency_impact_threshold_range = models.Constraint(
        "CHECK (competency_impact_threshold > 0 AND competency_impact_threshold <= 1)", "The threshold is above 0 and at most 1."
    )

    def _competency_holidays(self, since):
        """The public holidays in the company's calendar from a day on, as dates."""
        self.ensure_one()
        leaves = self.env["resource.calendar.leaves"].sudo().search(
            [
                ("resource_id", "=", False),
                ("company_id", "in", [self.id, False]),
                ("calendar_id", "in", [self.resource_calendar_id.id, False]),
                ("date_to", ">=", fields.Datetime.to_datetime(since)),
            ]
        )  # fmt: skip
        zone = pytz.timezone(self.resource_calendar_id.tz or "UTC")
        return frozenset(day for leave in leaves for day in _days(leave.date_from, leave.date_to, zone))


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    competency_impact_scheme = fields.Selection(related="company_id.competency_impact_scheme", readonly=False)
    competency_impact_threshold = fields.Float(related="company_id.competency_impact_threshold", readonly=False)
    competency_audit_required = fields.Boolean(related="company_id.competency_audit_required", readonly=False)
    competency_audit_date = fields.Date(related="company_id.competency_audit_date", readonly=False)
    competency_audit_url = fields.Char(related="company_id.competency_audit_url", readonly=False)
    competency_notice_date = fields.Date(related="company_id.competency_notice_date", readonly=False)


class HrJob(models.Model):
    _inherit = "hr.job"

    competency_audit_rule = fields.Selection(
        [("company", "As the company"), ("yes", "Required"), ("no", "Not required")],
        "Bias Audit and Notice", default="company", required=True, groups=MANAGERS,
        help="Where the place of work is under a law like New York City's Local Law 144.",
    )  # fmt: skip
    competency_audit_date = fields.Date("Independent Audit of This Job", groups=MANAGERS, help="Empty: the company's.")
    competency_notice_date = fields.Date("Candidates of This Job Told On", groups=MANAGERS, help="Empty: the company's.")
    competency_use_obstacle = fields.Char(
        compute="_compute_competency_use_obstacle", compute_sudo=True, groups="hr_recruitment.group_hr_recruitment_user"
    )

    @api.depends(
        "competency_audit_rule", "competency_audit_date", "competency_notice_date", "company_id.competency_audit_required",
        "company_id.competency_audit_date", "company_id.competency_notice_date",
    )  # fmt: skip
    @api.depends_context("lang", "company")
    def _compute_competency_use_obstacle(self):
        for job in self:
            job.competency_use_obstacle = job._competency_obstacle()

    def _competency_obstacle(self):
        """Hook: why the machine may not judge this job's applicants today, in words, or nothing."""
        self.ensure_one()
        job = self.sudo()
        company = job.company_id or self.env.company.sudo()
        if job.competency_audit_rule == "no" or (job.competency_audit_rule != "yes" and not company.competency_audit_required):
            return ""
        return self._competency_obstacle_words(job._competency_obstacle_code(company))

    def _competency_obstacle_code(self, company):
        from ..tools.bias_audit import obstacle

        told = self.competency_notice_date or company.competency_notice_date
        holidays = company._competency_holidays(told) if told else frozenset()
        return obstacle(self.competency_audit_date or company.competency_audit_date, told, fields.Date.context_today(self), holidays)

    def _competency_obstacle_words(self, code):
        start = self.env._("The machine may not judge applicants for %s now:", self.name)
        reasons = {
            "no_audit": self.env._("the date of an independent bias audit is missing."),
            "future_audit": self.env._("the date of the bias audit lies in the future."),
            "old_audit": self.env._("the last bias audit is more than a year old."),
            "no_notice": self.env._("the date on which candidates were told is missing."),
            "short_notice": self.env._("candidates must be told at least ten business days ahead."),
        }
        return f"{start} {reasons[code]}" if code else ""

    @api.model
    def _competency_blocked(self):
        """The jobs whose applicants the machine may not judge today."""
        companies = self.env["res.company"].sudo().search([("competency_audit_required", "=", True)])
        inherited = Domain("company_id", "in", [*companies.ids, *([False] if self.env.company in companies else [])])
        rule = Domain("competency_audit_rule", "=", "yes") | (Domain("competency_audit_rule", "=", "company") & inherited)
        jobs = self.sudo().with_context(active_test=False).search(rule)
        return jobs.filtered(lambda job: job._competency_obstacle())


def _days(start, end, zone):
    """The days, in a time zone, that a leave between two UTC times touches."""
    first, last = (pytz.utc.localize(moment).astimezone(zone).date() for moment in (start, end))
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
