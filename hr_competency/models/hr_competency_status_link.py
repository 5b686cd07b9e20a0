"""The links of applicants to the page that tells what the machine read of them.

A token exists in the clear only in the mail that leaves: see ``mail_mail.py``. Each mail brings a link of its own, so the
one of the acknowledgement still works when the answer has come.
"""

from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError


class HrCompetencyStatusLink(models.Model):
    _name = "hr.competency.status.link"
    _description = "Applicant's Link to Their Status"
    _inherit = ["hr.competency.candidate.page"]
    _order = "id desc"
    _rec_name = "expires"
    _allow_sudo_commands = False
    _page_path = "application"

    applicant_id = fields.Many2one("hr.applicant", required=True, ondelete="cascade", index=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", index=True, readonly=True)
    token_hash = fields.Char(index="btree_not_null", readonly=True, copy=False)
    expires = fields.Datetime(required=True, readonly=True)
    job_id = fields.Many2one(related="applicant_id.job_id")
    user_id = fields.Many2one("res.users", compute="_compute_frame", compute_sudo=True)
    lang = fields.Char(compute="_compute_frame", compute_sudo=True)
    assessment_id = fields.Many2one("hr.competency.assessment", compute="_compute_assessment_id", compute_sudo=True)

    @api.depends("applicant_id.user_id", "applicant_id.job_id.user_id", "applicant_id.partner_id.lang")
    def _compute_frame(self):
        for link in self:
            applicant = link.applicant_id
            link.user_id = applicant.user_id or applicant.job_id.user_id
            link.lang = applicant.partner_id.lang or link.company_id.partner_id.lang

    @api.depends("applicant_id")
    def _compute_assessment_id(self):
        for link in self:
            link.assessment_id = link.applicant_id._competency_cv_assessment()

    @api.model
    def _issue(self, applicant):
        """Make a link for an applicant.

        :return: the address, which is nowhere stored
        """
        company = applicant._competency_status_company()
        expires = fields.Datetime.now() + timedelta(days=company.competency_status_days)
        link = self.sudo().create({"applicant_id": applicant.id, "company_id": company.id, "expires": expires})
        return link._candidate_url(link._issue_token())

    def _is_open_to_candidate(self):
        return bool(self) and fields.Datetime.now() <= self.expires and self.company_id.competency_status_enabled

    @api.autovacuum
    def _gc_status_links(self):
        """A link that opens nothing any more is of no use to anybody."""
        self.sudo().search([("expires", "<", fields.Datetime.now())]).unlink()


class HrApplicant(models.Model):
    _inherit = "hr.applicant"

    competency_status_link_ids = fields.One2many("hr.competency.status.link", "applicant_id", copy=False, groups="base.group_system")
    competency_status_until = fields.Datetime(
        "Status Page Open Until", compute="_compute_competency_status_until", compute_sudo=True,
        groups="hr_recruitment.group_hr_recruitment_user",
        help="Until when the applicant's newest link opens the page about their CV.",
    )  # fmt: skip
    competency_status_told = fields.Datetime(
        "Told of the Reading", readonly=True, copy=False, groups="hr_recruitment.group_hr_recruitment_user",
        help="When the applicant was written to because the machine had read their CV.",
    )  # fmt: skip
    competency_has_status_page = fields.Boolean(
        compute="_compute_competency_has_status_page", compute_sudo=True, groups="hr_recruitment.group_hr_recruitment_user"
    )

    @api.depends("competency_status_link_ids.expires")
    def _compute_competency_status_until(self):
        found = self.env["hr.competency.status.link"].sudo()
        newest = found._read_group(
            [("applicant_id", "in", self.ids), ("expires", ">=", fields.Datetime.now())], ["applicant_id"], ["expires:max"]
        )
        until = {applicant.id: expires for applicant, expires in newest}
        for applicant in self:
            applicant.competency_status_until = until.get(applicant._origin.id, False)

    @api.depends("competency_cv_state", "job_id.competency_model_id", "company_id.competency_status_enabled")
    def _compute_competency_has_status_page(self):
        for applicant in self:
            applicant.competency_has_status_page = applicant._competency_may_have_status_page()

    def _competency_status_company(self):
        return self.company_id or self.job_id.company_id or self.env.company

    def _competency_may_have_status_page(self):
        """Whether the machine reads or has read this person's CV, so that there is a page about it."""
        company = self._competency_status_company()
        if not company.competency_status_enabled or not self.job_id:
            return False
        return self.competency_cv_state != "none" or self.job_id.competency_reads_cvs

    def _competency_cv_assessment(self):
        """What the machine made of the CV for this job, done and not set aside."""
        self.ensure_one()
        done = [("source", "=", "cv"), ("state", "=", "done"), ("is_current", "=", True), ("job_id", "=", self.job_id.id)]
        return self.sudo().competency_assessment_ids.filtered_domain(done).sorted("id")[-1:]

    # --- what a recruiter does with the link ------------------------------------------------------------------------

    def action_competency_status_send(self):
        """Send a link to the page by mail."""
        self.check_access("write")
        for applicant in self:
            applicant._check_competency_status_page()
            if not applicant.email_from:
                raise UserError(applicant.env._("%s has no e-mail address.", applicant.display_name))
        self._competency_tell_of_reading()
        return self._competency_notify(self.env._("The mail leaves within moments; earlier links still work."))

    def action_competency_status_copy(self):
        """Show a new link once, for a recruiter who passes it on by another way than mail."""
        self.ensure_one()
        self.check_access("write")
        self._check_competency_status_page()
        url = self.env["hr.competency.status.link"]._issue(self)
        self.message_post(body=self.env._("A link to the status page was made by hand."))
        title = self.env._("Link for %s: copy it now, it is not stored", self.partner_name)
        return self._competency_notify("%s", title=title, links=[{"label": url, "url": url}], sticky=True, type="info")

    def action_competency_status_revoke(self):
        """Take all links back: they open nothing from now on."""
        self.check_access("write")
        for applicant in self:
            applicant.sudo().competency_status_link_ids.unlink()
            applicant.message_post(body=applicant.env._("All links to the status page were taken back."))

    def _check_competency_status_page(self):
        if not self.sudo()._competency_may_have_status_page():
            raise UserError(self.env._("The machine does not read this person's CV, so there is no page about it."))

    def _competency_notify(self, message, **params):
        params = {"message": message, "type": "success", "next": {"type": "ir.actions.client", "tag": "soft_reload"}, **params}
        return {"type": "ir.actions.client", "tag": "display_notification", "params": params}

    # --- telling ----------------------------------------------------------------------------------------------------

    def _competency_tell_of_reading(self):
        """Write to applicants that their CV was read by a machine, each with a link."""
        if not self:
            return
        template = self.env.ref("hr_competency.mail_template_status").sudo()
        mails = template.with_user(SUPERUSER_ID).send_mail_batch(self.ids)
        for mail in mails:
            mail.competency_applicant_id = mail.res_id
        self.sudo().competency_status_told = fields.Datetime.now()
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _competency_tell_after_match(self):
        """As :meth:`_competency_tell_of_reading`, once and where the company wants it."""
        self._competency_untold()._competency_tell_of_reading()

    def _competency_untold(self):
        """Those who are to be told by a mail of its own: not who has been, is refused or waits for a person's judgement."""
        return self.sudo().filtered(
            lambda one: (
                one.active
                and one.email_from
                and not one.competency_status_told
                and one._competency_status_company().competency_status_mail
                and one._competency_may_have_status_page()
                and not one._competency_mail_stopped()
            )
        )


class HrCompetencyAssessment(models.Model):
    _inherit = "hr.competency.assessment"

    def _on_done(self):
        result = super()._on_done()
        self.filtered(lambda one: one.source == "cv").applicant_id._competency_tell_after_match()
        return result
