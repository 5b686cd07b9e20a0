"""How much a word says: rare words tell topics apart, frequent ones hold sentences together."""

from __future__ import annotations

import math
from functools import lru_cache

from .text import _dictionary, is_cjk

_LOWEST = 0.1
_STOP_EN = frozenset(
    "a an the and or but nor so if then than that this these those of to in on at by for from with without into onto over under up "
    "down out off about as is are was were be been being am do does did has have had will would can could should may might must i "
    "you he she it we they me him her us them my your his its our their mine who whom which what when where why how not no yes also "
    "very just more most much many some any all each both few other such own same too only here there again once".split()
)
_FREQUENT_EN = frozenset(
    "work make take use get go give help need want people thing time way year day good new one two see know think say "
    "come look find ask tell seem feel try leave call keep let put mean become show part place case week month".split()
)
_STOP_ZH = frozenset(
    "的了和是在我有就不人都一个上也很到说要去你会着没有看好自己这那他她它们与及或并等对为以于之而被把从让给向由但又还再将能可".strip()
)


@lru_cache(maxsize=65536)
def term_weight(token: str) -> float:
    """:return: 0.1 for the most frequent words up to 1 for rare ones"""
    if is_cjk(token[0]):
        return _chinese_weight(token)
    if token in _STOP_EN:
        return _LOWEST
    if token in _FREQUENT_EN or len(token) == 1:
        return 0.45
    return 0.7 if token.replace(".", "").isdigit() else 1.0


def _chinese_weight(token: str) -> float:
    if token in _STOP_ZH:
        return _LOWEST
    _jieba, frequencies, total = _dictionary()
    rarity = math.log(total / max(frequencies.get(token, 1), 1)) / math.log(total)
    return round(max(_LOWEST, min(1.0, 1.4 * rarity - (0.15 if len(token) == 1 else 0.0))), 4)
