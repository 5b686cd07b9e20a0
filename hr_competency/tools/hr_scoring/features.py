"""Numbers about a window of text and a statement, from which the evidence model judges.

One text is compared with many statements at once; nothing here loops over pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import wraps

import numpy as np

from . import context
from .forms import Form
from .known_competencies import Apart, Familiar, KnownCompetencies
from .known_names import KnownNames
from .normal import has_cjk
from .profiles import Block, TextProfile, unit_rows
from .together import over_runs
from .unshared import near_beside_shared

# How near the window is to the statement: by words that it shares or that are akin, by characters, by the encoder ...
STATEMENT = ("bag", "covered", "precise", "covered_exactly", "gram", "vector", "vector_sentence")
# ... and to its phrases: the nearest one and all of them on average.
EXAMPLES = ("example_bag", "example_bag_mean", "example_gram", "example_vector", "example_vector_mean")
COUNTERS = ("counter_bag", "counter_gram", "counter_vector", "has_counters")
SIZES = ("words", "statement_words")
# Which of the statement's words are missing. Its end is what it says, its beginning mostly what it is about; a window
# that shares the beginning only is on the topic and says something else.
POINT = ("covered_end", "covered_start", "covered_worst", "covered_evenly", "akin_rest", "rest", "bag_end")
# The same where rare words count more: what most statements of a topic have in common is mostly frequent.
RARE = (
    "covered_rare",
    "covered_rarest",
    "akin_rarest",
    "rarest_rest",
    "rarest_said",
    "rarest",
    "covered_squared",
    "covered_cubed",
    "covered_sum",
)
# How near the two are by a form that was learned from pairs, see Form: what phrases imply, by meaning and by words.
LEARNED = ("vector_learned", "bag_learned")
# The same without the words that both say, see unshared.
UNSHARED = ("bag_unshared",)
# How near the window is to what sentences about a name say, see KnownNames.
NAMED = ("vector_named", "bag_named")
# How near they are by a form that was learned from sentences which do not say the name of the skill that they ask for.
UNSAID = ("vector_unsaid", "bag_unsaid")
# How far the window goes in the direction of deeds that show the competencies whose names are near, see KnownCompetencies.
# ... how far behind that of the competency whose deeds it is most like, and whether the name is a known one.
SHOWN = ("vector_shown", "bag_shown", "vector_apart", "bag_apart")
FAMILIAR = ("vector_familiar", "bag_familiar")
RELATION = (*STATEMENT, *POINT, *RARE, *EXAMPLES, *COUNTERS, *SIZES, *LEARNED, *UNSHARED, *NAMED, *UNSAID, *SHOWN, *FAMILIAR)
# What was learned for a feature.
Forms = Mapping[str, Form | KnownNames | KnownCompetencies | Apart | Familiar]
_TELLING = 0.3
ENCODED = tuple(name for name in RELATION if "vector" in name)
_BY_KIN = frozenset({"covered", "precise", *POINT, *RARE}) - {"bag_end"}
# Words less rare than this do not count as rare at all.
_RARE, _LEAST_RARE = 0.4, 1e-3


def relation(text: TextProfile, block: Block, forms: Forms | None = None) -> np.ndarray:
    """All features.

    :param forms: for each feature that needs one; none for an encoder that they were not learned with
    :return: windows × statements × :data:`RELATION`; what needs an encoder is 0 without one, what needs a form is not a
        number without one"""
    found = related(text, block, RELATION, forms)
    return np.stack([found[name] for name in RELATION], axis=-1)


def related(text: TextProfile, block: Block, names: Collection[str], forms: Forms | None = None) -> dict[str, np.ndarray]:
    """Some features of :func:`relation`, each windows × statements. What nobody asked for is not computed: most of the
    time goes into features that only statements without phrases need."""
    shape, wanted = (len(text.windows), len(block.profiles)), frozenset(names)
    found = dict.fromkeys(names, np.zeros(shape, dtype=np.float64))
    found |= _word_features(text, block, wanted)
    found |= _similar(text, block, wanted, "bag", window_bags, block.bags)
    found |= _similar(text, block, wanted, "gram", window_grams, block.grams)
    if text.vectors is not None and block.vectors is not None:
        found |= _similar(text, block, wanted, "vector", window_vectors, block.vectors)
        if "vector_sentence" in wanted:
            found["vector_sentence"] = _best_sentence(text, block)
        found |= _by_forms(text, block, wanted, forms or {}, encoded=True)
    found |= _by_forms(text, block, wanted | {"bag_learned"} if "bag_unshared" in wanted else wanted, forms or {}, encoded=False)
    if "bag_unshared" in wanted:
        found["bag_unshared"] = _unshared(text, block, found["bag_learned"], (forms or {}).get("bag_learned"))
    found["has_counters"] = np.broadcast_to((block.parts["counters"][1] > 0).astype(np.float64), shape)
    return {name: np.round(found[name], 5) for name in names}


def _kept(compute: Callable[[TextProfile], np.ndarray]) -> Callable[[TextProfile], np.ndarray]:
    """Several models look at the windows of a text: what they look at is computed once."""

    @wraps(compute)
    def kept(text: TextProfile) -> np.ndarray:
        if compute.__name__ not in text.made:
            text.made[compute.__name__] = compute(text)
        return text.made[compute.__name__]

    return kept


@_kept
def window_context(text: TextProfile) -> np.ndarray:
    """:return: windows × :data:`.context.NAMES`"""
    return context.features(pooled(text.counts, text.windows))


@_kept
def window_bags(text: TextProfile) -> np.ndarray:
    """The direction of a window's word vectors."""
    return unit_rows(pooled(text.bags, text.windows))


