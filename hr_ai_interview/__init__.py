from odoo.addons.hr_competency.tools import log_filter

from . import controllers, models

log_filter.install("interview")
