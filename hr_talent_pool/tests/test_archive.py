"""Who did not pass and agrees becomes a talent, with everything that the archive keeps."""

from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import TalentCase


@tagged("post_install", "-at_install")
class TestArchive(TalentCase):
    def test_not_passed_with_consent_becomes_a_talent(self):
        talent = self._fail()
        self.assertEqual(talent.pool_applicant_id, talent)
        self.assertNotEqual(talent, self.applicant)
        self.assertTrue(talent.active)
        self.assertEqual(talent.partner_id, self.applicant.partner_id)
        self.assertEqual(talent.talent_job_id, self.job)
        self.assertEqual(talent.talent_status, "new")
        self.assertTrue(self.applicant.active, "the machine refuses nobody: the application stays as it is")
        self.assertFalse(self.applicant.refuse_reason_id)

    def test_without_consent_there_is_no_talent(self):
        applicant = self._applicant("Li Na", "li@example.com", consent=False)
        self.assertFalse(self._fail(applicant))

    def test_who_agrees_on_their_page_sends_the_recruiter_no_mail(self):
        """The visitor of a page has no address: a mail in their name fails, and nobody has been assigned to anything new."""
        applicant = self._applicant("Li Na", "li@example.com", consent=False, user_id=self.recruiter.id)
        self._fail(applicant)
        page = applicant.with_user(self.env.ref("base.public_user")).sudo().with_context(tracking_disable=False)
        messages = self.env["mail.message"].search([])
        page.env["hr.competency.consent"]._give("talent_pool", applicant=page)
        talent = applicant.pool_applicant_id
        self.assertTrue(talent)
        news = self.env["mail.message"].search([("id", "not in", messages.ids)])
        self.assertFalse(news.mail_ids)
        self.assertNotIn(self.env.ref("base.public_user"), talent.message_ids.create_uid)

    def test_consent_for_another_purpose_or_company_or_time_is_none(self):
        applicant = self._applicant("Li Na", "li@example.com", consent=False)
        consents = self.env["hr.competency.consent"]
        consents._give("assessment", applicant=applicant)
        other = consents._give("talent_pool", applicant=applicant)
        other.company_id = self.env["res.company"].create({"name": "Other"})
        self.assertFalse(self._fail(applicant))
        other.write({"company_id": self.company.id, "retention_until": "2020-01-01"})
        self.assertFalse(applicant._talent_consents())

    def test_passed_or_unclear_is_no_reason(self):
        self.assertEqual(self._assess(research=5, planning=5, data=5).verdict, "passed")
        self.assertFalse(self.applicant.pool_applicant_id)
        other = self._applicant("Li Na", "li@example.com")
        self.assertEqual(self._assess(other).verdict, "not_enough_evidence")
        self.assertFalse(other.pool_applicant_id)

    def test_a_cv_that_does_not_match_is_no_reason(self):
        self._assess(source="cv", research=1, planning=1, data=1)
        self.assertFalse(self.applicant.pool_applicant_id)

    def test_pool_is_the_company_s_and_the_job_family_s(self):
        pool = self._fail().talent_pool_ids
        self.assertEqual(pool.company_id, self.company)
        self.assertEqual(pool.talent_job_family, self.job.name, "no template, no department: the job")
        other = self._applicant("Li Na", "li@example.com")
        self.assertEqual(self._fail(other).talent_pool_ids, pool)
        self.assertEqual(pool.no_of_talents, 2)

    def test_pools_of_the_library_s_families_have_a_name_that_people_use(self):
        pools = self.env["hr.talent.pool"]
        self.assertEqual(pools._talent_pool_vals("product", self.job, self.company)["name"], "Product")
        self.assertEqual(pools._talent_pool_vals("Kitchen", self.job, self.company)["name"], "Kitchen")
        families = set(self.env["hr.competency.template"].search([]).mapped("job_family")) - {False}
        self.assertFalse(families - set(pools._talent_family_names()), "a family without a name")

    def test_reason_names_what_fell_short_in_words(self):
        talent = self._fail()
        self.assertEqual(talent.talent_reason_kind, "must_have")
        self.assertIn("Competency of research: level 2 shown; level 3 is wanted (must-have)", talent.talent_reason)
        self.assertIn("Competency of data: level 1 shown", talent.talent_reason)
        self.assertNotIn("planning", talent.talent_reason)

    def test_reason_says_what_was_not_shown(self):
        talent = self._fail(research=3, planning=1)
        self.assertIn("Competency of data: no evidence; level 4 is wanted", talent.talent_reason)
        self.assertFalse(self._gap(talent, "data").has_level)
        self.assertEqual(self._gap(talent, "data").display_name, "Competency of data → 4")

    def test_a_total_just_below_the_pass_score_does_not_read_like_it(self):
        job = self._job("Planner of totals", research=(2, True), planning=(3, False), data=(3, False))
        talent = self._fail(self._applicant("Lin Total", "total@example.com", job), research=2.1, planning=3, data=3.1)
        self.assertIn("the total of 54.6 is below the pass score of 60.", talent.talent_reason)

    def test_potential_comes_from_evidence_and_is_explained(self):
        talent = self._fail()
        self.assertEqual(talent.talent_potential_score, 50.0)  # planning met, research nearly, data far
        self.assertEqual(talent.talent_potential, "medium")
        self.assertIn("Strengths: Competency of planning", talent.talent_potential_reason)
        self.assertIn("Nearly there: Competency of research", talent.talent_potential_reason)
        self.assertIn("Further to go: Competency of data", talent.talent_potential_reason)
        self.assertNotRegex(talent.with_context(lang="zh_CN").talent_potential_reason, "[,:] ")

    def test_gaps_hold_have_and_want_and_where_from(self):
        talent = self._fail()
        gaps = {g.competency_id: (g.have, g.want, g.state, g.must_have) for g in talent.talent_gap_ids}
        self.assertEqual(gaps, {self.research: (2, 3, "open", True), self.data: (1, 4, "open", False)})
        self.assertEqual(talent.talent_gap_ids.assessment_id, talent.talent_assessment_id)
        self.assertEqual(set(talent.talent_gap_ids.mapped("level_from")), {"assessment"})

    def test_courses_are_recommended_for_the_gaps(self):
        talent = self._fail()
        self.assertEqual(talent.talent_course_ids.channel_id, self.courses["research"] | self.courses["data"])
        self.assertEqual(set(talent.talent_course_ids.mapped("state")), {"recommended"})
        course = talent.talent_course_ids.filtered(lambda c: c.channel_id == self.courses["data"])
        self.assertEqual(course.gap_ids, self._gap(talent, "data"))
        self.assertEqual(course.reason, "Competency of data up to level 4 (wanted: 4)")

    def test_plan_is_written_and_hr_s_own_words_stay(self):
        talent = self._fail()
        self.assertIn("Course of data", talent.talent_career_plan)
        self.assertFalse(talent.talent_plan_edited)
        talent.with_user(self.recruiter).talent_career_plan = "<p>Call in May</p>"
        self._gap(talent, "data").have = 2
        self.assertEqual((str(talent.talent_career_plan), talent.talent_plan_edited), ("<p>Call in May</p>", True))
        talent.with_user(self.recruiter).action_talent_renew_plan()
        self.assertIn("Course of data", talent.talent_career_plan)
        self.assertIn("from level 2 to level 4", talent.talent_career_plan)

    def test_plan_is_read_in_the_reader_s_language(self):
        self.research.with_context(lang="zh_CN").name = "研究能力"
        plan = str(self._fail().with_context(lang="zh_CN").talent_career_plan)
        self.assertIn("研究能力", plan)
        self.assertNotIn("from level", plan)

    def test_a_closed_gap_shows_what_was_reached(self):
        talent = self._fail()
        gap = self._gap(talent, "data")
        self.assertEqual(gap.display_name, "Competency of data 1 → 4")
        gap.have = 4
        self.assertEqual(gap.display_name, "Competency of data 4 ✓")
        gap.has_level = False
        self.assertEqual(gap.display_name, "Competency of data → 4")

    def test_a_pool_is_called_by_its_family_in_every_language(self):
        job = self.env["hr.job"].create({"name": "Planner"})
        template = self.env.ref("hr_competency.template_product_manager")
        self.env["hr.competency.setup"].create({"job_id": job.id, "template_id": template.id}).action_activate()
        pool = self.env["hr.talent.pool"]._talent_pool_for(job, self.env["res.company"].create({"name": "Pools"}))
        self.assertEqual((pool.with_context(lang="en_US").name, pool.with_context(lang="zh_CN").name), ("Product", "产品"))

    def test_plan_escapes_what_people_wrote(self):
        self.job.name = "<img src=x onerror=alert(1)>"
        self.assertNotIn("<img", self._fail().talent_career_plan)

    def test_next_check_in_and_retention_are_set(self):
        self.company.write({"talent_checkin_months": 2, "competency_retention_months": 12})
        talent = self._fail()
        today = fields.Date.today()
        self.assertEqual(talent.talent_next_checkin, fields.Date.add(today, months=2))
        self.assertEqual(talent.talent_retention_until, fields.Date.add(today, months=12))

    # --- the same person again ------------------------------------------------------------------------------------

    def test_second_application_is_the_same_talent_with_newer_evidence(self):
        talent = self._fail()
        again = self._applicant("Wei Chen", "WEI@example.com")
        self.assertEqual(self._fail(again, research=1, planning=4, data=3), talent)
        self.assertEqual(self._gap(talent, "research").have, 1)
        self.assertEqual(self._gap(talent, "data").have, 3)
        self.assertEqual(len(talent.talent_gap_ids), 2)

    def test_people_who_share_a_phone_stay_two(self):
        talent = self._fail(self._applicant("A", "a@example.com", partner_phone="+86 138 0000 0000"))
        other = self._fail(self._applicant("B", "b@example.com", partner_phone="+86 138 0000 0000"))
        self.assertNotEqual(talent, other)

    def test_later_passed_assessment_closes_gaps(self):
        talent = self._fail()
        again = self._applicant("Wei Chen", "wei@example.com")
        self._assess(again, research=4, planning=4, data=5)
        self.assertEqual(set(talent.talent_gap_ids.mapped("state")), {"closed"})
        self.assertEqual(talent.talent_status, "ready")
        self.assertEqual(talent.talent_potential, "high")

    def test_two_companies_have_two_talents(self):
        other = self.env["res.company"].create({"name": "Other"})
        job = self._job("Analyst", company=other, research=(3, True))
        applicant = self._applicant("Wei Chen", "wei@example.com", job=job)
        mine, theirs = self._fail(), self._fail(applicant, research=1)
        self.assertNotEqual(mine, theirs)
        self.assertEqual(theirs.company_id, other)
        self.assertEqual(theirs.talent_pool_ids.company_id, other)

    # --- consent --------------------------------------------------------------------------------------------------

    def test_who_did_not_pass_before_the_archive_was_installed_is_taken_in(self):
        other = self._applicant("Li Na", "li@example.com")
        assessments = self.env["hr.competency.assessment"]
        with patch.object(type(assessments), "_talent_listen", lambda self: None):
            self._assess(research=2, planning=4, data=1)
            self._assess(other, research=2, planning=4, data=1)
            self._assess(other, research=5, planning=5, data=5)
        assessments._talent_archive_known()
        self.assertTrue(self.applicant.pool_applicant_id.talent_gap_ids)
        self.assertFalse(other.pool_applicant_id, "passed since")

    def test_who_was_pooled_by_hand_before_gets_an_archive_too(self):
        assessments = self.env["hr.competency.assessment"]
        with patch.object(type(assessments), "_on_done", lambda self: None):
            self._assess(research=2, planning=4, data=1)
        talent = self.applicant._talent_into_pool(self.env["hr.talent.pool"].create({"name": "By hand"}))
        self.assertFalse(talent.talent_gap_ids)
        assessments._talent_archive_known()
        self.assertEqual(self.applicant.pool_applicant_id, talent)
        self.assertTrue(talent.talent_gap_ids)

    def test_who_was_hired_all_the_same_is_not_taken_in(self):
        assessments = self.env["hr.competency.assessment"]
        with patch.object(type(assessments), "_on_done", lambda self: None):
            self._assess(research=2, planning=4, data=1)
        self._applicant("Wei Chen", "wei@example.com").employee_id = self.env["hr.employee"].create({"name": "Wei Chen"})
        assessments._talent_archive_known()
        self.assertFalse(self.applicant.pool_applicant_id)

    def test_consent_after_the_interview_brings_the_person_in(self):
        applicant = self._applicant("Li Na", "li@example.com", consent=False)
        self.assertFalse(self._fail(applicant))
        self.env["hr.competency.consent"]._give("talent_pool", applicant=applicant)
        self.assertTrue(applicant.pool_applicant_id.talent_gap_ids)

    def test_withdrawing_erases_the_talent_and_leaves_the_application(self):
        talent = self._fail()
        gaps = talent.talent_gap_ids
        self.applicant.competency_consent_ids._withdraw()
        self.assertFalse(talent.exists())
        self.assertFalse(gaps.exists())
        self.assertTrue(self.applicant.exists())
        self.assertFalse(self.applicant.pool_applicant_id)

    def test_renewing_consent_keeps_the_talent(self):
        talent = self._fail()
        self.env["hr.competency.consent"]._give("talent_pool", applicant=self.applicant)
        self.assertTrue(talent.exists())
        self.assertTrue(talent.talent_has_consent)

    # --- Odoo's traps ---------------------------------------------------------------------------------------------

    def test_trap1_refused_people_are_archived_and_not_found_by_status(self):
        self._refuse(self.applicant)
        applicants = self.env["hr.applicant"].with_context(active_test=False)
        self.assertFalse(self.applicant.active)
        found = applicants.search([("refuse_reason_id", "!=", False), ("id", "=", self.applicant.id)])
        self.assertEqual(found, self.applicant)

    def test_trap2_and_3_refused_application_becomes_a_visible_talent(self):
        self._refuse(self.applicant)
        talent = self._fail()
        self.assertTrue(talent.active)
        self.assertFalse(talent.refuse_reason_id)
        self.assertFalse(talent.refuse_date)
        self.assertEqual(talent.talent_pool_ids.no_of_talents, 1)
        self.assertFalse(self.applicant.active, "the application stays refused")

    def test_trap2_holds_for_the_recruiter_s_own_button(self):
        self._refuse(self.applicant)
        pool = self.env["hr.talent.pool"].create({"name": "By hand"})
        wizard = self.env["talent.pool.add.applicants"].with_user(self.recruiter).with_context(active_test=False)
        wizard.create(
            {"applicant_ids": [Command.set(self.applicant.ids)], "talent_pool_ids": [Command.set(pool.ids)]}
        ).action_add_applicants_to_pool()
        self.assertEqual(pool.no_of_talents, 1)

    def test_trap4_second_pooling_makes_no_second_talent(self):
        talent = self._fail()
        pool = self.env["hr.talent.pool"].create({"name": "By hand"})
        for applicant in (self.applicant, self._applicant("Wei Chen", "wei@example.com")):
            self.assertEqual(applicant._talent_into_pool(pool), talent)
        self.assertEqual(pool.talent_ids, talent)
        self.assertEqual(len(talent.talent_pool_ids), 2)

    def test_trap5_talent_needs_a_pool_and_an_orphan_is_taken_in_again(self):
        talent = self._fail()
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            talent.talent_pool_ids = False
        with self.assertRaisesRegex(UserError, "in no other pool.*Wei Chen"):
            talent.talent_pool_ids.unlink()
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM hr_talent_pool WHERE id IN %s", [tuple(talent.talent_pool_ids.ids)])
        self.env.invalidate_all()
        self.assertFalse(talent.talent_pool_ids)
        self.assertEqual(talent.pool_applicant_id, talent)
        self.assertEqual(self._fail(research=2, planning=4, data=2), talent)
        self.assertTrue(talent.talent_pool_ids)

    def test_a_pool_whose_talents_have_another_can_be_deleted(self):
        talent = self._fail()
        second = self.env["hr.talent.pool"].create({"name": "By hand"})
        self.applicant._talent_into_pool(second)
        second.unlink()
        self.assertEqual(len(talent.talent_pool_ids), 1)

    def test_a_talent_without_a_name_is_called_by_address(self):
        nameless = self._applicant(False, False, linkedin_profile="https://linkedin.com/in/li")
        talent = nameless._talent_into_pool(self.env["hr.talent.pool"].create({"name": "By hand"}))
        with self.assertRaisesRegex(UserError, "^https://linkedin.com/in/li has no finished"):
            talent.action_talent_refresh()
        self.assertEqual((talent | self._fail())._talent_name_list(), "https://linkedin.com/in/li and Wei Chen")

    def test_trap6_archive_stays_on_the_talent_when_an_application_is_made_of_it(self):
        talent = self._fail()
        wizard = self.env["job.add.applicants"].create({"applicant_ids": [Command.set(talent.ids)], "job_ids": [Command.set(self.job.ids)]})
        application = wizard._add_applicants_to_job()
        self.assertFalse(application.talent_gap_ids)
        self.assertFalse(application.talent_assessment_id)
        self.assertFalse(application.talent_career_plan or application.talent_next_checkin or application.talent_status)
        self.assertEqual(application.pool_applicant_id, talent)

    def _refuse(self, applicant):
        reason = self.env["hr.applicant.refuse.reason"].create({"name": "Not now"})
        wizard = self.env["applicant.get.refuse.reason"].create(
            {"refuse_reason_id": reason.id, "applicant_ids": [Command.set(applicant.ids)], "send_mail": False}
        )
        wizard.action_refuse_reason_apply()

    # --- cost -----------------------------------------------------------------------------------------------------

    def test_reading_the_list_costs_the_same_for_few_and_many(self):
        for number in range(12):
            self._fail(self._applicant(f"P{number}", f"p{number}@example.com"))
        talents = self.env["hr.applicant"].with_user(self.recruiter).search([("talent_pool_ids", "!=", False)], limit=12)
        names = ["partner_name", "talent_reason_kind", "talent_potential", "talent_open_gap_count", "talent_status"]
        counts = []
        for part in (talents[:2], talents):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            part.read(names)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    # --- pools ----------------------------------------------------------------------------------------------------

    def test_a_pool_that_was_archived_meanwhile_shows_its_talents_again(self):
        talent = self._fail()
        pool = talent.talent_pool_ids
        pool.active = False
        self.env.flush_all()
        self.env.invalidate_all()
        pool.active = True
        self.assertEqual(talent.talent_status, "new")

    def test_a_duplicated_talent_is_no_second_talent(self):
        talent = self._fail()
        duplicate = talent.with_user(self.recruiter).copy()
        self.assertFalse(duplicate.talent_pool_ids)
        self.assertEqual(duplicate.pool_applicant_id, talent)
        self.assertFalse(duplicate.talent_status)
