"""Signs of a text, hashed into a row of numbers for a linear classifier."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence

import numpy as np


def hashed(kinds: Iterable[Sequence[str]], bins: int) -> np.ndarray:
    """:param kinds: the signs of each kind, with repetitions
    :param bins: how many numbers the row has
    :return: how often which sign was found; each kind of sign has length 1 or is empty"""
    row = np.zeros(bins)
    for signs in kinds:
        if signs:
            # a sum is different in another order, so signs are counted first
            places, counts = np.unique([zlib.crc32(sign.encode("utf-8", "surrogatepass")) % bins for sign in signs], return_counts=True)
            row[places] += counts / np.sqrt((counts**2).sum())
    return row


def runs(items: Sequence[str], longest: int) -> Iterator[str]:
    """All runs of up to ``longest`` items; those of one character are written without blanks."""
    between = "" if isinstance(items, str) else " "
    for size in range(1, longest + 1):
        for at in range(len(items) - size + 1):
            yield between.join(items[at : at + size])
