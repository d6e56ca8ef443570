"""The page and the named styles: one table that the Word file and the PDF both follow (GB/T 9704-2012 §5-7).

Lengths of the page in millimetres, of type in points, indents in characters of the grid.
"""

from dataclasses import dataclass
from typing import Literal

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
TOP, BOTTOM, LEFT, RIGHT = 37.0, 35.0, 28.0, 26.0
LINES, CHARACTERS = 22, 28
POINTS_A_MM = 72 / 25.4
PITCH = 28.95  # 225 mm / 22 lines, rounded down to what Word stores (twentieths of a point)
CHARACTER = (PAGE_WIDTH - LEFT - RIGHT) * POINTS_A_MM / CHARACTERS
RED = "C00000"

Face = Literal["biaosong", "fangsong", "hei", "kai", "song"]
Align = Literal["both", "left", "center", "right"]

# What a Word file names; whoever opens it has them, or a substitute of his own system.
OFFICIAL: dict[Face, str] = {
    "biaosong": "方正小标宋简体",
    "fangsong": "仿宋_GB2312",
    "hei": "黑体",
    "kai": "楷体_GB2312",
    "song": "宋体",
}


@dataclass(frozen=True)
class Style:
    """``first`` is the indent of the first line; ``outline`` the level in Word's navigation, from 1."""

    name: str
    face: Face = "fangsong"
    size: float = 16
    align: Align = "both"
    first: float = 0
    pitch: float = PITCH
    red: bool = False
    outline: int = 0
    keep: bool = False


STYLES: dict[str, Style] = {
    "body": Style("公文正文", first=2),
    "flush": Style("公文顶格"),
    "flag": Style("公文标志", "biaosong", 42, "center", pitch=56, red=True),
    "number": Style("发文字号", align="center"),
    "signer": Style("签发人", align="both"),
    "signature": Style("公文落款", align="right"),
    "title": Style("公文标题", "biaosong", 22, "center", pitch=36, keep=True),
    "subtitle": Style("公文副题", "kai", align="center"),
    "heading1": Style("公文一级标题", "hei", first=2, outline=1, keep=True),
    "heading2": Style("公文二级标题", "kai", first=2, outline=2, keep=True),
    "heading3": Style("公文三级标题", first=2, outline=3, keep=True),
    "heading4": Style("公文四级标题", first=2, outline=4, keep=True),
    "quote": Style("公文引文", "kai", first=2),
    "cell": Style("公文表格", size=12, align="left", pitch=18),
    "cellhead": Style("公文表头", "hei", 12, "center", pitch=18),
    "cellnumber": Style("公文表格数字", size=12, align="right", pitch=18),
    "imprint": Style("公文版记", size=14, pitch=24),
    "masthead": Style("简报刊名", "biaosong", 60, "center", pitch=80, red=True),
    "issue": Style("简报期号", align="center"),
    "contents": Style("目录标题", "biaosong", 22, "center", pitch=36),
    "section": Style("简报栏目", "hei", 18, "center", pitch=36, outline=1, keep=True, red=True),
    "piece": Style("简报篇名", "biaosong", 22, "center", pitch=36, outline=2, keep=True),
    "byline": Style("简报供稿", "kai", align="center"),
}
