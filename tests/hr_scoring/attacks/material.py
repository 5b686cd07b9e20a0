"""The attacks and the harmless texts of this folder, for training and for tests.

One text in twenty in ``written/``, chosen by a checksum of its words, is never trained on: tests measure with those.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
KEPT_OUT = 20
LISTED = {"attacks": ("corpus.jsonl", "sixth.jsonl"), "harmless": ("clean.jsonl", "lookalikes.jsonl")}


def rows(name: str) -> list[dict]:
    """The rows of a file of this folder."""
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def written(kind: str) -> Iterator[tuple[str, str, str]]:
    """Writer, family and text of what is in ``written/``; the first writer has no name.

    :param kind: ``attacks`` or ``harmless``
    """
    for path in sorted((HERE / "written").glob(f"{kind}_*.txt")):
        _kind, _lang, *writer = path.stem.split("_")
        family = ""
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("## "):
                family = line[3:]
            elif line:
                yield "".join(writer), family, line.replace("\\n", "\n")


def training(kind: str) -> dict[str, str]:
    """All texts that training may see, with their writer (``corpus`` for what is listed): attacks that order or claim
    something (without the honest sentence that some begin with), or harmless texts that resemble attacks.

    :param kind: ``attacks`` or ``harmless``
    """
    listed = [row for name in LISTED[kind] for row in rows(name) if row.get("kind", "injection") == "injection"]
    known = {row["text"].removeprefix(row.get("honest", "")): "corpus" for row in listed}
    return {text: writer for writer, _family, text in written(kind) if not is_kept_out(text)} | known


def kept_out(kind: str) -> list[tuple[str, str]]:
    """Family and text of what training never sees."""
    return [(family, text) for _writer, family, text in written(kind) if is_kept_out(text)]


def is_kept_out(text: str) -> bool:
    """Whether a text in ``written/`` is one that training never sees."""
    return zlib.crc32(text.encode("utf-8")) % KEPT_OUT == 0