@_kept
def window_grams(text: TextProfile) -> np.ndarray:
    """The direction of a window's damped character n-grams."""
    grams = pooled(text.words.grams, text.runs)
    return unit_rows(np.sqrt(grams, out=grams))


@_kept
def window_vectors(text: TextProfile) -> np.ndarray:
    """A window's vector: those of its sentences, longer ones counting more. No window is encoded by itself, so that a
    text costs the encoder once."""
    bounds = np.array([*text.sentences, len(text.units)])
    starts = np.array([unit[0] for unit in text.units])
    ends = np.array([unit[1] for unit in text.units])
    lengths = np.sqrt(ends[bounds[1:] - 1] - starts[bounds[:-1]])
    return unit_rows(pooled(text.vectors * lengths[:, None], text.runs))


def pooled(rows: np.ndarray, ranges: np.ndarray) -> np.ndarray:
    """The sum of rows over ranges of them."""
    if len(ranges) == len(rows) and (ranges[:, 0] == np.arange(len(rows))).all() and (ranges[:, 1] == ranges[:, 0] + 1).all():
        # windows are sentences, as where an answer is judged: there is nothing to sum
        return rows.astype(np.float64)
    summed = np.zeros((len(rows) + 1, rows.shape[1]))
    np.cumsum(rows, axis=0, dtype=np.float64, out=summed[1:])
    return summed[ranges[:, 1]] - summed[ranges[:, 0]]


def _similar(
    text: TextProfile, block: Block, wanted: frozenset[str], view: str, windows_of: Callable[[TextProfile], np.ndarray], rows: np.ndarray
) -> dict[str, np.ndarray]:
    """How near windows are to statements and to their phrases, in one view of both."""
    asked = wanted & {view, f"example_{view}", f"counter_{view}", f"example_{view}_mean"}
    if not asked:
        return {}
    if asked == {view}:
        return {view: windows_of(text) @ rows[block.statement].T}
    # A row for each phrase: those of a statement lie together, and are compared for all windows at once.
    found = rows @ windows_of(text).T
    examples, counters = block.parts["examples"], block.parts["counters"]
    similar = {view: found[block.statement].T}
    similar[f"example_{view}"], similar[f"counter_{view}"] = (reduced(np.maximum, found, *part) for part in (examples, counters))
    if f"example_{view}_mean" in wanted:
        similar[f"example_{view}_mean"] = reduced(np.add, found, *examples) / np.maximum(examples[1], 1)
    return similar


def reduced(operation: np.ufunc, values: np.ndarray, first: np.ndarray, count: np.ndarray) -> np.ndarray:
    """An operation over runs of rows; 0 for an empty run.

    :return: columns × runs
    """
    answer = np.zeros((len(first), values.shape[1]), dtype=np.float64)
    for at in np.flatnonzero(count).tolist():
        operation.reduce(values[first[at] : first[at] + count[at]], axis=0, out=answer[at])
    return answer.T


