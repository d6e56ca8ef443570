"""A laid-out document as the answer to a request."""

import re
from datetime import datetime

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from collab_portal.lib.gongwen import docx, pdf
from collab_portal.lib.gongwen.blocks import Layout
from collab_portal.lib.gongwen.text import one_line

FORMATS = ("docx", "pdf")
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')
LONGEST_NAME = 80


def download(layout: Layout, name: str, file_format: str, now: datetime) -> HttpResponse:
    """``file_format``: one of FORMATS. ``name`` is the file's, without its ending."""
    if file_format == "pdf":
        content, kind = pdf.write(layout, now), pdf.CONTENT_TYPE
    else:
        numbers = pdf.pages(layout) if docx.headings(layout) else []
        content, kind = docx.write(layout, now, numbers), docx.CONTENT_TYPE
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, filename(name, file_format))
    return response


def filename(name: str, ending: str) -> str:
    """One that every system takes; the header names it in UTF-8 (RFC 6266)."""
    kept = NOT_IN_NAMES.sub("_", one_line(name)).strip(" .")[:LONGEST_NAME]
    return f"{kept or '文件'}.{ending}"
