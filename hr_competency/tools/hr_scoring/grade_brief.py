"""Model answers that are said or not: a word or two, a figure, a formula, yes or no, a list of things to name.

What is near to such a model answer is mostly another answer, as London is near Paris and 2024 near 2025, and half of a list sounds
like the whole of it. So these get bounds within which the opinion of the other parts counts. A sentence more raises them or leaves
them as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, partial

import numpy as np

from .grade_contrast import said, said_in
from .grade_figures import Figure, figures, formula_pattern, is_figure, worded
from .grade_judge import TELLING
from .grade_roles import said_by_sentence
from .grade_text import GradedText, polarity, runs, weight
from .lexicon import term_weight
from .text import normalise, tokens

# What may stand beside a figure and is no other unit.
_FILLERS = "there that answer result total number exactly 答案 结果 一共 总共 共有 共 大约 等于 就是 degree st nd rd th °C 度 摄氏度"
_MONEY = {"$": "dollar usd 美元 美金", "¥": "yuan rmb cny 元 块 人民币 圆", "€": "euro eur 欧元", "£": "pound gbp 英镑"}
Bounds = tuple[float, float]
Check = Callable[[GradedText], Bounds]
# Who does not say it may have said it in another way, but that is for a person to see.
_BRIEF, _UNSAID = 2, 0.4
# Of several figures, or things to name, some are said: so much more, up to nearly all.
_PARTLY = 0.4
_LIST_SLACK = 0.1
# The other one of yes and no; and the same one with words of one's own.
_OPPOSITE, _AGREED = 0.1, 0.8
_SAME_WORD = 0.75
# A model answer of more words says more than a figure.
_FIGURE_TERMS = 7
_MOST_ITEMS, _ITEM_WORDS, _FEWEST_ITEMS = 12, 3, 3
_MOST_ALTERNATIVES, _ALTERNATIVE_TOKENS = 4, 7

_BARE = re.compile(
    r"(?P<no>no(?:pe)?|false|wrong|incorrect|不是的?|不对|错误?的?|不正确|不能|不会|不可以|不行|没有|否|不成立|不需要|不应该?)"
    r"|(?P<yes>yes|yeah|true|right|correct|是的?|对的?|正确|能|会|可以|行|有|成立|需要|应该?)",
    re.IGNORECASE,
)
_EDGES = " \t\r\n.。!！,，;；:："
_YES_ZH = re.compile(r"是(?:的|啊)?(?=\W|$)")
_RATHER = re.compile(r"\bbut\b|而是|，|,", re.IGNORECASE)
_COUNT = r"(?P<count>two|three|four|five|six|[2-9]|[两二三四五六七八九])"
_ANY = re.compile(rf"(?:any|以下|下列|其中|任意|任选|任何|至少)+\s*{_COUNT}\s*[^:：]{{0,16}}[:：]", re.IGNORECASE)
_NAMED = re.compile(
    rf"\b(?:name|list|give|state|mention|cite)\s+(?:any\s+|at least\s+)?{_COUNT}\b"
    r"|(?:列举|列出|举出?|写出|说出|答出|任选|指出)\s*(?:任意|其中|至少)?\s*(?P<number>[2-9]|[两二三四五六七八九])\s*[种个项条点类样]",
    re.IGNORECASE,
)
_LISTING = re.compile(r"\b(?:name|list|which|what are|enumerate)\b|哪[些几]|列举|列出|举出|写出|说出|包括", re.IGNORECASE)
_BETWEEN_ITEMS = re.compile(
    r"[、,，;；\n]|\s/\s|\b(?:and|or)\b|以及|(?<=[\u4e00-\u9fff])(?<![共饱缓温总柔谐中人调])[和或](?![谐平解蔼睦气约许])(?=[\u4e00-\u9fff])",
    re.IGNORECASE,
)
_BETWEEN_ALTERNATIVES = re.compile(
    r"\s+or\s+|\s*或者?\s*|\s+/\s+|(?<=[A-Za-z]{4})/(?=[A-Za-z]{4})|(?<=[\u4e00-\u9fff]{2})/(?=[\u4e00-\u9fff]{2})"
)


def alternatives(text: str) -> list[str]:
    """The model answers that a short one stands for: who writes "A or B" takes either. Opposites and yes or no belong together.

    >>> alternatives("carbon dioxide or CO2"), alternatives("300 km/s"), alternatives("more or less")
    (['carbon dioxide', 'CO2'], ['300 km/s'], ['more or less'])
    """
    found = [part.strip(_EDGES) for part in _BETWEEN_ALTERNATIVES.split(text.strip(_EDGES))]
    if not 2 <= len(found) <= _MOST_ALTERNATIVES or not all(found) or len(tokens(text)) > _ALTERNATIVE_TOKENS:
        return [text]
    sides = [said_in(normalise(part).text).sides for part in found]
    opposed = any((sides[0] * other < 0).any() for other in sides[1:]) or {polarity(part) for part in found} >= {1, -1}
    return [text] if opposed else found


class Brief:
    """The bounds of answers that are held against some model answers."""

    def __init__(self, question: GradedText, models: Sequence[GradedText]):
        self._checks = [_check_of(question, model) for model in models]

    def bounds(self, answer: GradedText) -> Bounds:
        """:return: the least and the most that an answer which says something can be worth. One model answer that is not of these
        kinds leaves open what is worth more than the least"""
        if not any(self._checks):
            return 0.0, 1.0
        low, high = map(max, zip(*(check(answer) for check in self._checks if check), strict=True))
        return low, high if all(self._checks) else 1.0

    def within(self, answer: GradedText, score: float) -> float:
        """A score, moved to within the bounds of an answer."""
        low, high = self.bounds(answer)
        return min(max(score, low), high)


def _check_of(question: GradedText, model: GradedText) -> Check | None:
    makers = (_yes_or_no, _formula, _figures, _list, _words)
    return next((check for make in makers if (check := make(question, model))), None)


def _over_runs(check: Check, answer: GradedText) -> Bounds:
    """The best of an answer's sentences and beginnings."""
    low, high = map(max, zip(*map(check, runs(answer)), strict=True))
    return low, high


