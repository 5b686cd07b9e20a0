"""The engine under attack: what ENG-1 and ENG-4 to ENG-6 promise, with a gullible finder and with the shipped one."""

import hashlib
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from files import docx, paragraph, pdf
from gullible import GullibleFinder, baseline_answers, library_job
from test_defence import CORPUS, UNSEEN

from hr_scoring.finder import EvidenceFinder
from hr_scoring.read import read_bytes
from hr_scoring.score import assess, assess_many
from hr_scoring.types import Source

FINDERS = ["gullible", "shipped"]
# Without the honest sentence that some attacks begin with: that one may earn points.
INJECTIONS = [
    {"id": attack["id"], "text": attack["text"].removeprefix(attack.get("honest", ""))}
    for attack in CORPUS
    if attack["kind"] == "injection"
]


@cache
def finder(name):
    return GullibleFinder() if name == "gullible" else None


def scored(texts, lang, name):
    """Assessments of many answers, one person each."""
    job = library_job(lang)
    return list(assess_many([(job, [Source("a", text)]) for text in texts], finder=finder(name)))


@cache
def baselines(lang, name):
    answers = baseline_answers(lang, 25)
    return answers, scored(answers, lang, name)


def points(assessment):
    return assessment.score or 0.0


@pytest.mark.parametrize("name", FINDERS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_baselines_earn_points(lang, name):
    _answers, before = baselines(lang, name)
    assert sum(assessment.score is not None for assessment in before) >= 15


@pytest.mark.parametrize("name", FINDERS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_eng4_no_visible_injection_moves_a_score(lang, name):
    answers, before = baselines(lang, name)
    cases = [(attack, index % len(answers)) for index, attack in enumerate(INJECTIONS)]
    after = scored([answers[index] + "\n" + attack["text"] for attack, index in cases], lang, name)
    moved = [
        attack["id"]
        for (attack, index), assessment in zip(cases, after, strict=True)
        if abs(points(assessment) - points(before[index])) > 2 or assessment.verdict != before[index].verdict
    ]
    assert moved == [], [attack["text"] for attack in INJECTIONS if attack["id"] in moved]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_eng4_attacks_of_unseen_wording_move_no_score_even_where_they_are_not_flagged(lang):
    answers, before = baselines(lang, "shipped")
    cases = [(text, index % len(answers)) for index, text in enumerate(UNSEEN)]
    after = scored([answers[index] + "\n" + text for text, index in cases], lang, "shipped")
    moved = [
        (text, points(before[index]), points(assessment))
        for (text, index), assessment in zip(cases, after, strict=True)
        if abs(points(assessment) - points(before[index])) > 2 or assessment.verdict != before[index].verdict
    ]
    assert len(moved) <= 0.05 * len(cases), moved


@pytest.mark.parametrize("name", FINDERS)
def test_eng5_hidden_text_in_a_file_contributes_nothing(name):
    boast = baseline_answers("en", 3)[0].replace("\n", " ")[:200]
    seen = "Worked in a warehouse."

    def draw(page):
        page.drawString(50, 700, seen)
        page.setFillColorRGB(1, 1, 1)
        page.drawString(50, 650, boast)

    for data, filename in [(pdf(draw), "cv.pdf"), (docx(paragraph(seen) + paragraph(boast, "<w:vanish/>")), "cv.docx")]:
        document = read_bytes(data, filename)
        plain, with_hidden = scored([seen, document.text], "en", name)
        assert points(plain) == points(with_hidden)
        assert document.findings


@pytest.mark.parametrize("name", FINDERS)
@pytest.mark.parametrize("separator", ["、", "，", "; ", "\n", " / "])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_eng6_a_list_of_all_keywords_scores_at_most_20(lang, separator, name):
    job = library_job(lang)
    keywords = [item.name for item in job.competencies]
    keywords += [cue for item in job.competencies for indicator in item.indicators for cue in indicator.cues]
    (assessment,) = scored([separator.join(keywords)], lang, name)
    assert points(assessment) <= 20
    # the job's own words would be found as copied, too
    assert "stuffing" in {finding.code for finding in assessment.findings}


@pytest.mark.parametrize("name", FINDERS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_eng6_the_pasted_model_scores_at_most_20_and_is_flagged(lang, name):
    job = library_job(lang)
    text = "\n".join(indicator.statement for item in job.competencies for indicator in item.indicators)
    (assessment,) = scored([text], lang, name)
    assert points(assessment) <= 20
    assert "copied_job_text" in {finding.code for finding in assessment.findings}


@pytest.mark.parametrize("name", FINDERS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_question_said_again_earns_nothing(lang, name):
    """Word for word what would be a deed, had it not been asked."""
    answers, before = baselines(lang, name)
    text, job = answers[0], library_job(lang)
    echo, story = (
        next(assess_many([(job, [Source("a", said, question=asked)])], finder=finder(name)))
        for said, asked in ((text, text), (text, "Tell us about your last job."))
    )
    assert points(story) == points(before[0]) > 0
    assert points(echo) == 0 and not any(one.evidence for group in echo.competencies for one in group.indicators)
    assert "copied_question" in {finding.code for finding in echo.findings}


@pytest.mark.parametrize("name", FINDERS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_eng6_repeating_ten_times_is_scoring_once(lang, name):
    answers, before = baselines(lang, name)
    after = scored(["\n".join([answer] * 10) for answer in answers[:8]], lang, name)
    assert [points(assessment) for assessment in after] == [points(assessment) for assessment in before[:8]]


def digest():
    """A hash over assessments of both languages, answers in any order."""
    state = hashlib.sha256()
    for lang in ("zh", "en"):
        job = library_job(lang)
        answers = [Source(f"q{number}", text) for number, text in enumerate(baseline_answers(lang, 6))]
        for attack in CORPUS[::20]:
            answers.append(Source(f"x{attack['id']}", attack["text"]))
        for order in (answers, answers[::-1]):
            for found in (GullibleFinder(), None):
                state.update(repr(assess(job, order, finder=found)).encode())
    return state.hexdigest()


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_eng1_same_bytes_in_every_process(seed):
    here = Path(__file__).parent
    path = os.pathsep.join([str(here), str(here.parents[1] / "hr_competency" / "tools"), *filter(None, sys.path)])
    result = subprocess.run(
        [sys.executable, "-c", "import test_eng_attacks; print(test_eng_attacks.digest())"],
        env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == digest()


def test_eng1_the_order_of_answers_does_not_matter():
    job = library_job("zh")
    answers = [Source(f"q{number}", text) for number, text in enumerate(baseline_answers("zh", 4))]
    assert assess(job, answers, finder=GullibleFinder()) == assess(job, answers[::-1], finder=GullibleFinder())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_eng1_who_is_assessed_together_does_not_matter(lang):
    answers, together = baselines(lang, "shipped")
    job = library_job(lang)
    alone = [assess(job, [Source("a", text)], finder=EvidenceFinder()) for text in answers[:6]]
    assert alone == together[:6]
