"""Reading in a child process: whatever the file does, the worker goes on (PUB-8)."""

import functools
import io
import time
import zipfile
import zlib

import pytest
from files import docx, paragraph, pdf, raw_pdf

from hr_scoring import read

# Where time is not the point: on a busy machine Python alone may take seconds to start.
SLOW = 60.0


@functools.cache
def zip_bomb():
    """A Word file of a few MB that unpacks to 1 GB."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(b"<w:document>")
            for _ in range(1000):
                part.write(b" " * 1_000_000)
    return buffer.getvalue()


def lying_zip_bomb():
    """The same, but its directory claims that the part is small."""
    data = bytearray(zip_bomb())
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (100).to_bytes(4, "little")
    return bytes(data)


def pdf_bomb():
    """A gigabyte of blanks, twice compressed."""
    packer = zlib.compressobj(1)
    inner = b"".join([packer.compress(b" " * 1_000_000) for _ in range(1000)] + [packer.flush()])
    return raw_pdf(b"", "[/FlateDecode /FlateDecode]", zlib.compress(inner, 9))


def endless_drawing():
    """Three hundred pages' worth of work in one."""
    return raw_pdf(b"BT /F1 12 Tf " + b"(x) Tj 1 0 0 1 0 0 Tm " * 400_000 + b"ET")


def test_same_result_as_in_the_worker():
    data = pdf(lambda page: page.drawString(50, 700, "Led a team"))
    assert read.read_in_child(data, "cv.pdf", SLOW) == read.read_bytes(data, "cv.pdf")


def test_errors_keep_their_names():
    with pytest.raises(read.UnsupportedFile, match="exe"):
        read.read_in_child(b"MZ...", "cv.exe", SLOW)
    with pytest.raises(read.NoText):
        read.read_in_child(docx(paragraph(" ")), "cv.docx", SLOW)


@pytest.mark.parametrize(
    ("bomb", "name"),
    [(zip_bomb, "cv.docx"), (lying_zip_bomb, "cv.docx"), (pdf_bomb, "cv.pdf"), (endless_drawing, "cv.pdf")],
    ids=["zip", "lying zip", "pdf", "drawing"],
)
def test_pub8_bombs_are_refused_and_the_worker_lives(bomb, name):
    data = bomb()
    assert len(data) < 10_000_000
    start = time.monotonic()
    with pytest.raises((read.FileTooLarge, read.BrokenFile)):
        read.read_in_child(data, name, seconds=4)
    assert time.monotonic() - start < 5


def test_pub8_time_is_bounded():
    data = endless_drawing()  # that takes its time as well
    start = time.monotonic()
    with pytest.raises(read.FileTooLarge, match="seconds"):
        read.read_in_child(data, "cv.pdf", seconds=0.5, limits=read.Limits(content=10**9, work=10**9))
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    ("ending", "error"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", read.FileTooLarge),
        ("raise MemoryError", read.FileTooLarge),
        ("raise SystemExit(3)", read.BrokenFile),
    ],
)
def test_what_ends_a_child_is_told_by_name(ending, error, monkeypatch):
    """The system kills who takes too much; whatever else ends it was the file."""
    monkeypatch.setattr("hr_scoring.read.child._START", f"import os, signal, sys; sys.stdin.readline(); sys.stdin.readline(); {ending}")
    with pytest.raises(error) as raised:
        read.read_in_child(b"Led a team of five", "a.txt", SLOW)
    assert raised.type is error


def test_too_large_is_refused_before_a_child_is_started():
    with pytest.raises(read.FileTooLarge, match="MB"):
        read.read_in_child(b"x" * 10_000_001, "cv.txt")


def test_one_child_reads_many_files_and_a_bad_one_stops_no_other():
    with read.ReadingChild(SLOW) as child:
        assert child.read(b"Led a team of five", "a.txt").text == "Led a team of five"
        first = child._process.pid
        with pytest.raises(read.UnsupportedFile):
            child.read(b"MZ...", "cv.exe")
        assert child.read("带领5人团队".encode(), "b.txt").text == "带领5人团队"
        assert child._process.pid == first
        with pytest.raises((read.FileTooLarge, read.BrokenFile)):
            child.read(endless_drawing(), "cv.pdf")
        assert child.read(b"Still here and reading", "c.txt").text == "Still here and reading"
