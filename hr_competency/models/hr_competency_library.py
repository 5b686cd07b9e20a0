"""Loads the library that ships with the addon, in both languages, and never writes over what a company changed.

Each library record carries a digest of what the library last wrote into it. A record whose content still has that
digest is untouched and follows the library; any other content is the company's own and stays.
"""

import json
from pathlib import Path

from odoo import api, models

from .competency_library_mixin import digest
from .hr_competency_library_entries import competency_rows, indicator_rows, industry_rows, kpi_rows, skill_rows, template_rows

LIBRARY = Path(__file__).resolve().parents[1] / "data" / "library"
MODULE = "hr_competency"
# Which language of the library speaks for a language of Odoo.
LANGUAGES = {"zh_CN": "zh", "zh_SG": "zh"}


class HrCompetencyLibrary(models.AbstractModel):
    _name = "hr.competency.library"
    _description = "Competency Library Loader"

    @api.model
    def _load(self):
        """Bring the database up to the library that ships with this version; called at install and update."""
        content = self._read()
        mark, parameters = digest(content), self.env["ir.config_parameter"].sudo()
        if parameters.get_param("hr_competency.library") == mark:
            return
        loader = self.with_context(lang="en_US", active_test=False).sudo()
        for make_rows in (industry_rows, skill_rows, competency_rows, indicator_rows, template_rows, kpi_rows):
            for model_name, rows in make_rows(content, loader._ref):
                loader._put(model_name, rows)
        loader._translate(content)
        parameters.set_param("hr_competency.library", mark)

    @api.model
    def _read(self):
        """The library's files: ``{"competencies": [...], "industries": [...], "templates": [...], "kpis": [...]}``."""
        competencies = [json.loads(path.read_text("utf-8")) for path in sorted(LIBRARY.glob("competencies/*.json"))]
        content = {"competencies": competencies}
        for name in ("industries", "templates", "kpis"):
            path = LIBRARY / f"{name}.json"
            content[name] = json.loads(path.read_text("utf-8")) if path.exists() else []
        return content

    def _ref(self, name):
        """The id of a library record by the name in its external id; None where a company deleted it."""
        full = name if "." in name else f"{MODULE}.{name}"
        return self.env["ir.model.data"]._xmlid_to_res_id(full)

    @api.model
    def _industry_key(self, industry):
        """The library's key of an industry, by which the engine knows it; the name of one that is not the library's."""
        for row in json.loads((LIBRARY / "industries.json").read_text("utf-8")) if industry else ():
            if self._ref(row.get("base") or f"industry_{row['key']}") == industry.id:
                return row["key"]
        return industry.name or ""

    def _put(self, model_name, rows):
        """Create what is missing, bring the untouched up to date.

        :param rows: list of ``(name, values)``; ``name`` becomes the external id
        """
        model = self.env[model_name]
        known = {name: self._ref(name) for name, _values in rows}
        new = [(name, values) for name, values in rows if not known[name]]
        records = model.union(*(model._library_create(values) for _name, values in new))
        self._name_records(records, [name for name, _values in new])
        if "library_digest" in model._fields:
            untouched = model.browse([res_id for res_id in known.values() if res_id])._library_untouched()
            for name, values in rows:
                if known[name] in untouched.ids:
                    model.browse(known[name]).write(values)
            (records | untouched)._library_seal()

    def _name_records(self, records, names):
        data = [{"xml_id": f"{MODULE}.{name}", "record": record, "noupdate": True} for name, record in zip(names, records, strict=True)]
        self.env["ir.model.data"]._update_xmlids(data)

    # --- languages ------------------------------------------------------------------------------------------------

    @api.model
    def _translate_into(self, languages):
        """Write the library's wording in languages that have just been activated."""
        if set(languages) & set(LANGUAGES):
            self.with_context(lang="en_US", active_test=False).sudo()._translate(self._read(), languages)

    def _translate(self, content, languages=None):
        languages = languages or [code for code, _name in self.env["res.lang"].get_installed()]
        for language in languages:
            if key := LANGUAGES.get(language):
                for make_rows in (industry_rows, skill_rows, competency_rows, indicator_rows, template_rows, kpi_rows):
                    for model_name, rows in make_rows(content, self._ref, key):
                        self._put_language(model_name, rows, language)

    def _put_language(self, model_name, rows, language):
        model = self.env[model_name]
        by_id = {res_id: values for name, values in rows if (res_id := self._ref(name))}
        records = model.browse(by_id)
        if "library_digest" in model._fields:
            records = records._library_untouched()
        for record in records:
            record._write_language(by_id[record.id], language)
        if "library_digest" in model._fields:
            records._library_seal()


class Base(models.AbstractModel):
    _inherit = "base"

    @api.model
    def _library_create(self, values):
        """Create a record of the library. Hook for models where it may be there already."""
        return self.create(values)

    def _write_language(self, values, language):
        """Write a record's translated fields in one language. Hook for records with parts."""
        texts = {name: value for name, value in values.items() if name in self._fields and self._fields[name].translate}
        if texts:
            self.with_context(lang=language).write(texts)


class HrSkill(models.Model):
    _inherit = "hr.skill"

    def _library_names(self):
        """The skill's names in all languages."""
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        return list(dict.fromkeys(self.with_context(lang=language).name for language in languages))

    @api.model
    def _library_create(self, values):
        """A new skill type had to bring its first skill along."""
        same = [("name", "=", values["name"]), ("skill_type_id", "=", values["skill_type_id"])]
        return self.search(same, limit=1) or super()._library_create(values)


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    @api.model
    def _load_module_terms(self, modules, langs, overwrite=False):
        """The library's texts come with a language as the terms of the views do."""
        res = super()._load_module_terms(modules, langs, overwrite=overwrite)
        if MODULE in modules:
            self.env["hr.competency.library"]._translate_into(langs)
        return res
