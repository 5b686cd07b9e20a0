import os

import pytest

from . import served as serving


@pytest.fixture(scope="session")
def served():
    """A server with demo data for all browser stories; they leave each other's records alone."""
    if not serving.chromium():
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium fonts-noto-cjk)")
    template = os.environ.get("HR_TEMPLATE")
    assert template, "run the tests by dev.py: it makes the database that the browser stories copy"
    with serving.odoo(template, template.replace("_full_", "_browser_")) as server:
        yield server


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
