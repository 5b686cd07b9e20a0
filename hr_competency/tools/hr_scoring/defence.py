"""What in a text must not earn points, and what a person should know about it.

Findings with a span exclude it: ``injection``, ``stuffing``, ``copied_job_text``, ``copied_statement``, ``copied_question``,
``repetition`` (the later copies). ``injection_perhaps``, ``zero_width``, ``bidi``, ``homoglyph``, ``full_width`` and ``hidden_text`` only
tell a person to look.
All offsets point into the text as it was handed in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np

from .copied_statements import statements_of
from .injection import Injections, find_all_injections
from .normal import Normalised, find_cjk, fold, has_cjk, is_cjk, normalise
from .text import FIRST_CJK, Span, clauses, sentences, tokens
from .together import MARK, Characters, Spoken
from .types import Finding

_NOTHING = "\n"
EXCLUDED = frozenset({"injection", "stuffing", "copied_job_text", "copied_statement", "copied_question", "repetition"})

_MESSAGES = {
    "injection": "Words addressed to the grader instead of an answer",
    "injection_perhaps": "Please read this yourself, it may be meant for whoever grades; it changes no score",
    "stuffing": "A list of keywords instead of an answer",
    "copied_job_text": "Copied from the job's own text",
    "copied_statement": "Copied from the job's own text",
    "copied_question": "The question repeated",
    "repetition": "Said before; counts once",
}
# How often an honest writer (or his word processor) may produce such characters.
_TRICKS = {
    "zero_width": (4, "Zero-width characters between letters"),
    "bidi": (1, "Characters that turn the direction of writing around"),
    "homoglyph": (2, "Letters of other scripts that look like Latin ones"),
    "full_width": (20, "Full-width letters in unusual number"),
}
_FEWEST_ITEMS = 8
_LIST_MARKS = re.compile(r"[、,;，；/|\n\t·•]+")
_NUMBER, _NUMBERS = re.compile(r"\d"), re.compile(r"\d+")
_FEWEST_HARPED = 4
# Competencies as model makers call them; a list of tools or languages in a CV has few of these.
_TERMS = frozenset(
    fold(term)
    for term in (
        "团队管理 团队建设 团队协作 团队合作 团队激励 跨部门协作 跨部门沟通 沟通 沟通能力 沟通协调 沟通表达 表达能力 "
        "协调能力 领导力 领导能力 执行力 "
        "学习能力 学习力 抗压 抗压能力 创新 创新能力 创新思维 责任心 责任感 客户导向 客户服务 服务意识 目标拆解 目标管理 "
        "目标达成 绩效管理 绩效辅导 冲突处理 冲突管理 "
        "项目管理 风险识别 风险管理 数据分析 问题解决 解决问题 分析能力 逻辑思维 战略思维 战略规划 系统思考 决策 决策能力 "
        "时间管理 计划能力 谈判 谈判能力 商务谈判 影响力 "
        "授权 辅导下属 培养下属 人才培养 倾听 同理心 主动性 积极主动 诚信 正直 细致 严谨 质量意识 安全意识 成本意识 结果导向 "
        "变革管理 情绪管理 适应能力 组织能力 复盘 "
        "持续改进 流程优化 商业敏锐度 用户思维 用户调研 需求分析 资源整合 敬业 全局观 自驱力 亲和力 洞察力 敏锐度 应变能力"
    ).split()
) | frozenset(
    fold(term)
    for term in (
        "leadership,team leadership,teamwork,team work,team building,collaboration,cross-functional collaboration,communication,"
        "communication skills,problem solving,problem-solving,critical thinking,strategic thinking,analytical thinking,decision making,"
        "adaptability,flexibility,time management,negotiation,conflict resolution,conflict management,coaching,mentoring,delegation,"
        "accountability,ownership,initiative,innovation,creativity,customer focus,customer orientation,customer service,"
        "stakeholder management,"
        "people management,team management,performance management,project management,change management,risk management,planning,"
        "organisation,organization,prioritisation,prioritization,influencing,persuasion,empathy,active listening,listening,integrity,"
        "resilience,stress tolerance,results orientation,drive for results,attention to detail,continuous improvement,"
        "emotional intelligence,"
        "presentation skills,public speaking,strategy,vision,motivation,interpersonal skills,self-motivation,work ethic,goal setting,"
        "feedback,execution,data analysis,business acumen,learning agility,quality focus,process improvement,motivating others"
    ).split(",")
)


def inspect(text: str, question: str = "", job_text: str = "", statements: Sequence[str] = ()) -> list[Finding]:
    """Look for attempts to earn points without an answer.

    :param question: the question that was asked
    :param job_text: what the job says about itself, statements of its indicators included; one a line or running text
    :param statements: further indicator statements and keywords of the model
    :return: findings in the order of the text; spans may overlap
    """
    return inspect_many([(normalise(text), question, "\n".join([job_text, *statements]), tuple(statements))])[0]


# A text, the question, all that the job says about itself, and the statements of its indicators.
Asked = tuple[Normalised, str, str, tuple[str, ...]]


def inspect_many(asked: Sequence[Asked], senses: Sequence[np.ndarray] | None = None) -> list[list[Finding]]:
    """:func:`inspect` for many texts.

    :param senses: see :func:`.injection.find_all_injections`
    """
    found = [sentences(normal.text) for normal, *_rest in asked]
    every = [span for own in found for span in own]
    spoken = Spoken.of([span.text for span in every])
    addressed = find_all_injections([normal.text for normal, *_rest in asked], senses, spoken)
    said = iter(_said_of(every, spoken))
    return [_findings(*one, [next(said) for _ in own], words) for one, own, words in zip(asked, found, addressed, strict=True)]


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence with its tokens, those of them that make triples, and whether it has enough marks for a list."""

    span: Span
    tokens: list[str]
    english: list[str]
    is_long: bool


