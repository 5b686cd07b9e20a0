"""Step 3: every point shows the quoted sentence it rests on; not enough evidence is a verdict of its own."""

from odoo.tests import tagged

from ..common import LoopCase
from ..people import STRONG, WEAK


@tagged("post_install", "-at_install")
class TestEngineScores(LoopCase):
    def test_a_good_candidate_passes_on_quoted_evidence(self):
        for lang in ("zh", "en"):
            with self.subTest(lang=lang):
                applicant = self.interviewed(STRONG[lang], lang={"zh": "zh_CN", "en": "en_US"}[lang], address=f"{lang}@example.com")
                assessment = applicant.competency_assessment_id
                self.assertEqual(assessment.verdict, "passed", assessment.score)
                self.assertAlmostEqual(sum(assessment.evidence_ids.mapped("contribution")), assessment.score, delta=0.1)
                for piece in assessment.evidence_ids:
                    self.assertEqual(piece.source_id.text[piece.start : piece.end], piece.quote)
                    self.assertIn(piece.quote, STRONG[lang][0] + STRONG[lang][1] + STRONG[lang][2])

    def test_a_weak_candidate_does_not_pass(self):
        for lang in ("zh", "en"):
            with self.subTest(lang=lang):
                applicant = self.interviewed(WEAK[lang], lang={"zh": "zh_CN", "en": "en_US"}[lang], address=f"{lang}@example.com")
                self.assertEqual(applicant.competency_verdict, "not_passed")
                self.assertLess(applicant.competency_score, 60)

    def test_saying_nothing_is_not_enough_evidence_and_not_zero(self):
        applicant = self.interviewed(["你好。", "谢谢。", "再见。"])
        self.assertEqual(applicant.competency_verdict, "not_enough_evidence")
        self.assertFalse(applicant.competency_has_score)
