"""Reading in a process of its own: a file made to exhaust the machine ends that process, not the worker."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from ..types import Finding
from . import document as errors
from .document import BrokenFile, Document, FileTooLarge, Limits, ReadError

# The parent's search path is handed over: the child must find the same libraries, however they came there.
_START = "import json, sys; path = json.loads(sys.stdin.readline()); sys.path[:] = path; from hr_scoring.read import child; child.main()"
_MEMORY = 1_500_000_000


def read_in_child(data: bytes, filename: str, seconds: float = 5.0, limits: Limits | None = None) -> Document:
    """As :func:`read_bytes`, in a child process with bounded time and memory.

    :raise FileTooLarge: also when the time or memory was not enough
    """
    limits = limits or Limits()
    if len(data) > limits.size:
        raise FileTooLarge(f"The file is larger than {limits.size // 1_000_000} MB.")
    request = {
        "data": base64.b64encode(data).decode(),
        "filename": filename,
        "seconds": seconds,
        "limits": asdict(limits),
    }
    tools = str(Path(__file__).resolve().parents[2])
    path = [tools, *(str(Path(entry).absolute()) for entry in sys.path if entry)]
    lines = json.dumps(path) + "\n" + json.dumps(request)
    return _result(_run(lines.encode(), seconds))


def _run(request: bytes, seconds: float) -> subprocess.CompletedProcess:
    python = sys.executable or shutil.which("python3")
    try:
        return subprocess.run(
            [python, "-c", _START],
            input=request,
            capture_output=True,
            timeout=seconds,
            check=False,
            close_fds=True,
            cwd=tempfile.gettempdir(),  # wherever the parent stands, its files are no modules of the child
            env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": "0"},
        )
    except subprocess.TimeoutExpired as error:
        raise FileTooLarge(f"The file could not be read within {seconds:g} seconds.") from error


def _result(process: subprocess.CompletedProcess) -> Document:
    if process.returncode:
        if process.returncode < 0 or b"MemoryError" in process.stderr:
            raise FileTooLarge("Reading the file took more time or memory than allowed.")
        raise BrokenFile("The file is damaged and cannot be read.")
    answer = json.loads(process.stdout.decode())
    if "error" in answer:
        raise _error_class(answer["error"])(answer["message"])
    findings = tuple(Finding(**finding) for finding in answer.pop("findings"))
    return Document(findings=findings, hidden_text=tuple(answer.pop("hidden_text")), **answer)


def _error_class(name: str) -> type[ReadError]:
    found = getattr(errors, name, ReadError)
    return found if isinstance(found, type) and issubclass(found, ReadError) else ReadError


def main() -> None:
    """What the child does: limit itself, read, answer in JSON."""
    request = json.loads(sys.stdin.readline())
    _limit_myself(request["seconds"])
    # A reader's warnings about odd files are of no use to anyone and must not mix with the answer.
    answer_stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    json.dump(_answer(request), answer_stream, ensure_ascii=False)
    answer_stream.flush()


def _limit_myself(seconds: float) -> None:
    try:
        import resource
    except ImportError:  # not a Unix: the parent's timeout has to do
        return
    whole = max(1, int(seconds + 0.999))
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole + 1))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(request: dict) -> dict:
    from . import read_bytes

    try:
        found = read_bytes(base64.b64decode(request["data"]), request["filename"], Limits(**request["limits"]))
    except ReadError as error:
        return {"error": type(error).__name__, "message": str(error)}
    except MemoryError:
        return {"error": "FileTooLarge", "message": "The file needs more memory than allowed."}
    return asdict(found)