def _text(text: GradedText) -> str:
    return " ".join(text.pieces)


def _sentences(text: GradedText) -> list[str]:
    found = [""] * (max(text.sentence_of) + 1)
    for number, piece in zip(text.sentence_of, text.pieces, strict=True):
        found[number] += f" {piece}"
    return [one.strip() for one in found]


def telling(model: GradedText) -> frozenset[str]:
    """The words of a model answer that tell something, or all if none does."""
    return frozenset(term for term in model.terms if term_weight(term) >= TELLING) or model.terms


# --- a word or two ---------------------------------------------------------------------------------------------------


def _words(question: GradedText, model: GradedText) -> Check | None:
    if len(telling(model)) > _BRIEF or len(model) != 1:
        return None
    return partial(_said_in_words, question, model)


def _said_in_words(question: GradedText, model: GradedText, answer: GradedText) -> Bounds:
    """Who says one of two words and has others of his own may mean another thing: a cash flow statement is no income statement."""
    if any(run.terms == model.terms and said(run).denials == said(model).denials for run in runs(answer)):
        return 1.0, 1.0
    if not _says_outright(model, answer):
        return 0.0, _UNSAID
    return 0.0, max(map(partial(_half_said, question, model), runs(answer)))


def _half_said(question: GradedText, model: GradedText, run: GradedText) -> float:
    missing = telling(model) - run.terms
    more = [term for term in run.terms - model.terms - question.terms if term_weight(term) >= TELLING]
    agreed = ((said(run).sides * said(model).sides) > 0).any() or model.polarity * run.polarity > 0
    if agreed or not missing or not more or missing == telling(model) or _is_named(model, missing, run):
        return 1.0
    return _UNSAID + _PARTLY / 2


def _says_outright(model: GradedText, answer: GradedText) -> bool:
    """Whether an answer has a word of a brief model answer that tells something, denied where the model denies it; gives the same
    yes or no; or is in one of its sentences on its side of opposites (falls, goes down)."""
    if model.polarity * answer.polarity > 0:
        return True
    wanted, pieces = telling(model), [piece for clause in answer.pieces for piece in _RATHER.split(clause)]
    if any((said_in(one).denials - said(model).denials) % 2 == 0 for one in pieces if not wanted.isdisjoint(tokens(one))):
        return True
    sides = [one.sides * said(model).sides for one in said_by_sentence(answer)]
    return any((both > 0).any() and not (both < 0).any() for both in sides)


# --- yes or no -------------------------------------------------------------------------------------------------------


def _yes_or_no(question: GradedText, model: GradedText) -> Check | None:
    sign = _bare(_text(model))
    return partial(_agrees, question, sign) if sign else None


def _bare(text: str) -> int:
    found = _BARE.fullmatch(text.strip(_EDGES))
    return 0 if not found else 1 if found["yes"] else -1


def _agrees(question: GradedText, sign: int, answer: GradedText) -> Bounds:
    """The first sentence that takes a stand counts, so that nobody says both."""
    stands = [_stand(question, sentence) for sentence in _sentences(answer)]
    taken = next((stand for stand in stands if stand), 0)
    if taken == sign:
        return _AGREED, 1.0
    return 0.0, _OPPOSITE if stands[0] else _UNSAID


