"""The candidate's story on a phone: mail → information and consent → three questions → submit → feedback."""

import datetime

import pytest

from ..people import STRONG, WEAK
from . import stage
from .stage import invite, verdict, walk


@pytest.fixture(scope="module")
def job(served):
    return served.job("产品经理（浏览器）", "product_manager")


def fits(page, _scene=None):
    """Nothing is wider than the screen and every button is big enough for a thumb."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for box in page.evaluate("[...document.querySelectorAll('.c-button')].map(b => b.getBoundingClientRect().height)"):
        assert box >= 40


def test_from_mail_to_feedback(served, phone, job):
    applicant, link = invite(served, job, "陈静", "chenjing@example.com")
    walk(phone, link, WEAK["zh"], fits)
    assert not phone.errors
    assert verdict(served, applicant) == "not_passed"
    phone.goto(stage.send_feedback(served, applicant, "chenjing@example.com"))
    assert phone.locator(".c-feedback").count() == 1
    fits(phone)
    domain = [["applicant_id", "=", applicant], ["state", "=", "sent"]]
    state = served.wait_for(lambda: served.call("hr.ai.interview.feedback", "search_read", domain, ["sent_at", "promised_at"]), "the note")[
        0
    ]
    assert datetime.datetime.fromisoformat(state["sent_at"]) <= datetime.datetime.fromisoformat(state["promised_at"])


def test_without_javascript(served, phone_without_scripts, job):
    applicant, link = invite(served, job, "刘洋", "liuyang@example.com")
    walk(phone_without_scripts, link, STRONG["zh"], fits)
    answers = served.call("hr.ai.interview", "search_read", [["applicant_id", "=", applicant]], ["answered_count", "state"])[0]
    assert answers["answered_count"] == 3
    assert answers["state"] in ("submitted", "scored")


def begin(page, link):
    """Consent and open the first question."""
    page.goto(link)
    page.check("input[name=consent]")
    page.click("form .c-button")
    page.wait_for_selector("textarea[name=text]")


def saved(served, applicant, text):
    """Wait until the server has a text."""
    domain = [["interview_id.applicant_id", "=", applicant], ["text", "ilike", text]]
    served.wait_for(lambda: served.call("hr.ai.interview.answer", "search_count", domain), f"“{text}” on the server")


def test_typing_is_saved_before_anything_is_clicked(served, phone, job):
    applicant, link = invite(served, job, "赵敏", "zhaomin@example.com")
    begin(phone, link)
    phone.locator("textarea[name=text]").press_sequentially("我组织了20场用户访谈，", delay=30)
    saved(served, applicant, "20场")
    phone.wait_for_selector(".c-saved:has-text('已保存')")
    phone.goto(link)
    assert "20场" in phone.input_value("textarea[name=text]")


def test_a_server_that_does_not_answer_is_not_waited_for_in_silence(served, phone, job):
    applicant, link = invite(served, job, "钱进", "qianjin@example.com")
    # a twentieth of the time, so that the test need not wait
    phone.add_init_script("const real = AbortSignal.timeout; AbortSignal.timeout = (ms) => real.call(AbortSignal, ms / 20)")
    begin(phone, link)
    phone.route("**/answer", lambda _route: None)
    phone.fill("textarea[name=text]", "写在隧道里的回答")
    phone.wait_for_selector(".c-saved.is-bad")
    phone.unroute("**/answer")
    saved(served, applicant, "写在隧道里")
    assert not phone.errors


def test_a_lost_connection_loses_nothing(served, phone, job):
    applicant, link = invite(served, job, "孙悦", "sunyue@example.com")
    begin(phone, link)
    phone.context.set_offline(True)
    phone.fill("textarea[name=text]", "写在地铁里的回答")
    phone.wait_for_selector(".c-saved.is-bad")
    phone.context.set_offline(False)
    saved(served, applicant, "写在地铁里")
    assert not phone.errors


def test_a_session_that_is_over_loses_nothing(served, phone, job):
    """Logging in elsewhere or clearing cookies ends the session while somebody types."""
    applicant, link = invite(served, job, "郑洁", "zhengjie@example.com")
    begin(phone, link)
    phone.context.clear_cookies()
    phone.fill("textarea[name=text]", "写了一个小时的回答")
    saved(served, applicant, "一个小时")
    phone.context.clear_cookies()
    phone.fill("textarea[name=text]", "改写过的回答")
    phone.click("form.c-question .c-button:not(.c-plain)")
    phone.wait_for_selector(".c-notice[role=alert]:has-text('再按一次')")
    assert phone.input_value("textarea[name=text]") == "改写过的回答"
    phone.click("form.c-question .c-button:not(.c-plain)")
    saved(served, applicant, "改写过")


def test_a_page_of_the_network_in_between_is_no_answer(served, phone, job):
    """A hotel's network answers everything with its own page until one agrees."""
    applicant, link = invite(served, job, "吴桐", "wutong@example.com")
    begin(phone, link)
    phone.route("**/answer", lambda route: route.fulfill(status=200, content_type="text/html", body="<h1>Welcome</h1>"))
    phone.fill("textarea[name=text]", "写在酒店里的回答")
    phone.wait_for_selector(".c-saved.is-bad")
    phone.unroute("**/answer")
    saved(served, applicant, "写在酒店里")
    assert not phone.errors


def test_two_windows_lose_nothing(served, phone, job):
    applicant, link = invite(served, job, "郑爽", "zhengshuang@example.com")
    begin(phone, link)
    other = phone.context.new_page()
    other.goto(f"{link}?step=1")
    other.fill("textarea[name=text]", "写在电脑上的回答")
    saved(served, applicant, "写在电脑上")
    phone.fill("textarea[name=text]", "写在手机上的回答")
    phone.wait_for_selector(".c-saved.is-bad:has-text('另一个窗口')")
    phone.click("form.c-question .c-button:not(.c-plain)")
    phone.wait_for_selector(".c-notice:has-text('写在电脑上的回答')")
    assert phone.input_value("textarea[name=text]") == "写在手机上的回答"
    phone.fill("textarea[name=text]", "写在手机上和电脑上的回答")
    phone.click("form.c-question .c-button:not(.c-plain)")
    phone.wait_for_selector("input[name=number][value='2']", state="attached")
    saved(served, applicant, "写在手机上和电脑上")
    assert not phone.errors


def test_the_page_is_light(served, phone, job):
    """On a slow line every kilobyte is a second: all that the candidate's page loads stays below 100 kB."""
    _applicant, link = invite(served, job, "周宁", "zhouning@example.com")
    begin(phone, link)
    phone.wait_for_load_state()
    loaded = phone.evaluate("performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
                            ".reduce((sum, one) => sum + one.encodedBodySize, 0)")  # fmt: skip
    assert 0 < loaded < 100_000
