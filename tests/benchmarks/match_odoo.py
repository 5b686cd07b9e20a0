"""Matching people with a job: this engine against Odoo's own ``matching_score``, on the same people in one database.

    python3 dev.py odoo shell --no-http < tests/benchmarks/match_odoo.py

HR_PEOPLE (100000) people are put into the database, with twelve of 500 skills each; Odoo computes HR_SAMPLE (5000) of
them, which is scaled up: it works person by person. Everything is rolled back. Prints one table.
"""

import os
import sys
import time
from pathlib import Path

import numpy as np

# A script on standard input has no __file__; dev.py runs it from the repository.
sys.path.insert(0, str(Path.cwd() / "hr_competency" / "tools"))
SKILLS, OWN, WANTED = 500, 12, 15
LEAST_RATIO = 200


def skills(env):
    """A skill type with 500 skills and five levels."""
    levels = [(0, 0, {"name": f"Level {step}", "level_progress": 20 * step}) for step in range(1, 6)]
    return env["hr.skill.type"].create({
        "name": "Benchmark",
        "skill_level_ids": levels,
        "skill_ids": [(0, 0, {"name": f"Skill {number}"}) for number in range(SKILLS)],
    })  # fmt: skip


def job_of(env, kind):
    """A job that asks for fifteen skills and a degree."""
    level = kind.skill_level_ids.sorted("level_progress")[3]
    degree = env["hr.recruitment.degree"].create({"name": "Benchmark degree", "score": 0.8})
    rows = [(0, 0, {"skill_id": skill.id, "skill_level_id": level.id, "skill_type_id": kind.id}) for skill in kind.skill_ids[:WANTED]]
    return env["hr.job"].create({"name": "Benchmark", "expected_degree": degree.id, "job_skill_ids": rows})


def people_of(env, kind, degree, count):
    """Applicants by SQL: to create so many through the ORM is not what is measured."""
    env.flush_all()
    env.cr.execute(
        "INSERT INTO hr_applicant (partner_name, active, type_id, kanban_state, create_date) "
        "SELECT 'Person ' || n, true, CASE WHEN n %% 3 = 0 THEN %s END, 'normal', now() FROM generate_series(1, %s) n RETURNING id",
        [degree.id, count],
    )
    ids = [row[0] for row in env.cr.fetchall()]
    env.cr.execute(
        "INSERT INTO hr_applicant_skill (applicant_id, skill_id, skill_level_id, skill_type_id, valid_from) "
        "SELECT a, (%s)[1 + (a * 31 + k * 41) %% %s], (%s)[1 + (a + k) %% 5], %s, '2024-01-01' "
        "FROM unnest(%s) a, generate_series(1, %s) k",
        [kind.skill_ids.ids, SKILLS, kind.skill_level_ids.ids, kind.id, ids, OWN],
    )
    env.cr.execute("ANALYZE hr_applicant_skill")
    env.invalidate_all()
    return env["hr.applicant"].browse(ids)


def odoo_seconds(applicants, job, chunk=1000):
    """Seconds that Odoo's own field takes, in chunks as a list view or a search would read it."""
    start, scores = time.perf_counter(), []
    for at in range(0, len(applicants), chunk):
        part = applicants[at : at + chunk].with_context(matching_job_id=job.id).with_prefetch()
        scores += part.mapped("matching_score")
        applicants.env.invalidate_all()
    return time.perf_counter() - start, scores


def prepared_people(env, applicants):
    """The same people as the engine's arrays."""
    from hr_scoring.match import Person, prepare_many

    env.cr.execute(
        "SELECT s.applicant_id, k.name->>'en_US', l.level_progress FROM hr_applicant_skill s JOIN hr_skill k ON k.id = s.skill_id "
        "JOIN hr_skill_level l ON l.id = s.skill_level_id WHERE s.applicant_id = ANY(%s)",
        [applicants.ids],
    )
    known = {applicant_id: {} for applicant_id in applicants.ids}
    for applicant_id, name, progress in env.cr.fetchall():
        known[applicant_id][name] = progress / 100
    degrees = dict(env["hr.applicant"].browse(applicants.ids)._read_group([("id", "in", applicants.ids)], ["id"], ["type_id:count"]))
    return prepare_many([
        Person(str(one.id), skills=known[one.id], degree="master" if degrees[one] else "") for one in applicants
    ])  # fmt: skip


def engine_seconds(people, job, rounds=5):
    """The best of some rounds to match all and explain the best fifty."""
    from hr_scoring.match import match_many
    from hr_scoring.types import JobModel

    wanted = tuple((row.skill_id.name, row.level_progress / 100) for row in job.job_skill_ids)
    model = JobModel("bench", job.name, skills=wanted, degree="master")
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        found = match_many(people, model)
        found.top(50)
        times.append(time.perf_counter() - start)
    return min(times), found.scores


def run(env):
    """Build, measure, print, roll back."""
    count, sample = int(os.environ.get("HR_PEOPLE", "100000")), int(os.environ.get("HR_SAMPLE", "5000"))
    kind = skills(env)
    job = job_of(env, kind)
    applicants = people_of(env, kind, job.expected_degree, count)
    theirs, odoo_scores = odoo_seconds(applicants[:sample], job)
    start = time.perf_counter()
    people = prepared_people(env, applicants)
    preparing = time.perf_counter() - start
    ours, scores = engine_seconds(people, job)
    env.cr.rollback()
    ratio = theirs * count / sample / ours
    agree = float(np.corrcoef(odoo_scores, scores[:sample])[0, 1])
    print(f"people {count}, prepared once in {preparing:.1f} s")
    print(f"engine, all and the best 50 explained   {ours:.3f} s      < 1 s       {'ok' if ours < 1 else 'MISSED'}")
    print(f"Odoo's matching_score, {sample} of them     {theirs:.1f} s = {theirs * count / sample:.0f} s for all")
    print(
        f"ratio                                   {ratio:.0f}          >= {LEAST_RATIO}      {'ok' if ratio >= LEAST_RATIO else 'MISSED'}"
    )
    print(f"correlation of the two scores           {agree:.2f}")


run(env)  # noqa: F821 -- Odoo's shell hands it in
