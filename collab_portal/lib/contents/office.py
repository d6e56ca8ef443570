"""Office documents are zip archives: opened with limits, every part looked at, kept as they came.

Only the link to a template elsewhere is taken out when a document is kept: it fetches a file that may bring
macros, and every document made from an office's own template has one.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from operator import attrgetter
from pathlib import PurePosixPath
from shutil import copyfileobj
from typing import IO

from django.core.exceptions import ValidationError

from collab_portal.lib import bounds
from collab_portal.lib.archives import ArchiveError, Deadline, entries_at_most
from collab_portal.lib.contents.formulas import BOOKS
from collab_portal.lib.contents.office_parts import BROKEN, PDF, PDF_WITHIN, Reader, is_xml, must_be_harmless
from collab_portal.lib.contents.templates import without_template

CHUNK = 1 << 20
ZIP = b"PK\x03\x04"
TYPES = "[Content_Types].xml"
HEARTS = {"word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"}
TOO_LARGE = "文件解开后过大，不能接收。"
PADDED = "文件的前面、后面或中间夹带了其他内容，请用 Office 或 WPS 打开、另存后再传。"
LOCAL, DESCRIPTOR, END = 30, 24, 22  # bytes: the head of a part, what may follow it, the end of an archive
LARGE = 76  # bytes more at the end, where numbers are long ones
NESTED = "文件中嵌有其他文件，请删去，或将内容粘贴到正文后再传。"
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError),
)


PROGRAMS = re.compile(
    r"vbaproject|vbadata|activex/|macrosheets/|dialogsheets/|customui/|oleobject[^/]*\.bin$"
    r"|\.(?:docm|dotm|xlsm|xltm|xlsb|xlam|pptm|potm|ppam|ppsm|exe|dll|js|vbs|wsf|hta|bat|cmd|ps1|scr|jar|lnk|html?|svgz)$",
    re.IGNORECASE,
)


def copy_docx(source: IO[bytes], target: IO[bytes]) -> None:
    _copy(source, target, "word/document.xml")


def copy_xlsx(source: IO[bytes], target: IO[bytes]) -> None:
    _copy(source, target, "xl/workbook.xml")


def copy_pptx(source: IO[bytes], target: IO[bytes]) -> None:
    _copy(source, target, "ppt/presentation.xml")


def copy_ofd(source: IO[bytes], target: IO[bytes]) -> None:
    """The national layout format: an archive whose root is ``OFD.xml``."""
    _copy(source, target, "OFD.xml")


def _copy(source: IO[bytes], target: IO[bytes], heart: str) -> None:
    source.seek(0)
    if source.read(4) != ZIP:
        raise ValidationError("文件内容与扩展名不符，请核对后再传。")
    deadline = Deadline(bounds.OFFICE_SECONDS, "请精简或拆分后再传。")
    try:
        templates = _inspect(source, {heart}, deadline)
        if templates:
            with zipfile.ZipFile(source) as archive:
                without_template(archive, templates, target)
            return
    except ArchiveError as error:
        raise ValidationError(str(error)) from None
    except DAMAGE:
        raise ValidationError("文件损坏或不完整，请重新保存后再传。") from None
    source.seek(0)
    copyfileobj(source, target, CHUNK)


def _inspect(source: IO[bytes], hearts: set[str], deadline: Deadline, *, inner: bool = False) -> set[str]:
    """Look at every part; the names of those with a link to a template. ``inner``: within another archive."""
    if entries_at_most(source) > bounds.OFFICE_ENTRIES:
        raise ValidationError(TOO_LARGE)
    with zipfile.ZipFile(source) as archive:
        members = archive.infolist()
        _must_be_whole(archive, source)
        _must_fit(members)
        names = [member.filename for member in members]
        if len({name.lower() for name in names}) < len(names) or any(map(_is_astray, names)):
            raise ValidationError("文件内部的名称有异常，请重新保存后再传。")
        if not hearts & {*names} or ("OFD.xml" not in hearts and TYPES not in names):
            raise ValidationError(NESTED if inner else "文件内容与扩展名不符，请核对后再传。")
        if any(PROGRAMS.search(name) for name in names):
            raise ValidationError("文件中含有宏、控件或程序，请去掉后再传。")
        if any(name.lower().startswith("xl/externallinks/") for name in names):
            raise ValidationError(BOOKS)
        return {member.filename for member in members if _look(archive, member, deadline, inner)}


def _must_be_whole(archive: zipfile.ZipFile, source: IO[bytes]) -> None:
    """Part behind part from the first byte to the last: what lies elsewhere, other readers take for the file.

    An archive before this one, a program behind it, a PDF around it.
    """
    at, size = 0, source.seek(0, 2)
    for member in sorted(archive.infolist(), key=attrgetter("header_offset")):
        source.seek(member.header_offset)
        head = source.read(LOCAL)
        if not at <= member.header_offset <= at + DESCRIPTOR or len(head) < LOCAL:
            raise ValidationError(PADDED)
        words = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
        at = member.header_offset + LOCAL + words + member.compress_size
    source.seek(max(size - END, 0))
    end = source.read(END)
    behind = size - END - archive.start_dir - int.from_bytes(end[12:16], "little")
    if not at <= archive.start_dir <= at + DESCRIPTOR or end[:4] != b"PK\5\6" or behind not in {0, LARGE}:
        raise ValidationError(PADDED)
    source.seek(0)
    if PDF in source.read(PDF_WITHIN):
        raise ValidationError(PADDED)


def _must_fit(members: list[zipfile.ZipInfo]) -> None:
    """Judged by the directory; reading each member later holds it to what it declared."""
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > bounds.OFFICE_UNPACKED or unpacked > _may_unpack(packed):
        raise ValidationError(TOO_LARGE)
    for member in members:
        if member.file_size > _may_unpack(member.compress_size):
            raise ValidationError(TOO_LARGE)
        if member.flag_bits & 0x1:
            raise ValidationError("文件设有密码，请去掉密码后再传。")


def _may_unpack(packed: int) -> int:
    """Bytes that so many packed ones may become; a small member may be packed as tightly as it likes."""
    return bounds.OFFICE_RATIO * max(packed, 1) + bounds.OFFICE_RATIO_FROM


def _is_astray(name: str) -> bool:
    if len(name) > bounds.OFFICE_NAME:
        return True
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\x00" in name


def _look(archive: zipfile.ZipFile, member: zipfile.ZipInfo, deadline: Deadline, inner: bool) -> bool:
    """Read one part to its end, which checks its sum. Whether it has a link to a template.

    The numbers of a chart are a workbook in the document: it is looked through too, one level deep.
    """
    with archive.open(member) as part:
        pieces = _pieces(part, deadline)
        head = next(pieces, b"")
        must_be_harmless(head, member.filename)
        if head.startswith(ZIP):
            if inner or member.file_size > bounds.OFFICE_INNER:
                raise ValidationError(NESTED)
            _inspect(BytesIO(head + b"".join(pieces)), HEARTS, deadline, inner=True)
        named = member.filename.lower().endswith((".xml", ".rels", ".vml"))
        if not head or not (named or is_xml(head)):
            for _ in pieces:
                pass
            return False
        if member.file_size > bounds.OFFICE_XML:
            raise ValidationError(BROKEN)
        reader = Reader()
        reader.read(chain((head,), pieces))
    if reader.has_template and inner:
        raise ValidationError(NESTED)
    return reader.has_template


def _pieces(part: IO[bytes], deadline: Deadline) -> Iterator[bytes]:
    while piece := part.read(CHUNK):
        deadline.check()
        yield piece
