"""Whether an answer puts the words of the model answer together as the model does.

"Summer winds come from the sea, winter winds from the land": who says it the other way round uses the same words, denies nothing,
and is on both sides of each pair of opposites as the model is. So words are looked at by sentence (what stands between semicolons
is one, too), and each clause of an answer beside the clause of the model that shares most with it. As with :mod:`.grade_contrast`
none of it counts by itself; :mod:`.grade_judge` weighs it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from .grade_contrast import Said, said_in
from .grade_text import GradedText, weight

ROLES = (
    # of the answer's words that only one sentence, or clause, of the model has: the part by weight that stands together there
    "together_by_sentence",
    "torn_apart",
    "together_by_clause",
    "model_sentences",
    # opposites two by two in one sentence (summer with sea, winter with land): how often as in the model, how often not
    "bound_alike",
    "bound_otherwise",
    "bound_otherwise_share",
    # the same opposites, clause beside clause
    "clause_opposed_most",
    "clause_opposed",
    "clause_agreed",
    "clause_opposed_share",
    "clause_opposed_weighed",
    "clause_denials",
)
_SEMICOLON = re.compile(r"[;；]")
# A word of the question counts so much where clauses are compared.
_ASKED = 0.3
_LEAST_WEIGHT = 0.3
_MOST_BOUND, _MOST_SUM, _MOST = 6, 4, 3
_DECIMALS = 5


def roles(question: GradedText, model: GradedText, answer: GradedText) -> np.ndarray:
    """One model answer against one answer that says something.

    :return: :data:`ROLES`
    """
    wanted, told = said_by_sentence(model), said_by_sentence(answer)
    by_sentence, torn = _together(*([one.terms for one in found] for found in (wanted, told)))
    by_clause, _torn = _together(model.clause_terms, answer.clause_terms)
    values = (
        by_sentence,
        torn,
        by_clause,
        float(np.log1p(len(wanted))),
        *_bound(_bindings(wanted), _bindings(told)),
        *_beside(question, model, answer),
    )
    return np.round(np.array(values, dtype=np.float64), _DECIMALS)


def said_by_sentence(text: GradedText) -> list[Said]:
    """Its sentences, cut at semicolons, as they stand. A clause may go over one: those too short to say anything stay with the next."""
    found = [""] * (max(text.sentence_of) + 1)
    for number, clause in zip(text.sentence_of, text.clauses, strict=True):
        found[number] += f" {clause.text}"
    said = [said_in(piece.strip()) for sentence in found for piece in _SEMICOLON.split(sentence)]
    return [one for one in said if one.spoken] or said[:1]


def _together(wanted: Sequence[frozenset[str]], told: Sequence[frozenset[str]]) -> tuple[float, float]:
    """:return: which part, by weight, of the words that one piece of the model alone has stands with most others of that piece in
    the answer's pieces; and the weight of the rest"""
    own = [piece - frozenset().union(*wanted[:at], *wanted[at + 1 :]) for at, piece in enumerate(wanted)]
    shares = [[weight(piece & words) for words in own] for piece in told]
    total, most = sum(map(sum, shares)), sum(map(max, shares))
    return (most / total if total else 1.0), total - most


def _bindings(sentences: Sequence[Said]) -> np.ndarray:
    """For each two pairs of opposites: on the same side in a sentence, or on different ones, summed over sentences."""
    sides = np.sign([one.sides for one in sentences])
    return np.sign(np.triu(sides.T @ sides, 1))


def _bound(wanted: np.ndarray, told: np.ndarray) -> tuple[float, float, float]:
    both = wanted * told
    alike, otherwise = int((both > 0).sum()), int((both < 0).sum())
    return min(alike, _MOST_BOUND), min(otherwise, _MOST_BOUND), otherwise / max(alike + otherwise, 1)


def _beside(question: GradedText, model: GradedText, answer: GradedText) -> tuple[float, ...]:
    """Opposites and denials of each clause of the answer against the clause of the model that shares most with it, if any does."""
    opposed, agreed, shared, denials = [0], [0], [0.0], [0.0]
    for at, words in enumerate(answer.clause_terms):
        found = [_overlap(words, others, question.terms) for others in model.clause_terms]
        nearest = max(range(len(found)), key=lambda number: (found[number], -number))
        if found[nearest]:
            told, wanted = said_in(answer.clauses[at].text), said_in(model.clauses[nearest].text)
            both = np.sign(told.sides) * np.sign(wanted.sides)
            opposed.append(int((both < 0).sum()))
            agreed.append(int((both > 0).sum()))
            shared.append(found[nearest])
            denials.append(abs(told.denials - wanted.denials) * found[nearest])
    return (
        min(max(opposed), _MOST),
        min(sum(opposed), _MOST_SUM),
        min(sum(agreed), _MOST_SUM),
        sum(opposed) / max(sum(opposed) + sum(agreed), 1),
        min(float(np.dot(opposed, shared)), _MOST),
        min(sum(denials), _MOST),
    )


def _overlap(left: frozenset[str], right: frozenset[str], asked: frozenset[str]) -> float:
    """How much of two clauses is the same: between the part of the shorter one and that of both, 0 to 1."""
    shared = left & right
    if not shared:
        return 0.0
    own, other, common = (_worth(words, asked) for words in (left, right, shared))
    return common * (0.5 / max(min(own, other), _LEAST_WEIGHT) + 0.5 / max(own + other - common, _LEAST_WEIGHT))


def _worth(words: frozenset[str], asked: frozenset[str]) -> float:
    return weight(words - asked) + _ASKED * weight(words & asked)
