"""活动通知: the invitation to what is ahead, as a paper to hand on in the office."""

from collections.abc import Iterator

from activities.models import Activity
from collab_portal.lib import dates
from collab_portal.lib.gongwen import richtext
from collab_portal.lib.gongwen.blocks import Block, paragraph
from collab_portal.lib.gongwen.document import Document, Heading, Signature


def invitation(activity: Activity) -> Document:
    """From what the form has; what is unknown is left out. Dated with the day it was last changed."""
    host = activity.host.name
    return Document(
        title=f"{host}关于举行“{activity}”的通知",
        addressee="、".join(party.committee.name for party in activity.partners),
        body=tuple(_body(activity)),
        signature=Signature(host, dates.plain_date(dates.today(activity.updated_at))),
        note=f"联系人：{activity.contact}" if activity.contact else "",
    )


def _body(activity: Activity) -> Iterator[Block | Heading]:
    yield paragraph(f"现就举行“{activity}”（{activity.get_kind_display()}）有关事项通知如下。")
    yield Heading(1, "时间和地点")
    where = f"，{activity.place}" if activity.place else ""
    yield paragraph(f"{activity.when}{where}（{activity.get_mode_display()}）。")
    yield Heading(1, "参加单位")
    parties = [activity.host, *(party.committee for party in activity.partners)]
    yield paragraph(f"{'、'.join(one.name for one in parties)}。")
    if activity.agenda:
        yield Heading(1, "议程")
        yield from richtext.blocks(activity.agenda)
    if activity.places is not None:
        yield Heading(1, "名额")
        yield paragraph(_places(activity))
    yield Heading(1, "回执")
    until = f"于{dates.chinese_date(activity.reply_by)}前" if activity.reply_by else "于活动前"
    yield paragraph(f"请{until}在协作平台填写回执：是否参加、参加人数。")


def _places(activity: Activity) -> str:
    """How many there are, and what is kept for whom."""
    kept = [
        f"{party.committee.short_name}{party.quota}人"
        for party in activity.partners
        if party.quota is not None
    ]
    share = f"，其中{'、'.join(kept)}，至回执截止日保留" if kept else ""
    return f"共{activity.places}人{share}。"
