"""From the material to the arrays of the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from ..deed import CLASSES
from ..encoders import Encoder
from ..features import RELATION, SIZES
from ..model import LEXICAL, LOCAL, behaviour_features, cosine_scale, path_features, proposition_features
from ..wordvec import WordVectors
from . import fit
from .material import Phrase, library, rows, short_lines, spans
from .pairs import Reader, argument_pairs, library_pairs
from .statements import is_proposition
from .vocabulary import word_vectors

VERSION = "2"
_ANCHORS = 40
# One short line stands for many of its kind.
_LINE_WEIGHT = 6.0
_NAME_WORDS, _NAME_STRANGERS, _ASKED = 5, 4, 900
PATHS = ("explicit", "implicit")
STRANGERS = ("other", "sibling")
# Neighbouring deeds repeat words of the indicator: they have nothing to teach about what is implied.
_AGAINST = {"explicit": (*STRANGERS, "neighbour"), "implicit": STRANGERS}
# The first of the last regression's features are the paths.
_PATH_FEATURES = 4
# Words of the indicator without the deed are what a finder is deceived by; each counts as much as several strangers.
_HARD_WEIGHT = 3.0
# Neighbouring deeds were written to deceive; people tell them less often.
_RARER = 0.5


def build(library_folder: Path, sets: Path, encoder: Encoder) -> dict[str, np.ndarray]:
    """Train all parts.

    :return: the arrays of the file
    """
    behaviours, phrases = library(library_folder)
    arguments = list(rows(sets, "argkp_en_train"))
    texts = (
        [one.text for one in phrases]
        + [one.statement for one in behaviours]
        + [row[key] for row in arguments for key in ("text", "statement")]
    )
    texts += [row[key] for row in rows(sets, "duties_zh") for key in ("duty", "definition", "occupation")]
    texts += [" ".join(row["tokens"]) for row in rows(sets, "skillspan_en_train")]
    arrays = {
        "version": np.array(VERSION),
        "encoder": np.array(f"{encoder.name}:{encoder.version}"),
        **word_vectors(texts, encoder),
    }
    arrays |= _anchors(phrases, encoder)
    reader = Reader(WordVectors.of(arrays), encoder)
    print("reading", flush=True)
    near, text, group, kind = library_pairs(reader, behaviours, phrases).arrays()
    print("pairs", len(near), flush=True)
    manners = np.array([phrase.manner for phrase in phrases])
    for variant in (LEXICAL, LOCAL):
        speaks, deed = _deed(variant, reader, phrases)
        arrays |= {f"{variant}.deed.{name}": value for name, value in deed.items()}
        for mode in ("plain", "examples"):
            arrays |= _behaviour(variant, mode, near, group, kind, speaks[text], manners[text] == 0)
    arrays |= _names(reader, sets)
    arrays |= _propositions(reader, arguments)
    arrays |= is_proposition(reader, library_folder, sets)
    return arrays


def _anchors(phrases: Sequence[Phrase], encoder: Encoder) -> dict[str, np.ndarray]:
    """Texts of one language about different things, by whose cosines another encoder's scale is known."""
    one_each = list({phrase.competency: phrase.text for phrase in phrases if phrase.lang == "en" and phrase.shows}.values())
    texts = [text.replace("\n", " ") for text in one_each][:_ANCHORS]
    return {
        "anchors": np.frombuffer("\n".join(texts).encode("utf-8"), dtype=np.uint8),
        "anchor_scale": np.array(cosine_scale(encoder.encode(texts)), dtype=np.float32),
    }


