"""Reading a text the way the engine needs it: language, sentences, clauses, tokens.

All spans are offsets into the text handed in. Work on ``normalise(text).text`` and take the spans back to the original
with :meth:`Normalised.span`.
"""

from __future__ import annotations

import re
import string
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from .normal import Normalised, count_cjk, fold, has_cjk, is_cjk, normalise

__all__ = [
    "Normalised",
    "Segmenter",
    "Span",
    "char_ngrams",
    "clauses",
    "default_segmenter",
    "fold",
    "is_cjk",
    "language",
    "normalise",
    "sentences",
    "spoken",
    "stem",
    "token",
    "tokens",
    "words",
]

_CLOSERS = "\"'”’)]}）】」』》〉"
_BULLET = re.compile(
    r"[ \t]*(?:[•●○■□◆◇▪▫‣➢➤►✓✔※★☆·∙]+|[*+\-–—>]+[ \t]+"
    r"|[(\[]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)\]、]|\.(?!\d))|\(?[a-zA-Z]\)(?=\s))[ \t]*"
)
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st jr sr vs etc inc ltd co corp dept no nos vol fig eq approx ca cf al e.g i.e eg ie est u.s u.k "
    "u.n p.m a.m ph.d b.sc m.sc b.a m.a b.s m.s ba bsc jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu "
    "fri sat sun min max avg dept ext tel mgmt asst assoc yr yrs hr hrs mo mos resp incl".split()
)
_TERMINATORS = frozenset("。!?！？…｡‼⁇⁈⁉")
_MAY_END = re.compile("[.。!?！？…｡‼⁇⁈⁉]")
# ``1,000``, ``10:30`` and ``http://`` are no boundaries.
_CLAUSE_MARK = re.compile(r";|，|；|：|—|,(?<!\d,(?=\d))|:(?!/)(?<!\d:(?=\d))")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+")
_TWO_WORDS = re.compile(r"[A-Za-z0-9][^A-Za-z0-9]+[A-Za-z0-9]")
_ENOUGH = re.compile(r"[\u4e00-\u9fff]{4}|[A-Za-z0-9]+[^A-Za-z0-9]+[A-Za-z0-9]")
_LETTERS_AND_STOP = string.ascii_letters + "."
_SOUND = re.compile(r"[^\W_]")
# By their first letters: every blank is looked at, and most of what follows one begins otherwise.
_CONNECTIVES = re.compile(
    r"\s(?=(?:b(?:ut|ecause|efore)|a(?:lthough|fter|nd then|nd (?:i|we|he|she|they|it))|th(?:ough|en (?:i|we))"
    r"|wh(?:ereas|ile|ich|o|en)|s(?:o that|ince|o (?:i|we))|un(?:til|less)|if)\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text: ``source[start:end] == text``. ``lang`` is ``zh``, ``en`` or ``mixed``."""

    text: str
    start: int
    end: int
    lang: str


def language(text: str) -> str:
    """Guess the language of a sentence: ``zh``, ``en`` or ``mixed``.

    An ideograph counts as one word. Technical English terms in a Chinese sentence leave it Chinese.
    """
    latin = _LATIN_WORD.search(text)
    if not has_cjk(text):
        return "en" if latin else "mixed"
    if not latin:
        return "zh"
    chinese = count_cjk(text)
    english = len(_LATIN_WORD.findall(text))
    share = chinese / (chinese + english)
    return "zh" if share >= 0.6 else "en" if share <= 0.15 else "mixed"


def sentences(text: str) -> list[Span]:
    """Cut a text into sentences, CV lines and bullets; blanks and bullet marks at the edges are left out."""
    return list(_sentences(text))


# Several parts of the engine look at the same answer, and at the same sentence, one after the other; those of sixty people
# are looked at in one go.
@lru_cache(maxsize=4096)
def _sentences(text: str) -> tuple[Span, ...]:
    return tuple(_span(text, start, end) for start, end in sentence_bounds(text))


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """Where the sentences of :func:`sentences` begin and end."""
    pieces = [(0, len(text))] if _is_single(text) else _whole_sentences(text)
    return list(_trimmed(text, ((_after_bullet(text, start, end), end) for start, end in pieces)))


def clauses(text: str, sentence: Span | None = None) -> list[Span]:
    """Cut a sentence (or each sentence of a text) into clauses, with spans into ``text``.

    A clause too short to say anything (``首先，``, ``So,``) stays with the one after it.
    """
    outer = [sentence] if sentence else sentences(text)
    return [_span(text, start, end) for one in outer for start, end in clause_bounds(text, one.start, one.end)]


def clause_bounds(text: str, first: int, last: int) -> list[tuple[int, int]]:
    """Where the clauses of the sentence ``text[first:last]`` begin and end in ``text``."""
    return _merge_short(text, _trimmed(text, _cut_at_marks(text, first, last)))


def _span(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(piece, start, end, language(piece))


def _after_bullet(text: str, start: int, end: int) -> int:
    bullet = _BULLET.match(text, start, end)
    return bullet.end() if bullet and bullet.end() < end else start


def _trimmed(text: str, bounds):
    for start, end in bounds:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        # most begin with a letter
        if start < end and (text[start].isalnum() or _SOUND.search(text, start, end)):
            yield start, end


_PERIOD = re.compile(r"\W*(?:19|20)\d\d\s*(?:[./年-]\s*\d{0,2}\s*月?)?\s*(?:[-–—~～至到]|to\b)")


def _is_single(text: str) -> bool:
    """Whether a text is one sentence at most, as most that are asked about: nothing in it may end one before its end."""
    return "\n" not in text and not _MAY_END.search(text, 0, len(text) - 1)


def _whole_sentences(text: str):
    for start, end in _line_bounds(text):
        index = piece = start
        while mark := _MAY_END.search(text, index, end):
            index = mark.end()
            if _ends_sentence(text, index - 1, piece, end):
                index = _after_closers(text, index, end)
                yield piece, index
                piece = index
        yield piece, end


def _line_bounds(text: str):
    """Lines, with wrapped ones put together: files break lines in the middle of sentences."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    width = max((end - start for start, end in lines), default=0)
    start = None
    for index, (left, right) in enumerate(lines):
        start = left if start is None else start
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following and following[0] == right + 1 and _is_wrapped(text[left:right], text[slice(*following)], width):
            continue
        yield start, right
        start = None


def _is_wrapped(line: str, following: str, width: int) -> bool:
    line, following = line.rstrip(), following.lstrip()
    if not line or not following or line[-1] in _TERMINATORS or line[-1] in ".;；:" or _BULLET.match(following):
        return False
    if _PERIOD.match(line):  # a heading of a CV: when, where, as what
        return False
    if is_cjk(following[0]) and (is_cjk(line[-1]) or line[-1] in ",，、"):
        return len(line) >= 20 and len(line) >= 0.85 * width
    return len(line) >= 40 and len(line) >= 0.6 * width and (following[0].islower() or line[-1] == ",")


def _ends_sentence(text: str, index: int, start: int, end: int) -> bool:
    char = text[index]
    if char == "…":
        return text[index + 1 : index + 2] != "…" and not _goes_on(text, index, end)
    if char in _TERMINATORS:
        return True
    if char != ".":
        return False
    following = text[index + 1 : index + 2] if index + 1 < end else ""
    if following == "." or (text[max(index - 2, start) : index] == ".." and _goes_on(text, index, end)):
        return False
    if following and not following.isspace() and following not in _CLOSERS and not is_cjk(following):
        return False
    return not _is_abbreviation(text, index, start, end)


def _goes_on(text: str, index: int, end: int) -> bool:
    """Whether a sentence goes on behind the dots of a pause ("I led … well, helped to lead the team"): Latin letters would begin
    a new one with a capital."""
    return text[index + 1 : end].lstrip()[:1].islower()


def _is_abbreviation(text: str, index: int, start: int, end: int) -> bool:
    before = text[start:index]
    word = before[len(before.rstrip(_LETTERS_AND_STOP)) :]
    if not word:
        # "1. Led a team": the number of a list item belongs to it
        return bool(re.fullmatch(r"\s*\d{1,2}", text[start:index]))
    if not text[index + 1 : end].strip():
        return False
    following = text[index + 1 : end].lstrip()[:1]
    if word.lower() in _ABBREVIATIONS:
        return following.islower() or following.isdigit() or word.lower() in {"mr", "mrs", "ms", "dr", "prof", "e.g", "i.e"}
    return len(word) == 1 and word.isupper() and word != "I" and following.isalpha()


def _after_closers(text: str, index: int, end: int) -> int:
    while index < end and (text[index] in _TERMINATORS or text[index] in _CLOSERS):
        index += 1
    return index


def _cut_at_marks(text: str, start: int, end: int):
    cuts = {match.start() for match in _CONNECTIVES.finditer(text, start, end)}
    cuts.update([mark.end() for mark in _CLAUSE_MARK.finditer(text, start, end)])
    piece = start
    for cut in sorted(cuts) + [end]:
        if cut > piece:
            yield piece, cut
            piece = cut


def _merge_short(text: str, bounds):
    bounds, merged, start = list(bounds), [], None
    for left, right in bounds:
        start = left if start is None else start
        # most have enough at their beginning, so that nothing need be counted
        if not (_ENOUGH.match(text, start, right) or _TWO_WORDS.search(text, start, right)) and _content_size(text[start:right]) < 4:
            continue
        merged.append((start, right))
        start = None
    if start is not None:
        if merged:
            merged[-1] = (merged[-1][0], bounds[-1][1])
        else:
            merged.append((start, bounds[-1][1]))
    return merged


def _content_size(text: str) -> int:
    """Ideographs count one, English words two."""
    return count_cjk(text) + 2 * len(_ASCII_WORD.findall(text))


WORD = re.compile(
    r"[A-Za-zÀ-ɏ]+(?:['’][a-zA-Z]{1,2}\b)?(?:[.\-_/&](?=[A-Za-z0-9])[A-Za-z0-9À-ɏ]+)*[+#]{0,2}[0-9]*"
    r"|\d+(?:[.,]\d+)*%?|[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+|[^\W_]+"
)
FIRST_CJK = "\u3400"
_IRREGULAR = dict(
    pair.split(":")
    for pair in "led:lead built:build taught:teach ran:run made:make wrote:write written:write spoke:speak spoken:speak "
    "took:take taken:take brought:bring bought:buy sold:sell told:tell said:say held:hold kept:keep met:meet left:leave "
    "found:find gave:give given:give got:get went:go gone:go did:do done:do chose:choose chosen:choose drove:drive "
    "driven:drive began:begin begun:begin won:win lost:lose spent:spend sent:send thought:think knew:know known:know "
    "grew:grow grown:grow rose:rise cut:cut set:set put:put dealt:deal heard:hear understood:understand felt:feel "
    "people:person men:man women:woman children:child analyses:analysis using:use used:use".split()
)


def words(text: str, segmenter: Segmenter | None = None) -> list[tuple[str, int, int]]:
    """Words as they stand in the text, with their spans; Chinese runs are segmented."""
    segmenter = segmenter or default_segmenter()
    found: list[tuple[str, int, int]] = []
    for match in WORD.finditer(text):
        if is_cjk(match.group()[0]):
            start = match.start()
            for word in segmenter.cut(match.group()):
                found.append((word, start, start + len(word)))
                start += len(word)
        else:
            found.append((match.group(), match.start(), match.end()))
    return found


def spoken(text: str, segmenter: Segmenter | None = None) -> list[str]:
    """The words of :func:`words` without their spans."""
    return list(_spoken(text, segmenter or default_segmenter()))


@lru_cache(maxsize=4096)
def _spoken(text: str, segmenter: Segmenter) -> tuple[str, ...]:
    found: list[str] = []
    for word in WORD.findall(text):
        if word[0] >= FIRST_CJK and is_cjk(word[0]):
            found += segmenter.cut(word)
        else:
            found.append(word)
    return tuple(found)


def tokens(text: str, segmenter: Segmenter | None = None) -> list[str]:
    """Tokens for matching: Chinese words as they are, English ones in lower case and stemmed, numbers as they are."""
    return list(_tokens(text, segmenter or default_segmenter()))


@lru_cache(maxsize=1024)
def _tokens(text: str, segmenter: Segmenter) -> tuple[str, ...]:
    return tuple(map(token, _spoken(text, segmenter)))


def token(word: str) -> str:
    """The token of a word, see :func:`tokens`."""
    return stem(word) if word[0].isascii() else word.lower()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A light English stemmer: ``manages``, ``managed`` and ``managing`` meet; nothing else is attempted."""
    word = word.lower().replace("’", "'")
    word = re.sub(r"'(?:s|re|ve|ll|d|m)$", "", word)
    word = _IRREGULAR.get(word, word)
    if len(word) <= 3 or not word.isalpha():
        return word
    word = _strip_verb_ending(_strip_plural(word))
    if word.endswith("ly") and len(word) > 5:
        word = word[:-2]
    if word.endswith("e") and len(word) > 4:
        return word[:-1]
    if word.endswith("y") and len(word) > 3 and word[-2] not in "aeiou":
        return word[:-1] + "i"
    return word


def is_past(word: str) -> bool:
    """Whether an English word in small letters looks like the past of a verb, of which the token is the same.

    >>> [is_past(word) for word in ("planned", "led", "leads", "leading", "using")]
    [True, True, False, False, False]
    """
    return word.endswith("ed") or (word in _IRREGULAR and not word.endswith("ing"))


def _strip_plural(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _strip_verb_ending(word: str) -> str:
    for ending in ("ing", "ed"):
        base = word[: -len(ending)]
        if word.endswith(ending) and len(base) > 2 and re.search("[aeiouy]", base):
            if base[-1] == base[-2] and base[-1] not in "lsz":
                return base[:-1]
            return base
    return word


def char_ngrams(text: str, smallest: int = 2, largest: int = 3) -> list[str]:
    """Overlapping character n-grams of the folded text (no blanks, no punctuation)."""
    folded = fold(text)
    return [folded[index : index + size] for size in range(smallest, largest + 1) for index in range(len(folded) - size + 1)]


class Segmenter:
    """Chinese word segmentation with a dictionary of its own.

    jieba's module-level tokenizer is shared by all databases of a process and leaves its dictionary in a file of the
    shared temporary folder; both would let one database change the results of another. This one keeps everything in
    memory. The hidden Markov part is off: it has module-level state too.
    """

    def __init__(self, extra_words: tuple[str, ...] = ()):
        self._extra_words = extra_words
        self._tokenizer = None
        # one answer is read several times: for what it may not say, for its words, for its manner; with those of others between,
        # and a person says about a hundred runs
        self._latest = lru_cache(maxsize=8192)(self._cut)

    def cut(self, text: str) -> list[str]:
        """Cut a run of Chinese characters into words; their concatenation is the run."""
        return list(self._latest(text))

    def _cut(self, text: str) -> tuple[str, ...]:
        if self._tokenizer is None:
            self._tokenizer = self._load()
        if not _KNOWN_TO_JIEBA.fullmatch(text):
            return tuple(self._tokenizer.cut(text, HMM=False))
        return _likeliest_words(text, self._tokenizer.FREQ, log(self._tokenizer.total))

    def _load(self):
        jieba, frequencies, total = _dictionary()
        tokenizer = jieba.Tokenizer()
        tokenizer.FREQ = dict(frequencies) if self._extra_words else frequencies
        tokenizer.total = total
        tokenizer.initialized = True
        for word in sorted(set(self._extra_words)):
            tokenizer.add_word(word)
        return tokenizer


# Verbs, adjectives, adverbs, prepositions and other small words.
_KINDS = frozenset("vadprcfutbqzsyg")
# Other ideographs are no words to jieba.
_KNOWN_TO_JIEBA = re.compile("[\u4e00-\u9fd5]*")


def _likeliest_words(text: str, frequencies: Mapping[str, int], all_words: float) -> tuple[str, ...]:
    """The words whose frequencies have the largest product, as jieba chooses them, in one pass from the end.

    :param frequencies: of words, and 0 for what words begin with
    :param all_words: the logarithm of the sum of all frequencies
    """
    count = len(text)
    gained, ends = [0.0] * (count + 1), [0] * count
    for start in range(count - 1, -1, -1):
        best, stop, end = None, start + 1, start + 1
        while end <= count and (frequency := frequencies.get(text[start:end])) is not None:
            if frequency:
                found = log(frequency) - all_words + gained[end]
                # among equals the longer word
                if best is None or found >= best:
                    best, stop = found, end
            end += 1
        gained[start], ends[start] = (gained[start + 1] - all_words if best is None else best), stop
    return tuple(_pieces(text, ends))


def _pieces(text: str, ends: Sequence[int]) -> Iterator[str]:
    start = 0
    while start < len(text):
        yield text[start : ends[start]]
        start = ends[start]


@lru_cache(maxsize=1)
def _dictionary():
    """jieba's dictionary, read once and never changed; its own loader would write a cache file others read."""
    with warnings.catch_warnings():
        # jieba 0.42 warns about its own string escapes and about pkg_resources
        warnings.simplefilter("ignore")
        import jieba

        tokenizer = jieba.Tokenizer()
        frequencies, total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    return jieba, frequencies, total


def kind_of_word(word: str) -> str:
    """What kind of word a Chinese word is, by jieba's dictionary, as one letter: v a verb, a an adjective, d an adverb, p a
    preposition, r a pronoun, c a conjunction ...; n every other word, x what is none."""
    frequencies = _dictionary()[1]
    return _kinds().get(word) or ("n" if frequencies.get(word) else "x")


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    """Of the words of the dictionary those that are no nouns, idioms or numbers: one in six."""
    jieba, _frequencies, _total = _dictionary()
    found = {}
    with jieba.Tokenizer().get_dict_file() as lines:
        for line in lines:
            word, _frequency, kind = line.decode("utf-8").split()
            if kind[0] in _KINDS:
                found[word] = kind[0]
    return found


@lru_cache(maxsize=1)
def default_segmenter() -> Segmenter:
    """The segmenter with jieba's dictionary only, loaded at first use."""
    return Segmenter()
