"""Learning what a sentence tells of a skill that it does not name: forms (:class:`..forms.Form`) by which it is nearest to the
skills that it asks for.

The pairs are sentences of postings with the skills that they imply, phrases with the names that they speak of, and marked
sentences without one of the skills that they name: what is left tells what kind of skill was meant.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ..features import window_bags, window_vectors
from .forms import Manner, Shown, form_arrays, learn
from .material import cut, marked
from .pairs import Reader
from .skills import groups, taught

# Chosen on names left out.
_MANNERS = {"vector_unsaid": Manner(96, 3.0, 0.0), "bag_unsaid": Manner(48, 1.0, 0.0)}
_PHRASE_WEIGHT = 0.6
# What is left of a sentence must have so many words.
LEAST_LEFT = 4


class Pair(NamedTuple):
    """A text and the name of a skill that it asks for without saying it; those of one ``source`` speak alike."""

    text: str
    name: str
    weight: float
    source: str


def pairs(sets: Path, without: Collection[str] = ()) -> list[Pair]:
    """All pairs.

    :param without: names that nothing may be known of
    """
    return [*_cut(sets, without), *_postings(without), *_phrases(without)]


def _cut(sets: Path, without: Collection[str]) -> Iterator[Pair]:
    for sentence, own in marked(sets):
        if set(own).isdisjoint(without):
            left = ((cut(sentence, span), span) for span in dict.fromkeys(own))
            yield from (Pair(text, span, 1.0, "marked") for text, span in left if len(text.split()) >= LEAST_LEFT)


def _postings(without: Collection[str]) -> Iterator[Pair]:
    for one in taught():
        if set(one.skills).isdisjoint(without):
            yield from (Pair(one.text, name, 1.0, f"posting {one.lang}") for name in one.skills)


def _phrases(without: Collection[str]) -> Iterator[Pair]:
    for group in groups((), without):
        weight = _PHRASE_WEIGHT / len(group.names)
        yield from (Pair(text, name, weight, group.source) for text in group.texts for name in group.names)


def unsaid(reader: Reader, told: list[Pair]) -> dict[str, np.ndarray]:
    """The arrays of the forms for sentence vectors and for word vectors."""
    reader.read(one.text for one in told)
    told = [one for one in told if reader.text(one.text).units]
    weights, sources = np.array([one.weight for one in told]), np.array([one.source for one in told])
    arrays: dict[str, np.ndarray] = {}
    for feature, told_in, rows_of in (
        ("vector_unsaid", window_vectors, lambda name: reader.statement(name).vectors[0]),
        ("bag_unsaid", window_bags, lambda name: reader.statement(name).bags[0]),
    ):
        texts = np.concatenate([told_in(reader.text(one.text)) for one in told])
        names = np.array([rows_of(one.name) for one in told], dtype=np.float64)
        arrays |= form_arrays(feature, learn(Shown(texts, names, weights, sources, sources), _MANNERS[feature]))
    return arrays
