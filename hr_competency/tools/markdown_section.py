"""One section of a Markdown file as paragraphs and tables: plain text in, plain values out."""

import re

_MARKS = re.compile(r"\*\*|`|\*(?=\w)|(?<=\w)\*")
_RULE = re.compile(r"\|[\s|:-]+\|")


def section(text, title):
    """The blocks below a heading of the second level.

    :return: list of ``("table", rows of cells)`` and ``("text", paragraph)``, without the marks of emphasis
    :raise KeyError: where there is no such heading

    >>> section("## A\\n\\nOne\\nline.\\n\\n| | n |\\n|---|---|\\n| **x** | 1 |\\n\\n## B\\n", "A")
    [('text', 'One line.'), ('table', [['', 'n'], ['x', '1']])]
    """
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    if not found:
        raise KeyError(title)
    return [_block(block) for block in re.split(r"\n\s*\n", found[1].strip()) if block.strip()]


def _block(block):
    lines = block.strip().splitlines()
    if all(line.startswith("|") for line in lines):
        return "table", [_cells(line) for line in lines if not _RULE.fullmatch(line.strip())]
    return "text", _MARKS.sub("", " ".join(lines))


def _cells(line):
    return [_MARKS.sub("", cell.strip()) for cell in line.strip().strip("|").split("|")]
