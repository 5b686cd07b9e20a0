"""From the material to the arrays of the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from ..deed import CLASSES, DeedModel
from ..encoders import Encoder, vector_space
from ..features import LEARNED, NAMED, RELATION, SHOWN, UNSAID, UNSHARED, window_bags, window_vectors
from ..forms import Form
from ..model import LEXICAL, LOCAL, NAMES, PHRASES, Head, behaviour_features, cosine_scale, path_features, point_features, stored_head
from ..profiles import Block
from ..saying import saying_features
from ..wordvec import WordVectors
from . import fit, saying
from .competencies import competencies
from .forms import Shown, form_arrays, learn
from .forms import left_out as left_out_forms
from .material import WRITTEN_LINES, Behaviour, Phrase, Siblings, bare_behaviours, library, points, rows, short_lines, siblings
from .names import names
from .pairs import LeftOut, Pairs, Reader, argument_pairs, by_text, library_pairs, sibling_pairs
from .phrased_names import phrased_names
from .posting import posting
from .skills import known
from .statements import is_proposition, known_verbs
from .vocabulary import word_vectors

VERSION = "12"
_ANCHORS = 40
# How much a text teaches of manners: of the library, of siblings (all of which are deeds), about other behaviours (told by
# somebody else), and short lines, each of which stands for many of its kind, those of CVs for most.
_MANNER_WEIGHTS = 1.0, 0.0, 3.0, 6.0, 3.0
# How much pairs teach a form, and how much siblings count as pairs beside those of the library: there are few, and each was
# held against all behaviours of its competency.
_TAUGHT = {"explicit": 1.0, "implicit": 1.0, "sibling": 3.0}
_SIBLING_WEIGHT = 3.0
PATHS = ("explicit", "implicit")
STRANGERS = ("other", "sibling")
# Neighbouring deeds repeat words of the indicator: where it has phrases, they have nothing to teach about what is implied.
_NEIGHBOURS = {"explicit": ("plain", "examples"), "implicit": ("plain",)}
# The first of the last regression's features are the paths.
_PATH_FEATURES = 2
# Words of the indicator without the deed are what a finder is deceived by; each counts as much as several strangers. Without an
# encoder it is harder to tell strangers, and more must be learned of them.
_HARD_WEIGHT = {LEXICAL: 3.0, LOCAL: 5.0}
# All written arguments against all public ones. Each writer counts the same: what one of them likes to do teaches little.
_WRITTEN_WEIGHT = 1.5
# Logits for each unit of nearness beside the words that both say (from -1 to 1). The library's neighbouring deeds would teach a seventh
# of it with an encoder; 1 tells neighbours better on all other sets, 2 costs more elsewhere.
_BESIDE = 1.0
# Neighbouring deeds were written to deceive; people tell them less often.
_RARER = 0.5
# How often behaviours without phrases are of the library, one of neighbours, or alone: the probabilities are made true of all three.
_OFTEN = np.array([1.0, 1.0, 2.0])


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
    arrays |= _about_behaviours(reader, behaviours, phrases)
    arrays |= _about_names(reader, arrays, library_folder, sets)
    reader.forms = {name: Form.of(arrays, name) for name in LEARNED}
    arrays |= _about_propositions(reader, arguments, library_folder, sets)
    return arrays | phrased_names(reader, arrays, library_folder, sets)


def _about_behaviours(reader: Reader, behaviours: Sequence[Behaviour], phrases: Sequence[Phrase]) -> dict[str, np.ndarray]:
    print("reading", flush=True)
    told = siblings()
    forms, form = _forms(reader, behaviours, phrases, told)
    own, bare = library_pairs(reader, behaviours, phrases, forms), _bare_pairs(reader, form)
    neighbours = sibling_pairs(reader, told, forms)
    arrays = {name: value for feature, one in form.items() for name, value in form_arrays(feature, one).items()}
    for variant in (LEXICAL, LOCAL):
        heard, deed = _deed(variant, reader, [phrases, [one for group in told for one in group.phrases()], bare_behaviours()[1]])
        arrays |= {f"{variant}.deed.{name}": value for name, value in deed.items()}
        rows_ = [Told.of(*one) for one in zip((own, neighbours, bare), heard, strict=True)]
        for mode in ("plain", "examples"):
            arrays |= _behaviour(variant, mode, *rows_)
    return arrays


def build_behaviours(arrays: Mapping[str, np.ndarray], library_folder: Path, sets: Path, encoder: Encoder) -> dict[str, np.ndarray]:
    """What :func:`build` makes where only the material about behaviours, or what is looked at, has changed. The words stay.

    :param arrays: of the model so far
    """
    reader = Reader(WordVectors.of(arrays), encoder)
    found = {**arrays, **_about_behaviours(reader, *library(library_folder)), "version": np.array(VERSION)}
    # how a deed counts for names is taken from behaviours
    return build_names(found, library_folder, sets, encoder)


def build_propositions(arrays: Mapping[str, np.ndarray], library_folder: Path, sets: Path, encoder: Encoder) -> dict[str, np.ndarray]:
    """What :func:`build` makes where only the material about propositions has changed.

    :param arrays: of the model so far
    """
    reader = Reader(WordVectors.of(arrays), encoder)
    reader.forms = {name: Form.of(arrays, name) for name in LEARNED}
    found = _about_propositions(reader, list(rows(sets, "argkp_en_train")), library_folder, sets)
    return {**arrays, **found, "version": np.array(VERSION)}


def _about_propositions(reader: Reader, arguments: Sequence[dict], library_folder: Path, sets: Path) -> dict[str, np.ndarray]:
    return propositions(reader, arguments, points()) | is_proposition(reader, library_folder, sets)


def build_names(arrays: Mapping[str, np.ndarray], library_folder: Path, sets: Path, encoder: Encoder) -> dict[str, np.ndarray]:
    """What :func:`build` makes where only the material about names has changed.

    :param arrays: of the model so far
    """
    others = {name: value for name, value in arrays.items() if name.partition(".")[0] not in (*NAMED, *UNSAID, *SHOWN)}
    reader = Reader(WordVectors.of(arrays), encoder)
    others |= {"version": np.array(VERSION)} | _about_names(reader, arrays, library_folder, sets)
    return others | phrased_names(reader, others, library_folder, sets)


def _about_names(reader: Reader, arrays: Mapping[str, np.ndarray], library_folder: Path, sets: Path) -> dict[str, np.ndarray]:
    found = names(reader, sets)
    reader.forms = known(found) | {name: Form.of(found, name) for name in UNSAID}
    deed = {variant: DeedModel.of(arrays, f"{variant}.deed.") for variant in (LEXICAL, LOCAL)}
    parts = [f"{variant}.{part}" for variant in (LEXICAL, LOCAL) for part in (*NAMES, "plain.behaviour")]
    heads = {part: stored_head({**arrays, **found}, part) for part in parts}
    return found | competencies(reader, library_folder, deed, heads) | posting(reader, library_folder, sets)


def _anchors(phrases: Sequence[Phrase], encoder: Encoder) -> dict[str, np.ndarray]:
    """Texts of one language about different things, by whose cosines another encoder's scale is known."""
    one_each = list({phrase.competency: phrase.text for phrase in phrases if phrase.lang == "en" and phrase.shows}.values())
    texts = [text.replace("\n", " ") for text in one_each][:_ANCHORS]
    return {
        "anchors": np.frombuffer("\n".join(texts).encode("utf-8"), dtype=np.uint8),
        "anchor_scale": np.array(cosine_scale(encoder.encode(texts)), dtype=np.float32),
    }


