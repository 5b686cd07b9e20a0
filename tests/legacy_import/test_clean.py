"""Single cells."""

import datetime

import pytest

from legacy_import import clean

DAY = datetime.date(2024, 3, 5)


@pytest.mark.parametrize(
    "cell",
    [
        "2024-03-05", "2024/3/5", "2024.3.5", "20240305", "2024年3月5日", "2024年03月05日 09:30", "2024-03-05T09:30:00",
        "５ Mar ２０２４", "5 March 2024", "Mar 5, 2024", "March 5 2024", "5-Mar-2024", 45356, 45356.4, "45356", DAY,
        datetime.datetime(2024, 3, 5, 14, 30),
    ],
)  # fmt: skip
def test_dates_in_several_notations(cell):
    assert clean.date(cell) == DAY


def test_order_of_day_and_month_is_taken_from_the_whole_column():
    assert clean.find_day_first(["3/4/2024", "25/4/2024"]) is True
    assert clean.find_day_first(["3/4/2024", "4/25/2024"]) is False
    assert clean.find_day_first(["3/4/2024"]) is None
    assert clean.date("5/3/2024", day_first=True) == DAY
    assert clean.date("3/5/2024", day_first=False) == DAY
    assert clean.date("3/25/2024") == datetime.date(2024, 3, 25)
    assert clean.date("4/4/2024") == datetime.date(2024, 4, 4)


@pytest.mark.parametrize(
    ("cell", "code"),
    [("3/4/2024", "ambiguous_date"), ("2024-02-30", "not_a_date"), ("soon", "not_a_date"), (12, "not_a_date"), ("24/3/5", "not_a_date")],
)
def test_dates_that_cannot_be_known_are_not_guessed(cell, code):
    with pytest.raises(clean.CleanError) as caught:
        clean.date(cell)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("cell", "scale", "points"),
    [
        (4, "5", 80), ("4", "5", 80), ("４．５", "5", 90), ("4,5", "5", 90), (8.5, "10", 85), ("8.5分", "10", 85), (85, "100", 85),
        (0, "100", 0), (0.85, "percent", 85), ("85%", "percent", 85), ("85 %", "10", 85), ("4/5", "100", 80), ("8 out of 10", "5", 80),
        ("A", "letter", 100), ("b", "letter", 80), ("C", "5", 60), ("优秀", "letter", 100), ("合格", "letter", 60), ("Poor", "letter", 20),
    ],
)  # fmt: skip
def test_marks_of_several_scales_become_points_of_100(cell, scale, points):
    assert clean.points(cell, scale) == points


def test_plus_and_minus_are_a_third_of_a_level():
    assert clean.points("B+", "letter") == pytest.approx(86.67, abs=0.01)
    assert clean.points("A+", "letter") == 100
    assert clean.points("E-", "letter") == 20


@pytest.mark.parametrize("cell", ["", None, "-", "N/A", "无", "缺考"])
def test_no_mark_is_not_zero(cell):
    assert clean.points(cell, "5") is None


@pytest.mark.parametrize(
    ("cell", "scale", "code"),
    [(6, "5", "out_of_scale"), (-1, "10", "out_of_scale"), ("good job", "5", "not_a_number"), (7, "letter", "not_a_number")],
)
def test_marks_outside_their_scale_are_errors(cell, scale, code):
    with pytest.raises(clean.CleanError) as caught:
        clean.points(cell, scale)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("cells", "scale"),
    [
        ([3, 5, "4.5"], "5"), ([3, 5, 6], "10"), ([55, 90], "100"), (["A", "B-", ""], "letter"), (["优秀", "良好"], "letter"),
        ([0.85, 0.6, 1], "percent"), (["85%", "60%"], "percent"), ([], "letter"), (["n/a", 4, "4/5"], "5"),
    ],
)  # fmt: skip
def test_scale_of_a_column(cells, scale):
    assert clean.find_scale(cells) == scale


def test_names_addresses_numbers():
    assert clean.name("　Ｌｉ\u200b  Lei ") == "Li Lei"
    assert clean.email("Li Lei <LiLei@Example.com> ") == "lilei@example.com"
    assert clean.phone(13800001111.0) == "13800001111"
    assert clean.phone("+86 (138) 0000-1111") == "+8613800001111"
    assert clean.text("“ 保留  原文 ” ") == "“ 保留  原文 ”"
    with pytest.raises(clean.CleanError):
        clean.email("lilei at example")


def test_ticks():
    assert all(clean.yes_or_no(cell) for cell in ("是", "√", "Yes", 1, True, "必备"))
    assert not any(clean.yes_or_no(cell) for cell in ("否", "", None, 0, "no", False))
    with pytest.raises(clean.CleanError):
        clean.yes_or_no("perhaps")
