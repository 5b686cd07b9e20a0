from . import controllers, models, wizard
from .tools import log_filter

log_filter.install("application")


def uninstall_hook(env):
    """Let what refers to the library go before it: Odoo removes data first and tables last, and would log an error for
    each competency that somebody was assessed on. Records and models in use are protected from the ORM on purpose."""
    env.cr.execute("DELETE FROM hr_competency_impact_audit")
    env.cr.execute("DELETE FROM hr_competency_impact_statement")
    env.cr.execute("DELETE FROM hr_competency_assessment")
    env.cr.execute("DELETE FROM hr_competency_model")
    env.cr.execute("DELETE FROM hr_competency_template")
    env.invalidate_all()