def _forms(
    reader: Reader, behaviours: Sequence[Behaviour], phrases: Sequence[Phrase], told: Sequence[Siblings]
) -> tuple[LeftOut, dict[str, Form]]:
    """For each feature and competency what the others teach of which phrase shows which indicator; and what all teach."""
    statements = {(one.indicator, one.lang): one.statement for one in behaviours}
    shown = [(one.text, statements[one.indicator, one.lang], _TAUGHT[one.kind], one.lang, one.competency) for one in phrases if one.shows]
    shown += [
        (text, group.behaviours[at], _TAUGHT["sibling"], group.lang, group.competency)
        for group in told
        for text, shows, _touches in group.deeds
        for at in sorted(shows)
    ]
    texts, own, weights, *rest = zip(*shown, strict=True)
    # the words of statements count alike, as where they are asked for
    block = Block.of([reader.statement(one) for one in own])
    forms, form = {}, {}
    for name, windows_of, rows_ in (("vector_learned", window_vectors, block.vectors), ("bag_learned", window_bags, block.bags)):
        vectors = np.concatenate([windows_of(reader.text(one)) for one in texts])
        pairs = Shown(vectors, rows_[block.statement], np.array(weights), *map(np.array, rest))
        forms[name], form[name] = left_out_forms(pairs), learn(pairs)
    return forms, form


