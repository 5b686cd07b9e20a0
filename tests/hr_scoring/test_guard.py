"""Patterns that cannot match are left out; nothing that matches is."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_scoring import neutral
from hr_scoring.guard import Guarded, needs, needs_ideograph
from hr_scoring.lacking import _ASKED_ZH, _DENIAL_EN, _DENIAL_ZH
from hr_scoring.normal import normalise
from hr_scoring.pii_patterns import PATTERNS

ATTACKS = Path(__file__).parent / "attacks"
TEXTS = [json.loads(line)["text"] for name in ("corpus", "lookalikes") for line in (ATTACKS / f"{name}.jsonl").open(encoding="utf-8")]
PERSONAL = [
    "My name is Anna Smith, I am 34 years old, married, born on 3 May 1990 in Leeds.",
    "本人王芳，女，1990年5月出生，已婚，汉族，中共党员，籍贯湖南。",
    "I’m a single mother of two — Mr. Lee from Xi'an said hello at MIT",
    "He worked in new york with Dr. Adams; HIS sister studies at the University of Leeds",
    "他和王小姐去了北京大学",
]
ALL = (*(pattern for _kind, pattern in PATTERNS), _ASKED_ZH, _DENIAL_EN, _DENIAL_ZH)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("scores?", {"score"}),
        ("(?:give|award) (?:me|us)", {"give me", "give us", "award me", "award us"}),
        (r"\bset\b.{0,9}\b(?:marks?|grade)\b", {"mark", "grade"}),
        (r"(?:ab|[a-z]+) x", {" x"}),
        (r"(?:one|\d+) (?=hundred|thousand)", {"hundred", "thousand"}),
        (r"(?:long|longer){2,}", {"long"}),
        (r"(?:abc)*d?", None),
        ("[a-f]{3}", None),
        (r"(?!not)(?<!un)known", {"known"}),
        ("(?:满|高)分", {"满分", "高分"}),
        ("[" + "".join(map(chr, range(0x4E00, 0x4E60))) + "]军", {"军"}),
        ("(?:a|b|c|d|e)(?:a|b|c|d|e)(?:a|b|c|d|e)(?:a|b|c|d|e) later", {f"{one}{other} later" for one in "abcde" for other in "abcde"}),
        (r"(?:ab|\d)c?", None),
    ],
)
def test_what_a_pattern_needs_is_read_off_it(pattern, words):
    lists = needs(re.compile(pattern))
    assert lists == () if words is None else lists[0] == frozenset(words)


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("[王李][a-z]", True),
        ("(?:王|[一-龥]{2,})+", True),
        (r"(?:^|\n)\s*(?:欧阳|李)x", True),
        ("[a王]", False),
        ("[^a]", False),
        ("(?:王|li)", False),
        ("王*", False),
        ("(?=王)", False),
    ],
)
def test_a_pattern_that_needs_an_ideograph_is_left_out_where_there_is_none(pattern, needed):
    guarded = Guarded([re.compile(pattern)])
    assert needs_ideograph(re.compile(pattern)) is needed
    assert not needed or not guarded.able("li wang: “a”")


def test_one_word_of_every_list_is_needed():
    guarded = Guarded([re.compile(r"(?:have|with) \w+ (?:child|kids)")])
    assert guarded.able("I have two kids") and not guarded.able("I have two cars") and not guarded.able("two kids")


@pytest.mark.parametrize("text", [*TEXTS, *PERSONAL])
def test_whatever_matches_is_asked(text):
    plain = normalise(text).text
    able = Guarded(ALL).able(plain) if plain else []
    assert {pattern for pattern in ALL if plain and pattern.search(plain)} <= set(able)


def test_most_patterns_are_not_asked_about_an_honest_answer():
    able = Guarded(ALL).able("In May I split the project into three parts and met the goal two weeks early.")
    assert len(able) < 0.2 * len(ALL)


@given(st.sampled_from(["ı", "İ", "ſ", "\u212a"]), st.sampled_from(["award me", "KISS"]))
def test_odd_letters_that_ignore_case_are_no_way_round(odd, word):
    guarded = Guarded([re.compile("award me|kiss", re.IGNORECASE)])
    for letter in "iskIK":
        text = word.replace(letter, odd)
        assert bool(guarded.able(text)) or not re.search("award me|kiss", text, re.IGNORECASE)


@pytest.mark.parametrize("text", [*TEXTS, *PERSONAL])
def test_neutral_words_are_the_same_as_without_the_short_way(text, monkeypatch):
    class Everything(frozenset):
        isdisjoint, search = (lambda self, _words: False), (lambda self, _text: True)

    plain = normalise(text)
    short = neutral.neutralised(plain)
    for name in ("_ENGLISH", "_CHINESE"):
        monkeypatch.setattr(neutral, name, [(*pair, Everything()) for *pair, _needed in getattr(neutral, name)])
    assert neutral.neutralised(plain).text == short.text


@pytest.mark.parametrize(
    "text", ["后来她和王小姐去了北京。", "后来\u200b她和王小姐去了北京ＯＫ。", "Then\u200b she met Mr. Lee in Leeds ﬁrst."]
)
def test_neutral_words_lead_back_to_the_original(text):
    found = neutral.neutralised(normalise(text))
    assert found.text != normalise(text).text
    assert found.quote(0, len(found.text)) == text
    assert all(found.quote(at, at + 1) == char for at, char in enumerate(found.text) if char in "。去r")
