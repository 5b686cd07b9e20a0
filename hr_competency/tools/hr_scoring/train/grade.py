"""Train the grading model: ``python -m hr_scoring.train.grade --sets FOLDER``.

Material: answers to questions about data structures with teachers' grades (``ads_zh_answers``), for grading against model
answers and, with some of the full-mark answers drawn as examples, against those; arguments and key points
(``argkp_en_train``), which teach when a key point is said, and keep the first part from being about one subject only.
Answers to other questions, and the question itself, count as worth nothing. Short answers to questions of many subjects
(``grades.jsonl``), written and graded for this project, count half as much as the teachers' ones. Others (``grades_close.jsonl``),
of which the wrong ones are close to the model answer and the right ones mostly are not, teach the judge (:mod:`.grade_judge`).
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LinearRegression

from ..encoders import CachedEncoder, Encoder
from ..grade import Grader
from ..grade_features import EXEMPLAR_NAMES, MEANING, PAIR, Exemplars, pair, reference_features
from ..grade_judge import FILE as JUDGE_FILE
from ..grade_model import EXEMPLAR, FILE, LEXICAL, POINT, REFERENCE
from ..grade_model import MEANING as WITH_VECTORS
from ..grade_text import parts
from ..threads import one_thread
from .grade_judge import Learner, answered, argued
from .store import BatchEncoder, FileStore
from .weighted import Weighted

VERSION = "6"
VECTORS = Path.home() / ".cache" / "hr_scoring" / "vectors.sqlite"
NAMES = {REFERENCE: PAIR, EXEMPLAR: EXEMPLAR_NAMES, POINT: PAIR}
_QUANTILES = {REFERENCE: (0.1, 0.3, 0.5, 0.7, 0.9), EXEMPLAR: (0.25, 0.5, 0.75), POINT: (0.1, 0.3, 0.5, 0.7, 0.9)}
_STRENGTH = 300.0
# Arguments are many and of one kind, so that all together count as twice the graded answers; said and unsaid alike.
_ARGUMENTS = 8000
_ARGUMENT_WEIGHT = 2.0
# Answers that were written for this project, all together against the teachers' ones.
_WRITTEN_WEIGHT = 0.5
# The same for what the judge learns from, by file; and how many answers to other questions it sees for each question.
WRITTEN, CLOSE = "grades", "grades_close"
_JUDGED_WEIGHTS = {WRITTEN: 0.6, CLOSE: 2.4}
_FOREIGN = 3
# Where wrong answers are in the words of the model, what is off the point has to be said the louder.
_ELSEWHERE = 2.0
_OFF_TOPIC = 15
_DRAWS = (3, 4, 5)
_SEED = 5
_LEAST_SPREAD = 0.02
_FULL = 0.999
_WORTHLESS = 0.1


class Rows(Weighted):
    """Feature rows of answers."""

    __slots__ = ()

    def add(self, features, worth: float, group: str, weight: float = 1.0) -> None:
        """Add one row."""
        for column, value in zip((self.features, self.worth, self.weights, self.groups), (features, worth, weight, group), strict=True):
            column.append(value)

    def arrays(self) -> tuple[np.ndarray, ...]:
        """:return: features, worth, weights, groups"""
        return tuple(map(np.array, (self.features, self.worth, self.weights, self.groups)))


# --- material --------------------------------------------------------------------------------------------------------


def rows(folder: Path, name: str) -> Iterator[dict]:
    """The rows of a labelled set."""
    with gzip.open(Path(folder) / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def by_question(answers) -> dict[str, list[dict]]:
    """Graded answers, question by question."""
    found: dict[str, list[dict]] = {}
    for row in answers:
        found.setdefault(row["group"], []).append(row)
    return dict(sorted(found.items()))


def written(name: str = WRITTEN) -> list[dict]:
    """Answers that were written and graded for this project, as rows of a labelled set.

    :param name: :data:`WRITTEN`, or :data:`CLOSE`, where wrong answers are in the words of the model answer
    """
    with Path(__file__).with_name(f"{name}.jsonl").open(encoding="utf-8") as file:
        questions = [json.loads(line) for line in file]
    shared = [{"question": one["question"], "references": one["references"], "group": one["question"]} for one in questions]
    return [
        {**row, "answer": said["text"], "score": said["score"]}
        for row, one in zip(shared, questions, strict=True)
        for said in one["answers"]
    ]


def reference_rows(reader: Grader, questions: dict[str, list[dict]]) -> Rows:
    """Answers against the model answers of their question."""
    draw, found = random.Random(_SEED), Rows()
    for group, answers in questions.items():
        question, *models = reader.read([answers[0]["question"], *answers[0]["references"]], trusted=True)
        for row, text in zip(answers, reader.read([row["answer"] for row in answers]), strict=True):
            found.add(reference_features(question, models, text), row["score"], group)
        for text in [*reader.read(_others(draw, questions, group)), question]:
            found.add(reference_features(question, models, text), 0.0, group)
    return found


def exemplar_rows(reader: Grader, questions: dict[str, list[dict]], draws: Sequence[int] = _DRAWS) -> Rows:
    """Answers against some full-mark answers, several times with others."""
    found = Rows()
    for count in draws:
        for group, answers in questions.items():
            draw = random.Random(f"{count}{group}")
            shown, rest = draw_exemplars(draw, answers, count)
            (question,) = reader.read([answers[0]["question"]], trusted=True)
            scale = Exemplars(question, reader.read([row["answer"] for row in shown], trusted=True))
            for row, text in zip(rest, reader.read([row["answer"] for row in rest]), strict=True):
                found.add(scale.features(text), row["score"], group)
            for text in [*reader.read(_others(draw, questions, group)), question]:
                found.add(scale.features(text), 0.0, group)
    return found


def draw_exemplars(draw: random.Random, answers: Sequence[dict], count: int) -> tuple[list[dict], list[dict]]:
    """:return: some full-mark answers, and all other answers"""
    full = [row for row in answers if row["score"] >= _FULL]
    shown = draw.sample(full, min(count, max(2, len(full) - 1)))
    return shown, [row for row in answers if row not in shown]


def point_rows(reader: Grader, arguments: Sequence[dict]) -> Rows:
    """Arguments against key points; those that match weigh as much together as those that do not."""
    found = Rows()
    share = sum(row["label"] for row in arguments) / max(len(arguments), 1)
    for row in arguments:
        topic, point, text = reader.read([row["topic"], row["statement"], row["text"]])
        weight = 0.5 / (share if row["label"] else 1.0 - share)
        found.add(pair(topic, point, text), float(row["label"]), row["topic"], weight)
    return found


def taught_points(reader: Grader, questions: dict[str, list[dict]]) -> Rows:
    """Full-mark answers say the clauses of the model answer; answers worth nothing, and those to other questions, do not."""
    draw, found = random.Random(_SEED), Rows()
    for group, answers in questions.items():
        question, model = reader.read([answers[0]["question"], answers[0]["references"][0]], trusted=True)
        full = [row["answer"] for row in answers if row["score"] >= _FULL]
        said = draw.sample(full, min(_OFF_TOPIC, len(full)))
        unsaid = [row["answer"] for row in answers if row["score"] <= _WORTHLESS][:_OFF_TOPIC] + _others(draw, questions, group)
        weights = {1.0: 0.5 / len(said), 0.0: 0.5 / len(unsaid)}
        for worth, texts in ((1.0, said), (0.0, unsaid)):
            for text in reader.read(texts):
                for point in parts(model):
                    found.add(pair(question, point, text), worth, group, weights[worth] * len(said) / 2)
    return found


def _others(draw: random.Random, questions: dict[str, list[dict]], group: str) -> list[str]:
    others = [row["answer"] for key, answers in questions.items() if key != group for row in answers]
    return draw.sample(others, min(_OFF_TOPIC, len(others)))


# --- fitting ---------------------------------------------------------------------------------------------------------


def fit(part: str, variant: str, material: Sequence[np.ndarray]) -> dict:
    """Fit one part: non-negative weights, drawn towards nothing.

    :param material: features, worth and weights, see :meth:`Rows.arrays`
    :return: what :meth:`.grade_model.Additive.of` reads
    """
    values, worth, weights = material[:3]
    columns = [at for at, name in enumerate(NAMES[part]) if variant == WITH_VECTORS or not needs_vectors(name)]
    names, caps, blocks = [], [], []
    for quantile in (None, *_QUANTILES[part]):
        cap = None if quantile is None else np.round(np.quantile(values[:, columns], quantile, axis=0), 3)
        blocks.append(values[:, columns] if cap is None else np.minimum(values[:, columns], cap))
        names += [NAMES[part][at] for at in columns]
        caps += [None] * len(columns) if cap is None else cap.tolist()
    slopes, offset = _positive_ridge(np.concatenate(blocks, axis=1), worth, weights)
    terms = [[name, cap, round(float(slope), 4)] for name, cap, slope in zip(names, caps, slopes, strict=True) if slope >= 5e-5]
    return {"offset": round(float(offset), 4), "terms": terms}


def needs_vectors(name: str) -> bool:
    """Whether a feature is made of an encoder's vectors."""
    return any(name == one or name.endswith(f"_{one}") for one in MEANING)


