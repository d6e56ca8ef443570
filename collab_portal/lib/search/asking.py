"""What was asked, taken apart."""

import re
from dataclasses import dataclass

from collab_portal.lib import bounds
from collab_portal.lib.chinese import fold
from collab_portal.lib.visible import visible

TERMS = re.compile(r'["＂]([^"＂]*)["＂]|([^\s"＂]+)')  # noqa: RUF001
# A sign between two figures, whatever blanks stand around it: one word, as in what is looked through.
BETWEEN_FIGURES = re.compile(r"(?<=\d)\s*([xｘ×х*＊✕✖╳⨯⨉])\s*(?=\d)", re.IGNORECASE)  # noqa: RUF001
# Letters written apart, as in headings: 结 对 is 结对. Words of two letters and more stay words.
APART = re.compile(r"(?<!\S)[\u3400-\u9fff](?:\s+[\u3400-\u9fff](?!\S))+")
AROUND = "'()《》。，、；：！？,.;:!?…·"


@dataclass(frozen=True)
class Query:
    """Folded terms, all of which must be found; ``problem`` says why nothing can be looked for."""

    terms: tuple[str, ...] = ()
    problem: str = ""


def parse(asked: str) -> Query:
    """The terms of a query; marks alone are no term unless quoted."""
    if len(asked) > bounds.QUESTION:
        return Query(problem=f"检索词太长，请缩短到{bounds.QUESTION}字以内，例如只留最要紧的几个词。")
    text = BETWEEN_FIGURES.sub(r"\1", visible(asked))
    text = APART.sub(lambda found: "".join(found[0].split()), text)
    parts = TERMS.findall(text)
    found = [(fold(quoted), True) if quoted else (_word(plain), False) for quoted, plain in parts]
    terms = [term for term, kept in found if term and (kept or any(char.isalnum() for char in term))]
    if text.strip() and not any(char.isalnum() for term in terms for char in term):
        return Query(problem="请输入文字：标点符号不能单独检索。")
    terms = list(dict.fromkeys(terms))
    if len(terms) > bounds.QUESTION_WORDS:
        return Query(problem=f"一次最多检索{bounds.QUESTION_WORDS}个词，请减少几个。")
    return Query(tuple(terms))


def _word(text: str) -> str:
    """A term without the marks around it: ``《结对》`` and ``结对。`` are 结对."""
    folded = fold(text)
    return folded.strip(AROUND) or folded
