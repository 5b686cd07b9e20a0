"""Sentences about skills, written for this project: what is known of a name, see :class:`..known_names.KnownNames`."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from ..features import window_bags, window_vectors
from ..known_names import KnownNames
from ..profiles import unit_rows
from .pairs import Reader
from .vocabulary import quantised

_FOLDER = Path(__file__).parent
# One name in so many is kept for measuring, with all sentences that ask for it.
_MEASURED = 8
# How many directions of the names are kept, and how soon another name is too far: chosen on names left out.
_KEPT = 256
_SHARPNESS = {"vector_named": 12.0, "bag_named": 8.0}
# More sentences about a name make it count a little more.
_SENTENCES = 0.25


@dataclass(frozen=True, slots=True)
class Posting:
    """A sentence of a job posting and the skills that it asks for; ``said`` where it names the first."""

    text: str
    skills: tuple[str, ...]
    lang: str
    said: bool
    writer: int


@dataclass(frozen=True, slots=True)
class Group:
    """Names that share sentences. Those of one ``source`` speak alike, and how they speak tells nothing."""

    names: tuple[str, ...]
    texts: tuple[str, ...]
    source: str


@lru_cache(maxsize=1)
def postings() -> tuple[Posting, ...]:
    """All sentences of postings."""
    lines = (_FOLDER / "postings.jsonl").read_text("utf-8").splitlines()
    return tuple(
        Posting(row["text"], tuple(row["skills"]), row["lang"], row["kind"] == "said", row["by"]) for row in map(json.loads, lines)
    )


def is_kept_out(name: str) -> bool:
    """Whether a skill of the postings is kept for measuring; nothing is learned from sentences about it."""
    return zlib.crc32(name.lower().encode("utf-8")) % _MEASURED == 0


def taught() -> list[Posting]:
    """The sentences that are learned from."""
    return [one for one in postings() if not any(map(is_kept_out, one.skills))]


def groups(sentences: Sequence[Posting], without: Collection[str] = ()) -> list[Group]:
    """Everything that is known of names.

    :param sentences: those of postings
    :param without: names that nothing may be known of
    """
    left_out = {name for one in postings() for name in one.skills if is_kept_out(name)} | set(without)
    by_name: dict[tuple[str, str], list[str]] = {}
    for one in sentences:
        for name in one.skills:
            by_name.setdefault((one.lang, name), []).append(one.text)
    found = [Group((name,), tuple(texts), f"posting {lang}") for (lang, name), texts in by_name.items()]
    return [*found, *_phrases(left_out)]


def _phrases(left_out: Collection[str]) -> Iterator[Group]:
    for line in (_FOLDER / "skill_phrases.txt").read_text("utf-8").splitlines():
        named, *texts = line.split(" | ")
        names = tuple(name for name in named.split("; ") if name not in left_out)
        if names:
            yield Group(names, tuple(texts), "phrases en" if named.isascii() else "phrases zh")


def known_names(reader: Reader, material: Sequence[Group]) -> dict[str, np.ndarray]:
    """The arrays of :class:`KnownNames` for sentence vectors and for word vectors."""
    arrays: dict[str, np.ndarray] = {}
    for feature, told_in, rows_of in (
        ("vector_named", window_vectors, lambda name: reader.statement(name).vectors[0]),
        ("bag_named", window_bags, lambda name: reader.statement(name).bags[0]),
    ):
        told = _told(material, [[told_in(reader.text(text))[0] for text in group.texts] for group in material])
        keys = np.array([rows_of(name) for group in material for name in group.names], dtype=np.float64)
        arrays |= {f"{feature}.{part}": value for part, value in _stored(material, keys, told).items()}
        arrays[f"{feature}.sharpness"] = np.array(_SHARPNESS[feature])
    return arrays


def _told(material: Sequence[Group], vectors: Sequence[list[np.ndarray]]) -> np.ndarray:
    """For each group the mean of its sentences, seen from the mean of their source."""
    centres = {}
    for source in {group.source for group in material}:
        own = [row for group, rows in zip(material, vectors, strict=True) if group.source == source for row in rows]
        centres[source] = np.mean(own, axis=0)
    return np.array([np.mean(rows, axis=0) - centres[group.source] for group, rows in zip(material, vectors, strict=True)])


def _stored(material: Sequence[Group], keys: np.ndarray, told: np.ndarray) -> dict[str, np.ndarray]:
    sizes = [len(group.names) for group in material]
    # what a group says with one voice counts more, and names that share it divide it
    counts = np.array([(len(group.texts) / len(group.names)) ** _SENTENCES for group in material]) * np.linalg.norm(told, axis=1)
    basis = _directions(keys)
    reduced = keys @ basis
    return {
        "keys": quantised(reduced),
        "lengths": np.linalg.norm(reduced, axis=1).astype(np.float32),
        "basis": basis.astype(np.float16),
        "told": quantised(unit_rows(told)),
        "firsts": np.cumsum([0, *sizes])[:-1].astype(np.int32),
        "weights": np.repeat(counts, sizes).astype(np.float32),
    }


def _directions(keys: np.ndarray) -> np.ndarray:
    """The directions in which names differ most."""
    if keys.shape[1] <= _KEPT:
        return np.eye(keys.shape[1])
    return np.linalg.eigh(keys.T @ keys)[1][:, ::-1][:, :_KEPT]


def known(arrays: dict[str, np.ndarray]) -> dict[str, KnownNames]:
    """As the engine uses them."""
    return {feature: KnownNames.of(arrays, feature) for feature in _SHARPNESS}
