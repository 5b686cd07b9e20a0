"""What the engine says reaches people in their language."""

import ast
from pathlib import Path

from odoo.tests import tagged

from ..models.hr_competency_engine_words import engine_text
from ..tools.hr_scoring import defence
from ..tools.hr_scoring.read import document, sniff
from ..tools.hr_scoring.types import Finding
from .common import CompetencyCase

READ = Path(document.__file__).parent
ERRORS = {"BrokenFile", "EncryptedFile", "FileTooLarge", "NoText", "UnsupportedFile"}


def _sentence(node):
    """A literal or an f-string with something filled in; None for what is computed."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "9" for part in node.values)
    return None


def _errors():
    """What the readers raise, from their code."""
    for path in READ.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS and node.args:
                yield _sentence(node.args[0])


@tagged("post_install", "-at_install")
class TestEngineWords(CompetencyCase):
    def _said(self):
        yield from (f"{message}: 9" for message in defence._MESSAGES.values())
        yield from (f"{message} (9)" for _allowed, message in defence._TRICKS.values())
        yield from (f"{reason}: 9" for reason in document._REASONS.values())
        yield from (message.format(limit=9) for message in document._TOO_MUCH.values())
        yield from (f"The file is {kind}, not a document with text." for kind in sniff._FOREIGN.values())
        yield from (sentence for sentence in _errors() if sentence and "is 9, not" not in sentence)

    def test_every_sentence_of_the_engine_has_its_chinese(self):
        said, chinese = set(self._said()), self.env(context={"lang": "zh_CN"})
        self.assertGreater(len(said), 40)
        for sentence in said:
            self.assertEqual(engine_text(self.env, sentence), sentence)
            self.assertRegex(engine_text(chinese, sentence), "[\u4e00-\u9fff]", sentence)

    def test_what_is_not_known_is_shown_as_it_was_said(self):
        self.assertEqual(engine_text(self.env, "Something new."), "Something new.")

    def test_finding_about_the_file_stands_with_its_text(self):
        self._activate()
        hidden = Finding("hidden_text", "text smaller than 4 points: 5 stars")
        view = self._assess(findings=(hidden,)).with_context(lang="zh_CN").evidence_view
        self.assertEqual([text["findings"] for text in view["texts"]], [["小于 4 磅的文字：5 stars"]])
