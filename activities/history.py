"""What happened to a record: its own changes, and what each party said about it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from accounts.models import User
from activities.models import Activity, Correction, Participation
from collab_portal.lib.history import Change, actors_of, changes_of, events_of, since

LIMIT = 40


def history_of(activity: Activity, reader: User, corrections: Iterable[Correction] = ()) -> list[Change]:
    """Newest first. A signature or an objection stays readable after a later version made it lapse.

    What the record was while a draft is the host's alone: for the partners it begins when it was published.
    """
    known = [*activity.participations.all(), *corrections]
    versions = {str(row.version): row for row in corrections}
    own = [_corrected(change, versions) for change in changes_of(activity, LIMIT, known)]
    found = [*own, *_answers(activity)]
    if reader.committee_id != activity.host_id:
        found = since(found, _published_at(activity))
    return sorted(found, key=lambda change: change.when, reverse=True)[:LIMIT]


def _corrected(change: Change, corrections: dict[str, Correction]) -> Change:
    """The last to sign put it in force; who proposed it said what changes."""
    if any((name, after) == ("状态", "已作废") for name, _, after in change.fields):
        return replace(change, label="记录作废")
    version = next((after for name, _, after in change.fields if name == "版本"), "")
    if version not in corrections:
        return change
    row = corrections[version]
    return replace(
        change, label=f"更正生效（第{row.version}版）", who=str(row.proposed_by), reason=row.reason
    )


def _published_at(activity: Activity) -> datetime | None:
    """When it first was more than a draft."""
    events = events_of(Activity).filter(pgh_obj_id=activity.pk).exclude(status=Activity.Status.DRAFT)
    return events.order_by("pgh_id").values_list("pgh_created_at", flat=True).first()


def _answers(activity: Activity) -> list[Change]:
    """A signature or an objection by who gave it; that a party left by who took it out. Newest first."""
    rows = events_of(Participation).filter(activity=activity.pk)
    rows = rows.select_related("committee", "signed_by", "objected_by")
    events = list(rows.order_by("-pgh_id")[: LIMIT * 3])
    before: dict[int, Any] = {}
    found = []
    for event, who in reversed(list(zip(events, actors_of(events), strict=True))):
        name, older = event.committee.short_name, before.get(event.pgh_obj_id)
        before[event.pgh_obj_id] = event
        if event.pgh_label == "delete":
            label = f"{name}不再列为参与方"
        elif _word(event) == _word(older):
            continue
        elif event.objected_at and not event.signed_at:
            label, who = f"{name}提出异议：{event.objection}", str(event.objected_by)
        elif event.signed_at and event.role != Participation.Role.HOST:
            label, who = f"{name}确认（第{event.signed_version}版）", str(event.signed_by)
        else:
            continue
        found.append(Change(when=event.pgh_created_at, who=who, label=label))
    return found[::-1]


def _word(event: Any) -> Any:
    """What the party says by then: a change of anything else is no new word."""
    return event and (event.signed_at, event.signed_version, event.objected_at)
