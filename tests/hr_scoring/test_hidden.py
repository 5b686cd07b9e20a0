"""Hidden matches on labelled CVs: rare, and right (``hidden/cvs.jsonl``, written for this test).

Each CV is for one job: *hidden* (the deeds fit, no word does), *obvious* (deeds and words) or *unsuitable* (words only, or
neither). The hidden ones are also held against another job, where they are good stories about something else. The rule's
three numbers were chosen on every other CV of each kind; the test looks at the rest.
"""

import functools
import json
from pathlib import Path

from hr_scoring.screen import Screener
from hr_scoring.types import Competency, Indicator, JobModel

FILE = Path(__file__).with_name("hidden") / "cvs.jsonl"
LIBRARY = Path(__file__).resolve().parents[2] / "hr_competency" / "data" / "library"
JOBS = ("product_manager", "team_leader_generic", "risk_control_specialist", "data_operations_specialist")


def rows():
    """Labelled CVs as ``(id, label, job, text)``."""
    known = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
    found = [(row["id"], row["label"], row["job"], row["text"]) for row in known]
    for number, (key, _label, job, text) in enumerate([row for row in found if row[1] == "hidden"]):
        other = JOBS[(JOBS.index(job) + 1 + number % 3) % len(JOBS)]
        found.append((f"{key}@{other}", "elsewhere", other, text))
    return found


def second_half():
    """Every second of each label: those that the rule was not chosen on."""
    by_label = {}
    for row in rows():
        by_label.setdefault(row[1], []).append(row)
    return [row for group in by_label.values() for row in group[1::2]]


def entry(key):
    return json.loads((LIBRARY / "competencies" / f"{key}.json").read_text("utf-8"))


def job_of(template):
    lines = [(line, entry(line["competency"])) for line in template["lines"]]
    competencies = tuple(
        Competency(
            one["key"],
            one["name"]["en"],
            line["weight"],
            line["required_level"],
            line["must_have"],
            tuple(map(indicator, one["indicators"])),
        )
        for line, one in lines
    )
    return JobModel(template["key"], template["name"]["en"], competencies=competencies)


def indicator(row):
    def both(field):
        return tuple(item["t"] if isinstance(item, dict) else item for lang in ("zh", "en") for item in row[field][lang])

    statement = f"{row['statement']['en']}\n{row['statement']['zh']}"
    return Indicator(row["key"], statement, row["weight"], both("examples"), both("counter_examples"), both("cues"))


def called(one):
    skill = one["skill"]
    return [*one["name"].values(), *skill["name"].values(), *(word for words in skill["synonyms"].values() for word in words)]


@functools.cache
def flagged():
    """The ids of the second half that are marked hidden."""
    templates = {row["key"]: row for row in json.loads((LIBRARY / "templates.json").read_text("utf-8")) if row["key"] in JOBS}
    jobs = {key: job_of(row) for key, row in templates.items()}
    names = {row["name"]["en"]: list(row["name"].values()) for row in templates.values()}
    names |= {one.id: called(entry(one.id)) for job in jobs.values() for one in job.competencies}
    chosen = second_half()
    found = Screener(names=names).screen_many([(jobs[job], text, key) for key, _label, job, text in chosen])
    return {one.match.person_id for one in found if one.match.hidden}


def labelled(*labels):
    return {key for key, label, _job, _text in second_half() if label in labels}


def test_the_set_is_large_and_balanced():
    assert len(rows()) >= 64
    assert sum(any("\u4e00" <= char <= "\u9fff" for char in text) for *_rest, text in rows()) * 2 == len(rows())


def test_hidden_people_are_found():
    hidden = labelled("hidden")
    # seven of eight, and seven of the ten marked, when last measured
    assert len(flagged() & hidden) / len(hidden) >= 0.6


def test_most_of_the_marked_are_right():
    assert len(flagged() & labelled("hidden")) / len(flagged()) >= 0.65


def test_nobody_is_marked_whom_a_search_finds_or_whom_nothing_speaks_for():
    assert not flagged() & labelled("obvious", "unsuitable")
