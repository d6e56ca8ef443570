# ruff: noqa: RUF001
"""Faces whose letters are pictures: an ``m`` of Symbol is a μ, a ``þ`` of Wingdings a ticked box.

Microsoft's and Adobe's own tables, as far as common type has the sign; ``js/word.js`` holds the same (a test
keeps them together).
"""

import re
from html import escape, unescape
from typing import Final

MISSING: Final = "〓"  # what a printer of Chinese sets where he has no type: neither lost nor a false letter
_CIRCLED: Final = "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"
# By face, then by the code of the first of a row.
FACES: Final[dict[str, dict[int, str]]] = {
    "symbol": {
        0x21: "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
        0x60: "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
        0xA1: "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑",
        0xF1: "⟩∫",
    },
    "wingdings": {
        0x21: "✏✂✁",
        0x28: "☎✆✉✉",
        0x36: "⌛",
        0x3E: "✇✍",
        0x41: "✌",
        0x45: "☜☞☝☟",
        0x4A: "☺",
        0x4C: "☹",
        0x4E: "☠",
        0x51: "✈☼",
        0x54: "❄",
        0x56: "✞",
        0x58: "✠✡☪☯",
        0x5D: "☸♈♉♊♋♌♍♎♏♐♑♒♓",
        0x6C: "●❍■□❐❑❒◆◆◆❖◆☒",
        0x7A: "⌘",
        0x80: _CIRCLED,
        0x9E: "·•",
        0xA1: "○○○◉◎○▪□",
        0xAA: "✦★✶✴✹✵",
        0xB1: "⌖",
        0xB5: "✪✰",
        0xD5: "⌫⌦",
        0xD8: "➢",
        0xDC: "➲",
        0xDF: "←→↑↓↖↗↙↘←→↑↓↖↗↙↘⇦⇨⇧⇩⇔⇕",
        0xFB: "✘✔☒☑",
    },
    "wingdings 2": {
        0x4F: "✘✓☒☑☒☒⊗⊗⊘⊘",
        0x69: _CIRCLED,
        0x95: "·••●○○○◉◎◉▪▪■■□□□□□▣▣",
        0xAD: "◆◆◇",
        0xB1: "◈",
        0xB6: "◆◆◊",
        0xBA: "◖◗",
        0xCF: "✕✕✕✖✖✖✖",
        0xEB: "✶",
        0xF0: "✹",
        0xF3: "✯",
        0xF8: "※⁂",
    },
    "wingdings 3": {
        0x21: "←→↑↓↖↗↙↘",
        0x31: "↔↕",
        0x50: "↻↺",
        0x66: "←→↑↓↖↗↙↘↔↕▲▼△▽◀▶◁▷◣◢◤◥◀▶▲",
    },
    "webdings": {
        0x33: "◀▶▲▼",
        0x59: "♥",
        0x61: "✔",
        0x63: "□",
        0x67: "■",
        0x6E: "●",
        0x72: "✘?",
        0x78: "⊘⊖",
    },
    "zapfdingbats": {
        0x21: "✁✂✃✄☎✆✇✈✉☛☞✌✍✎✏✐✑✒✓✔✕✖✗✘✙✚✛✜✝✞✟✠✡✢✣✤✥✦✧★✩✪✫✬✭✮✯✰✱✲✳✴✵✶✷✸✹✺✻✼✽✾✿❀❁❂❃❄❅❆❇❈❉❊❋",
        0x6C: "●❍■❏❐❑❒▲▼◆❖◗❘❙❚❛❜❝❞",
        0xA1: "❡❢❣❤❥❦❧♣♦♥♠①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓➔→↔↕",
    },
    "marlett": {},
}
_SIGNS: Final = {
    face: {start + at: sign for start, row in rows.items() for at, sign in enumerate(row)}
    for face, rows in FACES.items()
}
_LEFT_ALONE: Final = _SIGNS["symbol"] | _SIGNS["wingdings"]  # of a sign that lost its face
_OWN: Final = 0xF000  # where programs keep the 256 characters of such a face
OWN: Final = re.compile("[\uf021-\uf0ff]|&#", re.IGNORECASE)
ALIASES: Final = {
    **dict.fromkeys(("zapf dingbats", "dingbats", "monotype sorts", "zapfdingbatsitc"), "zapfdingbats"),
    **dict.fromkeys(("symbolmt", "symbol mt", "standard symbols ps", "standard symbols l"), "symbol"),
    "wingdings2": "wingdings 2",
    "wingdings3": "wingdings 3",
    "wingdings-regular": "wingdings",
}


def face_of(families: str) -> str:
    """The first of the families, as ``FACES`` calls it; empty if its letters are letters."""
    first = families.partition(",")[0].strip(" \t\n\"'").lower().removeprefix("itc ")
    first = ALIASES.get(first, first)
    return first if first in FACES else ""


def read(face: str, text: str) -> str:
    """``text`` of HTML with the signs that ``face`` shows; what is no letter of it stays.

    Without a face (empty, or one whose letters are letters) only what programs keep of Wingdings, else of
    Symbol, in places of its own.
    """
    if not face and not OWN.search(text):
        return text
    signs = _SIGNS[face] if face else _LEFT_ALONE
    return escape("".join(_sign(signs, letter) for letter in unescape(text)), quote=False)


def _sign(signs: dict[int, str], letter: str) -> str:
    code = ord(letter)
    if _OWN < code <= _OWN + 0xFF:
        code -= _OWN
    elif signs is _LEFT_ALONE:
        return letter
    elif code > 0xFF:
        code = (letter.encode("cp1252", "ignore") or b"\0")[0]
    otherwise = letter if signs is _LEFT_ALONE else MISSING
    return letter if code <= 0x20 or code == 0xA0 else signs.get(code, otherwise)
