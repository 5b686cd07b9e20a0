"""Finding words addressed to the machine in a person's text.

The deterministic engine obeys nobody, but the words of an injected instruction must not earn points either, and a
person should know that somebody tried. A sentence is looked at in several *readings*: as it stands, with letters put
together again (``i g n o r e``), with digits read as letters, and decoded.
"""

from __future__ import annotations

import base64
import codecs
import html
import re
from urllib.parse import unquote

from .injection_concepts import is_about_grading, is_decree
from .injection_model import speaks_to_grader
from .injection_patterns import NARRATOR, NEGATED_ZH, QUOTED, STORY_EN, STORY_ZH, STRONG_EN, STRONG_ZH
from .normal import has_cjk
from .text import Span, sentences

_SPACED = re.compile(r"(?<![A-Za-z0-9])(?:[A-Za-z0-9][ ._\-*|/]{1,2}){3,}[A-Za-z0-9](?![A-Za-z0-9])")
_LEET = str.maketrans("013457@$!", "oieastasi")
_LEET_WORD = re.compile(r"\b(?=\w*[A-Za-z])[A-Za-z]*[013457@$!][A-Za-z013457@$!]*\b")
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/_-]{20,}={0,2}(?![A-Za-z0-9+/=])")
_HEX = re.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}[ :]?){16,}(?![0-9A-Fa-f])")
_ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|%[0-9A-Fa-f]{2}|&#x?[0-9a-fA-F]+;){4,}")
_NOISE_ZH = re.compile(r"[^\w=:：+\"'“”]+|_")
_SPACED_ZH = re.compile(r"(?:[\u4e00-\u9fff][ .·*\-_/|,、~+]{1,2}){4,}[\u4e00-\u9fff]")
_WINDOW = 6
_SHORT = 24
_MESSAGE = 120


def injected_spans(text: str) -> list[tuple[int, int]]:
    """Spans of sentences in a normalised text that speak to whoever grades it."""
    found = sentences(text)
    hit = {index for index, sentence in enumerate(found) if is_injection(sentence.text)}
    hit |= _split_over_lines(text, found, hit)
    hit |= _whole_lines(text, found)
    return [(found[index].start, found[index].end) for index in sorted(hit)]


def is_injection(sentence: str) -> bool:
    """Whether a sentence is an order to the grader, a claim about the grading, or has the form of a prompt."""
    said = _own_words(sentence)
    return matches_a_rule(said) or speaks_to_grader(said)


def _own_words(sentence: str) -> str:
    """Without what is quoted, where the rest tells what the writer did about it."""
    rest = QUOTED.sub(" ", sentence)
    return rest if rest != sentence and NARRATOR.search(rest) else sentence


def matches_a_rule(sentence: str) -> bool:
    """Whether the wording is a known one, in any of its readings."""
    return any(_speaks_to_grader(reading) for reading in _readings(sentence))


def _speaks_to_grader(text: str) -> bool:
    chinese = has_cjk(text)
    return _matches_english(text) or (chinese and _matches_chinese(text)) or is_about_grading(text, chinese)


def _matches_english(text: str) -> bool:
    for pattern in STRONG_EN:
        match = pattern.search(text)
        if match and not _is_story(text, match.start()):
            return True
    return False


def _is_story(text: str, start: int) -> bool:
    """Somebody does or says it before the matching words begin, in the same sentence."""
    before = re.split(r"[.!?\n]\s", text[: start + 1])[-1]
    return bool(STORY_EN.search(before + text[start + 1 : start + 12].split(" ", maxsplit=1)[0]))


def _matches_chinese(text: str) -> bool:
    compact = _NOISE_ZH.sub("", text)
    for pattern in STRONG_ZH:
        for match in pattern.finditer(compact):
            before = compact[max(0, match.start() - 14) : match.start()]
            if NEGATED_ZH.search(before) or STORY_ZH.search(before) or _is_told(match.group()):
                continue
            return True
    return False


def _is_told(matched: str) -> bool:
    """``打了满分``, ``取消了原来的``: done, not demanded."""
    return bool(re.search(r"(?:[给打判评取消忽略跳过删除撤销推翻覆盖放弃]|评为|获得|通过)(?:了|过)(?!吧)", matched)) or "我们" in matched


