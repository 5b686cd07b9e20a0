"""Templates of job competency models: where HR starts from."""

import re

from odoo import api, fields, models
from odoo.fields import Domain

from .competency_library_mixin import JOB_FAMILIES, raw_columns


class HrCompetencyTemplate(models.Model):
    _name = "hr.competency.template"
    _inherit = ["hr.competency.library.mixin"]
    _description = "Job Model Template"
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False, compute="_compute_code", store=True, readonly=False, precompute=True)
    job_family = fields.Selection(JOB_FAMILIES)
    industry_ids = fields.Many2many("res.partner.industry", string="Industries", help="None means: all of them.")
    keywords = fields.Text(help="Words in a job's name that point at this template; one a line, in any language.")
    pass_score = fields.Float(default=60)
    line_ids = fields.One2many("hr.competency.template.line", "template_id", string="Competencies", copy=True)
    competency_ids = fields.Many2many("hr.competency", string="Measures", compute="_compute_competency_ids")
    question_ids = fields.One2many("hr.competency.template.question", "template_id", string="Questions", copy=True)
    company_id = fields.Many2one("res.company", help="Empty: shared by all companies.")
    active = fields.Boolean(default=True)

    _rec_names_search = ["name", "keywords", "job_family"]
    _library_fields = ("name", "code", "job_family", "keywords", "pass_score")
    _code_uniq = models.UniqueIndex("(code, COALESCE(company_id, 0))", "This code is in use already.")
    _pass_score_range = models.Constraint("CHECK (pass_score BETWEEN 0 AND 100)", "The pass score is between 0 and 100.")

    @api.depends("line_ids.competency_id")
    def _compute_competency_ids(self):
        for template in self:
            template.competency_ids = template.line_ids.competency_id

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        for template, vals in zip(self, vals_list, strict=True):
            vals.setdefault("code", f"{template.code}_copy_{self.env.cr.now():%Y%m%d%H%M%S%f}")
            vals["name"] = self.env._("%s (copy)", template.name)
        return vals_list

    def _library_parts(self):
        """Lines and questions belong to a template's content."""
        parts = {template.id: [] for template in self}
        for line in self.line_ids:
            parts[line.template_id.id].append([line.competency_id.id, line.weight, line.required_level, line.must_have])
        texts = raw_columns(self.question_ids, ["text"])
        for question in self.question_ids:
            parts[question.template_id.id].append([texts[question.id], question.minutes, question.competency_ids.ids])
        return parts

    def _write_language(self, values, language):
        """Also the questions' texts, in their order."""
        written = super()._write_language(values, language)
        for question, text in zip(self.question_ids.sorted("sequence"), values.get("questions", []), strict=False):
            question.with_context(lang=language).text = text
        return written

    @api.model
    def _suggest(self, job_name, industry=None, limit=8):
        """Templates for a job, best first: those whose name or keywords occur in the job's name, then the industry's.

        :return: recordset
        """
        templates = self.search([("company_id", "in", [False, self.env.company.id])])
        return templates._ranked(job_name, industry)[:limit]

    def _ranked(self, job_name, industry):
        """The same templates, the best for a job first."""
        return self.sorted(lambda t: (-t._fit(job_name or "", industry), t.name or "", t.id))

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """In the set-up of a job (context ``competency_job_id``) the best templates for it come first."""
        job = self.env["hr.job"].browse(self.env.context.get("competency_job_id"))
        if not job:
            return super().name_search(name, domain, operator, limit)
        industry = self.env["res.partner.industry"].browse(self.env.context.get("competency_industry_id"))
        found = self.search(Domain(domain or Domain.TRUE) & Domain("display_name", operator, name or ""))
        return [(one.id, one.display_name) for one in found._ranked(job.name, industry)[:limit]]

    def _fit(self, job_name, industry):
        self.ensure_one()
        wanted = _plain(job_name)
        words = [self.with_context(lang=code).name for code, _name in self.env["res.lang"].get_installed()]
        words += (self.keywords or "").splitlines()
        hits = [len(_plain(word)) for word in words if _plain(word) and _occurs(_plain(word), wanted)]
        return (
            max(hits, default=0) * 10
            + (5 if industry and industry in self.industry_ids else 0)
            - bool(industry and self.industry_ids and industry not in self.industry_ids)
        )

    def _model_vals(self):
        """Values of a model's lines and questions that start from this template."""
        self.ensure_one()
        return {
            "template_id": self.id,
            "pass_score": self.pass_score,
            "line_ids": [fields.Command.create(line._measured_vals()) for line in self.line_ids],
            "question_ids": [fields.Command.create(question._setup_question_vals()) for question in self.question_ids],
        }


def _plain(text):
    return re.sub(r"\s+", " ", text or "").strip().lower()


def _occurs(word, text):
    """Whether a keyword stands in a job's name; Latin words only as whole words ("hr" is not in "chrome")."""
    if word.isascii():
        return bool(re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text))
    return word in text


class HrCompetencyTemplateLine(models.Model):
    _name = "hr.competency.template.line"
    _inherit = ["hr.competency.measured"]
    _description = "Competency of a Job Model Template"
    _check_company_auto = True

    competency_id = fields.Many2one(check_company=True)
    template_id = fields.Many2one("hr.competency.template", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="template_id.company_id", store=True)

    _competency_uniq = models.Constraint("unique(template_id, competency_id)", "A competency occurs once in a template.")


class HrCompetencyTemplateQuestion(models.Model):
    _name = "hr.competency.template.question"
    _inherit = ["hr.competency.asked"]
    _description = "Question of a Job Model Template"

    template_id = fields.Many2one("hr.competency.template", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="template_id.company_id", store=True)

    def _setup_question_vals(self):
        """As values of a model's question, which copies the other languages from here."""
        return {**self._asked_vals(), "template_question_id": self.id}
