#!/usr/bin/env python3
"""Set up and run everything. Needs Python 3.11-3.13 and, where no Odoo 19 is at hand, Debian's apt-get.

    python3 dev.py serve    Odoo with the addons and demo data on http://localhost:8069 (admin / admin)
    python3 dev.py test     lint and all tests; arguments after it go to pytest and run only what they name
    python3 dev.py lint     only lint
    python3 dev.py odoo …   Odoo's own command line (odoo i18n export …, odoo shell …) on the demo database
    python3 dev.py setup    only the set-up
    python3 dev.py installs     install the addons one by one, and uninstall them
    python3 dev.py screenshots  take the README's pictures anew
    python3 dev.py reset    forget the demo database        python3 dev.py stop    stop the embedded PostgreSQL

ODOO_HOME=DIR uses the Odoo 19 in DIR; ODOO_DEB=FILE Debian's package from a file; PGHOST, PGPORT, PGUSER, PGPASSWORD a
PostgreSQL of yours; HR_CACHE=DIR keeps downloads and data there, not in .cache; HR_PORT=N serves on another port;
HR_NAME=NAME keeps databases of its own.
"""

import ast
import os
import re
import shutil
import signal
import socket
import subprocess
import sys

from dev_setup import CACHE, NAME, ROOT, VENV, SetupError, alone, database, digest, find_odoo, pg_ctl, say, setup, sh, sql, step

ADDONS = sorted(p.parent.name for p in ROOT.glob("*/__manifest__.py"))
PURE = ["tests/hr_scoring", "tests/legacy_import"]
LANGUAGES = "en_US,zh_CN"  # the first is everybody's default
DEMO, TEST, NEW = f"{NAME}_demo", f"{NAME}_test", f"{NAME}_new"
# The addons keep readme/*.md fragments: a README.rst made from them would be a second copy. A large model is several
# classes on purpose, one file for each of its concerns.
PYLINT_ODOO = ["-sn", "--disable=all", "--enable=odoolint", "--disable=missing-readme,consider-merging-classes-inherited"]
COLUMNS = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
# The bundles that nearly every page loads: without this each test that opens a page compiles them anew.
WARM_UP = """
for site in (False, *env['website'].search([]).ids):
    params, bundle = {'website_id': site} if site else {}, env['ir.qweb'].with_context(website_id=site)._get_asset_bundle
    for name in ['tests', 'frontend_minimal', 'frontend_lazy'] + ['web'] * (not site):
        bundle('web.assets_' + name, css=False, js=True, assets_params=params).js()
    bundle('web.assets_frontend' if site else 'web.assets_web', css=True, js=False, assets_params=params).css()
env.cr.commit()
"""


def odoo(db, *args, **kw):
    """Run Odoo without its web server; a line at WARNING or above in its log is a failure."""
    quiet = [] if args[0] == "module" else ["--no-http", "--log-level=warn"]
    command = [VENV / "bin/python", "-m", "odoo", *args, "-d", db, *quiet]
    done = subprocess.run(list(map(str, command)), stderr=subprocess.PIPE, text=True, **kw)
    if done.returncode or re.search(r" (WARNING|ERROR|CRITICAL) ", done.stderr):
        print(done.stderr[-12000:], file=sys.stderr, flush=True)
        raise SetupError(f"Odoo complained (above) while doing: {' '.join(map(str, args))}")


def drop(db):
    sql(f'DROP DATABASE IF EXISTS "{db}" WITH (FORCE)')
    shutil.rmtree(CACHE / "data/filestore" / db, ignore_errors=True)


def copy(source, db):
    drop(db)
    sql(f'CREATE DATABASE "{db}" TEMPLATE "{source}"')
    files = CACHE / "data/filestore"
    if (files / source).exists():  # Odoo never writes into a stored file, so links will do
        shutil.copytree(files / source, files / db, copy_function=os.link)


def create(db):
    """An empty database. Odoo would make it, but logs an error where there is no pg_trgm."""
    drop(db)
    sql(f"CREATE DATABASE \"{db}\" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C'")
    if sql("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'"):
        sql("CREATE EXTENSION pg_trgm", db)


def install(db, modules):
    odoo(db, "-i", ",".join(modules), "--with-demo", f"--load-language={LANGUAGES}", "--stop-after-init")
    # to Odoo a module that it cannot find, and demo data that it cannot load, are mere warnings
    good = sql("SELECT name FROM ir_module_module WHERE state = 'installed' AND demo", db).split()
    if bad := set(modules) - set(good):
        raise SetupError(f"not installed, or without its demo data: {', '.join(sorted(bad))}")


