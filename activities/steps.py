"""Where a record stands, and its facts, as the page shows them."""

from typing import Any

from django.utils.html import format_html, format_html_join

from activities.models import Activity
from collab_portal.lib.dates import chinese_date
from collab_portal.lib.steps import Step

Status = Activity.Status


def steps_of(activity: Activity) -> list[Step]:
    """登记 → 举行 → 各方确认 → 计入统计; a cancelled or void record shows where it stopped."""
    parties = activity.parties
    signed = sum(1 for party in parties if party.is_signed)
    by = f"{activity.host.short_name} · {activity.created_by}"
    steps = [Step("起草" if activity.status == Status.DRAFT else "登记", "done", activity.created_at, by)]
    if activity.status == Status.CANCELLED:
        return [*steps, Step("已取消", "stopped", activity.cancelled_at)]
    held = activity.status in {Status.HELD, Status.CONFIRMED, Status.VOID}
    done = activity.is_public
    steps.append(
        Step("已举行" if held else "待举行", "done" if held else "now", None, chinese_date(activity.held_on))
    )
    disputed = any(party.is_objecting for party in parties)
    label = "有异议" if disputed else "各方确认"
    said = f"{signed}/{len(parties)} 方已确认" if held else _replies(activity)
    steps.append(Step(label, "done" if done else "now" if held else "next", None, said))
    if activity.status == Status.VOID:
        return [*steps, Step("已作废", "stopped", activity.voided_at, "不计入统计")]
    return [*steps, Step("计入统计", "done" if done else "next", activity.confirmed_at)]


def _replies(activity: Activity) -> str:
    """While it is ahead the invited reply; nobody confirms yet."""
    if activity.status != Status.ANNOUNCED or not activity.partners:
        return ""
    replied = sum(1 for party in activity.partners if party.reply)
    return f"{replied}/{len(activity.partners)} 方已回执"


def _reply_by(activity: Activity) -> str:
    ahead = activity.status in {Status.DRAFT, Status.ANNOUNCED}
    return chinese_date(activity.reply_by) if ahead and activity.reply_by else ""


def _links(activity: Activity, kinds: list[str], number: int | None = None) -> str:
    """The labels of these kinds, each that all may read a link to its page; behind a series its number."""
    tags = [tag for tag in activity.tags if tag.kind in kinds]
    if not tags:
        return ""
    links = [format_html('<a href="{}">{}</a>', tag.url, tag.name) if tag.known else tag.name for tag in tags]
    behind = f" 第{number}期" if number else ""
    return format_html("{}{}", format_html_join("、", "{}", ((link,) for link in links)), behind)


def facts_of(activity: Activity) -> list[tuple[str, Any]]:
    """The definition list on the right; what is unknown is left out."""
    source = "，".join(
        part
        for part in (
            f"《{activity.source_title}》" if activity.source_title else "",
            activity.source_site,
            chinese_date(activity.source_on) if activity.source_on else "",
        )
        if part
    )
    facts: list[tuple[str, Any]] = [
        ("时间", activity.when),
        ("回执截止", _reply_by(activity)),
        ("领域", activity.get_area_display()),
        ("形式", activity.get_kind_display()),
        ("方式", activity.get_mode_display()),
        ("地点", activity.place),
        ("线上链接", activity.link),
        ("牵头", activity.host_branch or activity.host.name),
        ("系列", _links(activity, ["series"], activity.series_number)),
        ("结对共建", activity.pairing),
        ("党建联盟", activity.alliance),
        ("品牌", _links(activity, ["brand"])),
        ("专项行动", _links(activity, ["campaign"])),
        ("参加人次", sum(party.headcount or 0 for party in activity.parties) or ""),
        ("来源", source),
    ]
    return [(label, value) for label, value in facts if value]
