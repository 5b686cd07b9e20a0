"""The examples in the engine's own texts."""

import doctest
import importlib
from pathlib import Path

import pytest

import hr_scoring

ROOT = Path(hr_scoring.__file__).parent
WITH_EXAMPLES = [
    ".".join(("hr_scoring", *path.relative_to(ROOT).with_suffix("").parts))
    for path in sorted(ROOT.rglob("*.py"))
    if ">>>" in path.read_text("utf-8")
]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_in_the_docstrings(name):
    result = doctest.testmod(importlib.import_module(name.removesuffix(".__init__")))
    assert result.attempted
    assert not result.failed
