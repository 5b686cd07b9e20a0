"""The job page of the website, where somebody whom we asked to come back may apply again."""

from odoo import http
from odoo.addons.website_hr_recruitment.controllers.main import WebsiteHrRecruitment
from odoo.fields import Domain
from odoo.http import request
from odoo.tools import email_normalize, escape_psql


class JobPage(WebsiteHrRecruitment):
    @http.route()
    def check_recent_application(self, field, value, job_id):
        """Warn of an application that is open, and of nothing else.

        Odoo's own also counts talents, so that anybody could ask whether an address stands in the talent pool, and means
        to advise everybody against applying who was refused in the last six months: those are whom we develop and ask to
        try again.
        """
        answer = super().check_recent_application(field, value, job_id)
        return answer if self._open_application(field, value) else {"message": None}

    def _open_application(self, field, value):
        who = {
            "name": [("partner_name", "=ilike", escape_psql(value))],
            "email": [("email_normalized", "=", email_normalize(value))],
            "phone": [("partner_phone", "=", value)],
            "linkedin": [("linkedin_profile", "=ilike", escape_psql(value))],
        }.get(field)
        is_open = Domain("application_status", "=", "ongoing") & Domain("talent_pool_ids", "=", False)
        return who and request.env["hr.applicant"].sudo().search_count(is_open & Domain(who), limit=1)