def _said_of(found: Sequence[Span], spoken: Spoken) -> list[_Said]:
    """What is looked at of some sentences.

    :param spoken: their words
    """
    long = _may_be_lists([span.text for span in found])
    return [_Said(*one) for one in zip(found, spoken.tokens(), spoken.tokens(_is_english), long, strict=True)]


def _findings(
    normal: Normalised, question: str, job: str, statements: tuple[str, ...], said: list[_Said], addressed: Injections
) -> list[Finding]:
    spans = [("injection", *span) for span in addressed.sure] + [("injection_perhaps", *span) for span in addressed.perhaps]
    spans += [("stuffing", *span) for span in _stuffed(normal.text, said, _terms(job))]
    copied = _copied(said, job)
    spans += [("copied_job_text", *span) for span in copied]
    spans += [("copied_statement", *span) for span in _said_again(said, statements) if span not in copied]
    spans += [("copied_question", *span) for span in _echoed(said, question)]
    spans += [("repetition", *span) for span in _repeated([one.span for one in said])]
    return [*_tricks(normal), *(_finding(normal, *span) for span in sorted(spans, key=lambda span: span[1:]))]


def excluded_spans(findings: Iterable[Finding]) -> list[tuple[int, int]]:
    """Spans of the original text that must not earn points, sorted and merged."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((one.start, one.end) for one in findings if one.code in EXCLUDED and one.start >= 0):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def without(text: str, findings: Iterable[Finding], codes: frozenset[str] = EXCLUDED) -> str:
    """A text in which what must not earn points is blank; every offset is as before, and no sentence goes across a gap.

    :param codes: of the findings that count
    """
    for start, end in excluded_spans(one for one in findings if one.code in codes):
        text = f"{text[:start]}{_NOTHING * (end - start)}{text[end:]}"
    return text


def _finding(normal: Normalised, code: str, start: int, end: int) -> Finding:
    left, right = normal.span(start, end)
    quote = " ".join(normal.text[start:end].split())
    quote = quote if len(quote) <= 80 else quote[:79] + "…"
    return Finding(code, f"{_MESSAGES[code]}: {quote}", left, right)


def _tricks(normal: Normalised):
    for trick, (allowed, message) in _TRICKS.items():
        if normal.count(trick) >= allowed:
            yield Finding(trick, f"{message} ({normal.count(trick)})")
    if normal.count("tags"):
        yield Finding("hidden_text", f"Invisible characters that spell: {normal.invisible[:80]}")


# --- keyword stuffing ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _terms(job_text: str) -> frozenset[str]:
    """Keywords of this model: short lines among the texts."""
    return _TERMS | {fold(line) for line in job_text.splitlines() if 2 <= len(fold(line)) <= (10 if has_cjk(line) else 28)}


def _stuffed(text: str, said: list[_Said], terms: frozenset[str]) -> list[tuple[int, int]]:
    listed = [one.span for one in said if (one.is_long and _is_list(one.span.text, terms)) or _harps(one.tokens)]
    blocks = [block for block in _blocks(text) if _is_list(text[slice(*block)], terms)]
    return [(span.start, span.end) for span in listed] + [line for block in blocks for line in _listed_lines(text, *block, terms)]


def _may_be_lists(texts: Sequence[str]) -> list[bool]:
    """Whether each text has as many marks, or where it is Chinese blanks, as are between the items of a list."""
    seen = Characters(texts)
    marks, blanks = (seen.count(seen.kinds(table)) for table in _list_marks())
    return (np.where(list(map(has_cjk, texts)), np.maximum(marks, blanks), marks) >= _FEWEST_ITEMS - 1).tolist()


@lru_cache(maxsize=1)
def _list_marks() -> tuple[np.ndarray, np.ndarray]:
    """By its code whether a character may stand between items; whether it is a blank."""
    every = list(map(chr, range(1 << 16)))
    marks = np.array([char in ".。" or bool(_LIST_MARKS.match(char)) for char in every])
    return marks, np.array([char.isspace() and char != MARK for char in every])


def _blocks(text: str) -> list[tuple[int, int]]:
    """Paragraphs: a list may stand on many lines."""
    if "\n" not in text:
        return []
    return [match.span() for match in re.finditer(r"[^\n](?:[^\n]|\n(?!\s*\n))*", text) if "\n" in match.group()]


def _listed_lines(text: str, start: int, end: int, terms: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The lines of a list on many lines. What stands among them and names no competency tells something by itself, and a list
    beside it does not take it away."""
    for match in re.finditer(r"[^\n]+", text[start:end]):
        if any(_names_competency(folded, terms) for folded in map(fold, _items(match.group()))):
            yield start + match.start(), start + match.end()


