"""The engine's matrix products stay on one thread, and leave the process as it was."""

import builtins

import pytest

pytest.importorskip("numpy")
info = pytest.importorskip("threadpoolctl").threadpool_info

from hr_scoring import threads  # noqa: E402


def counted():
    return [one["num_threads"] for one in info() if one["user_api"] == "blas"]


def test_one_thread_while_it_lasts():
    before = counted()
    with threads.one_thread():
        assert set(counted()) <= {1}
    assert counted() == before


def test_without_threadpoolctl_nothing_is_limited(monkeypatch):
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name == "threadpoolctl":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    threads._controller.cache_clear()
    with threads.one_thread():
        assert threads._controller() is None
    threads._controller.cache_clear()
