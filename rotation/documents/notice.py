"""会商通知: when, where, what about, and how to answer."""

from collections.abc import Iterator
from datetime import datetime

from collab_portal.lib import dates
from collab_portal.lib.gongwen.blocks import Block, paragraph
from collab_portal.lib.gongwen.document import Document, Heading, Signature, imprint
from collab_portal.lib.gongwen.text import lines
from rotation.documents import phrases
from rotation.models import Consultation


def compose(consultation: Consultation, number: str, now: datetime) -> Document:
    """Dated with the day of this arrangement; until there is one, the day stays open."""
    fixed = consultation.status in {Consultation.Status.SCHEDULED, Consultation.Status.HELD}
    day = dates.plain_date(dates.today(consultation.planned_at)) if fixed else phrases.BLANK_DAY
    lead = consultation.turn.committee
    return Document(
        title=f"{lead.name}关于召开{phrases.named(consultation)}的通知",
        head=phrases.head(consultation, number),
        addressee=phrases.EVERYBODY,
        body=tuple(_body(consultation)),
        signature=Signature(phrases.issuers(consultation), day),
        note=_contact(consultation),
        imprint=imprint("", lead.name, day),
    )


def _body(consultation: Consultation) -> Iterator[Block | Heading]:
    turn = consultation.turn
    yield paragraph(
        f"按照长江流域机关党建协作轮值安排，{dates.plain_date(turn.starts_on)}至{dates.plain_date(turn.ends_on)}"
        f"由{turn.committee.name}牵头"
        + (f"、{turn.co_lead.name}协同牵头" if turn.co_lead else "")
        + f"。现就召开{phrases.named(consultation)}有关事项通知如下。"
    )
    if consultation.reason:
        yield paragraph(f"本次会商{consultation.get_status_display()}，原因：{consultation.reason}。")
    yield Heading(1, "会商时间")
    yield paragraph(f"{phrases.when(consultation)}。")
    yield Heading(1, "会商形式和地点")
    yield paragraph(f"{phrases.where(consultation)}。")
    yield Heading(1, "会商议程")
    for line in lines(consultation.agenda) or [f"{phrases.UNKNOWN}。"]:
        yield paragraph(line)
    yield Heading(1, "参会回执")
    yield paragraph(_reply(consultation))


def _reply(consultation: Consultation) -> str:
    until = f"{dates.chinese_date(consultation.reply_by)}前" if consultation.reply_by else "会前"
    return f"请各成员工委确定参会人员，于{until}在协作平台填写回执（姓名、职务）。"


def _contact(consultation: Consultation) -> str:
    lead = consultation.turn.committee
    ways = [f"电话：{lead.office_phone}"] if lead.office_phone else []
    ways += [f"邮箱：{lead.office_email}"] if lead.office_email else []
    return f"联系单位：{lead.name}，{'，'.join(ways) or f'联系电话：{phrases.UNKNOWN}'}"
