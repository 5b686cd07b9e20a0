"""What 5,000 applicants cost inside Odoo, as ratios that hold on any machine.

    python3 dev.py test tests/benchmarks/applicants.py -s

In the background: reading and matching 500 CVs (HR_CVS) through Odoo (file, child process, match, frozen assessment with its
quotes), divided by the engine alone and by the local encoder alone on the same texts. In the lists: opening the ranking of
a job with 5,000 applicants, divided by one with 500; the queries are counted as well and must be the same. Not part of the
tests: its name keeps it out.
"""

import os
import time

from odoo.addons.hr_competency.models.hr_competency_cv import BATCH
from odoo.tests import tagged

from ..candidates import product_managers
from ..judged import JudgedCase

MANY, FEW, PAGE, ROUNDS = 5000, 500, 80, 5
CVS = int(os.environ.get("HR_CVS", "500"))
MOST_BACKGROUND_RATIO, MOST_LIST_RATIO = 2.0, 2.0
COLUMNS = ("partner_name", "competency_match_score", "competency_hidden_match", "competency_score", "competency_verdict")


@tagged("post_install", "-at_install")
class Applicants(JudgedCase):
    weights = {"user_research": 60, "product_planning": 25, "cross_functional_collaboration": 15}
    must_have = ("user_research",)

    def test_background(self):
        own = product_managers()
        people = [(own[number % len(own)][0], f"{own[number % len(own)][1]}工号{number}，{number}次。\n") for number in range(CVS)]
        texts = [cv for _name, cv in people]
        alone, encoder = self._engine_seconds(texts), self._encoder_seconds(texts)
        applicants = self.env["hr.applicant"].create([{"partner_name": name, "job_id": self.job.id} for name, _cv in people])
        self.env["ir.attachment"].create(
            [
                {"name": "cv.txt", "res_model": "hr.applicant", "res_id": applicant.id, "raw": cv.encode()}
                for applicant, cv in zip(applicants, texts, strict=True)
            ]
        )
        rows = applicants.competency_assessment_ids
        self.env.flush_all()
        start = time.perf_counter()
        for at in range(0, len(rows), BATCH):
            rows[at : at + BATCH]._match_many()
            self.env.flush_all()
        seconds = time.perf_counter() - start
        self.assertEqual(set(rows.mapped("state")), {"done"})
        each, ratio = seconds / len(people), seconds / alone
        print(f"\n{len(people)} CVs in the background: {1000 * each:.0f} ms each, {5000 * each / 60:.1f} min for 5,000 on one worker")
        print(f"through Odoo ÷ the engine alone: {ratio:.2f} (≤ {MOST_BACKGROUND_RATIO})")
        print(f"through Odoo ÷ the local encoder alone: {seconds / encoder:.2f}" if encoder else "no local encoder is installed")
        self.assertLessEqual(ratio, MOST_BACKGROUND_RATIO)

    def _engine_seconds(self, texts):
        """Seconds of the engine alone on the same texts, after it has prepared itself for the job."""
        from odoo.addons.hr_competency.tools.hr_scoring.screen import Screener

        job, screener = self.env["hr.competency.engine"]._job_model(self.model), Screener()
        screener.screen(job, texts[0])
        start = time.perf_counter()
        for at in range(0, len(texts), BATCH):
            screener.screen_many([(job, text, "") for text in texts[at : at + BATCH]])
        return time.perf_counter() - start

    def _encoder_seconds(self, texts):
        """Seconds of the local encoder alone on the sentences of the same texts, nothing where it is not installed."""
        from odoo.addons.hr_competency.tools.hr_scoring.encoders import LocalEncoder
        from odoo.addons.hr_competency.tools.hr_scoring.text import sentences

        if not LocalEncoder.available():
            return None
        encoder = LocalEncoder()
        encoder.encode(["warm up"])
        pieces = [span.text for text in texts for span in sentences(text)]
        start = time.perf_counter()
        encoder.encode(pieces)
        return time.perf_counter() - start

    def test_lists(self):
        few, many = self._crowd(FEW), self._crowd(MANY)
        self._open(few)
        (queries_few, seconds_few), (queries_many, seconds_many) = self._open(few), self._open(many)
        ratio = seconds_many / seconds_few
        for count, queries, seconds in ((FEW, queries_few, seconds_few), (MANY, queries_many, seconds_many)):
            print(f"\nranking of {count}: {queries} queries, {1000 * seconds:.0f} ms")
        print(f"{MANY} ÷ {FEW}: {ratio:.2f} (≤ {MOST_LIST_RATIO})")
        self.assertEqual(queries_few, queries_many)
        self.assertLessEqual(ratio, MOST_LIST_RATIO)

    def _crowd(self, count):
        """A job with so many applicants who have been matched."""
        job = self.env["hr.job"].create({"name": f"Job of {count}"})
        people = self.env["hr.applicant"].create([{"partner_name": f"P{number}", "job_id": job.id} for number in range(count)])
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE hr_applicant SET competency_match_score = (id * 37) %% 101, competency_cv_state = 'done' WHERE id = ANY(%s)",
            [people.ids],
        )
        self.env.cr.execute("ANALYZE hr_applicant")
        return job

    def _open(self, job):
        """Queries and the best time of a page of the ranking."""
        times = []
        applicants = self.env["hr.applicant"].with_user(self.recruiter)
        specification = {**{name: {} for name in COLUMNS}, "competency_missing_ids": {"fields": {"display_name": {}}}}
        for _round in range(ROUNDS):
            self.env.invalidate_all()
            before, start = self.env.cr.sql_log_count, time.perf_counter()
            page = applicants.web_search_read([("job_id", "=", job.id)], specification, limit=PAGE, order="competency_match_score desc, id")
            times.append(time.perf_counter() - start)
            queries = self.env.cr.sql_log_count - before
        self.assertEqual(len(page["records"]), PAGE)
        return queries, min(times)
