"""The only door to the scoring engine: records in, records out."""

import base64
from dataclasses import replace

from odoo import api, models
from odoo.exceptions import UserError

from .hr_competency_engine_words import engine_text
from .hr_competency_indicator import lines
from .hr_competency_library_entries import LEVELS

# How long a child process may read one file.
READ_SECONDS = 10.0
# Assessments that count in later applications of the same person.
INTERVIEWS = ("ai_interview", "interviewer", "vendor")


class HrCompetencyEngine(models.AbstractModel):
    _name = "hr.competency.engine"
    _description = "Scoring Engine"

    # --- the model as the engine knows it -------------------------------------------------------------------------

    @api.model
    def _job_model(self, model):
        """A job's competency model as the engine's ``JobModel``: the frozen one once the model has been active.

        :return: ``hr_scoring.types.JobModel``; competencies and indicators carry their codes as ids
        """
        return self._from_snapshot(model.sudo().snapshot or self._snapshot(model))

    @api.model
    def _snapshot(self, model):
        """Everything that the engine measures with, as plain values, and the records that the codes stand for."""
        model = model.sudo()
        languages = self.env["hr.competency.indicator"]._languages()
        competencies = model.line_ids.competency_id
        indicators = model.line_ids.indicator_ids.indicator_id
        return {
            "title": model.job_id.name,
            "description": self._description_text(model.job_id),
            "pass_score": model.pass_score,
            "industry": self.env["hr.competency.library"]._industry_key(model.industry_id),
            "degree": model.job_id.expected_degree.name or "",
            "version": str(model.version),
            "skills": self._skill_values(model),
            "competencies": [self._competency_values(line, languages) for line in model.line_ids],
            "records": {
                "competencies": {competency.code: competency.id for competency in competencies},
                "indicators": {indicator.code: indicator.id for indicator in indicators},
            },
        }

    def _skill_values(self, model):
        """What a CV may name: the competencies' skills and what else the job expects."""
        shares = {line.competency_id.skill_id: line.share for line in model.line_ids if line.competency_id.skill_id}
        for row in model.job_id.current_job_skill_ids:
            shares.setdefault(row.skill_id, row.level_progress / 400.0)
        return [[skill.with_context(lang="en_US").name, share] for skill, share in shares.items()]

    def _description_text(self, job):
        from odoo.tools import html2plaintext

        return html2plaintext(job.website_description or "") if "website_description" in job else (job.description or "")

    def _competency_values(self, line, languages):
        return {
            "id": line.competency_id.code,
            "name": line.competency_id.name,
            "weight": line.weight,
            "required_level": float(line.required_level),
            "must_have": line.must_have,
            "indicators": [self._indicator_values(row, languages) for row in line.indicator_ids],
        }

    def _indicator_values(self, row, languages):
        return self._library_indicator_values(row.indicator_id, languages) | {"weight": row.weight}

    def _library_indicator_values(self, indicator, languages):
        return {
            "id": indicator.code,
            "statement": "\n".join(indicator._wordings("name", languages)),
            "weight": indicator.weight,
            "examples": lines(indicator.examples),
            "counter_examples": lines(indicator.counter_examples),
            "cues": lines(indicator.cues),
            "anchors": ["\n".join(indicator._wordings(f"anchor_{level}", languages)) for level in LEVELS],
        }

    @api.model
    def _from_snapshot(self, snapshot):
        from ..tools.hr_scoring import types

        competencies = tuple(
            types.Competency(**{**values, "indicators": tuple(_indicator(types, one) for one in values["indicators"])})
            for values in snapshot["competencies"]
        )
        return types.JobModel(
            id=snapshot["title"],
            title=snapshot["title"],
            description=snapshot["description"],
            competencies=competencies,
            pass_score=snapshot["pass_score"],
            skills=tuple((name, weight) for name, weight in snapshot["skills"]),
            industry=snapshot["industry"],
            degree=snapshot["degree"],
            version=snapshot["version"],
        )

    # --- assessing ------------------------------------------------------------------------------------------------

    @api.model
    def _source(self, key, text, kind="answer", question="", *, references=(), exemplars=(), targets=()):
        """A text to be judged, as the engine's ``Source``.

        :param targets: codes of the competencies that the question asks for
        """
        from ..tools.hr_scoring.types import Source

        return Source(key, text or "", kind, question or "", tuple(references), tuple(exemplars), tuple(targets))

    @api.model
    def _assess(self, model, sources, *, applicant=None, source="ai_interview", origin=None, **values):
        """Judge texts against a model and keep the result.

        :param model: ``hr.competency.model``
        :param sources: list of engine ``Source``, see :meth:`_source`
        :param applicant: ``hr.applicant`` (or hand in ``employee_id`` as a value)
        :param origin: the record that the texts come from; the same origin, texts and model give the same assessment
        :param values: more values of the assessment, also ``findings`` (engine findings about the files)
        :return: ``hr.competency.assessment``, done
        """
        from ..tools.hr_scoring import score

        model = model.sudo()
        job = self._job_model(model)
        result, notes = self._with_encoder(
            model.company_id, lambda encoder: score.assess(job, sources, finder=self._finder(model.company_id, encoder))
        )
        values["findings"] = (*notes, *values.get("findings", ()))
        return self._keep(model, result, sources, applicant=applicant, source=source, origin=origin, **values)

    @api.model
    def _screen_many(self, model, applicants, texts):
        """Match CVs with a job: their evidence, skills, experience, degree, and what past assessments showed.

        :param applicants: list of ``hr.applicant``, one for each text; the same person may stand there twice
        :return: list of ``hr_scoring.screen.Screening``, and findings that hold for all of them
        """
        from ..tools.hr_scoring.screen import Item, Screener

        model = model.sudo()
        job, synonyms, names = self._job_model(model), self._synonyms(model), self._names(model)
        # A competency that a CV only names is a claim: it counts by its evidence, and not once more as a skill.
        own = {skill.with_context(lang="en_US").name for skill in model.line_ids.competency_id.skill_id}
        job = replace(job, skills=tuple(one for one in job.skills if one[0] not in own))
        past = self._past_points(self.env["hr.applicant"].union(*applicants))
        # "until now" in a CV is the month in which the person applied
        items = [
            Item(job, text, str(one.id), past.get(one, ()), (one.create_date.year, one.create_date.month))
            for one, text in zip(applicants, texts, strict=True)
        ]
        return self._with_encoder(
            model.company_id,
            lambda encoder: Screener(encoder, self._finder(model.company_id, encoder), synonyms, names).screen_many(items),
        )

    def _synonyms(self, model):
        return {
            competency.skill_id.with_context(lang="en_US").name: (
                *competency.skill_id._library_names(),
                *lines(competency.synonyms),
            )
            for competency in model.line_ids.competency_id
            if competency.skill_id
        }

    def _names(self, model):
        """What the job and its competencies are called in any language: what somebody would search a CV for."""
        languages = [code for code, _name in self.env["res.lang"].get_installed()]

        def called(record):
            return [record.with_context(lang=code).name for code in languages] if record else []

        names = {one.code: (*called(one), *called(one.skill_id), *lines(one.synonyms)) for one in model.line_ids.competency_id}
        return names | {self._job_model(model).title: tuple(called(model.job_id))}

    def _past_points(self, applicants):
        """What people have shown in interviews before, in whatever application.

        :return: by applicant a tuple of competencies' codes with their best points
        """
        people = applicants.sudo()._competency_same_people()
        done = (
            applicants.browse()
            .union(*people.values())
            .competency_assessment_ids.filtered(lambda a: a.state == "done" and a.is_current and a.source in INTERVIEWS)
        )
        shown = {}
        for line in done.line_ids.filtered("has_evidence"):
            points = shown.setdefault(line.assessment_id.applicant_id, {})
            points[line.competency_id.code] = max(points.get(line.competency_id.code, 0.0), line.score)
        return {applicant: _best(shown.get(one, {}) for one in same) for applicant, same in people.items()}

    # --- trying out weights ---------------------------------------------------------------------------------------

    @api.model
    def _look(self, competencies, texts):
        """What texts show of competencies, independent of any weights.

        :param texts: list of ``(key, text, kind, question)``
        :return: plain values for :meth:`_weigh`: per competency its indicators with weight and level
        """
        from ..tools.hr_scoring import score, types

        languages = self.env["hr.competency.indicator"]._languages()
        asked = tuple(
            types.Competency(
                str(competency.id),
                competency.name,
                indicators=tuple(
                    _indicator(types, self._library_indicator_values(one, languages)) for one in competency.sudo().indicator_ids
                ),
            )
            for competency in competencies
        )
        job = types.JobModel("preview", "", competencies=asked)
        sources = [self._source(*text) for text in texts]
        result, _notes = self._with_encoder(None, lambda encoder: score.assess(job, sources, encoder=encoder))
        return {
            one.competency_id: [[row.indicator_id, row.weight, row.level, row.score] for row in one.indicators]
            for one in result.competencies
        }

    @api.model
    def _weigh(self, looks, lines, pass_score):
        """Total and verdict of what :meth:`_look` found under some weights.

        :param lines: list of dicts ``id``, ``name``, ``weight``, ``required_level``, ``must_have``
        :return: dict ``score`` (or None), ``verdict``, ``competencies``
        """
        result = _weighed(looks, lines, pass_score)
        names = {line["id"]: line["name"] for line in lines}
        return {
            "score": result.score,
            "verdict": str(result.verdict),
            "competencies": [
                {
                    "id": one.competency_id,
                    "name": names[one.competency_id],
                    "share": f"{one.weight:.0%}",
                    "score": one.score,
                    "missed": one.must_have_met is False,
                }
                for one in result.competencies
            ],
        }

    # --- files ----------------------------------------------------------------------------------------------------

    @api.model
    def _read_attachment(self, attachment):
        """The text that a person sees in a file, read in a child process.

        :return: ``hr_scoring.read.Document``
        :raise UserError: with a reason fit for the person who handed the file in
        """
        [document] = self._read_attachments([attachment])
        if isinstance(document, Exception):
            raise UserError(engine_text(self.env, str(document))) from document
        return document

    @api.model
    def _read_attachments(self, attachments):
        """Many files, read one after another in one child process.

        :param attachments: list of ``ir.attachment``
        :return: list of ``hr_scoring.read.Document``, or the ``ReadError`` in its place
        """
        from ..tools.hr_scoring.read import ReadError, ReadingChild

        documents = []
        with ReadingChild(READ_SECONDS) as child:
            for attachment in attachments:
                attachment = attachment.sudo()
                try:
                    documents.append(child.read(attachment.raw or b"", attachment.name or "file"))
                except ReadError as error:
                    documents.append(error)
        return documents

    @api.model
    def _read_data(self, data, filename):
        """As :meth:`_read_attachment`, from base64 as a form field holds it."""
        from ..tools.hr_scoring.read import ReadError, read_in_child

        try:
            return read_in_child(base64.b64decode(data or b""), filename or "file", seconds=READ_SECONDS)
        except ReadError as error:
            raise UserError(engine_text(self.env, str(error))) from error

    @api.model
    def _match_cv(self, applicants):
        """Queue the CVs of applicants for matching with the active model of their job; a cron reads and matches them.

        :return: the assessments that wait
        """
        return applicants._queue_cv_match()


def _best(shown):
    """The most of each competency in several dicts of points."""
    best = {}
    for points in shown:
        best |= {code: max(value, best.get(code, 0.0)) for code, value in points.items()}
    return tuple(sorted(best.items()))


def _indicator(types, values):
    tuples = ("examples", "counter_examples", "cues", "anchors")
    return types.Indicator(**{key: tuple(value) if key in tuples else value for key, value in values.items()})


def _weighed(looks, lines, pass_score):
    """An engine assessment of known levels under new weights."""
    from ..tools.hr_scoring import score, types

    competencies = tuple(
        types.CompetencyScore(
            line["id"], None, None, line["weight"], line["required_level"], line["must_have"], None,
            tuple(types.IndicatorScore(code, level, points, weight) for code, weight, level, points in looks.get(line["id"], [])),
        )
        for line in lines
        if looks.get(line["id"])
    )  # fmt: skip
    draft = types.Assessment("preview", None, types.Verdict.NOT_ENOUGH_EVIDENCE, 0.0, competencies, (), "", "", pass_score=pass_score)
    return score.rescore(draft, {line["id"]: line["weight"] for line in lines})
