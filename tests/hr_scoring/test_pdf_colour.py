"""Colours of a PDF: numbers, inks, palettes and the functions between them."""

import pytest

from hr_scoring.read.pdf_colour import GREY, colour_space, first_colour, function_value, shading_box, shading_colour


class Stream(dict):
    """A stream as pypdf gives it."""

    def __init__(self, data, **values):
        super().__init__({f"/{name}": value for name, value in values.items()})
        self._data = data

    def get_data(self):
        return self._data


LINE = {"/FunctionType": 2, "/C0": [1, 1, 1], "/C1": [0, 0, 0.5], "/N": 1}
SAMPLES = Stream(bytes([255, 255, 255, 0, 0, 128]), FunctionType=0, Size=[2], BitsPerSample=8, Domain=[0, 1], Range=[0, 1] * 3)
HALVES = {"/FunctionType": 3, "/Domain": [0, 1], "/Bounds": [0.5], "/Encode": [0, 1, 1, 0], "/Functions": [LINE, LINE]}


def program(text):
    return Stream(text.encode(), FunctionType=4)


@pytest.mark.parametrize(
    ("function", "at", "values"),
    [
        (LINE, 0.5, [0.5, 0.5, 0.75]),
        ({**LINE, "/N": 2}, 0.5, [0.75, 0.75, 0.875]),
        ([{**LINE, "/C0": [0.2], "/C1": [0.4]}, {**LINE, "/C0": [1], "/C1": [0]}], 0.5, [0.3, 0.5]),
        (SAMPLES, 0.9, [0, 0, 128 / 255]),
        (Stream(b"\xff\xff\0\0", FunctionType=0, Size=[2], BitsPerSample=16, Domain=[0, 1], Range=[0, 1]), 0.1, [1.0]),
        (HALVES, 0.25, [0.5, 0.5, 0.75]),
        (HALVES, 0.75, [0.5, 0.5, 0.75]),
        (program("{dup 0.5 mul exch 0 exch pop 1 2 index sub}"), 0.5, [0.25, 0.0, 0.75]),
        (program("{1 sub neg dup dup 3 1 roll}"), 0.2, [0.8] * 3),
        (program("{2 copy pop}"), 0.2, None),
        (program("{dup 1 gt {pop 1} if}"), 0.2, None),
        ({"/FunctionType": 7}, 0.2, None),
    ],
)
def test_functions(function, at, values):
    found = function_value(function, [at])
    assert found == (values if values is None else pytest.approx(values))


def test_rolling_turns_the_top_of_the_stack():
    assert function_value(program("{10 20 30 3 1 roll}"), [5]) == [5, 30, 10, 20]
    assert function_value(program("{10 20 30 3 -1 roll}"), [5]) == [5, 20, 30, 10]


PALETTE = bytes([255, 255, 255, 0, 0, 51])


@pytest.mark.parametrize(
    ("space", "numbers", "colour"),
    [
        ("/DeviceGray", [1], (1, 1, 1)),
        ("/DeviceRGB", [0, 0.5, 1], (0, 0.5, 1)),
        (["/ICCBased", {"/N": 4}], [0, 0, 0, 1], (0, 0, 0)),
        (["/Separation", "/Black", "/DeviceRGB", LINE], [1], (0, 0, 0.5)),
        (["/Separation", "/Black", "/DeviceRGB", LINE], [0], (1, 1, 1)),
        (["/Separation", "/Odd", "/DeviceRGB", program("{dup 1 gt {pop 1} if}")], [1], (0, 0, 0)),
        (["/DeviceN", ["/A", "/B"], "/DeviceCMYK", program("{0 exch 0 exch}")], [0.5, 1], (0.0, 0.0, 0.0)),
        (["/DeviceN", ["/A", "/B"], "/DeviceRGB", {"/FunctionType": 0}], [0.5, 0.5], (0.25, 0.25, 0.25)),
        (["/Indexed", "/DeviceRGB", 1, PALETTE], [0], (1, 1, 1)),
        (["/Indexed", "/DeviceRGB", 1, Stream(PALETTE)], [1], (0, 0, 0.2)),
        (["/Indexed", ["/ICCBased", {"/N": 1}], 1, b"\x00\xff"], [1], (1, 1, 1)),
        (["/Indexed", "/Own", 1, b"\0\0\0\xff"], [0], (0, 0, 0)),
        (["/Lab", {}], [100, 0, 0], (1, 1, 1)),
        ("/Own", [0, 0, 0, 0], (1, 1, 1)),
    ],
)
def test_spaces(space, numbers, colour):
    assert colour_space(space, {"/Own": ["/ICCBased", {"/N": 4}]})(numbers) == pytest.approx(colour)


def test_a_space_within_itself_ends():
    space = ["/Separation", "/A", "/Own", LINE]
    assert colour_space("/Own", {"/Own": space})([1]) is not None


def test_the_first_colour_is_black_or_one_ink_in_full():
    assert first_colour(colour_space("/DeviceRGB")) == (0, 0, 0)
    assert first_colour(colour_space(["/Separation", "/Blue", "/DeviceRGB", LINE])) == (0, 0, 0.5)


def test_a_gradient_has_the_colour_of_its_middle():
    assert shading_colour({"/ColorSpace": "/DeviceRGB", "/Function": LINE}) == pytest.approx((0.5, 0.5, 0.75))
    assert shading_colour({"/ColorSpace": "/DeviceRGB", "/Function": {**LINE, "/N": 0}, "/Domain": [0, 1]}) == pytest.approx((0, 0, 0.5))
    assert shading_colour({"/ColorSpace": "/DeviceRGB"}) == shading_colour({}) == GREY


@pytest.mark.parametrize(
    ("coords", "extend", "box"),
    [
        ([0, 10, 0, 40], [False, False], (-1e9, 10, 1e9, 40)),
        ([50, 10, 20, 10], [False, False], (20, -1e9, 50, 1e9)),
        ([0, 10, 0, 40], [True, False], (-1e9, -1e9, 1e9, 1e9)),
        ([0, 10, 30, 40], [False, False], (-1e9, -1e9, 1e9, 1e9)),
    ],
)
def test_a_gradient_paints_as_far_as_it_goes(coords, extend, box):
    assert shading_box({"/ShadingType": 2, "/Coords": coords, "/Extend": extend}) == box


def test_a_gradient_keeps_to_its_box():
    assert shading_box({"/ShadingType": 3, "/BBox": [0, 1, 2, 3]}) == (0, 1, 2, 3)
