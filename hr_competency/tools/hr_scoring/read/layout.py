"""Putting the strings of a page together in the order a person reads them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from .pdf_page import Run


@dataclass(slots=True)
class _Piece:
    """Strings on one baseline without a wide gap."""

    text: str
    x: float
    end: float
    y: float
    size: float
    order: int


def page_text(runs: list[Run]) -> str:
    """The text of a page: columns one after the other, table rows as rows, blank lines between blocks."""
    pieces = _pieces([run for run in runs if run.text.strip() or run.text == " "])
    return _lines(_columns(pieces, 0))


def _pieces(runs: list[Run]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for run in runs:
        last = pieces[-1] if pieces else None
        if last and abs(last.y - run.y) < 0.5 * run.size and -0.6 * run.size < run.x - last.end < 1.2 * run.size:
            _append(last, run)
        elif run.text.strip():
            pieces.append(_Piece(run.text, run.x, run.end, run.y, run.size, run.order))
    return pieces


def _append(piece: _Piece, run: Run) -> None:
    gap = run.x - piece.end
    if gap > 0.18 * run.size and _needs_blank(piece.text, run.text, gap / run.size):
        piece.text += " "
    piece.text += run.text
    piece.end = max(piece.end, run.end)
    piece.size = max(piece.size, run.size)


def _needs_blank(left: str, right: str, gap: float) -> bool:
    if left.endswith(" ") or right.startswith(" "):
        return False
    # Chinese is set without blanks: small gaps between ideographs are justification
    return gap > 0.6 or not (left[-1] > "\u2e7f" and right[0] > "\u2e7f")


def _columns(pieces: list[_Piece], depth: int) -> list[list[_Piece]]:
    """Split recursively: at a gutter into columns, else at the widest blank into blocks."""
    if len(pieces) < 6 or depth > 12:
        return [pieces]
    gutter = _gutter(pieces)
    if gutter is not None:
        left = [piece for piece in pieces if piece.x < gutter]
        right = [piece for piece in pieces if piece.x >= gutter]
        return _columns(left, depth + 1) + _columns(right, depth + 1)
    top, bottom = _split_at_blank(pieces)
    if not bottom:
        return [pieces]
    return _columns(top, depth + 1) + _columns(bottom, depth + 1)


def _gutter(pieces: list[_Piece]) -> float | None:
    """Where a column begins, if the page was also written column by column; rows of a table were not."""
    end = float("-inf")
    for piece in sorted(pieces, key=lambda piece: piece.x):
        if piece.x - end > 0.8 * piece.size and end > float("-inf") and _written_in_columns(pieces, piece.x):
            return piece.x
        end = max(end, piece.end)
    return None


def _written_in_columns(pieces: list[_Piece], gutter: float) -> bool:
    sides = [piece.x >= gutter for piece in sorted(pieces, key=lambda piece: piece.order)]
    smaller = min(sides.count(True), sides.count(False))
    switches = sum(first != second for first, second in itertools.pairwise(sides))
    return smaller >= 3 and switches <= 1 + smaller // 4


def _split_at_blank(pieces: list[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """Split where a split lets one of the halves fall into columns; ordinary text is left whole."""
    ordered = sorted(pieces, key=lambda piece: -piece.y)
    for index in range(1, min(len(ordered), 40)):
        if ordered[index - 1].y - ordered[index].y > 0.5 * ordered[index].size and _gutter(ordered[index:]) is not None:
            return ordered[:index], ordered[index:]
    return pieces, []


def _lines(blocks: list[list[_Piece]]) -> str:
    lines: list[str] = []
    for block in blocks:
        if lines:
            lines.append("")
        lines += _block_lines(block)
    return "\n".join(lines)


def _block_lines(block: list[_Piece]) -> list[str]:
    lines: list[str] = []
    rows = _rows(block)
    for index, row in enumerate(rows):
        if index and rows[index - 1][0].y - row[0].y > 2.2 * max(row[0].size, rows[index - 1][0].size):
            lines.append("")
        lines.append("\t".join(piece.text.strip() for piece in sorted(row, key=lambda piece: piece.x)))
    return lines


def _rows(block: list[_Piece]) -> list[list[_Piece]]:
    rows: list[list[_Piece]] = []
    for piece in sorted(block, key=lambda piece: (-piece.y, piece.x)):
        if rows and abs(rows[-1][0].y - piece.y) < 0.4 * max(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows
