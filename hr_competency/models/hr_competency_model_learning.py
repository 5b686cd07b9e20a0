"""What a job's model learns from people: how far AI and human agree with it, and which weights would agree better."""

from odoo import api, fields, models

from .hr_competency_approval import department_boss

# A change of a share, in % points, that is worth a new version.
WANTED_CHANGE = 10


class HrCompetencyModel(models.Model):
    _inherit = "hr.competency.model"

    suggestion_ids = fields.One2many("hr.competency.suggestion", "model_id", string="Suggestions")
    suggestion_count = fields.Integer(compute="_compute_suggestion_count")
    date_standard_alert = fields.Datetime(readonly=True, copy=False, help="When its approver was told that AI and people differ.")
    calibration_count = fields.Integer("Comparisons", compute="_compute_calibration")
    consistency_rate = fields.Float(
        compute="_compute_calibration", help="Share of the people whom AI and human rated alike, within the threshold, in %."
    )

    @api.depends("assessment_ids")
    def _compute_calibration(self):
        found = self.env["hr.competency.calibration"]._consistency_of(self)
        for model in self:
            model.consistency_rate, model.calibration_count = found.get(model._origin, (0.0, 0))

    def _schedule_standard_review(self, worst):
        """One activity for whoever answers for the model: the standard, not one candidate, is in question.

        It does not say who rates higher: interviewers may read it before they rate.
        """
        self.ensure_one()
        competency, distance, count = worst
        user = department_boss(self.job_id)[:1] or self.job_id.user_id or self.env.ref("base.user_admin")
        model = self.sudo().with_context(lang=user.lang)
        model._thawed().date_standard_alert = fields.Datetime.now()
        model.activity_schedule(
            "hr_competency.activity_review_standard",
            user_id=user.id,
            note=model.env._(
                "On average AI and human differ by %(distance)s %% on %(what)s (n = %(count)s).",
                distance=f"{distance:.0f}",
                what=competency.with_env(model.env).name or model.env._("the total score"),
                count=count,
            ),
        )

    def action_calibration(self):
        """The comparisons of AI and human with this version."""
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id("hr_competency.action_calibration")
        return {**action, "domain": [("model_id", "in", self.ids)], "context": {"search_default_totals": 1}}

    @api.depends("suggestion_ids.state")
    def _compute_suggestion_count(self):
        counts = dict(
            self.env["hr.competency.suggestion"]._read_group(
                [("model_id", "in", self.ids), ("state", "=", "new")], ["model_id"], ["__count"]
            )
        )
        for model in self:
            model.suggestion_count = counts.get(model._origin, 0)

    def action_suggest(self):
        """Ask the data what to change; says why where there is nothing."""
        self.ensure_one()
        self.check_access("write")
        found = self.env["hr.competency.suggestion"]._suggest(self)
        if not any(one.changes for one in found):
            return self._nothing_to_suggest(found[0])
        action = self.env["ir.actions.actions"]._for_xml_id("hr_competency.action_suggestion")
        return {**action, "domain": [("model_id", "=", self.id)]}

    def _nothing_to_suggest(self, found):
        reasons = {
            "too_few": self.env._(
                "Of %(n)s people both a score and what proved right are known: results at work, or an interviewer's overall "
                "judgement. It takes %(least)s.",
                n=found.n,
                least=found.least_n,
            ),
            "no_relation": self.env._("What people found does not rise with the score: look at the indicators, not the weights."),
            "no_clear_change": self.env._("The weights are good as they are, by %s people.", found.n),
            "no_better": self.env._("No other weights would agree better, by %s people.", found.n),
        }
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("No suggestion"),
                "message": " ".join(filter(None, [reasons[found.reason], self._what_would_show(found)])),
                "type": "info",
                "sticky": True,
            },
        }

    def _what_would_show(self, found):
        """How small a change so many people can show, and how many it takes for one that matters."""
        if not found.detectable:
            return ""
        return self.env._(
            "So many people show a change of a competency's share by %(change)s %% points or more in 95 of 100 cases; for "
            "%(wanted)s %% points it takes about %(people)s people.",
            change=f"{found.detectable:.0f}",
            wanted=WANTED_CHANGE,
            people=found.people_for(WANTED_CHANGE),
        )
