"""Which of many texts may be written in disguise, see :mod:`.injection`, by signs that are quickly seen in all of them at
once. What is left out here has no other reading at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, reduce

import numpy as np

from .model import shipped_model
from .together import MARK, Characters

# What a character may be a part of, as bits.
_SIGNS = {
    "alone": "A-Za-z0-9", "joint": r" ._\-*|/", "letter": "A-Za-z", "leet": "013457@$!", "chinese": "\u4e00-\u9fff",
    "joint_zh": r" .·*\-_/|,、~+", "base64": r"A-Za-z0-9+/_\-", "large": "A-Z", "small": "a-z", "hex": "0-9A-Fa-f :", "escape": r"\\%&",
    "turned": "倒反逆从令分略用过", "turned_2": "着过序后指满忽录通",
}  # fmt: skip
_BIT = {name: 1 << place for place, name in enumerate(_SIGNS)}
# So long are what is looked at as base64 and hexadecimal at least; so many Chinese characters stand apart, so many escapes
# stand together.
_BASE64, _HEX, _APART, _ESCAPED = 10, 12, 4, 4
# So many words of a text must be unknown before it may be turned around.
STRANGE = 3
_ENGLISH = re.compile(rf"[a-z]{{2,}}|{MARK}")


def may_be_disguised(texts: Sequence[str]) -> list[bool]:
    """Whether each normalised text may have another reading."""
    seen = Characters(texts)
    signs = seen.kinds(_signs())
    is_ = {name: (signs & bit).astype(bool) for name, bit in _BIT.items()}
    apart = seen.count(_followed(is_, "chinese", "joint_zh")) >= _APART
    escaped = seen.count(is_["escape"]) >= _ESCAPED
    for where in (_spaced(is_), _leet(is_), _base64(is_), _run(is_["hex"], _HEX), _followed(is_, "turned", "turned_2")):
        apart |= seen.some(where)
    return (apart | escaped | (_unknown(seen) >= STRANGE)).tolist()


@lru_cache(maxsize=1)
def _signs() -> np.ndarray:
    """By its code what a character may be a part of."""
    found, every = np.zeros(1 << 16, dtype=np.uint16), "".join(map(chr, range(1 << 16)))
    for name, characters in _SIGNS.items():
        found[[match.start() for match in re.finditer(f"[{characters}]", every)]] |= _BIT[name]
    return found


def _followed(is_: dict[str, np.ndarray], *names: str) -> np.ndarray:
    """Where such characters follow each other."""
    last = max(len(is_[names[0]]) - len(names) + 1, 0)
    return reduce(np.logical_and, (is_[name][at : last + at] for at, name in enumerate(names)))


def _spaced(is_: dict[str, np.ndarray]) -> np.ndarray:
    """Four letters alone, with one sign or two between them: the first of them."""
    letter, joint = (np.append(is_[name], [False] * 3) for name in ("alone", "joint"))
    where, count = letter, len(is_["alone"])
    for _more in range(3):
        near, far = joint[1 : count + 1] & where[2 : count + 2], joint[1 : count + 1] & joint[2 : count + 2] & where[3:]
        where = np.append(letter[:count] & (near | far), [False] * 3)
    return where


def _leet(is_: dict[str, np.ndarray]) -> np.ndarray:
    """A digit that may be a letter beside one."""
    return _followed(is_, "leet", "letter") | _followed(is_, "letter", "leet")


def _base64(is_: dict[str, np.ndarray]) -> np.ndarray:
    """A run of letters and digits that is no word: behind the first one there is a large letter, or no small one."""
    runs = _run(is_["base64"], _BASE64)
    large, small = (np.concatenate([[0], np.cumsum(is_[name])]) for name in ("large", "small"))
    first, end = slice(1, len(runs) + 1), slice(_BASE64, len(runs) + _BASE64)
    return runs & ((large[end] > large[first]) | (small[end] == small[first]))


def _run(where: np.ndarray, size: int) -> np.ndarray:
    """Where at least so many stand together; those that are found are put together, so that it takes few steps."""
    reach = 1
    while reach < size:
        step = min(reach, size - reach)
        where = where[: max(len(where) - step, 0)] & where[step:]
        reach += step
    return where


def _unknown(seen: Characters) -> np.ndarray:
    """How many of the longer words of each text are none that people use."""
    words = _ENGLISH.findall(seen.text.lower())
    known = np.fromiter(map(shipped_model().words.known, words), dtype=bool, count=len(words))
    marks = np.fromiter((word == MARK for word in words), dtype=bool, count=len(words))
    return np.bincount(np.cumsum(marks)[~(known | marks)] - 1, minlength=len(seen.starts))
