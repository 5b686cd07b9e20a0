"""Finding the skills of a vocabulary in a text, under any of their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .cv_words import SKILL_SYNONYMS
from .normal import fold, is_cjk, normalise

_LATIN = re.compile(r"[A-Za-zÀ-ɏ0-9][\wÀ-ɏ+#./&-]*[\wÀ-ɏ+#]|[A-Za-zÀ-ɏ0-9][+#]*")
_LONGEST = 5
_DENIED = re.compile(
    r"(?:不会|不懂|不熟悉|没用过|没有用过|未接触过|没学过|"
    r"\bno (?:\w+ )?(?:experience|knowledge) (?:of|in|with)|\bnever used|\bnot familiar with)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SkillMention:
    """A skill of the vocabulary and where the text names it, first mention first."""

    name: str
    spans: tuple[tuple[int, int], ...]


class SkillFinder:
    """Looks for all skills of a vocabulary at once.

    :param vocabulary: names, or names with their synonyms
    """

    def __init__(self, vocabulary: Iterable[str] | Mapping[str, Iterable[str]]):
        names = vocabulary if isinstance(vocabulary, Mapping) else dict.fromkeys(vocabulary, ())
        self._latin: dict[tuple[str, ...], str] = {}
        self._chinese: dict[str, str] = {}
        for name in sorted(names):
            for term in sorted({name, *names[name], *_synonyms(name)}):
                self._add(term, name)
        self._widest = max(map(len, self._chinese), default=0)

    def _add(self, term: str, name: str) -> None:
        term = normalise(term).text.strip()
        if any(map(is_cjk, term)):
            self._chinese.setdefault(term.lower(), name)
        elif words := tuple(_words(term.lower())):
            self._latin.setdefault(words, name)

    def find(self, text: str) -> tuple[SkillMention, ...]:
        """The skills named in a text, in the order of their first mention; denied ones are left out."""
        normal = normalise(text)
        found: dict[str, list[tuple[int, int]]] = {}
        for start, end, name in sorted([*self._find_latin(normal.text), *self._find_chinese(normal.text.lower())]):
            if not _DENIED.search(normal.text[max(0, start - 30) : start]):
                found.setdefault(name, []).append(normal.span(start, end))
        return tuple(SkillMention(name, tuple(spans)) for name, spans in found.items())

    def _find_latin(self, text: str):
        words = [(match.group().lower(), *match.span()) for match in _LATIN.finditer(text)]
        index = 0
        while index < len(words):
            for size in range(min(_LONGEST, len(words) - index), 0, -1):
                name = self._latin.get(tuple(word for word, _start, _end in words[index : index + size]))
                if name:
                    yield words[index][1], words[index + size - 1][2], name
                    index += size - 1
                    break
            index += 1

    def _find_chinese(self, text: str):
        if len(text) == 0 or not self._chinese:
            return
        index = 0
        while index < len(text):
            for size in range(min(self._widest, len(text) - index), 1, -1):
                name = self._chinese.get(text[index : index + size])
                if name:
                    yield index, index + size, name
                    index += size - 1
                    break
            index += 1


def _words(term: str) -> list[str]:
    return [match.group() for match in _LATIN.finditer(term)]


def _synonyms(name: str) -> tuple[str, ...]:
    return _groups().get(fold(name), ()) if fold(name) else ()


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[str, ...]]:
    """Every term of a group leads to the whole group; symbols keep C, C++ and C# apart."""
    groups = {}
    for group in SKILL_SYNONYMS:
        terms = tuple(group.split("|"))
        for term in terms:
            if re.sub(r"\W", "", term) == term or any(map(is_cjk, term)) or " " in term:
                groups[fold(term)] = terms
    return groups