def _positive_ridge(values: np.ndarray, worth: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, float]:
    """Ridge regression on standardised columns, as a least-squares problem with one more row for each column."""
    centre, middle = np.average(values, axis=0, weights=weights), np.average(worth, weights=weights)
    spread = np.maximum(np.sqrt(np.average((values - centre) ** 2, axis=0, weights=weights)), _LEAST_SPREAD)
    root = np.sqrt(weights)
    design = np.vstack([(values - centre) / spread * root[:, None], np.sqrt(_STRENGTH) * np.eye(values.shape[1])])
    target = np.concatenate([(worth - middle) * root, np.zeros(values.shape[1])])
    slopes = LinearRegression(positive=True, fit_intercept=False).fit(design, target).coef_ / spread
    return slopes, middle - float(slopes @ centre)


def merged(first: Rows, second: Rows, share: float) -> Rows:
    """Rows of both; the second ones have so many times the weight of the first ones in all."""
    return first.joined(second.scaled(share * sum(first.weights)))


def material(sets: Path, encoder: Encoder | None) -> dict[str, Rows]:
    """Everything that the additive model is trained on.

    :param encoder: without one, what needs vectors is 0
    """
    reader = Grader(encoder)
    questions = by_question(rows(sets, "ads_zh_answers"))
    points = point_rows(reader, _arguments(sets))
    own = by_question(written())
    graded = merged(reference_rows(reader, questions), reference_rows(reader, own), _WRITTEN_WEIGHT)
    return {
        REFERENCE: merged(graded, points, _ARGUMENT_WEIGHT),
        EXEMPLAR: merged(exemplar_rows(reader, questions), exemplar_rows(reader, own, _DRAWS[:1]), _WRITTEN_WEIGHT),
        POINT: merged(taught_points(reader, questions), points, 1.0),
    }


