"""Two versions of a job's competency model side by side, what differs marked."""

from odoo import api, fields, models

# How deep a row stands that tells an indicator's words; it is shown only where these differ.
WORDING = 3


class HrCompetencyComparison(models.TransientModel):
    _name = "hr.competency.comparison"
    _description = "Compare Two Versions"

    job_id = fields.Many2one(related="after_id.job_id")
    before_id = fields.Many2one("hr.competency.model", required=True)
    after_id = fields.Many2one("hr.competency.model", required=True)
    only_changes = fields.Boolean(default=True)
    comparison = fields.Html(compute="_compute_comparison", sanitize=False)

    @api.depends("before_id", "after_id", "only_changes")
    def _compute_comparison(self):
        for row in self:
            values = {
                "sections": row.before_id._compared(row.after_id, row.only_changes),
                "before": row.before_id.display_name,
                "after": row.after_id.display_name,
                "effect": row._effect(),
            }
            row.comparison = self.env["ir.qweb"]._render("hr_competency.model_comparison", values)

    def _effect(self):
        """How many of the people assessed for the job would pass with each of the two."""
        engine, found = self.env["hr.competency.engine"], []
        for model in (self.before_id, self.after_id):
            lines = [line._engine_line() for line in model.line_ids]
            found.append(engine._would_pass(model.job_id, lines, model.pass_score) if lines else None)
        before, after = found
        return before and after and {"people": before["people"], "before": before["then"], "after": after["then"]}


class HrCompetencyModel(models.Model):
    _inherit = "hr.competency.model"

    def action_compare(self):
        """Compare with the version before this one, or with any other."""
        self.ensure_one()
        before = self.previous_id or self.search([("job_id", "=", self.job_id.id), ("id", "!=", self.id)], limit=1)
        wizard = self.env["hr.competency.comparison"].create({"before_id": (before or self).id, "after_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare Versions"),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    def _compared(self, other, only_changes=False):
        """Everything that two versions measure, side by side.

        :return: list of sections ``{"title", "rows"}``; a row is ``{"label", "indent", "before", "after", "change"}``,
            its change one of ``""``, ``"added"``, ``"removed"``, ``"changed"``
        """
        sections = []
        for title, here, there in zip(self._section_titles(), self._sections(), other._sections(), strict=True):
            rows = [_side_by_side(key, here, there) for key in _merged_keys(here, there)]
            rows = [row for row in rows if row["change"] or row["indent"] != WORDING]
            rows = _changed_with_parents(rows) if only_changes else rows
            if rows:
                sections.append({"title": title, "rows": rows})
        return sections

    def _section_titles(self):
        return [self.env._("General"), self.env._("Competencies"), self.env._("Questions")]

    def _sections(self):
        """What the version measures: for each section ``{key: (label, indent, text)}`` in the order of the form."""
        wordings = self._wordings_by_indicator()
        competencies = {}
        for line in self.line_ids:
            competencies |= line._measures(wordings)
        return [self._general_measures(), competencies, self._question_measures()]

    def _general_measures(self):
        return {
            "pass_score": (self.env._("Pass score"), 0, f"{self.pass_score:g}"),
            "industry": (self.env._("Industry"), 0, self.industry_id.name or "–"),
        }

    def _wordings_by_indicator(self):
        """How each indicator read when the version was frozen, or reads now in a draft."""
        snapshot = self.sudo().snapshot or self.env["hr.competency.engine"]._snapshot(self)
        return {one["id"]: one["statement"] for competency in snapshot["competencies"] for one in competency["indicators"]}

    def _question_measures(self):
        measures = {}
        for question in self.question_ids:
            # a question that was only reworded stands beside its former self
            key = question.template_question_id.id or question.text
            text = self.env._("%(text)s (%(minutes)s min)", text=question.text, minutes=question.minutes)
            measures["question", key] = (", ".join(question.competency_ids.mapped("name")), 0, text)
        return measures


class HrCompetencyModelLine(models.Model):
    _inherit = "hr.competency.model.line"

    def _measures(self, wordings):
        key = self.competency_id.id
        measures = {
            ("share", key): (self.competency_id.name, 0, f"{self.share:.0%}"),
            ("level", key): (self.env._("Required level"), 1, str(self.required_level)),
            ("must", key): (self.env._("Must-have"), 1, self.env._("yes") if self.must_have else self.env._("no")),
        }
        total = sum(self.indicator_ids.mapped("weight")) or 1.0
        for row in self.indicator_ids:
            indicator = row.indicator_id
            measures["indicator", indicator.id] = (indicator.name, 2, f"{row.weight / total:.0%}")
            # shown only where two versions were frozen with different words
            measures["wording", indicator.id] = (
                self.env._("Wording: %s", indicator.name),
                WORDING,
                wordings.get(indicator.code, "").replace("\n", " / "),
            )
        return measures


def _merged_keys(here, there):
    """The keys of both, in the order of the newer version; what only the older one has stands where it stood."""
    keys = list(there)
    for position, key in enumerate(here):
        if key not in there:
            keys.insert(min(position, len(keys)), key)
    return keys


def _changed_with_parents(rows):
    """The changed rows, and the competency above them even where its own share is the same."""
    kept, below = [], False
    for row in reversed(rows):
        if row["change"] or (below and not row["indent"]):
            kept.append(row)
        below = (below or bool(row["change"])) and row["indent"] > 0
    return kept[::-1]


def _side_by_side(key, here, there):
    label, indent, _text = there.get(key) or here[key]
    before, after = (side[key][2] if key in side else None for side in (here, there))
    change = "added" if before is None else "removed" if after is None else "changed" if before != after else ""
    if indent == WORDING and change != "changed":
        change = ""
    return {"label": label, "indent": indent, "before": before, "after": after, "change": change}
