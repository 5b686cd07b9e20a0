"""What grading needs to know about a text: its clauses, its content words, its formulas, whether it opens with yes or no."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .encoders import unit_rows
from .injection import injected_spans
from .lexicon import term_weight
from .model import shipped_model
from .text import Normalised, Span, char_ngrams, clauses, normalise, sentences, tokens, words
from .wordvec import WordVectors

_OPENING = re.compile(
    r"(?:答|解|叙述|说法|观点|这种|这个?|该|此|我认为|是|[:：\s\d.、,，()（）])*"
    r"(?:(?P<no>错误?|不正确|不对|不成立|不能|不可以?|不行|不是|不会|不一定|否|没有|false\b|no\b|not\b|wrong\b|incorrect\b)"
    r"|(?P<yes>正确|对(?!于|比|应|象|称)|成立|能(?!力)|可以|会|有(?!些|的)|true\b|yes\b|right\b|correct\b))",
    re.IGNORECASE,
)
_SYMBOLS = re.compile(r"[A-Za-z0-9_\[\](){}.,+\-*/^<>=!|%]+")
# So many of a clause's words must be expected, and such a part of them by weight, for it to be an answer.
_FEWEST_EXPECTED, _EXPECTED_PART = 2, 0.5
# Sentences that are looked at one by one.
_MOST_SENTENCES = 12
_BLANKS = re.compile(r"\s+")
_SPELLED = (("次方", "^"), ("×", "*"), ("÷", "/"), ("−", "-"), ("–", "-"))
_EDGES = ".,;:[]{}"


@dataclass(frozen=True, slots=True)
class Meanings:
    """The different words of a text: as they are compared, their vectors (0 for an unknown one) and how much each says."""

    terms: tuple[str, ...]
    vectors: np.ndarray
    weights: np.ndarray

    @classmethod
    def of(cls, said: Iterable[str], known: WordVectors) -> Meanings:
        """The words of some clauses, in the order in which they come first."""
        spoken = {}
        for text in said:
            for word, term in zip((word for word, _start, _end in words(text)), tokens(text), strict=True):
                spoken.setdefault(term, word.lower())
        terms = tuple(spoken)
        return cls(terms, known.vectors(tuple(spoken.values()), terms), np.array([term_weight(term) for term in terms]))

    def only(self, kept: frozenset[str]) -> Meanings:
        """Those of a part of the text."""
        places = [at for at, term in enumerate(self.terms) if term in kept]
        return Meanings(tuple(self.terms[at] for at in places), self.vectors[places], self.weights[places])


@dataclass(slots=True)
class GradedText:
    """A text prepared for grading.

    ``clauses`` are spans of ``normalised.text``; ``sentence_of`` tells the number of each clause's sentence; ``squeezed``
    is the text without blanks and brackets, in which formulas are looked for; ``vectors`` have one row a clause, then one
    a sentence (see :meth:`set_vectors`).
    """

    original: str
    normalised: Normalised
    clauses: list[Span]
    sentence_of: list[int]
    clause_terms: list[frozenset[str]]
    terms: frozenset[str]
    grams: frozenset[str]
    symbols: frozenset[str]
    squeezed: str
    polarity: int
    meanings: Meanings
    vectors: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.clauses)

    @property
    def pieces(self) -> list[str]:
        """What an encoder is asked for."""
        return [one.text for one in self.clauses]

    def set_vectors(self, rows: np.ndarray) -> None:
        """Take the vectors of the clauses; a sentence is the sum of its clauses, which saves half of the encoding."""
        whole = np.zeros((max(self.sentence_of, default=-1) + 1, rows.shape[1]))
        np.add.at(whole, self.sentence_of, rows)
        self.vectors = unit_rows(np.concatenate([rows, whole]))

    def quote(self, number: int) -> tuple[str, int, int]:
        """The verbatim original of a clause, and where it stands."""
        span = self.clauses[number]
        start, end = self.normalised.span(span.start, span.end)
        return self.original[start:end], start, end


def prepare(text: str, known: WordVectors | None = None, trusted: bool = False, expected: frozenset[str] = frozenset()) -> GradedText:
    """Prepare a text; clauses that speak to the grader instead of answering are left out, and sentences that were said before.

    :param known: the words whose meaning is known; those that ship with the engine if not given
    :param trusted: whether it is the company's own text, a question or a model answer: there is nothing to leave out, and
        a rule that is cited in it may sound like an order
    :param expected: the words of what is graded against: who says these answers, however much it sounds like an order
    """
    normal = normalise(text)
    banned = () if trusted else injected_spans(normal.text)
    kept: list[Span] = []
    numbers: list[int] = []
    for sentence in sentences(normal.text) if trusted else _said_once(sentences(normal.text)):
        found = [one for one in clauses(normal.text, sentence) if not _touches(one, banned) or _answers(one, expected)]
        numbers += [numbers[-1] + 1 if numbers else 0] * len(found)
        kept += found
    meanings = Meanings.of((one.text for one in kept), known or shipped_model().words)
    return _prepared(text, normal, kept, numbers, meanings)


def _said_once(found: Sequence[Span]) -> list[Span]:
    """Sentences without those that were said before; signs count, for ``a < b`` is not ``a > b``."""
    first: dict[str, Span] = {}
    for sentence in found:
        first.setdefault(" ".join(sentence.text.casefold().split()).strip(" .。!！"), sentence)
    return list(first.values())


def parts(text: GradedText) -> list[GradedText]:
    """Each clause as a text of its own, with its vectors."""
    found = []
    for number, clause in enumerate(text.clauses):
        part = _prepared(text.original, text.normalised, [clause], [0], text.meanings.only(text.clause_terms[number]))
        if text.vectors is not None:
            part.set_vectors(text.vectors[number : number + 1])
        found.append(part)
    return found


def runs(text: GradedText, joined: Callable[[GradedText], bool] = lambda sentence: True) -> list[GradedText]:
    """Each sentence, and each run of sentences from the beginning, as a text of its own; of the first ones only, where there are
    many. One sentence more at the end takes none away.

    :param joined: whether a sentence belongs into the runs; one that has nothing to do with the others would blur what they say
    """
    count = max(text.sentence_of, default=-1) + 1
    if count == 1:
        return [text]
    places = [[] for _ in range(min(count, _MOST_SENTENCES))]
    for clause, number in enumerate(text.sentence_of):
        if number < len(places):
            places[number].append(clause)
    found, begun = [_run(text, place) for place in places], []
    for sentence, place in zip(tuple(found), places, strict=True):
        if joined(sentence):
            begun += place
            if len(begun) > len(place):
                found.append(_run(text, begun))
    return found


def _run(text: GradedText, places: Sequence[int]) -> GradedText:
    numbers = [text.sentence_of[at] for at in places]
    renumbered = {number: at for at, number in enumerate(dict.fromkeys(numbers))}
    terms = frozenset().union(*(text.clause_terms[at] for at in places))
    clauses_ = [text.clauses[at] for at in places]
    run = _prepared(text.original, text.normalised, clauses_, [renumbered[number] for number in numbers], text.meanings.only(terms))
    if text.vectors is not None:
        run.set_vectors(text.vectors[list(places)])
    return run


def _prepared(text: str, normal: Normalised, kept: list[Span], numbers: list[int], meanings: Meanings) -> GradedText:
    said = "\n".join(one.text for one in kept)
    clause_terms = [frozenset(tokens(one.text)) for one in kept]
    return GradedText(
        original=text,
        normalised=normal,
        clauses=kept,
        sentence_of=numbers,
        clause_terms=clause_terms,
        terms=frozenset().union(*clause_terms),
        grams=frozenset(char_ngrams(said)),
        symbols=symbols(said),
        squeezed=_squeeze(said),
        polarity=polarity(said),
        meanings=meanings,
    )


def weight(terms: Iterable[str]) -> float:
    """How much a set of words says; summed in a fixed order, so that the last bits do not depend on the set's."""
    return sum(sorted(map(term_weight, terms)))


