"""The command line: ``python -m hr_scoring VERB``, JSON lines in, JSON lines out.

Lines are worked on in batches of what has arrived, so that a pipe is fast and a dialogue is answered at once. A line that
cannot be used gives ``{"id": …, "error": …}`` in its place and stops nothing.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from .canonical import plain
from .cv_dates import Month
from .encoders import EncoderError, make_encoder

_LARGEST_BATCH = 256
_READ_SIZE = 1 << 20
_LONGEST_LINE = 8 << 20
_TIMEOUT = 60
# For one file, on a busy machine.
_READING_SECONDS = 20.0
_REFUSED = frozenset({401, 403, 404, 405, 429, 502, 503, 504})

Answer = dict
Worker = Callable[[Sequence[dict]], list[Answer]]


class LineError(ValueError):
    """What is wrong with a line, for the person who wrote it."""


class Unreachable(EncoderError):
    """The encoder's service is down or lets nobody in: no use in asking it again for each line of a batch."""


def main(arguments: Sequence[str] | None = None, stdin=None, stdout=None) -> int:
    """Run the command line.

    :return: 0; 2 where the encoder asked for is not there or a file cannot be read
    """
    options = _parser().parse_args(arguments)
    output = stdout or sys.stdout.buffer
    try:
        if options.verb == "read":
            return _read_files(options.files, output)
        worker = WORKERS[options.verb](make_encoder(options.encoder, _post, options.model))
    except EncoderError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        for lines in _batches(stdin or sys.stdin.buffer):
            output.writelines(map(_encoded, answers(lines, worker)))
            output.flush()
    except BrokenPipeError:
        # The reader has enough. Python would complain once more when it flushes what nobody wants.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m hr_scoring", description=__doc__.splitlines()[0])
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, words in _HELP.items():
        verb = verbs.add_parser(name, help=words, description=words)
        verb.add_argument("--encoder", default="auto", help="auto (default), lexical, local, or http://… of an embeddings service")
        verb.add_argument("--model", default="default", help="the model's name for an encoder over HTTP")
        if name == "read":
            verb.add_argument("files", nargs="+", metavar="FILE")
    return parser


# --- lines -----------------------------------------------------------------------------------------------------------


def answers(lines: Sequence[bytes], worker: Worker) -> list[Answer]:
    """The answers to some lines, in their order."""
    parsed = [_parsed(line) for line in lines if line.strip()]
    good = [row for row in parsed if "error" not in row]
    found = iter(_worked(good, worker))
    return [row if "error" in row else next(found) for row in parsed]


def _worked(rows: Sequence[dict], worker: Worker) -> list[Answer]:
    """All rows at once; where some of them are bad, halves of them, until the bad ones stand alone."""
    if not rows:
        return []
    try:
        return worker([row["value"] for row in rows])
    except Exception as error:
        if len(rows) == 1 or isinstance(error, Unreachable):
            return [{"id": row["value"].get("id"), "error": _words(error)} for row in rows]
    half = len(rows) // 2
    return _worked(rows[:half], worker) + _worked(rows[half:], worker)


def _words(error: Exception) -> str:
    return str(error) if isinstance(error, (LineError, ValueError, EncoderError)) and str(error) else f"{type(error).__name__}: {error}"


def _parsed(line: bytes) -> dict:
    if len(line) > _LONGEST_LINE:
        return {"id": _id_in(line[:_READ_SIZE]), "error": f"a line of more than {_LONGEST_LINE >> 20} MB"}
    try:
        value = json.loads(line.decode("utf-8-sig"), parse_constant=_no_number, parse_float=_finite)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        return {"id": _id_in(line), "error": f"no JSON in UTF-8: {error}"}
    if not isinstance(value, dict):
        return {"id": None, "error": "a JSON object is expected"}
    return {"value": value}


def _finite(digits: str) -> float:
    """A number; ``1e999`` would become infinite, which no answer can repeat."""
    number = float(digits)
    return number if math.isfinite(number) else _no_number(digits)


def _no_number(name: str):
    """``NaN`` and ``Infinity``, which Python reads and JSON does not know."""
    raise ValueError(f"{name} is no number")


def _id_in(line: bytes):
    """The id of a line that is no JSON, as far as it can be told."""
    found = re.search(rb'"id"\s*:\s*("(?:[^"\\]|\\.)*"|-?\d+(?![\d.eE]))', line)
    try:
        return json.loads(found.group(1)) if found else None
    except ValueError:
        return None


