"""Why not yet, and how far: the rules by themselves."""

from odoo.tests import BaseCase, tagged

from ..tools.standing import Standing, potential, reason


def one(have, want=3, weight=1.0, must=False, name="x"):
    return Standing(name, have, want, weight, must)


@tagged("post_install", "-at_install")
class TestStanding(BaseCase):
    def test_no_evidence_is_not_the_lowest_level(self):
        self.assertTrue(one(None).is_unknown)
        self.assertFalse(one(None).is_near)
        self.assertEqual(potential([one(3), one(None)]).points, 100.0)
        self.assertEqual(potential([one(3), one(1)]).points, 50.0)

    def test_near_miss_is_at_most_one_level(self):
        self.assertTrue(one(2).is_near)
        self.assertTrue(one(2.5).is_near)
        self.assertFalse(one(1.9).is_near)
        self.assertFalse(one(3).is_near)

    def test_potential_is_by_weight_and_bands(self):
        self.assertEqual(potential([one(3, weight=3), one(1, weight=1)]).points, 75.0)
        self.assertEqual(potential([one(2), one(2)]).level, "medium")
        self.assertEqual(potential([one(1), one(1)]).level, "low")
        self.assertEqual(potential([one(3), one(2)]).level, "high")

    def test_thin_evidence_says_nothing(self):
        found = potential([one(5), one(None), one(None)])
        self.assertIsNone(found.points)
        self.assertEqual(found.level, "unknown")
        self.assertIsNone(potential([]).points)

    def test_more_never_lowers_potential(self):
        before = -1.0
        for level in (1, 1.5, 2, 2.5, 3, 4, 5):
            points = potential([one(level), one(2)]).points
            self.assertGreaterEqual(points, before)
            before = points

    def test_names_are_sorted_into_what_they_mean(self):
        found = potential([one(4, name="a"), one(2, name="b"), one(1, name="c"), one(None, name="d")])
        self.assertEqual((found.strengths, found.near, found.far, found.unknown), (("a",), ("b",), ("c",), ("d",)))

    def test_reason_is_the_gravest(self):
        self.assertEqual(reason([one(1), one(2, must=True)]), "must_have")
        self.assertEqual(reason([one(1), one(None)]), "level")
        self.assertEqual(reason([one(3), one(None)]), "evidence")
        self.assertEqual(reason([one(3)]), "score")
