"""Whether a statement is a proposition (as the key point of a model answer) rather than a behaviour.

What a statement is about does not tell: propositions about work are as common as behaviours. How it is built does. A
behaviour has no subject, or the person who is judged ("Leads a team", "Can lead a team", "The candidate …", "能够…",
"该员工…"); a proposition has a subject of its own and a finite verb ("Affirmative action reduces quality").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

import numpy as np

from .profiles import Block
from .text import words

AUXILIARY = frozenset(
    "is are was were can cannot could will would should must may might do does did has have had isn't aren't can't won't doesn't "
    "don't shouldn't wouldn't wasn't couldn't needn't mustn't".split()
)
SUBORDINATE = frozenset(
    "that which who whom whose what when where why how if because so as than whether while although though until unless after "
    "before".split()
)
OPENING = frozenset(
    "the a an this that these those it they we there people if when because all some most many no every our their its everyone "
    "nobody one you such only".split()
)
PERSON = frozenset(
    "employee employees candidate candidates manager managers staff he she i supervisor leader leaders colleague applicant "
    "applicants person jobholder incumbent member members".split()
)
ABLE = frozenset(
    "can able ability has have capable capacity experience experienced knowledge skill skills proficient proficiency familiar "
    "understanding responsible willing willingness strong excellent good".split()
)
BEFORE_NOUN = frozenset(
    "the a an this that these those our their its his her my your of in on at by for from with to into over under and or own new "
    "more less other".split()
)
# What a plural noun never has right behind it, but a verb has: "Plans the week", "Coaches others".
_BEFORE_OBJECT = frozenset("the a an this that these those our their its his her my your own others people each every both".split())
_ADVERBS = frozenset("not always never often also".split())
NOMINAL = re.compile(r"(?:tion|sion|ment|ness|ity|ism|ship|ance|ence|ency|ancy|ology|ure|ers|ors|ists)$")
# "customer needs analysis" is a name, whatever its second word may be
_NAME_END = re.compile(r"(?:tion|sion|ment|ing|sis|skills?|ship)$")
_THIRD = re.compile(r"(?:ates|izes|ises|ifies|ishes|ieves|eives|oses|olves|ects|mits|pends|tains|quires|vents|ducts)$")
_CHINESE = {
    "zh_said": re.compile(r"(?<!^)(?:是|会(?!议)|应该|应当|必须|不能|无法|没有|因为|所以|只能|取决于|导致|容易|有助于|等于|比)"),
    "zh_denied": re.compile(r"(?<!^)不"),
    # what something does, said of what does it: "公共厕所改善城市卫生"
    "zh_effect": re.compile(
        r"^(?![在把用对与按据依将从及向为通以就经由给主积定严快准独熟认耐合有善能具负遇面当根会可了掌擅该此我他她])[^，、,]{2,8}?"
        r"(?:让|使得?|令|逼|带来|带动|增加|增进|增强|减少|减轻|提高|提升|改善|降低|影响|伤害|损害|危害|破坏|浪费|促进|方便|保护|保障|造成|"
        r"加重|加剧|缓解|威胁|削弱|培养|吸引|节省|节约|拖慢|鼓励|妨碍|阻碍|限制|剥夺|侵犯|违背|容易|很|太|更|最|不)"
    ),
    "zh_able": re.compile(r"^(?:能|可以|会|具备|具有|有|善于|擅长|熟练|熟悉|了解|掌握|负责|主动|积极|及时|严格|独立|从不|不)"),
    "zh_person": re.compile(r"^(?:该|此)?(?:员工|候选人|应聘者|申请人|本人|我|他|她|管理者|领导|下属|任职者)"),
    "zh_verb": re.compile(r"^[在把用对与按据依将从及向为通以就经让使由给主积定严快准独熟认耐合有善能具负遇面当根]"),
    "zh_chain": re.compile(
        r"[，、](?:并|使|且|以|及时|主动|帮助|确保|促进|保证|防止|发现|找出|说明|合理|准确|让|按|再|即使|必要时)"
        r"|^.{1,8}地|^.{2,12}[前后下时]，?(?:主动|及时|仍|能|保持|冷静|坚持)"
    ),
}
_ENGLISH = (
    "english",
    "small",
    "third",
    "third_alone",
    "base",
    "gerund",
    "plural",
    "plural_alone",
    "opening",
    "able",
    "nominal",
    "person",
    "auxiliary",
    "auxiliary_early",
    "later_third",
    "later_third_only",
    "later_base",
    "later_base_only",
    "plural_base",
    "both_third",
)
BUILT = (*_ENGLISH, *_CHINESE)


def built(statement: str, verbs: AbstractSet[str]) -> np.ndarray:
    """How a statement is built.

    :param statement: normalised
    :param verbs: English verbs in their base form
    :return: one number for each of :data:`BUILT`, mostly 0 or 1
    """
    found = dict.fromkeys(BUILT, 0.0)
    spoken = [word.lower().replace("’", "'") for word, _start, _end in words(statement)]
    if spoken and spoken[0].isascii():
        found |= _english(_without_adverbs(spoken), verbs) | {"small": statement[:1].islower()}
    else:
        found |= {name: min(len(pattern.findall(statement)), 2) for name, pattern in _CHINESE.items()}
    return np.array([float(found[name]) for name in BUILT])


def statement_features(block: Block, verbs: AbstractSet[str]) -> np.ndarray:
    """What the classifier looks at: how each statement is built, and its first words. Chinese has no endings that would
    tell, so there all words are looked at."""
    ends = np.append(block.word_starts[1:], len(block.word_vectors)) - 1
    first = block.word_vectors[block.word_starts]
    second = block.word_vectors[np.minimum(block.word_starts + 1, ends)]
    shapes = np.array([built(one.statement, verbs) for one in block.profiles])
    chinese = 1.0 - shapes[:, :1]
    return np.concatenate([shapes, 2.0 * first, 2.0 * second, 2.0 * chinese * block.bags[block.statement]], axis=1)


def is_third(word: str, verbs: AbstractSet[str]) -> bool:
    """Whether a word may be a verb of the third person; many of them are plural nouns too. What is joined in front of one by
    a hyphen ("re-orders", "double-checks") does not count."""
    word = word.rpartition("-")[2]
    if len(word) < 4 or not word.endswith("s") or word.endswith("ss"):
        return False
    return bool(_THIRD.search(word)) or any(base in verbs for base in (word[:-1], word.removesuffix("es"), word.removesuffix("ies") + "y"))


def base_forms(vocabulary: AbstractSet[str]) -> set[str]:
    """Verbs of a vocabulary: what has both an -ing form and a past in it."""
    found = set()
    for word in vocabulary:
        if word.isascii() and word.endswith("ing") and len(word) > 4:
            root = word[:-3]
            doubled = root[:-1] if len(root) > 3 and root[-1] == root[-2] else root
            found |= {base for base in (root, root + "e", doubled) if base in vocabulary and _has_past(base, vocabulary)}
    return found


def _has_past(base: str, vocabulary: AbstractSet[str]) -> bool:
    return any(
        past in vocabulary for past in (f"{base}ed", f"{base}d" if base.endswith("e") else "", f"{base}{base[-1]}ed", f"{base[:-1]}ied")
    )


def _without_adverbs(spoken: Sequence[str]) -> Sequence[str]:
    at = 0
    while at < len(spoken) - 2 and (spoken[at].endswith("ly") or spoken[at] in _ADVERBS):
        at += 1
    return spoken[at:]


def _english(spoken: Sequence[str], verbs: AbstractSet[str]) -> dict[str, float]:
    first = spoken[0]
    person = first in PERSON or (first == "the" and len(spoken) > 1 and spoken[1] in PERSON)
    found = {
        "english": True,
        "third": is_third(first, verbs),
        "base": first in verbs,
        "gerund": first.endswith("ing"),
        "plural": first.endswith("s") and len(first) > 3 and first[-2:] not in ("ss", "us", "is"),
        "person": person,
        "opening": first in OPENING and not person,
        "able": first in ABLE or tuple(spoken[:2]) == ("is", "able"),
    }
    found["nominal"] = bool(NOMINAL.search(first)) and not found["base"] and not found["third"]
    found["plural_alone"] = found["plural"] and not _verb_follows(spoken, verbs)
    # a verb behind the person who is judged says nothing
    finite = {} if person else _finite(spoken, verbs, found)
    # "Mediates in conflicts and finds …": were the first word a plural, no verb would agree with it
    alone = found["plural_alone"] and finite.get("both_third", False) and not finite["auxiliary_early"]
    # "Negotiates a date …": nor does what follows a plural
    alone |= found["third"] and len(spoken) > 1 and spoken[1] in _BEFORE_OBJECT
    return found | finite | {"third_alone": alone}


def _verb_follows(spoken: Sequence[str], verbs: AbstractSet[str]) -> bool:
    return any(
        word in AUXILIARY or (word in verbs and (at == 0 or before not in BEFORE_NOUN))
        for at, (before, word) in enumerate(pairwise(spoken[:4]))
    )


def _finite(spoken: Sequence[str], verbs: AbstractSet[str], found: dict) -> dict[str, float]:
    """The finite verbs after the first word, up to the first subordinate clause."""
    end = next((at for at, word in enumerate(spoken) if at and word in SUBORDINATE), len(spoken))
    main = spoken[1:end]
    free = [at == 0 or main[at - 1] not in BEFORE_NOUN for at in range(len(main))]
    auxiliary = [at for at, word in enumerate(main) if word in AUXILIARY]
    named = len(spoken) == 3 and bool(_NAME_END.search(spoken[-1]))
    third = not named and any(is_third(word, verbs) and free[at] for at, word in enumerate(main[:-1]))
    base = [at for at, word in enumerate(main[:4]) if word in verbs and free[at]]
    verb = found["third"] or found["base"]
    return {
        "auxiliary": bool(auxiliary),
        "auxiliary_early": bool(auxiliary) and auxiliary[0] < 5,
        "later_third": third,
        "later_third_only": third and not verb and not found["able"],
        "later_base": bool(base),
        "later_base_only": bool(base) and not verb and any(word.endswith("s") for word in spoken[: base[0] + 1]),
        "plural_base": any(spoken[at].endswith("s") for at in base) and not found["third"],
        "both_third": third and found["third"],
    }
