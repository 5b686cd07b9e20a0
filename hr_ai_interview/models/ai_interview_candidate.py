import secrets

from odoo import fields, models
from odoo.tools import format_list
from odoo.tools.mail import email_normalize

from .ai_interview import OPEN, SUBMITTED

MAX_ANSWER = 10_000


def _plain(text):
    """An answer as it is stored."""
    return text.replace("\x00", "").replace("\r\n", "\n").strip()[:MAX_ANSWER]


class HrAiInterview(models.Model):
    """What the candidate sees and does.

    Everything the page shows comes from :meth:`_candidate_page` as plain values; everything the candidate may change goes
    through a ``_candidate_…`` method. Callers have found the record by its token, which is the candidate's right to it.
    """

    _inherit = "hr.ai.interview"

    # --- reading --------------------------------------------------------------------------------------------------

    def _candidate_page(self, step=None, lang=None):
        """What the page may show, and nothing else.

        :param step: ``info``, the number of a question, ``check`` or ``rights``; anything else means where the candidate
            stands
        :param lang: the language asked for, else the candidate's own
        :return: a dict of plain values
        """
        self.ensure_one()
        lang = lang if lang in self._candidate_languages() else self._candidate_lang()
        interview = self.with_context(lang=lang)
        step = interview._candidate_step(step)
        page = {**interview._candidate_frame(lang), "step": step, "page": "question" if step.isdigit() else step}
        return {**page, **getattr(interview, f"_candidate_{page['page']}")(page)}

    def _candidate_step(self, step):
        if self.state in (*SUBMITTED, "withdrawn"):
            return "status"
        if step == "rights" or self._request("erasure").state in ("new", "in_progress"):
            return "rights"
        if not self.started_at or step == "info":
            return "info"
        numbers = [str(number) for number in range(1, len(self.question_ids) + 1)]
        if step in (*numbers, "check"):
            return step
        return next((n for n, q in zip(numbers, self.question_ids, strict=True) if not q.answer_text or q.answer_ids.is_draft), "check")

    def _candidate_frame(self, lang):
        return {
            **super()._candidate_frame(lang),
            "name": self.partner_name or "",
            "deadline": self._candidate_time(self.deadline),
            "questions": [self._candidate_step_of(n, question) for n, question in enumerate(self.question_ids, 1)],
            "minutes": sum(self.question_ids.mapped("minutes")),
            "max_answer": MAX_ANSWER,
        }

    def _candidate_step_of(self, number, question):
        return {"number": str(number), "text": question.text, "minutes": question.minutes, "answer": question.answer_text or ""}

    def _candidate_info(self, page):
        return {
            "email": self.email or "",
            "phone": self.phone or "",
            "started": bool(self.started_at),
            "consented": bool(self.started_at),
            "talent_pool": self._has_consent("talent_pool"),
            "scoring": bool(self._machine_reads()),
            "until": self.env._("What you write is saved; stop and go on whenever you like until %s.", page["deadline"]),
            "months": self.company_id.competency_retention_months,
            "words": {purpose: self._consent_words(purpose) for purpose in ("assessment", "talent_pool")},
        }

    def _candidate_question(self, page):
        number = int(page["step"])
        return {
            "question": page["questions"][number - 1],
            "nonce": f"{secrets.token_hex(8)}-0",
            "seen": self._candidate_seen(number),
            "previous": str(number - 1) if number > 1 else "info",
            "labels": self._candidate_script_labels(),
            "next": str(number + 1) if number < len(page["questions"]) else "check",
        }

    def _candidate_script_labels(self):
        return {
            "saving": self.env._("Saving …"),
            "saved": self.env._("Saved"),
            "unsaved": self.env._("Not saved yet: no connection. We keep trying."),
            "closed": self.env._("Nothing more can be saved here: reload the page."),
            "time": self.env._("minutes so far"),
            "limit": self.env._("characters left"),
            "elsewhere": self.env._("You wrote something else here in another window. Go on to see both."),
        }

    def _candidate_check(self, page):
        missing = [question["number"] for question in page["questions"] if not question["answer"]]
        return {"nothing": len(missing) == len(page["questions"]), "missing": self._candidate_missing(missing)}

    def _candidate_missing(self, numbers):
        if not numbers:
            return ""
        return self.env._(
            "Not answered yet: %s. You may submit without; what is not answered is not counted against you, but cannot "
            "speak for you either.",
            format_list(self.env, numbers),
        )

    # --- answering ------------------------------------------------------------------------------------------------

    def _candidate_start(self, name, phone, talent_pool, lang):
        """Take the basic information and the consent, and open the questions."""
        self.ensure_one()
        if self.state not in OPEN:
            return
        self.write({"partner_name": name[:128], "phone": phone[:32], "state": "started"})
        self._candidate_set_lang(lang)
        if not self.started_at:
            self.started_at = fields.Datetime.now()
        self._give_consent("assessment")
        self._candidate_talent_pool(talent_pool)
        self._update_applicant()

    def _candidate_set_lang(self, lang):
        if lang in self._candidate_languages() and lang != self.lang:
            self.lang = lang

    def _update_applicant(self):
        """Carry name and phone over to the application, which the token's holder has shown to be theirs.

        Odoo also writes them to the contact behind the application. Where that contact may log in it is somebody whose
        name is not for an applicant to change.
        """
        applicant = self.applicant_id.sudo()
        if applicant.partner_id.user_ids or email_normalize(self.email) != email_normalize(applicant.email_from):
            return
        news = {"partner_name": self.partner_name, "partner_phone": self.phone}
        changed = {field: value for field, value in news.items() if value and value != applicant[field]}
        if changed:
            applicant.write(changed)

    def _candidate_answer(self, number, text, nonce, lang=None, draft=False, seen=""):
        """Save an answer.

        :param draft: saved by the page while the candidate types
        :param seen: the mark of the text that the page was given, where it knows
        :return: whether there was something to save
        """
        self.ensure_one()
        if not self._candidate_may_answer(number):
            return False
        self._candidate_set_lang(lang)
        return self.question_ids[number - 1].answer_ids._save(_plain(text), nonce, draft, seen)

    def _candidate_may_answer(self, number):
        return self.state == "started" and 1 <= number <= len(self.question_ids)

    def _candidate_seen(self, number):
        """The mark of what is stored, for a page that has just saved."""
        return self.question_ids[number - 1].answer_ids._mark() if self._candidate_may_answer(number) else ""

    def _candidate_conflict(self, number, text, nonce, seen):
        """What another window has saved since this one was opened, for the candidate to choose.

        :return: values for the question's page, or None where nothing would be lost by saving
        """
        self.ensure_one()
        if not self._candidate_may_answer(number):
            return None
        question = self.question_ids[number - 1]
        if not question.answer_ids._would_undo(_plain(text), nonce, seen):
            return None
        return {"question": self._candidate_typed_question(number, text), "elsewhere": question.answer_text or ""}

    # --- a form that is shown again -------------------------------------------------------------------------------

    def _candidate_typed_info(self, sent):
        """The basic information as it was sent, for its page; nothing once that page is closed."""
        if self.state not in OPEN:
            return {}
        flags = {"consented": bool(sent.get("consent")), "talent_pool": bool(sent.get("talent_pool"))}
        return {"name": sent.get("name", ""), "phone": sent.get("phone", ""), **flags}

    def _candidate_typed_answer(self, number, text, seen):
        """An answer as it was sent, for its question's page; nothing once that page is closed.

        :param seen: what the page knew of the stored text, so that it is still noticed if another window saved since
        """
        return {"question": self._candidate_typed_question(number, text), "seen": seen} if self._candidate_may_answer(number) else {}

    def _candidate_typed_question(self, number, text):
        return {**self._candidate_step_of(number, self.question_ids[number - 1]), "answer": text}

    # --- handing in -----------------------------------------------------------------------------------------------

    def _candidate_submit(self):
        """Hand the answers in, once; a repetition changes nothing.

        :return: whether the interview is handed in now
        """
        self.ensure_one()
        if self.state == "started" and any(self.answer_ids.mapped("text")):
            self.write({"state": "submitted", "submitted_at": fields.Datetime.now()})
            self._after_submit()
        return self.state in SUBMITTED

    def _after_submit(self):
        """Hook: called once, when the candidate has handed in."""
        interview = self._for_recruiter()
        interview.message_post(body=interview.env._("%s has submitted the interview.", self.partner_name))
        self._trigger_cron("cron_score")
