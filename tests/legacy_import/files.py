"""Tables as people have them."""

import csv
import io

import openpyxl

SCORES = [
    ["姓名", "邮箱", "应聘岗位", "面试日期", "面试官", "用户调研", "产品规划", "评语"],
    ["王小明", "Wang@Example.com ", "产品经理", "2024年3月5日", "张三", 4, "3.5", "思路清楚"],
    ["Ｌｉ　Lei", "lilei@example.com", "产品经理", 45356, "张三", "5", 2, ""],
    ["韩梅梅", "", "产品经理", "2024/3/7 14:30", "李四", "-", 4.5, "=cmd|' /C calc'!A0"],
]


def csv_bytes(rows, encoding="utf-8", delimiter=","):
    """The rows as a CSV file."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx_bytes(rows, title="Sheet1", first_sheets=()):
    """The rows as an XLSX file, behind other sheets if wished."""
    book = openpyxl.Workbook()
    book.active.title = first_sheets[0] if first_sheets else title
    for name in (*first_sheets[1:], *([title] if first_sheets else [])):
        book.create_sheet(name)
    for row in rows:
        book[title].append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
