"""What the widgets draw: texts with their highlighted quotes, and profiles for the radar."""

from odoo import api, fields, models

from ..tools.segments import segments
from .hr_competency_engine_words import engine_text


class HrCompetencyAssessment(models.Model):
    _inherit = "hr.competency.assessment"

    evidence_view = fields.Json(compute="_compute_evidence_view")
    profile = fields.Json(compute="_compute_profile")

    @api.depends("evidence_ids.feedback", "source_ids")
    def _compute_evidence_view(self):
        for assessment in self:
            assessment.evidence_view = {
                "lines": [line._view_values() for line in assessment.line_ids],
                "texts": [text._view_values(assessment.findings or []) for text in assessment.source_ids],
                "may_judge": self.env.user.has_group("hr_recruitment.group_hr_recruitment_user"),
            }

    @api.depends("line_ids")
    def _compute_profile(self):
        for assessment in self:
            assessment.profile = assessment._profile()

    def _profile(self):
        """The radar of these assessments of one person: a common set of axes, one series each.

        :return: ``{"axes": [{"name", "required"}], "series": [{"name", "levels"}]}``; a level is None without evidence
        """
        labels = dict(self._fields["source"]._description_selection(self.env))
        axes = {}
        for line in self.line_ids:
            axes.setdefault(line.competency_id, line.required_level)
        series = []
        for assessment in self:
            levels = {line.competency_id: line.level for line in assessment.line_ids if line.has_evidence}
            name = assessment.assessor_id.name or labels[assessment.source]
            series.append({"name": name, "levels": [levels.get(competency) for competency in axes]})
        return {
            "axes": [{"name": competency.name, "required": required} for competency, required in axes.items()],
            "series": series,
        }


class HrCompetencyAssessmentLine(models.Model):
    _inherit = "hr.competency.assessment.line"

    def _view_values(self):
        return {
            "id": self.id,
            "name": self.competency_id.name,
            "level": self.level if self.has_evidence else None,
            "score": self.score if self.has_evidence else None,
            "weight": self.weight,
            "required": self.required_level,
            "must_have": self.must_have_met or "",
            "evidence": [evidence._view_values() for evidence in self.evidence_ids],
        }


class HrCompetencyEvidence(models.Model):
    _inherit = "hr.competency.evidence"

    def _view_values(self):
        return {
            "id": self.id,
            "quote": self.quote,
            "indicator": self.indicator_id.name or "",
            "kind": self.kind or "explicit",
            "lacking": self.lacking,
            "points": round(self.contribution, 1),
            "probability": round(self.probability * 100),
            "finder": self.finder or "",
            "feedback": self.feedback or "",
        }


class HrCompetencyAssessmentSource(models.Model):
    _inherit = "hr.competency.assessment.source"

    def _view_values(self, findings):
        evidence = self.env["hr.competency.evidence"].search([("source_id", "=", self.id)])
        # What concerns the file, or all texts, stands with the first.
        keys = {self.key, ""} if self == self.assessment_id.source_ids[:1] else {self.key}
        mine = [finding for finding in findings if finding.get("source", "") in keys]
        spans = [(row.id, row.start, row.end) for row in evidence]
        # Negative ids stand for findings: what a person should look at.
        spans += [(-number, one["start"], one["end"]) for number, one in enumerate(mine, 1) if one["start"] >= 0]
        return {
            "id": self.id,
            "question": self.question or "",
            "segments": segments(self.text, spans),
            "findings": [engine_text(self.env, one["message"]) for one in mine],
        }


class HrApplicant(models.Model):
    _inherit = "hr.applicant"

    competency_profile = fields.Json(compute="_compute_competency_profile", groups="hr_recruitment.group_hr_recruitment_user")

    @api.depends("competency_assessment_ids.is_current", "competency_assessment_ids.state", "competency_assessment_id")
    def _compute_competency_profile(self):
        """The machine's view and the interviewers' over one another; only what the user may see."""
        for applicant in self:
            applicant.competency_profile = applicant._shown_assessments()._profile()

    def _shown_assessments(self):
        """The machine's and the interviewers' current assessments that the user may see; a talent's are the latest
        application's, for a talent has no job."""
        applicant = self._origin
        if applicant and not applicant.job_id:
            done = applicant._competency_same_person().competency_assessment_ids.filtered(lambda a: a.state == "done" and a.is_current)
            applicant = done.sorted("date_done")[-1:].applicant_id.with_env(self.env) or applicant
        seen = applicant.competency_assessment_ids._filtered_access("read").filtered_domain(
            [("state", "=", "done"), ("is_current", "=", True), ("job_id", "=", applicant.job_id.id)]
        )
        return (applicant.competency_assessment_id & seen) | seen.filtered(lambda a: a.source == "interviewer")


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    competency_profile = fields.Json(compute="_compute_competency_profile", groups="hr.group_hr_user")

    @api.depends("competency_assessment_ids.is_current")
    def _compute_competency_profile(self):
        for employee in self:
            seen = employee.competency_assessment_ids.filtered(lambda a: a.state == "done" and a.is_current)
            employee.competency_profile = seen.sorted("id", reverse=True)[:3]._profile()
