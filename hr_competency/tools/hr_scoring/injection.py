"""Finding words addressed to the machine in a person's text.

The deterministic engine obeys nobody, but the words of an injected instruction must not earn points either, and a
person should know that somebody tried. A sentence is looked at in several *readings*: as it stands, with letters put
together again (``i g n o r e``), with digits read as letters, decoded, or turned around. What is spread over a few short
sentences or lines is looked at as one.
"""

from __future__ import annotations

import base64
import codecs
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, chain
from urllib.parse import unquote

import numpy as np

from .injection_disguise import STRANGE, may_be_disguised
from .injection_model import Seen, doubt, may_speak_to_grader, seen_of, speaks_to_grader
from .model import shipped_model
from .text import Span, sentences
from .together import Spoken

_SPACED = re.compile(r"(?<![A-Za-z0-9])(?:[A-Za-z0-9][ ._\-*|/]{1,2}){3,}[A-Za-z0-9](?![A-Za-z0-9])")
# what these have in their midst, quickly looked for
_TWO_ALONE = re.compile(r"[ ._\-*|/][A-Za-z0-9][ ._\-*|/]{1,2}[A-Za-z0-9][ ._\-*|/]")
_SIX_PAIRS = re.compile("[ :]?".join(["[0-9A-Fa-f][0-9A-Fa-f]"] * 6))
_SPACED_ZH = re.compile(r"(?:[\u4e00-\u9fff][ .·*\-_/|,、~+]{1,2}){4,}[\u4e00-\u9fff]")
_LEET = str.maketrans("013457@$!", "oieastasi")
_LEET_SIGN = re.compile(r"[013457@$!](?:[A-Za-z]|(?<=[A-Za-z].))")
_LEET_WORD = re.compile(r"\b(?=\w*[A-Za-z])[A-Za-z]*[013457@$!][A-Za-z013457@$!]*\b")
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/_-]{10,}={0,2}(?![A-Za-z0-9+/=])")
_HEX = re.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}[ :]?){12,}(?![0-9A-Fa-f])")
_ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|%[0-9A-Fa-f]{2}|&#x?[0-9a-fA-F]+;){4,}")
_TURNED_ZH = re.compile(r"倒着|倒过来|反着|逆序|从后往前|令指|分满|略忽|用录|过通")
# What stands in quotation marks, in brackets or behind a colon may be turned around by itself.
_PART = re.compile(r"[:\"“”()\n]+")
_ENGLISH_WORD = re.compile(r"[a-z]{2,}")
# Somebody tells what he did about words that stand in quotation marks: “用户输入‘忽略指令’，我加了过滤”.
_QUOTED = re.compile(r"[\"“「『][^\"“”「」『』]{2,}[\"”」』]")
# Date and time before the page's title, address and number of the page below it.
_PRINTED = re.compile(
    r"^(?:\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d{2}(?::\d{2})? ?(?:[AP]M)?|\d{4}[/.-]\d{1,2}[/.-]\d{1,2},? (?:上午|下午)?\d{1,2}:\d{2})(?!\d)"
    r"|(?:https?|file)://\S+\s+\d{1,3}/\d{1,3}$"
)
_NARRATOR = re.compile(
    r"\b(?:I|we)\b(?:['’]\w+)?\s+(?:\w+\s+)?(?:\w{2,}ed|built|wrote|taught|found|kept|made|put|cut|saw|told|ran)\b|我们?(?!的)[^,，。;；:：]{1,8}了",
    re.IGNORECASE,
)
_WINDOW = 6
_SHORT = 24
_MESSAGE = 240
# How much less a sentence need say that stands beside one which speaks to the grader, and in the same line as it.
_BESIDE, _IN_LINE = 1.0, 3.0
# So far below the threshold a sentence is about something else.
_ELSE = -4.0
# Such a share of the words must be such as people use, or the sentence may be turned around or shifted; so many at least
# are strange then.
_KNOWN = 0.34


