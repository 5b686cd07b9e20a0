"""What candidates ask for: that a person decides, that their data be shown or erased."""

import io
import json
import zipfile
from collections.abc import Mapping

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import html2plaintext

PLAIN = ("char", "text", "html", "date", "datetime", "float", "integer", "monetary", "boolean", "selection", "properties")


def stored_values(record):
    """What is written in a record's own columns, under the names that people see; empty ones are left out."""
    record.ensure_one()
    known = {}
    for name, field in record._fields.items():
        if field.store and field.type in PLAIN and not field.name.startswith("message_") and (value := record[name]):
            known[field.string] = html2plaintext(value) if field.type == "html" else _plain_value(value)
    return known


def _plain_value(value):
    """Properties as names and values, everything else as it is."""
    return dict(value) if isinstance(value, Mapping) else value


def _message(message):
    values = [message.subject, html2plaintext(message.body or ""), message.email_from]
    changes = [value for one in message.tracking_value_ids for value in (one.old_value_char, one.new_value_char) if value]
    sent = [text for mail in message.mail_ids for text in (mail.email_to, html2plaintext(mail.body_html or "")) if text]
    return list(dict.fromkeys(text for text in [*values, *changes, *sent] if text))


def stored_messages(record):
    """What was written to or about somebody on a record."""
    found = record.env["mail.message"].sudo().search([("model", "=", record._name), ("res_id", "=", record.id)], order="id")
    return [text for message in found for text in _message(message)]


