"""The page of somebody who sent a CV: what the machine read in it, and what they may ask for. Plain forms, no script."""

import functools

from odoo import http

from .personal_page import PersonalPage, personal_route

PAGE = "application"
status_route = functools.partial(personal_route, PAGE)


class StatusPage(PersonalPage, http.Controller):
    _page_model = "hr.competency.status.link"
    _page_path = PAGE
    _page_templates = "hr_competency.candidate_"

    @status_route(methods=["GET"])
    def page(self, token, link, lang=None, **_params):
        """Show the page. Changes nothing."""
        return self._page(token, link, lang=lang)

    @status_route("/copy", methods=["GET"])
    def data(self, token, link, **_params):
        """The copy of all data, once a person has handed it over."""
        file = link._candidate_copy()
        return self._file(file) if file else self._not_found()

    @status_route("/human-review", methods=["POST"])
    def human_review(self, token, link, reason="", lang="", **_params):
        """Contest: ask for a person's judgement."""
        link._candidate_ask_human_review(reason.strip())
        return self._back(token, link, lang, "review")

    @status_route("/object", methods=["POST"])
    def objection(self, token, link, confirm="", undo="", lang="", **_params):
        """Object to the machine, or let it read again."""
        if confirm or undo:
            link._candidate_object(not undo)
        return self._back(token, link, lang, "machine")

    @status_route("/talent-pool", methods=["POST"])
    def talent_pool(self, token, link, join="", lang="", **_params):
        """Join or leave the talent pool."""
        link._candidate_talent_pool(join == "1")
        return self._back(token, link, lang, "pool")

    @status_route("/withdraw", methods=["POST"])
    def withdraw(self, token, link, confirm="", lang="", **_params):
        """Take the application back."""
        if confirm:
            link._candidate_withdraw()
        return self._back(token, link, lang)

    @status_route("/access", methods=["POST"])
    def access(self, token, link, lang="", **_params):
        """Ask for a copy of all data."""
        link._candidate_ask_access()
        return self._back(token, link, lang, "data")

    @status_route("/erase", methods=["POST"])
    def erase(self, token, link, confirm="", lang="", **_params):
        """Ask for the erasure of all data."""
        if confirm:
            link._candidate_ask_erasure()
        return self._back(token, link, lang, "data")

    @status_route("/statement", methods=["POST"])
    def statement(self, token, link, sex="", race="", agreed="", delete="", lang="", **_params):
        """Say something of oneself for the audit of equal treatment, or take it back."""
        if delete:
            link._candidate_delete_statement()
        else:
            link._candidate_statement(sex, race, bool(agreed))
        return self._back(token, link, lang, "statement")

    def _back(self, token, link, lang, place=""):
        # only a language that there is goes into the address
        return self._goto(token, lang=lang if lang in link._candidate_languages() else "", place=place)
