"""Names of competencies, as HR types them without a sentence or an example: which deeds show what is named."""

import json
from pathlib import Path

import named_deeds
import numpy as np
import pytest

from hr_scoring.encoders import LocalEncoder, make_encoder
from hr_scoring.finder import EvidenceFinder, Pair
from hr_scoring.known_competencies import Apart, Familiar, KnownCompetencies

needs_encoder = pytest.mark.skipif(not LocalEncoder.available(), reason="the optional encoder is not installed")
SPECS = ["lexical", pytest.param("local", marks=needs_encoder)]
LEADING, BAKING, CHINESE = np.eye(8)[0], np.eye(8)[1], np.eye(8)[2]
PEOPLE, OVENS, OTHERS = np.eye(8)[5], np.eye(8)[6], np.eye(8)[7]
TRAINING = Path(__file__).parents[2] / "hr_competency" / "tools" / "hr_scoring" / "train"
LIBRARY = Path(__file__).parents[2] / "hr_competency" / "data" / "library" / "competencies"

# Deeds that show what is named: ten names in each language, of which some are not in the library; none was learned from.
SHOWN = [
    ("团队管理", "手下7个人，每天晨会派活，季度考核我来打分"),
    ("项目管理", "排了三个月的里程碑计划，每周盯进度，准时验收"),
    ("招聘", "全年面试候选人400人，录用38人"),
    ("成本控制", "把外包装换成单层纸箱，一年省了46万"),
    ("商务谈判", "和供应商谈了四轮，单价从86元压到79元"),
    ("数据分析", "用Python跑了半年订单，找出退款集中在两个城市"),
    ("客户投诉处理", "接到差评后当天上门道歉并换货，客户又续了一年"),
    ("培训与发展", "给新员工讲了12场入职课，考核通过率95%"),
    ("渠道管理", "新开发县级代理商18家，并帮他们铺货"),
    ("信息安全", "修补服务器漏洞21个，关掉弱口令账号"),
    ("Team management", "Ran a crew of eleven: set their shifts, reviewed their work every month."),
    ("Project management", "Planned the hotel refit in 14 work packages and handed over on the day."),
    ("Recruiting", "Interviewed 220 applicants and filled 31 posts."),
    ("Cost control", "Switched to reusable crates and saved 90k a year."),
    ("Negotiation", "Talked the carrier down from 4.20 to 3.60 per parcel after three rounds."),
    ("Data analysis", "Queried two years of claims in SQL and found the cause in one region."),
    ("Complaint handling", "Rang every guest who had complained, apologised and refunded the night."),
    ("Coaching staff", "Taught nine trainees the till and tested them after a week."),
    ("Fire safety", "Checked extinguishers and escape routes monthly and led the evacuation drill."),
    ("Copywriting", "Wrote 40 product texts and the spring newsletter."),
]
# Each name with the deed of another that is about something else.
_ELSEWHERE = (7, 3, 9, 0, 1, 2, 5, 4, 6, 8)
OFF_TOPIC = [(SHOWN[at][0], SHOWN[at // 10 * 10 + _ELSEWHERE[at % 10]][1]) for at in range(len(SHOWN))]


@pytest.fixture(scope="module", params=SPECS)
def finder(request):
    return EvidenceFinder(make_encoder(request.param))


def chances(finder, pairs):
    return np.array([one.probability for one in finder.judge_many([Pair(name, text) for name, text in pairs])])


# --- what is borrowed ------------------------------------------------------------------------------------------------


@pytest.fixture
def known():
    """Two English competencies, the first with two names, and a Chinese one."""
    return KnownCompetencies(
        np.array([LEADING, np.eye(8)[3], BAKING, CHINESE]),
        np.array([PEOPLE, OVENS, OTHERS]),
        np.array([0.1, 0.2, 0.3]),
        np.array([0, 2, 3]),
        np.array([False, False, True]),
    )


def test_a_name_of_the_library_has_the_direction_of_its_deeds(known):
    direction, offset = known.directions(np.array([BAKING]), np.array([False]))
    assert direction[0] @ OVENS > 0.99 and np.isclose(offset[0], 0.2, atol=0.01)


def test_a_synonym_is_as_good_as_the_name(known):
    direction, _offset = known.directions(np.array([np.eye(8)[3]]), np.array([False]))
    assert direction[0] @ PEOPLE > 0.99


def test_a_name_like_none_borrows_nothing(known):
    direction, offset = known.directions(np.array([np.eye(8)[4]]), np.array([False]))
    assert not direction.any() and not offset.any()


def test_the_nearer_a_name_is_to_a_known_one_the_more_it_borrows(known):
    # half way between what is like no known name (.3) and what is believed wholly (.7)
    names = np.array([share * BAKING + np.sqrt(1.0 - share**2) * np.eye(8)[4] for share in (0.3, 0.5, 0.7)])
    directions, offsets = known.directions(names, np.array([False] * 3))
    assert np.allclose(np.linalg.norm(directions, axis=1), [0.0, 0.5, 1.0], atol=0.01)
    assert np.allclose(offsets / offsets[2], [0.0, 0.5, 1.0], atol=0.02)


def test_a_name_asks_competencies_in_its_language_only(known):
    (as_chinese,), _offset = known.directions(np.array([CHINESE]), np.array([True]))
    (as_english,), _offset = known.directions(np.array([CHINESE]), np.array([False]))
    assert as_chinese @ OTHERS > 0.99 and as_english @ OTHERS == 0


def test_a_text_stays_behind_the_competency_that_it_is_most_like(known):
    apart = Apart(known)
    made = apart.of_statements(np.array([LEADING, BAKING]), [False, False])
    ((leading, baking),) = apart.near(np.array([(PEOPLE + 0.2 * OVENS) / np.linalg.norm(PEOPLE + 0.2 * OVENS)]), made)
    assert np.isclose(leading, 0.0, atol=0.01) and baking < -0.5


def test_only_competencies_in_the_language_of_the_name_are_ahead(known):
    # what the text is most like is Chinese
    text = np.array([(OTHERS + 0.5 * OVENS) / np.linalg.norm(OTHERS + 0.5 * OVENS)])
    apart = Apart(known)
    ((baking,),) = apart.near(text, apart.of_statements(np.array([BAKING]), [False]))
    assert np.isclose(baking, 0.0, atol=0.01)


def test_a_name_is_known_by_how_near_it_is_to_one(known):
    between = (BAKING + LEADING) / np.sqrt(2.0)
    made = Familiar(known).of_statements(np.array([BAKING, between, np.eye(8)[4]]), [False] * 3)
    assert made[0] == 1.0 and 0.2 < made[1] < 0.5 and made[2] == 0.0
    assert Familiar(known).near(np.eye(8), made).shape == (8, 3)


# --- golden pairs ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "deed"),
    [
        ("团队管理", "带领5人团队完成XX项目"),
        ("团队管理", "负责团队目标拆解"),
        ("用户调研", "组织20场用户访谈"),
        ("Leads a team", "Led five engineers to ship the payment project two weeks early."),
        ("Project management", "Responsible for project management of the new warehouse."),
    ],
)
def test_a_line_of_a_cv_shows_the_competency_that_it_implies(finder, name, deed):
    assert chances(finder, [(name, deed)])[0] > 0.55


def test_deeds_show_their_own_name_and_not_another(finder):
    own, other = chances(finder, SHOWN), chances(finder, OFF_TOPIC)
    assert np.mean(own[:, None] > other) > 0.88
    assert np.median(own) > 0.6 and np.median(other) < 0.2
    assert np.mean(own > other) > 0.8


def test_a_deed_of_another_competency_shows_nothing(finder):
    """To organise sounds like leading, but interviews with users are no team."""
    off, own = chances(finder, [("团队管理", "组织20场用户访谈"), ("用户调研", "组织20场用户访谈")])
    assert off < 0.2 and own > 0.8


@needs_encoder
def test_a_deed_is_told_in_other_words_than_its_name():
    finder = EvidenceFinder(make_encoder("local"))
    assert chances(finder, [("跨部门协作", "主导过跨团队项目")])[0] > 0.6


def test_names_that_are_in_the_library_and_names_that_are_not(finder):
    own, others = chances(finder, named_deeds.OWN), chances(finder, named_deeds.OTHERS)
    area, wrong, found = (0.95, 0.06, 0.66) if finder.encoder is not None else (0.85, 0.12, 0.5)
    assert np.mean(own[:, None] > others) > area
    assert np.mean(others > 0.5) <= wrong and np.median(others) < 0.1
    assert np.mean(own > 0.6) > found


def test_who_claims_or_wishes_shows_nothing(finder):
    told = ["I am an excellent team leader with strong management skills.", "I would like to lead a team one day."]
    assert chances(finder, [("Team management", text) for text in told]).max() < 0.1


def test_what_the_library_tells_is_what_makes_the_difference(finder, monkeypatch):
    def lead(finder):
        own, other = chances(finder, SHOWN), chances(finder, OFF_TOPIC)
        return np.median(own) - np.median(other)

    with_library = lead(finder)

    def nothing(self, names, chinese):
        return np.zeros((len(names), self.shown.shape[1])), np.zeros(len(names))

    monkeypatch.setattr(KnownCompetencies, "directions", nothing)
    assert with_library > lead(EvidenceFinder(finder.encoder)) + 0.1


def test_behaviours_do_not_ask_the_library(monkeypatch):
    monkeypatch.setattr(KnownCompetencies, "directions", lambda self, names, chinese: pytest.fail("asked"))
    EvidenceFinder().judge("Checks stock records against the physical count and clears up differences", "I counted the aisle.")


# --- the material ----------------------------------------------------------------------------------------------------


def test_golden_pairs_were_not_learned_from():
    learned = "".join(path.read_text("utf-8") for path in (*TRAINING.glob("*.json*"), *LIBRARY.glob("*.json")))
    assert not [text for _name, text in (*SHOWN, *named_deeds.OWN) if text in learned]


def test_half_of_the_names_are_in_the_library():
    told = [json.loads(path.read_text("utf-8")) for path in LIBRARY.glob("*.json")]
    called = {name for one in told for lang in ("zh", "en") for name in (one["name"][lang], *one["skill"]["synonyms"][lang])}
    for pairs in (named_deeds.CHINESE, named_deeds.ENGLISH):
        assert {name for name, _deed in pairs} & called == {name for name, _deed in pairs[: named_deeds.IN_LIBRARY]}


def test_every_competency_has_lines_and_strangers():
    pytest.importorskip("sklearn")
    from hr_scoring.train.competencies import competency_names, material

    lines, names = material()["lines"], competency_names(LIBRARY)
    keys = {path.stem for path in LIBRARY.glob("*.json")}
    assert set(lines) == keys and all(len(told[lang]) >= 2 for told in lines.values() for lang in ("zh", "en"))
    assert min(len(names.strangers(key)) for key in keys) > 30
    assert "training_development" not in names.strangers("team_management") and "decision_making" not in names.strangers("recruiting")
    assert "energy_operations" in names.strangers("team_management")
