"""From the material to the arrays of the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from ..deed import CLASSES, DeedModel
from ..encoders import Encoder, vector_space
from ..features import NAMED, RELATION, SHOWN, Form, window_vectors
from ..model import LEXICAL, LOCAL, NAMES, behaviour_features, cosine_scale, path_features, point_features, stored_head
from ..saying import saying_features
from ..wordvec import WordVectors
from . import fit, saying
from .competencies import competencies
from .forms import form_arrays, learn
from .forms import left_out as left_out_forms
from .material import Behaviour, Phrase, bare_behaviours, library, points, rows, short_lines
from .names import names
from .pairs import Reader, argument_pairs, by_text, library_pairs
from .skills import known
from .statements import is_proposition, known_verbs
from .vocabulary import word_vectors

VERSION = "9"
_ANCHORS = 40
# One short line stands for many of its kind.
_LINE_WEIGHT = 6.0
# Texts about behaviours that the library does not know, told by somebody else.
_BARE_WEIGHT = 3.0
PATHS = ("explicit", "implicit")
STRANGERS = ("other", "sibling")
# Neighbouring deeds repeat words of the indicator: they have nothing to teach about what is implied.
_AGAINST = {"explicit": (*STRANGERS, "neighbour"), "implicit": STRANGERS}
# The first of the last regression's features are the paths.
_PATH_FEATURES = 2
# Words of the indicator without the deed are what a finder is deceived by; each counts as much as several strangers. Without an
# encoder it is harder to tell strangers, and more must be learned of them.
_HARD_WEIGHT = {LEXICAL: 3.0, LOCAL: 5.0}
# All written arguments against all public ones. Each writer counts the same: what one of them likes to do teaches little.
_WRITTEN_WEIGHT = 1.5
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
        "encoder": np.array(vector_space(encoder)),
        **word_vectors(texts, encoder),
    }
    arrays |= _anchors(phrases, encoder)
    reader = Reader(WordVectors.of(arrays), encoder)
    print("reading", flush=True)
    forms, form = _forms(reader, behaviours, phrases)
    near, text, group, kind = library_pairs(reader, behaviours, phrases, forms).arrays()
    bare = _bare_pairs(reader, form)
    arrays |= form_arrays("vector_learned", form)
    print("pairs", len(near), flush=True)
    manners = np.array([phrase.manner for phrase in phrases])
    for variant in (LEXICAL, LOCAL):
        speaks, bare_speaks, deed = _deed(variant, reader, phrases)
        arrays |= {f"{variant}.deed.{name}": value for name, value in deed.items()}
        unknown = Unknown(bare[0], bare_speaks[bare[1]], bare[3])
        for mode in ("plain", "examples"):
            arrays |= _behaviour(variant, mode, near, group, kind, speaks[text], manners[text] == 0, unknown)
    arrays |= _about_names(reader, arrays, library_folder, sets)
    reader.forms = {"vector_learned": form}
    return arrays | _about_propositions(reader, arguments, library_folder, sets)


def build_propositions(arrays: Mapping[str, np.ndarray], library_folder: Path, sets: Path, encoder: Encoder) -> dict[str, np.ndarray]:
    """What :func:`build` makes where only the material about propositions has changed.

    :param arrays: of the model so far
    """
    reader = Reader(WordVectors.of(arrays), encoder)
    reader.forms = {"vector_learned": (arrays["vector_learned.text"], arrays["vector_learned.statement"])}
    found = _about_propositions(reader, list(rows(sets, "argkp_en_train")), library_folder, sets)
    return {**arrays, **found, "version": np.array(VERSION)}


def _about_propositions(reader: Reader, arguments: Sequence[dict], library_folder: Path, sets: Path) -> dict[str, np.ndarray]:
    return propositions(reader, arguments, points()) | is_proposition(reader, library_folder, sets)


def build_names(arrays: Mapping[str, np.ndarray], library_folder: Path, sets: Path, encoder: Encoder) -> dict[str, np.ndarray]:
    """What :func:`build` makes where only the material about names has changed.

    :param arrays: of the model so far
    """
    others = {name: value for name, value in arrays.items() if name.partition(".")[0] not in (*NAMED, *SHOWN)}
    reader = Reader(WordVectors.of(arrays), encoder)
    return others | {"version": np.array(VERSION)} | _about_names(reader, arrays, library_folder, sets)


def _about_names(reader: Reader, arrays: Mapping[str, np.ndarray], library_folder: Path, sets: Path) -> dict[str, np.ndarray]:
    found = names(reader, sets)
    reader.forms = known(found)
    deed = {variant: DeedModel.of(arrays, f"{variant}.deed.") for variant in (LEXICAL, LOCAL)}
    parts = [f"{variant}.{part}" for variant in (LEXICAL, LOCAL) for part in (*NAMES, "plain.behaviour")]
    heads = {part: stored_head({**arrays, **found}, part) for part in parts}
    return found | competencies(reader, library_folder, deed, heads)


def _anchors(phrases: Sequence[Phrase], encoder: Encoder) -> dict[str, np.ndarray]:
    """Texts of one language about different things, by whose cosines another encoder's scale is known."""
    one_each = list({phrase.competency: phrase.text for phrase in phrases if phrase.lang == "en" and phrase.shows}.values())
    texts = [text.replace("\n", " ") for text in one_each][:_ANCHORS]
    return {
        "anchors": np.frombuffer("\n".join(texts).encode("utf-8"), dtype=np.uint8),
        "anchor_scale": np.array(cosine_scale(encoder.encode(texts)), dtype=np.float32),
    }


