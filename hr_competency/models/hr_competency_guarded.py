"""What a form shows read-only a client could still send: results, states and notes of who decided are the server's."""

from odoo import api, models
from odoo.exceptions import AccessError

# Our fields on a core model.
PREFIXES = ("competency_", "ai_interview_", "talent_")


class HrCompetencyGuarded(models.AbstractModel):
    """A record with fields that only the server writes.

    A model checks in its own ``create`` and ``write``, before it adds values of its own.
    """

    _name = "hr.competency.guarded"
    _description = "Has Fields That Only the Server Writes"

    # what belongs to a record from its creation on
    _fixed_fields = ()

    def _is_guarded(self, field):
        """Hook: whether only the server writes a field: what is worked out, and what is declared read-only."""
        return field.store and field.readonly

    def _check_guarded(self, names, new=False):
        """Refuse what somebody writes through an import or another program into fields that are not theirs.

        :param new: the record is being created
        :raise AccessError: naming the fields
        """
        if self.env.su:
            return
        mine = [self._fields[name] for name in names if name in self._fields]
        closed = [field for field in mine if self._is_guarded(field) or (field.name in self._fixed_fields and not new)]
        if closed:
            labels = ", ".join(field.get_description(self.env, ["string"])["string"] for field in closed)
            raise AccessError(self.env._("Nobody enters these by hand: %s", labels))


class HrCompetencyGuardedRow(models.AbstractModel):
    """A guarded record that hands on what it is given: it adds no values of its own, or only to records that exist.

    Methods that stand behind a button check the right to write and then write as the server.
    """

    _name = "hr.competency.guarded.row"
    _inherit = "hr.competency.guarded"
    _description = "Row With Fields That Only the Server Writes"

    @api.model_create_multi
    def create(self, vals_list):
        self._check_guarded(set().union(*vals_list), new=True)
        return super().create(vals_list)

    def write(self, vals):
        self._check_guarded(vals)
        return super().write(vals)


class HrApplicant(models.Model):
    _name = "hr.applicant"
    # before core, which adds values of its own
    _inherit = ["hr.competency.guarded.row", "hr.applicant"]

    def _is_guarded(self, field):
        return super()._is_guarded(field) and field.name.startswith(PREFIXES)
