"""How many threads the matrix products of the engine use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache


@contextmanager
def one_thread() -> Iterator[None]:
    """While it is open, or what it decorates runs, numpy's linear algebra stays on one thread.

    The matrices of the engine are small: a second thread wins little, and on a machine where several workers compute it
    loses much, because threads that wait for each other keep the processors busy. Where ``threadpoolctl`` is not
    installed nothing is limited.
    """
    controller = _controller()
    if controller is None:
        yield
    else:
        with controller.limit(limits=1, user_api="blas"):
            yield


@lru_cache(maxsize=1)
def _controller():
    """numpy's libraries are looked for once; that takes longer than many a product."""
    import numpy  # noqa: F401 (its libraries must be loaded to be found)

    try:
        from threadpoolctl import ThreadpoolController
    except ImportError:
        return None
    return ThreadpoolController()
