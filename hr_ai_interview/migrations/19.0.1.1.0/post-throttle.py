"""Requests to candidates' pages are counted by the addon below, for its own page as well; the old counts are an hour's."""


def migrate(cr, version):
    # Odoo forgets a model that is gone, but leaves its table
    cr.execute("DROP TABLE IF EXISTS hr_ai_interview_throttle")