def _deed(variant: str, reader: Reader, phrases: Sequence[Phrase]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """How each phrase speaks, judged by a classifier that has not seen its competency; and the classifier of all."""
    lines = short_lines()
    everything = [*phrases, *lines]
    design = fit.deed_design([reader.text(one.text) for one in everything], variant == LOCAL)
    manners = np.array([one.manner for one in everything])
    weights = np.array([1.0] * len(phrases) + [_LINE_WEIGHT] * len(lines))
    fold = fit.folds([one.competency for one in everything])
    speaks = np.zeros((len(everything), len(CLASSES)))
    for number in range(fit.FOLDS):
        seen = fold != number
        speaks[~seen] = fit.fit_deed(design[seen], manners[seen], weights[seen]).predict_log_proba(design[~seen])
    for name, part in (("library", slice(0, len(phrases))), ("short lines", slice(len(phrases), None))):
        print(
            variant, name, "deed or not, AUC on what was left out", round(roc_auc_score(manners[part] == 0, speaks[part, 0]), 3), flush=True
        )
    return speaks[: len(phrases)], fit.deed_arrays(fit.fit_deed(design, manners, weights))


def _behaviour(variant: str, mode: str, near, group, kind, speaks, is_deed) -> dict[str, np.ndarray]:
    """Both paths and what puts them together; the latter learns from paths that have not seen the competency."""
    fold, shows = fit.folds(group), np.isin(kind, PATHS).astype(int)
    arrays: dict[str, np.ndarray] = {}
    logits = []
    for path in PATHS:
        values = near[:, [RELATION.index(name) for name in path_features(variant, mode, path)]]
        # a path learns on the topic only: from deeds, of which some are about the statement
        used = is_deed & ((kind == path) | np.isin(kind, _AGAINST[path]))
        rising = len(path_features(variant, "plain", path))
        logits.append(_left_out(values, shows, fold, used, rising=rising))
        arrays |= fit.head_arrays(f"{variant}.{mode}.{path}", fit.fit_head(values[used], shows[used], rising=rising))
    features = behaviour_features(*(one[:, None] for one in logits), speaks)[:, 0]
    weights = np.where(np.isin(kind, STRANGERS), 1.0, _HARD_WEIGHT)
    left_out = _left_out(features, shows, fold, np.ones(len(shows), dtype=bool), weights, rising=_PATH_FEATURES)
    _report(f"{variant} {mode}", left_out, shows, kind)
    frequency = np.where(kind == "neighbour", _RARER, 1.0)
    head = fit.calibrated(fit.fit_head(features, shows, weights, _PATH_FEATURES), left_out, shows, frequency)
    return arrays | fit.head_arrays(f"{variant}.{mode}.behaviour", head)


def _left_out(values, labels, fold, used, weights=None, rising=0) -> np.ndarray:
    """Logits of each row by a regression that has not seen its fold."""
    logits = np.zeros(len(labels))
    for number in range(fit.FOLDS):
        seen = used & (fold != number)
        head = fit.fit_head(values[seen], labels[seen], None if weights is None else weights[seen], rising)
        logits[fold == number] = head(values[fold == number])
    return logits


def _report(name: str, chances: np.ndarray, shows: np.ndarray, kind: np.ndarray) -> None:
    hard = ~np.isin(kind, STRANGERS)
    implicit = hard & (kind != "explicit")
    parts = [roc_auc_score(shows[rows], chances[rows]) for rows in (np.ones(len(shows), dtype=bool), hard, implicit)]
    print(name, "AUC all, against hard negatives, implicit against them:", *(round(part, 3) for part in parts), flush=True)


def _names(reader: Reader, sets: Path) -> dict[str, np.ndarray]:
    """Names of skills and occupations, against others of their kind, in sentences of postings and duties. The words of
    a skill are left in every second sentence only."""
    draw = np.random.default_rng(fit.SEED)
    asked: list[tuple[str, str, str]] = []
    for number, row in enumerate(rows(sets, "skillspan_en_train")):
        sentence, own = " ".join(row["tokens"]), [span for span in spans(row) if len(span.split()) <= _NAME_WORDS]
        asked += [(sentence.replace(span, "") if number % 2 else sentence, span, "skill") for span in own[:1]]
    work = list(rows(sets, "duties_zh"))
    asked = asked[:_ASKED] + [(row["duty"], row["occupation"], "work") for row in work[:: max(1, len(work) // _ASKED)]]
    known = {kind: sorted({name for _text, name, own in asked if own == kind}) for kind in ("skill", "work")}
    near, labels, groups = [], [], []
    for text, name, kind in asked:
        others = [one for one in draw.choice(known[kind], _NAME_STRANGERS).tolist() if one != name]
        if reader.text(text).units:
            near.append(reader.near(text, [reader.statement(one) for one in (name, *others)]))
            labels += [1] + [0] * len(others)
            groups += [name] * (1 + len(others))
    return _name_heads(np.concatenate(near), np.array(labels), fit.folds(groups))


def _name_heads(near: np.ndarray, labels: np.ndarray, fold: np.ndarray) -> dict[str, np.ndarray]:
    arrays: dict[str, np.ndarray] = {}
    for variant in (LEXICAL, LOCAL):
        names = proposition_features(variant)
        values = near[:, [RELATION.index(name) for name in names]]
        rising = len(names) - len(SIZES)
        left_out = _left_out(values, labels, fold, np.ones(len(labels), dtype=bool), rising=rising)
        print(variant, "name AUC on names left out", round(roc_auc_score(labels, left_out), 3), flush=True)
        arrays |= fit.head_arrays(f"{variant}.name", fit.fit_head(values, labels, rising=rising))
    return arrays


def _propositions(reader: Reader, arguments: list[dict]) -> dict[str, np.ndarray]:
    pairs, labels = argument_pairs(reader, arguments)
    near, _text, group, _kind = pairs.arrays()
    arrays: dict[str, np.ndarray] = {}
    fold = fit.folds(group)
    for variant in (LEXICAL, LOCAL):
        values = near[:, [RELATION.index(name) for name in proposition_features(variant)]]
        left_out = _left_out(values, labels, fold, np.ones(len(labels), dtype=bool))
        print(variant, "proposition AUC on topics left out", round(roc_auc_score(labels, left_out), 3), flush=True)
        arrays |= fit.head_arrays(f"{variant}.proposition", fit.calibrated(fit.fit_head(values, labels), left_out, labels))
    return arrays


def save(arrays: Mapping[str, np.ndarray], out: Path) -> None:
    """Write the file."""
    np.savez_compressed(out, **arrays)
    print(out, round(out.stat().st_size / 1e6, 2), "MB", flush=True)
