"""What a company's recruiters have taught the machine by calling pieces of evidence right or wrong.

Each row is one attempt. Only weights and the ids of the corrections are kept: what people said stays with the evidence, so
that an erased person is forgotten here too.
"""

from functools import lru_cache

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_date


class HrCompetencyLearning(models.Model):
    _name = "hr.competency.learning"
    _description = "What Was Learned from Corrections"
    _order = "date desc, id desc"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", index=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    state = fields.Selection(
        [("active", "In Use"), ("unused", "Not Used"), ("past", "Replaced")], required=True, default="unused", index=True
    )
    reason = fields.Selection(
        [
            ("too_few", "Too few corrections"),
            ("one_sided", "Nearly all corrections say the same"),
            ("no_better", "No better than what is in use"),
            ("outdated", "Had become worse than the machine alone"),
            ("stopped", "Stopped by a person"),
        ],
        "Why Not Used",
    )
    correction_count = fields.Integer("Corrections", aggregator=None)
    kept_out_count = fields.Integer("Tested on", aggregator=None, help="Corrections that it was not shown and that decided.")
    auc_before = fields.Float(
        "Before", aggregator=None, help="Of a right and a wrong piece of evidence, how often the right one came first."
    )
    auc_after = fields.Float("After", aggregator=None, help="The same with what was learned.")
    loss_before = fields.Float(aggregator=None, help="Mean log loss of the probabilities before.")
    loss_after = fields.Float(aggregator=None, help="The same with what was learned.")
    weights = fields.Json()
    evidence_refs = fields.Json(help="Ids of the corrections that it was learned from.")
    engine_version = fields.Char()
    summary = fields.Char(compute="_compute_summary")

    _active_once = models.UniqueIndex("(company_id) WHERE state = 'active'", "One correction is in use at a time.")

    @api.depends("date")
    def _compute_display_name(self):
        for row in self:
            row.display_name = format_date(self.env, row.date) if row.date else ""

    @api.depends("state", "reason", "correction_count", "auc_before", "auc_after")
    @api.depends_context("lang", "tz")
    def _compute_summary(self):
        for row in self:
            row.summary = row._sentence()

    def _sentence(self):
        from ..tools.hr_scoring.learn import LEAST_N

        if self.state == "active":
            return self.env._(
                "In use since %(date)s, learned from %(n)s corrections. On %(kept)s that it had not seen, it puts right evidence "
                "before wrong in %(after)s %% of cases (before: %(before)s %%).",
                date=format_date(self.env, self.date),
                n=self.correction_count,
                kept=self.kept_out_count,
                after=round(self.auc_after * 100),
                before=round(self.auc_before * 100),
            )
        if self.reason == "too_few":
            return self.env._("%(n)s of at least %(least)s corrections so far.", n=self.correction_count, least=LEAST_N)
        reasons = dict(self._fields["reason"]._description_selection(self.env))
        return self.env._(
            "%(date)s: %(reason)s.", date=format_date(self.env, self.date), reason=reasons.get(self.reason, self.env._("Replaced"))
        )

    @api.model
    def _note(self, company):
        """What the settings say: what is in use, else how the last attempt ended."""
        rows = self.sudo().search([("company_id", "=", company.id)])
        row = rows.filtered(lambda one: one.state == "active") or rows[:1]
        return row.summary if row else self.env._("Nothing was learned yet: judge evidence with the thumbs beside it.")

    # --- learning -------------------------------------------------------------------------------------------------

    @api.model
    def _cron_learn(self):
        """Learn for each company in which evidence has been judged since the last attempt."""
        companies = self.env["res.company"].search([("competency_learning_enabled", "=", True)]).filtered(self._has_news)
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(companies))
        for company in companies:
            self._learn(company)
            if not cron._commit_progress(1):
                break

    def _has_news(self, company):
        last = self.search([("company_id", "=", company.id)], limit=1)
        domain = [*self._correction_domain(company), ("feedback_date", ">", last.date)] if last else self._correction_domain(company)
        return bool(self.env["hr.competency.evidence"].search_count(domain, limit=1))

    @api.model
    def _correction_domain(self, company):
        """Evidence that the machine found in this company and a recruiter judged."""
        return [
            ("company_id", "=", company.id),
            ("feedback", "!=", False),
            ("finder", "in", ("rule", "semantic")),
            ("lacking", "=", False),
            ("indicator_id", "!=", False),
        ]

    @api.model
    def _learn(self, company):
        """Learn from all corrections of a company.

        :return: the new row; it is in use only if it is better on corrections that were kept from it
        """
        from ..tools.hr_scoring import ENGINE_VERSION
        from ..tools.hr_scoring.learn import learn

        corrections = self.env["hr.competency.evidence"].sudo().search(self._correction_domain(company), order="feedback_date, id")
        active = self.search([("company_id", "=", company.id), ("state", "=", "active")])
        result = learn(corrections._feedback_rows(), active._learned())
        if active and (result.learned or result.outdated):
            active.write({"state": "past", "reason": False if result.learned else "outdated"})
            active.flush_recordset()  # there is one in use at a time, also between two statements
        return self.create(
            {
                "company_id": company.id,
                "engine_version": ENGINE_VERSION,
                "correction_count": result.n,
                "reason": result.reason or False,
                **_quality_vals(result),
                **_learned_vals(result.learned, corrections),
            }
        )

    def _learned(self):
        """What was learned, with the quotes that are still there.

        :return: ``hr_scoring.learn.Learned``, or None
        """
        from ..tools.hr_scoring.learn import Learned

        if not self:
            return None
        evidence = self.env["hr.competency.evidence"].sudo().browse(self.evidence_refs).exists()
        return Learned.from_rows(
            self.weights, evidence.filtered("feedback").sorted(lambda one: (one.feedback_date, one.id))._feedback_rows()
        )

    def _fingerprint(self):
        """Changes when a correction is taken back, turned round or erased."""
        domain = [("id", "in", self.evidence_refs), ("feedback", "!=", False)]
        return self.env["hr.competency.evidence"].sudo()._read_group(domain, [], ["__count", "feedback_date:max", "write_date:max"])[0]

    # --- actions --------------------------------------------------------------------------------------------------

    def action_stop(self):
        """Go back to the machine as it was shipped."""
        self.check_access("read")
        if not self.env.user.has_group("hr_recruitment.group_hr_recruitment_manager"):
            raise AccessError(self.env._("A recruitment manager decides what the machine uses."))
        self.sudo().filtered(lambda row: row.state == "active").write({"state": "past", "reason": "stopped"})

    def action_corrections(self):
        """The corrections of the company."""
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id("hr_competency.action_correction")
        return {**action, "domain": self._correction_domain(self.company_id), "context": {}}

    def _show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What Was Learned"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }


