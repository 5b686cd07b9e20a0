"""What is known about a text, and about a statement, before they are compared.

Both sides are prepared once and kept: a CV meets hundreds of indicators and an indicator meets thousands of answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

import numpy as np

from . import context
from .text import fold, normalise
from .together import Numbers
from .wordvec import Words, WordVectors

Spans = tuple[tuple[int, int], ...]
_LONGEST_WINDOW = 3
# A row of grams and a vector; bags and counts; what is known of a word.
_SENTENCE_BYTES, _UNIT_BYTES, _WORD_BYTES = 6_144, 600, 500
# A text of so few sentences is judged as a whole too; longer ones around each window.
_WHOLE_LIMIT = 4


@dataclass(slots=True)
class Rows:
    """What is computed of the clauses and sentences of texts: ``bags`` and ``counts`` have a row for each unit, ``vectors``
    for each sentence."""

    words: Words = field(repr=False)
    bags: np.ndarray = field(repr=False)
    counts: np.ndarray = field(repr=False)
    vectors: np.ndarray | None = field(default=None, repr=False)

    def part(self, first: int, last: int, above: int, below: int) -> Rows:
        """The units ``first`` to ``last - 1``, which are the sentences ``above`` to ``below - 1``, in arrays of their own."""
        words = self.words.part(first, last, above, below)
        vectors = None if self.vectors is None else self.vectors[above:below].copy()
        return Rows(words, self.bags[first:last].copy(), self.counts[first:last].copy(), vectors)

    @classmethod
    def joined(cls, parts: Sequence[Rows]) -> Rows:
        """The rows of all parts below each other."""
        encoded = all(part.vectors is not None for part in parts)
        return cls(
            Words.joined([part.words for part in parts]),
            np.concatenate([part.bags for part in parts]),
            np.concatenate([part.counts for part in parts]),
            np.concatenate([part.vectors for part in parts]) if encoded else None,
        )


@dataclass(slots=True)
class TextProfile:
    """A text cut into units (clauses) and windows (runs of sentences) that are judged.

    ``units`` are ``(start, end, sentence)`` in the normalised text; ``windows`` are ``(first, last + 1)`` units, ``runs``
    the same counted in sentences, and ``around`` names for each window the widest one about it. ``sentences`` says at which
    unit each sentence begins. ``made`` keeps what was computed of the windows.

    ``rows`` may belong to several texts that were prepared together; ``place`` then says which are this one's: its first
    unit and the one after its last, and the same of its sentences. ``spoken`` is how many words it has.
    """

    original: str
    normalised: object
    units: list[tuple[int, int, int]]
    sentences: list[int]
    windows: np.ndarray
    runs: np.ndarray
    around: np.ndarray
    rows: Rows = field(repr=False)
    place: tuple[int, int, int, int] | None = None
    spoken: int = 0
    made: dict[str, np.ndarray] = field(default_factory=dict, repr=False)

    def own(self) -> Rows:
        """Its rows by themselves. What is kept for long must not keep all that was prepared with it."""
        if self.place is not None:
            self.rows, self.place = self.rows.part(*self.place), None
        return self.rows

    @property
    def words(self) -> Words:
        """The words of its units."""
        return self.own().words

    @property
    def bags(self) -> np.ndarray:
        """For each unit the sum of its words' vectors."""
        return self.own().bags

    @property
    def counts(self) -> np.ndarray:
        """For each unit what :func:`.context.counts` counts."""
        return self.own().counts

    @property
    def vectors(self) -> np.ndarray | None:
        """What the encoder says of each sentence, if it was asked."""
        return self.own().vectors

    @vectors.setter
    def vectors(self, rows: np.ndarray) -> None:
        self.own().vectors = rows

    def sentence_texts(self) -> list[str]:
        """The normalised text of each sentence, which is what an encoder is given."""
        bounds = [*self.sentences, len(self.units)]
        return [self.normalised.text[self.units[at][0] : self.units[end - 1][1]] for at, end in pairwise(bounds)]

    def quote(self, first: int, last: int) -> tuple[str, int, int]:
        """The verbatim original of the units ``first`` to ``last - 1``, and where it stands."""
        start, end = self.normalised.span(self.units[first][0], self.units[last - 1][1])
        return self.original[start:end], start, end

    def size(self) -> int:
        """About how many bytes it takes, with a vector for each sentence; quick, for there are many."""
        # Of each character there are two or three codes, and it is known where it came from.
        by_unit = _UNIT_BYTES * len(self.units) + _WORD_BYTES * self.spoken + 24 * len(self.original)
        return by_unit + _SENTENCE_BYTES * len(self.sentences) + 4_000

    def whole(self) -> TextProfile:
        """The same text with one window, all of it."""
        whole = {"windows": np.array([[0, len(self.units)]]), "runs": np.array([[0, len(self.sentences)]])}
        return replace(self, **whole, around=np.array([0]), made={})


