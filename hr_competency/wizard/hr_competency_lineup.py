"""Candidates of one job side by side: what each assessment found of each competency, to be looked at and printed."""

from odoo import api, fields, models
from odoo.exceptions import UserError

MOST = 6


class HrCompetencyLineup(models.TransientModel):
    _name = "hr.competency.lineup"
    _description = "Candidates Side by Side"
    _rec_name = "job_id"

    job_id = fields.Many2one("hr.job", required=True)
    applicant_ids = fields.Many2many("hr.applicant", domain="[('job_id', '=', job_id)]", string="Candidates")
    profile = fields.Json(compute="_compute_table")
    table = fields.Html(compute="_compute_table", sanitize=False)

    @api.depends("job_id", "applicant_ids")
    @api.depends_context("lang", "uid")
    def _compute_table(self):
        for lineup in self:
            columns = [lineup._column(applicant) for applicant in lineup._sorted_applicants()]
            lineup.profile = lineup._profile(columns)
            values = {"columns": columns, "rows": lineup._rows(columns), "job": lineup.job_id}
            lineup.table = self.env["ir.qweb"]._render("hr_competency.lineup_table", values)

    def _sorted_applicants(self):
        """The best first, as far as the user may know."""
        recruiter = self.env.user.has_group("hr_recruitment.group_hr_recruitment_user")
        people = self.applicant_ids._origin or self.applicant_ids
        return people.sorted(lambda one: (-one.competency_score if recruiter and one.competency_has_score else 0.0, one.id))

    def _column(self, applicant):
        """One candidate as the user may see them: an assessment that is still hidden from them is left out."""
        every = applicant.sudo().competency_assessment_ids.filtered_domain(
            [("state", "=", "done"), ("is_current", "=", True), ("job_id", "=", self.job_id.id)]
        )
        seen = every.with_env(self.env)._filtered_access("read")
        machine = applicant.sudo()._leading_assessment().with_env(self.env) & seen
        people = seen.filtered(lambda one: one.source == "interviewer")
        return {
            "applicant": applicant,
            "machine": machine,
            "people": people,
            "hidden": bool(every - seen.sudo()),
            "missing": machine.missing_must_have_ids,
            "human_score": _mean([one.score for one in people if one.has_score]),
        }

    def _competencies(self, columns):
        """The model's competencies by weight: the active version's, then what else was assessed."""
        lines = self.job_id.sudo().competency_model_id.line_ids
        known = {line.competency_id: (line.required_level, line.share, line.must_have) for line in lines}
        for column in columns:
            for line in (column["machine"] | column["people"]).line_ids:
                known.setdefault(line.competency_id, (line.required_level, line.weight, line.must_have))
        return dict(sorted(known.items(), key=lambda item: -item[1][1]))

    def _rows(self, columns):
        return [
            {
                "competency": competency,
                "required": required,
                "share": share,
                "must_have": must_have,
                "cells": [self._cell(column, competency, required) for column in columns],
            }
            for competency, (required, share, must_have) in self._competencies(columns).items()
        ]

    def _cell(self, column, competency, required):
        machine = column["machine"].line_ids.filtered(lambda line: line.competency_id == competency and line.has_evidence)
        people = column["people"].line_ids.filtered(lambda line: line.competency_id == competency and line.has_evidence)
        best = machine.evidence_ids.filtered(lambda piece: not piece.lacking).sorted(lambda piece: (piece.probability, piece.contribution))[
            -1:
        ]
        human = _mean(people.mapped("level"))
        level = machine.level if machine else human
        return {
            "machine": machine.level if machine else None,
            "human": human,
            "is_met": level is not None and level >= required,
            "quote": best.quote or "",
            "is_implicit": best.kind == "implicit",
        }

    def _profile(self, columns):
        """The candidates' levels over one another, as the radar draws them."""
        competencies = self._competencies(columns)
        series = [
            {
                "name": column["applicant"].partner_name or "",
                "levels": [
                    cell["machine"] if cell["machine"] is not None else cell["human"]
                    for cell in (self._cell(column, competency, required) for competency, (required, *_rest) in competencies.items())
                ],
            }
            for column in columns
        ]
        return {
            "axes": [{"name": competency.name, "required": required} for competency, (required, *_rest) in competencies.items()],
            "series": [one for one in series if any(level is not None for level in one["levels"])],
        }

    def action_print(self):
        """The same table as a document."""
        self.ensure_one()
        self.check_access("read")
        return self.env.ref("hr_competency.report_lineup").report_action(self)


class HrApplicant(models.Model):
    _inherit = "hr.applicant"

    def action_competency_lineup(self):
        """Show these candidates of one job side by side."""
        self.check_access("read")
        if len(self.job_id) != 1:
            raise UserError(self.env._("Choose candidates of one job."))
        if not 2 <= len(self) <= MOST:
            raise UserError(self.env._("Choose two to %s candidates.", MOST))
        lineup = self.env["hr.competency.lineup"].create({"job_id": self.job_id.id, "applicant_ids": [(6, 0, self.ids)]})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Side by Side: %s", self.job_id.name),
            "res_model": lineup._name,
            "res_id": lineup.id,
            "views": [(False, "form")],
            "target": "current",
        }


def _mean(values):
    values = list(values)
    return sum(values) / len(values) if values else None
