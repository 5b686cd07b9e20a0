"""What reading a file gives, what it may cost, and how it may fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..types import Finding


class ReadError(Exception):
    """A file that cannot be read. ``str(error)`` is fit for the person who handed it in."""


class EncryptedFile(ReadError):
    """The file opens only with a password."""


class BrokenFile(ReadError):
    """The file is damaged or not what its structure promises."""


class UnsupportedFile(ReadError):
    """The file is of a kind that is not read, or its name and its content disagree."""


class FileTooLarge(ReadError):
    """The file, or what it unpacks to, is more than a CV can be."""


class NoText(ReadError):
    """The file was read, and a person sees no text in it (an empty or a scanned document)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading may cost. ``expanded`` counts bytes after unpacking, ``work`` counts drawing operations and nodes."""

    size: int = 10_000_000
    pages: int = 100
    expanded: int = 40_000_000
    content: int = 6_000_000
    work: int = 600_000
    characters: int = 500_000
    entries: int = 3_000


@dataclass(frozen=True, slots=True)
class Document:
    """The text a person can see in a file.

    ``hidden_text`` holds the pieces a person cannot see; they earn nothing. ``findings`` says why they are hidden.
    """

    text: str
    findings: tuple[Finding, ...] = ()
    hidden_text: tuple[str, ...] = ()
    pages: int = 1
    media_type: str = "text/plain"


@dataclass(slots=True)
class Budget:
    """Counts what reading one file has cost so far.

    The engine has no clock: ``overdue`` is a callable of the caller that says whether time is up.
    """

    limits: Limits
    overdue: Callable[[], bool] | None = None
    spent: dict[str, int] = field(default_factory=dict)

    def spend(self, what: str, amount: int = 1) -> None:
        """Book a cost.

        :raise FileTooLarge: when the limit for ``what`` is passed, or time is up
        """
        self.spent[what] = self.spent.get(what, 0) + amount
        limit = getattr(self.limits, what)
        if self.spent[what] > limit:
            raise FileTooLarge(_TOO_MUCH[what].format(limit=limit))
        if self.overdue is not None and self.overdue():
            raise FileTooLarge("Reading the file takes too long.")

    def left(self, what: str) -> int:
        """What may still be spent."""
        return max(0, getattr(self.limits, what) - self.spent.get(what, 0))


_TOO_MUCH = {
    "pages": "The file has more than {limit} pages.",
    "expanded": "The file unpacks to more than {limit} bytes.",
    "content": "The pages of the file hold more than {limit} bytes of drawing instructions.",
    "work": "The file is too complex to be read.",
    "characters": "The file holds more than {limit} characters of text.",
    "entries": "The file holds more than {limit} parts.",
}

_REASONS = {
    "colour": "text in (nearly) the colour of its background",
    "tiny": "text smaller than 4 points",
    "invisible": "text switched to invisible",
    "off_page": "text outside of the visible page",
    "covered": "text under another drawing",
    "deleted": "text marked as deleted",
}


@dataclass(slots=True)
class Hidden:
    """Collects pieces of text that a person cannot see, by reason."""

    pieces: dict[str, list[str]] = field(default_factory=dict)

    def add(self, reason: str, text: str) -> None:
        """Note a piece; blanks alone are no text."""
        if text.strip():
            self.pieces.setdefault(reason, []).append(text)

    def texts(self) -> tuple[str, ...]:
        """The hidden text, one string a reason."""
        return tuple("".join(pieces).strip() for _reason, pieces in sorted(self.pieces.items()))

    def findings(self) -> tuple[Finding, ...]:
        """One finding a reason, quoting the beginning of what was hidden."""
        return tuple(
            Finding("hidden_text", f"{_REASONS[reason]}: {_shorten(''.join(pieces))}") for reason, pieces in sorted(self.pieces.items())
        )


def _shorten(text: str, limit: int = 120) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def contrast(first: tuple[float, float, float], second: tuple[float, float, float]) -> float:
    """Contrast ratio of two RGB colours (0 to 1 each), 1 to 21, by the formula of WCAG 2."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[float, float, float]) -> float:
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# Grey of 80 % on white reaches 1.6 and can still be read; below this a reader sees nothing.
MIN_CONTRAST = 1.5
MIN_POINTS = 4.0
WHITE = (1.0, 1.0, 1.0)
BLACK = (0.0, 0.0, 0.0)
