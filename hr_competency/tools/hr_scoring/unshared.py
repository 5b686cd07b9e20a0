"""How near a text and a statement are beside the words that both say.

A deed that shows a behaviour is mostly told in other words. A neighbouring deed has the behaviour's words and another object: "agrees
with parents what has to change" and "agreed with my manager what has to change in the rota". What the two share hides that, so both are
compared without it, by the learned form (:mod:`.forms`). Own deeds against neighbouring ones, which no nearness of whole sentences tells:
the form alone ranks them with an AUC of .57 on ``hr_evidence_dev`` and .64 on behaviours of other jobs (``tests/hr_scoring/unseen``),
without shared words with .78 and .70; strangers are told as well as before.
"""

from __future__ import annotations

import numpy as np

from .forms import Form
from .profiles import Block, unit_rows

# How much of what is shared is taken away. A little is left, so that there is a direction where one says nothing else.
_TAKEN = 0.95
# Up to this share of its words, by weight, a statement is hardly said, and its rest tells all.
_HARDLY = 0.3
# Words that tell less ("with", "of") are said by all texts.
_TELLING = 0.3


def near_beside_shared(bags: np.ndarray, said: np.ndarray, near: np.ndarray, block: Block, form: Form) -> np.ndarray:
    """How near windows are to statements by what is left of both.

    :param bags: for each window the sum of its words' vectors
    :param said: windows × words of the statements, how often each word is said
    :param near: windows × statements, how near they are as they stand: what it is where nothing is shared
    :param form: learned from the vectors of words
    """
    owner = np.repeat(np.arange(len(block.profiles)), np.diff([*block.word_starts, len(block.word_vectors)]))
    windows, words = np.nonzero((said > 0) & (block.word_weights > _TELLING))
    found = near.copy()
    if not len(words):
        return found
    # the words of a pair stand beside each other
    pairs = windows * len(block.profiles) + owner[words]
    starts = np.flatnonzero(np.diff(pairs, prepend=-1))
    rows, columns = windows[starts], owner[words[starts]]
    vectors = block.word_vectors * block.word_weights[:, None]
    times = (said * _first(block, owner))[windows, words]
    of_text = np.add.reduceat(vectors[words] * times[:, None], starts, axis=0)
    of_statement = np.add.reduceat(vectors[words], starts, axis=0)
    whole = np.add.reduceat(vectors, block.word_starts, axis=0)
    texts = form.texts(unit_rows(bags[rows] - _TAKEN * of_text))
    statements = form.statements(unit_rows(whole[columns] - _TAKEN * of_statement))
    found[rows, columns] = np.einsum("ij,ij->i", texts, statements)
    # the more of a statement is said, the less its rest can tell against a text
    share = np.add.reduceat((said > 0) * block.word_weights, block.word_starts, axis=1)
    share = share / np.maximum(np.add.reduceat(block.word_weights, block.word_starts), 1e-6)
    return found + np.clip((share - _HARDLY) / (1.0 - _HARDLY), 0.0, 1.0) * np.maximum(near - found, 0.0)


def _first(block: Block, owner: np.ndarray) -> np.ndarray:
    """Whether each word is the first of its kind in its statement: what a text says once is taken from it once."""
    kinds = owner * (len(block.word_roots) + 1) + block.word_numbers
    first = np.zeros(len(kinds), dtype=bool)
    first[np.unique(kinds, return_index=True)[1]] = True
    return first
