"""Letters of picture faces as the signs they show: an ``ü`` of Wingdings is ✓.

Word and WPS write ticks, boxes and arrows so; without the face a letter would remain, which says something
else. Pairs after the tables of Unicode for these faces (L2/11-149 and L2/12-368), signs that printed and
shown fonts have preferred. ``js/word.js`` holds the same tables.
"""
# ruff: noqa: RUF001

import re
from functools import cache
from html import escape, unescape
from typing import Final

TABLES: Final = {
    "wingdings": (
        '!✎ "✂ #✁ (☎ )✆ *✉ +✉ 6⌛ 7⌨ >✇ ?✍ A✌ E☜ F☞ G☝ H☟ J☺ L☹ N☠ O⚐ Q✈ R☼ T❄ V✞ X✠ Y✡ [☯ ]☸ ^♈ _♉ '
        "`♊ a♋ b♌ c♍ d♎ e♏ f♐ g♑ h♒ i♓ l● m❍ n■ o□ p□ q❑ r❒ s◆ t◆ u◆ v❖ w◆ x⌧ y⍓ z⌘ {❀ |✿ }❝ ~❞ "
        "\x80⓪ \x81① \x82② \x83③ \x84④ \x85⑤ \x86⑥ \x87⑦ \x88⑧ \x89⑨ \x8a⑩ \x8b⓿ \x8c❶ \x8d❷ \x8e❸ \x8f❹ "
        "\x90❺ \x91❻ \x92❼ \x93❽ \x94❾ \x95❿ \x9e· \x9f• \xa0▪ ¡○ ¢○ £○ ¤◉ ¥◎ ¦○ §▪ ¨□ ª✦ «★ ¬✶ ®✹ ¯✵ "
        "±⌖ µ✪ ¶✰ Õ⌫ Ö⌦ Ø➢ Ü➲ ß← à→ á↑ â↓ ã↖ ä↗ å↙ æ↘ ç← è→ é↑ ê↓ ë↖ ì↗ í↙ î↘ ï⇦ ð⇨ ñ⇧ ò⇩ ó⇔ ô⇕ "
        "ù▫ ú▫ û✗ ü✓ ý☒ þ☑"
    ),
    "wingdings 2": (
        "#✁ %✂ '☎ O✗ P✓ Q☒ R☑ S☒ T☒ U⊗ V⊗ j⓪ k① l② m③ n④ o⑤ p⑥ q⑦ r⑧ s⑨ t⑩ "
        "\x95• \x96• \x97● \x98● \x99◎ \x9a○ \x9d◉ \x9f▪ \xa0▪ ¡■ ¢■ £□ ¤□ ¥□ ¦□ ®◆ ¯◆ °◆ ±◆ ²◇ êⓢ"
    ),
    "wingdings 3": "!→ \"↑ #↓ $↖ %↗ &↙ '↘ )← p▲ q▼ r△ s▽ t◀ u▶ v◁ w▷ |◀ }▶",
    "webdings": "a✓ c□ g■ n● r✗ 4▶ 3◀ 5▲ 6▼ H☺ Y♥ ~☎",
    "symbol": (
        "AΑ BΒ CΧ DΔ EΕ FΦ GΓ HΗ IΙ KΚ LΛ MΜ NΝ OΟ PΠ QΘ RΡ SΣ TΤ UΥ WΩ XΞ YΨ ZΖ aα bβ cχ dδ eε fφ gγ hη "
        "iι kκ lλ mμ nν oο pπ qθ rρ sσ tτ uυ wω xξ yψ zζ £≤ ¥∞ «↔ ¬← \xad↑ ®→ ¯↓ °° ±± ²″ ³≥ ´× µ∝ ¶∂ ·• "
        '¸÷ ¹≠ º≡ »≈ ¼… Æ∅ Ç∩ È∪ Ì⊂ Î∈ Ð∠ Õ∏ Ö√ ×⋅ Û⇔ Ü⇐ Ý⇑ Þ⇒ ß⇓ á〈 å∑ ñ〉 ò∫ -− *∗ @≅ ~∼ "∀ $∃'
    ),
}
OTHER: Final = "▪"  # for a picture that no table names
FACE: Final = re.compile(
    r"(?:font-family\s*:\s*[\"']?|^\s*)(wingdings(?: [23])?|webdings|symbol)\b", re.IGNORECASE
)
# Where Word keeps signs of such a face in a text of another: 0xF000 and the letter.
PRIVATE: Final = re.compile("[\uf021-\uf0ff]+")


def face_of(style: str, face: str = "") -> str:
    """The picture face that a style, or the ``face`` of a font, names; empty for any other."""
    found = FACE.search(style) or FACE.match(face)
    return found[1].lower() if found else ""


def shown(markup: str, face: str = "") -> str:
    """Text of a page, with its entities, as ``face`` shows it."""
    if face:
        return escape(unescape(markup).translate(_table(face)), quote=False)
    return PRIVATE.sub(lambda run: run[0].translate(_table("wingdings")), markup)


@cache
def _table(face: str) -> dict[int, str]:
    pairs = {ord(pair[0]): pair[1:] for pair in TABLES[face].split(" ")}
    letters = [*range(0x21, 0x7F), *range(0x80, 0x100)]
    kept = face == "symbol"  # its figures and marks are what they are
    table = {code: pairs.get(code, chr(code) if kept and code < 0x7F else OTHER) for code in letters}
    return table | {0xF000 + code: sign for code, sign in table.items()}
