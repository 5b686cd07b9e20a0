"""How a Chinese statement is built, for telling propositions from behaviours (see :mod:`.proposition`).

Chinese has no endings that would tell. What kinds of words follow each other does (a noun before the first verb, a verb or a
preposition at the beginning), and some characters do at some places. They are hashed, and a linear classifier knows what each
hash tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from .hashed_signs import hashed, runs
from .text import kind_of_word, words

BINS = 1 << 14
_ENDS = "。．.！!；; "
_LONGEST_RUN = 3


# How much the features of :func:`.proposition.statement_features` count beside the hashed signs. Chosen on writers left out.
_OTHERS = 0.3


def chinese_features(statement: str, features: np.ndarray) -> np.ndarray:
    """What the classifier of Chinese statements looks at.

    :param statement: normalised
    :param features: its row of :func:`.proposition.statement_features`
    :return: :data:`BINS` numbers, and then its features, scaled
    """
    return np.concatenate([coded(statement), _OTHERS * features])


def coded(statement: str) -> np.ndarray:
    """:param statement: normalised
    :return: a row of :data:`BINS` numbers; each kind of sign (characters, words, kinds of words) has length 1 or is empty"""
    return hashed(_signs(statement.strip(_ENDS)), BINS)


@lru_cache(maxsize=4096)
def _signs(text: str) -> tuple[tuple[str, ...], ...]:
    spoken = [word for word, _start, _end in words(text)]
    kinds = list(map(kind_of_word, spoken))
    return tuple(map(tuple, (_characters(text), _of_words(spoken), _of_kinds(kinds))))


def _characters(text: str) -> list[str]:
    third = max(len(text) // 3, 1)
    placed = [f"first {character}" for character in text[:third]] + [f"last {character}" for character in text[-third:]]
    return [*runs(f"^{text}$", _LONGEST_RUN), *placed] if text else []


def _of_words(spoken: Sequence[str]) -> list[str]:
    return [f"word {word}" for word in spoken] + [f"begins {word}" for word in spoken[:2]] + [f"ends {word}" for word in spoken[-1:]]


def _of_kinds(kinds: Sequence[str]) -> list[str]:
    verb = next((at for at, kind in enumerate(kinds) if kind == "v"), -1)
    told = [f"kinds {run}" for run in runs("".join(kinds), _LONGEST_RUN)]
    return (
        [*told, f"begin {''.join(kinds[:3])}", f"begin {''.join(kinds[:2])}", f"end {''.join(kinds[-2:])}", f"verb {verb}"] if kinds else []
    )
