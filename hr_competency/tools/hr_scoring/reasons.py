"""Reasons in words. The code and its parameters are stable, so that another program can translate them."""

from __future__ import annotations

from dataclasses import dataclass

TEMPLATES = {
    "hidden_match": (
        "Hidden match: the deeds fit although the words differ.",
        "隐性匹配：用词不同，但经历符合要求。",
    ),
    # The match counts the best of a competency more than its assessment does, so it says that this level is its own.
    "competency_shown": (
        "{competency}: shown; counts in the match as level {level} (wanted {wanted}).",
        "{competency}：有证据，匹配时按 {level} 级计（要求 {wanted} 级）。",
    ),
    "competency_weak": (
        "{competency}: weak evidence; counts in the match as level {level} only (wanted {wanted}).",
        "{competency}：证据较弱，匹配时仅按 {level} 级计（要求 {wanted} 级）。",
    ),
    "competency_not_shown": ("{competency}: no evidence found.", "{competency}：未找到证据。"),
    "quote": ("{competency}: “{quote}”", "{competency}：“{quote}”"),
    "skill_found": ("Skill found: {skill}.", "具备技能：{skill}。"),
    "skill_not_shown": ("Skill not shown: {skill}.", "未体现技能：{skill}。"),
    # In words: a number would claim more than the likeness of two texts can say.
    "relevance": ("The experience is close to the job's description.", "经历与职位描述相近。"),
    "relevance_part": ("Part of the experience is close to the job's description.", "部分经历与职位描述相近。"),
    "relevance_far": ("The experience is told in other words than the job's description.", "经历的用词与职位描述差别较大。"),
    "years_enough": ("{years} years of experience (wanted {wanted}).", "工作年限 {years} 年（要求 {wanted} 年）。"),
    "years_short": ("Only {years} years of experience (wanted {wanted}).", "工作年限仅 {years} 年（要求 {wanted} 年）。"),
    "industry_years": ("{years} years in the industry {industry}.", "{industry}行业经验 {years} 年。"),
    "industry_none": ("No experience in the industry {industry} shown.", "未体现{industry}行业经验。"),
    "degree_met": ("The degree meets the requirement ({degree}).", "学历符合要求（{degree}）。"),
    "degree_below": ("The degree is below the requirement ({degree}).", "学历低于要求（{degree}）。"),
    "must_have_skill_missing": ("Must-have skill not shown: {skill}.", "未体现必备技能：{skill}。"),
    "must_have_competency_missing": (
        "Must-have not shown: {competency} (level {level}).",
        "未体现必备胜任力：{competency}（{level} 级）。",
    ),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A code of :data:`TEMPLATES` with its parameters."""

    code: str
    parameters: tuple[tuple[str, object], ...] = ()

    def text(self, lang: str = "en") -> str:
        """The reason as a sentence in English or Chinese.

        >>> Reason("skill_found", (("skill", "SQL"),)).text("zh")
        '具备技能：SQL。'
        """
        english, chinese = TEMPLATES[self.code]
        values = {name: _number(value) for name, value in self.parameters}
        return (chinese if lang.startswith("zh") else english).format(**values)


def _number(value):
    return f"{value:g}" if isinstance(value, float) else value
