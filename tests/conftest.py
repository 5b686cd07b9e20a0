"""What all tests outside the addons share. The pure engine's tests also run where Odoo cannot be imported."""

import functools
import logging
import os
import shutil
import sys
import threading
import time

import hypothesis
import pytest

# How long an example takes says how busy the machine is. The same code is tried with the same examples everywhere;
# ``--hypothesis-profile=search`` looks for others, which may find a fault that has nothing to do with the change at hand.
BUSY = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("search", **BUSY)
hypothesis.settings.register_profile("same", **BUSY, derandomize=True, database=None)
hypothesis.settings.load_profile("same")

WITHOUT_ODOO = os.environ.get("HR_WITHOUT_ODOO")

if WITHOUT_ODOO:
    sys.modules["odoo"] = None  # `import odoo` now fails, as on a machine without it
else:
    import odoo.tests.common

    # Odoo sets these only on test classes in an addon; the ones in tests/ need them too.
    odoo.tests.common.BaseCase.test_tags = {"standard", "at_install"}
    odoo.tests.common.BaseCase.test_module = "tests"
    # Odoo skips a browser test when Chromium is not up in 10 s, and a first start takes longer: wait for 60 s.
    odoo.tests.common.CHECK_BROWSER_ITERATIONS = 600
    # The same for pages: it gives each 12 s, which a busy machine may need for the first one.
    for name in ("url_open", "make_jsonrpc_request"):
        patient = functools.partialmethod(getattr(odoo.tests.HttpCase, name), timeout=60)
        setattr(odoo.tests.HttpCase, name, patient)

    @pytest.fixture(autouse=True, scope="session")
    def named_thread(load_registry):
        """Odoo's loggers and some of its code ask the thread for the database, which pytest-odoo leaves out."""
        threading.current_thread().dbname = odoo.tests.common.get_db_name()


class WithinOneDay:
    """A test that asks twice what day it is wants one answer, but somewhere a day ends with every hour: no test of Odoo begins
    in an hour's last moments."""

    MOMENTS = 20

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_call(self):
        left = 3600 - time.time() % 3600
        if left < self.MOMENTS:
            time.sleep(left + 0.1)


def pytest_configure(config):
    if not WITHOUT_ODOO:
        config.pluginmanager.register(WithinOneDay())  # what a conftest.py has is for the tests beside it only


def pytest_sessionfinish(session):
    """Where there is a browser, a test that was left out is a failure: Odoo skips without a word what it cannot start."""
    skipped = session.config.pluginmanager.get_plugin("terminalreporter").stats.get("skipped")
    if skipped and not WITHOUT_ODOO and any(map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def no_warning_in_the_log(caplog):
    """A test that logs a warning or an error fails; one that expects it says so with ``assertLogs``."""
    yield
    records = caplog.get_records("call") + caplog.get_records("setup")
    loud = [f"{r.name}: {r.getMessage()}" for r in records if r.levelno >= logging.WARNING and r.name.split(".")[0] in ("odoo", "py")]
    if loud:
        pytest.fail("logged as a warning or an error: " + "; ".join(loud))
