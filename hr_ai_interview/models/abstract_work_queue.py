import logging

import psycopg2
from odoo import models

_logger = logging.getLogger(__name__)


class WorkQueue(models.AbstractModel):
    """Rows that a scheduled action works off one by one, so that a bad row harms no other.

    Every row is worked on in a savepoint and committed by itself: what is done stays done when the server is killed,
    and a row that raises only marks itself.
    """

    _name = "hr.ai.interview.queue"
    _description = "Row by row background work"

    # More rows than one run can finish would only make its query slow.
    _queue_limit = 500

    def _work_off(self, domain, work, on_error, order="id", claim=None):
        """Work off the rows that ``domain`` finds.

        :param work: function of one row; what it raises is handed to ``on_error``
        :param on_error: function of one row and an exception; it must move the row out of ``domain`` in the end
        :param claim: function of one row, committed before ``work``, for work that cannot be undone
        """
        cron = self.env["ir.cron"]
        if not (total := self.search_count(domain)):
            return
        cron._commit_progress(remaining=total)
        for row in self.search(domain, order=order, limit=self._queue_limit):
            if claim:
                claim(row)
                cron._commit_progress()
            self._work_on(row, work, on_error)
            if not cron._commit_progress(1):
                break

    def _work_on(self, row, work, on_error):
        try:
            with self.env.cr.savepoint():
                work(row)
        except psycopg2.OperationalError:
            # somebody else wrote to the row at the same time: nothing is wrong with it, the next run takes it again
            self.env.cr.rollback()
            _logger.info("%s is in use, later", row)
        except Exception as error:  # a poison row may raise anything, and the others must go on
            self.env.invalidate_all(flush=False)
            _logger.info("%s: %s", row, error, exc_info=True)
            on_error(row, error)
