"""WPS documents in their older binary form."""

import struct
from shutil import copyfileobj
from typing import IO

from django.core.exceptions import ValidationError

CHUNK = 1 << 20
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
ENTRY = 128
WRITER = {"WordDocument"}
MACROS = {"Macros", "VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "PROJECTwm"}


def copy_wps(source: IO[bytes], target: IO[bytes]) -> None:
    """A compound file with a text inside and no macros."""
    if source.read(8) != COMPOUND:
        raise ValidationError("文件内容不是 WPS 文字，请核对后再传，或另存为 DOCX。")
    names = set(_names(source))
    if not names & WRITER:
        raise ValidationError("WPS 文字文件不完整，请重新保存后再传。")
    if names & MACROS:
        raise ValidationError("文件中含有宏，请去掉宏后再传。")
    source.seek(0)
    copyfileobj(source, target, CHUNK)


def _names(source: IO[bytes]) -> list[str]:
    """The names of streams and storages: wherever 128 aligned bytes read as a directory entry."""
    found = []
    source.seek(0)
    while chunk := source.read(CHUNK):
        for at in range(0, len(chunk) - ENTRY + 1, ENTRY):
            (length,) = struct.unpack_from("<H", chunk, at + 64)
            if 4 <= length <= 64 and length % 2 == 0 and chunk[at + 66] in (1, 2, 5):
                found.append(chunk[at : at + length - 2].decode("utf-16-le", "replace"))
    return found
