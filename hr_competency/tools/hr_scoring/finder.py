"""Find the words in a text that show a behaviour, with a calibrated probability that they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .cache import ByteCache
from .contrast import Contrast, said_rather, standing_out
from .deed import CLASSES
from .encoders import Encoder
from .features import window_context
from .model import LEXICAL, EvidenceModel, Space, shipped_model
from .passages import Judgement, Passage, Passages
from .profiles import Block, Rows, StatementProfile, TextProfile, joined, profile_statement, profile_texts
from .quoting import Quoter
from .references import is_key_point
from .threads import one_thread
from .types import Evidence, Finder, Indicator, Kind, Source, evidence_of
from .wordvec import WordVectors

_FLOOR = 0.3
_DENIED = CLASSES.index("negated")
_PER_SOURCE = 3
# Texts that are judged in one go: single sentences would spend their time between calls.
_TOGETHER = 512
# What is kept of texts, of statements with their phrases (about 250 of twenty phrases), and of jobs.
_TEXT_BYTES, _STATEMENT_BYTES, _BLOCK_BYTES, _CONTRAST_BYTES = 8_000_000, 48_000_000, 48_000_000, 4_000_000


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
class Denial:
    """How likely a text speaks of a failure or a denial, and how well it fits each indicator (see :mod:`.contrast`)."""

    probability: float
    fits: tuple[float, ...]


@dataclass(slots=True)
class Candidate:
    """A passage that may be evidence for an indicator; what it takes to quote it is done when it is asked for."""

    indicator_id: str
    source_id: str
    probability: float
    strength: float
    contrast: float
    passage: Passage
    finder: Finder

    @property
    def quote(self) -> str:
        """The words that show it best."""
        return self.passage.quote()[0]

    @property
    def start(self) -> int:
        """Where they begin."""
        return self.passage.quote()[1]

    def evidence(self, source_id: str = "", first: int = 0, weight: float | None = None, share: float = 1.0) -> Evidence:
        """As evidence.

        :param source_id: the source that it is told to be from, without it the one that was looked at
        :param first: where in that source the text begins that was looked at
        """
        quote, start, end = self.passage.quote()
        # field by field: by name it takes much longer
        where = (self.indicator_id, source_id or self.source_id, quote, start + first, end + first)
        found = (self.probability, self.passage.kind, self.strength, self.finder)
        return evidence_of(*where, *found, 0.0, False, None, weight, self.contrast, share)


_NOTHING = Judgement(0.0, "", -1, -1, Kind.EXPLICIT, 0.0)


class EvidenceFinder:
    """Judges texts against statements.

    :param encoder: gives meaning to words that differ; without it the finder knows single words only
    :param model: the trained model; the shipped one if not given
    """

    def __init__(self, encoder: Encoder | None = None, model: EvidenceModel | None = None):
        self.encoder = encoder
        self._model = model
        self._texts = ByteCache(_TEXT_BYTES, TextProfile.size, TextProfile.own)
        self._statements = ByteCache(_STATEMENT_BYTES)
        self._blocks = ByteCache(_BLOCK_BYTES)
        self._contrasts = ByteCache(_CONTRAST_BYTES)
        self._known_space: Space | None = None
        self._known_words: WordVectors | None = None

    @property
    def model(self) -> EvidenceModel:
        """The trained model, read at first use."""
        return self._model or shipped_model()

    @property
    def version(self) -> str:
        """Changes whenever the model does; it goes into the hash of an assessment's input."""
        return self.model.version

    @property
    def finder(self) -> Finder:
        """How evidence was found, as it is shown to people."""
        return Finder.RULE if self.encoder is None else Finder.SEMANTIC

    @one_thread()
    def find(
        self,
        indicators: Sequence[Indicator],
        sources: Sequence[Source],
        excluded: Mapping[str, Sequence[tuple[int, int]]] | None = None,
        minimum: float = _FLOOR,
    ) -> list[Evidence]:
        """Evidence for every indicator in every source, best first within a pair, passages of a pair not overlapping.

        :param excluded: spans by source id that may not be quoted
        :param minimum: what is less probable than this is not reported
        """
        return [one.evidence() for one in self._candidates(indicators, sources, excluded or {}, minimum)]

    @one_thread()
    def candidates(self, indicators: Sequence[Indicator], sources: Sequence[Source], minimum: float = _FLOOR) -> list[Candidate]:
        """What :meth:`find` finds, before it is quoted: for who does not need most of it."""
        return self._candidates(indicators, sources, {}, minimum)

    def _candidates(
        self, indicators: Sequence[Indicator], sources: Sequence[Source], excluded: Mapping[str, Sequence], minimum: float
    ) -> list[Candidate]:
        if not indicators or not sources:
            return []
        block, contrast = self._compared(indicators)
        texts = self._prepared([(source.text, tuple(map(tuple, excluded.get(source.id, ())))) for source in sources])
        # who say the same word for word are judged once
        judged: dict[int, dict[int, list[Passage]]] = {}
        for group in _groups(texts):
            found = self._judge(group, block, _PER_SOURCE, minimum, contrast, in_job=True)
            judged.update(zip(map(id, group), found, strict=True))
        finder = self.finder
        return [
            Candidate(indicators[number].id, source.id, one.probability, one.strength, one.contrast, one, finder)
            for source, text in zip(sources, texts, strict=True)
            for number, each in judged[id(text)].items()
            for one in each
        ]

    @one_thread()
    def denials(self, indicators: Sequence[Indicator], texts: Sequence[str]) -> list[Denial]:
        """How much each text sounds like a failure or a denial, and of which behaviours it speaks."""
        _block, contrast = self._compared(indicators)
        profiles = [one.whole() if one.units else None for one in self._prepared([(text, ()) for text in texts])]
        told = [one for one in profiles if one is not None]
        if not told:
            return [Denial(0.0, ()) for _ in texts]
        together = joined(told)
        speaks = np.exp(self.model.deed[LEXICAL if self.encoder is None else self._space().deed].judge(together)[:, _DENIED])
        fits = np.zeros((len(told), len(indicators))) if contrast is None else contrast(together)
        found = (Denial(float(chance), tuple(row)) for chance, row in zip(np.round(speaks, 4), fits.tolist(), strict=True))
        return [Denial(0.0, ()) if one is None else next(found) for one in profiles]

    def judge(self, statement, text, examples=(), counter_examples=(), question="", source="answer") -> Judgement:
        """:return: whether ``text`` shows ``statement``, with the words that show it best"""
        return self.judge_many([Pair(statement, text, tuple(examples), tuple(counter_examples), question, source)])[0]

    @one_thread()
    def judge_many(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """As :meth:`judge` for many pairs; those that share a text are judged together."""
        by_text: dict[str, list[int]] = {}
        for index, pair in enumerate(pairs):
            by_text.setdefault(pair.text, []).append(index)
        answers: list[Judgement] = [_NOTHING] * len(pairs)
        texts = self._prepared([(text, ()) for text in by_text])
        for text, indices in zip(texts, by_text.values(), strict=True):
            block = self._block([(pairs[i].statement, pairs[i].examples, pairs[i].counter_examples) for i in indices])
            (judged,) = self._judge([text], block, 1, 0.0)
            for number, (best, *_others) in judged.items():
                answers[indices[number]] = best.judgement()
        return answers

    def _compared(self, indicators: Sequence[Indicator]) -> tuple[Block, Contrast | None]:
        """The indicators of a job, and what tells them apart."""
        asked = tuple((one.statement, tuple(one.examples), tuple(one.counter_examples), is_key_point(one.id)) for one in indicators)
        block = self._block(asked)
        return block, self._contrasts.get(asked, lambda: Contrast.of(block))

    def _prepared(self, texts: Sequence[tuple[str, tuple]]) -> list[TextProfile]:
        """Texts with the vectors of their sentences; all that is missing is encoded in one call."""
        profiles = self._texts.get_many(texts, self._new_profiles)
        missing: dict[int, tuple[Rows, list[str]]] = {}
        for one in {id(one): one for one in profiles}.values():
            if one.rows.vectors is None and self.encoder is not None:
                missing.setdefault(id(one.rows), (one.rows, []))[1].extend(one.sentence_texts())
        self._encode(list(missing.values()))
        return profiles

    def _new_profiles(self, texts: Sequence[tuple[str, tuple]]) -> Iterator[TextProfile]:
        for at in range(0, len(texts), _TOGETHER):
            yield from profile_texts(texts[at : at + _TOGETHER], self._words())

    def _block(self, keys: Sequence[tuple]) -> Block:
        return self._blocks.get(tuple(keys), lambda: self._new_block(keys))

    def _new_block(self, keys: Sequence[tuple]) -> Block:
        words = self._words()
        profiles = [self._statements.get(key, lambda key=key: profile_statement(key[0], words, *key[1:])) for key in keys]
        parts = self.model.part(profiles, words)
        self._encode([(one, one.texts) for one in (*profiles, *parts) if one.vectors is None])
        return Block.of(profiles)

    def _encode(self, told: Sequence[tuple[Rows | StatementProfile, list[str]]]) -> None:
        """Give each the vectors of its texts; the encoder is called once."""
        different = list(dict.fromkeys(text for _of, texts in told for text in texts))
        if self.encoder is None or not different:
            return
        place = {text: number for number, text in enumerate(different)}
        vectors = self.encoder.encode(different)
        for of, texts in told:
            of.vectors = vectors[[place[text] for text in texts]]

    def _words(self) -> WordVectors:
        if self._known_words is None:
            self._known_words = self.model.words_for(self.encoder)
        return self._known_words

    def _space(self) -> Space:
        if self._known_space is None:
            self._known_space = self.model.space(self.encoder)
        return self._known_space

    def _judge(
        self,
        texts: Sequence[TextProfile],
        block: Block,
        limit: int,
        minimum: float,
        contrast: Contrast | None = None,
        in_job: bool = False,
    ) -> list[dict[int, list[Passage]]]:
        """For each text its passages, by the number of the statement; only what is at least ``minimum`` probable.

        :param in_job: whether the statements are those of a job, which are told apart, or were only asked about together
        """
        found: list[dict[int, list[Passage]]] = [{} for _ in texts]
        filled = [number for number, text in enumerate(texts) if len(text.windows)]
        if not filled:
            return found
        together = joined([texts[number] for number in filled])
        judged = self.model.judge(together, block, self._space())
        fits = np.zeros_like(judged.probability) if contrast is None else contrast(together)
        outstanding = standing_out(fits, block.parts["examples"][1] > 0)
        rivals = self.model.sorter.kinds(block).rivals
        if in_job and rivals.any():
            outstanding[:, rivals] += said_rather(judged.covered[:, rivals])
        passages = Passages(judged, window_context(together), outstanding, Quoter(self.model, together, block))
        for number, own in zip(filled, passages.of([texts[number] for number in filled], limit, minimum), strict=True):
            found[number] = own
        return found


def _groups(texts: Sequence[TextProfile]) -> Iterator[list[TextProfile]]:
    """Different texts, those together that were prepared together, as many as are judged in one go."""
    groups: dict[int, list[TextProfile]] = {}
    for text in {id(text): text for text in texts}.values():
        groups.setdefault(0 if text.place is None else id(text.rows), []).append(text)
    for group in groups.values():
        yield from (group[at : at + _TOGETHER] for at in range(0, len(group), _TOGETHER))
