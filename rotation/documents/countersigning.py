"""会签情况: the annex of minutes that says who countersigned, when, and what was objected and answered."""

from collections.abc import Iterator

from collab_portal.lib.gongwen.blocks import Block, paragraph, table
from collab_portal.lib.gongwen.document import Annex
from rotation.documents.frozen import Countersigned

HEAD, SHARES = ("参会工委", "会签人", "会签时间", "说明"), (12, 6, 10, 7)


def annex(found: Countersigned) -> Annex:
    return Annex("会商纪要会签情况", tuple(_body(found)))


def _body(found: Countersigned) -> Iterator[Block]:
    yield paragraph(found.summary)
    yield table(HEAD, [tuple(row) for row in found.rows], SHARES)
    if found.objections:
        yield paragraph("异议和答复", "heading1")
    yield from (paragraph(words) for words in found.objections)
