"""Keeps candidates' links out of the log.

The web server logs the path of each request, and the path of a candidate's page is the key to it: whoever can read the
log could open the interview. The filter replaces the key before any handler sees the line.
"""

import contextlib
import logging
import re

# Everything in Odoo that logs the path of a request.
LOGGERS = ("werkzeug", "odoo.http", "odoo.addons.http_routing.models.ir_http", "odoo.addons.base.models.ir_http")


class MaskToken(logging.Filter):
    """Replace the token of a candidate's link in what a log record says.

    :param page: the first part of the page's path, ``interview``
    """

    def __init__(self, page):
        super().__init__()
        self.page = page
        self.token = re.compile(rf"(/{re.escape(page)}/)[\w-]{{20,}}")

    def filter(self, record):
        """Mask the record; it is always kept."""
        with contextlib.suppress(TypeError, ValueError):  # a record that cannot be formatted is the handler's to report
            message = record.getMessage()
            masked = self.token.sub(r"\1***", message)
            if masked != message:
                record.msg, record.args = masked, ()
        return True


def install(page):
    """Put the filter for a page on the loggers, once per process."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(known, MaskToken) and known.page == page for known in logger.filters):
            logger.addFilter(MaskToken(page))
