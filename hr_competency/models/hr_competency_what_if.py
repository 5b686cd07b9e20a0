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
        results = [str(_weighed(_stored_looks(one, lines), lines, pass_score).verdict) for one in assessments]
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


def _stored_looks(assessment, lines):
    """What an assessment found, in the form that the preview weighs: one finding a competency, unknown where none."""
    found = {str(line.competency_id.id): line for line in assessment.line_ids if line.has_evidence}
    looks = {}
    for wanted in lines:
        line = found.get(wanted["id"])
        looks[wanted["id"]] = [[wanted["id"], 1.0, line.level, line.score] if line else [wanted["id"], 1.0, None, None]]
    return looks
