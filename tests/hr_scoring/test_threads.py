"""The engine's matrix products stay on one thread, and leave the process as it was."""

import builtins

import pytest

pytest.importorskip("numpy")
threadpoolctl = pytest.importorskip("threadpoolctl")

from hr_scoring import finder, threads  # noqa: E402


def counted():
    return [one["num_threads"] for one in threadpoolctl.threadpool_info() if one["user_api"] == "blas"]


@pytest.fixture(autouse=True)
def look_for_libraries():
    """Tests before these may have loaded one, SciPy's for example, after the engine had looked for them."""
    threads._controller.cache_clear()


def test_one_thread_while_it_lasts():
    with threadpoolctl.threadpool_limits(limits=2, user_api="blas"):
        before = counted()
        assert 2 in before, "nothing would be limited here"
        with threads.one_thread():
            assert set(counted()) == {1}
        assert counted() == before


def test_the_finder_works_on_one_thread(monkeypatch):
    seen = []
    real = finder.EvidenceFinder._judge
    monkeypatch.setattr(finder.EvidenceFinder, "_judge", lambda *args, **values: seen.append(counted()) or real(*args, **values))
    with threadpoolctl.threadpool_limits(limits=2, user_api="blas"):
        finder.EvidenceFinder().judge("Leads a team", "I led a team of five.")
    assert seen and set(seen[0]) == {1}


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
