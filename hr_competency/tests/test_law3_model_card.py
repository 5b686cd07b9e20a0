"""LAW-3: each version of a job's model has a card; no field is about emotions or bodies."""

import re
from pathlib import Path

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tests.common import BaseCase

from ..models.hr_competency_model_card import engine_card
from ..tools.hr_scoring import ENGINE_VERSION
from ..tools.markdown_section import section
from .common import CompetencyCase

KNOWN = {"hr.competency.import.row.fingerprint"}  # of a row in a file
ADDONS = ("hr_competency", "hr_ai_interview", "hr_talent_pool")
FORBIDDEN = re.compile(
    r"emotion|sentiment|mood|facial|face_|_face|biometr|voice|audio|video|webcam|recording|iris|fingerprint|gait|pulse|"
    r"eye_?contact|body_?language|microexpression|tone_of|personality|polygraph|情绪|情感|表情|人脸|声纹|语音|指纹|虹膜|微表情",
    re.I,
)


class TestSection(BaseCase):
    def test_a_section_that_is_not_there_is_an_error(self):
        self.assertRaises(KeyError, section, "## A\n\nx\n", "B")

    def test_marks_and_rules_go_and_cells_stay(self):
        blocks = section("## A\n\n| | `n` |\n|---|---|\n| **x** | 1 |\n\n*Text*\nhere.\n\n## B\n\nno\n", "A")
        self.assertEqual(blocks, [("table", [["", "n"], ["x", "1"]]), ("text", "Text here.")])


@tagged("post_install", "-at_install")
class TestLaw3(CompetencyCase):
    def _card(self, user=None):
        self._activate()
        report = self.env["ir.actions.report"].with_user(user or self.recruiter)
        html, _kind = report._render_qweb_html("hr_competency.report_model_card", self.model.ids)
        return re.sub(r"\s+", " ", html.decode())

    def test_law3_the_card_says_what_is_measured_by_whom_approved_and_with_what(self):
        page = self._card()
        for words in (
            self.model.name, "Talking to users", "60 %", "Talking to users: behaviour 1", "Pass score", self.manager.name,
            ENGINE_VERSION, "Words", "emotions, voice, faces", "Nobody has been assessed with this version yet", "Limits",
            "No audit of this version has been finished",
        ):  # fmt: skip
            self.assertIn(words, page)

    def test_law3_the_card_shows_training_data_and_measured_quality(self):
        tables = [block for kind, block in engine_card() if kind == "table"]
        cells = [cell for table in tables for row in table for cell in row]
        self.assertTrue(any("licence" in cell for cell in cells))
        figures = [cell for cell in cells if re.match(r"\.\d\d", cell)]
        self.assertGreater(len(figures), 10, "aims and what was measured")
        page = self._card()
        for figure in figures:
            self.assertIn(figure, page)

    def test_law3_the_card_shows_use_calibration_and_audit(self):
        self._activate()
        self._assess()
        self._rate(2)
        auditor = self.env["hr.competency.impact.audit"].create({"job_ids": [(6, 0, self.job.ids)]})
        auditor.action_count()
        auditor.action_finish()
        self.env.company.competency_audit_date = "2026-01-05"
        card = self.model._card()
        self.assertEqual((card["calibration"]["n"], len(card["use"])), (1, 2))
        self.assertEqual((card["impact"]["audit"], str(card["impact"]["independent"])), (auditor, "2026-01-05"))
        page = self.env["ir.actions.report"]._render_qweb_html("hr_competency.report_model_card", self.model.ids)[0].decode()
        self.assertIn("That is a small number", page)
        self.assertIn("2026", page)

    def test_law3_who_may_not_see_the_model_gets_no_card(self):
        with self.assertRaises(AccessError):
            self.model.with_user(self.users["employee"])._card()

    def test_law3_no_field_is_about_emotions_or_bodies(self):
        looked_at = 0
        for name, model in self.env.registry.items():
            for field in model._fields.values():
                if field._modules and set(field._modules) <= set(ADDONS) and f"{name}.{field.name}" not in KNOWN:
                    looked_at += 1
                    with self.subTest(f"{name}.{field.name}"):
                        self.assertNotRegex(f"{field.name} {field.string}", FORBIDDEN)
        self.assertGreater(looked_at, 500)

    def test_law3_the_forbidden_would_be_found(self):
        for name in ("emotion_score", "voice_sample", "facial_expression", "情绪得分", "video_file"):
            self.assertRegex(name, FORBIDDEN)

    def test_law3_candidates_upload_neither_sound_nor_pictures(self):
        root = Path(__file__).parents[2]
        pages = [path.read_text("utf-8") for path in root.glob("hr_ai_interview/views/candidate*.xml")]
        self.assertTrue(pages)
        for page in pages:
            self.assertNotRegex(page, r"type=.file|getUserMedia|<video|<audio|capture=")
