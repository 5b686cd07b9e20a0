"""Learning to tell what a name with phrases means, see :mod:`..phrased_names`: from occupations with their duties, and from
competencies of other jobs with deeds that show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from ..features import window_vectors
from ..model import COSINES, LEXICAL, LOCAL, PHRASED, EvidenceModel, Head, Space
from ..profiles import Block, StatementProfile
from . import fit
from .competencies import competency_names, deeds, directions
from .material import measured_occupations, occupations, siblings
from .pairs import Reader
from .skills import groups, taught
from .vocabulary import quantised

# How much samples of one thing may scatter in every direction beside those in which they do.
_SHRINKAGE = 0.3
# Of each name so many texts are asked about, each also of so many other names, half of them near ones; and so many phrases are
# known at most.
_ASKED = {"occupation": 2, "competency": 6, "library": 12}
_STRANGERS, _NEAREST, _MOST = 8, 20, 20
# Where names are asked about, one in so many is right.
_ONE_IN = 6
_LEAST = 3
_OCCUPATION = "occupation"


@dataclass(frozen=True, slots=True)
class Samples:
    """A name and what is said of it; ``kind`` is what others of its kind share, and ``akin`` are those of them of which it may be
    said too."""

    name: str
    texts: tuple[str, ...]
    kind: str
    akin: frozenset[str] = frozenset()


def phrased_names(reader: Reader, arrays: Mapping[str, np.ndarray], library_folder: Path, sets: Path) -> dict[str, np.ndarray]:
    """The space of samples, and the regressions.

    :param arrays: of the model with all that it knows of bare names
    """
    known = [*samples(sets), *_competencies(library_folder)]
    reader.read(text for one in known for text in one.texts)
    found = sphere(reader, [*known, *_skills()])
    fold = fit.folds([one.name for one in known])
    models = [EvidenceModel({**arrays, **found, **_unknown(reader, library_folder, fold, known, number)}) for number in range(fit.FOLDS)]
    asked = list(_asked(reader, known))
    own = np.array([at for at, *_rest in asked])
    for kind in PHRASED:
        rows = [_rows(reader, models[fold[at]], kind, text, told) for at, text, told in asked]
        found |= _head(kind, rows, fold[own], np.array([one.kind for one in known])[own])
    return found


def samples(sets: Path) -> list[Samples]:
    """Occupations that are not measured with, and competencies of other jobs."""
    measured = set(measured_occupations(sets))
    duties = [Samples(name, tuple(told), _OCCUPATION) for name, told in occupations(sets).items() if name not in measured]
    deeds = [
        Samples(one.competency, tuple(text for text, shows, _touches in one.deeds if shows), f"competency {one.lang}") for one in siblings()
    ]
    return [one for one in (*duties, *deeds) if len(one.texts) >= _LEAST]


def _competencies(library_folder: Path) -> Iterator[Samples]:
    """The competencies of the library with the deeds that show them."""
    names, told = competency_names(library_folder), [one for one in deeds(library_folder) if not one.line]
    for (key, lang), called in names.called.items():
        texts = tuple(one.text for one in told if (one.competency, one.lang) == (key, lang))
        akin = frozenset(names.called[other, lang][0] for other in names.shared[key] if (other, lang) in names.called)
        yield Samples(called[0], texts, f"library {lang}", akin)


def _skills() -> Iterator[Samples]:
    """Sentences about skills, which tell how samples of one thing scatter."""
    for group in groups(taught()):
        if len(group.texts) > 1:
            yield Samples(group.names[0], group.texts, group.source)


def _unknown(reader: Reader, library_folder: Path, fold: np.ndarray, known: Sequence[Samples], number: int) -> dict[str, np.ndarray]:
    """What is known of bare names without the library's competencies of one fold."""
    names, told = competency_names(library_folder), [one for one in deeds(library_folder) if not one.line]
    left_out = {one.name for one, own in zip(known, fold.tolist(), strict=True) if own == number}
    return directions(reader, told, names, {key for (key, _lang), called in names.called.items() if called[0] in left_out})


def sphere(reader: Reader, known: Sequence[Samples]) -> dict[str, np.ndarray]:
    """The arrays of :class:`..phrased_names.Sphere`. Half of it is learned from occupations, of which most is known, the rest from
    all other kinds alike."""
    reader.read(text for one in known for text in one.texts)
    scatters, centres = [], []
    kinds = sorted({one.kind for one in known})
    shares = [0.5 if kind == _OCCUPATION else 0.5 / (len(kinds) - 1) for kind in kinds]
    for kind in kinds:
        rows = [np.concatenate([window_vectors(reader.text(text)) for text in _read(reader, one)]) for one in known if one.kind == kind]
        rows = [own.astype(np.float64) for own in rows if len(own) > 1]
        apart = np.concatenate([own - own.mean(axis=0) for own in rows])
        scatters.append(apart.T @ apart / (len(apart) - len(rows)))
        centres.append(np.concatenate(rows).mean(axis=0))
    scatter = np.average(scatters, axis=0, weights=shares)
    scatter = (1.0 - _SHRINKAGE) * scatter + _SHRINKAGE * np.trace(scatter) / len(scatter) * np.eye(len(scatter))
    values, directions = np.linalg.eigh(scatter)
    matrix = (directions / np.sqrt(values / values.mean())) @ directions.T
    return {
        "sphere.middle": np.average(centres, axis=0, weights=shares).astype(np.float32),
        "sphere.rows": quantised(matrix),
        "sphere.lengths": np.linalg.norm(matrix, axis=1).astype(np.float32),
    }


