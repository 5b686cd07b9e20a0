"""Evidence of the opposite: the person says that they did not do it, or left it to others.

Silence is not such evidence and neither is praise of oneself; only a sentence that denies a deed *and* is about the
indicator counts. Rules, not a model: there are few of these sentences, and each one costs the person points, so
they must be readable. Precision goes before recall.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .text import Span, tokens
from .types import Evidence, Finder, Indicator, Kind

_FILLER_ZH = "(?:们|当时|那时|其实|基本上?|一般|平时|一直|通常|自己|也|都|就|还|确实|从来|真的|后来|说实话|到现在|本人|之前|以前)"
_DENIAL_ZH = re.compile(
    rf"我{_FILLER_ZH}{{0,4}}(?:没有?(?!想到|再|放弃|退缩|犹豫|抱怨)|不太|不怎么|不会(?!放弃|轻易)|不管(?![^，。]*都)|不想|不愿|不敢|不懂|"
    r"不清楚|不知道|不参与|不负责|很少|从没|从不|懒得|忘了|放弃了)"
    r"|从来?(?:没有?|不)(?:去|做|想|问|管|带|写|看|用|接触|参与|负责|主动|跟|和|给|组织|复盘|总结)"
    r"|没有?(?:做过|参与过|负责过|接触过|带过|管过|想过|试过|组织过|怎么(?:管|跟|想|做|参与)|去管|去问|去跟|跟进|复盘|总结|(?:具体)?统计|问过|做什么|什么经验|相关经验)"
    r"|不归我管|不关我(?:的)?事|不是我(?:的|管|负责)|我只是(?:旁听|看|听|照着|按)|随便(?:应付|弄|写)|应付(?:一下|过去|了事)"
    r"|等(?:着)?(?:领导|老板|主管|经理|别人|上面|组长|同事)(?:来)?(?:安排|分配|决定|通知|催|处理|定)|就(?:不了了之|拖着|算了|搁置)|不了了之"
)
_DENIAL_EN = re.compile(
    r"\b(?:i|we)(?:'ve| have)?\s+(?:\w+ly\s+|just\s+|honestly,?\s+|also\s+|still\s+|usually\s+|mostly\s+|sort of\s+|kind of\s+)*"
    r"(?:did\s?n[o']t|didn't|did not|never|don't|do not|hardly|rarely|seldom|could\s?n't|could not|"
    r"haven't(?! (?:seen|had|missed))|have not|wasn't|was not|weren't|avoid(?:ed)?|ignored|gave up|forgot|skipped|"
    r"would not|wouldn't|can't say i|cannot say i|had no|have no|left it|let it (?:slide|go|be)|put it off|"
    r"wait(?:ed)? (?:for|until))\b(?! (?:only|just give|give up|stop|hesitate|again|miss|missed|late|blame))"
    r"|\bnever (?:did|had|found|looked|asked|got (?:round|around)|really|measured|checked|followed|tested|wrote|talked|came)\b"
    r"|\bno idea\b|\bnot my (?:job|task|problem|call)\b|\bnobody (?:asked|checked|measured|followed)\b"
    r"|\bat random\b|\bcame to nothing\b|\bnothing came of it\b",
    re.IGNORECASE,
)
_RELEVANT = 0.16
_MOST_INDICATORS = 2


@dataclass(frozen=True, slots=True)
class _Topic:
    indicator: Indicator
    weights: dict[str, float]


class LackingFinder:
    """Finds denials about the indicators of one job. Build it once per job model: it holds the words of each."""

    def __init__(self, indicators: Sequence[Indicator]):
        vocabularies = [_vocabulary(indicator) for indicator in indicators]
        spread = Counter(word for words in vocabularies for word in words)
        self._rarity = {word: math.log(1 + len(indicators) / count) for word, count in spread.items()}
        self._topics = [
            _Topic(indicator, {word: count * self._rarity[word] for word, count in words.items()})
            for indicator, words in zip(indicators, vocabularies, strict=True)
        ]

    def find(self, source_id: str, spans: Sequence[Span], question: str = "") -> list[Evidence]:
        """Denials among the sentences of one answer, as evidence with ``lacking`` set and spans into its text."""
        found: list[Evidence] = []
        asked = set(tokens(question)) if question else set()
        for index, span in enumerate(spans):
            if denies(span.text):
                context = spans[max(0, index - 1)].text + " " + span.text
                found += self._about(source_id, span, set(tokens(context)), asked)
        return found

    def _about(self, source_id: str, span: Span, said: set[str], asked: set[str]) -> list[Evidence]:
        ranked = sorted(
            ((self._relevance(topic, said, asked), topic.indicator) for topic in self._topics),
            key=lambda pair: (-pair[0], pair[1].id),
        )
        best = ranked[0][0] if ranked else 0.0
        return [
            _evidence(source_id, span, indicator, relevance)
            for relevance, indicator in ranked[:_MOST_INDICATORS]
            if relevance >= max(_RELEVANT, 0.7 * best)
        ]

    def _relevance(self, topic: _Topic, said: set[str], asked: set[str]) -> float:
        """Cosine-like overlap of rare words; the question asked counts half."""
        own = math.sqrt(sum(weight * weight for weight in topic.weights.values())) or 1.0
        length = math.sqrt(max(len(said), 6))
        hits = sum(weight for word, weight in topic.weights.items() if word in said)
        hinted = sum(weight for word, weight in topic.weights.items() if word in asked and word not in said)
        return (hits + 0.5 * hinted) / (own * length)


def denies(sentence: str) -> bool:
    """Whether a sentence denies a deed of the speaker.

    >>> denies("我从来没有跟用户聊过"), denies("I never measured it."), denies("上线后没有再出现过故障")
    (True, True, False)
    """
    return bool(_DENIAL_ZH.search(sentence) or _DENIAL_EN.search(sentence.replace("’", "'")))


def _vocabulary(indicator: Indicator) -> dict[str, float]:
    """Words of an indicator: its statement and cues say best what it is about, examples say it in other words."""
    words: dict[str, float] = {}
    for text in indicator.examples:
        for word in set(tokens(text)):
            words[word] = words.get(word, 0.0) + 1.0 / max(len(indicator.examples), 1)
    for text in (indicator.statement, *indicator.cues, *indicator.anchors[:2]):
        for word in set(tokens(text)):
            words[word] = max(words.get(word, 0.0), 1.0)
    return {word: weight for word, weight in words.items() if len(word) > 1 and word.lower() not in _STOP_WORDS}


def _evidence(source_id: str, span: Span, indicator: Indicator, relevance: float) -> Evidence:
    probability = round(min(0.9, 0.5 + relevance), 4)
    return Evidence(indicator.id, source_id, span.text, span.start, span.end, probability, Kind.EXPLICIT, 0.8, Finder.RULE, lacking=True)


_STOP_WORDS = frozenset(
    "the and for with that this they them their from have has had not but are was were been into what when who which will "
    "would can could its our your his her out all any how why where than then also other others one so that it is be do "
    "我们 他们 自己 一个 这个 那个 没有 就是 然后 可以 进行 以及 或者 并且 他人 其他 方面 情况 时候 因为 所以 如果 但是 不是 什么 怎么".split()
)
