"""Evidence of the opposite: the person says that they did not do it, or left it to others.

Silence is not such evidence and neither is praise of oneself; only a sentence that denies a deed *and* is about the
indicator counts. Rules, not a model: there are few of these sentences, and each one costs the person points, so
they must be readable. Precision goes before recall.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from .circumstances import is_circumstance, is_own
from .context import split
from .lexicon import term_weight
from .text import Span, tokens
from .types import Evidence, Finder, Indicator, Kind

# Only deeds: "nothing broke", "nobody complained" and "I did not give up" deny a fault.
_DEED_ZH = (
    r"(?:做(?!错|的那)|去(?!掉)|问过|写|查|找|收集|搜集|整理|分析|核实|核对|核查|验证|复盘|总结|跟进|跟踪|准备|安排|组织|统计|测试|试过|培训|"
    r"沟通|汇报|上报|通报|通知|执行|落实|配合|参与|参加|负责|接触|管|带过|用过|学|想过|提前|评估|比较|对比|记录|检查|确认|制定|建立|调整|"
    r"开展|实施|完成|达成|达到|形成|解决|说服|成功|能(?!再)|到位|效果|经验|下文|结论|后续|行动|弄|设|定|分|访|调研|了解|听|打断|改进|优化|推进|反馈|"
    r"争取|处理|应对|主动|拆|盯|关注|考虑|收|界定|获|区分|作出?|按|予|看懂|再(?:跟|和|问|管|联系|沟通|去))"
)
_DENIAL_ZH = re.compile(
    rf"没有?(?:怎么|真正|具体|人|什么|及时|认真|独立|亲自|自己|单独|主动|系统地?|正式|专门|太)?{_DEED_ZH}|未(?:曾|及时)?{_DEED_ZH}|从来?(?:没有?|不)(?:去|主动)?{_DEED_ZH}"
    r"|没有?(?:跟|和|与|向)[^，。；]{1,6}(?:聊|谈|说|讲|问|沟通|交流|接触|见)过"
    r"|我(?:们|一般|基本上?|其实|平时|也|都|就|还|确实|真的)*(?:不太|不怎么|不会(?!放弃|轻易|姑息)|不管(?![^，。]*都)|不想|不愿|不懂|不清楚|不知道|不参与|不负责|很少|懒得|忘了|放弃了)"
    r"|不归我管|不关我的?事|不是我(?:的|管|负责)|随便(?:应付|弄|写)|应付(?:一下|过去|了事)"
    r"|等着?(?:领导|老板|主管|经理|别人|上面|组长|同事)(?:来)?(?:安排|分配|决定|通知|催|处理|定)"
    r"|不了了之|就?拖着(?:没|了|不)|就算了|悬而未决|推来推去|一塌糊涂|搞砸|均?被驳回"
)
# In answer to "tell us of …": not done, or left to others.
_ASKED_ZH = re.compile(
    r"没有?(?!再|错)(?![^，。；]*(?:出|犯|延|漏|错|违|误|迟|返工|投诉|事故|放弃|退|怕|掉|例外|影响|落空|反弹|变化))[^，。；]{1,10}(?<![通超经难渡])过(?!程|期|错|量|度|敏)"
    r"|没有?(?:跟|和|向|给|让|把|去)[^，。；]{1,8}(?:说|讲|报|提|沟通|商量|解释|告诉|转达)|没有?(?:自己|亲自|主动)"
    r"|(?:都|全|主要|一直)是(?:由|靠)?(?:别的|其他|我们)?(?:同事|领导|老板|主管|经理|别人|人家|公司|总部|供应商|上面)",
)
_DENIAL_EN = re.compile(
    r"\b(?:i|we|nobody|no one|no-one)(?:'ve|'d| have| had)?\s+(?:\w+ly\s+|just\s+|also\s+|still\s+|mostly\s+|sort of\s+|kind of\s+)*"
    r"(?:did\s?n[o']t|didn't|did not|never|don't|do not|hardly|rarely|seldom|"
    r"(?:couldn't|could not) (?:say|tell|explain|answer|name|show|prove|remember|be bothered)|"
    r"haven't|have not|hadn't|not|wasn't|was not|weren't|avoided|ignored|gave up|forgot|skipped|overlooked|refused|missed|"
    r"had no|have no|left it|let it (?:slide|go|be|die)|put it off|wait(?:ed)? (?:for|until)|decided nothing|did nothing)\b"
    r"(?! (?:only|just|give up|stop|hesitate|again|miss|missed|late|blame|argue|accept|wait|interrupt|lose|need|have to|want to))"
    r"|\bno (?:own|agreement|change|response|conclusions?|plan|preparation|fallback|effect|action|follow-up|feedback|idea)\b"
    r"|\bnot my (?:job|task|problem|call)\b|\bat random\b|\bcame to nothing\b|\bfailed to\b|\bdiscontinued\b|\bleft unfinished\b",
    re.IGNORECASE,
)
# "Never measured it.", but not "half of our users never came back"
_BARE_EN = re.compile(
    r"\b(?:not|never) (?:\w+ed|built|written|done|kept|met|set up|held|taken|found|shared|drawn|made|given|heard|took place|carried out|"
    r"came|took|did|had|got|really)\b",
    re.IGNORECASE,
)
_OTHERS_EN = re.compile(r"\b(?!(?:i|we|that|this|and|but|so|which|just)\b)[a-z]+ never\b", re.IGNORECASE)
_RELEVANT, _RELEVANT_TOO = 0.6, 0.8
_MOST_INDICATORS = 2
# So much more relevant is what the question asked for; another indicator is meant too where it is hardly behind.
_ASKED = 0.4
_BEHIND = 0.06
# From here on the classifier of manners is believed that a sentence tells of a failure, if it is the speaker's and has a word
# of failing; it proves less than a denial that is said outright.
_SOUNDS = 0.85
_HEARD = 0.5
_LATIN = re.compile("[A-Za-z]")
_SPEAKER = re.compile(r"我|咱|\b(?:i|we|me|us)\b", re.IGNORECASE)
_FAILING = re.compile(
    r"没|未|不(?!断|仅|但|同|错)|漏|忘|拖|误|错(?!峰|开)|晚了|迟|丢|白|懒|随便|糊|砸|黄了|凭(?:感觉|经验|印象)"
    r"|\b(?:not|never|nobody|none|nothing|neither|hardly|too late|forgot|forgotten|missed|lost|wrong|failed|gave up|"
    r"ignored|skipped|refused|shouted|guessed|guesswork|incomplete|unclear)\b|n['’]t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the evidence finder makes of a text: how likely it tells of a failure, and how well it fits each indicator."""

    probability: float
    fits: Mapping[str, float]


