# ruff: noqa: E501 (a pattern is read as a whole)
"""Questions that must not be asked in an interview (ENG-12).

Marriage, children, age, religion, health, native place, politics and the like have no bearing on a competency; in China the
joint notice of nine ministries (2019) and the Employment Promotion Law forbid asking women about marriage and children.
"""

from __future__ import annotations

import re

from .normal import normalise
from .types import Finding

_TOPICS: dict[str, tuple[str, ...]] = {
    "marriage": (
        r"结婚|婚姻|已婚|未婚|婚否|离异|离婚|单身|对象(?:吗|了|没)|男朋友|女朋友|男友|女友|配偶|爱人(?:做|在|是)|(?:丈夫|妻子|老公|老婆)|谈恋爱|恋爱状况",
        r"\b(?:married|marital|divorced?|spouse|husband|wife|boyfriend|girlfriend|fianc[eé]e?|engaged to|getting engaged|single parent|are you single|in a relationship|maiden name)\b",
    ),
    "children": (
        r"怀孕|备孕|生育|生孩子|要孩子|二胎|三胎|生小孩|几个孩子|有孩子|小孩(?:吗|几|多大|谁)|孩子(?:多大|几岁|谁带|由谁|怎么安排)|产假|哺乳|生娃|带娃",
        r"\b(?:pregnan\w+|(?:have|having|plan\w*|want\w*|more|any|your|raise|start) (?:\w+ ){0,2}(?:children|kids|a child|a baby|family)(?! (?:clients|patients|business|law|medicine|doctor))|child ?care|childcare arrangements|maternity|breast-?feeding)\b",
    ),
    "age": (
        r"多大年纪|多大岁数|你(?:今年)?多大|您(?:今年)?多大|年龄(?:是|多|吗|几|:|？|\?|$)|几岁|哪年出生|哪一年出生|出生日期|出生年月|属什么|属相|生肖|贵庚",
        r"\b(?:how old are you|your age|what age|date of birth|when were you born|year (?:were you|of) (?:born|birth)|birthday|when (?:did|will|do) you (?:plan to )?(?:retire|graduate from high school)|too old|too young)\b",
    ),
    "religion": (
        r"宗教|信仰(?:什么|哪|吗|是)|信(?:教|佛|基督|伊斯兰)|做礼拜|去教堂|清真|佛教|基督教|民族是|什么民族|哪个民族|少数民族吗",
        r"\b(?:religio\w+|your faith|church|mosque|synagogue|temple do you|pray(?:er)?|christian|muslim|jewish|hindu|buddhist|sabbath|your (?:race|ethnicity|ethnic)|skin colou?r)\b",
    ),
    "health": (
        r"健康状况|身体(?:状况|好吗|怎么样|健康)|有(?:没有|无)?(?:什么)?(?:疾病|病史|慢性病|传染病|残疾)|乙肝|艾滋|HIV|体检报告|吃药|服药|看病|心理疾病|抑郁(?:症)?(?:吗|史)|病假(?:多|几|吗)|残疾|身高|体重|三围|月经",
        r"\b(?:your health|health (?:problems?|conditions?|issues?|status)|disabilit\w+|disabled|illness(?:es)?|disease|medical (?:history|conditions?)|medications?|hiv|hepatitis|sick (?:days|leave)|how (?:tall|much do you weigh)|your (?:height|weight)|mental health (?:problems?|issues?|history)|depress(?:ed|ion)|surger(?:y|ies)|hospitali[sz]ed)\b",
    ),
    "origin": (
        r"籍贯|老家(?:在|是|哪)|哪里人|哪儿人|什么地方人|户口|户籍|本地人|外地人|是不是.{0,4}人(?=\?|？|$)|祖籍|国籍",
        r"\b(?:where (?:are|were) (?:you|your parents) (?:originally )?(?:from|born)|native (?:place|language)|mother tongue|nationality|citizenship|national origin|birthplace|accent from|hometown|household registration)\b",
    ),
    "politics": (
        r"政治面貌|党员吗|是不是党员|是否.{0,3}党员|入党|政治立场|支持哪个党|工会成员",
        r"\b(?:political (?:views?|part(?:y|ies)|affiliation|opinions?|status)|vote[ds]? for|which party|party member|trade union member|union member(?:ship)?)\b",
    ),
    "sex": (
        r"性取向|同性恋|性别(?:是|认同)|男的还是女的|性生活",
        r"\b(?:sexual (?:orientation|preference)|gay|lesbian|straight or|transgender|gender identity|your (?:sex|gender))\b",
    ),
    "family": (
        r"父母(?:做|是做|从事|职业|身体|多大)|家庭(?:背景|条件|成员|情况)|家里(?:几口|有几|条件|做什么)|独生子女|兄弟姐妹",
        r"\b(?:what (?:do|does|did) your (?:parents|father|mother|family)|your (?:parents|siblings|family background|family situation)|who (?:do you live with|lives with you)|own or rent)\b",
    ),
    "money": (
        r"负债|欠债|信用卡欠|有没有房贷|房贷|征信",
        r"\b(?:credit (?:card )?debts?|bankruptc\w+|your (?:debts?|credit rating|credit score|mortgage)|garnish\w*)\b",
    ),
    "record": (
        r"有没有(?:被)?(?:逮捕|拘留|抓过)|被(?:捕|拘留)过",
        r"\b(?:ever (?:been )?arrested|arrest record)\b",
    ),
}
_COMPILED = {topic: tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns) for topic, patterns in _TOPICS.items()}
# Questions about work in which the same words come up: “面向已婚客户的保险”, "a patient's disability".
_ABOUT_WORK = re.compile(
    r"客户|患者|病人|顾客|用户|家属|学生|学员|幼儿|产品|市场|营销|保险(?:方案|产品)|儿童(?:用品|产品)|母婴|政策|岗位培训|"
    r"\b(?:patients?|customers?|clients?|pupils?|students?|users?|guests?|residents?|products?|market|insured|policyholders?|employees?|team members?|colleagues?)\b",
    re.IGNORECASE,
)
_ABOUT_YOU = re.compile(r"你|您|本人|候选人的|\b(?:you|your)\b", re.IGNORECASE)


def lint_question(question: str) -> list[Finding]:
    """What is wrong with an interview question; empty for a lawful one.

    :return: a finding a topic, code ``illegal_question``, with the span of the words in question
    """
    normal = normalise(question)
    found = []
    for topic, patterns in _COMPILED.items():
        match = next((match for match in (pattern.search(normal.text) for pattern in patterns) if match), None)
        if match and not _is_about_work(normal.text, match.start()):
            start, end = normal.span(*match.span())
            found.append(Finding("illegal_question", f"{topic}: {match.group()}", start, end))
    return sorted(found, key=lambda finding: finding.start)


def _is_about_work(text: str, start: int) -> bool:
    """The words concern customers or patients, and no second person stands closer to them."""
    work = [match.start() for match in _ABOUT_WORK.finditer(text)]
    you = [match.start() for match in _ABOUT_YOU.finditer(text)]
    if not work:
        return False
    nearest = min(abs(place - start) for place in work)
    return all(abs(place - start) >= nearest for place in you)
