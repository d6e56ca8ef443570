"""Where an address in a file may lead: to the web, a mailbox, a telephone, in the file or beside it."""

import re
from typing import Final, NoReturn

from django.core.exceptions import ValidationError

LINK: Final = "文件中的超链接“{}”不是网址、邮箱或电话，请右键“取消超链接”后再传。"
OUTSIDE: Final = "文件引用了外部的图片、音视频或数据，请改为嵌入（图片可“复制、粘贴为图片”）后再传。"
SCHEME: Final = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
SAFE: Final = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
# Of a style sheet: what it fetches. What lies in the drawing itself is ``data:`` or a place in it.
FETCHED: Final = re.compile(r"@import|url\(\s*[\"']?\s*(?!data:|#)[^\s\"')]", re.IGNORECASE)
SHOWN: Final = 40  # characters of an address in a message


def refuse(message: str) -> NoReturn:
    raise ValidationError(message)


def must_lead_nowhere(target: str, message: str = LINK) -> None:
    """Raises ``ValidationError`` for a link to a program, a drive or a share; ``message`` names it."""
    target = "".join(letter for letter in target.strip() if letter.isprintable())
    if leads_outside(target) and not SAFE.match(target):
        refuse(message.format(target[:SHOWN]))


def leads_outside(target: str) -> bool:
    """Whether it is an address of its own: a scheme, a drive, a share."""
    return bool(SCHEME.match(target)) or target.replace("\\", "/").startswith("//")
