"""Words addressed to the grader, told by a small linear model where no rule knows the wording.

Hashed words, word pairs and Chinese character pairs, weighed by logistic regression; ``tests/hr_scoring/attacks/train.py``
makes the file from the attack corpus against the phrases of the competency library. Its threshold lets about one honest
sentence in a thousand be flagged.
"""

from __future__ import annotations

import math
import zlib
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from .normal import fold, has_cjk
from .text import tokens

BINS = 8192
# Two or three words ("Return true;") say too little.
_LEAST = 8
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


def speaks_to_grader(text: str) -> bool:
    """Whether a sentence (normalised) is likely addressed to whoever grades it."""
    weights, offset = _weights()
    places = bins(text)
    # Summed without rounding errors: the same answer on every machine.
    return len(places) >= _LEAST and math.fsum(weights[place] for place in places) / math.sqrt(len(places)) + offset > 0


@lru_cache(maxsize=1)
def _weights() -> tuple[list[float], float]:
    import numpy as np

    with np.load(_FILE, allow_pickle=False) as stored:
        scale = float(stored["scale"])
        return [scale * int(value) for value in stored["weights"]], float(stored["offset"])
