"""Whether a text calls things by a name that somebody would search for: how a search for words looks at a CV."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from .cv_skills import SkillFinder
from .cv_told import told
from .lexicon import term_weight
from .normal import is_cjk, normalise
from .text import tokens

# A position is the job's where it has at least so much of the words of its title.
_SAME_TITLE = 0.5
_TAIL = re.compile(r"\s*[,，(（/|｜].*", re.DOTALL)


class Names:
    """The names of one job and of its competencies.

    :param titles: what the job is called
    :param competencies: names by id
    """

    def __init__(self, titles: Iterable[str], competencies: Mapping[str, Sequence[str]]):
        self._titles = [frozenset(_content(_TAIL.sub("", title))) for title in titles if title.strip()]
        self._ids: dict[str, list[str]] = {}
        for key, names in competencies.items():
            for name in filter(None, names):
                self._ids.setdefault(name, []).append(key)
        self._finder = SkillFinder(self._ids)

    def found(self, text: str) -> frozenset[str]:
        """The ids of the competencies that the text names, and "" where it names the job."""
        named = {key for mention in self._finder.find(text) for key in self._ids[mention.name]}
        return frozenset(named | ({""} if self._names_job(text) else set()))

    def _names_job(self, text: str) -> bool:
        words = [frozenset(_content(text[start:end])) for start, end in told(text).titles]
        return any(_share(title, own) >= _SAME_TITLE for title in self._titles for own in words)


def _content(text: str) -> list[str]:
    return [word for word in tokens(normalise(text).text) if is_cjk(word[0]) or len(word) > 1]


def _share(title: frozenset[str], words: frozenset[str]) -> float:
    """How much of a title's weight is in some words."""
    whole = sum(map(term_weight, title))
    return sum(map(term_weight, title & words)) / whole if whole else 0.0
