"""CV matching in the background: one waiting assessment per applicant and model, read and judged by a cron."""

import logging
from math import floor

import psycopg2
from odoo import api, fields, models
from odoo.exceptions import UserError

from .hr_competency_engine import INTERVIEWS
from .hr_competency_engine_words import engine_text

_logger = logging.getLogger(__name__)

# As many as the engine judges together; their rows are locked until all are kept.
BATCH = 32
MOST_TRIES = 3
NAMED = ("competency", "skill", "industry")
# Two applications with the same of any of these are one person's.
SAME_PERSON = ("partner_id", "email_normalized", "pool_applicant_id")
CV_TYPES = (".pdf", ".docx", ".txt", ".html", ".htm")


def _value(applicant, name):
    """A field's value that can be searched for; nothing where it is empty."""
    value = applicant[name]
    return getattr(value, "id", value)


def reason_text(reason, lang, names):
    """A stored reason as a sentence in a user's language.

    :param names: what the engine was told competencies, skills and the industry are called, and what the user calls them
    """
    from ..tools.hr_scoring.reasons import Reason

    named = {key: names.get(value, value) if key in NAMED else value for key, value in reason["parameters"].items()}
    return Reason(reason["code"], tuple(named.items())).text(lang or "en_US")


class HrCompetencyAssessment(models.Model):
    _inherit = "hr.competency.assessment"

    attachment_id = fields.Many2one("ir.attachment", "CV File", ondelete="set null", index="btree_not_null")
    match_score = fields.Float(aggregator="avg", help="How well the CV fits the job: evidence, skills, experience, degree.")
    match_parts = fields.Json()
    match_reasons = fields.Json()
    match_missing = fields.Json()
    match_explanation = fields.Html(compute="_compute_match_explanation", sanitize=False)
    is_hidden_match = fields.Boolean(help="The deeds fit although the words differ: a search for words would overlook it.")

    @api.depends("match_reasons", "match_missing")
    @api.depends_context("lang")
    def _compute_match_explanation(self):
        names = self._names_in_reasons()
        for assessment in self:
            values = {
                "missing": [reason_text(one, self.env.lang, names) for one in assessment.match_missing or []],
                "reasons": [reason_text(one, self.env.lang, names) for one in assessment.match_reasons or []],
            }
            assessment.match_explanation = self.env["ir.qweb"]._render("hr_competency.match_explanation", values)

    def _names_in_reasons(self):
        """The engine knows names in the language of whoever let it read, often that of a scheduled action."""
        competencies, industry = self.model_id.sudo().line_ids.competency_id, self.model_id.sudo().industry_id
        named = [*competencies, *competencies.skill_id, *self.job_id.sudo().job_skill_ids.skill_id]
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        names = {one.with_context(lang=code).name: one.name for one in named for code in codes}
        return names | {self.env["hr.competency.library"]._industry_key(one): one.name for one in industry}

    @api.model
    def _cron_match_cv(self):
        """Read and match the CVs that wait, batch by batch; one that fails stops no other."""
        cron = self.env["ir.cron"]
        left = self.search_count(self._waiting_cv_domain())
        cron._commit_progress(remaining=left)
        passed = self.browse()
        while waiting := self.search([*self._waiting_cv_domain(), ("id", "not in", passed.ids)], order="tries, id", limit=BATCH):
            passed += waiting
            mine = waiting._match_mine()
            left -= len(mine)
            if not cron._commit_progress(len(mine), remaining=max(left, 0)):
                break

    def _match_mine(self):
        """Match those that no other worker has, again where somebody wrote to one of the applicants meanwhile.

        :return: those that were ours to match; none where an applicant is in use at every try: the next run takes them
        """
        for _try in range(MOST_TRIES):
            # Another worker may have some: these are not ours to count.
            mine = self.try_lock_for_update()
            try:
                mine._match_many()
                return mine
            except psycopg2.OperationalError as error:
                self.env.cr.rollback()
                _logger.info("CVs of assessments %s are in use: %s", mine.ids, error)
        return self.browse()

    @api.model
    def _match_waiting(self):
        """Match all CVs that wait at once, for demo data: nobody wants to see it wait."""
        self.search(self._waiting_cv_domain())._match_many()

    def _on_done(self):
        """What a person showed in an interview counts in all their applications: their CVs are matched again."""
        result = super()._on_done()
        people = self.filtered(lambda one: one.source in INTERVIEWS).applicant_id
        if people:
            applications = people.union(*people._competency_same_people().values())
            applications.filtered(lambda one: one.competency_cv_state == "done")._queue_cv_match()
        return result

    def _is_same_cv_again(self):
        """Whether this judges a file anew that had been judged before: no news about the person."""
        same = [("attachment_id", "=", self.attachment_id.id), ("applicant_id", "=", self.applicant_id.id), ("state", "=", "done")]
        return self.source == "cv" and bool(self.search_count([*same, ("id", "!=", self.id)], limit=1))

    @api.model
    def _waiting_cv_domain(self):
        stopped = self.env["res.company"].sudo().search([("competency_scoring_enabled", "=", False)])
        # where the law wants an audit or notice first, CVs wait for them
        blocked = self.env["hr.job"]._competency_blocked()
        return [
            ("state", "=", "pending"),
            ("source", "=", "cv"),
            ("company_id", "not in", stopped.ids),
            ("job_id", "not in", blocked.ids),
        ]

    def _hand_to_queue(self):
        """Where ``queue_job`` is installed its workers take the rows, on several machines; else the cron does.

        The same row may come by both ways: whoever is second finds it done.
        """
        if "queue.job" not in self.env:
            return False
        for row in self:
            row.with_delay(identity_key=f"hr_competency.match_cv.{row.id}", description=f"CV {row.id}")._match_one()
        return True

    def _match_one(self):
        """Match one waiting row; whatever goes wrong is noted on the row."""
        self.ensure_one()
        self._match_many()

    def _match_many(self):
        """Match the rows that still wait: their files are read in one go, their texts judged and stored together.

        Whatever goes wrong with one is noted on its row. Where all together fail, each is tried alone, so that the one
        at fault is found.
        """
        pending = self.filtered(lambda row: row.state == "pending")
        # a row from the job queue has not come through the domain above
        stopped = pending.job_id.filtered(lambda job: job._competency_obstacle())
        for rows in pending.filtered(lambda row: row.job_id not in stopped).grouped("model_id").values():
            try:
                with self.env.cr.savepoint():
                    rows._match_read(rows._read_files())
            except psycopg2.OperationalError:
                raise  # somebody else writes to one of the applicants: nothing is wrong with any
            except Exception as error:
                rows._match_failed(error)

    def _match_failed(self, error):
        if len(self) > 1:
            for row in self:
                row._match_one()
            return
        _logger.info("CV of assessment %s: %s", self.id, error, exc_info=True)
        self._note_failure(error)

    def _read_files(self):
        """The visible text of each row's file; a file that cannot be read is noted: trying again would not help.

        :return: dict of ``hr_scoring.read.Document`` by row
        """
        documents = self.env["hr.competency.engine"]._read_attachments([row.attachment_id for row in self])
        found = dict(zip(self, documents, strict=True))
        for row in self:
            if isinstance(found[row], Exception):
                recruiter = row.applicant_id.user_id or row.env.user
                row._set_error(engine_text(row.with_context(lang=recruiter.lang).env, str(found.pop(row))))
        return found

    def _match_read(self, found):
        if not found:
            return
        engine, [model] = self.env["hr.competency.engine"], self.model_id
        texts = [document.text for document in found.values()]
        screenings, notes = engine._screen_many(model, [row.applicant_id for row in found], texts)
        engine._store_many(
            [row._match_entry(*one, notes) for row, one in zip(found, zip(found.values(), screenings, strict=True), strict=True)]
        )

    def _match_entry(self, document, screening, notes):
        from ..tools.hr_scoring.canonical import digest

        engine, found = self.env["hr.competency.engine"], screening.match
        return engine._entry(
            self.model_id,
            screening.assessment,
            [engine._source("cv", document.text, "cv")],
            applicant=self.applicant_id,
            source="cv",
            origin=self.applicant_id,
            assessment=self,
            findings=(*document.findings, *notes),
            attachment_id=self.attachment_id.id,
            match_score=found.score,
            match_parts=dict(found.parts),
            match_reasons=[{"code": one.code, "parameters": dict(one.parameters)} for one in found.reasons],
            match_missing=[{"code": one.code, "parameters": dict(one.parameters)} for one in found.missing],
            is_hidden_match=found.hidden,
            # what was shown elsewhere is part of what the match rests on
            input_hash=digest([screening.assessment.input_hash, screening.past]),
        )

    def _note_failure(self, error):
        if self.tries + 1 >= MOST_TRIES:
            self._set_error(f"{type(error).__name__}: {error}")
        else:
            self.write({"tries": self.tries + 1, "error": f"{type(error).__name__}: {error}"})


