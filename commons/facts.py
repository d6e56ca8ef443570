"""The definition lists on the pages of 共享."""

from datetime import date

from rules import test_rule

from accounts.models import User
from collab_portal.lib import dates
from commons.models import Document, Label, Resource


def source_of(title: str, site: str, day: date | None = None) -> str:
    """《标题》，媒体，日期, as far as known."""
    parts = (f"《{title}》" if title else "", site, dates.chinese_date(day) if day else "")
    return "，".join(part for part in parts if part)


def notice_of(resource: Resource) -> str:
    """How long before it is to be asked for; nothing where that is not known."""
    if resource.notice_days is None:
        return ""
    return f"提前 {resource.notice_days} 天" if resource.notice_days else "随时可申请"


def facts_of(resource: Resource, user: User) -> list[tuple[str, str]]:
    """What is known; the contact for those who may see it."""
    source = source_of(resource.source_title, resource.source_site, resource.source_on)
    facts = [
        ("所属工委", resource.committee.name),
        ("类别", resource.get_kind_display()),
        ("管理单位", resource.kept_by),
        ("系统", resource.get_line_display()),
        ("地点", resource.place),
        ("同时容纳", f"{resource.capacity:,} 人" if resource.capacity else ""),
        ("数量", f"{resource.quantity:,}" if resource.quantity else ""),
        ("使用方式", "同一时间只供一家" if resource.exclusive else ""),
        ("申请", notice_of(resource)),
        ("编码", resource.code),
        ("网址", resource.link),
        ("来源", source),
    ]
    if test_rule("commons.see_contact", user):
        facts += [("联系人", resource.contact or "未登记"), ("办公电话", resource.phone or "未登记")]
    return [(label, value) for label, value in facts if value]


def facts_of_document(document: Document) -> list[tuple[str, str]]:
    """What is known of a paper."""
    days = [
        (label, dates.plain_date(day) if day else "")
        for label, day in (
            ("成文日期", document.issued_on),
            ("施行日期", document.effective_on),
            ("有效期至", document.expires_on),
        )
    ]
    facts = [
        ("文号", document.number),
        ("发文机关", document.issuer),
        ("类别", document.get_kind_display()),
        *days,
        ("登记工委", document.committee.name),
        ("范围", document.get_scope_display()),
        ("来源", source_of(document.source_title, document.source_site)),
    ]
    return [(label, value) for label, value in facts if value]


def facts_of_label(label: Label) -> list[tuple[str, str]]:
    """What is known of a label."""
    days = [dates.plain_date(day) if day else "" for day in (label.starts_on, label.ends_on)]
    use = "各工委都可使用" if label.committee is None or label.open else f"{label.owner}使用"
    facts = [
        ("类别", label.get_kind_display()),
        ("所属", label.committee.name if label.committee else "十九家共有，秘书处维护"),
        ("使用范围", use),
        ("起止", " 至 ".join(filter(None, days))),
        ("目标", "" if label.goal_value else label.goal),  # beside its figures
        ("停用", dates.plain_date(label.ended_on) if label.ended_on else ""),
    ]
    return [(name, value) for name, value in facts if value]
