"""Find the words in a text that show a behaviour, with a calibrated probability that they do."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .context import NAMES
from .encoders import Encoder
from .features import LEXICAL, lexical_features
from .profiles import StatementProfile, TextProfile, profile_statement, profile_text
from .types import Evidence, Finder, Indicator, Kind, Source

_FLOOR = 0.3
_PER_SOURCE = 3
_MOST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """One question to the finder: does ``text`` show ``statement``?"""

    statement: str
    text: str
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    question: str = ""
    source: str = "answer"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The finder's answer. ``text[start:end] == quote``; without a quote it is empty and the offsets are -1."""

    probability: float
    quote: str
    start: int
    end: int
    kind: Kind
    strength: float


_NOTHING = Judgement(0.0, "", -1, -1, Kind.EXPLICIT, 0.0)


class EvidenceFinder:
    """Judges texts against statements.

    :param encoder: gives meaning to words that differ; without it the finder compares words only
    """

    can_overlap = True

    def __init__(self, encoder: Encoder | None = None):
        self.encoder = encoder
        self._texts = _Cache(4096)
        self._statements = _Cache(8192)

    @property
    def finder(self) -> Finder:
        """How evidence was found, as it is shown to people."""
        return Finder.RULE if self.encoder is None else Finder.SEMANTIC

    def find(
        self,
        indicators: Sequence[Indicator],
        sources: Sequence[Source],
        excluded: Mapping[str, Sequence[tuple[int, int]]] | None = None,
        minimum: float = _FLOOR,
        overlapping: bool = False,
    ) -> list[Evidence]:
        """Evidence for every indicator in every source, best first within a pair, passages of a pair not overlapping.

        :param excluded: spans by source id that may not be quoted
        :param minimum: what is less probable than this is not reported
        :param overlapping: report every passage of up to three sentences that is at least as probable as
            :data:`_FLOOR`; whoever asks chooses among them
        """
        limit = None if overlapping else _PER_SOURCE
        statements = [self._statement(i.statement, i.examples, i.counter_examples) for i in indicators]
        found = []
        for source in sources:
            text = self._text(source.text, tuple(map(tuple, (excluded or {}).get(source.id, ()))))
            for indicator, judged in zip(indicators, self._judge(text, statements, limit), strict=True):
                found += [_evidence(indicator, source, one, self.finder) for one in judged if one.probability >= minimum]
        return found

    def judge(self, statement, text, examples=(), counter_examples=(), question="", source="answer") -> Judgement:
        """:return: whether ``text`` shows ``statement``, with the words that show it best"""
        return self.judge_many([Pair(statement, text, tuple(examples), tuple(counter_examples), question, source)])[0]

    def judge_many(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """As :meth:`judge` for many pairs; those that share a text are judged together."""
        by_text: dict[str, list[int]] = {}
        for index, pair in enumerate(pairs):
            by_text.setdefault(pair.text, []).append(index)
        answers: list[Judgement] = [_NOTHING] * len(pairs)
        for text, indices in by_text.items():
            statements = [self._statement(pairs[i].statement, pairs[i].examples, pairs[i].counter_examples) for i in indices]
            for index, judged in zip(indices, self._judge(self._text(text), statements, 1), strict=True):
                answers[index] = judged[0] if judged else _NOTHING
        return answers

    def _text(self, text: str, excluded: tuple[tuple[int, int], ...] = ()) -> TextProfile:
        return self._texts.get((text, excluded), lambda: profile_text(text, excluded))

    def _statement(self, statement: str, examples, counter_examples) -> StatementProfile:
        key = (statement, tuple(examples), tuple(counter_examples))
        return self._statements.get(key, lambda: profile_statement(*key))

    def _judge(self, text: TextProfile, statements: list[StatementProfile], limit: int | None) -> list[list[Judgement]]:
        if not text.windows or not statements:
            return [[] for _ in statements]
        lexical = lexical_features(text, statements)
        probabilities = _prior_model(lexical, text.window_context)
        return [self._passages(text, probabilities[:, at], lexical[:, at], limit) for at in range(len(statements))]

    def _passages(self, text, probabilities, lexical, limit) -> list[Judgement]:
        chosen: list[tuple[int, int]] = []
        judged = []
        # among equals the shorter window is the better quote; windows are listed from short to long
        for index in np.argsort(-probabilities, kind="stable"):
            first, last = text.windows[index]
            if limit is None and probabilities[index] < _FLOOR:
                break
            if limit is None and text.units[last - 1][2] - text.units[first][2] >= _MOST_SENTENCES:
                continue
            if limit is not None and any(left < last and first < right for left, right in chosen):
                continue
            chosen.append((first, last))
            judged.append(_judgement(text, first, last, float(probabilities[index]), lexical[index], text.window_context[index]))
            if len(judged) == limit:
                break
        return judged


def _judgement(text: TextProfile, first: int, last: int, probability: float, lexical: np.ndarray, described: np.ndarray) -> Judgement:
    quote, start, end = text.quote(first, last)
    kind = Kind.EXPLICIT if lexical[LEXICAL.index("coverage")] >= 0.35 else Kind.IMPLICIT
    return Judgement(round(probability, 4), quote, start, end, kind, _strength(described))


def _strength(described: np.ndarray) -> float:
    numbers, result = described[NAMES.index("numbers")], described[NAMES.index("result")]
    return round(float(min(1.0, 0.4 + 0.3 * min(numbers, 1.0) + 0.3 * min(result, 1.0))), 4)


def _evidence(indicator: Indicator, source: Source, judged: Judgement, finder: Finder) -> Evidence:
    return Evidence(
        indicator.id, source.id, judged.quote, judged.start, judged.end, judged.probability, judged.kind, judged.strength, finder
    )


def _prior_model(lexical: np.ndarray, described: np.ndarray) -> np.ndarray:
    """Probabilities before any training: topic by words, deed by context."""
    part = {name: lexical[..., index] for index, name in enumerate(LEXICAL)}
    told = {name: described[:, index, None] for index, name in enumerate(NAMES)}
    topic = np.maximum(part["coverage"], np.maximum(part["unit_coverage"], 1.3 * part["example_words"]) + 0.3 * part["example_grams"])
    deed = told["past"] + told["action"] + 0.5 * told["numbers"] + 0.5 * told["result"]
    doubt = told["wish"] + told["claim"] + 0.7 * told["hypothetical"] + 0.5 * told["other_person"] + 0.6 * told["negation"]
    doubt = doubt + 1.5 * told["meta"] + 1.5 * (told["list_like"] > 1.5)
    margin = 1.5 * (part["example_words"] - part["counter_words"]) * part["has_counters"]
    return 1.0 / (1.0 + np.exp(-(6.0 * topic + margin + 0.8 * deed - 0.9 * doubt - 3.0)))


class _Cache:
    """Keeps the latest things that were prepared."""

    def __init__(self, size: int):
        self._size = size
        self._kept: OrderedDict[Hashable, object] = OrderedDict()

    def get(self, key: Hashable, make: Callable):
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        self._kept[key] = made = make()
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)
        return made
