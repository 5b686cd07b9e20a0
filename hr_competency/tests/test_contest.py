"""Contesting and objecting, without the web around it (LAW-4, LAW-5, LAW-6)."""

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .test_status_link import LINK, StatusCase


@tagged("post_install", "-at_install")
class TestContest(StatusCase):
    def _ask(self, kind="human_review", message="You overlooked my second project."):
        link = self.links._find_by_token(self._token())
        link._ask(kind, message)
        return self.applicant.competency_request_ids.sorted("id")[-1:]

    # --- the second person --------------------------------------------------------------------------------------------

    def test_LAW_5_who_refused_is_neither_asked_to_review_nor_able_to(self):
        self._cv()
        self._refuse(self.recruiter)
        self.assertEqual(self.applicant.competency_refused_by_id, self.recruiter)
        request = self._ask()
        self.assertNotEqual(request.user_id, self.recruiter)
        self.assertTrue(request.user_id.has_group("hr_recruitment.group_hr_recruitment_user"))
        self.assertEqual(request.activity_ids.user_id, request.user_id)
        self.assertEqual(request.assessment_id.source, "cv")
        own = request.with_user(self.recruiter)
        own.write({"answer": "I stay with it.", "outcome": "kept"})
        for close in (own.action_done, own.action_refuse):
            with self.assertRaisesRegex(UserError, "second person"):
                close()
        self.assertEqual(request.state, "new")
        request.with_user(self.manager).action_done()
        self.assertEqual((request.state, request.decided_by_id), ("done", self.manager))

    def test_LAW_5_the_recruiter_reviews_what_somebody_else_decided(self):
        self._cv()
        self._refuse(self.manager)
        self.assertEqual(self._ask().user_id, self.recruiter)

    def test_LAW_5_a_reopened_application_has_no_first_judge_any_more(self):
        self._refuse(self.recruiter)
        self.applicant.reset_applicant()
        self.assertFalse(self.applicant.competency_refused_by_id)

    def test_LAW_5_the_department_is_asked_only_where_it_may_see_requests(self):
        boss = self.env["hr.employee"].create({"name": "Boss", "user_id": new_test_user(self.env, "hc_boss").id})
        self.job.department_id = self.env["hr.department"].create({"name": "Products", "manager_id": boss.id})
        self._refuse(self.recruiter)
        self.assertNotEqual(self.applicant._competency_reviewer(), boss.user_id)

    def test_LAW_5_where_no_manager_is_left_another_recruiter_is_asked(self):
        managers = self.env.ref("hr_recruitment.group_hr_recruitment_manager").all_user_ids
        new_test_user(self.env, "hc_second", groups="hr_recruitment.group_hr_recruitment_user")
        self._refuse(self.recruiter)
        self.applicant.competency_rated_user_ids = managers
        reviewer = self.applicant._competency_reviewer()
        self.assertTrue(reviewer.has_group("hr_recruitment.group_hr_recruitment_user"))
        self.assertFalse(reviewer & (managers | self.recruiter))

    # --- the decision -------------------------------------------------------------------------------------------------

    def _dialog(self, request, user=None, **values):
        action = request.with_user(user or self.manager).action_decide()
        reviews = self.env["hr.competency.review"].with_user(user or self.manager).with_context(**action["context"])
        return reviews.create({"reason": "We have read it ourselves & invite you.", **values})

    def test_LAW_5_the_decision_is_stored_told_and_reopens_the_application(self):
        self._cv()
        self._refuse(self.recruiter)
        request = self._ask()
        self.assertEqual(self.applicant.competency_review, "open")
        dialog = self._dialog(request, outcome="changed")
        self.assertEqual((dialog.is_refused, dialog.reopen, dialog.is_own), (True, True, False))
        self.assertIn(self.recruiter.name, dialog.first_judges)
        self.assertTrue(dialog.evidence_view["lines"], "the evidence stands beside the decision")
        dialog.action_decide()
        self.assertEqual((request.state, request.outcome, request.decided_by_id), ("done", "changed", self.manager))
        self.assertEqual((self.applicant.active, self.applicant.refuse_reason_id.id), (True, False))
        self.assertEqual(self.applicant.competency_review, "changed")
        (body,) = self._mailed(self._send_all(), "wei@example.com")
        self.assertIn("We have read it ourselves &amp; invite you.", body)
        self.assertTrue(LINK.search(body), "the answer brings the link along")

    def test_LAW_5_a_kept_result_leaves_the_application_closed(self):
        self._refuse(self.recruiter)
        request = self._ask()
        self._dialog(request, outcome="kept").action_decide()
        self.assertEqual((self.applicant.active, self.applicant.competency_review), (False, "kept"))

    def test_LAW_5_the_dialog_tells_who_decided_first_that_it_is_not_theirs(self):
        self._refuse(self.recruiter)
        dialog = self._dialog(self._ask(), self.recruiter)
        self.assertTrue(dialog.is_own)
        with self.assertRaises(UserError):
            dialog.action_decide()

    def test_the_dialog_shows_no_evidence_to_who_must_still_rate(self):
        self._cv()
        self.applicant.interviewer_ids = self.recruiter
        dialog = self._dialog(self._ask(), self.recruiter)
        self.assertFalse(dialog.evidence_view and dialog.evidence_view["lines"])

    def test_LAW_5_refusing_during_a_review_is_warned_of(self):
        self._cv()
        self._ask()
        wizard = self.env["applicant.get.refuse.reason"].with_user(self.recruiter).new({"applicant_ids": self.applicant.ids})
        self.assertEqual((wizard.competency_waiting, wizard.competency_adds_link), ("Wei Chen", True))

    def test_LAW_5_the_task_speaks_the_reviewers_language(self):
        self.applicant.partner_id.lang = "zh_CN"
        self.manager.lang = "en_US"
        self._refuse(self.recruiter)
        link = self.links._find_by_token(self._token()).with_context(lang="zh_CN")
        link._ask("human_review", "")
        self.assertIn("Review by a person", self.applicant.competency_request_ids.activity_ids.summary)

    def test_LAW_5_what_a_recruiter_enters_names_the_result_that_it_is_about(self):
        self._cv()
        values = {"kind": "human_review", "applicant_id": self.applicant.id, "message": "By telephone."}
        request = self.env["hr.competency.request"].with_user(self.recruiter).create(values)
        self.assertEqual(request.assessment_id, self.applicant.competency_assessment_ids)

    def test_what_waits_is_found(self):
        self._refuse(self.recruiter)
        self._ask()
        found = self.env["hr.applicant"].search([("competency_review", "=", "open"), ("active", "in", [True, False])])
        self.assertEqual((found, self.applicant.with_user(self.recruiter).competency_request_count), (self.applicant, 1))

    # --- mails stop -----------------------------------------------------------------------------------------------------

    def test_LAW_6_no_mail_of_a_stage_while_a_person_is_asked(self):
        template = self.env.ref("hr_recruitment.email_template_data_applicant_interest")
        stage = self.env["hr.recruitment.stage"].create({"name": "Mailing", "template_id": template.id})
        applicant = self.applicant.with_context(tracking_disable=False)
        request = self._ask()
        self._send_all()
        for waits in (True, False):
            applicant.stage_id = self.env["hr.recruitment.stage"].create({"name": "Between"})
            self.env.flush_all()
            self.env.cr.precommit.run()
            applicant.stage_id = stage
            self.env.flush_all()
            self.env.cr.precommit.run()
            sent = self._mailed(self._send_all(), "wei@example.com")
            self.assertEqual(bool(sent), not waits)
            if waits:
                self.assertIn("was not sent", "".join(applicant.message_ids.mapped("body")))
                request.with_user(self.manager).write({"answer": "Read.", "outcome": "kept"})
                request.with_user(self.manager).action_done()
                self._send_all()

    # --- objecting ------------------------------------------------------------------------------------------------------

    def _object(self, objects=True):
        self.links._find_by_token(self._token())._candidate_object(objects)

    def test_LAW_6_who_objects_before_is_read_by_people_only(self):
        self._object()
        self._cv()
        self.assertFalse(self.applicant.competency_assessment_ids)
        self.assertEqual(self.applicant.competency_cv_state, "people")
        self.assertIn("read the CV yourself", self.applicant.activity_ids.summary)
        self.assertEqual(self.applicant.activity_ids.user_id, self.recruiter)
        self.assertEqual(self.applicant._competency_texts(), [], "no preview of a model's score reads it either")
        (body,) = self._refuse()
        self.assertIn("your CV is read by people only", body)
        self.assertNotIn("read by artificial intelligence", body)

    def test_LAW_6_who_objects_while_the_cv_waits_is_not_read(self):
        self.env["ir.attachment"].create({"name": "cv.txt", "res_model": "hr.applicant", "res_id": self.applicant.id, "raw": b"x"})
        self.assertEqual(self.applicant.competency_cv_state, "pending")
        self._object()
        self.assertFalse(self.applicant.competency_assessment_ids)

    def test_LAW_6_an_objection_afterwards_sets_the_result_aside_until_it_is_taken_back(self):
        self._cv()
        score, match = self.applicant.competency_score, self.applicant.competency_match_score
        self.assertTrue(score)
        self._object()
        self.assertEqual((self.applicant.competency_score, self.applicant.competency_match_score), (0, 0))
        self.assertEqual((self.applicant.competency_verdict, self.applicant.competency_cv_state), (False, "people"))
        self._object()
        self.assertEqual(len(self.applicant.competency_consent_ids), 1, "saying it twice is saying it once")
        self._object(False)
        self.applicant.competency_assessment_ids._match_many()
        self.assertEqual((self.applicant.competency_score, self.applicant.competency_match_score), (score, match))
        self.assertEqual(self.applicant.competency_cv_state, "done")
        self._object()
        self.assertEqual(self.applicant.competency_cv_state, "people", "and objected to once more")

    def test_LAW_6_what_is_said_of_the_cv_goes_before_the_consent_to_an_interview(self):
        self._object()
        self.env["hr.competency.consent"]._give("assessment", applicant=self.applicant)
        self._cv()
        self.assertEqual(self.applicant.competency_cv_state, "people")

    def test_LAW_6_what_was_told_a_recruiter_is_an_objection_too(self):
        self._cv()
        self.applicant.with_user(self.recruiter).competency_objects = True
        self.assertEqual((self.applicant.competency_cv_state, self.applicant.competency_score), ("people", 0))
        self.assertEqual(self.applicant.competency_consent_ids.source, f"res.users,{self.recruiter.id}")
        self.applicant.with_user(self.recruiter).competency_objects = False
        self.assertNotEqual(self.applicant.competency_cv_state, "people")

    # --- withdrawing ----------------------------------------------------------------------------------------------------

    def test_withdrawing_ends_the_reading_and_the_mails_and_a_person_closes(self):
        link = self.links._find_by_token(self._token())
        link._candidate_withdraw()
        first = self.applicant.competency_withdrawn
        link._candidate_withdraw()
        self._cv()
        self.assertEqual((self.applicant.competency_withdrawn, bool(self.applicant.competency_assessment_ids)), (first, False))
        self.assertTrue(self.applicant.active, "LAW-4: a person closes it")
        self.assertEqual(len(self.applicant.activity_ids), 1)
        self.assertTrue(self.applicant._competency_mail_stopped())
