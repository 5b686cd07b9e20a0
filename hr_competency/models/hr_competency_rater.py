"""How each person rates, compared with colleagues: what the statistics find, in words and numbers, and what helps."""

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools.i18n import format_list

MONTHS = 12
CODES = [
    ("severity", "Severity"),
    ("leniency", "Leniency"),
    ("range_restriction", "Range restriction"),
    ("halo", "Halo"),
    ("under_used_indicator", "Indicator left out"),
]


class HrCompetencyRater(models.Model):
    """One rater's report at the end of a period; the reports of earlier months stay, so that one sees what changed."""

    _name = "hr.competency.rater"
    _description = "Rater Report"
    _order = "date_to desc, finding_count desc, id"
    _rec_name = "rater_id"

    rater_id = fields.Many2one("res.users", required=True, ondelete="cascade", index=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", index=True, readonly=True)
    date_from = fields.Date(required=True, readonly=True)
    date_to = fields.Date("As Of", required=True, readonly=True)
    people = fields.Integer("People Rated", readonly=True, aggregator="sum")
    is_judged = fields.Boolean("Enough to Say", readonly=True, help="Below ten people nothing is said about how somebody rates.")
    is_small = fields.Boolean("Few People", readonly=True, help="Below thirty people the next ones may well show something else.")
    mean_level = fields.Float(readonly=True, aggregator="avg")
    mean_difference = fields.Float("Human − AI (%)", readonly=True, aggregator="avg", help="Mean difference of totals, in % of the scale.")
    consistency = fields.Float("Consistency Rate", readonly=True, aggregator="avg", help="Share of people rated like the AI, in %.")
    finding_ids = fields.One2many("hr.competency.rater.finding", "report_id", string="Findings", readonly=True)
    finding_count = fields.Integer(compute="_compute_finding_count", store=True)
    undecided = fields.Json(readonly=True, help="What so few people cannot show, see ``hr_scoring.raters.Power``.")
    undecided_text = fields.Text("What So Few People Cannot Show", compute="_compute_undecided_text")
    summary = fields.Text(compute="_compute_summary")

    _once = models.UniqueIndex("(rater_id, company_id, date_to)", "This report exists already.")

    @api.depends("finding_ids")
    def _compute_finding_count(self):
        for report in self:
            report.finding_count = len(report.finding_ids)

    @api.depends("undecided")
    @api.depends_context("lang")
    def _compute_undecided_text(self):
        for report in self:
            report.undecided_text = "\n".join(report._say_undecided(**power) for power in report.undecided or [])

    @api.depends("finding_ids", "people", "is_judged", "is_small", "undecided")
    @api.depends_context("lang")
    def _compute_summary(self):
        for report in self:
            report.summary = "\n".join(report._summary_lines())

    def _summary_lines(self):
        if not self.is_judged:
            return [
                self.env._("%(n)s people rated: too few to say anything; it takes %(least)s.", n=self.people, least=_least_people()),
            ]
        lines = self.finding_ids.mapped("sentence") or [self.env._("Nothing found.")]
        if self.undecided:
            labels = dict(self.env["hr.competency.rater.finding"]._fields["code"]._description_selection(self.env))
            names = format_list(self.env, [labels[power["code"]].lower() for power in self.undecided], "or")
            lines.append(self.env._("%(n)s people are too few to rule out: %(biases)s.", n=self.people, biases=names))
        elif self.is_small:
            lines.append(self.env._("This rests on %s people only; few, so take it as a hint.", self.people))
        return lines

    def _say_undecided(self, code, n, detectable, needed):
        """One bias that may be there although nothing was found: how large it would have to be, and how many people it takes."""
        sentences = {
            "severity": self.env._("Severity or leniency: with %(n)s people only a shift of %(levels)s levels or more shows for sure."),
            "range_restriction": self.env._(
                "Range restriction: with %(n)s people it shows for sure only where levels lie at most %(ratio)s %% as far apart as "
                "those of colleagues."
            ),
            "halo": self.env._(
                "Halo: with %(n)s people it shows for sure only where competencies differ at most %(ratio)s %% as much as with colleagues."
            ),
            "under_used_indicator": self.env._(
                "Indicator left out: with %(n)s scorecards it shows for sure only where an indicator is commented on at most "
                "%(ratio)s %% as often as usual."
            ),
        }
        values = {"n": n, "levels": f"{detectable:.1f}", "ratio": f"{100 * detectable:.0f}"}
        return f"{sentences[code] % values} {self._say_needed(code, needed)}"

    def _say_needed(self, code, needed):
        if not needed:
            return self.env._("Raters differ so much among themselves that more people would not show it either.")
        effects = {
            "severity": self.env._("Half a level takes about %s people."),
            "range_restriction": self.env._("A range cut by half takes about %s people."),
            "halo": self.env._("Differences cut by half take about %s people."),
            "under_used_indicator": self.env._("A quarter of the usual takes about %s people."),
        }
        return effects[code] % needed

    # --- making them ----------------------------------------------------------------------------------------------

    @api.model
    def _cron_reports(self):
        """Make the reports of every company up to today; within a month the newest replaces the one before."""
        rated = self.env["hr.competency.assessment"]._read_group([("source", "=", "interviewer"), ("state", "=", "done")], ["company_id"])
        companies = [company for (company,) in rated if company]
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(companies))
        for company in companies:
            self._make_reports(company)
            if not cron._commit_progress(1):
                break

    @api.model
    def _make_reports(self, company, date_to=None):
        """Judge all raters of a company together, on the ratings of the last twelve months.

        :return: the reports
        """
        from ..tools.hr_scoring.raters import rater_report

        date_to = date_to or fields.Date.context_today(self)
        date_from = date_to - relativedelta(months=MONTHS)
        ratings, assessments = self._ratings(company, date_from, date_to)
        found = rater_report(ratings)
        reports = self.sudo()
        reports.search([("company_id", "=", company.id), ("date_to", ">=", date_to.replace(day=1)), ("date_to", "<=", date_to)]).unlink()
        by_rater = assessments.grouped("assessor_id")
        people = dict(found.people)
        return reports.create(
            [
                {
                    "rater_id": rater.id,
                    "company_id": company.id,
                    "date_from": date_from,
                    "date_to": date_to,
                    "people": people.get(str(rater.id), 0),
                    "is_judged": str(rater.id) in people and str(rater.id) not in found.too_few,
                    "is_small": people.get(str(rater.id), 0) < _small_n(),
                    "finding_ids": [(0, 0, self._finding_vals(bias)) for bias in found.of(str(rater.id))],
                    "undecided": [_power_vals(power) for power in found.undecided(str(rater.id))],
                    **self._figures(rater, mine),
                }
                for rater, mine in by_rater.items()
            ]
        )

    def _figures(self, rater, assessments):
        lines = assessments.line_ids.filtered("has_evidence")
        [(difference, consistency)] = (
            self.env["hr.competency.calibration"]
            .sudo()
            ._read_group(
                [("human_assessment_id", "in", assessments.ids), ("competency_id", "=", False)], [], ["difference:avg", "consistency:avg"]
            )
        )
        return {
            "mean_level": sum(lines.mapped("level")) / len(lines) if lines else 0.0,
            "mean_difference": difference or 0.0,
            "consistency": consistency or 0.0,
        }

    def _finding_vals(self, bias):
        from ..tools.hr_scoring.raters import root_cause

        code, parameters = root_cause(bias)
        indicator = self.env["hr.competency.indicator"].sudo()
        if parameters.get("indicator"):
            indicator = indicator.search([("code", "=", parameters["indicator"])], limit=1)
        return {
            "code": code,
            "effect": bias.effect,
            "low": bias.low,
            "high": bias.high,
            "p_value": bias.p,
            "people": bias.n,
            "is_small": bias.small,
            "indicator_id": indicator.id,
            "parameters": parameters,
        }

    def _ratings(self, company, date_from, date_to):
        """The period's ratings by people, as the engine's ``Rating``, with the machine's level where there is one.

        :return: list of ``hr_scoring.raters.Rating`` and the assessments that they come from
        """
        assessments = self.env["hr.competency.assessment"].sudo()
        humans = assessments.search(
            [("source", "=", "interviewer"), ("state", "=", "done"), ("company_id", "=", company.id), ("assessor_id", "!=", False),
             ("applicant_id", "!=", False), ("date_done", ">=", date_from), ("date_done", "<", date_to + relativedelta(days=1))]
        )  # fmt: skip
        machine = self._machine_levels(humans)
        used = self._used_indicators(humans)
        return [rating for human in humans for rating in _ratings_of(human, machine, used[human])], humans

    def _machine_levels(self, humans):
        """``{(human assessment, competency): level}`` of the machine, for the same applicant and model."""
        pairs = (
            self.env["hr.competency.calibration"].sudo().search([("human_assessment_id", "in", humans.ids), ("competency_id", "!=", False)])
        )
        lines = pairs.machine_assessment_id.line_ids
        levels = {(line.assessment_id, line.competency_id): line.level for line in lines if line.has_evidence}
        return {
            (pair.human_assessment_id, pair.competency_id): levels.get((pair.machine_assessment_id, pair.competency_id)) for pair in pairs
        }

    def _used_indicators(self, humans):
        """Which indicators each scorecard's comments speak of, found by the engine; the same yardstick for every rater.

        :return: ``{assessment: set of indicator codes}``
        """
        from ..tools.hr_scoring import score

        engine = self.env["hr.competency.engine"]
        used = {}
        for model, mine in humans.grouped("model_id").items():
            job = engine._job_model(model)
            cases = [(job, [engine._source(text.key, text.text, "other") for text in human.source_ids]) for human in mine]
            used.update(zip(mine, map(_indicators_with_evidence, score.assess_many(cases)), strict=True))
        return used

    def action_make_reports(self):
        """Make the reports of the own companies now."""
        if not self.env.user.has_group("hr_recruitment.group_hr_recruitment_manager"):
            raise AccessError(self.env._("HR managers make the rater reports."))
        for company in self.env.companies:
            self._make_reports(company)
        return self.env["ir.actions.actions"]._for_xml_id("hr_competency.action_rater")

    def action_ratings(self):
        """The comparisons that the report rests on."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id("hr_competency.action_calibration")
        domain = [("rater_id", "=", self.rater_id.id), ("date", ">=", self.date_from), ("company_id", "=", self.company_id.id)]
        return {**action, "domain": domain, "context": {"search_default_totals": 1}}


class HrCompetencyRaterFinding(models.Model):
    _name = "hr.competency.rater.finding"
    _description = "Finding about a Rater"
    _order = "report_id, p_value, id"
    _rec_name = "code"

    report_id = fields.Many2one("hr.competency.rater", required=True, ondelete="cascade", index=True)
    rater_id = fields.Many2one(related="report_id.rater_id", store=True, index=True)
    company_id = fields.Many2one(related="report_id.company_id", store=True)
    code = fields.Selection(CODES, "Root Cause", required=True)
    effect = fields.Float(aggregator=None, help="Levels for severity and leniency, else the ratio to what others do.")
    low = fields.Float(aggregator=None)
    high = fields.Float(aggregator=None)
    p_value = fields.Float("p", digits=(6, 4), aggregator=None, help="Corrected for all the comparisons made.")
    people = fields.Integer(aggregator=None)
    is_small = fields.Boolean("Few People")
    indicator_id = fields.Many2one("hr.competency.indicator", ondelete="set null")
    parameters = fields.Json()
    sentence = fields.Text("What Was Found", compute="_compute_sentence")
    advice = fields.Text("What Helps", compute="_compute_sentence")

    @api.depends("code", "effect", "low", "high", "people", "parameters", "indicator_id")
    @api.depends_context("lang")
    def _compute_sentence(self):
        for finding in self:
            finding.sentence, finding.advice = getattr(finding, f"_say_{finding.code}")()

    def _bounds(self, scale=1.0, digits=1):
        """The interval as words for a sentence, without signs."""
        low, high = sorted((abs(self.low) * scale, abs(self.high) * scale))
        return {"low": f"{low:.{digits}f}", "high": f"{high:.{digits}f}", "n": self.people}

    def _say_severity(self):
        sentence = self.env._(
            "Rates %(levels)s levels lower than colleagues would rate the same people (95 %% interval %(low)s to %(high)s, n = %(n)s).",
            levels=f"{abs(self.effect):.1f}",
            **self._bounds(),
        )
        return sentence, self.env._("Read the anchors of levels 3 and 4 again and rate two recorded answers together with a colleague.")

    def _say_leniency(self):
        sentence = self.env._(
            "Rates %(levels)s levels higher than colleagues would rate the same people (95 %% interval %(low)s to %(high)s, n = %(n)s).",
            levels=f"{abs(self.effect):.1f}",
            **self._bounds(),
        )
        return sentence, self.env._("Ask for the deed behind each high level: what did the person do, and what came of it?")

    def _say_range_restriction(self):
        sentence = self.env._(
            "Uses only a part of the scale: levels lie %(ratio)s %% as far apart as those of colleagues "
            "(95 %% interval %(low)s to %(high)s %%, n = %(n)s).",
            ratio=f"{100 * self.effect:.0f}",
            **self._bounds(100.0, 0),
        )
        return sentence, self.env._("Give levels 1, 2 and 5 where their anchors fit: a rating in the middle helps nobody to choose.")

    def _say_halo(self):
        sentence = self.env._(
            "Gives one person much the same level everywhere: competencies differ %(ratio)s %% as much as with colleagues "
            "(95 %% interval %(low)s to %(high)s %%, n = %(n)s).",
            ratio=f"{100 * self.effect:.0f}",
            **self._bounds(100.0, 0),
        )
        return sentence, self.env._("Rate one competency for all candidates before turning to the next one.")

    def _say_under_used_indicator(self):
        words = self.parameters or {}
        sentence = self.env._(
            "Hardly ever comments on “%(indicator)s”: %(own)s %% of the scorecards, colleagues %(usual)s %% (n = %(n)s).",
            indicator=self.indicator_id.name or words.get("indicator", ""),
            own=f"{100 * words.get('own_share', 0):.0f}",
            usual=f"{100 * words.get('usual_share', 0):.0f}",
            n=self.people,
        )
        return sentence, self.env._("Keep a question ready that lets candidates show this behaviour.")


def _power_vals(power):
    return {"code": power.code, "n": power.n, "detectable": power.detectable, "needed": power.needed}


def _least_people():
    from ..tools.hr_scoring.raters import LEAST_PEOPLE

    return LEAST_PEOPLE


def _small_n():
    from ..tools.hr_scoring.stats import SMALL_N

    return SMALL_N


def _ratings_of(human, machine, used):
    """One scorecard's lines as ratings; ``offered`` only where the rater commented at all."""
    from ..tools.hr_scoring.raters import Rating

    spoken = {text.key for text in human.source_ids if len((text.text or "").strip()) > 1}
    records = human.model_id.line_ids
    offered = {line.competency_id: tuple(sorted(line.indicator_ids.indicator_id.mapped("code"))) for line in records}
    return [
        Rating(
            rater=str(human.assessor_id.id),
            person=str(human.applicant_id.id),
            competency=line.competency_id.code,
            level=line.level,
            reference=machine.get((human, line.competency_id)),
            used=tuple(code for code in offered.get(line.competency_id, ()) if code in used),
            offered=offered.get(line.competency_id, ()) if line.competency_id.code in spoken else (),
        )
        for line in human.line_ids.filtered("has_evidence")
    ]


def _indicators_with_evidence(assessment):
    return {one.indicator_id for item in assessment.competencies for one in item.indicators if one.evidence}
