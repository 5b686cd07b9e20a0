"""A pool per company and job family, and what its card shows."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class HrTalentPool(models.Model):
    _inherit = "hr.talent.pool"

    talent_job_family = fields.Char("Job Family", copy=False, help="Who does not pass for a job of this family comes into this pool.")
    talent_learning_count = fields.Integer("Learning", compute="_compute_talent_counts", compute_sudo=False)
    talent_ready_count = fields.Integer("Ready", compute="_compute_talent_counts", compute_sudo=False)
    talent_due_count = fields.Integer("Check-ins Due", compute="_compute_talent_counts", compute_sudo=False)

    _talent_family_uniq = models.UniqueIndex(
        "(company_id, talent_job_family) WHERE talent_job_family IS NOT NULL AND active",
        "There is a pool for this job family already.",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_last_home(self):
        """Talents without a pool stand in no list any more, but their data would be kept."""
        talents = self.env["hr.applicant"].sudo().with_context(active_test=False).search([("talent_pool_ids", "in", self.ids)])
        if homeless := talents.filtered(lambda talent: talent.with_context(active_test=False).talent_pool_ids <= self):
            names = homeless._talent_name_list()
            raise UserError(self.env._("These talents are in no other pool; archive the pool, or move them first: %s", names))

    def _compute_talent_counts(self):
        applicants, mine = self.env["hr.applicant"], [("talent_pool_ids", "in", self.ids)]
        groups = applicants._read_group(mine, ["talent_pool_ids", "talent_status"], ["__count"])
        by_status = {(pool, status): count for pool, status, count in groups}
        due = [*mine, ("talent_next_checkin", "<=", fields.Date.context_today(self))]
        due = dict(applicants._read_group(due, ["talent_pool_ids"], ["__count"]))
        for pool in self:
            pool.talent_learning_count = by_status.get((pool, "learning"), 0)
            pool.talent_ready_count = by_status.get((pool, "ready"), 0)
            pool.talent_due_count = due.get(pool, 0)

    def _talent_pool_for(self, job, company):
        """The pool for people who did not pass for a job; made where there is none yet.

        :param job: ``hr.job``
        :param company: the company whose talents they become
        """
        family = self._talent_family(job)
        pools = self.sudo()
        found = pools.search([("company_id", "=", company.id), ("talent_job_family", "=", family)], limit=1)
        return found or pools.create(self._talent_pool_vals(family, job, company))._talent_translate_name()

    def _talent_family(self, job):
        """Hook: what jobs share a pool by."""
        job = job.sudo()
        template = job.competency_model_id.template_id
        return template.job_family or job.department_id.name or job.name or self.env._("All jobs")

    def _talent_translate_name(self):
        """Call the pool what its job family is called in every language."""
        languages = [code for code, _label in self.env["res.lang"].get_installed()]
        names = {lang: self.with_context(lang=lang)._talent_family_names().get(self.talent_job_family) for lang in languages}
        self.update_field_translations("name", {lang: name for lang, name in names.items() if name})
        return self

    def _talent_family_names(self):
        """What people call the library's job families."""
        return dict(self.env["hr.competency.template"]._fields["job_family"]._description_selection(self.env))

    def _talent_pool_vals(self, family, job, company):
        speaking = self.with_context(lang=job.sudo().user_id.lang or self.env.lang)
        return {
            "name": speaking._talent_family_names().get(family, family),
            "talent_job_family": family,
            "company_id": company.id,
            "pool_manager": job.sudo().user_id.id,
            "description": False,
        }

    def action_talent_pool_open(self):
        """The talents of this pool, in our own views."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("hr_talent_pool.action_talents")
        action["domain"] = [("talent_pool_ids", "in", self.ids)]
        action["display_name"] = self.name
        action["context"] = {"default_talent_pool_ids": self.ids, **self.env.context.get("talent_filters", {})}
        return action
