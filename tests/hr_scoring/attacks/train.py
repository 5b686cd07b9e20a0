"""Make ``hr_scoring/injection_model.npz`` from the attacks and harmless texts in this folder, and the competency library.

    PYTHONPATH=hr_competency/tools python tests/hr_scoring/attacks/train.py [FILE.jsonl.gz ...]

The files are further ordinary texts (their ``text``, ``answer`` or ``sentence``), which need no labels. Writers are left out
in turn; prints what share of their attacks is found, and what share of their harmless texts is flagged, by a model that
never saw a line of theirs. Needs scikit-learn and the local encoder.
"""

import gzip
import hashlib
import json
import random
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

import grammar
import material
import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.linear_model import LogisticRegression

from hr_scoring import injection_model
from hr_scoring.encoders import LocalEncoder, vector_space
from hr_scoring.injection import own_words
from hr_scoring.injection_bins import BINS, COUNTED, KIND_BINS
from hr_scoring.injection_model import LEAST, MEANT, PAIRS, said_of, view
from hr_scoring.model import LEXICAL, LOCAL, shipped_model
from hr_scoring.normal import has_cjk, normalise
from hr_scoring.text import sentences

TOOLS = Path(injection_model.__file__).parent
LIBRARY = TOOLS.parents[1] / "data" / "library" / "competencies"
# Of harmless texts about grading, machines and rules by a writer who was left out, and of ordinary sentences, this share
# may be flagged at most: for sure, which costs what the sentence earns, and so that a person looks, which costs nothing.
SURE, PERHAPS = (0.0055, 0.0007), (0.05, 0.008)
FOLDS = 4
# Files of answers, honest ones, that the engine's other models learn from.
ANSWERS = ("behaviours.jsonl", "siblings.jsonl", "points.jsonl", "grades.jsonl")
C = 30
# The columns that a model is fitted to: all, and words and characters alone. Their sum knows writers who were left out better
# than the first, in which what several columns tell is shared between them.
VIEWS = (slice(None), slice(0, BINS), slice(BINS, 2 * BINS))
# How many kinds of words there are, from fine to coarse.
KINDS = (1000, 250, 60)
# Sentences of the grammar: whether they speak to the grader, and how many.
DRAWN = ((True, 3000), (False, 2000))
# How much a text of each kind counts, one of a collection (see :func:`_collected`) beside others, and a sentence of a harmless
# text beside the whole.
WEIGHTS = {"written": 1.0, "drawn": 0.2, "plain": 1.0}
COLLECTED, A_SENTENCE = 3.0, 0.7


@dataclass
class Part:
    """Texts of one kind and whether they are attacks. ``folds`` says in which fold each is left out, -1 for never;
    ``writers`` is who wrote each, nothing where that is not known."""

    texts: list[str]
    attack: bool
    kind: str
    folds: np.ndarray
    writers: np.ndarray


@dataclass
class Table:
    """What the model weighs: a row for each sentence of each text, and for the whole where it has several. ``own`` is the
    number of the text of each row, ``weights`` how much the row counts in training."""

    values: csr_matrix
    own: np.ndarray
    weights: np.ndarray
    attack: bool

    def most(self, values):
        """The highest value among the rows of each text."""
        found = np.full(self.own[-1] + 1, -np.inf)
        np.maximum.at(found, self.own, values)
        return found


def plain(text):
    """A text as the engine reads it."""
    return normalise(text).text


def ordinary(paths):
    """Sentences of the library, of the answers and lines of CVs that the evidence model learns from, and of the files named."""
    found = []
    for path in sorted(LIBRARY.glob("*.json")):
        for row in json.loads(path.read_text("utf-8"))["indicators"]:
            found += [phrase["t"] for field in ("examples", "counter_examples") for lang in ("en", "zh") for phrase in row[field][lang]]
    found += [row["text"] for row in json.loads((TOOLS / "train" / "answers.json").read_text("utf-8"))]
    found += [line for lines in json.loads((TOOLS / "train" / "cv_lines.json").read_text("utf-8")).values() for line in lines]
    found += [text for name in ANSWERS for line in (TOOLS / "train" / name).open(encoding="utf-8") for text in _texts_of(json.loads(line))]
    found = [span.text for text in found for span in sentences(plain(text))]
    for path in paths:
        lines = gzip.decompress(Path(path).read_bytes()).decode("utf-8").splitlines()
        more = sorted({text for line in lines if (text := _text_of(json.loads(line)))})
        random.Random(2).shuffle(more)
        found += [span.text for text in more[:2500] for span in sentences(plain(text))][:2500]
    return list(dict.fromkeys(found))


def _texts_of(row):
    """The text of a row, or those of the answers, deeds and arguments in it."""
    return [row["text"]] if "text" in row else [one["text"] for name in ("answers", "deeds", "arguments") for one in row.get(name, ())]


def _text_of(row):
    return " ".join(row["tokens"]) if "tokens" in row else row.get("text") or row.get("answer") or row.get("sentence")


