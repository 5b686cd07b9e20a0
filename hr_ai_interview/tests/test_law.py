"""What the law asks of an automated interview (LAW-4 to LAW-7), as the candidate and HR meet it."""

import re
from unittest.mock import patch

from lxml import html
from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import GOOD, WEAK, InterviewCase, text_of, token_in

STATEMENT = "hr.competency.impact.statement"


class LawCase(InterviewCase):
    def _strictly(self):
        """Nobody passes inside the block."""
        from odoo.addons.hr_competency.models.hr_competency_engine import HrCompetencyEngine

        original = HrCompetencyEngine._from_snapshot
        return patch.object(HrCompetencyEngine, "_from_snapshot", lambda self, snapshot: original(self, {**snapshot, "pass_score": 99}))

    def _not_passed(self):
        with self._strictly():
            interview = self._scored(GOOD, WEAK, WEAK)
        self.assertEqual(interview.verdict, "not_passed")
        return interview

    def _send_feedback(self, interview):
        """The feedback's mail, sent as the scheduler does."""
        with self.smtp() as catcher:
            interview.feedback_ids.due = fields.Datetime.now()
            self._run("cron_feedback")
        (mail,) = catcher.to("wei@example.com")
        return mail


@tagged("post_install", "-at_install")
class TestLaw(LawCase):
    def test_law4_not_passed_refuses_nobody_and_says_so(self):
        stage = self.applicant.stage_id
        interview = self._not_passed()
        mail = text_of(self._send_feedback(interview))
        self.assertEqual((self.applicant.active, self.applicant.stage_id, self.applicant.refuse_reason_id.id), (True, stage, False))
        self.assertIn("artificial intelligence", mail)
        self.assertIn(f"/interview/{re.search('/interview/([A-Za-z0-9_-]+)', mail)[1]}", mail)

    def test_law4_where_a_person_approves_first_nothing_leaves_by_itself(self):
        self.env.company.ai_interview_feedback_approval = True
        interview = self._not_passed()
        with self.smtp() as catcher:
            self._run("cron_feedback")
        self.assertFalse(catcher.messages)
        self.assertEqual(interview.feedback_ids.state, "held")

    def test_law5_who_edited_the_feedback_does_not_review_the_result(self):
        interview = self._not_passed()
        interview.feedback_ids.with_user(self.recruiter).body = "<p>Sorry.</p>"
        interview._candidate_ask_human_review("Please look again.")
        request = interview._request("human_review").with_user(self.recruiter)
        request.write({"answer": "It stays.", "outcome": "kept"})
        with self.assertRaisesRegex(UserError, "second person"):
            request.action_done()
        request.with_user(self.manager).action_done()
        self.assertEqual(request.decided_by_id, self.manager)

    def test_law6_asking_before_the_result_keeps_the_mail_back_and_a_person_answers(self):
        interview = self._submitted(GOOD, WEAK, WEAK)
        interview._candidate_ask_human_review("")
        with self._strictly():
            self._run("cron_score")
        self.assertEqual(interview.feedback_ids.mapped("state"), ["held"])
        request = interview._request("human_review")
        self.assertTrue(request.activity_ids)

    def test_law7_interviews_wait_for_audit_and_notice(self):
        company = self.job.company_id = self.env.company
        company.write({"competency_audit_required": True, "competency_audit_date": False, "competency_notice_date": False})
        with self.assertRaisesRegex(UserError, "bias audit is missing"):
            self._invite()
        company.write({"competency_audit_date": fields.Date.today(), "competency_notice_date": "2020-01-01"})
        interview = self._submitted(GOOD, WEAK, WEAK)
        company.competency_audit_date = "2020-01-01"
        self._run("cron_score")
        self.assertEqual((interview.state, interview.scoring_off), ("submitted", True))
        self.assertFalse(self._invited_page_says_ai())
        company.competency_audit_date = fields.Date.today()
        self._run("cron_score")
        self.assertEqual(interview.state, "scored")

    def _invited_page_says_ai(self):
        other = self._another()
        interview = self.env["hr.ai.interview"].create(other._ai_interview_vals())
        return interview._candidate_page("info")["scoring"]


