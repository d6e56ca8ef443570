"""WPS documents in their older binary form, and what any compound file (OLE) is."""

from pathlib import Path
from shutil import copyfileobj
from typing import IO

from django.core.exceptions import ValidationError

from collab_portal.lib.contents import apart
from collab_portal.lib.contents.compound_child import Compound

CHUNK = 1 << 20
CHILD = Path(__file__).with_name("compound_child.py")
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
REASONS = {
    Compound.PASSWORD: "文件设有密码，请去掉密码后再传。",
    Compound.MACROS: "文件中含有宏，请另存为不含宏的 DOCX 后再传。",
    Compound.PROGRAM: "文件中嵌有其他文件（图标），请删去或将内容粘贴到正文后再传。",
    Compound.DAMAGED: "文件损坏或不完整，请重新保存后再传。",
}


def compound(source: IO[bytes]) -> Compound:
    """What a compound file is, by its directory; one that cannot be read counts as damaged."""
    return apart.ask(CHILD, source, Compound) or Compound.DAMAGED


def copy_wps(source: IO[bytes], target: IO[bytes]) -> None:
    """A compound file with a text inside, no password, no macros and no files."""
    source.seek(0)
    if source.read(8) != COMPOUND:
        raise ValidationError("文件内容不是 WPS 文字，请核对后再传，或另存为 DOCX。")
    what = compound(source)
    if what is not Compound.WORD:
        raise ValidationError(REASONS.get(what, "WPS 文字文件不完整，请重新保存后再传。"))
    source.seek(0)
    copyfileobj(source, target, CHUNK)
