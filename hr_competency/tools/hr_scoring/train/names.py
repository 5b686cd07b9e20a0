"""Learning to tell which skill or occupation a sentence is about, by its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from ..features import RELATION, SIZES, Form
from ..model import LEXICAL, LOCAL, NAMES
from . import fit
from .forms import form_arrays, learn
from .forms import left_out as left_out_forms
from .material import is_measured, rows, spans
from .pairs import Reader

_WORDS, _STRANGERS, _ASKED = 5, 4, 900
_SHORTEST = 6
_GAP = "…"


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence and the name of what it is about."""

    text: str
    name: str
    kind: str


def names(reader: Reader, sets: Path) -> dict[str, np.ndarray]:
    """Names of skills and occupations, against others of their kind, in sentences of postings and duties. The words of
    a skill are left in every second sentence only."""
    postings = _postings(sets)
    forms, form = _forms(reader, postings)
    asked = _asked(postings, sets)
    draw = np.random.default_rng(fit.SEED)
    known = {kind: sorted({one.name for one in asked if one.kind == kind}) for kind in ("skill", "work")}
    near, labels, groups, said = [], [], [], []
    for one in asked:
        others = [name for name in draw.choice(known[one.kind], _STRANGERS).tolist() if name != one.name]
        if reader.text(one.text).units:
            reader.forms = {"vector_named": forms.get(one.name, form)}
            near.append(reader.near(one.text, [reader.statement(name) for name in (one.name, *others)]))
            labels += [1] + [0] * len(others)
            groups += [one.name] * (1 + len(others))
            said += [_GAP not in one.text] * (1 + len(others))
    reader.forms = {}
    return _heads(np.concatenate(near), np.array(labels), fit.folds(groups), np.array(said)) | form_arrays("vector_named", form)


def _postings(sets: Path) -> list[tuple[str, str]]:
    """Sentences with each skill that they name, but for those that are measured with."""
    found = []
    for row in rows(sets, "skillspan_en_train"):
        own = spans(row)
        if not any(is_measured(name) for name in own):
            found += [(" ".join(row["tokens"]), name) for name in own]
    return found


def _asked(postings: list[tuple[str, str]], sets: Path) -> list[_Told]:
    first = {sentence: name for sentence, name in reversed(postings) if len(name.split()) <= _WORDS}
    skills = [
        _Told(sentence.replace(name, _GAP) if number % 2 else sentence, name, "skill")
        for number, (sentence, name) in enumerate(first.items())
    ]
    work = list(rows(sets, "duties_zh"))
    return skills[:_ASKED] + [_Told(row["duty"], row["occupation"], "work") for row in work[:: max(1, len(work) // _ASKED)]]


def _forms(reader: Reader, postings: list[tuple[str, str]]) -> tuple[dict[str, Form], Form]:
    """What sentences tell of a skill that they do not name: for each name what the others teach, and what all teach."""
    pairs = [(sentence.replace(name, _GAP), name) for sentence, name in postings if len(sentence.split()) > _SHORTEST] or [("", "")]
    own = [name for _text, name in pairs]
    told = (
        reader.encoder.encode([text for text, _name in pairs]),
        reader.encoder.encode(own),
        [name.lower() for name in own],
        ["en"] * len(own),
    )
    return left_out_forms(*told, own), learn(*told)


def _heads(near: np.ndarray, labels: np.ndarray, fold: np.ndarray, said: np.ndarray) -> dict[str, np.ndarray]:
    """One regression has learned from sentences that say the name, one from those whose words were left out."""
    arrays: dict[str, np.ndarray] = {}
    for variant in (LEXICAL, LOCAL):
        logits = []
        for name, taught in (("name", said), ("unnamed", ~said)):
            features = NAMES[name](variant)
            values = near[:, [RELATION.index(one) for one in features]]
            rising = sum(one not in SIZES for one in features)
            logits.append(fit.left_out(values, labels, fold, taught, rising=rising))
            arrays |= fit.head_arrays(f"{variant}.{name}", fit.fit_head(values[taught], labels[taught], rising=rising))
        either = np.logaddexp(*logits)
        for part, asked in (("said", said), ("left out of the sentence", ~said)):
            print(variant, "name AUC on names not seen,", part, round(roc_auc_score(labels[asked], either[asked]), 3), flush=True)
    return arrays
