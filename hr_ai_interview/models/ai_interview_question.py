import hashlib

from odoo import fields, models


class HrAiInterviewQuestion(models.Model):
    """A question as it was asked."""

    _name = "hr.ai.interview.question"
    _description = "Interview Question"
    _order = "interview_id, sequence, id"

    interview_id = fields.Many2one("hr.ai.interview", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="interview_id.company_id", store=True)
    sequence = fields.Integer()
    text = fields.Text("Question", required=True, translate=True)
    minutes = fields.Integer(default=3)
    competency_ids = fields.Many2many("hr.competency", string="Competencies")
    origin_id = fields.Many2one(
        "hr.competency.model.question",
        ondelete="restrict",
        index=True,
        help="The question of the model, which is frozen while in use and holds the model answers.",
    )
    answer_ids = fields.One2many("hr.ai.interview.answer", "question_id", "Saved Answer")
    answer_text = fields.Text("Answer", related="answer_ids.text")

    def _snapshot(self, interviews, model_questions):
        """Copy the questions of a model for each interview, in every language, with an empty answer each.

        The empty answers are there from the start so that saving is always an update: two requests that save at the same
        time then wait for each other, where two inserts would fail.
        """
        questions = self.create([self._snapshot_vals(one, question) for one in interviews for question in model_questions])
        questions._copy_translations()
        self.env["hr.ai.interview.answer"].create([{"question_id": question.id} for question in questions])
        return questions

    def _snapshot_vals(self, interview, question):
        return {
            "interview_id": interview.id,
            "sequence": question.sequence,
            "text": question.text,
            "minutes": question.minutes,
            "competency_ids": [(6, 0, question.competency_ids.ids)],
            "origin_id": question.id,
        }

    def _copy_translations(self):
        for code, _name in self.env["res.lang"].get_installed():
            for origin, copies in self.grouped("origin_id").items():
                copies.with_context(lang=code).text = origin.with_context(lang=code).text


class HrAiInterviewAnswer(models.Model):
    """What the candidate typed. There is exactly one for each question, empty until something is saved."""

    _name = "hr.ai.interview.answer"
    _description = "Interview Answer"
    _order = "interview_id, question_id"

    question_id = fields.Many2one("hr.ai.interview.question", required=True, index=True, ondelete="cascade")
    interview_id = fields.Many2one(related="question_id.interview_id", store=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="question_id.company_id", store=True)
    text = fields.Text("Answer", readonly=True)
    nonce = fields.Char(readonly=True, help="The page and the count of the last save, so that a late repetition is recognised.")
    saved_at = fields.Datetime(readonly=True)
    is_draft = fields.Boolean(readonly=True, help="Saved while typing; the candidate has not gone on from this question yet.")

    _one_per_question = models.Constraint("unique(question_id)", "A question has one answer.")

    def _save(self, text, nonce, draft=False, seen=""):
        """Save what the candidate typed.

        :param nonce: ``<page>-<count>``: a random name of the open page and how often it has saved
        :param draft: saved while typing: whoever comes back later goes on here
        :param seen: the :meth:`_mark` of what the page was given
        :return: whether the text was taken; a repetition, one overtaken by a later save of the same page, and what an older
            window was given and nobody changed there is not
        """
        self.ensure_one()
        is_old = (self.text or "") == text and (draft or not self.is_draft)
        if is_old or self._is_overtaken(nonce) or (self._saved_elsewhere(nonce, seen) and seen == self._mark_of(text)):
            return False
        self.write({"text": text, "nonce": nonce, "is_draft": draft, "saved_at": fields.Datetime.now()})
        return True

    def _mark(self):
        """By which a page that hands in a text shows on top of what it was written."""
        return self._mark_of(self.text or "")

    def _mark_of(self, text):
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def _would_undo(self, text, nonce, seen):
        """Whether saving would write over what another open window has saved since this one was opened."""
        self.ensure_one()
        return self._saved_elsewhere(nonce, seen) and seen != self._mark_of(text) and text != (self.text or "")

    def _saved_elsewhere(self, nonce, seen):
        page, last_page = (one.rpartition("-")[0] for one in (nonce or "", self.nonce or ""))
        return bool(seen) and page != last_page and seen != self._mark()

    def _forget(self):
        """Empty the answers: whoever withdraws leaves nothing behind."""
        self.write({"text": False, "nonce": False, "is_draft": False, "saved_at": False})

    def _is_overtaken(self, nonce):
        page, _dash, count = (nonce or "").rpartition("-")
        last_page, _dash, last_count = (self.nonce or "").rpartition("-")
        return page == last_page and count.isdigit() and last_count.isdigit() and int(count) < int(last_count)
