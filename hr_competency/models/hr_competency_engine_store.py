"""Keeping what was judged: assessments with their texts, lines and evidence, many at once."""

from dataclasses import dataclass, field, replace

from odoo import api, fields, models


@dataclass(slots=True)
class Entry:
    """An assessment to be kept.

    :param vals: values of ``hr.competency.assessment``
    :param result: ``hr_scoring.types.Assessment``
    :param sources: engine ``Source`` that it rests on
    :param waiting: the row that waits for it, if one does
    """

    model: object
    vals: dict
    result: object
    sources: list
    waiting: object = field(default=None)


class HrCompetencyEngine(models.AbstractModel):
    _inherit = "hr.competency.engine"

    @api.model
    def _keep(self, model, result, sources, **values):
        """Store what the engine found, as :meth:`_assess` does.

        :param result: ``hr_scoring.types.Assessment``
        :param values: as for :meth:`_entry`
        """
        return self._store_many([self._entry(model, result, sources, **values)])[0]

    @api.model
    def _entry(self, model, result, sources, *, applicant=None, source, origin=None, assessment=None, **values):
        """What the engine found, ready for :meth:`_store_many`.

        :param assessment: a row that waits for this result
        """
        model = model.sudo()
        result = replace(result, findings=(*values.pop("findings", ()), *result.findings))
        vals = self._assessment_vals(model, result, applicant, source, origin) | values
        return Entry(model, vals, result, sources, assessment)

    @api.model
    def _record(self, model, ratings, **values):
        """Keep what a person or a vendor says: a level and a comment per competency, by the same arithmetic.

        :param ratings: ``{competency: (level 1 to 5 or None, comment)}``
        :param values: as for :meth:`_rating`
        :return: ``hr.competency.assessment``, done
        """
        return self._store_many([self._rating(model, ratings, **values)])[0]

    @api.model
    def _rating(
        self, model, ratings, *, applicant=None, source="interviewer", origin=None, finder="human", overall=None, job=None, **values
    ):
        """What a person or a vendor says, ready for :meth:`_store_many`.

        :param job: the model's ``JobModel``, where the caller has it: for many ratings it is made once

        :param overall: how well the rater thinks the person would do on the whole, 1 to 5; says which weights are right
        """
        from ..tools.hr_scoring.levels import points_of

        model = model.sudo()
        if overall:
            values |= {"has_overall": True, "overall": points_of(float(overall))}
        job = job or self._job_model(model)
        kind = "vendor" if finder == "vendor" else "scorecard"
        levels = {competency.code: rating for competency, rating in ratings.items()}
        sources = [self._source(code, comment or "-", kind) for code, (_level, comment) in levels.items()]
        result = _rated(job, levels, finder, sources)
        return Entry(model, self._assessment_vals(model, result, applicant, source, origin) | values, result, sources)

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

    @api.model
    def _store_many(self, entries):
        """Write assessments with their lines and evidence, then tell the others; the same twice is kept once.

        :param entries: list of :class:`Entry`
        :return: ``hr.competency.assessment``, done, in the order of the entries
        """
        assessments = self.env["hr.competency.assessment"].sudo()
        known, fresh = self._stored(entries), {}
        # Without an origin nothing can be the same as anything.
        keys = [_same_key(entry.vals) if entry.vals["res_id"] else number for number, entry in enumerate(entries)]
        for key, entry in zip(keys, entries, strict=True):
            if key in known or key in fresh:
                (entry.waiting or assessments).sudo().unlink()
            else:
                fresh[key] = entry
        written = self._written(fresh.values())
        known |= dict(zip(fresh, written, strict=True))
        self._store_details(list(zip(written, fresh.values(), strict=True)))
        done = assessments.union(*written)
        # what happened earlier (an imported interview) keeps its own day
        done.filtered(lambda one: not one.date_done).date_done = fields.Datetime.now()
        done.write({"state": "done", "error": False})
        if done:
            done._on_done()
        return [known[key] for key in keys]

    def _written(self, entries):
        """The assessments of new entries, those that no row waits for created together."""
        created = iter(self.env["hr.competency.assessment"].sudo().create([one.vals for one in entries if not one.waiting]))
        for entry in entries:
            if entry.waiting:
                entry.waiting.sudo().write(entry.vals)
        return [entry.waiting.sudo() if entry.waiting else next(created) for entry in entries]

    def _stored(self, entries):
        """What has been kept already of the same origins, by what makes two assessments the same."""
        vals = [entry.vals for entry in entries if entry.vals["res_id"]]
        if not vals:
            return {}
        found = (
            self.env["hr.competency.assessment"]
            .sudo()
            .search(
                [
                    ("state", "=", "done"),
                    ("res_model", "in", list({one["res_model"] for one in vals})),
                    ("res_id", "in", [one["res_id"] for one in vals]),
                    ("input_hash", "in", [one["input_hash"] for one in vals]),
                ]
            )
        )
        return {_same_key(one): one for one in found}

    def _store_details(self, fresh):
        """Texts, lines and evidence of new assessments, in three statements for all of them."""
        env = self.sudo().env
        texts = [
            {"assessment_id": one.id, "key": s.id, "kind": s.kind, "question": s.question, "text": s.text}
            for one, entry in fresh
            for s in entry.sources
        ]
        by_key = {(text.assessment_id, text.key): text.id for text in env["hr.competency.assessment.source"].create(texts)}
        parts, models_ = [], {}
        for one, entry in fresh:
            if entry.model not in models_:
                models_[entry.model] = (entry.model.snapshot or self._snapshot(entry.model))["records"]
            parts += [(one, number, part, models_[entry.model]) for number, part in enumerate(entry.result.competencies, 1)]
        rows = env["hr.competency.assessment.line"].create(
            [{"assessment_id": one.id, "sequence": number, **_line_vals(part, records)} for one, number, part, records in parts]
        )
        env["hr.competency.evidence"].create(
            [
                {"assessment_id": one.id, "line_id": row.id, "competency_id": row.competency_id.id,
                 **_evidence_vals(piece, records), "source_id": by_key[one, piece.source_id]}
                for row, (one, _number, part, records) in zip(rows, parts, strict=True)
                for indicator in part.indicators
                for piece in indicator.evidence
            ]
        )  # fmt: skip


def _same_key(vals):
    """Of an assessment or its values: two of one key are the same."""
    return tuple(vals[name] for name in ("res_model", "res_id", "source", "engine_version", "input_hash"))


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


def _evidence_vals(piece, records):
    return {
        "indicator_id": records["indicators"].get(piece.indicator_id, False),
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
        wanted = (item.weight, item.required_level, item.must_have)
        # who gives a level has seen enough to say so
        competencies.append(types.CompetencyScore(item.id, None, None, *wanted, None, (one,), told=True))
    draft = types.Assessment(
        job_id=job.id,
        score=None,
        verdict=types.Verdict.NOT_ENOUGH_EVIDENCE,
        confidence=0.0,
        competencies=tuple(competencies),
        findings=(),
        engine_version=ENGINE_VERSION,
        input_hash=digest([score.job_digest(job), sorted((key, level, texts.get(key)) for key, (level, _c) in levels.items()), finder]),
        pass_score=job.pass_score,
    )
    return score.rescore(draft, {})
