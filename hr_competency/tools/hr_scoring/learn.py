"""Learning from corrections: recruiters accept or reject pieces of evidence, and one company's engine follows them.

The shipped model stays as it is. On top of its probability a small logistic regression is fitted, drawn towards
changing nothing, that also sees how near a quote is to what was accepted and rejected for the same indicator. A part of
the corrections is kept out and decides: where the correction does not predict it better, the shipped model stays
alone, and the result says why.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .canonical import digest
from .types import Evidence, Kind

LEAST_N = 30
LEAST_OF_EACH = 6
_KEPT_OUT = 0.3
_PENALTY = 2.0
_STEPS = 50
# The finder is asked for more than is reported: a correction may lift what was too improbable.
_REACH = 0.15
_NAMES = ("logit", "offset", "implicit", "strength", "length", "accepted", "rejected")
# Changing nothing: the shipped logit counts once, all else not at all.
_UNCHANGED = (1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Feedback:
    """One correction. ``key`` names it for good: it decides whether the row is kept out."""

    key: str
    indicator_id: str
    quote: str
    probability: float
    accepted: bool
    kind: Kind = Kind.EXPLICIT
    strength: float = 0.5


@dataclass(frozen=True, slots=True)
class Quality:
    """How well probabilities predict corrections: mean log loss (lower is better) and AUC, on ``n`` rows."""

    log_loss: float
    auc: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Learned:
    """A correction that can be stored as JSON (:meth:`to_dict`) and applied to evidence."""

    weights: tuple[float, ...]
    accepted: tuple[tuple[str, tuple[str, ...]], ...] = ()
    rejected: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def version(self) -> str:
        """Changes whenever the correction does; it goes into the hash of an assessment's input."""
        return digest(self)[:12]

    def to_dict(self) -> dict:
        """Plain values, ready for JSON."""
        return {"weights": list(self.weights), "accepted": dict(self.accepted), "rejected": dict(self.rejected)}

    @classmethod
    def from_dict(cls, value: Mapping) -> Learned:
        """:raise ValueError: where the stored form does not fit this version of the engine"""
        weights = tuple(float(weight) for weight in value.get("weights", ()))
        if len(weights) != len(_NAMES) or not all(map(math.isfinite, weights)):
            raise ValueError(f"a stored correction needs {len(_NAMES)} finite weights")
        return cls(weights, _phrases(value.get("accepted", {})), _phrases(value.get("rejected", {})))

    def apply(self, pieces: Sequence[Evidence]) -> list[Evidence]:
        """The same evidence with corrected probabilities."""
        if not pieces:
            return []
        rows = [Feedback("", one.indicator_id, one.quote, one.probability, False, one.kind, one.strength) for one in pieces]
        chances = _sigmoid(_features(rows, dict(self.accepted), dict(self.rejected)) @ self.weights)
        return [replace(one, probability=round(float(chance), 4)) for one, chance in zip(pieces, chances, strict=True)]


@dataclass(frozen=True, slots=True)
class Learning:
    """The outcome. ``learned`` is ``None`` where the shipped model stays alone; then ``reason`` says why: ``too_few``,
    ``one_sided`` or ``no_better``. ``before`` and ``after`` are measured on the same kept-out corrections."""

    learned: Learned | None
    reason: str
    n: int
    before: Quality | None = None
    after: Quality | None = None


class CorrectedFinder:
    """A finder with a correction on top; takes the place of the shipped one in :func:`.score.assess`."""

    def __init__(self, finder, learned: Learned):
        self._finder = finder
        self._learned = learned
        self.encoder = getattr(finder, "encoder", None)
        self.can_overlap = getattr(finder, "can_overlap", False)
        self.version = f"{getattr(finder, 'version', '')}+{learned.version}"

    def find(self, indicators, sources, minimum: float = 0.0, **options) -> list[Evidence]:
        """Evidence with corrected probabilities of at least ``minimum``."""
        found = self._finder.find(indicators, sources, minimum=min(minimum, _REACH), **options)
        return [one for one in self._learned.apply(found) if one.probability >= minimum]


def learn(rows: Sequence[Feedback]) -> Learning:
    """Learn from corrections, or not.

    :param rows: all corrections of one company; the last one of a key counts
    """
    rows = sorted({row.key: row for row in rows}.values(), key=lambda row: row.key)
    accepted = sum(row.accepted for row in rows)
    if len(rows) < LEAST_N:
        return Learning(None, "too_few", len(rows))
    kept_out = [row for row in rows if _is_kept_out(row.key)]
    seen = [row for row in rows if not _is_kept_out(row.key)]
    if min(accepted, len(rows) - accepted) < LEAST_OF_EACH or not kept_out or not seen:
        return Learning(None, "one_sided", len(rows))
    before = quality([row.probability for row in kept_out], [row.accepted for row in kept_out])
    after = _measured(_fit(seen), kept_out)
    if not _is_better(before, after):
        return Learning(None, "no_better", len(rows), before, after)
    # The way of learning has proved itself on what it did not see; now it may see everything.
    return Learning(_fit(rows), "", len(rows), before, after)


