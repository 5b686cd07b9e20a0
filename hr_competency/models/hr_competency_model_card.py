"""The model card of a job's competency model: what it is for, what it measures, how well, and its limits."""

from functools import cache

from odoo import api, fields, models
from odoo.tools import file_open

from .hr_competency_assessment import SOURCES, VERDICTS

ENGINE_CARD = "hr_competency/tools/hr_scoring/README.md"


@cache
def engine_card():
    """The engine's own card, read from its documentation, so that the two cannot differ.

    :return: ``[("table", rows of cells) or ("text", paragraph)]``, in order
    """
    from ..tools.markdown_section import section

    with file_open(ENGINE_CARD) as file:
        return tuple(section(file.read(), "Model card of the evidence model"))


class HrCompetencyModel(models.Model):
    _inherit = "hr.competency.model"

    def action_model_card(self):
        """The card as a document."""
        self.check_access("read")
        return self.env.ref("hr_competency.report_model_card").report_action(self)

    def _card(self):
        """What the card says, as plain values.

        Read in superuser mode: who may see the model may see how good it is, in numbers that name nobody.
        """
        self.check_access("read")
        model = self.sudo()
        company = model.company_id or self.env.company
        return {
            "model": model,
            "company": company,
            "states": dict(self._fields["state"]._description_selection(self.env)),
            "approvers": dict(model.approval_ids._fields["approver"]._description_selection(self.env)),
            "decisions": dict(model.approval_ids._fields["state"]._description_selection(self.env)),
            "lines": [model._card_line(line) for line in model.line_ids],
            "engine": model._card_engine(company),
            "trained": engine_card(),
            "use": model._card_use(),
            "calibration": model._card_calibration(company),
            "impact": model._card_impact(company),
            "today": fields.Date.context_today(self),
        }

    def _card_line(self, line):
        return {
            "name": line.competency_id.name,
            "share": line.share,
            "level": line.required_level,
            "must_have": line.must_have,
            "indicators": line.indicator_ids.indicator_id.mapped("name"),
        }

    def _card_engine(self, company):
        from ..tools.hr_scoring import ENGINE_VERSION
        from ..tools.hr_scoring.finder import EvidenceFinder

        used = self.env["hr.competency.assessment"]._read_group(
            [("model_id", "=", self.id), ("state", "=", "done")], ["engine_version"], ["__count"]
        )
        encoders = dict(company._fields["competency_encoder"]._description_selection(self.env))
        return {
            "version": ENGINE_VERSION,
            "evidence": EvidenceFinder().version,
            "encoder": encoders[company.competency_encoder],
            "used": [(version or "–", count) for version, count in used],
            "learned": self.env["hr.competency.learning"]._note(company),
            "enabled": company.competency_scoring_enabled,
        }

    def _card_use(self):
        """How many people were assessed, by source, and with which verdicts."""
        rows = self.env["hr.competency.assessment"]._read_group(
            [("model_id", "=", self.id), ("state", "=", "done")], ["source", "verdict"], ["__count"]
        )
        sources = dict(self.env["hr.competency.assessment"]._fields["source"]._description_selection(self.env))
        counts = {(source, verdict): count for source, verdict, count in rows}
        return [
            {"source": sources[source], "n": sum(found), "verdicts": found}
            for source, _label in SOURCES
            if any(found := [counts.get((source, verdict), 0) for verdict, _name in VERDICTS])
        ]

    def _card_calibration(self, company):
        """AI against human: of total scores, and where they differ most."""
        rate, count = self.env["hr.competency.calibration"]._consistency_of(self).get(self, (None, 0))
        rows = self.env["hr.competency.calibration"]._read_group(
            [("model_id", "=", self.id), ("competency_id", "!=", False)], ["competency_id"], ["distance:avg", "__count"]
        )
        widest = sorted(((competency.name, distance, n) for competency, distance, n in rows), key=lambda row: -row[1])
        return {"n": count, "rate": rate, "threshold": company.competency_alert_threshold, "widest": widest[:3]}

    def _card_impact(self, company):
        """The newest finished audit that counts this version or its job, and the dates that the law asks for."""
        audits = self.env["hr.competency.impact.audit"].search([("state", "=", "done"), ("company_id", "=", company.id)])
        mine = audits.filtered(lambda one: self <= (one.model_ids or self) and self.job_id <= (one.job_ids or self.job_id))[:1]
        return {
            "audit": mine,
            "independent": self.job_id.competency_audit_date or company.competency_audit_date,
            "url": company.competency_audit_url,
            "told": self.job_id.competency_notice_date or company.competency_notice_date,
            "obstacle": self.job_id._competency_obstacle(),
        }


class ModelCardReport(models.AbstractModel):
    _name = "report.hr_competency.model_card_document"
    _description = "Model Card"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Odoo's hook: what the document is made of."""
        docs = self.env["hr.competency.model"].browse(docids)
        return {"doc_ids": docids, "doc_model": docs._name, "docs": docs, "cards": [model._card() for model in docs]}