def parts_of(paths):
    """All material."""
    found = []
    for kind in ("attacks", "harmless"):
        told = {plain(text): writer for text, writer in material.training(kind).items()}
        folds = [_fold(text, writer) for text, writer in told.items()]
        found.append(Part(list(told), kind == "attacks", "written", np.array(folds), np.array(list(told.values()))))
    usual = ordinary(paths)
    found.append(_unwritten(usual, False, "plain", np.random.default_rng(0).integers(0, FOLDS, len(usual))))
    for kind in DRAWN:
        drawn = [plain(text) for text in grammar.sentences(*kind)]
        found.append(_unwritten(drawn, kind[0], "drawn", np.full(len(drawn), -1)))
    return found


def _unwritten(texts, attack, kind, folds):
    return Part(texts, attack, kind, folds, np.full(len(texts), ""))


def _fold(text, writer):
    """Writers have letters and are left out as a whole, but the first stays; of collections a part is."""
    if _collected(writer):
        return zlib.crc32(text.encode("utf-8")) % FOLDS
    return ord(writer) % FOLDS if writer else -1


def _collected(writer):
    """The corpus and harmless texts on one topic are named after it and by nobody in particular."""
    return len(writer) > 1


def table(part, encoder):
    """A part as the model sees it.

    :param encoder: adds the vectors of sentences; ``None`` for what the model sees without
    """
    told = [[span.text for span in sentences(text)] or [text] for text in part.texts]
    rows, own, weights = [], [], []
    for number, (each, writer) in enumerate(zip(told, part.writers, strict=True)):
        whole = WEIGHTS[part.kind] * (COLLECTED if _collected(writer) else 1.0)
        alone = [whole] if len(each) == 1 else [0.0 if part.attack else A_SENTENCE * whole] * len(each) + [whole]
        rows += [[sentence] for sentence in each] + [each] * (len(each) > 1)
        own += [number] * len(alone)
        weights += alone
    return Table(_values(rows, encoder), np.array(own), np.array(weights), part.attack)


def _values(rows, encoder):
    """Bins of words, characters and kinds, pairs of classes for any language, for Chinese, for English, the word vectors,
    and those of the sentences."""
    different = list(dict.fromkeys(sentence for row in rows for sentence in row))
    senses = None if encoder is None else encoder.encode(different)
    seen = dict(zip(different, said_of([own_words(one) for one in different], senses), strict=True))
    views = [view([seen[sentence] for sentence in row]) for row in rows]
    pairs = csr_matrix(np.array([each.pairs.ravel() for each in views]))
    chinese = np.array([[float(each.chinese)] for each in views])
    found = [_counted(views, name) for name in COUNTED]
    found += [pairs, pairs.multiply(chinese), pairs.multiply(1 - chinese), csr_matrix(MEANT * np.array([each.bag for each in views]))]
    return hstack(found + ([] if encoder is None else [csr_matrix(MEANT * np.array([each.sense for each in views]))])).tocsr()


def _counted(views, name):
    places = [getattr(each, name) for each in views]
    lengths = [len(each) for each in places]
    values = np.repeat([max(length, LEAST[name]) ** -0.5 for length in lengths], lengths)
    bins = KIND_BINS if name == "kinds" else BINS
    return csr_matrix((values, (np.repeat(np.arange(len(views)), lengths), np.concatenate(places))), shape=(len(views), bins))


def fitted(tables, kept, view):
    """A regression over the rows that are kept of each table and the columns of a view: a weight for each column of the
    table, 0 for others, and at the end the intercept."""
    kept = [rows & (one.weights > 0) for rows, one in zip(kept, tables, strict=True)]
    labels = np.concatenate([np.full(rows.sum(), one.attack) for rows, one in zip(kept, tables, strict=True)])
    weights = np.concatenate([one.weights[rows] for rows, one in zip(kept, tables, strict=True)])
    stacked = vstack([one.values[rows, view] for one, rows in zip(tables, kept, strict=True)])
    model = LogisticRegression(C=C, solver="liblinear", max_iter=60, tol=3e-3, random_state=0).fit(stacked, labels, sample_weight=weights)
    found = np.zeros(tables[0].values.shape[1] + 1)
    found[:-1][view], found[-1] = model.coef_[0], model.intercept_[0]
    return found


def valued(one, weights):
    """The value of each row of a table."""
    return one.values @ weights[:-1] + weights[-1]


def cross_validated(tables, parts, view):
    """For each row of each part the value by a model that saw nothing of its writer; of texts that are never left out none."""
    values = [np.full(len(one.own), np.nan) for one in tables]
    for fold in range(FOLDS):
        left = [part.folds[one.own] == fold for one, part in zip(tables, parts, strict=True)]
        model = fitted(tables, [~rows for rows in left], view)
        for one, rows, value in zip(tables, left, values, strict=True):
            value[rows] = valued(one, model)[rows]
    return values


def mixture(tables, validated):
    """How much the model of each view counts in a sum of them, by rows whose writer it did not see.

    :param validated: for each view the values of all tables
    """
    kept = [~np.isnan(values) & (one.weights > 0) for one, values in zip(tables, validated[0], strict=True)]
    labels = np.concatenate([np.full(rows.sum(), one.attack) for rows, one in zip(kept, tables, strict=True)])
    weights = np.concatenate([one.weights[rows] for rows, one in zip(kept, tables, strict=True)])
    columns = [np.concatenate([value[rows] for rows, value in zip(kept, values, strict=True)]) for values in validated]
    return LogisticRegression(C=1000).fit(np.stack(columns, axis=1), labels, sample_weight=weights).coef_[0]


