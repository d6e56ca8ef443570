"""The definition list on a resource's page."""

from rules import test_rule

from accounts.models import User
from collab_portal.lib import dates
from commons.models import Resource


def facts_of(resource: Resource, user: User) -> list[tuple[str, str]]:
    """What is known; the contact for those who may see it."""
    source = "，".join(
        part
        for part in (
            f"《{resource.source_title}》" if resource.source_title else "",
            resource.source_site,
            dates.chinese_date(resource.source_on) if resource.source_on else "",
        )
        if part
    )
    facts = [
        ("所属工委", resource.committee.name),
        ("类别", resource.get_kind_display()),
        ("管理单位", resource.kept_by),
        ("系统", resource.get_line_display()),
        ("地点", resource.place),
        ("同时容纳", f"{resource.capacity:,} 人" if resource.capacity else ""),
        ("数量", f"{resource.quantity:,}" if resource.quantity else ""),
        ("使用方式", "同一时间只供一家" if resource.exclusive else ""),
        ("申请", f"提前 {resource.notice_days} 天" if resource.notice_days else "随时"),
        ("编码", resource.code),
        ("网址", resource.link),
        ("来源", source),
    ]
    if test_rule("commons.see_contact", user):
        facts += [("联系人", resource.contact or "未登记"), ("办公电话", resource.phone or "未登记")]
    return [(label, value) for label, value in facts if value]
