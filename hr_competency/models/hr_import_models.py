"""Import of competency models: jobs, library entries and a draft version that HR looks through and has approved."""

from uuid import uuid4

from odoo import models
from odoo.fields import Command

from .hr_competency_import_refs import folded


class HrCompetencyImportRow(models.Model):
    _inherit = "hr.competency.import.row"

    def _check_models(self, import_, refs, values):
        """What keeps a model from being imported, and what is worth a note; both as ``(code, value)``."""
        fatal, notes = [], []
        if not refs.job(values["job"]) and not import_.create_jobs:
            fatal.append(("unknown_job", values["job"]))
        for one in values["competencies"]:
            known = refs.competency(one["name"])
            if not known and not import_.create_competencies:
                notes.append(("unknown_competency", one["name"]))
            elif known and _other_indicators(known, one["indicators"]):
                notes.append(("indicators_kept", one["name"]))
        if len([code for code, _value in notes if code == "unknown_competency"]) == len(values["competencies"]):
            fatal.append(("nothing_left", ""))
        return fatal, notes

    def _import_models(self, refs, created):
        for row in self:
            row._import_model_row(refs, created[row])

    def _import_model_row(self, refs, created):
        job = refs.job(self.values["job"]) or self._import_job(refs, created)
        lines = [vals for one in self.values["competencies"] if (vals := self._import_line_vals(refs, one, created))]
        model = self.env["hr.competency.model"].create(
            {
                "job_id": job.id,
                "previous_id": job.competency_model_id.id,
                "pass_score": self.values["pass_score"] if self.values["pass_score"] is not None else 60.0,
                "approval_note": self.env._("Imported from %(file)s.", file=self.import_id.name),
                "line_ids": [Command.create({**vals, "sequence": number}) for number, vals in enumerate(lines, 1)],
                "question_ids": self._import_question_commands(refs),
            }
        )
        created.append(model)
        self.sudo().model_id = model

    def _import_job(self, refs, created):
        job = self.env["hr.job"].create({"name": self.values["job"], "company_id": self.company_id.id})
        created.append(job)
        refs.add(job)
        return job

    def _import_line_vals(self, refs, one, created):
        competency = refs.competency(one["name"])
        if not competency:
            if not self.import_id.create_competencies:
                return None
            competency = self._import_competency(refs, one, created)
        weights = [other["weight"] for other in self.values["competencies"]]
        equal = 100.0 / len(weights)
        return {
            "competency_id": competency.id,
            # where the file weighs nothing, all weigh the same; a single gap is no weight at all
            "weight": equal if not any(weights) else one["weight"] or 0.0,
            "required_level": one["level"] or 3,
            "must_have": one["must_have"],
        }

    def _import_competency(self, refs, one, created):
        competency = self.env["hr.competency"].create(
            {
                "name": one["name"],
                "code": f"import_{uuid4().hex[:8]}",
                "definition": one["definition"],
                "company_id": self.company_id.id,
                "indicator_ids": [
                    Command.create(
                        {
                            "name": indicator["name"],
                            "weight": 20.0 if indicator["weight"] is None else indicator["weight"],
                            "sequence": number,
                            "examples": "\n".join(indicator["examples"]),
                        }
                    )
                    for number, indicator in enumerate(one["indicators"], 1)
                ],
            }
        )
        created.append(competency)
        refs.add(competency)
        return competency

    def _import_question_commands(self, refs):
        return [
            Command.create({"text": text, "sequence": number, "competency_ids": [Command.set(refs.competency(name).ids)]})
            for number, (text, name) in enumerate(self.values["questions"], 1)
        ]


def _other_indicators(competency, indicators):
    """Whether a file names indicators that the library's entry does not have; the library is not changed by a file."""
    known = {folded(name) for row in competency.indicator_ids for name in row._wordings("name", row._languages())}
    return any(folded(one["name"]) not in known for one in indicators)


class HrCompetencyModel(models.Model):
    _inherit = "hr.competency.model"

    def _import_in_use(self, row):
        if self.state != "draft" or self.assessment_ids:
            return self.env._("approved, in use, or people were assessed with it")
        return ""

    def _import_take_back(self):
        self.env["hr.competency.import.row"].sudo().search([("model_id", "in", self.ids)]).model_id = False
        self.unlink()


class HrCompetency(models.Model):
    _inherit = "hr.competency"

    def _import_in_use(self, row):
        for name in ("hr.competency.model.line", "hr.competency.template.line", "hr.competency.assessment.line", "hr.competency.course"):
            if self.env[name].sudo().search_count([("competency_id", "=", self.id)], limit=1):
                return self.env._("used in a model, template, assessment or course")
        return ""

    def _import_take_back(self):
        self.unlink()


class HrJob(models.Model):
    _inherit = "hr.job"

    def _import_in_use(self, row):
        applicants = self.env["hr.applicant"].sudo().with_context(active_test=False)
        if self.competency_model_ids or self.employee_ids or applicants.search_count([("job_id", "=", self.id)], limit=1):
            return self.env._("has applicants, employees or a model")
        return ""

    def _import_take_back(self):
        self.unlink()
