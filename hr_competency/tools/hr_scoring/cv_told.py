"""Which parts of a CV tell what the person did, and which only name where, when and as what.

Employers, dates, titles, schools, lists of skills and what people say of themselves look much like deeds to a finder that
judges sentences one by one ("2017-2021, marketing, bachelor"). Nothing there is evidence, so nothing there is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from .cv import CVLine, CVParser
from .cv_words import DEGREE, EMPLOYER, SCHOOL, TITLE
from .normal import is_cjk

# Sections in which people tell what they did; the others count only in a CV that has none of these.
TELLING = frozenset({"experience", "internship", "projects", "awards"})
SILENT = frozenset({"education", "skills", "certificates", "languages", "personal", "other"})
# Longer lines without a date are no names of an employer or of a position.
_LONGEST_LABEL = 60
# What is left of a Chinese part without names, to say something.
_LEAST_LEFT = 6
_LABEL_WORDS = 8
_LONGEST_HOUSE = 12
_PART = re.compile(r"\t+|\s{2,}|[|｜/;；·•,，]|\s[-–—]\s|\s(?:at|@)\s|(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_TITLE_EN = re.compile(TITLE.pattern, re.IGNORECASE)
# A line beginning so tells a deed, whatever it names besides.
_DEED_ZH = re.compile(
    r"(?:负责|管理|带领|带着|主导|完成|组织|协助|参与|设计|搭建|制定|建立|推动|优化|开发|独立|处理|维护|培训|走访|牵头|统筹|策划|编写|撰写|分析"
    r"|发现|改进|改造|改善|提升|提高|降低|减少|缩短|节约|节省|实现|达成|解决|落实|跟进|对接|执行|辅导|调整|引入|实施|承担|从|把|将|为|对|通过|每[天周月年])"
)
_DEED_EN = re.compile(
    r"\b(?:(?!(?:need|seed|feed|speed|shared|united|limited|unlimited|registered|certified|advanced|applied|integrated|associated|embedded)\b)\w{3,}ed"
    r"|led|built|ran|wrote|made|grew|cut|won|sold|set|kept|taught|took|brought|found|held|drew|began|dealt|sat|met|spoke|got|put)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """Spans of a CV's own text: ``deeds`` may hold evidence, ``titles`` name positions; the rest does neither."""

    deeds: tuple[tuple[int, int], ...]
    titles: tuple[tuple[int, int], ...]

    def untold(self, length: int) -> list[tuple[int, int]]:
        """What lies between the deeds in a text of this length."""
        edges = [0, *(edge for span in self.deeds for edge in span), length]
        return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


@lru_cache(maxsize=256)
def told(text: str) -> Told:
    """The deeds and the titles of a CV, in the order of the text."""
    parser = CVParser(text, None)
    deeds: list[tuple[int, int]] = []
    titles: list[tuple[int, int]] = []
    for line, is_header in _lines(parser):
        parts = _labels(line) if is_header else []
        titles += [parser.normal.span(*part) for part in parts if _is_title(parser.text[slice(*part)])]
        for span in _between(line, [*parts, *((p.start, p.end) for p in line.periods)]):
            _append(deeds, text, parser.normal.span(*span))
    return Told(tuple(deeds), tuple(titles))


def _append(deeds: list[tuple[int, int]], text: str, span: tuple[int, int]) -> None:
    """Add a span; what only a line break parts from the one before is its continuation."""
    gap = text[deeds[-1][1] : span[0]] if deeds else "."
    if gap.isspace() and gap.count("\n") < 2:
        span = (deeds.pop()[0], span[1])
    deeds.append(span)


def _lines(parser: CVParser) -> Iterator[tuple[CVLine, bool]]:
    """The lines that may tell something, each with whether it may be one that names employer and position."""
    telling = any(line.section in TELLING and not line.is_heading for line in parser.lines)
    allowed = TELLING if telling else frozenset({"head", "summary", *TELLING})
    for number, line in enumerate(parser.lines):
        if line.is_heading or line.section not in allowed:
            continue
        near = parser.lines[max(0, number - 1) : number + 2]
        dated = any(other.periods for other in near)
        opens = number == 0 or parser.lines[number - 1].is_heading
        yield line, not line.is_bullet and bool(line.periods or ((dated or opens) and len(line.text) <= _LONGEST_LABEL))


def _labels(line: CVLine) -> list[tuple[int, int]]:
    """The parts of a line that only name an employer, a position, a school or a place, as spans of the whole text."""
    blank = line.text
    for period in line.periods:
        blank = blank[: period.start - line.start] + "\t" * (period.end - period.start) + blank[period.end - line.start :]
    parts = [(part.start(), part.end()) for part in _parts(blank)]
    words = [blank[start:end] for start, end in parts]
    tells = [_tells(part) and not _names_before(part, after) for part, after in zip_longest(words, words[1:], fillvalue="")]
    if any(tells) and not line.periods:
        return []
    # Once a line has begun to tell, what follows a comma belongs to it.
    names = parts[: tells.index(True)] if any(tells) else parts
    return [(line.start + start, line.start + end) for start, end in names]


def _names_before(part: str, after: str) -> bool:
    """Whether a short part is the name that stands before a position, of whatever kind of house it is."""
    return (
        len(part) <= _LONGEST_HOUSE
        and bool(TITLE.fullmatch(after))
        and not re.search(r"[。；;!！:：\d]", part)
        and not _DEED_ZH.match(part)
    )


def _parts(text: str) -> Iterator[re.Match]:
    last = 0
    for gap in [*_PART.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if part := re.compile(r"\S.*\S|\S").search(text, last, end):
            yield part
        last = gap.end() if gap else end


def _tells(part: str) -> bool:
    if any(map(is_cjk, part)):
        return _tells_in_chinese(part)
    if _DEED_EN.search(part):
        return True
    words = re.findall(r"[^\W\d_][\w'’&.-]*", part)
    plain = [word for word in words if word[0].islower() and word not in ("of", "and", "the", "in", "for", "at", "de", "von", "to")]
    return len(words) > _LABEL_WORDS or (len(plain) > 2 and not _TITLE_EN.search(part))


def _tells_in_chinese(part: str) -> bool:
    if re.search(r"[。；;!！:：%％]", part) or _DEED_ZH.match(part):
        return True
    left = part
    for pattern in (EMPLOYER, SCHOOL, TITLE, *DEGREE.values()):
        left = pattern.sub("", left)
    return sum(map(is_cjk, left)) >= _LEAST_LEFT


def _is_title(part: str) -> bool:
    return bool(_TITLE_EN.search(part)) and not EMPLOYER.fullmatch(part.strip())


def _between(line: CVLine, names: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of a line between some spans, where it is more than a word or a sign."""
    edges = [line.start, *(edge for span in sorted(names) for edge in span), line.start + len(line.text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        text = line.text[start - line.start : end - line.start]
        own = text.strip(" \t,，;；|｜/()（）[]:：-–—·•.。")
        if sum(map(is_cjk, own)) >= 4 or len(re.findall(r"[A-Za-z]{2,}", own)) >= 2:
            at = start + text.index(own)
            # the full stop belongs to the sentence
            yield at, min(at + len(own) + (text[text.index(own) + len(own) :][:1] in (".", "。")), end)
