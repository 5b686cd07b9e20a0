"""Faults of views that Odoo does not report and nobody sees in the XML."""

from pathlib import Path

from lxml import etree
from odoo.tests import BaseCase, tagged

ROOT = Path(__file__).parents[1]
FILES = sorted(
    path for addon in ROOT.glob("*/__manifest__.py") for path in addon.parent.glob("*/*.xml") if path.parent.name in ("views", "wizard")
)


@tagged("post_install", "-at_install")
class TestViews(BaseCase):
    def _all(self, xpath):
        return [(path.name, node) for path in FILES for node in etree.parse(str(path)).xpath(xpath)]

    def test_a_setting_shows_its_units(self):
        """The client drops text that stands in a setting outside an element of its own: “within 60 days” would be “60”."""
        settings = self._all("//setting")
        self.assertGreater(len(settings), 8)
        bare = [(name, piece.strip()) for name, setting in settings for piece in setting.xpath("text()") if piece.strip()]
        self.assertFalse(bare)

    def test_an_action_that_opens_empty_says_what_to_do(self):
        actions = self._all("//record[@model='ir.actions.act_window'][not(field[@name='target']/text()='new')]")
        silent = [(name, action.get("id")) for name, action in actions if action.find("field[@name='help']") is None]
        self.assertFalse(silent)

    def test_a_button_that_shows_its_icon_only_has_a_name(self):
        """Odoo makes a tooltip of the title, which a screen reader does not say; the string is hidden by its class."""
        icons = self._all("//list//button[@icon][@title]")
        self.assertGreater(len(icons), 8)
        mute = [(name, button.get("name")) for name, button in icons if button.get("string") != button.get("title")]
        self.assertFalse(mute + [(name, button.get("name")) for name, button in self._all("//list//button[@icon][not(@string)]")])
        shown = [(name, button.get("name")) for name, button in icons if "o_hr_competency_icon" not in button.get("class", "")]
        self.assertFalse(shown)
