"""Model answers and full-mark answers: their key points count as indicators."""

import pytest
from score_doubles import MarkFinder, evidence_of, job, mark

from hr_scoring.finder import EvidenceFinder
from hr_scoring.references import SHARE, indicators_of_source, key_points, with_references
from hr_scoring.score import assess
from hr_scoring.types import Competency, Indicator, JobModel, Source

LISTENING = Competency("listen", "Listening", 1.0, indicators=(Indicator("listen.1", "Listens to customers and repeats what they said"),))
SELLING = Competency("sell", "Selling", 1.0, indicators=(Indicator("sell.1", "Closes a sale by asking for the order"),))
JOB = JobModel("j", "t", competencies=(LISTENING, SELLING))
ASKED = Source(
    "q1", "x", question="How do you listen to customers?", references=("Let them finish. Repeat what they said. Ask what is missing.",)
)


def test_key_points_of_a_model_answer():
    assert key_points("先让客户说完。然后复述一遍。") == ["先让客户说完。", "然后复述一遍。"]
    long = (
        "我会先让客户把话说完整再去确认他真正在意的地方，然后用自己的话复述一遍确认理解没有偏差，"
        "最后一起约定下一步由谁在什么时间之前完成什么事情并且写下来发给对方确认"
    )
    assert len(key_points(long)) == 3
    assert key_points("") == [] and key_points("Ok. Ok.") == []


def test_key_points_take_a_fixed_part_of_the_competency_that_the_question_is_about():
    extended = with_references(JOB, [ASKED])
    listening, selling = extended.competencies
    assert selling == SELLING
    points = [one for one in listening.indicators if one.id.startswith("reference:")]
    assert len(points) == 3
    whole = sum(one.weight for one in listening.indicators)
    assert sum(one.weight for one in points) / whole == pytest.approx(SHARE)


def test_the_competency_that_the_question_is_meant_for_wins():
    meant = Source("q1", "x", question=ASKED.question, references=ASKED.references, targets=("unknown", "sell"))
    listening, selling = with_references(JOB, [meant]).competencies
    assert listening == LISTENING and len(selling.indicators) == 4


def test_full_mark_answers_are_one_indicator_with_examples():
    source = Source("q1", "x", question="How?", exemplars=("I let them finish. I repeated it.", "I took notes."))
    (indicator,) = indicators_of_source(source)
    assert indicator.statement == "How?" and len(indicator.examples) == 3


def test_without_references_the_job_stays_as_it_is():
    assert with_references(JOB, [Source("q1", "x")]) is JOB
    assert with_references(JobModel("j", "t"), [ASKED]).competencies == ()
    assert with_references(JOB, [Source("q1", "x", references=("…", "a"))]) == JOB, "a model answer that says nothing"


def test_a_competency_without_indicators_keeps_its_own_weight():
    bare = JobModel("j", "t", competencies=(Competency("listen", "Listening to customers"),))
    own, *points = with_references(bare, [ASKED]).competencies[0].indicators
    assert own.id == "listen" and len(points) == 3


def test_a_key_point_found_in_its_answer_raises_the_score_and_only_there():
    model = job()
    text = "".join(mark(f"a.{number}", 60, 40) for number in range(1, 6))
    point = "And so it goes §reference:q2.1:90:90§. "
    asked = {"question": "How does a work?", "references": ("First you ask. Then you do it.",)}

    def score(first, second):
        sources = [Source("q1", first), Source("q2", second, **asked)]
        return assess(model, sources, finder=_Colons())

    without, there, elsewhere = score(text, ""), score(text, point), score(text + point, "")
    assert there.score > without.score == elsewhere.score
    assert sum(item.contribution for item in evidence_of(there)) == there.score
    assert [item.indicator_id for item in evidence_of(there) if item.source_id == "q2"] == ["reference:q2.1"]


SAID = [
    ("What do you do before you prepare food?", "Wash your hands with soap. Keep raw and cooked food apart.",
     "Hands get washed properly with soap, and I never put raw food next to cooked stuff.", "I put on some music and see who is on shift."),
    ("客户发火时你怎么做？", "先让客户把话说完。然后复述一遍他的意思。",
     "我会先听客户说完，再把他的意思复述一遍。", "我喜欢编程，学习能力强。"),
    ("什么是栈？", "栈是后进先出的线性表。只能在一端插入和删除。",
     "栈是一种后进先出的表，插入和删除都在一端。", "我平时很喜欢数据结构。"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "reference", "right", "wrong"), SAID, ids=["order", "order-zh", "rule-zh"])
def test_to_say_a_key_point_is_enough_whatever_it_is_worded_like(question, reference, right, wrong):
    """A model answer asks for no deed: who says what it says has said it, in the imperative or as a rule."""
    finder = EvidenceFinder()

    def points(answer):
        source = Source("q1", answer, question=question, references=(reference,))
        found = evidence_of(assess(JOB, [source], finder=finder))
        return [item for item in found if item.indicator_id.startswith("reference:")]

    assert points(right) and all(item.weight > 0.3 for item in points(right))
    assert not points(wrong)


class _Colons(MarkFinder):
    """Also finds marks whose id has a colon."""

    def find(self, indicators, sources, minimum=0.0):
        import re

        from hr_scoring.types import Evidence

        found = super().find(indicators, sources, minimum)
        known = {indicator.id for indicator in indicators}
        for source in sources:
            for match in re.finditer(r"§(reference:[\w.]+):(\d+):(\d+)§", source.text):
                if match[1] in known:
                    chance, strength = int(match[2]) / 100, int(match[3]) / 100
                    found.append(Evidence(match[1], source.id, match[0], match.start(), match.end(), chance, strength=strength))
        return found
