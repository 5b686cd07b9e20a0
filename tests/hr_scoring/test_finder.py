"""The evidence finder: verbatim quotes, exact offsets, bounds, what is a deed and what is not."""

import json
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest

from hr_scoring.encoders import LexicalEncoder, LocalEncoder, make_encoder
from hr_scoring.finder import EvidenceFinder, Pair
from hr_scoring.model import FILE, EvidenceModel
from hr_scoring.types import Indicator, Kind, Source

TEAM = Indicator("team", "合理分工、辅导并激励下属", examples=("带领5人团队完成项目，按模块拆给各人",))
MEDIATE = Indicator("mediate", "Mediates between parties in conflicts and brings about an agreement")
LOCAL = pytest.param("local", marks=pytest.mark.skipif(not LocalEncoder.available(), reason="the optional encoder is not installed"))
MISCOUNT = "Checks stock records against the physical count and clears up differences"
CHECK = "核对库存账实，查明差异原因"


@pytest.fixture(scope="module", params=["lexical", LOCAL])
def finder(request):
    return EvidenceFinder(make_encoder(request.param))


def test_evidence_is_quoted_verbatim_with_exact_offsets(finder):
    source = Source("a", "  去年我带领６人团队完成项目，按模块拆给各人。后来我去旅行了。")
    found = finder.find([TEAM, MEDIATE], [source], minimum=0.0)
    assert {item.indicator_id for item in found} == {"team", "mediate"}
    for item in found:
        assert source.text[item.start : item.end] == item.quote != ""


def test_a_deed_outranks_a_wish_with_the_same_words(finder):
    deed = finder.judge(MEDIATE.statement, "I mediated between the two parties in March and both signed the agreement.")
    wish = finder.judge(MEDIATE.statement, "I hope to mediate between parties and would like to bring about an agreement.")
    assert deed.probability > 0.4 > 3.0 * wish.probability


@pytest.mark.parametrize(
    ("statement", "deed", "others"),
    [
        (
            MISCOUNT,
            "In March I counted the whole aisle against the stock records and found why 40 boxes differed.",
            [
                "I am excellent at checking stock records and always precise.",
                "I would like to check stock records against the count one day.",
                "I never checked the stock records against the count, and the differences stayed.",
                "My colleague checked the stock records against the count every night, I only watched.",
                "Stock records should be checked against the physical count, and differences cleared up.",
                "Stock records, physical count, differences, stock, count, records.",
            ],
        ),
        (
            CHECK,
            "去年三月我把整排货架的账跟实物对了一遍，查出四十箱对不上的原因。",
            [
                "本人擅长库存核对，账实管理能力突出，非常细心。",
                "希望以后能去核对库存账实，把差异查清楚。",
                "库存账实我没有核对，差异原因一直没查。",
                "库存都是我们主管核对的，差异也是他查明的，我在旁边看着。",
                "库存应该定期核对，有差异要查明原因，这样账实才能相符。",
                "库存核对、账实、差异、原因、盘点、库存。",
            ],
        ),
    ],
)
def test_only_a_deed_of_ones_own_is_evidence(finder, statement, deed, others):
    judged = finder.judge_many([Pair(statement, text) for text in (deed, *others)])
    shown, rest = judged[0].probability, [one.probability for one in judged[1:]]
    assert shown > 0.3
    assert max(rest) < 0.1, dict(zip(others, rest, strict=True))


def test_a_deed_about_something_else_is_no_evidence(finder):
    assert finder.judge(MISCOUNT, "In March I taught two classes to swim and all passed the test.").probability < 0.4
    assert finder.judge(CHECK, "去年三月我教了两个班游泳，最后都通过了测试。").probability < 0.2


@pytest.mark.parametrize(
    ("statement", "text"),
    [("团队管理", "带领5人团队完成XX项目，负责团队目标拆解。"), ("跨部门协作", "主导过跨团队项目，协调研发、市场与法务三方上线。")],
)
def test_what_is_done_implies_what_is_meant(finder, statement, text):
    away = finder.judge(statement, "每天给花浇水，周末去爬山。")
    assert finder.judge(statement, text).probability > away.probability


def test_the_quote_leaves_out_what_is_beside_the_point(finder):
    told = "Good question. I live by a lake. In May I mediated between both parties and they signed an agreement. I like tea."
    judged = finder.judge(MEDIATE.statement, told)
    assert "I mediated between both parties" in judged.quote
    assert "tea" not in judged.quote and "lake" not in judged.quote


