"""What an activity is known under: its host says it at any time, a label's keeper takes it back.

Order of locks: labels, which a new series makes, before the activity; a merge takes its labels first as well.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db.models import Case, Value, When

from accounts.models import User
from activities import notices, tallies
from activities.models import Activity, ActivityLabel
from activities.operations.content import lock
from collab_portal.lib.chinese import look
from collab_portal.lib.dates import chinese_date
from collab_portal.lib.http import require
from collab_portal.lib.verbs import verb
from collab_portal.lib.versions import check_version, stamp_of
from commons.models import Label
from commons.operations.labels import add_label

Status = Activity.Status
SERIES = Label.Kind.SERIES


class Tags(NamedTuple):
    """Labels as they were chosen, and a series by its name: one that nobody has yet is made."""

    labels: Sequence[Label] = ()
    series: str = ""


def series_named(name: str, committee: int) -> Label | None:
    """A series of this name that the committee may use: its own first, then that of all nineteen."""
    own = When(committee=committee, then=Value(0))
    common = When(committee__isnull=True, then=Value(1))
    rows = Label.objects.usable_by(committee).named(SERIES, name)
    return rows.order_by("ended_on", Case(own, common, default=Value(2)), "pk").first()


def labels_of(tags: Tags | None, actor: User, now: datetime) -> list[Label] | None:
    """The labels that ``tags`` stand for, a new series made. None: as they are. Call it before the lock."""
    if tags is None:
        return None
    found = list(tags.labels)
    if name := tags.series.strip():
        if not look(name):
            raise ValidationError({"series": "系列名称须有文字。"})
        series = series_named(name, actor.committee_id or 0) or add_label(
            actor=actor, submission=uuid4(), now=now, kind=SERIES, name=name, known=False
        )
        found.append(series)
    return found


def make_known(activity: Activity) -> None:
    """What a record that everybody may read is known under, everybody may know."""
    if activity.is_public:
        Label.objects.filter(taggings__activity=activity, known=False).update(known=True)


def write_labels(activity: Activity, labels: Sequence[Label] | None) -> bool:
    """Make the rows equal ``labels`` (None: those it has), within a verb that holds it; true if they change.

    ValidationError where one may not be used, and for a number without a series.
    """
    rows = {row.label_id: row.label for row in activity.taggings.select_related("label")}
    wanted = rows if labels is None else {label.pk: label for label in labels}
    _check_series(activity, [label for label in wanted.values() if label.kind == SERIES])
    new = [label for pk, label in wanted.items() if pk not in rows]
    for label in new:
        _check_use(activity, label)
    gone = rows.keys() - wanted.keys()
    if not new and not gone:
        return False
    activity.taggings.filter(label__in=gone).delete()
    ActivityLabel.objects.bulk_create(ActivityLabel(activity=activity, label=label) for label in new)
    for merged in Label.objects.filter(pk__in=wanted, merged_into__isnull=False):  # at the same moment
        activity.taggings.filter(label=merged).update(label=merged.merged_into_id)
    make_known(activity)
    vars(activity).pop("label_rows", None)
    Activity.index([Activity.objects.select_related("host").get(pk=activity.pk)])
    return True


def _check_series(activity: Activity, series: Sequence[Label]) -> None:
    if len(series) > 1:
        raise ValidationError({"series": "一项活动只属于一个系列。"})
    if activity.series_number and not series:
        raise ValidationError({"series": "填写期号时，请同时填写系列名称。"})


def _check_use(activity: Activity, label: Label) -> None:
    field = "series" if label.kind == SERIES else "labels"
    if not label.is_usable_by(activity.host_id):
        raise ValidationError({field: f"“{label}”只供{label.owner}使用。"})
    if label.ended_on and not label.takes(activity.held_on):
        ended = chinese_date(label.ended_on)
        raise ValidationError({field: f"“{label}”已于{ended}停用，不能用于此后的活动。"})


def stamp(activity: Activity) -> int:
    """Another one whenever somebody else says it anew: what their form is opened with."""
    return stamp_of(list(activity.taggings.order_by("label").values_list("label", flat=True)))


@verb
def tag(activity: Activity, *, actor: User, tags: Tags, version: int, now: datetime) -> Activity:
    """Say what it is known under, also after all have confirmed: labels are nobody's signature.

    ``version``: the ``stamp`` of what was seen. StaleError where it was said anew meanwhile.
    """
    return _tag(activity, actor=actor, labels=labels_of(tags, actor, now), version=version)


@verb("activities.tag")
def _tag(activity: Activity, *, actor: User, labels: Sequence[Label] | None, version: int) -> Activity:
    if activity.status in {Status.CANCELLED, Status.VOID}:
        raise ValidationError(f"该记录{activity.get_status_display()}，不再归入品牌和系列。")
    check_version(activity, version, now=stamp(activity))
    if write_labels(activity, labels) and activity.status == Status.CONFIRMED:
        tallies.refresh([activity.held_on])
    return activity


@verb
def untag(activity: Activity, *, actor: User, label: Label, reason: str, now: datetime) -> Activity:
    """移出: a label's keeper takes an activity out; the host is told why. A second click does nothing."""
    activity = lock(activity)
    require("commons.keep_label", actor, label)
    if not reason.strip():
        raise ValidationError({"reason": "请说明移出的原因。"})
    gone, _ = activity.taggings.filter(label=label).delete()
    if gone:
        vars(activity).pop("label_rows", None)
        Activity.index([activity])
        notices.untagged(activity, label, reason)
        if activity.status == Status.CONFIRMED:
            tallies.refresh([activity.held_on])
    return activity


def count(label: Label) -> int:
    return Activity.objects.filter(labels=label).count()


def move(label: Label, into: Label) -> None:
    """All that bears ``label`` bears ``into``; the months of what counts are summed anew."""
    rows = ActivityLabel.objects.filter(label=label)
    activities = Activity.objects.filter(pk__in=rows.values("activity"))
    days = set(activities.counted().values_list("held_on", flat=True))
    keys = list(activities.values_list("pk", flat=True)) if label.kind == SERIES else []
    rows.filter(activity__in=ActivityLabel.objects.filter(label=into).values("activity")).delete()
    rows.update(label=into)
    reindex(keys)
    tallies.refresh(days)


def renamed(label: Label) -> None:
    """The name of a series is looked for in its activities."""
    if label.kind == SERIES:
        reindex(list(Activity.objects.filter(labels=label).values_list("pk", flat=True)))


def reindex(keys: Sequence[int]) -> None:
    for first in range(0, len(keys), 500):
        Activity.index(Activity.objects.select_related("host").filter(pk__in=keys[first : first + 500]))
