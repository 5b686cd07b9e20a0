"""From a person's texts to the evidence that counts: search, check, choose.

Each sentence is judged by itself, so that no sentence beside it, before it or after it can take its points away; what it
denies is looked for apart (:mod:`.lacking`). For each indicator the set of passages that together prove most is chosen,
none overlapping, none said twice. Because the *best* set is chosen, a further passage can only make it better (ENG-3).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from .claims import SHIPPED, Scale, claimed, gain_of, weight_of
from .encoders import Encoder
from .lacking import Heard, LackingFinder, denying_texts
from .levels import mass
from .normal import fold
from .prepare import Prepared, prepare_many
from .references import indicators_of_source, with_references
from .text import Span, language, tokens
from .types import Competency, Evidence, Finder, Indicator, JobModel, Source, changed

# Weaker ones beyond so many cannot matter: a handful proves all there is to prove.
_MOST_CONSIDERED = 24
_MOST_BRANCHES = 20_000
# More passages of one text than these prove nothing more about one indicator, and a reader would not look at them.
MOST_PASSAGES = 3
# From this share of a sentence on it tells of an indicator itself; from the other on it may stand in for what does.
OWN, STANDS_IN = 0.85, 0.6
# So many words (some three sentences) are an answer, and where they show nothing not the lack of one.
AT_LENGTH = 30
# This part of an answer's sentences must speak of what it was asked for, before little evidence says more than none.
SPOKEN_OF = 0.4
_SAID = re.compile(r"[A-Za-z0-9]+|[\u4e00-\u9fff]")
# What proves so much is a deed that a story may have led to.
CLEARLY = 0.25
# An answer of fewer words ("-", "n/a") is none.
BLANK = 3


@dataclass(frozen=True, slots=True)
class Case:
    """One person's texts for one job, prepared; ``pointed`` is evidence from elsewhere.

    ``job`` is what is scored: ``asked``, the job's own model, and the key points of the model answers.
    """

    job: JobModel
    asked: JobModel
    sources: tuple[Source, ...]
    prepared: tuple[Prepared, ...]
    pointed: tuple[Evidence, ...]


def make_case(job: JobModel, sources: Sequence[Source], pointed: Sequence[Evidence] = (), encoder: Encoder | None = None) -> Case:
    """Prepare a person's texts."""
    return make_cases([(job, sources, pointed)], encoder)[0]


def make_cases(items: Sequence[tuple], encoder: Encoder | None = None) -> list[Case]:
    """:func:`make_case` for many people, each ``(job, sources)`` or ``(job, sources, pointed)``."""
    prepared = prepare_many([(job, sources) for job, sources, *_pointed in items], encoder)
    return [_case(tuple(own), *item) for own, item in zip(prepared, items, strict=True)]


def _case(prepared: tuple[Prepared, ...], job: JobModel, sources: Sequence[Source], pointed: Sequence[Evidence] = ()) -> Case:
    return Case(with_references(job, sources), job, tuple(sources), prepared, tuple(pointed))


def indicators_of(competency: Competency) -> tuple[Indicator, ...]:
    """The indicators of a competency; one without any is an indicator itself."""
    return competency.indicators or (Indicator(competency.id, competency.name),)


def all_indicators(job: JobModel) -> list[Indicator]:
    """The indicators of all competencies of a job."""
    return [indicator for competency in job.competencies for indicator in indicators_of(competency)]


def localised(indicator: Indicator, lang: str) -> Indicator:
    """An indicator in the language of a text: only its phrases in that language, where it has any.

    A statement may give one wording a line.
    """
    return replace(
        indicator,
        statement="\n".join(_in_language(tuple(indicator.statement.splitlines()), lang)) or indicator.statement,
        examples=_in_language(indicator.examples, lang),
        counter_examples=_in_language(indicator.counter_examples, lang),
        cues=_in_language(indicator.cues, lang),
    )


def _in_language(texts: Sequence[str], lang: str) -> tuple[str, ...]:
    if lang == "mixed":
        return tuple(texts)
    return tuple(text for text in texts if language(text) in (lang, "mixed")) or tuple(texts)


