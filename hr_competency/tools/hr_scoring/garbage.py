"""Python's search for objects that only refer to each other."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """While it is open, or what it decorates runs, nothing is searched for garbage.

    A chunk of people makes very many small objects, of which hardly any refer to each other; each search looks at
    all that there are in the process and finds nothing. Who has switched the search off finds it off afterwards.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
