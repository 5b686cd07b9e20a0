"""The trained evidence model: from features to a calibrated probability.

Two paths look for evidence, one for what is named in words, one for what a deed implies; each has learned from phrases of
its kind. What they find, and how the text speaks (:mod:`.deed`), is put together by a third regression. A statement
that is no behaviour but a proposition, as the key point of a model answer, needs no deed: there saying it is enough.

The file is made by ``python -m hr_scoring.train``; it holds numbers and words only and is read without pickle.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from .deed import DeedModel
from .encoders import Encoder, vector_space
from .features import COUNTERS, ENCODED, EXAMPLES, FAMILIAR, LEARNED, NAMED, POINT, RELATION, SHOWN, SIZES, STATEMENT, UNSAID, related
from .forms import Form
from .kinds import Sorter
from .known_competencies import asked_of
from .known_names import KnownNames
from .phrased_names import COSINE_FEATURES, LEXICAL_FEATURES, LOCAL_FEATURES, Phrased, Sphere
from .predicate import parted
from .profiles import Block, StatementProfile, TextProfile, profile_statement
from .saying import PARTS, Points, Saying, saying_features, shared
from .wordvec import WordVectors

FILE = Path(__file__).with_name("evidence.npz")
LEXICAL, LOCAL = "lexical", "local"
# Where only the cosines of an encoder are known.
COSINES = "cosines"
# What names with phrases are judged by beside what is known of the bare name.
PHRASED = {LEXICAL: LEXICAL_FEATURES, COSINES: COSINE_FEATURES, LOCAL: LOCAL_FEATURES}
PHRASES = (*EXAMPLES, *COUNTERS)
_NEAR = {
    LEXICAL: ("bag", "covered", "covered_exactly", "gram", "akin_rest", "bag_learned", "bag_unshared"),
    LOCAL: ("bag", "covered_worst", "vector", "akin_rest", "vector_learned", "bag_learned", "bag_unshared"),
}
# With phrases to compare, what words imply elsewhere adds nothing.
_WITHOUT_PHRASES = frozenset({"akin_rest", "bag_learned", "bag_unshared"})
# How much the words around a window count beside the window itself.
_AROUND = 0.5
# No single feature may decide alone, however far from what was seen in training.
_FARTHEST = 5.0
_LEAST_SAID = -4.0
# From which logit of a path on (less than even chances) a text is near enough, and how soon it is not.
_ENOUGH, _STEEPNESS = 2.0, 2.0
# What being nearer than that still gains.
_NEARER = 0.1
# The share of a statement's words, by weight, that a text must use to be explicit evidence.
_NAMED = 0.1
# Of a name, of two or three words, most must be said: who leads five people does not say "team management".
_NAME_SAID = 0.75
# Lines of a CV, in words: up to the first they are judged by the statement alone too, beyond the second they are not.
_SHORT_LINE, _LONG_LINE = 10.0, 18.0
# Short lines often sound a little unlike a deed: up to here nothing is taken from a name for it, beyond it twice as much as from
# a behaviour, so that somebody else's deed is no better evidence for it, and never so much that names are no longer told apart.
_UNLIKE_A_DEED, _DOUBT, _NO_DEED = 1.0, 2.0, -12.0
# How soon a text that sounds more like a posting than like a CV is taken for one.
_SURELY = 2.0
# Where it is no sign of a known competency that a text is so far behind the one that it is most like, and what each further
# step costs; how akin its words are to a name that shares some with it, and to one that it as good as says; how much clearer
# than phrases of the library, by which the regressions are calibrated, lines are. All chosen on short lines.
_BEHIND, _COST = 0.2, 6.0
_AKIN = 0.3, 0.45
_CLEARER = 1.4
# A line of so few words that says half of the name ("managed the team") tells hardly more than it: weak evidence at best, a
# probability of .59.
_BARE_LINE, _HALF_SAID, _WEAK = 5.5, 0.5, 0.35
# Features by name, each windows × statements.
Near = Mapping[str, np.ndarray]


@dataclass(frozen=True, slots=True)
class Head:
    """A logistic regression on standardised features: few numbers, so that what is learned from some competencies holds
    for others."""

    centre: np.ndarray
    scale: np.ndarray
    weights: np.ndarray
    offset: np.ndarray

    def __call__(self, *values: np.ndarray) -> np.ndarray:
        """Logits.

        :param values: features along the last axis; what is not a number counts as the average. Features that do not differ
            along another axis may stand in an array of their own.
        """
        logits, first = self.offset, 0
        for part in values:
            last = first + part.shape[-1]
            plain = np.clip((part - self.centre[first:last]) / self.scale[first:last], -_FARTHEST, _FARTHEST)
            found = plain @ self.weights[first:last]
            logits = logits + (np.nan_to_num(plain) @ self.weights[first:last] if np.isnan(found).any() else found)
            first = last
        return logits


@dataclass(frozen=True, slots=True)
class Space:
    """How the vectors of an encoder are used: which deed classifier may see them, and what makes their cosines
    comparable with those the model knows."""

    deed: str = LOCAL
    factor: float = 1.0
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Judged:
    """What the model says of one text: arrays of windows × statements. ``covered`` is how much of each statement is said, see
    :data:`.features.STATEMENT`; 0 where nothing is to be told apart by it."""

    probability: np.ndarray
    explicit: np.ndarray
    covered: np.ndarray


class EvidenceModel:
    """The model with all its variants.

    :param arrays: the arrays of the file
    """

    def __init__(self, arrays: Mapping[str, np.ndarray]):
        self.version = str(arrays["version"])
        self.encoder = str(arrays["encoder"])
        self.words = WordVectors.of(arrays)
        self.deed = {variant: DeedModel.of(arrays, f"{variant}.deed.") for variant in (LEXICAL, LOCAL)}
        self._heads = {
            name.removesuffix(".centre"): stored_head(arrays, name.removesuffix(".centre")) for name in arrays if name.endswith(".centre")
        }
        self._forms: dict = {name: Form.of(arrays, name) for name in (*LEARNED, *UNSAID)}
        self._forms |= {name: KnownNames.of(arrays, name) for name in NAMED}
        self._forms |= asked_of(arrays, "vector") | asked_of(arrays, "bag")
        self.posting = DeedModel.of(arrays, "posting.")
        self._sphere = Sphere.of(arrays)
        self._usual_deed = {variant: float(arrays[f"{variant}.usual_deed"]) for variant in (LEXICAL, LOCAL)}
        self._saying = {variant: Saying.of(arrays, f"{variant}.saying") for variant in (LEXICAL, LOCAL)}
        self.sorter = Sorter.of(arrays)
        self._anchors = bytes(arrays["anchors"]).decode("utf-8").split("\n")
        self._anchor_scale = tuple(map(float, arrays["anchor_scale"]))

    @classmethod
    def load(cls, file: Path = FILE) -> EvidenceModel:
        """Read a model.

        :raise OSError: where the file is not there
        :raise ValueError: where it is no model, or holds Python objects
        """
        with np.load(file, allow_pickle=False) as arrays:
            return cls(dict(arrays))

    def words_for(self, encoder: Encoder | None) -> WordVectors:
        """The words that the model knows; with the encoder it was trained with, all others too."""
        return self.words.asking(encoder) if encoder is not None and self.knows(encoder) else self.words

    def knows(self, encoder: Encoder) -> bool:
        """Whether it was trained with this encoder."""
        return vector_space(encoder) == self.encoder

    def space(self, encoder: Encoder | None) -> Space:
        """How the cosines of an encoder are read. One that the model was not trained with tells how near two texts are,
        on a scale of its own, and nothing else; its scale is taken from texts that have nothing to do with each other."""
        if encoder is None or self.knows(encoder):
            return Space()
        vectors = encoder.encode(self._anchors)
        centre, spread = cosine_scale(vectors)
        own_centre, own_spread = self._anchor_scale
        factor = own_spread / max(spread, 1e-6)
        return Space(LEXICAL, factor, own_centre - factor * centre)

    def judge(self, text: TextProfile, block: Block, space: Space) -> Judged:
        """Judge every window of a text against every statement."""
        variant = LOCAL if text.vectors is not None and block.vectors is not None else LEXICAL
        kinds = self.sorter.kinds(block)
        has_phrases, names, claims = kinds.has_phrases, kinds.names, kinds.claims
        # what vectors of another encoder mean is not known, only how near they are to each other
        foreign = variant == LOCAL and space.deed != LOCAL
        listed = (names | kinds.tasks).any()
        rivals = np.count_nonzero(kinds.rivals) > 1
        near = self._near(text, block, space, _looked_at(variant, has_phrases.any(), listed, claims.any(), foreign, rivals))
        speaks = self.deed[LEXICAL if variant == LEXICAL else space.deed].judge(text)
        if listed:
            near = {**near, "asks": np.repeat(asks(self.posting, text)[:, None], len(names), axis=1)}
        logits = np.zeros((len(text.windows), len(names)))
        told = has_phrases & ~kinds.phrased
        for mode, chosen in (("plain", ~has_phrases), ("examples", told)):
            if chosen.any():
                logits[:, chosen] = self._judged(variant, mode, _statements(near, chosen), speaks, names[chosen])
        if told.any():
            logits[:, told] += self._brevity(variant, _statements(near, told), speaks, logits[:, told], names[told])
        if kinds.phrased.any():
            logits[:, kinds.phrased] = self._phrased(variant, space, text, block, near, speaks)
        if kinds.tasks.any():
            logits[:, kinds.tasks] = self._task(variant, _statements(near, kinds.tasks), speaks, logits[:, kinds.tasks])
        if kinds.points is not None:
            at = kinds.points.at
            said = self._said(variant, foreign, text, kinds.points, near, space)
            logits[:, at] = (1.0 - claims[at]) * logits[:, at] + claims[at] * said
        logits = (1.0 - _AROUND) * logits + _AROUND * logits[text.around]
        # rounded before, so that the least probable are still told apart
        probability = np.round(1.0 / (1.0 + np.exp(-np.round(np.clip(logits, -20, 20), 4))), 12)
        explicit = near["covered_exactly"] >= np.where(names, _NAME_SAID, _NAMED)
        return Judged(probability, explicit, near["covered"] if rivals else np.zeros_like(probability))

    def part(self, profiles: Sequence[StatementProfile], words: WordVectors) -> list[StatementProfile]:
        """Give each proposition its parts, where that was not done yet.

        :param words: what the statements were prepared with
        :return: the parts of all
        """
        unknown = [one for one in profiles if one.parts is None]
        for one, claim in zip(unknown, self.sorter.claims(Block.of(unknown)) if unknown else (), strict=True):
            texts = parted(one.statement, self.sorter.verbs) if claim > 0.0 else ()
            one.parts = tuple(profile_statement(text, words) for text in texts)
        return [part for one in profiles for part in one.parts]

    def _said(self, variant: str, foreign: bool, text: TextProfile, points: Points, whole: Near, space: Space) -> np.ndarray:
        """Logits of propositions."""
        names = shared(variant == LOCAL, not foreign)
        near = points.near(text, whole, lambda block: self._near(text, block, space, names))
        if foreign:
            return self._heads[f"{variant}.proposition"](_chosen(near, point_features(variant)))
        return self._saying[variant](_chosen(near, saying_features(variant == LOCAL)), text, points)

    def _near(self, text: TextProfile, block: Block, space: Space, names: Collection[str]) -> Near:
        """Features, those of another encoder on the scale of the own one."""
        forms = self._forms if space.deed == LOCAL else {name: form for name, form in self._forms.items() if name not in ENCODED}
        near = related(text, block, names, forms)
        if text.vectors is not None and block.vectors is not None:
            near |= {name: near[name] * space.factor + space.shift for name in ENCODED if name in near}
        return near

    def _brevity(self, variant: str, near: Near, speaks: np.ndarray, logits: np.ndarray, names: np.ndarray) -> np.ndarray:
        """What a short line gains. It shares little with phrases much longer than itself, and that says nothing against
        it: the statement alone is asked too, and counts the more the shorter the line."""
        words = np.expm1(near["words"])
        short = np.clip((_LONG_LINE - words) / (_LONG_LINE - _SHORT_LINE), 0.0, 1.0)
        if not short.any():
            return np.zeros_like(logits)
        alone = self._judged(variant, "plain", near, speaks, names)
        return short * np.maximum(alone - logits, 0.0)

    def _judged(self, variant: str, mode: str, near: Near, speaks: np.ndarray, names: np.ndarray) -> np.ndarray:
        """Logits of behaviours; those of names where no phrases tell what a name means."""
        if mode == "examples" or not names.any():
            return self._behaviour(variant, mode, near, speaks)
        named = self._name(variant, _statements(near, names), speaks)
        if names.all():
            return named
        logits = np.empty((len(speaks), len(names)))
        logits[:, names], logits[:, ~names] = named, self._behaviour(variant, mode, _statements(near, ~names), speaks)
        return logits

    def _behaviour(self, variant: str, mode: str, near: Near, speaks: np.ndarray) -> np.ndarray:
        paths = [
            self._heads[f"{variant}.{mode}.{path}"](_chosen(near, path_features(variant, mode, path))) for path in ("explicit", "implicit")
        ]
        beside = near["bag_unshared"] if mode == "plain" else None
        return self._heads[f"{variant}.{mode}.behaviour"](*behaviour_features(*paths, speaks, beside))

    def _name(self, variant: str, near: Near, speaks: np.ndarray) -> np.ndarray:
        """What somebody has done shows a competency as the library's phrases do, what is asked of somebody speaks of a skill as
        postings do. A text that speaks like no deed counts less, as it does for behaviours."""
        asked = asked_for(self._heads, variant, near)
        deed = self._like_a_deed(variant, speaks)
        shown = self._shown(variant, near, asked) + self._doubt(variant, speaks)
        logits = near["asks"] * (asked + deed) + (1.0 - near["asks"]) * shown
        return np.where(_only_named(near), np.minimum(logits, _WEAK), logits)

    def _like_a_deed(self, variant: str, speaks: np.ndarray) -> np.ndarray:
        """How much more each window sounds like a deed than deeds usually do: windows × 1."""
        return (deed_part(self._heads[f"{variant}.plain.behaviour"], speaks) - self._usual_deed[variant])[:, None]

    def _doubt(self, variant: str, speaks: np.ndarray) -> np.ndarray:
        """What is taken off a name where a text does not sound like a deed: windows × 1, at most 0."""
        return np.clip(_DOUBT * (self._like_a_deed(variant, speaks) + _UNLIKE_A_DEED), _NO_DEED, 0.0)

    def _phrased(self, variant: str, space: Space, text: TextProfile, block: Block, near: Near, speaks: np.ndarray) -> np.ndarray:
        """Logits of names with phrases. A text that does not sound like a deed counts less; of known names what is known of them
        tells as much as without phrases."""
        values = self._phrased_features(variant, space, text, block, near)
        near = _statements(near, self.sorter.kinds(block).phrased)
        logits = self._heads[f"{phrased_kind(variant, space)}.phrased"](values)
        unlike = np.minimum(self._like_a_deed(variant, speaks), 0.0)
        logits = logits + near["asks"] * unlike + (1.0 - near["asks"]) * self._doubt(variant, speaks)
        logits = np.where(_only_named(near), np.minimum(logits, _WEAK), logits)
        return logits + _familiar(variant, near) * np.maximum(self._name(variant, near, speaks) - logits, 0.0)

    def phrased_rows(self, variant: str, space: Space, text: TextProfile, block: Block) -> np.ndarray:
        """As :meth:`_phrased_features`, of names with phrases only, for those who train the model."""
        near = self._near(text, block, space, _of_names(variant))
        near["asks"] = np.repeat(asks(self.posting, text)[:, None], len(block.profiles), axis=1)
        return self._phrased_features(variant, space, text, block, near)

    def _phrased_features(self, variant: str, space: Space, text: TextProfile, block: Block, near: Near) -> np.ndarray:
        """What names with phrases are judged by: what is known of the bare name, and what the phrases have in common.

        :return: windows × names with phrases × features
        """
        kind, chosen = phrased_kind(variant, space), self.sorter.kinds(block).phrased
        sphere = self._sphere if kind == LOCAL else None
        if (Phrased, sphere) not in block.made:
            block.made[Phrased, sphere] = Phrased.of(block, np.flatnonzero(chosen), sphere)
        found = block.made[Phrased, sphere].near(text, self.words, sphere)
        if kind == COSINES:
            found["vector"] = found["vector"] * space.factor + space.shift
        near = _statements(near, chosen)
        asked = asked_for(self._heads, variant, near)
        bare = near["asks"] * asked + (1.0 - near["asks"]) * self._shown(variant, near, asked)
        return np.stack([bare, *(found[name] for name in PHRASED[kind])], axis=-1)

    def _task(self, variant: str, near: Near, speaks: np.ndarray, behaviours: np.ndarray) -> np.ndarray:
        """What a posting asks for in so many words is judged there as names are, else it would stand behind every name; where
        somebody tells of a deed it is the behaviour that it is."""
        asked = asked_for(self._heads, variant, near) + self._like_a_deed(variant, speaks)
        return near["asks"] * asked + (1.0 - near["asks"]) * behaviours

    def _shown(self, variant: str, near: Near, asked: np.ndarray) -> np.ndarray:
        """Logits that a deed shows what is named. Of known names what is known of them tells; words akin to the name tell as
        much as they do of new ones."""
        told = asked[..., None], _chosen(near, shown_features(variant))
        familiar = _familiar(variant, near)
        known, new = (self._heads[f"{variant}.{head}"](*told) for head in SHOWN_HEADS)
        akin = np.clip((near["bag"] - _AKIN[0]) / (_AKIN[1] - _AKIN[0]), 0.0, 1.0)
        known = known + akin * np.maximum(new - known, 0.0) + _COST * np.minimum(near["bag_apart"] + _BEHIND, 0.0)
        return _CLEARER * (familiar * known + (1.0 - familiar) * new)


def path_features(variant: str, mode: str, path: str) -> tuple[str, ...]:
    """What a path looks at: how near the statement is, and its phrases where it has any."""
    names = _NEAR[variant]
    if mode == "examples":
        names = tuple(name for name in names if name not in _WITHOUT_PHRASES)
        names += tuple(name for name in PHRASES if variant == LOCAL or name not in ENCODED)
    return names


def proposition_features(variant: str) -> tuple[str, ...]:
    """What the judgement of a proposition looks at: every word of it counts, and how long the text is."""
    return _of(variant, (*STATEMENT, *POINT, *SIZES))


def point_features(variant: str) -> tuple[str, ...]:
    """What the judgement of a proposition looks at where only cosines of another encoder are known."""
    parts = (f"{part}_{name}" for part in PARTS for name in shared(variant == LOCAL, learned=False))
    return *proposition_features(variant), *parts


def name_features(variant: str) -> tuple[str, ...]:
    """What the judgement of a name looks at; the sizes come last."""
    return *_of(variant, UNSAID), *_of(variant, NAMED), *proposition_features(variant)


def unnamed_features(variant: str) -> tuple[str, ...]:
    """What tells of a skill that is not named: meaning alone, its words cannot be asked for."""
    near = ("bag", "gram") if variant == LEXICAL else ("vector", "vector_sentence", "bag")
    return *_of(variant, UNSAID), *_of(variant, NAMED), *near


def _of(variant: str, names: Sequence[str]) -> tuple[str, ...]:
    """Those of some features that a variant has."""
    return tuple(name for name in names if variant == LOCAL or name not in ENCODED)


def shown_features(variant: str) -> tuple[str, ...]:
    """What tells of a deed that shows what is named, beside what a posting would ask for; the sizes come last."""
    return *_of(variant, SHOWN), *_of(variant, NAMED), *proposition_features(variant)


def _familiar(variant: str, near: Near) -> np.ndarray:
    """How much each name is a known one, see :class:`.known_competencies.Familiar`."""
    familiar = near["vector_familiar" if variant == LOCAL else "bag_familiar"]
    return np.where(np.isnan(familiar), near["bag_familiar"], familiar)


def _only_named(near: Near) -> np.ndarray:
    """Where a short line says half of a name and hardly more."""
    return (near["covered_exactly"] >= _HALF_SAID) & (np.expm1(near["words"]) <= _BARE_LINE)


def phrased_kind(variant: str, space: Space) -> str:
    """Which regression judges names with phrases."""
    return COSINES if variant == LOCAL and space.deed != LOCAL else variant


# The regressions about names in postings: where the text says the name, and where it does not.
NAMES = {"name": name_features, "unnamed": unnamed_features}


# The regressions about deeds that show what is named: of names that are known, and of others.
SHOWN_HEADS = ("familiar", "new")


def asks(posting: DeedModel, text: TextProfile) -> np.ndarray:
    """How much each window asks for something, as a posting does, rather than telling of something, 0 to 1."""
    return np.round(1.0 / (1.0 + np.exp(-_SURELY * posting.scores(text)[:, 0])), 4)


def asked_for(heads: Mapping[str, Head], variant: str, near: Near) -> np.ndarray:
    """Logits that a posting asks for what is named. Either regression is enough: a name need not be said where what is told is
    its kind of thing."""
    return np.logaddexp(*(heads[f"{variant}.{one}"](_chosen(near, of(variant))) for one, of in NAMES.items()))


def behaviour_features(
    explicit: np.ndarray, implicit: np.ndarray, speaks: np.ndarray, beside: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """What the last regression looks at: both paths, and how the text speaks. The logarithms of probabilities make it
    a product: on the topic *and* a deed of one's own. Being more than near enough to a statement gains little: a deed
    that repeats its words is hardly better evidence than one in other words.

    :param explicit: logits of the paths, windows × statements
    :param speaks: log probabilities of :data:`.deed.CLASSES`, a row for each window
    :param beside: windows × statements, how near they are beside the words that both say (:mod:`.unshared`), where no phrases tell more
    :return: windows × statements × 2 (with ``beside`` 3), and windows × 1 × what tells how they speak
    """
    deed = np.clip(log_odds(speaks[:, 0]), -6.0, 6.0)
    by_window = np.column_stack([log_sigmoid(deed - 2.0), log_sigmoid(0.5 * deed - 2.0), np.maximum(speaks, _LEAST_SAID)])
    paths = np.stack([explicit, implicit], axis=-1)
    near = log_sigmoid(_STEEPNESS * (paths + _ENOUGH)) + _NEARER * log_sigmoid(paths)
    if beside is not None:
        near = np.concatenate([near, beside[..., None]], axis=-1)
    return near, by_window[:, None, :]


def deed_part(head: Head, speaks: np.ndarray) -> np.ndarray:
    """What the last regression says of how texts speak, whatever they are about: one number for each row of ``speaks``."""
    none = np.zeros((len(speaks), 1))
    told = behaviour_features(none, none, speaks)[1][:, 0]
    # what is about the statement comes before
    own = slice(len(head.centre) - told.shape[1], None)
    return np.clip((told - head.centre[own]) / head.scale[own], -_FARTHEST, _FARTHEST) @ head.weights[own]


def log_odds(log_chance: np.ndarray) -> np.ndarray:
    """The logit of a probability given by its logarithm."""
    return log_chance - np.log1p(-np.exp(np.minimum(log_chance, -1e-5)))


def log_sigmoid(values: np.ndarray) -> np.ndarray:
    """The logarithm of the logistic function."""
    return -np.logaddexp(0.0, -values)


def cosine_scale(vectors: np.ndarray) -> tuple[float, float]:
    """Mean and standard deviation of the cosines between different texts."""
    cosines = (vectors @ vectors.T)[np.triu_indices(len(vectors), 1)]
    return float(cosines.mean()), float(cosines.std())


def _looked_at(variant: str, phrases: bool, names: bool, claims: bool, foreign: bool, rivals: bool) -> frozenset[str]:
    """The features that are looked at where there are statements with phrases, names, propositions, several behaviours without phrases."""
    found = {"covered_exactly", "words", *(("covered",) if rivals else ())}
    for path in ("explicit", "implicit"):
        found.update(path_features(variant, "plain", path), path_features(variant, "examples", path) if phrases else ())
    if names:
        found |= _of_names(variant)
    if claims:
        asked = proposition_features(variant) if foreign else saying_features(variant == LOCAL)
        found.update(name for name in asked if name in RELATION)
    return frozenset(found)


def _of_names(variant: str) -> set[str]:
    """The features that are looked at where there are names."""
    return {"covered_exactly", "words", *FAMILIAR, *shown_features(variant), *(name for of in NAMES.values() for name in of(variant))}


def _statements(near: Near, chosen: np.ndarray) -> Near:
    """The features of some statements."""
    return near if chosen.all() else {name: values[:, chosen] for name, values in near.items()}


def _chosen(near: Near, names: Sequence[str]) -> np.ndarray:
    return np.stack([near[name] for name in names], axis=-1)


def stored_head(arrays: Mapping[str, np.ndarray], name: str) -> Head:
    """A regression of the file."""
    return Head(*(arrays[f"{name}.{part}"] for part in ("centre", "scale", "weights", "offset")))


@lru_cache(maxsize=1)
def shipped_model() -> EvidenceModel:
    """The model that comes with the engine, read once."""
    return EvidenceModel.load()
