"""Whatever a form accepts: any character of Unicode, and what looks like something else to a spreadsheet."""

import random

from collab_portal.lib.visible import visible

WORDS = (
    *(
        "_x0041_",
        "_x005F_",
        "_x000D_",
        "_xD800_",
        "x005F_",
        "=1+1",
        '="001"',
        "'001",
        "007",
        "1e5",
        "3.2E+18",
    ),
    *(
        "2026-03-05",
        "46086",
        "50%",
        "1,234",
        "TRUE",
        "#N/A",
        "@",
        "-1",
        "+86 25",
        "\t",
        "  ",
        "\u3000",
        "\xa0",
    ),
    *(
        "\r\n",
        "\n",
        "\u2028",
        "\x85",
        "\u200b",
        "\ufeff",
        "\u00ad",
        "\u202e",
        "\u2066",
        "\u3164",
        "\x00",
        "\x0b",
    ),
    *(
        "👨\u200d👩\u200d👧",
        "❤\ufe0f",
        "مس\u200cمس",
        "क्\u200dष",
        "𠮷",
        "⻓",
        "⾧",
        "○",
        "•",
        "「",
        "——",
        "……",
    ),
    *(
        "<b>",
        "&amp;",
        "&#8203;",
        '"',
        "，",
        "；",
        "、",
        "党支部",
        "长江",
        "e\u0301",
        "\u0301",
        "\ue000",
        "\U0010fffd",
    ),
)
SPANS = (
    *((0x20, 0x7F), (0xA0, 0x250), (0x300, 0x370), (0x590, 0x700), (0x900, 0xE00), (0x1100, 0x1200)),
    *((0x1800, 0x1900), (0x2000, 0x2C00), (0x2E80, 0x3400), (0x3400, 0xA000), (0xA000, 0xD800)),
    *((0xE000, 0x10000), (0x10000, 0x20000), (0x1F000, 0x1FB00), (0x20000, 0x32000), (0xE0000, 0xE0200)),
)


def typed(chance: random.Random, longest: int) -> str:
    """What somebody types or pastes, of up to so many characters."""
    text = ""
    for _ in range(chance.randrange(1, 13)):
        if chance.random() < 0.4:
            text += chance.choice(WORDS)
        else:
            text += chr(chance.randrange(*chance.choice(SPANS)))
    return text[:longest]


def accepted(chance: random.Random, longest: int, blank: bool = True) -> str:
    """What a field stores of it: as the portal takes every text, stripped as a form does."""
    while True:
        text = visible(typed(chance, longest)).strip()
        if text or blank:
            return text
