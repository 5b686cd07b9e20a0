"""Evidence: a verbatim quote that an assessment's points rest on."""

from odoo import fields, models
from odoo.exceptions import AccessError


class HrCompetencyEvidence(models.Model):
    _name = "hr.competency.evidence"
    _description = "Evidence"
    _inherit = ["hr.competency.frozen"]
    _order = "assessment_id, contribution desc, id"
    _rec_name = "quote"
    _free_fields = frozenset({"feedback", "feedback_user_id", "feedback_date"})

    assessment_id = fields.Many2one("hr.competency.assessment", required=True, ondelete="cascade", index=True)
    line_id = fields.Many2one("hr.competency.assessment.line", ondelete="cascade", index=True)
    competency_id = fields.Many2one("hr.competency", ondelete="restrict", index=True)
    indicator_id = fields.Many2one("hr.competency.indicator", ondelete="restrict", index=True)
    source_id = fields.Many2one("hr.competency.assessment.source", ondelete="cascade", index=True)
    company_id = fields.Many2one(related="assessment_id.company_id", store=True)
    quote = fields.Text(required=True)
    start = fields.Integer(aggregator=None)
    end = fields.Integer(aggregator=None)
    kind = fields.Selection([("explicit", "Explicit"), ("implicit", "Implicit")])
    lacking = fields.Boolean(help="The person says that they did not do it.")
    probability = fields.Float(aggregator="avg")
    shipped_probability = fields.Float(aggregator=None, help="Before what this company's recruiters taught was applied.")
    strength = fields.Float(aggregator="avg")
    contribution = fields.Float("Points", help="What this adds to the total.")
    finder = fields.Selection(
        [
            ("rule", "Rule"),
            ("semantic", "Meaning"),
            ("llm", "Language model"),
            ("human", "Person"),
            ("vendor", "Vendor"),
        ]
    )
    feedback = fields.Selection(
        [("accepted", "Right"), ("rejected", "Wrong")], index="btree_not_null", help="What a recruiter thinks of it."
    )
    feedback_user_id = fields.Many2one("res.users", "Judged By", ondelete="set null")
    feedback_date = fields.Datetime("Judged On")
    applicant_id = fields.Many2one(related="assessment_id.applicant_id")

    def action_accept(self):
        """A recruiter says: this shows it. The evidence model learns from it."""
        self._judge("accepted")

    def action_reject(self):
        """A recruiter says: this does not show it."""
        self._judge("rejected")

    def _judge(self, feedback):
        self.check_access("read")
        if not self.env.user.has_group("hr_recruitment.group_hr_recruitment_user"):
            raise AccessError(self.env._("Recruiters judge evidence."))
        for evidence in self.sudo():
            # a second click takes it back
            new = False if evidence.feedback == feedback else feedback
            evidence.write(
                {
                    "feedback": new,
                    "feedback_user_id": new and self.env.user.id,
                    "feedback_date": new and fields.Datetime.now(),
                }
            )
