"""A memory of what was prepared, bounded by bytes: things differ in size by a factor of a thousand, and a worker's memory
is limited however many jobs and people pass through it."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass

import numpy as np

# What holds nothing else.
_PLAIN = frozenset({str, int, float})


class ByteCache:
    """Keeps the latest things, and always the last one.

    :param limit: how many bytes they may take, when they are put in
    :param size: how many bytes one of them takes
    :param again: called with what is asked for again, before it is given
    """

    def __init__(self, limit: int, size: Callable[[object], int] | None = None, again: Callable[[object], object] | None = None):
        self._limit = limit
        self._size_of = size or size_of
        self._again = again or (lambda _thing: None)
        self._kept: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()
        self.size = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, make: Callable[[], object]):
        """:return: what is kept under the key, made where there is nothing yet"""
        return self.get_many([key], lambda _missing: [make()])[0]

    def get_many(self, keys: Sequence[Hashable], make: Callable[[list], Iterable[object]]) -> list:
        """:param make: given the keys under which there is nothing yet, makes what belongs there
        :return: what is kept under each key"""
        found = {}
        for key in keys:
            if key in self._kept:
                self._kept.move_to_end(key)
                found[key] = self._kept[key][0]
                self._again(found[key])
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        for key, made in zip(missing, make(missing) if missing else (), strict=True):
            found[key] = made
            self._keep(key, made)
        return [found[key] for key in keys]

    def _keep(self, key: Hashable, made: object) -> None:
        # making one thing may have made others
        self._drop(key)
        self._kept[key] = made, self._size_of(made)
        self.size += self._kept[key][1]
        while self.size > self._limit and len(self._kept) > 1:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: Hashable) -> None:
        _thing, size = self._kept.pop(key, (None, 0))
        self.size -= size


def size_of(thing: object) -> int:
    """About how many bytes something takes: arrays, texts, and what collections and data classes hold.

    >>> size_of(np.zeros(100)) - size_of(np.zeros(50))
    400
    """
    size = sys.getsizeof(thing)
    # words are most of what there is
    if type(thing) in _PLAIN:
        return size
    if isinstance(thing, np.ndarray):
        return thing.nbytes + 112
    if isinstance(thing, Mapping):
        return size + sum(size_of(key) + size_of(value) for key, value in thing.items())
    if isinstance(thing, list | tuple | set | frozenset):
        return size + sum(map(size_of, thing))
    if is_dataclass(thing):
        return size + sum(size_of(getattr(thing, one.name)) for one in fields(thing))
    return size
