"""Learning to tell propositions from behaviours by how they are built."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from ..kinds import LONGEST_NAME
from ..proposition import base_forms
from ..references import key_points
from ..text import words
from . import fit
from .material import bare_behaviours, competency_names, library, points, rows, siblings, spans, statements
from .pairs import Reader, chinese_rows, statement_rows

# Names of competencies as subjects: what a sentence is about must not tell what it is.
_SAID_OF = {
    "en": (
        "improves results",
        "raises costs in the long run",
        "is the key to success",
        "depends on the people involved",
        "creates value for customers",
        "takes time and money",
        "prevents mistakes",
        "leads to better decisions",
    ),
    "zh": (
        "能提高绩效",
        "会增加成本",
        "是成功的关键",
        "取决于投入",
        "比技术更重要",
        "减少了差错",
        "让客户更满意",
        "没有捷径",
    ),
}
# Taken for a proposition, a behaviour would be shown by a claim; the other mistake costs less. Chinese propositions are
# the harder to tell.
_BEHAVIOUR_WEIGHT = {"en": 1.5, "zh": 4.0}
_SIZE = 500.0
# How much all Chinese behaviours count against all propositions; and what is taken off, so that of behaviours of a writer left out
# hardly one in a hundred is taken for a proposition.
_CHINESE_BEHAVIOURS, _CHINESE_DOUBT = 1.5, 1.5
# Skills are worded in many ways and count so many times as much as other kinds.
_SKILL_PARTS = 3

# One kind of statement: the statements with their groups, and whether they are propositions.
Part = tuple[list[tuple[str, str]], int]


def known_verbs(reader: Reader) -> frozenset[str]:
    """English verbs in their base form."""
    return frozenset(base_forms(reader.words.vocabulary()) | set(statements()["verbs"]))


def is_proposition(reader: Reader, library_folder: Path, sets: Path) -> dict[str, np.ndarray]:
    """The weights of the classifier, and the verbs it knows."""
    verbs = known_verbs(reader)
    parts = [([row for row in part if len(words(row[0])) > LONGEST_NAME], label) for part, label in _parts(library_folder, sets)]
    parts = [part for part in parts if part[0]]
    labels = np.concatenate([[label] * len(part) for part, label in parts])
    weights = np.concatenate([np.full(len(part), _weight(part, label)) for part, label in parts])
    design = np.concatenate([statement_rows(reader, [text for text, _group in part], verbs) for part, _label in parts])
    fold = fit.folds([group for part, _label in parts for _text, group in part])
    left_out = np.zeros(len(labels))
    for number in range(fit.FOLDS):
        seen = fold != number
        left_out[~seen] = _fitted(design[seen], labels[seen], weights[seen]).decision_function(design[~seen])
    print(
        "proposition or behaviour, AUC on what was left out", round(roc_auc_score(labels, left_out, sample_weight=weights), 3), flush=True
    )
    fitted = _fitted(design, labels, weights)
    return _chinese(reader, verbs, library_folder, sets) | {
        "is_proposition": np.append(fitted.coef_[0], fitted.intercept_[0]).astype(np.float32),
        "verbs": np.frombuffer("\n".join(sorted(verbs)).encode("utf-8"), dtype=np.uint8),
    }


def _chinese(reader: Reader, verbs: frozenset[str], library_folder: Path, sets: Path) -> dict[str, np.ndarray]:
    """The weights of the classifier of Chinese statements. Its first features are the hashed signs, the last number is added."""
    parts = [part for part in (*_parts(library_folder, sets), *_written()) if part[0] and _is_chinese(part[0])]
    design = sparse.csr_matrix(np.concatenate([chinese_rows(reader, [text for text, _group in part], verbs) for part, _label in parts]))
    labels = np.concatenate([[label] * len(part) for part, label in parts])
    weights = np.concatenate([np.full(len(part), len(part) ** -0.5) for part, _label in parts])
    weights *= np.where(labels, 1.0, (weights * labels).sum() / (weights * (1 - labels)).sum() * _CHINESE_BEHAVIOURS)
    weights /= weights.mean()
    # whole writers are left out
    number = np.repeat(np.arange(len(parts)), [len(part) for part, _label in parts])
    left_out = np.zeros(len(labels))
    for at in range(len(parts)):
        seen = number != at
        left_out[~seen] = _fitted_chinese(design[seen], labels[seen], weights[seen]).decision_function(design[~seen])
    for at, (part, label) in enumerate(parts):
        taken = (left_out[number == at] > _CHINESE_DOUBT).mean()
        print("Chinese", "propositions" if label else "behaviours", repr(part[0][0]), "taken for propositions", round(taken, 2), flush=True)
    fitted = _fitted_chinese(design, labels, weights)
    return {"is_proposition_zh": np.append(fitted.coef_[0], fitted.intercept_[0] - _CHINESE_DOUBT).astype(np.float16)}


def _fitted_chinese(design: sparse.csr_matrix, labels: np.ndarray, weights: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=3.0, max_iter=500).fit(design, labels, weights)


def _is_chinese(part: list[tuple[str, str]]) -> bool:
    return sum(not text.isascii() for text, _group in part) > len(part) / 2


def _written() -> Iterator[Part]:
    """Chinese statements of two writers, half of them built like the other kind."""
    told = json.loads(Path(__file__).with_name("statements_zh.json").read_text("utf-8"))
    for writer, one in enumerate(told):
        for kind, label in (("proposition", 1), ("behaviour", 0)):
            yield [(text, f"writer {writer} {at % 9}") for at, text in enumerate(one[kind])], label
    for writer in sorted({row["writer"] for row in points() if row["lang"] == "zh"}):
        yield sorted({(row["statement"], row["topic"]) for row in points() if row["lang"] == "zh" and row["writer"] == writer}), 1
    yield [(statement, group.competency) for group in siblings() if group.lang == "zh" for statement in group.behaviours], 0


def _weight(part: list[tuple[str, str]], label: int) -> float:
    return _SIZE / len(part) * (1.0 if label else _BEHAVIOUR_WEIGHT["zh" if _is_chinese(part) else "en"])


def _fitted(design: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=0.1, max_iter=500).fit(design, labels, weights)


def _parts(library_folder: Path, sets: Path) -> Iterator[Part]:
    """Each kind counts the same, however many there are of it."""
    own = statements()
    for kind, label in (("proposition", 1), ("behaviour", 0)):
        for english in (True, False):
            yield [(text, f"{kind} {at % 9}") for at, text in enumerate(own[kind]) if text.isascii() == english], label
    yield from _argued(sets)
    # Chinese ones are built like behaviours that name what is handled first: learned from, they take such behaviours with them
    yield sorted({(row["statement"], row["topic"]) for row in points() if row["lang"] == "en"}), 1
    yield from _graded(sets)
    names = competency_names(library_folder)
    for lang, predicates in _SAID_OF.items():
        yield [(said(name[lang], predicate, lang), name["en"]) for name in names for predicate in predicates[len(name["en"]) % 2 :: 2]], 1
    yield from _behaviours(library_folder)
    for lang in _SAID_OF:
        yield [(one.statement, one.competency) for one in bare_behaviours()[0] if one.lang == lang], 0
    skills = sorted({span for row in rows(sets, "skillspan_en_train") for span in spans(row)})
    for part in range(_SKILL_PARTS):
        yield [(span, f"skill {at % 50}") for at, span in enumerate(skills) if at % 6 == part], 0
    yield sorted({(row[key], row["occupation"]) for row in rows(sets, "duties_zh") for key in ("definition", "duty")})[::3], 0


def said(name: str, predicate: str, lang: str) -> str:
    """A sentence whose subject is ``name``."""
    return f"{name} {predicate}" if lang == "en" else name + predicate


def _argued(sets: Path) -> Iterator[Part]:
    arguments = list(rows(sets, "argkp_en_train"))
    yield sorted({(row["statement"], row["topic"]) for row in arguments}), 1
    yield sorted({(row["text"], row["topic"]) for row in arguments})[::6], 1


def _graded(sets: Path) -> Iterator[Part]:
    graded = list(rows(sets, "ads_zh_answers"))
    yield sorted({(point, str(row["group"])) for row in graded for one in row["references"] for point in key_points(one)}), 1
    yield sorted({(point, str(row["group"])) for row in graded[::6] for point in key_points(row["answer"])}), 1


def _behaviours(library_folder: Path) -> Iterator[Part]:
    behaviours, _phrases = library(library_folder)
    for lang in ("en", "zh"):
        own = [one for one in behaviours if one.lang == lang]
        yield [(one.statement, one.competency) for one in own], 0
        yield [(form, one.competency) for one in own for form in plain_forms([one.statement])[:: 2 if lang == "zh" else 3]], 0


def plain_forms(statements: Sequence[str]) -> list[str]:
    """Indicators as other companies word them: "Lead a team", "Can lead a team", "能够带领团队"."""
    forms: list[str] = []
    for statement in statements:
        first, _blank, rest = statement.partition(" ")
        if first.isascii() and first.endswith("s") and rest:
            verb = re.sub(r"(?<=[a-z])(?:(?<=[sxzh])e)?s$", "", first)
            forms += [f"{verb} {rest}", f"{verb.lower()} {rest}", f"Can {verb.lower()} {rest}", f"Is able to {verb.lower()} {rest}"]
        elif not first.isascii():
            forms += [f"能{statement}", f"能够{statement}", f"具备{statement}的能力"]
    return forms
