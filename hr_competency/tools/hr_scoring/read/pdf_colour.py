"""Which colour the numbers of a PDF mean, as far as it decides whether text can be seen on its ground.

One number is a shade of grey in one colour space and an amount of ink in another: full black ink and white are both 1. What
each space means is written in ISO 32000-1, 8.6; functions from inks to colours in 7.10.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .document import BLACK

Colour = tuple[float, float, float]
# Numbers to a colour; ``None`` where they tell none, as those of a pattern.
Space = Callable[[Sequence], "Colour | None"]
# What stands for an area of many colours: light and dark text can both be read on it.
GREY: Colour = (0.5, 0.5, 0.5)
_DEEPEST = 4
_ENDLESS = (-1e9, -1e9, 1e9, 1e9)


def device_colour(values: Sequence) -> Colour | None:
    """Grey, red-green-blue or four inks, by how many numbers there are.

    >>> device_colour([1]), device_colour([0, 0, 0, 1]), device_colour([])
    ((1.0, 1.0, 1.0), (0.0, 0.0, 0.0), None)
    """
    numbers = [min(1.0, max(0.0, float(value))) for value in values if isinstance(value, (int, float))]
    if len(numbers) == 1:
        return (numbers[0],) * 3
    if len(numbers) == 3:
        return tuple(numbers)
    if len(numbers) == 4:
        *inks, black = numbers
        return tuple((1 - ink) * (1 - black) for ink in inks)
    return None


def colour_space(value, named=None, depth: int = 0) -> Space:
    """What the numbers of a colour space mean.

    :param value: its name, or its array in the file
    :param named: the colour spaces of the page by name
    """
    value = _resolved(value)
    if isinstance(value, str) and named is not None and value in named:
        value = _resolved(named[value])
    kind = value if isinstance(value, str) else str(_resolved(value[0]))
    if isinstance(value, str) or depth > _DEEPEST:
        return device_colour
    if kind in ("/Separation", "/DeviceN"):
        return _inks(_resolved(value[3]), colour_space(value[2], named, depth + 1))
    if kind == "/Indexed":
        return _palette(_resolved(value[3]), colour_space(value[1], named, depth + 1), _parts(value[1], named))
    if kind == "/Lab":
        return lambda numbers: device_colour([float(numbers[0]) / 100])
    return device_colour


def first_colour(space: Space) -> Colour:
    """The colour that counts until numbers are given: black, or one ink in full (ISO 32000-1, table 74)."""
    return BLACK if space is device_colour else space([1.0]) or BLACK


def shading_colour(shading, named=None) -> Colour:
    """The colour in the middle of a gradient; grey where that is not told by a function of one number."""
    try:
        space = colour_space(shading["/ColorSpace"], named)
        start, end = map(float, shading.get("/Domain", (0, 1))[:2])
        numbers = function_value(_resolved(shading["/Function"]), [(start + end) / 2])
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        return GREY
    return (space(numbers) if numbers else None) or GREY


def shading_box(shading) -> tuple[float, float, float, float]:
    """Where a gradient paints, in its own coordinates, as far as it ends anywhere: an upright or level one that is not extended
    ends with its axis (ISO 32000-1, 8.7.4.5.3), and any with its box."""
    box = tuple(map(float, shading.get("/BBox", _ENDLESS)))
    if shading.get("/ShadingType") != 2 or True in shading.get("/Extend", ()):  # pypdf's false is true
        return box
    left, bottom, right, top = map(float, shading["/Coords"])
    if abs(left - right) < 1e-6:
        return box[0], min(bottom, top), box[2], max(bottom, top)
    if abs(bottom - top) < 1e-6:
        return min(left, right), box[1], max(left, right), box[3]
    return box


def _inks(function, alternate: Space) -> Space:
    def colour(numbers: Sequence) -> Colour | None:
        amounts = [min(1.0, max(0.0, float(number))) for number in numbers if isinstance(number, (int, float))]
        found = function_value(function, amounts)
        return alternate(found) if found else _printed(amounts)

    return colour


def _printed(amounts: Sequence[float]) -> Colour | None:
    """Inks one above the other, each taken for a dark one."""
    left = 1.0
    for amount in amounts:
        left *= 1.0 - amount
    return (left,) * 3 if amounts else None


def _palette(table, base: Space, parts: int) -> Space:
    data = table.get_data() if hasattr(table, "get_data") else getattr(table, "original_bytes", table)

    def colour(numbers: Sequence) -> Colour | None:
        at = int(numbers[0]) * parts
        return base([byte / 255 for byte in data[at : at + parts]])

    return colour


def _parts(space, named) -> int:
    """How many numbers a colour of a space has."""
    space = _resolved(space)
    if isinstance(space, str) and named is not None and space in named:
        space = _resolved(named[space])
    if isinstance(space, str):
        return {"/DeviceGray": 1, "/G": 1, "/DeviceCMYK": 4, "/CMYK": 4}.get(space, 3)
    if str(space[0]) == "/ICCBased":
        return int(_resolved(space[1]).get("/N", 3))
    return {"/CalGray": 1, "/Separation": 1}.get(str(space[0]), 3)


def function_value(function, at: Sequence[float]) -> list[float] | None:
    """The values of a function, or of several functions of one value each.

    :return: ``None`` where it is of a kind that is not computed here: a table of several numbers, a program with branches
    """
    if isinstance(function, list):
        parts = [function_value(_resolved(part), at) for part in function]
        return [part[0] for part in parts] if all(parts) else None
    kind = function.get("/FunctionType")
    if kind == 4:
        return _calculated(function.get_data(), at)
    handler = {0: _sampled, 2: _exponential, 3: _stitched}.get(kind)
    return handler(function, at[0]) if handler and len(at) == 1 else None


def _calculated(program: bytes, at: Sequence[float]) -> list[float] | None:
    """What a program of the calculator's plain operators leaves on its stack."""
    stack = list(at)
    try:
        for word in program.decode("latin-1").strip().removeprefix("{").removesuffix("}").split():
            if word in _CALCULATOR:
                _CALCULATOR[word](stack)
            else:
                stack.append(float(word))
    except (ValueError, IndexError, ZeroDivisionError, OverflowError, TypeError):
        return None
    return stack


