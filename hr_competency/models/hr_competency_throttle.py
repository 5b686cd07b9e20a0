import hashlib
from datetime import timedelta

from odoo import api, fields, models


class HrCompetencyThrottle(models.Model):
    """Counts requests to candidates' pages, for all workers together.

    Each request adds a row, in a cursor of its own: rows that are only added never wait for each other, and the count
    stays when the request fails and its transaction is undone. Only a hash of the caller is kept, for an hour.
    """

    _name = "hr.competency.throttle"
    _description = "Candidate Page Request"
    _log_access = False
    _allow_sudo_commands = False

    key = fields.Char(required=True)
    at = fields.Datetime(required=True)

    _key_at = models.Index("(key, at)")

    # purpose -> how many, in how many seconds
    LIMITS = {"token": (60, 60), "address": (20, 600)}

    @api.model
    def _hit(self, purpose, who):
        """Count a request.

        :param purpose: a key of ``LIMITS``
        :param who: the token or the address
        :return: 0, or after how many seconds to try again
        """
        limit, seconds = self.LIMITS[purpose]
        key = hashlib.sha256(f"{purpose}:{who}".encode()).hexdigest()
        with self.env.registry.cursor() as cr:
            rows = self.with_env(self.env(cr=cr, su=True))
            now = fields.Datetime.now()
            rows.create({"key": key, "at": now})
            recent = rows.search([("key", "=", key), ("at", ">", now - timedelta(seconds=seconds))], order="at")
            if len(recent) <= limit:
                return 0
            wait = recent[-limit].at + timedelta(seconds=seconds) - now
            return max(1, int(wait.total_seconds()))

    @api.autovacuum
    def _forget(self):
        self.sudo().search([("at", "<", fields.Datetime.now() - timedelta(hours=1))]).unlink()
