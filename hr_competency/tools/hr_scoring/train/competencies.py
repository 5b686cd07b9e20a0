"""Learning which deeds show a competency of which only the name is given, see :class:`..known_competencies.KnownCompetencies`."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from ..deed import DeedModel
from ..features import SHOWN, SIZES, window_bags, window_vectors
from ..known_competencies import asked_of
from ..model import LEXICAL, LOCAL, NAMES, SHOWN_HEADS, Head, asked_for, deed_part, shown_features
from ..profiles import unit_rows
from . import fit
from .material import LANGUAGES, library
from .pairs import Reader
from .vocabulary import quantised

# How much phrases of one competency may scatter in every direction beside those in which they do.
_SHRINKAGE = 0.3
_STRANGERS, _NEAREST = 3, 5
# Of the phrases one in so many is learned from; all of them tell the directions. Another split says which phrases a
# direction has not seen.
_EVERY, _PARTS = 2, 4
# A short line is as clear as what somebody would write to try the engine out, and so rare that it counts more than once.
_LINE_WEIGHT = 4.0
# Where deeds are held against the names of a job's competencies, about one in so many fits.
_ONE_IN = 4


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed and the competency that it shows; ``line`` where it is a short line rather than a phrase of the library."""

    text: str
    competency: str
    lang: str
    line: bool


@dataclass(frozen=True, slots=True)
class Names:
    """What competencies are called, by competency and language, the usual name first; and with which others each shares deeds."""

    called: Mapping[tuple[str, str], tuple[str, ...]]
    shared: Mapping[str, Collection[str]]

    def strangers(self, competency: str) -> list[str]:
        """Competencies that a deed for this one does not show."""
        return sorted({key for key, _lang in self.called} - self.shared[competency])


def material() -> dict:
    """``lines`` for each competency; ``related`` ones, which share deeds; ``general`` ones, which any deed may show."""
    return json.loads(Path(__file__).with_name("competency_lines.json").read_text("utf-8"))


def competency_names(folder: Path) -> Names:
    """The names and synonyms of the library's competencies."""
    told, called = material(), {}
    for path in sorted(folder.glob("*.json")):
        entry = json.loads(path.read_text("utf-8"))
        for lang in LANGUAGES:
            called[entry["key"], lang] = tuple(dict.fromkeys((entry["name"][lang], *entry["skill"]["synonyms"][lang])))
    keys = {key for key, _lang in called}
    shared = {key: {key, *told["general"], *(one for group in told["related"] if key in group for one in group)} for key in keys}
    return Names(called, shared)


def deeds(folder: Path) -> list[Deed]:
    """The phrases of the library that show something, and the short lines of its competencies."""
    behaviours, phrases = library(folder)
    keys = {one.competency for one in behaviours}
    shown = [Deed(one.text, one.competency, one.lang, False) for one in phrases if one.shows]
    lines = ((key, lang, text) for key, told in material()["lines"].items() if key in keys for lang in LANGUAGES for text in told[lang])
    return [*shown, *(Deed(text, key, lang, True) for key, lang, text in lines)]


def directions(reader: Reader, told: Sequence[Deed], names: Names, without: Collection[str] = ()) -> dict[str, np.ndarray]:
    """The arrays of :class:`KnownCompetencies` for sentence vectors and for word vectors.

    :param told: deeds of the library, no lines
    :param without: competencies that nothing may be known of
    """
    arrays: dict[str, np.ndarray] = {}
    known = [one for one in told if one.competency not in without]
    groups = sorted({(one.lang, one.competency) for one in known})
    called = [names.called[key, lang] for lang, key in groups]
    for feature, windows_of, rows_of in (
        ("vector_shown", window_vectors, lambda name: reader.statement(name).vectors[0]),
        ("bag_shown", window_bags, lambda name: reader.statement(name).bags[0]),
    ):
        found = [_discriminants(known, lang, windows_of, reader) for lang in sorted({lang for lang, _key in groups})]
        stored = {
            "keys": quantised(unit_rows(np.array([rows_of(name) for own in called for name in own]))),
            "shown": quantised(np.concatenate([shown for shown, _offsets in found])),
            "offsets": np.concatenate([offsets for _shown, offsets in found]).astype(np.float32),
            "firsts": np.cumsum([0, *map(len, called)])[:-1].astype(np.int32),
            "chinese": np.array([lang == "zh" for lang, _key in groups]),
        }
        arrays |= {f"{feature}.{part}": value for part, value in stored.items()}
    return arrays


