"""What the shipped library promises: enough of everything, both languages, nothing twice, nothing half."""

import json
import re
from collections import Counter

from odoo.tests import BaseCase, tagged

from ..models.hr_competency_library import LIBRARY
from ..tools.hr_scoring.questions import lint_question

LANGUAGES = ("en", "zh")
COUNTER_KINDS = {"claim", "wish", "negated", "other_person", "hypothetical", "neighbour", "stuffing"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
WORDED = re.compile(r"[A-Za-z]{4,}")


def twice(items):
    return [item for item, count in Counter(items).items() if count > 1]


@tagged("post_install", "-at_install")
class TestLibraryContent(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.competencies = [json.loads(path.read_text("utf-8")) for path in sorted(LIBRARY.glob("competencies/*.json"))]
        cls.industries, cls.templates, cls.kpis = (
            json.loads((LIBRARY / f"{name}.json").read_text("utf-8")) for name in ("industries", "templates", "kpis")
        )
        cls.indicators = [indicator for row in cls.competencies for indicator in row["indicators"]]

    def _phrases(self, language):
        for indicator in self.indicators:
            for part in ("examples", "counter_examples"):
                for phrase in indicator[part][language]:
                    yield indicator["key"], phrase["t"]

    def test_there_is_enough_of_everything(self):
        self.assertGreaterEqual(len(self.competencies), 60)
        self.assertGreaterEqual(len(self.templates), 80)
        self.assertGreaterEqual(len(self.kpis), 200)
        self.assertGreaterEqual(len(self.industries), 20)

    def test_each_indicator_is_anchored_and_illustrated_in_both_languages(self):
        for indicator in self.indicators:
            for language in LANGUAGES:
                with self.subTest(indicator["key"], language=language):
                    self.assertEqual(len(set(indicator["anchors"][language])), 5)
                    self.assertGreaterEqual(len(indicator["cues"][language]), 3)
                    kinds = Counter(example["k"] for example in indicator["examples"][language])
                    self.assertGreaterEqual(kinds.total(), 10)
                    self.assertGreaterEqual(min(kinds["explicit"], kinds["implicit"]), 4, "one way of saying it is missing")
                    counters = indicator["counter_examples"][language]
                    self.assertGreaterEqual(len(counters), 10)
                    self.assertEqual({counter["k"] for counter in counters}, COUNTER_KINDS)

    def test_no_phrase_stands_twice(self):
        """A phrase under two indicators would teach the engine both and neither."""
        for language in LANGUAGES:
            self.assertFalse(twice(re.sub(r"\W", "", text.lower()) for _key, text in self._phrases(language)))

    def test_each_phrase_is_in_its_language(self):
        self.assertFalse([key for key, text in self._phrases("en") if CHINESE.search(text)])
        self.assertFalse([key for key, text in self._phrases("zh") if not CHINESE.search(text)])

    def test_weights_add_up(self):
        for row in self.competencies:
            self.assertEqual(sum(indicator["weight"] for indicator in row["indicators"]), 100, row["key"])
        for row in self.templates:
            self.assertEqual(sum(line["weight"] for line in row["lines"]), 100, row["key"])

    def test_each_competency_of_a_template_has_its_question(self):
        for row in self.templates:
            asked = {key for question in row["questions"] for key in question["competencies"]}
            self.assertEqual(asked, {line["competency"] for line in row["lines"]}, row["key"])

    def test_no_question_asks_what_may_not_be_asked(self):
        for row in self.templates:
            self.assertEqual(len(row["questions"]), 3, row["key"])
            for question in row["questions"]:
                for language in LANGUAGES:
                    self.assertFalse(lint_question(question["text"][language]), row["key"])

    def test_each_template_says_what_it_cannot_do_without(self):
        self.assertFalse([row["key"] for row in self.templates if not any(line["must_have"] for line in row["lines"])])

    def test_names_and_questions_are_unique(self):
        for rows in (self.competencies, self.industries, self.templates, self.kpis):
            self.assertFalse(twice(row["key"] for row in rows))
            for language in LANGUAGES:
                self.assertFalse(twice(row["name"][language] for row in rows))
        for language in LANGUAGES:
            self.assertFalse(twice(question["text"][language] for row in self.templates for question in row["questions"]))
            self.assertFalse(twice(row["formula"][language] for row in self.kpis))

    def test_every_industry_and_job_family_is_served(self):
        known = {row["key"] for row in self.industries}
        for rows in (self.competencies, self.templates, self.kpis):
            self.assertLessEqual({key for row in rows for key in row["industries"]}, known | {"all"})
        for rows, least in ((self.templates, 3), (self.kpis, 5)):
            served = Counter(key for row in rows for key in row["industries"])
            self.assertFalse({key: served[key] for key in known if served[key] < least})
        families = {row["job_family"] for row in self.kpis}
        self.assertLessEqual({row["job_family"] for row in self.templates}, families)

    def test_each_kpi_is_worded_in_both_languages(self):
        for row in self.kpis:
            for name in ("name", "formula", "data_source"):
                self.assertEqual(set(row[name]), set(LANGUAGES), row["key"])
            for name in ("unit", "target"):
                if isinstance(row[name], str):
                    self.assertFalse(WORDED.search(row[name]), f"{row['key']}: {name} has words in one language only")
