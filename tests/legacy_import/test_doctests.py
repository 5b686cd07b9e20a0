"""The examples in the package's own texts."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["clean", "error_file", "table"])
def test_examples_in_the_docstrings(name):
    result = doctest.testmod(importlib.import_module(f"legacy_import.{name}"))
    assert result.attempted
    assert not result.failed
