"""Learning from corrections: recruiters accept or reject pieces of evidence, and one company's engine follows them.

The shipped model stays as it is. On top of its probability a small logistic regression is fitted, drawn towards
changing nothing, that also sees how near a quote is to what was accepted and rejected for the same indicator. A part of
the corrections is kept out for good and decides: where what was learned does not predict it better than what is used
today, that stays, and the result says why.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
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
    """One correction. ``key`` names it for good: it decides whether the row is kept out. ``probability`` is the shipped
    model's, before anything learned was applied."""

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
    """What was learned: weights, which can be stored, and the quotes that they compare with, by indicator. The quotes are
    what people said; whoever stores a ``Learned`` keeps the weights only and hands the rows in again
    (:meth:`from_rows`), so that an erased person is forgotten here too."""

    weights: tuple[float, ...]
    accepted: tuple[tuple[str, tuple[str, ...]], ...] = ()
    rejected: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def version(self) -> str:
        """Changes whenever the correction does; it goes into the hash of an assessment's input."""
        return digest(self)[:12]

    @classmethod
    def from_rows(cls, weights: Sequence[float], rows: Sequence[Feedback]) -> Learned:
        """Put stored weights and the corrections they were fitted on together; kept-out rows are left out again.

        :raise ValueError: where the weights do not fit this version of the engine
        """
        weights = tuple(float(weight) for weight in weights)
        if len(weights) != len(_NAMES) or not all(map(math.isfinite, weights)):
            raise ValueError(f"a stored correction needs {len(_NAMES)} finite weights")
        seen = [row for row in _distinct(rows) if not _is_kept_out(row.key)]
        return cls(weights, _quotes(seen, True), _quotes(seen, False))

    def apply(self, pieces: Sequence[Evidence]) -> list[Evidence]:
        """The same evidence with corrected probabilities."""
        return Corrector(self)(pieces)


class Corrector:
    """Applies what was learned; the quotes to compare with are prepared once."""

    def __init__(self, learned: Learned):
        self._weights = learned.weights
        self._accepted = Neighbours(learned.accepted)
        self._rejected = Neighbours(learned.rejected)

    def __call__(self, pieces: Sequence[Evidence]) -> list[Evidence]:
        """:return: the same evidence with corrected probabilities"""
        if not pieces:
            return []
        rows = [Feedback("", one.indicator_id, one.quote, one.probability, False, one.kind, one.strength) for one in pieces]
        chances = _sigmoid(_features(rows, self._accepted, self._rejected) @ self._weights)
        return [
            replace(one, probability=round(float(chance), 4), shipped=one.probability) for one, chance in zip(pieces, chances, strict=True)
        ]


class Neighbours:
    """Quotes by indicator, ready to be compared with others."""

    def __init__(self, quotes: Sequence[tuple[str, Sequence[str]]]):
        self._quotes = dict(quotes)
        self._vectors: dict = {}

    def nearest(self, rows: Sequence[Feedback]) -> list[float]:
        """For each row: the cosine with the nearest *other* quote of its indicator, 0 without one."""
        known = [row for row in rows if row.indicator_id in self._quotes]
        vectors = dict(zip((row.quote for row in known), _encode([row.quote for row in known]), strict=True)) if known else {}
        return [self._nearest(row, vectors.get(row.quote)) for row in rows]

    def _nearest(self, row: Feedback, vector) -> float:
        quotes = self._quotes.get(row.indicator_id)
        if not quotes:
            return 0.0
        if row.indicator_id not in self._vectors:
            self._vectors[row.indicator_id] = _encode(quotes)
        likeness = self._vectors[row.indicator_id] @ vector
        best = max((float(value) for quote, value in zip(quotes, likeness, strict=True) if quote != row.quote), default=0.0)
        return round(min(max(best, 0.0), 1.0), 4)


@dataclass(frozen=True, slots=True)
class Learning:
    """The outcome. ``learned`` is ``None`` where what is used today stays; then ``reason`` says why: ``too_few``,
    ``one_sided`` or ``no_better``. ``shipped``, ``active`` and ``learned_quality`` are measured on the same kept-out
    corrections. ``outdated`` says that what was learned earlier has become worse than the shipped model alone."""

    learned: Learned | None
    reason: str
    n: int
    shipped: Quality | None = None
    active: Quality | None = None
    learned_quality: Quality | None = None

    @property
    def outdated(self) -> bool:
        """Whether the active correction should go."""
        return self.active is not None and _is_better(self.active, self.shipped)