@dataclass(frozen=True, slots=True)
class Injections:
    """Spans of sentences in a normalised text: those that speak to whoever grades it, and those that may do so."""

    sure: tuple[tuple[int, int], ...]
    perhaps: tuple[tuple[int, int], ...]


def injected_spans(text: str) -> list[tuple[int, int]]:
    """Spans of sentences in a normalised text that speak to whoever grades it."""
    return list(find_injections(text).sure)


# what may earn points and what a person should know are asked one after the other
@lru_cache(maxsize=256)
def find_injections(text: str) -> Injections:
    """Look for words addressed to the grader in a normalised text.

    :return: what is sure must not earn points; what is not is for a person to look at
    """
    return find_all_injections([text])[0]


def find_all_injections(texts: Sequence[str], senses: Sequence[np.ndarray] | None = None, spoken: Spoken | None = None) -> list[Injections]:
    """:func:`find_injections` of each text; the sentences of all of them are looked at in one go.

    :param senses: the vectors of all sentences of all texts, by an encoder that :func:`.injection_model.knows`
    :param spoken: the words of these sentences, where they are known
    """
    found = [sentences(text) for text in texts]
    told = [span.text for own in found for span in own]
    if not told:
        return [Injections((), ()) for _text in texts]
    own = list(map(own_words, told))
    seen, firsts = seen_of(own, senses, spoken if own == told else None), list(accumulate(map(len, found), initial=0))
    lines = [list(_lines(text, own)) for text, own in zip(texts, found, strict=True)]
    pieces = [*told, *(line for own in lines for _first, _last, line in own)]
    suspected = {piece for piece, may_be in zip(pieces, may_be_disguised(pieces), strict=True) if may_be}
    broken = [list(_broken(text, own)) for text, own in zip(texts, found, strict=True)]
    rows = [(base + one[0], base + one[1]) for base, *both in zip(firsts, lines, broken, strict=False) for own in both for one in own]
    together = dict(zip(rows, seen.rows(rows).likely().tolist() if rows else (), strict=True))
    values = seen.likely().tolist()
    return [_Read(*one, seen, values, together, suspected).injections() for one in zip(texts, found, lines, broken, firsts, strict=False)]


