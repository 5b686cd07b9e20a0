"""Many texts are prepared and judged at once; each comes out as if it had been alone (ENG-1)."""

import re
from fractions import Fraction
from math import floor

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

np = pytest.importorskip("numpy")

from hr_scoring import context, features, levels, together  # noqa: E402
from hr_scoring.claims import SHIPPED, Scale  # noqa: E402
from hr_scoring.encoders import LexicalEncoder  # noqa: E402
from hr_scoring.finder import EvidenceFinder  # noqa: E402
from hr_scoring.model import shipped_model  # noqa: E402
from hr_scoring.passages import Passage  # noqa: E402
from hr_scoring.profiles import Block, joined, profile_statement, profile_text, profile_texts  # noqa: E402
from hr_scoring.score import assess, assess_many  # noqa: E402
from hr_scoring.types import Competency, Indicator, JobModel, Source  # noqa: E402
from hr_scoring.word_patterns import WordPatterns  # noqa: E402

SPOKEN = (
    "I led a team of five and cut complaints by 30%, because nobody had asked the customers before.",
    "我先把需求拆成三块，每周跟业务方对一次；上线后投诉降了一半。",
    "If I were the manager, I would listen first. My English is good 我们用SQL查数据",
    "Led",
    "",
    "…",
    "Shipped v2\nin 2021 — on time",
)
pieces = st.lists(st.one_of(st.sampled_from(SPOKEN), st.text(max_size=40)), max_size=8)
# Words of the English patterns in any order, so that what begins with the same words meets.
ASKED_FOR = sorted({word for both in context._PATTERNS.values() for word in re.findall("[a-z]+", both[1])})
phrases = st.lists(st.tuples(st.sampled_from(ASKED_FOR), st.sampled_from(" '-.,?é_5\n我")), max_size=9).map(
    lambda words: "".join(word + mark for word, mark in words)
)


@given(pieces)
@example(["Led a team", "Cut costs"])
@example(["he 不", "错 said"])
def test_counting_goes_piece_by_piece(texts):
    alone = [context.counts([text])[0].tolist() for text in texts]
    assert context.counts(texts).tolist() == alone


@settings(max_examples=300, deadline=None)
@given(st.one_of(pieces, st.lists(phrases, max_size=4)))
@example(
    [
        "WE WERE in charge. I wouldn't, if I were İ ",
        "I'd like to: would like to, planning to go once I am someday in in general in May",
        "- Led it?How do I? ı was ſad",
    ]
)
def test_patterns_are_counted_as_one_by_one(texts):
    """In English all of them are looked for at once, word by word."""
    rows = context.counts(texts)[:, : len(context.FLAGS)]
    for text, row in zip(texts, rows, strict=True):
        plain, wanted = text.replace("’", "'"), np.zeros(len(context.FLAGS))
        for needed, lang, flags in (("[\u4e00-\u9fff]", 0, 0), ("[A-Za-z]", 1, re.IGNORECASE)):
            if re.search(needed, plain):
                wanted += [len(list(re.finditer(both[lang], plain, flags))) for both in context._PATTERNS.values()]
        assert row.tolist() == wanted.tolist()


def test_a_pattern_may_begin_with_any_of_several_words():
    patterns = WordPatterns([r"\b(?:(?:can|may) go|goals? is|going)\b"])
    assert patterns.counts(["can go, may go. going, going", "cango", "goal is goals is goals"]).tolist() == [[4.0], [0.0], [2.0]]


@given(st.one_of(st.sampled_from(SPOKEN), st.text(max_size=40)))
def test_whether_a_piece_carries_a_flag_is_whether_it_is_counted(text):
    hits = context.counts([text])[0]
    assert [context.carries(text, flag) for flag in context.FLAGS] == (hits[: len(context.FLAGS)] > 0).tolist()


def test_what_was_computed_of_windows_is_not_taken_for_others():
    text = profile_text(" ".join(SPOKEN[:3]), shipped_model().words)
    whole = text.whole()
    by_window = features.window_grams(text)
    assert len(by_window) == len(text.windows) > 1 and features.window_grams(text) is by_window
    assert features.window_grams(whole).shape == (1, by_window.shape[1])
    assert joined([text]).made == {}