@dataclass(frozen=True, slots=True)
class Told:
    """Pairs of one kind of material: features, what each is, what must stay on one side of a split, how the text speaks, and
    whether it is a deed."""

    near: np.ndarray
    kind: np.ndarray
    group: np.ndarray
    speaks: np.ndarray
    is_deed: np.ndarray

    @classmethod
    def of(cls, pairs: Pairs, heard: tuple[np.ndarray, np.ndarray]) -> Told:
        """:param heard: of each text how it speaks, and its manner"""
        near, text, group, kind = pairs.arrays()
        return cls(near, kind, group, heard[0][text], heard[1][text] == 0)

    @property
    def shows(self) -> np.ndarray:
        """Whether each pair is evidence."""
        return np.isin(self.kind, PATHS).astype(int)

    def features(self, names: Sequence[str]) -> np.ndarray:
        """Some features."""
        return self.near[:, [RELATION.index(name) for name in names]]

    def and_also(self, other: Told) -> Told:
        """The pairs of both."""
        return Told(*(np.concatenate([getattr(one, name) for one in (self, other)]) for name in self.__slots__))


def _bare_pairs(reader: Reader, form: Mapping[str, Form]) -> Pairs:
    behaviours, phrases = bare_behaviours()
    return library_pairs(reader, behaviours, phrases, {name: {one.competency: of for one in phrases} for name, of in form.items()})


def _deed(
    variant: str, reader: Reader, told: Sequence[Sequence[Phrase]]
) -> tuple[list[tuple[np.ndarray, np.ndarray]], dict[str, np.ndarray]]:
    """For each part of the material (library, siblings, other behaviours) how its phrases speak, judged by a classifier that has
    not seen their competency, and how they were meant; and the classifier of all."""
    parts = [*told, short_lines(), short_lines(WRITTEN_LINES)]
    everything = [one for part in parts for one in part]
    design = fit.deed_design([reader.text(one.text) for one in everything], variant == LOCAL)
    manners = np.array([one.manner for one in everything])
    weights = np.repeat(_MANNER_WEIGHTS, [len(part) for part in parts])
    fold = fit.folds([one.competency for one in everything])
    speaks = np.zeros((len(everything), len(CLASSES)))
    for number in range(fit.FOLDS):
        seen = fold != number
        speaks[~seen] = fit.fit_deed(design[seen], manners[seen], weights[seen]).predict_log_proba(design[~seen])
    bounds = np.cumsum([0, *map(len, parts)])
    heard = [(speaks[first:last], manners[first:last]) for first, last in pairwise(bounds)]
    for name, (own, meant) in zip(("library", "siblings", "other behaviours", "short lines", "written lines"), heard, strict=True):
        if len(set(meant == 0)) > 1:
            print(variant, name, "deed or not, AUC on what was left out", round(roc_auc_score(meant == 0, own[:, 0]), 3), flush=True)
    return heard[:-2], fit.deed_arrays(fit.fit_deed(design, manners, weights))


