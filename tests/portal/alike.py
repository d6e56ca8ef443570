"""Pairs that look or read the same, generated: a text as people should write it, and as it arrives."""

# ruff: noqa: RUF001

import random
import unicodedata
from collections.abc import Callable, Iterator

import opencc

WORDS = (
    *(
        "长江经济带",
        "青年论坛",
        "党支部",
        "税务局机关党委",
        "马克思主义",
        "车站",
        "飞行",
        "鱼米之乡",
        "见习",
        "风险",
    ),
    *(
        "西藏",
        "民政厅",
        "龙头企业",
        "黄河",
        "齐鲁",
        "门户网站",
        "金融",
        "国家安全",
        "清廉",
        "隧道",
        "绪论",
        "高质量",
    ),
    *(
        "二〇二六年度",
        "扎西·顿珠",
        "“四强”",
        "〔2026〕1号",
        "（第一期）",
        "联学-共建",
        "JS-001",
        "PM2.5",
        "Party Day",
    ),
    *(
        "6~8月",
        "3×5米",
        "研值浙以",
        "《章程》",
        "等……",
        "示例：",
        "跨省通办，",
        "食品",
        "音乐",
        "首都",
        "面向基层",
        "里程",
        "走访",
        "足球",
    ),
)
OLD = dict(
    zip(
        "国青清乡户填绪效考耀邻真既即研值浙以",
        "囯靑淸鄕戶塡緖効攷燿隣眞旣卽硏値淛㠯",
        strict=True,
    )
)
SIMILAR = {
    "·": "•・‧∙⋅●◦⦁",
    "“": '"「『‘❝',
    "”": '"」』’❞',
    "〔": "[【（(",
    "〕": "]】）)",
    "（": "([〔",
    "）": ")]〕",
    "〇": "○◯零O0",
    "-": "—–―－‑⎯➖",
    "~": "～〜∼",
    "《": "〈«＜⟨⟪≪",
    "》": "〉»＞⟩⟫≫",
    "×": "xX✕*",
    "…": "⋯",
}
SUPPLEMENT = dict(zip("长马门车飞龙鱼见风青西民黄齐", "⻓⻢⻔⻋⻜⻰⻥⻅⻛⻘⻄⺠⻩⻬", strict=True))
KANGXI = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}
TRADITIONAL = opencc.OpenCC("s2t")
INVISIBLE = "\u200b\u2060\ufeff\u00ad\u200e\u202e\u200d"


def each(table: dict[str, str]) -> Callable[[str, random.Random], str]:
    """Every character that has another look takes one of them."""
    return lambda text, chance: "".join(chance.choice(table.get(char, char)) for char in text)


def wide(text: str, chance: random.Random) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" < char <= "~" else char for char in text)


def invisible(text: str, chance: random.Random) -> str:
    return "".join(char + chance.choice(["", "", *INVISIBLE]) for char in text)


def spaced(text: str, chance: random.Random) -> str:
    return "".join(
        char + (" " if "\u4e00" <= char <= "\u9fff" and chance.random() < 0.4 else "") for char in text
    )


def doubled(text: str, chance: random.Random) -> str:
    return text.replace("-", "——").replace("……", "...")


def other_case(text: str, chance: random.Random) -> str:
    return text.swapcase()


def traditional(text: str, chance: random.Random) -> str:
    return TRADITIONAL.convert(text)


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    *(each(OLD), each(SIMILAR), each(SUPPLEMENT), each(KANGXI)),
    *(wide, invisible, spaced, doubled, other_case, traditional),
)


def pairs(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """As it should be, and as it arrives: never the same twice."""
    chance, seen = random.Random(seed), set()
    while len(seen) < count:
        plain = "".join(chance.sample(WORDS, chance.randrange(1, 4)))
        other = plain
        for change in chance.sample(CHANGES, chance.randrange(1, 4)):
            other = change(other, chance)
        if other != plain and (plain, other) not in seen:
            seen.add((plain, other))
            yield plain, other
