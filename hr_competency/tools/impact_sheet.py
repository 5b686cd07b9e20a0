"""An audit's figures as an XLSX file: plain values in, bytes out."""

import io


def sheet(head, titles, rows):
    """One sheet: pairs of label and value, an empty row, a table.

    :param head: list of (label, value)
    :param titles: names of the table's columns
    :param rows: values; None leaves a cell empty, text is never taken for a formula
    :return: the file's bytes
    """
    import xlsxwriter

    out = io.BytesIO()
    # a name that begins with = must not become a formula on the reader's machine
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet("Adverse impact")
        bold, rate = book.add_format({"bold": True}), book.add_format({"num_format": "0.000"})
        for number, (label, value) in enumerate(head):
            page.write(number, 0, label, bold)
            page.write(number, 1, value)
        top = len(head) + 1
        page.write_row(top, 0, titles, bold)
        for number, row in enumerate(rows, top + 1):
            for column, value in enumerate(row):
                page.write(number, column, value, rate if isinstance(value, float) else None)
        page.freeze_panes(top + 1, 0)
        page.set_column(0, 0, 44)
        page.set_column(1, 2, 28)
    return out.getvalue()
