"""Unicode normalisation that remembers where every character came from.

A text is judged as a person sees it: full-width letters are letters, zero-width characters are nothing, a Cyrillic
``а`` inside a Latin word is an ``a``. Offsets of evidence must point into the text as it was handed in, so every
normalised character carries the span of the original it was made from.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

ZERO_WIDTH = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0"
)
BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Soft hyphen, byte order mark, joiners inside emoji and direction marks also come from honest word processors.
_HARMLESS = frozenset("\u00ad\u061c\u200d\u200e\u200f\ufeff")

_HOMOGLYPHS = dict(
    zip(
        "АВЕКМНОРСТУХЅІЈԌԚԜаеорсухѕіјԁԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχ",
        "ABEKMHOPCTYXSIJGQWaeopcyxsijdqwhlABEZHIKMNOPTYXaikvoptux",
        strict=True,
    )
)


_CJK = re.compile("[\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0003ffff]")
_CJK_RUN = re.compile(f"{_CJK.pattern}+")
# Nearly all texts consist of these characters only, each of which becomes one: no need to look at them one by one.
_PUNCTUATION = "、。《》「」『』【】〈〉‘’“”—–·•\u3000，：；？！（）％＋－／＝～＆＊＃＠｜．"
_PLAIN = re.compile(f"[\n\t -~À-Öà-öø-ÿ\u4e00-\u9fff{re.escape(_PUNCTUATION)}]*")
_NO_KEY = re.compile(r"[\W_]+")
_PLAIN_FORM = {char: unicodedata.normalize("NFKC", char) for char in _PUNCTUATION}
_OTHER_FORM = frozenset(char for char, plain in _PLAIN_FORM.items() if char != plain)
_IN_OTHER_FORM = re.compile(f"[{re.escape(''.join(sorted(_OTHER_FORM)))}]")


# PDF files made by browsers write 用户增长 with radicals, which look the same: NFKC knows those of Kangxi's dictionary only, and one of
# them in its traditional form. Each radical before its ideograph.
_RADICALS = (
    "⺎兀⺓幺⺛旡⺟母⺠民⺧牛⺩王⺬示⺯糸⺶羊⺻聿⺼月⻁虎⻄西⻅见⻆角⻇角⻉贝⻊足⻋车⻑长⻒长⻓长⻔门⻕阜⻗雨⻘青⻙韦⻚页⻛风"
    "⻜飞⻝食⻟食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫齐⻬齐⻮齿⻰龙⻱龟⻲龟⻳龟⼾户"
)
IDEOGRAPHS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | str.maketrans(
    _RADICALS[::2], _RADICALS[1::2]
)


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised ``text`` with the way back to ``original``.

    ``tricks`` counts what an honest writer hardly produces: ``zero_width``, ``bidi``, ``tags`` (invisible tag
    letters), ``full_width`` (letters and digits), ``homoglyph``. ``invisible`` is the text the tag letters spell.
    """

    text: str
    original: str
    starts: Sequence[int] = field(repr=False)
    ends: Sequence[int] = field(repr=False)
    tricks: tuple[tuple[str, int], ...] = ()
    invisible: str = ""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of ``original`` that ``text[start:end]`` was made from."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.original)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def quote(self, start: int, end: int) -> str:
        """The verbatim original behind ``text[start:end]``."""
        left, right = self.span(start, end)
        return self.original[left:right]

    def count(self, trick: str) -> int:
        """How often a trick was seen."""
        return dict(self.tricks).get(trick, 0)


def normalise(text: str) -> Normalised:
    """Bring ``text`` to the form that everything else in the engine reads.

    NFKC; radicals become ideographs; zero-width, bidi and control characters are dropped; line ends become ``\\n``; other
    white space becomes a blank; look-alike letters of other scripts inside Latin words become Latin.
    """
    plain = _plain_form(text)
    if plain is not None:
        return Normalised(plain, text, range(len(text)), range(1, len(text) + 1))
    builder = _Builder(text)
    for start, end in _clusters(text):
        builder.add(start, end)
    return builder.done()


def is_plain(text: str) -> bool:
    """Whether a text is only made of the usual characters, each of which becomes one."""
    return bool(_PLAIN.fullmatch(text))


