"""Pairs of a text and a statement with their features, as the parts of the model learn from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

import numpy as np

from ..encoders import Encoder
from ..features import RELATION, related, relation
from ..forms import Form
from ..predicate import parted
from ..profiles import Block, StatementProfile, TextProfile, profile_statement, profile_texts
from ..proposition import statement_features
from ..proposition_chinese import chinese_features
from ..proposition_english import english_features
from ..saying import Points, saying_features, shared
from ..wordvec import WordVectors
from .material import Behaviour, Phrase, Siblings

SEED = 21
# Each phrase also meets indicators that it was not written for: of other competencies and of its own one.
STRANGERS = 3
_TOGETHER = 256


class Reader:
    """Prepares texts and statements with vectors; everything is read once."""

    def __init__(self, words: WordVectors, encoder: Encoder):
        self.words = words
        self.encoder = encoder
        self.forms: Mapping[str, Form] = {}
        self._texts: dict[str, TextProfile] = {}
        self._statements: dict[tuple, StatementProfile] = {}

    def text(self, text: str) -> TextProfile:
        """A text as one window."""
        self.read([text])
        return self._texts[text]

    def read(self, texts: Iterable[str]) -> None:
        """Prepare many texts at once."""
        new = [text for text in dict.fromkeys(texts) if text not in self._texts]
        for at in range(0, len(new), _TOGETHER):
            profiles = profile_texts([(text, ()) for text in new[at : at + _TOGETHER]], self.words)
            vectors = self.encoder.encode([sentence for one in profiles if one.units for sentence in one.sentence_texts()])
            for text, profile in zip(new[at : at + _TOGETHER], profiles, strict=True):
                if profile.units:
                    profile.vectors, vectors = np.split(vectors, [len(profile.sentences)])
                    profile = profile.whole()
                self._texts[text] = profile

    def statement(self, statement: str, examples: Sequence[str] = (), counters: Sequence[str] = ()) -> StatementProfile:
        """A statement with its phrases."""
        key = (statement, tuple(examples), tuple(counters))
        if key not in self._statements:
            profile = profile_statement(statement, self.words, examples, counters)
            profile.vectors = self.encoder.encode(profile.texts)
            self._statements[key] = profile
        return self._statements[key]

    def proposition(self, statement: str, verbs: frozenset[str]) -> StatementProfile:
        """A statement without phrases, with its parts.

        :param verbs: see :func:`..predicate.parted`
        """
        profile = self.statement(statement)
        if profile.parts is None:
            profile.parts = tuple(self.statement(part) for part in parted(profile.statement, verbs))
        return profile

    def bare(self, statement: str) -> StatementProfile:
        """A statement without what an encoder says of it."""
        return profile_statement(statement, self.words)

    def near(self, text: str, statements: Sequence[StatementProfile]) -> np.ndarray:
        """:func:`..features.relation` of a whole text, a row for each statement"""
        return relation(self.text(text), Block.of(statements), self.forms)[0]

    def said(self, text: str, propositions: Sequence[StatementProfile]) -> np.ndarray:
        """:func:`..saying.saying_features` of a whole text, a row for each proposition"""
        profile, block = self.text(text), Block.of(propositions)
        points = Points.of(block, np.arange(len(propositions)))
        whole = related(profile, block, RELATION, self.forms)
        found = points.near(profile, whole, lambda part: related(profile, part, shared(True), self.forms))
        return np.stack([found[name][0] for name in saying_features(True)], axis=-1)

    def only(self, text: str, statements: Sequence[str], names: Collection[str]) -> dict[str, np.ndarray]:
        """Some features of a whole text, each 1 × statements."""
        return related(self.text(text), Block.of(list(map(self.statement, statements))), names, self.forms)


@dataclass(slots=True)
class Pairs:
    """Rows of features. ``text`` and ``group`` say which text a row is about, and what must stay on one side of a split;
    ``kind`` is that of the phrase for its own indicator, ``other`` or ``sibling`` for a stranger."""

    near: list[np.ndarray] = field(default_factory=list)
    text: list[int] = field(default_factory=list)
    group: list[str] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)

    def add(self, near: np.ndarray, text: int, group: str, kinds: Sequence[str]) -> None:
        """Append the rows of one text."""
        self.near.append(near)
        self.text += [text] * len(kinds)
        self.group += [group] * len(kinds)
        self.kind += kinds

    def arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Features, texts, groups and kinds as arrays."""
        return np.concatenate(self.near), np.array(self.text), np.array(self.group), np.array(self.kind)


def without(profile: StatementProfile, text: str, draw: np.random.Generator) -> StatementProfile:
    """The statement with some of its phrases, drawn, and never with ``text`` itself among them."""
    examples = _drawn([at for at, phrase in enumerate(profile.examples) if phrase != text], draw, 1)
    counters = _drawn([at for at, phrase in enumerate(profile.counter_examples) if phrase != text], draw, 0)
    first = 1 + len(profile.examples)
    rows = np.array([0, *(1 + at for at in examples), *(first + at for at in counters)], dtype=int)
    return StatementProfile(
        profile.statement,
        tuple(profile.examples[at] for at in examples),
        tuple(profile.counter_examples[at] for at in counters),
        _words_of(profile, rows),
        profile.bags[rows],
        profile.vectors[rows],
        profile.rarity,
    )


