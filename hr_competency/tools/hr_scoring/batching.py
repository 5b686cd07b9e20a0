"""Many texts through the local encoder at once, each vector to the last bit as if its text had been alone.

The package multiplies the tokens of all texts of a list as one matrix, which takes half the time that one text after the
other takes. But matrix products are computed in tiles, and what is left over at the edge, or one row alone, with other
instructions: so the last bits of a vector depend on how much stands beside it, and the order of a candidate's answers could
change a score (ENG-1). Here all matrices have whole tiles: idle texts fill them up. Then every row meets the same
instructions wherever it stands. Some processors' kernels do not even keep to that; so it is tried out when the encoder is
loaded, and where it does not hold texts are encoded one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

# Rows of the matrices are a multiple of these; with fewer texts the products are small enough for other kernels.
_TOKENS, _TEXTS = 16, 8
# What the package takes in one go; a text that does not fit in is a matrix by itself, always the same one.
_MOST_TOKENS = 384
# How many tokens the texts have with which it is tried out.
_TRIED = (3, 5, 8, 11, 14, 17, 21, 26, 31, 38, 45, 52)
_TRIED_TEXT = "我们每周对一次需求, so nothing came as a surprise."


class TokenBatches:
    """Encodes texts in batches whose vectors do not depend on each other.

    :param model: the package's encoder
    :raise AttributeError: where it is not built as expected
    """

    def __init__(self, model):
        self._model, self._backend = model, model._model
        self._tokenizer = self._backend.sp
        self._backend.sp = _Tokens(self._tokenizer)

    @classmethod
    def of(cls, model) -> TokenBatches | None:
        """:return: ``None`` where the package is not built as expected, or where vectors depend on each other here"""
        try:
            batches = cls(model)
            return batches if batches._hold() else None
        except (AttributeError, IndexError, TypeError, ValueError):
            return None

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """:return: float32 array, a row for each text"""
        return self._encode([self._tokenizer.encode(text, out_type=int, add_bos=True, add_eos=True) for text in texts])

    def _encode(self, tokens: Sequence[list[int]]) -> np.ndarray:
        rows = [self._backend.encode(_filled(tokens[first:last]))[: last - first] for first, last in _runs(tokens)]
        return np.concatenate(rows)

    def _hold(self) -> bool:
        """Whether vectors are the package's, and the same to the last bit alone, beside others and in any order."""
        own, theirs = self.encode([_TRIED_TEXT])[0], self._model.encode(_TRIED_TEXT)
        tried = [[1, *(5 + (37 * size + 101 * at) % 9_000 for at in range(size - 2)), 2] for size in _TRIED]
        alone = np.concatenate([self._encode([tokens]) for tokens in tried])
        orders = (range(len(tried)), range(len(tried) - 1, -1, -1), [(5 * at + 3) % len(tried) for at in range(len(tried))])
        return np.allclose(own, theirs, atol=1e-4) and all(
            self._encode([tried[at] for at in order]).tobytes() == alone[list(order)].tobytes() for order in orders
        )


class _Tokens:
    """A tokenizer that leaves alone what is tokens already."""

    def __init__(self, tokenizer):
        self._tokenizer = tokenizer

    def encode(self, text: str | list[int], **how) -> list[int]:
        return text if isinstance(text, list) else self._tokenizer.encode(text, **how)


def _runs(tokens: Sequence[list[int]]) -> Iterator[tuple[int, int]]:
    """From which text to which one matrix goes.

    >>> list(_runs([[0] * 200, [0] * 200, [0] * 100, [0] * 900, [0]]))
    [(0, 1), (1, 3), (3, 4), (4, 5)]
    """
    first = size = 0
    for at, text in enumerate(tokens):
        if at > first and size + len(text) + _TEXTS > _MOST_TOKENS:
            yield first, at
            first, size = at, 0
        size += len(text)
    if tokens:
        yield first, len(tokens)


def _filled(tokens: Sequence[list[int]]) -> list[list[int]]:
    """Texts with idle ones behind them, so that there are whole tiles of texts and of tokens.

    >>> [len(text) for text in _filled([[1] * 30, [1] * 5])]
    [30, 5, 1, 1, 1, 1, 1, 8]
    """
    size, idle = sum(map(len, tokens)), _TEXTS - len(tokens) % _TEXTS
    if size + idle > _MOST_TOKENS:
        return list(tokens)
    last = -(size + idle) % _TOKENS + 1
    token = tokens[0][0]
    return [*tokens, *([token] for _ in range(idle - 1)), [token] * last]