def _word_features(text: TextProfile, block: Block, wanted: frozenset[str]) -> dict[str, np.ndarray]:
    """What single words tell."""
    shape = len(text.windows), len(block.profiles)
    sizes = pooled(text.words.sizes[:, None], text.windows)
    exact = _said_exactly(text, block)
    found = {
        "covered_exactly": _share(exact, block.word_weights, block),
        "words": np.broadcast_to(np.log1p(sizes), shape),
        "statement_words": np.broadcast_to(np.log1p(np.diff([*block.word_starts, len(block.word_vectors)])), shape),
    }
    if wanted & _BY_KIN:
        found |= _kin_features(text, block, exact, wanted)
    if "bag_end" in wanted:
        found["bag_end"] = window_bags(text) @ block.end_bags.T
    return found


def _said_exactly(text: TextProfile, block: Block) -> np.ndarray:
    """Whether each window has each word of the statements: windows × words, 0 or 1."""
    sizes, numbers = text.words.sizes, _numbers(text, block)[text.words.at]
    # by different words first, and a column for all others: statements of a job share many words
    columns = len(block.word_roots) + 1
    if _follow_each_other(text.windows, len(text.units)):
        by_window = np.zeros((len(text.windows), columns), dtype=bool)
        by_window[np.repeat(np.arange(len(by_window)), np.add.reduceat(sizes, text.windows[:, 0])), numbers] = True
    else:
        by_unit = np.zeros((len(sizes), columns))
        by_unit[np.repeat(np.arange(len(sizes)), sizes), numbers] = 1.0
        by_window = pooled(by_unit, text.windows) > 0
    return by_window[:, block.word_numbers].astype(np.float64)


def _follow_each_other(ranges: np.ndarray, count: int) -> bool:
    """Whether each of some ranges of ``count`` rows begins where the one before ends, as those of windows do where an answer is
    judged sentence by sentence."""
    first, last = ranges.T
    return first[0] == 0 and last[-1] == count and bool((first[1:] == last[:-1]).all())


def _numbers(text: TextProfile, block: Block) -> np.ndarray:
    """For each different word of the text its number among those of the statements, or the number after the last."""
    roots, others = block.word_roots, len(block.word_roots)
    return np.array([roots.get(root, others) for root in text.words.roots], dtype=int)


def _kin_features(text: TextProfile, block: Block, exact: np.ndarray, wanted: frozenset[str]) -> dict[str, np.ndarray]:
    """Each word of a statement with the word of the window that is nearest to it, and the other way round."""
    akin, words = _aligned(text, block), text.words
    best = _nearest(akin, text)
    found = {"covered_worst": np.minimum.reduceat(np.where(block.word_weights > _TELLING, best, 1.0), block.word_starts, axis=1)}
    if "akin_rest" in wanted:
        found["akin_rest"] = _akin_rest(best, exact, block)
    if "covered" in wanted:
        found["covered"] = _share(best, block.word_weights, block)
    # behaviours are asked for nothing else with an encoder
    if not wanted & (_BY_KIN - found.keys()):
        return found
    said = (np.maximum.reduceat(akin, block.word_starts, axis=1) * words.telling[:, None])[words.at]
    weights = np.add.reduceat(words.weights, words.starts)[:, None]
    said_by_window = pooled(np.add.reduceat(said, words.starts, axis=0), text.windows)
    return found | {
        "precise": said_by_window / np.maximum(pooled(weights, text.windows), 1e-6),
        **_point_features(best, exact, block),
        **(_rare_features(best, exact, block) if wanted & frozenset(RARE) else {}),
    }


def _aligned(text: TextProfile, block: Block) -> np.ndarray:
    """How near each different word of the text is to each word of the statements: words × words."""
    akin, numbers = text.words.table @ block.word_vectors.T, _numbers(text, block)
    np.maximum(akin, 0.0, out=akin)
    # unknown words are akin to none, but the same word is; most words of a text are none of the statements
    same = np.flatnonzero(numbers < len(block.word_roots))
    akin[same] = np.maximum(akin[same], numbers[same, None] == block.word_numbers)
    return akin


def _nearest(akin: np.ndarray, text: TextProfile) -> np.ndarray:
    """For each window and each word of the statements how near the nearest word of the window is.

    :param akin: see :func:`_aligned`
    """
    if _follow_each_other(text.windows, len(text.units)):
        # their words are runs
        return over_runs(np.maximum, akin, text.words.at, text.words.starts[text.windows[:, 0]])
    return pool_max(over_runs(np.maximum, akin, text.words.at, text.words.starts), text.windows)