def joined(texts: Sequence[TextProfile]) -> TextProfile:
    """Several texts as one, to be judged in one go. No window reaches from one into another; only the quotes are to be
    taken from the single texts."""
    if len(texts) == 1:
        # what is computed of its windows goes when it was judged
        return replace(texts[0], made={})
    units = np.cumsum([0, *(len(one.units) for one in texts)])
    windows = np.cumsum([0, *(len(one.windows) for one in texts)])
    runs = np.cumsum([0, *(len(one.sentences) for one in texts)])
    return TextProfile(
        "",
        None,
        [unit for one in texts for unit in one.units],
        [at + base for one, base in zip(texts, units.tolist(), strict=False) for at in one.sentences],
        _shifted([one.windows for one in texts], units),
        _shifted([one.runs for one in texts], runs),
        _shifted([one.around for one in texts], windows),
        texts[0].rows if _are_together(texts) else Rows.joined([one.own() for one in texts]),
    )


def _shifted(parts: Sequence[np.ndarray], bases: np.ndarray) -> np.ndarray:
    """Places in the parts as places in all of them."""
    shift = np.repeat(bases[:-1], [len(part) for part in parts])
    together = np.concatenate(parts)
    return together + (shift if together.ndim == 1 else shift[:, None])


def _are_together(texts: Sequence[TextProfile]) -> bool:
    """Whether texts are all that were prepared together, in order: then their rows need not be put together."""
    rows, end = texts[0].rows, 0
    for text in texts:
        if text.rows is not rows or text.place is None or text.place[0] != end:
            return False
        end = text.place[1]
    return end == len(rows.bags)


def profile_text(text: str, vectors: WordVectors, excluded: Spans = ()) -> TextProfile:
    """Prepare a text, see :func:`profile_texts`."""
    return profile_texts([(text, excluded)], vectors)[0]


def profile_texts(texts: Sequence[tuple[str, Spans]], vectors: WordVectors) -> list[TextProfile]:
    """Prepare texts, all words and characters of all of them at once.

    :param texts: each with the spans that may not count, as injected instructions; units that touch them are left out
    :param vectors: the words that the model knows
    """
    normalised = [normalise(text) for text, _excluded in texts]
    units = [
        [unit for unit in context.split(normal.text) if not _touches(normal, unit, excluded)]
        for normal, (_text, excluded) in zip(normalised, texts, strict=True)
    ]
    pieces = [normal.text[start:end] for normal, own in zip(normalised, units, strict=True) for start, end, _sentence in own]
    begins = [[at for at, unit in enumerate(own) if at == 0 or unit[2] != own[at - 1][2]] for own in units]
    read = vectors.read(pieces, sentences=_sentence_numbers(units, begins))
    rows = Rows(read, vectors.bags(read), context.counts(pieces))
    ends = [*read.starts.tolist(), len(read.at)]
    return [
        TextProfile(text, normal, own, starts, *_windows((*starts, len(own))), rows, (*place, *sentences), ends[place[1]] - ends[place[0]])
        for (text, _excluded), normal, own, starts, place, sentences in zip(
            texts, normalised, units, begins, pairwise(_bounds(units)), pairwise(_bounds(begins)), strict=True
        )
    ]


def _sentence_numbers(units: Sequence[list], begins: Sequence[list[int]]) -> np.ndarray:
    """For each unit of all texts the number of its sentence among those of all texts."""
    first = np.zeros(sum(map(len, units)), dtype=int)
    first[[base + at for base, own in zip(_bounds(units), begins, strict=False) for at in own]] = 1
    return np.cumsum(first) - 1


def _bounds(parts: Sequence[list]) -> list[int]:
    """Where each part begins if all are put together, and where the last one ends."""
    return np.cumsum([0, *map(len, parts)]).tolist()


@dataclass(slots=True)
class StatementProfile:
    """A statement with its phrases. Rows of all arrays: statement, examples, counter-examples; ``rarity`` is that of the
    statement's own words. A ``point`` is known to be one of a model answer: to say it is enough; or not to be one: it must be
    done; of a statement that stands alone nobody knows. ``parts`` are, of a proposition, what it is about and what it says of
    that; empty for what is none, and not known yet where there is nothing."""

    statement: str
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    words: Words = field(default=None, repr=False)
    bags: np.ndarray = field(default=None, repr=False)
    vectors: np.ndarray | None = field(default=None, repr=False)
    rarity: np.ndarray = field(default=None, repr=False)
    point: bool | None = None
    parts: tuple[StatementProfile, ...] | None = field(default=None, repr=False)

    @property
    def texts(self) -> list[str]:
        """The statement and its phrases, in the order of the rows."""
        return [self.statement, *self.examples, *self.counter_examples]


