"""What the drawing instructions of a PDF page put where, in which colour, and what a person sees of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from . import pdf_geometry as geometry
from .document import BLACK, MIN_CONTRAST, MIN_POINTS, WHITE, Budget, contrast
from .pdf_colour import GREY, Space, colour_space, device_colour, first_colour, shading_box, shading_colour
from .pdf_font import Font, load_font
from .pdf_geometry import Box, Matrix

_FORM_DEPTH = 8
# Where along a string it is looked whether something lies on it; with less than this share of it free, nobody reads it.
_SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_MIDDLE, _READABLE = 4, 0.5
# How tall a band is in points, and beyond what no page goes.
_BAND, _FAR = 20.0, 20_000.0


@dataclass(slots=True)
class Run:
    """A shown string: where its baseline runs, how large it is, and why a person cannot see it (or ``None``).

    ``places`` are points along the middle of its letters on the page; the other measures are those of a page that is turned so
    that the string runs to the right.
    """

    text: str
    x: float
    y: float
    end: float
    size: float
    order: int
    colour: tuple[float, float, float]
    places: tuple[tuple[float, float], ...] = ()
    hidden: str | None = None


@dataclass(slots=True)
class _Paint:
    """An area painted over; ``colour`` is ``None`` for a picture."""

    box: Box
    colour: tuple[float, float, float] | None
    order: int


@dataclass(frozen=True, slots=True)
class _State:
    """The graphics state that ``q`` and ``Q`` save and restore."""

    matrix: Matrix = geometry.IDENTITY
    clip: Box = geometry.EVERYWHERE
    fill: tuple[float, float, float] | None = BLACK
    stroke: tuple[float, float, float] | None = BLACK
    fill_space: Space = device_colour
    stroke_space: Space = device_colour
    alpha: float = 1.0
    stroke_alpha: float = 1.0
    group_alpha: float = 1.0
    font: Font | None = None
    size: float = 0.0
    mode: int = 0
    leading: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    rise: float = 0.0


@dataclass(slots=True)
class Page:
    """Interprets one page; afterwards ``runs`` holds every string that was shown."""

    reader: object
    budget: Budget
    box: Box
    off_layers: frozenset[int] = frozenset()
    runs: list[Run] = field(default_factory=list)
    paints: list[_Paint] = field(default_factory=list)
    order: int = 0
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    text_matrix: Matrix = geometry.IDENTITY
    line_matrix: Matrix = geometry.IDENTITY
    path: list[tuple[float, float]] = field(default_factory=list)
    clip_next: bool = False
    layers: list[bool] = field(default_factory=list)
    fonts: dict[int, Font] = field(default_factory=dict)
    depth: int = 0

    def draw(self, content, resources) -> None:
        """Follow the instructions of a content stream."""
        from pypdf.generic import ContentStream

        for operands, operator in ContentStream(content, self.reader).operations:
            self.budget.spend("work")
            handler = _HANDLERS.get(operator)
            if handler is None:
                continue
            try:
                handler(self, operands, resources)
            except (TypeError, ValueError, KeyError, IndexError, AttributeError, ZeroDivisionError, OverflowError):
                continue  # a viewer skips a malformed instruction, too

    def form(self, drawn, state: _State, resources) -> None:
        """Follow the instructions of a form, and be as before.

        :param state: what it begins with
        :param resources: for a form without its own
        """
        self.budget.spend("content", 2 * len(drawn.get_data()))
        saved, stack, self.stack = self.state, self.stack, []
        self.depth += 1
        try:
            matrix = tuple(map(float, drawn.get("/Matrix", geometry.IDENTITY)))
            self.state = replace(state, matrix=geometry.multiply(matrix, state.matrix))
            if drawn.get("/Group") is not None:  # drawn by itself, and then laid on the page as transparent as this says
                self.state = replace(self.state, alpha=1.0, stroke_alpha=1.0, group_alpha=state.group_alpha * state.alpha)
            own = drawn.get("/Resources")
            self.draw(drawn, own.get_object() if own is not None else resources)
        finally:
            self.depth -= 1
            self.state, self.stack = saved, stack

    def stamp(self, drawn, rectangle: Box) -> None:
        """Put the drawing of an annotation in its rectangle (ISO 32000-1, 12.5.5)."""
        left, bottom, right, top = map(float, drawn["/BBox"])
        corners = [(left, bottom), (left, top), (right, bottom), (right, top)]
        box = geometry.box(tuple(map(float, drawn.get("/Matrix", geometry.IDENTITY))), corners)
        x, right, y, top = *sorted(rectangle[::2]), *sorted(rectangle[1::2])
        wide, tall = (right - x) / ((box[2] - box[0]) or 1.0), (top - y) / ((box[3] - box[1]) or 1.0)
        place = (wide, 0.0, 0.0, tall, x - wide * box[0], y - tall * box[1])
        self.form(drawn, _State(matrix=place, clip=(x, y, right, top)), {})

    def finish(self) -> list[Run]:
        """Judge what can be seen, now that everything that covers it is known."""
        bands = self._bands()
        for run in self.runs:
            run.hidden = run.hidden or self._covered_or_pale(run, bands)
        return self.runs

    # --- painting -----------------------------------------------------------------------------------------------

    def paint(self, colour, alpha: float) -> None:
        """Remember a filled area as a background (or a cover) for text; outlines of text are no areas."""
        if len(self.path) >= 2 and alpha * self.state.group_alpha > 0.5:
            self.order += 1
            box = geometry.box(self.state.matrix, self.path)
            self.paints.append(_Paint(geometry.intersection(box, self.state.clip), colour, self.order))
        self.end_path()

    def end_path(self) -> None:
        """A path ends; with ``W`` before, it narrows the clip."""
        if self.clip_next and self.path:
            clip = geometry.intersection(geometry.box(self.state.matrix, self.path), self.state.clip)
            self.state = replace(self.state, clip=clip)
        self.clip_next = False
        self.path.clear()

    # --- text ---------------------------------------------------------------------------------------------------

    def show(self, data) -> None:
        """Show a string at the current position and move on."""
        state = self.state
        if state.font is None:
            return
        raw = data if isinstance(data, bytes) else getattr(data, "original_bytes", None)
        raw = str(data).encode("latin-1", "replace") if raw is None else raw
        text, advance = "", 0.0
        for char, width in state.font.decode(raw):
            text += char
            advance += (width / 1000 * state.size + state.char_space + (state.word_space if char == " " else 0)) * state.scale
        matrix = geometry.multiply((1.0, 0.0, 0.0, 1.0, 0.0, state.rise), geometry.multiply(self.text_matrix, state.matrix))
        self._add_run(text, matrix, advance)
        self.text_matrix = geometry.multiply((1, 0, 0, 1, advance, 0), self.text_matrix)

    def _add_run(self, text: str, matrix: Matrix, advance: float) -> None:
        if not text:
            return
        self.order += 1
        x, y = geometry.point(matrix, 0, 0)
        end = geometry.point(matrix, advance, 0)
        tall = (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5 * abs(self.state.size)
        wide = (matrix[0] ** 2 + matrix[1] ** 2) ** 0.5 * abs(self.state.size * self.state.scale)
        at, end = geometry.upright((x, y), end)
        colour = self.state.stroke if self.state.mode in (1, 5) else self.state.fill
        places = tuple(geometry.point(matrix, advance * share, self.state.size * 0.3) for share in _SHARES)
        run = Run(text, min(at[0], end[0]), at[1], max(at[0], end[0]), max(tall, 0.1), self.order, colour or BLACK, places)
        run.hidden = self._hidden(places[_MIDDLE], min(tall, wide * 4))
        self.runs.append(run)

    def _hidden(self, middle: tuple[float, float], size: float) -> str | None:
        alpha = self.state.group_alpha * (self.state.stroke_alpha if self.state.mode in (1, 5) else self.state.alpha)
        if self.state.mode in (3, 7) or alpha < 0.1 or any(self.layers):
            return "invisible"
        if size < MIN_POINTS - 0.05:
            return "tiny"
        if not (geometry.contains(self.box, *middle) and geometry.contains(self.state.clip, *middle)):
            return "off_page"
        return None

    def _bands(self) -> dict[int, list[_Paint]]:
        """What is painted in each band across the page: a page may have thousands of strings and of areas."""
        bands: dict[int, list[_Paint]] = {}
        lowest, highest = _band(self.box[1]), _band(self.box[3])
        for paint in self.paints:
            for band in range(max(lowest, _band(paint.box[1])), min(highest, _band(paint.box[3])) + 1):
                bands.setdefault(band, []).append(paint)
        return bands

    def _covered_or_pale(self, run: Run, bands: dict[int, list[_Paint]]) -> str | None:
        """White text on a dark bar is seen, black text on it is not; neither is text below a later area."""
        background: tuple[float, float, float] | None = WHITE
        middle = run.places[_MIDDLE]
        for paint in bands.get(_band(middle[1]), ()):
            if paint.order < run.order and geometry.contains(paint.box, *middle):
                background = paint.colour
        seen = [place for place in run.places if not _is_under(place, bands.get(_band(place[1]), ()), run.order)]
        if len(seen) < _READABLE * len(run.places):
            return "covered"
        # behind a picture anything may be: it counts as paper
        return "colour" if contrast(run.colour, background or WHITE) < MIN_CONTRAST else None


def _band(y: float) -> int:
    return int(max(-_FAR, min(_FAR, y)) // _BAND)


def _is_under(place: tuple[float, float], paints: list[_Paint], order: int) -> bool:
    x, y = place
    return any(paint.order > order and geometry.contains(paint.box, x, y) for paint in paints)


def _set(**names):
    """A handler that stores the first operand in the state."""
    ((name, convert),) = names.items()

    def handler(page: Page, operands, _resources) -> None:
        page.state = replace(page.state, **{name: convert(operands[0])})

    return handler


def _save(page: Page, _operands, _resources) -> None:
    if len(page.stack) < 500:
        page.stack.append(page.state)


def _restore(page: Page, _operands, _resources) -> None:
    if page.stack:
        page.state = page.stack.pop()


def _transform(page: Page, operands, _resources) -> None:
    page.state = replace(page.state, matrix=geometry.multiply(tuple(map(float, operands[:6])), page.state.matrix))


def _device(name: str):
    """A handler that sets a colour of a space that needs no name."""

    def handler(page: Page, operands, _resources) -> None:
        page.state = replace(page.state, **{name: device_colour(operands) or GREY})

    return handler


def _colour(name: str):
    """A handler that sets a colour of the space that was chosen before, or a pattern."""

    def handler(page: Page, operands, resources) -> None:
        pattern = operands and isinstance(operands[-1], str)
        found = _pattern(operands[-1], resources) if pattern else getattr(page.state, f"{name}_space")(operands)
        page.state = replace(page.state, **{name: found or GREY})

    return handler


def _pattern(name, resources) -> tuple[float, float, float]:
    shading = resources["/Pattern"][name].get_object().get("/Shading")
    return GREY if shading is None else shading_colour(shading.get_object(), resources.get("/ColorSpace"))


def _colour_space(name: str):
    def handler(page: Page, operands, resources) -> None:
        space = colour_space(operands[0], resources.get("/ColorSpace"))
        page.state = replace(page.state, **{name: first_colour(space), f"{name}_space": space})

    return handler


def _shade(page: Page, operands, resources) -> None:
    """A gradient fills all of its area that may be painted."""
    shading = resources["/Shading"][operands[0]].get_object()
    left, bottom, right, top = shading_box(shading)
    page.path[:] = [(left, bottom), (left, top), (right, bottom), (right, top)]
    page.paint(shading_colour(shading, resources.get("/ColorSpace")), page.state.alpha)


def _graphics_state(page: Page, operands, resources) -> None:
    settings = resources["/ExtGState"][operands[0]].get_object()
    alpha = float(settings.get("/ca", page.state.alpha))
    page.state = replace(page.state, alpha=alpha, stroke_alpha=float(settings.get("/CA", page.state.stroke_alpha)))
    if "/Font" in settings:
        font, size = settings["/Font"]
        _use_font(page, font.get_object(), float(size))


def _rectangle(page: Page, operands, _resources) -> None:
    x, y, width, height = map(float, operands[:4])
    page.path += [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def _to_point(page: Page, operands, _resources) -> None:
    numbers = list(map(float, operands))
    page.path += list(zip(numbers[::2], numbers[1::2], strict=True))


def _fill(page: Page, _operands, _resources) -> None:
    page.paint(page.state.fill, page.state.alpha)


def _end_path(page: Page, _operands, _resources) -> None:
    page.end_path()


def _clip(page: Page, _operands, _resources) -> None:
    page.clip_next = True


def _begin_text(page: Page, _operands, _resources) -> None:
    page.text_matrix = page.line_matrix = geometry.IDENTITY


def _font(page: Page, operands, resources) -> None:
    _use_font(page, resources["/Font"][operands[0]].get_object(), float(operands[1]))


def _use_font(page: Page, resource, size: float) -> None:
    key = id(resource)
    if key not in page.fonts:
        page.fonts[key] = load_font(resource)
    page.state = replace(page.state, font=page.fonts[key], size=size)


def _move(page: Page, operands, _resources) -> None:
    page.line_matrix = geometry.multiply((1, 0, 0, 1, float(operands[0]), float(operands[1])), page.line_matrix)
    page.text_matrix = page.line_matrix


def _move_set_leading(page: Page, operands, resources) -> None:
    page.state = replace(page.state, leading=-float(operands[1]))
    _move(page, operands, resources)


def _text_matrix(page: Page, operands, _resources) -> None:
    a, b, c, d, e, f = map(float, operands[:6])
    page.text_matrix = page.line_matrix = (a, b, c, d, e, f)


def _next_line(page: Page, _operands, resources) -> None:
    _move(page, (0, -page.state.leading), resources)


def _show(page: Page, operands, _resources) -> None:
    page.show(operands[0])


def _show_next_line(page: Page, operands, resources) -> None:
    if len(operands) == 3:
        page.state = replace(page.state, word_space=float(operands[0]), char_space=float(operands[1]))
    _next_line(page, (), resources)
    page.show(operands[-1])


def _show_array(page: Page, operands, _resources) -> None:
    for piece in operands[0]:
        if isinstance(piece, (int, float)):
            shift = -float(piece) / 1000 * page.state.size * page.state.scale
            page.text_matrix = geometry.multiply((1, 0, 0, 1, shift, 0), page.text_matrix)
        else:
            page.show(piece)


def _begin_marked(page: Page, operands, resources) -> None:
    page.layers.append(False)
    if operands and operands[0] == "/OC" and len(operands) > 1:
        layer = resources["/Properties"].raw_get(operands[1])
        members = layer.get_object().get("/OCGs", layer)
        members = members if isinstance(members, list) else [members]
        page.layers[-1] = any(getattr(member, "idnum", None) in page.off_layers for member in [layer, *members])


def _end_marked(page: Page, _operands, _resources) -> None:
    if page.layers:
        page.layers.pop()


def _external(page: Page, operands, resources) -> None:
    drawn = resources["/XObject"][operands[0]].get_object()
    if drawn.get("/Subtype") == "/Image":
        if "/SMask" not in drawn and "/Mask" not in drawn and not drawn.get("/ImageMask"):
            page.path[:] = [(0, 0), (1, 1)]
            page.paint(None, page.state.alpha)
        return
    if drawn.get("/Subtype") != "/Form" or page.depth >= _FORM_DEPTH:
        return
    page.form(drawn, page.state, resources)


_HANDLERS = {
    b"q": _save,
    b"Q": _restore,
    b"cm": _transform,
    b"rg": _device("fill"),
    b"g": _device("fill"),
    b"k": _device("fill"),
    b"sc": _colour("fill"),
    b"scn": _colour("fill"),
    b"RG": _device("stroke"),
    b"G": _device("stroke"),
    b"K": _device("stroke"),
    b"SC": _colour("stroke"),
    b"SCN": _colour("stroke"),
    b"cs": _colour_space("fill"),
    b"CS": _colour_space("stroke"),
    b"sh": _shade,
    b"gs": _graphics_state,
    b"re": _rectangle,
    b"m": _to_point,
    b"l": _to_point,
    b"c": _to_point,
    b"v": _to_point,
    b"y": _to_point,
    b"f": _fill,
    b"F": _fill,
    b"f*": _fill,
    b"B": _fill,
    b"B*": _fill,
    b"b": _fill,
    b"b*": _fill,
    b"S": _end_path,
    b"s": _end_path,
    b"n": _end_path,
    b"W": _clip,
    b"W*": _clip,
    b"BT": _begin_text,
    b"Tf": _font,
    b"Td": _move,
    b"TD": _move_set_leading,
    b"Tm": _text_matrix,
    b"T*": _next_line,
    b"Tj": _show,
    b"'": _show_next_line,
    b'"': _show_next_line,
    b"TJ": _show_array,
    b"Tc": _set(char_space=float),
    b"Tw": _set(word_space=float),
    b"TL": _set(leading=float),
    b"Tr": _set(mode=int),
    b"Ts": _set(rise=float),
    b"Tz": _set(scale=lambda value: float(value) / 100),
    b"BDC": _begin_marked,
    b"BMC": _begin_marked,
    b"EMC": _end_marked,
    b"Do": _external,
}
