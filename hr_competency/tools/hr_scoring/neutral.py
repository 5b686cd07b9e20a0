# ruff: noqa: E501 (lists of names)
"""Who somebody is must not move what their deeds earn (ENG-11): names, sex, school and region look all the same.

The finder reads a text in which such words are replaced by one neutral word each. Offsets and quotes stay those of the
text as it was written. Known words only: a name that no list and no phrase ("my name is …") gives away stays.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from .normal import Normalised, has_cjk
from .pii import find_details

# Personal details by their phrases; "" takes the word out.
_DETAILS = {"name": "N", "sex": "", "birth": "", "family": "", "political": "", "origin": "O"}

_SAME_EN = {
    "he": "he she", "his": "him his her hers", "himself": "himself herself", "person": "man woman male female guy lady gentleman bloke lad gal boy girl",
    "people": "men women ladies gentlemen guys lads males females boys girls", "child": "son daughter", "children": "sons daughters",
    "parent": "father mother dad mom mum", "partner": "husband wife boyfriend girlfriend", "sibling": "brother sister", "M": "mr mrs ms miss sir madam",
    "relative": "uncle aunt nephew niece grandfather grandmother grandpa grandma", "salesperson": "salesman saleswoman salesmen saleswomen",
    "chair": "chairman chairwoman", "spokesperson": "spokesman spokeswoman", "waiter": "waiter waitress", "actor": "actor actress",
}  # fmt: skip
_SAME_ZH = {
    "他": "他 她", "他们": "他们 她们", "人": "男性 女性 男人 女人 男士 女士 先生 小姐 男生 女生 小伙子 小伙 小姑娘 姑娘 帅哥 美女 大叔 阿姨 大爷 大妈 大哥 大姐",
    "孩子": "男孩 女孩 儿子 女儿", "家长": "爸爸 妈妈 父亲 母亲 宝爸 宝妈 爸妈", "爱人": "丈夫 妻子 老公 老婆 男朋友 女朋友", "亲人": "哥哥 姐姐 弟弟 妹妹 爷爷 奶奶 外公 外婆 叔叔 姑姑 舅舅",
}  # fmt: skip
_REGIONS_ZH = (
    "北京 上海 天津 重庆 河北 山西 内蒙古 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾 "
    "石家庄 太原 呼和浩特 沈阳 大连 长春 哈尔滨 南京 苏州 无锡 常州 南通 徐州 扬州 杭州 宁波 温州 嘉兴 绍兴 合肥 芜湖 福州 厦门 泉州 南昌 赣州 济南 青岛 烟台 潍坊 郑州 洛阳 武汉 宜昌 襄阳 长沙 株洲 "
    "广州 深圳 东莞 佛山 珠海 中山 惠州 汕头 南宁 桂林 海口 三亚 成都 绵阳 贵阳 遵义 昆明 大理 拉萨 西安 咸阳 兰州 西宁 银川 乌鲁木齐 唐山 保定 邯郸 临沂 淄博 盐城 金华 台州 湖州 阜阳 南阳 "
    "东北 华北 华东 华南 西南 西北 华中"
).split()
_REGIONS_EN = (
    "Beijing Shanghai Tianjin Chongqing Guangzhou Shenzhen Hangzhou Nanjing Suzhou Chengdu Wuhan Changsha Xi'an Qingdao Dalian Harbin Henan Hunan Hubei Hebei Sichuan "
    "Guangdong Zhejiang Jiangsu Shandong Yunnan Guizhou Gansu Xinjiang Tibet China Taiwan Hong London Manchester Leeds Glasgow Edinburgh Birmingham Dublin Paris Lyon Berlin "
    "Munich Hamburg Vienna Zurich Madrid Barcelona Rome Milan Lisbon Amsterdam Rotterdam Brussels Copenhagen Stockholm Oslo Helsinki Warsaw Krakow Prague Budapest Bucharest Athens "
    "Istanbul Moscow Kyiv Lagos Nairobi Cairo Accra Johannesburg Mumbai Delhi Bangalore Chennai Karachi Dhaka Manila Jakarta Hanoi Bangkok Singapore Tokyo Osaka Seoul Sydney "
    "Melbourne Auckland Toronto Montreal Vancouver York Boston Chicago Seattle Austin Dallas Houston Denver Atlanta Miami Detroit Philadelphia Mexico Brazil Lima Bogota "
    "Texas California Ohio Florida Alabama Nebraska Germany France Spain Italy Poland Romania Turkey Nigeria Kenya Ghana India Pakistan Bangladesh Vietnam Russia Ukraine Canada Australia"
).split()
_SCHOOLS = "清华 北大 复旦 交大 浙大 南大 武大 中大 哈工大 人大 985 211 双一流 Harvard Stanford Oxford Cambridge Yale Princeton Tsinghua Peking Fudan MIT ETH INSEAD LSE UCL Caltech Columbia Cornell".split()
_NAMES_EN = (
    "James John Robert Michael William David Richard Joseph Thomas Charles Daniel Matthew Anthony Steven Paul Andrew Joshua Kenneth Kevin Brian George Edward Ronald Timothy Jason "
    "Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Patrick Jack Dennis Peter Tyler Aaron Adam Nathan Henry Kyle Jamal "
    "Mohammed Muhammad Ahmed Ali Omar Hassan Ibrahim Yusuf Raj Arjun Ravi Amit Wei Ming Jun Hiroshi Kenji Carlos Juan Jose Luis Miguel Diego Pedro Ivan Dmitri Sergei Lukas Hans "
    "Greg Brad Darnell Tyrone DeShawn Lamar Connor Wyatt Dustin Tanner Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Margaret Sandra "
    "Ashley Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Laura Sharon Cynthia Kathleen Amy Angela Shirley Anna Brenda Pamela Emma Nicole Helen Samantha "
    "Katherine Christine Debra Rachel Carolyn Janet Catherine Maria Heather Diane Ruth Julie Olivia Joyce Virginia Lakisha Latoya Ebony Keisha Aisha Fatima Zainab Khadija Priya Anjali "
    "Mei Ling Yuki Sakura Sofia Isabella Camila Lucia Olga Natasha Svetlana Ingrid Heike Anne Allison Kristen Molly Claire Katie Jake Luke Tom Tim Ben Sam Dan Mike Dave Steve Chris Alex Kate Jane Lucy Alice"
).split()
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛超秀霞刚桂英玉萍红鹏飞雪梅琳琴婷晨佳欣怡浩宇轩涵梓萱子豪博雅倩楠凯峰建国志斌俊辉燕玲颖莹岚莲珍兰凤洁云龙海波宁晓建春"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴夏汪田姜范谭廖邹熊陆郝孔崔康邱秦顾侯邵孟薛"
_COMPOUND = "欧阳|上官|司马|诸葛|皇甫|尉迟|夏侯|慕容|令狐|司徒|端木|南宫|长孙|宇文"
_CALLED_ZH = "女士|先生|小姐|小伙|姑娘|老师|同学|师傅|大哥|大姐|阿姨"
_SCHOOL_END_ZH = "大学|学院|师范|一中|二中|三中|附中|中学|高中|职高|技校|党校"
# In a text without a Chinese character the neutral place is an English one: it would make the sentence one of two languages.
# Of some such words this one leaves an encoder's vector nearest to those with real towns.
_REGION, _REGION_EN = "某地", "Anytown"


def _alternatives(words) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


def _lookup(same: dict[str, str]) -> dict[str, str]:
    return {word: neutral for neutral, words in same.items() for word in words.split()}


_TO_NEUTRAL = _lookup(_SAME_ZH) | {"男": "", "女": ""}
_CJK = r"[\u4e00-\u9fff]"
_WORDS_EN = _lookup(_SAME_EN)
_TITLES = frozenset(("mr", "mrs", "ms"))
# Each alternative begins with a character, so that all others are passed over quickly.
_WORDS_ZH = re.compile(rf"{_alternatives(_lookup(_SAME_ZH))}|男(?<![子儿妇父母]男)|女(?<![子儿妇父母]女)")
_SCHOOLS_EN, _SCHOOLS_ZH = ([word for word in _SCHOOLS if word.isascii() is ascii] for ascii in (True, False))
_SCHOOL_ZH = re.compile(
    rf"(?:(?![于在到从的读上进入业去给为和与是我了过向对把被让由]){_CJK}){{2,8}}?(?:{_SCHOOL_END_ZH})+(?:{_CJK}{{0,3}}(?:分校|校区))?"
    rf"|{_alternatives(_SCHOOLS_ZH)}"
)
_SCHOOL_EN = re.compile(
    r"\b(?:[A-Z][\w'’&-]+ ){1,4}(?:University|College|Institute|School|Academy|Polytechnic)\b|\bUniversity of(?: [A-Z][\w'’&-]+){1,3}"
    rf"|\b(?:{_alternatives(_SCHOOLS_EN)})\b"
)
_PLACE_ZH = re.compile(rf"(?:{_alternatives(_REGIONS_ZH)})(?:省|市|自治区|特别行政区)?")
_PLACE_EN = re.compile(
    rf"\b(?:New |Hong |Los |San )?(?:{_alternatives([*_REGIONS_EN, 'Kong'])})\b|\b(?:Los Angeles|San Francisco|Hong Kong)\b"
)
_SURNAME = f"(?:{_COMPOUND}|[{_SURNAMES}])"
_NAME_ZH = re.compile(rf"{_SURNAME}小?[{_GIVEN}]{{1,2}}|{_SURNAME}{_CJK}{{1,2}}(?={_CALLED_ZH})")
_NAME_EN = re.compile(rf"\b(?:{_alternatives(_NAMES_EN)})\b(?: [A-Z][a-z]+(?:-[A-Z][a-z]+)?)?")

# Chinese and English ones have no letter in common, so each is looked for only where it can be: an English one matches only
# where the first word of something on its list stands, a slow Chinese one only where one of some words does.
_SPOKEN = re.compile(r"\w+")
_ENGLISH = tuple(
    (pattern, neutral, frozenset(_SPOKEN.findall(word.lower())[0] for word in words))
    for pattern, neutral, words in (
        (_SCHOOL_EN, "S", [*_SCHOOLS_EN, *"University College Institute School Academy Polytechnic".split()]),
        (_NAME_EN, "N", _NAMES_EN),
        (_PLACE_EN, _REGION, [*_REGIONS_EN, "Kong", "Los Angeles", "San Francisco"]),
    )
)
_CHINESE = (
    (_SCHOOL_ZH, "S", re.compile(f"{_SCHOOL_END_ZH}|{_alternatives(_SCHOOLS_ZH)}")),
    (_NAME_ZH, "N", re.compile(f"[{_SURNAMES}{''.join(name[0] for name in _COMPOUND.split('|'))}]")),
    (_PLACE_ZH, _REGION, None),
    (_WORDS_ZH, "", None),
)


def neutralised(normal: Normalised) -> Normalised:
    """The same text with neutral words for who somebody is; spans still lead back to the original."""
    found = list(_replacements(normal.text))
    if not found:
        return normal
    pieces: list[str] = []
    starts, ends, last = array("l"), array("l"), 0
    for start, end, word in [*found, (len(normal.text), len(normal.text), "")]:
        pieces += [normal.text[last:start], word]
        _extend(starts, normal.starts[last:start])
        _extend(ends, normal.ends[last:start])
        if word:
            left, right = normal.span(start, end)
            starts.extend([left] * len(word))
            ends.extend([right] * len(word))
        last = end
    return Normalised("".join(pieces), normal.original, starts, ends, normal.tricks, normal.invisible)


def _extend(places: array, more: Sequence[int]) -> None:
    """Those of a text in which every character became one are a range, whose numbers would have to be made one by one."""
    if isinstance(more, range):
        places.frombytes(np.arange(more.start, more.stop, dtype=places.typecode).tobytes())
    else:
        places.extend(more)


def _replacements(text: str) -> Iterator[tuple[int, int, str]]:
    """What to replace, in the order of the text, without overlaps; the phrases of details come first."""
    details = [(one.start, one.end, _DETAILS[one.kind]) for one in find_details(text, kinds=frozenset(_DETAILS))]
    found = [*details, *_words(text)]
    order = sorted(range(len(found)), key=lambda index: (found[index][0], index))
    last = 0
    for index in order:
        start, end, word = found[index]
        if start >= last:
            yield start, end, word
            last = end


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    """Most texts name nobody and no place, so each pattern is asked only where it can match."""
    # to a pattern that ignores case these are an i
    plain = text.replace("ı", "i").replace("İ", "i")
    spoken = set(_SPOKEN.findall(plain.lower()))
    able = [(pattern, neutral) for pattern, neutral, known in _ENGLISH if not known.isdisjoint(spoken)]
    if has_cjk(text):
        able += [(pattern, neutral) for pattern, neutral, needed in _CHINESE if needed is None or needed.search(text)]
    else:
        able = [(pattern, _REGION_EN if neutral is _REGION else neutral) for pattern, neutral in able]
    for pattern, neutral in able:
        yield from ((*match.span(), neutral or _TO_NEUTRAL[match.group()]) for match in pattern.finditer(text))
    yield from _english_words(plain, spoken)


def _english_words(text: str, spoken: set[str]) -> Iterator[tuple[int, int, str]]:
    small = text.lower()
    for word in _WORDS_EN.keys() & spoken:
        for match in _whole(word).finditer(small):
            end = match.end()
            yield match.start(), end + (word in _TITLES and text.startswith(".", end)), _WORDS_EN[word]


@lru_cache(maxsize=128)
def _whole(word: str) -> re.Pattern:
    """A word that stands alone. A pattern that begins with the letters themselves is looked for fastest."""
    return re.compile(rf"{word}(?<!\w{word})\b")
