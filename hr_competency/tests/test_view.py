"""What the widgets get to draw."""

from lxml import etree
from odoo.tests import tagged

from ..tools.segments import segments
from .common import CompetencyCase


@tagged("post_install", "-at_install")
class TestView(CompetencyCase):
    def test_text_is_cut_at_the_borders_of_quotes(self):
        cut = segments("我👍带领5人团队", [(1, 2, 8), (2, 4, 6)])
        self.assertEqual("".join(part["text"] for part in cut), "我👍带领5人团队")
        self.assertEqual([(part["text"], part["ids"]) for part in cut], [
            ("我👍", []), ("带领", [1]), ("5人", [1, 2]), ("团队", [1]),
        ])  # fmt: skip

    def test_the_pieces_are_the_text_whatever_the_offsets(self):
        for spans in ([], [(1, -5, 99)], [(1, 3, 3)], [(1, 4, 2)], [(1, 0, 1), (2, 1, 2)]):
            self.assertEqual("".join(part["text"] for part in segments("带领5人", spans)), "带领5人")

    def test_evidence_view_marks_each_quote_in_its_text(self):
        self._activate()
        assessment = self._assess()
        view = assessment.evidence_view
        ids = {piece["id"] for line in view["lines"] for piece in line["evidence"]}
        marked = {one for text in view["texts"] for part in text["segments"] for one in part["ids"]}
        self.assertTrue(ids)
        self.assertEqual(ids, marked)

    def test_profile_lays_interviewers_over_the_machine(self):
        self._activate()
        self._assess()
        self._rate(4)
        profile = self.applicant.competency_profile
        self.assertEqual([axis["name"] for axis in profile["axes"]], ["Talking to users", "Planning the product"])
        self.assertEqual([one["name"] for one in profile["series"]], ["AI interview", self.interviewer.name])
        self.assertEqual(profile["series"][1]["levels"], [4, 4])

    def test_no_score_is_rounded_up_to_the_pass_score(self):
        # 59.6 that is "not passed" must not stand there as 60
        shown = self.env["ir.ui.view"].search([("model", "in", ["hr.applicant", "hr.competency.assessment", "hr.employee"])])
        digits = [
            node.get("digits")
            for view in shown
            for node in etree.fromstring(view.arch).iter("field")
            if node.get("name") in ("score", "competency_score") and node.get("digits")
        ]
        self.assertGreater(len(digits), 5)
        self.assertFalse([one for one in digits if one.replace(" ", "").endswith(",0]")])