@lru_cache(maxsize=64)
def _localised_indicators(job: JobModel, lang: str) -> tuple[Indicator, ...]:
    return tuple(localised(indicator, lang) for indicator in all_indicators(job))


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence that may earn points: whose (``case`` counts the cases), in which text, where, in which language."""

    case: int
    prepared: Prepared
    span: Span


def search(finder, cases: Sequence[Case], scale: Scale = SHIPPED) -> list[list[Evidence]]:
    """Ask the finder about all sentences of all cases, one call for each job and language.

    :param scale: what a probability proves
    :return: for each case the passages that may count, for it or against it, with spans into the clean texts
    """
    said = [
        _Said(number, prepared, span) for number, case in enumerate(cases) for prepared in case.prepared for span in prepared.sentences()
    ]
    found: list[list[Evidence]] = [[] for _ in cases]
    gain = _gains(cases, said, scale)
    # most of what is found does not count: a finder that can is asked not to quote it
    look = getattr(finder, "candidates", finder.find)
    for indicators, sources in _questions(cases, said):
        asked = any(source.targets for source in sources)
        shown = look(indicators, sources, minimum=scale.least_probability if asked else scale.least_unasked)
        for item, weight, share in claimed(shown, gain, scale):
            one = said[int(item.source_id)]
            found[one.case].append(_counted(item, one, weight, share))
    denied = denials(finder, cases, found)
    return [[*shown, *lacking] for shown, lacking in zip(found, denied, strict=True)]


def _counted(item, said: _Said, weight: float, share: float) -> Evidence:
    """What counts as evidence, with its span in the clean text.

    :param item: evidence with its span in the sentence, or what becomes evidence
    """
    source_id, first = said.prepared.source.id, said.span.start
    if not isinstance(item, Evidence):
        return item.evidence(source_id, first, weight, share)
    return changed(item, source_id=source_id, start=item.start + first, end=item.end + first, weight=weight, share=share)


def _gains(cases: Sequence[Case], said: Sequence[_Said], scale: Scale) -> Callable[[Evidence], float]:
    """What each passage gains by its question. A key point of a model answer gains nothing: it is looked for in the answer to its
    question only."""
    by_sentence = [_gained(cases[one.case].asked, one.prepared.source.targets, scale) for one in said]
    return lambda item: by_sentence[int(item.source_id)].get(item.indicator_id, 0.0)


@lru_cache(maxsize=256)
def _gained(job: JobModel, targets: tuple[str, ...], scale: Scale) -> Mapping[str, float]:
    """What each indicator of a job gains by a question."""
    known = {competency.id for competency in job.competencies}
    meant = [target for target in targets if target in known]
    return {indicator_id: gain_of(competency, meant, scale) for indicator_id, competency in _competencies(job).items()}


@lru_cache(maxsize=64)
def _competencies(job: JobModel) -> Mapping[str, str]:
    """The competency of each indicator."""
    return {one.id: competency.id for competency in job.competencies for one in indicators_of(competency)}


def _questions(cases: Sequence[Case], said: Sequence[_Said]) -> Iterator[tuple[tuple[Indicator, ...], list[Source]]]:
    groups: dict[tuple[int, str], tuple[JobModel, list[Source]]] = {}
    for index, one in enumerate(said):
        job = cases[one.case].asked
        # The finder sees a sentence by its place in this call: ids of two people may be equal.
        source = Source(str(index), one.span.text, targets=one.prepared.source.targets)
        groups.setdefault((id(job), one.span.lang), (job, []))[1].append(source)
    for (_job_id, lang), (job, sources) in groups.items():
        yield _localised_indicators(job, lang), sources
    yield from _reference_questions(said)


def _reference_questions(said: Sequence[_Said]) -> Iterator[tuple[tuple[Indicator, ...], list[Source]]]:
    """The key points of each model answer, to be looked for in the answers to its question."""
    groups: dict[tuple, list[Source]] = {}
    for index, one in enumerate(said):
        source = one.prepared.clean
        if source.references or source.exemplars:
            key = (source.id, source.question, source.references, source.exemplars)
            groups.setdefault(key, []).append(replace(source, id=str(index), text=one.span.text))
    for (source_id, question, references, exemplars), sources in groups.items():
        yield indicators_of_source(Source(source_id, "", question=question, references=references, exemplars=exemplars)), sources


def collect(case: Case, found: Sequence[Evidence]) -> dict[str, list[Evidence]]:
    """All evidence of a case that counts, by indicator.

    :param found: what :func:`search` found
    """
    by_source = {prepared.source.id: prepared for prepared in case.prepared}
    pieces: dict[str, list[Evidence]] = {}
    for item in found:
        checked = _to_original(item, by_source.get(item.source_id))
        if checked is not None:
            pieces.setdefault(item.indicator_id, []).append(checked)
    for item in case.pointed:
        if _is_verbatim(item, by_source.get(item.source_id)):
            pieces.setdefault(item.indicator_id, []).append(item)
    return {indicator_id: independent(items) for indicator_id, items in pieces.items()}


def denials(finder, cases: Sequence[Case], found: Sequence[Sequence[Evidence]]) -> list[list[Evidence]]:
    """What sentences deny that show nothing: "I had never done it, so I …" is a deed and not held against anybody.

    :param finder: where it has ``denials(indicators, texts)``, it is asked what they are about; words alone tell without it
    :param found: for each case what shows something
    """
    silent = [
        (number, prepared, _uncovered(prepared, shown), _asked_of(case, prepared))
        for number, (case, shown) in enumerate(zip(cases, found, strict=True))
        for prepared in case.prepared
        if prepared.source.kind == "answer"
    ]
    heard = _heard(finder, cases, silent)
    denied: list[list[Evidence]] = [[] for _ in cases]
    for number, prepared, spans, asked in silent:
        job, source = cases[number].asked, prepared.source
        deed = _last_deed(source, found[number], asked)
        denied[number] += _lacking_finder(job).find(source.id, spans, source.question, asked, heard.get(id(job), {}), deed)
    return denied


def _uncovered(prepared: Prepared, shown: Sequence[Evidence]) -> list[Span]:
    """The sentences that show nothing."""
    here = [(item.start, item.end) for item in shown if item.source_id == prepared.source.id]
    return [span for span in prepared.sentences() if not any(start < span.end and span.start < end for start, end in here)]


def _last_deed(source: Source, shown: Sequence[Evidence], asked: Collection[str]) -> int:
    """Where the last passage of an answer begins that clearly shows what was asked for; -1 without one."""
    plain = (item for item in shown if item.source_id == source.id and item.indicator_id in asked and weight_of(item) >= CLEARLY)
    return max((item.start for item in plain), default=-1)


def _asked_of(case: Case, prepared: Prepared) -> frozenset[str]:
    return _asked(case.asked, prepared.source.targets)


def _heard(finder, cases: Sequence[Case], silent: Sequence[tuple]) -> dict[int, dict[str, Heard]]:
    """By job and text what the finder makes of it; all texts of a job and a language are asked about at once."""
    groups: dict[tuple[int, str], tuple[JobModel, dict[str, None]]] = {}
    for number, _prepared, spans, asked in silent:
        job = cases[number].asked
        for span in spans:
            texts = groups.setdefault((id(job), span.lang), (job, {}))[1]
            texts.update(dict.fromkeys(denying_texts([span], bool(asked))))
    heard: dict[int, dict[str, Heard]] = {}
    for (job_id, lang), (job, texts) in groups.items():
        if texts and hasattr(finder, "denials"):
            indicators = _localised_indicators(job, lang)
            told = finder.denials(indicators, list(texts))
            named = {text: Heard(one.probability, _by_id(indicators, one.fits)) for text, one in zip(texts, told, strict=True)}
            heard.setdefault(job_id, {}).update(named)
    return heard


def _by_id(indicators: Sequence[Indicator], fits: Sequence[float]) -> dict[str, float]:
    return {indicator.id: fit for indicator, fit in zip(indicators, fits, strict=False)}


@dataclass(frozen=True, slots=True)
class Response:
    """How a competency's questions were answered.

    :ivar silent: at some length, without a deed and without a denial
    :ivar told: at some length, and a good part of the sentences speak of it, however little they prove
    """

    silent: bool = False
    told: bool = False


@dataclass(slots=True)
class _Length:
    """What answers meant for a competency hold: words, words in sentences that show nothing at all, sentences, and
    sentences that speak of the competency."""

    words: int = 0
    idle: int = 0
    sentences: int = 0
    speaking: int = 0

    def add(self, words: int, shows: bool, speaks: bool) -> None:
        """Count a sentence: whether it shows anything, and whether it speaks of the competency."""
        self.words += words
        self.idle += 0 if shows else words
        self.sentences += 1
        self.speaking += speaks

    def response(self, spoken: bool) -> Response:
        """What that makes of the answers; ``spoken`` is whether any answer tells of the competency."""
        told = self.words >= AT_LENGTH and self.speaking >= SPOKEN_OF * self.sentences
        return Response(silent=self.idle >= AT_LENGTH and not spoken, told=told)


def responses(case: Case, found: Sequence[Evidence]) -> dict[str, Response]:
    """How the questions that ask for a competency were answered, by competency; none for what nobody asked for.

    Only sentences that show nothing at all count as silence, so that a further deed, whatever it shows, makes nobody silent.
    What is told of a competency is counted in sentences: one sentence may come near to all of its behaviours.
    """
    told = [*found, *case.pointed]
    owners = _competencies(case.asked)
    spoken = {owners.get(item.indicator_id) for item in told}
    lengths: dict[str, _Length] = {}
    for prepared in case.prepared:
        targets = prepared.source.targets if prepared.source.kind == "answer" else ()
        here = [item for item in told if item.source_id == prepared.source.id] if targets else []
        for span in prepared.sentences() if targets else ():
            about = {owners.get(item.indicator_id) for item in here if item.start < span.end and span.start < item.end}
            words = len(tokens(span.text))
            for target in targets:
                lengths.setdefault(target, _Length()).add(words, bool(about), target in about)
    return {key: one.response(key in spoken) for key, one in lengths.items()}


def is_unfinished(case: Case, found: Sequence[Evidence]) -> bool:
    """Whether the questions were not answered so far that anything could be held against the person: one that asks for
    something is left blank, or all answers together are no longer than a sentence or two, and deny nothing."""
    asked = [prepared for prepared in case.prepared if prepared.source.kind == "answer" and prepared.source.targets]
    if not asked:
        return False
    # what was said twice, or to the software, was said
    words = [len(_SAID.findall(prepared.normal.text)) for prepared in asked]
    return min(words) < BLANK or (sum(words) < AT_LENGTH and not any(item.lacking for item in found))


@lru_cache(maxsize=256)
def _asked(job: JobModel, targets: tuple[str, ...]) -> frozenset[str]:
    """The indicators of the competencies that a question asks for."""
    return frozenset(key for key, competency in _competencies(job).items() if competency in targets)


@lru_cache(maxsize=32)
def _lacking_finder(job: JobModel) -> LackingFinder:
    return LackingFinder(all_indicators(job))


def _to_original(item: Evidence, prepared: Prepared | None) -> Evidence | None:
    """Evidence with its span and quote in the source's own text, or ``None`` where it must not count."""
    if prepared is None or not prepared.earns(item.start, item.end):
        return None
    start, end = prepared.original_span(item.start, item.end)
    # Rounded, so that the last bits of a matrix product, which depend on the batch, cannot show in a score.
    probability, strength = round(float(item.probability), 4), round(float(item.strength), 4)
    quote = prepared.source.text[start:end]
    return changed(item, start=start, end=end, quote=quote, probability=probability, strength=strength)


