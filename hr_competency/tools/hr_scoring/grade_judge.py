"""A second opinion on an answer: what the additive model cannot say, because there every number counts by itself.

Who says all words of the model answer but one may say its opposite; who says none of them may say it in words of the daily
life. The judge weighs what is found (:mod:`.grade_features`), how it is said (:mod:`.grade_contrast`) and what is said of what
(:mod:`.grade_roles`) two by two, and with the encoder that it was trained with also which directions of the vectors of answer,
model answer and question go together. A small network corrects what these sums cannot say.

So more may be worth less within a sentence. That a sentence more never lowers a grade holds still: an answer is worth what the
best of its sentences, or runs of sentences from its beginning, is worth. Sentences that have nothing to do with the model answer
are left out of the runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from .encoders import Encoder, vector_space
from .grade_contrast import CONTRAST, contrast
from .grade_features import MEANING, PAIR, pair, whole_vector
from .grade_roles import ROLES, roles
from .grade_text import GradedText, runs
from .lexicon import term_weight

FILE = Path(__file__).with_name("grade_judge.npz")
# In standard deviations: no single number may decide alone.
_FARTHEST = 4.0
JUDGED = (*PAIR, *CONTRAST, *ROLES)
LEXICAL_JUDGED = tuple(name for name in JUDGED if name not in MEANING)
# Products of two vectors, dimension by dimension, and what the answer itself is like (a bare opinion says nothing, whatever it is
# held against), each with a weight for each dimension.
VECTOR_PARTS = ("answer_model", "answer_question", "model_question", "answer", "answer_square")
_LEAST_RANGE = 0.2
_DECIMALS = 5
# Words of this weight tell something. A sentence belongs to what the others say of the model if it shares one, or comes so near.
TELLING, _RELATED = 0.3, 0.25


@dataclass(frozen=True, slots=True)
class Network:
    """Units that look at the standardised features and count where what they see is more than nothing. The first axis of ``inner`` are
    the features, the second one the units."""

    inner: np.ndarray
    bias: np.ndarray
    outer: np.ndarray
    last: float

    def __call__(self, plain: np.ndarray) -> float:
        """:return: the correction, in parts of full marks"""
        return float(np.maximum(plain @ self.inner + self.bias, 0.0) @ self.outer) + self.last


@dataclass(frozen=True, slots=True)
class Judge:
    """The weights: for each of ``columns`` of :data:`JUDGED`, for these two by two (the upper triangle of ``products``), and for
    each of :data:`VECTOR_PARTS` a row, or none where there are no vectors to compare; and what corrects their sum."""

    columns: np.ndarray
    centre: np.ndarray
    scale: np.ndarray
    weights: np.ndarray
    products: np.ndarray
    vectors: np.ndarray
    offset: float
    network: Network | None = None

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray], name: str) -> Judge:
        """From the arrays of the file; ``columns`` follow from whether there are vectors.

        :raise ValueError: where they do not fit this engine
        """
        own = {part: arrays[f"{name}_{part}"].astype(np.float64) for part in ("centre", "scale", "weights", "products", "vectors")}
        names = JUDGED if len(own["vectors"]) else LEXICAL_JUDGED
        square = own["products"].shape == (len(names), len(names))
        if own["weights"].shape != (len(names),) or not square or len(own["vectors"]) not in (0, len(VECTOR_PARTS)):
            raise ValueError(f"this judge of answers does not fit the engine: {own['weights'].shape}")
        network = _network(arrays, name, len(names))
        return cls(np.array([JUDGED.index(one) for one in names]), **own, offset=float(arrays[f"{name}_offset"]), network=network)

    def __call__(self, question: GradedText, model: GradedText, answer: GradedText) -> float:
        """:return: the part of full marks that the best run of the answer is worth, 0 to 1"""
        return self.beside(question, [model], answer)[0]

    def beside(self, question: GradedText, models: Sequence[GradedText], answer: GradedText) -> list[float]:
        """The same for each of some model answers."""
        return [max((self._of_run(question, model, one) for one in runs(answer, partial(related, model))), default=0.0) for model in models]

    def best(self, question: GradedText, models: Sequence[GradedText], answer: GradedText) -> float:
        """Against several model answers. Of three or more, who says what they say comes near to more than one: the nearest
        alone may be luck."""
        found = self.beside(question, models, answer)
        chosen, count = max(found), len(found)
        doubt = (count - 2) / (2 * (count - 1)) if count > 2 else 0.0
        return chosen - doubt * (chosen - sum(found) / count)

    def _of_run(self, question: GradedText, model: GradedText, answer: GradedText) -> float:
        plain = standardised(judged_features(question, model, answer)[self.columns], self.centre, self.scale)
        total = self.offset + plain @ self.weights + (plain @ self.products) @ plain
        if len(self.vectors):
            total += float((self.vectors * vector_parts(question, model, answer)).sum())
        if self.network:
            total += self.network(plain)
        return round(min(max(float(total), 0.0), 1.0), _DECIMALS)


def _network(arrays: Mapping[str, np.ndarray], name: str, columns: int) -> Network:
    inner, bias, outer = (arrays[f"{name}_{part}"].astype(np.float64) for part in ("inner", "bias", "outer"))
    if inner.shape != (columns, len(bias)) or outer.shape != bias.shape:
        raise ValueError(f"this judge of answers does not fit the engine: {inner.shape}")
    return Network(inner, bias, outer, float(arrays[f"{name}_last"].sum()))


class JudgedRange:
    """What the judge thinks of an answer beside some full-mark answers, placed between what the question itself reaches, taken
    as an answer, and what full-mark answers reach beside each other.

    :param exemplars: two or more
    """

    def __init__(self, judge: Judge, question: GradedText, exemplars: Sequence[GradedText]):
        self._judge, self._question, self._exemplars = judge, question, exemplars
        self._floor = self._beside(exemplars, question)
        others = ([one for one in exemplars if one is not shown] for shown in exemplars)
        full = sum(self._beside(rest, shown) for rest, shown in zip(others, exemplars, strict=True)) / len(exemplars)
        self._range = max(full - self._floor, _LEAST_RANGE)

    def __call__(self, answer: GradedText) -> float:
        """:return: the part of full marks, 0 to 1"""
        return min(max((self._beside(self._exemplars, answer) - self._floor) / self._range, 0.0), 1.0)

    def _beside(self, exemplars: Sequence[GradedText], answer: GradedText) -> float:
        return sum(self._judge.beside(self._question, exemplars, answer)) / len(exemplars)


def related(model: GradedText, sentence: GradedText) -> bool:
    """Whether a sentence has to do with a model answer: a word that tells something, or the meaning of one of its clauses."""
    if any(term_weight(term) >= TELLING for term in sentence.terms & model.terms):
        return True
    return sentence.vectors is not None and float((sentence.vectors @ model.vectors.T).max()) >= _RELATED


def judged_features(question: GradedText, model: GradedText, answer: GradedText) -> np.ndarray:
    """:return: :data:`JUDGED`, of an answer that is one run"""
    return np.concatenate([pair(question, model, answer), contrast(question, model, answer), roles(question, model, answer)])


def vector_parts(question: GradedText, model: GradedText, answer: GradedText) -> np.ndarray:
    """:return: a row for each of :data:`VECTOR_PARTS`; all texts have vectors, but the question may be empty"""
    told, wanted = whole_vector(answer), whole_vector(model)
    asked = whole_vector(question) if len(question) else np.zeros(len(told))
    return np.stack([told * wanted, told * asked, wanted * asked, told, told**2])


def standardised(values: np.ndarray, centre: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Features in standard deviations from their mean, within bounds."""
    return np.clip((values - centre) / scale, -_FARTHEST, _FARTHEST)


@dataclass(frozen=True, slots=True)
class Judges:
    """The judge that compares vectors of ``encoder``, and the one for all other cases."""

    encoder: str
    with_vectors: Judge
    without: Judge

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray]) -> Judges:
        """From the arrays of the file."""
        return cls(str(arrays["encoder"]), Judge.of(arrays, "meaning"), Judge.of(arrays, "lexical"))

    def fit(self, encoder: Encoder | None) -> Judge:
        """The judge for an encoder: vectors of another one mean something else."""
        return self.with_vectors if encoder is not None and vector_space(encoder) == self.encoder else self.without


@lru_cache(maxsize=1)
def shipped_judges() -> Judges:
    """The judges that come with the engine."""
    with np.load(FILE, allow_pickle=False) as arrays:
        return Judges.of(arrays)