def _batches(stream) -> Iterator[list[bytes]]:
    """Lines as they arrive: all that are there, at most :data:`_LARGEST_BATCH` at a time."""
    read = getattr(stream, "read1", stream.read)
    rest = b""
    while data := read(_READ_SIZE):
        *lines, rest = (rest + data).split(b"\n")
        for at in range(0, len(lines), _LARGEST_BATCH):
            yield lines[at : at + _LARGEST_BATCH]
        rest = rest[: _LONGEST_LINE + 1]  # an endless line must not fill the memory
    if rest.strip():
        yield [rest]


def _encoded(answer: Answer) -> bytes:
    try:
        return _as_line(answer)
    except (ValueError, TypeError, RecursionError) as error:
        # the id is told only where that is possible: it may be what cannot be written
        told = answer.get("id") if isinstance(answer.get("id"), (str, int)) else None
        return _as_line({"id": told, "error": f"the answer cannot be written as JSON: {error}"})


def _as_line(answer: Answer) -> bytes:
    try:
        return (json.dumps(plain(answer), ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8")
    except UnicodeEncodeError:
        return (json.dumps(plain(answer), allow_nan=False) + "\n").encode("ascii")


# --- fields ----------------------------------------------------------------------------------------------------------


def _string(row: dict, key: str, default: str | None = None) -> str:
    value = row.get(key, default)
    if value is None and default is not None:
        value = default
    if not isinstance(value, str):
        raise LineError(f"{key}: text is expected" if key in row else f"{key} is missing")
    return value


def _words_in(row: dict, key: str) -> str:
    """A text that says something: signs alone are no statement, and whatever were found for it would be a guess."""
    value = _string(row, key)
    if not any(char.isalnum() for char in value):
        raise LineError(f"{key}: it is empty")
    return value


def _strings(row: dict, key: str) -> tuple[str, ...]:
    value = row.get(key) or ()
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
        raise LineError(f"{key}: a list of texts is expected")
    return tuple(value)


# --- verbs -----------------------------------------------------------------------------------------------------------


def evidence_worker(encoder=None) -> Worker:
    """``id, statement, text`` [``examples, counter_examples, question, source``] → probability and quote. What is
    addressed to the grader, a list of key words or the question itself earns nothing and is told as ``findings``."""
    from .finder import EvidenceFinder, Pair

    finder = EvidenceFinder(encoder)

    def pair(row: dict, text: str) -> Pair:
        return Pair(
            _words_in(row, "statement"),
            text,
            _strings(row, "examples"),
            _strings(row, "counter_examples"),
            _string(row, "question", ""),
            _string(row, "source", "answer"),
        )

    def work(rows: Sequence[dict]) -> list[Answer]:
        found = [_inspected(_string(row, "text"), _string(row, "question", "")) for row in rows]
        judged = finder.judge_many([pair(row, text) for row, (text, _findings) in zip(rows, found, strict=True)])
        return [_shown(row, one, findings) for row, one, (_text, findings) in zip(rows, judged, found, strict=True)]

    return work


@lru_cache(maxsize=_LARGEST_BATCH)
def _inspected(text: str, question: str = "") -> tuple[str, tuple]:
    """A text without what must not earn points, every offset as before; and what was found in it."""
    from .defence import inspect, without

    findings = inspect(text, question)
    return without(text, findings), tuple(findings)


def _shown(row: dict, one, findings: Sequence) -> Answer:
    answer = {
        "id": row.get("id"),
        "probability": round(float(one.probability), 12),
        "quote": row["text"][one.start : one.end] if one.quote else "",
        "start": one.start,
        "end": one.end,
        "kind": str(one.kind) if one.quote else None,
    }
    return answer | _told(findings)


def _told(findings: Sequence) -> Answer:
    """The findings as a part of an answer, where there are any."""
    return {"findings": findings} if findings else {}


def grade_worker(encoder=None) -> Worker:
    """``id, question, references, exemplars, answer`` → score, verdict, evidence."""
    from .grade import Grader, Task

    grader = Grader(encoder)

    def task(row: dict) -> Task:
        references, exemplars = _strings(row, "references"), _strings(row, "exemplars")
        if not any(text.strip() for text in (*references, *exemplars)):
            raise LineError("references or exemplars are needed: there is nothing to grade against")
        return Task(_string(row, "answer"), _string(row, "question", ""), references, exemplars)

    def work(rows: Sequence[dict]) -> list[Answer]:
        return [_graded(row, grade) for row, grade in zip(rows, grader.grade_many([task(row) for row in rows]), strict=True)]

    return work


def _graded(row: dict, grade) -> Answer:
    missing = [{"point": one.point, "probability": one.probability} for one in grade.missing]
    answer = {"id": row.get("id"), "score": grade.score, "verdict": grade.verdict, "evidence": grade.evidence, "missing": missing}
    return answer | _told(_inspected(row["answer"], _string(row, "question", ""))[1])


def match_worker(encoder=None) -> Worker:
    """``id, job, cv`` [``today``] → score and reasons; ``job`` is text or an object, ``today`` the month of the CV as ``2026-11``."""
    from .jobs import job_from
    from .screen import Item, Screener

    screener = Screener(encoder)

    def work(rows: Sequence[dict]) -> list[Answer]:
        # what belongs to a job is made once where many lines have the same
        same: dict = {}
        jobs = [same.setdefault(job, job) for job in (job_from(_job(row)) for row in rows)]
        items = [Item(job, _string(row, "cv"), str(row.get("id")), (), _month(row)) for job, row in zip(jobs, rows, strict=True)]
        return [_match_answer(row, item.job, found) for row, item, found in zip(rows, items, screener.screen_many(items), strict=True)]

    return work


def _job(row: dict):
    if "job" not in row:
        raise LineError("job is missing")
    return row["job"]


def _month(row: dict) -> Month:
    """Until when "until now" counts in the line's CV: this month, unless the line says which."""
    value = _string(row, "today", "") or date.today().isoformat()
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])(?:-\d{2})?", value)
    if not found:
        raise LineError("today: a month as 2026-11 is expected")
    return int(found.group(1)), int(found.group(2))


