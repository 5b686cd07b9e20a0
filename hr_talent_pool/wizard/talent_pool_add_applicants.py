"""Into the pool, without the faults of Odoo's own wizard."""

from odoo import models
from odoo.fields import Command


class TalentPoolAddApplicants(models.TransientModel):
    _inherit = "talent.pool.add.applicants"

    def _add_applicants_to_pool(self):
        """Odoo's own, without its two faults: the copy of a refused applicant would be an invisible, refused talent, and
        whoever is a talent already would become a second one."""
        # A plain read: the wizard's own reading would leave archived applicants out.
        applicants = self.with_context(active_test=False).applicant_ids
        known = self.env["hr.applicant"]
        for applicant in applicants.filtered(lambda a: not a.talent_pool_ids):
            if talent := applicant._talent_find():
                known |= talent
                applicant.pool_applicant_id = talent
                applicants -= applicant
        known.write(self._talent_revive_vals())
        self.applicant_ids = [Command.set(applicants.ids)]
        talents = super(TalentPoolAddApplicants, self.with_context(active_test=False))._add_applicants_to_pool()
        talents.write(self._talent_revive_vals())
        return talents | known

    def _talent_revive_vals(self):
        """A talent is nobody's refused application."""
        pools = [Command.link(pool.id) for pool in self.talent_pool_ids]
        return {"active": True, "refuse_reason_id": False, "refuse_date": False, "talent_pool_ids": pools}