def quality(probabilities: Sequence[float], accepted: Sequence[bool]) -> Quality:
    """How well probabilities predict what was accepted.

    >>> quality([0.9, 0.2], [True, False]).auc
    1.0
    """
    clipped = [min(max(chance, 1e-4), 1 - 1e-4) for chance in probabilities]
    losses = [-math.log(chance if good else 1 - chance) for chance, good in zip(clipped, accepted, strict=True)]
    return Quality(math.fsum(losses) / len(losses), _auc(probabilities, accepted), len(losses))


def _auc(probabilities: Sequence[float], accepted: Sequence[bool]) -> float | None:
    good = [chance for chance, yes in zip(probabilities, accepted, strict=True) if yes]
    bad = [chance for chance, yes in zip(probabilities, accepted, strict=True) if not yes]
    if not good or not bad:
        return None
    wins = sum((one > other) + 0.5 * (one == other) for one in good for other in bad)
    return wins / (len(good) * len(bad))


def _is_better(before: Quality, after: Quality) -> bool:
    """Better calibrated and not worse at telling good from bad."""
    ranks = before.auc is None or after.auc >= before.auc - 1e-9
    return ranks and after.log_loss < before.log_loss - 1e-6


def _is_kept_out(key: str) -> bool:
    """By the key alone, so that a row stays on its side however many others come."""
    number = int.from_bytes(hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()[:4], "big")
    return number / 2**32 < _KEPT_OUT


def _measured(learned: Learned, rows: Sequence[Feedback]) -> Quality:
    pieces = [Evidence(row.indicator_id, "", row.quote, 0, 0, row.probability, row.kind, row.strength) for row in rows]
    return quality([one.probability for one in learned.apply(pieces)], [row.accepted for row in rows])


def _fit(rows: Sequence[Feedback]) -> Learned:
    """Ridge logistic regression around "change nothing"."""
    import numpy as np

    accepted, rejected = _quotes(rows, True), _quotes(rows, False)
    labels = np.array([float(row.accepted) for row in rows])
    weights = _ridge(_features(rows, accepted, rejected), labels, np.array(_UNCHANGED))
    return Learned(tuple(round(float(weight), 6) for weight in weights), _phrases(accepted), _phrases(rejected))


def _ridge(x, labels, start):
    """Newton's method; a step that would make the loss greater is halved until it does not."""
    import numpy as np

    def loss(weights) -> float:
        scores = np.clip(x @ weights, -30, 30)
        return float((np.logaddexp(0, scores) - labels * scores).sum() + _PENALTY / 2 * ((weights - start) ** 2).sum())

    weights = start.copy()
    for _ in range(_STEPS):
        chances = _sigmoid(x @ weights)
        slope = x.T @ (labels - chances) - _PENALTY * (weights - start)
        bend = (x * (chances * (1 - chances))[:, None]).T @ x + _PENALTY * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        while loss(weights + step) > loss(weights) and np.abs(step).max() > 1e-9:
            step = step / 2
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def _quotes(rows: Sequence[Feedback], accepted: bool) -> dict[str, list[str]]:
    quotes: dict[str, list[str]] = {}
    for row in rows:
        if row.accepted == accepted:
            quotes.setdefault(row.indicator_id, []).append(row.quote)
    return quotes


def _phrases(quotes: Mapping) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((str(key), tuple(dict.fromkeys(map(str, phrases)))) for key, phrases in sorted(quotes.items()))


def _features(rows: Sequence[Feedback], accepted: Mapping[str, Sequence[str]], rejected: Mapping[str, Sequence[str]]):
    """One row of :data:`_NAMES` for each correction; its own quote is no neighbour of itself."""
    import numpy as np

    near, far = _nearest(rows, accepted), _nearest(rows, rejected)
    return np.array(
        [
            (_logit(row.probability), 1.0, float(row.kind == Kind.IMPLICIT), row.strength - 0.5, _length(row.quote), good, bad)
            for row, good, bad in zip(rows, near, far, strict=True)
        ]
    )


def _length(quote: str) -> float:
    return min(math.log1p(len(quote)) / 4.0, 1.5) - 1.0


def _logit(chance: float) -> float:
    chance = min(max(chance, 0.01), 0.99)
    return math.log(chance / (1 - chance))


def _sigmoid(values):
    import numpy as np

    return 1.0 / (1.0 + np.exp(-np.clip(values, -30, 30)))


def _nearest(rows: Sequence[Feedback], phrases: Mapping[str, Sequence[str]]) -> list[float]:
    """For each row: the cosine with the nearest *other* phrase of its indicator, 0 without one."""
    import numpy as np

    texts = list(dict.fromkeys([row.quote for row in rows] + [one for each in phrases.values() for one in each]))
    place = {text: number for number, text in enumerate(texts)}
    vectors = _encoder().encode(texts)
    nearest = []
    for row in rows:
        others = [place[one] for one in phrases.get(row.indicator_id, ()) if one != row.quote]
        found = float((vectors[others] @ vectors[place[row.quote]]).max()) if others else 0.0
        nearest.append(round(float(np.clip(found, 0.0, 1.0)), 4))
    return nearest


def _encoder():
    """Words and characters: a correction must not depend on which encoder a company uses today."""
    from .encoders import LexicalEncoder

    return LexicalEncoder()
