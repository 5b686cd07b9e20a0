"""Which of many texts may be written in disguise, see :mod:`.injection`, by signs that are quickly seen in all of them at
once. What is left out here has no other reading at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, reduce

import numpy as np

from .model import shipped_model
from .together import MARK, Characters, Numbers

# What a character may be a part of, as bits.
_SIGNS = {
    "alone": "A-Za-z0-9", "joint": r" ._\-*|/", "letter": "A-Za-z", "leet": "013457@$!", "chinese": "\u4e00-\u9fff",
    "joint_zh": r" .·*\-_/|,、~+", "base64": r"A-Za-z0-9+/_\-", "large": "A-Z", "small": "a-z", "hex": "0-9A-Fa-f :", "escape": r"\\%&",
    "turned": "倒反逆从令分略用过", "turned_2": "着过序后指满忽录通",
}  # fmt: skip
_BIT = {name: 1 << place for place, name in enumerate(_SIGNS)}
# So long are what is looked at as base64 and hexadecimal at least; so many letters, and Chinese characters, stand apart, so
# many escapes stand together.
_BASE64, _HEX, _APART, _APART_ZH, _ESCAPED = 10, 12, 4, 5, 4
# So many words of a text must be unknown before it may be turned around.
STRANGE = 3
_ENGLISH = re.compile(rf"[a-z]{{2,}}|{MARK}")


def may_be_disguised(texts: Sequence[str]) -> list[bool]:
    """Whether each normalised text may have another reading."""
    seen = Characters(texts)
    signs = seen.kinds(_signs())
    is_ = {name: (signs & bit).astype(bool) for name, bit in _BIT.items()}
    found = (seen.count(is_["escape"]) >= _ESCAPED) | (_unknown(seen) >= STRANGE)
    spaced = (_spaced(is_), _apart(is_["chinese"], is_["joint_zh"], _APART_ZH))
    for where in (*spaced, _leet(is_), _base64(is_), _run(is_["hex"], _HEX), _followed(is_, "turned", "turned_2")):
        found |= seen.some(where)
    return found.tolist()


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
    """Four letters alone, with one sign or two between them: the first of them. It ends no longer word, nor does the last begin
    one: "case 1-2-3" has three."""
    alone = is_["alone"]
    last = np.append(alone, False)
    return _apart(alone, is_["joint"], _APART, alone & ~last[1:]) & ~np.insert(alone, 0, False)[:-1]


def _apart(letter: np.ndarray, joint: np.ndarray, count: int, last: np.ndarray | None = None) -> np.ndarray:
    """Where so many characters begin with one sign or two between any two of them.

    :param last: what the last of them may be, where not all of them will do
    """
    where, size = letter if last is None else last, len(letter)
    letter, joint = (np.append(each, [False] * 3) for each in (letter, joint))
    for _more in range(count - 1):
        where = np.append(where, [False] * 3)
        near, far = joint[1 : size + 1] & where[2 : size + 2], joint[1 : size + 1] & joint[2 : size + 2] & where[3:]
        where = letter[:size] & (near | far)
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
    words, number = _ENGLISH.findall(seen.text.lower()), Numbers({MARK: 0})
    at = np.fromiter(map(number.__getitem__, words), dtype=np.intp, count=len(words))
    strange = np.array([False, *(not shipped_model().words.known(word) for word in list(number)[1:])])
    return np.bincount(np.cumsum(at == 0)[strange[at]] - 1, minlength=len(seen.starts))
