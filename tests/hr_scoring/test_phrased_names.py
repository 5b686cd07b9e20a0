"""Names that come with phrases: which occupation has a duty that is told in other words than its own."""

import numpy as np
import pytest

from hr_scoring.encoders import LocalEncoder, make_encoder
from hr_scoring.finder import EvidenceFinder, Pair
from hr_scoring.kinds import is_name
from hr_scoring.model import shipped_model
from hr_scoring.phrased_names import Sphere, WordShares, _middles
from hr_scoring.profiles import Block, profile_statement, unit_rows

LOCAL = pytest.param("local", marks=pytest.mark.skipif(not LocalEncoder.available(), reason="the optional encoder is not installed"))
JOBS = {
    "Baker": (
        "Weighs flour, water and yeast for the night's doughs",
        "Shapes loaves and lets them rise before they go into the oven",
        "Checks the crust and the core temperature of bread",
        "Cleans mixers and proving cabinets",
    ),
    "Florist": (
        "Ties bouquets and wreaths to the customer's order",
        "Cuts stems and keeps roses fresh in the cold room",
        "Decorates weddings and graves with flowers",
        "Buys plants at the morning auction",
    ),
    "Locksmith": (
        "Opens doors whose key was lost without damage",
        "Fits cylinders and safety fittings in house doors",
        "Copies keys on the milling machine",
        "Repairs safes and padlocks",
    ),
    "Librarian": (
        "Catalogues new books and gives them a shelf mark",
        "Helps readers to find sources for their thesis",
        "Orders journals and keeps the loan desk running",
        "Reads stories to children in the reading corner",
    ),
    "Crane operator": (
        "Lifts steel beams on the site as the banksman signals",
        "Checks ropes, hooks and brakes before every shift",
        "Reads load charts and stops work in strong wind",
        "Sets down containers on the lorry",
    ),
    "验光师": ("测量顾客的近视和散光度数", "为顾客试戴镜片并调整瞳距", "检查眼压和眼底情况", "讲解隐形眼镜的护理方法"),
    "养蜂员": ("检查蜂箱并更换老蜂王", "采收蜂蜜和花粉", "防治蜂螨等病虫害", "随花期转运蜂群"),
    "调音师": ("校准钢琴各键的音高", "更换断裂的琴弦", "整修弦轴和琴槌", "现场调试音响设备的声音"),
    "殡仪服务员": ("为逝者清洁和化妆", "布置告别厅和花圈", "引导家属办理火化手续", "保管骨灰盒"),
    "洗衣师": ("按面料分拣待洗衣物", "去除衣物上的油渍和血渍", "熨烫衬衫和西装", "调配干洗溶剂"),
}
DUTIES = {
    "Baker": "Kneads rye and wheat dough at three in the morning and bakes rolls",
    "Florist": "Arranges tulips and greenery in vases for hotel lobbies",
    "Locksmith": "Changes the lock after a break-in and hands over the new keys",
    "Librarian": "Shows students how the catalogue works and where periodicals stand",
    "Crane operator": "Hoists concrete panels to the upper floors with the tower and watches the wind gauge",
    "验光师": "用仪器检查视力，开具配镜处方",
    "养蜂员": "春季分箱繁殖，夏季取蜜",
    "调音师": "用音叉比对，把走音的琴弦调准",
    "殡仪服务员": "协助亲属瞻仰遗容，安排追悼仪式",
    "洗衣师": "水洗羊毛衫前先试色，再手工去渍烫平",
}


@pytest.fixture(scope="module", params=["lexical", LOCAL])
def finder(request):
    return EvidenceFinder(make_encoder(request.param))


def _judged(finder, texts, **more):
    asked = [Pair(name, text, phrases, **more) for text in texts for name, phrases in JOBS.items()]
    return np.array([one.probability for one in finder.judge_many(asked)]).reshape(len(texts), len(JOBS))


def test_a_duty_in_other_words_finds_its_occupation(finder):
    chances = _judged(finder, list(DUTIES.values()))
    names = list(JOBS)
    first = [names[at] for at in chances.argmax(axis=1)]
    right = sum(found == wanted for found, wanted in zip(first, DUTIES, strict=True))
    assert right == len(DUTIES), first


def test_what_many_phrases_have_in_common_counts_more_than_what_one_has():
    finder = EvidenceFinder()
    shared = ("Repairs accordions", "Tunes accordions", "Sells old accordions")
    single = ("Repairs accordions", "Tunes harps", "Sells old flutes")
    asked = [Pair("Craftsman", "Builds an accordion in his workshop.", phrases) for phrases in (shared, single)]
    many, one = finder.judge_many(asked)
    assert many.probability > 1.2 * one.probability


