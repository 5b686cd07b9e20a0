"""Listens to assessments, whoever made them."""

from odoo import models

from ..tools.standing import Standing


class HrCompetencyAssessment(models.Model):
    _inherit = "hr.competency.assessment"

    # A CV that does not match is no verdict on a person, and a course or an appraisal no application.
    _talent_sources = ("ai_interview", "interviewer", "vendor")

    def _on_done(self):
        """Who did not pass becomes a talent; new evidence about a talent moves their gaps."""
        result = super()._on_done()
        heard = self.sudo().filtered("applicant_id")
        concerned = heard.applicant_id._talent_concerned()
        for assessment in heard.filtered(lambda one: one.applicant_id in concerned):
            assessment._talent_listen()
        return result

    def _talent_listen(self):
        self.ensure_one()
        if self.filtered_domain(self._talent_domain()):
            self.applicant_id._talent_archive(self)
        elif (talent := self.applicant_id._talent_find()) and not self._is_same_cv_again():
            talent._talent_update_gaps(self, only_known=True)

    def _talent_archive_known(self):
        """Take in who did not pass before this archive was there; the newest assessment of each application counts.

        Whoever stands in one of Odoo's own pools gets reason, gaps and courses too. Who was hired is nobody's talent.
        """
        judged = [("state", "=", "done"), ("source", "in", self._talent_sources), ("applicant_id", "!=", False)]
        newest = {assessment.applicant_id: assessment for assessment in self.search(judged, order="date_done, id")}
        people = self.env["hr.applicant"].union(*newest)._competency_same_people()
        for applicant, assessment in newest.items():
            if not people[applicant].employee_id and assessment.filtered_domain(self._talent_domain()):
                applicant._talent_archive(assessment)

    def _talent_domain(self):
        """Hook: which assessments bring a person into the pool. Too little evidence is for a person to decide."""
        return [("state", "=", "done"), ("verdict", "=", "not_passed"), ("source", "in", self._talent_sources)]

    def _talent_standings(self):
        """The competencies as plain values."""
        return [line._talent_standing() for line in self.line_ids]


class HrCompetencyAssessmentLine(models.Model):
    _inherit = "hr.competency.assessment.line"

    def _talent_standing(self):
        self.ensure_one()
        have = self.level if self.has_evidence else None
        return Standing(self.competency_id.name or "", have, self.required_level, self.weight, self.must_have)

    def _talent_gap_vals(self):
        """A new gap from this line."""
        return {
            "competency_id": self.competency_id.id,
            "job_id": self.job_id.id,
            "want": self.required_level,
            "weight": self.weight,
            "must_have": self.must_have,
            "assessment_id": self.assessment_id.id,
            **self._talent_level_vals(),
        }

    def _talent_gap_update_vals(self):
        """What this line changes in a known gap: without evidence it says nothing about the level."""
        if not self.has_evidence:
            return {}
        return self._talent_level_vals() | {"assessment_id": self.assessment_id.id}

    def _talent_level_vals(self):
        return {"have": self.level, "has_level": self.has_evidence, "level_from": "assessment"}