def template(home):
    """A database with the addons and demo data, made once for each state of Odoo and of the addons' code."""
    base, needed = _base(home)
    skip = {"tests", "__pycache__", "readme", ".ruff_cache"}  # the last one is there only after the first lint
    code = [p for a in ADDONS for p in sorted((ROOT / a).rglob("*")) if p.is_file() and not skip & set(p.relative_to(ROOT).parts)]
    full = f"{NAME}_full_" + digest(base, *(digest(p.relative_to(ROOT), p.read_bytes()) for p in code))
    have = sql("SELECT datname FROM pg_database").split()
    for db in have:
        if db.startswith(f"{NAME}_full_") and db != full:
            drop(db)
    if full in have:
        return full
    with alone("base"):
        if base not in sql("SELECT datname FROM pg_database").split():
            with step("install Odoo's own modules"):
                create(f"{base}_new")
                install(f"{base}_new", needed)
                copy(f"{base}_new", base)
                drop(f"{base}_new")
    with step("install " + ", ".join(ADDONS)):
        copy(base, NEW)
        install(NEW, ADDONS)
        _warm_up()
        copy(NEW, full)
        drop(NEW)
    return full


def _base(home):
    """The name of the database with Odoo's own modules that we need, and these modules."""
    manifests = [ast.literal_eval((ROOT / addon / "__manifest__.py").read_text()) for addon in ADDONS]
    needed = sorted({d for m in manifests for d in m["depends"]} - set(ADDONS))
    return "hr_base_" + digest(home, (home / "odoo/release.py").stat().st_mtime, LANGUAGES, *needed), needed


def _warm_up():
    command = [VENV / "bin/python", "-m", "odoo", "shell", "-d", NEW, "--no-http", "--log-level=error"]
    sh(*command, text=True, stdout=subprocess.DEVNULL, input=WARM_UP)


def demo(full):
    """Bring the demo database up to the state of the code; what was entered there stays."""
    mark = CACHE / f"served-{NAME}"
    if not sql(f"SELECT 1 FROM pg_database WHERE datname = '{DEMO}'"):
        copy(full, DEMO)
    elif not mark.exists() or mark.read_text() != full:
        with step("bring the demo database up to date"):
            odoo(DEMO, "-u", ",".join(ADDONS), "--stop-after-init")
    mark.write_text(full)


def check_port():
    """:return: the port to serve on, which nobody else uses"""
    port = os.environ.get("HR_PORT", "8069")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError:
            raise SetupError(f"Port {port} is in use: HR_PORT=8070 python3 dev.py serve takes another.") from None
    return port


def serve(full, args):
    port = check_port()
    demo(full)
    say(f"http://localhost:{port}  (admin / admin; Ctrl-C ends it)")
    child = subprocess.Popen([str(VENV / "bin/python"), "-m", "odoo", "-d", DEMO, *args])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends Ctrl-C to Odoo as well
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    return child.wait()


def command_line(full, args):
    demo(full)
    verb = args[:1] if args and not args[0].startswith("-") else []
    if verb == ["i18n"]:  # it has verbs of its own
        return subprocess.run([str(VENV / "bin/python"), "-m", "odoo", *args]).returncode
    return subprocess.run([str(VENV / "bin/python"), "-m", "odoo", *verb, "-d", DEMO, *args[len(verb) :]]).returncode


def lint(home):
    """Ruff, pylint-odoo and the pylint checkers of Odoo's test_lint; the rest of test_lint runs with the tests."""
    with step("lint"):
        python, own = VENV / "bin/python", home / "odoo/addons/test_lint/tests"
        plugins = "_odoo_checker_sql_injection,_odoo_checker_gettext,_odoo_checker_unlink_override"
        messages = "sql-injection,missing-gettext,gettext-variable,gettext-placeholders,gettext-repr,raise-unlink-override"
        more = "used-before-assignment,undefined-variable,eval-used,unreachable,function-redefined"
        checks = [
            [python, "-m", "ruff", "check", "-q", "."],
            [python, "-m", "ruff", "format", "-q", "--check", "."],
            [python, "-m", "pylint", "--rcfile=pyproject.toml", *PYLINT_ODOO, *ADDONS],
        ]
        if own.exists():
            plain = ["--rcfile=/dev/null", "-sn", "--disable=all", f"--enable={messages},{more}", f"--load-plugins={plugins}"]
            checks.append([python, "-m", "pylint", *plain, *ADDONS])
        paths = {**os.environ, "PYTHONPATH": str(own)}
        return max(subprocess.run(list(map(str, c)), cwd=ROOT, env=paths).returncode for c in checks)


