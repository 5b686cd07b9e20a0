"""Odoo's own lint tests (addon ``test_lint``), looking at our addons only. Its pylint checkers run in ``dev.py lint``."""

import ast
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from unittest.mock import patch

from odoo.addons.test_lint.tests import (
    test_dunderinit,
    test_i18n,
    test_index,
    test_jstranslate,
    test_manifests,
    test_markers,
    test_naming,
    test_onchange_domains,
    test_orm_import,
    test_override_signatures,
    test_pofile,
    test_routes,
)
from odoo.modules import Manifest
from odoo.tests.common import BaseCase

ROOT = pathlib.Path(__file__).parents[1]
OURS = [p.parent.name for p in sorted(ROOT.glob("*/__manifest__.py"))]


class OnlyOurs:
    """Lets a lint test that walks over all addons walk over ours."""

    def setUp(self):
        super().setUp()
        ours = [Manifest.for_addon(name) for name in OURS]
        patcher = patch.object(Manifest, "all_addon_manifests", staticmethod(lambda: ours))
        patcher.start()
        self.addCleanup(patcher.stop)

    def test_it_looks_at_our_addons(self):
        self.assertEqual([m.name for m in Manifest.all_addon_manifests()], OURS)


class TestDunderinit(OnlyOurs, test_dunderinit.TestDunderinit):
    pass


class TestI18n(OnlyOurs, test_i18n.TestI18n):
    pass


class TestIndex(OnlyOurs, test_index.TestIndex):
    pass


class TestJsTranslations(OnlyOurs, test_jstranslate.TestJsTranslations):
    pass


class TestManifests(OnlyOurs, test_manifests.ManifestLinter):
    pass


class TestConflictMarkers(OnlyOurs, test_markers.TestConflictMarkers):
    def check_file(self, fullpath_name):
        # the addons' folder holds the development cache too
        if pathlib.Path(fullpath_name).relative_to(ROOT).parts[0] in OURS:
            super().check_file(fullpath_name)

    def test_conflict_markers(self):
        with patch("odoo.addons.__path__", [str(ROOT)]), patch("odoo.__path__", []):
            super().test_conflict_markers()


class TestNaming(OnlyOurs, test_naming.TestNaming):
    pass


class TestOnchangeDomains(OnlyOurs, test_onchange_domains.TestOnchangeDomains):
    pass


class TestOrmImport(OnlyOurs, test_orm_import.TestDunderinit):
    pass


class TestOverrideSignatures(OnlyOurs, test_override_signatures.TestLintOverrideSignatures):
    pass


class TestPofile(OnlyOurs, test_pofile.PotLinter):
    pass


class TestRoutes(OnlyOurs, test_routes.RoutesLinter):
    pass


class TestNoBuiltSql(BaseCase):
    """ACC-5: no SQL made of strings, and no code of users' run, in the three addons; shown to be found where it is planted."""

    def _pylint(self, *paths):
        own = pathlib.Path(test_manifests.__file__).parent
        command = [
            sys.executable, "-m", "pylint", "--rcfile=/dev/null", "-sn", "--disable=all", "--enable=sql-injection,eval-used,exec-used",
            "--load-plugins=_odoo_checker_sql_injection", *map(str, paths),
        ]  # fmt: skip
        return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(own)}).stdout

    def test_acc5_no_sql_of_strings_and_no_eval_in_our_addons(self):
        files = [path for addon in OURS for path in (ROOT / addon).rglob("*.py")]
        asking = [path for path in files if re.search(r"execute|\bSQL\b", path.read_text("utf-8"))]
        self.assertGreater(len(asking), 5)
        self.assertEqual(self._pylint(*asking), "")

    def test_acc5_what_is_planted_is_found(self):
        bad = {
            "fstring": "def look(self, name):\n    self.env.cr.execute(f\"SELECT id FROM hr_job WHERE name = '{name}'\")\n",
            "percent": "def look(self, name):\n    self.env.cr.execute(\"SELECT id FROM hr_job WHERE name = '%s'\" % name)\n",
            "plus": 'def look(self, name):\n    self.env.cr.execute("SELECT id FROM " + name)\n',
            "eval": "def look(self, name):\n    return eval(name)\n",
        }
        with tempfile.TemporaryDirectory() as folder:
            for name, code in bad.items():
                path = pathlib.Path(folder, f"{name}.py")
                path.write_text(code)
                with self.subTest(name):
                    self.assertRegex(self._pylint(path), "eval-used|sql-injection")

    def test_acc5_nothing_that_users_type_is_run_as_code(self):
        """``safe_eval`` runs Python; domains and contexts of our own actions are read with ``literal_eval``."""
        for addon in OURS:
            for path in (ROOT / addon).rglob("*.py"):
                if "tests" in path.parts:
                    continue
                with self.subTest(str(path.relative_to(ROOT))):
                    self.assertFalse(_runs_code(path.read_text("utf-8")))

    def test_acc5_a_planted_safe_eval_is_found(self):
        for code in (
            "from odoo.tools.safe_eval import safe_eval\nsafe_eval('1')",
            "from odoo import tools\ntools.safe_eval.safe_eval('1')",
            "exec('1')",
            "compile('1', '', 'eval')",
        ):
            self.assertTrue(_runs_code(code), code)
        self.assertFalse(_runs_code("import re\nre.compile('a')\nmodel.eval()"))


def _runs_code(text):
    """Whether a module imports ``safe_eval``, or calls it, ``eval``, ``exec`` or ``compile``."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom | ast.Import) and any(
            "safe_eval" in f"{getattr(node, 'module', '')}.{one.name}" for one in node.names
        ):
            return True
        if isinstance(node, ast.Attribute) and node.attr == "safe_eval":
            return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("safe_eval", "eval", "exec", "compile"):
            return True
    return False
