"""While a chunk is assessed nothing is searched for garbage, and afterwards all is as it was."""

import gc

import pytest

pytest.importorskip("numpy")

from hr_scoring.garbage import no_collection
from hr_scoring.score import assess_many
from hr_scoring.types import Competency, JobModel, Source

JOB = JobModel("j", "Lead", competencies=(Competency("lead", "Team leadership"),))
ITEMS = [(JOB, [Source("a", "I led a team of five.")])]


class Watching:
    """A finder that notes whether garbage is looked for."""

    def __init__(self, fails=False):
        self.seen, self._fails = [], fails

    def find(self, indicators, sources, minimum=0.0):
        self.seen.append(gc.isenabled())
        if self._fails:
            raise ValueError("broken")
        return []


@pytest.fixture(params=[True, False], ids=["on", "off"])
def searched(request):
    before = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if before else gc.disable)()


def test_nothing_is_searched_while_it_lasts(searched):
    with no_collection():
        assert not gc.isenabled()
    assert gc.isenabled() is searched


def test_a_chunk_is_assessed_without_and_whoever_takes_an_assessment_has_it_back(searched):
    finder = Watching()
    for _assessment in assess_many(ITEMS * 3, finder=finder, chunk=2):
        assert gc.isenabled() is searched
    assert finder.seen and not any(finder.seen)


def test_it_is_back_after_an_error(searched):
    with pytest.raises(ValueError, match="broken"):
        list(assess_many(ITEMS, finder=Watching(fails=True)))
    assert gc.isenabled() is searched