@pytest.mark.parametrize(
    "told",
    [
        (
            "I mediated between the parties.",
            "I mediated between 120 parties.",
            "I mediated between 120 parties, and complaints fell by 30%.",
        ),
        ("我调解了双方的矛盾。", "我调解了120次矛盾。", "我调解了120次矛盾，投诉下降了30%。"),
    ],
)
def test_numbers_and_results_strengthen_what_is_shown(finder, told):
    assert [finder.judge(MEDIATE.statement, text).strength for text in told] == [0.5, 0.8, 1.0]


def test_passages_of_one_behaviour_are_few_apart_and_the_best_first(finder):
    deeds = ("I led the night team", "I set goals with them", "I split the work by module", "I coached two of them", "We met every goal")
    source = Source("a", " ".join(f"{deed} in {month}." for deed in deeds for month in ("May", "June")))
    found = [one for one in finder.find([TEAM, MEDIATE], [source], minimum=0.0) if one.indicator_id == TEAM.id]
    assert [one.probability for one in found] == sorted((one.probability for one in found), reverse=True) and len(found) == 3
    ordered = sorted(found, key=lambda one: one.start)
    assert all(left.end <= right.start for left, right in pairwise(ordered))


def test_a_candidate_is_quoted_as_the_evidence_that_becomes_of_it(finder):
    source = Source("a", "I like tea. In May I mediated between both parties. They signed an agreement.")
    found = finder.candidates([TEAM, MEDIATE], [source], minimum=0.0)
    assert [one.evidence() for one in found] == finder.find([TEAM, MEDIATE], [source], minimum=0.0)
    assert all((one.quote, one.start) == (one.evidence().quote, one.evidence().start) for one in found)
    moved = found[0].evidence("b", 100, 0.5, 0.9)
    assert (moved.source_id, moved.start, moved.weight, moved.share) == ("b", found[0].start + 100, 0.5, 0.9)


def test_examples_lift_what_is_like_them_and_counter_examples_do_not(finder):
    text = "我把九样东西摆桌上，谁想试哪样自己挑，当场都有人认。"
    alone = finder.judge(TEAM.statement, text).probability
    like = finder.judge(TEAM.statement, text, examples=["我把十一摊事摆在桌上，问谁早想试哪样，当场就认完了。"]).probability
    unlike = finder.judge(
        TEAM.statement, text, examples=["带团队完成项目"], counter_examples=["我把九样水果摆桌上，谁想吃哪样自己挑。"]
    ).probability
    assert like > max(alone, unlike)


def test_a_proposition_needs_no_deed(finder):
    """Key points of model answers are said, not done."""
    point = "A linked list needs no shifting of elements when one is inserted"
    said = finder.judge(point, "Inserting into a linked list does not need to shift the other elements.")
    other = finder.judge(point, "An array gives fast access by index because memory is contiguous.")
    assert said.probability > 0.5 > other.probability


def test_an_empty_text_gives_no_quote(finder):
    judged = finder.judge("Leads a team", " \n ")
    assert (judged.probability, judged.quote, judged.start, judged.end) == (0.0, "", -1, -1)


def test_nothing_asked_nothing_said_nothing_found(finder):
    source = Source("a", "In May I mediated between both parties.")
    assert finder.find([], [source]) == finder.find([MEDIATE], []) == finder.find([MEDIATE], [Source("a", " ")], minimum=0.0) == []
    assert [(one.probability, one.fits) for one in finder.denials([MEDIATE], ["", " \n"])] == [(0.0, ())] * 2


@pytest.mark.parametrize("text", ["!", "、。", "\ud800 lone", "7", "I" * 3000, "\u200b", "a\n\n\nb"])
def test_odd_texts_and_statements_are_judged_without_failing(finder, text):
    for statement in ("Leads a team", text):
        assert 0.0 <= finder.judge(statement, text, examples=[text, ""]).probability <= 1.0


def test_excluded_spans_are_never_quoted(finder):
    text = "I mediated the conflict between both parties and they signed an agreement. I like tea."
    found = finder.find([MEDIATE], [Source("a", text)], excluded={"a": [(0, 70)]}, minimum=0.0)
    assert all(item.start >= 70 for item in found)


