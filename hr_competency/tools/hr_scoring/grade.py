"""Grade an answer against model answers, or against a few answers that got full marks.

What is measured is how much of a model answer the answer says (:mod:`.grade_features`); what it is worth was learned from
answers that teachers graded (:mod:`.grade_model`). Each key point of the model answer is reported with the words that say
it, or as missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .encoders import Encoder, unit_rows
from .grade_brief import Brief, alternatives
from .grade_features import Exemplars, pair, reference_features
from .grade_judge import JudgedRange
from .grade_model import EXEMPLAR, POINT, REFERENCE, GradeModel, shipped_model
from .grade_text import GradedText, parts, prepare, weight
from .model import shipped_model as evidence_model
from .types import Kind, Verdict
from .wordvec import WordVectors

PASS = 0.6
# Where there are both, full-mark answers say more than a model answer: they show how far answers may differ.
_EXEMPLAR_SHARE = 2 / 3
# The nearest of many model answers is nearer than that of one by chance alone: were they independent, n of them would be worth
# the n-th power of what one is worth. They are mostly one thing in other words. Full marks stay full marks.
_CHANCES, _MOST_CHANCES = 0.14, 5
# How much the judge counts beside the additive model: against model answers, and, where it compares vectors, beside full-mark
# answers (without vectors it lowers the agreement there).
_JUDGED, _JUDGED_BESIDE = 0.6, 0.5
# What any answer on the subject reaches where the judge counts beside full-mark answers is worth nothing.
_BESIDE_FLOOR = 0.2
_SAID = 0.45
_EXPLICIT = 0.35
_MOST_POINTS = 8
_LEAST_CONTENT = 0.8
# What any text is like, whatever it is about: without it all cosines of some encoders are near 1.
_COMMONPLACE = (
    "我负责每周整理客户反馈并写成报告。",
    "上个月我们按时完成了仓库盘点。",
    "这种结构便于查找，但插入时需要移动元素。",
    "如果温度过高，反应速度会明显加快。",
    "作者通过细节描写表达了对故乡的思念。",
    "公司应当在合同到期前书面通知对方。",
    "她先安抚病人，然后通知了值班医生。",
    "价格上涨以后，需求量通常会下降。",
    "因为没有提前沟通，项目推迟了两周。",
    "错误，栈顶元素最先出栈。",
    "会议记录已经发给所有参会人员。",
    "学生们在操场上种了二十棵树。",
    "I wrote the weekly report and sent it to the customer.",
    "The battery is connected to the bulb by two wires.",
    "We finished the stock count on time last month.",
    "Plants need light and water to make their own food.",
    "The author describes the village in great detail.",
    "She calmed the patient and called the doctor on duty.",
    "When prices rise, demand usually falls.",
    "The contract must be ended in writing.",
    "He trained four new colleagues in the warehouse.",
    "The results should be checked with the same method again.",
    "No, because the path is open.",
    "Our team moved the database without any downtime.",
)


@dataclass(frozen=True, slots=True)
class Task:
    """One answer to be graded. At least one of ``references`` (model answers, each complete) and ``exemplars`` (answers
    that got full marks) says something."""

    answer: str
    question: str = ""
    references: tuple[str, ...] = ()
    exemplars: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """A key point of a model answer and the words that say it: ``answer[start:end] == quote``. For a point that is missing
    the quote is empty and the offsets are -1. ``probability`` that the answer says it is 0 to 1."""

    point: str
    probability: float
    quote: str = ""
    start: int = -1
    end: int = -1
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """``score`` is the part of full marks, 0 to 1; ``None`` where nothing was answered, which is not 0."""

    score: float | None
    verdict: Verdict
    evidence: tuple[KeyPoint, ...] = ()
    missing: tuple[KeyPoint, ...] = ()


class Grader:
    """Grades answers.

    :param encoder: gives meaning to words that differ; without it words and characters are compared
    :param model: the trained model; the shipped one if not given
    """

    def __init__(self, encoder: Encoder | None = None, model: GradeModel | None = None):
        self.encoder = encoder
        self._model = model
        self._text = lru_cache(maxsize=4096)(self._prepare)
        self._expected = lru_cache(maxsize=512)(self._words_of)
        self._yardstick = lru_cache(maxsize=512)(self._new_yardstick)
        self._common: np.ndarray | None = None
        self._words: WordVectors | None = None

    @property
    def model(self) -> GradeModel:
        """The trained model, read at first use."""
        return self._model or shipped_model()

    def grade(self, question: str, references: Sequence[str], exemplars: Sequence[str], answer: str) -> Grade:
        """Grade one answer, see :class:`Task`.

        :raise ValueError: where neither a reference nor an exemplar says anything
        """
        return self.grade_many([Task(answer, question, tuple(references), tuple(exemplars))])[0]

    def grade_many(self, tasks: Sequence[Task]) -> list[Grade]:
        """As :meth:`grade`, in the order of the tasks; each grade is the same as if the task were alone."""
        own = [self._text(text, True) for task in tasks for text in (task.question, *task.references, *task.exemplars)]
        answers = [self._text(task.answer, False, self._expected(task.references, task.exemplars)) for task in tasks]
        self._encode([*answers, *own])
        return [self._graded(task, answer) for task, answer in zip(tasks, answers, strict=True)]

    def read(self, texts: Sequence[str], trusted: bool = False) -> list[GradedText]:
        """Texts prepared for grading, with their vectors; what is not known yet is encoded in one call.

        :param trusted: whether they are the company's own, see :func:`.grade_text.prepare`
        """
        found = [self._text(text, trusted) for text in texts]
        self._encode(found)
        return found

    def _words_of(self, references: tuple[str, ...], exemplars: tuple[str, ...]) -> frozenset[str]:
        return frozenset().union(*(self._text(text, True).terms for text in (*references, *exemplars)))

    def _prepare(self, text: str, trusted: bool, expected: frozenset[str] = frozenset()) -> GradedText:
        if self._words is None:
            self._words = evidence_model().words_for(self.encoder)
        return prepare(text, self._words, trusted, expected)

    def _graded(self, task: Task, answer: GradedText) -> Grade:
        yardstick = self._yardstick(task.question, task.references, task.exemplars)
        if not len(answer):
            points = tuple(KeyPoint(_shown(point), 0.0) for point in yardstick.points([]))
            return Grade(None, Verdict.NOT_ENOUGH_EVIDENCE, (), points)
        score, points = yardstick.score(answer), yardstick.look(answer)
        verdict = Verdict.PASSED if score >= PASS else Verdict.NOT_PASSED
        return Grade(score, verdict, tuple(one for one in points if one.quote), tuple(one for one in points if not one.quote))

    def _new_yardstick(self, question: str, references: tuple[str, ...], exemplars: tuple[str, ...]) -> Yardstick:
        asked = self._text(question, True)
        meant = [part for text in references for part in alternatives(text)]
        models = [[one for one in (self._text(text, True) for text in texts) if len(one)] for texts in (meant, exemplars)]
        if not any(models):
            raise ValueError("references or exemplars are needed: there is nothing to grade against")
        self._encode([asked, *models[0], *models[1]])
        given = sum(len(self._text(text, True)) > 0 for text in references)
        return Yardstick(self.model, self.encoder, asked, *models, given)

    def _encode(self, texts: Sequence[GradedText]) -> None:
        missing = [one for one in texts if one.vectors is None and len(one)]
        if self.encoder is None or not missing:
            return
        pieces = list(dict.fromkeys(piece for text in missing for piece in text.pieces))
        place = {piece: number for number, piece in enumerate(pieces)}
        rows = unit_rows(self.encoder.encode(pieces) - self._commonplace())
        for text in missing:
            text.set_vectors(rows[[place[piece] for piece in text.pieces]])

    def _commonplace(self) -> np.ndarray:
        if self._common is None:
            self._common = self.encoder.encode(list(_COMMONPLACE)).astype(np.float64).mean(0)
        return self._common


class Yardstick:
    """What answers to one question are held against.

    :param references: model answers that say something, with their vectors
    :param exemplars: full-mark answers, the same
    :param given: how many model answers these were, before those that name alternatives were taken apart
    """

    def __init__(self, model: GradeModel, encoder: Encoder | None, question: GradedText, references: list, exemplars: list, given: int = 1):
        self._question = question
        self._doubt = 1.0 + _CHANCES * min(max(given - 1, 0), _MOST_CHANCES)
        self._parts = {name: model.part(name, encoder is not None) for name in (REFERENCE, EXEMPLAR, POINT)}
        self._judge = model.judges.fit(encoder)
        # a single full-mark answer shows no range: it is a model answer
        self._references = references if references or len(exemplars) > 1 else exemplars
        self._exemplars = exemplars if len(exemplars) > 1 else []
        self._full = self._own_score()
        self._brief, self._brief_beside = Brief(question, self._references), Brief(question, self._exemplars)
        self._scale = Exemplars(question, exemplars) if self._exemplars else None
        self._range = JudgedRange(self._judge, question, exemplars) if self._exemplars and len(self._judge.vectors) else None
        self._points_of = lru_cache(maxsize=64)(self._points_at)

    def score(self, answer: GradedText) -> float:
        """:return: the part of full marks"""
        found = []
        if self._references:
            score = min(1.0, self._worth(self._references, answer) / self._full) ** self._doubt
            found.append((1.0, self._brief.within(answer, score)))
        if self._scale:
            share = _EXEMPLAR_SHARE / (1.0 - _EXEMPLAR_SHARE) if found else 1.0
            found.append((share, self._brief_beside.within(answer, self._beside(answer))))
        return round(sum(share * score for share, score in found) / sum(share for share, _score in found), 4)

    def _worth(self, models: Sequence[GradedText], answer: GradedText) -> float:
        """What the additive model and the judge think of an answer, before it is held against full marks."""
        added = self._parts[REFERENCE](reference_features(self._question, models, answer))
        return (1.0 - _JUDGED) * added + _JUDGED * self._judge.best(self._question, models, answer)

    def _beside(self, answer: GradedText) -> float:
        """What both think of an answer beside full-mark answers."""
        added = self._parts[EXEMPLAR](self._scale.features(answer))
        if not self._range:
            return added
        score = (1.0 - _JUDGED_BESIDE) * added + _JUDGED_BESIDE * self._range(answer)
        return max(score - _BESIDE_FLOOR, 0.0) / (1.0 - _BESIDE_FLOOR)

    def _own_score(self) -> float:
        """What model answers reach that are held against themselves: they are worth full marks."""
        own = [self._worth([one], one) for one in self._references]
        return max(sum(own) / max(len(own), 1), 0.5)

    def look(self, answer: GradedText) -> list[KeyPoint]:
        """The key points of the model that the answer is nearest to, in their order."""
        clauses = parts(answer)
        points = self.points(clauses and [answer])
        brief = self._brief if self._references else self._brief_beside
        if len(points) == 1:
            return [self._said(points[0], answer, clauses, brief)]
        found = [self._said(point, answer, clauses) for point in points]
        # of many things to name some may be asked for
        return [one for one in found if one.quote] if brief.bounds(answer)[0] == 1.0 else found

    def points(self, answers: Sequence[GradedText]) -> tuple[GradedText, ...]:
        """The key points of a model answer: the one nearest to an answer, or the first."""
        models = self._references or self._exemplars
        judge = self._parts[REFERENCE]
        nearest = max(range(len(models)), key=lambda at: [judge(pair(self._question, models[at], one)) for one in answers])
        return self._points_of(nearest)

    def _points_at(self, number: int) -> tuple[GradedText, ...]:
        found = parts((self._references or self._exemplars)[number])
        telling = [
            one for one in found if weight(one.terms - self._question.terms) >= _LEAST_CONTENT or one.symbols - self._question.symbols
        ]
        return tuple((telling or found)[:_MOST_POINTS])

    def _said(self, point: GradedText, answer: GradedText, clauses: Sequence[GradedText], brief: Brief | None = None) -> KeyPoint:
        judge = self._parts[POINT]
        rows = [pair(self._question, point, clause) for clause in clauses]
        chances = [brief.within(clause, judge(row)) if brief else judge(row) for row, clause in zip(rows, clauses, strict=True)]
        best = max(range(len(clauses)), key=lambda at: (chances[at], -at))
        # a point may be said in several clauses; the best of them is quoted
        whole = judge(pair(self._question, point, answer))
        chance = round(max(chances[best], brief.within(answer, whole) if brief else whole), 4)
        if chance < _SAID:
            return KeyPoint(_shown(point), chance)
        kind = Kind.EXPLICIT if rows[best][0] >= _EXPLICIT else Kind.IMPLICIT
        return KeyPoint(_shown(point), chance, *answer.quote(best), kind)


def _shown(point: GradedText) -> str:
    return point.quote(0)[0]
