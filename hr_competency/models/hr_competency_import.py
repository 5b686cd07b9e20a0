"""Legacy data: a file is read, its columns get a meaning, a dry run shows what would happen, and an import can be undone."""

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from .hr_competency_import_words import INTERVIEW_FIELDS, MODEL_FIELDS, table_error_text

# Small imports are done while the user waits; what is longer goes on in the background.
AT_ONCE = 100
BATCH = 200
KEEP_DAYS = 30
KINDS = [("interviews", "Past interviews and scores"), ("models", "Competency models")]


class HrCompetencyImport(models.Model):
    _name = "hr.competency.import"
    _description = "Import of Legacy Data"
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True, readonly=False, required=True, precompute=True)
    kind = fields.Selection(KINDS, required=True, default="interviews")
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    state = fields.Selection(
        [
            ("draft", "Upload"),
            ("mapping", "Columns"),
            ("checked", "Dry Run"),
            ("running", "Importing"),
            ("done", "Imported"),
            ("undoing", "Taking Back"),
            ("undone", "Taken Back"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    file = fields.Binary(attachment=True, copy=False, help="CSV or XLSX. Deleted when the import is done.")
    filename = fields.Char()
    sheet = fields.Char(help="Of an XLSX file; empty: the first one with content.")
    sheet_names = fields.Char("Sheets", readonly=True)
    encoding = fields.Selection(
        [("utf-8", "UTF-8"), ("gb18030", "GB18030 (Chinese)"), ("utf-16", "UTF-16"), ("cp1252", "Western European")],
        help="Of a CSV file; empty: found out.",
    )
    delimiter = fields.Selection([(",", "Comma"), (";", "Semicolon"), ("\t", "Tab"), ("|", "Bar")], help="Of a CSV file; empty: found out.")
    found = fields.Char("Read As", readonly=True)
    mapping_id = fields.Many2one("hr.competency.import.mapping", "Saved Columns", domain="[('kind', '=', kind)]", check_company=True)
    column_ids = fields.One2many("hr.competency.import.column", "import_id", string="Columns", copy=False)
    job_id = fields.Many2one("hr.job", check_company=True, help="For rows that name none.")
    archive_candidates = fields.Boolean(
        "Keep candidates archived", default=True, help="People who are not known yet come as archived applicants, not into the pipeline."
    )
    create_jobs = fields.Boolean("Create missing jobs", default=True)
    create_competencies = fields.Boolean("Create missing competencies", default=True)
    row_ids = fields.One2many("hr.competency.import.row", "import_id", copy=False)
    file_row_count = fields.Integer("Rows in the File", readonly=True, copy=False)
    ready_count = fields.Integer("To Import", compute="_compute_counts")
    done_count = fields.Integer("Imported", compute="_compute_counts")
    problem_count = fields.Integer("With Problems", compute="_compute_counts")
    duplicate_count = fields.Integer("Duplicates", compute="_compute_counts")
    kept_count = fields.Integer("Not Taken Back", compute="_compute_counts")
    progress = fields.Float(compute="_compute_counts")
    error_file = fields.Binary(attachment=True, readonly=True, copy=False)
    error_filename = fields.Char(compute="_compute_error_filename")

    @api.depends("filename", "kind")
    def _compute_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for one in self:
            one.name = one.filename or labels.get(one.kind)

    @api.depends("filename")
    def _compute_error_filename(self):
        for one in self:
            one.error_filename = self.env._("%s, rows with problems.csv", (one.filename or "").rsplit(".", 1)[0])

    @api.depends("row_ids.state")
    def _compute_counts(self):
        groups = self.env["hr.competency.import.row"]._read_group([("import_id", "in", self.ids)], ["import_id", "state"], ["__count"])
        counts = {(one.id, state): count for one, state, count in groups}
        for one in self:
            ready, done, problem, duplicate, undone, kept = (
                counts.get((one.id, state), 0) for state in ("ready", "done", "problem", "duplicate", "undone", "kept")
            )
            one.ready_count, one.done_count, one.problem_count = ready, done, problem
            one.duplicate_count, one.kept_count = duplicate, kept
            total = ready + done + undone + kept
            finished = undone + kept if one.state in ("undoing", "undone") else done + kept
            one.progress = finished * 100.0 / total if total else 0.0

    # --- 1. the file ----------------------------------------------------------------------------------------------

    def action_read(self):
        """Read the file and say what its columns seem to mean."""
        self.ensure_one()
        self._check_state("draft", "mapping")
        table = self._read_file()
        self.write(
            {
                "state": "mapping",
                "sheet_names": ", ".join(filter(None, table.sheets)),
                "sheet": table.sheet,
                "found": self._found_text(table),
                "file_row_count": len(table.rows),
                "column_ids": [fields.Command.clear(), *map(fields.Command.create, self._column_vals(table))],
            }
        )
        self.mapping_id._apply(self)

    def _read_file(self):
        """The file as a table.

        :raise UserError: it cannot be read, with the reason
        """
        from ..tools.legacy_import import TableError, read_table

        if not self.file:
            raise UserError(self.env._("Choose a file first."))
        data = base64.b64decode(self.with_context(bin_size=False).file)
        try:
            return read_table(data, sheet=self.sheet or "", encoding=self.encoding or "", delimiter=self.delimiter or "")
        except TableError as error:
            raise UserError(table_error_text(self.env, error.code)) from error

    def _found_text(self, table):
        if not table.encoding:
            return self.env._("XLSX, sheet %s", table.sheet)
        names = dict(self._fields["delimiter"]._description_selection(self.env))
        return f"CSV, {table.encoding.upper()}, {names.get(table.delimiter, table.delimiter)}"

    def _column_vals(self, table):
        from ..tools.legacy_import import guess_mapping

        known = self.env["hr.competency.import.row"]._references(self).competency_keys()
        guessed = guess_mapping(self.kind, table.header, known)
        return [
            {
                "position": position,
                "title": title,
                "sample": _sample(table, position),
                f"{'interview' if self.kind == 'interviews' else 'model'}_field": field or False,
                "competency_id": int(key.lstrip("#")) if key else False,
            }
            for position, (title, (field, key)) in enumerate(zip(table.header, guessed, strict=True))
        ]

    def action_save_mapping(self):
        """Keep what the columns mean, for the next file of this kind."""
        self.ensure_one()
        self._check_state("mapping", "checked")
        if not self.mapping_id:
            self.mapping_id = self.env["hr.competency.import.mapping"].create(
                {"name": self.filename or self.name, "kind": self.kind, "company_id": self.company_id.id}
            )
        self.mapping_id._learn(self)

    @api.onchange("mapping_id")
    def _onchange_mapping_id(self):
        self.mapping_id._apply(self)

    # --- 2. the dry run -------------------------------------------------------------------------------------------

    def action_check(self):
        """A dry run: what would be imported, and what is wrong with the rest. Nothing is created but its own notes."""
        self.ensure_one()
        self._check_state("mapping", "checked")
        self._check_columns()
        table = self._read_file()
        plan = self._plan(table)
        self.row_ids.sudo().unlink()
        self.row_ids._note_plan(self, table, plan)
        self.state = "checked"
        self._write_error_file(table)

    def _plan(self, table):
        from ..tools.legacy_import import plan_interviews, plan_models

        columns = self.column_ids._plan_columns()
        return plan_interviews(table, columns) if self.kind == "interviews" else plan_models(table, columns)

    def _check_columns(self):
        used = [column._field() for column in self.column_ids if column._field()]
        once = [field for field in used if field != "score_of"]
        if len(once) != len(set(once)):
            raise UserError(self.env._("Two columns have the same meaning."))
        needed = {"interviews": {"candidate"}, "models": {"competency"}}[self.kind] - set(used)
        marks = self.kind != "interviews" or "score_of" in used or {"competency", "score"} <= set(used)
        if needed or not marks:
            raise UserError(
                self.env._("Say which column names the candidate, and which hold the scores.")
                if self.kind == "interviews"
                else self.env._("Say which column names the competency.")
            )

    def _write_error_file(self, table):
        from ..tools.legacy_import import error_file

        messages = self.row_ids._messages_by_file_row()
        data = error_file(table, messages, self.env._("Row"), self.env._("Problem")) if messages else b""
        self.error_file = base64.b64encode(data) if data else False

    def action_back(self):
        """Back to the columns."""
        self._check_state("checked")
        self.row_ids.sudo().unlink()
        self.write({"state": "mapping", "error_file": False})

    # --- 3. the import, and its undo ------------------------------------------------------------------------------

    def action_import(self):
        """Import what the dry run found good; more than a little goes on in the background."""
        self._start("checked", "running")

    def action_undo(self):
        """Take back what the import created, as far as nobody has used it since; also once more what stayed before."""
        self._check_state("done", "undone")
        self.row_ids.filtered(lambda row: row.state == "kept" and row.created_records).sudo().state = "done"
        self._start(self.state, "undoing")

    def action_error_file(self):
        """Download the rows with problems and the reasons."""
        self.ensure_one()
        self.check_access("read")
        address = f"/web/content/{self._name}/{self.id}/error_file/{self.error_filename}?download=true"
        return {"type": "ir.actions.act_url", "url": address, "target": "self"}

    def action_rows(self):
        """The rows with what became of each."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id("hr_competency.action_import_row")
        return {**action, "domain": [("import_id", "=", self.id)]}

    def _start(self, before, state):
        self.ensure_one()
        self._check_state(before)
        self.state = state
        if self._waiting_count() <= AT_ONCE:
            self._waiting_rows()._work()
            self._finish()
        else:
            self.env.ref("hr_competency.cron_import")._trigger()

    def _check_state(self, *states):
        self.check_access("write")
        if self.state not in states:
            raise UserError(self.env._("That is not the next step of this import."))

    @api.model
    def _cron_import(self):
        """Go on with the imports that run, batch by batch; each batch is kept whatever happens to the next."""
        cron = self.env["ir.cron"]
        for one in self.search([("state", "in", ("running", "undoing"))], order="id"):
            left, refs = one._waiting_count(), None
            # Another worker may have it.
            while one.try_lock_for_update() and (rows := one._waiting_rows(BATCH)):
                refs = rows.with_user(one.create_uid).with_company(one.company_id)._work(refs)
                left -= len(rows)
                if not cron._commit_progress(len(rows), remaining=max(left, 0)):
                    return
            one.with_user(one.create_uid).sudo()._finish()
            cron._commit_progress()

    def _waiting_domain(self):
        state = {"running": "ready", "undoing": "done"}[self.state]
        return [("import_id", "=", self.id), ("state", "=", state)]

    def _waiting_count(self):
        return self.env["hr.competency.import.row"].search_count(self._waiting_domain())

    def _waiting_rows(self, limit=None):
        order = "id" if self.state == "running" else "id desc"
        return self.env["hr.competency.import.row"].search(self._waiting_domain(), order=order, limit=limit)

    def _finish(self):
        """The personal data of the file is not needed any more: what was imported stands in its records now."""
        if self.state == "undoing":
            self.state = "undone"
            return
        if self.env["hr.competency.import.row"].search_count([("import_id", "=", self.id), ("late", "=", True)], limit=1):
            self._write_error_file(self._read_file())
        self.write({"state": "done", "file": False})

    @api.autovacuum
    def _gc_personal_data(self):
        """Forget what the rows said some time after the import; what they created is remembered, so undo still works."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=KEEP_DAYS)
        old = self.search([("create_date", "<", limit)])
        old.filtered(lambda one: one.file or one.error_file).write({"file": False, "error_file": False})
        rows = self.env["hr.competency.import.row"].sudo().search([("import_id", "in", old.ids), ("values", "!=", False)])
        rows.write({"values": False, "label": False, "message": False})

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self.filtered(lambda one: one.state in ("running", "done", "undoing")):
            raise UserError(self.env._("Take the import back before you delete its notes."))


class HrCompetencyImportColumn(models.Model):
    _name = "hr.competency.import.column"
    _description = "Column of an Import"
    _order = "position, id"

    import_id = fields.Many2one("hr.competency.import", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="import_id.company_id", store=True)
    position = fields.Integer(readonly=True)
    title = fields.Char("Column", readonly=True)
    sample = fields.Char("For Example", readonly=True)
    interview_field = fields.Selection(INTERVIEW_FIELDS, string="Meaning")
    model_field = fields.Selection(MODEL_FIELDS, string="Meaning in Models")
    competency_id = fields.Many2one("hr.competency", help="Whose marks stand in this column.")
    scale = fields.Selection(
        [("5", "1–5"), ("10", "0–10"), ("100", "0–100"), ("percent", "Per cent"), ("letter", "Letters or words")],
        help="Of marks; empty: found out from the column.",
    )
    date_order = fields.Selection([("day", "Day first"), ("month", "Month first")], help="How 3/4/2024 is read; empty: found out.")

    _competency_named = models.Constraint(
        "CHECK (interview_field IS DISTINCT FROM 'score_of' OR competency_id IS NOT NULL)", "Say whose marks stand in the column."
    )

    def _field(self):
        return (self.interview_field if self.import_id.kind == "interviews" else self.model_field) or ""

    def _plan_columns(self):
        from ..tools.legacy_import import Column

        return [
            Column(
                column.position,
                column._field(),
                f"#{column.competency_id.id}" if column._field() == "score_of" else "",
                column.scale or "",
                {"day": True, "month": False}.get(column.date_order),
            )
            for column in self
            if column._field()
        ]


class HrCompetencyImportMapping(models.Model):
    """What the columns of a system's files mean, kept for the next one."""

    _name = "hr.competency.import.mapping"
    _description = "Saved Columns of an Import"
    _order = "name, id"

    name = fields.Char(required=True)
    kind = fields.Selection(KINDS, required=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    meanings = fields.Json(readonly=True, help="By title of the column.")

    def _learn(self, import_):
        self.meanings = {
            column.title: [column._field(), column.competency_id.id, column.scale or False, column.date_order or False]
            for column in import_.column_ids
        }

    def _apply(self, import_):
        """Give the columns of an import the meanings kept under their titles."""
        known = self.meanings or {}
        for column in import_.column_ids.filtered(lambda one: one.title in known):
            field, competency, scale, order = known[column.title]
            competency = self.env["hr.competency"].browse(competency or []).exists()
            if field == "score_of" and not competency:
                continue
            name = "interview_field" if self.kind == "interviews" else "model_field"
            column.update({name: field or False, "competency_id": competency.id, "scale": scale, "date_order": order})


def _sample(table, position):
    cells = [str(row[position]).strip() for _number, row in table.rows[:20] if row[position] not in (None, "")]
    return " · ".join(list(dict.fromkeys(cells))[:3])[:120]