def _arithmetic(operation: Callable[[float, float], float]) -> Callable[[list[float]], None]:
    def work(stack: list[float]) -> None:
        second, first = stack.pop(), stack.pop()
        stack.append(operation(first, second))

    return work


def _exchange(stack: list[float]) -> None:
    stack[-1], stack[-2] = stack[-2], stack[-1]


def _copy(stack: list[float]) -> None:
    count = int(stack.pop())
    stack.extend(_top(stack, count))


def _roll(stack: list[float]) -> None:
    steps, count = int(stack.pop()), int(stack.pop())
    if count > 0:
        part = _top(stack, count)
        stack[-count:] = part[-steps % count :] + part[: -steps % count]


def _top(stack: list[float], count: int) -> list[float]:
    if count > len(stack):
        raise IndexError(count)
    return stack[len(stack) - count :]


_CALCULATOR: dict[str, Callable[[list[float]], object]] = {
    "add": _arithmetic(lambda first, second: first + second),
    "sub": _arithmetic(lambda first, second: first - second),
    "mul": _arithmetic(lambda first, second: first * second),
    "div": _arithmetic(lambda first, second: first / second),
    "neg": lambda stack: stack.append(-stack.pop()),
    "abs": lambda stack: stack.append(abs(stack.pop())),
    "sqrt": lambda stack: stack.append(stack.pop() ** 0.5),
    "cvr": lambda stack: None,
    "cvi": lambda stack: stack.append(float(int(stack.pop()))),
    "pop": lambda stack: stack.pop(),
    "dup": lambda stack: stack.append(stack[-1]),
    "index": lambda stack: stack.append(stack[-int(stack.pop()) - 1]),
    "exch": _exchange,
    "copy": _copy,
    "roll": _roll,
}


def _exponential(function, at: float) -> list[float]:
    low = [float(number) for number in function.get("/C0", (0.0,))]
    high = [float(number) for number in function.get("/C1", (1.0,))]
    share = at ** float(function.get("/N", 1))
    return [first + share * (last - first) for first, last in zip(low, high, strict=True)]


def _stitched(function, at: float) -> list[float] | None:
    bounds, parts = list(map(float, function["/Bounds"])), function["/Functions"]
    number = sum(bound <= at for bound in bounds)
    start, end = map(float, function["/Domain"][:2])
    edges = [start, *bounds, end]
    first, last = map(float, function["/Encode"][2 * number : 2 * number + 2])
    share = (at - edges[number]) / ((edges[number + 1] - edges[number]) or 1.0)
    return function_value(_resolved(parts[number]), [first + share * (last - first)])


def _sampled(function, at: float) -> list[float] | None:
    """The nearest sample."""
    sizes, bits = list(map(int, function["/Size"])), int(function["/BitsPerSample"])
    if len(sizes) != 1 or bits not in (8, 16):
        return None
    start, end = map(float, function["/Domain"][:2])
    limits = list(map(float, function.get("/Decode", function["/Range"])))
    parts, width = len(limits) // 2, bits // 8
    place = round((at - start) / ((end - start) or 1.0) * (sizes[0] - 1)) * parts * width
    data = function.get_data()[place : place + parts * width]
    shares = [int.from_bytes(data[number * width : (number + 1) * width], "big") / (256**width - 1) for number in range(parts)]
    return [low + share * (high - low) for share, low, high in zip(shares, limits[::2], limits[1::2], strict=True)]


def _resolved(value):
    return value.get_object() if hasattr(value, "get_object") else value
