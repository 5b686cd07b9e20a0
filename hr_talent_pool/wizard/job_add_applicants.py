"""From the pool to a job."""

from odoo import models


class JobAddApplicants(models.TransientModel):
    _inherit = "job.add.applicants"

    def _add_applicants_to_job(self):
        """Note on the matches who was added."""
        applications = super()._add_applicants_to_job()
        added = [("talent_id", "in", self.applicant_ids.ids), ("job_id", "in", self.job_ids.ids)]
        self.env["hr.talent.match"].search(added)._move("added")
        return applications
