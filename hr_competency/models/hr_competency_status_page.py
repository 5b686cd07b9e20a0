"""What the page of an applicant shows and does. Nobody's rank is on it, and nobody else's name but the recruiter's."""

from odoo import fields, models

from .hr_competency_cv import reason_text


class HrCompetencyStatusLink(models.Model):
    _inherit = "hr.competency.status.link"

    def _candidate_page(self, step=None, lang=None):
        """What the page may show, and nothing else.

        :param lang: the language asked for, else the applicant's own
        :return: a dict of plain values
        """
        self.ensure_one()
        lang = lang if lang in self._candidate_languages() else self._candidate_lang()
        link = self.with_context(lang=lang, active_test=False)
        page = {**link._candidate_frame(lang), "step": "", "page": "application"}
        return {
            **page,
            **link._candidate_rights(page),
            **link._candidate_standing(),
            "reading": link._candidate_reading(),
            "judged": link._candidate_judged(),
            "statement": link._candidate_statement_values(),
        }

    # --- how it stands ----------------------------------------------------------------------------------------------

    def _candidate_standing(self):
        applicant = self.applicant_id
        return {
            "name": applicant.partner_name or "",
            "applied": self.env._("You applied on %s.", self._candidate_day(applicant.create_date)),
            "news": self._candidate_news(),
            "decides": self.user_id.name or self.company_id.name,
            "until": self._candidate_day(self.expires),
            "months": self.company_id.competency_retention_months,
            "withdrawn": bool(applicant.competency_withdrawn),
            "may_ask": not applicant.competency_withdrawn,
            "objected": applicant._refuses_machine(),
            "object_words": applicant._competency_objection_words(True),
        }

    def _candidate_news(self):
        """How the application stands, in a sentence."""
        applicant = self.applicant_id
        if applicant.competency_withdrawn:
            return self.env._("You have taken your application back on %s.", self._candidate_day(applicant.competency_withdrawn))
        review = self._request("human_review")
        if review.state in ("new", "in_progress"):
            return self.env._("A person is looking at your application again and will write to you.")
        if applicant.application_status == "refused":
            day = self._candidate_day(applicant.refuse_date)
            return self.env._("People of our team have decided on %s not to go on with your application.", day)
        if applicant.application_status == "hired":
            return self.env._("People of our team have decided to hire you.")
        if applicant.application_status == "archived":
            return self.env._("Your application is closed.")
        return self.env._("There is no decision yet.")

    # --- what the machine did -----------------------------------------------------------------------------------------

    def _candidate_reading(self):
        """Whether the machine has read the CV, in a sentence."""
        applicant = self.applicant_id
        if applicant._refuses_machine():
            return self.env._("You have objected: your CV is read by people only, and what the software had found is set aside.")
        if self.assessment_id:
            return self.env._("The software read your CV on %s.", self._candidate_day(self.assessment_id.date_done))
        if applicant.competency_cv_state == "error":
            return self.env._("The software could not read your file. A person reads it.")
        if applicant.competency_withdrawn:
            return self.env._("The software has read nothing of you.")
        return self.env._("The software has not read a CV of yours for this job yet.")

    def _candidate_judged(self):
        """What the CV was judged against, what was found, and what was not; None where nothing was judged.

        What the match says of competencies is left out: it counts earlier interviews too, and the lines tell it of this CV.
        """
        assessment = self.assessment_id
        if not assessment:
            return None
        names = assessment._names_in_reasons()
        texts = assessment.source_ids.filtered(lambda text: text.kind == "cv")
        return {
            "competencies": [line._candidate_values() for line in assessment.line_ids],
            "reasons": [
                reason_text(one, self.env.lang, names)
                for one in (assessment.match_reasons or []) + (assessment.match_missing or [])
                if "competency" not in one["parameters"]
            ],
            "texts": [text._candidate_values() for text in texts],
            "recommendation": self._candidate_recommendation(),
        }

    def _candidate_recommendation(self):
        """What the machine had told the people who decided; before they have, the evidence alone is shown."""
        if self.applicant_id.application_status == "ongoing":
            return ""
        words = {
            "passed": self.env._("It recommended to go on with your application."),
            "not_passed": self.env._("It found less evidence than this job asks for, and said so to the people who decided."),
        }
        unclear = self.env._("It found too little evidence to recommend anything, and left it to people.")
        return words.get(self.assessment_id.verdict, unclear)

    # --- what the applicant does --------------------------------------------------------------------------------------

    def _candidate_object(self, objects):
        """Object to the machine, before or after it has read; or take the objection back."""
        words = self.applicant_id.with_context(lang=self._candidate_lang())._competency_objection_words(objects)
        self.applicant_id._competency_object(objects, words, source=f"{self._name},{self.id}")

    def _candidate_withdraw(self):
        """Take the application back."""
        self.applicant_id._competency_withdraw()

    def _may_state(self):
        return not self.applicant_id.competency_withdrawn


class HrCompetencyAssessmentLine(models.Model):
    _inherit = "hr.competency.assessment.line"

    def _candidate_values(self):
        """A competency as its applicant reads it: what was looked for, what was found, and what was denied."""
        return {
            "name": self.competency_id.name,
            "about": self.competency_id.definition or "",
            "share": f"{round(100 * self.weight)} %",
            "must": self.must_have,
            "result": self._candidate_result(),
            "shown": self.has_evidence and any(not one.lacking for one in self.evidence_ids),
            "found": [
                {"behaviour": one.indicator_id.name or "", "quote": " ".join((one.quote or "").split()), "denied": one.lacking}
                for one in self.evidence_ids.sorted("start")
            ],
        }

    def _candidate_result(self):
        if not self.has_evidence:
            return self.env._("Nothing found in the CV that shows it. That does not mean that you cannot do it.")
        if self.level < self.required_level:
            return self.env._("Something found, but less than this job asks for.")
        return self.env._("Found, as much as this job asks for.")


class HrApplicant(models.Model):
    _inherit = "hr.applicant"

    competency_withdrawn = fields.Datetime(
        "Withdrawn", readonly=True, copy=False, help="When the applicant took the application back on their own page."
    )