def _discriminants(told: Sequence[Deed], lang: str, windows_of, reader: Reader) -> tuple[np.ndarray, np.ndarray]:
    """For each competency of a language, in the order of their keys, a direction of length 1 and its offset."""
    own = [one for one in told if one.lang == lang]
    rows = np.array([windows_of(reader.text(one.text))[0] for one in own], dtype=np.float64)
    keys, number = np.unique([one.competency for one in own], return_inverse=True)
    centre = rows.mean(axis=0)
    means = np.array([rows[number == at].mean(axis=0) for at in range(len(keys))])
    scatter = np.cov((rows - means[number]).T, bias=True)
    scatter += _SHRINKAGE * np.trace(scatter) / len(scatter) * np.eye(len(scatter))
    shown = unit_rows(np.linalg.solve(scatter, (means - centre).T).T)
    return shown, -shown @ centre


def competencies(reader: Reader, library_folder: Path, deed: Mapping[str, DeedModel], heads: Mapping[str, Head]) -> dict[str, np.ndarray]:
    """Everything about names of competencies.

    :param reader: its forms tell what postings say of names
    :param deed: the classifiers of manners, by variant
    :param heads: the regressions about names in postings, and the last ones for behaviours without phrases
    :return: the directions, the regressions that use them, and how the usual deed speaks
    """
    names, told = competency_names(library_folder), deeds(library_folder)
    reader.read(one.text for one in told)
    told = [one for one in told if reader.text(one.text).units]
    asked = [one for at, one in enumerate(told) if one.line or at % _EVERY == 0]
    known = [one for one in told if not one.line]
    fold = fit.folds([one.competency for one in asked])
    part = np.array([-1 if one.line else _part(one.text) for one in asked])
    arrays = directions(reader, known, names)
    for head, parts, without in zip(SHOWN_HEADS, (part, fold), (_without_part, _without_fold), strict=True):
        # where nothing is known of the right name, nothing may be known of the others either: that would tell it
        same = _together(asked, fold) if head == "new" else None
        chosen = list(_candidates(reader, asked, names, same))
        shown = _shown(reader, asked, chosen, parts, lambda number, of=without: directions(reader, of(known, asked, fold, number), names))
        near = _named(reader, asked, chosen) | dict(zip(SHOWN, shown.T, strict=True))
        for variant in (LEXICAL, LOCAL):
            said = asked_for(heads, variant, near)
            name = f"{variant}.{head}"
            arrays |= _head(name, said, near, [len(own) for own in chosen], fold, np.array([one.line for one in asked]))
    for variant in (LEXICAL, LOCAL):
        speaks = np.concatenate([deed[variant].judge(reader.text(one.text)) for one in asked])
        arrays[f"{variant}.usual_deed"] = np.array(deed_part(heads[f"{variant}.plain.behaviour"], speaks).mean())
    return arrays


def _part(text: str) -> int:
    return zlib.crc32(text.encode("utf-8")) % _PARTS


def _without_part(known: Sequence[Deed], _asked: Sequence[Deed], _fold: np.ndarray, number: int) -> list[Deed]:
    return [one for one in known if _part(one.text) != number]


def _without_fold(known: Sequence[Deed], asked: Sequence[Deed], fold: np.ndarray, number: int) -> list[Deed]:
    without = {one.competency for one, own in zip(asked, fold.tolist(), strict=True) if own == number}
    return [one for one in known if one.competency not in without]


def _together(asked: Sequence[Deed], fold: np.ndarray) -> dict[str, set[str]]:
    """For each competency all those of its fold."""
    of = {one.competency: number for one, number in zip(asked, fold.tolist(), strict=True)}
    return {key: {other for other in of if of[other] == of[key]} for key in of}


