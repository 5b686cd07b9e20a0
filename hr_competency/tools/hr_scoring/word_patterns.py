"""Counts many patterns of words in many pieces of text in one pass.

What most patterns look for are single words ("boss", "assist" with any ending). Whether one of them matches at a word depends on
the word alone, so it is found out once and remembered. Only a word that begins something longer ("by …", "in general") is
looked at where it stands, by what begins with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

_WORD = re.compile(r"\w+")
_AROUND = re.compile(r"\\b\(\?:(.*)\)\\b", re.DOTALL)
# Sets of characters, what is escaped and how often something is repeated say nothing about whether more than a word is meant.
_NOT_LITERAL = re.compile(r"\[[^\]]*\]|\\.|\{[^}]*\}")
_MORE_THAN_A_WORD = re.compile(r"[ .'-]")
# What surely stands there, and whether the word ends with it.
_LITERAL = re.compile(r"[a-z]+(?![?*{])")
_ENDS = re.compile(r"[ '-](?![?*{])")
_AT_BEGINNING = "(?:^|"
# A language has more words, but a text uses these.
_REMEMBERED = 16_384


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the alternatives of a pattern; ``opening`` tells at which words one begins that may go on, ``None`` where a match is
    a single word."""

    source: str
    opening: re.Pattern | None

    @property
    def begins_piece(self) -> bool:
        """Whether it is looked for where a piece begins, and nowhere else."""
        return self.source.startswith(_AT_BEGINNING)

    def opens(self, word: str) -> bool:
        """Whether a match may begin with a word and go on after it."""
        return self.opening is not None and bool(self.opening.fullmatch(word))

    def is_single(self, word: str) -> bool:
        """Whether a word by itself is a match."""
        return self.opening is None and bool(re.match(self.source, word))

    @classmethod
    def of(cls, inner: str, source: str) -> Alternative:
        """:param inner: without what asks for the beginning and the end of a word"""
        if not _MORE_THAN_A_WORD.search(_NOT_LITERAL.sub("", inner)):
            return cls(source, None)
        literal = _LITERAL.match(inner)
        if literal is None:
            return cls(source, _WORD)
        # "plan(?:s|ning)? to" begins with "planning" too
        whole = _ENDS.match(inner, literal.end())
        return cls(source, re.compile(literal[0] if whole else rf"{literal[0]}\w*"))


class WordPatterns:
    """Patterns in small letters, each alternative of which begins where a word begins, or where the piece does.

    >>> WordPatterns([r"\\b(?:boss|assist\\w*)\\b", r"\\bby [a-z]", r"(?:^|(?<=\\n))a"]).counts(["assisted by a boss", "a"]).tolist()
    [[2.0, 1.0, 1.0], [0.0, 0.0, 1.0]]
    """

    def __init__(self, patterns: Sequence[str]):
        told = [list(_alternatives(pattern)) for pattern in patterns]
        self._beginnings = [(at, re.compile(one.source)) for at, own in enumerate(told) for one in own if one.begins_piece]
        self._alternatives = [[one for one in own if not one.begins_piece] for own in told]
        self._single = [re.compile("|".join(one.source for one in own if one.opening is None) or "(?!)") for own in self._alternatives]
        self._at_word = lru_cache(maxsize=_REMEMBERED)(self._known)

    def counts(self, pieces: Sequence[str]) -> np.ndarray:
        """How often each pattern matches in each piece, without overlaps: pieces × patterns."""
        width = len(self._alternatives)
        hits: list[int] = []
        for row, piece in enumerate(pieces):
            hits += [row * width + column for column in self._columns(piece)]
        return np.bincount(np.array(hits, dtype=int), minlength=len(pieces) * width).reshape(-1, width).astype(np.float64)

    def _columns(self, piece: str) -> list[int]:
        """The patterns that match, once for each match."""
        ends, found = {}, []
        for column, pattern in self._beginnings:
            if match := pattern.match(piece):
                ends[column] = match.end()
                found.append(column)
        for word in _WORD.finditer(piece):
            known, look, columns = self._at_word(word[0])
            if look is not None:
                found_here = look.match(piece, word.start())
                # mostly nothing
                if found_here.lastindex is None:
                    continue
                known = [(column, len(said)) for column, said in zip(columns, found_here.groups(), strict=True) if said]
            for column, size in known:
                start = word.start()
                if start >= ends.get(column, 0):
                    ends[column] = start + size
                    found.append(column)
        return found

    def _known(self, word: str) -> tuple[Sequence[tuple[int, int]], re.Pattern | None, Sequence[int]]:
        """What matches at a word, with its length; for a word that may begin more, a pattern to be asked there with a group for each
        of the columns."""
        single = {column: match.end() for column, pattern in enumerate(self._single) if (match := pattern.match(word))}
        opened = {column for column, own in enumerate(self._alternatives) if any(one.opens(word) for one in own)}
        if not opened:
            return tuple(single.items()), None, ()
        columns = sorted(opened | single.keys())
        looks = "".join(f"(?=({self._of(column, word)})|)" for column in columns)
        return (), re.compile(looks), columns

    def _of(self, column: int, word: str) -> str:
        """The alternatives of a pattern that may match at a word, in order."""
        return "|".join(one.source for one in self._alternatives[column] if one.opens(word) or one.is_single(word))


def _alternatives(pattern: str) -> Iterator[Alternative]:
    for source in _split(pattern):
        if around := _AROUND.fullmatch(source):
            yield from (Alternative.of(inner, rf"\b(?:{inner})\b") for inner in _split(around[1]))
        else:
            yield Alternative.of(source.removeprefix(r"\b"), source)


def _split(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern, not those within its groups."""
    depth = first = 0
    for mark in re.finditer(r"\\.|\[[^\]]*\]|[()|]", pattern):
        depth += (mark[0] == "(") - (mark[0] == ")")
        if mark[0] == "|" and not depth:
            yield pattern[first : mark.start()]
            first = mark.end()
    yield pattern[first:]
