"""Normalisation, segmentation and tokens: every span must lead back to the text as it was handed in."""

import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hr_scoring import normal, text

MIXED = st.text(
    alphabet=st.one_of(
        st.sampled_from("我带领团队，。；！？、：（）5 人\n\t•abcDEF.,;:!?()-1234ＡＢ１２…\u200b\u200d\u202e\u00ad\ufeff"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=80,
)


def pieces(found):
    return [span.text for span in found]


class TestNormalise:
    def test_full_width_letters_and_digits_become_plain(self):
        result = text.normalise("负责ＫＰＩ考核，１２人")
        assert result.text == "负责KPI考核,12人"
        assert result.count("full_width") == 5

    def test_chinese_punctuation_is_no_trick(self):
        assert text.normalise("我负责招聘，培训：两项！（全部）").tricks == ()

    def test_zero_width_characters_vanish_and_the_quote_is_verbatim(self):
        result = text.normalise("ma\u200bna\u2060ged a team")
        assert result.text == "managed a team"
        assert result.quote(0, 7) == "ma\u200bna\u2060ged"
        assert result.count("zero_width") == 2

    def test_tag_letters_are_spelt_out(self):
        hidden = "".join(chr(0xE0000 + ord(char)) for char in "score 100")
        result = text.normalise(f"hello{hidden}")
        assert (result.text, result.invisible) == ("hello", "score 100")

    def test_look_alike_letters_only_inside_latin_words(self):
        assert text.normalise("ignоrе").text == "ignore"
        assert text.normalise("Москва и Россия").text == "Москва и Россия"

    def test_emoji_byte_order_mark_and_soft_hyphen_are_harmless(self):
        assert text.normalise("\ufeffco\u00adoperate 👩\u200d💻 ok\ufe0f").tricks == ()

    def test_radicals_are_the_ideographs_that_they_look_like(self):
        result = text.normalise("⽤⼾增⻓，⻋间⻛控部⻔")
        assert result.text == "用户增长,车间风控部门" and not result.tricks
        assert result.span(2, 4) == (2, 4)

    def test_line_ends(self):
        assert text.normalise("a\r\nb\rc\u2028d\u00a0e").text == "a\nb\nc\nd e"

    @given(MIXED)
    def test_every_character_has_an_origin(self, source):
        result = text.normalise(source)
        assert len(result.starts) == len(result.ends) == len(result.text)
        for index in range(len(result.text)):
            start, end = result.span(index, index + 1)
            assert 0 <= start < end <= len(source)

    @given(MIXED)
    def test_origins_never_run_backwards(self, source):
        result = text.normalise(source)
        assert list(result.starts) == sorted(result.starts)
        assert list(result.ends) == sorted(result.ends)

    @given(st.text(alphabet=st.characters(codec="ascii", exclude_categories=("Cc",))))
    def test_plain_ascii_stays(self, source):
        assert text.normalise(source).text == source

    @given(MIXED)
    def test_nothing_invisible_is_left(self, source):
        result = text.normalise(source).text
        assert not set(result) & (text.normalise.__globals__["BIDI"] | {"\u200b", "\u2060", "\ufeff"})
        assert not [char for char in result if unicodedata.category(char) == "Cc" and char not in "\n\t"]

    def test_empty_span(self):
        result = text.normalise("abc")
        assert result.span(1, 1) == (1, 1)
        assert result.span(3, 3) == (3, 3)


class TestLanguage:
    @pytest.mark.parametrize(
        ("sentence", "expected"),
        [
            ("我负责用Python写接口", "zh"),
            ("Led a team of five", "en"),
            ("我 used SQL and Excel for 报表 every week", "mixed"),
            ("12 / 34", "mixed"),
        ],
    )
    def test_language(self, sentence, expected):
        assert text.language(sentence) == expected


class TestSentences:
    def test_chinese_punctuation(self):
        assert pieces(text.sentences("我带领5人团队。项目按期上线！效果如何？超过预期……然后收尾")) == [
            "我带领5人团队。",
            "项目按期上线！",
            "效果如何？",
            "超过预期……",
            "然后收尾",
        ]

    @pytest.mark.parametrize("dots", ["...", "…"])
    def test_a_pause_ends_no_sentence_that_goes_on_in_small_letters(self, dots):
        assert pieces(text.sentences(f"I led {dots} well, helped to lead the team. Then it worked{dots} We went on")) == [
            f"I led {dots} well, helped to lead the team.",
            f"Then it worked{dots}",
            "We went on",
        ]

    def test_english_abbreviations_and_decimals(self):
        assert pieces(text.sentences("Dr. Lee and I cut cost by 3.5 percent, e.g. for rent. We saved a lot.")) == [
            "Dr. Lee and I cut cost by 3.5 percent, e.g. for rent.",
            "We saved a lot.",
        ]

    def test_initials_do_not_end_a_sentence(self):
        assert pieces(text.sentences("Reported to J. Smith directly. Left in May.")) == [
            "Reported to J. Smith directly.",
            "Left in May.",
        ]

    def test_closing_quotes_stay_with_their_sentence(self):
        assert pieces(text.sentences("他说：“我来负责。”于是我就去了。")) == ["他说：“我来负责。”", "于是我就去了。"]

    def test_bullets_and_numbered_lines(self):
        cv = "工作内容\n• 负责招聘\n2、负责培训\n3. Managed budget\n- wrote reports\n(4) 考核"
        assert pieces(text.sentences(cv)) == [
            "工作内容",
            "负责招聘",
            "负责培训",
            "Managed budget",
            "wrote reports",
            "考核",
        ]

    def test_wrapped_lines_are_put_together(self):
        wrapped = "I reorganised the warehouse layout together with the shift\nleaders and cut picking time.\nLed two audits"
        assert pieces(text.sentences(wrapped)) == [wrapped.split("\nLed", maxsplit=1)[0], "Led two audits"]

    @pytest.mark.parametrize("period", ["2015-2018", "2015.09-2018.07", "2015年9月至2018年7月", "2015 – 2018", "2015/9 ~ 2018/7"])
    def test_the_line_of_a_period_is_not_wrapped(self, period):
        line = f"{period} 江南职业技术学院物流管理专业大专毕业"
        assert pieces(text.sentences(f"{line}\n组织过校内义卖")) == [line, "组织过校内义卖"]

    def test_wrapped_chinese_lines(self):
        first = "在公司任职期间我带领五人小组完成了仓库布局调整与货"
        assert len(text.sentences(first + "\n位编码的统一工作。\n负责盘点")) == 2

    def test_separate_short_lines_stay_apart(self):
        assert pieces(text.sentences("销售经理\n某某公司\n负责华东")) == ["销售经理", "某某公司", "负责华东"]

    @given(MIXED)
    def test_spans_are_exact_and_ordered(self, source):
        last = 0
        for span in text.sentences(source):
            assert source[span.start : span.end] == span.text
            assert span.start >= last
            last = span.end

    @given(MIXED)
    def test_no_letter_is_lost(self, source):
        letters = [char for char in source if char.isalpha()]
        kept = [char for span in text.sentences(source) for char in span.text if char.isalpha()]
        # enumeration marks ("a)", "三、") may go
        assert len(letters) - len(kept) <= 3 * (source.count(")") + source.count("、") + source.count(".") + source.count("]"))


class TestClauses:
    def test_chinese_clauses_keep_short_openings(self):
        assert pieces(text.clauses("首先，我拆解目标，然后跟进进度；最后复盘。")) == [
            "首先，我拆解目标，",
            "然后跟进进度；",
            "最后复盘。",
        ]

    def test_numbers_times_and_addresses_are_not_cut(self):
        assert pieces(text.clauses("Budget 1,000,000 at 10:30 on http://a.b/c")) == ["Budget 1,000,000 at 10:30 on http://a.b/c"]

    def test_english_connectives(self):
        assert pieces(text.clauses("I planned the launch and we shipped on time because the team agreed")) == [
            "I planned the launch",
            "and we shipped on time",
            "because the team agreed",
        ]

    @given(MIXED)
    def test_clauses_lie_inside_their_sentence(self, source):
        for sentence in text.sentences(source):
            for clause in text.clauses(source, sentence):
                assert sentence.start <= clause.start < clause.end <= sentence.end
                assert source[clause.start : clause.end] == clause.text


class TestTokens:
    def test_chinese_words(self):
        assert {"带领", "团队", "项目"} <= set(text.tokens("我带领团队完成项目"))

    @pytest.mark.parametrize(
        "family",
        [
            "manage manages managed managing",
            "plan plans planned planning",
            "carry carries carried carrying",
            "lead leads led leading",
            "company companies",
            "use uses used using",
        ],
    )
    def test_word_families_meet(self, family):
        assert len({text.stem(word) for word in family.split()}) == 1

    def test_technical_names_survive(self):
        assert text.tokens("C++ and C# and node.js") == ["c++", "and", "c#", "and", "node.js"]

    @given(MIXED)
    def test_word_spans_are_exact(self, source):
        for word, start, end in text.words(source):
            assert source[start:end] == word

    def test_own_dictionary_does_not_leak(self):
        own = text.Segmenter(("跨界融通力",))
        assert own.cut("培养跨界融通力") == ["培养", "跨界融通力"]
        assert "跨界融通力" not in text.default_segmenter().cut("培养跨界融通力")
        assert "跨界融通力" not in text.Segmenter().cut("培养跨界融通力")

    def test_nothing_is_written_to_the_shared_temporary_folder(self, tmp_path, monkeypatch):
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        text.Segmenter(("甲乙丙",)).cut("我们一起工作")
        assert not list(Path(tmp_path).iterdir())

    def test_char_ngrams(self):
        assert text.char_ngrams("Ａ b，c", 2, 3) == ["ab", "bc", "abc"]

    @given(MIXED)
    @settings(max_examples=50)
    def test_fold_ignores_case_width_and_blanks(self, source):
        assert text.fold(source) == text.fold(f" {source} ")
        assert text.fold("ＡＢ c") == "abc"


PLAIN = st.text(alphabet=st.sampled_from("aZ7 \n\t~é我们负责，。：；？！（）％、《》“”‘’—–·•\u3000ø＋－／＝～＆＊＃＠｜．"), max_size=60)


@given(PLAIN)
def test_the_short_way_for_plain_text_gives_what_the_long_way_gives(text):
    builder = normal._Builder(text)
    for start, end in normal._clusters(text):
        builder.add(start, end)
    short, long = normal.normalise(text), builder.done()
    assert normal._PLAIN.fullmatch(text) and (short.text, short.tricks) == (long.text, long.tricks)
    assert list(short.starts) == list(long.starts) and list(short.ends) == list(long.ends)


@given(
    st.text(alphabet="一七三不世东两个主了到十与", max_size=30)
    | st.text(alphabet="团队管理项目需求分析客户沟通的了和在一次二三季度", max_size=40)
    | st.text(alphabet="㐀一龥鿕鿖鿿", max_size=6)
)
def test_chinese_is_cut_as_jieba_cuts_it(run):
    segmenter = text.Segmenter(("需求分析",))
    list(segmenter.cut("一"))
    assert segmenter.cut(run) == list(segmenter._tokenizer.cut(run, HMM=False))


@pytest.mark.parametrize("said", ["Led a team of 5 in C++, don't ask.", "我用SQL查了3.5万行。㐀龥", "", "…", "a—b 中"])
def test_spoken_words_are_the_words_without_their_spans(said):
    assert text.spoken(said) == [word for word, _start, _end in text.words(said)]
