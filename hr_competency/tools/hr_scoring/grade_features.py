"""How much of a model answer is in an answer.

Every number here can only grow when a sentence is added at the end of an answer: each part of the model looks for its
best match. So a missing key point never costs marks, and length alone earns none.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from .encoders import unit_rows
from .grade_text import GradedText, says_symbol, weight
from .lexicon import term_weight

PAIR = (
    "words",
    "new_words",
    "akin",
    "amount",
    "grams",
    "new_grams",
    "symbols",
    "polarity",
    "clauses",
    "beyond",
    "weakest",
    "run",
    "sentences",
)
CONSENSUS = ("common_words", "common_grams", "common_symbols", "common_polarity", "common_clauses", "centre")
MEANING = frozenset({"clauses", "beyond", "weakest", "run", "sentences", "common_clauses", "centre"})
_NEUTRAL = 0.5
# Words of unrelated texts are about so near to each other.
_UNRELATED = 0.3
_ECHO = 0.25
# A word that is less akin to one of the model's says nothing of it.
_NEAR = 0.2
# How much of the question's vector is taken from what a clause of the model says: whatever answers a question is near to it.
_ASKED = 0.6
_DECIMALS = 5


def pair(question: GradedText, model: GradedText, answer: GradedText) -> np.ndarray:
    """One model answer against one answer.

    :return: :data:`PAIR`; what needs vectors is 0 where there are none
    """
    fresh, fresh_grams = model.terms - question.terms, model.grams - question.grams
    words = _covered(model.terms, answer.terms)
    values = {
        "words": words,
        "new_words": _covered(fresh, answer.terms) if fresh else words,
        **_by_kin(model, answer, question),
        "grams": _part(model.grams, answer.grams),
        "new_grams": _part(fresh_grams or model.grams, answer.grams),
        "symbols": _symbols(model.symbols - question.symbols, answer),
        "polarity": float(model.polarity * answer.polarity),
        **_meaning(question, model, answer),
    }
    return np.array([values[name] for name in PAIR])


def consensus(question: GradedText, models: Sequence[GradedText], answer: GradedText) -> np.ndarray:
    """What several full-mark answers have in common, against one answer.

    :return: :data:`CONSENSUS`
    """
    wanted = Counter(symbol for model in models for symbol in model.symbols - question.symbols)
    common = frozenset(symbol for symbol, count in wanted.items() if count * 2 >= len(models))
    opening = sum(model.polarity for model in models)
    agreed = int(math.copysign(1, opening)) if abs(opening) * 5 >= len(models) * 3 else 0
    clauses, centre = _common_meaning(models, answer)
    values = (
        _common([model.terms for model in models], question.terms, answer.terms, term_weight),
        _common([model.grams for model in models], question.grams, answer.grams, lambda _gram: 1.0),
        _symbols(common, answer),
        float(agreed * answer.polarity),
        clauses,
        centre,
    )
    return np.round(np.array(values), _DECIMALS)


def _covered(wanted, said) -> float:
    return round(weight(wanted & said) / max(weight(wanted), 1e-6), _DECIMALS)


def _by_kin(model: GradedText, answer: GradedText, question: GradedText) -> dict[str, float]:
    """How near the words of the model that are not the question's come to one of the answer; and how much the answer says that is
    near to the model, against what there is to say. Only what is nearer than words of unrelated texts counts, so that many
    words are not enough; a word said outright counts most."""
    wanted, said = model.meanings, answer.meanings
    if not wanted.terms or not said.terms:
        return {"akin": 0.0, "amount": 0.0}
    near = np.clip(wanted.vectors @ said.vectors.T, 0.0, 1.0)
    place = {term: at for at, term in enumerate(said.terms)}
    for at, term in enumerate(wanted.terms):
        if term in place:
            near[at, place[term]] = 1.0
    close = np.maximum(near - _UNRELATED, 0.0) / (1.0 - _UNRELATED)
    worth, told = (one.weights * [term not in question.terms for term in one.terms] for one in (wanted, said))
    shares = worth if worth.any() else wanted.weights
    # only so many words as the model has: many that are a little near would be enough otherwise
    best = np.sort(close.max(0) * told * (close.max(0) >= _NEAR))[::-1][: max(np.count_nonzero(worth), 1)]
    return {
        "akin": round(float(close.max(1) ** 2 @ shares / shares.sum()), _DECIMALS),
        "amount": round(float(best.sum()) / (worth.sum() + 1.0), _DECIMALS),
    }


def _part(wanted, said) -> float:
    return round(len(wanted & said) / max(len(wanted), 1), _DECIMALS)


def _symbols(wanted, answer: GradedText) -> float:
    return round(sum(says_symbol(one, answer) for one in wanted) / len(wanted), _DECIMALS) if wanted else _NEUTRAL


def _common(models, asked, said, weigh) -> float:
    """Coverage in which a part counts the more, the more models have it; words of the question count little."""
    count = Counter(part for model in models for part in model)
    worth = {part: weigh(part) * (n / len(models)) ** 1.5 * (_ECHO if part in asked else 1.0) for part, n in sorted(count.items())}
    return sum(value for part, value in worth.items() if part in said) / max(sum(worth.values()), 1e-6)


# --- meaning ---------------------------------------------------------------------------------------------------------


def _meaning(question: GradedText, model: GradedText, answer: GradedText) -> dict[str, float]:
    if not (_has_vectors(model) and _has_vectors(answer)):
        return {"clauses": 0.0, "beyond": 0.0, "weakest": 0.0, "run": 0.0, "sentences": 0.0}
    near = np.clip(model.vectors @ answer.vectors.T, 0.0, 1.0).max(1)
    clauses, sentences = near[: len(model)], near[len(model) :]
    shares = _clause_shares(question, model)
    values = {
        "clauses": float(shares @ clauses),
        "beyond": float(shares @ _beyond(question, model, answer)),
        "weakest": float(clauses.min()),
        "run": nearest_run(whole_vector(model), answer),
        "sentences": float(sentences.mean()),
    }
    return {name: round(value, _DECIMALS) for name, value in values.items()}


def _beyond(question: GradedText, model: GradedText, answer: GradedText) -> np.ndarray:
    """How near the answer comes to what each clause of the model says beyond the question."""
    rows = model.vectors[: len(model)]
    if _has_vectors(question):
        rows = unit_rows(rows - _ASKED * whole_vector(question))
    return np.clip(rows @ answer.vectors.T, 0.0, 1.0).max(1)


def _has_vectors(text: GradedText) -> bool:
    return text.vectors is not None and len(text) > 0


def _clause_shares(question: GradedText, model: GradedText) -> np.ndarray:
    shares = np.array([weight(terms - question.terms) + 0.3 for terms in model.clause_terms])
    return shares / shares.sum()


def whole_vector(text: GradedText) -> np.ndarray:
    """The vector of a text that has some: of the sum of its sentences."""
    return _unit(text.vectors[len(text) :].sum(0))


def nearest_run(target: np.ndarray, answer: GradedText) -> float:
    """The cosine of a vector with the nearest single sentence, or run of sentences from the beginning."""
    rows = answer.vectors[len(answer) :]
    runs = np.concatenate([rows, np.cumsum(rows, axis=0)])
    norms = np.maximum(np.linalg.norm(runs, axis=1), 1e-9)
    return float(np.clip((runs @ target) / norms, 0.0, 1.0).max())


def _common_meaning(models: Sequence[GradedText], answer: GradedText) -> tuple[float, float]:
    models = [model for model in models if _has_vectors(model)]
    if not models or not _has_vectors(answer):
        return 0.0, 0.0
    clauses = [model.vectors[: len(model)] for model in models]
    near = [np.clip(rows @ answer.vectors.T, 0.0, 1.0).max(1) for rows in clauses]
    worth = [_agreement(clauses, at) ** 2 for at in range(len(models))]
    found, worth = np.concatenate(near), np.concatenate(worth)
    return float(found @ worth / worth.sum()), nearest_run(_unit(sum(map(whole_vector, models))), answer)


def _agreement(clauses: Sequence[np.ndarray], at: int) -> np.ndarray:
    """For each clause of one model: how far the others say it too."""
    others = [np.clip(clauses[at] @ rows.T, 0.05, 1.0).max(1) for number, rows in enumerate(clauses) if number != at]
    return np.mean(others, axis=0) if others else np.ones(len(clauses[at]))


def _unit(vector: np.ndarray) -> np.ndarray:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)


# --- all numbers of an answer ----------------------------------------------------------------------------------------

REFERENCE_NAMES = PAIR
_RAW = tuple(f"{how}_{name}" for how in ("best", "mean") for name in PAIR) + CONSENSUS
EXEMPLAR_NAMES = _RAW + tuple(f"scaled_{name}" for name in _RAW)
_LEAST_RANGE = 0.1
_SCALED = (-0.5, 1.5)


def reference_features(question: GradedText, models: Sequence[GradedText], answer: GradedText) -> np.ndarray:
    """Model answers, each of them complete: the nearest counts.

    :return: :data:`REFERENCE_NAMES`
    """
    return np.max([pair(question, model, answer) for model in models], axis=0)


class Exemplars:
    """Full-mark answers to one question. They differ in words, and how far they differ tells what full marks look like.

    Each is compared with the others, which gives the value that a full-mark answer reaches; the question itself, taken
    as an answer, gives the value that saying nothing reaches. An answer is placed between the two.
    """

    def __init__(self, question: GradedText, models: Sequence[GradedText]):
        self._question = question
        self._models = list(models)
        self._floor = self._raw(self._models, question)
        own = [self._raw(self._models[:at] + self._models[at + 1 :], model) for at, model in enumerate(self._models)]
        self._full = np.mean(own, axis=0)

    def features(self, answer: GradedText) -> np.ndarray:
        """:return: :data:`EXEMPLAR_NAMES`"""
        raw = self._raw(self._models, answer)
        scaled = (raw - self._floor) / np.maximum(self._full - self._floor, _LEAST_RANGE)
        return np.round(np.concatenate([raw, np.clip(scaled, *_SCALED)]), _DECIMALS)

    def _raw(self, models: Sequence[GradedText], answer: GradedText) -> np.ndarray:
        rows = np.array([pair(self._question, model, answer) for model in models])
        return np.concatenate([rows.max(0), rows.mean(0), consensus(self._question, models, answer)])
