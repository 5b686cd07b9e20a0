"""Numbers about a window of text and a statement, from which the evidence model judges.

One text is compared with many statements at once; nothing here loops over pairs.
"""

from __future__ import annotations

import numpy as np

from .profiles import Lexical, StatementProfile, TextProfile

LEXICAL = (
    "coverage", "precision", "unit_coverage", "gram", "unit_gram", "example_words", "example_grams", "counter_words",
    "counter_grams", "has_examples", "has_counters",
)  # fmt: skip


def unit_similarity(text: TextProfile, rows: Lexical) -> tuple[np.ndarray, np.ndarray]:
    """:return: word overlap (cosine of weighted words) and character overlap, units × rows"""
    words = _cosine(text.lexical.words, rows.words)
    return words, np.round(text.lexical.grams @ rows.grams.T, 5)


def lexical_features(text: TextProfile, statements: list[StatementProfile]) -> np.ndarray:
    """:return: windows × statements × :data:`LEXICAL`"""
    rows = Lexical(np.concatenate([s.lexical.words for s in statements]), np.concatenate([s.lexical.grams for s in statements]))
    words, grams = unit_similarity(text, rows)
    windows = text.windows
    present = pool_max(text.lexical.words, windows)
    kinds = segments(statements)
    own = kinds["statement"]
    covered = (present > 0).astype(np.float32) @ rows.words[own].T
    coverage = covered / np.maximum(rows.words[own].sum(1), 1e-6)
    precision = covered / np.maximum(present.sum(1, keepdims=True), 1e-6)
    unit_words, unit_grams = pool_max(words, windows), pool_max(grams, windows)
    blocks = [coverage, precision, unit_words[:, own], window_grams(text) @ rows.grams[own].T, unit_grams[:, own]]
    for kind in ("examples", "counters"):
        blocks += [pool_columns(unit_words, kinds[kind]), pool_columns(unit_grams, kinds[kind])]
    for kind in ("examples", "counters"):
        blocks.append(np.tile([float(stop > start) for start, stop in kinds[kind]], (len(windows), 1)))
    return np.round(np.stack(blocks, axis=-1), 5)


def window_grams(text: TextProfile) -> np.ndarray:
    """Character n-grams of windows: the sum of their units, brought back to length 1."""
    total = np.stack([text.lexical.grams[first:last].sum(0) for first, last in text.windows])
    return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9)


def segments(statements: list[StatementProfile]) -> dict[str, list]:
    """Where the rows of each statement stand when all are put below each other."""
    found: dict[str, list] = {"statement": [], "examples": [], "counters": []}
    at = 0
    for statement in statements:
        examples, end = at + 1 + len(statement.examples), at + len(statement.texts)
        found["statement"].append(at)
        found["examples"].append((at + 1, examples))
        found["counters"].append((examples, end))
        at = end
    return found


def pool_max(values: np.ndarray, ranges) -> np.ndarray:
    """The largest of each column over ranges of rows."""
    return np.stack([values[first:last].max(0) for first, last in ranges])


def pool_columns(values: np.ndarray, ranges) -> np.ndarray:
    """The largest of each row over ranges of columns; 0 for an empty range."""
    return np.stack([values[:, first:last].max(1) if last > first else np.zeros(len(values)) for first, last in ranges], axis=1)


def _cosine(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    scale = np.linalg.norm(left, axis=1)[:, None] * np.linalg.norm(right, axis=1)[None, :]
    return np.round(left @ right.T / np.maximum(scale, 1e-9), 5)
