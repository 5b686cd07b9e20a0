"""AI against human: consistency over time, the standard's review, what the data suggests, how each person rates."""

import random
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import CompetencyCase


class CalibrationCase(CompetencyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._activate()

    def _person(self, name):
        return self.env["hr.applicant"].create({"partner_name": name, "job_id": self.job.id})

    def _both(self, name, machine, human, rater=None):
        """A person with levels of machine and human: (research, planning) each."""
        applicant = self._person(name)
        engine = self.env["hr.competency.engine"]
        for levels, source, values in (
            (machine, "ai_interview", {}),
            (human, "interviewer", {"assessor_id": (rater or self.interviewer).id}),
        ):
            ratings = {self.research: (levels[0], f"{name} {source}"), self.planning: (levels[1], f"{name} {source}")}
            engine._record(self.model, ratings, applicant=applicant, source=source, **values)
        return applicant


@tagged("post_install", "-at_install")
class TestCalibration(CalibrationCase):
    def test_consistency_is_the_share_within_the_threshold(self):
        self._both("A", (3, 3), (3, 4))
        self._both("B", (1, 1), (5, 5))
        self.assertEqual((self.model.consistency_rate, self.model.calibration_count), (50.0, 2))
        rows = self.env["hr.competency.calibration"]._read_group(
            [("model_id", "=", self.model.id), ("competency_id", "=", False)], ["date:month"], ["consistency:avg", "__count"]
        )
        self.assertEqual([(rate, count) for _month, rate, count in rows], [(50.0, 2)])

    def test_exactly_the_threshold_is_no_alert(self):
        applicant = self._both("A", (3, 3), (4, 4))
        total = applicant.competency_calibration_ids.filtered(lambda row: not row.competency_id)
        self.assertEqual((total.distance, total.is_alert), (20.0, False))
        self.env.company.competency_alert_threshold = 19
        self.assertTrue(self._both("B", (3, 3), (4, 4)).competency_alert)

    def test_two_that_are_finished_together_are_compared_once(self):
        engine, applicant = self.env["hr.competency.engine"], self.applicant
        ratings = {self.research: (4, "Twelve interviews."), self.planning: (2, "No roadmap.")}
        machine = engine._rating(self.model, ratings, applicant=applicant, source="ai_interview")
        human = engine._rating(self.model, ratings, applicant=applicant, assessor_id=self.interviewer.id)
        stored = engine._store_many([machine, human])
        found = self.env["hr.competency.calibration"].search([("applicant_id", "=", applicant.id)])
        self.assertEqual(len(found), 3, "two competencies and the total")
        self.assertEqual((found.machine_assessment_id, found.human_assessment_id), tuple(stored))

    def test_the_model_is_reviewed_once_when_the_fault_is_not_one_persons(self):
        kind = self.env.ref("hr_competency.activity_review_standard")
        for number in range(4):
            self._both(f"P{number}", (1, 3), (4, 3))
        self.assertFalse(self.model.activity_ids.filtered(lambda a: a.activity_type_id == kind), "four people may be an accident")
        self._both("P4", (1, 3), (4, 3))
        activity = self.model.activity_ids.filtered(lambda a: a.activity_type_id == kind)
        self.assertEqual(activity.user_id, self.recruiter)
        self.assertIn(self.research.name, activity.note)
        activity.action_feedback(feedback="Seen.")
        self._both("P5", (1, 3), (4, 3))
        self.assertFalse(self.model.activity_ids.filtered(lambda a: a.activity_type_id == kind), "told once, not with every rating")

    def test_queries_of_a_comparison_do_not_grow_with_what_is_there(self):
        def compare(name):
            applicant = self._person(name)
            engine = self.env["hr.competency.engine"]
            ratings = {self.research: (3, "x"), self.planning: (3, "y")}
            engine._record(self.model, ratings, applicant=applicant, source="ai_interview")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            engine._record(self.model, ratings, applicant=applicant, assessor_id=self.interviewer.id)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        compare("warm")
        few = compare("few")
        for number in range(20):
            self._both(f"P{number}", (3, 3), (3, 3))
        self.assertLessEqual(compare("many"), few)


@tagged("post_install", "-at_install")
class TestSuggestion(CalibrationCase):
    def _people(self, count=40, share=0.8):
        """People whose interviewers care more for planning than the model does (40 %)."""
        draw = random.Random(3)
        engine = self.env["hr.competency.engine"]
        for number in range(count):
            research, planning = draw.randint(1, 5), draw.randint(1, 5)
            applicant, ratings = self._person(f"P{number}"), {self.research: (research, "a"), self.planning: (planning, "b")}
            overall = max(1, min(5, round((1 - share) * research + share * planning)))
            engine._record(self.model, ratings, applicant=applicant, source="ai_interview")
            engine._record(self.model, ratings, applicant=applicant, assessor_id=self.interviewer.id, overall=overall)

    def test_queries_of_what_suggestions_rest_on_do_not_grow_with_the_people(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            people, outcomes, _kind = self.env["hr.competency.suggestion"]._evidence_for(self.model)
            return self.env.cr.sql_log_count - before, len(people), len(outcomes)

        self._people(4)
        few, *_counts = queries()
        self._people(12)
        many, people, outcomes = queries()
        self.assertEqual((people, outcomes), (16, 16))
        self.assertLessEqual(many, few)

    def test_too_few_people_suggest_nothing_and_say_so(self):
        self._people(5)
        action = self.model.with_user(self.manager).action_suggest()
        self.assertIn("5", action["params"]["message"])
        self.assertFalse(self.model.suggestion_ids)

    def test_suggestion_moves_the_weight_towards_what_people_value(self):
        self._people()
        self.model.with_user(self.manager).action_suggest()
        planning = self.model.suggestion_ids.filtered(lambda row: row.competency_id == self.planning)
        research = self.model.suggestion_ids - planning
        self.assertTrue(planning or research)
        if planning:
            self.assertGreater(planning.new_weight, 50)
            self.assertLess(planning.low, planning.new_weight)
        self.assertTrue(all(row.expected_after >= row.expected_before and row.sample_size == 40 for row in self.model.suggestion_ids))
        before = len(self.model.suggestion_ids)
        self.model.with_user(self.manager).action_suggest()
        self.assertEqual(len(self.model.suggestion_ids), before, "asking twice gives no second copy")

    def test_accepting_writes_the_shares_into_one_next_version(self):
        rows = self.env["hr.competency.suggestion"].create(
            {"model_id": self.model.id, "competency_id": self.planning.id, "old_weight": 40, "new_weight": 70}
        )
        rows.with_user(self.manager).action_accept()
        draft = rows.result_model_id
        self.assertEqual((draft.state, draft.previous_id, draft.version), ("draft", self.model, 2))
        shares = {line.competency_id: round(100 * line.share) for line in draft.line_ids}
        self.assertEqual(shares, {self.planning: 70, self.research: 30})
        self.assertEqual(round(self.model.line_ids[0].weight), 60, "the active version stays as it is")
        with self.assertRaises(UserError):
            rows.with_user(self.manager).action_accept()

    def test_rejecting_needs_a_reason_and_is_not_suggested_again(self):
        self._people()
        self.model.with_user(self.manager).action_suggest()
        rows = self.model.suggestion_ids.with_user(self.manager)
        with self.assertRaises(UserError):
            rows.action_reject()
        rows.write({"answer": "Interviewers overrate slides."})
        rows.action_reject()
        self.model.with_user(self.manager).action_suggest()
        self.assertFalse(self.model.suggestion_ids.filtered(lambda row: row.state == "new"))

    def test_a_suggestion_says_how_sure_it_is_and_how_few_people_are_too_few(self):
        self._people()
        self.model.with_user(self.manager).action_suggest()
        row = self.model.suggestion_ids[0]
        self.assertEqual((row.sample_size, row.least_n), (40, 30))
        self.assertGreater(row.detectable, 0)
        self.assertIn("30", row.certainty)
        self.assertIn(f"{row.detectable:.0f} % points", row.certainty)

    def test_weights_that_are_right_stay_and_the_message_says_what_would_have_shown(self):
        self._people(share=0.4)
        action = self.model.with_user(self.manager).action_suggest()
        self.assertFalse(self.model.suggestion_ids)
        self.assertIn("95 of 100", action["params"]["message"])

    def test_accepting_changes_an_indicator_within_its_competency(self):
        line = self.model.line_ids.filtered(lambda one: one.competency_id == self.planning)
        first, second = line.indicator_ids
        row = self.env["hr.competency.suggestion"].create(
            {"model_id": self.model.id, "competency_id": self.planning.id, "indicator_id": first.indicator_id.id,
             "old_weight": 20, "new_weight": 40}
        )  # fmt: skip
        row.with_user(self.manager).action_accept()
        drafted = row.result_model_id.line_ids.filtered(lambda one: one.competency_id == self.planning)
        self.assertEqual(round(drafted.share, 2), round(line.share, 2), "the competency itself counts as before")
        weights = {one.indicator_id: one.weight for one in drafted.indicator_ids}
        self.assertEqual(weights.pop(first.indicator_id), 40)
        self.assertEqual(round(sum(weights.values())), 60)
        self.assertEqual((first.weight, second.weight), (20, 40), "the active version stays as it is")
        self.assertIn(first.indicator_id.name, row.reason)
        self.assertEqual(row.what, first.indicator_id.name)

    def test_recruiters_see_but_do_not_decide(self):
        row = self.env["hr.competency.suggestion"].create({"model_id": self.model.id, "competency_id": self.planning.id, "new_weight": 70})
        self.assertTrue(row.with_user(self.recruiter).reason)
        with self.assertRaises(AccessError):
            row.with_user(self.recruiter).action_accept()

    def test_whether_it_helped_is_measured_on_the_new_version(self):
        row = self.env["hr.competency.suggestion"].create({"model_id": self.model.id, "competency_id": self.planning.id, "new_weight": 70})
        for number in range(12):
            self._both(f"old {number}", (1, 1), (5, 5))
        row.with_user(self.manager).action_accept()
        self._activate(row.result_model_id)
        self.assertEqual(row.effect, "waiting")
        self.model = row.result_model_id
        for number in range(12):
            self._both(f"new {number}", (3, 3), (3, 3))
        row.invalidate_recordset()
        self.assertEqual((row.measured_before, row.measured_after, row.count_after, row.effect), (0.0, 100.0, 12, "better"))


@tagged("post_install", "-at_install")
class TestRater(CalibrationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.raters = cls.env["res.users"].union(
            *(new_test_user(cls.env, f"hc_rater{n}", groups="hr_recruitment.group_hr_recruitment_interviewer") for n in range(4))
        )

    def _ratings(self, count=14, shift=1.2):
        """Four raters of fourteen people each; the first is too strict by about a level."""
        draw = random.Random(11)
        for place, rater in enumerate(self.raters):
            for number in range(count):
                truth = [draw.uniform(2, 4.8) for _ in range(2)]
                machine = tuple(max(1, min(5, round(value))) for value in truth)
                human = tuple(max(1, min(5, round(value - (shift if place == 0 else 0)))) for value in truth)
                self._both(f"{place}.{number}", machine, human, rater)

    def _reports(self):
        return self.env["hr.competency.rater"]._make_reports(self.env.company).filtered(lambda one: one.rater_id in self.raters)

    def test_the_strict_rater_is_found_and_nobody_else(self):
        self._ratings()
        reports = self._reports()
        strict = reports.filtered(lambda one: one.rater_id == self.raters[0])
        self.assertEqual(strict.finding_ids.mapped("code"), ["severity"])
        self.assertFalse((reports - strict).finding_ids)
        self.assertLess(strict.mean_difference, -15)
        self.assertIn("lower", strict.summary)
        self.assertIn("too few", strict.summary, "fourteen people are few, and the report says so")
        self.assertTrue(strict.finding_ids.advice)

    def test_what_so_few_people_cannot_show_is_said_with_the_number_it_takes(self):
        self._ratings()
        plain = self._reports().filtered(lambda one: one.rater_id == self.raters[1])
        codes = {power["code"] for power in plain.undecided}
        self.assertIn("under_used_indicator", codes)
        self.assertEqual(len(plain.undecided_text.splitlines()), len(codes))
        for power, line in zip(plain.undecided, plain.undecided_text.splitlines(), strict=True):
            self.assertTrue(power["needed"] is None or power["needed"] > 14)
            self.assertIn("14", line)
            self.assertIn(str(power["needed"] or "more people would not"), line)
        self.assertIn("too few to rule out", plain.summary)
        strict = self._reports().filtered(lambda one: one.rater_id == self.raters[0])
        self.assertNotIn("severity", {power["code"] for power in strict.undecided}, "what was found is decided")

    def test_below_ten_people_nothing_is_said(self):
        self._ratings(count=5)
        report = self._reports()[0]
        self.assertEqual((report.is_judged, report.people, report.finding_count), (False, 5, 0))
        self.assertIn("too few", report.summary)

    def test_raters_see_their_own_report_only(self):
        self._ratings(count=3)
        reports = self._reports()
        own = self.env["hr.competency.rater"].with_user(self.raters[0]).search([])
        self.assertEqual(own.rater_id, self.raters[0])
        self.assertFalse(self.env["hr.competency.rater"].with_user(self.recruiter).search([("id", "in", reports.ids)]))
        self.assertEqual(self.env["hr.competency.rater"].with_user(self.manager).search([("id", "in", reports.ids)]), reports)
        with self.assertRaises(AccessError):
            self.env["hr.competency.rater"].with_user(self.recruiter).action_make_reports()

    def test_a_later_report_of_the_month_replaces_the_earlier_one_and_last_months_stays(self):
        self._ratings(count=3)
        make = self.env["hr.competency.rater"]._make_reports
        today = fields.Date.context_today(self.env.user)  # days are those of the user, not of the server
        last_month = today.replace(day=1) - timedelta(days=1)
        make(self.env.company, last_month)
        make(self.env.company, today)
        make(self.env.company, today)
        mine = self.env["hr.competency.rater"].search([("rater_id", "=", self.raters[0].id)])
        self.assertEqual(mine.mapped("date_to"), [today])
