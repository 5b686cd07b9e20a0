"""What tells an answer that says the model answer in other words from one that says something else in its words.

How much of a model answer is found does not tell that: who turns it round, or puts its words together wrongly, says nearly all
of them. So both are looked at as they stand: in which order the words come, what is said besides, on which side of a pair of
opposites (``opposites.txt``: more and less, open and closed) both are, what is denied, which numbers are there. None of it
counts by itself; :mod:`.grade_judge` weighs it together with what is found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from .grade_text import GradedText, weight
from .text import tokens, words

CONTRAST = (
    # of what the answer says beyond the question, how much the model says, outright and by words near it
    "precise",
    "nearly_precise",
    "answer_length",
    "model_length",
    "relative_length",
    "echo",
    # the longest common sequence of words, of the model, the answer, and the words they share
    "sequence_of_model",
    "sequence_of_answer",
    "order",
    "pairs_of_model",
    "pairs_of_answer",
    "answer_denies",
    "model_denies",
    "denials_differ",
    "opposed",
    "agreed",
    "opposed_share",
    "side_missing",
    "side_added",
    "absolutes",
    "absolutes_added",
    "not_known",
    "number_added",
    "number_missing",
    "replaced",
    "same_opening",
    "nothing_new",
)
_FILE = Path(__file__).with_name("opposites.txt")
_DENIAL = re.compile(r"(?:not|no|never|neither|nor|without|cannot|none|nothing|hardly|\w+n['’]t|dont|doesnt|isnt|cant|wont|didnt|arent)")
_DENIAL_ZH = re.compile(r"[不没无未非勿别]")
# A denial reaches so many words, or Chinese characters, on.
_REACH = 3
_UNKNOWN = re.compile(r"(?i)don['’]?t know|no idea|not sure|idk|dunno|不知道|不清楚|不会|忘了|不懂|没学过")
_ABSOLUTE = re.compile(
    r"(?i)\b(?:always|never|only|all|every|any|none|completely|must|just|everything|nothing|everyone|automatically|immediately"
    r"|impossible|proves?)\b|只|都|所有|任何|完全|一定|必然|全部|永远|总是|唯一|绝对|越|就行|而已"
)
_MOST_WORDS = 150
_MOST = 3
_LEAST_WEIGHT = 0.3
_UNRELATED = 0.3
_LONGEST = 2.0
_DECIMALS = 5


@dataclass(frozen=True, slots=True)
class Said:
    """A text as it stands: its tokens in order, on which side of each pair of opposites it is, and how often it denies."""

    spoken: tuple[str, ...]
    sides: np.ndarray
    denials: int
    absolutes: int
    not_known: bool

    @property
    def terms(self) -> frozenset[str]:
        """Its different tokens."""
        return frozenset(self.spoken)

    @property
    def pairs(self) -> set[tuple[str, str]]:
        """Tokens that follow each other."""
        return set(pairwise(self.spoken))


def contrast(question: GradedText, model: GradedText, answer: GradedText) -> np.ndarray:
    """One model answer against one answer that says something.

    :return: :data:`CONTRAST`
    """
    wanted, told = said(model), said(answer)
    values = (
        *_precision(question, model, answer),
        *_lengths(question, model, answer),
        *_sequence(wanted.spoken, told.spoken),
        *_shares(wanted.pairs, told.pairs),
        *_denials(wanted, told),
        *_sides(said(question).sides, wanted.sides, told.sides),
        *_manner(wanted, told),
        *_numbers(question, model, answer),
        _replaced(wanted.spoken, told.spoken),
        model.polarity * answer.polarity,
        not answer.terms - question.terms,
    )
    return np.round(np.array(values, dtype=np.float64), _DECIMALS)


def said(text: GradedText) -> Said:
    """What a text says, as it stands."""
    return said_in(" ".join(text.pieces))


@lru_cache(maxsize=8192)
def said_in(text: str) -> Said:
    """The same of a normalised text, or a part of one."""
    sides, denials = _balance(text)
    return Said(tuple(tokens(text)[:_MOST_WORDS]), sides, denials, len(_ABSOLUTE.findall(text)), bool(_UNKNOWN.search(text)))


def _precision(question: GradedText, model: GradedText, answer: GradedText) -> tuple[float, float]:
    fresh = answer.terms - question.terms
    outright = weight(fresh & model.terms) / max(weight(fresh), _LEAST_WEIGHT)
    own, others = answer.meanings, model.meanings
    if not own.terms or not others.terms:
        return outright, 0.0
    near = np.clip(own.vectors @ others.vectors.T, 0.0, 1.0).max(1)
    near[[term in model.terms for term in own.terms]] = 1.0
    worth = own.weights * [term in fresh for term in own.terms]
    close = np.maximum(near - _UNRELATED, 0.0) / (1.0 - _UNRELATED)
    return outright, float(close @ worth) / max(float(worth.sum()), _LEAST_WEIGHT)


def _lengths(question: GradedText, model: GradedText, answer: GradedText) -> tuple[float, ...]:
    fresh, wanted = len(answer.terms - question.terms), len(model.terms - question.terms)
    echo = weight(answer.terms & question.terms) / max(weight(answer.terms), _LEAST_WEIGHT)
    return float(np.log1p(len(answer.terms))), float(np.log1p(len(model.terms))), min(_LONGEST, fresh / max(wanted, 1)), echo


def _sequence(wanted: Sequence[str], told: Sequence[str]) -> tuple[float, float, float]:
    common, (of_wanted, of_told) = longest_common(wanted, told), _shared_words(wanted, told)
    return common / max(len(wanted), 1), common / max(len(told), 1), common / max(min(of_wanted, of_told), 1)


def _shared_words(wanted: Sequence[str], told: Sequence[str]) -> tuple[int, int]:
    shared = set(wanted) & set(told)
    return sum(word in shared for word in wanted), sum(word in shared for word in told)


def longest_common(left: Sequence[str], right: Sequence[str]) -> int:
    """The length of the longest sequence that is in both, with gaps: the longest rising one of the places of shared words.

    >>> longest_common("the cat sees the dog".split(), "the dog sees the cat".split())
    3
    """
    places: dict[str, list[int]] = {}
    for at, word in enumerate(right):
        places.setdefault(word, []).insert(0, at)
    lowest: list[int] = []
    for word in left:
        for at in places.get(word, ()):
            lowest[(spot := bisect_left(lowest, at)) : spot + 1] = [at]
    return len(lowest)


def _shares(wanted: set, told: set) -> tuple[float, float]:
    shared = len(wanted & told)
    return shared / max(len(wanted), 1), shared / max(len(told), 1)


def _denials(wanted: Said, told: Said) -> tuple[int, int, int]:
    return min(told.denials, _MOST), min(wanted.denials, _MOST), min(abs(told.denials - wanted.denials), _MOST)


def _sides(asked: np.ndarray, wanted: np.ndarray, told: np.ndarray) -> tuple[float, ...]:
    opposed, agreed = int((wanted * told < 0).sum()), int((wanted * told > 0).sum())
    missing = int(((wanted != 0) & (told == 0)).sum())
    added = int(((wanted == 0) & (told != 0) & (asked == 0)).sum())
    return opposed, agreed, opposed / max(opposed + agreed, 1), missing, added


def _manner(wanted: Said, told: Said) -> tuple[int, int, bool]:
    more = max(told.absolutes - wanted.absolutes, 0)
    return min(told.absolutes, _MOST), min(more, _MOST), told.not_known


def _numbers(question: GradedText, model: GradedText, answer: GradedText) -> tuple[bool, bool]:
    asked, wanted, told = (_figures(text) for text in (question, model, answer))
    return bool(told - wanted - asked), bool(wanted - told - asked)


def _figures(text: GradedText) -> set[str]:
    return {one for one in text.symbols | text.terms if any(map(str.isdigit, one))}


def _replaced(wanted: Sequence[str], told: Sequence[str]) -> float:
    """How many words the answer has of its own where it otherwise has those of the model."""
    of_wanted, of_told = _shared_words(wanted, told)
    return (len(told) - of_told) * of_wanted / max(len(wanted), 1)


# --- opposites -------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _opposites() -> tuple[dict[str, list[tuple[int, int]]], re.Pattern, int]:
    """Each word with its pairs and its side there; a pattern of the Chinese ones, longest first; how many pairs there are."""
    lines = _FILE.read_text("utf-8").splitlines()
    known: dict[str, list[tuple[int, int]]] = {}
    for number, line in enumerate(lines):
        for side, own in zip((1, -1), line.split("|"), strict=True):
            for word in own.split():
                known.setdefault(word, []).append((number, side))
    chinese = sorted((word for word in known if not word[0].isascii()), key=len, reverse=True)
    return known, re.compile("|".join(chinese)), len(lines)


def _balance(text: str) -> tuple[np.ndarray, int]:
    """:return: for each pair of opposites how often the one side is named more than the other (what is denied counts for the
    other), and how many denials there are"""
    known, _pattern, count = _opposites()
    sides, denials = np.zeros(count), 0
    for found, denied in (_english(text), _chinese(text)):
        denials += denied
        for word, sign in found:
            for number, side in known[word]:
                sides[number] += sign * side
    return sides, denials


def _english(text: str) -> tuple[list[tuple[str, int]], int]:
    known, _pattern, _count = _opposites()
    found, denials, last = [], 0, -_REACH - 1
    for at, word in enumerate(word.lower() for word, _start, _end in words(text) if word[0].isascii()):
        if word in known:
            found.append((word, -1 if at - last <= _REACH else 1))
        elif _DENIAL.fullmatch(word):
            last, denials = at, denials + 1
    return found, denials


def _chinese(text: str) -> tuple[list[tuple[str, int]], int]:
    _known, pattern, _count = _opposites()
    spans = [match.span() for match in pattern.finditer(text)]
    named = {at for start, end in spans for at in range(start, end)}
    denied = [match.start() for match in _DENIAL_ZH.finditer(text) if match.start() not in named]
    signs = [-1 if any(0 < start - at <= _REACH for at in denied) else 1 for start, _end in spans]
    return [(text[start:end], sign) for (start, end), sign in zip(spans, signs, strict=True)], len(denied)