def test_known_names_lose_nothing_by_phrases(finder):
    deed = "带领5人团队完成XX项目"
    bare, phrased = finder.judge_many([Pair("团队管理", deed), Pair("团队管理", deed, ("负责团队目标拆解", "带教了三名新人"))])
    assert phrased.probability >= bare.probability > 0.9


@pytest.mark.parametrize(
    "text",
    [
        "Florist",
        "I would love to become a florist one day.",
        "I am very good with flowers, my bouquets are the best.",
        "If a customer asked me, I would tie the bouquet first.",
    ],
)
def test_headings_wishes_and_praise_are_no_evidence(finder, text):
    (found,) = finder.judge_many([Pair("Florist", text, JOBS["Florist"])])
    assert found.probability < 0.3


def test_a_deed_is_evidence(finder):
    told = "In my last job I tied bouquets and wreaths for weddings and cut the stems of roses every morning."
    right, wrong = finder.judge_many([Pair(name, told, JOBS[name]) for name in ("Florist", "Locksmith")])
    assert right.probability > 0.6 and wrong.probability < 0.1


def test_the_others_that_are_asked_about_change_nothing(finder):
    together = _judged(finder, list(DUTIES.values())[:3])
    alone = [
        [finder.judge_many([Pair(name, text, phrases)])[0].probability for name, phrases in JOBS.items()]
        for text in list(DUTIES.values())[:3]
    ]
    assert (together == np.array(alone)).all()


def test_counter_examples_are_heard(finder):
    text = "Copied keys on the milling machine for walk-in customers."
    asked = [
        Pair("Locksmith", text, JOBS["Locksmith"], counters) for counters in ((), ("Copied keys on the milling machine for customers",))
    ]
    without, against = finder.judge_many(asked)
    assert against.probability < without.probability


class Foreign:
    """An encoder that the model was not trained with: words by their first letters."""

    name, version, dimensions = "foreign", "1", 26

    def encode(self, texts):
        rows = np.zeros((len(texts), 26))
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                row[(ord(word[0]) - 97) % 26] += 1.0
        return unit_rows(rows + 0.01).astype(np.float32)


def test_of_another_encoder_only_the_cosines_are_used():
    finder = EvidenceFinder(Foreign())
    right, wrong = finder.judge_many([Pair(name, DUTIES["Baker"], JOBS[name]) for name in ("Baker", "Locksmith")])
    assert right.probability > wrong.probability


def test_titles_are_names_and_behaviours_are_not():
    titles = ["水生态和河湖治理管护工程技术人员", "计算机及外部设备装配调试员", "民用航空器维修与适航工程技术人员", "工业机器人系统运维员"]
    behaviours = ["在工作中主动指导和帮助新入职的员工", "根据对象与情境调整内容、语气与渠道", "把客户的投诉及时反馈给相关部门的成员"]
    model = shipped_model()
    block = Block.of([profile_statement(one, model.words) for one in titles + behaviours])
    assert is_name(block, model.sorter.verbs).tolist() == [True] * len(titles) + [False] * len(behaviours)


def test_the_middle_of_few_phrases_is_as_far_as_that_of_many():
    draw = np.random.default_rng(4)
    middle = unit_rows(draw.normal(size=40))
    rows = unit_rows(0.75 * middle + draw.normal(size=(3000, 40)) / np.sqrt(40))
    more = unit_rows(0.75 * middle + draw.normal(size=(500, 40)) / np.sqrt(40))
    near = {size: _near(rows, more, size) for size in (3, 6, 30)}
    # brought to length 1, the middle of three would be at .47 and that of thirty at .58
    assert max(near.values()) - min(near.values()) < 0.05, near


def _near(rows, more, size):
    count = np.full(len(rows) // size, size)
    return (more @ _middles(rows, np.arange(len(count)) * size, count).T).mean()


def test_shares_of_phrases_that_have_a_word():
    words = shipped_model().words
    profiles = [
        profile_statement("Florist", words, ("ties bouquets", "sells bouquets", "cuts stems")),
        profile_statement("Baker", words, ("bakes",)),
    ]
    found = WordShares.of(profiles).table(["bouquet", "stem", "bake", "piano"], 2)
    assert np.allclose(found, [[2 / 3, 0], [1 / 3, 0], [0, 1], [0, 0]])


def test_in_the_sphere_samples_scatter_alike():
    matrix = np.diag([0.5, 1.0, 2.0])
    arrays = {
        "sphere.middle": np.array([1.0, 0.0, 0.0]),
        "sphere.rows": np.round(127 * matrix / matrix.max(axis=1, keepdims=True)).astype(np.int8),
        "sphere.lengths": np.array([0.5, 1.0, 2.0]),
    }
    assert np.allclose(Sphere.of(arrays)(np.array([[1.0, 1.0, 1.0]])), unit_rows(np.array([[0.0, 1.0, 2.0]])))
