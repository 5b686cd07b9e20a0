"""What our engine is compared with: cosine similarity of text and statement, or of text and the nearest phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from hr_scoring.encoders import LocalEncoder, make_encoder
from hr_scoring.text import tokens


@dataclass(frozen=True)
class Similar:
    """A baseline's answer: only a score."""

    probability: float


def _judge(pairs: Sequence, vectors_of) -> list[Similar]:
    texts = list(dict.fromkeys(text for pair in pairs for text in (pair.text, pair.statement, *pair.examples)))
    place = {text: row for row, text in enumerate(texts)}
    vectors = vectors_of(texts)
    similar = _cosines(vectors, [place[pair.text] for pair in pairs], [place[pair.statement] for pair in pairs])
    rows = [(number, place[pair.text], place[phrase]) for number, pair in enumerate(pairs) for phrase in pair.examples]
    if rows:
        numbers, left, right = np.array(rows).T
        np.maximum.at(similar, numbers, _cosines(vectors, left, right))
    return [Similar(float(value)) for value in similar]


def _cosines(vectors, left, right) -> np.ndarray:
    parts = [
        vectors[left[at : at + 4096]].multiply(vectors[right[at : at + 4096]]).sum(axis=1)
        if hasattr(vectors, "multiply")
        else (vectors[left[at : at + 4096]] * vectors[right[at : at + 4096]]).sum(axis=1)
        for at in range(0, len(left), 4096)
    ]
    return np.concatenate([np.asarray(part).ravel() for part in parts])


def words(pairs: Sequence) -> list[Similar]:
    """TF-IDF of words."""
    return _judge(pairs, TfidfVectorizer(analyzer=tokens).fit_transform)


def characters(pairs: Sequence) -> list[Similar]:
    """TF-IDF of two to four characters."""
    return _judge(pairs, TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4)).fit_transform)


def encoder(pairs: Sequence) -> list[Similar]:
    """The local encoder."""
    return _judge(pairs, _local().encode)


_kept: dict = {}


def _local():
    if "local" not in _kept:
        _kept["local"] = make_encoder("local")
    return _kept["local"]


BASELINES = {"words": words, "characters": characters}
if LocalEncoder.available():
    BASELINES["encoder"] = encoder
