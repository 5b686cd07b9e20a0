"""What all pages behind a candidate's link share: who is let in, how often, and with which headers."""

import functools

from odoo import http
from odoo.http import content_disposition, request

MAX_BODY = 256 * 1024
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Frame-Options": "DENY",
    # no script in the page itself, so a text that slips through unescaped cannot run either
    "Content-Security-Policy": "script-src 'self' https:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


def personal_route(page, path="", **options):
    """A route below a candidate's link: public, guarded by the token, with the headers of a private page.

    The handler gets the token and the record that it opens. A bad token never reaches it.

    :param page: the first part of the path
    """

    def decorate(handler):
        @http.route(
            f"/{page}/<string:token>{path}",
            type="http",
            auth="public",
            website=True,
            multilang=False,
            sitemap=False,
            max_content_length=MAX_BODY,
            csrf=False,  # checked below: Odoo's own answer to a session that is over throws away what was typed
            **options,
        )
        @functools.wraps(handler)
        def guarded(self, token, csrf_token="", **params):
            record, refusal = self._access(token)
            outdated = request.httprequest.method == "POST" and not request.validate_csrf(csrf_token)
            response = refusal or (self._outdated(token, record, params) if outdated else handler(self, token, record, **params))
            response.headers.update(HEADERS)
            return response

        return guarded

    return decorate


class PersonalPage:
    """Beside ``http.Controller`` in the bases of a page's controller.

    No controller itself: Odoo would merge the controllers of all addons that extend a common one into a single class.
    """

    # what the link opens, its path, and the start of its templates' names
    _page_model = ""
    _page_path = ""
    _page_templates = ""

    def _access(self, token):
        """The one way in.

        :return: the record that the token opens and no response, or nothing and the response that refuses
        """
        throttle = request.env["hr.competency.throttle"]
        if wait := throttle._hit("token", token):
            return None, self._too_many(wait)
        record = request.env[self._page_model]._find_by_token(token)
        if record:
            return record, None
        wait = throttle._hit("address", request.httprequest.remote_addr)
        return None, self._too_many(wait) if wait else self._not_found()

    def _not_found(self):
        # answered, not raised: whatever is wrong with a link, the page and the work behind it are the same
        return request.render("hr_competency.candidate_not_found", {"lang": request.env.lang}, status=404)

    def _too_many(self, wait):
        response = request.render("hr_competency.candidate_too_many", {"lang": request.env.lang}, status=429)
        response.headers["Retry-After"] = str(wait)
        return response

    def _outdated(self, token, record, params):
        """The page again, with what was typed: the session that it belonged to is over. Changes nothing.

        A session ends when somebody logs in or out in another tab, clears their cookies, or after a week.
        """
        response = self._page(token, record, lang=params.get("lang"), outdated=True, **self._typed(record, params))
        response.status_code = 400
        return response

    def _typed(self, _record, params):
        """Hook: what a form sent, as values of the page that shows it again."""
        return {"review_typed": params.get("reason", "")}

    def _page(self, token, record, step=None, lang=None, **more):
        values = {
            **record._candidate_page(step, lang),
            "url": f"/{self._page_path}/{token}",
            "csrf_token": request.csrf_token(),
            "foot": f"{self._page_templates}foot",
            **more,
        }
        request.update_context(lang=values["lang"])
        return request.render(f"{self._page_templates}{values['page']}", values)

    def _goto(self, token, step="", lang="", place=""):
        query = "&".join(f"{name}={value}" for name, value in (("step", step), ("lang", lang)) if value)
        return request.redirect(f"/{self._page_path}/{token}" + (f"?{query}" if query else "") + (f"#{place}" if place else ""))

    def _file(self, file):
        """A file to be kept, never shown inside a page."""
        name, content = file
        headers = [("Content-Type", "application/zip"), ("Content-Disposition", content_disposition(name))]
        return request.make_response(content, headers)