@settings(max_examples=60, deadline=None)
@given(pieces)
@example([SPOKEN[4], SPOKEN[5]])
def test_texts_prepared_together_are_as_if_alone(texts):
    words = shipped_model().words
    for text, profile in zip(texts, profile_texts([(text, ()) for text in texts], words), strict=True):
        alone = profile_text(text, words)
        assert profile.units == alone.units and profile.words.stems == alone.words.stems
        assert profile.words.starts.tolist() == alone.words.starts.tolist()
        for one, other in ((profile.bags, alone.bags), (profile.counts, alone.counts), (profile.words.grams, alone.words.grams)):
            assert one.tobytes() == other.tobytes()
        for mine, own in ((profile.words.style, alone.words.style), (profile.words.told, alone.words.told), (profile.runs, alone.runs)):
            assert mine.tolist() == own.tolist()


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(features.RELATION), min_size=1))
def test_features_asked_for_alone_are_as_among_all(names):
    words, encoder = shipped_model().words, LexicalEncoder()
    told = ("Leads a team", words, ["I led five people."], ["I led nobody."])
    statements = [profile_statement(*told), profile_statement("听取用户意见", words)]
    text = profile_text(" ".join(SPOKEN[:3]), words)
    for one, texts in ((text, text.sentence_texts()), *((each, each.texts) for each in statements)):
        one.vectors = encoder.encode(texts)
    block = Block.of(statements)
    everything = features.relation(text, block)
    for name, values in features.related(text, block, names).items():
        assert np.array_equal(values, everything[..., features.RELATION.index(name)], equal_nan=True)


def test_pairs_of_words_and_characters_stay_in_their_piece():
    read = shipped_model().words.read(["ab", "cd", "e"])
    joined = shipped_model().words.read(["ab cd e"])
    assert read.told.tolist() == [1 + 3, 1 + 3, 3] and read.grams.sum(axis=1).tolist() == [1, 1, 0]
    assert len(joined.style) == joined.told.sum() > 8


@given(st.lists(st.lists(st.integers(0, 6), min_size=1, max_size=7), min_size=1, max_size=9))
def test_the_largest_and_the_sum_of_runs_are_those_of_each_run(runs):
    values = np.random.default_rng(1).integers(-9, 9, size=(7, 3))
    starts = np.cumsum([0, *map(len, runs)])[:-1]
    for operation in (np.maximum, np.add):
        found = together.over_runs(operation, values, np.array([at for run in runs for at in run]), starts)
        assert found.tolist() == [operation.reduce(values[run], axis=0).tolist() for run in runs]


def test_words_by_themselves_are_those_that_were_read_alone():
    words = shipped_model().words
    told, sentences = ["I led five people, I led well", "我访谈了用户", "we led nobody"], np.arange(3)
    part, alone = words.read(told, sentences=sentences).part(1, 3, 1, 3), words.read(told[1:], sentences=sentences[:2])
    assert part.stems == alone.stems and len(part.roots) == len(alone.roots) and part.sizes.tolist() == alone.sizes.tolist()
    for mine, own in ((part.vectors, alone.vectors), (part.weights, alone.weights), (part.grams, alone.grams), (part.style, alone.style)):
        assert mine.tolist() == own.tolist()


def test_a_profile_counts_its_bytes():
    words = shipped_model().words
    short, long = profile_text(SPOKEN[0], words), profile_text(" ".join(SPOKEN[:1] * 8), words)
    arrays = (long.words.grams, long.bags, long.counts, long.words.vectors)
    assert sum(one.nbytes for one in arrays) < long.size() < 3 * sum(one.nbytes for one in arrays)
    assert long.size() > 6 * short.size()


@pytest.mark.parametrize("encoder", [None, LexicalEncoder()])
def test_a_batch_is_assessed_as_its_people_one_by_one(encoder):
    statements = ("Leads a team towards a goal", "听取用户意见并据此改进", "Checks data before using it")
    examples = ("I led five people and we met the goal.", "我访谈了20位用户，把意见改进到了产品里。")
    indicators = tuple(Indicator(f"i{at}", statement, examples=examples) for at, statement in enumerate(statements))
    job = JobModel("job", "Job", competencies=(Competency("c", "C", indicators=indicators),))
    people = [(job, [Source(f"q{at}", text) for at, text in enumerate((first, second))]) for first in SPOKEN for second in SPOKEN[:3]]
    together = list(assess_many(people, finder=EvidenceFinder(encoder)))
    assert together == [assess(*person, finder=EvidenceFinder(encoder)) for person in people]
    assert any(one.evidence for found in together for group in found.competencies for one in group.indicators)


