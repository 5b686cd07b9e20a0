import os

import pytest

from dev_setup import CACHE

from . import served as serving


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A picture of every window of a story that fails, in the cache's folder ``screenshots``."""
    report = yield
    if report.failed and call.when == "call":
        for name in {"desk", "other_desk", "phone", "phone_without_scripts"} & set(item.fixturenames):
            item.funcargs[name].screenshot(path=CACHE / f"screenshots/{item.name}-{name}.png")
    return report


@pytest.fixture(scope="session")
def served():
    """A server with demo data for all browser stories; they leave each other's records alone."""
    if not serving.chromium():
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium fonts-noto-cjk)")
    template = os.environ.get("HR_TEMPLATE")
    assert template, "run the tests by dev.py: it makes the database that the browser stories copy"
    with serving.odoo(template, template.replace("_full_", "_browser_")) as server:
        yield server
        assert not server.complaints(), "\n".join(server.complaints())


@pytest.fixture(scope="session")
def running(served):
    with serving.browser() as browser:
        yield browser


@pytest.fixture
def phone(running, served):
    page = serving.page_of(running, served, **serving.PHONE, locale="zh-CN")
    yield page
    page.context.close()


@pytest.fixture
def phone_without_scripts(running, served):
    page = serving.page_of(running, served, **serving.PHONE, locale="zh-CN", java_script_enabled=False)
    yield page
    page.context.close()


@pytest.fixture
def desk(running, served):
    page = serving.page_of(running, served, **serving.DESK, locale="en-US")
    yield page
    page.context.close()


@pytest.fixture
def other_desk(running, served):
    """Somebody else's window."""
    page = serving.page_of(running, served, **serving.DESK, locale="en-US")
    yield page
    page.context.close()
