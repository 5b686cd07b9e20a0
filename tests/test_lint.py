"""Odoo's own lint tests (addon ``test_lint``), looking at our addons only. Its pylint checkers run in ``dev.py lint``."""

import pathlib
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
