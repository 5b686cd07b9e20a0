"""The only door to the scoring engine: records in, records out."""

import base64
from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError

from .hr_competency_engine_words import engine_text
from .hr_competency_indicator import lines
from .hr_competency_library_entries import LEVELS

# How long a child process may read one file.
READ_SECONDS = 10.0


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
    def _source(self, key, text, kind="answer", question="", *, references=(), exemplars=()):
        """A text to be judged, as the engine's ``Source``."""
        from ..tools.hr_scoring.types import Source

        return Source(key, text or "", kind, question or "", tuple(references), tuple(exemplars))

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
    def _keep(self, model, result, sources, *, applicant=None, source, origin=None, assessment=None, **values):
        """Store what the engine found, as :meth:`_assess` does.

        :param result: ``hr_scoring.types.Assessment``
        :param assessment: a row that waits for this result
        """
        model = model.sudo()
        result = replace(result, findings=(*values.pop("findings", ()), *result.findings))
        vals = self._assessment_vals(model, result, applicant, source, origin) | values
        return self._store(model, vals, result, sources, assessment)

    @api.model
    def _record(self, model, ratings, *, applicant=None, source="interviewer", origin=None, finder="human", overall=None, **values):
        """Keep what a person or a vendor says: a level and a comment per competency, by the same arithmetic.

        :param ratings: ``{competency: (level 1 to 5 or None, comment)}``
        :param overall: how well the rater thinks the person would do on the whole, 1 to 5; says which weights are right
        :return: ``hr.competency.assessment``, done
        """
        from ..tools.hr_scoring.levels import points_of

        model = model.sudo()
        if overall:
            values |= {"has_overall": True, "overall": points_of(float(overall))}
        job = self._job_model(model)
        kind = "vendor" if finder == "vendor" else "scorecard"
        levels = {competency.code: rating for competency, rating in ratings.items()}
        sources = [self._source(code, comment or "-", kind) for code, (_level, comment) in levels.items()]
        result = _rated(job, levels, finder, sources)
        vals = self._assessment_vals(model, result, applicant, source, origin) | values
        return self._store(model, vals, result, sources, None)

    def _assessment_vals(self, model, result, applicant, source, origin):
        person = applicant.sudo() if applicant else self.env["hr.applicant"]
        return {
            "applicant_id": person.id,
            "partner_id": person.partner_id.id,
            "employee_id": person.employee_id.id,
            "job_id": model.job_id.id,
            "model_id": model.id,
            "company_id": (person.company_id or model.company_id or self.env.company).id,
            "source": source,
            "res_model": origin._name if origin else False,
            "res_id": origin.id if origin else False,
            **self._result_vals(result),
        }

    def _result_vals(self, result):
        return {
            "has_score": result.score is not None,
            "score": result.score or 0.0,
            "score_low": result.low or 0.0,
            "score_high": result.high or 0.0,
            "coverage": result.coverage,
            "confidence": result.confidence,
            "pass_score": result.pass_score,
            "verdict": str(result.verdict),
            "weight_snapshot": dict(result.weights),
            "findings": [
                {"code": f.code, "message": f.message, "start": f.start, "end": f.end, "source": f.source_id} for f in result.findings
            ],
            "finding_count": len(result.findings),
            "engine_version": result.engine_version,
            "input_hash": result.input_hash,
        }

    def _store(self, model, vals, result, sources, waiting):
        """Write an assessment with its lines and evidence, then tell the others; the same twice is kept once."""
        assessments = self.env["hr.competency.assessment"].sudo()
        known = assessments.search(self._same_domain(vals), limit=1) if vals["res_id"] else assessments
        if known:
            (waiting or assessments).sudo().unlink()
            return known
        if waiting:
            assessment = waiting.sudo()
            assessment.write(vals)
        else:
            assessment = assessments.create(vals)
        self._store_details(assessment, model, result, sources)
        # what happened earlier (an imported interview) keeps its own day
        assessment.write({"state": "done", "error": False, "date_done": assessment.date_done or fields.Datetime.now()})
        assessment._on_done()
        return assessment

    def _same_domain(self, vals):
        keys = ("res_model", "res_id", "source", "engine_version", "input_hash")
        return [("state", "=", "done"), *((key, "=", vals[key]) for key in keys)]

    def _store_details(self, assessment, model, result, sources):
        records = (model.snapshot or self._snapshot(model))["records"]
        texts = (
            self.env["hr.competency.assessment.source"]
            .sudo()
            .create(
                [{"assessment_id": assessment.id, "key": s.id, "kind": s.kind, "question": s.question, "text": s.text} for s in sources]
            )
        )
        by_key = {text.key: text.id for text in texts}
        rows = (
            self.env["hr.competency.assessment.line"]
            .sudo()
            .create(
                [
                    {"assessment_id": assessment.id, "sequence": number, **_line_vals(one, records)}
                    for number, one in enumerate(result.competencies, 1)
                ]
            )
        )
        self.env["hr.competency.evidence"].sudo().create(
            [
                {"assessment_id": assessment.id, "line_id": row.id, "competency_id": row.competency_id.id,
                 **_evidence_vals(piece, records, by_key)}
                for row, one in zip(rows, result.competencies, strict=True)
                for indicator in one.indicators
                for piece in indicator.evidence
            ]
        )  # fmt: skip

    @api.model
    def _screen(self, model, applicant, text):
        """Match a CV's text with a job: its evidence, skills, experience, degree, and what past assessments showed.

        :return: ``hr_scoring.screen.Screening`` and findings
        """
        from ..tools.hr_scoring.screen import Screener

        model = model.sudo()
        job, synonyms = self._job_model(model), self._synonyms(model)
        # A competency that a CV only names is a claim: it counts by its evidence, and not once more as a skill.
        own = {skill.with_context(lang="en_US").name for skill in model.line_ids.competency_id.skill_id}
        job = replace(job, skills=tuple(one for one in job.skills if one[0] not in own))
        past = self._past_points(applicant)
        return self._with_encoder(
            model.company_id,
            lambda encoder: _screened(
                Screener(encoder, self._finder(model.company_id, encoder), synonyms), job, text, str(applicant.id), past
            ),
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

    def _past_points(self, applicant):
        """Points by competency from what this person has shown before, in whatever application."""
        people = applicant.sudo()._competency_same_person()
        done = people.competency_assessment_ids.filtered(
            lambda a: a.state == "done" and a.is_current and a.source in ("ai_interview", "interviewer", "vendor")
        )
        points = {}
        for line in done.line_ids.filtered("has_evidence"):
            code = line.competency_id.code
            points[code] = max(points.get(code, 0.0), line.score)
        return points

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
        from ..tools.hr_scoring.read import ReadError, read_in_child

        data = attachment.sudo().raw or b""
        try:
            return read_in_child(data, attachment.name or "file", seconds=READ_SECONDS)
        except ReadError as error:
            raise UserError(engine_text(self.env, str(error))) from error

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


def _screened(screener, job, text, person_id, past):
    """A screening in which past assessments count where they show more than the CV does."""
    from ..tools.hr_scoring.match import match
    from ..tools.hr_scoring.screen import quotes

    screening = screener.screen(job, text, person_id)
    if not past:
        return screening
    person = screener.person(person_id, text, job, screening.assessment)
    points = {code: max(value, person.competencies.get(code, 0.0)) for code, value in past.items()}
    person = replace(person, competencies={**person.competencies, **points})
    found = match(person, job, screener._job_vector(job), screener._job_words(job))
    return replace(screening, match=replace(found, reasons=found.reasons + quotes(job, screening.assessment)))


def _indicator(types, values):
    tuples = ("examples", "counter_examples", "cues", "anchors")
    return types.Indicator(**{key: tuple(value) if key in tuples else value for key, value in values.items()})


def _line_vals(one, records):
    met = {True: "yes", False: "no", None: "unknown"}[one.must_have_met] if one.must_have else False
    return {
        "competency_id": records["competencies"][one.competency_id],
        "weight": one.weight,
        "required_level": one.required_level,
        "level": one.level or 0.0,
        "score": one.score or 0.0,
        "has_evidence": one.score is not None,
        "indicator_points": {
            row.indicator_id: row.score for row in one.indicators if row.score is not None and row.indicator_id != one.competency_id
        },
        "must_have": one.must_have,
        "must_have_met": met,
    }


def _evidence_vals(piece, records, by_key):
    return {
        "indicator_id": records["indicators"].get(piece.indicator_id, False),
        "source_id": by_key[piece.source_id],
        "quote": piece.quote,
        "start": piece.start,
        "end": piece.end,
        "kind": str(piece.kind),
        "lacking": piece.lacking,
        "probability": piece.probability,
        "shipped_probability": piece.probability if piece.shipped is None else piece.shipped,
        "strength": piece.strength,
        "contribution": piece.contribution,
        "finder": str(piece.finder),
    }


def _rated(job, levels, finder, sources):
    """An engine assessment from levels that somebody gave, computed as the engine computes its own."""
    from ..tools.hr_scoring import ENGINE_VERSION, score, types
    from ..tools.hr_scoring.canonical import digest
    from ..tools.hr_scoring.levels import points_of

    texts = {source.id: source.text for source in sources}
    competencies = []
    for item in job.competencies:
        level, _comment = levels.get(item.id, (None, ""))
        level = float(level) if level else None
        quote = texts.get(item.id, "-")
        piece = types.Evidence(item.id, item.id, quote, 0, len(quote), 1.0, strength=1.0, finder=types.Finder(finder))
        one = types.IndicatorScore(item.id, level, points_of(level), item.weight, (piece,) if level else ())
        competencies.append(types.CompetencyScore(item.id, None, None, item.weight, item.required_level, item.must_have, None, (one,)))
    draft = types.Assessment(
        job_id=job.id,
        score=None,
        verdict=types.Verdict.NOT_ENOUGH_EVIDENCE,
        confidence=0.0,
        competencies=tuple(competencies),
        findings=(),
        engine_version=ENGINE_VERSION,
        input_hash=digest([job, sorted((key, level, texts.get(key)) for key, (level, _c) in levels.items()), finder]),
        pass_score=job.pass_score,
    )
    return score.rescore(draft, {})


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
