"""What a file really is: told by its bytes, never by its name or by what the browser says.

Each module knows one family and raises ``ValidationError`` with the reason, in words for the sender.
"""

from collections.abc import Callable
from typing import IO, NamedTuple

from django.core.exceptions import ValidationError

from collab_portal.lib.contents import films, known, office, papers, pdf, pictures


class Kind(NamedTuple):
    """``copy(source, target)`` checks the content and writes what is kept of it."""

    media_type: str
    copy: Callable[[IO[bytes], IO[bytes]], None]


OPEN_XML = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "pdf": Kind("application/pdf", pdf.copy_pdf),
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
SHOWN = {"jpg", "png"}
PAINTED = {*SHOWN, "webp"}  # what they are made from
OPEN_KINDS = {"doc", "dot", "xls", "xlt", "ppt", "pot", "pps", "xla", "ppa"}
VARIANTS = {  # by the last letter of a name's ending
    "m": ("含宏的 Office 文件", "请另存为不含宏的 DOCX、XLSX 或 PPTX 后再传。"),
    "x": ("Office 模板", "请打开后另存为 DOCX、XLSX 或 PPTX 再传。"),
}
CALLED = {"wps": "doc"}  # the same content under two names
IN_WORDS = "PDF、DOCX、XLSX、PPTX、OFD、WPS、JPG、PNG、WEBP、MP4"
PICTURES = {"image/jpeg", "image/png"}


def kind_of(extension: str, source: IO[bytes]) -> tuple[str, Kind]:
    """The kind that a name's ending promises and the content keeps; pictures go by their content alone.

    Raises ``ValidationError`` that says what the file is and what to do. Copying judges the content itself.
    """
    ending = SAME.get(extension.lower(), extension.lower())
    actual = known.tell(source)
    if ending in PAINTED and actual in PAINTED:
        ending = actual = pictures.ending_of(source.read(pictures.HEAD))
        source.seek(0)
    if ending in KINDS and actual in {"", ending, CALLED.get(ending)}:
        return ending, KINDS[ending]
    if actual == "locked":
        raise ValidationError("文件设有密码，请去掉密码后再传。")
    what, advice = known.WHAT.get(actual, ("", ""))
    if ending in KINDS:
        raise ValidationError(f"文件内容与扩展名不符：这是“{what}”，{advice}")
    what, advice = VARIANTS.get(ending[-1:] if ending[:-1] in OPEN_KINDS else "", (what, advice))
    if what:
        raise ValidationError(f"这是“{what}”，{advice}")
    raise ValidationError(pictures.ADVICE.get(ending) or f"不接受这种文件，请使用 {IN_WORDS} 格式。")
