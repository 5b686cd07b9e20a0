"""A record that follows the shipped library until a company changes it."""

import hashlib
import json
import re
from uuid import uuid4

from odoo import api, fields, models
from odoo.tools import SQL

# Groups of jobs that need much the same people; templates and KPIs are found by them, and talents pooled.
JOB_FAMILIES = [
    ("administration", "Administration"),
    ("audit", "Audit"),
    ("compliance", "Compliance"),
    ("consulting", "Consulting"),
    ("customer_service", "Customer Service"),
    ("data", "Data"),
    ("finance", "Finance"),
    ("hospitality", "Hospitality"),
    ("hr", "Human Resources"),
    ("it", "IT"),
    ("legal", "Legal"),
    ("logistics", "Logistics"),
    ("maintenance", "Maintenance"),
    ("management", "Management"),
    ("marketing", "Marketing"),
    ("media", "Media"),
    ("medical", "Health Care"),
    ("merchandising", "Merchandising"),
    ("network", "Networks"),
    ("operations", "Operations"),
    ("procurement", "Procurement"),
    ("product", "Product"),
    ("production", "Production"),
    ("project", "Projects"),
    ("quality", "Quality"),
    ("rd", "Research and Development"),
    ("risk", "Risk Control"),
    ("safety", "Safety"),
    ("sales", "Sales"),
    ("service", "Service"),
    ("store", "Stores"),
    ("supply_chain", "Supply Chain"),
    ("teaching", "Teaching"),
]


def digest(value):
    """A short digest of plain values."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def new_code(name):
    """A stable code for a library entry: from its English name, else (a Chinese name) a random one."""
    slug = re.sub(r"[^a-z0-9]+", "_", (name or "").lower()).strip("_")
    return slug if len(slug) > 2 else f"c_{uuid4().hex[:8]}"


def raw_columns(records, names):
    """The columns as they are stored: a translated one holds exactly the languages that somebody wrote.

    :return: ``{id: tuple of values}``
    """
    if not records:
        return {}
    records.env.flush_all()
    columns = SQL(", ").join(SQL.identifier(name) for name in names)
    table = SQL.identifier(records._table)
    records.env.cr.execute(SQL("SELECT id, %s FROM %s WHERE id IN %s ORDER BY id", columns, table, tuple(records.ids)))
    return {row[0]: row[1:] for row in records.env.cr.fetchall()}


class HrCompetencyLibraryMixin(models.AbstractModel):
    """A record that may come from the library."""

    _name = "hr.competency.library.mixin"
    _description = "Comes from the Library"

    library_digest = fields.Char(copy=False, help="What the library last wrote here; other content is a change of yours.")

    # What makes up the content, besides translations in all languages.
    _library_fields = ()

    @api.depends("name")
    def _compute_code(self):
        """For models with a ``code``: who enters or imports a record need not think of one, and two may have one name."""
        without = self.filtered(lambda record: not record.code)
        wanted = {record: new_code(record.name) for record in without.filtered("name")}
        (without - self.union(*wanted)).code = False
        taken = set(self._with_codes(list(wanted.values())).mapped("code")) if wanted else set()
        for record, code in wanted.items():
            record.code = code if code not in taken else f"{code}_{uuid4().hex[:6]}"
            taken.add(record.code)

    def _with_codes(self, codes):
        return self.sudo().with_context(active_test=False).search([("code", "in", codes)])

    @api.model
    def _library_create(self, values):
        """The library's codes are fixed: a record of the company's own that came to the same one takes another."""
        for own in self._with_codes([values["code"]]).filtered(lambda record: not record.company_id):
            own.code = f"{own.code}_{uuid4().hex[:6]}"
            own.flush_recordset(["code"])
        return super()._library_create(values)

    def _library_states(self):
        """A digest of each record's content.

        :return: ``{id: digest}``
        """
        parts = self._library_parts()
        columns = raw_columns(self, self._library_fields)
        return {res_id: digest([values, parts.get(res_id)]) for res_id, values in columns.items()}

    def _library_parts(self):
        """Hook: content that stands in other tables, as ``{id: plain values}``."""
        return {}

    def _library_untouched(self):
        """The records that still hold what the library wrote."""
        states = self._library_states()
        return self.filtered(lambda record: record.library_digest == states[record.id])

    def _library_seal(self):
        """Note that the present content is the library's."""
        states = self._library_states()
        for record in self:
            record.library_digest = states[record.id]