def _drawn(places: list[int], draw: np.random.Generator, least: int) -> list[int]:
    size = int(draw.integers(least, len(places) + 1)) if len(places) >= least else len(places)
    return sorted(draw.permutation(places)[:size].tolist())


def _words_of(profile: StatementProfile, rows: np.ndarray):
    from dataclasses import replace

    read = profile.words
    # only the words of the statement itself are looked at, see Block
    end = read.count(0, 1)
    starts = np.array([0, *([end] * (len(rows) - 1))])
    return replace(read, at=read.at[:end], starts=starts, grams=read.grams[rows])


# For each feature of :data:`..features.LEARNED` and each competency a form that was learned without it.
LeftOut = Mapping[str, Mapping[str, Form]]


def _without(forms: LeftOut, competency: str) -> dict[str, Form]:
    return {name: of[competency] for name, of in forms.items()}


def library_pairs(reader: Reader, behaviours: Sequence[Behaviour], phrases: Sequence[Phrase], forms: LeftOut) -> Pairs:
    """Each phrase with its own indicator and with strangers of its language."""
    draw = np.random.default_rng(SEED)
    own = {(one.indicator, one.lang): one for one in behaviours}
    profiles = {key: reader.statement(one.statement, one.examples, one.counter_examples) for key, one in own.items()}
    by_language = {lang: [key for key in own if key[1] == lang] for lang in {one.lang for one in behaviours}}
    pairs = Pairs()
    for number, phrase in enumerate(phrases):
        key = (phrase.indicator, phrase.lang)
        strangers = _strangers(by_language[phrase.lang], own, phrase, draw)
        chosen = [without(profiles[one], phrase.text, draw) for one in (key, *strangers)]
        reader.forms = _without(forms, phrase.competency)
        kinds = ["sibling" if own[one].competency == phrase.competency else "other" for one in strangers]
        pairs.add(reader.near(phrase.text, chosen), number, phrase.competency, [phrase.kind, *kinds])
    return pairs


def sibling_pairs(reader: Reader, told: Sequence[Siblings], forms: LeftOut) -> Pairs:
    """Each deed with all behaviours of its competency, but those that it only touches, and with strangers of its language."""
    draw = np.random.default_rng(SEED)
    pairs, number = Pairs(), 0
    for group in told:
        others = [one for other in told if other.lang == group.lang and other is not group for one in other.behaviours]
        reader.forms = _without(forms, group.competency)
        for (text, shows, touches), phrase in zip(group.deeds, group.phrases(), strict=True):
            own = [at for at in range(len(group.behaviours)) if at not in touches]
            kinds = ["implicit" if at in shows else "neighbour" if phrase.kind == "neighbour" else "sibling" for at in own]
            strangers = [others[at] for at in draw.choice(len(others), STRANGERS - 1, replace=False)]
            asked = [reader.statement(one) for one in (*(group.behaviours[at] for at in own), *strangers)]
            pairs.add(reader.near(text, asked), number, group.competency, [*kinds, *["other"] * len(strangers)])
            number += 1
    return pairs


def _strangers(keys: list, own: dict, phrase: Phrase, draw: np.random.Generator) -> list:
    others = [key for key in keys if own[key].competency != phrase.competency]
    siblings = [key for key in keys if own[key].competency == phrase.competency and key[0] != phrase.indicator]
    picked = [others[at] for at in draw.choice(len(others), STRANGERS - 1, replace=False)]
    return [*picked, siblings[int(draw.integers(len(siblings)))]] if siblings and draw.random() < 0.5 else picked


def by_text(rows: Sequence[dict]) -> list[dict]:
    """The rows of each argument below each other, as :func:`argument_pairs` has them."""
    found: dict[tuple[str, str], list[dict]] = {}
    for row in rows:
        found.setdefault((row["topic"], row["text"]), []).append(row)
    return [row for own in found.values() for row in own]


def argument_pairs(reader: Reader, rows: Sequence[dict], verbs: frozenset[str]) -> tuple[Pairs, np.ndarray]:
    """Arguments with key points (features: :func:`..saying.saying_features`), and whether they express them; rows of one
    argument are below each other.

    :param verbs: see :func:`..predicate.parted`
    """
    pairs, labels = Pairs(), []
    for number, ((topic, text), told) in enumerate(groupby(rows, lambda row: (row["topic"], row["text"]))):
        own = list(told)
        near = reader.said(text, [reader.proposition(row["statement"], verbs) for row in own])
        pairs.add(near, number, topic, ["argument"] * len(own))
        labels += [row["label"] for row in own]
    return pairs, np.array(labels)


def statement_rows(reader: Reader, statements: Sequence[str], verbs: frozenset[str], lang: str) -> np.ndarray:
    """:func:`..proposition_english.english_features` of statements, or the Chinese ones"""
    block = Block.of([reader.bare(one) for one in statements])
    read = partial(english_features, verbs=verbs) if lang == "en" else chinese_features
    rows = zip(block.profiles, statement_features(block, verbs), strict=True)
    return np.stack([read(one.statement, shape).astype(np.float32) for one, shape in rows])
