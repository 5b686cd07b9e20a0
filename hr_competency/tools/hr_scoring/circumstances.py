"""What sounds like a denial and is where a deed begins: "we had no budget, so I …", "it was not the operators but the gauge".

A sentence is looked at by how it is built: what stands after the words that deny something, and who or what they are about.
Only the sentence itself decides, so that a further sentence never changes what is held against somebody (ENG-3).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .context import carries

# "It was not X, it was Y": what is denied is a cause, not a deed.
_CORRECTED_ZH = re.compile(r"(?:并?不是|并非|不在于)[^，。；]*[，；,;]?\s*$")
_CORRECTION_ZH = re.compile(r"^\s*(?:而|其实|问题)?(?:是|在于|出在)")
_CORRECTION_EN = re.compile(
    r"\b(?:(?:was|were|is|are) not|(?:was|were|is|are)n['’]t)\b[^.;]*?"
    r"(?:[,;:—–-]+ ?(?:but )?(?:it|that|they|this|there) (?:was|were|is)|\bbut (?:a|an|the|that|how|in|for|by|because)\b)",
    re.IGNORECASE,
)
# What was done instead.
_INSTEAD_ZH = re.compile(
    r"^\s*(?:也没有?[^，。；]*[，；])?\s*我?"
    r"(?:而是|反而|反倒|转而|改(?:成|为|用|由|做|去|从)|直接(?:去|找|打|把|拿|从)|先(?:问|把|去|找|请|看|听|跟|给))"
)
_NO_DEED = r"(?!never|did|do|had|have|was|were|could|just|only|once|left|wait|hop|plan|want|meant|thought|knew|felt|believe)"
_INSTEAD_EN = re.compile(
    rf"\b(?:instead|rather than)\b|^[\s,]*but (?:i|we) {_NO_DEED}",
    re.IGNORECASE,
)
# "I did not X; I Y": two halves of one thought.
_NOT_THIS_EN = re.compile(r"\bdid(?: not|n['’]t)\b[^;:—–]*[;:—–]\s*$", re.IGNORECASE)
_BUT_THIS_EN = re.compile(rf"^\s*(?:i|we) {_NO_DEED}", re.IGNORECASE)
# What followed from it.
_THEN_ZH = re.compile(
    r"^\s*(?:于是|只好|只能|因此|所以|这才|索性|干脆|便|(?:我们?)?就(?:自己|直接|去|找|把|请|带|搬|跟|拿|从|用|先[把问去找]))"
)
_THEN_EN = re.compile(r"^[\s,;:—–-]*(?:and )?(?:so (?:that )?|which is why |that is why )(?:i|we)\b(?! just\b)", re.IGNORECASE)
# Nobody had, until the speaker did.
_NOBODY = re.compile(r"没有?(?:一个)?人|谁[也都]|无人|从来?没有?|以前|之前|原来|\b(?:nobody|no one|no-one|never|not)\b", re.IGNORECASE)
_UNTIL_ZH = re.compile(r"^\s*(?:(?:是|直到|后来)我|我(?:先|第一个|接手|来了?以后|带头|主动|自己))")
_UNTIL_EN = re.compile(r"\b(?:before|until|till) (?:i|we)\b(?! (?:left|gave))", re.IGNORECASE)
# Who says how it went at first is about to say how it went then.
_FIRST = re.compile(
    r"一开始|起初|刚开始|最初|第一[次版回]|刚(?:接手|来|到|进|上任)|"
    r"\b(?:at first|initially|to begin with|in the beginning|(?:my|our|the) first|the first time)\b",
    re.IGNORECASE,
)
# The speaker is who did not do it.
_OWN_ZH = re.compile(r"(?:我|咱)(?!们?的)[^，。；]{0,12}?(?:没|不|未|懒|忘|放弃)")
_OWN_EN = re.compile(
    r"\b(?:i|we)(?:['’]\w+)?\b[^,.;]{0,40}?(?:\bnot\b|n['’]t\b|\bnever\b|\bno\b|"
    r"\b(?:hardly|rarely|seldom|ignored|forgot|left|waited|avoided|skipped|gave)\b)",
    re.IGNORECASE,
)


def is_own(part: str) -> bool:
    """Whether it is the speaker who is said not to have done something, and not a thing, a customer or nobody.

    >>> is_own("我没有问过他们"), is_own("方案没有通过"), is_own("I never asked them"), is_own("Nobody had reported it")
    (True, False, True, False)
    """
    return bool(_OWN_ZH.search(part) or _OWN_EN.search(part))


def is_circumstance(part: str, rest: str, denies: Callable[[str], bool]) -> bool:
    """Whether words that deny something only tell what a deed began with.

    :param part: the words, from the beginning of the clause that leads to them
    :param rest: what the sentence says after them
    :param denies: whether a text denies a deed; what denies one itself is no deed that followed

    >>> never = lambda text: "没做" in text or "did not" in text
    >>> [is_circumstance("我们没有预算，", rest, never) for rest in ("于是我自己去门店问了四十个人。", "所以就没做。")]
    [True, False]
    >>> [is_circumstance("We had no budget", rest, never) for rest in (", so I asked them myself.", ", so we did not.")]
    [True, False]
    """
    if _FIRST.search(part) or _is_corrected(part, rest):
        return True
    if denies(rest):
        return False
    return _went_on(part, rest)


def _is_corrected(part: str, rest: str) -> bool:
    return bool((_CORRECTED_ZH.search(part) and _CORRECTION_ZH.search(rest)) or _CORRECTION_EN.search(part + rest))


def _went_on(part: str, rest: str) -> bool:
    """Whether the rest tells what the speaker did instead, or therefore, or as the first to do so."""
    if _INSTEAD_ZH.search(rest) or _INSTEAD_EN.search(rest) or (_NOT_THIS_EN.search(part) and _BUT_THIS_EN.search(rest)):
        return True
    acts = carries(rest, "action") or carries(rest, "first_person")
    if acts and (_THEN_ZH.search(rest) or _THEN_EN.search(rest)):
        return True
    return bool(_NOBODY.search(part) and (_UNTIL_ZH.search(rest) or _UNTIL_EN.search(part + rest)))
