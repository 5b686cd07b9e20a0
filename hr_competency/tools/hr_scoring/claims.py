"""Which behaviours a sentence speaks for, and how much it proves of each.

The finder judges every pair of sentence and indicator by itself; a reader compares. Three things are added here:

* *what was asked*: a deed told in answer to a question about a competency is most likely about that competency;
* *contrast*: a sentence counts fully for the indicator it fits best and the less for others the farther they are behind;
* *proof*: a calibrated probability is small even for what every reader would quote, because few sentences show any one
  indicator; what counts is how far it stands out, on the scale of logits.

Sentences never compete with one another, so a further sentence takes nothing away from those that are there (ENG-3).
The numbers are fitted to labelled answers by ``python -m hr_scoring.train.calibrate``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from .context import carries
from .references import is_key_point
from .types import Evidence


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers between a probability and what it proves; all but the last three are logits.

    :ivar asked: what a sentence gains for the competencies that its question asks for
    :ivar not_asked: what it loses for the others
    :ivar contrast: what it gains where it reads like the phrases of the indicator and not like those of the job's others, for
        each time the spread of all (:func:`.contrast.standing_out`)
    :ivar open: what it gains where nothing particular was asked, as in a CV
    :ivar no_proof: a sentence about something else
    :ivar full_proof: a deed told plainly; what lies beyond proves no more
    :ivar reach: an indicator so far behind the best one of its sentence gets nothing
    :ivar most: a sentence counts for at most so many indicators
    :ivar least: what proves less than this is no evidence
    :ivar weakest: what is less probable than this is no evidence of what was not asked for: in a CV dates and places come near
    """

    asked: float = 1.5
    not_asked: float = 0.6
    contrast: float = 0.7
    open: float = 0.8
    no_proof: float = -1.4
    full_proof: float = 2.4
    reach: float = 2.5
    most: int = 3
    least: float = 0.18
    weakest: float = 0.3

    def proof(self, evidence: float) -> float:
        """How far a logit stands out from that of a sentence about something else, 0 to 1."""
        return min(max((evidence - self.no_proof) / (self.full_proof - self.no_proof), 0.0), 1.0)

    @property
    def least_probability(self) -> float:
        """What is less probable than this proves nothing, whatever was asked."""
        least = self.no_proof + self.least * (self.full_proof - self.no_proof) - max(self.asked, self.open)
        return 1.0 / (1.0 + math.exp(-least))

    @property
    def least_unasked(self) -> float:
        """The same where nothing in particular was asked."""
        return max(self.least_probability, self.weakest if self.open < self.asked else 0.0)


SHIPPED = Scale()
# For what was named and is not weighed against others: the key points of a model answer, what somebody else pointed at.
NAMED = Scale(asked=1.0, contrast=0.5, full_proof=1.8)
# The logit (a probability of .95) from which on one thing is as certain as another: a line that tells two deeds says the names of both,
# and .998 is no better for one than .986 for the other. Behaviours hardly ever come so far.
_CERTAIN = 3.0


def claimed(found: Sequence, gain: Callable[..., float], scale: Scale = SHIPPED) -> Iterator[tuple]:
    """Each sentence for the indicators it fits best, with what it proves.

    :param found: what the finder found, evidence or what may become evidence (:class:`.finder.Candidate`); each sentence is a
        source of its own here
    :param gain: what was asked, in logits, see :func:`gain_of`
    :return: what counts, with its ``weight`` and its ``share``
    """
    sentences: dict[tuple[str, bool], list[tuple]] = {}
    for item in found:
        more, indicator_id = gain(item), item.indicator_id
        # What a model answer names may well be what a behaviour shows: the two do not compete.
        named = is_key_point(indicator_id)
        own = NAMED if named else scale
        if more >= own.asked or item.probability >= own.weakest:
            fit = min(logit(item.probability), _CERTAIN) + more + own.contrast * item.contrast
            sentences.setdefault((item.source_id, named), []).append((-fit, indicator_id, item))
    for (_source_id, named), rivals in sentences.items():
        yield from _shared(_ranked(rivals), NAMED if named else scale)


def _shared(ranked: Sequence[tuple], scale: Scale) -> Iterator[tuple]:
    """What counts of one sentence.

    :param ranked: see :func:`_ranked`
    """
    names = list(dict.fromkeys(indicator_id for _unfit, indicator_id, _item in ranked))
    most = 1 if len(names) > 1 and is_bare_result(ranked[0][2].quote) else scale.most
    best, meant = -ranked[0][0], names[:most]
    for unfit, indicator_id, item in ranked:
        if indicator_id not in meant:
            continue
        fit = -unfit
        share = max(1.0 - (best - fit) / scale.reach, 0.0)
        weight = round(scale.proof(fit) * _strength(item) * share, 4)
        if weight >= scale.least:
            yield item, weight, round(share, 4)


def _ranked(rivals: list[tuple]) -> list[tuple]:
    """What a sentence may show, each with how badly it fits and its indicator, the best first."""
    if len({indicator_id for _unfit, indicator_id, _item in rivals}) < len(rivals):
        # where one begins is known when it is quoted, and matters only among those of one indicator
        rivals.sort(key=lambda one: one[2].start)
    return sorted(rivals, key=itemgetter(0, 1))


def _strength(item) -> float:
    # a key point is said or not; numbers and results make it no truer
    return 1.0 if is_key_point(item.indicator_id) else item.strength


def is_bare_result(quote: str) -> bool:
    """Whether a quote tells what came out and not what was done for it: such a sentence comes near to all that its words name.

    >>> is_bare_result("两个月后周活从41%升到63%。"), is_bare_result("我把流程拆成三步，周活升到63%。")
    (True, False)
    >>> is_bare_result("Complaints fell by a third."), is_bare_result("I rewrote the letters and complaints fell by a third.")
    (True, False)
    """
    return carries(quote, "result") and not (carries(quote, "action") or carries(quote, "first_person"))


def gain_of(competency: str, targets: Sequence[str], scale: Scale = SHIPPED) -> float:
    """What an indicator of a competency gains or loses by the question, in logits.

    >>> gain_of("a", ("a",)) > gain_of("a", ()) > 0.0 > gain_of("a", ("b",))
    True
    """
    if not targets:
        return scale.open
    return scale.asked if competency in targets else -scale.not_asked


def weight_of(item: Evidence) -> float:
    """How much a piece proves, 0 to 1: what :func:`claimed` found, else how far its probability stands out × how strong it is."""
    if item.weight is not None:
        return item.weight
    return NAMED.proof(logit(item.probability)) * item.strength


def logit(chance: float) -> float:
    """The logit of a probability, bounded.

    >>> logit(0.5), logit(1.0) < 7
    (0.0, True)
    """
    chance = min(max(chance, 0.001), 0.999)
    return math.log(chance / (1.0 - chance))