def _forms(reader: Reader, behaviours: Sequence[Behaviour], phrases: Sequence[Phrase]) -> tuple[dict[str, Form], Form]:
    """For each competency what the others teach of which phrase shows which indicator, and what all teach."""
    statements = {(one.indicator, one.lang): one.statement for one in behaviours}
    shown = [one for one in phrases if one.shows]
    texts = np.concatenate([window_vectors(reader.text(one.text)) for one in shown])
    own = [statements[one.indicator, one.lang] for one in shown]
    pairs = texts, reader.encoder.encode(own), own, [one.lang for one in shown]
    return left_out_forms(*pairs, [one.competency for one in shown]), learn(*pairs)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Texts with behaviours that the library does not know: features, how each speaks, and kinds."""

    near: np.ndarray
    speaks: np.ndarray
    kind: np.ndarray


def _bare_pairs(reader: Reader, form: Form) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    behaviours, phrases = bare_behaviours()
    return library_pairs(reader, behaviours, phrases, {one.competency: form for one in phrases}).arrays()


def _deed(variant: str, reader: Reader, phrases: Sequence[Phrase]) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """How each phrase speaks, judged by a classifier that has not seen its competency, first those of the library; and the
    classifier of all."""
    bare, lines = bare_behaviours()[1], short_lines()
    everything = [*phrases, *bare, *lines]
    design = fit.deed_design([reader.text(one.text) for one in everything], variant == LOCAL)
    manners = np.array([one.manner for one in everything])
    weights = np.array([1.0] * len(phrases) + [_BARE_WEIGHT] * len(bare) + [_LINE_WEIGHT] * len(lines))
    fold = fit.folds([one.competency for one in everything])
    speaks = np.zeros((len(everything), len(CLASSES)))
    for number in range(fit.FOLDS):
        seen = fold != number
        speaks[~seen] = fit.fit_deed(design[seen], manners[seen], weights[seen]).predict_log_proba(design[~seen])
    known, unknown = slice(len(phrases)), slice(len(phrases), len(phrases) + len(bare))
    for name, part in (("library", known), ("other behaviours", unknown), ("short lines", slice(unknown.stop, None))):
        print(
            variant, name, "deed or not, AUC on what was left out", round(roc_auc_score(manners[part] == 0, speaks[part, 0]), 3), flush=True
        )
    return speaks[known], speaks[unknown], fit.deed_arrays(fit.fit_deed(design, manners, weights))


def _behaviour(variant: str, mode: str, near, group, kind, speaks, is_deed, unknown: Unknown) -> dict[str, np.ndarray]:
    """Both paths and what puts them together; the latter learns from paths that have not seen the competency.

    A behaviour without phrases is mostly one that a company has written itself: there the probabilities are made true of
    behaviours that the library does not know as much as of its own.
    """
    fold, shows = fit.folds(group), np.isin(kind, PATHS).astype(int)
    arrays: dict[str, np.ndarray] = {}
    logits, others = [], []
    for path in PATHS:
        values = near[:, [RELATION.index(name) for name in path_features(variant, mode, path)]]
        # a path learns on the topic only: from deeds, of which some are about the statement
        used = is_deed & ((kind == path) | np.isin(kind, _AGAINST[path]))
        rising = len(path_features(variant, "plain", path))
        logits.append(fit.left_out(values, shows, fold, used, rising=rising))
        head = fit.fit_head(values[used], shows[used], rising=rising)
        others.append(head(unknown.near[:, [RELATION.index(name) for name in path_features(variant, mode, path)]]))
        arrays |= fit.head_arrays(f"{variant}.{mode}.{path}", head)
    features = np.concatenate(behaviour_features(*(one[:, None] for one in logits), speaks), axis=-1)[:, 0]
    weights = np.where(np.isin(kind, STRANGERS), 1.0, _HARD_WEIGHT[variant])
    left_out = fit.left_out(features, shows, fold, np.ones(len(shows), dtype=bool), weights, rising=_PATH_FEATURES)
    _report(f"{variant} {mode}", left_out, shows, kind)
    frequency = np.where(kind == "neighbour", _RARER, 1.0)
    head = fit.fit_head(features, shows, weights, _PATH_FEATURES)
    if mode == "plain":
        told = head(*behaviour_features(*(one[:, None] for one in others), unknown.speaks))[:, 0]
        frequency = np.concatenate([frequency, np.full(len(told), len(shows) / len(told))])
        left_out, shows = np.concatenate([left_out, told]), np.concatenate([shows, np.isin(unknown.kind, PATHS).astype(int)])
    return arrays | fit.head_arrays(f"{variant}.{mode}.behaviour", fit.calibrated(head, left_out, shows, frequency))


def _report(name: str, chances: np.ndarray, shows: np.ndarray, kind: np.ndarray) -> None:
    hard = ~np.isin(kind, STRANGERS)
    implicit = hard & (kind != "explicit")
    parts = [roc_auc_score(shows[rows], chances[rows]) for rows in (np.ones(len(shows), dtype=bool), hard, implicit)]
    print(name, "AUC all, against hard negatives, implicit against them:", *(round(part, 3) for part in parts), flush=True)


def propositions(reader: Reader, public: Sequence[dict], written: Sequence[dict]) -> dict[str, np.ndarray]:
    """Whether a text says a proposition. With the encoder of the model, and without any, it is learned from everything;
    where only cosines of another encoder are known, from the public arguments.

    :param reader: with the form of phrases and indicators
    """
    asked = [row for row in [*by_text(public), *by_text(written)] if reader.text(row["text"]).units]
    pairs, labels = argument_pairs(reader, asked, known_verbs(reader))
    near, argument, topic, _kind = pairs.arrays()
    writer = np.array([row.get("writer", 0) for row in asked])
    # who is to be judged was not learned from: neither the topic nor the writer
    fold = np.where(writer, fit.FOLDS + writer, fit.folds(topic))
    arrays: dict[str, np.ndarray] = {}
    for variant, vectors in ((LEXICAL, None), (LOCAL, saying.pair_vectors(reader, asked))):
        model, left_out = saying.learn(near, vectors, labels, fold, argument, _alike(writer))
        for number in np.unique(writer):
            own = writer == number
            name = f"of writer {number}, left out" if number else "that are public, topics left out"
            print(variant, "arguments", name, "AUC", round(roc_auc_score(labels[own], left_out[own]), 3), flush=True)
        arrays |= saying.arrays(f"{variant}.saying", model)
    values = near[writer == 0][:, [saying_features(True).index(name) for name in point_features(LOCAL)]]
    labels, fold = labels[writer == 0], fold[writer == 0]
    left_out = fit.left_out(values, labels, fold, np.ones(len(labels), dtype=bool))
    print("cosines only, AUC on topics left out", round(roc_auc_score(labels, left_out), 3), flush=True)
    return arrays | fit.head_arrays(f"{LOCAL}.proposition", fit.calibrated(fit.fit_head(values, labels), left_out, labels))


def _alike(writer: np.ndarray) -> np.ndarray:
    """A weight for each row: public ones (0) count once, those of all writers together so many times as much."""
    sizes, weights = np.bincount(writer), np.ones(len(writer))
    writers = np.flatnonzero(sizes[1:]) + 1
    for number in writers:
        weights[writer == number] = _WRITTEN_WEIGHT / len(writers) * max(sizes[0], 1) / sizes[number]
    return weights


def save(arrays: Mapping[str, np.ndarray], out: Path) -> None:
    """Write the file."""
    np.savez_compressed(out, **arrays)
    print(out, round(out.stat().st_size / 1e6, 2), "MB", flush=True)