@tagged("post_install", "-at_install")
class TestLawPages(LawCase, HttpCase):
    def _run(self, cron):
        self.env.ref(f"hr_ai_interview.{cron}").method_direct_trigger()
        self.env.invalidate_all()

    def _get(self, token, query=""):
        return self.url_open(f"/interview/{token}{query}")

    def _forms(self, page, action):
        return [form for form in html.fromstring(page.content).forms if form.action.endswith(action)]

    def _send(self, page, action, **values):
        (form,) = self._forms(page, action)
        self.assertLessEqual(set(values), set(form.xpath(".//@name")), "a browser sends what stands in the form")
        return self.url_open(form.action, data={**dict(form.form_values()), **values})

    def test_law5_from_the_mail_to_a_second_persons_decision_and_back_to_the_candidate(self):
        interview = self._not_passed()
        token = token_in(self._send_feedback(interview))
        page = self._get(token)
        best = max(interview.evidence_ids, key=lambda evidence: evidence.contribution)
        marked = html.fromstring(page.content).xpath("//mark/text()")
        self.assertTrue(any(best.quote[:30] in mark for mark in marked), "one click from the mail: why, in the candidate's own words")
        page = self._send(page, "/human-review", reason="You overlooked my second project.")
        self.assertIn("You asked for it", page.text)
        request = interview._request("human_review")
        self.assertEqual((request.message, request.assessment_id), ("You overlooked my second project.", interview.assessment_id))
        self.assertEqual(request.activity_ids.user_id, self.recruiter)
        request.with_user(self.manager).write({"answer": "We read it again and invite you.", "outcome": "changed"})
        request.with_user(self.manager).action_done()
        page = self._get(token)
        self.assertIn("We read it again and invite you.", page.text)
        self.assertIn("Decided otherwise", page.text)
        self.assertEqual((request.state, request.outcome, request.decided_by_id), ("done", "changed", self.manager))

    def test_law7_the_statement_is_asked_after_submitting_only_and_by_companies_that_want_it(self):
        self.env.company.competency_impact_scheme = "us"
        interview, token = self._started()
        for query in ("", "?step=info", "?step=check"):
            self.assertFalse(self._forms(self._get(token, query), "/statement"))
        interview._candidate_statement("1", "2", True)
        self.assertFalse(self.env[STATEMENT].search([("applicant_id", "=", self.applicant.id)]), "not before the answers are in")
        interview._candidate_answer(1, GOOD, "n-0")
        interview._candidate_submit()
        page = self._get(token)
        self.assertTrue(self._forms(page, "/statement"))
        self.assertIn("voluntary", page.text)
        self.assertIn("Prefer not to say", page.text)
        self.env.company.competency_impact_scheme = False
        self.assertFalse(self._forms(self._get(token), "/statement"))

    def test_law7_the_candidate_says_reads_and_deletes_it_without_scripts(self):
        self.env.company.competency_impact_scheme = "us"
        interview = self._scored()
        token = interview._issue_token()
        female, asian = (self.env.ref(f"hr_competency.impact_us_{key}") for key in ("female", "asian"))
        page = self._send(self._get(token), "/statement", sex=str(female.id), race=str(asian.id))
        statement = self.env[STATEMENT].search([("applicant_id", "=", self.applicant.id)])
        self.assertFalse(statement, "without the tick nothing is kept")
        page = self._send(page, "/statement", sex=str(female.id), race=str(asian.id), agreed="1")
        statement = self.env[STATEMENT].search([("applicant_id", "=", self.applicant.id)])
        self.assertEqual((statement.sex_id, statement.race_id), (female, asian))
        self.assertIn("voluntary", statement.consent_text)
        self.assertIn("You have said", page.text)
        page = self._send(page, "/statement", delete="1")
        self.assertFalse(statement.exists())
        self.assertIn("Prefer not to say", page.text)
        self._send(page, "/statement", sex="x", race="9" * 30, agreed="1")
        self.assertFalse(self.env[STATEMENT].search([("applicant_id", "=", self.applicant.id)]))
        with mute_logger("odoo.http"):
            self.assertEqual(self.url_open(f"/interview/{token}/statement", data={"sex": str(female.id), "agreed": "1"}).status_code, 400)

    def test_law7_erasure_takes_the_statement_along(self):
        self.env.company.competency_impact_scheme = "us"
        interview = self._scored()
        interview._candidate_statement(str(self.env.ref("hr_competency.impact_us_female").id), "", True)
        self.assertTrue(self.env[STATEMENT].search([("company_id", "=", self.env.company.id)]))
        self.applicant._competency_erase("request")
        self.assertFalse(
            self.env[STATEMENT].search(
                [("given", "=", fields.Date.today()), ("company_id", "=", self.env.company.id), ("consent_text", "ilike", "voluntary")]
            )
        )
