"""The scorecard: rated blind, locked, compared with the machine."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .common import InterviewCase


@tagged("post_install", "-at_install")
class TestReview(InterviewCase):
    def _review(self, user=None, applicant=None):
        user = user or self.interviewer
        return self.env["hr.ai.interview.review"].with_user(user)._mine((applicant or self.applicant).with_user(user))

    def _fill(self, review, level="4"):
        for line in review.line_ids:
            line.write({"level": level, "comment": "Told how she did it, with numbers."})
        return review

    def test_the_interviewer_gets_a_card_with_the_models_competencies_and_anchors(self):
        review = self._review()
        self.assertEqual(review.line_ids.competency_id, self.model.line_ids.competency_id)
        self.assertIn("Teaches others to do it.", review.anchors)
        self.assertEqual(self._review(), review)

    def test_the_form_works_for_an_interviewer(self):
        action = self.applicant.with_user(self.interviewer).action_ai_my_review()
        review = self.env["hr.ai.interview.review"].with_user(self.interviewer).browse(action["res_id"])
        with Form(review) as form:
            for number in range(len(review.line_ids)):
                with form.line_ids.edit(number) as line:
                    line.level = "3"
                    line.comment = "Seen."
        review.action_lock()
        self.assertEqual((review.state, review.score), ("locked", 60.0))

    def _vals(self, applicant, **more):
        lines = [(0, 0, {"competency_id": line.competency_id.id, "level": "3", "comment": "x"}) for line in self.model.line_ids]
        about = {"applicant_id": applicant.id, "job_id": self.job.id, "model_id": self.model.id, "company_id": self.env.company.id}
        return {**about, "line_ids": lines, **more}

    def test_ACC_2_nobody_rates_to_look_at_somebody_else_s_applicant(self):
        """A locked scorecard opens what others found, so another program must not make one for just anybody."""
        interview = self._scored(applicant=self._another())
        reviews = self.env["hr.ai.interview.review"].with_user(self.interviewer)
        self.assertRaises(AccessError, reviews.create, self._vals(interview.applicant_id))
        for values in ({"state": "locked"}, {"visible_to_ids": [(4, self.interviewer.id)]}, {"interview_id": interview.id}):
            with self.subTest(values):
                self.assertRaises(AccessError, reviews.create, self._vals(self.applicant, **values))
        mine = reviews.create(self._vals(self.applicant))
        for values in ({"applicant_id": interview.applicant_id.id}, {"interview_id": interview.id}, {"company_id": False}):
            with self.subTest(values):
                self.assertRaises(AccessError, mine.write, values)

    def test_ACC_2_before_locking_the_interviewer_sees_no_result(self):
        interview = self._scored()
        mine = interview.with_user(self.interviewer)
        self.assertTrue(mine.question_ids[0].answer_text)
        for field in ("score", "verdict", "assessment_id", "evidence_ids", "feedback_ids"):
            with self.assertRaises(AccessError):
                mine.read([field])
            with self.assertRaises(AccessError):
                self.env["hr.ai.interview"].with_user(self.interviewer).search([(field, "!=", False)])
        with self.assertRaises(AccessError):
            interview.assessment_id.with_user(self.interviewer).read(["score"])
        with self.assertRaises(AccessError):
            self.applicant.with_user(self.interviewer).read(["competency_score"])

    def test_ACC_2_the_interviewers_forms_load_and_show_no_result(self):
        interview = self._scored()
        for record in (interview, self.applicant, self._review()):
            arch = record.with_user(self.interviewer).get_view(view_type="form")["arch"]
            for field in ("verdict", "competency_score", "competency_verdict", "evidence_ids", "feedback_state"):
                self.assertNotIn(f'name="{field}"', arch, record._name)
        Form(interview.with_user(self.interviewer))

    def test_ACC_2_after_locking_the_interviewer_sees_the_comparison(self):
        self._scored()
        review = self._fill(self._review())
        review.action_lock()
        self.assertTrue(review.blind)
        self.assertEqual(review.assessment_id.source, "interviewer")
        self.assertIn("Machine", review.comparison)
        self.assertTrue(review.assessment_id.with_user(self.interviewer).score)

    def test_ACC_2_others_scorecards_appear_only_after_ones_own(self):
        colleague = new_test_user(self.env, "second", groups="hr_recruitment.group_hr_recruitment_interviewer")
        self.applicant.interviewer_ids |= colleague
        mine = self._fill(self._review())
        mine.action_lock()
        theirs = self._review(colleague)
        visible = self.env["hr.ai.interview.review"].with_user(colleague).search([("applicant_id", "=", self.applicant.id)])
        self.assertEqual(visible, theirs)
        with self.assertRaises(AccessError):
            mine.with_user(colleague).read(["comment"])
        self._fill(theirs, "2").action_lock()
        self.assertEqual(mine.with_user(colleague).line_ids.mapped("level"), ["4", "4"])
        self.assertEqual(theirs.with_user(self.interviewer).line_ids.mapped("level"), ["2", "2"])

    def test_a_draft_is_nobody_elses(self):
        review = self._fill(self._review())
        with self.assertRaises(AccessError):
            review.with_user(self.recruiter).line_ids[0].level = "1"
        with self.assertRaises(AccessError):
            review.with_user(self.recruiter).action_lock()

    def test_a_locked_card_is_frozen(self):
        review = self._fill(self._review())
        review.action_lock()
        with self.assertRaises(UserError):
            review.line_ids[0].level = "1"
        with self.assertRaises(UserError):
            review.comment = "changed my mind"
        with self.assertRaises(AccessError):
            review.state = "draft"
        with self.assertRaises(UserError):
            review.sudo().unlink()
        with self.assertRaises(UserError):
            review.action_lock()

    def test_an_incomplete_card_cannot_be_locked(self):
        review = self._review()
        with self.assertRaisesRegex(UserError, "every competency"):
            review.action_lock()
        review.line_ids.write({"level": "0"})
        with self.assertRaisesRegex(UserError, "at least one"):
            review.action_lock()
        review.line_ids.write({"level": "3"})
        with self.assertRaisesRegex(UserError, "few words"):
            review.action_lock()

    def test_not_observed_is_no_evidence_and_not_the_lowest_level(self):
        review = self._fill(self._review(), "5")
        review.line_ids[1].write({"level": "0", "comment": False})
        review.action_lock()
        lines = review.sudo().assessment_id.line_ids
        self.assertEqual([(line.has_evidence, line.score) for line in lines], [(True, 100.0), (False, 0.0)])

    def test_a_difference_above_the_threshold_warns_the_recruiter(self):
        self._scored()
        self._fill(self._review(), "1").action_lock()
        self.assertTrue(self.applicant.competency_alert)
        activity = self.applicant.activity_ids.filtered(
            lambda a: a.activity_type_id == self.env.ref("hr_competency.activity_review_standard")
        )
        self.assertEqual(activity.user_id, self.recruiter)
        # an interviewer who has yet to rate reads it too
        self.assertNotRegex(activity.note, r"\d")
        self.assertFalse([c for c in self.model.line_ids.competency_id if c.name in activity.note])

    def test_a_rating_before_the_interview_is_compared_when_the_machine_is_done(self):
        review = self._fill(self._review(), "1")
        review.action_lock()
        self.assertIn("nothing to compare yet", review.comparison)
        self._scored()
        review.invalidate_recordset()
        self.assertNotIn("nothing to compare yet", review.comparison)

    def test_a_stranger_cannot_rate(self):
        stranger = new_test_user(self.env, "stranger", groups="hr_recruitment.group_hr_recruitment_interviewer")
        with self.assertRaises(AccessError):
            self._review(stranger)