def test_pairs_are_answered_in_order_and_alike_alone_and_together(finder):
    pairs = [
        Pair("Leads a team", "I led a team of five."),
        Pair("Writes SQL", "I wrote the SQL.", ("I wrote queries",)),
        Pair("Writes SQL", "I led a team of five."),
    ]
    together = finder.judge_many(pairs)
    alone = [EvidenceFinder(finder.encoder).judge(pair.statement, pair.text, pair.examples) for pair in pairs]
    assert together == alone
    assert together[1].kind in set(Kind)


@pytest.mark.parametrize(
    ("name", "implied", "said"),
    [
        ("团队管理", "带领5人团队完成项目", "负责团队管理，带领5人按时交付"),
        ("团队管理", "负责团队目标拆解", "做了两年团队管理，完成了全部目标"),
        ("跨部门协作", "主导过跨团队项目", "在跨部门协作中完成了系统切换"),
        ("用户调研", "组织20场用户访谈", "完成3次用户调研"),
        ("team management", "led a team of five to the launch", "did the team management of two shops"),
    ],
)
def test_a_name_is_explicit_only_where_it_is_said(finder, name, implied, said):
    found = [finder.judge(name, text).kind for text in (implied, said)]
    assert found == [Kind.IMPLICIT, Kind.EXPLICIT]


def test_a_text_is_encoded_sentence_by_sentence_and_once():
    class Counting(LexicalEncoder):
        def __init__(self):
            super().__init__(64)
            self.seen = []

        def encode(self, texts):
            self.seen += texts
            return super().encode(texts)

    encoder = Counting()
    finder = EvidenceFinder(encoder)
    finder.find([MEDIATE, TEAM], [Source("a", "I came. I saw. I won."), Source("b", "I saw. I left.")])
    finder.find([MEDIATE, TEAM], [Source("c", "I came. I saw. I won.")])
    told = [text for text in encoder.seen if text.startswith("I ")]
    assert sorted(text for text in told if len(text) < 8) == ["I came.", "I left.", "I saw.", "I won."]


def test_another_encoders_cosines_are_brought_to_the_scale_the_model_knows():
    class Narrow(LexicalEncoder):
        """Cosines between .8 and 1, as some encoders give them."""

        name = "narrow"

        def encode(self, texts):
            vectors = super().encode(texts)
            return np.concatenate([vectors * 0.447, np.full((len(texts), 1), 0.894)], axis=1).astype(np.float32)

    model = EvidenceModel.load()
    wide, narrow = model.space(LexicalEncoder()), model.space(Narrow())
    assert narrow.factor == pytest.approx(5 * wide.factor, rel=0.05)
    unrelated = EvidenceFinder(Narrow()).judge(MISCOUNT, "In March I taught two classes to swim.")
    assert unrelated.probability < 0.4


def test_the_model_file_is_small_and_holds_no_python_objects():
    assert FILE.stat().st_size < 6_500_000
    with np.load(FILE, allow_pickle=False) as arrays:
        assert all(not array.dtype.hasobject for array in arrays.values())
        assert str(arrays["version"])


def test_judging_needs_neither_scikit_learn_nor_scipy():
    code = (
        "import sys, json; sys.path[:0] = json.loads(sys.argv[1]); from hr_scoring.finder import EvidenceFinder;"
        "EvidenceFinder().judge('Leads a team', 'I led a team of five.'); print({'sklearn', 'scipy', 'torch'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, json.dumps(sys.path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


OTHERS_DEEDS = [
    ("用户调研", "我同事访谈了20位用户。"),
    ("团队管理", "我们经理带领了5人团队。"),
    ("Team management", "My colleague led a team of five for three years."),
    ("用户调研", "我朋友访谈了20位用户。"),
]
OWN_WITH_OTHERS = [
    ("用户调研", "我和同事访谈了20位用户。"),
    ("团队管理", "经理让我带领5人团队。"),
    ("Team management", "My boss asked me to lead a team of five, which I did for three years."),
    ("用户调研", "访谈了20位用户，同事评分4.8。"),
]


@pytest.mark.parametrize("encoder", ["lexical", LOCAL])
def test_what_a_colleague_has_done_is_no_evidence_however_plain(encoder):
    finder = EvidenceFinder(make_encoder(encoder))
    others, own = (
        [one.probability for one in finder.judge_many([Pair(*pair) for pair in told])] for told in (OTHERS_DEEDS, OWN_WITH_OTHERS)
    )
    assert max(others) < 0.1 and min(own) > 0.3, (others, own)
