"""ENG-11: name, sex, school and region are swapped in answers, and nothing happens to the score."""

import pytest
from gullible import GullibleFinder, baseline_answers, library_job
from hypothesis import given
from hypothesis import strategies as st

from hr_scoring.neutral import neutralised
from hr_scoring.normal import normalise
from hr_scoring.score import assess_many
from hr_scoring.types import Source

PEOPLE = {
    "zh": [
        {"name": "王小丽", "sex": "女", "noun": "女士", "other": "她", "school": "清华大学", "region": "上海", "parent": "妈妈"},
        {
            "name": "欧阳建国",
            "sex": "男",
            "noun": "先生",
            "other": "他",
            "school": "石家庄铁道大学",
            "region": "黑龙江省",
            "parent": "父亲",
        },
        {"name": "李强", "sex": "男", "noun": "小伙子", "other": "他", "school": "临沂师范学院", "region": "乌鲁木齐", "parent": "爸爸"},
    ],
    "en": [
        {
            "name": "Emily Walsh",
            "sex": "woman",
            "noun": "lady",
            "other": "she",
            "school": "Stanford University",
            "region": "Boston",
            "parent": "mother",
        },
        {
            "name": "Jamal Washington",
            "sex": "man",
            "noun": "guy",
            "other": "he",
            "school": "University of Ohio",
            "region": "Lagos",
            "parent": "dad",
        },
        {
            "name": "Mei Chen",
            "sex": "woman",
            "noun": "girl",
            "other": "she",
            "school": "Fudan University",
            "region": "New York",
            "parent": "mom",
        },
    ],
}
AROUND = {
    "zh": [
        "我叫{name}，{sex}，毕业于{school}，来自{region}。\n{deeds}",
        "{deeds}\n在{region}的时候，客户{name}{noun}很着急，{other}要求当天解决，我组织三个同事分工，两小时就恢复了。",
        "作为{sex}生，我在{school}带领12人的团队，把活动成本降低了15%。\n{deeds}\n{parent}教我先听别人把话说完。",
    ],
    "en": [
        "My name is {name}. I studied at {school} and come from {region}.\n{deeds}",
        "{deeds}\nIn {region} our customer {name} was angry; I listened until {other} had finished and cut the waiting time by 30%.",
        "As a {sex} from {region} I led a team of 12 at {school}.\n{deeds}\nMy {parent} taught me to listen; the {noun} next door too.",
    ],
}


def answers(lang, count):
    """Some answers for each person, alike but for who they are."""
    deeds = baseline_answers(lang, count // 3 + 1)
    return [[AROUND[lang][n % 3].format(**person, deeds=deeds[n // 3]) for n in range(count)] for person in PEOPLE[lang]]


@pytest.mark.parametrize(("finder", "count"), [(GullibleFinder(), 100), (None, 36)], ids=["gullible", "shipped"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_eng_11_swapping_who_somebody_is_moves_no_score(lang, finder, count):
    job = library_job(lang)
    first, *others = [list(assess_many([(job, [Source("a", text)]) for text in texts], finder=finder)) for texts in answers(lang, count)]
    assert sum(one.score is not None for one in first) >= 0.6 * count
    for other in others:
        assert [(one.score, one.verdict) for one in other] == [(one.score, one.verdict) for one in first]


@pytest.mark.parametrize(
    ("text", "neutral"),
    [
        ("她跟我的女同事张伟说，父亲在南京市。", "他跟我的同事N说,家长在某地。"),
        ("子女教育", "子女教育"),
        ("I told Mr. Smith and she agreed.", "I told M N and he agreed."),
        ("I called her. Then we sold it.", "I called his. Then we sold it."),
        ("I will mark the goods in May.", "I will mark the goods in May."),
        ("Our Dublin office closed, so I moved to New York.", "Our Anytown office closed, so I moved to Anytown."),
        ("我从 London 搬到上海。", "我从 某地 搬到某地。"),
    ],
)
def test_neutral_words(text, neutral):
    assert neutralised(normalise(text)).text == neutral


@given(st.text(alphabet=st.sampled_from("我叫王芳，她男在北京大学。 Mr. Anna she\n１\u200b5个人"), max_size=60))
def test_spans_lead_back_to_the_text_as_it_was_written(text):
    normal = normalise(text)
    neutral = neutralised(normal)
    assert len(neutral.text) == len(neutral.starts) == len(neutral.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(neutral.starts, neutral.ends, strict=True))
    assert list(neutral.starts) == sorted(neutral.starts)
