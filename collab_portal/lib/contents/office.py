"""Office documents are zip archives: opened with limits, looked through, kept as they came."""

import re
import zipfile
import zlib
from pathlib import PurePosixPath
from shutil import copyfileobj
from typing import IO

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.core.exceptions import ValidationError

from collab_portal.lib import bounds
from collab_portal.lib.archives import ArchiveError, Deadline, entries_at_most

CHUNK = 1 << 20
TYPES = "[Content_Types].xml"
TOO_LARGE = "文件解开后过大，不能接收。"
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError),
)
PROGRAMS = re.compile(
    r"vbaproject|vbadata|activex/|macrosheets/|dialogsheets/|customui/|oleobject[^/]*\.bin$"
    r"|\.(?:docm|dotm|xlsm|xltm|xlsb|xlam|pptm|potm|ppam|ppsm|exe|dll|js|vbs|wsf|hta|bat|cmd|ps1|scr|jar|lnk|html?|svgz)$",
    re.IGNORECASE,
)
HYPERLINK = re.compile(r"/hyperlink$")
SAFE_TARGET = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)


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
    if source.read(4) != b"PK\x03\x04":
        raise ValidationError("文件内容与扩展名不符，请核对后再传。")
    if entries_at_most(source) > bounds.OFFICE_ENTRIES:
        raise ValidationError(TOO_LARGE)
    try:
        with zipfile.ZipFile(source) as archive:
            _inspect(archive, heart, Deadline(bounds.OFFICE_SECONDS, "请精简或拆分后再传。"))
    except ArchiveError as error:
        raise ValidationError(str(error)) from None
    except DAMAGE:
        raise ValidationError("文件损坏或不完整，请重新保存后再传。") from None
    source.seek(0)
    copyfileobj(source, target, CHUNK)


def _inspect(archive: zipfile.ZipFile, heart: str, deadline: Deadline) -> None:
    members = archive.infolist()
    _must_fit(members)
    names = [member.filename for member in members]
    if len(set(names)) < len(names) or any(map(_is_astray, names)):
        raise ValidationError("文件内部的名称有异常，请重新保存后再传。")
    if heart not in names or (heart != "OFD.xml" and TYPES not in names):
        raise ValidationError("文件内容与扩展名不符，请核对后再传。")
    if any(PROGRAMS.search(name) for name in names):
        raise ValidationError("文件中含有宏、控件或程序，请去掉后再传。")
    if any(name.startswith("xl/externalLinks/") for name in names):
        raise ValidationError("文件引用了外部文件，请断开链接后再传。")
    for member in members:
        deadline.check()
        if member.filename.lower().endswith(".rels"):
            _must_stay_inside(_xml(archive, member))
        elif member.filename == TYPES:
            _must_have_no_macros(_xml(archive, member))
        else:
            _must_be_whole(archive, member, deadline)


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


def _must_be_whole(archive: zipfile.ZipFile, member: zipfile.ZipInfo, deadline: Deadline) -> None:
    """Reading to the end checks the sum; what unpacks to more than it declared is refused by the library."""
    with archive.open(member) as inner:
        while inner.read(CHUNK):
            deadline.check()


def _xml(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> list[dict[str, str]]:
    """The attributes of every element."""
    if member.file_size > bounds.OFFICE_XML:
        raise ValidationError("文件结构有异常，请重新保存后再传。")
    try:
        root = ElementTree.fromstring(archive.read(member), forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, LookupError):
        raise ValidationError("文件结构有异常，请重新保存后再传。") from None
    return [dict(element.attrib) for element in root.iter()]


def _must_stay_inside(relations: list[dict[str, str]]) -> None:
    """A link in the text may lead to the web; pictures, templates and data must be in the file."""
    for relation in relations:
        if relation.get("TargetMode", "").lower() != "external":
            continue
        target = relation.get("Target", "")
        if not HYPERLINK.search(relation.get("Type", "")) or not SAFE_TARGET.match(target):
            raise ValidationError("文件引用了外部内容（模板、图片或数据），请改为嵌入后再传。")


def _must_have_no_macros(types: list[dict[str, str]]) -> None:
    declared = " ".join(entry.get("ContentType", "") for entry in types).lower()
    if "macroenabled" in declared or "vbaproject" in declared or "activex" in declared:
        raise ValidationError("文件中含有宏或控件，请去掉后再传。")