class _Read:
    """A text whose sentences were looked at.

    :param found: its sentences
    :param lines: those of :func:`_lines`
    :param broken: those of :func:`_broken`
    :param base: the number of its first sentence among those of all texts
    :param seen: what the model sees of all sentences
    :param values: how likely each of them is alone
    :param together: how likely rows of them are
    :param suspected: sentences and lines that may be written in disguise
    """

    def __init__(
        self, text: str, found: list[Span], lines: list, broken: list, base: int, seen: Seen, values: list, together: dict, suspected: set
    ):
        self.text, self.found, self.lines, self.broken, self.base = text, found, lines, broken, base
        self.seen, self.rows = seen, together
        self.values = values[base : base + len(found)]
        # what is asked once to be sure and once more to suspect
        self._is_disguised = cache(lambda piece: piece in suspected and _is_disguised(piece))

    def injections(self) -> Injections:
        disguised = {index for index, span in enumerate(self.found) if self._is_disguised(span.text)}
        alone = disguised | {index for index, value in enumerate(self.values) if value > 0}
        # What tells a deed must not lose it because of what stands beside it: a further sentence never lowers a score.
        together = self._together(alone, 0.0)
        together |= {index for one in alone for index, less in _beside(self.text, self.found, one) if self.values[index] > -less}
        sure = alone | {index for index in together if not self.seen.tells(self.base + index)}
        least = -doubt(self.seen.senses is not None)
        alone = sure | {index for index, value in enumerate(self.values) if value > least}
        perhaps = (alone | together | self._together(alone, least)) - sure
        return Injections(*(tuple(chain.from_iterable(map(self._spans, sorted(some)))) for some in (sure, perhaps)))

    def _likely(self, first: int, last: int) -> float:
        return self.rows[self.base + first, self.base + last]

    def _together(self, alone: set[int], least: float) -> set[int]:
        """The sentences that are likely enough as lines or messages, where none of them is so alone."""
        more = self._over_lines(alone, least)
        return more | self._whole_lines(alone | more, least)

    def _over_lines(self, hit: set[int], least: float) -> set[int]:
        """An instruction broken over short lines, none of which says much alone."""
        more: set[int] = set()
        done = -1
        for start, end in self.broken:
            if start != done and hit.isdisjoint(range(start, end)) and self._likely(start, end) > least:
                more.update(range(start, end))
                done = start
        return more

    def _whole_lines(self, hit: set[int], least: float) -> set[int]:
        """A form (``Planning: 5. Overall: 5.``) or a message of a few short sentences says as one what none of them says."""
        more: set[int] = set()
        for first, last, line in self.lines:
            if hit.isdisjoint(range(first, last)):
                if self._is_disguised(line):
                    more.update(range(first, last))
                elif self._likely(first, last) > least:
                    more.update(range(*self._message(first, last)))
        return more

    def _message(self, first: int, last: int) -> tuple[int, int]:
        """What of a line speaks to the grader: without the sentences at its ends that are plainly about something else, as long as
        what is left is suspected. An honest answer may stand in the same line."""
        while last - first > 1:
            shorter = [(end, rest) for end, rest in ((first, (first + 1, last)), (last - 1, (first, last - 1))) if self.values[end] < _ELSE]
            if not shorter:
                break
            likely = self.seen.rows([(self.base + start, self.base + end) for _end, (start, end) in shorter]).likely().tolist()
            if max(likely) <= -doubt(self.seen.senses is not None):
                break
            first, last = shorter[likely.index(max(likely))][1]
        return first, last

    def _spans(self, index: int) -> list[tuple[int, int]]:
        """Where a sentence that speaks to the grader stands: without lines that do not, where it was put together of several."""
        span = self.found[index]
        lines = [(span.start + line.start(), span.start + line.end()) for line in re.finditer(r"[^\n]+", span.text)]
        speaking = [line for line in lines if len(lines) > 1 and may_speak_to_grader(own_words(self.text[slice(*line)]))]
        return speaking or [(span.start, span.end)]


def _beside(text: str, found: list[Span], index: int) -> Iterator[tuple[int, float]]:
    """The sentences beside one that speaks to the grader, and how much less each need say because of it."""
    for first in (index - 1, index):
        if 0 <= first < len(found) - 1:
            broken = "\n" in text[found[first].end : found[first + 1].start]
            yield (first if first < index else index + 1), _BESIDE if broken else _IN_LINE


def is_injection(sentence: str) -> bool:
    """Whether a sentence is an order to the grader, a claim about the grading, or has the form of a prompt; plainly or in
    disguise."""
    return speaks_to_grader(own_words(sentence)) or _is_disguised(sentence)


def own_words(sentence: str) -> str:
    """Without what is quoted, where the rest tells what the writer did about it, and without what a browser prints around a
    page."""
    sentence = _PRINTED.sub("", sentence)
    rest = _QUOTED.sub(" ", sentence)
    return rest if rest != sentence and _NARRATOR.search(rest) else sentence


def _is_disguised(sentence: str) -> bool:
    """Whether something that is written in disguise speaks to the grader; where it had to be decoded, or may do so."""
    return any(speaks_to_grader(reading) for reading in _respelt(sentence)) or any(
        may_speak_to_grader(reading) for reading in (*_decoded(sentence), *_turned(sentence))
    )


def _respelt(sentence: str) -> Iterator[str]:
    """What a sentence says without blanks between letters, and with digits read as letters."""
    joined = _SPACED.sub(lambda match: re.sub(r"[ ._\-*|/]", "", match.group()), sentence) if _TWO_ALONE.search(sentence) else sentence
    if joined != sentence:
        yield from _respaced(joined)
    joined = sentence if sentence.isascii() else _SPACED_ZH.sub(lambda match: re.sub(r"[ .·*\-_/|,、~+]", "", match.group()), sentence)
    if joined != sentence:
        yield joined
    plain = _LEET_WORD.sub(lambda match: match.group().translate(_LEET), sentence) if _LEET_SIGN.search(sentence) else sentence
    if plain != sentence:
        yield plain


