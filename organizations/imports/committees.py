"""Committees by the words people write for them in tables."""

import re

from collab_portal.lib.chinese import fold
from organizations.models import Committee

BETWEEN = re.compile(r"[、，,；;／/|。.\s]+")
KIND_OF_PROVINCE = re.compile(r"(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)$")


class Committees:
    """All of them, read once. A name is known by its look, with or without 省, 市, 自治区."""

    def __init__(self) -> None:
        self.all = list(Committee.objects.order_by("position"))
        self.by_word = {fold(word): one for one in self.all for word in (one.name, one.short_name)}

    def find(self, name: str) -> Committee | None:
        word = fold(name.strip())
        return self.by_word.get(word) or self.by_word.get(KIND_OF_PROVINCE.sub("", word))

    def is_named(self, committee: Committee | None, name: str) -> bool:
        return committee is not None and self.find(name) == committee


def split(text: str) -> list[str]:
    """The names in a cell, whatever stands between them."""
    return [word for word in BETWEEN.split(text) if word]
