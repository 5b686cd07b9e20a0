"""Many texts looked at in one go: their words and their characters as arrays.

To look at one sentence after the other takes most of the time for calls: a chunk of people says thousands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np

from .normal import is_cjk
from .text import FIRST_CJK, WORD, default_segmenter, token

# Stands before each text. It is no letter and no sign, and no text that was normalised has it; one that was not loses it.
MARK, _ANOTHER = "\x1e", "\x1f"
_WORD_OR_MARK = re.compile(f"{WORD.pattern}|{MARK}")
_BASIC = 1 << 16


def marked(texts: Sequence[str], mark: str = MARK) -> str:
    """All texts in one, each behind a mark."""
    together = mark + mark.join(texts) if texts else ""
    if together.count(mark) == len(texts):
        return together
    return "".join(mark + text.replace(mark, _ANOTHER) for text in texts)


class Numbers(dict):
    """Numbers things in the order in which they are asked about first."""

    def __missing__(self, thing: str) -> int:
        self[thing] = number = len(self)
        return number


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of some texts, as :func:`.text.spoken` cuts them. A word is looked up once, however often it is said: ``at``
    has for each word of all texts its place among the ``different`` ones; ``sizes`` is how many words each text has."""

    different: list[str]
    at: np.ndarray
    sizes: np.ndarray

    @classmethod
    def of(cls, texts: Sequence[str]) -> Spoken:
        """Cut texts in words."""
        found = _WORD_OR_MARK.findall(marked(texts))
        number, words = Numbers({MARK: 0}), Numbers()
        runs = np.fromiter(map(number.__getitem__, found), dtype=np.intp, count=len(found))
        # of a run of Chinese its words, of a mark none
        cut = default_segmenter().cut
        parts = [(), *(cut(run) if run[0] >= FIRST_CJK and is_cjk(run[0]) else (run,) for run in list(number)[1:])]
        each = np.array([len(part) for part in parts], dtype=np.intp)
        at = np.fromiter(map(words.__getitem__, chain.from_iterable(parts)), dtype=np.intp, count=int(each.sum()))
        sizes = each[runs]
        counts = np.bincount(np.cumsum(runs == 0) - 1, sizes, len(texts))
        return cls(list(words), at[in_turn((np.cumsum(each) - each)[runs], sizes)], counts.astype(np.intp))

    def filled(self) -> Spoken:
        """The same, where a text without words has an empty one."""
        if self.sizes.all():
            return self
        ends = np.cumsum(self.sizes)[self.sizes == 0]
        return Spoken([*self.different, ""], np.insert(self.at, ends, len(self.different)), np.maximum(self.sizes, 1))

    def part(self, first: int, last: int) -> Spoken:
        """The words of the texts ``first`` to ``last - 1``."""
        start = int(self.sizes[:first].sum())
        return Spoken(self.different, self.at[start : start + int(self.sizes[first:last].sum())], self.sizes[first:last])

    def tokens(self, wanted: Callable[[str], bool] = bool) -> list[list[str]]:
        """The tokens of each text, see :func:`.text.tokens`.

        :param wanted: whether a token is asked for
        """
        names = list(map(token, self.different))
        kept = np.array(list(map(wanted, names)), dtype=bool)[self.at]
        ends = np.concatenate([[0], np.cumsum(kept)])[np.concatenate([[0], np.cumsum(self.sizes)])]
        found = [names[place] for place in self.at[kept].tolist()]
        return [found[start:end] for start, end in pairwise(ends.tolist())]


def in_turn(firsts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The numbers from each first one on, so many of each, one after the other.

    >>> in_turn(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    return np.repeat(firsts - (np.cumsum(sizes) - sizes), sizes) + np.arange(int(sizes.sum()))


def over_runs(operation: np.ufunc, values: np.ndarray, at: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The largest, or the sum, of each column over runs of ``values[at]``, none of them empty: the first rows of all runs, then
    with the second rows of those that have one ... A run after the other, as numpy's ``reduceat`` goes, takes several times
    as long.

    :param operation: such as ``np.maximum``
    :param starts: where each run begins in ``at``

    >>> over_runs(np.add, np.array([[1.0], [2.0], [4.0]]), np.array([0, 1, 2, 2]), np.array([0, 2])).tolist()
    [[3.0], [8.0]]
    """
    sizes = np.diff(np.append(starts, len(at)))
    longest_first = np.argsort(-sizes, kind="stable")
    firsts, left = starts[longest_first], np.sort(-sizes)
    found = values[at[firsts]]
    for step in range(1, -int(left[0])):
        more = np.searchsorted(left, -step)
        operation(found[:more], values[at[firsts[:more] + step]], out=found[:more])
    answer = np.empty_like(found)
    answer[longest_first] = found
    return answer


class Characters:
    """The characters of some texts: ``codes`` of all of them, each text behind :data:`MARK`, ``starts`` says where."""

    def __init__(self, texts: Sequence[str]):
        self.text = marked(texts)
        self.codes = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        self.starts = np.flatnonzero(self.codes == ord(MARK))
        # rare characters are nothing special
        self._basic = np.minimum(self.codes, _BASIC - 1)

    def kinds(self, table: np.ndarray) -> np.ndarray:
        """What a table by codes up to U+FFFF says of each."""
        return table[self._basic]

    def some(self, where: np.ndarray) -> np.ndarray:
        """Whether there is one in each text.

        :param where: for each character, or for those from the first one on, whether it is one
        """
        return self.count(where) > 0

    def count(self, where: np.ndarray) -> np.ndarray:
        """How many there are in each text."""
        return np.bincount(self.owners(np.flatnonzero(where)), minlength=len(self.starts))

    def owners(self, places: np.ndarray) -> np.ndarray:
        """The numbers of the texts in which these characters stand."""
        return np.searchsorted(self.starts, places, side="right") - 1
