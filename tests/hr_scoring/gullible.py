"""A finder that believes every sentence that shares words with an indicator, and a job from the library.

What the defence lets through earns points here at once, so these tests judge the defence and not the finder's good sense.
"""

import json
from pathlib import Path

from hr_scoring.text import sentences, tokens
from hr_scoring.types import Competency, Evidence, Indicator, JobModel

LIBRARY = Path(__file__).parents[2] / "hr_competency" / "data" / "library" / "competencies"
KEYS = ("team_management", "active_listening", "data_analysis")


class GullibleFinder:
    """Two shared words are evidence."""

    version = "gullible"

    def find(self, indicators, sources, minimum=0.0):
        """Evidence for every sentence: the two indicators that share most words with it, if they share two."""
        wanted = {indicator.id: _words(" ".join([indicator.statement, *indicator.cues, *indicator.examples])) for indicator in indicators}
        found = []
        for source in sources:
            for span in sentences(source.text):
                said = _words(span.text)
                best = sorted(wanted, key=lambda key: (-len(wanted[key] & said), key))[:2]
                found += [
                    Evidence(key, source.id, span.text, span.start, span.end, 0.85, strength=0.6)
                    for key in best
                    if len(wanted[key] & said) >= 2
                ]
        return found


def _words(text):
    return {word for word in tokens(text) if len(word) > 1}


def load(key):
    """A file of the library."""
    return json.loads((LIBRARY / f"{key}.json").read_text(encoding="utf-8"))


def library_job(lang):
    """A job of three competencies in one language."""
    return JobModel("job", "Manager", competencies=tuple(_competency(load(key), lang) for key in KEYS))


def _competency(data, lang):
    indicators = tuple(
        Indicator(
            item["key"],
            item["statement"][lang],
            item["weight"],
            tuple(example["t"] for example in item["examples"][lang]),
            tuple(example["t"] for example in item["counter_examples"][lang]),
            tuple(item["cues"][lang]),
            tuple(item["anchors"][lang]),
        )
        for item in data["indicators"]
    )
    return Competency(data["key"], data["name"][lang], indicators=indicators)


def baseline_answers(lang, count):
    """Answers of eight deeds each, out of the library's examples: some competencies well shown, some hardly."""
    deeds = [[example["t"] for example in item["examples"][lang]] for key in KEYS for item in load(key)["indicators"]]
    return ["\n".join(deeds[(index + 2 * step) % len(deeds)][(index + step) % 10] for step in range(8)) for index in range(count)]
