"""One way to write a value as bytes, so that equal inputs have equal hashes in every process and on every machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum

# What is as it must be, and most of what there is; an enumeration may be a string too, so the very type is asked for.
_JSON = frozenset({str, int, float, bool, type(None)})


def plain(value):
    """Turn data classes, enumerations, tuples and sets into what JSON knows; sets come out sorted."""
    if type(value) in _JSON:
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(plain(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def canonical(value) -> bytes:
    """Canonical JSON in UTF-8: sorted keys, no blanks, no NaN.

    :raise ValueError: for NaN and infinity, which JSON does not know
    """
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "surrogatepass")


def digest(value) -> str:
    """SHA-256 of the canonical form, as hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()
