"""The candidate's pages. They work as plain forms; scripts only save while typing."""

import functools
import json
import re

from odoo import http
from odoo.addons.hr_competency.controllers.personal_page import PersonalPage, personal_route
from odoo.http import request

PAGE = "interview"
PHONE = re.compile(r"(?=(?:\D*\d){5})[\d\s+()./-]{5,32}(?:\s*(?:ext|x|转)\.?\s*\d{1,6})?", re.IGNORECASE)
candidate_route = functools.partial(personal_route, PAGE)


def _number(text):
    return int(text) if text.isdecimal() else 0


class CandidatePage(PersonalPage, http.Controller):
    _page_model = "hr.ai.interview"
    _page_path = PAGE
    _page_templates = "hr_ai_interview.candidate_"

    # --- pages ----------------------------------------------------------------------------------------------------

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
            typed = interview._candidate_typed_info({"name": name, "phone": phone, "consent": consent, "talent_pool": talent_pool})
            return self._page(token, interview, "info", lang, **typed, **faults)
        interview._candidate_start(name, phone, bool(talent_pool), lang)
        return self._goto(token)

    @candidate_route("/answer", methods=["POST"])
    def answer(self, token, interview, *, number="", text="", nonce="", seen="", goto="", autosave="", lang=None, **_params):
        """Save an answer, for a form or for the script that saves while the candidate types."""
        number = _number(number)
        both = interview._candidate_conflict(number, text, nonce, seen)
        if both and not autosave:
            return self._page(token, interview, str(number), lang, **both)
        if not both:
            interview._candidate_answer(number, text, nonce, lang, draft=bool(autosave), seen=seen)
        return self._saved(interview, number, both) if autosave else self._goto(token, goto if goto.isalnum() else "")

    def _saved(self, interview, number, elsewhere):
        """What the script is told: 409 means that trying again would not help, 412 that two windows are open."""
        status = 412 if elsewhere else 200 if interview.state == "started" else 409
        told = {"saved": status == 200, "seen": interview._candidate_seen(number)}
        return request.make_response(json.dumps(told), [("Content-Type", "application/json")], status=status)

    @candidate_route("/submit", methods=["POST"])
    def submit(self, token, interview, **_params):
        """Hand in the answers."""
        done = interview._candidate_submit()
        return self._goto(token, "" if done else "check")

    # --- a session that is over -----------------------------------------------------------------------------------

    def _outdated(self, token, interview, params):
        """The script gets a new token and sends again; a form is shown again."""
        if params.get("autosave"):
            told = {"saved": False, "csrf_token": request.csrf_token()}
            return request.make_response(json.dumps(told), [("Content-Type", "application/json")], status=403)
        return super()._outdated(token, interview, params)

    def _typed(self, interview, params):
        form, number = request.httprequest.path.rsplit("/", 1)[-1], _number(params.get("number", ""))
        if form == "info":
            return {"step": "info", **interview._candidate_typed_info(params)}
        if form == "answer":
            return {"step": str(number), **interview._candidate_typed_answer(number, params.get("text", ""), params.get("seen", ""))}
        return {"step": "check" if form == "submit" else "rights", **super()._typed(interview, params)}

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
        return self._goto(token, place="statement")

    @candidate_route("/access", methods=["POST"])
    def access(self, token, interview, **_params):
        """Ask for a copy of all data."""
        interview._candidate_ask_access()
        return self._goto(token, "rights")

    @candidate_route("/copy", methods=["GET"])
    def data(self, token, interview, **_params):
        """The copy of all data, once a person has handed it over."""
        file = interview._candidate_copy()
        return self._file(file) if file else self._not_found()

    @candidate_route("/erase", methods=["POST"])
    def erase(self, token, interview, confirm="", **_params):
        """Ask for the erasure of all data."""
        if confirm:
            interview._candidate_ask_erasure()
        return self._goto(token, "rights")
