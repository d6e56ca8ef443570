"""Stored rich text (cleaned HTML, ``collab_portal.lib.html``) as blocks of a document."""

import re
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from itertools import count

from collab_portal.lib.gongwen.blocks import Block, Illustration, Paragraph, Rule, Run, Script
from collab_portal.lib.gongwen.grid import Entry, arrange
from collab_portal.lib.gongwen.text import item_number
from collab_portal.lib.html import PICTURE_WORDS

SPACES = re.compile(r"[ \t\n\r\f]+")
LOOKS = ("bold", "italic", "underline", "strike")
MARKS = {"strong": "bold", "b": "bold", "em": "italic", "i": "italic", "u": "underline", "s": "strike"}
SCRIPTS: dict[str, Script] = {"sup": "sup", "sub": "sub"}
HEADINGS = {"h2": "heading1", "h3": "heading2"}
BULLET = "•"
DEEPEST = 6  # levels of a list that still turn in; below, a line would hold a character or none


def blocks(
    html: str, site: str = "", pictures: Mapping[str, Illustration] | None = None
) -> tuple[Block, ...]:
    """Headings, paragraphs, lists, quotations, tables, links; ``site`` completes links to our own pages.

    ``pictures`` by their addresses; of one that is not there, its description. In a table one stands in its
    cell; only a long screenshot, in several parts, follows the table.
    """
    builder = _Builder(site.rstrip("/"), pictures or {})
    builder.feed(html)
    builder.close()
    builder.end_paragraph()
    return tuple(builder.found)


class _Builder(HTMLParser):
    def __init__(self, site: str, pictures: Mapping[str, Illustration]) -> None:
        super().__init__(convert_charrefs=True)
        self.site = site
        self.pictures = pictures
        self.behind: list[Illustration] = []  # the table
        self.found: list[Block] = []
        self.runs: list[Run] = []
        self.marks: list[str] = []
        self.scripts: list[Script] = []
        self.hrefs: list[str] = []
        self.lists: list[tuple[count[int], str] | None] = []  # numbers and their kind, None for bullets
        self.marker = ""
        self.style = "body"
        self.quotes = 0
        self.rows: list[list[Entry]] = []
        self.tables = 0
        self.cell: list[Paragraph | Illustration] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in MARKS:
            self.marks.append(MARKS[tag])
        elif tag in SCRIPTS:
            self.scripts.append(SCRIPTS[tag])
        elif tag == "a":
            href = given.get("href", "")
            self.hrefs.append(f"{self.site}{href}" if href.startswith("/") else href)
        elif tag == "br":
            self.runs.append(Run("\n"))
        else:
            self.end_paragraph()
            self._open(tag, given)

    def _open(self, tag: str, given: dict[str, str]) -> None:
        if tag in HEADINGS:
            self.style = HEADINGS[tag]
        elif tag == "ul":
            self.lists.append(None)
        elif tag == "ol":
            self.lists.append((count(_number(given.get("start"), 1, lowest=0)), given.get("type", "")))
        elif tag == "li":
            self._item()
        elif tag == "blockquote":
            self.quotes += 1
        elif tag == "hr":
            self._add_rule()
        elif tag == "img":
            self._add_picture(given)
        elif tag == "table":
            self.tables += 1
            if self.tables == 1:
                self.rows = []
        elif tag == "tr" and self.tables == 1:
            self.rows.append([])
        elif tag in {"td", "th"} and self.tables == 1:
            self.cell = []
            colspan, rowspan = _number(given.get("colspan"), 1), _number(given.get("rowspan"), 1)
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append(Entry(self.cell, colspan, rowspan, head=tag == "th"))

    def _item(self) -> None:
        if not self.lists or self.lists[-1] is None:
            self.marker = f"{BULLET} "
            return
        numbers, kind = self.lists[-1]
        self.marker = f"{item_number(next(numbers), kind)}. "

    def handle_endtag(self, tag: str) -> None:
        if tag in MARKS:
            if MARKS[tag] in self.marks:
                self.marks.remove(MARKS[tag])
        elif tag in SCRIPTS:
            del self.scripts[-1:]
        elif tag == "a":
            del self.hrefs[-1:]
        else:
            self.end_paragraph()
            self._close(tag)

    def _close(self, tag: str) -> None:
        if tag in HEADINGS:
            self.style = "body"
        elif tag in {"ul", "ol"}:
            del self.lists[-1:]
        elif tag == "li":
            self.marker = ""
        elif tag == "blockquote":
            self.quotes = max(self.quotes - 1, 0)
        elif tag in {"td", "th"} and self.tables == 1:
            self.cell = None
        elif tag == "table":
            self.tables = max(self.tables - 1, 0)
            if self.tables == 0:
                self.cell = None
                self.found += [*arrange(self.rows), *self.behind]
                self.behind = []

    def handle_data(self, data: str) -> None:
        text = SPACES.sub(" ", data)
        if text:
            bold, italic, underline, strike = (look in self.marks for look in LOOKS)
            href = self.hrefs[-1] if self.hrefs else ""
            script = self.scripts[-1] if self.scripts else ""
            self.runs.append(Run(text, bold, italic, underline, strike, href, script=script))

    def end_paragraph(self) -> None:
        """What was gathered so far becomes a paragraph, in its cell or in the text."""
        runs, self.runs = _trimmed(self.runs), []
        if not runs:
            return
        if self.marker:
            runs = [Run(self.marker), *runs]
        depth, self.marker = min(max(len(self.lists) - 1, 0), DEEPEST), ""
        if self.cell is not None:
            self.cell.append(Paragraph(tuple(runs), "cell", left=depth))
            return
        style = self.style if self.style != "body" or not self.quotes else "quote"
        self.found.append(Paragraph(tuple(runs), style, left=2 * depth))

    def _add_rule(self) -> None:
        if self.cell is None:
            self.found.append(Rule())

    def _add_picture(self, given: dict[str, str]) -> None:
        words = given.get("alt", "")
        shown = self.pictures.get(given.get("src", ""))
        parts = list(replace(shown, alt=words).parts()) if shown else []
        if self.cell is not None and len(parts) == 1:
            self.cell += parts
            return
        if self.tables or not shown:
            self.runs.append(Run(PICTURE_WORDS.format(words)))
            self.end_paragraph()
        (self.behind if self.tables else self.found).extend(parts)


def _number(text: str | None, otherwise: int, lowest: int = 1) -> int:
    return max(int(text), lowest) if text and text.isascii() and text.isdecimal() else otherwise


def _trimmed(runs: list[Run]) -> list[Run]:
    """Without space at both ends, and no run without text."""
    filled = [place for place, run in enumerate(runs) if run.text.strip(" \n")]
    if not filled:
        return []
    runs = [run for run in runs[filled[0] : filled[-1] + 1] if run.text]
    runs[0] = replace(runs[0], text=runs[0].text.lstrip(" \n"))
    runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(" \n"))
    return runs
