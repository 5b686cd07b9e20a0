"""Audit of adverse impact: selection rates, scoring rates and impact ratios of groups, counted in SQL."""

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .hr_competency_assessment import THAW

MEASURES = [("passed", "Recommended"), ("moved", "Moved on"), ("hired", "Hired"), ("scored", "Above the median")]
GROUPINGS = [("sex", "Sex"), ("race", "Race / ethnicity"), ("both", "Sex × race / ethnicity")]
TOOLS = [("cv", "CV scoring"), ("ai_interview", "AI interview"), ("vendor", "Vendor's result")]
# One row for each pair of sex and race that occurs, NULL where a person has not said: counts only, nobody's row.
COUNTS = """
WITH said AS (
    SELECT st.id, st.applicant_id, p.partner_id, st.sex_id, st.race_id
      FROM hr_competency_impact_statement st JOIN hr_applicant p ON p.id = st.applicant_id
     WHERE st.company_id = %(company)s
), by_contact AS (
    SELECT DISTINCT ON (partner_id) partner_id, sex_id, race_id FROM said WHERE partner_id IS NOT NULL ORDER BY partner_id, id DESC
), first AS (
    SELECT j.id AS job_id, min(s.sequence) AS sequence
      FROM hr_job j CROSS JOIN hr_recruitment_stage s
     WHERE NOT EXISTS (SELECT FROM %(rel)s r WHERE r.%(stage)s = s.id)
        OR EXISTS (SELECT FROM %(rel)s r WHERE r.%(stage)s = s.id AND r.%(job)s = j.id)
     GROUP BY j.id
), people AS (
    SELECT CASE WHEN own.id IS NULL THEN other.sex_id ELSE own.sex_id END AS sex_id,
           CASE WHEN own.id IS NULL THEN other.race_id ELSE own.race_id END AS race_id,
           a.verdict = 'passed' AS passed,
           stage.sequence > first.sequence OR p.date_closed IS NOT NULL AS moved,
           p.date_closed IS NOT NULL AS hired,
           CASE WHEN a.has_score THEN a.score END AS score
      FROM hr_competency_assessment a
      JOIN hr_applicant p ON p.id = a.applicant_id
      LEFT JOIN hr_recruitment_stage stage ON stage.id = p.stage_id
      LEFT JOIN first ON first.job_id = a.job_id
      LEFT JOIN said own ON own.applicant_id = p.id
      LEFT JOIN by_contact other ON other.partner_id = p.partner_id
     WHERE a.id IN %(assessments)s
), middle AS (
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY score) AS median FROM people
)
SELECT sex_id, race_id, count(*), count(*) FILTER (WHERE passed), count(*) FILTER (WHERE moved), count(*) FILTER (WHERE hired),
       count(score), count(*) FILTER (WHERE score > median), max(median)
  FROM people CROSS JOIN middle
 GROUP BY sex_id, race_id
"""


