"""Committees by the words people write for them in tables."""

import re
import unicodedata

from collab_portal.lib.chinese import fold
from organizations.models import Committee

# Between names, half width: marks, figures and brackets of a numbered list; words, unless part of a name.
SIGNS = re.compile(r"[、,;:/\\|+&。.·•・~()\[\]<>《》【】〔〕\d\s\u2010-\u2015-]+")
WORDS = re.compile("以及|[和与及暨同等]")
# Of a list, what is no name: how many it counts (等5家工委, 两省), a number (一、).
NUMERAL = r"[\d一二两三四五六七八九十]"
REST = re.compile(rf"(?:等\s*{NUMERAL}{{0,3}}|{NUMERAL}{{1,3}})\s*(?:[家个省市区地]|工委|单位){{1,4}}$")
ITEM = re.compile(f"{NUMERAL}{{1,3}}")
KIND_OF_PROVINCE = re.compile(r"(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)$")


class Committees:
    """All of them, read once. A name is known by its look, with or without 省, 市, 自治区."""

    def __init__(self) -> None:
        self.all = list(Committee.objects.order_by("position"))
        self.by_word = {fold(word): one for one in self.all for word in (one.name, one.short_name)}

    def find(self, name: str) -> Committee | None:
        word = fold(name.strip())
        return self.by_word.get(word) or self.by_word.get(KIND_OF_PROVINCE.sub("", word))

    def named_in(self, text: str) -> dict[str, Committee | None]:
        """The words of a list and the committees they name, whatever stands between them."""
        plain = REST.sub("", unicodedata.normalize("NFKC", text).strip(" 。.,;、"))
        words = [word for word in SIGNS.split(plain) if word and not ITEM.fullmatch(word)]
        parts = [part for word in words for part in ([word] if self.find(word) else WORDS.split(word))]
        return {part: self.find(part) for part in parts if part}

    def is_named(self, committee: Committee | None, name: str) -> bool:
        return committee is not None and self.find(name) == committee
