"""What happened to a record: its own changes, and what each party said about it."""

from accounts.models import User
from activities.models import Activity, Participation
from collab_portal.lib.history import SYSTEM, Change, changes_of, events_of

LIMIT = 40


def history_of(activity: Activity) -> list[Change]:
    """Newest first. A signature or an objection stays readable after a later version made it lapse."""
    found = [*changes_of(activity, limit=LIMIT), *_answers(activity)]
    return sorted(found, key=lambda change: change.when, reverse=True)[:LIMIT]


def _answers(activity: Activity) -> list[Change]:
    rows = events_of(Participation).filter(activity=activity.pk).select_related("committee")
    events = list(rows.order_by("-pgh_id")[: LIMIT * 3])
    people = User.objects.in_bulk(
        {pk for event in events for pk in (event.confirmed_by_id, event.disputed_by_id)}
    )
    found = []
    for event in events:
        name, by = event.committee.short_name, people.get(event.confirmed_by_id or event.disputed_by_id)
        if event.pgh_label == "delete":
            label = f"{name}不再列为参与方"
        elif event.disputed_at:
            label = f"{name}提出异议：{event.dispute_reason}"
        elif event.confirmed_at and event.role != Participation.Role.HOST:
            label = f"{name}确认（第{event.confirmed_version}版）"
        else:
            continue
        found.append(Change(when=event.pgh_created_at, who=str(by or SYSTEM), label=label))
    return found
