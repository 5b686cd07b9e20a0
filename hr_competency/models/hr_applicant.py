"""What assessments say about an applicant, stored so that lists can sort, filter and group by it."""

from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import UserError

from .hr_competency_assessment import VERDICTS

# Which source speaks for the applicant, first to last.
LEADING = ("ai_interview", "vendor", "cv")


class HrApplicant(models.Model):
    _inherit = "hr.applicant"

    competency_assessment_ids = fields.One2many("hr.competency.assessment", "applicant_id", string="Assessments", copy=False)
    competency_assessment_count = fields.Integer(compute="_compute_competency_assessment_count", compute_sudo=False)
    competency_assessment_id = fields.Many2one(
        "hr.competency.assessment",
        "Leading Assessment",
        compute="_compute_competency_result",
        store=True,
        compute_sudo=True,
        copy=False,
        index="btree_not_null",
        groups="hr_recruitment.group_hr_recruitment_user",
        help="The AI interview's if there is one, else the CV's.",
    )
    competency_has_score = fields.Boolean(
        compute="_compute_competency_result", store=True, compute_sudo=True, copy=False,
        groups="hr_recruitment.group_hr_recruitment_user",
    )  # fmt: skip
    competency_score = fields.Float(
        compute="_compute_competency_result", store=True, compute_sudo=True, copy=False,
        aggregator="avg", index="btree_not_null", groups="hr_recruitment.group_hr_recruitment_user",
    )  # fmt: skip
    competency_verdict = fields.Selection(
        VERDICTS, "Recommendation", compute="_compute_competency_result", store=True, compute_sudo=True, copy=False,
        groups="hr_recruitment.group_hr_recruitment_user",
    )  # fmt: skip
    competency_gap = fields.Json(
        compute="_compute_competency_result", store=True, compute_sudo=True, copy=False,
        groups="hr_recruitment.group_hr_recruitment_user",
        help="What is below the wanted level: competency, level one has, level one wants.",
    )  # fmt: skip
    competency_missing_ids = fields.Many2many(
        "hr.competency", "hr_applicant_competency_missing_rel", string="Missing Must-haves",
        compute="_compute_competency_result", store=True, compute_sudo=True, copy=False,
        groups="hr_recruitment.group_hr_recruitment_user",
    )  # fmt: skip
    competency_alert = fields.Boolean(
        "AI and Human Differ", compute="_compute_competency_alert", store=True, compute_sudo=True, copy=False,
        groups="hr_recruitment.group_hr_recruitment_user",
    )  # fmt: skip
    competency_calibration_ids = fields.One2many(
        "hr.competency.calibration", "applicant_id", copy=False, groups="hr_recruitment.group_hr_recruitment_user"
    )
    competency_rated_user_ids = fields.Many2many(
        "res.users", "hr_applicant_competency_rated_rel", string="Have Rated", copy=False, readonly=True
    )
    competency_blind_user_ids = fields.Many2many(
        "res.users", "hr_applicant_competency_blind_rel", string="Still to Rate", copy=False,
        compute="_compute_competency_blind_user_ids", store=True, compute_sudo=True,
        help="Interviewers who have not rated yet; they do not see what others found.",
    )  # fmt: skip
    competency_consent_ids = fields.One2many("hr.competency.consent", "applicant_id", copy=False)
    competency_request_ids = fields.One2many("hr.competency.request", "applicant_id", copy=False)

    @api.depends("interviewer_ids", "job_id.interviewer_ids", "competency_rated_user_ids")
    def _compute_competency_blind_user_ids(self):
        for applicant in self:
            interviewers = applicant.interviewer_ids | applicant.job_id.interviewer_ids
            applicant.competency_blind_user_ids = interviewers - applicant.competency_rated_user_ids

    @api.depends("competency_assessment_ids")
    def _compute_competency_assessment_count(self):
        """Of the person: a talent has none of their own, their applications have."""
        people = {one: one._origin._competency_same_person() if one._origin else one._origin for one in self}
        counts = dict(
            self.env["hr.competency.assessment"]._read_group(
                [("applicant_id", "in", self.browse().union(*people.values()).ids), ("state", "=", "done")], ["applicant_id"], ["__count"]
            )
        )
        for applicant, same in people.items():
            applicant.competency_assessment_count = sum(counts.get(one, 0) for one in same)

    @api.depends("competency_assessment_ids.state", "competency_assessment_ids.is_current", "job_id")
    def _compute_competency_result(self):
        # Odoo reads the old value of a many2many before writing it: for all at once, not one by one.
        self._origin.fetch(["competency_missing_ids"])
        for applicant in self:
            leading = applicant._leading_assessment()
            applicant.competency_assessment_id = leading
            applicant.competency_has_score = leading.has_score
            applicant.competency_score = leading.score
            applicant.competency_verdict = leading.verdict
            applicant.competency_gap = leading._gaps()
            applicant.competency_missing_ids = leading.missing_must_have_ids

    def _leading_assessment(self):
        """Hook: the assessment that speaks for the application."""
        self.ensure_one()
        mine = self.competency_assessment_ids.filtered(
            lambda a: a.state == "done" and a.is_current and a.source in LEADING and a.job_id == self.job_id
        )
        return mine.sorted(lambda a: (LEADING.index(a.source), -a.id))[:1]

    @api.depends("competency_calibration_ids.is_alert")
    def _compute_competency_alert(self):
        for applicant in self:
            applicant.competency_alert = any(applicant.competency_calibration_ids.mapped("is_alert"))

    def _schedule_standard_review(self):
        """Ask the recruiter to look at the standard: AI and human are too far apart on this person.

        Interviewers who have yet to rate see the activity as well, so it says neither how far nor on what.
        """
        self.ensure_one()
        kind = self.env.ref("hr_competency.activity_review_standard")
        if self.sudo().activity_search(["hr_competency.activity_review_standard"]):
            return
        user = self.user_id or self.job_id.user_id or self.env.ref("base.user_admin")
        applicant = self.sudo().with_context(lang=user.lang)
        applicant.activity_schedule(
            activity_type_id=kind.id,
            user_id=user.id,
            note=applicant.env._("AI and human differ by more than the company allows. The comparison shows on what."),
        )

    def _has_competency_texts(self):
        """Whether there is something to read, without reading it."""
        self.ensure_one()
        return not self._refuses_machine() and bool(self.sudo().competency_assessment_id or self._cv_attachment())

    def _competency_texts(self):
        """The newest texts that were read of an applicant, as ``(key, text, kind, question)``. Hook."""
        self.ensure_one()
        if self._refuses_machine():
            return []
        done = self.sudo().competency_assessment_ids.filtered(lambda a: a.state == "done" and a.source in LEADING)
        texts = done.sorted(lambda a: (LEADING.index(a.source), -a.id))[:1].source_ids
        if texts:
            return [(text.key, text.text, text.kind, text.question or "") for text in texts if text.text]
        if attachment := self._cv_attachment():
            try:
                return [("cv", self.env["hr.competency.engine"]._read_attachment(attachment).text, "cv", "")]
            except UserError:
                return []
        return []

    def _competency_called(self):
        """What to call an applicant in a message: some gave no name."""
        return self.partner_name or self.email_from or self.linkedin_profile or self.partner_phone or f"#{self.id}"

    @api.model
    def get_empty_list_help(self, help_message):
        """Odoo says the same of every empty list of applications; ours say what would stand there."""
        own = self.env.context.get("competency_own_help")
        return help_message if own else super().get_empty_list_help(help_message)

    def action_competency_assessments(self):
        """The person's assessments, those from other applications too."""
        return self._open_of_person("hr_competency.action_assessment", {"search_default_done": 1})

    def action_competency_history(self):
        """How the person's competencies developed over all their assessments."""
        return self._open_of_person("hr_competency.action_assessment_history", {})

    def _open_of_person(self, xmlid, context):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id(xmlid)
        people = self._competency_same_person()
        domain = fields.Domain(literal_eval(action["domain"] or "[]")) & fields.Domain("applicant_id", "in", people.ids)
        return {**action, "domain": list(domain), "context": context}
