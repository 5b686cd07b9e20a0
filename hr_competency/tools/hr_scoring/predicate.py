"""Where a proposition stops naming what it is about and begins to say something of it.

The key points of one question begin alike ("Free public transport …", "公共厕所…"): what they have in common tells nothing, and
whatever is on the topic is near to it. Only what follows tells one from another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from .proposition import AUXILIARY, BEFORE_NOUN, is_third
from .text import words

# A verb in its base form is looked for among the first words only: further on it may be anything.
_FIRST_WORDS = 7
_PLURALS = frozenset("people children men women they we you i police media staff".split())
_CHINESE = re.compile(
    r"(?:是|会(?!议)|应该|应当|必须|不|没有|无法|能够?|可以|只能|取决于|导致|容易|有助于|有利于|有害于|等于|比|让|使得?|令|逼|带来|带动|带走|增|减|"
    r"提高|提升|改善|降低|影响|伤害|损害|危害|破坏|浪费|促进|方便|保护|保障|造成|加重|加剧|缓解|威胁|削弱|培养|吸引|节省|节约|省|拖慢|拖累|"
    r"鼓励|妨碍|阻碍|限制|剥夺|侵犯|违背|耽误|占用|强迫|丰富|帮助?|给|防止|避免|留住|挤占|花|需要|太|很|更|最|有(?![关机效序些])|要(?!求))"
)


def parted(statement: str, verbs: AbstractSet[str]) -> tuple[str, str]:
    """What a proposition is about, and what it says of that, from its finite verb on.

    :param statement: normalised
    :param verbs: English verbs in their base form
    :return: both parts; where no verb is found, the first two fifths of the words and the others. Twice a single word

    >>> parted("Benches in parks invite neighbours to talk", {"invite", "talk"})
    ('Benches in parks', 'invite neighbours to talk')
    >>> parted("公共厕所改善城市卫生", set())
    ('公共厕所', '改善城市卫生')
    """
    spoken = words(statement)
    if len(spoken) < 2:
        return statement, statement
    if spoken[0][0].isascii():
        at = spoken[_finite_verb([word.lower() for word, _start, _end in spoken], verbs) or _middle(spoken)][1]
    else:
        found = _CHINESE.search(statement, 2)
        at = found.start() if found and found.end() < len(statement) else spoken[_middle(spoken)][1]
    return statement[:at].strip(), statement[at:]


def _middle(spoken: Sequence) -> int:
    return max(1, (len(spoken) * 2 + 2) // 5)


def _finite_verb(spoken: Sequence[str], verbs: AbstractSet[str]) -> int:
    """The number of the word that is the first finite verb, 0 where there is none."""
    for at in range(1, len(spoken) - 1):
        if spoken[at] in AUXILIARY or _in_plural(spoken, at, verbs) or _in_third(spoken, at, verbs):
            return at
    # the vocabulary does not have every verb
    return next((at for at in range(1, len(spoken) - 1) if _ends_like_third(spoken[at]) and spoken[at - 1] not in BEFORE_NOUN), 0)


def _in_plural(spoken: Sequence[str], at: int, verbs: AbstractSet[str]) -> bool:
    """A base form after the plural whose verb it is."""
    before = spoken[at - 1]
    return at < _FIRST_WORDS and spoken[at] in verbs and (before in _PLURALS or (before.endswith("s") and not before.endswith("ss")))


def _in_third(spoken: Sequence[str], at: int, verbs: AbstractSet[str]) -> bool:
    """A third person that is no plural noun with a verb of its own behind it."""
    behind = spoken[at + 1]
    noun = behind in AUXILIARY or behind in verbs or is_third(behind, verbs)
    return is_third(spoken[at], verbs) and spoken[at - 1] not in BEFORE_NOUN and not noun


def _ends_like_third(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))
