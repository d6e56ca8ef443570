"""Which typefaces a PDF is set in: the official ones where FONT_DIR has them, else free ones.

Tibetan, Uyghur, Mongolian, Yi, Latin with marks and symbols come from packages beside the front-end files;
rare characters of names from Debian's ``fonts-hanazono`` and ``fonts-babelstone-han`` where these are
installed, or from any other font in FONT_DIR. A character that none has is shown as 〓, the typesetter's mark
for a missing sort.
"""

import re
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from pylopdf_fonts_zh_cn import sans_path, serif_path

from collab_portal.lib.gongwen.blocks import Script
from collab_portal.lib.gongwen.styles import Face

FREE_SANS, FREE_SERIF, FREE_LATIN = "Noto Sans SC", "Noto Serif SC", "Noto Serif"
SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}
MISSING = "〓"
IGNORABLE = {*range(0x200B, 0x2010), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0x0A, 0x0D, 0xFEFF}
VARIANTS = re.compile(
    "[\U000e0100-\U000e01ef]"
)  # choose a shape of the character before; none of ours has one
# Every character up to Unicode's Extension F; those of G and H.
RARE = (Path("/usr/share/fonts/truetype/hanazono"), Path("/usr/share/fonts/truetype/babelstone"))
SCRIPTS_OF_CHINA = Path(settings.BASE_DIR) / "node_modules/@expo-google-fonts"
REGULAR = "*/400Regular/*.ttf"
SCRIPTS: dict[str, Script] = {"<super>": "sup", "<sub>": "sub"}
PLAINER = {"<font>", "<square>", "<wide>", "<narrow>", "<noBreak>"}  # the same, written with other characters

# By the names the files of the usual makers carry.
OFFICIAL: dict[Face, tuple[str, ...]] = {
    "biaosong": (
        "FZXiaoBiaoSong-B05S",
        "FZXiaoBiaoSong-B05",
        "方正小标宋简体",
        "FZXBSJW--GB1-0",
        "方正小标宋_GBK",
    ),
    "fangsong": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FZFangSong-Z02S"),
    "hei": ("SimHei", "黑体", "STHeiti", "FZHei-B01S"),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "FZKai-Z03S"),
    "song": ("SimSun", "宋体", "STSong", "FZShuSong-Z01S"),
}


@dataclass(frozen=True)
class Typefaces:
    """``families``: for each face those to try in turn; ``covered``: the code points that can be shown."""

    fonts: Any
    families: dict[Face, list[str]]
    heavy: bool  # the title has a face of its own weight
    covered: frozenset[int]

    def shown(self, text: str) -> str:
        """With 〓 for what no face has."""
        return "".join(self._written(char)[0] or MISSING for char in VARIANTS.sub("", text))

    def lacking(self, text: str) -> Iterator[str]:
        """The characters that no face has, nor says in another way."""
        return (char for char in VARIANTS.sub("", text) if not self._written(char)[0])

    def stretches(self, text: str) -> Iterator[tuple[str, Script]]:
        """Pieces of ``text`` that stand on the line, above or below it: ₂ without a glyph is a lowered 2."""
        pairs = map(self._written, VARIANTS.sub("", text))
        for script, pieces in groupby(pairs, key=itemgetter(1)):
            yield "".join(piece or MISSING for piece, _ in pieces), script

    def _written(self, char: str) -> tuple[str, Script]:
        """What to set for a character; empty if there is nothing."""
        if self._has(char):
            return char, ""
        kind = unicodedata.decomposition(char).split(" ")[0]
        plain = unicodedata.normalize("NFKC", char)
        if not kind or not all(map(self._has, plain)):
            return "", ""
        if kind in SCRIPTS:
            return plain, SCRIPTS[kind]
        return (plain, "") if kind in PLAINER or not kind.startswith("<") else ("", "")

    def _has(self, char: str) -> bool:
        return ord(char) in self.covered or ord(char) in IGNORABLE


@cache
def typefaces(directory: str) -> Typefaces:
    """Those of ``directory`` (FONT_DIR, may be empty) before the free ones. Read once in a process."""
    own = files_in(Path(directory)) if directory else []
    ours = sorted(SCRIPTS_OF_CHINA.glob(REGULAR))
    files = [sans_path(), serif_path(), *own, *ours, *(file for place in RARE for file in files_in(place))]
    places = {file.parent for file in files}
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(place) for place in places]
    )
    present = set(fonts.families())
    families = {face: [name for name in names if name in present] for face, names in OFFICIAL.items()}
    heavy = bool(families["biaosong"])
    for face, found in families.items():
        found.append(FREE_SANS if face == "hei" else FREE_SERIF)
        found.append(FREE_SERIF if face == "hei" else FREE_SANS)
        found += sorted(present - set(found), key=lambda name: (name != FREE_LATIN, name))
    covered = frozenset(code for file in files for code in characters(file.read_bytes()))
    return Typefaces(fonts, families, heavy, covered)


def files_in(directory: Path) -> list[Path]:
    """The font files of a directory and below."""
    return sorted(path for path in directory.rglob("*") if path.suffix.lower() in SUFFIXES)


def characters(file: bytes) -> Iterator[int]:
    """The code points a TrueType or OpenType file (or collection) has a glyph for."""
    starts = [0]
    if file[:4] == b"ttcf":
        (number,) = struct.unpack_from(">I", file, 8)
        starts = list(struct.unpack_from(f">{number}I", file, 12))
    for start in starts:
        (tables,) = struct.unpack_from(">H", file, start + 4)
        for index in range(tables):
            tag, _, offset, _ = struct.unpack_from(">4sIII", file, start + 12 + 16 * index)
            if tag == b"cmap":
                yield from _mapped(file, offset)


def _mapped(file: bytes, cmap: int) -> Iterator[int]:
    (number,) = struct.unpack_from(">H", file, cmap + 2)
    for index in range(number):
        _, _, offset = struct.unpack_from(">HHI", file, cmap + 4 + 8 * index)
        (kind,) = struct.unpack_from(">H", file, cmap + offset)
        if kind == 4:
            yield from _segments(file, cmap + offset)
        elif kind == 12:
            (groups,) = struct.unpack_from(">I", file, cmap + offset + 12)
            for group in range(groups):
                first, last, _ = struct.unpack_from(">III", file, cmap + offset + 16 + 12 * group)
                yield from range(first, last + 1)


def _segments(file: bytes, table: int) -> Iterator[int]:
    """Format 4: the ranges; what a range maps to no glyph is rare enough to be taken for shown."""
    (double,) = struct.unpack_from(">H", file, table + 6)
    ends = struct.unpack_from(f">{double // 2}H", file, table + 14)
    starts = struct.unpack_from(f">{double // 2}H", file, table + 16 + double)
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)
