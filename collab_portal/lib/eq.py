"""EQ fields of Word: 带圈字符, 拼音指南, and the fractions and roots of older documents, as a line of text.

Word keeps no result of such a field: what is not read of its code is lost. ``js/eq.js`` reads the same.
Its switches: Microsoft Support, “Field codes: Eq (Equation) field”.
"""

import re
import unicodedata
from typing import Final

from collab_portal.lib import bounds

Steps = list[tuple[str, str]]
BEGINS: Final = re.compile(r"\s*eq\s+", re.IGNORECASE)
GENERAL: Final = re.compile(r'\\\*\s*(?:"[^"]*"|[^\s\\"]+)\s*')  # how it is set: \* jc2 \* "Font:宋体"
HEAD: Final = re.compile(
    r"\\([abdfilorsx])((?:\s*\\(?:[lrbfv]c\s*\\?.|[a-z]{2}\s*-?[0-9]{0,4}))*)\s*\(", re.IGNORECASE
)
SIDE: Final = re.compile(r"\\([lrb])c\s*\\?(.)", re.IGNORECASE)
DEEPEST = 10
PAIRS: Final = {"(": ")", "[": "]", "{": "}", "<": ">", "（": "）", "【": "】"}
RINGS: Final = frozenset("○◯〇")  # noqa: RUF001
FRAMES: Final = RINGS | frozenset("□△◇")
_CIRCLED: Final = (
    *range(0x2460, 0x2474),
    *range(0x24B6, 0x24EB),
    *range(0x3251, 0x3260),
    *range(0x3280, 0x32C0),
)
CIRCLED: Final = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in reversed(_CIRCLED)}


def steps(code: str) -> Steps:
    """The parts of what such a code shows, each with how it stands: ``sup``, ``sub`` or empty.

    Nothing for any other field.
    """
    begins = BEGINS.match(code)
    return _Reader(code[begins.end() : bounds.MARKUP_CODE]).sequence("", 0) if begins else []


class _Reader:
    def __init__(self, code: str) -> None:
        self.code, self.at = code, 0

    def sequence(self, stops: str, depth: int) -> Steps:
        """Up to one of ``stops``, which is left standing."""
        found: Steps = []
        while self.at < len(self.code) and self.code[self.at] not in stops:
            if general := GENERAL.match(self.code, self.at):
                self.at = general.end()
            elif (head := HEAD.match(self.code, self.at)) and depth < DEEPEST:
                self.at = head.end()
                found += _drawn(head[1].lower(), head[2].lower(), self._arguments(depth + 1))
            else:
                self.at += self.code[self.at] == "\\" and self.at + 1 < len(
                    self.code
                )  # what it stands before
                found.append((self.code[self.at], ""))
                self.at += 1
        return found

    def _arguments(self, depth: int) -> list[Steps]:
        found: list[Steps] = []
        while True:
            found.append(self.sequence(",;)", depth))
            ends = self.code[self.at : self.at + 1] in {"", ")"}
            self.at += 1
            if ends:
                return found


def _drawn(kind: str, options: str, parts: list[Steps]) -> Steps:
    first, rest = parts[0], parts[1:]
    if kind == "f":
        return [("(", ""), *first, (")/(", ""), *_joined(rest, ","), (")", "")]
    if kind == "r":
        root, degree = (rest[0], [(")^(1/", ""), *first, (")", "")]) if rest else (first, [(")", "")])
        return [("√(", ""), *root, *degree]
    if kind == "s":
        return _raised(first, "sub" if "\\do" in options else "sup") + _raised(_joined(rest, ""), "sub")
    if kind == "o":
        return _over(parts)
    if kind == "i":
        sign = "∑" if "\\su" in options else "∏" if "\\pr" in options else "∫"
        return [
            (sign, ""),
            *_raised(first, "sub"),
            *_raised(_joined(rest[:1], ""), "sup"),
            *_joined(rest[1:], ""),
        ]
    if kind == "b":
        sides = {side.lower(): sign for side, sign in SIDE.findall(options)}
        left = sides.get("l", sides.get("b", "" if sides else "("))
        right = sides.get("r", PAIRS.get(sides["b"], sides["b"]) if "b" in sides else "" if sides else ")")
        return [(left, ""), *_joined(parts, ","), (right, "")]
    return _joined(parts, {"a": " ", "l": ","}.get(kind, ""))


def _joined(parts: list[Steps], sign: str) -> Steps:
    return [step for number, part in enumerate(parts) for step in ([(sign, "")] if number else []) + part]


def _raised(part: Steps, how: str) -> Steps:
    return [(words, raised or how) for words, raised in part]


def _over(parts: list[Steps]) -> Steps:
    """Written over each other: a sign in a frame, or how characters are pronounced above them."""
    words = ["".join(words for words, _ in part).strip() for part in parts]
    if len(words) == 2 and FRAMES & {*words}:
        inside, frame = words if words[1] in FRAMES else words[::-1]
        circled = CIRCLED.get(inside) if frame in RINGS else None
        return [(circled or f"({inside})", "")]
    above = [part for part in parts if part and all(raised == "sup" for _, raised in part)]
    below = [part for part in parts if part not in above]
    if above and below:
        return [*_joined(below, ""), ("(", ""), *((words, "") for words, _ in _joined(above, "")), (")", "")]
    return _joined(parts, "")
