"""Reading in a process of its own: a file made to exhaust the machine ends that process, not the worker."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
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
    with ReadingChild(seconds, limits) as child:
        return child.read(data, filename)


class ReadingChild:
    """A child process that reads one file after another; one that ends it costs a new process, and nothing else.

    :param seconds: how long each file may take, the start of the process included
    """

    def __init__(self, seconds: float = 5.0, limits: Limits | None = None):
        self._seconds, self._limits = seconds, limits or Limits()
        self._process: subprocess.Popen | None = None
        self._overdue = False

    def __enter__(self) -> ReadingChild:
        return self

    def __exit__(self, *_error) -> None:
        self._end()

    def read(self, data: bytes, filename: str) -> Document:
        """As :func:`read_in_child`."""
        if len(data) > self._limits.size:
            raise FileTooLarge(f"The file is larger than {self._limits.size // 1_000_000} MB.")
        request = {
            "data": base64.b64encode(data).decode(),
            "filename": filename,
            "seconds": self._seconds,
            "limits": asdict(self._limits),
        }
        timer = threading.Timer(self._seconds, self._stop)
        timer.start()
        try:
            answer = self._ask(json.dumps(request).encode() + b"\n")
        finally:
            timer.cancel()
        return _document(answer) if answer else self._died()

    def _ask(self, request: bytes) -> bytes:
        """The child's answer, empty where it died."""
        self._process = self._process or _start()
        try:
            self._process.stdin.write(request)
            self._process.stdin.flush()
        except BrokenPipeError:
            return b""
        return self._process.stdout.readline()

    def _stop(self) -> None:
        self._overdue = True
        if self._process:
            self._process.kill()

    def _died(self) -> Document:
        overdue, code, errors_said = self._overdue, *self._end()
        if overdue:
            raise FileTooLarge(f"The file could not be read within {self._seconds:g} seconds.")
        if code < 0 or b"MemoryError" in errors_said:
            raise FileTooLarge("Reading the file took more time or memory than allowed.")
        raise BrokenFile("The file is damaged and cannot be read.")

    def _end(self) -> tuple[int, bytes]:
        process, self._process, self._overdue = self._process, None, False
        if process is None:
            return 0, b""
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        code = process.wait()
        process.stdout.close()
        process.errors.seek(0)
        with process.errors:
            return code, process.errors.read()


def _start() -> subprocess.Popen:
    python = sys.executable or shutil.which("python3")
    # Not a pipe: nobody reads it while the child works, and a full pipe would stop it.
    errors_file = tempfile.TemporaryFile()  # noqa: SIM115 -- closed when the child ends
    process = subprocess.Popen(
        [python, "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors_file,
        close_fds=True,
        cwd=tempfile.gettempdir(),  # wherever the parent stands, its files are no modules of the child
        env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": "0"},
    )
    process.errors = errors_file
    tools = str(Path(__file__).resolve().parents[2])
    path = [tools, *(str(Path(entry).absolute()) for entry in sys.path if entry)]
    process.stdin.write(json.dumps(path).encode() + b"\n")
    return process


def _document(line: bytes) -> Document:
    answer = json.loads(line.decode())
    if "error" in answer:
        raise _error_class(answer["error"])(answer["message"])
    findings = tuple(Finding(**finding) for finding in answer.pop("findings"))
    return Document(findings=findings, hidden_text=tuple(answer.pop("hidden_text")), **answer)


def _error_class(name: str) -> type[ReadError]:
    found = getattr(errors, name, ReadError)
    return found if isinstance(found, type) and issubclass(found, ReadError) else ReadError


def main() -> None:
    """What the child does: limit itself, read file after file, answer in a line of JSON each."""
    # A reader's warnings about odd files are of no use to anyone and must not mix with the answer.
    answer_stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for line in sys.stdin:
        request = json.loads(line)
        _limit_myself(request["seconds"])
        answer_stream.write(json.dumps(_answer(request), ensure_ascii=False) + "\n")
        answer_stream.flush()


def _limit_myself(seconds: float) -> None:
    """Time and memory for the next file."""
    try:
        import resource
    except ImportError:  # not a Unix: the parent's timeout has to do
        return
    whole = max(1, int(time.process_time() + seconds + 0.999))
    resource.setrlimit(resource.RLIMIT_CPU, (whole, resource.RLIM_INFINITY))
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
