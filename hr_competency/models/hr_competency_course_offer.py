"""Which courses would help a person, shown where one looks at them: the assessment, the application, the employee file."""

from odoo import api, fields, models
from odoo.tools.misc import format_duration

MOST = 5


class HrCompetency(models.Model):
    _inherit = "hr.competency"

    @api.model
    def _course_offers(self, gaps, company=None):
        """Courses for what is below the wanted level, as the page shows them.

        :param gaps: as of ``hr.competency.assessment._gaps``
        :return: html, empty where there is no gap
        """
        if not gaps:
            return False
        wanted = {self.browse(gap["competency_id"]): (gap["have"], gap["want"]) for gap in gaps}
        offers = self._recommend_courses(wanted, MOST, company)
        return self.env["ir.qweb"]._render("hr_competency.course_offers", {"courses": _by_course(offers)})


class HrCompetencyAssessment(models.Model):
    _inherit = "hr.competency.assessment"

    course_offers = fields.Html("Courses That Would Help", compute="_compute_course_offers", sanitize=False)

    @api.depends("line_ids.level")
    @api.depends_context("lang")
    def _compute_course_offers(self):
        for assessment in self:
            assessment.course_offers = self.env["hr.competency"]._course_offers(assessment._gaps(), assessment.company_id)


class HrApplicant(models.Model):
    _inherit = "hr.applicant"

    competency_courses = fields.Html(
        "Courses That Would Help", compute="_compute_competency_courses", sanitize=False, groups="hr_recruitment.group_hr_recruitment_user"
    )

    @api.depends("competency_gap")
    @api.depends_context("lang")
    def _compute_competency_courses(self):
        for applicant in self:
            applicant.competency_courses = self.env["hr.competency"]._course_offers(applicant.competency_gap, applicant.company_id)


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    competency_courses = fields.Html(
        "Courses That Would Help", compute="_compute_competency_courses", sanitize=False, groups="hr.group_hr_user"
    )

    @api.depends("competency_assessment_ids.line_ids.level")
    @api.depends_context("lang")
    def _compute_competency_courses(self):
        for employee in self:
            employee.competency_courses = self.env["hr.competency"]._course_offers(employee._competency_gaps(), employee.company_id)

    def _competency_gaps(self):
        """What is below the wanted level by the newest that is known of each competency, widest first."""
        newest = {}
        done = self.competency_assessment_ids.filtered(lambda one: one.state == "done")
        for line in done.line_ids.filtered("has_evidence").sorted(lambda one: (one.date_done, one.id)):
            newest[line.competency_id] = line
        gaps = [
            {"competency_id": competency.id, "have": round(line.level, 2), "want": line.required_level}
            for competency, line in newest.items()
            if line.level < line.required_level
        ]
        return sorted(gaps, key=lambda gap: gap["have"] - gap["want"])


def _by_course(offers):
    """Each course once, with all that it would bring, in the order of the best of it."""
    courses = {}
    for offer in offers:
        channel = offer["channel"]
        values = {
            "name": channel.name,
            "url": channel.website_url,
            "hours": format_duration(offer["hours"]) if offer["hours"] else "",
            "rating": f"{offer['rating']:.1f}" if offer["rating"] else "",
            "share": f"{offer['share']:.0%}",
            "reasons": [],
        }
        courses.setdefault(channel, values)["reasons"].append(offer["reason"])
    return list(courses.values())
