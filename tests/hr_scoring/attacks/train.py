"""Make ``hr_scoring/injection_model.npz`` from the attack corpus, sentences of a grammar and the competency library.

    PYTHONPATH=hr_competency/tools python tests/hr_scoring/attacks/train.py

Prints what share of attacks is found that a fold of the cross-validation had not seen, by the model alone and together
with the rules (which were written with most of the corpus in view). Needs scikit-learn.
"""

import hashlib
import json
import random
from pathlib import Path

import grammar
import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression

from hr_scoring import injection_model
from hr_scoring.injection import matches_a_rule
from hr_scoring.model import shipped_model
from hr_scoring.normal import normalise
from hr_scoring.text import sentences

HERE = Path(__file__).parent
TOOLS = Path(injection_model.__file__).parent
LIBRARY = TOOLS.parents[1] / "data" / "library" / "competencies"
# Of honest sentences that training did not see, this share may be flagged.
FALSE_SHARE = 0.001
FOLDS = 5
# Whether they speak to the grader, and how many.
DRAWN = ((True, 4000), (False, 2500))


def attacks_and_clean():
    """Injected texts without the honest sentence before them, and honest ones that speak of similar things."""
    corpus, clean = (
        [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()] for name in ("corpus.jsonl", "clean.jsonl")
    )
    attacks = [row["text"].removeprefix(row.get("honest", "")) for row in corpus if row["kind"] == "injection"]
    return [normalise(text).text for text in attacks], [normalise(row["text"]).text for row in clean]


def library_sentences():
    """All phrases of the library, sentence by sentence, in a fixed random order."""
    found = []
    for path in sorted(LIBRARY.glob("*.json")):
        for row in json.loads(path.read_text("utf-8"))["indicators"]:
            for phrases in (row[field][lang] for field in ("examples", "counter_examples") for lang in ("en", "zh")):
                found += [span.text for phrase in phrases for span in sentences(normalise(phrase["t"]).text)]
    random.Random(1).shuffle(found)
    return found


def table(texts):
    """Texts × bins, rows of length 1."""
    places = [injection_model.bins(text) for text in texts]
    rows = np.repeat(np.arange(len(texts)), [len(each) for each in places])
    values = np.repeat([max(len(each), 1) ** -0.5 for each in places], [len(each) for each in places])
    worded = csr_matrix((values, (rows, np.concatenate(places).astype(int))), shape=(len(texts), injection_model.BINS))
    return hstack([worded, csr_matrix(np.array([injection_model.sense(text) for text in texts]))]).tocsr()


def word_space():
    """What the meaning of words is counted in. Where the evidence model is trained with other word vectors, this model must
    be trained again."""
    return np.frombuffer(hashlib.sha256(shipped_model().words.table.tobytes()).digest(), dtype=np.uint8)


def fitted(attacks, clean, library, drawn):
    """A regression in which attacks and hard honest texts of the corpus count twenty times, those of the grammar twice.

    :param attacks: rows of :func:`table`; the others too
    :param drawn: attacks and harmless sentences of the grammar
    """
    sizes = [table.shape[0] for table in (attacks, drawn[0], clean, drawn[1], library)]
    labels = np.repeat([1, 1, 0, 0, 0], sizes)
    weights = np.repeat([20.0, 2.0, 20.0, 2.0, 1.0], sizes)
    return LogisticRegression(C=10, max_iter=500).fit(vstack([attacks, drawn[0], clean, drawn[1], library]), labels, sample_weight=weights)


def threshold(model, held_out):
    """The value that one in a thousand honest sentences exceeds."""
    return float(np.quantile(model.decision_function(held_out), 1 - FALSE_SHARE))


def cross_validated(attacks, by_rule, clean, seen, held_out, drawn):
    """The share of attacks found in folds that were left out; by the model, by the rules, by either."""
    order = np.random.default_rng(0).permutation(len(by_rule))
    by_model = np.zeros(len(by_rule), dtype=bool)
    for fold in range(FOLDS):
        out = order[fold::FOLDS]
        model = fitted(attacks[sorted(set(order) - set(out))], clean, seen, drawn)
        by_model[out] = model.decision_function(attacks[out]) > threshold(model, held_out)
    return by_model.mean(), by_rule.mean(), (by_model | by_rule).mean()


def main():
    """Validate, fit, store."""
    (attacks, clean), library = attacks_and_clean(), library_sentences()
    drawn = [table([normalise(text).text for text in grammar.sentences(*kind)]) for kind in DRAWN]
    by_rule = np.array([matches_a_rule(text) for text in attacks])
    attacks, clean, seen, held_out = map(table, (attacks, clean, library[::2], library[1::2]))
    found = cross_validated(attacks, by_rule, clean, seen, held_out, drawn)
    print("found unseen by the model {:.2f}, by the rules {:.2f}, by either {:.2f}".format(*found))
    limit = threshold(fitted(attacks, clean, seen, drawn), held_out)
    model = fitted(attacks, clean, vstack([seen, held_out]), drawn)
    words, senses = np.split(model.coef_[0], [injection_model.BINS])
    scale = float(np.abs(words).max() / 127)
    np.savez_compressed(
        TOOLS / "injection_model.npz",
        weights=np.round(words / scale).astype(np.int8),
        scale=np.float64(scale),
        senses=np.round(senses, 4),
        space=word_space(),
        offset=np.float64(model.intercept_[0] - limit),
    )
    print(f"{attacks.shape[0]} attacks, {clean.shape[0]} hard honest texts, {len(library)} phrases; threshold {limit:.2f}")


if __name__ == "__main__":
    main()
