"""The small modules that need no database."""

import logging

from odoo.addons.hr_ai_interview.tools import feedback_words
from odoo.addons.hr_competency.tools import log_filter
from odoo.tests import BaseCase, TransactionCase, tagged
from odoo.tools import html2plaintext


@tagged("post_install", "-at_install")
class TestFeedbackWords(TransactionCase):
    FACTS = {
        "strength": {"competency": "用户调研", "behaviour": "走访用户。", "quote": "我走访了<b>三家</b>店。", "question": ""},
        "gap": {
            "competency": "产品规划",
            "question": "你如何取舍？",
            "found": False,
            "missing": [{"statement": "给需求排序。", "anchor": "有依据"}, {"statement": "说明理由。", "anchor": ""}],
        },
        "courses": [{"name": "规划课", "url": "/slides/1", "competency": "产品规划"}],
    }

    def _render(self, lang, **changes):
        env = self.env(context={"lang": lang})
        words = feedback_words.FeedbackWords(env, "陈静", "产品经理", {**self.FACTS, **changes})
        return str(env["ir.qweb"]._render("hr_ai_interview.feedback_body", words.values()))

    def test_chinese_is_written_with_chinese_punctuation(self):
        text = html2plaintext(self._render("zh_CN"), include_references=False)
        self.assertIn("陈静，您好", text)
        self.assertNotRegex(text, "[一-鿿] ?[,:.(]|[A-Za-z]{3,}")

    def test_it_judges_the_text_and_not_the_person(self):
        text = html2plaintext(self._render("en_US")).lower()
        self.assertIn("people decide about your application", text)
        for word in ("fail", "reject", "refuse", "unsuitable", "you lack", "you cannot", "weak"):
            self.assertNotIn(word, text.replace("does not mean that you cannot do it", ""), word)

    def test_what_was_quoted_is_shown_literally(self):
        denied = {**self.FACTS["gap"], "denied": "I did <i>not</i> do it."}
        for text in (self._render("en_US"), self._render("en_US", gap=denied), self._render("en_US", gap={**denied, "found": True})):
            self.assertIn("&lt;b&gt;", text)
            self.assertNotIn("<i>", text)

    def test_a_denial_is_told_in_the_candidate_s_words_and_not_as_first_signs(self):
        denied = {**self.FACTS["gap"], "denied": "I left it to others, "}
        text = self._render("en_US", gap=denied)
        self.assertIn("you told us openly: “I left it to others”. So", text)
        self.assertNotIn("first signs", text)
        self.assertIn("first signs", self._render("en_US", gap={**denied, "found": True}))

    def test_nothing_is_said_where_there_is_nothing(self):
        text = self._render("en_US", strength=None, gap=None, courses=[])
        for heading in ("What stood out", "What would have helped", "Courses"):
            self.assertNotIn(heading, text)


@tagged("post_install", "-at_install")
class TestLogFilter(BaseCase):
    def test_PUB_1_the_token_never_reaches_the_log(self):
        token = "A" * 20 + "_-" + "b" * 21
        for name in log_filter.LOGGERS:
            with self.assertLogs(name, logging.INFO) as caught:
                logging.getLogger(name).info('"GET /interview/%s HTTP/1.1" 200', token)
                logging.getLogger(name).info("%s", f"POST /interview/{token}/answer")
            self.assertNotIn(token, "".join(caught.output))
            self.assertIn("/interview/***/answer", caught.output[1])
