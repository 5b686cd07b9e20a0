"""Reading files: encodings, delimiters, sheets, limits."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacy_import import TableError, read_table
from legacy_import import table as tables

from .files import SCORES, csv_bytes, xlsx_bytes


@pytest.mark.parametrize(
    ("encoding", "found"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("utf-16", "utf-16")]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found(encoding, found, delimiter):
    table = read_table(csv_bytes(SCORES, encoding, delimiter))
    assert (table.encoding, table.delimiter) == (found, delimiter)
    assert table.header == tuple(SCORES[0])
    assert table.rows[0][1][0] == "王小明"
    assert [number for number, _cells in table.rows] == [2, 3, 4]


def test_semicolons_with_decimal_commas():
    table = read_table(b"name;score\nLi, Lei;4,5\nHan, Mei;3,5\n")
    assert (table.delimiter, table.rows[0][1]) == (";", ("Li, Lei", "4,5"))


def test_quoted_line_breaks_stay_in_their_cell():
    table = read_table(b'name,comment\nLi,"one\ntwo"\nHan,three\n')
    assert [cells for _number, cells in table.rows] == [("Li", "one\ntwo"), ("Han", "three")]


def test_titles_above_the_table_and_empty_rows_are_skipped_and_numbers_stay_those_of_the_file():
    rows = [["面试成绩表"], [], ["", ""], *SCORES[:2], ["", ""], *SCORES[2:]]
    table = read_table(csv_bytes(rows))
    assert table.header_row == 4
    assert table.header[0] == "姓名"
    assert [number for number, _cells in table.rows] == [5, 7, 8]


def test_xlsx_takes_the_first_sheet_with_content_or_the_one_named():
    data = xlsx_bytes(SCORES, "成绩", ["封面"])
    table = read_table(data)
    assert (table.sheets, table.sheet) == (("封面", "成绩"), "成绩")
    assert table.rows[1][1][3] == 45356
    with pytest.raises(TableError) as caught:
        read_table(data, sheet="封面")
    assert caught.value.code == "empty"
    with pytest.raises(TableError) as caught:
        read_table(data, sheet="没有")
    assert caught.value.code == "no_sheet"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"PK\x03\x04 no workbook", "not_a_table"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "not_a_table"),
        (b"a,b\n1,\x00\n", "not_a_table"),
        (b"a,b\n" * 3 + b"x" * tables.MOST_BYTES, "too_big"),
    ],
)
def test_what_is_no_table_says_so(data, code):
    with pytest.raises(TableError) as caught:
        read_table(data)
    assert caught.value.code == code


def test_a_workbook_that_unpacks_to_gigabytes_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(tables, "MOST_UNPACKED_BYTES", 1000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "0" * 100_000)
    with pytest.raises(TableError) as caught:
        read_table(out.getvalue())
    assert caught.value.code == "too_big"


def test_a_given_encoding_that_does_not_fit_is_refused():
    with pytest.raises(TableError):
        read_table("姓名,分数\n王,5".encode("gb18030"), encoding="utf-8")


def test_unnamed_columns_get_their_letter():
    assert read_table(b"name,,score\nLi,x,4\n").header == ("name", "B", "score")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_table_error(data):
    try:
        table = read_table(data)
    except TableError:
        return
    assert all(len(cells) == len(table.header) for _number, cells in table.rows)