def _is_list(text: str, terms: frozenset[str]) -> bool:
    """Eight and more short items, most of them names of competencies."""
    items = _items(text)
    if len(items) < _FEWEST_ITEMS:
        return False
    items = [folded for folded in map(fold, items) if folded]
    if len(items) < _FEWEST_ITEMS:
        return False
    named = sum(_names_competency(item, terms) for item in items)
    return named >= 6 and named >= 0.5 * len(items)


def _items(text: str) -> list[str]:
    items = _LIST_MARKS.split(text.replace("。", "\n").replace(". ", "\n"))
    if len(items) < _FEWEST_ITEMS and has_cjk(text) and all(len(word) <= 6 for word in text.split()):
        items = text.split()
    return items


def _names_competency(item: str, terms: frozenset[str]) -> bool:
    if item in terms:
        return True
    chinese = has_cjk(item)
    short = len(item) <= 8 if chinese else len(item) <= 26
    return short and bool(_telling(terms, 3 if chinese else 8).search(item))


@lru_cache(maxsize=16)
def _telling(terms: frozenset[str], least: int) -> re.Pattern:
    """The terms that are long enough to be told as a part of something longer."""
    return re.compile("|".join(sorted(map(re.escape, (term for term in terms if len(term) >= least)))) or "(?!)")


def _harps(said: Sequence[str]) -> bool:
    """The same word over and over: a sentence of an answer does not consist of one word."""
    if len(said) - len(set(said)) < _FEWEST_HARPED - 1:
        return False
    words = [word for word in said if len(word) > 1 and not _NUMBER.search(word) and word not in _COMMON]
    if len(words) < 6:
        return False
    top, count = Counter(words).most_common(1)[0]
    return len(top) > 1 and ((count >= 5 and count >= 0.3 * len(words)) or (count >= _FEWEST_HARPED and count >= 0.45 * len(words)))


_COMMON = frozenset(
    "the and of to in for with on at by from we he she they it is was were that this my our a an as not or but so then 一个 "
    "我们 他们 自己 这个 那个 然后 因为 所以 就是".split()
)


# --- copies ----------------------------------------------------------------------------------------------------------


# So many shingles a text must have before it can be called a copy, and such a part of them must be the job's.
_FEWEST_ZH, _FEWEST_EN, _COPIED = 8, 5, 0.7
_FEWEST_COPIED = 4


def _copied(said: list[_Said], job: str) -> list[tuple[int, int]]:
    """Sentences, or clauses of long ones, that stand in the job's text nearly word for word."""
    if not job.strip():
        return []
    known, found = _job_shingles(job), [one.span for one in said]
    each = [(one.english, _chinese(one.span.text)) for one in said]
    # a text has many triples, and hardly any of them are the job's: the others need not be kept
    shared = [known.intersection(_triples(*one)) for one in each]
    hits = [(span.start, span.end) for span, own in zip(found, shared, strict=True) if _has_copy(span, own, known)]
    if not hits and _may_be_copy(each, shared) and _is_copy("\n".join(span.text for span in found), known):
        return [(span.start, span.end) for span in found]
    return hits