class HrCompetencyEvidence(models.Model):
    _inherit = "hr.competency.evidence"

    def _feedback_rows(self):
        """Corrections as the engine knows them; the same quote for the same indicator is one, however often it was found."""
        from ..tools.hr_scoring.learn import Feedback
        from ..tools.hr_scoring.text import fold
        from ..tools.hr_scoring.types import Kind

        return [
            Feedback(
                key=f"{one.indicator_id.code}\n{fold(one.quote)}",
                indicator_id=one.indicator_id.code,
                quote=one.quote,
                probability=one.shipped_probability or one.probability,
                accepted=one.feedback == "accepted",
                kind=Kind(one.kind or "explicit"),
                strength=one.strength,
            )
            for one in self
            if one.quote
        ]


class HrCompetencyEngine(models.AbstractModel):
    _inherit = "hr.competency.engine"

    @api.model
    def _finder(self, company, encoder):
        """The evidence finder of a company: the shipped one, with what its recruiters taught on top.

        :return: what ``hr_scoring.score.assess`` takes as ``finder``
        """
        from ..tools.hr_scoring.score import default_finder

        company = (company or self.env.company).sudo()
        learning = self.env["hr.competency.learning"].sudo()
        active = learning.search([("company_id", "=", company.id), ("state", "=", "active")])
        if not active or not company.competency_learning_enabled:
            return default_finder(encoder)
        kept = _kept(self.env.cr.dbname, active.id, active._fingerprint(), default_finder(encoder))
        if not kept:
            kept.append(_corrected(active, default_finder(encoder)))
        return kept[0]


@lru_cache(maxsize=16)
def _kept(_database, _learning, _fingerprint, _shipped):
    """Where a process keeps a corrected finder, whose quotes are costly to prepare. Empty at first."""
    return []


def _corrected(active, shipped):
    """The shipped finder stays alone where the weights are of another version of the engine."""
    from ..tools.hr_scoring.learn import CorrectedFinder

    try:
        return CorrectedFinder(shipped, active._learned())
    except ValueError:
        return shipped


def _quality_vals(result):
    before, after = result.active or result.shipped, result.learned_quality
    if not after:
        return {}
    return {
        "kept_out_count": after.n,
        "auc_before": before.auc or 0.0,
        "auc_after": after.auc or 0.0,
        "loss_before": before.log_loss,
        "loss_after": after.log_loss,
    }


def _learned_vals(learned, corrections):
    if learned is None:
        return {"state": "unused"}
    return {"state": "active", "weights": list(learned.weights), "evidence_refs": corrections.ids}