def _respaced(text: str) -> Iterator[str]:
    """``i g n o r e`` has become ``ignore``; whole sentences set that way have lost their blanks and get some back."""
    yield text
    words = (
        r"(ignore|disregard|forget|override|all|previous|prior|above|instructions?|rules?|give|award|full|marks?|score|perfect|"
        r"this|me|the|and|candidate|applicant|pass|hire|five|points|top|rate|recommend)"
    )
    yield re.sub(r"\s+", " ", re.sub(words, r" \1 ", text, flags=re.IGNORECASE)).strip()


def _decoded(text: str) -> Iterator[str]:
    """What is written in base64, hexadecimal or escapes."""
    for match in _BASE64.finditer(text):
        # small letters only are a word
        if not match.group()[1:].islower():
            yield from _printable(_from_base64(match.group()))
    for match in _HEX.finditer(text) if _SIX_PAIRS.search(text) else ():
        yield from _printable(bytes.fromhex(re.sub(r"[ :]", "", match.group())))
    if ("\\" in text or "%" in text or "&" in text) and _ESCAPES.search(text):
        yield re.sub(r"\\[ux]([0-9a-fA-F]{2,4})", lambda found: chr(int(found.group(1), 16)), html.unescape(unquote(text)))


def _turned(text: str) -> Iterator[str]:
    """Backwards, or with the alphabet shifted by half, where the words as they stand are no words; in a part of the text, as
    in ``Read backwards: …``, too."""
    if _TURNED_ZH.search(text):
        yield text[::-1]
    if _unknown(text) < STRANGE:
        return
    for part in [text, *(part for part in _PART.split(text) if part != text)]:
        if not _knows(part):
            yield from filter(_knows, (part[::-1], codecs.decode(part, "rot13")))


def _unknown(text: str) -> int:
    """How many of the longer words are none that people use."""
    known = shipped_model().words.known
    return sum(not known(word) for word in _ENGLISH_WORD.findall(text.lower()))


def _knows(text: str) -> bool:
    """Whether the longer words of a text are such as people use; one that has hardly any says nothing about that."""
    count = len(_ENGLISH_WORD.findall(text.lower()))
    return count <= STRANGE or count - _unknown(text) > _KNOWN * count


def _from_base64(text: str) -> bytes:
    text = text.rstrip("=").replace("-", "+").replace("_", "/")
    # One sign beyond whole groups of four says nothing; so cut, it cannot fail.
    text = text[: len(text) - (len(text) % 4 == 1)]
    return base64.b64decode(text + "=" * (-len(text) % 4))


def _printable(data: bytes) -> Iterator[str]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    if len(text) > 5 and sum(char.isprintable() or char == "\n" for char in text) > 0.9 * len(text):
        yield text


def _is_broken_line(text: str, first: Span, second: Span) -> bool:
    between = text[first.end : second.start]
    return "\n" in between and first.text[-1] not in ".!?。;；" and min(len(first.text), len(second.text)) <= _SHORT


def _broken(text: str, found: list[Span]) -> Iterator[tuple[int, int]]:
    """Runs of up to so many sentences that stand in short lines, from each sentence on; the first and the one after the last."""
    for start in range(len(found)):
        for end in range(start + 2, min(start + _WINDOW, len(found)) + 1):
            if not _is_broken_line(text, *found[end - 2 : end]):
                break
            yield start, end


def _lines(text: str, found: list[Span]) -> Iterator[tuple[int, int, str]]:
    """Short lines of two and more whole sentences: the first of these, the one after the last, and the line."""
    first = 0
    for match in re.finditer(r"[^\n]+", text):
        while first < len(found) and found[first].start < match.start():
            first += 1
        last = first
        while last < len(found) and found[last].end <= match.end():
            last += 1
        if last - first >= 2 and len(match.group()) <= _MESSAGE:
            yield first, last, match.group()