def _behaviour(variant: str, mode: str, known: Told, neighbours: Told, unknown: Told) -> dict[str, np.ndarray]:
    """Both paths and what puts them together; the latter learns from paths that have not seen the competency.

    A behaviour without phrases is mostly one that a company has written itself: there what tells neighbours apart is learned
    too, and the probabilities are made true of behaviours that the library does not know as much as of its own.
    """
    told = known.and_also(neighbours) if mode == "plain" else known
    fold, shows = fit.folds(told.group), told.shows
    weights = np.repeat([1.0, _SIBLING_WEIGHT], [len(known.kind), len(told.kind) - len(known.kind)])
    arrays: dict[str, np.ndarray] = {}
    logits, others = [], []
    for path in PATHS:
        names_ = path_features(variant, mode, path)
        values = told.features(names_)
        # a path learns on the topic only: from deeds, of which some are about the statement
        against = (*STRANGERS, "neighbour") if mode in _NEIGHBOURS[path] else STRANGERS
        used = told.is_deed & ((told.kind == path) | np.isin(told.kind, against))
        rising = sum(name not in PHRASES for name in names_)
        logits.append(fit.left_out(values, shows, fold, used, weights, rising))
        head = fit.fit_head(values[used], shows[used], weights[used], rising)
        others.append(head(unknown.features(names_)))
        arrays |= fit.head_arrays(f"{variant}.{mode}.{path}", head)
    features = _before_last(logits, told)
    hard = ~np.isin(told.kind, STRANGERS) & (np.arange(len(shows)) < len(known.kind))
    weights = np.where(hard, _HARD_WEIGHT[variant], 1.0)
    left_out = fit.left_out(features, shows, fold, np.ones(len(shows), dtype=bool), weights, rising=_PATH_FEATURES)
    for name, part in (("library", slice(len(known.kind))), ("siblings", slice(len(known.kind), None))):
        _report(f"{variant} {mode} {name}", left_out[part], shows[part], told.kind[part])
    frequency = np.where(told.kind == "neighbour", _RARER, 1.0)
    head = fit.fit_head(features, shows, weights, _PATH_FEATURES)
    if mode == "plain":
        beside = [_BESIDE * one.features(UNSHARED)[:, 0] for one in (told, unknown)]
        left_out, found = left_out + beside[0], head(_before_last(others, unknown)) + beside[1]
        head = _and_beside(head)
        part = np.repeat([0, 1, 2], [len(known.kind), len(neighbours.kind), len(found)])
        frequency = np.concatenate([frequency, np.ones(len(found))]) * (_OFTEN * len(known.kind) / np.bincount(part))[part]
        left_out, shows = np.concatenate([left_out, found]), np.concatenate([shows, unknown.shows])
    return arrays | fit.head_arrays(f"{variant}.{mode}.behaviour", fit.calibrated(head, left_out, shows, frequency))


def _before_last(paths: Sequence[np.ndarray], told: Told) -> np.ndarray:
    """What the last regression looks at."""
    explicit, implicit = (one[:, None] for one in paths)
    return np.concatenate(behaviour_features(explicit, implicit, told.speaks), axis=-1)[:, 0]


def _and_beside(head: Head) -> Head:
    """The last regression with what is told beside shared words, after the paths."""
    parts = {"centre": 0.0, "scale": 1.0, "weights": _BESIDE}
    return replace(head, **{name: np.insert(getattr(head, name), _PATH_FEATURES, value) for name, value in parts.items()})


def _report(name: str, chances: np.ndarray, shows: np.ndarray, kind: np.ndarray) -> None:
    if not len(shows):
        return
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