def polarity(text: str) -> int:
    """Whether a text opens with a yes (1), a no (-1) or neither (0).

    >>> polarity("错误。例如进栈序列为123"), polarity("Yes, because"), polarity("链表更好")
    (-1, 1, 0)
    """
    found = _OPENING.match(text)
    if not found:
        return 0
    return 1 if found.group("yes") else -1


def symbols(text: str) -> frozenset[str]:
    """Formulas and figures of a text, without blanks and brackets.

    >>> sorted(symbols("平均移动 n/2 个，即 (2n+1)/3；共 12 个"))
    ['12', '2n+1/3', 'n/2']
    """
    found = (match.strip(_EDGES) for match in _SYMBOLS.findall(_spelled(text)))
    return frozenset(_bare(one) for one in found if _is_formula(_bare(one)))


def says_symbol(symbol: str, text: GradedText) -> bool:
    """Whether a text has a formula, also inside a longer one."""
    return symbol in text.symbols or (len(symbol) > 2 and symbol in text.squeezed)


def _is_formula(symbol: str) -> bool:
    return len(symbol) > 1 and any(char.isdigit() or char in "^*/+=<>" for char in symbol) and any(map(str.isalnum, symbol))


def _bare(symbol: str) -> str:
    return symbol.translate({ord(bracket): None for bracket in "()"}).strip(_EDGES).lower()


def _squeeze(text: str) -> str:
    return _BLANKS.sub("", _spelled(text)).translate({ord(bracket): None for bracket in "()"}).lower()


def _spelled(text: str) -> str:
    for word, sign in _SPELLED:
        text = text.replace(word, sign)
    return text


def _answers(span: Span, expected: frozenset[str]) -> bool:
    """Whether a clause says what was expected: most of its words by weight, and not just one of them."""
    said = frozenset(tokens(span.text))
    shared = said & expected
    return len(shared) >= _FEWEST_EXPECTED and weight(shared) >= _EXPECTED_PART * weight(said)


def _touches(span: Span, banned: Sequence[tuple[int, int]]) -> bool:
    return any(left < span.end and span.start < right for left, right in banned)
