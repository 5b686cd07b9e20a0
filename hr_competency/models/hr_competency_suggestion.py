"""What the data suggests to change in a job's model; a person accepts or rejects it, and later sees whether it helped."""

from odoo import api, fields, models
from odoo.exceptions import UserError

# What later proved right, the best first: work itself, then what interviewers think on the whole. Their total by the
# model's own weights says nothing about weights, and is no outcome.
OUTCOMES = ("performance", "overall")


class HrCompetencySuggestion(models.Model):
    _name = "hr.competency.suggestion"
    _description = "Suggested Model Change"
    _order = "state, id desc"

    model_id = fields.Many2one("hr.competency.model", required=True, ondelete="cascade", index=True)
    job_id = fields.Many2one(related="model_id.job_id", store=True)
    company_id = fields.Many2one(related="model_id.company_id", store=True, index=True)
    competency_id = fields.Many2one("hr.competency", required=True, ondelete="cascade")
    old_weight = fields.Float("Share Now (%)", readonly=True, aggregator=None)
    new_weight = fields.Float("Share Suggested (%)", aggregator=None)
    low = fields.Float("At Least", readonly=True, aggregator=None, help="Lower end of the 95 % interval of the share.")
    high = fields.Float("At Most", readonly=True, aggregator=None, help="Upper end of the 95 % interval of the share.")
    sample_size = fields.Integer("People", readonly=True, aggregator=None)
    is_small = fields.Boolean("Few People", readonly=True, help="So few people that the next ones may well show something else.")
    reason = fields.Text(compute="_compute_reason")
    outcome = fields.Selection(
        [("performance", "Quality of hire"), ("overall", "Overall judgements of interviewers")], readonly=True, default="overall"
    )
    expected_before = fields.Float("Consistency Now", readonly=True, aggregator=None, help="On the people whom this rests on.")
    expected_after = fields.Float(
        "Consistency Expected", readonly=True, aggregator=None, help="Estimated on people left out of the calculation."
    )
    state = fields.Selection(
        [("new", "New"), ("accepted", "Accepted"), ("rejected", "Rejected")], default="new", required=True, readonly=True
    )
    answer = fields.Text("Your Reason")
    result_model_id = fields.Many2one("hr.competency.model", "New Version", readonly=True, ondelete="set null", index="btree_not_null")
    decided_by_id = fields.Many2one("res.users", readonly=True, ondelete="set null")
    date_decided = fields.Datetime(readonly=True)
    measured_before = fields.Float("Consistency Measured Before", compute="_compute_measured", help="In % of the people rated.")
    measured_after = fields.Float("Consistency Measured Since", compute="_compute_measured", help="In % of the people rated.")
    count_after = fields.Integer("People Rated Since", compute="_compute_measured")
    effect = fields.Selection(
        [("waiting", "Too early to say"), ("better", "Helped"), ("same", "No clear change"), ("worse", "Got worse")],
        compute="_compute_measured",
    )

    @api.depends("competency_id", "old_weight", "new_weight", "sample_size", "outcome")
    @api.depends_context("lang")
    def _compute_reason(self):
        sentences = {
            "performance": self.env._(
                "How well %(count)s people do at work agrees better with their score if %(competency)s makes up %(new)s %% of it "
                "instead of %(old)s %% (95 %% interval: %(low)s to %(high)s %%)."
            ),
            "overall": self.env._(
                "What interviewers think of %(count)s people on the whole agrees better with the score if %(competency)s makes up "
                "%(new)s %% of it instead of %(old)s %% (95 %% interval: %(low)s to %(high)s %%)."
            ),
        }
        for row in self:
            values = {
                "count": row.sample_size,
                "competency": row.competency_id.name,
                "new": f"{row.new_weight:g}",
                "old": f"{row.old_weight:g}",
                "low": f"{row.low:.0f}",
                "high": f"{row.high:.0f}",
            }
            row.reason = sentences[row.outcome or "overall"] % values

    @api.depends("competency_id", "model_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.model_id.name}: {row.competency_id.name}"

    @api.depends("model_id", "result_model_id")
    def _compute_measured(self):
        found = self.env["hr.competency.calibration"]._consistency_of(self.model_id | self.result_model_id)
        for row in self:
            before, count_before = found.get(row.model_id, (0.0, 0))
            after, count_after = found.get(row.result_model_id, (0.0, 0))
            row.measured_before, row.measured_after, row.count_after = before, after, count_after
            row.effect = row.result_model_id and _effect((before, count_before), (after, count_after))

    # --- looking for them -----------------------------------------------------------------------------------------

    @api.model
    def _cron_suggest(self):
        """Once a month: what do the ratings since say about each active model?"""
        active = self.env["hr.competency.model"].search([("state", "=", "active")])
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(active))
        for model in active:
            self._suggest(model)
            if not cron._commit_progress(1):
                break

    @api.model
    def _suggest(self, model):
        """Look for weights that would have agreed better with what later proved right.

        Open suggestions about the model are replaced; those that were decided stay, and are not made again.

        :return: the engine's ``hr_scoring.suggest.Suggestions``
        """
        from ..tools.hr_scoring.suggest import suggest_weights

        cases, outcome = self._cases(model)
        current = {line.competency_id.code: line.weight for line in model.line_ids}
        threshold = (model.company_id or self.env.company).competency_alert_threshold
        found = suggest_weights(cases, current, threshold=threshold)
        mine = self.sudo().search([("model_id", "=", model.id)])
        mine.filtered(lambda row: row.state == "new").unlink()
        decided = {(row.competency_id.code, row.new_weight) for row in mine.exists()}
        changes = [change for change in found.changes if (change.key, change.suggested) not in decided]
        codes = {competency.code: competency.id for competency in model.line_ids.competency_id}
        self.sudo().create([self._change_vals(model, codes[change.key], change, found, outcome) for change in changes])
        return found

    def _change_vals(self, model, competency_id, change, found, outcome):
        return {
            "model_id": model.id,
            "competency_id": competency_id,
            "old_weight": change.current,
            "new_weight": change.suggested,
            "low": change.estimate.low,
            "high": change.estimate.high,
            "sample_size": found.n,
            "is_small": change.estimate.small,
            "outcome": outcome,
            "expected_before": found.before.value,
            "expected_after": found.after.value,
        }

    @api.model
    def _cases(self, model):
        """The people assessed with a model of whom something better is known, as the engine's cases.

        :return: list of ``hr_scoring.suggest.Case`` and the kind of outcome, see :data:`OUTCOMES`
        """
        from ..tools.hr_scoring.suggest import LEAST_N, Case

        machine = self._machine_points(model)
        for kind in OUTCOMES:
            outcomes = self._outcomes(model, kind, list(machine))
            if len(outcomes) >= LEAST_N or kind == OUTCOMES[-1]:
                return [Case(str(person), machine[person], outcomes[person]) for person in sorted(outcomes)], kind

    def _machine_points(self, model):
        """Points by competency that the AI interview, else the vendor, else the CV gave each applicant."""
        from .hr_competency_calibration import MACHINE

        lines = self.env["hr.competency.assessment.line"].sudo()
        rows = lines.search_fetch(
            [("assessment_id.model_id", "=", model.id), ("assessment_id.state", "=", "done"), ("is_current", "=", True),
             ("source", "in", MACHINE), ("has_evidence", "=", True), ("applicant_id", "!=", False)],
            ["applicant_id", "source", "competency_id", "score"],
        )  # fmt: skip
        best = {}
        for row in rows:
            rank, person = MACHINE.index(row.source), row.applicant_id.id
            if rank < best.get(person, (len(MACHINE),))[0]:
                best[person] = (rank, {})
            if rank == best[person][0]:
                best[person][1][row.competency_id.code] = row.score
        return {person: points for person, (_rank, points) in best.items()}

    def _outcomes(self, model, kind, applicant_ids):
        """Hook: what proved right about applicants, as points of 100 by applicant."""
        if kind == "performance":
            return self.env["hr.competency.outcome"]._mean_scores(applicant_ids)
        assessments = self.env["hr.competency.assessment"].sudo()
        rows = assessments._read_group(
            [("applicant_id", "in", applicant_ids), ("job_id", "=", model.job_id.id), ("source", "=", "interviewer"),
             ("state", "=", "done"), ("is_current", "=", True), ("has_overall", "=", True)],
            ["applicant_id"], ["overall:avg"],
        )  # fmt: skip
        return {applicant.id: overall for applicant, overall in rows}

    # --- deciding -------------------------------------------------------------------------------------------------

    def action_accept(self):
        """Write it into the next version of the model, which goes its way through approval."""
        self._check_new()
        for model, mine in self.grouped("model_id").items():
            draft = mine._next_version(model)
            mine.write({"state": "accepted", "result_model_id": draft.id, **self._decision()})
            self.search([("result_model_id", "=", draft.id)])._apply(draft)
        return self.result_model_id._open() if len(self.result_model_id) == 1 else True

    def action_reject(self):
        """Keep the weight as it is; the reason stays with the suggestion."""
        self._check_new()
        if not all((row.answer or "").strip() for row in self):
            raise UserError(self.env._("Please say why: whoever sees this suggestion next wants to know."))
        self.write({"state": "rejected", **self._decision()})

    def _decision(self):
        return {"decided_by_id": self.env.user.id, "date_decided": fields.Datetime.now()}

    def _check_new(self):
        self.check_access("write")
        if self.filtered(lambda suggestion: suggestion.state != "new"):
            raise UserError(self.env._("This suggestion has been decided already."))

    def _next_version(self, model):
        """The draft that earlier suggestions about the model went into, as long as it is one, else a new draft."""
        drafts = self.search([("model_id", "=", model.id), ("state", "=", "accepted")]).result_model_id
        draft = drafts.filtered(lambda one: one.state == "draft")[:1]
        return draft or model.copy({"job_id": model.job_id.id, "previous_id": model.id})

    def _apply(self, draft):
        """Write the accepted shares into a draft; the other competencies keep their proportions."""
        from ..tools.hr_scoring.suggest import rounded_weights

        origin = self.model_id.line_ids
        total = sum(origin.mapped("weight"))
        present = {line.competency_id: 100.0 * line.weight / total for line in origin}
        weights = rounded_weights(present, {row.competency_id: row.new_weight for row in self})
        for line in draft.line_ids.filtered(lambda line: line.competency_id in weights):
            line.weight = weights[line.competency_id]


def _effect(before, after, least=10):
    """Whether the consistency rate rose: only a change beyond chance counts (Fisher's exact test at 5 %)."""
    from ..tools.hr_scoring.stats import fisher_p

    if before[1] < least or after[1] < least:
        return "waiting"
    hits = [round(rate * count / 100) for rate, count in (before, after)]
    if fisher_p(hits[0], before[1] - hits[0], hits[1], after[1] - hits[1]) > 0.05:
        return "same"
    return "better" if after[0] > before[0] else "worse"
