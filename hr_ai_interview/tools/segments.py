"""Cutting a text into marked and plain pieces, so that a page can highlight quotes without building HTML by hand."""

from itertools import pairwise


def segments(text, spans):
    """Cut ``text`` at the given spans.

    :param text: the text that the offsets point into
    :param spans: tuples ``(start, end, note)``; they may touch, overlap or lie outside the text
    :return: a list of ``{"text", "notes"}`` in order, whose texts joined are ``text``; a piece with notes is quoted

    >>> segments("I led a team.", [(2, 5, "leads")])
    [{'text': 'I ', 'notes': []}, {'text': 'led', 'notes': ['leads']}, {'text': ' a team.', 'notes': []}]
    >>> segments("", [(0, 3, "x")])
    []
    """
    inside = [(max(0, start), min(len(text), end), note) for start, end, note in spans]
    inside = [span for span in inside if span[0] < span[1]]
    cuts = sorted({0, len(text), *(start for start, _end, _note in inside), *(end for _start, end, _note in inside)})
    return [_piece(text, left, right, inside) for left, right in pairwise(cuts)]


def _piece(text, left, right, spans):
    notes = [note for start, end, note in spans if start <= left and right <= end]
    return {"text": text[left:right], "notes": list(dict.fromkeys(notes))}
