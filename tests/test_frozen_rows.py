"""ACC-3: what was found, decided or counted is changed and deleted by nobody through the ORM; a correction is a new row."""

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .common import LoopCase
from .people import WEAK

# Models that hold records of what happened, and what a client would want to change in them.
RECORDS = {
    "hr.competency.assessment": {"score": 99.0},
    "hr.competency.assessment.line": {"level": 5.0},
    "hr.competency.assessment.source": {"text": "rewritten"},
    "hr.competency.evidence": {"quote": "invented"},
    "hr.competency.impact.audit": {"people_count": 1000},
    "hr.competency.impact.audit.line": {"hits": 1000},
    "hr.competency.erasure": {"assessment_count": 1000},
    "hr.competency.approval": {"state": "approved"},
    "hr.competency.calibration": {"difference": 0.0},
    "hr.competency.consent": {"text": "I agree to everything."},
}
# Beyond the assessments, written by the server's own methods in superuser mode: no right for anybody, and no way by
# commands on a parent, not even on one that was read in superuser mode.
SERVER_ONLY = {"hr.competency.erasure", "hr.competency.approval", "hr.competency.calibration", "hr.competency.consent"}


@tagged("post_install", "-at_install")
class TestFrozenRows(LoopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = (
            "hr_recruitment.group_hr_recruitment_manager,hr.group_hr_manager,base.group_system,hr_competency.group_adverse_impact_auditor"
        )
        cls.mighty = new_test_user(cls.env, "story_mighty", groups=groups)

    def _rows(self):
        """One row of each model, made the way it comes about."""
        applicant = self.interviewed(WEAK["en"], lang="en_US")
        assessment = applicant.competency_assessment_id
        ratings = {line.competency_id: (2, "Seen.") for line in assessment.line_ids}
        engine = self.env["hr.competency.engine"]
        engine._record(assessment.model_id, ratings, applicant=applicant, assessor_id=self.interviewer.id)
        audit = self.env["hr.competency.impact.audit"].create({"source": "ai_interview"})
        audit.action_count()
        audit.action_finish()
        erased = self.env["hr.competency.erasure"].sudo().create(
            {"month": fields.Date.today().replace(day=1), "reason": "request", "company_id": self.env.company.id}
        )  # fmt: skip
        found = {
            "hr.competency.assessment": assessment,
            "hr.competency.assessment.line": assessment.line_ids,
            "hr.competency.assessment.source": assessment.source_ids,
            "hr.competency.evidence": assessment.evidence_ids,
            "hr.competency.impact.audit": audit,
            "hr.competency.impact.audit.line": audit.line_ids,
            "hr.competency.erasure": erased,
            "hr.competency.approval": assessment.model_id.approval_ids,
            "hr.competency.calibration": applicant.competency_calibration_ids,
            "hr.competency.consent": applicant.competency_consent_ids,
        }
        return {name: rows[:1] for name, rows in found.items()}

    def test_acc3_no_manager_changes_or_deletes_a_record_of_what_happened(self):
        for name, row in self._rows().items():
            self.assertTrue(row, name)
            mine = row.with_user(self.mighty)
            for change in (lambda mine=mine, name=name: mine.write(RECORDS[name]), mine.unlink):
                with self.subTest(name), self.assertRaises(UserError), self.env.cr.savepoint():
                    change()

    def test_acc3_superuser_mode_opens_frozen_rows_neither(self):
        for name, row in self._rows().items():
            if name in SERVER_ONLY:
                continue
            for change in (lambda row=row, name=name: row.sudo().write(RECORDS[name]), row.sudo().unlink):
                with self.subTest(name), self.assertRaises(UserError), self.env.cr.savepoint():
                    change()

    def test_acc3_commands_on_a_parent_in_superuser_mode_change_no_row(self):
        """A model whose records a client can reach through a field of another one must refuse there too."""
        rows = self._rows()
        parents = 0
        for name, model in self.env.registry.items():
            for field in model._fields.values():
                row = rows.get(field.comodel_name)
                if field.type != "one2many" or not row or field.compute or not field.inverse_name or model._abstract:
                    continue
                parent = row[field.inverse_name]
                if not parent or parent._name != name:
                    continue
                parents += 1
                with self.subTest(f"{name}.{field.name}"):
                    self._assert_commands_refused(parent.with_user(self.mighty).sudo(), field, row)
        self.assertGreaterEqual(parents, 8)

    def _assert_commands_refused(self, parent, field, row):
        # Odoo runs such commands as whom the request belongs to; here the whole test belongs to the superuser
        transaction = self.env.transaction
        self.addCleanup(setattr, transaction, "default_env", transaction.default_env)
        transaction.default_env = self.env(user=self.mighty.id, su=False)
        for command in ((1, row.id, RECORDS[row._name]), (2, row.id, 0)):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                parent.write({field.name: [command]})
                self.env.flush_all()

    def test_acc3_every_model_that_records_what_happened_is_named_here(self):
        """A new one that only the server writes shows up: readable for somebody, writable for nobody."""
        frozen = [
            name
            for name, model in self.env.registry.items()
            if "hr.competency.frozen" in getattr(model, "_inherit", ()) and not model._abstract
        ]
        self.assertLessEqual(set(frozen) | SERVER_ONLY, set(RECORDS))
        for name in RECORDS:
            self.assertFalse(self.env[name]._allow_sudo_commands, name)