@pytest.mark.parametrize("encoder", [None, LexicalEncoder()])
def test_it_does_not_matter_which_texts_were_prepared_together(encoder):
    indicators = [Indicator("i", "Leads a team", examples=("I led five people.",)), Indicator("j", "听取用户意见")]
    sources = [Source(str(at), text) for at, text in enumerate((*SPOKEN, *SPOKEN[:2], " ".join(SPOKEN[:3])))]
    alone = [item for source in sources for item in EvidenceFinder(encoder).find(indicators, [source], minimum=0.0)]
    again = EvidenceFinder(encoder)
    assert again.find(indicators, sources, minimum=0.0) == alone
    # some are remembered, others are new
    again.find(indicators, [Source("x", "I kept a list of what we had promised.")])
    assert again.find(indicators, [*sources, Source("new", "We had a plan.")], minimum=0.0)[: len(alone)] == alone


class Quoting:
    """The shipped finder where it quotes all that it finds at once."""

    def __init__(self):
        self._finder = EvidenceFinder()
        self.find, self.denials, self.encoder, self.version = self._finder.find, self._finder.denials, None, self._finder.version


def test_what_is_quoted_only_when_it_counts_is_quoted_the_same(monkeypatch):
    told = [Indicator("i", "Leads a team", examples=("I led five people.",)), Indicator("j", "听取用户意见"), Indicator("k", "Cuts costs")]
    # a sentence counts for three of them at most
    told += [
        Indicator("l", "Leads a team of people"),
        Indicator("m", "Cuts complaints"),
        Indicator("n", "Leads people and cuts complaints"),
    ]
    job = JobModel("job", "Job", competencies=(Competency("c", "C", indicators=tuple(told)),))
    people = [(job, [Source("q", text, targets=targets), Source("r", SPOKEN[0])]) for text in SPOKEN for targets in ((), ("c",))]
    all_quoted = list(assess_many(people, finder=Quoting()))
    quoted, quote, found, look = [], Passage.quote, [], EvidenceFinder.candidates
    monkeypatch.setattr(Passage, "quote", lambda passage: quoted.append(passage) or quote(passage))
    monkeypatch.setattr(EvidenceFinder, "candidates", lambda *asked, **more: [found.append(one) or one for one in look(*asked, **more)])
    assert list(assess_many(people, finder=EvidenceFinder())) == all_quoted
    assert 0 < len(set(map(id, quoted))) < len({id(one.passage) for one in found})


def test_what_is_asked_for_again_keeps_no_other_texts():
    finder, indicators = EvidenceFinder(LexicalEncoder()), [Indicator("i", "Leads a team")]
    finder.find(indicators, [Source("a", SPOKEN[0]), Source("b", SPOKEN[1])])
    kept = {key[0]: profile for key, (profile, _size) in finder._texts._kept.items()}
    assert kept[SPOKEN[0]].rows is kept[SPOKEN[1]].rows and len(kept[SPOKEN[0]].rows.vectors) > 1
    finder.find(indicators, [Source("a", SPOKEN[0])])
    assert len(kept[SPOKEN[0]].rows.vectors) == 1 and kept[SPOKEN[0]].place is None


def test_what_nobody_asked_for_and_is_improbable_is_not_looked_at_further(monkeypatch):
    """It could not become evidence; so the assessment is the same as where all is looked at."""
    asked = JobModel("job", "Job", competencies=(Competency("c", "C", indicators=(Indicator("i", "Leads a team towards a goal"),)),))
    people = [(asked, [Source("q", text, targets=targets)]) for text in SPOKEN for targets in ((), ("c",), ("other",))]
    fewer = list(assess_many(people, finder=EvidenceFinder()))
    assert SHIPPED.least_unasked > SHIPPED.least_probability
    monkeypatch.setattr(Scale, "least_unasked", property(lambda scale: scale.least_probability))
    assert list(assess_many(people, finder=EvidenceFinder())) == fewer
    assert any(one.score is not None for one in fewer)


parts = st.lists(st.floats(0, 1e6, allow_nan=False) | st.sampled_from([0.0, 1e-12, 0.1, 1 / 3]), max_size=9)


@given(st.integers(0, 100 * levels.GRID), parts)
@example(64, [0.0, 0.0, 0.0])
def test_points_are_split_exactly(steps, weights):
    """As by fractions: largest remainder first, ties to the earlier piece."""
    found = levels.split(steps / levels.GRID, weights)
    whole = sum(map(Fraction, weights))
    exact = [Fraction(part) * steps / whole if whole else Fraction(steps, len(weights)) for part in weights]
    given = [floor(value) for value in exact]
    for index in sorted(range(len(weights)), key=lambda index: (given[index] - exact[index], index))[: steps - sum(given)]:
        given[index] += 1
    assert found == [value / levels.GRID for value in given]
