"""Hits shown in their place: the words as written, escaped, every hit in ``<mark>``."""

import unicodedata
from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from collab_portal.lib.chinese import fold, fold_with_places

EXCERPT, BEFORE = 120, 30
PIECE, OVERLAP = 160, 160  # characters; a question has 60 at most, some of a text stand for none


def _spans(text: str, terms: Sequence[str]) -> list[tuple[int, int]]:
    """Where any term stands in ``text``, merged."""
    plain = fold(text)  # a twentieth of the work: most titles and texts hold no hit
    if not any(term in plain for term in terms):
        return []
    folded, places = fold_with_places(text)
    spans = []
    for term in terms:
        start = folded.find(term)
        while start >= 0:
            spans.append((places[start], _with_accents(text, places[start + len(term) - 1] + 1)))
            start = folded.find(term, start + 1)
    merged: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged


def _with_accents(text: str, stop: int) -> int:
    """Behind the accents of the last letter, where they are characters of their own."""
    while stop < len(text) and unicodedata.combining(text[stop]):
        stop += 1
    return stop


def highlight(text: str, terms: Sequence[str]) -> SafeString:
    """``text`` escaped, every hit in ``<mark>``."""
    parts, end = [], 0
    for start, stop in _spans(text, terms):
        parts += [escape(text[end:start]), "<mark>", escape(text[start:stop]), "</mark>"]
        end = stop
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308


def excerpt(text: str, terms: Sequence[str]) -> SafeString:
    """A window of ``text`` around the first hit."""
    start = max(0, _first(text, terms) - BEFORE)
    window = text[start : start + EXCERPT].replace("\n", " ")
    opening, ending = "…" if start else "", "…" if start + EXCERPT < len(text) else ""
    return mark_safe(f"{opening}{highlight(window, terms)}{ending}")  # noqa: S308


def _first(text: str, terms: Sequence[str]) -> int:
    """Where the first hit begins, else 0: piece by piece, so that a long text is not folded whole."""
    for start in range(0, len(text), PIECE):
        piece = text[start : start + PIECE + OVERLAP]
        folded = fold(piece)
        if any(term in folded for term in terms):
            folded, places = fold_with_places(piece)
            return start + min(places[at] for term in terms if (at := folded.find(term)) >= 0)
    return 0
