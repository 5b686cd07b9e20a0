"""Cutting a text at the borders of quotes, so that a page can highlight them without building HTML by hand."""

from itertools import pairwise


def segments(text, spans):
    """A text cut at the borders of spans.

    Cut here and not in the browser: JavaScript counts some characters twice.

    :param spans: list of ``(id, start, end)``, which may overlap
    :return: list of ``{"text", "ids"}``
    """
    text = text or ""
    cuts = sorted({0, len(text), *(point for _id, start, end in spans for point in (start, end) if 0 <= point <= len(text))})
    return [
        {"text": text[start:end], "ids": [one for one, left, right in spans if left <= start and end <= right]}
        for start, end in pairwise(cuts)
    ]
