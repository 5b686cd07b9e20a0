"""What a candidate's feedback says, taken from an assessment: the choice is made here, the wording in a template."""


class FeedbackFacts:
    """Chooses from one finished assessment what is worth telling the candidate.

    It only repeats what the assessment holds: a quote is the candidate's own, a gap is one that lowered the result.
    """

    def __init__(self, assessment, questions):
        """
        :param assessment: ``hr.competency.assessment``, done
        :param questions: the ``hr.ai.interview.question`` that were asked
        """
        self.assessment = assessment
        self.questions = questions

    def values(self):
        """:return: dict of plain values for the template; ``strength`` or ``gap`` is ``None`` where there is none"""
        return {"strength": self.strength(), "gap": self.gap(), "courses": self.courses()}

    # --- strength -------------------------------------------------------------------------------------------------

    def strength(self):
        """The quote that earned most, with what it showed and where it was said.

        One that answers the question asked for that competency goes before one that was found elsewhere, and one for a
        competency that is not also the gap before one that is.
        """
        evidence = self.assessment.evidence_ids.filtered(lambda e: not e.lacking and e.contribution > 0)
        gap = self._widest().competency_id
        best = evidence.sorted(lambda e: (e.competency_id == gap, not self._is_to_the_point(e), -e.contribution, e.id))[:1]
        if not best:
            return None
        return {
            "competency": best.competency_id.name,
            "behaviour": best.indicator_id.name or "",
            "quote": best.quote.strip(),
            "question": self._asked(best.source_id.key),
        }

    def _is_to_the_point(self, evidence):
        return evidence.competency_id in self._question(evidence.source_id.key).competency_ids

    def _question(self, key):
        return self.questions.filtered(lambda question: question._key() == key)

    def _asked(self, key):
        return self._question(key).text or ""

    # --- gap ------------------------------------------------------------------------------------------------------

    def gap(self):
        """The competency that cost most, the question that asked for it, what was said of it, and what was missing there.

        What somebody says not to have done is no part of what they showed: ``found`` tells whether there was any deed, ``denied``
        repeats the candidate's own words, empty where nothing was denied.
        """
        line = self._widest()
        if not line:
            return None
        missing = self._missing(line)
        return {
            "competency": line.competency_id.name,
            "question": self._question_for(line.competency_id),
            "found": bool(line.evidence_ids.filtered(lambda e: not e.lacking)) or self._is_rated(line),
            "denied": self._denied(line),
            "missing": [self._behaviour(indicator, line.required_level) for indicator in missing[:2]],
        }

    @staticmethod
    def _is_rated(line):
        """Whether a level was given without any quote."""
        return bool(line.has_evidence and not line.evidence_ids)

    @staticmethod
    def _denied(line):
        """The sentence that says most plainly what was not done."""
        denials = line.evidence_ids.filtered("lacking").sorted(lambda e: (e.contribution, -e.probability, e.id))
        return denials[:1].quote.strip() if denials else ""

    def _widest(self):
        """Must-haves that were missed come first, then what cost most points."""
        lines = self.assessment.line_ids.filtered(lambda line: not line.has_evidence or line.level < line.required_level)
        lines = lines or self.assessment.line_ids.filtered(lambda line: line.level < 5)
        return lines.sorted(lambda line: (line.must_have_met != "no", -self._cost(line), line.level, line.id))[:1]

    @staticmethod
    def _cost(line):
        have = line.level if line.has_evidence else 1.0
        return line.weight * max(line.required_level - have, 0.0)

    def _question_for(self, competency):
        return self.questions.filtered(lambda question: competency in question.competency_ids)[:1].text or ""

    def _missing(self, line):
        """The indicators of a competency without evidence; where all have some, the weakest."""
        rows = self.assessment.model_id.line_ids.filtered(lambda row: row.competency_id == line.competency_id).indicator_ids
        rows = rows.sorted(lambda row: (-row.weight, row.sequence, row.id))
        points = {}
        for evidence in line.evidence_ids.filtered(lambda e: not e.lacking):
            points[evidence.indicator_id] = points.get(evidence.indicator_id, 0.0) + evidence.contribution
        missing = rows.indicator_id.filtered(lambda indicator: indicator not in points)
        return missing or rows.indicator_id.sorted(lambda indicator: points[indicator])[:1]

    @staticmethod
    def _behaviour(indicator, level):
        wanted = min(5, max(1, round(level)))
        return {"statement": indicator.name, "anchor": indicator[f"anchor_{wanted}"] or ""}

    # --- courses --------------------------------------------------------------------------------------------------

    def courses(self):
        """Courses that close what is missing."""
        lines = self.assessment.line_ids.filtered(lambda line: not line.has_evidence or line.level < line.required_level)
        gaps = {line.competency_id: (line.level if line.has_evidence else None, line.required_level) for line in lines}
        offers = self.assessment.env["hr.competency"]._recommend_courses(gaps, 2, company=self.assessment.company_id) if gaps else []
        return [
            {"name": offer["channel"].name, "url": offer["channel"].website_absolute_url, "competency": offer["competency"].name}
            for offer in offers
        ]
