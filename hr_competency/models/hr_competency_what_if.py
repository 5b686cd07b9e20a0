"""What other weights, must-haves or another pass score would mean for the people who were assessed already."""

from odoo import api, models

from .hr_applicant import LEADING
from .hr_competency_engine import _weighed

# A preview answers at once or it is none; the newest people tell enough.
MOST_PEOPLE = 200


class HrCompetencyEngine(models.AbstractModel):
    _inherit = "hr.competency.engine"

    @api.model
    def _would_pass(self, job, lines, pass_score):
        """Weigh the stored assessments of a job's applicants anew; nothing is read again.

        :param lines: list of dicts as for :meth:`_weigh`
        :return: dict ``people``, ``now`` (who pass by their stored verdict), ``then`` (who would pass), or None without people
        """
        assessments = self._leading_of_job(job)
        if not assessments:
            return None
        weights = {model: _indicator_weights(model.sudo().snapshot) for model in assessments.model_id}
        looks = [_stored_looks(one, lines, weights[one.model_id]) for one in assessments]
        results = [str(_weighed(one, lines, pass_score).verdict) for one in looks]
        return {
            "people": len(assessments),
            "now": len(assessments.filtered(lambda one: one.verdict == "passed")),
            "then": results.count("passed"),
        }

    def _leading_of_job(self, job):
        """The assessment that speaks for each of the job's applicants, as far as the user may see it."""
        rows = self.env["hr.competency.assessment"].search(
            [("job_id", "=", job.id), ("state", "=", "done"), ("is_current", "=", True), ("source", "in", LEADING)],
            order="id desc",
            limit=MOST_PEOPLE * len(LEADING),
        )
        leading = {}
        for row in rows.sorted(lambda one: LEADING.index(one.source)):
            leading.setdefault(row.applicant_id, row)
        return rows.browse([row.id for row in leading.values()][:MOST_PEOPLE])


def _indicator_weights(snapshot):
    """The weights of the indicators that a model measures with, by the id of their competency."""
    if not snapshot:
        return {}
    ids = snapshot["records"]["competencies"]
    return {str(ids[one["id"]]): {row["id"]: row["weight"] for row in one["indicators"]} for one in snapshot["competencies"]}


def _stored_looks(assessment, lines, weights):
    """What an assessment found, in the form that the preview weighs: its indicators where the machine measured them, else
    one finding a competency, unknown where there is none."""
    found = {str(line.competency_id.id): line for line in assessment.line_ids if line.has_evidence}
    return {wanted["id"]: _stored_look(wanted["id"], found.get(wanted["id"]), weights.get(wanted["id"])) for wanted in lines}


def _stored_look(competency, line, weights):
    from ..tools.hr_scoring.levels import level_of

    if not line:
        return [[competency, 1.0, None, None]]
    if not line.indicator_points or not weights:
        return [[competency, 1.0, line.level, line.score]]
    points = line.indicator_points
    return [[code, weight, level_of(points.get(code)), points.get(code)] for code, weight in weights.items()]
