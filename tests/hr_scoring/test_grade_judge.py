"""How answers are told from what only sounds like them."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hr_scoring.encoders import CachedEncoder, LocalEncoder
from hr_scoring.grade import Grader
from hr_scoring.grade_contrast import CONTRAST, contrast, longest_common, said
from hr_scoring.grade_judge import JUDGED, LEXICAL_JUDGED, VECTOR_PARTS, Judge, JudgedRange, Judges, Network, related, shipped_judges
from hr_scoring.grade_model import GradeModel, shipped_model
from hr_scoring.grade_text import prepare, runs

np = pytest.importorskip("numpy")

QUESTION = "Why does the bulb become brighter when a cell is added?"
MODEL = "The higher voltage pushes more current through the bulb."


def contrasted(answer, model=MODEL, question=QUESTION):
    """The features of an answer, by name."""
    return dict(zip(CONTRAST, contrast(*map(prepare, (question, model, answer))), strict=True))


# --- how it is said --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "same", "opposite"),
    [
        (MODEL, "greater current", "less current"),
        (MODEL, "the current does not fall", "the current doesn't rise"),
        ("温度升高，溶解度增大", "会变大", "会减小"),
        ("温度升高，溶解度增大", "溶解度不降低", "溶解度不升高"),
        ("The switch is open", "there's a gap", "the switch is closed"),
    ],
)
def test_on_which_side_of_opposites_an_answer_is(model, same, opposite):
    right, wrong = contrasted(same, model), contrasted(opposite, model)
    assert right["agreed"] >= 1 and right["opposed"] == 0
    assert wrong["opposed"] >= 1 and wrong["opposed_share"] > right["opposed_share"]


def test_a_word_of_a_pair_is_no_denial():
    """不变 means constant; 不 alone denies."""
    assert said(prepare("质量不变")).denials == 0 and said(prepare("质量不会变")).denials == 1
    assert said(prepare("It isn't the mass, nor the size")).denials == 2


def test_sides_that_are_missing_or_added():
    found = contrasted("the bulb is old", "more current flows", "Why?")
    assert found["side_missing"] == 1 and found["side_added"] == 1
    assert contrasted("the bulb is old", "more current flows", "Why is the old bulb bright?")["side_added"] == 0


def test_words_in_another_order():
    same, swapped = (contrasted(text, "Predators eat prey", "Who?") for text in ("Predators eat prey", "Prey eat predators"))
    assert same["order"] == same["sequence_of_model"] == same["pairs_of_answer"] == 1.0
    assert swapped["order"] < 1.0 and swapped["pairs_of_model"] == 0.0


@pytest.mark.parametrize(
    ("left", "right", "length"),
    [("", "", 0), ("a b", "", 0), ("a b c", "a b c", 3), ("a b c", "c b a", 1), ("a a", "a", 1), ("a b a c", "b a a c", 3)],
)
def test_longest_common_sequence(left, right, length):
    assert longest_common(left.split(), right.split()) == length == longest_common(right.split(), left.split())


def test_what_is_said_besides():
    exact, other = contrasted("more current"), contrasted("more friends")
    assert exact["precise"] == pytest.approx(1.0) and other["precise"] < 0.5
    assert exact["nearly_precise"] > other["nearly_precise"]
    assert contrasted("…")["nearly_precise"] == contrasted("more current", "…")["nearly_precise"] == 0.0
    echo = contrasted(QUESTION)
    assert echo["nothing_new"] == 1.0 and echo["echo"] == pytest.approx(1.0) and exact["nothing_new"] == 0.0


def test_numbers_absolutes_and_not_knowing():
    found = contrasted("It is always 12 V, I don't know", "It is 24 V", "Which voltage?")
    assert (found["number_added"], found["number_missing"], found["absolutes_added"], found["not_known"]) == (1, 1, 1, 1)
    same = contrasted("It is always 24 V", "It is always 24 V", "Which voltage?")
    assert (same["number_added"], same["number_missing"], same["absolutes"], same["absolutes_added"]) == (0, 0, 1, 0)
    assert contrasted("12 V", "24 V", "Is it 12 or 24 V?")["number_added"] == 0


def test_a_word_put_in_the_place_of_another():
    assert contrasted("The higher voltage pushes fewer electrons")["replaced"] > contrasted("The higher voltage pushes")["replaced"] == 0


# --- runs ------------------------------------------------------------------------------------------------------------


def test_runs_are_sentences_and_beginnings():
    found = [" ".join(run.pieces) for run in runs(prepare("Eins. Zwei, drei. Vier."))]
    assert found == ["Eins.", "Zwei, drei.", "Vier.", "Eins. Zwei, drei.", "Eins. Zwei, drei. Vier."]
    assert len(runs(prepare("Eins, zwei"))) == 1 and not runs(prepare(""))


def test_a_sentence_that_has_nothing_to_do_with_the_model_answer_is_in_no_run():
    model, answer = map(prepare, (MODEL, "More current. My dog barks. It flows through the bulb."))
    found = [" ".join(run.pieces) for run in runs(answer, lambda sentence: related(model, sentence))]
    assert found[3:] == ["More current. It flows through the bulb."] and "My dog barks." in found
    reader = Grader(Known("local", "other"))
    alike, unlike = (reader.read([text], trusted=True)[0] for text in ("a" * 8, "a" * 9))
    assert related(alike, reader.read(["b" * 8])[0]) and not related(unlike, reader.read(["b" * 8])[0])


def test_the_runs_of_many_sentences_are_of_the_first_ones():
    assert len(runs(prepare("".join(f"Number {number} is here. " for number in range(40))))) == 12 + 11


def test_a_sentence_more_takes_no_run_away():
    for count in (1, 3, 9):
        text = "".join(f"One is here at {hour}. Two is there at {hour}. Three is gone at {hour}. " for hour in range(count))
        before, after = ({tuple(run.pieces) for run in runs(prepare(told))} for told in (text, text + "Four came."))
        assert before <= after


# --- the judge -------------------------------------------------------------------------------------------------------


def made(**weights):
    """A lexical judge that looks at some features only."""
    count = len(LEXICAL_JUDGED)
    given = np.array([weights.get(name, 0.0) for name in LEXICAL_JUDGED])
    nothing = np.zeros(count)
    columns = np.array([JUDGED.index(name) for name in LEXICAL_JUDGED])
    return Judge(columns, nothing, nothing + 1.0, given, np.zeros((count, count)), np.zeros((0, 0)), 0.2)


def test_the_best_run_counts():
    judge = made(agreed=0.3, opposed=-0.2)
    question, model, good, bad, both = map(prepare, (QUESTION, MODEL, "more current", "less current", "less current. more current"))
    assert judge(question, model, good) == pytest.approx(0.5) and judge(question, model, bad) == pytest.approx(0.0)
    assert judge(question, model, both) == pytest.approx(0.5)
    assert judge(question, model, prepare("")) == 0.0


SAID = (
    "more current",
    "less current",
    "The old cell is bright.",
    "I don't know.",
    "It is always 12 V!",
    "电流变大。",
    "电流不会变大，电压低。",
)


@given(st.lists(st.sampled_from(SAID), max_size=4), st.sampled_from(SAID), st.integers(0, 999))
@settings(max_examples=100, deadline=None)
def test_whatever_the_weights_a_sentence_more_never_lowers(told, further, seed):
    draw, plain = np.random.default_rng(seed), made()
    weights, products = draw.normal(size=plain.weights.shape) / 8, np.triu(draw.normal(size=plain.products.shape)) / 40
    units = draw.normal(size=(len(weights), 6)) / 8, draw.normal(size=6), draw.normal(size=6)
    judge = Judge(plain.columns, plain.centre, plain.scale, weights, products, plain.vectors, 0.4, Network(*units, 0.1))
    question, model, before, after = map(prepare, (QUESTION, MODEL, ". ".join(told), ". ".join([*told, further])))
    assert 0.0 <= judge(question, model, before) <= judge(question, model, after) <= 1.0


def test_of_three_model_answers_the_nearest_alone_may_be_luck():
    judge = made(agreed=0.3)
    question, answer, near, far = map(prepare, (QUESTION, "more current", MODEL, "the cell is chemical"))
    values = [judge.best(question, [near, *[far] * count], answer) for count in range(5)]
    assert values[0] == values[1] == pytest.approx(0.5) and values[1] > values[2] > values[3] > values[4] > 0.3
    assert judge.best(question, [near] * 4, answer) == pytest.approx(values[0])


def test_beside_full_mark_answers_the_question_is_worth_nothing_and_they_are_worth_all():
    judge = made(agreed=0.2, sequence_of_model=0.2, nothing_new=-0.1)
    asked, *shown = map(prepare, (QUESTION, MODEL, "a higher voltage gives a greater current", "the voltage pushes more current"))
    scale = JudgedRange(judge, asked, shown)
    half, other = scale(prepare("there is more current")), scale(prepare("because it is new"))
    assert scale(asked) == 0.0 and max(map(scale, shown)) == 1.0 and 0.0 <= other < half < 1.0
    assert JudgedRange(made(), asked, shown)(asked) == 0.0, "nothing tells them apart"


def test_the_judge_has_its_part_where_full_mark_answers_are_shown(monkeypatch):
    """The additive part is the same: what the judge thinks is all that differs, and half of the grade; without vectors nothing."""
    monkeypatch.setattr("hr_scoring.grade._BESIDE_FLOOR", 0.0)
    shown = ["particles speed up and hit the walls more", "faster particles push harder, pressure rises", "more hits, so more pressure"]
    question, answer, encoder = "What happens to a heated gas?", "faster particles, more pressure", Known("local", "use-multilingual-3")
    scores = {}
    for agreed in (1.0, -1.0):
        lexical = made(agreed=agreed)
        judges = Judges("local:use-multilingual-3", replace(lexical, vectors=np.zeros((len(VECTOR_PARTS), 512))), lexical)
        model = GradeModel("1", shipped_model().parts, judges)
        scores[agreed] = [Grader(each, model).grade(question, [], shown, answer).score for each in (encoder, None)]
    assert scores[1.0][0] - scores[-1.0][0] == pytest.approx(0.5, abs=1e-3)
    assert scores[1.0][1] == scores[-1.0][1]
    monkeypatch.setattr("hr_scoring.grade._BESIDE_FLOOR", 0.2)
    scaled = [Grader(each, model).grade(question, [], shown, answer).score for each in (encoder, None)]
    expected = max(scores[-1.0][0] - 0.2, 0.0) / 0.8
    assert scaled == pytest.approx([expected, scores[-1.0][1]], abs=2e-4), "what any answer reaches is taken off where the judge counts"


def test_products_of_numbers_and_of_vectors_count():
    plain = made()
    products = plain.products.copy()
    products[LEXICAL_JUDGED.index("agreed"), LEXICAL_JUDGED.index("answer_length")] = 0.1
    judge = Judge(plain.columns, plain.centre, plain.scale, plain.weights, products, plain.vectors, 0.2)
    question, model, answer = map(prepare, (QUESTION, MODEL, "more current"))
    assert judge(question, model, answer) == pytest.approx(0.2 + 0.1 * np.log(3), abs=1e-4)


def test_a_network_corrects_what_sums_say():
    """It counts only where its unit sees more than nothing: here one sentence of the answer that agrees."""
    plain = made()
    inner = np.zeros((len(LEXICAL_JUDGED), 2))
    inner[LEXICAL_JUDGED.index("agreed")] = 1.0, -1.0
    judge = replace(plain, network=Network(inner, np.array([0.0, 0.5]), np.array([0.3, 0.2]), 0.05))
    question, model, right, wrong = map(prepare, (QUESTION, MODEL, "more current", "less current"))
    assert judge(question, model, right) == pytest.approx(0.2 + 0.3 + 0.05)
    assert judge(question, model, wrong) == pytest.approx(0.2 + 0.5 * 0.2 + 0.05)
    assert plain(question, model, right) == pytest.approx(0.2), "without one nothing is added"
    assert shipped_judges().without.network and shipped_judges().with_vectors.network


class Known:
    """An encoder by name only; all vectors are alike."""

    def __init__(self, name, version):
        self.name, self.version = name, version

    def encode(self, texts):
        return np.eye(512, dtype=np.float32)[[len(text) for text in texts]]


def test_vectors_are_compared_with_the_encoder_of_the_training_only():
    judges = shipped_judges()
    assert judges.fit(None) is judges.without and judges.fit(Known("local", "other")) is judges.without
    for encoder in (LocalEncoder(), CachedEncoder(Known("local", "use-multilingual-3+other digits"))):
        assert judges.fit(encoder) is judges.with_vectors
    assert judges.with_vectors.vectors.shape == (len(VECTOR_PARTS), 512) and not len(judges.without.vectors)
    known, other = (Grader(Known("local", version)) for version in ("use-multilingual-3", "other"))
    scores = [grader.grade(QUESTION, [MODEL], [], "more current").score for grader in (known, other)]
    assert scores[0] != scores[1]


@pytest.mark.parametrize("part", VECTOR_PARTS)
def test_each_comparison_of_vectors_counts(part):
    lexical = made()
    weights = np.zeros((len(VECTOR_PARTS), 512))
    weights[VECTOR_PARTS.index(part)] = 40.0
    texts = Grader(Known("local", "other")).read([QUESTION, MODEL, "more current"])
    with_weights, without = (replace(lexical, vectors=rows, offset=0.5)(*texts) for rows in (weights, weights * 0.0))
    assert without == pytest.approx(0.5) and with_weights != without


def test_what_the_answer_itself_is_like_counts_whatever_it_is_held_against():
    lexical = made()
    weights = np.zeros((len(VECTOR_PARTS), 512))
    weights[VECTOR_PARTS.index("answer")] = np.linspace(-0.3, 0.3, 512)
    judge = replace(lexical, vectors=weights, offset=0.5)
    reader = Grader(Known("local", "other"))
    question, model, other, *answers = reader.read([QUESTION, MODEL, "the cell is chemical", "more current", "because it is brighter then"])
    scores = [[judge(question, wanted, answer) for wanted in (model, other)] for answer in answers]
    assert scores[0][0] == scores[0][1] and scores[1][0] == scores[1][1] and scores[0][0] != scores[1][0]


def test_a_question_without_words_has_no_vector():
    assert Grader(Known("local", "use-multilingual-3")).grade("?", [MODEL], [], "more current").score > 0.2


def test_a_judge_that_does_not_fit_is_refused():
    with np.load(shipped_judges.__wrapped__.__globals__["FILE"]) as arrays:
        stored = dict(arrays)
    for name in ("lexical_weights", "meaning_products", "meaning_vectors", "lexical_inner", "meaning_outer"):
        with pytest.raises(ValueError, match="does not fit"):
            Judges.of(stored | {name: stored[name][:-1]})


@pytest.mark.parametrize(
    ("question", "model", "turned", "other_words"),
    [
        (
            "What happens to a gas when it is heated in a closed bottle?",
            "The pressure rises because the particles move faster and hit the walls more often.",
            "The pressure falls because the particles move slower and hit the walls less often.",
            "particles speed up, so pressure increases",
        ),
        ("为什么顺序表插入慢？", "因为插入时需要移动后面的大量元素。", "因为插入时不需要移动后面的元素。", "要搬动很多元素"),
    ],
)
def test_who_turns_a_model_answer_round_gets_less(question, model, turned, other_words):
    """Nearly all words are the same, and each is worth something to the additive model."""
    grader, judge = Grader(), shipped_judges().without
    scores = [grader.grade(question, [model], [], text).score for text in (model, turned)]
    asked, wanted, *told = map(prepare, (question, model, turned, other_words))
    assert scores[0] == 1.0 and scores[1] < 0.9
    assert judge(asked, wanted, told[0]) < judge(asked, wanted, wanted) - 0.15
    assert judge(asked, wanted, told[1]) > judge(asked, wanted, told[0]) - 0.02
