"""Who is told what about a joint activity, and which 待办 it opens and closes."""

from collections.abc import Iterable

from accounts.models import User
from activities.models import Activity, Participation
from notifications.models import Notification
from notifications.operations import notify, settle, withdraw
from organizations.models import Committee

CONFIRM = "confirm"


def _partners(activity: Activity) -> list[int]:
    return [pk for pk in activity.committee_ids if pk != activity.host_id]


def _dispute_step(committee_id: int) -> str:
    return f"dispute-{committee_id}"


def ask(activity: Activity) -> None:
    """Held: one 待办 for every partner. Announced: partners learn of it. A draft stays with its host."""
    if activity.status == Activity.Status.HELD:
        notify(
            topic=activity.topic,
            step=CONFIRM,
            revision=activity.version,
            recipients=User.objects.staff_of(*_partners(activity)),
            title=f"请确认联合活动：{activity}",
            body=f"{activity.host.short_name}登记了{activity.when}的活动，请核对后确认，或说明异议。",
            url=activity.get_absolute_url(),
            kind=Notification.Kind.ACTION,
        )
    elif activity.status == Activity.Status.ANNOUNCED:
        notify(
            topic=activity.topic,
            step="announced",
            revision=activity.version,
            recipients=User.objects.staff_of(*_partners(activity)),
            title=f"联合活动预告：{activity}",
            body=f"{activity.host.short_name}将于{activity.when}举行活动，邀请贵工委参加。",
            url=activity.get_absolute_url(),
        )


def take_back(activity: Activity, *, asked: Iterable[int], disputed_by: Iterable[int]) -> None:
    """What was asked and objected to before no longer stands."""
    withdraw(topic=activity.topic, reason="活动内容已修改或取消")
    for committee in Committee.objects.filter(pk__in=asked):
        settle(topic=activity.topic, step=CONFIRM, committee=committee)
    for pk in disputed_by:
        settle(topic=activity.topic, step=_dispute_step(pk), committee=activity.host)


def answered(activity: Activity, party: Participation) -> None:
    """A signature or an objection settles the party's own 待办, and the host's about an earlier objection."""
    settle(topic=activity.topic, step=CONFIRM, committee=party.committee)
    settle(topic=activity.topic, step=_dispute_step(party.committee_id), committee=activity.host)


def disputed(activity: Activity, party: Participation) -> None:
    notify(
        topic=activity.topic,
        step=_dispute_step(party.committee_id),
        revision=activity.version,
        recipients=User.objects.staff_of(activity.host_id),
        title=f"{party.committee.short_name}对联合活动有异议：{activity}",
        body=party.dispute_reason,
        url=activity.get_absolute_url(),
        kind=Notification.Kind.ACTION,
    )


def confirmed(activity: Activity) -> None:
    notify(
        topic=activity.topic,
        step="confirmed",
        revision=activity.version,
        recipients=User.objects.staff_of(activity.host_id),
        title=f"各方均已确认：{activity}",
        url=activity.get_absolute_url(),
    )


def cancelled(activity: Activity) -> None:
    take_back(activity, asked=_partners(activity), disputed_by=_partners(activity))
    notify(
        topic=activity.topic,
        step="cancelled",
        revision=activity.version,
        recipients=User.objects.staff_of(*_partners(activity)),
        title=f"联合活动已取消：{activity}",
        body=f"{activity.host.short_name}说明：{activity.cancelled_reason}",
        url=activity.get_absolute_url(),
    )
