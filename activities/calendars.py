"""The activities of a committee as calendar events."""

from datetime import date, datetime

from django.conf import settings

from activities.models import Activity
from collab_portal.lib import dates, ical
from organizations.models import Committee


def of_committee(committee: Committee) -> list[ical.Event]:
    """All it takes part in, drafts excepted; a record of a whole year has no day."""
    rows = Activity.objects.with_committee(committee.pk).exclude(status=Activity.Status.DRAFT).dated()
    return [event(row) for row in rows.select_related("host").defer("summary").order_by("held_on", "pk")]


def event(row: Activity) -> ical.Event:
    """``version`` rises with every change of what was announced; a cancellation comes last."""
    cancelled = row.status in {Activity.Status.CANCELLED, Activity.Status.VOID}
    start, end = _span(row)
    clock = f"{row.start_time:%H:%M}开始。" if row.start_time and not isinstance(start, datetime) else ""
    return ical.Event(
        uid=ical.uid("activity", row.pk),
        start=start,
        end=end,
        title=f"{row.get_status_display()}：{row}" if cancelled else str(row),
        updated_at=row.updated_at,
        sequence=row.version + cancelled,
        description=f"{clock}{row.get_kind_display()}，{row.host.short_name}牵头。",
        location=row.place or row.link,
        url=settings.SITE_URL + row.get_absolute_url(),
        categories=("联合活动", row.get_kind_display()),
        cancelled=cancelled,
    )


def _span(row: Activity) -> tuple[date, date]:
    """Moments when both are known, else whole days."""
    if row.start_time and row.end_time:
        return dates.at(row.held_on, row.start_time), dates.at(row.ended_on, row.end_time)
    return row.held_on, row.ended_on
