"""Words addressed to the grader, told by a small linear model where no rule knows the wording.

It sees hashed words, word pairs and Chinese character pairs; the mean of the word vectors that ship with the evidence
model, so that another word for the same thing is one too; and the signs of :mod:`.injection_concepts`. All is weighed by
logistic regression; ``tests/hr_scoring/attacks/train.py`` makes the file from the attack corpus and sentences of a
grammar, against the phrases of the competency library. Its threshold lets about one honest sentence in a thousand be
flagged.
"""

from __future__ import annotations

import math
import zlib
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from .injection_concepts import signs
from .lexicon import term_weight
from .model import shipped_model
from .normal import fold, has_cjk
from .text import tokens

BINS = 8192
# Two or three words ("Return true;") say too little.
_LEAST = 8
# How much meaning and signs count beside the words themselves, whose rows have length 1.
_SHARE = 0.5
_FILE = Path(__file__).with_name("injection_model.npz")


def terms(text: str) -> set[str]:
    """What the model looks at: the words in order, what the sentence begins with, numbers as such."""
    words = ["#" if word[0].isdigit() else word for word in tokens(text)]
    found = {"^" + word for word in words[:1]} | set(words)
    found |= {f"{first} {second}" for first, second in pairwise(words)}
    found |= {f"{first}_{third}" for first, third in zip(words, words[2:], strict=False)}
    if has_cjk(text):
        found |= {first + second for first, second in pairwise(fold(text))}
    return found


def bins(text: str) -> list[int]:
    """The terms of a text as places in the table of weights, each once, in order."""
    return sorted({zlib.crc32(term.encode("utf-8", "surrogatepass")) % BINS for term in terms(text)})


def sense(text: str):
    """What the text is about, as an array: the direction of its word vectors, then its signs.

    :return: float array of the words' dimensions and seven more
    """
    import numpy as np

    said = [word for word in tokens(text) if word]
    vectors = shipped_model().words.vectors(said, said)
    mean = np.array([term_weight(word) for word in said]) @ vectors if said else vectors.sum(0)
    # Rounded: the last bits of a product differ between machines.
    mean = np.round(mean / max(float(np.linalg.norm(mean)), 1e-9), 5)
    return _SHARE * np.concatenate([mean, np.array(signs(text, has_cjk(text)), dtype=float)])


def speaks_to_grader(text: str) -> bool:
    """Whether a sentence (normalised) is likely addressed to whoever grades it."""
    weights, senses, offset = _weights()
    places = bins(text)
    if len(places) < _LEAST:
        return False
    # Summed without rounding errors: the same answer on every machine.
    worded = math.fsum(weights[place] for place in places) / math.sqrt(len(places))
    return worded + math.fsum((sense(text) * senses).tolist()) + offset > 0


@lru_cache(maxsize=1)
def _weights() -> tuple[list[float], object, float]:
    import numpy as np

    with np.load(_FILE, allow_pickle=False) as stored:
        scale = float(stored["scale"])
        return [scale * int(value) for value in stored["weights"]], stored["senses"], float(stored["offset"])
