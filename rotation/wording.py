"""What notices say. The same text is shown in the plan before it goes and rendered anew when it goes."""

from collections.abc import Mapping
from typing import NamedTuple

from collab_portal.lib import dates, placeholders
from rotation.audience import names_of_silent
from rotation.models import Consultation
from rotation.rulebook import Rule


class Text(NamedTuple):
    title: str
    body: str


def when_and_where(consultation: Consultation) -> str:
    """Time, place and mode on one line, as notices and lists say it."""
    if consultation.starts_at is None:
        return "时间待定"
    place = f"，{consultation.place or '地点待定'}"
    return f"{dates.chinese_moment(consultation.starts_at)}{place}（{consultation.get_mode_display()}）"


def text(step: str, consultation: Consultation) -> Text:
    """Title and body of an immediate notice."""
    title, when = consultation.title, when_and_where(consultation)
    facts = f"{title}\n时间：{when}\n牵头：{consultation.turn.committee.name}"
    reply_by = _reply_by(consultation)
    match step:
        case "scheduled":
            return Text(f"会商已定于{when}", f"{facts}\n请于{reply_by}前回执。")
        case "moved":
            return Text(
                f"会商已改期：{when}", f"{facts}\n此前的回执需按新安排重新确认，请于{reply_by}前回执。"
            )
        case "lead-changed":
            co_lead = consultation.turn.co_lead
            lines = [facts, f"协同牵头：{co_lead.name}"] if co_lead else [facts]
            if consultation.status == Consultation.Status.SCHEDULED:
                lines.append(f"时间、地点不变，已有的回执继续有效；尚未回执的，请于{reply_by}前回执。")
            else:
                lines.append("已提出的议题、已投的票继续有效。")
            return Text(f"会商牵头有变动，现由{_leads(consultation)}牵头：{title}", "\n".join(lines))
        case "agenda-changed":
            return Text(f"会商名称或议程有调整：{title}", f"{facts}\n{consultation.agenda}")
        case "postponed":
            return Text(f"会商已延期：{title}", f"{title}\n原因：{consultation.reason}\n新的时间另行通知。")
        case "cancelled":
            return Text(f"会商已取消：{title}", f"{title}\n原定：{when}\n原因：{consultation.reason}")
    raise ValueError(step)


def reminder(rule: Rule, consultation: Consultation, silent: str | None = None) -> Text:
    """What a rule says of this consultation now; the same in the plan and when it goes.

    ``silent``: who has not replied, in words; asked of the database where it matters and is not given.
    """
    if silent is None and "未回执" in placeholders.used(rule.title + rule.body):
        silent = "、".join(names_of_silent(consultation)) or "无"
    return fill(rule, values(consultation, silent or ""))


def fill(rule: Rule, values: Mapping[str, str]) -> Text:
    return Text(placeholders.fill(rule.title, values), placeholders.fill(rule.body, values))


def values(consultation: Consultation, silent: str) -> dict[str, str]:
    """What the placeholders of its rules stand for."""
    return {
        "会商": consultation.title,
        "时间地点": when_and_where(consultation),
        "牵头": consultation.turn.committee.name,
        "任期结束": dates.chinese_date(consultation.turn.ends_on),
        "回执截止": _reply_by(consultation),
        "未回执": silent,
    }


def _leads(consultation: Consultation) -> str:
    turn = consultation.turn
    return (
        f"{turn.committee.short_name}、{turn.co_lead.short_name}"
        if turn.co_lead
        else turn.committee.short_name
    )


def _reply_by(consultation: Consultation) -> str:
    return dates.chinese_date(consultation.reply_by) if consultation.reply_by else "会前"