class HrApplicant(models.Model):
    _inherit = "hr.applicant"

    competency_cv_state = fields.Selection(
        [("none", "Not Read"), ("pending", "Waiting"), ("done", "Matched"), ("error", "Error"), ("people", "Read by people only")],
        string="CV Reading", compute="_compute_competency_cv", store=True, compute_sudo=True, copy=False,
        groups="hr_recruitment.group_hr_recruitment_user",
    )  # fmt: skip
    competency_cv_error = fields.Text(
        "Why Not Read", compute="_compute_competency_cv", store=True, compute_sudo=True, copy=False,
        groups="hr_recruitment.group_hr_recruitment_user",
    )  # fmt: skip
    competency_match_score = fields.Float(
        "CV Match", compute="_compute_competency_cv", store=True, compute_sudo=True, copy=False,
        aggregator="avg", groups="hr_recruitment.group_hr_recruitment_user",
    )  # fmt: skip
    competency_hidden_match = fields.Boolean(
        "Hidden Match",
        compute="_compute_competency_cv", store=True, compute_sudo=True, copy=False,
        groups="hr_recruitment.group_hr_recruitment_user",
        help="Words alone would overlook this applicant: the deeds in the CV imply what the job asks for.",
    )  # fmt: skip

    competency_why_not = fields.Text(
        "Why Not", compute="_compute_competency_why_not", compute_sudo=True, groups="hr_recruitment.group_hr_recruitment_user",
        help="The must-haves that were not shown, and what the evidence says instead.",
    )  # fmt: skip
    competency_match_explanation = fields.Html(
        "Why", compute="_compute_competency_match_explanation", compute_sudo=True, sanitize=False,
        groups="hr_recruitment.group_hr_recruitment_user",
    )  # fmt: skip

    @api.depends("competency_assessment_ids.match_reasons", "competency_cv_state")
    @api.depends_context("lang")
    def _compute_competency_match_explanation(self):
        for applicant in self:
            done = applicant.competency_assessment_ids.filtered_domain(
                [("source", "=", "cv"), ("state", "=", "done"), ("is_current", "=", True), ("job_id", "=", applicant.job_id.id)]
            )
            applicant.competency_match_explanation = done[:1].match_explanation

    @api.depends("competency_assessment_id")
    @api.depends_context("lang")
    def _compute_competency_why_not(self):
        for applicant in self:
            lines = applicant.competency_assessment_id.line_ids.filtered(lambda line: line.must_have and line.must_have_met != "yes")
            applicant.competency_why_not = "\n".join(line._why_not() for line in lines)

    @api.depends(
        "competency_assessment_ids.state", "competency_assessment_ids.is_current", "competency_assessment_ids.error",
        "competency_assessment_ids.is_hidden_match", "job_id",
        "competency_consent_ids.given", "competency_consent_ids.withdrawn",
    )  # fmt: skip
    def _compute_competency_cv(self):
        for applicant in self:
            rows = applicant.competency_assessment_ids.filtered_domain([("source", "=", "cv"), ("job_id", "=", applicant.job_id.id)])
            newest = rows.sorted("id")[-1:]
            done = rows.filtered(lambda a: a.state == "done" and a.is_current)[:1]
            applicant.competency_cv_state = "people" if applicant._refuses_machine() else newest.state or "none"
            applicant.competency_cv_error = newest.error
            applicant.competency_match_score = done.match_score
            applicant.competency_hidden_match = done.is_hidden_match

    @api.model_create_multi
    def create(self, vals_list):
        applicants = super().create(vals_list)
        applicants._queue_cv_match()
        return applicants

    def write(self, vals):
        res = super().write(vals)
        if "job_id" in vals:
            self._queue_cv_match()
        if vals.get("employee_id"):
            self.sudo().employee_id._adopt_assessments()
        return res

    def _competency_same_person(self):
        """All records of the person behind an application: by contact, and by e-mail address. Archived ones too."""
        self.ensure_one()
        return self._competency_same_people()[self]

    def _competency_same_people(self):
        """As :meth:`_competency_same_person` for many, with one search.

        :return: dict of ``hr.applicant`` by applicant
        """
        mine = self.sudo().with_context(active_test=False)
        same = fields.Domain("id", "in", self.ids)
        for name in SAME_PERSON:
            if values := [_value(one, name) for one in mine if one[name]]:
                same |= fields.Domain(name, "in", values)
        by_value = {}
        for other in mine.search(same):
            for name in SAME_PERSON:
                if value := _value(other, name):
                    by_value.setdefault((name, value), []).append(other)
        return {one: one._competency_alike(by_value) for one in self}

    def _competency_alike(self, by_value):
        one = self.sudo().with_context(active_test=False)
        alike = one.union(*(other for name in SAME_PERSON for other in by_value.get((name, _value(one, name)), ())))
        return alike.filtered(lambda other: other == one or not other.company_id or other.company_id == one.company_id)

    def _cv_attachment(self):
        """The file that is read as the CV: the main attachment, else the newest that can be read."""
        self.ensure_one()
        readable = self.sudo().attachment_ids.filtered(lambda a: (a.name or "").lower().endswith(CV_TYPES))
        main = self.sudo().message_main_attachment_id
        return main if main in readable else readable.sorted("id")[-1:]

    def _queue_cv_match(self):
        """Put one waiting row per applicant whose job has an active model and who has a CV; wake the cron.

        :return: the rows that wait
        """
        asked = self.sudo().filtered(lambda a: a._competency_may_be_read())
        files = {applicant: attachment for applicant in asked if (attachment := applicant._cv_attachment())}
        rows = self._queue_again(files)
        new = [applicant._waiting_cv_vals(files[applicant]) for applicant in set(files) - set(rows.applicant_id)]
        rows |= rows.create(sorted(new, key=lambda vals: vals["applicant_id"]))
        if rows and not rows._hand_to_queue():
            self.env.ref("hr_competency.cron_match_cv")._trigger()
        return rows

    def _queue_again(self, files):
        """The rows that these applicants have for the same model and that are not done: they wait with the new file."""
        rows = self.env["hr.competency.assessment"].sudo()
        rows = rows.search([("applicant_id", "in", [one.id for one in files]), ("source", "=", "cv"), ("state", "!=", "done")])
        rows = rows.filtered(lambda row: row.model_id == row.applicant_id.job_id.competency_model_id)
        for row in rows:
            row.write({"attachment_id": files[row.applicant_id].id, "state": "pending", "tries": 0, "error": False})
        return rows

    def _competency_may_be_read(self):
        """Whether the machine may read this person's CV for the job that they apply for."""
        return self.active and self.job_id.competency_model_id and not self.competency_withdrawn and not self._refuses_machine()

    def _refuses_machine(self):
        """Whether the person wants no machine: then people read the CV.

        What they said of the CV itself goes before what they said of being assessed.
        """
        consents = self.sudo().competency_consent_ids.grouped("purpose")
        said = consents.get("cv") or consents.get("assessment")
        return bool(said) and not any(said.mapped("is_valid"))

    def _waiting_cv_vals(self, attachment):
        model = self.job_id.competency_model_id
        company = self.company_id or model.company_id or self.env.company
        return {
            "applicant_id": self.id,
            "job_id": self.job_id.id,
            "model_id": model.id,
            "company_id": company.id,
            "source": "cv",
            "attachment_id": attachment.id,
        }

    def action_competency_match(self):
        """Read and match the CV again."""
        self.check_access("write")
        for job in self.job_id:
            if reason := job._competency_obstacle():
                raise UserError(reason)
        if not self._queue_cv_match():
            raise UserError(self[:1]._competency_why_unread())

    def _competency_why_unread(self):
        """In words, why there is nothing to read for the machine."""
        name = self._competency_called()
        if not self.job_id:
            return self.env._("%s has not applied for a job.", name)
        if not self.job_id.competency_model_id:
            return self.env._("The job %s has no active competency model yet.", self.job_id.name)
        if not self._competency_may_be_read():
            return self.env._("%s has withdrawn, is archived, or wants people to read the CV.", name)
        return self.env._("%s has no file that can be read: PDF, DOCX, text or HTML.", name)


