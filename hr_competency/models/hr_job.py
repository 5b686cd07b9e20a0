from odoo import api, fields, models
from odoo.exceptions import UserError


class HrJob(models.Model):
    _inherit = "hr.job"

    competency_model_ids = fields.One2many("hr.competency.model", "job_id", string="Competency Models")
    competency_model_id = fields.Many2one("hr.competency.model", compute="_compute_competency_model_id", store=True, index="btree_not_null")
    competency_reads_cvs = fields.Boolean(
        compute="_compute_competency_reads_cvs", compute_sudo=True, help="The machine reads the CVs of who applies for this job."
    )
    competency_model_count = fields.Integer(compute="_compute_competency_model_count", compute_sudo=True)

    @api.depends("competency_model_ids.state")
    def _compute_competency_model_id(self):
        for job in self:
            job.competency_model_id = job.competency_model_ids.filtered(lambda model: model.state == "active")[:1]

    @api.depends("competency_model_ids")
    def _compute_competency_model_count(self):
        counts = dict(self.env["hr.competency.model"]._read_group([("job_id", "in", self.ids)], ["job_id"], ["__count"]))
        for job in self:
            job.competency_model_count = counts.get(job._origin, 0)

    @api.depends("competency_model_id", "company_id.competency_scoring_enabled")
    def _compute_competency_reads_cvs(self):
        for job in self:
            company = job.company_id or self.env.company
            job.competency_reads_cvs = bool(job.competency_model_id and company.competency_scoring_enabled)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_assessed(self):
        assessed = self.env["hr.competency.assessment"].sudo().search([("job_id", "in", self.ids)]).job_id
        if assessed:
            raise UserError(self.env._("People were assessed for this job; archive it instead: %s", ", ".join(assessed.mapped("name"))))

    def action_competency_models(self):
        """All versions of the job's competency model."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id("hr_competency.action_competency_model")
        action["domain"] = [("job_id", "=", self.id)]
        action["context"] = {"default_job_id": self.id}
        return action

    def action_competency_ranking(self):
        """The job's applicants, best match first."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id("hr_competency.action_applicant_ranking")
        action["domain"] = [("job_id", "=", self.id), ("date_closed", "=", False)]
        action["context"] = {"default_job_id": self.id}
        return action
