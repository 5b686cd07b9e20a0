"""Make ``hr_scoring/injection_model.npz`` from the attacks and harmless texts in this folder, and the competency library.

    PYTHONPATH=hr_competency/tools python tests/hr_scoring/attacks/train.py [FILE.jsonl.gz ...]

The files are further ordinary texts (their ``text``, ``answer`` or ``sentence``), which need no labels. Prints what share
of attacks is found that a fold of the cross-validation had not seen, and what share of harmless texts is flagged. Needs
scikit-learn.
"""

import gzip
import hashlib
import json
import random
import sys
from dataclasses import dataclass
from pathlib import Path

import grammar
import material
import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression

from hr_scoring import injection_model
from hr_scoring.injection_model import BINS, PAIRS, View, said, view
from hr_scoring.model import shipped_model
from hr_scoring.normal import normalise
from hr_scoring.text import sentences

TOOLS = Path(injection_model.__file__).parent
LIBRARY = TOOLS.parents[1] / "data" / "library" / "competencies"
# Of harmless texts about grading, machines and rules, and of ordinary sentences, this share may be flagged at most when
# training had not seen them: for sure, and so that a person looks.
SURE, PERHAPS = (0.02, 0.0022), (0.08, 0.004)
FOLDS = 5
C = 30
# Sentences of the grammar: whether they speak to the grader, and how many.
DRAWN = ((True, 4000), (False, 2500))
# How much a text of each kind counts.
WEIGHTS = {"written": 1.0, "drawn": 0.2, "plain": 0.2}
MOST_PLAIN = 9000


@dataclass
class Part:
    """Texts of one kind and whether they are attacks."""

    texts: list[str]
    attack: bool
    kind: str


def plain(text):
    """A text as the engine reads it."""
    return normalise(text).text


def ordinary(paths):
    """Sentences of the library and of the files named, in a fixed random order."""
    found = []
    for path in sorted(LIBRARY.glob("*.json")):
        for row in json.loads(path.read_text("utf-8"))["indicators"]:
            found += [phrase["t"] for field in ("examples", "counter_examples") for lang in ("en", "zh") for phrase in row[field][lang]]
    found = [span.text for text in found for span in sentences(plain(text))]
    random.Random(1).shuffle(found)
    found = found[:MOST_PLAIN]
    for path in paths:
        lines = gzip.decompress(Path(path).read_bytes()).decode("utf-8").splitlines()
        more = sorted({text for line in lines if (text := _text_of(json.loads(line)))})
        random.Random(2).shuffle(more)
        found += [span.text for text in more[:2500] for span in sentences(plain(text))][:2500]
    random.Random(3).shuffle(found)
    return found


def _text_of(row):
    return " ".join(row["tokens"]) if "tokens" in row else row.get("text") or row.get("answer") or row.get("sentence")


def viewed(text):
    """A whole text as the model sees it."""
    return view([said(span.text) for span in sentences(text)] or [said(text)])


def table(texts):
    """Texts × what the model weighs: bins of words and of characters, pairs for any language, for Chinese, for English,
    and the word vectors."""
    seen = [viewed(text) for text in texts]
    pairs = csr_matrix(np.array([each.pairs.ravel() for each in seen]))
    chinese = np.array([[float(each.chinese)] for each in seen])
    bags = csr_matrix(injection_model.MEANT * np.array([each.bag for each in seen]))
    parts = [_counted(seen, "words"), _counted(seen, "characters"), pairs, pairs.multiply(chinese), pairs.multiply(1 - chinese), bags]
    return hstack(parts).tocsr()


def _counted(seen: list[View], field):
    places = [getattr(each, field) for each in seen]
    lengths = [len(each) for each in places]
    values = np.repeat([max(length, injection_model.LEAST[field]) ** -0.5 for length in lengths], lengths)
    return csr_matrix((values, (np.repeat(np.arange(len(seen)), lengths), np.concatenate(places))), shape=(len(seen), BINS))


def fitted(tables, parts, kept):
    """A regression over the rows that are kept of each part."""
    labels = np.concatenate([np.full(len(rows), part.attack) for rows, part in zip(kept, parts, strict=True)])
    weights = np.concatenate([np.full(len(rows), WEIGHTS[part.kind]) for rows, part in zip(kept, parts, strict=True)])
    stacked = vstack([one[rows] for one, rows in zip(tables, kept, strict=True)])
    return LogisticRegression(C=C, solver="liblinear", max_iter=300).fit(stacked, labels, sample_weight=weights)


def cross_validated(tables, parts):
    """For each part the values that a model gave its texts which had not seen them."""
    draw = np.random.default_rng(0)
    folds = [draw.integers(0, FOLDS, one.shape[0]) for one in tables]
    values = [np.zeros(one.shape[0]) for one in tables]
    for fold in range(FOLDS):
        model = fitted(tables, parts, [np.flatnonzero(each != fold) for each in folds])
        for one, each, value in zip(tables, folds, values, strict=True):
            value[each == fold] = model.decision_function(one[each == fold])
    return values


def store(model, limit, doubt):
    """The model as whole numbers where it is large, and what its word vectors are counted in."""
    counted, spelt, any_pairs, zh_pairs, en_pairs, bag = np.split(model.coef_[0], np.cumsum([BINS, BINS, 3 * PAIRS, 3 * PAIRS, 3 * PAIRS]))
    scales = np.array([np.abs(counted).max(), np.abs(spelt).max()]) / 127
    np.savez_compressed(
        TOOLS / "injection_model.npz",
        words=np.round(counted / scales[0]).astype(np.int8),
        characters=np.round(spelt / scales[1]).astype(np.int8),
        pairs=np.round([any_pairs + en_pairs, any_pairs + zh_pairs], 3).astype(np.float32).reshape(2, 3, PAIRS),
        bag=np.round(bag, 4),
        scales=scales,
        # Where the evidence model is trained with other word vectors, this model must be trained again.
        space=np.frombuffer(hashlib.sha256(shipped_model().words.table.tobytes()).digest(), dtype=np.uint8),
        offset=np.float64(model.intercept_[0] - limit),
        doubt=np.float64(doubt),
    )


def main():
    """Validate, fit, store."""
    drawn = [Part([plain(text) for text in grammar.sentences(*kind)], kind[0], "drawn") for kind in DRAWN]
    parts = [
        Part([plain(text) for text in material.training("attacks")], True, "written"),
        Part([plain(text) for text in material.training("harmless")], False, "written"),
        Part(ordinary(sys.argv[1:]), False, "plain"),
        *drawn,
    ]
    tables = [table(part.texts) for part in parts]
    found, hard, usual, *_drawn = cross_validated(tables, parts)
    limits = [max(np.quantile(hard, 1 - share), np.quantile(usual, 1 - plain)) for share, plain in (SURE, PERHAPS)]
    for name, limit in zip(("sure", "perhaps"), limits, strict=True):
        shares = [(values > limit).mean() for values in (found, hard, usual)]
        print(name + ": unseen {:.3f} of attacks found, {:.4f} of harmless and {:.4f} of ordinary texts flagged".format(*shares))
    store(fitted(tables, parts, [np.arange(one.shape[0]) for one in tables]), limits[0], limits[0] - limits[1])
    print(
        {f"{part.kind}, {'attack' if part.attack else 'harmless'}": len(part.texts) for part in parts},
        f"thresholds {limits[0]:.2f}, {limits[1]:.2f}",
    )


if __name__ == "__main__":
    main()