def trained(tables, parts, name):
    """The weights of the sum of all views, and the two thresholds."""
    validated = [cross_validated(tables, parts, view) for view in VIEWS]
    mixed = mixture(tables, validated)
    values = [
        one.most(sum(share * value for share, value in zip(mixed, each, strict=True)))
        for one, each in zip(tables, zip(*validated, strict=True), strict=True)
    ]
    print(name, "views", mixed.round(2))
    everything = [np.ones(len(one.own), dtype=bool) for one in tables]
    return sum(share * fitted(tables, everything, view) for share, view in zip(mixed, VIEWS, strict=True)), thresholds(values, parts, name)


def thresholds(values, parts, name):
    """The two thresholds, by texts of writers who were left out; prints what they reach."""
    hard, usual = (value[~np.isnan(value)] for value in values[1:3])
    limits = [max(np.quantile(hard, 1 - share), np.quantile(usual, 1 - rest)) for share, rest in (SURE, PERHAPS)]
    for kind, limit in zip(("sure", "perhaps"), limits, strict=True):
        for language, chinese in (("zh", True), ("en", False)):
            shares = [_share(part, value, chinese, limit) for part, value in zip(parts[:3], values[:3], strict=True)]
            told = "{:.3f} of attacks found, {:.4f} of harmless and {:.4f} of ordinary texts flagged".format(*shares)
            print(f"{name}, {kind}, {language}: {told}", flush=True)
    for writer in sorted({*parts[0].writers, *parts[1].writers} - {""}):
        shares = {
            kind: _of_writer(part, value, writer, limits) for kind, part, value in zip(("attacks", "harmless"), parts, values, strict=False)
        }
        print("  ", writer, shares, flush=True)
    return limits


def _share(part, values, chinese, limit):
    """Of the texts of a part in one language that were left out, the share above a limit."""
    own = np.array([has_cjk(text) is chinese for text in part.texts]) & ~np.isnan(values)
    return (values[own] > limit).mean()


def _of_writer(part, values, writer, limits):
    own = values[part.writers == writer]
    return [round(float((own > limit).mean()), 3) for limit in limits] if len(own) else []


def weighed(model, limits, name):
    """The numbers of one model as they are stored: whole ones where there are many."""
    ends = np.cumsum([*(KIND_BINS if one == "kinds" else BINS for one in COUNTED), 3 * PAIRS, 3 * PAIRS, 3 * PAIRS])
    *counted, any_pairs, zh_pairs, en_pairs, rest = np.split(model[:-1], ends)
    scales = np.array([np.abs(one).max() for one in counted]) / 127
    width = 2 * shipped_model().words.table.shape[1]
    found = {one: np.round(weights / scale).astype(np.int8) for one, weights, scale in zip(COUNTED, counted, scales, strict=True)}
    found["pairs"] = np.round([any_pairs + en_pairs, any_pairs + zh_pairs], 3).astype(np.float32).reshape(2, 3, PAIRS)
    found |= {"bag": np.round(rest[:width], 4), "sense": np.round(rest[width:], 4), "scales": scales}
    found |= {"offset": np.float64(model[-1] - limits[0]), "doubt": np.float64(limits[0] - limits[1])}
    return {f"{name}_{key}": value for key, value in found.items()}


def kinds_of_words():
    """The fine kind of each row of the word vectors, and the two coarser kinds of each fine one."""
    vectors = shipped_model().words.table[:-1]
    fine = MiniBatchKMeans(KINDS[0], random_state=0, n_init=1, batch_size=4096, max_iter=60).fit(vectors)
    coarser = [KMeans(count, random_state=0, n_init=2).fit_predict(fine.cluster_centers_) for count in KINDS[1:]]
    return {"kinds": fine.labels_.astype(np.uint16), "coarser": np.array(coarser, dtype=np.uint8)}


def save(arrays):
    """Store all arrays; what a model is made of must be there before it is trained."""
    np.savez_compressed(TOOLS / "injection_model.npz", **arrays)


def main():
    """Validate, fit, store."""
    # Where the evidence model is trained with other word vectors, this model must be trained again.
    space = hashlib.sha256(shipped_model().words.table.tobytes()).digest()
    encoder = LocalEncoder()
    arrays = {"space": np.frombuffer(space, dtype=np.uint8), "encoder": np.array(vector_space(encoder)), **kinds_of_words()}
    save(arrays)
    parts = parts_of(sys.argv[1:])
    print([f"{part.kind}, {'attack' if part.attack else 'harmless'}: {len(part.texts)}" for part in parts])
    for name, sense in ((LEXICAL, None), (LOCAL, encoder)):
        tables = [table(part, sense) for part in parts]
        arrays |= weighed(*trained(tables, parts, name), name)
        save(arrays)


if __name__ == "__main__":
    main()
