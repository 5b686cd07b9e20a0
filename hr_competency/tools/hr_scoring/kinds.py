"""What a statement is: a behaviour, a name, a task as postings word it, or a proposition. By that it is known how to judge it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from .profiles import Block
from .proposition import BUILT, built, is_third, statement_features
from .proposition_chinese import chinese_features
from .proposition_english import english_features
from .saying import Points

# How sure it must be that a statement is a proposition: taken for one, a behaviour would be shown by a claim.
_DOUBTFUL, _SURE = 0.45, 0.6
LONGEST_NAME = 3
_LONGEST_TITLE, _LONGEST_SKILL = 5, 9
# A longer Chinese title ends with who does it; a behaviour may end with those whom it is done to.
_WHO_DOES_IT = re.compile(r"^[^，。；,.;]*(?:技术人员|专业人员|作业人员|(?<![职员])工|(?<![成队学职组])员|(?<!老)师|司机|经理|主管)$")
_HAS_VERB = [BUILT.index(name) for name in ("auxiliary_early", "later_third_only")]
_NO_SUBJECT = BUILT.index("third_alone")
_TASK = [BUILT.index(name) for name in ("small", "base", "gerund", "nominal")]
_THIRD = BUILT.index("third")
_ENGLISH = BUILT.index("english")


@dataclass(frozen=True, slots=True)
class Kinds:
    """What each statement is: whether it has phrases, whether it is a name, whether it is one with phrases (see
    :mod:`.phrased_names`), or a task as postings have it, how much it counts as a proposition; and those that are one at all."""

    has_phrases: np.ndarray
    names: np.ndarray
    phrased: np.ndarray
    tasks: np.ndarray
    claims: np.ndarray
    points: Points | None

    @property
    def rivals(self) -> np.ndarray:
        """The behaviours that no phrases tell apart, see :func:`.contrast.said_rather`."""
        return ~self.has_phrases & ~self.names & (self.claims == 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Sorter:
    """Tells what statements are.

    :ivar english: weights of the classifier of English statements, see :func:`.proposition_english.english_features`; the last is added
    :ivar chinese: the same of Chinese ones, see :func:`.proposition_chinese.chinese_features`
    :ivar verbs: English verbs in their base form
    """

    english: np.ndarray
    chinese: np.ndarray
    verbs: frozenset[str]

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray]) -> Sorter:
        """From the arrays of the model's file."""
        verbs = frozenset(bytes(arrays["verbs"]).decode("utf-8").split("\n"))
        return cls(*(np.asarray(arrays[f"is_proposition_{lang}"], dtype=np.float64) for lang in ("en", "zh")), verbs)

    def kinds(self, block: Block) -> Kinds:
        """What each statement is; kept with the block."""
        if self not in block.made:
            claims = self.claims(block)
            points = Points.of(block, np.flatnonzero(claims)) if claims.any() else None
            has_phrases, names = block.parts["examples"][1] > 0, is_name(block, self.verbs)
            # what is meant to count against something is held against its phrases one by one
            phrased = has_phrases & names & (block.parts["counters"][1] == 0)
            tasks = is_task(block, self.verbs) & ~names & ~has_phrases
            block.made[self] = Kinds(has_phrases, names, phrased, tasks, claims, points)
        return block.made[self]

    def claims(self, block: Block) -> np.ndarray:
        """How much each statement counts as a proposition, 0 to 1. What has phrases is a behaviour."""
        claims = np.clip((self.is_proposition(block) - _DOUBTFUL) / (_SURE - _DOUBTFUL), 0.0, 1.0)
        return claims * (block.parts["examples"][1] == 0)

    def is_proposition(self, block: Block) -> np.ndarray:
        """How much each statement is a proposition rather than a behaviour, 0 to 1; how it is built tells, where nobody
        does."""
        features = statement_features(block, self.verbs)
        sizes = np.diff([*block.word_starts, len(block.word_vectors)])
        # so short a statement is a name, of a skill, a competency, an occupation, unless it has a subject and a verb
        sentence = (sizes > LONGEST_NAME) | (sizes == LONGEST_NAME) & features[:, _HAS_VERB].any(axis=1)
        sentence &= features[:, _NO_SUBJECT] == 0.0
        known = [one.point for one in block.profiles]
        unknown = sentence & np.array([point is None for point in known])
        english = features[:, _ENGLISH] != 0
        scores = np.zeros(len(known))
        for asked, weights, read in (
            (unknown & english, self.english, partial(english_features, verbs=self.verbs)),
            (unknown & ~english, self.chinese, chinese_features),
        ):
            # one by one, so that what stands beside a statement changes no bit
            for at in np.flatnonzero(asked):
                scores[at] = (read(block.profiles[at].statement, features[at]) * weights[:-1]).sum() + weights[-1]
        told = np.where(sentence, np.round(1.0 / (1.0 + np.exp(-scores)), 3), 0.0)
        return np.array([guess if point is None else float(point) for point, guess in zip(known, told.tolist(), strict=True)])


def is_name(block: Block, verbs: frozenset[str]) -> np.ndarray:
    """Whether each statement is the name of a skill or an occupation rather than a sentence. Lists of skills name them in
    small letters and more words.

    :param verbs: English verbs in their base form
    """
    sizes = np.diff([*block.word_starts, len(block.word_vectors)])
    small = np.array([one.statement[:1].islower() for one in block.profiles])
    does = np.array([bool(_WHO_DOES_IT.search(one.statement)) for one in block.profiles])
    named = sizes <= np.where(small | does, _LONGEST_SKILL, _LONGEST_TITLE)
    return named & ~np.array([one.point is False and _is_sentence(one.statement, verbs) for one in block.profiles])


def is_task(block: Block, verbs: frozenset[str]) -> np.ndarray:
    """Whether each statement is worded as postings and taxonomies word tasks ("Develop test cases", "preparation of reports"), and
    nobody has said that it is a behaviour.

    :param verbs: English verbs in their base form
    """
    shapes = np.array([built(one.statement, verbs) for one in block.profiles])
    asked = shapes[:, _TASK].any(axis=1) & (shapes[:, _THIRD] == 0.0)
    return asked & np.array([one.point is None for one in block.profiles])


def _is_sentence(statement: str, verbs: frozenset[str]) -> bool:
    """Whether what is known to be a behaviour says so in a few words ("Wins new donors")."""
    spoken = statement.split()
    return len(spoken) >= LONGEST_NAME and is_third(spoken[0].lower(), verbs)
