"""The small modules that need no database."""

import doctest
import logging

from odoo.addons.hr_ai_interview.tools import log_filter, segments
from odoo.tests import BaseCase, tagged


@tagged("post_install", "-at_install")
class TestSegments(BaseCase):
    def test_the_examples_in_its_documentation(self):
        self.assertFalse(doctest.testmod(segments).failed)

    def test_overlapping_quotes_carry_all_their_notes(self):
        pieces = segments.segments("abcdef", [(0, 4, "one"), (2, 6, "two"), (2, 6, "two")])
        self.assertEqual([(p["text"], p["notes"]) for p in pieces], [("ab", ["one"]), ("cd", ["one", "two"]), ("ef", ["two"])])

    def test_the_pieces_are_the_text_whatever_the_offsets(self):
        for spans in ([], [(-5, 99, "x")], [(3, 3, "x")], [(4, 2, "x")], [(0, 1, "a"), (1, 2, "b")]):
            self.assertEqual("".join(p["text"] for p in segments.segments("带领5人", spans)), "带领5人")


@tagged("post_install", "-at_install")
class TestLogFilter(BaseCase):
    def test_PUB_1_the_token_never_reaches_the_log(self):
        token = "A" * 20 + "_-" + "b" * 21
        for name in log_filter.LOGGERS:
            with self.assertLogs(name, logging.INFO) as caught:
                logging.getLogger(name).info('"GET /interview/%s HTTP/1.1" 200', token)
                logging.getLogger(name).info("%s", f"POST /interview/{token}/answer")
            self.assertNotIn(token, "".join(caught.output))
            self.assertIn("/interview/***/answer", caught.output[1])