def _said_again(said: list[_Said], statements: tuple[str, ...]) -> list[tuple[int, int]]:
    """Sentences that say the job's statements and nothing of one's own, however short they are."""
    asked = statements_of(statements)
    return [(one.span.start, one.span.end) for one in said if asked.is_all_of(one.tokens, one.span.text)]


def _has_copy(span: Span, shared: set, known: set) -> bool:
    # a clause has no shingles that its sentence has not, so most sentences need not be cut
    return len(shared) >= _FEWEST_COPIED and any(_is_copy(piece, known) for piece in [span.text, *_parts(span)])


def _may_be_copy(each: Sequence[tuple[list[str], str]], shared: Sequence[set]) -> bool:
    """Whether all sentences together can be a copy. They have a triple for each different word, and Chinese character, but the
    last two of each sentence, and further ones across the ends of sentences, which may all be the job's.

    :param each: words and Chinese characters of each sentence
    :param shared: those of its triples that are the job's
    """
    least = len(set().union(*chain.from_iterable(each))) - 4 * len(each)
    return len(set().union(*shared)) + (1.0 - _COPIED) * 4 * len(each) >= _COPIED * least


def _is_copy(text: str, known: set) -> bool:
    own = _shingles(text)
    least = _FEWEST_ZH if has_cjk(text) else _FEWEST_EN
    return len(own) >= least and len(own & known) >= _COPIED * len(own)


@lru_cache(maxsize=64)
def _job_shingles(job: str) -> set:
    return _shingles(job)


def _shingles(text: str) -> set:
    """Word triples of English, character triples of Chinese: what a copy keeps and a paraphrase does not."""
    return set(_triples(list(filter(_is_english, tokens(text))), _chinese(text)))


def _triples(words: list[str], chinese: str) -> Iterator[tuple[str, str, str]]:
    """Triples of words, and of Chinese characters."""
    return chain(*(zip(one, one[1:], one[2:], strict=False) for one in (words, chinese)))


def _chinese(text: str) -> str:
    """The Chinese characters of a text."""
    return "".join(find_cjk(text))


def _is_english(word: str) -> bool:
    return word not in _SMALL and not (word[0] >= FIRST_CJK and is_cjk(word[0]))


def _parts(span: Span) -> list[str]:
    return [part.text for part in clauses(span.text)] if len(span.text) > 30 else []


def _echoed(said: list[_Said], question: str) -> list[tuple[int, int]]:
    """Sentences that say nothing the question did not say."""
    if not question:
        return []
    asked = set(tokens(question)) | set(question)
    hits = []
    for one in said:
        words = [word for word in one.tokens if word not in _SMALL]
        if len(words) >= 4 and sum(word in asked for word in words) >= 0.8 * len(words):
            hits.append((one.span.start, one.span.end))
    return hits


_SMALL = frozenset(
    "i you we he she they it me my your our a an the this that of to in on at for with and or is are was were be been do did "
    "doe have ha had how what "
    "when which who whom tell us about describ 我 你 您 我们 的 了 在 是 过 和 与 就 要 这 那 一 次 一次 请 举例 说明 描述 "
    "谈谈 说说 如何 怎么 怎样 什么 哪些 有 也 都 吗 呢 "
    "一个 这是 中 最 地 得 着 情况 下".split()
)


@lru_cache(maxsize=256)
def _grams(text: str) -> set[str]:
    folded = fold(text)
    return {folded[index : index + 2] for index in range(len(folded) - 1)}


def _repeated(found: list[Span]) -> list[tuple[int, int]]:
    """Later copies of a sentence, word for word or nearly so."""
    seen, by_digits, hits = set(), {}, []
    for span in found:
        folded = fold(span.text)
        if len(folded) < (10 if has_cjk(span.text) else 20):
            continue
        # with other numbers it says something else
        near = by_digits.setdefault("".join(_NUMBERS.findall(folded)), [])
        if folded in seen or any(_alike(_grams(span.text), _grams(text)) for text in near):
            hits.append((span.start, span.end))
        else:
            seen.add(folded)
            near.append(span.text)
    return hits


def _alike(first: set[str], second: set[str]) -> bool:
    return len(first & second) >= 0.8 * max(len(first), len(second))
