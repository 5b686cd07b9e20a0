"""Courses are recommended by the gap that they close."""

from odoo.tests import tagged

from .common import CompetencyCase


@tagged("post_install", "-at_install")
class TestCourse(CompetencyCase):
    def _course(self, name, level, competency=None, published=True, hours=1.0):
        channel = self.env["slide.channel"].create({"name": name, "is_published": published, "enroll": "public"})
        self.env["slide.slide"].create(
            {"name": "Lesson", "channel_id": channel.id, "is_published": True, "completion_time": hours, "slide_category": "article"}
        )
        self.env["hr.competency.course"].create(
            {"channel_id": channel.id, "competency_id": (competency or self.research).id, "level": level}
        )
        return channel

    def _recommended(self, have, want, **kw):
        offers = self.env["hr.competency"]._recommend_courses({self.research: (have, want)}, **kw)
        return [offer["channel"] for offer in offers]

    def test_the_course_that_closes_the_gap_comes_first(self):
        half, whole = self._course("Half way", 3), self._course("All the way", 4)
        self.assertEqual(self._recommended(2, 4), [whole, half])

    def test_of_equal_courses_the_shorter_comes_first(self):
        long, short = self._course("Long", 4, hours=8), self._course("Short", 4, hours=2)
        self.assertEqual(self._recommended(2, 4), [short, long])

    def test_a_course_that_lifts_nobody_is_not_recommended(self):
        self._course("Too easy", 2)
        self._course("Hidden", 5, published=False)
        self._course("Other topic", 5, competency=self.planning)
        self.assertFalse(self._recommended(2, 4))
        self.assertFalse(self._recommended(4, 4))

    def test_without_evidence_the_way_starts_at_the_bottom(self):
        course = self._course("Basics", 2)
        offer = self.env["hr.competency"]._recommend_courses({self.research: (None, 3)})[0]
        self.assertEqual((offer["channel"], offer["covered"], offer["share"]), (course, 1.0, 0.5))
        self.assertIn("Talking to users", offer["reason"])

    def test_the_courses_stand_with_their_reasons_on_assessment_application_and_employee_file(self):
        self._activate()
        course = self._course("All the way", 5, hours=1.5)
        self.env["hr.competency.course"].create({"channel_id": course.id, "competency_id": self.planning.id, "level": 4})
        ratings = {self.research: (2, "little"), self.planning: (1, "nothing")}
        assessment = self.env["hr.competency.engine"]._record(self.model, ratings, applicant=self.applicant, source="ai_interview")
        self.applicant.partner_id = self.env["res.partner"].create({"name": "Wei Chen"})
        self.applicant.create_employee_from_applicant()
        shown = [
            assessment.with_user(self.recruiter).course_offers,
            self.applicant.with_user(self.recruiter).competency_courses,
            self.applicant.employee_id.with_user(self.users["hr_officer"]).competency_courses,
        ]
        for html in shown:
            self.assertEqual(html.count("All the way"), 1, "one course, though it closes two gaps")
            self.assertIn("Brings Planning the product from level 1 to 3 (wanted: 3).", html)
            self.assertIn("Brings Talking to users from level 2 to 3 (wanted: 3).", html)
            self.assertIn("01:30", html)
            self.assertIn("100%", html)

    def test_without_a_gap_there_is_nothing_to_learn_and_without_a_course_the_page_says_so(self):
        self._activate()
        engine = self.env["hr.competency.engine"]
        good = engine._record(self.model, {self.research: (5, "a"), self.planning: (5, "b")}, applicant=self.applicant, source="vendor")
        self.assertFalse(good.course_offers)
        weak = engine._record(self.model, {self.research: (1, "a"), self.planning: (5, "b")}, applicant=self.applicant, source="vendor")
        self.assertIn("No published course", weak.course_offers)

    def test_limit_is_kept(self):
        for number in range(4):
            self._course(f"C{number}", 4)
        self.assertEqual(len(self._recommended(1, 4, limit=3)), 3)

    def test_hired_persons_results_go_to_the_employee_file(self):
        self._activate()
        assessment = self._assess()
        self.applicant.partner_id = self.env["res.partner"].create({"name": "Wei Chen"})
        self.applicant.create_employee_from_applicant()
        employee = self.applicant.employee_id
        self.assertEqual(assessment.employee_id, employee)
        officer = self.users["hr_officer"]
        self.assertEqual(employee.with_user(officer).competency_assessment_count, 1)
        self.assertTrue(employee.with_user(officer).competency_profile["series"])
