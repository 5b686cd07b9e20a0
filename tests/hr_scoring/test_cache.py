"""What is kept is bounded by bytes."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

np = pytest.importorskip("numpy")

from hr_scoring.cache import ByteCache, size_of  # noqa: E402


@dataclass
class Held:
    rows: object
    names: list


def test_what_is_kept_is_made_once_and_the_oldest_goes():
    cache, made = ByteCache(3 * size_of("x" * 100)), []

    def make(name):
        return cache.get(name, lambda: made.append(name) or name * 100)

    for name in "abcab":
        make(name)
    assert made == ["a", "b", "c"]
    make("d")
    make("a")
    assert made == ["a", "b", "c", "d"], "c was not asked for lately"
    make("c")
    assert made[-1] == "c" and len(cache) == 3


def test_one_thing_is_kept_however_large_it_is():
    cache = ByteCache(10)
    assert cache.get("k", lambda: "x" * 100) is cache.get("k", lambda: "other")


def test_a_thing_made_while_it_is_made_counts_once():
    cache = ByteCache(10_000)
    cache.get("k", lambda: cache.get("k", lambda: "x" * 100) + "y")
    assert len(cache) == 1 and cache.size == size_of("x" * 100 + "y")


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 400)), max_size=40))
def test_never_more_than_the_limit_but_for_the_last(asked):
    cache = ByteCache(1_000)
    for key, length in asked:
        cache.get(key, lambda length=length: "x" * length)
        assert cache.size <= 1_000 and cache.size == sum(size for _thing, size in cache._kept.values())


def test_what_is_missing_is_made_in_one_go():
    cache, asked = ByteCache(10_000), []

    def make(keys):
        asked.append(list(keys))
        return [key * 2 for key in keys]

    assert cache.get_many(["a", "b", "a"], make) == ["aa", "bb", "aa"]
    assert cache.get_many(["b", "c", "b"], make) == ["bb", "cc", "bb"]
    assert cache.get_many(["c"], make) == ["cc"] and asked == [["a", "b"], ["c"]]


def test_more_than_fits_is_made_and_only_the_latest_is_kept():
    cache = ByteCache(4, size=lambda _thing: 2)
    assert cache.get_many("abc", lambda keys: keys) == ["a", "b", "c"]
    assert len(cache) == 2 and cache.get("c", lambda: "new") == "c" and cache.get("a", lambda: "new") == "new"


def test_sizes_count_what_is_inside():
    small, large = (Held(np.zeros(count), ["name"]) for count in (10, 1_000))
    assert size_of(large) - size_of(small) == 990 * 8
    assert size_of({"k": [1, 2]}) > size_of({"k": []}) > size_of({})
    assert size_of(frozenset({"text"})) > size_of(frozenset())