def _match_answer(row: dict, job, screening) -> Answer:
    from .text import language

    found = screening.match
    statements = (one.statement for item in job.competencies for one in item.indicators)
    lang = "en" if language("\n".join([job.title, job.description, *statements])) == "en" else "zh"
    return {
        "id": row.get("id"),
        "score": found.score,
        "reasons": [_reason(reason, lang) for reason in found.reasons],
        "missing": [_reason(reason, lang) for reason in found.missing],
        "hidden_match": found.hidden,
        "findings": screening.assessment.findings,
    }


def _reason(reason, lang: str) -> dict:
    return {"code": reason.code, "parameters": dict(reason.parameters), "text": reason.text(lang)}


def _read_files(names: Sequence[str], output) -> int:
    """Each file as one line: what a person sees in it, and what was found. They are read in a process of its own, so that
    one made to exhaust the machine ends as an error of its line."""
    from .read import ReadingChild

    failed = 0
    with ReadingChild(_READING_SECONDS) as child:
        for name in names:
            answer = _read_file(name, child)
            failed = 2 if "error" in answer else failed
            output.write(_encoded(answer))
    output.flush()
    return failed


def _read_file(name: str, child) -> Answer:
    from .read import Limits, ReadError

    try:
        with open(name, "rb") as file:
            document = child.read(file.read(Limits().size + 1), os.path.basename(name))
    except (OSError, ReadError) as error:
        return {"file": name, "error": f"{type(error).__name__}: {error}"}
    return {"file": name, "text": document.text, "findings": [*document.findings, *_inspected(document.text)[1]]}


def _post(url: str, payload: dict) -> dict:
    """Send JSON, get JSON. The only place of the engine that opens a connection, and only for the command line.

    :raise EncoderError: where the service refuses these texts; :class:`Unreachable` where it does not answer at all
    """
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.request import Request

    headers = {"Content-Type": "application/json"}
    if key := os.environ.get("HR_SCORING_API_KEY"):
        headers["Authorization"] = f"Bearer {key}"
    try:
        with _opener().open(Request(url, json.dumps(payload).encode(), headers), timeout=_TIMEOUT) as answer:
            return json.load(answer)
    except HTTPError as error:
        # what is wrong with the key, the address or the service is not wrong with one text
        kind = Unreachable if error.code in _REFUSED else EncoderError
        raise kind(f"{url} answered {error.code} {error.reason}") from error
    except ValueError as error:
        raise EncoderError(f"{url} did not answer with JSON: {error}") from error
    except (OSError, HTTPException) as error:
        raise Unreachable(f"{url} did not answer: {error}") from error


def _opener():
    """Without redirects: the key goes to the service that was named, and to no other."""
    from urllib.request import HTTPRedirectHandler, build_opener

    class Stay(HTTPRedirectHandler):
        """Turns a redirect into an error."""

        def redirect_request(self, *_arguments):
            return None

    return build_opener(Stay)


WORKERS = {"evidence": evidence_worker, "grade": grade_worker, "match": match_worker}
_HELP = {
    "evidence": "does a text show a statement? JSON lines: id, statement, text [examples, counter_examples, question, source]",
    "grade": "grade an answer. JSON lines: id, question, references, exemplars, answer",
    "match": "match a CV with a job. JSON lines: id, job (text or object), cv [today]",
    "read": "the visible text of files and what is hidden in them",
}
