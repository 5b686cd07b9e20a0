"""One interview or model of an import: what became of it, what it created, and how that is taken back."""

import logging

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from psycopg2 import Error as DatabaseError

from .hr_competency_import_refs import References
from .hr_competency_import_words import problem_text

_logger = logging.getLogger(__name__)


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
        texts = [problem_text(self.env, *problem) for problem in fatal + notes]
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

    # --- working --------------------------------------------------------------------------------------------------

    def _work(self):
        """Import what is to be imported and take back what is to be taken back; one that fails stops no other."""
        refs = None
        for import_, rows in self.grouped("import_id").items():
            if import_.state == "undoing":
                # the last first: what several rows used was created by the first of them
                rows.sorted("id", reverse=True)._each(rows._undo_one)
                continue
            refs = self._references(import_)
            if import_.kind == "interviews":
                refs.learn_people([row.values for row in rows])
            rows._each(lambda row, refs=refs: row._import_one(refs))

    def _each(self, work):
        for row in self:
            try:
                with self.env.cr.savepoint():
                    work(row)
            except (UserError, ValidationError, DatabaseError) as error:
                _logger.info("Row %s of import %s: %s", row.number, row.import_id.id, error)
                row.sudo().write({"state": "kept" if row.created_records else "problem", "message": str(error), "late": True})

    def _import_one(self, refs):
        created = []
        try:
            getattr(self, f"_import_{self.import_id.kind}")(refs, created)
        except Exception:
            # what it created goes with it, and no later row may use it
            refs.forget(created)
            raise
        self.sudo().write({"state": "done", "created_records": [[record._name, record.id] for record in created]})

    def _undo_one(self, row):
        """Delete what the row created, last first; what is in use stays and says why."""
        kept = []
        for model, res_id in reversed(row.created_records or []):
            record = self.env[model].browse(res_id).sudo().exists()
            if not record:
                continue
            if reason := record._import_in_use(row):
                kept.append((record, reason))
            else:
                record._import_take_back()
        texts = [f"{record._description} “{record.display_name}”: {reason}" for record, reason in kept]
        row.sudo().write(
            {
                "state": "kept" if kept else "undone",
                "created_records": [[record._name, record.id] for record, _reason in reversed(kept)],
                "message": "\n".join(texts) or False,
            }
        )
