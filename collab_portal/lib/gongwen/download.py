"""A laid-out document as the answer to a request."""

import re
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header

from collab_portal.lib import bounds, demo
from collab_portal.lib.gongwen import docx, pdf
from collab_portal.lib.gongwen.blocks import Layout
from collab_portal.lib.gongwen.measuring import TooLongError, must_fit
from collab_portal.lib.gongwen.text import one_line

FORMATS = ("docx", "pdf")
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')
LONGEST_NAME = 80
ANYWAY = "anyway"  # in the address of a PDF: its reader knows what is missing
MOST_NAMED = 60  # characters


def download(
    request: HttpRequest, layout: Layout, name: str, file_format: str, now: datetime
) -> HttpResponse:
    """``file_format``: one of FORMATS. ``name`` is the file's, without its ending.

    422 if it is too long, or if a PDF lacks glyphs and nobody has said yet to make it anyway.
    """
    try:
        if refusal := without_glyphs(request, layout, file_format):
            return refusal
        content = write(layout, file_format, now, bounds.LAYOUT_AT_ONCE)
    except TooLongError:
        return too_long(request)
    return answer(content, name, file_format)


def without_glyphs(request: HttpRequest, layout: Layout, file_format: str) -> HttpResponse | None:
    """The page that names the characters a PDF would print as 〓, with the Word file as the way out."""
    must_fit(layout, bounds.LAYOUT)
    if file_format != "pdf" or ANYWAY in request.GET or not (lacking := pdf.missing(layout)):
        return None
    characters = [(char, f"U+{ord(char):04X}") for char in lacking[:MOST_NAMED]]
    context = {
        "characters": characters,
        "more": len(lacking) - len(characters),
        "word": f"{request.path.removesuffix('pdf')}docx",
        "anyway": f"?{ANYWAY}=1",
    }
    return TemplateResponse(request, "glyphs.html", context, status=422)


def too_long(request: HttpRequest) -> HttpResponse:
    """The page that says so, and what to do."""
    return TemplateResponse(request, "422.html", status=422)


def write(layout: Layout, file_format: str, now: datetime, most: int = bounds.LAYOUT) -> bytes:
    """Raises ``TooLongError`` beyond ``most`` characters, before anything is written.

    Of sample data every page says so.
    """
    must_fit(layout, most)
    layout = replace(layout, banner=demo.sentence())
    if file_format == "pdf":
        return pdf.write(layout, now)
    return docx.write(layout, now, pdf.pages(layout) if docx.headings(layout) else [])


def answer(content: bytes, name: str, file_format: str) -> HttpResponse:
    """What was written, to keep under ``name``."""
    kind = pdf.CONTENT_TYPE if file_format == "pdf" else docx.CONTENT_TYPE
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, filename(name, file_format))
    return response


def filename(name: str, ending: str) -> str:
    """One that every system takes; the header names it in UTF-8 (RFC 6266)."""
    kept = NOT_IN_NAMES.sub("_", one_line(name)).strip(" .")[:LONGEST_NAME]
    return f"{kept or '文件'}.{ending}"