def _stand(question: GradedText, text: str) -> int:
    """Whether a sentence says yes (1) or no (-1) to a question; 0 where it does not say."""
    if found := _bare(text) or polarity(text) or bool(_YES_ZH.match(text)):
        return int(found)
    terms, wanted = frozenset(tokens(text)), telling(question)
    if text.startswith("是") and terms & wanted:
        return 1
    if weight(terms & wanted) * 2 <= weight(wanted):
        return 0
    return -1 if (said_in(text).denials + said(question).denials) % 2 else 1


# --- figures and formulas --------------------------------------------------------------------------------------------


def _formula(_question: GradedText, model: GradedText) -> Check | None:
    pattern = formula_pattern(_text(model))
    return partial(_over_runs, partial(_has_formula, pattern)) if pattern else None


def _has_formula(pattern: re.Pattern, run: GradedText) -> Bounds:
    if not pattern.search(worded(_text(run))):
        return 0.0, _UNSAID
    return 0.0 if said(run).denials else 1.0, 1.0


def _figures(question: GradedText, model: GradedText) -> Check | None:
    asked = _values(figures(_text(question)))
    wanted = [one for one in figures(_text(model)) if one.sure and not one.values & asked]
    beside = [term for term in telling(model) - question.terms - _terms_of(_FILLERS) if not is_figure(term)]
    if not wanted or len(beside) > _BRIEF or len(model.terms) > _FIGURE_TERMS or max(model.sentence_of):
        return None
    money = " ".join(names for sign, names in _MONEY.items() if sign in _text(model))
    known = model.terms | question.terms | _terms_of(_FILLERS) | _terms_of(money)
    return partial(_over_runs, partial(_has_figures, wanted, asked, frozenset(beside), known))


def _has_figures(
    wanted: Sequence[Figure], asked: frozenset[float], beside: frozenset[str], known: frozenset[str], run: GradedText
) -> Bounds:
    """:param beside: what the model says with the figures, a unit mostly
    :param known: words that say nothing else"""
    told = figures(_text(run))
    values, right = _values(told), asked | _values(wanted)
    found = sum(bool(one.values & values) for one in wanted)
    others = any(one.sure and not one.values & right for one in told)
    if found < len(wanted):
        return 0.0, _UNSAID if others else _UNSAID + _PARTLY * found / len(wanted)
    more = [term for term in run.terms - known if term_weight(term) >= TELLING and not is_figure(term)]
    return 0.0 if others or more or beside - run.terms or said(run).denials else 1.0, 1.0


@cache
def _terms_of(text: str) -> frozenset[str]:
    return frozenset(tokens(text))


def _values(found: Sequence[Figure]) -> frozenset[float]:
    return frozenset().union(*(one.values | one.parts for one in found))


# --- things to name --------------------------------------------------------------------------------------------------


def _list(question: GradedText, model: GradedText) -> Check | None:
    text = _text(model)
    any_of, named = _ANY.match(text), _NAMED.search(_text(question))
    items = [part.strip(_EDGES) for part in _BETWEEN_ITEMS.split(text[any_of.end() :] if any_of else text)]
    items = [item for item in items if item]
    count = _counted(any_of["count"]) if any_of else _counted(named["count"] or named["number"]) if named else len(items)
    few = count if any_of or named else _FEWEST_ITEMS
    if not (any_of or named or _LISTING.search(_text(question))) or not few <= len(items) <= _MOST_ITEMS:
        return None
    terms = [frozenset(tokens(item)) & model.terms for item in items]
    if max(model.sentence_of) or not all(0 < len(one) <= _ITEM_WORDS for one in terms):
        return None
    return partial(_over_runs, partial(_names, model, items, terms, count))


def _counted(word: str) -> int:
    return int(min(*figures(word)[0].values, _MOST_ITEMS))


def _names(model: GradedText, items: Sequence[str], terms: Sequence[frozenset[str]], count: int, run: GradedText) -> Bounds:
    """Some of the items are named in their words, or with words near these; at best all that are asked for."""
    text = _text(run).lower()
    outright = [item.lower() in text for item in items]
    found = sum(exact or _is_named(model, one, run) for exact, one in zip(outright, terms, strict=True))
    share = min(found / count, 1.0)
    most = 1.0 if share == 1.0 else max(_UNSAID, share + _LIST_SLACK)
    return 1.0 if sum(outright) >= count and not said(run).denials else 0.0, most


def _is_named(model: GradedText, item: frozenset[str], run: GradedText) -> bool:
    if weight(item & run.terms) * 2 >= weight(item):
        return True
    wanted = model.meanings.only(item)
    if not wanted.terms or not run.meanings.terms:
        return False
    return float(np.clip(wanted.vectors @ run.meanings.vectors.T, 0.0, 1.0).max(1) @ wanted.weights) >= _SAME_WORD * wanted.weights.sum()
