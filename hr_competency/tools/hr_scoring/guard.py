"""Which of many patterns can match a text at all.

A pattern has words that it cannot do without; where none of them stands in a text, there is no need to run it. The words
are read off the pattern itself, so that a pattern is changed in one place only. What is found is the same as without.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

try:
    from re import _parser as parser
except ImportError:  # Python 3.10
    import sre_parse as parser

# Longer lists of alternatives, and words of one letter, are not worth looking for.
_MOST, _SHORTEST = 64, 2
# What is at least so long is rare enough; then the shorter list is the better one.
_LONG = 5
# Letters that are equal to a Latin one in a pattern that ignores case, but not in lower case.
_ODD = re.compile("[ıİſ\u212a]")
_IDEOGRAPH = "\u2e80"
_IDEOGRAPHS = re.compile(f"[{_IDEOGRAPH}-\U0010ffff]")
_LATIN = re.compile("[a-z]+")


class Guarded:
    """Patterns with the words that they need.

    :param patterns: all are asked in this order
    """

    def __init__(self, patterns: Sequence[re.Pattern]):
        self._patterns = tuple(patterns)
        self._needs = [needs(pattern) for pattern in patterns]
        self._always = frozenset(at for at, lists in enumerate(self._needs) if not lists)
        self._ideographs = frozenset(at for at, pattern in enumerate(patterns) if needs_ideograph(pattern))
        self._places: dict[str, list[int]] = {}
        for at, lists in enumerate(self._needs):
            for word in sorted(lists[0]) if lists else ():
                self._places.setdefault(word, []).append(at)
        # words of Latin letters are looked for where a part of them stands, others where their first character does
        latin = [word for word in self._places if _LATIN.search(word)]
        self._parts = {word: max(_LATIN.findall(word), key=len) for word in latin}
        self._firsts: dict[str, list[str]] = {}
        for word in self._places.keys() - self._parts.keys():
            self._firsts.setdefault(word[0], []).append(word)
        self._others = frozenset(self._firsts)
        self._plain_others = frozenset(filter(str.isascii, self._others))
        self._holding = lru_cache(maxsize=8192)(self._find_holding)

    def able(self, text: str) -> list[re.Pattern]:
        """The patterns that may match a text or a part of it, in their order; what is left out cannot."""
        return [self._patterns[at] for at in self.places(text)]

    def places(self, text: str) -> Sequence[int]:
        """The places of these patterns."""
        if _ODD.search(text):
            return range(len(self._patterns))
        small, found = text.lower(), set(self._always)
        words = set().union(*map(self._holding, set(_LATIN.findall(small))))
        others = self._plain_others if small.isascii() else self._others
        words.update(word for first in others.intersection(small) for word in self._firsts[first])
        for word in words:
            if word in small:
                found.update(self._places[word])
        if small.isascii() or not _IDEOGRAPHS.search(small):
            found -= self._ideographs
        return [at for at in sorted(found) if all(any(map(small.__contains__, words)) for words in self._needs[at][1:])]

    def _find_holding(self, letters: str) -> frozenset[str]:
        """The words of which a part stands in some letters."""
        return frozenset(word for word, part in self._parts.items() if part in letters)


@lru_cache(maxsize=512)
def needs(pattern: re.Pattern) -> tuple[frozenset[str], ...]:
    """Lists of words in lower case; one word of each list stands in every match. The best list comes first.

    >>> [sorted(words) for words in needs(re.compile(r"\\b(?:score|grade)\\s+(?:me|us)\\b", re.IGNORECASE))]
    [['grade', 'score'], ['me', 'us']]
    """
    return tuple(_needs(parser.parse(pattern.pattern, pattern.flags)))


@lru_cache(maxsize=512)
def needs_ideograph(pattern: re.Pattern) -> bool:
    """Whether every match has an ideograph, or another character that stands behind the first of them.

    >>> needs_ideograph(re.compile(r"\b[王李][\u4e00-\u9fff]")), needs_ideograph(re.compile("[a王]"))
    (True, False)
    """
    return _has_ideograph(parser.parse(pattern.pattern, pattern.flags))


def _has_ideograph(items) -> bool:
    return any(_is_ideograph(str(operation), argument) for operation, argument in items)


def _is_ideograph(operation: str, argument) -> bool:
    if operation == "LITERAL":
        return chr(argument) >= _IDEOGRAPH
    if operation == "RANGE":
        return chr(argument[0]) >= _IDEOGRAPH
    if operation == "IN":
        return all(_is_ideograph(str(kind), code) for kind, code in argument)
    if operation == "SUBPATTERN":
        return _has_ideograph(argument[-1])
    if operation == "BRANCH":
        return all(map(_has_ideograph, argument[1]))
    return operation in ("MAX_REPEAT", "MIN_REPEAT") and argument[0] > 0 and _has_ideograph(argument[2])


def _needed(items) -> frozenset[str] | None:
    return next(iter(_needs(items)), None)


def _needs(items) -> list[frozenset[str]]:
    """The lists of words of the parts of a sequence, and of runs of parts that can be spelt out, the best first."""
    found, run = [], {""}
    for operation, argument in items:
        spelt = _spelt(str(operation), argument)
        if spelt is not None and len(run) * len(spelt) <= _MOST:
            run = {first + second for first, second in product(run, spelt)}
            continue
        found += [run, _inside(str(operation), argument)]
        run = spelt if spelt is not None else {""}
    lists = [frozenset(words) for words in [*found, run] if words and len(words) <= _MOST and min(map(_weight, words)) >= _SHORTEST]
    lists = [frozenset(word for word in words if not any(other in word for other in words if other != word)) for words in lists]
    return sorted(lists, key=lambda words: (min(_LONG, *map(_weight, words)), -len(words), sorted(words)), reverse=True)


def _weight(word: str) -> int:
    """An ideograph tells as much as two letters."""
    return sum(2 if char >= _IDEOGRAPH else 1 for char in word)


def _spelt(operation: str, argument) -> set[str] | None:
    """All that a part of a pattern can match, in lower case, where these are few."""
    if operation == "LITERAL":
        return {chr(argument).lower()}
    if operation == "IN":
        return {chr(code).lower() for _kind, code in argument} if all(str(kind) == "LITERAL" for kind, _code in argument) else None
    if operation in {"AT", "ASSERT_NOT"}:
        return {""}
    if operation == "SUBPATTERN":
        return _all_spelt(argument[-1])
    if operation == "BRANCH":
        branches = [_all_spelt(branch) for branch in argument[1]]
        return None if None in branches or sum(map(len, branches)) > _MOST else set().union(*branches)
    if operation in ("MAX_REPEAT", "MIN_REPEAT") and argument[1] == 1:
        once = _all_spelt(argument[2])
        return None if once is None else once | ({""} if argument[0] == 0 else set())
    return None


def _all_spelt(items) -> set[str] | None:
    run = {""}
    for operation, argument in items:
        spelt = _spelt(str(operation), argument)
        if spelt is None or len(run) * len(spelt) > _MOST:
            return None
        run = {first + second for first, second in product(run, spelt)}
    return run


def _inside(operation: str, argument) -> frozenset[str] | None:
    """The words needed by a part that cannot be spelt out."""
    if operation == "SUBPATTERN":
        return _needed(argument[-1])
    if operation == "BRANCH":
        branches = [_needed(branch) for branch in argument[1]]
        return None if None in branches else frozenset().union(*branches)
    if operation in ("MAX_REPEAT", "MIN_REPEAT") and argument[0] > 0:
        return _needed(argument[2])
    return _needed(argument[1]) if operation == "ASSERT" and argument[0] > 0 else None