def _candidates(reader: Reader, asked: Sequence[Deed], names: Names, among: Mapping[str, Collection[str]] | None) -> Iterator[list[str]]:
    """For each deed a name of its competency, and names of others, one of which is near.

    :param among: for each competency those that the others may be; all where it is not given
    """
    draw = np.random.default_rng(fit.SEED)
    first = {key: reader.statement(called[0]).vectors[0] for key, called in names.called.items()}
    for one in asked:
        others = [key for key in names.strangers(one.competency) if among is None or key in among[one.competency]]
        others = others or names.strangers(one.competency)
        own = first[one.competency, one.lang]
        nearest = sorted(others, key=lambda key, own=own, lang=one.lang: -float(first[key, lang] @ own))[:_NEAREST]
        drawn = draw.choice(others, min(_STRANGERS, len(others)), replace=False)
        picked = dict.fromkeys([*draw.choice(nearest, 1).tolist(), *drawn.tolist()])
        yield [_called(names.called[key, one.lang], draw) for key in (one.competency, *picked)]


def _called(names: Sequence[str], draw: np.random.Generator) -> str:
    """Half of the time the usual name."""
    return names[0] if draw.random() < 0.5 or len(names) == 1 else names[int(draw.integers(1, len(names)))]


def _shown(reader: Reader, asked: Sequence[Deed], chosen: Sequence[list[str]], parts: np.ndarray, known) -> np.ndarray:
    """The features of :data:`SHOWN`, a row for each candidate, by what is known without the part that a deed is in."""
    found: list[np.ndarray] = [np.empty(0)] * len(asked)
    before = reader.forms
    for number in sorted(set(parts.tolist())):
        arrays = known(number)
        reader.forms = asked_of(arrays, "vector") | asked_of(arrays, "bag")
        for at in np.flatnonzero(parts == number).tolist():
            near = reader.only(asked[at].text, chosen[at], SHOWN)
            found[at] = np.stack([near[name][0] for name in SHOWN], axis=-1)
    reader.forms = before
    return np.concatenate(found)


def _named(reader: Reader, asked: Sequence[Deed], chosen: Sequence[list[str]]) -> dict[str, np.ndarray]:
    """What is looked at where a name is asked about, for each candidate, but for :data:`SHOWN`."""
    wanted = sorted({name for variant in (LEXICAL, LOCAL) for of in NAMES.values() for name in of(variant)})
    found = [reader.only(one.text, own, wanted) for one, own in zip(asked, chosen, strict=True)]
    return {name: np.concatenate([near[name][0] for near in found]) for name in wanted}


def _head(
    name: str, said: np.ndarray, near: Mapping[str, np.ndarray], sizes: Sequence[int], fold: np.ndarray, lines: np.ndarray
) -> dict[str, np.ndarray]:
    """The regression of one variant.

    :param name: what it is stored as; its variant comes first
    """
    features = shown_features(name.partition(".")[0])
    values = np.column_stack([said, *(near[one] for one in features)])
    labels = np.concatenate([[1] + [0] * (size - 1) for size in sizes])
    fold, lines = (np.repeat(one, sizes) for one in (fold, lines))
    weights = np.where(lines, _LINE_WEIGHT, 1.0)
    rising = 1 + sum(one not in SIZES for one in features)
    logits = fit.left_out(values, labels, fold, np.ones(len(values), dtype=bool), weights, rising)
    areas = [round(roc_auc_score(labels[rows], logits[rows]), 3) for rows in (~lines, lines)]
    print(name, "competency's name, AUC on competencies left out, phrases and lines:", *areas, flush=True)
    return fit.head_arrays(name, _levelled(fit.fit_head(values, labels, weights, rising), logits, labels, weights))


def _levelled(head: Head, logits: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> Head:
    """Platt's scaling to one in :data:`_ONE_IN`."""
    share = (weights * labels).sum() / weights.sum()
    return fit.calibrated(head, logits, labels, weights * np.where(labels == 1, (1 - share) / share / (_ONE_IN - 1), 1.0))
