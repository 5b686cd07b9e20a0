"""What the pages have in common that a candidate opens by a personal link, without a login."""

import hashlib
import re
import secrets

import pytz
from babel.dates import get_timezone_name
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import consteq, format_date
from odoo.tools.misc import babel_locale_parse

from ..tools.segments import segments

_TOKEN = re.compile(r"[\w-]{43,64}", re.ASCII)
LANGUAGES = ("en", "zh")


def token_hash(token):
    """What is stored of a token: enough to recognise it, useless to whoever reads the database."""
    return hashlib.sha256(token.encode()).hexdigest()


class HrCompetencyCandidatePage(models.AbstractModel):
    """The link, the frame of the page, and what a candidate may ask for there.

    A model that a link opens brings ``applicant_id``, ``job_id``, ``company_id``, ``assessment_id``, ``user_id`` (the
    recruiter) and ``lang``. Everything a page shows comes from one method as plain values; everything the candidate may
    change goes through a ``_candidate_…`` method. Callers have found the record by its token, which is the candidate's
    right to it.
    """

    _name = "hr.competency.candidate.page"
    _description = "Page Opened by a Personal Link"

    # the first part of the page's path, and the fields that hold hashes of tokens
    _page_path = ""
    _token_fields = ("token_hash",)

    # --- the link -------------------------------------------------------------------------------------------------

    def _issue_token(self, field="token_hash"):
        """Make a new link; the one before it in the same field stops working.

        :param field: one of ``_token_fields``
        :return: the token, which is nowhere stored
        """
        self.ensure_one()
        token = secrets.token_urlsafe(32)
        self.sudo()[field] = token_hash(token)
        return token

    def _candidate_url(self, token):
        self.ensure_one()
        return f"{self._candidate_base_url()}/{self._page_path}/{token}"

    def _candidate_base_url(self):
        website = self._own_websites()[:1]
        return website.get_base_url() if website else self.get_base_url()

    def _own_websites(self):
        return self.env["website"].sudo().search([("company_id", "=", self.company_id.id)])

    @api.model
    def _find_by_token(self, token):
        """The record that a link opens, in superuser mode, or none.

        Unknown, expired, revoked and another company's tokens all end in the same empty recordset after the same work.
        """
        digest = token_hash(token if _TOKEN.fullmatch(token or "") else "")
        found = self.sudo().search(fields.Domain.OR([[(name, "=", digest)] for name in self._token_fields]), limit=1)
        # summed up, for all of them to be compared: the answer takes the same time whichever fits
        known = sum(consteq(digest, found[name] or "") for name in self._token_fields)
        return found if known and found._is_open_to_candidate() and found._is_on_own_website() else self.sudo().browse()

    def _is_open_to_candidate(self):
        """Hook: whether the record's link works today."""
        return True

    def _is_on_own_website(self):
        """A company with websites of its own answers only there; the others share what there is."""
        own = self._own_websites()
        return not own or self.env["website"].get_current_website() in own

    def _send_and_forget(self, template, **link):
        """Send a mail that holds a candidate's link now, and keep no copy of it.

        :param link: what the template finds in its context
        :raise UserError: when the mail server did not take it, with the reason
        """
        self.ensure_one()
        mail_id = template.sudo().with_context(**link).send_mail(self.id, email_values={"auto_delete": False, "is_notification": False})
        mail = self.env["mail.mail"].sudo().browse(mail_id)
        mail.send()
        state, reason = mail.state, mail.failure_reason
        mail.unlink()
        if state != "sent":
            raise UserError(reason or self.env._("The mail server did not take the message."))

    # --- the frame ------------------------------------------------------------------------------------------------

    def _candidate_lang(self):
        languages = self._candidate_languages()
        return self.lang if self.lang in languages else next(iter(languages))

    def _candidate_languages(self):
        installed = dict(self.env["res.lang"].get_installed())
        names = {code: name.split(" / ")[-1].split(" (")[0] for code, name in installed.items()}
        return {code: name for code, name in names.items() if code[:2] in LANGUAGES} or names

    def _candidate_frame(self, lang):
        """What every page shows around its content."""
        return {
            "lang": lang,
            "languages": [{"code": code, "name": name, "current": code == lang} for code, name in self._candidate_languages().items()],
            "company": self.company_id.name,
            "logo": "" if self.company_id.uses_default_logo else f"/logo.png?company={self.company_id.id}",
            "job": self.job_id.name or "",
            "contact": self.user_id.email or self.company_id.email or "",
        }

    def _candidate_local(self, moment):
        zone = pytz.timezone(self.company_id.partner_id.tz or self.user_id.tz or "UTC")
        return pytz.utc.localize(moment).astimezone(zone)

    def _candidate_day(self, moment):
        if not moment:
            return ""
        return format_date(self.env, self._candidate_local(moment).date(), lang_code=self.env.lang, date_format="long")

    def _candidate_time(self, moment):
        if not moment:
            return ""
        local = self._candidate_local(moment)
        return self.env._(
            "%(day)s, %(time)s (%(zone)s)",
            day=self._candidate_day(moment),
            time=f"{local:%H:%M}",
            zone=get_timezone_name(local, locale=babel_locale_parse(self.env.lang)),
        )

    # --- consent --------------------------------------------------------------------------------------------------

    def _consent_words(self, purpose):
        """Hook: the words that the candidate agrees to; shown on the page and kept with the consent."""
        words = {"talent_pool": self.env._("Keep me in mind for other jobs and suggest courses to me (talent pool).")}
        return words[purpose]

    def _valid_consent(self, purpose):
        return self.env["hr.competency.consent"].sudo()._valid_for(purpose, applicant=self.applicant_id)

    def _has_consent(self, purpose):
        return bool(self._valid_consent(purpose))

    def _give_consent(self, purpose):
        if not self._has_consent(purpose):
            self.env["hr.competency.consent"]._give(
                purpose,
                applicant=self.applicant_id,
                text=self.with_context(lang=self._candidate_lang())._consent_words(purpose),
                source=f"{self._name},{self.id}",
                company=self.company_id,
            )

    def _candidate_talent_pool(self, join):
        """Join or leave the talent pool: a consent of its own, whatever became of the application."""
        if join:
            self._give_consent("talent_pool")
        else:
            self._valid_consent("talent_pool")._withdraw()

    # --- requests -------------------------------------------------------------------------------------------------

    def _candidate_ask_human_review(self, reason):
        """A person decides from here on; nothing more is mailed by itself."""
        self._ask("human_review", reason[:2000])

    def _candidate_ask_erasure(self):
        """A person checks and erases; nothing more is mailed by itself."""
        self._ask("erasure")

    def _candidate_ask_access(self):
        """A person hands over what is stored."""
        self._ask("access")

    def _ask(self, kind, message=""):
        requests = self.env["hr.competency.request"]
        return requests._ask(kind, self.applicant_id.sudo(), message=message, assessment=self.sudo().assessment_id)

    def _request(self, kind):
        domain = [("applicant_id", "=", self.applicant_id.id), ("kind", "=", kind)]
        return self.env["hr.competency.request"].sudo().search(domain, order="id desc", limit=1)

    def _candidate_copy(self):
        """The copy of the candidate's data that a person has handed over.

        :return: its name and content, or None where there is none
        """
        request = self._request("access")
        file = request.attachment_id if request.state == "done" else None
        return (file.name, file.raw) if file else None

    def _candidate_rights(self, page):
        """What was asked for, and what came of it, as plain values."""
        return {
            "talent_pool": self._has_consent("talent_pool"),
            "review_typed": "",
            "access_file": bool(self._candidate_copy()),
            **self._asked("human_review", "review"),
            **self._asked("access", "access"),
            **self._asked("erasure", "erasure"),
        }

    def _asked(self, kind, name):
        request = self._request(kind)
        answered = request.state in ("done", "refused")
        return {
            f"{name}_asked": self._asked_words(kind, self._candidate_time(request.create_date)) if request else "",
            f"{name}_waits": bool(request) and not answered,
            f"{name}_answer": (request.answer or "") if answered else "",
            f"{name}_outcome": dict(request._fields["outcome"]._description_selection(self.env)).get(request.outcome, ""),
        }

    def _asked_words(self, kind, moment):
        if kind == "erasure":
            return self.env._("You asked on %s for the erasure of your data.", moment)
        if kind == "access":
            return self.env._("You asked on %s for a copy of your data.", moment)
        return self.env._("You asked for it on %s.", moment)

    # --- the voluntary statement for the audit of equal treatment ---------------------------------------------------

    def _may_state(self):
        """Hook: whether it is time to ask for a statement."""
        return True

    def _statement_words(self):
        """The words that the candidate agrees to; shown on the page and kept with the statement."""
        return self.env._(
            "I agree that %s keeps this statement to check that groups of candidates are treated alike. It is voluntary and "
            "changes nothing about my application. I can delete it here at any time.",
            self.company_id.name,
        )

    def _candidate_statement_values(self):
        """What the page shows of it; nothing before it is time, or where the company does not ask."""
        values = self._may_state() and self.env["hr.competency.impact.statement"]._page_values(self.applicant_id)
        if not values:
            return None
        told = self.env._("You have said: %s.", ", ".join(values["said"]))
        return {**values, "words": self._statement_words(), "told": told}

    def _candidate_statement(self, sex, race, agreed):
        """Keep what the candidate says of themself; without their consent, or before it is time, nothing."""
        self.ensure_one()
        if not agreed or not self._may_state():
            return
        words = self.with_context(lang=self._candidate_lang())._statement_words()
        self.env["hr.competency.impact.statement"]._note(self.applicant_id, _number(sex), _number(race), words)

    def _candidate_delete_statement(self):
        """The candidate takes the statement back."""
        self.env["hr.competency.impact.statement"]._forget(self.applicant_id)


class HrCompetencyAssessmentSource(models.Model):
    _inherit = "hr.competency.assessment.source"

    def _candidate_values(self):
        """A text as the machine had it, cut at the quotes, with the behaviours that they counted for.

        :return: ``{"pieces": [{"text", "notes"}], "found": [behaviour]}``
        """
        counted = self.assessment_id.evidence_ids.filtered(lambda e: e.source_id == self and not e.lacking)
        spans = [(e.indicator_id.name or e.competency_id.name, e.start, e.end) for e in counted]
        return {
            "pieces": [
                {"text": piece["text"], "notes": list(dict.fromkeys(piece["ids"]))} for piece in segments(self.text, spans)
            ],
            "found": [f"{e.competency_id.name}: {e.indicator_id.name or ''}" for e in counted.sorted("start")],
        }  # fmt: skip


def _number(text):
    return int(text) if text.isdecimal() and len(text) < 10 else None
