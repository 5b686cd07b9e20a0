"""Boxes and matrices of a PDF page."""

from __future__ import annotations

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)


def multiply(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does ``first`` and then ``second``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a matrix puts a point."""
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


def box(matrix: Matrix, points) -> Box:
    """The upright box about where a matrix puts some points."""
    moved = [point(matrix, x, y) for x, y in points]
    xs, ys = [x for x, _y in moved], [y for _x, y in moved]
    return min(xs), min(ys), max(xs), max(ys)


def upright(start: tuple[float, float], end: tuple[float, float]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Start and end of a string on the page as it would have to be turned, by quarters, for the string to run to the right."""
    (x, y), (right, up) = start, (end[0] - start[0], end[1] - start[1])
    if abs(up) > abs(right) + 1e-6:
        return ((y, -x), (end[1], -end[0])) if up > 0 else ((-y, x), (-end[1], end[0]))
    return (start, end) if right >= 0 else ((-x, -y), (-end[0], -end[1]))


def contains(area: Box, x: float, y: float) -> bool:
    """Whether a point is in a box."""
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def intersection(first: Box, second: Box) -> Box:
    """What is in both boxes; turned inside out where nothing is."""
    return max(first[0], second[0]), max(first[1], second[1]), min(first[2], second[2]), min(first[3], second[3])
