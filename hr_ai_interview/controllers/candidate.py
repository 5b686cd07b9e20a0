"""The candidate's pages. They work as plain forms; scripts only save while typing."""

import functools
import json
import re

from odoo import http
from odoo.http import request

MAX_BODY = 256 * 1024
PHONE = re.compile(r"(?=(?:\D*\d){5})[\d\s+()./-]{5,32}(?:\s*(?:ext|x|转)\.?\s*\d{1,6})?", re.IGNORECASE)
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Frame-Options": "DENY",
    # no script in the page itself, so a text that slips through unescaped cannot run either
    "Content-Security-Policy": "script-src 'self' https:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


def candidate_route(path="", **options):
    """A route below a candidate's link: public, guarded by the token, with the headers of a private page.

    The handler gets the token and the interview that it opens. A bad token never reaches it.
    """

    def decorate(handler):
        @http.route(
            f"/interview/<string:token>{path}",
            type="http",
            auth="public",
            website=True,
            multilang=False,
            sitemap=False,
            max_content_length=MAX_BODY,
            **options,
        )
        @functools.wraps(handler)
        def guarded(self, token, **params):
            interview, refusal = self._access(token)
            response = refusal or handler(self, token, interview, **params)
            response.headers.update(HEADERS)
            return response

        return guarded

    return decorate


class CandidatePage(http.Controller):
    # --- access ---------------------------------------------------------------------------------------------------

    def _access(self, token):
        """The one way in.

        :return: the interview that the token opens and no response, or nothing and the response that refuses
        """
        throttle = request.env["hr.ai.interview.throttle"]
        if wait := throttle._hit("token", token):
            return None, self._too_many(wait)
        interview = request.env["hr.ai.interview"]._find_by_token(token)
        if interview:
            return interview, None
        wait = throttle._hit("address", request.httprequest.remote_addr)
        return None, self._too_many(wait) if wait else self._not_found()

    def _not_found(self):
        # answered, not raised: whatever is wrong with a link, the page and the work behind it are the same
        return request.render("hr_ai_interview.candidate_not_found", {"lang": request.env.lang}, status=404)

    def _too_many(self, wait):
        response = request.render("hr_ai_interview.candidate_too_many", {"lang": request.env.lang}, status=429)
        response.headers["Retry-After"] = str(wait)
        return response

    # --- pages ----------------------------------------------------------------------------------------------------

    def _page(self, token, interview, step=None, lang=None, **more):
        values = {**interview._candidate_page(step, lang), "url": f"/interview/{token}", "csrf_token": request.csrf_token(), **more}
        request.update_context(lang=values["lang"])
        return request.render(f"hr_ai_interview.candidate_{values['page']}", values)

    def _goto(self, token, step=""):
        return request.redirect(f"/interview/{token}" + (f"?step={step}" if step else ""))

    @candidate_route(methods=["GET"])
    def page(self, token, interview, step=None, lang=None, **_params):
        """Show where the candidate stands, or the step asked for. Changes nothing."""
        return self._page(token, interview, step, lang)

    @candidate_route("/info", methods=["POST"])
    def info(self, token, interview, *, name="", phone="", consent="", talent_pool="", lang=None, **_params):
        """Take the basic information and the consent."""
        name, phone = name.strip(), phone.strip()
        faults = {"no_name": not name, "no_phone": bool(phone and not PHONE.fullmatch(phone)), "no_consent": not consent}
        if any(faults.values()):
            typed = {"name": name, "phone": phone, "consented": bool(consent), "talent_pool": bool(talent_pool)}
            return self._page(token, interview, "info", lang, **typed, **faults)
        interview._candidate_start(name, phone, bool(talent_pool), lang)
        return self._goto(token)

    @candidate_route("/answer", methods=["POST"])
    def answer(self, token, interview, *, number="", text="", nonce="", goto="", autosave="", lang=None, **_params):
        """Save an answer, for a form or for the script that saves while the candidate types."""
        number = int(number) if number.isdigit() else 0
        interview._candidate_answer(number, text, nonce, lang, draft=bool(autosave))
        if not autosave:
            return self._goto(token, goto if goto.isalnum() else "")
        saved = interview.state == "started"
        return request.make_response(json.dumps({"saved": saved}), [("Content-Type", "application/json")], status=200 if saved else 409)

    @candidate_route("/submit", methods=["POST"])
    def submit(self, token, interview, **_params):
        """Hand in the answers."""
        done = interview._candidate_submit()
        return self._goto(token, "" if done else "check")

    # --- rights ---------------------------------------------------------------------------------------------------

    @candidate_route("/human-review", methods=["POST"])
    def human_review(self, token, interview, reason="", **_params):
        """Ask for a person's judgement."""
        interview._candidate_ask_human_review(reason.strip())
        return self._goto(token, "rights")

    @candidate_route("/talent-pool", methods=["POST"])
    def talent_pool(self, token, interview, join="", **_params):
        """Join or leave the talent pool."""
        interview._candidate_talent_pool(join == "1")
        return self._goto(token, "rights")

    @candidate_route("/withdraw", methods=["POST"])
    def withdraw(self, token, interview, confirm="", **_params):
        """Take no part after all."""
        if confirm:
            interview._candidate_withdraw()
        return self._goto(token, "" if confirm else "rights")

    @candidate_route("/statement", methods=["POST"])
    def statement(self, token, interview, sex="", race="", agreed="", delete="", **_params):
        """Say something of oneself for the audit of equal treatment, or take it back."""
        if delete:
            interview._candidate_delete_statement()
        else:
            interview._candidate_statement(sex, race, bool(agreed))
        return request.redirect(f"/interview/{token}#statement")

    @candidate_route("/access", methods=["POST"])
    def access(self, token, interview, **_params):
        """Ask for a copy of all data."""
        interview._candidate_ask_access()
        return self._goto(token, "rights")

    @candidate_route("/erase", methods=["POST"])
    def erase(self, token, interview, confirm="", **_params):
        """Ask for the erasure of all data."""
        if confirm:
            interview._candidate_ask_erasure()
        return self._goto(token, "rights")