_UNHEARD = Heard(0.0, MappingProxyType({}))


class LackingFinder:
    """Finds denials about the indicators of one job. Build it once per job model: it holds the words of each."""

    def __init__(self, indicators: Sequence[Indicator]):
        self._indicators = list(indicators)
        vocabularies = [_vocabulary(indicator) for indicator in indicators]
        spread = Counter(word for words in vocabularies for word in words)
        # A word that all indicators share tells nothing about which of them is denied.
        rarity = {word: math.log(1.0 + len(indicators) / count) for word, count in spread.items()}
        self._topics = [{word: part * rarity[word] for word, part in words.items()} for words in vocabularies]
        self._most = math.log(1.0 + len(indicators))

    def find(
        self,
        source_id: str,
        spans: Sequence[Span],
        question: str = "",
        asked: Collection[str] = (),
        heard: Mapping[str, Heard] = MappingProxyType({}),
        deed: int = -1,
    ) -> list[Evidence]:
        """Denials among the sentences of one answer, as evidence with ``lacking`` set and spans into its text.

        :param asked: the indicators that the question is meant for: who denies something there, denies one of these
        :param heard: what the evidence finder makes of the texts of :func:`denying_texts`; words alone decide without it
        :param deed: where the last deed begins that shows what the question is meant for. A story begins with what was wrong:
            before it only what the speaker says not to have done is a denial
        """
        hints = _content(question)
        return [item for span in spans for item in self._denied(source_id, span, hints, asked, heard, span.end <= deed)]

    def _denied(
        self, source_id: str, span: Span, hints: set[str], asked: Collection[str], heard: Mapping[str, Heard], before_deed: bool
    ) -> list[Evidence]:
        """What one sentence denies, each indicator once: "I have not asked them, nor looked myself" is one denial."""
        found: dict[str, Evidence] = {}
        parts = [part for part in _denials(span, bool(asked)) if not before_deed or is_own(part.text)]
        for part in parts or ([] if before_deed else _failures(span, asked, heard)):
            for item in self._about(source_id, part, hints, asked, heard.get(part.text, _UNHEARD)):
                first = found.get(item.indicator_id, item)
                quote = span.text[first.start - span.start : item.end - span.start]
                sure = max(first.probability, item.probability)
                found[item.indicator_id] = replace(first, end=item.end, quote=quote, probability=sure)
        return list(found.values())

    def _about(self, source_id: str, span: Span, hints: set[str], asked: Collection[str], heard: Heard) -> list[Evidence]:
        said = _content(span.text)
        ranked = sorted(
            ((self._nearness(place, said, hints, asked, heard), place) for place in range(len(self._indicators))),
            key=lambda pair: (-pair[0], self._indicators[pair[1]].id),
        )
        near = [pair for pair in ranked[:1] if pair[0] >= _RELEVANT] + [
            pair for pair in ranked[1:_MOST_INDICATORS] if pair[0] >= max(_RELEVANT_TOO, ranked[0][0] - _BEHIND)
        ]
        most = 0.9 if denies(span.text, bool(asked)) else _HEARD
        return [_evidence(source_id, span, self._indicators[place], min(most, 0.4 + relevance / 2)) for relevance, place in near]

    def _nearness(self, place: int, said: set[str], hints: set[str], asked: Collection[str], heard: Heard) -> float:
        key = self._indicators[place].id
        return self._relevance(self._topics[place], said, hints) + heard.fits.get(key, 0.0) + (_ASKED if key in asked else 0.0)

    def _relevance(self, topic: Mapping[str, float], said: set[str], asked: set[str]) -> float:
        """How much of what was said belongs to the topic; what the question asked about counts half."""
        hits = math.fsum(topic.get(word, 0.0) for word in said)
        hinted = math.fsum(topic.get(word, 0.0) for word in asked - said)
        whole = self._most * math.sqrt(max(len(said), 4))
        return (hits + 0.5 * hinted) / whole


