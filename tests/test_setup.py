"""What goes wrong while setting up ends in one clear line that says how to mend it."""

import ast
import contextlib
import io
import re
import socket
import sys

import pytest

import dev
import dev_setup
from dev_setup import SetupError


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """A machine without anything: an empty cache and nothing on the PATH.

    :return: its folder of commands
    """
    tools = tmp_path / "bin"
    tools.mkdir()
    monkeypatch.setenv("PATH", str(tools))
    for name in ("ODOO_HOME", "ODOO_DEB"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(dev_setup, "CACHE", tmp_path / "cache")
    (tmp_path / "cache").mkdir()
    return tools


def command(tools, name, script="exit 0"):
    """A command that does what a line of shell says."""
    (tools / name).write_text(f"#!/bin/sh\n{script}\n")
    (tools / name).chmod(0o755)


def line(error):
    """The text of an error, which is one line."""
    text = str(error.value)
    assert "\n" not in text
    return text


def test_a_python_that_odoo_does_not_know(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SetupError) as error:
        dev_setup.setup()
    assert "3.10 to 3.13" in line(error)


@pytest.mark.parametrize("tool", ["apt-get", "dpkg-deb", "tar"])
def test_a_missing_tool_is_named_with_the_way_around(bare, tool):
    for name in {"apt-get", "dpkg-deb", "tar"} - {tool}:
        command(bare, name)
    with pytest.raises(SetupError) as error:
        dev_setup.download_odoo()
    assert line(error) == f"No {tool} here: set ODOO_HOME to a folder with Odoo 19."


def test_a_download_that_fails(bare, monkeypatch):
    for name in ("dpkg-deb", "tar"):
        command(bare, name)
    command(bare, "apt-get", "exit 100")
    monkeypatch.setattr(dev_setup, "_private_apt", list)
    with pytest.raises(SetupError) as error:
        dev_setup.download_odoo()
    assert "could not be downloaded (apt-get ended with 100)" in line(error)
    assert "ODOO_HOME" in line(error)


def test_an_interrupted_download_leaves_no_mark_and_is_done_again(bare, monkeypatch):
    test_a_download_that_fails(bare, monkeypatch)
    command(bare, "apt-get", "exit 0")
    assert (dev_setup.download_odoo() / ".ready").exists()
    command(bare, "apt-get", "exit 100")
    dev_setup.download_odoo()  # and costs nothing the next time


def test_a_package_file_that_is_not_there(bare, monkeypatch):
    monkeypatch.setenv("ODOO_DEB", "/nowhere/odoo.deb")
    with pytest.raises(SetupError) as error:
        dev_setup.download_odoo()
    assert line(error) == "ODOO_DEB=/nowhere/odoo.deb is not a file."


def test_a_damaged_package_is_named(bare, tmp_path):
    command(bare, "dpkg-deb", "exit 2")
    command(bare, "tar", "exit 0")
    (tmp_path / "odoo-19.deb").touch()
    with pytest.raises(SetupError) as error:
        dev_setup.unpack_odoo(tmp_path)
    assert "odoo-19.deb is damaged" in line(error)


def test_a_folder_that_holds_no_odoo(bare, monkeypatch, tmp_path):
    monkeypatch.setenv("ODOO_HOME", str(tmp_path))
    with pytest.raises(SetupError) as error:
        dev_setup.find_odoo()
    assert "is not Odoo 19" in line(error)


def test_an_older_odoo_is_not_taken(bare, monkeypatch, tmp_path):
    (tmp_path / "odoo").mkdir()
    (tmp_path / "odoo/release.py").write_text("version_info = (18, 0, 0, FINAL, 0, '')\n")
    monkeypatch.setenv("ODOO_HOME", str(tmp_path))
    with pytest.raises(SetupError) as error:
        dev_setup.find_odoo()
    assert "is not Odoo 19" in line(error)


@pytest.mark.parametrize("broken", ["venv", "pip"])
def test_packages_that_cannot_be_installed(bare, monkeypatch, tmp_path, broken):
    venv = tmp_path / "venv"
    (venv / "bin").mkdir(parents=True)
    command(venv / "bin", "python", "exit 1")
    if broken == "pip":
        command(venv / "bin", "pip")
    command(bare, "python3", "exit 1")
    monkeypatch.setattr(sys, "executable", str(bare / "python3"))
    monkeypatch.setattr(dev_setup, "VENV", venv)
    with pytest.raises(SetupError) as error:
        dev_setup.install_packages()
    assert {"venv": "python3-venv", "pip": "check pip's index"}[broken] in line(error)


def test_a_database_that_does_not_answer(monkeypatch):
    monkeypatch.setenv("PGHOST", "/nowhere")
    with pytest.raises(SetupError) as error, dev_setup.database():
        pass
    assert "No PostgreSQL answers" in line(error)


def test_a_port_in_use_is_named(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("HR_PORT", str(taken.getsockname()[1]))
        with pytest.raises(SetupError) as error:
            dev.check_port()
        assert "HR_PORT" in line(error)


def test_the_command_prints_the_line_and_no_traceback(monkeypatch):
    def fail():
        raise SetupError("No apt-get here.")

    monkeypatch.setattr(dev, "setup", fail)
    monkeypatch.setattr(sys, "argv", ["dev.py", "serve"])
    with contextlib.redirect_stderr(io.StringIO()) as printed:
        assert dev.main() == "[dev] No apt-get here."
    assert not printed.getvalue()


def test_an_unknown_word_explains_the_command(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["dev.py", "sevre"])
    assert dev.main() == dev.__doc__


def names(requirements):
    """The packages of a requirements file and, where it says so, their versions."""
    lines = [line.split("#")[0].strip() for line in requirements.read_text().splitlines()]
    return dict(re.match(r"([\w.-]+)(.*)", line).groups() for line in lines if line)


def test_manifests_and_requirements_name_the_same_packages():
    manifests = [ast.literal_eval((dev.ROOT / addon / "__manifest__.py").read_text()) for addon in dev.ADDONS]
    needed = {name for manifest in manifests for name in manifest.get("external_dependencies", {}).get("python", ())}
    assert needed == set(names(dev.ROOT / "requirements.txt"))


def test_pre_commit_uses_the_versions_of_the_tests():
    pinned = re.findall(r'"([\w-]+)==([\d.]+)"', (dev.ROOT / ".pre-commit-config.yaml").read_text())
    versions = names(dev.ROOT / "requirements-dev.txt")
    assert pinned
    for name, version in pinned:
        assert versions[name] == f"=={version}"