def _plain_form(text: str) -> str | None:
    """The normalised form of a text in which every character becomes one; ``None`` for others."""
    if not _PLAIN.fullmatch(text):
        return None
    # most texts are sentences of one that was brought to this form before
    if not text.isascii() and _IN_OTHER_FORM.search(text):
        for char in _OTHER_FORM.intersection(text):
            text = text.replace(char, _PLAIN_FORM[char])
    return text


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """A key for comparing texts: normalised, lower case, letters and digits only."""
    # what a plain text has beside letters and digits goes, in whatever form
    return _NO_KEY.sub("", (text if _PLAIN.fullmatch(text) else normalise(text).text).casefold())


def has_cjk(text: str) -> bool:
    """Whether there is a Chinese ideograph in a text."""
    return not text.isascii() and bool(_CJK.search(text))


def count_cjk(text: str) -> int:
    """How many Chinese ideographs a text has."""
    return sum(map(len, find_cjk(text)))


def find_cjk(text: str) -> list[str]:
    """The runs of Chinese ideographs of a text, in order."""
    return [] if text.isascii() else _CJK_RUN.findall(text)


def is_cjk(char: str) -> bool:
    """Whether a character is a Chinese ideograph."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or "\U00020000" <= char <= "\U0003ffff"


def _clusters(text: str):
    """Spans of a base character with its combining marks: NFKC works on these without looking further."""
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not unicodedata.combining(text[index]):
            yield start, index
            start = index


class _Builder:
    """Collects normalised characters and their origins."""

    def __init__(self, text: str):
        self.original = text
        self.chars: list[str] = []
        self.starts = array("l")
        self.ends = array("l")
        self.tricks: dict[str, int] = {}
        self.invisible: list[str] = []

    def add(self, start: int, end: int) -> None:
        cluster = self.original[start:end]
        trick = self._invisible_trick(cluster, start)
        if trick is not None:
            if trick:
                self.tricks[trick] = self.tricks.get(trick, 0) + 1
            return
        if "\uff10" <= cluster[0] <= "\uff5a" and unicodedata.normalize("NFKC", cluster[0]).isalnum():
            self.tricks["full_width"] = self.tricks.get("full_width", 0) + 1
        for char in self._visible(cluster, end):
            self.chars.append(char)
            self.starts.append(start)
            self.ends.append(end)

    def _invisible_trick(self, cluster: str, start: int) -> str | None:
        """The name of the trick, empty for a harmless invisible character, ``None`` for a visible one."""
        char = cluster[0]
        if char in ZERO_WIDTH or char in BIDI:
            if char in _HARMLESS and not self._inside_word(start):
                return ""
            return "bidi" if char in BIDI else ("" if char == "\u00ad" else "zero_width")
        if "\U000e0000" <= char <= "\U000e007f":
            self.invisible.append(chr(ord(char) - 0xE0000) if ord(char) >= 0xE0020 else "")
            return "tags"
        if "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
            return ""
        return None

    def _inside_word(self, index: int) -> bool:
        before = self.original[index - 1] if index else " "
        after = self.original[index + 1] if index + 1 < len(self.original) else " "
        return ((before.isascii() and before.isalnum()) or is_cjk(before)) and ((after.isascii() and after.isalnum()) or is_cjk(after))

    def _visible(self, cluster: str, end: int) -> str:
        if cluster in "\n\t":
            return cluster
        if cluster == "\r":
            return "" if self.original[end : end + 1] == "\n" else "\n"
        if cluster in "\v\f\u0085\u2028\u2029":
            return "\n"
        result = unicodedata.normalize("NFKC", cluster.translate(IDEOGRAPHS))
        return "".join(" " if char.isspace() else char for char in result if unicodedata.category(char) != "Cc")

    def done(self) -> Normalised:
        self._replace_homoglyphs()
        return Normalised(
            "".join(self.chars),
            self.original,
            self.starts,
            self.ends,
            tuple(sorted(self.tricks.items())),
            "".join(self.invisible),
        )

    def _replace_homoglyphs(self) -> None:
        """Only in words that also have real Latin letters: a Russian or Greek word is left alone."""
        start = 0
        while start < len(self.chars):
            end = start
            while end < len(self.chars) and self.chars[end].isalpha() and not is_cjk(self.chars[end]):
                end += 1
            if end - start > 1:
                self._fold_word(start, end)
            start = max(end, start + 1)

    def _fold_word(self, start: int, end: int) -> None:
        word = self.chars[start:end]
        if not any(char.isascii() for char in word):
            return
        for index, char in enumerate(word, start):
            if char in _HOMOGLYPHS:
                self.chars[index] = _HOMOGLYPHS[char]
                self.tricks["homoglyph"] = self.tricks.get("homoglyph", 0) + 1
