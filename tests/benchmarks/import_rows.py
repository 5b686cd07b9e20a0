"""What importing past interviews costs for each row, and taking them back.

    python3 dev.py odoo shell --no-http < tests/benchmarks/import_rows.py

HR_ROWS (1000) rows, each a person of their own, in the batches of the scheduled action, divided by creating the same
contacts and applicants through the ORM and nothing else. Everything is rolled back.
"""

import base64
import csv
import io
import os
import time

MOST_RATIO = 3.0


def table(model, count):
    """A CSV file of past interviews for a model's job."""
    competencies = model.line_ids.competency_id
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["Candidate", "Email", "Job", "Date", *competencies.mapped("name"), "Comment"])
    for number in range(count):
        marks = [1 + (number + place) % 5 for place in range(len(competencies))]
        rows.writerow([f"Person {number}", f"p{number}@bench.example.com", model.job_id.name, "2024-03-05", *marks, f"Comment {number}."])
    return base64.b64encode(out.getvalue().encode())


def worked(env, one, state):
    """Seconds, processor seconds without the database's, and queries of all batches."""
    from odoo.addons.hr_competency.models.hr_competency_import import BATCH

    one.state, refs = state, None
    start, processor, before = time.perf_counter(), time.process_time(), env.cr.sql_log_count
    while rows := one._waiting_rows(BATCH):
        refs = rows._work(refs)
        env.flush_all()
        env.invalidate_all()
    return time.perf_counter() - start, time.process_time() - processor, env.cr.sql_log_count - before


def plain(env, job, count):
    """Seconds to create as many contacts and applicants in the same batches, as the import does."""
    quiet = {"mail_create_nolog": True, "mail_create_nosubscribe": True, "tracking_disable": True}
    start = time.perf_counter()
    for first in range(0, count, 200):
        names = [f"Plain {number}" for number in range(first, min(first + 200, count))]
        partners = (
            env["res.partner"]
            .with_context(**quiet)
            .create([{"name": name, "email": f"{name.replace(' ', '')}@bench.example.com"} for name in names])
        )
        env["hr.applicant"].with_context(**quiet).create(
            [
                {"partner_name": name, "partner_id": partner.id, "job_id": job.id, "active": False}
                for name, partner in zip(names, partners, strict=True)
            ]
        )
        env.flush_all()
        env.invalidate_all()
    return time.perf_counter() - start


def run(env):
    """Import, take back, print, roll back."""
    count = int(os.environ.get("HR_ROWS", "1000"))
    model = env["hr.competency.model"].search([("state", "=", "active")], limit=1)
    alone = plain(env, model.job_id, count)
    one = env["hr.competency.import"].create({"kind": "interviews", "file": table(model, count), "filename": "bench.csv"})
    one.action_read()
    start = time.perf_counter()
    one.action_check()
    env.flush_all()
    checking = time.perf_counter() - start
    for what, state in (("imported", "running"), ("taken back", "undoing")):
        seconds, processor, queries = worked(env, one, state)
        minutes = 20_000 / 60 * seconds / count
        print(
            f"{count} rows {what}: {1000 * seconds / count:.1f} ms ({1000 * processor / count:.1f} of its processor) and "
            f"{queries / count:.1f} queries each; 20,000: {minutes:.1f} min"
        )
        if state == "running":
            verdict = "ok" if seconds <= MOST_RATIO * alone else "MISSED"
            print(f"imported ÷ contacts and applicants alone: {seconds / alone:.2f} (≤ {MOST_RATIO:g}) {verdict}")
    print(f"dry run: {1000 * checking / count:.1f} ms each; states {sorted(set(one.row_ids.mapped('state')))}")
    env.cr.rollback()


run(env)  # noqa: F821 -- Odoo's shell hands it in
