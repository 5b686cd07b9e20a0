"""What a column can mean, and what its title suggests."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .clean import name

# By kind of import: field → the words that head such a column, in Chinese and English. The first fitting field wins.
FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "interviews": {
        "candidate": ("candidate", "applicant", "name", "full name", "candidate name", "姓名", "候选人", "应聘者", "候选人姓名"),
        "email": ("email", "e-mail", "mail", "email address", "邮箱", "电子邮箱", "邮件"),
        "phone": ("phone", "mobile", "telephone", "tel", "phone number", "手机", "电话", "手机号", "联系电话"),
        "job": ("job", "position", "role", "job title", "vacancy", "岗位", "职位", "应聘岗位", "应聘职位"),
        "date": ("date", "interview date", "interviewed on", "day", "日期", "面试日期", "面试时间", "时间"),
        "rater": ("interviewer", "rater", "assessor", "面试官", "评分人", "考官", "评委"),
        "source": ("source", "kind", "type", "vendor", "来源", "类型", "供应商"),
        "competency": ("competency", "criterion", "dimension", "skill", "胜任力", "能力", "维度", "考察维度", "能力项", "评价维度"),
        "score": ("score", "rating", "mark", "points", "grade", "level", "分数", "得分", "评分", "成绩", "等级"),
        "comment": ("comment", "comments", "remark", "notes", "evidence", "评语", "备注", "评价", "说明"),
        "total": ("total", "total score", "overall", "overall score", "总分", "综合得分", "综合评分"),
    },
    "models": {
        "job": ("job", "position", "role", "job title", "岗位", "职位", "岗位名称"),
        "pass_score": ("pass score", "pass mark", "threshold", "及格分", "通过分", "合格线"),
        "competency": ("competency", "criterion", "dimension", "skill", "胜任力", "能力", "维度", "能力项", "考察维度"),
        "definition": ("definition", "description", "meaning", "定义", "描述", "能力定义"),
        "weight": ("weight", "share", "competency weight", "权重", "占比", "能力权重"),
        "level": ("level", "required level", "required", "target level", "要求等级", "等级", "目标等级"),
        "must_have": ("must have", "must-have", "mandatory", "knock-out", "必备", "是否必备", "一票否决"),
        "indicator": ("indicator", "behavioural indicator", "behavioral indicator", "behaviour", "behavior", "行为指标", "指标", "行为"),
        "indicator_weight": ("indicator weight", "指标权重"),
        "example": ("example", "examples", "example phrase", "示例", "行为示例", "例句"),
        "question": ("question", "interview question", "题目", "面试题", "问题"),
    },
}
# A column of marks headed by a competency's own name, as in a score sheet with one row a candidate.
SCORE_OF = "score_of"


def guess_mapping(kind: str, header: Sequence[str], competencies: dict[str, str] | None = None) -> list[tuple[str, str]]:
    """What each column seems to mean.

    :param kind: ``interviews`` or ``models``
    :param competencies: names of known competencies, in any language, → their keys
    :return: for each column ``(field, competency key)``; both empty where nothing fits, the second set for a field of
        ``score_of`` only. No field but ``score_of`` and ``comment`` is given twice.
    """
    known = {_plain(title): key for title, key in (competencies or {}).items()}
    taken: set[str] = set()
    guessed = []
    for title in header:
        field = _field_of(kind, _plain(title), taken)
        key = known.get(_plain(re.sub(r"(score|rating|得分|评分|分数)$", "", _plain(title)))) or known.get(_plain(title))
        if not field and key and kind == "interviews":
            guessed.append((SCORE_OF, key))
            continue
        taken.add(field)
        guessed.append((field, ""))
    return guessed


def _field_of(kind: str, title: str, taken: set[str]) -> str:
    for field, words in FIELDS[kind].items():
        if field not in taken and title in map(_plain, words):
            return field
    return ""


def _plain(title: str) -> str:
    """A title without case, blanks, punctuation and what stands in brackets."""
    return re.sub(r"[\s_\-:：*.]+", "", re.sub(r"[（(\[].*?[)）\]]", "", name(title).lower()))
