"""会签情况: the annex of minutes that says who countersigned, when, and what was objected and answered."""

from collections.abc import Iterator, Sequence

from collab_portal.lib import dates
from collab_portal.lib.gongwen.blocks import Block, paragraph, table
from collab_portal.lib.gongwen.document import Annex
from organizations.models import Committee
from rotation.models import Minutes
from rotation.signing import Board, Place, board

HEAD, SHARES = ("参会工委", "会签人", "会签时间", "说明"), (12, 6, 10, 7)


def annex(minutes: Minutes, present: Sequence[Committee]) -> Annex:
    """Of the version that is in force, as it stands now."""
    return Annex("会商纪要会签情况", tuple(_body(minutes, board(minutes, present))))


def _body(minutes: Minutes, found: Board) -> Iterator[Block]:
    sent = dates.plain_date(dates.today(minutes.submitted_at)) if minutes.submitted_at else ""
    until = dates.plain_date(minutes.sign_by) if minutes.sign_by else ""
    yield paragraph(
        f"纪要第{minutes.version}稿于{sent}送签，会签截止{until}。"
        f"参会工委{len(found.places)}家，已会签{found.signed}家。"
    )
    yield table(HEAD, [_row(place) for place in found.places], SHARES)
    objections = [place for place in found.places if place.signature and place.signature.objection]
    if objections:
        yield paragraph("异议和答复", "heading1")
    for place in objections:
        yield from _objection(place)


def _row(place: Place) -> tuple[str, str, str, str]:
    if place.signature is None or place.signature.signed_at is None:
        note = "异议已答复" if place.answered else "有异议" if place.objects else "未会签"
        return place.committee.name, "", "", note
    day = dates.plain_date(dates.today(place.signature.signed_at))
    return place.committee.name, str(place.signature.signed_by), day, "逾期会签" if place.late else ""


def _objection(place: Place) -> Iterator[Block]:
    said = place.signature
    if said is None or said.objected_at is None:
        return
    day = dates.plain_date(dates.today(said.objected_at))
    yield paragraph(f"{place.committee.name}（{day}）：{_ended(said.objection)}")
    if said.answered_at is not None:
        yield paragraph(f"答复（{dates.plain_date(dates.today(said.answered_at))}）：{_ended(said.answer)}")


def _ended(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else f"{text}。"
