"""All that people read has its Chinese: what Odoo would export for translation, and the labels of fields and choices."""

import re
from pathlib import Path

import polib
from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import TranslationModuleReader

ROOT = Path(__file__).parents[1]
OURS = sorted(p.parent.name for p in ROOT.glob("*/__manifest__.py"))
# The library brings its Chinese along.
LIBRARY = (
    "hr.competency", "hr.competency.indicator", "hr.competency.template", "hr.competency.template.question",
    "hr.kpi", "hr.skill", "hr.skill.type", "res.partner.industry",
)  # fmt: skip
# Names, numbers and signs that are the same in both languages.
SAME = re.compile(r"[\W\d_]*(AI|ID|p|English \(US\)|UTF-8|UTF-16|Tab|https\S+)?[\W\d_]*")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|{{.*?}}")


@tagged("post_install", "-at_install")
class TestChinese(TransactionCase):
    def _files(self):
        return {addon: polib.pofile(str(ROOT / addon / "i18n/zh_CN.po")) for addon in OURS}

    def test_every_entry_is_translated_and_keeps_its_placeholders(self):
        for addon, entries in self._files().items():
            self.assertFalse([e.msgid for e in entries if not e.msgstr or e.fuzzy or e.obsolete], addon)
            for entry in entries:
                self.assertEqual(sorted(PLACEHOLDER.findall(entry.msgid)), sorted(PLACEHOLDER.findall(entry.msgstr)), entry.msgid)

    def test_nothing_that_odoo_would_export_is_missing(self):
        for addon, entries in self._files().items():
            known = {entry.msgid for entry in entries}
            rows = TranslationModuleReader(self.env.cr, modules=[addon])
            wanted = {row[4] for row in rows if row[2].split(",")[0] not in LIBRARY and "/tests/" not in str(row[2])}
            self.assertFalse(sorted(wanted - known), addon)

    def test_labels_and_choices_are_chinese(self):
        chinese = self.env(context={"lang": "zh_CN"})
        fields = [field for name in self.registry for field in self.env[name]._fields.values() if field._module in OURS]
        texts = set()
        for field in fields:
            shown = field.get_description(chinese, ["string", "selection"])
            texts |= {shown.get("string", ""), *(str(label) for _value, label in shown.get("selection", ()))}
        self.assertGreater(len(texts), 500)
        self.assertFalse(sorted(text for text in texts if not re.search("[\u4e00-\u9fff]", text) and not SAME.fullmatch(text)))

    def test_demo_feedback_speaks_the_candidate_s_language(self):
        feedback = self.env["hr.ai.interview"].search([("lang", "=", "zh_CN"), ("state", "=", "scored")]).feedback_ids
        self.assertTrue(feedback)
        for one in feedback:
            self.assertNotRegex(str(one.body), "Hello|What (convinced us|we missed)")
