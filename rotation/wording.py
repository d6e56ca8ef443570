"""What notices say. The same text is shown in the plan before it goes and rendered anew when it goes."""

from typing import NamedTuple

from collab_portal.lib import dates
from rotation.models import Consultation


class Text(NamedTuple):
    title: str
    body: str


def when_and_where(consultation: Consultation) -> str:
    """Time, place and mode on one line, as notices and lists say it."""
    if consultation.starts_at is None:
        return "时间待定"
    place = f"，{consultation.place}" if consultation.place else ""
    return f"{dates.chinese_moment(consultation.starts_at)}{place}（{consultation.get_mode_display()}）"


def text(step: str, consultation: Consultation) -> Text:
    """Title and body of one step of ``reminders`` or of an immediate notice."""
    title, when = consultation.title, when_and_where(consultation)
    lead = consultation.turn.committee.name
    facts = f"{title}\n时间：{when}\n牵头：{lead}"
    reply_by = dates.chinese_date(consultation.reply_by) if consultation.reply_by else "会前"
    ends = dates.chinese_date(consultation.turn.ends_on)
    match step:
        case "fix-60" | "fix-30":
            return Text(
                f"请确定会商议题和时间：{title}",
                f"贵单位牵头的任期至{ends}，任期内须召开一次会商，目前尚未定时间。",
            )
        case "scheduled":
            return Text(f"会商已定于{when}", f"{facts}\n请于{reply_by}前回执。")
        case "moved":
            return Text(
                f"会商已改期：{when}", f"{facts}\n此前的回执需按新安排重新确认，请于{reply_by}前回执。"
            )
        case "postponed":
            return Text(f"会商已延期：{title}", f"{title}\n原因：{consultation.reason}\n新的时间另行通知。")
        case "cancelled":
            return Text(f"会商已取消：{title}", f"{title}\n原定：{when}\n原因：{consultation.reason}")
        case "notice-14":
            return Text(f"会商将于{when}召开", facts)
        case "reply-7":
            return Text(f"请回执：{title}", f"{facts}\n回执截止{reply_by}，贵单位尚未回执。")
        case "eve-1":
            return Text(f"会商即将召开：{when}", facts)
    raise ValueError(step)