class HrCompetencyAssessmentLine(models.Model):
    _inherit = "hr.competency.assessment.line"

    def _why_not(self):
        """In words, on what ground a must-have does not count as met, with what speaks most for it, or against it."""
        names = {"competency": self.competency_id.name, "want": f"{self.required_level:g}"}
        if not self.has_evidence:
            return self._why_nothing(names)
        # rounded down: 3.97 is not "level 4, level 4 is a must"
        names |= {"have": f"{floor(10 * self.level) / 10:.1f}", "quote": self._telling_quote()}
        if self.must_have_met == "unknown":
            return self.env._("%(competency)s: too little evidence to say (level %(want)s is a must): “%(quote)s”", **names)
        if self._is_denied():
            return self.env._("%(competency)s: says not to have done it (level %(want)s is a must): “%(quote)s”", **names)
        return self.env._("%(competency)s: level %(have)s, level %(want)s is a must: “%(quote)s”", **names)

    def _why_nothing(self, names):
        """Who was asked and talked around it has had the chance; of others nothing is known."""
        if self.must_have_met == "no":
            return self.env._("%(competency)s: asked for, and the full answer shows nothing of it (level %(want)s is a must).", **names)
        return self.env._("%(competency)s: no evidence found (level %(want)s is a must).", **names)

    def _is_denied(self):
        """Whether more was denied than shown."""
        from ..tools.hr_scoring.levels import NEUTRAL_LEVEL

        return self.must_have_met == "no" and self.level < NEUTRAL_LEVEL and any(self.evidence_ids.mapped("lacking"))

    def _telling_quote(self):
        """What counts most, not what a search alone would rank first: that may be a neighbouring deed. Of denials the plainest."""
        denied = self._is_denied()
        pieces = self.evidence_ids.filtered(lambda piece: piece.lacking == denied) or self.evidence_ids
        told = pieces.sorted(lambda piece: (abs(piece.contribution), piece.probability))[-1:]
        return " ".join((told.quote or "").split())[:120]


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        attachments = super().create(vals_list)
        if any(vals.get("res_model") == "hr.applicant" for vals in vals_list):
            attachments._queue_cv_match()
        return attachments

    def write(self, vals):
        res = super().write(vals)
        if vals.get("res_model") == "hr.applicant" or vals.keys() & {"datas", "raw"}:
            self._queue_cv_match()
        return res

    def _queue_cv_match(self):
        mine = self.sudo().filtered(
            lambda a: a.res_model == "hr.applicant" and a.res_id and not a.res_field and a.name.lower().endswith(CV_TYPES)
        )
        if mine:
            self.env["hr.applicant"].browse(mine.mapped("res_id")).exists()._queue_cv_match()