def judge_material(sets: Path, encoder: Encoder | None) -> Learner:
    """What the judge is trained on, and how."""
    reader = Grader(encoder)
    found = answered(reader, by_question(rows(sets, "ads_zh_answers")), _OFF_TOPIC)
    total = sum(found.weights)
    for name, share in _JUDGED_WEIGHTS.items():
        found = found.joined(answered(reader, by_question(written(name)), _FOREIGN, _ELSEWHERE).scaled(share * total))
    return Learner(found.joined(argued(reader, _arguments(sets)).scaled(_ARGUMENT_WEIGHT * total)), encoder)


def _arguments(sets: Path) -> list[dict]:
    known = list(rows(sets, "argkp_en_train"))
    return random.Random(3).sample(known, min(_ARGUMENTS, len(known)))


def model_of(found: dict[str, Rows], left_out: str | Collection[str] = ()) -> dict:
    """Train all parts of the additive model.

    :param found: see :func:`material`
    :param left_out: a question that the model must not see, or several
    :return: what :func:`.grade_model.read_model` reads
    """
    parts_: dict = {}
    for part, table in found.items():
        features, worth, weights, groups = table.arrays()
        seen = ~np.isin(groups, [left_out] if isinstance(left_out, str) else list(left_out))
        rows_ = features[seen], worth[seen], weights[seen]
        parts_[part] = {variant: fit(part, variant, rows_) for variant in (LEXICAL, WITH_VECTORS)}
    return {"version": VERSION, "parts": parts_}


@one_thread()
def main() -> None:
    """Train and write the files, the same whatever the number of processors. How good it is, ``tests/benchmarks/quality.py`` tells."""
    parser = argparse.ArgumentParser(prog="python -m hr_scoring.train.grade", description=__doc__.splitlines()[0])
    parser.add_argument("--sets", type=Path, required=True, help="the folder of labelled sets")
    parser.add_argument("--vectors", type=Path, default=VECTORS, help="vectors kept for next time")
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--judge", type=Path, default=JUDGE_FILE)
    options = parser.parse_args()
    encoder = CachedEncoder(BatchEncoder(), FileStore(options.vectors), size=200_000)
    options.out.write_text(json.dumps(model_of(material(options.sets, encoder)), indent=1) + "\n", "utf-8")
    np.savez_compressed(options.judge, **judge_material(options.sets, encoder).judges())


if __name__ == "__main__":
    main()
