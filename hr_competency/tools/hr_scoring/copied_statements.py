"""Sentences that say what a job asks for, and nothing of one's own.

A statement is too short to be told from an honest sentence by its triples of words: "Plans the rota" has one. What tells a copy
is that nothing else is said: no number, no object, no time, no place and no sign that it was done. "Planned the rota for three
lines" and 带领团队完成了目标 are deeds, however much they owe to the statement.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .text import is_past, token, tokens

# Such a part of a statement's words must be said, or it is not that statement that is copied.
_SAID = 0.75
# Words that make a claim of a statement, and no deed; as tokens.
_FRAME = frozenset(
    token(word)
    for frame in (
        "I am a an the my our we of to in on at for with and or as is are be been have has having can could will able ability capable "
        "capability responsible responsibility responsibilities accountable include includes including duty duties task tasks role "
        "work working experience experienced skill skills skilled strong excellent proven good great expert expertise proficient "
        "proficiency competent knowledge know knows how always often usually regularly consistently actively successfully "
        "effectively efficiently independently well very highly also really key core main daily job",
        "我 我们 本人 自己 的 地 得 和 与 及 以及 并 并且 或 等 在 对 是 也 都 有 能 能够 可以 会 擅长 善于 精通 熟练 熟悉 掌握 了解 "
        "具有 具备 拥有 能力 经验 丰富 较强 很强 强 良好 优秀 出色 负责 主要 工作 内容 职责 岗位 认真 积极 一直 经常 长期 始终 "
        "独立 成功 有效 高效 很 非常 十分 好 做 做得",
    )
    for word in frame.split()
)
_ENGLISH_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Statements:
    """What a job asks for: the telling words of each statement, those of all, and English words as they are written there."""

    each: tuple[frozenset[str], ...]
    every: frozenset[str]
    written: frozenset[str]

    def is_all_of(self, said: Sequence[str], text: str) -> bool:
        """Whether a sentence says one or more of the statements and nothing else.

        :param said: its tokens, see :func:`.text.tokens`
        :param text: as it is written
        """
        own = set(_without_number(said)) - _FRAME
        if not own or not own <= self.every:
            return False
        copied = [words for words in self.each if len(words & own) >= _SAID * len(words)]
        return own <= frozenset().union(*copied) and not self._tells_that_done(text)

    def _tells_that_done(self, text: str) -> bool:
        """Whether a word that is a statement's stands in the past ("planned"): its token is the same."""
        return any(is_past(word) and word not in self.written for word in _ENGLISH_WORD.findall(text.lower()))


@lru_cache(maxsize=64)
def statements_of(texts: Sequence[str]) -> Statements:
    """The statements of a job; each may have several wordings, one a line.

    :param texts: a tuple of them
    """
    lines = [line for text in texts for line in text.splitlines()]
    each = tuple(words for words in (frozenset(tokens(line)) - _FRAME for line in lines) if words)
    # what a statement itself has of these is a word like others
    written = frozenset(_ENGLISH_WORD.findall("\n".join(lines).lower()))
    return Statements(each, frozenset().union(*each), written)


def _without_number(said: Sequence[str]) -> Collection[str]:
    """Without the number that a list puts before an item; a number of things has a word more than the statement."""
    return said[1:] if said and said[0].isdecimal() else said
