"""How a person stands against what a job asks for, in plain values: why not yet, and how far it is.

Knows nothing of the ORM, so that the rules can be read, tested and explained on their own.
"""

from dataclasses import dataclass

# A level at most this much below the wanted one is a near-miss: one step on a scale of five.
NEAR = 1.0
# Below this share of the weights with evidence, nothing is said about potential.
MIN_COVERAGE = 0.4
HIGH, MEDIUM = 60.0, 30.0


@dataclass(frozen=True)
class Standing:
    """One competency: the level a person has shown (``None``: no evidence, which is not 0) and the one that is wanted."""

    name: str
    have: float | None
    want: float
    weight: float = 1.0
    must_have: bool = False

    @property
    def is_met(self):
        return self.have is not None and self.have >= self.want

    @property
    def is_near(self):
        return self.have is not None and 0 < self.want - self.have <= NEAR

    @property
    def is_unknown(self):
        return self.have is None

    @property
    def missing(self):
        """Levels that are missing; without evidence all above the lowest are."""
        return max(self.want - (1.0 if self.have is None else self.have), 0.0)


@dataclass(frozen=True)
class Potential:
    """``points`` are 0 to 100, ``None`` where the evidence is too thin to say anything; ``level`` is their band."""

    points: float | None
    strengths: tuple[str, ...]
    near: tuple[str, ...]
    far: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def level(self):
        if self.points is None:
            return "unknown"
        return "high" if self.points >= HIGH else "medium" if self.points >= MEDIUM else "low"


def potential(standings):
    """What the evidence says about how soon a person may be ready.

    A competency at the wanted level counts in full, a near-miss by half, a larger gap not at all, each by its weight
    among the competencies with evidence. What nobody has seen evidence for neither helps nor harms.
    """
    known = [s for s in standings if not s.is_unknown]
    weight, total = sum(s.weight for s in known), sum(s.weight for s in standings)
    points = None
    if weight and weight / total >= MIN_COVERAGE:
        earned = sum(s.weight * (1.0 if s.is_met else 0.5 if s.is_near else 0.0) for s in known)
        points = round(100 * earned / weight, 1)
    return Potential(
        points,
        strengths=tuple(s.name for s in known if s.is_met),
        near=tuple(s.name for s in known if s.is_near),
        far=tuple(s.name for s in known if not s.is_met and not s.is_near),
        unknown=tuple(s.name for s in standings if s.is_unknown),
    )


def reason(standings):
    """The kind of reason why a person is not there yet: the gravest one.

    :return: ``must_have``, ``level``, ``evidence`` or ``score`` (all levels are met, only the total is too low)
    """
    short = [s for s in standings if not s.is_met]
    if any(s.must_have for s in short):
        return "must_have"
    if any(not s.is_unknown for s in short):
        return "level"
    return "evidence" if short else "score"
