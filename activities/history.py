"""What happened to a record: its own changes, and what each party said about it."""

from datetime import datetime

from accounts.models import User
from activities.models import Activity, Participation
from collab_portal.lib.history import SYSTEM, Change, changes_of, events_of, since

LIMIT = 40


def history_of(activity: Activity, reader: User) -> list[Change]:
    """Newest first. A signature or an objection stays readable after a later version made it lapse.

    What the record was while a draft is the host's alone: for the partners it begins when it was published.
    """
    found = [*changes_of(activity, limit=LIMIT), *_answers(activity)]
    if reader.committee_id != activity.host_id:
        found = since(found, _published_at(activity))
    return sorted(found, key=lambda change: change.when, reverse=True)[:LIMIT]


def _published_at(activity: Activity) -> datetime | None:
    """When it first was more than a draft."""
    events = events_of(Activity).filter(pgh_obj_id=activity.pk).exclude(status=Activity.Status.DRAFT)
    return events.order_by("pgh_id").values_list("pgh_created_at", flat=True).first()


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
