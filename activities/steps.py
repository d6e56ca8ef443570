"""Where a record stands, as its page shows it."""

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
