"""Quality of grading on labelled sets, beside simple methods, with bootstrap intervals. A part of :mod:`quality`'s table.

    PYTHONPATH=hr_competency/tools python tests/benchmarks/quality_grade.py [--encoder local lexical]

Chinese answers are graded by a model that has not seen their question: all parts are trained anew for each question left
out. So are short answers to questions of many subjects that were written for this project, a fifteenth of the questions at
a time. English answers (share-alike, so nothing shipped learns from them) are graded by the shipped model.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import cohen_kappa_score, roc_auc_score

from hr_scoring.encoders import make_encoder
from hr_scoring.grade import Grader, Task
from hr_scoring.grade_judge import Judges
from hr_scoring.grade_model import GradeModel, read_model
from hr_scoring.text import char_ngrams, tokens
from hr_scoring.train.grade import CLOSE, by_question, draw_exemplars, judge_material, material, model_of, rows, written

FOLDER = Path(os.environ.get("HR_EVAL") or Path(__file__).resolve().parents[3] / "shared" / "eval")
_DRAWS = (3, 4, 5)
_ENGLISH_STEP = 4
_RESAMPLES = 500
_MOST_FOLDS = 15


@dataclass
class Sheet:
    """Answers to be graded, with the grades that people gave."""

    name: str
    measure: str
    target: float
    tasks: list[Task] = field(default_factory=list)
    grades: list[float] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)

    def add(self, row: dict, grade: float, exemplars: Sequence[str] = ()) -> None:
        """Add an answer; with exemplars there are no references."""
        references = () if exemplars else tuple(row["references"])
        self.tasks.append(Task(row["answer"], row["question"], references, tuple(exemplars)))
        self.grades.append(grade)
        self.groups.append(row["group"])


def sheets(folder: Path) -> list[Sheet]:
    """All that is graded here."""
    chinese, shown, mixed, close, english = (
        Sheet("zh answers, reference, unseen question", "pearson", 0.55),
        Sheet("zh answers, 3 to 5 full-mark examples, unseen question", "kappa", 0.55),
        Sheet("answers of many subjects, zh and en, reference, unseen question", "pearson", 0.55),
        Sheet("the same, wrong answers close to the model answer, right ones not, unseen question", "pearson", 0.25),
        Sheet("en answers, reference, unseen domain", "auc", 0.78),
    )
    for group, answers in by_question(rows(folder, "ads_zh_answers")).items():
        for row in answers:
            chinese.add(row, row["score"])
        for count in _DRAWS:
            examples, rest = draw_exemplars(random.Random(f"quality{count}{group}"), answers, count)
            for row in rest:
                shown.add(row, row["score"], [one["answer"] for one in examples])
    for row in written():
        mixed.add(row, row["score"])
    for row in written(CLOSE):
        close.add(row, row["score"])
    for row in list(rows(folder, "semeval13_en_train"))[::_ENGLISH_STEP]:
        english.add(row, row["label"])
    return [chinese, shown, mixed, close, english]


# --- measures --------------------------------------------------------------------------------------------------------


def pearson(scores: np.ndarray, grades: np.ndarray) -> float:
    """Correlation over all answers."""
    return float(np.corrcoef(scores, grades)[0, 1])


def kappa(scores: np.ndarray, grades: np.ndarray) -> float:
    """Quadratic weighted kappa in tenths of full marks."""
    tenths = [np.rint(np.clip(values, 0.0, 1.0) * 10).astype(int) for values in (scores, grades)]
    return float(cohen_kappa_score(*tenths, weights="quadratic", labels=range(11)))


def auc(scores: np.ndarray, grades: np.ndarray) -> float:
    """Right answers above wrong ones."""
    return float(roc_auc_score(grades, scores))


MEASURES = {"pearson": pearson, "kappa": kappa, "auc": auc}


def with_interval(sheet: Sheet, scores: np.ndarray) -> tuple[float, float, float]:
    """A measure with its 95 % interval; whole questions are drawn."""
    measure, grades, groups = MEASURES[sheet.measure], np.array(sheet.grades), np.array(sheet.groups)
    places = [np.flatnonzero(groups == group) for group in sorted(set(sheet.groups))]
    draw = np.random.default_rng(1)
    drawn = []
    for _ in range(_RESAMPLES):
        chosen = np.concatenate([places[at] for at in draw.integers(len(places), size=len(places))])
        drawn.append(measure(scores[chosen], grades[chosen]))
    return measure(scores, grades), *np.percentile(drawn, (2.5, 97.5))


# --- methods ---------------------------------------------------------------------------------------------------------

Method = Callable[[Sheet], np.ndarray]


def ours(spec: str, folder: Path) -> Method:
    """Our grader with an encoder."""
    encoder = make_encoder(spec)
    found, learner = material(folder, encoder), judge_material(folder, encoder)

    @cache
    def unseen(left_out: tuple[str, ...]) -> GradeModel:
        return read_model(model_of(found, left_out=left_out), Judges.of(learner.judges(left_out)))

    def grade(sheet: Sheet) -> np.ndarray:
        if sheet.measure == "auc":
            return _graded(Grader(encoder), sheet.tasks)
        scores, groups = np.zeros(len(sheet.tasks)), np.array(sheet.groups)
        names = sorted(set(sheet.groups))
        for at in range(min(_MOST_FOLDS, len(names))):
            left_out = tuple(names[at::_MOST_FOLDS])
            places = np.flatnonzero(np.isin(groups, left_out))
            scores[places] = _graded(Grader(encoder, unseen(left_out)), [sheet.tasks[at] for at in places])
        return scores

    return grade


def _graded(grader: Grader, tasks: Sequence[Task]) -> np.ndarray:
    return np.array([grade.score or 0.0 for grade in grader.grade_many(tasks)])


def cosine(vectors_of: Callable[[Sequence[str]], object]) -> Method:
    """The nearest model answer or full-mark answer, by the cosine of whole texts."""

    def grade(sheet: Sheet) -> np.ndarray:
        models = [(*task.references, *task.exemplars) for task in sheet.tasks]
        texts = list(dict.fromkeys([task.answer for task in sheet.tasks] + [text for each in models for text in each]))
        place, vectors = {text: at for at, text in enumerate(texts)}, vectors_of(texts)
        return np.array(
            [
                np.asarray(vectors[[place[text] for text in each]] @ vectors[[place[task.answer]]].T).max()
                for task, each in zip(sheet.tasks, models, strict=True)
            ]
        )

    return grade


def tfidf(analyzer: Callable[[str], list[str]]) -> Method:
    """Cosine of TF-IDF rows, fitted on the sheet itself."""

    def vectors_of(texts: Sequence[str]) -> np.ndarray:
        return TfidfVectorizer(analyzer=analyzer).fit_transform(texts).toarray().astype(np.float32)

    return cosine(vectors_of)


def methods(specs: Sequence[str], folder: Path, baselines: bool = True) -> dict[str, Method]:
    """Ours and the simple ones."""
    found = {f"ours {spec}": ours(spec, folder) for spec in specs}
    if not baselines:
        return found
    found |= {"word cosine": tfidf(tokens), "char cosine": tfidf(char_ngrams)}
    found |= {f"{spec} cosine": cosine(make_encoder(spec).encode) for spec in specs if spec != "lexical"}
    return found


def report(specs: Sequence[str], folder: Path = FOLDER, baselines: bool = True) -> list[bool]:
    """Print the lines of the table.

    :return: for each line whether our best method misses the target
    """
    missed, known = [], methods(specs, folder, baselines)
    for sheet in sheets(folder):
        print(f"\n{sheet.name}: {len(set(sheet.groups))} questions, {len(sheet.tasks)} answers")
        found = {name: with_interval(sheet, method(sheet)) for name, method in known.items()}
        missed.append(max(value for name, (value, *_) in found.items() if name.startswith("ours")) < sheet.target)
        parts = "   ".join(f"{name} {value:.3f} [{low:.2f}, {high:.2f}]" for name, (value, low, high) in found.items())
        print(f"  {sheet.measure:<18} ≥ {sheet.target:.2f} {'MISSED' if missed[-1] else 'ok':<7}{parts}", flush=True)
    return missed


def main() -> int:
    """Print the table; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--encoder", nargs="+", default=["lexical", "local"])
    return int(any(report(parser.parse_args().encoder)))


if __name__ == "__main__":
    sys.exit(main())
