"""Pictures in the text of a piece: where they are found, whose they are, whether each says what it shows."""

import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError

from collab_portal.lib.html import PICTURE, picture

if TYPE_CHECKING:
    from experience.models import Picture

ADDRESS = re.compile(r"/experience/pictures/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")


def tokens(html: str) -> set[UUID]:
    """Of all the pictures that a text shows."""
    return {UUID(match[1]) for match in ADDRESS.finditer(html)}


def keep_own(html: str, pictures: Iterable["Picture"]) -> str:
    """Only these pictures stay, each with its real size; keeping them twice is keeping them once."""
    known: Mapping[str, Picture] = {made.get_absolute_url(): made for made in pictures}

    def one(match: re.Match[str]) -> str:
        made = known.get(match[1])
        return picture(match[1], unescape(match[2]), made.width, made.height) if made else ""

    return PICTURE.sub(one, html)


def must_be_described(html: str) -> None:
    """Raise, beside the text, if a picture has no words for those who cannot see it."""
    found = enumerate(PICTURE.finditer(html), start=1)
    bare = [number for number, match in found if not match[2].strip()]
    if bare:
        names = "、".join(f"第{number}张" for number in bare)
        raise ValidationError({"body": f"{names}图片缺少文字说明，请补上后再送编。"})