def _point_features(best: np.ndarray, exact: np.ndarray, block: Block) -> dict[str, np.ndarray]:
    weights, places = block.word_weights, block.word_places
    telling = (weights > _TELLING).astype(np.float64)
    return {
        "covered_end": _share(best, weights * places, block),
        "covered_start": _share(best, weights * (1.0 - places), block),
        "covered_evenly": np.exp(_share(np.log(np.clip(best, 0.05, 1.0)), telling, block)),
        "akin_rest": _akin_rest(best, exact, block),
        "rest": np.log1p(_sum((1.0 - exact) * telling, block)),
    }


def rare(rarity: np.ndarray, weights: np.ndarray | float = 1.0) -> np.ndarray:
    """How much each word counts where only rare ones tell; hardly anything for others.

    :param rarity: see :meth:`.wordvec.WordVectors.rarity`
    :param weights: how much the words tell otherwise
    """
    return np.maximum(rarity - _RARE, 0.0) * weights + _LEAST_RARE


def _akin_rest(best: np.ndarray, exact: np.ndarray, block: Block) -> np.ndarray:
    """How akin the window is to the words of a statement that it does not say."""
    rest = (1.0 - exact) * (block.word_weights > _TELLING)
    return (_sum(best * rest, block) + 0.5) / (_sum(rest, block) + 1.0)


def _rare_features(best: np.ndarray, exact: np.ndarray, block: Block) -> dict[str, np.ndarray]:
    weights = block.word_weights
    told = rare(block.word_rarity, weights)
    unsaid = _sum(told * (1.0 - exact), block)
    return {
        "covered_rare": _share(best, weights * block.word_rarity, block),
        "covered_rarest": _share(best, told, block),
        "akin_rarest": _sum(best * told * (1.0 - exact), block) / (unsaid + 0.1),
        "rarest_rest": unsaid,
        "rarest_said": _sum(told * exact, block),
        "rarest": np.broadcast_to(np.add.reduceat(told, block.word_starts), unsaid.shape),
        "covered_squared": _share(best**2, weights, block),
        "covered_cubed": _share(best**3, told, block),
        "covered_sum": _sum(best * weights, block),
    }


def _sum(values: np.ndarray, block: Block) -> np.ndarray:
    """The sum over the words of each statement."""
    return np.add.reduceat(values, block.word_starts, axis=1)


def _share(best: np.ndarray, weights: np.ndarray, block: Block) -> np.ndarray:
    """The weighted mean over the words of each statement."""
    total = np.add.reduceat(weights, block.word_starts)
    return np.add.reduceat(best * weights, block.word_starts, axis=1) / np.maximum(total, 1e-6)


def _by_forms(text: TextProfile, block: Block, wanted: Collection[str], forms: Forms, encoded: bool) -> dict[str, np.ndarray]:
    """How near windows are to statements by what was learned of either. What a form makes of the statements is the same for
    every text and kept with the block.

    :param encoded: whether by the vectors of the encoder, else by those of words
    """
    windows_of, rows = (window_vectors, block.vectors) if encoded else (window_bags, block.bags)
    found = {}
    for name in (*LEARNED, *NAMED, *UNSAID, *SHOWN, *FAMILIAR):
        if name not in wanted or (name in ENCODED) != encoded:
            continue
        form = forms.get(name)
        if form is None:
            found[name] = np.full((len(text.windows), len(block.profiles)), np.nan)
            continue
        if form not in block.made:
            block.made[form] = form.of_statements(rows[block.statement], [has_cjk(one.statement) for one in block.profiles])
        found[name] = form.near(windows_of(text), block.made[form])
    return found


def _unshared(text: TextProfile, block: Block, near: np.ndarray, form: Form | None) -> np.ndarray:
    """:param near: how near windows and statements are as they stand, by the same form"""
    if form is None:
        return near
    columns, sizes = len(block.word_roots) + 1, text.words.sizes
    places = np.repeat(np.arange(len(sizes)), sizes) * columns + _numbers(text, block)[text.words.at]
    by_unit = np.bincount(places, minlength=len(sizes) * columns).reshape(len(sizes), columns)
    said = pooled(by_unit, text.windows)[:, block.word_numbers]
    return near_beside_shared(pooled(text.bags, text.windows), said, near, block, form)


def _best_sentence(text: TextProfile, block: Block) -> np.ndarray:
    return pool_max(text.vectors.astype(np.float64) @ block.vectors[block.statement].T, text.runs)


def pool_max(values: np.ndarray, ranges: np.ndarray) -> np.ndarray:
    """The largest of each column over ranges of rows."""
    if _follow_each_other(ranges, len(values)):
        return over_runs(np.maximum, values, np.arange(len(values)), ranges[:, 0])
    return np.stack([values[first:last].max(0) for first, last in ranges])