def _is_verbatim(item: Evidence, prepared: Prepared | None) -> bool:
    if prepared is None or not item.quote or prepared.source.text[item.start : item.end] != item.quote:
        return False
    normal = prepared.normal
    inside = [index for index, at in enumerate(normal.starts) if item.start <= at < item.end]
    return bool(inside) and prepared.earns(inside[0], inside[-1] + 1)


def independent(pieces: Sequence[Evidence]) -> list[Evidence]:
    """The pieces that count for one indicator: those that show it, strongest first, then those of the opposite.

    What shows a behaviour takes precedence where both overlap.
    """
    shown = [item for item in pieces if not item.lacking]
    denials = [item for item in pieces if item.lacking and not any(_overlap(item, other) for other in shown)]
    return _showing(shown) + best_set(denials)


def _showing(shown: Sequence[Evidence]) -> list[Evidence]:
    """What is best told of an indicator, or the one passage that is told of another before, where it proves more.

    A sentence that shows a neighbouring behaviour first and this one too stands in for evidence of its own; it adds nothing
    to it. Either way more passages never prove less.
    """
    own = best_set([item for item in shown if item.share >= OWN])
    other = max(
        (item for item in shown if STANDS_IN <= item.share < OWN),
        key=lambda item: (weight_of(item), item.source_id, -item.start),
        default=None,
    )
    return own if other is None or mass([weight_of(item) for item in own]) >= weight_of(other) else [other]


