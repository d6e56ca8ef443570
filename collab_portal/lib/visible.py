"""Text without what nobody sees: one rule for forms, rich text, tables that come in, and questions.

Zero-width spaces, marks of direction and control characters come along when people copy from chats and web
pages. They are taken out where text enters, never refused: what remains looks as before.
"""

import re
import sys
import unicodedata

BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
# Of the format characters (Cf) these are seen, or a script needs them:
SIGNS = {*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD}
SIGNS |= set(range(0x13430, 0x13440))  # joiners of hieroglyphs
JOINERS = "\u200c\u200d"  # kept where they join something, see LOOSE
FORMS = "\u180b-\u180f"  # choose the form of a Mongolian letter, or part it from its ending
TAGS = "\U000e0020-\U000e007f"  # kept in the flag of a region
# Blank though no format character: the joiner of graphemes, fillers of Hangul, vowels of Khmer that are not
# written, braille without a dot, and what stands for an object that did not come along.
BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc"
NO_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"


def _class() -> str:
    """The inside of a character class of everything that goes wherever it stands."""
    formats = [
        code
        for code in range(0xA0, sys.maxunicode)
        if unicodedata.category(chr(code)) == "Cf"
        and code not in SIGNS
        and chr(code) not in JOINERS
        and not 0x180B <= code <= 0x180F
        and not 0xE0020 <= code <= 0xE007F
    ]
    return "\x00-\x08\x0b-\x1f\x7f-\x9f" + "".join(map(chr, formats)) + BLANK + NO_CHARACTERS


GONE = re.compile(f"[{_class()}]")
# Scripts whose letters a joiner shapes: Arabic, Syriac, N'Ko, those of India, Burmese, Khmer, Mongolian.
SHAPED = (
    "\u0600-\u07ff\u0840-\u0dff\u1000-\u109f\u1780-\u180d\u180f-\u18af\ua840-\ua87f\ua8e0-\ua9df"
    "\uaa60-\uaa7f\ufb50-\ufdff\ufe70-\ufefc\U00011000-\U000114df"
)
EMOJI = "\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff"
LOOSE = re.compile(
    f"(\U0001f3f4[{TAGS}]+\U000e007f)"  # a flag: as it is
    f"|[{TAGS}]"
    f"|(?<![{SHAPED}])\u200c"
    f"|(?<![{SHAPED}{EMOJI}])\u200d|(?<=[{EMOJI}])\u200d(?![{EMOJI}])"
)
STRAY = re.compile(f"(?<![\u1800-\u18af])[{FORMS}]+")
SUSPECT = re.compile(f"[\r\u2028\u2029{JOINERS}{FORMS}{TAGS}{_class()}]")


def visible(text: str) -> str:
    """``text`` without control characters and characters nobody sees; every end of a line is ``\\n``.

    What a script needs stays: joiners between letters that they shape, and in emoji. Doing it again
    changes nothing.
    """
    if not SUSPECT.search(text):
        return text
    return LOOSE.sub(r"\1", STRAY.sub("", GONE.sub("", BREAKS.sub("\n", text))))