class CorrectedFinder:
    """A finder with a correction on top; takes the place of the shipped one in :func:`.score.assess`."""

    def __init__(self, finder, learned: Learned):
        self._finder = finder
        self._correct = Corrector(learned)
        self.encoder = getattr(finder, "encoder", None)
        self.version = f"{getattr(finder, 'version', '')}+{learned.version}"

    def find(self, indicators, sources, minimum: float = 0.0) -> list[Evidence]:
        """Evidence with corrected probabilities of at least ``minimum``."""
        found = self._finder.find(indicators, sources, minimum=min(minimum, _REACH))
        return [one for one in self._correct(found) if one.probability >= minimum]


def learn(rows: Sequence[Feedback], active: Learned | None = None) -> Learning:
    """Learn from corrections, or not.

    :param rows: all corrections of one company; the last one of a key counts
    :param active: what was learned earlier and is used today
    """
    rows = _distinct(rows)
    accepted = sum(row.accepted for row in rows)
    if len(rows) < LEAST_N:
        return Learning(None, "too_few", len(rows))
    kept_out = [row for row in rows if _is_kept_out(row.key)]
    seen = [row for row in rows if not _is_kept_out(row.key)]
    if min(accepted, len(rows) - accepted) < LEAST_OF_EACH or not kept_out or not seen:
        return Learning(None, "one_sided", len(rows))
    shipped = quality([row.probability for row in kept_out], [row.accepted for row in kept_out])
    today = _measured(active, kept_out) if active else None
    fresh = _fit(seen)
    measured = _measured(fresh, kept_out)
    better = _is_better(shipped, measured) and (today is None or _is_better(today, measured) or _is_better(today, shipped))
    return Learning(fresh if better else None, "" if better else "no_better", len(rows), shipped, today, measured)


def _distinct(rows: Sequence[Feedback]) -> list[Feedback]:
    return sorted({row.key: row for row in rows}.values(), key=lambda row: row.key)


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
    weights = _ridge(_features(rows, Neighbours(accepted), Neighbours(rejected)), labels, np.array(_UNCHANGED))
    return Learned(tuple(round(float(weight), 6) for weight in weights), accepted, rejected)


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


def _quotes(rows: Sequence[Feedback], accepted: bool) -> tuple[tuple[str, tuple[str, ...]], ...]:
    quotes: dict[str, list[str]] = {}
    for row in rows:
        if row.accepted == accepted:
            quotes.setdefault(row.indicator_id, []).append(row.quote)
    return tuple((key, tuple(dict.fromkeys(found))) for key, found in sorted(quotes.items()))


def _features(rows: Sequence[Feedback], accepted: Neighbours, rejected: Neighbours):
    """One row of :data:`_NAMES` for each correction; its own quote is no neighbour of itself."""
    import numpy as np

    near, far = accepted.nearest(rows), rejected.nearest(rows)
    return np.array(
        [
            (_logit(row.probability), 1.0, _kind(row.kind), row.strength - 0.5, _length(row.quote), good, bad)
            for row, good, bad in zip(rows, near, far, strict=True)
        ]
    )


def _kind(kind: Kind) -> float:
    """Both kinds alike far from the middle: whoever rejects explicit evidence is followed as far as who rejects implicit."""
    return 1.0 if kind == Kind.IMPLICIT else -1.0


def _length(quote: str) -> float:
    return min(math.log1p(len(quote)) / 4.0, 1.5) - 1.0


def _logit(chance: float) -> float:
    chance = min(max(chance, 0.01), 0.99)
    return math.log(chance / (1 - chance))


def _sigmoid(values):
    import numpy as np

    return 1.0 / (1.0 + np.exp(-np.clip(values, -30, 30)))


def _encode(texts: Sequence[str]):
    """Words and characters: a correction must not depend on which encoder a company uses today."""
    from .encoders import LexicalEncoder

    return LexicalEncoder().encode(texts)
