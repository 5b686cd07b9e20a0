"""Many texts through the local encoder at once, each vector to the last bit as if its text had been alone.

The package multiplies the tokens of all texts of a list as one matrix, which takes half the time that one text after the
other takes. But a matrix product is computed in tiles, and what is left over at the edge, or a few rows alone, with other
instructions: so the last bits of a vector can depend on how much stands beside it, and the order of a candidate's answers
could change a score (ENG-1). How far they do depends on the processor. So it is tried out when the encoder is loaded: with
matrices of any size but the smallest, where that does not hold with whole tiles only, which idle texts fill up, and where
not even that holds texts are encoded one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

# Tokens and texts of a tile: none, or such as all usual ones divide.
_TILES = ((1, 1), (16, 8))
# With fewer texts the products are so small that other instructions compute them.
_FEWEST_TEXTS = 8
# What the package takes in one go; a text that does not fit in is a matrix by itself, always the same one.
_MOST_TOKENS = 384
# How many tokens the texts have with which it is tried out.
_TRIED = (3, 5, 8, 11, 14, 17, 21, 26, 31, 38, 45, 52)
_TRIED_TEXT = "我们每周对一次需求, so nothing came as a surprise."


class TokenBatches:
    """Encodes texts in batches whose vectors do not depend on each other.

    :param model: the package's encoder
    :param tile: so many tokens and texts a matrix has, or a multiple of them
    :raise AttributeError: where the encoder is not built as expected
    """

    def __init__(self, model, tile: tuple[int, int] = (1, 1)):
        self._model, self._backend, self._tile = model, model._model, tile
        self._tokenizer = self._backend.sp if isinstance(self._backend.sp, _Tokens) else _Tokens(self._backend.sp)
        self._backend.sp = self._tokenizer

    @classmethod
    def of(cls, model) -> TokenBatches | None:
        """:return: ``None`` where the package is not built as expected, or where vectors depend on each other here"""
        try:
            return next(filter(cls._hold, (cls(model, tile) for tile in _TILES)), None)
        except (AttributeError, IndexError, TypeError, ValueError):
            return None

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """:return: float32 array, a row for each text"""
        return self._encode([self._tokenizer.encode(text, out_type=int, add_bos=True, add_eos=True) for text in texts])

    def _encode(self, tokens: Sequence[list[int]]) -> np.ndarray:
        runs = _runs(tokens)
        return np.concatenate([self._backend.encode(_filled(tokens[first:last], *self._tile))[: last - first] for first, last in runs])

    def _hold(self) -> bool:
        """Whether vectors are the package's, and the same to the last bit alone, beside others and in any order, whatever is
        left over at the edge of a tile."""
        own, theirs = self.encode([_TRIED_TEXT])[0], self._model.encode(_TRIED_TEXT)
        tried = [[1, *(5 + (37 * size + 101 * at) % 9_000 for at in range(size - 2)), 2] for size in _TRIED]
        alone = np.concatenate([self._encode([tokens]) for tokens in tried])
        return np.allclose(own, theirs, atol=1e-4) and all(
            self._encode([tried[at] for at in order]).tobytes() == alone[order].tobytes() for order in _orders()
        )


def _orders() -> Iterator[list[int]]:
    """Which of the texts that are tried out stand together: all, in several orders, and short ones with every remainder of
    texts and of tokens."""
    for step in (1, 5, 7):
        yield [(step * at + step // 2) % len(_TRIED) for at in range(len(_TRIED))]
    for left_over in range(16):
        yield [left_over % 3, *(at % 5 for at in range(left_over, left_over + 8 + left_over % 8))]


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
        # idle texts must fit in too
        if at > first and size + len(text) + _FEWEST_TEXTS > _MOST_TOKENS:
            yield first, at
            first, size = at, 0
        size += len(text)
    yield first, len(tokens)


def _filled(tokens: Sequence[list[int]], of_tokens: int, of_texts: int) -> list[list[int]]:
    """Texts with idle ones behind them, so that there are enough, and whole tiles of texts and of tokens.

    >>> [len(text) for text in _filled([[1] * 30, [1] * 5], 16, 8)], len(_filled([[1] * 30] * 9, 1, 1))
    ([30, 5, 1, 1, 1, 1, 1, 8], 9)
    """
    size, idle = sum(map(len, tokens)), max(_FEWEST_TEXTS - len(tokens), -len(tokens) % of_texts)
    if (size + idle) % of_tokens and not idle:
        idle = of_texts
    if size + idle > _MOST_TOKENS:
        return list(tokens)
    filling = [[tokens[0][0]] for _ in range(idle)]
    if filling:
        filling[-1] *= -(size + idle) % of_tokens + 1
    return [*tokens, *filling]
