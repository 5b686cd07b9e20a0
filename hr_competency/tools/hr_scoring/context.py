"""What a clause is about apart from its topic: a deed of one's own, a wish, a claim, someone else's deed …

A bad answer repeats the words of an indicator; a good one tells a deed in other words. These patterns tell the two
apart, in Chinese and English, and are features of the evidence model: none of them decides alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

import numpy as np

from .text import clause_bounds, sentence_bounds
from .together import Characters
from .word_patterns import WordPatterns

# Each name is one feature: whether (or how often) a clause carries the pattern of its language. English is looked at in small
# letters.
_PATTERNS = {
    "first_person": (
        r"我|本人|咱|自己(?!的)",
        r"\b(?:i|i'm|i'd|i've|i'll|me|my|myself|mine)\b",
    ),
    "group": (r"我们|咱们|大家|团队", r"\b(?:we|we'd|we've|our|us|ours|team)\b"),
    "other_person": (
        r"[他她](?!们)|他们|她们|主管|组长|经理|总监|领导|老板|同事|师傅|老师|校长|部长|主任|厂长|[小老][\u4e00-\u9fff](?![\u4e00-\u9fff]?[时心学店区])|由其|由.{1,6}(?:负责|主导|完成|牵头)|别人|前辈|学长",
        r"\b(?:he|she|they|his|her|their|him|them|boss|manager|colleague|supervisor|director|lead|teammate|mentor|coworker|"
        r"co-worker|who)\b|\bby [a-z]\w*\.? [a-z]",
    ),
    "side_role": (
        r"协助|配合|参与|旁边|打下手|跟着|听说|看着|记录会议|转发|抄送|旁听|在场|帮忙",
        r"\b(?:assist\w*|support(?:ed|ing)|watch\w*|observ\w*|took notes|minutes|booked|shadow\w*|sat in|was (?:in|on) the|heard|copied)\b",
    ),
    "negation": (
        r"没(?!错)|未(?!来)|不(?!断|但|仅|少|同|过|错|良|足)|无法|难以|从未|无(?!人机|线|缝|误|差|故障|投诉)|失败|放弃|白费|拒绝",
        r"\b(?:not|never|no|none|nobody|nothing|without|failed|unable|cannot|can't|couldn't|didn't|don't|doesn't|wasn't|"
        r"weren't|isn't|hadn't|haven't|hasn't|won't|wouldn't|neither|nor|gave up|dropped|skipped|ignored)\b",
    ),
    "regret": (
        r"后悔|可惜|遗憾|结果.{0,6}(?:丢|黄|走了|离职|投诉)|搞砸|不了了之|还是.{0,4}(?:没|不)|为时已晚|被投诉|丢了|想岔",
        r"\b(?:unfortunately|regret\w*|sadly|too late|lost|complain\w*|got worse|fell through|walked out|missed|blew|messed|should have)\b",
    ),
    "wish": (
        r"希望|打算|计划(?!的|表|书|了)|想(?:要|去|往|先|学|把|在|做|成)|准备(?!了|好|的)|将来|未来|以后|接下来|下一步|目标是|争取|规划|等我|下半年|明年|愿意|渴望|期待",
        r"\b(?:hope|want|wish|plan(?:s|ning)? to|would (?:like|love)|looking forward|aim to|intend|going to|i'll|will|next year|"
        r"some ?day|in the future|eager|keen|goal is|aspire|ambition|someday|excited to|once i)\b",
    ),
    "hypothetical": (
        r"如果|假如|要是|假设|应该|应当|需要(?!的)|必须|最好|首先要|一般来说|通常|我认为|我觉得|我理解|关键是|重要的是|讲究|比如说?要|可以先|会先|就要|才能|不能(?!用)|要(?:先|注意|及时|看|对|有|多)",
        r"\b(?:if|would|should|could|might|you|your|one (?:should|must|needs)|it's important|important to|has to be|must|need to|"
        r"needs to|ought|ideally|in general|generally|suppose|imagine|the key is|first step|best practice|always)\b",
    ),
    "claim": (
        r"擅长|精通|熟练|熟悉|出色|优秀|突出|敏锐|丰富|具备|拥有|善于|乐于|能力强|强项|天生|有责任心|认真负责|较强|很强|良好|深得|了然于胸|能够|富有|性格|我这个?人|第一时间|严谨|热爱|一向|自信|十分|非常|过硬|扎实",
        r"\b(?:excellent|strong|skilled|expert|passion\w*|proven|outstanding|talented|born|natural|great at|good at|really good|"
        r"proficient|experienced|highly|motivated|dedicated|confident|people say|known for|my strength|strengths|thrive|team player|"
        r"detail-oriented|results-driven|ability|abilities|adept|capable|i am a|i'm a|i'm the|always been)\b",
    ),
    "past": (
        r"了|过(?!程|于|高|低|渡|敏|期)|完成|实现|曾|当时|那次|那天|后来|去年|前年|上个?月|一次|有一回|有回|有个|那会儿|那阵|累计|历时|年内|已",
        r"\b(?:was|were|had|did|went|told|took|made|got|came|gave|said|kept|found|built|led|ran|wrote|set up|sat|brought|sent|held|met|"
        r"put|rang|spoke|taught|won|cut|[a-z]{3,}ed)\b",
    ),
    "situation": (
        r"\d{4}年?|去年|前年|上个?月|那次|那天|有一次|有一回|当时|刚|期间|第[一二三四五六七八九十\d]+[天周月次年轮]|项目|那家|某|有个",
        r"\b(?:19|20)\d\d\b|\b(?:last (?:year|month|week|spring|summer|autumn|fall|winter|quarter)|when|one (?:day|time|night|morning)|once|"
        r"in (?:january|february|march|april|may|june|july|august|september|october|november|december|q[1-4])|during|ago|that (?:day|week|month|year)|"
        r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|there was|we had a)\b",
    ),
    "result": (
        r"提升|提高|增长|降低|下降|减少|缩短|节约|节省|降[到至]|升[到至]|由.{1,12}[升降提增减缩]|从.{1,14}[到至]|达成|超额|获|签了|通过|零(?:投诉|差错|事故|返工)|成交|转正|恢复|解决",
        r"\b(?:increas\w*|reduc\w*|cut|sav(?:ed|ing)|improv\w*|grew|rose|fell|drop(?:ped)? (?:from|to|by)|down (?:to|from)|up (?:to|from)|"
        r"from .{1,24} to|by \d|result\w*|as a result|in the end|since then|signed|accepted|approved|resolved|restored|on time|stopped|worked)\b",
    ),
    "action": (
        r"我(?:就|先|把|给|让|拉|去|带|找|跟|用|做|写|查|问|请|组织|负责|主导)|把|主导|牵头|组织|建立|搭建|设计|制定|推动|带领|开发|编写|拆[解分给]|梳理|重新|逐[一条个周]|负责|陪|请|让",
        r"\bi (?:then |also |just |first |only |personally )?(?!am|was|have|had|think|believe|feel|like|would|will|can|could|should|want|hope|plan|know|never|don|didn)"
        r"[a-z]{2,}\b|(?:^|(?<=\x1e\n))(?:[-•*] ?)?[a-z][a-z]+(?:ed|t|d|lt|ote|de|ew|ran|an)\b",
    ),
    "meta": (
        r"满分|评分|打分|得分|符合要求|完全符合|符合|达标|系统|候选人|本条|全部满足|考官|面试官",
        r"\b(?:score|rating|rate this|full marks|candidate|evaluator|assessment|criteria|requirement\w*|meets?|fulfil\w*|grader|instruction\w*|points)\b",
    ),
    "question": (r"[?？]|怎么办|如何", r"\?|\bhow (?:do|would|to)\b"),
}
FLAGS = tuple(_PATTERNS)
# Numbers in digits and in words. Patterns that begin with a set of characters are looked for fastest, so there are two.
_DIGIT = re.compile(r"\d")
_NUMERAL = re.compile(
    r"[一二两三四五六七八九十百千万半几][一二两三四五六七八九十百千万半几]*"
    r"(?:个|人|次|天|周|月|年|条|张|版|遍|份|家|户|台|轮|成|倍|元|万|场|名|种|套|例|笔|点)"
)
_CHINESE, _LATIN = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]")
_MARK, _STOP = re.compile(r"[,;:，；：、/|]"), re.compile(r"[.!?。！？]")
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|[\u4e00-\u9fff]")
# A clause whose subject is somebody else, and in which nothing is done by or to oneself.
_SOMEBODY = (
    r"(?:同事|经理|主管|领导|老板|师傅|老师|组长|总监|主任|厂长|店长|校长|部长|院长|护士长|班长|前任|搭档|朋友|同学|徒弟)",
    r"(?:boss|manager|supervisor|colleague|coworker|co-worker|teammate|team mate|mentor|predecessor|director|team lead|friend|partner)s?",
)
_ANOTHER = (
    re.compile(rf"^\s*(?:我们?的?|咱们?的?|当时的?|以前的?)?{_SOMEBODY[0]}(?!们?[说问让叫要请派夸])[^我咱]*$"),
    re.compile(rf"^\s*(?:my|our|the|a) (?:\w+ ){{0,2}}?{_SOMEBODY[1]} (?!asked|told|let|made|gave|and i\b)(?!.*\b(?:i|me|my|we|us)\b)"),
)
SHAPE = ("numbers", "length", "list_like", "clause_count", "repetition")
NAMES = FLAGS + SHAPE


_COUNTED = 5
# Behind what the features are made of: clauses about somebody else, and others with a first person.
_WHOSE = 2
_BETWEEN = "\x1e\n"
# What does not begin with a word in English.
_ANYWHERE = ("question",)
# Capital letters whose small form is longer than they are, and small ones that are as good as another.
_SMALL = str.maketrans({"İ": "i", "ı": "i", "ſ": "s"})
_NOT_SMALL = re.compile("[İıſ]")


@lru_cache(maxsize=1)
def _compiled():
    chinese, english = zip(*((re.compile(zh), re.compile(en)) for zh, en in _PATTERNS.values()), strict=True)
    return chinese, english


@lru_cache(maxsize=1)
def _at_words() -> tuple[WordPatterns, list[int]]:
    """The English patterns but those of :data:`_ANYWHERE`, and which they are. To look for them one by one takes six times as
    long."""
    columns = [at for at, flag in enumerate(FLAGS) if flag not in _ANYWHERE]
    return WordPatterns([_PATTERNS[FLAGS[column]][1] for column in columns]), columns


def counts(pieces: Sequence[str]) -> np.ndarray:
    """What can be counted in pieces of text and summed over them: hits of :data:`FLAGS`, then words, different words,
    commas, full stops and numbers; last those about somebody else, and those with a first person that are not.

    :return: a row for each piece
    """
    plain = [piece.replace("’", "'") for piece in pieces]
    hits = np.zeros((len(plain), len(FLAGS) + _COUNTED + _WHOSE))
    for needed, count in ((_CHINESE, _chinese_hits), (_LATIN, _english_hits)):
        rows = [row for row, piece in enumerate(plain) if needed.search(piece)]
        if rows:
            hits[rows, : len(FLAGS)] += count([plain[row] for row in rows])
    found = [_WORD.findall(piece.lower()) for piece in plain]
    hits[:, len(FLAGS)] = [len(words) for words in found]
    hits[:, len(FLAGS) + 1] = [len(set(words)) for words in found]
    seen = Characters(plain)
    marks, stops, digits = (seen.count(seen.kinds(table)) for table in _signs())
    hits[:, len(FLAGS) + 2 : -_WHOSE] = np.column_stack([marks, stops, digits + _hits((_NUMERAL,), plain)[:, 0]])
    hits[:, -2] = [_is_about_another(piece) for piece in plain]
    hits[:, -1] = (hits[:, FLAGS.index("first_person")] > 0) & (hits[:, -2] == 0)
    return hits


def _is_about_another(piece: str) -> bool:
    return bool(_ANOTHER[0].match(piece) or _ANOTHER[1].match(_small(piece)))


def only_others(counted: np.ndarray, ranges: np.ndarray) -> np.ndarray:
    """Where somebody else is the subject from the beginning, and nobody speaks of himself. Clauses without a subject belong to the
    one before: "taught fourteen classes, colleagues rate them 4.8" is a deed of one's own, however it ends.

    :param counted: :func:`counts` of pieces
    :param ranges: the first piece of each window, and the one after its last
    """
    own = np.append(0.0, np.cumsum(counted[:, -1]))
    return (counted[ranges[:, 0], -2] > 0) & (own[ranges[:, 1]] == own[ranges[:, 0]])


@lru_cache(maxsize=1)
def _signs() -> list[np.ndarray]:
    """By its code whether a character is one of :data:`_MARK`, :data:`_STOP`, :data:`_DIGIT`."""
    every, found = "".join(map(chr, range(1 << 16))), np.zeros((3, 1 << 16), dtype=bool)
    for row, one in zip(found, (_MARK, _STOP, _DIGIT), strict=True):
        row[[match.start() for match in one.finditer(every)]] = True
    return list(found)


def carries(piece: str, flag: str) -> bool:
    """Whether a piece of text has what :func:`counts` counts under one of :data:`FLAGS`."""
    plain, at = piece.replace("’", "'"), FLAGS.index(flag)
    chinese, english = _compiled()
    if _CHINESE.search(plain) and chinese[at].search(plain):
        return True
    return bool(_LATIN.search(plain) and english[at].search(_small(plain)))


def _small(text: str) -> str:
    """A text in small letters, letter by letter."""
    return text.translate(_SMALL).lower() if _NOT_SMALL.search(text) else text.lower()


def _chinese_hits(pieces: Sequence[str]) -> np.ndarray:
    return _hits(_compiled()[0], pieces)


def _english_hits(pieces: Sequence[str]) -> np.ndarray:
    small = [_small(piece) for piece in pieces]
    anywhere = [FLAGS.index(flag) for flag in _ANYWHERE]
    words, columns = _at_words()
    found = np.zeros((len(pieces), len(FLAGS)))
    found[:, columns] = words.counts(small)
    found[:, anywhere] = _hits([_compiled()[1][at] for at in anywhere], small)
    return found


def _hits(patterns: Sequence[re.Pattern], pieces: Sequence[str]) -> np.ndarray:
    """How often each pattern matches in each piece: pieces × patterns. Every pattern goes over all pieces at once; none
    of them can match across what stands between two pieces."""
    together = _BETWEEN.join(pieces)
    starts = [[match.start() for match in pattern.finditer(together)] for pattern in patterns]
    ends = np.cumsum([len(piece) + len(_BETWEEN) for piece in pieces])
    rows = np.searchsorted(ends, np.array(list(chain.from_iterable(starts)), dtype=int), side="right")
    columns = np.repeat(np.arange(len(patterns)), [len(own) for own in starts])
    counted = np.bincount(rows * len(patterns) + columns, minlength=len(pieces) * len(patterns))
    return counted.reshape(-1, len(patterns)).astype(np.float64)


def features(summed: np.ndarray) -> np.ndarray:
    """Features in the order of :data:`NAMES` from :func:`counts`, summed over the pieces of each row.

    Flags are damped: the second hit says less than the first. The rest tells how the text is built.
    """
    flags = np.minimum(np.log2(1.0 + summed[:, : len(FLAGS)]), 2.0)
    size, different, marks, stops, numbers = summed[:, len(FLAGS) : -_WHOSE].T
    size = np.maximum(size, 1.0)
    shape = (
        np.minimum(numbers, 6) / 3.0,
        np.minimum(np.log1p(size) / 5.0, 1.5),
        np.minimum(marks / np.maximum(size / 6.0, 1.0) / (1.0 + stops), 3.0),
        np.minimum(marks + stops, 20) / 10.0,
        1.0 - different / size,
    )
    return np.round(np.column_stack([flags, *shape]), 5)


def split(text: str) -> list[tuple[int, int, int]]:
    """Clauses of a normalised text as ``(start, end, number of the sentence)``."""
    return list(_split(text))


# Asked about a sentence by the evidence finder, and when denials are looked for.
@lru_cache(maxsize=2048)
def _split(text: str) -> tuple[tuple[int, int, int], ...]:
    bounds = enumerate(sentence_bounds(text))
    return tuple((start, end, number) for number, sentence in bounds for start, end in clause_bounds(text, *sentence))
