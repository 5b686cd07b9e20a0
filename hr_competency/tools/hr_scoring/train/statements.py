"""Learning to tell propositions from behaviours by how they are built."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from ..kinds import LONGEST_NAME
from ..proposition import base_forms
from ..references import key_points
from ..text import words
from .material import bare_behaviours, competency_names, library, points, rows, siblings, spans, statements
from .pairs import Reader, statement_rows

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
# How much all behaviours count against all propositions: taken for a proposition, a behaviour would be shown by a claim; the other
# mistake costs less. And what is taken off, so that of Chinese behaviours of a writer left out, which are the harder to tell, hardly
# one in a hundred is taken for a proposition.
_BEHAVIOURS = 1.5
_DOUBT = {"en": 0.0, "zh": 1.5}
# The inverse of how much the weights of the signs are held back. Chosen on writers left out.
_FREEDOM = {"en": 10.0, "zh": 3.0}
# Skills are worded in many ways and count so many times as much as other kinds.
_SKILL_PARTS = 3

# One kind of statement: the statements, and whether they are propositions.
Part = tuple[list[str], int]


def known_verbs(reader: Reader) -> frozenset[str]:
    """English verbs in their base form."""
    return frozenset(base_forms(reader.words.vocabulary()) | set(statements()["verbs"]))


def is_proposition(reader: Reader, library_folder: Path, sets: Path) -> dict[str, np.ndarray]:
    """The weights of the classifier, and the verbs it knows."""
    verbs = known_verbs(reader)
    every = [part for part in (*_parts(library_folder, sets), *_written()) if part[0]]
    arrays = {"verbs": np.frombuffer("\n".join(sorted(verbs)).encode("utf-8"), dtype=np.uint8)}
    for lang in ("en", "zh"):
        parts = [part for part in every if _is_chinese(part[0]) == (lang == "zh")]
        arrays[f"is_proposition_{lang}"] = _learned(reader, lang, parts, verbs)
    return arrays


def _learned(reader: Reader, lang: str, parts: Sequence[Part], verbs: frozenset[str]) -> np.ndarray:
    """The weights of the classifier of statements of a language. Its first features are the hashed signs, the last number is added."""
    if lang == "en":
        parts = [([text for text in part if len(words(text)) > LONGEST_NAME], label) for part, label in parts]
        parts = [part for part in parts if part[0]]
    design = sparse.csr_matrix(np.concatenate([statement_rows(reader, part, verbs, lang) for part, _label in parts]))
    labels = np.concatenate([[label] * len(part) for part, label in parts])
    weights = np.concatenate([np.full(len(part), len(part) ** -0.5) for part, _label in parts])
    weights *= np.where(labels, 1.0, (weights * labels).sum() / (weights * (1 - labels)).sum() * _BEHAVIOURS)
    weights /= weights.mean()
    fitted = _fitted(lang, design, labels, weights)
    # whole writers are left out
    number = np.repeat(np.arange(len(parts)), [len(part) for part, _label in parts])
    for at, (part, label) in enumerate(parts):
        seen = number != at
        left_out = _fitted(lang, design[seen], labels[seen], weights[seen]).decision_function(design[~seen])
        taken = round((left_out > _DOUBT[lang]).mean(), 2)
        print(lang, "propositions" if label else "behaviours", repr(part[0]), "taken for propositions", taken, flush=True)
    return np.append(fitted.coef_[0], fitted.intercept_[0] - _DOUBT[lang]).astype(np.float16)


def _fitted(lang: str, design: sparse.csr_matrix, labels: np.ndarray, weights: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=_FREEDOM[lang], max_iter=500).fit(design, labels, weights)


def _is_chinese(part: Sequence[str]) -> bool:
    return sum(not text.isascii() for text in part) > len(part) / 2


def _written() -> Iterator[Part]:
    """Statements of two writers in each language, half of them built like the other kind."""
    for lang in ("en", "zh"):
        for one in json.loads(Path(__file__).with_name(f"statements_{lang}.json").read_text("utf-8")):
            for kind, label in (("proposition", 1), ("behaviour", 0)):
                yield one[kind], label
    # English ones of these are in the other material
    for writer in sorted({row["writer"] for row in points() if row["lang"] == "zh"}):
        yield sorted({row["statement"] for row in points() if row["lang"] == "zh" and row["writer"] == writer}), 1
    yield [statement for group in siblings() if group.lang == "zh" for statement in group.behaviours], 0


def _parts(library_folder: Path, sets: Path) -> Iterator[Part]:
    """Each kind of statement."""
    own = statements()
    for kind, label in (("proposition", 1), ("behaviour", 0)):
        for english in (True, False):
            yield [text for text in own[kind] if text.isascii() == english], label
    yield from _argued(sets)
    # Chinese ones are built like behaviours that name what is handled first: learned from, they take such behaviours with them
    yield sorted({row["statement"] for row in points() if row["lang"] == "en"}), 1
    yield from _graded(sets)
    names = competency_names(library_folder)
    for lang, predicates in _SAID_OF.items():
        yield [said(name[lang], predicate, lang) for name in names for predicate in predicates[len(name["en"]) % 2 :: 2]], 1
    yield from _behaviours(library_folder)
    for lang in _SAID_OF:
        yield [one.statement for one in bare_behaviours()[0] if one.lang == lang], 0
    skills = sorted({span for row in rows(sets, "skillspan_en_train") for span in spans(row)})
    for part in range(_SKILL_PARTS):
        yield skills[part::6], 0
    yield sorted({row[key] for row in rows(sets, "duties_zh") for key in ("definition", "duty")})[::3], 0


def said(name: str, predicate: str, lang: str) -> str:
    """A sentence whose subject is ``name``."""
    return f"{name} {predicate}" if lang == "en" else name + predicate


def _argued(sets: Path) -> Iterator[Part]:
    arguments = list(rows(sets, "argkp_en_train"))
    yield sorted({row["statement"] for row in arguments}), 1
    yield sorted({row["text"] for row in arguments})[::6], 1


def _graded(sets: Path) -> Iterator[Part]:
    graded = list(rows(sets, "ads_zh_answers"))
    yield sorted({point for row in graded for one in row["references"] for point in key_points(one)}), 1
    yield sorted({point for row in graded[::6] for point in key_points(row["answer"])}), 1


def _behaviours(library_folder: Path) -> Iterator[Part]:
    behaviours, _phrases = library(library_folder)
    for lang in ("en", "zh"):
        own = [one.statement for one in behaviours if one.lang == lang]
        yield own, 0
        yield [form for statement in own for form in plain_forms([statement])[:: 2 if lang == "zh" else 3]], 0


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
