"""AI against human: how far apart they are on the same person, in % of the scale."""

from odoo import api, fields, models

MACHINE = ("ai_interview", "vendor", "cv")
# So many comparisons, and a mean above the threshold is no accident of one or two people any more.
LEAST_FOR_STANDARD = 5


class HrCompetencyCalibration(models.Model):
    _name = "hr.competency.calibration"
    _description = "AI-Human Comparison"
    _order = "id desc"
    _rec_name = "applicant_id"
    _allow_sudo_commands = False

    applicant_id = fields.Many2one("hr.applicant", required=True, ondelete="cascade", index=True)
    job_id = fields.Many2one("hr.job", ondelete="cascade", index=True)
    department_id = fields.Many2one(related="job_id.department_id", store=True)
    model_id = fields.Many2one("hr.competency.model", required=True, ondelete="cascade", index=True)
    competency_id = fields.Many2one("hr.competency", ondelete="cascade", index=True, help="Empty: the total score.")
    what = fields.Char(compute="_compute_what")
    rater_id = fields.Many2one("res.users", ondelete="cascade", index=True)
    machine_assessment_id = fields.Many2one("hr.competency.assessment", required=True, ondelete="cascade", index=True)
    human_assessment_id = fields.Many2one("hr.competency.assessment", required=True, ondelete="cascade", index=True)
    machine_score = fields.Float(aggregator="avg")
    human_score = fields.Float(aggregator="avg")
    difference = fields.Float(aggregator="avg", help="Human minus AI, in % of the scale.")
    distance = fields.Float(aggregator="avg", help="The difference without its sign.")
    is_alert = fields.Boolean("Above the Threshold", index=True)
    consistency = fields.Float(
        "Consistency Rate", aggregator="avg", help="100 where AI and human are within the threshold, else 0; its mean is the rate in %."
    )
    date = fields.Datetime("Rated On", index=True)
    company_id = fields.Many2one("res.company", index=True)

    _once = models.UniqueIndex("(machine_assessment_id, human_assessment_id, COALESCE(competency_id, 0))", "Compared already.")

    @api.depends("competency_id")
    def _compute_what(self):
        for row in self:
            row.what = row.competency_id.name or self.env._("Total score")

    @api.model
    def _compare(self, assessments):
        """Compare what has just been finished with its counterpart: each human rating with the machine's."""
        # a CV that is read has no counterpart to look for
        rated = assessments.sudo().filtered(lambda one: one.applicant_id and one.source in ("interviewer", "ai_interview"))
        others = self._counterparts(rated)
        # two that are finished together find each other twice
        pairs = dict.fromkeys(pair for one in rated for pair in self._pairs(one, others.get((one.applicant_id, one.model_id), one) - one))
        found = self.sudo().create([vals for pair in pairs for vals in self._pairs_vals(*pair)])
        found._alert()
        return found

    def _counterparts(self, rated):
        """The current assessments of the same people with the same models, by applicant and model."""
        if not rated:
            return {}
        domain = [
            ("applicant_id", "in", rated.applicant_id.ids),
            ("model_id", "in", rated.model_id.ids),
            ("state", "=", "done"),
            ("is_current", "=", True),
        ]
        return rated.search(domain).grouped(lambda one: (one.applicant_id, one.model_id))

    def _pairs(self, assessment, others):
        if assessment.source == "interviewer":
            machines = others.filtered(lambda other: other.source in MACHINE)
            best = machines.sorted(lambda other: MACHINE.index(other.source))[:1]
            return [(machine, assessment) for machine in best]
        if assessment.source == "ai_interview":
            return [(assessment, human) for human in others.filtered(lambda other: other.source == "interviewer")]
        return []

    def _pairs_vals(self, machine, human):
        by_competency = {line.competency_id: line for line in machine.line_ids if line.has_evidence}
        pairs = [(line.competency_id, by_competency[line.competency_id].score, line.score)
                 for line in human.line_ids if line.has_evidence and line.competency_id in by_competency]  # fmt: skip
        if machine.has_score and (human.has_overall or human.has_score):
            # What a person thinks on the whole tests the weights; a total made by the same weights could not.
            total = human.overall if human.has_overall else human.score
            pairs.append((self.env["hr.competency"], machine.score, total))
        return [self._pair_vals(machine, human, *pair) for pair in pairs]

    def _pair_vals(self, machine, human, competency, machine_score, human_score):
        difference = human_score - machine_score
        company = human.company_id or self.env.company
        is_alert = round(abs(difference), 9) > company.competency_alert_threshold
        return {
            "applicant_id": human.applicant_id.id,
            "job_id": human.job_id.id,
            "model_id": human.model_id.id,
            "competency_id": competency.id,
            "rater_id": human.assessor_id.id,
            "machine_assessment_id": machine.id,
            "human_assessment_id": human.id,
            "machine_score": machine_score,
            "human_score": human_score,
            "difference": difference,
            "distance": abs(difference),
            "is_alert": is_alert,
            "consistency": 0.0 if is_alert else 100.0,
            "date": human.date_done,
            "company_id": company.id,
        }

    def _alert(self):
        """Ask people to look at the standard: once a candidate, and once a model where the fault is not one person's."""
        for applicant in self.filtered("is_alert").applicant_id:
            applicant._schedule_standard_review()
        self._alert_models()

    def _alert_models(self):
        """Where AI and people differ above the threshold on average, the model itself is to be reviewed; told once."""
        silent = self.model_id.filtered(lambda model: not model.date_standard_alert)
        found = self._read_group([("model_id", "in", silent.ids)], ["model_id", "competency_id"], ["distance:avg", "__count"])
        for model, rows in self._wide(found).items():
            model._schedule_standard_review(max(rows, key=lambda row: row[1]))

    def _wide(self, found):
        """``{model: [(competency, mean distance, n)]}`` of those above their company's threshold."""
        wide = {}
        for model, competency, distance, count in found:
            threshold = (model.company_id or self.env.company).competency_alert_threshold
            if count >= LEAST_FOR_STANDARD and distance > threshold:
                wide.setdefault(model, []).append((competency, distance, count))
        return wide

    @api.model
    def _consistency_of(self, models_):
        """How many people were rated alike by AI and human, by model version.

        :return: ``{model: (consistency rate in %, n)}``, of total scores
        """
        rows = self.sudo()._read_group(
            [("model_id", "in", models_.ids), ("competency_id", "=", False)], ["model_id"], ["consistency:avg", "__count"]
        )
        return {model: (rate, count) for model, rate, count in rows}