def best_set(pieces: Sequence[Evidence], most: int = MOST_PASSAGES) -> list[Evidence]:
    """The pieces that together prove most: none overlapping, none said twice, at most ``most`` of one text.

    A set that was allowed stays allowed when pieces are added, so more pieces never prove less.
    """
    if len(pieces) < 2:
        return [item for item in pieces if weight_of(item) > 0.0]
    ordered = sorted(pieces, key=lambda item: (-weight_of(item), item.source_id, item.start, item.end, item.quote))[:_MOST_CONSIDERED]
    return [ordered[place] for place in _best(ordered, _conflicts(ordered), most)]


def _conflicts(pieces: Sequence[Evidence]) -> list[set[int]]:
    rivals: list[set[int]] = [set() for _ in pieces]
    told = [fold(item.quote) for item in pieces]
    for left, right in combinations(range(len(pieces)), 2):
        if _overlap(pieces[left], pieces[right]) or _alike(told[left], told[right]):
            rivals[left].add(right)
            rivals[right].add(left)
    return rivals


def _best(pieces: Sequence[Evidence], conflicts: Sequence[set[int]], most: int) -> tuple[int, ...]:
    """Branch and bound over which pieces to take, the strongest first; without conflicts there is nothing to branch.

    The first way down is the greedy one, so the bound on the work (texts made of near copies) costs little.
    """
    gains = [-math.log(max(1e-9, 1.0 - weight_of(item))) for item in pieces]
    rest = [math.fsum(gains[place:]) for place in range(len(gains) + 1)]
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    branches = [(0, 0.0, ())]
    for _ in range(_MOST_BRANCHES):
        if not branches:
            break
        place, gained, taken = branches.pop()
        best = max(best, (gained, taken), key=lambda pair: pair[0])
        if place == len(pieces) or gained + rest[place] <= best[0]:
            continue
        own = sum(pieces[other].source_id == pieces[place].source_id for other in taken)
        free = own < most and conflicts[place].isdisjoint(taken)
        # Leaving out helps only where something stands against it. Taking is tried first: last in, first out.
        if conflicts[place] or not free:
            branches.append((place + 1, gained, taken))
        if free:
            branches.append((place + 1, gained + gains[place], (*taken, place)))
    return best[1]


