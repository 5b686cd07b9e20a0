"""A real Odoo server on a copy of the template database, a real mail server, a real browser."""

import contextlib
import logging
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request

import requests
from aiosmtpd.controller import Controller

import dev
from dev_setup import CACHE

from ..mail_catcher import MailCatcher, free_port

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1440, "height": 900}}
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    # Pages reach the server only. A route of Playwright's would do, but it answers while Python waits for the browser and
    # at no other time: a page that saves by itself would hang meanwhile.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def chromium():
    """The browser's path, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), None)


class Served:
    """Where the server is, what mail left it, and its log."""

    def __init__(self, url, mail, log):
        self.url, self.mail, self.log = url, mail, log
        self.http = None

    def call(self, model, method, *args, **kwargs):
        """What the web client calls, as the administrator."""
        if not self.http:
            self.http = requests.Session()
            self._rpc("/web/session/authenticate", db=self.database(), login="admin", password="admin")
        answer = self._rpc(f"/web/dataset/call_kw/{model}/{method}", model=model, method=method, args=args, kwargs=kwargs)
        if method == "search_read":
            for row in answer:
                row.pop("id")
        return answer

    def _rpc(self, path, **params):
        answer = self.http.post(self.url + path, json={"jsonrpc": "2.0", "params": params}, timeout=300).json()
        assert "error" not in answer, answer["error"].get("data", {}).get("message", answer["error"])
        return answer.get("result")

    def database(self):
        return self.log.stem

    def complaints(self):
        """What Odoo logged at WARNING or above, without the query of a transaction that Odoo then repeats: everything else
        that can be wrong with a query is logged once more by who asked."""
        loud = [line for line in self.log.read_text().splitlines() if re.search(r" (WARNING|ERROR|CRITICAL) ", line)]
        return [line for line in loud if " odoo.sql_db: bad query: " not in line]

    def ref(self, xmlid):
        """The database id behind an external id."""
        module, name = xmlid.split(".")
        return self.call("ir.model.data", "search_read", [["module", "=", module], ["name", "=", name]], ["res_id"])[0]["res_id"]

    def job(self, name, template):
        """A job with an active model, made from a template."""
        job = self.call("hr.job", "create", {"name": name})
        setup = self.call("hr.competency.setup", "create", {"job_id": job, "template_id": self.ref(f"hr_competency.template_{template}")})
        self.call("hr.competency.setup", "action_activate", [setup])
        return job

    def wait_for_link(self, address, seconds=240):
        """The link in the last mail to an address; scheduled actions send it."""
        return self.wait_for(lambda: self.mail.link(address), f"a mail with a link to {address}", seconds)

    @staticmethod
    def wait_for(condition, what, seconds=240):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if value := condition():
                return value
            time.sleep(0.25)
        raise AssertionError(f"{what}: not within {seconds} s")


@contextlib.contextmanager
def odoo(template, database):
    """Serve a copy of a template database until the block ends."""
    dev.copy(template, database)
    mail, smtp = MailCatcher(), free_port()
    controller = Controller(mail, hostname="127.0.0.1", port=smtp, ready_timeout=60)
    controller.start()
    port = free_port()
    log = pathlib.Path(CACHE, f"{database}.log")
    command = [sys.executable, "-m", "odoo", "-d", database, f"--http-port={port}", "--smtp=127.0.0.1", f"--smtp-port={smtp}"]
    with log.open("w") as out:
        process = subprocess.Popen([*command, "--max-cron-threads=1", "--log-level=warn"], stderr=out, env=_environment())
        try:
            _wait_until_up(port, process)
            yield Served(f"http://127.0.0.1:{port}", mail, log)
        finally:
            process.kill()  # a polite end waits for browsers' websockets, and the database goes anyway
            process.wait()
            controller.stop()
            dev.drop(database)


def _environment():
    # pytest-odoo changes nothing here, but a test run's own switches must not reach the server
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}


def _wait_until_up(port, process, seconds=300):
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/web/health", timeout=5)
            return
        time.sleep(0.5)
    raise AssertionError(f"Odoo does not answer on port {port}")


@contextlib.contextmanager
def browser():
    """Headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        try:
            yield running
        finally:
            running.close()
            # at its end Playwright leaves a future behind that nobody waits for, and asyncio would report it after pytest
            logging.getLogger("asyncio").setLevel(logging.CRITICAL)


def page_of(running, served, **options):
    """A new private window that collects the page's errors in ``page.errors``."""
    context = running.new_context(base_url=served.url, **options)
    context.set_default_timeout(180_000)
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("response", lambda r: r.status >= 500 and page.errors.append(f"{r.status} {r.url}"))
    return page
