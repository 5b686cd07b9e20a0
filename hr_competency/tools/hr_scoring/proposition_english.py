"""How an English statement is built, for telling propositions from behaviours (see :mod:`.proposition`).

Whether a word is a noun or a verb is often not to be seen ("Projects cash needs", "Projects drift for months"), but what kinds of
words follow each other mostly tells. They are hashed, and a linear classifier knows what each hash tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from .hashed_signs import hashed, runs
from .proposition import ABLE, AUXILIARY, BEFORE_NOUN, NOMINAL, OPENING, PERSON, SUBORDINATE, is_third
from .text import words

BINS = 1 << 13
_LONGEST_RUN = 3
# How much the features of :func:`.proposition.statement_features` count beside the hashed signs. Chosen on writers left out.
_OTHERS = 0.3
_AS_THEY_ARE = frozenset(
    "there not never always often also only than too very at about after before during without within between up out if ,".split()
)
_AS_THEY_ARE |= AUXILIARY | SUBORDINATE | OPENING | BEFORE_NOUN | PERSON | ABLE
# Somebody who does something: "The carer lets …" is a behaviour, "The moon lets …" is not.
_DOER = re.compile(r"(?:er|or|ist|ian|ant|man|woman|eer|ee)$")
_STOPS = re.compile("[,;:，；：]")
_FIRST, _LATEST = 5, 6


def english_features(statement: str, features: np.ndarray, verbs: AbstractSet[str]) -> np.ndarray:
    """What the classifier of English statements looks at.

    :param statement: normalised
    :param features: its row of :func:`.proposition.statement_features`
    :param verbs: English verbs in their base form
    :return: :data:`BINS` numbers, and then its features, scaled
    """
    return np.concatenate([coded(statement, verbs), _OTHERS * features])


def coded(statement: str, verbs: AbstractSet[str]) -> np.ndarray:
    """:param statement: normalised
    :return: a row of :data:`BINS` numbers; each kind of sign (runs of kinds of words, their places, words) has length 1 or is empty"""
    spoken = _spoken(statement)
    kinds = [_kind(word, verbs) for word in spoken]
    return hashed((list(_runs(kinds)), _places(kinds), _words(spoken)), BINS) if spoken else np.zeros(BINS)


def _spoken(statement: str) -> list[str]:
    """Words in small letters, with a comma where a part of the sentence ends."""
    found: list[str] = []
    behind = 0
    for word, start, end in words(statement):
        if found and _STOPS.search(statement, behind, start):
            found.append(",")
        found.append(word.lower().replace("’", "'"))
        behind = end
    return found


def _kind(word: str, verbs: AbstractSet[str]) -> str:
    """What a word may be, by its form and the verbs known; a function word is a kind of its own."""
    if word in _AS_THEY_ARE:
        return word
    kind = ("v" if word in verbs else "") + ("t" if is_third(word, verbs) else "") + _ending(word)
    if not kind and len(word) > 4 and _DOER.search(word):
        kind = "e"
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        kind += "s"
    if any(character.isdigit() for character in word):
        kind += "0"
    return kind or "o"


def _ending(word: str) -> str:
    for ending, kind in (("ing", "g"), ("ed", "d"), ("ly", "l")):
        if word.endswith(ending):
            return kind
    return "n" if NOMINAL.search(word) else ""


def _runs(kinds: Sequence[str]) -> list[str]:
    return [f"kinds {run}" for run in runs(["^", *kinds, "$"], _LONGEST_RUN)]


def _places(kinds: Sequence[str]) -> list[str]:
    """What stands at the beginning, where the first verb behind it is, and how what follows a comma begins."""
    verb = next((at for at, kind in enumerate(kinds) if at and (kind in AUXILIARY or kind in ("t", "ts") or "v" in kind)), -1)
    found = [f"place {at} {kind}" for at, kind in enumerate(kinds[:_FIRST])] + [f"verb {min(verb, _LATEST)}"]
    found += [f"begin {' '.join(kinds[:size])}" for size in (2, 3, 4)]
    if "," in kinds:
        behind = kinds.index(",") + 1
        found += [f"behind {kinds[0]} | {' '.join(kinds[behind : behind + size])}" for size in (1, 2)]
    return found


def _words(spoken: Sequence[str]) -> list[str]:
    told = [f"word {word}" for word in spoken if word != ","]
    return told + [f"begins {word}" for word in spoken[:2]] + [f"ends {word}" for word in spoken[-1:]]
