"""What the documents of a consultation have in common."""

from collab_portal.lib import dates
from collab_portal.lib.gongwen.document import Head
from rotation.models import Consultation, Resolution

UNKNOWN = "待定"
BLANK_NUMBER = "〔　　〕　号"
BLANK_DAY = "　　年　　月　　日"
EVERYBODY = "各成员工委"


def head(consultation: Consultation, number: str) -> Head:
    """The lead's red head; without a number its place stays open."""
    return Head(f"{consultation.turn.committee.name}文件", number or BLANK_NUMBER)


def named(consultation: Consultation) -> str:
    """Its name, as it can stand in the middle of a title."""
    return f"“{consultation.title}”" if "：" in consultation.title else consultation.title


def issuers(consultation: Consultation) -> str:
    turn = consultation.turn
    return f"{turn.committee.name}　{turn.co_lead.name}" if turn.co_lead else turn.committee.name


def when(consultation: Consultation) -> str:
    """Both ends, Beijing time; a date that was given up is none."""
    if consultation.status == Consultation.Status.POSTPONED or not consultation.starts_at:
        return UNKNOWN
    text = dates.chinese_moment(consultation.starts_at)
    if not consultation.ends_at:
        return text
    end = consultation.ends_at.astimezone(dates.BEIJING)
    same_day = dates.today(consultation.starts_at) == end.date()
    return f"{text}至{end:%H:%M}" if same_day else f"{text}至{dates.chinese_moment(end)}"


def where(consultation: Consultation) -> str:
    mode = consultation.get_mode_display()
    return f"{consultation.place}（{mode}）" if consultation.place else f"{UNKNOWN}（{mode}）"


def owners(resolution: Resolution) -> str:
    """``牵头办理：江苏；配合办理：浙江、安徽。``"""
    main = resolution.main_owner
    others = "、".join(row.committee.short_name for row in resolution.owners.all() if not row.main)
    return who(main.short_name if main else "", others)


def who(main: str, others: str) -> str:
    """The same of names."""
    parts = [f"牵头办理：{main}"] if main else []
    parts += [f"配合办理：{others}"] if others else []
    return f"{'；'.join(parts)}。" if parts else ""
