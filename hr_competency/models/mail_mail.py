"""The link to an applicant's page is added while a mail leaves.

So it stands in no template, no chatter and no queue: whoever reads the database, or the applicant's messages, finds no
link that opens anything.
"""

from odoo import fields, models
from odoo.tools.mail import append_content_to_html, email_normalize, html2plaintext


class MailMail(models.Model):
    _inherit = "mail.mail"

    competency_applicant_id = fields.Many2one(
        "hr.applicant", "Applicant Told", readonly=True, ondelete="set null", index="btree_not_null",
        help="Whose link to their status page is added when this mail leaves.",
    )  # fmt: skip

    def _prepare_outgoing_list(self, mail_server=False, doc_to_followers=None):
        emails = super()._prepare_outgoing_list(mail_server=mail_server, doc_to_followers=doc_to_followers)
        applicant = self._competency_page_owner()
        if applicant and applicant._competency_may_have_status_page():
            mine = [one for one in emails if applicant._competency_is_addressed(one)]
            for one in mine:
                body = append_content_to_html(one["body"], applicant._competency_status_footer(), plaintext=False)
                one.update(body=body, body_alternative=html2plaintext(body))
        return emails

    def _competency_page_owner(self):
        """Hook: the applicant whose link belongs into this mail: the mails of a stage, of a refusal and of an answer."""
        mail = self.sudo()
        if mail.competency_applicant_id:
            return mail.competency_applicant_id
        if mail.model == "hr.applicant" and mail.message_type == "auto_comment":
            return self.env["hr.applicant"].sudo().browse(mail.res_id).exists()
        if mail.model == "hr.competency.request":
            return self.env["hr.competency.request"].sudo().browse(mail.res_id).exists().applicant_id
        return None


class HrApplicant(models.Model):
    _inherit = "hr.applicant"

    def _competency_is_addressed(self, email):
        """Whether a mail goes to the applicant and to nobody else: followers get the same one without the link.

        :param email: one of the values of ``mail.mail._prepare_outgoing_list``
        """
        mine = {email_normalize(address) for address in (self.email_from, self.partner_id.email) if address}
        return bool(email["email_to_normalized"]) and set(email["email_to_normalized"]) <= mine and not email["email_cc"]

    def _competency_status_footer(self):
        """The last paragraph of a mail: that a machine reads, and a new link to what it read."""
        links = self.env["hr.competency.status.link"].sudo()
        url = links._issue(self)
        link = links.search([("applicant_id", "=", self.id)], limit=1)
        speaking = link.with_context(lang=link._candidate_lang())
        values = {
            "url": f"{url}?lang={link._candidate_lang()}",
            "until": speaking._candidate_day(link.expires),
            "objected": self._refuses_machine(),
        }
        return speaking.env["ir.qweb"]._render("hr_competency.status_footer", values)