def profile_statement(statement: str, vectors: WordVectors, examples=(), counter_examples=(), point=None) -> StatementProfile:
    """Prepare a statement; empty and repeated phrases are left out."""
    profile = StatementProfile(normalise(statement).text, _distinct(examples), _distinct(counter_examples), point=point)
    profile.words = vectors.read(profile.texts, style=False)
    profile.bags = unit_rows(vectors.bags(profile.words))
    profile.rarity = vectors.rarity(_statement_words(profile.words)[0])
    return profile


@dataclass(slots=True)
class Block:
    """Several statements below each other, ready to be compared with one text after the other.

    ``statement`` are their rows; ``parts`` has for examples and counter-examples the first row and how many there are.
    ``word_*`` are about the words of the statements themselves, not of their phrases: ``word_roots`` numbers the different
    ones, ``word_numbers`` are these numbers word by word; ``word_places`` runs from 0 for the first word of a statement to 1
    for its last, and ``end_bags`` sums the vectors by it. ``made`` keeps what a model
    makes of the statements themselves.
    """

    profiles: list[StatementProfile]
    statement: np.ndarray
    parts: dict[str, tuple[np.ndarray, np.ndarray]]
    bags: np.ndarray
    grams: np.ndarray
    vectors: np.ndarray | None
    word_roots: dict[str, int]
    word_numbers: np.ndarray
    word_vectors: np.ndarray
    word_weights: np.ndarray
    word_starts: np.ndarray
    word_places: np.ndarray
    word_rarity: np.ndarray
    end_bags: np.ndarray
    made: dict = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, profiles: Sequence[StatementProfile]) -> Block:
        """Put statements together."""
        examples = np.array([len(one.examples) for one in profiles])
        counters = np.array([len(one.counter_examples) for one in profiles])
        first = np.cumsum([0, *(1 + examples + counters)])[:-1]
        own = [_statement_words(one.words) for one in profiles]
        sizes = [len(stems) for stems, _vectors, _weights in own]
        places = np.concatenate([np.linspace(0.0, 1.0, size) if size > 1 else np.ones(1) for size in sizes])
        vectors = np.concatenate([vectors for _stems, vectors, _weights in own])
        weights = np.concatenate([weights for _stems, _vectors, weights in own])
        starts = np.cumsum([0, *sizes])[:-1]
        roots = Numbers()
        numbers = np.array([roots[root] for stems, _vectors, _weights in own for root in stems])
        return cls(
            list(profiles),
            first,
            {"examples": (first + 1, examples), "counters": (first + 1 + examples, counters)},
            np.concatenate([one.bags for one in profiles]),
            unit_rows(np.sqrt(np.concatenate([one.words.grams for one in profiles]))),
            None if profiles[0].vectors is None else np.concatenate([one.vectors for one in profiles]).astype(np.float64),
            dict(roots),
            numbers,
            vectors,
            weights,
            starts,
            places,
            np.concatenate([one.rarity for one in profiles]),
            unit_rows(np.add.reduceat(vectors * (weights * places)[:, None], starts, axis=0)),
        )


def unit_rows(rows: np.ndarray) -> np.ndarray:
    """Rows brought to length 1; empty ones stay. In double precision: what is rounded later is then the same whatever
    else stands in a matrix."""
    rows = np.asarray(rows, dtype=np.float64)
    # numpy's norm would write down all squares first
    lengths = np.sqrt(np.einsum("...i,...i->...", rows, rows))
    return rows / np.maximum(lengths, 1e-9)[..., None]


def _statement_words(read: Words) -> tuple[list[str], np.ndarray, np.ndarray]:
    at = read.at[: read.count(0, 1)]
    return [read.roots[place] for place in at.tolist()], read.table[at], read.telling[at]


def _distinct(phrases) -> tuple[str, ...]:
    found = {}
    for phrase in phrases:
        plain = normalise(phrase).text.strip()
        if plain:
            found.setdefault(fold(plain), plain)
    return tuple(found.values())


# Most texts are a sentence of a few clauses.
@lru_cache(maxsize=256)
def _windows(bounds: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Runs of up to three sentences, and the whole text where it is short; for each the widest one about it.

    :param bounds: where sentences begin, in units, and where the last one ends
    :return: the runs in units and in sentences, and which is the widest; shared, not to be written to
    """
    count = len(bounds) - 1
    longest = count if count <= _WHOLE_LIMIT else _LONGEST_WINDOW
    sizes = sorted({*range(1, min(_LONGEST_WINDOW, longest) + 1), longest} - {0})
    runs = [(at, size) for size in sizes for at in range(count - size + 1)]
    place = {run: number for number, run in enumerate(runs)}
    around = [place[min(max(at - (longest - size) // 2, 0), count - longest), longest] for at, size in runs]
    sentences = np.array([(at, at + size) for at, size in runs], dtype=int).reshape(-1, 2)
    return np.array(bounds)[sentences], sentences, np.array(around, dtype=int)


def _touches(normalised, unit, excluded) -> bool:
    if not excluded:
        return False
    start, end = normalised.span(unit[0], unit[1])
    return any(left < end and start < right for left, right in excluded)