def _overlap(item: Evidence, other: Evidence) -> bool:
    return item.source_id == other.source_id and item.start < other.end and other.start < item.end


def _alike(left: str, right: str) -> bool:
    """Whether two folded quotes say the same: one holds the other, or most of their character trigrams are shared."""
    if left in right or right in left:
        return True
    first, second = _trigrams(left), _trigrams(right)
    return len(first & second) >= 0.8 * min(len(first), len(second))


# The quotes of one person are compared with each other; a set of trigrams takes as much memory as a page of text.
@lru_cache(maxsize=128)
def _trigrams(text: str) -> frozenset[str]:
    return frozenset([text[index : index + 3] for index in range(max(1, len(text) - 2))])


def accept_pointers(job: JobModel, source: Source, pointers) -> list[Evidence]:
    """Check what a language model pointed at; it can name behaviours and quotes, never points.

    :param pointers: ``[{"indicator": id, "quote": text}, …]``; anything of another form, an unknown id and a quote that
        does not stand in the source word for word are dropped
    :return: evidence found by :attr:`Finder.LLM`
    """
    known = {one.id for one in all_indicators(job)}
    accepted = [_pointed(source, known, item) for item in pointers] if isinstance(pointers, (list, tuple)) else []
    return [item for item in accepted if item is not None]


def _pointed(source: Source, known: set[str], pointer) -> Evidence | None:
    if not isinstance(pointer, Mapping):
        return None
    indicator_id, quote = pointer.get("indicator"), pointer.get("quote")
    if not isinstance(indicator_id, str) or not isinstance(quote, str) or indicator_id not in known:
        return None
    start = source.text.find(quote)
    if start < 0 or len(fold(quote)) < 4:
        return None
    return Evidence(indicator_id, source.id, quote, start, start + len(quote), 0.75, strength=0.5, finder=Finder.LLM)
