import logging

import psycopg2
from odoo import SUPERUSER_ID, models

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
    _queue_tries = 5

    def _work_off(self, domain, work, on_error, order="id", claim=None, note=None):
        """Work off the rows that ``domain`` finds.

        :param work: function of one row; what it raises is handed to ``on_error``
        :param on_error: function of one row and an exception; it must move the row out of ``domain`` in the end
        :param claim: function of one row, committed before ``work``, for work that cannot be undone; ``work`` gets what it
            returns
        :param note: function of one row that writes down that such work is done; it is not undone when somebody else
            writes to the row meanwhile, but tried again
        """
        cron = self.env["ir.cron"]
        if not (total := self.search_count(domain)):
            return
        cron._commit_progress(remaining=total)
        for row in self.search(domain, order=order, limit=self._queue_limit):
            self._work_on(row, work, on_error, claim, note)
            if not cron._commit_progress(1):
                break

    def _work_on(self, row, work, on_error, claim=None, note=None):
        try:
            if claim:
                given = self._insist(claim, row)
                with self.env.cr.savepoint():
                    work(row, given)
                self._insist(note, row)
            else:
                self._insist(work, row)
        except psycopg2.OperationalError:
            # somebody else is writing to the row again and again: nothing is wrong with it, the next run takes it
            self.env.cr.rollback()
            _logger.info("%s is in use, later", row)
        except Exception as error:  # a poison row may raise anything, and the others must go on
            self.env.invalidate_all(flush=False)
            _logger.info("%s: %s", row, error, exc_info=True)
            self._insist(on_error, row, error)

    def _for_the_chatter(self):
        """The rows as what changed in them is written down: a colleague's doing as it is, a candidate's or a scheduled
        action's by the server itself, in the language of the recruiter who reads it.

        :return: list of recordsets
        """
        if self.env.user._is_internal() and self.env.uid != SUPERUSER_ID:
            return [self]
        return [
            rows.with_user(SUPERUSER_ID).with_context(lang=lang) for lang, rows in self.grouped(lambda row: row._recruiter().lang).items()
        ]

    def _insist(self, step, row, *arguments):
        """Do a step and commit it, again where somebody else wrote to the same row at the same time.

        :raise psycopg2.OperationalError: when it is in use at every try
        """
        for left in reversed(range(self._queue_tries)):
            try:
                with self.env.cr.savepoint():
                    result = step(row, *arguments)
                self.env["ir.cron"]._commit_progress()
                return result
            except psycopg2.OperationalError:
                self.env.cr.rollback()
                if not left:
                    raise