class HrCompetencyRequest(models.Model):
    _name = "hr.competency.request"
    _description = "Candidate Request"
    _inherit = ["mail.thread", "mail.activity.mixin", "hr.competency.guarded"]
    _order = "state, id desc"
    _rec_name = "kind"

    applicant_id = fields.Many2one("hr.applicant", ondelete="set null", index=True)
    partner_id = fields.Many2one("res.partner", ondelete="set null", index=True)
    assessment_id = fields.Many2one("hr.competency.assessment", ondelete="set null", index="btree_not_null")
    job_id = fields.Many2one("hr.job", ondelete="set null", index=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    kind = fields.Selection(
        [("human_review", "Review by a person"), ("erasure", "Erase my data"), ("access", "Show my data")], required=True
    )
    state = fields.Selection(
        [("new", "New"), ("in_progress", "In progress"), ("done", "Done"), ("refused", "Refused")],
        default="new",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    message = fields.Text(help="What the candidate wrote.")
    answer = fields.Text(help="What was decided, and why; the candidate reads it.", copy=False, tracking=True)
    outcome = fields.Selection(
        [("kept", "Result kept"), ("changed", "Decided otherwise")], copy=False, tracking=True, help="Review by a person: what came of it."
    )
    user_id = fields.Many2one("res.users", "Responsible", tracking=True)
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="set null")
    date_done = fields.Datetime(readonly=True, copy=False)
    attachment_id = fields.Many2one("ir.attachment", "The Data", readonly=True, copy=False, ondelete="set null")

    @api.depends("kind", "applicant_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for request in self:
            request.display_name = " · ".join(filter(None, [labels.get(request.kind), request.applicant_id.sudo().partner_name]))

    @api.model
    def _ask(self, kind, applicant, message="", assessment=None):
        """A candidate asks for something; the recruiter gets a task.

        :return: the request; an open one of the same kind is returned instead of a second one
        """
        # as the server itself: Odoo mails the task in the name of who made it, and the public user has no address
        requests = self.with_user(SUPERUSER_ID)
        known = requests.search(
            [("applicant_id", "=", applicant.id), ("kind", "=", kind), ("state", "in", ["new", "in_progress"])], limit=1
        )
        if known:
            return known
        if kind != "erasure":
            applicant._competency_sign_of_life()
        about = {"assessment_id": assessment.id} if assessment else {}
        return requests.create({"kind": kind, "applicant_id": applicant.id, "message": message, **about})

    @api.model_create_multi
    def create(self, vals_list):
        """What a recruiter enters, because it came by mail or telephone, is a task like what candidates ask on their page."""
        self._check_guarded(set().union(*vals_list), new=True)
        # the task below tells who is to answer; Odoo's mail of an assignment would say it a second time
        quiet = self.with_context(mail_auto_subscribe_no_notify=True)
        requests = super(HrCompetencyRequest, quiet).create([{**self._applicant_vals(vals), **vals} for vals in vals_list])
        for request in requests.sudo():
            request._schedule_answer()
            request._stop_mails()
        return requests

    def write(self, vals):
        self._check_guarded(vals)
        return super().write(vals)

    def _schedule_answer(self):
        """A task for who is to answer, in their language: it was perhaps the candidate who asked."""
        user = self.user_id or self.env.ref("base.user_admin")
        request = self.with_context(lang=user.lang)
        request.activity_schedule("mail.mail_activity_data_todo", summary=request.display_name, user_id=user.id)

    def _stop_mails(self):
        """Who contests or wants to be erased hears from people only, until they have answered."""
        if self.kind in ("human_review", "erasure"):
            self.applicant_id._competency_hold_mails(self.kind)

    def _applicant_vals(self, vals):
        """What a request takes over from its applicant: contact, job, who is to answer, and the result that it is about."""
        applicant = self.env["hr.applicant"].sudo().browse(vals.get("applicant_id"))
        if not applicant:
            return {}
        if vals.get("kind") == "human_review":
            about = {"user_id": applicant._competency_reviewer().id, "assessment_id": applicant.competency_assessment_id.id}
            return {**self._contact_vals(applicant), **about}
        return self._contact_vals(applicant)

    def _contact_vals(self, applicant):
        return {
            "partner_id": applicant.partner_id.id,
            "job_id": applicant.job_id.id,
            "company_id": (applicant.company_id or self.env.company).id,
            "user_id": (applicant.user_id or applicant.job_id.user_id).id,
        }

    # --- answering ------------------------------------------------------------------------------------------------

    def action_done(self):
        """Close with an answer. A review is a second person's: nobody judges their own rating again."""
        for request in self:
            request._check_answered()
        self._close("done")
        self._tell_answer()

    def action_refuse(self):
        """Close without doing it; the reason is what the candidate reads."""
        for request in self:
            request._check_answered(with_outcome=False)
        self._close("refused")
        self._tell_answer()

    def _tell_answer(self):
        """The person hears what was decided, and why, also who has no page of their own. Who erases tells nobody."""
        template = self.env.ref("hr_competency.mail_template_request_answer").sudo()
        told = self.sudo().filtered(lambda request: request.applicant_id.email_from)
        for request in told:
            template.send_mail(request.id)
        if told:
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _close(self, state):
        self.check_access("write")
        self.sudo().write({"state": state, "date_done": fields.Datetime.now(), "decided_by_id": self.env.user.id})
        self.activity_feedback(["mail.mail_activity_data_todo"])

    def _check_answered(self, with_outcome=True):
        if not (self.answer or "").strip():
            raise UserError(self.env._("Write the answer first: what was decided, and why."))
        if self.kind != "human_review":
            return
        if with_outcome and not self.outcome:
            raise UserError(self.env._("Say what came of the review."))
        # refusing to review is a decision about one's own as well
        if self._is_own_judgement(self.env.user):
            raise UserError(self.env._("You have judged this person yourself: a second person reviews the result."))

    def _is_own_judgement(self, user):
        """Whether a user had a hand in what is to be reviewed."""
        return user in self.sudo().applicant_id._competency_first_judges()

    def action_decide(self):
        """Open the dialog in which a review is decided."""
        self.ensure_one()
        self.check_access("write")
        action = self.env["ir.actions.actions"]._for_xml_id("hr_competency.action_review")
        return {**action, "context": {"default_request_id": self.id, "dialog_size": "large"}}

    def action_erase(self):
        """Erase everything about the person; HR managers only, it cannot be taken back."""
        if not self.env.user.has_group("hr_recruitment.group_hr_recruitment_manager"):
            raise AccessError(self.env._("HR managers erase."))
        self.check_access("write")
        for request in self.filtered(lambda one: one.kind == "erasure" and one.state in ("new", "in_progress")):
            request._close("done")
            request.applicant_id._competency_erase("request")

    def action_collect(self):
        """Put all that is stored about the person into a file, to be handed over: readable data, and their own files."""
        self.check_access("write")
        for request in self:
            request.sudo().attachment_id = self.env["ir.attachment"].create(
                {
                    "name": "my-data.zip",
                    "raw": request.sudo()._collected(),
                    "mimetype": "application/zip",
                    "res_model": self._name,
                    "res_id": request.id,
                }
            )
        self.sudo().filtered(lambda request: request.state == "new").state = "in_progress"

    def _stored_data(self):
        activities = [stored_values(one) for one in self.activity_ids]
        return {**stored_values(self), "messages": stored_messages(self), "activities": activities}

    def _collected(self):
        people = self.applicant_id._competency_same_person()
        data = {"person": people.partner_id._competency_stored_contact(), "applications": [one._competency_stored_data() for one in people]}
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("my-data.json", json.dumps(data, ensure_ascii=False, indent=2, default=str))
            for file in people._competency_stored_files():
                archive.writestr(f"files/{file.id} {file.name}".replace("/", "_").replace("files_", "files/", 1), file.raw or b"")
        return buffer.getvalue()

    def _forget(self):
        """The person is erased: that something was asked and decided stays, what was written goes."""
        requests = self.sudo()
        # message_ids leaves out what told a colleague of an activity, and that names the person
        self.env["mail.message"].sudo().search([("model", "=", self._name), ("res_id", "in", self.ids)]).unlink()
        requests.activity_ids.unlink()
        self.env["ir.attachment"].sudo().search([("res_model", "=", self._name), ("res_id", "in", self.ids)]).unlink()
        self.env["hr.competency.review"].sudo().search([("request_id", "in", self.ids)]).unlink()
        requests.write({"message": False, "answer": False, "applicant_id": False, "partner_id": False})


class HrApplicant(models.Model):
    _inherit = "hr.applicant"

    def _competency_first_judges(self):
        """Hook: the users who had a hand in the result, and who therefore do not review it."""
        return self.competency_rated_user_ids | self.sudo().competency_refused_by_id

    def _competency_stored_data(self):
        """Hook: what is stored about the person in this application, as plain values for a file that they get."""
        self.ensure_one()
        applicant = self.sudo()
        return {
            "application": {"job": applicant.job_id.name, **stored_values(applicant)},
            "files": applicant._competency_stored_files().mapped("name"),
            "consents": [stored_values(one) for one in applicant.competency_consent_ids],
            "requests": [one._stored_data() for one in applicant.competency_request_ids],
            "assessments": [one._stored_data() for one in applicant.competency_assessment_ids if one.state == "done"],
            # recruiters handle this file: what a person says of themself for the auditor is not for them
            "voluntary_statement": self.env._("Shown on your page only, where you can delete it."),
            "messages": stored_messages(applicant),
            "activities": [stored_values(one) for one in applicant.activity_ids],
            "meetings": [stored_values(one) for one in applicant.meeting_ids],
            "imported": [
                {"import": row.import_id.name, "values": row.values}
                for row in self.env["hr.competency.import.row"].sudo().search([("applicant_id", "=", applicant.id)])
            ],
            "surveys": applicant._competency_stored_surveys(),
        }

    def _competency_stored_files(self):
        """Hook: the files of these applications, those in messages too."""
        applicants = self.sudo()
        mine = [("res_model", "=", self._name), ("res_id", "in", applicants.ids), ("res_field", "=", False)]
        return self.env["ir.attachment"].sudo().search(mine, order="id") | applicants.message_ids.attachment_ids

    def _competency_stored_surveys(self):
        if "survey.user_input" not in self.env:
            return []
        inputs = self.env["survey.user_input"].sudo()
        mine = fields.Domain("partner_id", "in", self.partner_id.ids)
        if "applicant_id" in inputs._fields:
            mine |= fields.Domain("applicant_id", "in", self.ids)
        return [{**stored_values(one), "answers": [stored_values(line) for line in one.user_input_line_ids]} for one in inputs.search(mine)]


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _competency_stored_contact(self):
        """What is stored about the contacts behind applications, and what they wrote elsewhere."""
        elsewhere = self.env["mail.message"].sudo().search([("author_id", "in", self.ids), ("model", "!=", "hr.applicant")])
        return {
            "contact": [stored_values(one) for one in self.sudo()],
            "written": [one for message in elsewhere for one in _message(message)],
            "messages": [one for contact in self.sudo() for one in stored_messages(contact)],
        }


class HrCompetencyAssessment(models.Model):
    _inherit = "hr.competency.assessment"

    def _stored_data(self):
        return {
            "source": self.source,
            "date": self.date_done,
            "score": self.score if self.has_score else None,
            "verdict": self.verdict,
            "engine": self.engine_version,
            "competencies": [
                {"name": line.competency_id.name, "level": line.level if line.has_evidence else None, "weight": line.weight}
                for line in self.line_ids
            ],
            "texts": [{"question": text.question or "", "text": text.text} for text in self.source_ids],
            "quotes": self.evidence_ids.mapped("quote"),
        }
