"""A finder that is exact, and a job to try it on: ``§a.1:80:50§`` in a text shows indicator a.1 with probability .8 and
strength .5."""

import re

from hr_scoring.types import Competency, Evidence, Indicator, JobModel, Source

MARK = re.compile(r"§([\w.]+):(\d+):(\d+)§")


class MarkFinder:
    """Finds the marks and nothing else."""

    version = "marks"

    def find(self, indicators, sources, minimum=0.0):
        known = {indicator.id for indicator in indicators}
        return [
            Evidence(match[1], source.id, match[0], match.start(), match.end(), int(match[2]) / 100, strength=int(match[3]) / 100)
            for source in sources
            for match in MARK.finditer(source.text)
            if match[1] in known and int(match[2]) / 100 >= minimum
        ]


def competency(key, weight=1.0, count=5, **values):
    indicators = tuple(Indicator(f"{key}.{number}", f"Shows {key} in way {number}") for number in range(1, count + 1))
    return Competency(key, key.upper(), weight, indicators=indicators, **values)


def job(*competencies, **values):
    return JobModel("job", "Product manager", competencies=competencies or (competency("a", 50), competency("b", 30)), **values)


def mark(indicator, probability=80, strength=50):
    """A sentence that shows an indicator; no two are alike."""
    when = _WORDS[hash_of(indicator, probability, strength) % len(_WORDS)]
    return f"{when} we handled {indicator}, deed §{indicator}:{probability}:{strength}§. "


def hash_of(*values):
    return sum(ord(char) for value in values for char in str(value))


_WORDS = ("Then", "Later", "Next", "Finally", "Once", "There")


def answers(*texts):
    return [Source(f"q{number}", text) for number, text in enumerate(texts, 1)]


def evidence_of(assessment):
    return [item for group in assessment.competencies for one in group.indicators for item in one.evidence]
