"""Documents to test with, and ways to read back what was written."""

import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from collab_portal.lib.gongwen.blocks import Block, paragraph, table
from collab_portal.lib.gongwen.booklet import Booklet, Piece, Section
from collab_portal.lib.gongwen.document import Document, Head, Heading, Signature, imprint

NOW = datetime(2026, 11, 26, 4, 0, 0, 123_456, tzinfo=UTC)
HOSTILE = "#let x = 1; #[*粗*] _斜_ $x$ `码` @引 <标> = 题 \\n // & </w:t> ]]> &amp; \x00\x0b\u202e尾"
SEEN = "#let x = 1; #[*粗*] _斜_ $x$ `码` @引 <标> = 题 \\n // & </w:t> ]]> &amp;"


def notice(*body: Block | Heading, **fields: Any) -> Document:
    """A notice with every part, its body as given."""
    facts: dict[str, Any] = {
        "title": "关于召开第四季度会商的通知",
        "body": body or (Heading(1, "会商时间"), paragraph("待定。")),
        "head": Head("湖北省委直属机关工委文件", "鄂直工〔2026〕12号"),
        "addressee": "各成员工委",
        "attachments": ("参会回执", "会议议程"),
        "rosters": (("出席", "张三、李四"), ("列席", "")),
        "signature": Signature("湖北省委直属机关工委", "2026年11月26日"),
        "note": "联系电话：027-12345678",
        "imprint": imprint("各市州工委", "湖北省委直属机关工委", "2026年11月26日"),
    }
    return Document(**{**facts, **fields})


def issue(pieces: int = 3, sections: int = 2, length: int = 40) -> Booklet:
    """An issue of so many pieces, of ``length`` sentences each."""
    body = (paragraph("各地把学到的经验用到自己的工作里，办成了群众看得见的实事。" * length),)
    found = [Piece(f"第{place}篇经验", f"第{place}家工委供稿", body) for place in range(1, pieces + 1)]
    return Booklet(
        masthead="他山之石",
        issue="第12期",
        organ="长江流域机关党建协作平台",
        day="2026年11月26日",
        sections=tuple(
            Section(f"栏目{place + 1}", tuple(found[place::sections])) for place in range(sections)
        ),
        imprint=imprint("", "编辑：甲　审核：乙　签发：丙", "2026年11月26日"),
    )


def everything_hostile(text: str = HOSTILE) -> Document:
    """The same text in every field."""
    return notice(
        *(Heading(level, text) for level in range(1, 5)),
        paragraph(text),
        table((text, text), ((text, text),)),
        title=text,
        head=Head(text, text, text),
        subtitle=text,
        addressee=text,
        attachments=(text, text),
        rosters=((text, text),),
        signature=Signature(text, text),
        note=text,
        imprint=imprint(text, text, text),
    )


def read(content: bytes) -> Any:
    return docx.Document(BytesIO(content))


def words(content: bytes) -> str:
    """All text of the file's body, tables and all, in order."""
    body = read(content).element.body
    return "".join(
        "\n" if node.tag == qn("w:p") else node.text or "" for node in body.iter(qn("w:p"), qn("w:t"))
    )


def styled(content: bytes, style: str) -> list[Any]:
    return [found for found in read(content).paragraphs if found.style.name == style]


def pdf_text(path: Path, *options: str) -> str:
    """What poppler reads; fails where it is not installed."""
    made = subprocess.run(["pdftotext", *options, str(path), "-"], check=True, capture_output=True)
    return made.stdout.decode()
