"""Learning to tell which skill or occupation a sentence is about, by its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from ..features import RELATION, SIZES, UNSAID
from ..forms import Form
from ..model import LEXICAL, LOCAL, NAMES
from . import fit
from .material import cut, marked
from .pairs import Reader
from .skills import groups, known, known_names, taught
from .unsaid import LEAST_LEFT, pairs, unsaid

_WORDS, _STRANGERS, _NEIGHBOURS = 12, 4, 4
# Neighbours are drawn from so many of the nearest names.
_NEAREST = 30
# Where names are asked about, one in so many is right; training holds more others, and nearer ones, against it.
_ONE_IN = 6
_LEVELLING = 4


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence and the name of what it is about. ``others`` are names of which it may be about too."""

    text: str
    name: str
    kind: str
    said: bool
    others: frozenset[str] = frozenset()


def names(reader: Reader, sets: Path) -> dict[str, np.ndarray]:
    """Names of skills that sentences of postings are about, against others: some near, some drawn from all."""
    told = [*_postings(), *_marked(sets)]
    reader.read([*(one.text for one in told), *(text for group in groups(taught()) for text in group.texts)])
    asked = [one for one in told if reader.text(one.text).units]
    fold = fit.folds([one.name for one in asked])
    forms = _forms(reader, asked, fold, sets)
    near, labels, sizes = [], [], []
    for one, number, candidates in zip(asked, fold.tolist(), _candidates(reader, asked), strict=True):
        reader.forms = forms[number]
        near.append(reader.near(one.text, [reader.statement(name) for name in candidates]))
        labels += [1] + [0] * (len(candidates) - 1)
        sizes.append(len(candidates))
    reader.forms = {}
    kinds, said = (np.repeat([getattr(one, part) for one in asked], sizes) for part in ("kind", "said"))
    arrays = _heads(np.concatenate(near), np.array(labels), np.repeat(fold, sizes), said, kinds)
    return arrays | known_names(reader, groups(taught())) | unsaid(reader, pairs(sets))


def _postings() -> Iterator[_Told]:
    for one in taught():
        for name in one.skills:
            yield _Told(one.text, name, f"posting {one.lang}", one.said, frozenset(one.skills))


def _marked(sets: Path) -> Iterator[_Told]:
    """Marked sentences with the first skill that they name, and without its words."""
    for sentence, own in dict(marked(sets)).items():
        left = cut(sentence, own[0])
        if len(own[0].split()) <= _WORDS:
            yield _Told(sentence, own[0], "marked", True, frozenset(own))
        if len(left.split()) >= LEAST_LEFT:
            yield _Told(left, own[0], "cut", False, frozenset(own))


def _forms(reader: Reader, asked: Sequence[_Told], fold: np.ndarray, sets: Path) -> list[dict]:
    """For each fold what is known of names without those of the fold, and without every sentence about them."""
    forms = []
    for number in range(fit.FOLDS):
        without = {one.name for one, own in zip(asked, fold.tolist(), strict=True) if own == number}
        sentences = [one for one in taught() if without.isdisjoint(one.skills)]
        arrays = unsaid(reader, pairs(sets, without))
        forms.append(known(known_names(reader, groups(sentences, without))) | {name: Form.of(arrays, name) for name in UNSAID})
    return forms


def _candidates(reader: Reader, asked: Sequence[_Told]) -> Iterator[list[str]]:
    """For each sentence its name, and other names of the kind."""
    draw = np.random.default_rng(fit.SEED)
    pools = {kind: sorted({one.name for one in asked if one.kind == kind}) for kind in sorted({one.kind for one in asked})}
    vectors = {kind: np.array([reader.statement(name).vectors[0] for name in pool]) for kind, pool in pools.items()}
    for one in asked:
        pool = pools[one.kind]
        similar = vectors[one.kind] @ reader.statement(one.name).vectors[0]
        nearest = [pool[at] for at in np.argsort(-similar, kind="stable")[1 : _NEAREST + 1]]
        drawn = [*draw.permutation(nearest)[:_NEIGHBOURS].tolist(), *draw.choice(pool, _STRANGERS).tolist()]
        yield [one.name, *(name for name in dict.fromkeys(drawn) if name not in one.others | {one.name})]


def _heads(near: np.ndarray, labels: np.ndarray, fold: np.ndarray, said: np.ndarray, kinds: np.ndarray) -> dict[str, np.ndarray]:
    """One regression has learned from sentences that say the name, one from those that do not. Marked sentences differ from
    written ones, and do not tell how likely a name is."""
    arrays: dict[str, np.ndarray] = {}
    for variant in (LEXICAL, LOCAL):
        logits, heads = [], {}
        for name, taught_by in (("name", said), ("unnamed", ~said)):
            features = NAMES[name](variant)
            values = near[:, [RELATION.index(one) for one in features]]
            rising = sum(one not in SIZES for one in features)
            logits.append(fit.left_out(values, labels, fold, taught_by, rising=rising))
            heads[name] = fit.fit_head(values[taught_by], labels[taught_by], rising=rising)
        _report(variant, np.logaddexp(*logits), labels, said, kinds)
        written = ~np.isin(kinds, ("marked", "cut"))
        slope, offset = _levelled([one[written] for one in logits], labels[written])
        for name, head in heads.items():
            arrays |= fit.head_arrays(f"{variant}.{name}", replace(head, weights=head.weights * slope, offset=head.offset * slope + offset))
    return arrays


def _levelled(logits: Sequence[np.ndarray], labels: np.ndarray) -> tuple[float, float]:
    """What both regressions are multiplied with, and what is added, so that one or the other (the logarithm of the sum of their
    exponentials) is true of names which were left out (Platt's scaling)."""
    slope, offset = 1.0, 0.0
    weights = np.where(labels == 1, (1 - labels.mean()) / labels.mean() / (_ONE_IN - 1), 1.0)
    for _ in range(_LEVELLING):
        either = np.logaddexp(*(slope * one + offset for one in logits))
        fitted = LogisticRegression(C=1e6).fit(either[:, None], labels, weights)
        slope, offset = slope * fitted.coef_[0, 0], offset * fitted.coef_[0, 0] + fitted.intercept_[0]
    return slope, offset


def _report(variant: str, logits: np.ndarray, labels: np.ndarray, said: np.ndarray, kinds: np.ndarray) -> None:
    for kind in sorted(set(kinds.tolist())):
        for part, asked in (("said", said), ("not said", ~said)):
            rows_of = (kinds == kind) & asked
            if rows_of.any():
                area = roc_auc_score(labels[rows_of], logits[rows_of])
                print(variant, "name AUC on names not seen,", kind, part, round(area, 3), flush=True)
