"""The same thing has the same bytes, whatever made it."""

import json
from dataclasses import replace

import pytest
from score_doubles import MarkFinder, answers, job, mark

from hr_scoring.canonical import canonical, digest, plain
from hr_scoring.score import assess
from hr_scoring.types import Assessment, Verdict


def test_canonical_bytes():
    assert canonical({"b": 1, "a": {2, 1}}) == b'{"a":[1,2],"b":1}'
    assert plain(Verdict.PASSED) == "passed"
    assert digest([1]) != digest([2])
    with pytest.raises(ValueError):
        canonical(float("nan"))
    with pytest.raises(TypeError):
        canonical({"when": object()})


def test_an_assessment_is_written_field_by_field():
    result = assess(job(), answers(mark("a.1", 80, 80)), finder=MarkFinder())
    assert isinstance(result, Assessment)
    assert json.loads(canonical(replace(result, job_id="x")))["job_id"] == "x"
