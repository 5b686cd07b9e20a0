"""What is kept of a talent is handed over with everything else about the person; it is erased with the talent."""

from odoo import models
from odoo.addons.hr_competency.models.hr_competency_request import stored_values


class HrApplicant(models.Model):
    _inherit = "hr.applicant"

    def _competency_stored_data(self):
        """Plan, gaps, courses, check-ins and openings of a talent."""
        talent = self.sudo()
        return super()._competency_stored_data() | {
            "talent": {
                "gaps": [{"competency": one.competency_id.name, **stored_values(one)} for one in talent.talent_gap_ids],
                "courses": [{"course": one.channel_id.name, **stored_values(one)} for one in talent.talent_course_ids],
                "check_ins": [stored_values(one) for one in talent.talent_checkin_ids],
                "openings": [
                    {"job": one.job_id.name, "why": one.reasons, "not_shown": one.missing}
                    for one in self.env["hr.talent.match"].sudo().search([("talent_id", "=", talent.id)])
                ],
            }
        }
