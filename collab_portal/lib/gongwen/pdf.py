"""A laid-out document as PDF/A-2b, by typst. Texts enter as data: none can be markup."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any, Final

import typst
from django.conf import settings

from collab_portal.lib.gongwen.blocks import (
    WIDEST,
    Block,
    Cell,
    Illustration,
    Imprint,
    Layout,
    Paragraph,
    Run,
    Table,
)
from collab_portal.lib.gongwen.fitting import (
    breadth,
    breakable,
    breakable_runs,
    fit,
    imprint_room,
    inner,
    is_low,
    room,
    within,
)
from collab_portal.lib.gongwen.fonts import Typefaces, typefaces
from collab_portal.lib.gongwen.styles import CHARACTER, PITCH, RED, STYLES
from collab_portal.lib.gongwen.text import hang, printable
from collab_portal.lib.gongwen.titling import turned

CONTENT_TYPE = "application/pdf"
SOURCE = Path(__file__).with_name("page.typ")
ARCHIVE: Final = "a-2b"
# What typst worked out for its newest documents it keeps in memory, 330 MB for 8,000 cells of tables; of
# empty ones it is nothing.
REMEMBERED, EMPTY = 10, b""
LARGE = 200_000  # characters of data, as of 550 cells: ten documents below that are some 250 MB together
turn = Lock()  # whoever has it may lay out a large document in the memory of this process


def write(layout: Layout, now: datetime) -> bytes:
    moment = now.astimezone(UTC).replace(microsecond=0)
    with _given(layout) as given:
        return bytes(typst.compile(SOURCE.read_bytes(), pdf_standards=ARCHIVE, timestamp=moment, **given))


def pages(layout: Layout) -> list[int]:
    """The page number of each section and piece, in their order."""
    with _given(layout) as given:
        found = typst.query(SOURCE.read_bytes(), "<pages>", field="value", one=True, **given)
    return [int(number) for number in json.loads(found)]


@contextmanager
def _given(layout: Layout) -> Iterator[dict[str, Any]]:
    """What typst is called with. Large documents are made one after another, and forgotten when made."""
    faces = typefaces(settings.FONT_DIR)
    fonts: dict[str, Any] = {"font_paths": faces.fonts, "ignore_system_fonts": True}
    given = {**fonts, "root": _root(), "sys_inputs": {"data": _data(layout, faces)}}
    if len(given["sys_inputs"]["data"]) <= LARGE:
        yield given
        return
    with turn:
        try:
            yield given
        finally:
            for _ in range(REMEMBERED + 1):
                typst.compile(EMPTY, **fonts)


def _root() -> Path:
    """Where pictures lie; nothing beyond it can be read."""
    kept = Path(settings.UPLOAD_DIR)
    return kept if kept.is_dir() else SOURCE.parent


def _data(layout: Layout, faces: Typefaces) -> str:
    def blocks(found: Sequence[Block]) -> list[dict[str, Any]]:
        return [_block(block, faces) for block in found]

    return json.dumps(
        {
            "title": printable(layout.title),
            "author": printable(layout.author),
            "banner": printable(layout.banner),
            "front": blocks(layout.front),
            "body": blocks(layout.body),
            "styles": {key: asdict(style) for key, style in STYLES.items()},
            "families": faces.families,
            "heavy": faces.heavy,
            "pitch": PITCH,
            "character": CHARACTER,
            "red": f"#{RED}",
        },
        ensure_ascii=False,
    )


def _block(block: Block, faces: Typefaces) -> dict[str, Any]:
    match block:
        case Paragraph():
            # In a Word file its line ends would come into the list of contents that Word makes.
            piece = turned(block) if block.style == "piece" else block
            return _paragraph(piece, faces, room(block))
        case Table():
            table = fit(block)
            cells = [(cell, row) for row, line in enumerate(table.rows) for cell in line]
            return {
                "kind": "table",
                "widths": table.widths,
                "head": table.head,
                "cells": [_cell(cell, row, faces, table) for cell, row in cells],
            }
        case Illustration():
            return _picture(block)
        case Imprint():
            return {"kind": "imprint", "rows": [_imprinted(*row, faces) for row in block.rows]}
    return {"kind": type(block).__name__.lower()}


def _picture(picture: Illustration, room: float = WIDEST) -> dict[str, Any]:
    """No wider than ``room`` points."""
    wide, high = picture.within(room)
    top, bottom = picture.part
    return {
        "kind": "picture",
        "path": f"/{picture.path.relative_to(settings.UPLOAD_DIR)}",
        "format": "png" if picture.media_type == "image/png" else "jpg",
        "width": wide,
        "height": high,
        "above": high * top / (bottom - top),
        "whole": high / (bottom - top),
        "alt": printable(picture.alt),
    }


def _cell(cell: Cell, row: int, faces: Typefaces, table: Table) -> dict[str, Any]:
    line, width = inner(table, cell), within(table, cell)
    content = [
        _paragraph(each, faces, line) if isinstance(each, Paragraph) else _picture(each, width)
        for each in cell.content
    ]
    spans = {"colspan": cell.colspan, "rowspan": cell.rowspan}
    return {"x": cell.column, "y": row, **spans, "torn": not is_low(table, cell), "content": content}


def _paragraph(paragraph: Paragraph, faces: Typefaces, room: float) -> dict[str, Any]:
    runs = [made for run in paragraph.runs for made in _runs(run, faces)]
    texts = breakable_runs([run["text"] for run in runs], room)
    return {
        **asdict(paragraph),
        "kind": "paragraph",
        "runs": [{**run, "text": text} for run, text in zip(runs, texts, strict=True)],
    }


def _runs(run: Run, faces: Typefaces) -> Iterator[dict[str, Any]]:
    """One for each stretch on the line, above or below it."""
    for text, script in faces.stretches(printable(run.text)):
        yield {**asdict(run), "text": text, "script": run.script or script}


def _imprinted(left: str, right: str, faces: Typefaces) -> dict[str, Any]:
    """A row of 版记; what stands on the right takes half of the line at most."""
    line, turned = imprint_room(), hang(left)
    beside = breakable(faces.shown(printable(right)), line / 2)
    own = max(line - turned - min(breadth(right), line / 2), line / 4)
    return {"left": breakable(faces.shown(printable(left)), own), "right": beside, "hang": turned}


def missing(layout: Layout) -> str:
    """The characters that no face has a glyph for, each once."""
    faces = typefaces(settings.FONT_DIR)
    return "".join(dict.fromkeys(char for text in _texts(layout) for char in faces.lacking(printable(text))))


def _texts(layout: Layout) -> Iterator[str]:
    for block in (*layout.front, *layout.body):
        match block:
            case Paragraph():
                yield block.text
            case Table():
                yield from (each.text for row in block.rows for cell in row for each in cell.paragraphs)
            case Imprint():
                yield from (text for row in block.rows for text in row)
