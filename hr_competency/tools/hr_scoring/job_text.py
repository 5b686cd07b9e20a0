"""A job's description as people write it: what it asks for, line by line.

Descriptions also advertise: what the company is and what it pays asks nothing of a candidate and is left out. A sentence
that lists several duties is several requirements, since a CV shows them one by one.
"""

from __future__ import annotations

import re
from string import ascii_letters, digits

from .cv_words import TOOLS, TOOLS_OR_WORDS
from .normal import fold, normalise
from .text import clauses, language, sentences
from .types import Indicator

REQUIREMENTS = "requirements"
_MOST_REQUIREMENTS = 40
_SHORTEST = 3
# A sentence of more characters that matter than this is taken apart at its commas.
_LONG = {"zh": 18, "en": 60}
_LONGEST_TITLE = 40
_TOOL = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]*(?:[+#]{1,2}|\.[A-Za-z]+)?(?![A-Za-z0-9])")
_YEARS = re.compile(r"(\d{1,2})\s*(?:\+|年以上|年及以上|年|(?:\+\s*)?years?\b|yrs?\b)", re.IGNORECASE)
# "At least" is said of what is asked for; other years need a word about work beside them.
_AT_LEAST = re.compile(r"(?<![\d.])(1[0-5]|\d)\s*(?:年(?:及)?以上(?!历史)|\+\s*years?\b)", re.IGNORECASE)
_DEGREE = re.compile(r"博士|硕士|研究生|本科|大专|\b(?:phd|master'?s?|mba|bachelor'?s?)\b", re.IGNORECASE)
_WORK = re.compile(r"经验|工作|experience|work", re.IGNORECASE)
_HEADING = r"^[\W\d_一二三四五六七八九十]*(?:{})[^,，。;；]{{0,6}}?\s*(?:$|[:：])"
# Headings of what is asked for, and of what is offered or told about the company; the latter last until the next heading.
_ASKS = re.compile(
    _HEADING.format(
        "岗位职责|工作职责|职位描述|岗位描述|工作内容|主要职责|职责描述|任职要求|岗位要求|任职资格|职位要求|招聘要求|要求|职责|加分项|优先条件"
        "|(?:key |main |your )?responsibilities|(?:minimum |preferred |job )?requirements|qualifications|your (?:tasks|profile|role)"
        "|what you(?:'ll| will)? (?:do|bring|need)|duties|about the (?:role|job)|must[- ]haves?|nice to have"
    ),
    re.IGNORECASE,
)
_OFFERS = re.compile(
    _HEADING.format(
        "福利待遇|薪酬福利|薪资福利|薪资待遇|公司福利|员工福利|福利|我们提供|公司介绍|公司简介|关于我们|企业简介|工作地点|上班地点|工作时间|联系方式"
        "|benefits|perks|what we offer|we offer|about (?:us|the company)|our company|compensation|salary|location|how to apply|contact"
    ),
    re.IGNORECASE,
)
# What other parts of a match judge.
_ELSEWHERE = re.compile(r"学历|专业(?:不限|优先)?$|年.{0,6}(?:经验|经历)$|\bdegree\b|years?.{0,20}\bexperience\b", re.IGNORECASE)
_JOINING = re.compile(r"^(?:and|or|as well as)\s+|^(?:以及|并且|并|和)", re.IGNORECASE)
_MEANT = re.compile(r"[\u4e00-\u9fff]|[A-Za-z0-9]")


def title_of(text: str) -> str:
    """What stands before the description: a first line of its own, or up to a colon.

    >>> title_of("产品经理：负责用户调研和需求分析")
    '产品经理'
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or _ASKS.match(lines[0]) or _OFFERS.match(lines[0]):
        return ""
    before, colon, _rest = lines[0].partition("：" if "：" in lines[0] else ":")
    if colon and 1 < len(before.strip()) <= _LONGEST_TITLE // 2:
        return before.strip()
    return lines[0] if len(lines[0]) < _LONGEST_TITLE and not _OFFERS.match(lines[0]) else ""


def requirements_of(text: str) -> list[Indicator]:
    """What a description asks for, as indicators: its sentences, long ones by clause; without the title, headings, what
    the company offers, and the years and degrees that a match judges elsewhere.

    >>> [one.statement for one in requirements_of("厨师：负责菜单设计，管理后厨团队\\n福利待遇：五险一金")]
    ['负责菜单设计，管理后厨团队']
    """
    found = [piece for line in _asking_lines(text) for piece in _pieces(line)]
    wanted = [piece for piece in dict.fromkeys(found) if len(fold(piece)) >= _SHORTEST and not _ELSEWHERE.search(piece)]
    wanted = wanted or list(filter(None, [title_of(text)]))
    return [Indicator(f"{REQUIREMENTS}.{number}", statement) for number, statement in enumerate(wanted[:_MOST_REQUIREMENTS], 1)]


def asking(text: str) -> str:
    """The description without what the company tells of itself."""
    return "\n".join(filter(None, [title_of(text), *_asking_lines(text)]))


def _asking_lines(text: str) -> list[str]:
    title, lines, asking = title_of(text), [], True
    for line in (line.strip() for line in text.splitlines()):
        heading = _ASKS.match(line) or _OFFERS.match(line)
        if heading:
            asking = bool(_ASKS.match(line))
            line = line[heading.end() :].strip()
        if asking and line:
            lines.append(line)
    if title and lines and lines[0].startswith(title):
        lines = [*filter(None, [lines[0][len(title) :].lstrip(":： ")]), *lines[1:]]
    return lines


def _pieces(line: str) -> list[str]:
    found = []
    for sentence in sentences(line):
        long = len(_MEANT.findall(sentence.text)) > _LONG[language(sentence.text) if language(sentence.text) in _LONG else "zh"]
        parts = clauses(line, sentence) if long else [sentence]
        found += [_JOINING.sub("", part.text).strip(" ,;:，；：。.、") for part in parts]
    return found


def tool_names(text: str) -> list[str]:
    """Names of tools and methods: Latin words in a Chinese text, words with inner capitals or signs in any, and known
    ones.

    >>> tool_names("熟悉 SQL 和 Python，了解C++")
    ['SQL', 'Python', 'C++']
    >>> tool_names("Spring is busy here. Java with Spring, Docker and teamwork.")
    ['Java', 'Spring', 'Docker']
    """
    chinese, said = language(text) != "en", normalise(text).text
    found = [(match.group(), _opens_sentence(said, match.start())) for match in _TOOL.finditer(said)]
    names = [word for word, opening in found if len(word) > 1 and (chinese or _looks_like_a_name(word) or _is_tool(word, opening))]
    spelt: dict[str, str] = {}
    for word in names:
        # signs keep C, C++ and C# apart; the first spelling is kept
        spelt.setdefault(fold(word) + word.lstrip(ascii_letters + digits), word)
    return list(spelt.values())


def _looks_like_a_name(word: str) -> bool:
    return bool(re.search(r"[A-Z].*[A-Z]|[a-z][A-Z]|[+#0-9]|\.[a-z]", word))


def _is_tool(word: str, opening: bool) -> bool:
    return word in TOOLS or (word in TOOLS_OR_WORDS and not opening)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" -*•\t")
    return not before or before[-1] in ".!?:\n"


def years_wanted(text: str) -> float:
    """The years of experience that a description asks for; 0 without."""
    for match in _YEARS.finditer(text):
        if _WORK.search(text[max(0, match.start() - 12) : match.end() + 16]):
            return float(match.group(1))
    stated = _AT_LEAST.search(text)
    return float(stated.group(1)) if stated else 0.0


def degree_wanted(text: str) -> str:
    """The first degree that a description names; empty without."""
    match = _DEGREE.search(text)
    return match.group() if match else ""
