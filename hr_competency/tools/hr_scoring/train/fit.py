"""Fitting the parts of the evidence model with scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from ..context import NAMES, features
from ..deed import SCALE
from ..features import pooled, window_vectors
from ..model import Head
from ..profiles import TextProfile, unit_rows
from ..wordvec import STYLE_BINS
from .vocabulary import DIMENSIONS

SEED = 20
FOLDS = 3


def folds(groups: Sequence[str]) -> np.ndarray:
    """A fold for each row; whole groups stay together."""
    order = np.random.default_rng(SEED).permutation(sorted(set(groups)))
    place = {group: number % FOLDS for number, group in enumerate(order)}
    return np.array([place[group] for group in groups])


# --- how a text speaks -----------------------------------------------------------------------------------------------


def deed_design(texts: Sequence[TextProfile], encoded: bool) -> sparse.csr_matrix:
    """The features of :class:`..deed.DeedModel`, one row for each text with a single window."""
    context = np.concatenate([features(pooled(text.counts, text.windows)) for text in texts])
    bags = np.concatenate([unit_rows(pooled(text.bags, text.windows)) for text in texts])
    parts = [_style(texts) * SCALE["style"], context * SCALE["context"], bags * SCALE["bags"]]
    if encoded:
        parts.append(np.concatenate([window_vectors(text) for text in texts]) * SCALE["vectors"])
    return sparse.csr_matrix(sparse.hstack(parts, dtype=np.float32))


def _style(texts: Sequence[TextProfile]) -> sparse.csr_matrix:
    columns = [text.words.style for text in texts]
    rows = np.repeat(np.arange(len(texts)), [len(one) for one in columns])
    values = np.concatenate([np.full(len(one), 1.0 / np.sqrt(max(len(one), 1))) for one in columns])
    return sparse.csr_matrix((values, (rows, np.concatenate(columns))), (len(texts), STYLE_BINS), dtype=np.float32)


def fit_deed(design: sparse.csr_matrix, manners: np.ndarray, weights: np.ndarray | None = None) -> LogisticRegression:
    """The classifier of manners."""
    return LogisticRegression(C=0.15, max_iter=150, tol=1e-3).fit(design, manners, weights)


def deed_arrays(fitted: LogisticRegression) -> dict[str, np.ndarray]:
    """The weights as :class:`..deed.DeedModel` keeps them."""
    weights = fitted.coef_.T
    bounds = np.cumsum([0, STYLE_BINS, len(NAMES), DIMENSIONS])
    style, context, bags = (weights[left:right] for left, right in pairwise(bounds))
    return {
        "style": style.astype(np.float16),
        "context": (context * SCALE["context"]).astype(np.float32),
        "bags": (bags * SCALE["bags"]).astype(np.float32),
        "vectors": (weights[bounds[-1] :] * SCALE["vectors"]).astype(np.float32),
        "offset": fitted.intercept_.astype(np.float32),
    }


# --- regressions -----------------------------------------------------------------------------------------------------


def fit_head(values: np.ndarray, labels: np.ndarray, weights: np.ndarray | None = None, rising: int = 0) -> Head:
    """A logistic regression on standardised features.

    :param rising: how many of the first features can only speak for a text: phrases that were written to deceive would
        otherwise teach that what is near to a statement is no evidence of it. One that would count against a text is
        left out.
    """
    centre, scale = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-3)
    plain = np.clip((values - centre) / scale, -5.0, 5.0)
    coefficients, offset = rising_only(LogisticRegression(C=0.1, max_iter=300), plain, labels, weights, rising)
    return Head(centre, scale, coefficients, offset)


def rising_only(
    regression: LogisticRegression, values: np.ndarray, labels: np.ndarray, weights: np.ndarray | None, rising: int
) -> tuple[np.ndarray, float]:
    """Fit a regression without those of the first ``rising`` features that would count against a row.

    :return: a coefficient for each feature, 0 for those left out, and what is added
    """
    used = np.ones(values.shape[1], dtype=bool)
    while True:
        fitted = regression.fit(values[:, used], labels, weights)
        falling = np.flatnonzero(used)[(fitted.coef_[0] < 0) & (np.flatnonzero(used) < rising)]
        if not len(falling) or used.sum() == len(falling):
            break
        used[falling] = False
    coefficients = np.zeros(values.shape[1])
    coefficients[used] = fitted.coef_[0]
    return coefficients, float(np.ravel(fitted.intercept_)[0])


def calibrated(head: Head, logits: np.ndarray, labels: np.ndarray, weights: np.ndarray | None = None) -> Head:
    """The same ranking, with probabilities that are true of rows which were left out (Platt's scaling).

    :param logits: what regressions of the same kind said of those rows
    :param weights: how frequent such rows are where the model is used
    """
    fitted = LogisticRegression(C=1e6).fit(logits[:, None], labels, weights)
    slope = fitted.coef_[0, 0]
    return replace(head, weights=head.weights * slope, offset=head.offset * slope + fitted.intercept_[0])


def left_out(values, labels, fold, used, weights=None, rising=0) -> np.ndarray:
    """Logits of each row by a regression that has not seen its fold."""
    logits = np.zeros(len(labels))
    for number in range(FOLDS):
        seen = used & (fold != number)
        head = fit_head(values[seen], labels[seen], None if weights is None else weights[seen], rising)
        logits[fold == number] = head(values[fold == number])
    return logits


def head_arrays(name: str, head: Head) -> dict[str, np.ndarray]:
    """A regression as it is stored."""
    return {f"{name}.{part}": np.asarray(getattr(head, part), dtype=np.float32) for part in Head.__slots__}