def _readings(sentence: str):
    yield sentence
    joined = _SPACED.sub(lambda match: re.sub(r"[ ._\-*|/]", "", match.group()), sentence)
    if joined != sentence:
        yield from _respaced(joined)
    plain = _LEET_WORD.sub(lambda match: match.group().translate(_LEET), sentence)
    if plain != sentence:
        yield plain
    yield from _decoded(sentence)


def _respaced(text: str):
    """``i g n o r e`` has become ``ignore``; whole sentences set that way have lost their blanks and get some back."""
    yield text
    words = (
        r"(ignore|disregard|forget|override|all|previous|prior|above|instructions?|rules?|give|award|full|marks?|score|perfect|"
        r"this|me|the|and|candidate|pass|hire)"
    )
    yield re.sub(r"\s+", " ", re.sub(words, r" \1 ", text, flags=re.IGNORECASE)).strip()


def _decoded(text: str):
    """What is written in base64, hexadecimal, escapes, or backwards."""
    for match in _BASE64.finditer(text):
        yield from _printable(_from_base64(match.group()))
    for match in _HEX.finditer(text):
        yield from _printable(bytes.fromhex(re.sub(r"[ :]", "", match.group())))
    if _ESCAPES.search(text):
        yield re.sub(r"\\[ux]([0-9a-fA-F]{2,4})", lambda found: chr(int(found.group(1), 16)), html.unescape(unquote(text)))
    if re.search(r"(?i)\b(?:snoitcurtsni|erocs|erongi|etadidnac|skram)\b", text) or any(word in text for word in ("令指", "分满", "略忽")):
        yield text[::-1]
    if re.search(r"(?i)\b(?:vtaber|vafgehpgvbaf|fpber|pnaqvqngr|cerivbhf)\b", text):
        yield codecs.decode(text, "rot13")


def _from_base64(text: str) -> bytes:
    text = text.rstrip("=").replace("-", "+").replace("_", "/")
    # One sign beyond whole groups of four says nothing; so cut, it cannot fail.
    text = text[: len(text) - (len(text) % 4 == 1)]
    return base64.b64decode(text + "=" * (-len(text) % 4))


def _printable(data: bytes):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    if len(text) > 6 and sum(char.isprintable() or char == "\n" for char in text) > 0.9 * len(text):
        yield text


def _split_over_lines(text: str, found: list[Span], hit: set[int]) -> set[int]:
    """An instruction broken over short lines, none of which says much alone."""
    more: set[int] = set()
    for start in range(len(found)):
        for end in range(start + 2, min(start + _WINDOW, len(found)) + 1):
            window = found[start:end]
            if not _is_broken_line(text, window[-2], window[-1]):
                break
            if hit.intersection(range(start, end)):
                continue
            if _speaks_to_grader(" ".join(span.text for span in window)):
                more.update(range(start, end))
                break
    return more


def _is_broken_line(text: str, first: Span, second: Span) -> bool:
    between = text[first.end : second.start]
    return "\n" in between and first.text[-1] not in ".!?。;；" and min(len(first.text), len(second.text)) <= _SHORT


def _whole_lines(text: str, found: list[Span]) -> set[int]:
    """A form (``{"score": 100}``, a code block) is cut into sentences at odd places: judge its whole line, too."""
    hit: set[int] = set()
    for match in re.finditer(r"[^\n]+", text):
        inside = [index for index, span in enumerate(found) if match.start() <= span.start and span.end <= match.end()]
        if len(inside) > 1 and _is_injected_line(match.group()):
            hit.update(inside)
    return hit


def _is_injected_line(line: str) -> bool:
    chinese = has_cjk(line)
    if re.search(r"[{<\[`]", line) and _matches_english(line):
        return True
    if _SPACED_ZH.search(line) and _matches_chinese(line):
        return True
    # a few short sentences that together make up one message to the machine
    return len(line) <= _MESSAGE and is_decree(line, chinese) and is_about_grading(line, chinese)