def denying_texts(spans: Sequence[Span], asked: bool) -> list[str]:
    """What the evidence finder is to be asked about before denials are looked for: parts that deny something, and, where a
    question was asked, sentences that may tell of a failure."""
    return [part.text for span in spans for part in _denials(span, asked) or ([span] if asked and _may_fail(span) else [])]


# Asked about twice: for what the evidence finder is to hear, and for what is denied.
@lru_cache(maxsize=2048)
def _denials(span: Span, asked: bool) -> Sequence[Span]:
    """The parts of a sentence that deny something, each with the clauses before it that lead to it."""
    first, found = 0, []
    pieces = split(span.text)
    for number, (begin, end, _sentence) in enumerate(pieces):
        if denies(span.text[begin:end], asked):
            start = pieces[first][0]
            first = number + 1
            if not _begins_a_deed(span, start, end, asked):
                found.append(Span(span.text[start:end], span.start + start, span.start + end, span.lang))
    # some denials are longer than a clause
    return found or ([span] if not first and denies(span.text, asked) and not _begins_a_deed(span, 0, len(span.text), asked) else [])


def _begins_a_deed(span: Span, start: int, end: int, asked: bool) -> bool:
    return is_circumstance(span.text[start:end], span.text[end:], lambda text: denies(text, asked))


def _failures(span: Span, asked: Collection[str], heard: Mapping[str, Heard]) -> list[Span]:
    sounds = heard.get(span.text, _UNHEARD).probability >= _SOUNDS
    return [span] if asked and sounds and _may_fail(span) else []


def _may_fail(span: Span) -> bool:
    """Whether a sentence may tell of a failure of one's own that is not made good in it."""
    if not (_SPEAKER.search(span.text) and _FAILING.search(span.text)):
        return False
    ends = [0, *(end for _begin, end, _sentence in split(span.text))]
    return not any(is_circumstance(span.text[:end], span.text[end:], denies) for end in ends)


def denies(sentence: str, asked: bool = False) -> bool:
    """Whether a sentence denies a deed of the speaker.

    :param asked: it answers a question about such deeds, so that a denial of anything but a fault is one of them

    >>> denies("我从来没有跟用户聊过"), denies("I never measured it."), denies("上线后没有再出现过故障")
    (True, True, False)
    """
    if not sentence.isascii() and (_DENIAL_ZH.search(sentence) or (asked and _ASKED_ZH.search(sentence))):
        return True
    if not _LATIN.search(sentence):
        return False
    plain = sentence.replace("’", "'")
    return bool(_DENIAL_EN.search(plain) or (_BARE_EN.search(plain) and not _OTHERS_EN.search(plain)))


def _vocabulary(indicator: Indicator) -> dict[str, float]:
    """Words of an indicator with their parts: its statement and cues say best what it is about, examples add to it."""
    words: dict[str, float] = {}
    for text in indicator.examples:
        for word in _content(text):
            words[word] = words.get(word, 0.0) + 2.0 / len(indicator.examples)
    for text in (indicator.statement, *indicator.cues, *indicator.anchors[:2]):
        for word in _content(text):
            words[word] = 1.0
    return {word: min(part, 1.0) for word, part in words.items()}


def _content(text: str) -> set[str]:
    return {word for word in tokens(text) if len(word) > 1 and term_weight(word) >= 0.4 and word not in _STOP_WORDS}


def _evidence(source_id: str, span: Span, indicator: Indicator, sure: float) -> Evidence:
    return Evidence(indicator.id, source_id, span.text, span.start, span.end, round(sure, 4), Kind.EXPLICIT, 0.8, Finder.RULE, lacking=True)


_STOP_WORDS = frozenset(
    "then one what when who which how other others also our all 我们 他们 自己 一个 这个 那个 没有 就是 然后 可以 进行 以及 或者 并且 他人 "
    "其他 方面 情况 时候 因为 所以 如果 但是 不是 什么 怎么 后来 当时 最后 结果 完成 工作".split()
)