def _read(reader: Reader, one: Samples) -> list[str]:
    return [text for text in one.texts if reader.text(text).units]


def _asked(reader: Reader, known: Sequence[Samples]) -> Iterator[tuple[int, str, list[StatementProfile]]]:
    """For each text the place of its own name, and statements: its name with some of the other texts, and other names with some of
    theirs."""
    draw = np.random.default_rng(fit.SEED)
    vectors = np.array([reader.statement(one.name).vectors[0] for one in known])
    kinds, names = (np.array([getattr(one, part) for one in known]) for part in ("kind", "name"))
    for at, one in enumerate(known):
        same = np.flatnonzero((kinds == one.kind) & ~np.isin(names, [one.name, *one.akin]))
        nearest = same[np.argsort(-(vectors[same] @ vectors[at]), kind="stable")][:_NEAREST]
        texts = [text for text in one.texts if reader.text(text).units]
        for text in [texts[place] for place in draw.permutation(len(texts))[: _ASKED[one.kind.partition(" ")[0]]].tolist()]:
            others = [*draw.permutation(nearest)[: _STRANGERS // 2].tolist(), *draw.permutation(same)[: _STRANGERS // 2].tolist()]
            if others:
                yield at, text, [_with_phrases(reader, known[place], text, draw) for place in (at, *dict.fromkeys(others))]


def _with_phrases(reader: Reader, one: Samples, text: str, draw: np.random.Generator) -> StatementProfile:
    phrases = [phrase for phrase in one.texts if phrase != text]
    most = min(len(phrases), _MOST)
    # half of the time all that there usually is
    size = most if draw.random() < 0.5 else int(draw.integers(1, most + 1))
    return reader.statement(one.name, [phrases[place] for place in sorted(draw.permutation(len(phrases))[:size].tolist())])


def _rows(reader: Reader, model: EvidenceModel, kind: str, text: str, told: Sequence[StatementProfile]) -> np.ndarray:
    """The features of one text, a row for each statement."""
    variant = LEXICAL if kind == LEXICAL else LOCAL
    space = Space(LEXICAL) if kind == COSINES else Space()
    return model.phrased_rows(variant, space, reader.text(text), Block.of(told))[0]


def _head(kind: str, rows: Sequence[np.ndarray], fold: np.ndarray, kinds: np.ndarray) -> dict[str, np.ndarray]:
    """The regression of one variant. It learns which of several names a text belongs to; how likely one is, is made true of names
    that were left out.

    :param rows: for each text the features of its own name, and of others
    """
    duties = kinds == _OCCUPATION
    weights = np.where(duties, 1.0, max(duties.sum(), 1) / (~duties).sum())
    left_out = [np.zeros(0)] * len(rows)
    for number in range(fit.FOLDS):
        head = _choice(rows, np.where(fold == number, 0.0, weights))
        for at in np.flatnonzero(fold == number).tolist():
            left_out[at] = head(rows[at])
    for one in sorted(set(kinds.tolist())):
        ranked = [(own[0] > own[1:]).mean() for own, of in zip(left_out, kinds, strict=True) if of == one]
        print(kind, "names with phrases, AUC within texts, names left out:", one, round(float(np.mean(ranked)), 3), flush=True)
    return fit.head_arrays(f"{kind}.phrased", _levelled(_choice(rows, weights), left_out, weights))


def _choice(rows: Sequence[np.ndarray], weights: np.ndarray) -> Head:
    """A regression on the differences between the right name and each other one (Bradley and Terry's model)."""
    values = np.concatenate([own for own, weight in zip(rows, weights, strict=True) if weight])
    scale = np.maximum(values.std(axis=0), 1e-3)
    apart = np.concatenate([(own[0] - own[1:]) / scale for own in rows])
    each = np.repeat(weights / [len(own) - 1 for own in rows], [len(own) - 1 for own in rows])
    mirrored = np.concatenate([apart, -apart])
    labels = np.arange(len(mirrored)) < len(apart)
    regression = LogisticRegression(fit_intercept=False, max_iter=300)
    found, offset = fit.rising_only(regression, mirrored, labels, np.tile(each, 2), len(scale))
    return Head(values.mean(axis=0), scale, found, offset)


def _levelled(head: Head, left_out: Sequence[np.ndarray], weights: np.ndarray) -> Head:
    """Platt's scaling to one in :data:`_ONE_IN`."""
    right = np.concatenate([np.arange(len(own)) == 0 for own in left_out])
    frequency = np.concatenate([np.r_[1.0, np.full(len(own) - 1, (_ONE_IN - 1.0) / (len(own) - 1))] for own in left_out])
    return fit.calibrated(head, np.concatenate(left_out), right, np.repeat(weights, list(map(len, left_out))) * frequency)