class HrCompetencyImpactAudit(models.Model):
    """Parameters, and once counted the result. A finished one is a record: it changes no more and stays when people are
    erased, because it holds counts only."""

    _name = "hr.competency.impact.audit"
    _description = "Adverse Impact Audit"
    _order = "date_to desc, id desc"
    _check_company_auto = True
    _allow_sudo_commands = False

    name = fields.Char(compute="_compute_name", store=True, readonly=False, required=True, precompute=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    source = fields.Selection(TOOLS, "Tool", required=True, default="ai_interview", help="Each tool is audited by itself.")
    job_ids = fields.Many2many("hr.job", string="Jobs", check_company=True, help="Empty: all jobs.")
    model_ids = fields.Many2many(
        "hr.competency.model", string="Model Versions", check_company=True, help="Empty: all versions of the jobs' competency models."
    )
    date_from = fields.Date("Assessed From", required=True, default=lambda self: fields.Date.today().replace(month=1, day=1))
    date_to = fields.Date("Until", required=True, default=lambda self: fields.Date.today())
    threshold = fields.Float(
        "Reference Threshold", compute="_compute_threshold", store=True, readonly=False, precompute=True, aggregator=None,
        help="Impact ratios below it are marked. Four fifths is a rule of thumb of the US guidelines, not a verdict.",
    )  # fmt: skip
    leave_out = fields.Boolean("Leave Out Groups Below 2 %", help="Their number and rate are shown, they are not compared.")
    leave_out_reason = fields.Text("Justification")
    note = fields.Text("Remarks")
    state = fields.Selection([("draft", "Draft"), ("done", "Finished")], default="draft", required=True, readonly=True, copy=False)
    counted_on = fields.Datetime(readonly=True, copy=False)
    finished_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    line_ids = fields.One2many("hr.competency.impact.audit.line", "audit_id", readonly=True, copy=False)
    people_count = fields.Integer("People Assessed", readonly=True, copy=False)
    flag_count = fields.Integer("Below the Threshold", readonly=True, copy=False)
    table = fields.Html(compute="_compute_table", sanitize=False)

    _period = models.Constraint("CHECK (date_from <= date_to)", "The period ends before it begins.")
    _threshold_range = models.Constraint("CHECK (threshold > 0 AND threshold <= 1)", "The threshold is above 0 and at most 1.")

    @api.depends("source", "date_from", "date_to")
    def _compute_name(self):
        tools = dict(self._fields["source"]._description_selection(self.env))
        for audit in self:
            audit.name = f"{tools.get(audit.source, '')} {audit.date_from or ''} – {audit.date_to or ''}"

    @api.depends("company_id")
    def _compute_threshold(self):
        for audit in self:
            audit.threshold = audit.company_id.sudo().competency_impact_threshold

    @api.depends("line_ids")
    @api.depends_context("lang")
    def _compute_table(self):
        for audit in self:
            audit.table = self.env["ir.qweb"]._render("hr_competency.impact_table", {"blocks": audit._blocks(), "audit": audit})

    # --- a finished audit stays as it is --------------------------------------------------------------------------

    def _is_thawed(self):
        return self.env.context.get("hr_competency_thaw") is THAW

    def _check_draft(self):
        if not self._is_thawed() and "done" in self.mapped("state"):
            raise UserError(self.env._("A finished audit cannot change. Duplicate it to count again."))

    @api.model_create_multi
    def create(self, vals_list):
        """Every audit starts as a draft without results."""
        own = {"state", "counted_on", "finished_by_id", "line_ids", "people_count", "flag_count"}
        return super().create([{key: value for key, value in vals.items() if key not in own} for vals in vals_list])

    def write(self, vals):
        """What is finished is frozen; other parameters make the old result void."""
        self._check_draft()
        if self._is_thawed():
            return super().write(vals)
        if set(vals) & {"state", "counted_on", "finished_by_id", "line_ids", "people_count", "flag_count"}:
            raise UserError(self.env._("Results are counted, not entered."))
        done = super().write(vals)
        if set(vals) - {"name", "note"}:
            self._void()
        return done

    def _void(self):
        thawed = self.sudo().with_context(hr_competency_thaw=THAW)
        thawed.line_ids.unlink()
        thawed.write({"counted_on": False, "people_count": 0, "flag_count": 0})

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        self._check_draft()
        self._void()

    # --- counting -------------------------------------------------------------------------------------------------

    def action_count(self):
        """Count anew, for drafts."""
        self.check_access("write")
        self._check_draft()
        for audit in self:
            audit._void()
            audit._count()

    def action_finish(self):
        """Make it a record that changes no more."""
        self.check_access("write")
        for audit in self:
            audit._check_draft()
            if not audit.counted_on:
                raise UserError(self.env._("Count first."))
        self.sudo().with_context(hr_competency_thaw=THAW).write({"state": "done", "finished_by_id": self.env.uid})

    def action_lines(self):
        """The same figures as a list, to be filtered and grouped."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id("hr_competency.action_impact_line")
        return {**action, "domain": [("audit_id", "=", self.id)], "context": {"search_default_group_measure": 1}}

    def action_export(self):
        """The figures as a spreadsheet."""
        self.ensure_one()
        self.check_access("read")
        files = self.env["ir.attachment"].sudo()
        files.search([("res_model", "=", self._name), ("res_id", "=", self.id), ("name", "=", "adverse-impact.xlsx")]).unlink()
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        file = files.create(
            {"name": "adverse-impact.xlsx", "raw": self._xlsx(), "mimetype": kind, "res_model": self._name, "res_id": self.id}
        )
        return {"type": "ir.actions.act_url", "url": f"/web/content/{file.id}?download=true", "target": "self"}

    def action_print(self):
        """The audit as a document."""
        self.ensure_one()
        self.check_access("read")
        return self.env.ref("hr_competency.report_impact_audit").report_action(self)

    def _assessment_domain(self):
        """Hook: whom the audit counts: once an application, by the assessment of this tool that counts today."""
        domain = [
            ("company_id", "=", self.company_id.id),
            ("source", "=", self.source),
            ("state", "=", "done"),
            ("is_current", "=", True),
            ("applicant_id", "!=", False),
            ("date_done", ">=", fields.Datetime.to_datetime(self.date_from)),
            ("date_done", "<", fields.Datetime.to_datetime(fields.Date.add(self.date_to, days=1))),
        ]
        if self.job_ids:
            domain.append(("job_id", "in", self.job_ids.ids))
        if self.model_ids:
            domain.append(("model_id", "in", self.model_ids.ids))
        return domain

    def _counted(self):
        """:return: rows ``(sex id or None, race id or None, {measure: (hits, n)}, median)``"""
        self.env.flush_all()
        stages = self.env["hr.recruitment.stage"]._fields["job_ids"]
        assessments = self.env["hr.competency.assessment"].sudo()._search(self._assessment_domain(), order="id")
        query = SQL(
            COUNTS,
            company=self.company_id.id,
            rel=SQL.identifier(stages.relation),
            stage=SQL.identifier(stages.column1),
            job=SQL.identifier(stages.column2),
            assessments=assessments.subselect(),
        )
        rows = self.env.execute_query(query)
        return [
            (sex, race, {"passed": (passed, n), "moved": (moved, n), "hired": (hired, n), "scored": (above, scored)}, median)
            for sex, race, n, passed, moved, hired, scored, above, median in rows
        ]

    def _count(self):
        self.ensure_one()
        rows = self._counted()
        vals = []
        for measure, _label in MEASURES:
            for grouping, _name in GROUPINGS:
                vals += self._block_vals(rows, measure, grouping)
        thawed = self.sudo().with_context(hr_competency_thaw=THAW)
        thawed.line_ids.create([{"audit_id": self.id, **one} for one in vals])
        people = sum(counts["passed"][1] for _sex, _race, counts, _median in rows)
        flags = sum(one.get("flagged", False) for one in vals)
        thawed.write({"counted_on": fields.Datetime.now(), "people_count": people, "flag_count": flags})

    def _block_vals(self, rows, measure, grouping):
        """The lines of one measure for one grouping: each group, those left out, and those who have not said."""
        from ..tools.hr_scoring.fairness import SMALL_SHARE, selection_impact

        counts = defaultdict(lambda: (0, 0))
        for sex, race, numbers, _median in rows:
            key = {"sex": (sex, None), "race": (None, race), "both": (sex, race) if sex and race else (None, None)}[grouping]
            counts[key] = tuple(map(sum, zip(counts[key], numbers[measure], strict=True)))
        unknown = counts.pop((None, None), (0, 0))
        everybody = sum(n for _hits, n in counts.values()) + unknown[1]
        few = {key for key, (_hits, n) in counts.items() if self.leave_out and n < SMALL_SHARE * everybody}
        names = {f"{sex or ''}:{race or ''}": (sex, race) for sex, race in counts}
        compared = {name: counts[key] for name, key in names.items() if key not in few}
        outside = unknown[1] + sum(counts[key][1] for key in few)
        common = {"measure": measure, "grouping": grouping, "median": rows[0][3] or 0.0 if rows and measure == "scored" else 0.0}
        impact = selection_impact(compared, outside, self.threshold)
        lines = [{**common, **_rate_vals(one), "sex_id": names[one.group][0], "race_id": names[one.group][1]} for one in impact.groups]
        lines += [{**common, **_bare_vals(*counts[key]), "sex_id": key[0], "race_id": key[1], "left_out": True} for key in few]
        return [*lines, {**common, **_bare_vals(*unknown), "is_unknown": True}] if everybody else lines

    # --- showing --------------------------------------------------------------------------------------------------

    def _blocks(self):
        """:return: ``[{"title", "grouping", "lines", "median"}]``, one for each measure and grouping that has lines"""
        measures = self.line_ids._fields["measure"]._description_selection(self.env)
        groupings = self.line_ids._fields["grouping"]._description_selection(self.env)
        found = defaultdict(self.line_ids.browse)
        for line in self.line_ids:
            found[line.measure, line.grouping] |= line
        return [
            {"title": title, "grouping": name, "first": grouping == "sex", "lines": lines.sorted("id"), "median": lines[:1].median,
             "measure": measure}
            for measure, title in measures
            for grouping, name in groupings
            if (lines := found[measure, grouping])
        ]  # fmt: skip

    def _xlsx(self):
        from ..tools.impact_sheet import sheet

        head = [
            (self.env._("Audit"), self.name),
            (self.env._("Company"), self.company_id.name),
            (self.env._("Tool"), dict(self._fields["source"]._description_selection(self.env))[self.source]),
            (self.env._("Jobs"), ", ".join(self.job_ids.mapped("name")) or self.env._("all")),
            (self.env._("Model versions"), ", ".join(self.model_ids.mapped("name")) or self.env._("all")),
            (self.env._("Assessed"), f"{self.date_from} – {self.date_to}"),
            (self.env._("People assessed"), self.people_count),
            (self.env._("Reference threshold"), self.threshold),
            (self.env._("Groups left out because"), self.leave_out_reason if self.leave_out else ""),
            (self.env._("Counted on (UTC)"), str(self.counted_on or "")),
        ]
        titles = [
            self.env._("Measure"), self.env._("Grouping"), self.env._("Group"), self.env._("People"), self.env._("Hits"),
            self.env._("Rate"), self.env._("Impact ratio"), self.env._("Fisher exact p"), self.env._("Below the threshold"),
            self.env._("Small n"), self.env._("Below 2 %"), self.env._("Left out"), self.env._("Median"),
        ]  # fmt: skip
        rows = [line._row(block) for block in self._blocks() for line in block["lines"]]
        return sheet(head, titles, rows)


def _rate_vals(one):
    """A group's rate as the engine's statistics gives it, as field values."""
    return {
        "people": one.n,
        "hits": one.hits,
        "rate": one.rate,
        "has_ratio": one.ratio is not None,
        "ratio": one.ratio or 0.0,
        "p_value": one.p,
        "flagged": one.flagged,
        "is_small": one.small,
        "may_be_left_out": one.may_be_left_out,
    }


def _bare_vals(hits, people):
    return {"people": people, "hits": hits, "rate": hits / people if people else 0.0}
