"""Which of a job's behaviours a passage fits better than the others, learned from the phrases of these behaviours.

The evidence model judges one behaviour at a time and was taught on other behaviours. Those of one competency are neighbours:
their statements share most of their words, and what tells them apart is in their phrases. Ridge regression on the phrases of
all behaviours of a job, one against the rest, learns just that: of counter-examples too, for who denies or only claims something
speaks of the same thing. It has a closed solution, so that it is made anew for
every job in some milliseconds, and nothing is stored.

The strength of the ridge and what phrases count were chosen on one half of the marked answers (``train/answers.json``): there a
sentence's best behaviour of its competency is a marked one in .79 instead of .68, on the other half in .79 instead of .73.
Statements without phrases are too few to learn from: they are told apart by how much of each a passage says (:func:`said_rather`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .features import pool_max, window_bags, window_grams, window_vectors
from .profiles import Block, TextProfile, unit_rows

# What keeps the weights small, and how many examples a statement and a counter-example count as.
_RIDGE, _STATEMENT, _COUNTER = 1.0, 3.0, 0.5
# Fewer phrases than these, on average, do not tell behaviours apart.
_FEWEST = 3.0
# What stands for how far a statement without phrases stands out: others are mostly above 0 for what shows them.
UNTOLD = 0.8
# How much of what its best clause fits better counts: of a sentence that tells three deeds, each fits something else.
_CLAUSE = 0.5
# Where the fits of a window differ less than this, it is hardly known which is meant.
_SPREAD = 0.06
# A sentence about anything has words akin to a third of a statement's: only from the first share on it says the statement, which it
# as good as does at the second. What the shares must differ by, as `_SPREAD`.
_SAID, _SAID_SPREAD = (0.4, 0.8), 0.3


# Words, characters, meaning: each a row of length 1 for a window.
VIEWS = (window_bags, window_grams, window_vectors)


@dataclass(frozen=True, slots=True)
class Contrast:
    """Weights of features × statements for each of :data:`VIEWS`, which a text without vectors has two of; those of statements
    without phrases are 0. ``offset`` is what they make of the average phrase."""

    weights: tuple[np.ndarray, ...]
    offset: np.ndarray

    @classmethod
    def of(cls, block: Block) -> Contrast | None:
        """Learn from the phrases of a block; ``None`` where there are too few, or nothing to compare."""
        counts = block.parts["examples"][1]
        told = counts > 0
        if told.sum() < 2 or counts[told].mean() < _FEWEST:
            return None
        rows, own, weights = _taught(block, told)
        views = [view for view in (block.bags, block.grams, block.vectors) if view is not None]
        features = np.concatenate([view[rows] for view in views], axis=1)
        centre = np.average(features, axis=0, weights=weights)
        targets = (own[:, None] == np.flatnonzero(told)[None]) * (1.0 + 1.0 / (told.sum() - 1)) - 1.0 / (told.sum() - 1)
        root = np.sqrt(weights)[:, None]
        centred, wanted = (features - centre) * root, targets * root
        solved = centred.T @ np.linalg.solve(centred @ centred.T + _RIDGE * np.eye(len(rows)), wanted)
        spread = np.zeros((len(centre), len(told)))
        spread[:, told] = solved
        spread = spread.astype(np.float32)
        bounds = np.cumsum([view.shape[1] for view in views])[:-1]
        return cls(tuple(np.split(spread, bounds)), centre.astype(np.float32) @ spread.astype(np.float64))

    def __call__(self, text: TextProfile) -> np.ndarray:
        """:return: windows × statements: near 1 where a window reads like a statement's phrases, below 0 where like the others'"""
        fits = sum(windows_of(text) @ weights for windows_of, weights in zip(VIEWS, self.weights, strict=False))
        return np.round(fits - self.offset + _CLAUSE * self._by_clauses(text), 4)

    def _by_clauses(self, text: TextProfile) -> np.ndarray:
        """How much better the best clause of each window fits a statement, by its words, than the whole; on average nothing."""
        weights = self.weights[0]
        more = pool_max(unit_rows(text.bags) @ weights, text.windows) - window_bags(text) @ weights
        told = weights.any(axis=0)
        return (more - more[:, told].mean(axis=1, keepdims=True)) * told


def standing_out(fits: np.ndarray, told: np.ndarray) -> np.ndarray:
    """How far a window's fit with each statement stands out from its fits with the others, in their spread.

    The longer a sentence and the more it tells beside the deed, the nearer to 0 all its fits are: what counts is which of them is
    far from the others. On the half of the marked answers (``train/answers.json``) that nothing was chosen on, .54 instead of .49 of
    the quotes are for a behaviour that is marked there, without an encoder, and .60 instead of .55 with one.

    :param fits: windows × statements, what :class:`Contrast` says
    :param told: the statements that have phrases; the others stand out by :data:`UNTOLD`
    """
    found = np.full(fits.shape, UNTOLD)
    if told.any():
        own = fits[:, told]
        spread = np.sqrt(own.var(axis=1, keepdims=True) + _SPREAD**2)
        found[:, told] = np.round(own / spread, 4)
    return found


def said_rather(covered: np.ndarray) -> np.ndarray:
    """How far each statement stands out from its rivals, which have no phrases either, by how much of it a window says.

    Whether a deed shows a behaviour, most of its words tell little; but who says most of one behaviour of a job and hardly anything of
    the others means that one. Of behaviours of other jobs (``tests/hr_scoring/unseen``) and of the marked answers without the library's
    phrases, .59 instead of .54 and .64 instead of .54 of the strongest quotes are for a behaviour that is marked there without an
    encoder, .69 instead of .53 and .69 instead of .57 with one.

    :param covered: windows × statements, the share of its words that is said or akin to what is said, 0 to 1
    :return: of each window's statements the sum is 0, as is each where there is one only
    """
    said = np.clip((covered - _SAID[0]) / (_SAID[1] - _SAID[0]), 0.0, 1.0)
    rest = said - said.mean(axis=1, keepdims=True)
    return np.round(rest / np.sqrt((rest**2).mean(axis=1, keepdims=True) + _SAID_SPREAD**2), 4)


def _taught(block: Block, told: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The rows that are learned from (statements and phrases), whose each is, and how much it counts."""
    used = np.flatnonzero(told)
    parts = [(block.statement[used], used, _STATEMENT)]
    for name, weight in (("examples", 1.0), ("counters", _COUNTER)):
        first, counts = block.parts[name]
        rows = [np.arange(first[at], first[at] + counts[at]) for at in used]
        parts.append((np.concatenate(rows), np.repeat(used, counts[used]), weight))
    rows, own = (np.concatenate([part[at] for part in parts]) for at in (0, 1))
    return rows, own, np.concatenate([np.full(len(part[0]), part[2]) for part in parts])
