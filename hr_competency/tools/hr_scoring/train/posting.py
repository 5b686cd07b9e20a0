"""Learning to tell what asks for something, as postings do, from what tells of something, as people do of themselves."""

from __future__ import annotations

import zlib
from itertools import pairwise
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from . import fit
from .competencies import deeds
from .material import bare_behaviours, is_measured, library, rows, short_lines, siblings, spans
from .pairs import Reader
from .skills import taught

# Of the library's phrases, and of marked sentences of postings, one in so many: they would be most of all that is learned from.
_EVERY = 3
# Sentences of postings with fewer words are headings.
_LEAST = 6
_LINES = 3.0


def posting(reader: Reader, library_folder: Path, sets: Path) -> dict[str, np.ndarray]:
    """The arrays of the classifier, a :class:`..deed.DeedModel` with one class; it looks at words only, so that it is the same
    with any encoder."""
    asking = [one.text for one in taught()], _drawn(_marked(sets))
    lines = [one.text for one in deeds(library_folder) if one.line] + [one.text for one in short_lines()]
    told = [text for one in siblings() for text, *_rest in one.deeds] + [one.text for one in bare_behaviours()[1]]
    parts = [*asking, _drawn([one.text for one in library(library_folder)[1]]), told, lines]
    reader.read(text for part in parts for text in part)
    parts = [[text for text in part if reader.text(text).units] for part in parts]
    design = fit.deed_design([reader.text(text) for part in parts for text in part], encoded=False)
    bounds = np.cumsum([0, *map(len, parts)])
    labels = (np.arange(bounds[-1]) < bounds[len(asking)]).astype(int)
    weights = np.where(np.arange(bounds[-1]) < bounds[-2], 1.0, _LINES)
    fold = np.arange(len(labels)) % fit.FOLDS
    found = np.zeros(len(labels))
    for number in range(fit.FOLDS):
        seen = fold != number
        found[~seen] = fit.fit_deed(design[seen], labels[seen], weights[seen]).decision_function(design[~seen])
    print("asks or tells, AUC on what was left out", round(roc_auc_score(labels, found), 3), flush=True)
    for name, (first, last) in zip(("written", "marked", "library", "deeds", "lines"), pairwise(bounds), strict=True):
        print("taken for postings:", name, int((found[first:last] > 0).sum()), "of", last - first, flush=True)
    return {f"posting.{part}": value for part, value in fit.deed_arrays(fit.fit_deed(design, labels, weights)).items()}


def _marked(sets: Path) -> list[str]:
    told = (row for row in rows(sets, "skillspan_en_train") if len(row["tokens"]) > _LEAST)
    return [" ".join(row["tokens"]) for row in told if not any(map(is_measured, spans(row)))]


def _drawn(texts: list[str]) -> list[str]:
    return [text for text in texts if zlib.crc32(text.encode("utf-8")) % _EVERY == 0]