def browser():
    """Chromium for the browser tests, installed where that is possible."""
    if any(map(shutil.which, ("google-chrome", "chromium", "chromium-browser"))):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        with step("install Chromium for the browser tests"):
            quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
            apt = ["apt-get", "-qq", "-oAcquire::Retries=3", "-oDPkg::Lock::Timeout=300"]
            try:
                sh(*apt, "update", **quiet)
                sh(*apt, "install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk", **quiet)
            except subprocess.CalledProcessError:
                raise SetupError("Chromium could not be installed: apt-get install chromium fonts-noto-cjk, then run again.") from None
    else:
        say("browser tests are skipped: no Chromium (Debian: apt-get install chromium fonts-noto-cjk)")


def pure(args):
    """The tests of the pure packages in a Python that cannot import Odoo."""
    with step("engine tests without Odoo"):
        clean = {**os.environ, "HR_WITHOUT_ODOO": "1"}
        command = [VENV / "bin/python", "-m", "pytest", "-p", "no:odoo", "-q", *PURE, *args]
        return subprocess.run(list(map(str, command)), cwd=ROOT, env=clean).returncode


def test(full, args):
    browser()
    copy(full, TEST)
    try:
        if not args and (failed := pure([])):
            return failed
        where = args or [f"--ignore={folder}" for folder in PURE]
        command = [VENV / "bin/python", "-m", "pytest", f"--odoo-database={TEST}", "--odoo-http", "--odoo-log-level=info"]
        # the browser stories serve a copy of their own
        return subprocess.run([*map(str, command), *where], cwd=ROOT, env={**os.environ, "HR_TEMPLATE": full}).returncode
    finally:
        drop(TEST)


def installs(full, args):
    """Install each addon with as few of the others as it allows; uninstall all of them: nothing of theirs may stay."""
    base, _needed = _base(find_odoo())
    for chosen in [["hr_competency"], ["hr_competency", "hr_ai_interview"], ["hr_competency", "hr_talent_pool"]]:
        with step("install only " + ", ".join(chosen)):
            copy(base, NEW)
            install(NEW, chosen)
    with step("uninstall all in the opposite order"):
        copy(full, NEW)
        for addon in ("hr_talent_pool", "hr_ai_interview", "hr_competency"):
            odoo(NEW, "module", "uninstall", addon)
        left = set(sql(COLUMNS, NEW).splitlines()) - set(sql(COLUMNS, base).splitlines())
        left |= set(sql(f"SELECT module, name FROM ir_model_data WHERE module IN {tuple(ADDONS)}", NEW).splitlines())
    drop(NEW)
    if left:
        raise SetupError("left behind by the uninstallation: " + ", ".join(sorted(left)))


def screenshots(full, args):
    browser()
    command = [str(VENV / "bin/python"), "-m", "tests.browser.pictures"]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "HR_TEMPLATE": full}).returncode


def main():
    commands = {"serve": serve, "test": test, "odoo": command_line, "installs": installs, "screenshots": screenshots}
    commands["setup"] = lambda full, args: 0
    verb, args = (sys.argv[1:2] or [""])[0], sys.argv[2:]
    try:
        if verb == "stop":
            return pg_ctl("-m", "fast", "stop")
        if verb not in (*commands, "lint", "reset"):
            return __doc__
        home = setup()
        if verb == "lint" or (verb == "test" and not args):
            failed = lint(home)
            if failed or verb == "lint":
                return failed
        with database():
            if verb == "reset":
                return drop(DEMO)
            with alone(NAME):
                full = template(home)
            return commands[verb](full, args)
    except SetupError as error:
        return f"[dev] {error}"
    except subprocess.CalledProcessError as error:
        return f"[dev] failed ({error.returncode}): {' '.join(map(str, error.cmd))}"
    except KeyboardInterrupt:
        return "[dev] interrupted: run it again, it goes on where it stopped"


if __name__ == "__main__":
    sys.exit(main())
