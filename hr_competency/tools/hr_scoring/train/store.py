"""Vectors on disk between two trainings."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from ..encoders import LocalEncoder, unit_rows


class FileStore:
    """A :class:`..encoders.VectorStore` in one SQLite file."""

    def __init__(self, path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path)
        self._connection.execute("CREATE TABLE IF NOT EXISTS vector (key TEXT PRIMARY KEY, value BLOB)")

    def get_many(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """:return: the stored vectors among ``keys``"""
        found = {}
        for key in keys:
            row = self._connection.execute("SELECT value FROM vector WHERE key = ?", (key,)).fetchone()
            if row:
                found[key] = row[0]
        return found

    def put_many(self, vectors: Mapping[str, bytes]) -> None:
        """Store vectors under their keys."""
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", vectors.items())


class BatchEncoder(LocalEncoder):
    """The local encoder on whole lists wherever it runs: the last bits do not matter in training."""

    version = LocalEncoder.version.partition("+")[0]

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """:return: as :meth:`LocalEncoder.encode`"""
        return unit_rows(self._load().encode(list(texts))) if texts else super().encode(texts)
