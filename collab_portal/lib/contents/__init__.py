"""What a file really is: told by its bytes, never by its name or by what the browser says.

Each module knows one family and raises ``ValidationError`` with the reason, in words for the sender.
"""

from collections.abc import Callable
from typing import IO, NamedTuple

from django.core.exceptions import ValidationError

from collab_portal.lib.contents import films, office, papers, pictures


class Kind(NamedTuple):
    """``copy(source, target)`` checks the content and writes what is kept of it."""

    media_type: str
    copy: Callable[[IO[bytes], IO[bytes]], None]


OPEN_XML = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "pdf": Kind("application/pdf", papers.copy_pdf),
    "docx": Kind(f"{OPEN_XML}.wordprocessingml.document", office.copy_docx),
    "xlsx": Kind(f"{OPEN_XML}.spreadsheetml.sheet", office.copy_xlsx),
    "pptx": Kind(f"{OPEN_XML}.presentationml.presentation", office.copy_pptx),
    "ofd": Kind("application/ofd", office.copy_ofd),
    "wps": Kind("application/vnd.ms-works", papers.copy_wps),
    "jpg": Kind("image/jpeg", pictures.copy_jpeg),
    "png": Kind("image/png", pictures.copy_png),
    "mp4": Kind("video/mp4", films.copy_mp4),
}
SAME = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "pjpeg": "jpg", "m4v": "mp4"}
IN_WORDS = "PDF、DOCX、XLSX、PPTX、OFD、WPS、JPG、PNG、MP4"
PICTURES = {"image/jpeg", "image/png"}


def kind_of(extension: str) -> tuple[str, Kind]:
    """The kind that a name's ending promises; its content is held to that promise when copied."""
    ending = SAME.get(extension.lower(), extension.lower())
    if ending not in KINDS:
        advice = pictures.ADVICE.get(ending)
        raise ValidationError(advice or f"不接受这种文件，请使用 {IN_WORDS} 格式。")
    return ending, KINDS[ending]
