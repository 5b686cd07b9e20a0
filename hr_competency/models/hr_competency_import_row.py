"""One interview or model of an import: what became of it, what it created, and how that is taken back."""

import logging

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL
from odoo.tools.sql import escape_psql
from psycopg2 import Error as DatabaseError

from .hr_competency_import_refs import References
from .hr_competency_import_words import problem_text

_logger = logging.getLogger(__name__)

# What is taken back before what it stands on.
UNDO_ORDER = (
    "hr.competency.assessment",
    "hr.applicant",
    "res.partner",
    "hr.competency.model",
    "hr.competency",
    "hr.job",
)


class HrCompetencyImportRow(models.Model):
    _name = "hr.competency.import.row"
    _description = "Row of an Import"
    _order = "import_id, number, id"
    _rec_name = "label"
    # Written by the server only: what a row says it created is what an undo deletes.
    _allow_sudo_commands = False

    import_id = fields.Many2one("hr.competency.import", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="import_id.company_id", store=True)
    number = fields.Integer("Row")
    file_rows = fields.Json(help="All rows of the file that belong to it.")
    label = fields.Char("What")
    values = fields.Json(help="What the rows say, cleaned.")
    fingerprint = fields.Char(index=True)
    state = fields.Selection(
        [
            ("ready", "To Import"),
            ("problem", "Problem"),
            ("duplicate", "Duplicate"),
            ("done", "Imported"),
            ("undone", "Taken Back"),
            ("kept", "Not Taken Back"),
        ],
        required=True,
        index=True,
    )
    message = fields.Text()
    late = fields.Boolean(help="Went wrong during the import, not in the dry run.")
    created_records = fields.Json(help="Model and id of what it created, in order.")
    # whoever erases the person erases this row with it
    applicant_id = fields.Many2one("hr.applicant", ondelete="cascade", index="btree_not_null")
    assessment_id = fields.Many2one("hr.competency.assessment", ondelete="set null", index="btree_not_null")
    model_id = fields.Many2one("hr.competency.model", ondelete="set null")

    # --- the dry run ----------------------------------------------------------------------------------------------

    @api.model
    def _references(self, import_):
        return References(self.env, import_.company_id)

    @api.model
    def _note_plan(self, import_, table, plan):
        """Rows of an import from what its file would become."""
        refs = self._references(import_)
        known = self._imported_before(import_, [unit.fingerprint for unit in plan.units])
        soft = self._texts_by_row([problem for problem in plan.problems if not problem.fatal])
        rows = [self._unit_vals(import_, refs, unit, known, soft) for unit in plan.units]
        rows += self._problem_vals(import_, table, plan)
        return self.sudo().create(sorted(rows, key=lambda row: row["number"]))

    def _imported_before(self, import_, fingerprints):
        rows = self.search(
            [
                ("fingerprint", "in", fingerprints),
                ("state", "in", ("done", "kept")),
                ("import_id", "!=", import_.id),
                ("company_id", "=", import_.company_id.id),
            ]
        )
        return set(rows.mapped("fingerprint"))

    def _unit_vals(self, import_, refs, unit, known, soft):
        checker = getattr(self, f"_check_{import_.kind}")
        fatal, notes = checker(import_, refs, unit.values)
        state = "duplicate" if unit.fingerprint in known else "problem" if fatal else "ready"
        if state == "duplicate":
            fatal, notes = [("imported_before", "")], []
        # a sentence of its own; behind the name of a column it is none
        texts = [text[:1].upper() + text[1:] for text in (problem_text(self.env, *problem) for problem in fatal + notes)]
        texts += [text for row in unit.rows for text in soft.get(row, [])]
        return {
            "import_id": import_.id,
            "number": unit.rows[0],
            "file_rows": list(unit.rows),
            "label": " · ".join(filter(None, [unit.values.get("candidate"), unit.values.get("job") or import_.job_id.name])),
            "values": unit.values,
            "fingerprint": unit.fingerprint,
            "state": state,
            "message": "\n".join(texts) or False,
        }

    def _texts_by_row(self, problems):
        texts = {}
        for one in problems:
            text = problem_text(self.env, one.code, one.value)
            texts.setdefault(one.row, []).append(f"{one.column}: {text}" if one.column else text)
        return texts

    def _problem_vals(self, import_, table, plan):
        """Rows of the file of which nothing or not everything is imported."""
        fatal = [problem for problem in plan.problems if problem.fatal]
        only_duplicates = {p.row for p in fatal} - {p.row for p in fatal if p.code != "duplicate"}
        labels = dict(table.rows)
        return [
            {
                "import_id": import_.id,
                "number": row,
                "file_rows": [row],
                "label": " · ".join(str(cell) for cell in labels[row][:3] if cell not in (None, "")),
                "state": "duplicate" if row in only_duplicates else "problem",
                "message": "\n".join(texts),
            }
            for row, texts in self._texts_by_row(fatal).items()
        ]

    def _messages_by_file_row(self):
        """What is wrong, by the number of the file's row; of the units only those that are not imported."""
        messages = {}
        for row in self.filtered(lambda one: one.state == "problem"):
            for number in row.file_rows or [row.number]:
                messages[number] = "; ".join(filter(None, [messages.get(number), (row.message or "").replace("\n", "; ")]))
        return messages

    # --- forgetting -----------------------------------------------------------------------------------------------

    @api.model
    def _forget_people(self, applicants):
        """Erase the rows of people, whatever became of them, with what the import kept of its file.

        A row that was not imported leads to nobody: it is found by the address or the name that it begins with.
        """
        applicants = applicants.sudo()
        mine = fields.Domain("applicant_id", "in", applicants.ids)
        emails = [address for address in applicants.mapped("email_normalized") if address]
        lost = fields.Domain("applicant_id", "=", False)
        for name in filter(None, applicants.mapped("partner_name")):
            mine |= lost & fields.Domain("label", "=ilike", f"{escape_psql(name)} · %")
        for address in emails:
            mine |= lost & fields.Domain("label", "ilike", escape_psql(address))
        rows = self.sudo().search(mine)
        rows |= rows.browse(self._ids_with_email(emails))
        imports = rows.import_id
        imports.column_ids.sample = False
        # The files hold the rows of everybody: who needs them has them.
        imports.filtered(lambda one: one.state not in ("mapping", "checked", "running")).file = False
        imports.error_file = False
        rows.unlink()

    @api.model
    def _ids_with_email(self, emails):
        if not emails:
            return []
        self.flush_model(["values"])
        table, column = SQL.identifier(self._table), SQL.identifier("values")
        return [row[0] for row in self.env.execute_query(SQL("SELECT id FROM %s WHERE %s->>'email' = ANY(%s)", table, column, emails))]

    # --- working --------------------------------------------------------------------------------------------------

    def _work(self, refs=None):
        """Import what is to be imported and take back what is to be taken back; one that fails stops no other.

        :param refs: what an earlier batch of the same import looked up
        :return: what this one looked up
        """
        for import_, rows in self.grouped("import_id").items():
            if import_.state == "undoing":
                # the last first: what several rows used was created by the first of them
                rows.sorted("id", reverse=True)._together(lambda some: some._undo())
                continue
            refs = refs or self._references(import_)
            rows._together(lambda some, refs=refs: some._import(refs))
        return refs

    def _together(self, work):
        """Do something with all rows at once; where that fails, with each alone, and note on it what is wrong with it."""
        try:
            with self.env.cr.savepoint():
                return work(self)
        except (UserError, ValidationError, DatabaseError) as error:
            if len(self) == 1:
                _logger.info("Row %s of import %s: %s", self.number, self.import_id.id, error)
                return self.sudo().write({"state": "kept" if self.created_records else "problem", "message": str(error), "late": True})
        for row in self:
            row._together(work)

    def _import(self, refs):
        kind = self.import_id.kind
        if kind == "interviews":
            # Also what an attempt that failed has added is looked up anew.
            refs.learn_people([row.values for row in self])
        created = {row: [] for row in self}
        try:
            getattr(self, f"_import_{kind}")(refs, created)
        except Exception:
            # what it created goes with it, and no later row may use it
            refs.forget([record for records in created.values() for record in records])
            raise
        for row, records in created.items():
            row.sudo().write({"state": "done", "created_records": [[record._name, record.id] for record in records]})

    def _undo(self):
        """Delete what the rows created, last first; what is in use stays and says why."""
        kept = {row: [] for row in self}
        for model in UNDO_ORDER:
            theirs = [(row, res_id) for row in self for name, res_id in row.created_records or [] if name == model]
            if not theirs:
                continue
            exist = self.env[model].browse([res_id for _row, res_id in theirs]).sudo().exists()
            used = {record: reason for record, row in _rows_of(exist, theirs) if (reason := record._import_in_use(row))}
            for record, row in _rows_of(exist, theirs):
                if record in used:
                    kept[row].append((record, used[record]))
            exist.filtered(lambda record, used=used: record not in used)._import_take_back()
        for row, records in kept.items():
            row._note_undone(records)

    def _note_undone(self, kept):
        texts = [f"{record._description} “{record.display_name}”: {reason}" for record, reason in kept]
        self.sudo().write(
            {
                "state": "kept" if kept else "undone",
                "created_records": [[record._name, record.id] for record, _reason in reversed(kept)],
                "message": "\n".join(texts) or False,
            }
        )


def _rows_of(records, pairs):
    """Each record with the row that created it."""
    by_id = {res_id: row for row, res_id in pairs}
    return [(record, by_id[record.id]) for record in records]
