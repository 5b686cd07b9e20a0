"""What the data suggests to change in a job's model; a person accepts or rejects it, and later sees whether it helped."""

from dataclasses import dataclass

from odoo import api, fields, models
from odoo.exceptions import UserError

# What later proved right, the best first: work itself, then what interviewers think on the whole. Their total by the
# model's own weights says nothing about weights, and is no outcome.
OUTCOMES = ("performance", "overall")


class HrCompetencySuggestion(models.Model):
    _name = "hr.competency.suggestion"
    _description = "Suggested Model Change"
    _inherit = "hr.competency.guarded.row"
    _order = "state, id desc"

    _fixed_fields = ("model_id", "competency_id")

    model_id = fields.Many2one("hr.competency.model", required=True, ondelete="cascade", index=True)
    job_id = fields.Many2one(related="model_id.job_id", store=True)
    company_id = fields.Many2one(related="model_id.company_id", store=True, index=True)
    competency_id = fields.Many2one("hr.competency", required=True, ondelete="cascade")
    indicator_id = fields.Many2one(
        "hr.competency.indicator",
        ondelete="cascade",
        readonly=True,
        index="btree_not_null",
        help="Set: the indicator's share of its competency changes. Empty: the competency's share of the total.",
    )
    what = fields.Char(compute="_compute_what")
    old_weight = fields.Float("Share Now (%)", readonly=True, aggregator=None)
    new_weight = fields.Float("Share Suggested (%)", aggregator=None)
    low = fields.Float("At Least", readonly=True, aggregator=None, help="Lower end of the 95 % interval of the share.")
    high = fields.Float("At Most", readonly=True, aggregator=None, help="Upper end of the 95 % interval of the share.")
    sample_size = fields.Integer("People", readonly=True, aggregator=None)
    least_n = fields.Integer("At Least Needed", readonly=True, aggregator=None, help="Below so many people nothing is suggested.")
    detectable = fields.Float(readonly=True, aggregator=None, help="A change of a share, in % points, that is seen in 95 of 100 samples.")
    certainty = fields.Text("How Sure", compute="_compute_certainty")
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

    @api.depends("competency_id", "indicator_id")
    @api.depends_context("lang")
    def _compute_what(self):
        for row in self:
            row.what = row.indicator_id.name or row.competency_id.name

    @api.depends("competency_id", "indicator_id", "old_weight", "new_weight", "sample_size", "outcome")
    @api.depends_context("lang")
    def _compute_reason(self):
        for row in self:
            row.reason = row._reason_sentence() % row._reason_values()

    def _reason_sentence(self):
        """What the data say, by what proved right and by what changes its share."""
        sentences = {
            ("performance", False): self.env._(
                "How well %(count)s people do at work agrees better with their score if %(competency)s makes up %(new)s %% of it "
                "instead of %(old)s %% (95 %% interval: %(low)s to %(high)s %%)."
            ),
            ("overall", False): self.env._(
                "What interviewers think of %(count)s people on the whole agrees better with the score if %(competency)s makes up "
                "%(new)s %% of it instead of %(old)s %% (95 %% interval: %(low)s to %(high)s %%)."
            ),
            ("performance", True): self.env._(
                "How well %(count)s people do at work agrees better with their score if the indicator “%(indicator)s” makes up "
                "%(new)s %% of %(competency)s instead of %(old)s %% (95 %% interval: %(low)s to %(high)s %%)."
            ),
            ("overall", True): self.env._(
                "What interviewers think of %(count)s people on the whole agrees better with the score if the indicator "
                "“%(indicator)s” makes up %(new)s %% of %(competency)s instead of %(old)s %% (95 %% interval: %(low)s to %(high)s %%)."
            ),
        }
        return sentences[self.outcome or "overall", bool(self.indicator_id)]

    def _reason_values(self):
        return {
            "count": self.sample_size,
            "competency": self.competency_id.name,
            "indicator": self.indicator_id.name or "",
            "new": f"{self.new_weight:.0f}",
            "old": f"{self.old_weight:.0f}",
            "low": f"{self.low:.0f}",
            "high": f"{self.high:.0f}",
        }

    @api.depends("sample_size", "least_n", "detectable")
    @api.depends_context("lang")
    def _compute_certainty(self):
        for row in self:
            row.certainty = row.least_n and self.env._(
                "It rests on %(count)s people; below %(least)s nothing is suggested. So many people show a change of a share by "
                "%(change)s %% points or more in 95 of 100 cases.",
                count=row.sample_size,
                least=row.least_n,
                change=f"{row.detectable:.0f}",
            )

    @api.depends("competency_id", "indicator_id", "model_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = " · ".join(filter(None, (row.model_id.display_name, row.competency_id.name, row.indicator_id.name)))

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
        """Look for weights that would have agreed better with what later proved right: of the competencies, and of the
        indicators within each.

        Open suggestions about the model are replaced; those that were decided stay, and are not made again.

        :return: list of the engine's ``hr_scoring.suggest.Suggestions``, the first of them about the competencies
        """
        people, outcomes, kind = self._evidence_for(model)
        mine = self.sudo().search([("model_id", "=", model.id)])
        mine.filtered(lambda row: row.state == "new").unlink()
        decided = {row._decided_key() for row in mine.exists()}
        tried = [self._try_competencies(model, people, outcomes), *self._try_indicators(model, people, outcomes)]
        rows = [
            {**self._change_vals(change, found), "model_id": model.id, "outcome": kind, **whose[change.key]}
            for found, whose in tried
            for change in found.changes
        ]
        self.sudo().create([vals for vals in rows if self._decided_key_of(vals) not in decided])
        return [found for found, _whose in tried]

    def _decided_key(self):
        return self.competency_id.id, self.indicator_id.id, round(self.new_weight, 2)

    @api.model
    def _decided_key_of(self, vals):
        return vals["competency_id"], vals["indicator_id"], round(vals["new_weight"], 2)

    @api.model
    def _try_competencies(self, model, people, outcomes):
        """Weights of the competencies in the total.

        :return: the engine's suggestions, and what record each of its keys stands for
        """
        from ..tools.hr_scoring.suggest import Case, suggest_weights

        cases = [Case(str(person), people[person].points, outcomes[person]) for person in sorted(outcomes)]
        current = {line.competency_id.code: line.weight for line in model.line_ids}
        whose = {line.competency_id.code: {"competency_id": line.competency_id.id, "indicator_id": False} for line in model.line_ids}
        return suggest_weights(cases, current, threshold=self._threshold(model)), whose

    @api.model
    def _try_indicators(self, model, people, outcomes):
        """Weights of the indicators in each competency; the error that is allowed is shared out among these."""
        lines = model.line_ids.filtered(lambda line: line.share and len(line.indicator_ids) > 1)
        return [self._try_line(line, people, outcomes, len(lines)) for line in lines]

    def _try_line(self, line, people, outcomes, count):
        from ..tools.hr_scoring.suggest import FAMILY_ERROR, Case, suggest_weights

        competency = line.competency_id
        shares = {one.competency_id.code: one.share for one in line.model_id.line_ids - line}
        cases = [
            Case(str(person), people[person].indicators.get(competency.code, {}), outcomes[person], people[person].mean(shares))
            for person in sorted(outcomes)
        ]
        whose = {row.indicator_id.code: {"competency_id": competency.id, "indicator_id": row.indicator_id.id} for row in line.indicator_ids}
        current = {row.indicator_id.code: row.weight for row in line.indicator_ids}
        found = suggest_weights(
            cases, current, threshold=self._threshold(line.model_id), share=line.share, family_error=FAMILY_ERROR / count
        )
        return found, whose

    def _threshold(self, model):
        return (model.company_id or self.env.company).competency_alert_threshold

    @api.model
    def _change_vals(self, change, found):
        return {
            "old_weight": change.current,
            "new_weight": change.suggested,
            "low": change.estimate.low,
            "high": change.estimate.high,
            "sample_size": found.n,
            "least_n": found.least_n,
            "detectable": found.detectable or 0.0,
            "is_small": change.estimate.small,
            "expected_before": found.before.value,
            "expected_after": found.after.value,
        }

    @api.model
    def _evidence_for(self, model):
        """The people assessed with a model of whom something better is known.

        :return: what the machine found by applicant (:class:`Found`), outcomes by applicant, and their kind, see :data:`OUTCOMES`
        """
        from ..tools.hr_scoring.suggest import LEAST_N

        people = self._machine_found(model)
        for kind in OUTCOMES:
            outcomes = self._outcomes(model, kind, list(people))
            if len(outcomes) >= LEAST_N or kind == OUTCOMES[-1]:
                return people, outcomes, kind

    def _machine_found(self, model):
        """What the AI interview, else the vendor, else the CV showed of each applicant."""
        from .hr_competency_calibration import MACHINE

        lines = self.env["hr.competency.assessment.line"].sudo()
        rows = lines.search_fetch(
            [("assessment_id.model_id", "=", model.id), ("assessment_id.state", "=", "done"), ("is_current", "=", True),
             ("source", "in", MACHINE), ("has_evidence", "=", True), ("applicant_id", "!=", False)],
            ["applicant_id", "source", "competency_id", "score", "indicator_points"],
        )  # fmt: skip
        best = {}
        for row in rows:
            rank, person = MACHINE.index(row.source), row.applicant_id.id
            if rank < best.get(person, (len(MACHINE),))[0]:
                best[person] = (rank, Found({}, {}))
            if rank == best[person][0]:
                best[person][1].points[row.competency_id.code] = row.score
                best[person][1].indicators[row.competency_id.code] = row.indicator_points or {}
        return {person: found for person, (_rank, found) in best.items()}

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

    def write(self, vals):
        """The share may be changed until somebody decides; afterwards it says what was decided."""
        if not self.env.su:
            self._check_new()
        return super().write(vals)

    # --- deciding -------------------------------------------------------------------------------------------------

    def action_accept(self):
        """Write it into the next version of the model, which goes its way through approval."""
        self._check_new()
        for model, mine in self.grouped("model_id").items():
            draft = mine._next_version(model)
            mine.sudo().write({"state": "accepted", "result_model_id": draft.id, **self._decision()})
            self.search([("result_model_id", "=", draft.id)])._apply(draft)
        return self.result_model_id._open() if len(self.result_model_id) == 1 else True

    def action_reject(self):
        """Keep the weight as it is; the reason stays with the suggestion."""
        self._check_new()
        if not all((row.answer or "").strip() for row in self):
            raise UserError(self.env._("Please say why: whoever sees this suggestion next wants to know."))
        self.sudo().write({"state": "rejected", **self._decision()})

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
        """Write the accepted shares into a draft; what nobody spoke of keeps its proportions."""
        origin = self.model_id.line_ids
        about_indicators = self.filtered("indicator_id")
        _set_shares(
            {line.competency_id: line for line in draft.line_ids},
            {line.competency_id: line.weight for line in origin},
            {row.competency_id: row.new_weight for row in self - about_indicators},
        )
        before = {line.competency_id: line for line in origin}
        for line in draft.line_ids.filtered(lambda one: one.competency_id in about_indicators.competency_id):
            _set_shares(
                {row.indicator_id: row for row in line.indicator_ids},
                {row.indicator_id: row.weight for row in before[line.competency_id].indicator_ids},
                {row.indicator_id: row.new_weight for row in about_indicators if row.competency_id == line.competency_id},
            )


@dataclass(frozen=True)
class Found:
    """What the machine found of one person: points by competency, and by indicator within each."""

    points: dict[str, float]
    indicators: dict[str, dict[str, float]]

    def mean(self, shares):
        """The weighted mean of some competencies' points, as far as they are known; None where none is."""
        known = {code: share for code, share in shares.items() if self.points.get(code) is not None}
        total = sum(known.values())
        return sum(share * self.points[code] for code, share in known.items()) / total if total else None


def _set_shares(targets, weights, wanted):
    """Give records that have a weight new shares of 100, computed from the weights of the version before.

    :param targets: record with a weight by what it is about
    :param weights: the present weight by the same
    :param wanted: the new shares in %, by the same
    """
    from ..tools.hr_scoring.suggest import rounded_weights

    total = sum(weights.values())
    if not wanted or not total:
        return
    shares = rounded_weights({key: 100.0 * weight / total for key, weight in weights.items()}, wanted)
    for key, record in targets.items():
        if key in shares:
            record.weight = shares[key]


def _effect(before, after, least=10):
    """Whether the consistency rate rose: only a change beyond chance counts (Fisher's exact test at 5 %)."""
    from ..tools.hr_scoring.stats import fisher_p

    if before[1] < least or after[1] < least:
        return "waiting"
    hits = [round(rate * count / 100) for rate, count in (before, after)]
    if fisher_p(hits[0], before[1] - hits[0], hits[1], after[1] - hits[1]) > 0.05:
        return "same"
    return "better" if after[0] > before[0] else "worse"
