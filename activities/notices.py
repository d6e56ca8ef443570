"""Who is told what about a joint activity, and asked for what."""

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from activities.models import Activity, Participation
from collab_portal.lib.dates import chinese_date
from commons.models import Label
from notifications.operations import notify, withdraw

CONFIRM, ANNOUNCED, LEFT = "confirm", "announced", "left"


def _partners(activity: Activity) -> list[int]:
    return [pk for pk in activity.committee_ids if pk != activity.host_id]


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
            asks="confirm",
        )
    elif activity.status == Activity.Status.ANNOUNCED:
        _invite(activity)


def _invite(activity: Activity) -> None:
    """Who has not replied is asked; who has, is told of the change and may reply anew."""
    replied = set(activity.participations.exclude(reply="").values_list("committee_id", flat=True))
    asked = [pk for pk in _partners(activity) if pk not in replied]
    common: dict[str, Any] = {
        "topic": activity.topic,
        "step": ANNOUNCED,
        "revision": activity.version,
        "url": activity.get_absolute_url(),
    }
    notify(
        **common,
        recipients=User.objects.staff_of(*asked),
        title=f"请回执：{activity}",
        body=f"{activity.host.short_name}将于{activity.when}举行活动，邀请贵工委参加，"
        f"请{_until(activity)}回执是否参加及人数。",
        asks="reply",
    )
    notify(
        **common,
        recipients=User.objects.staff_of(*replied),
        title=f"联合活动有变动：{activity}",
        body=f"时间：{activity.when}；地点：{activity.place or '未定'}。原回执仍有效，如有变化请重新回执。",
    )


def _until(activity: Activity) -> str:
    return f"于{chinese_date(activity.reply_by)}前" if activity.reply_by else ""


def reply_by(activity: Activity) -> None:
    """The last day for replies was set, moved or taken away: told to who still owes one."""
    asked = activity.participations.unreplied().values_list("committee_id", flat=True)
    if activity.status == Activity.Status.ANNOUNCED:
        notify(
            topic=activity.topic,
            step=f"reply-by-{activity.reply_by or 'open'}",
            revision=activity.version,
            recipients=User.objects.staff_of(*asked),
            title=f"回执截止有变动：{activity}",
            body=f"请{_until(activity) or '尽快'}回执是否参加及人数。",
            url=activity.get_absolute_url(),
        )


def plan(activity: Activity) -> None:
    """Agenda or contact changed: told, nobody is asked."""
    if activity.status == Activity.Status.ANNOUNCED:
        notify(
            topic=activity.topic,
            step=f"plan-{activity.updated_at:%Y%m%d%H%M%S}",
            revision=activity.version,
            recipients=User.objects.staff_of(*_partners(activity)),
            title=f"议程或联系人有变动：{activity}",
            body=f"{activity.host.short_name}更新了{activity.when}活动的议程或联系人，不必重新回执。",
            url=activity.get_absolute_url(),
        )


def places(activity: Activity, parties: Iterable[Participation]) -> None:
    """How many places there are, and how many are kept for it: told to each whom it concerns."""
    if activity.status != Activity.Status.ANNOUNCED:
        return
    for party in parties:
        kept = f"，为贵工委保留 {party.quota} 个" if party.quota is not None else ""
        notify(
            topic=activity.topic,
            step=f"places-{party.committee_id}-{activity.places}-{party.quota}",
            revision=activity.version,
            recipients=User.objects.staff_of(party.committee_id),
            title=f"活动名额：{activity}",
            body=f"本次活动共 {activity.places} 个名额{kept}。{_until(activity)}回执时请填写人数。",
            url=activity.get_absolute_url(),
        )


def admitted(activity: Activity, party: Participation) -> None:
    """Places moved up to it."""
    waits = (party.expected or 0) - party.admitted
    notify(
        topic=activity.topic,
        step=f"admitted-{party.committee_id}-{party.admitted}-{party.expected}",
        revision=activity.version,
        recipients=User.objects.staff_of(party.committee_id),
        title=f"名额已递补：{activity}",
        body=f"贵工委现有 {party.admitted} 个名额"
        + (f"，另有 {waits} 人候补。" if waits else "，已全部安排。"),
        url=activity.get_absolute_url(),
    )


def replied(activity: Activity, party: Participation) -> None:
    """The host learns of each new answer."""
    expected = f"，预计 {party.expected} 人" if party.expected is not None else ""
    note = f"。{party.reply_note}" if party.reply_note else ""
    notify(
        topic=activity.topic,
        step=f"reply-{party.committee_id}-{party.reply}-{party.expected}",
        revision=activity.version,
        recipients=User.objects.staff_of(activity.host_id),
        title=f"{party.committee.short_name}回执{party.get_reply_display()}：{activity}",
        body=f"{party.committee.short_name}{party.get_reply_display()}{expected}{note}",
        url=activity.get_absolute_url(),
    )


def take_back(activity: Activity) -> None:
    """What was said before and has not gone out no longer stands."""
    withdraw(topic=activity.topic, reason="活动内容已修改或取消", sparing=LEFT)


def left_out(activity: Activity, parties: Iterable[Participation]) -> None:
    """Who is a party no more learns it, and what it had said; who declined has left by its own word."""
    for party in parties:
        if party.reply == Participation.Reply.DECLINE:
            continue
        said = "确认" if party.is_signed else "回执" if party.reply else ""
        lapsed = f"贵工委此前的{said}不再有效。" if said else ""
        notify(
            topic=activity.topic,
            step=LEFT,
            revision=activity.version,
            recipients=User.objects.staff_of(party.committee_id),
            title=f"贵工委已不在参与方中：{activity}",
            body=f"{activity.host.short_name}修改了{activity.when}活动的参与方。{lapsed}如有疑问，请与牵头方联系。",
            url=activity.get_absolute_url(),
        )


def untagged(activity: Activity, label: Label, reason: str) -> None:
    """The keeper of a label took the record out of it."""
    notify(
        topic=activity.topic,
        step=f"untagged-{label.pk}",
        revision=activity.version,
        recipients=User.objects.staff_of(activity.host_id),
        title=f"已移出“{label}”：{activity}",
        body=f"{label.owner}把这项活动移出了“{label}”：{reason}",
        url=activity.get_absolute_url(),
    )


def disputed(activity: Activity, party: Participation) -> None:
    """An objection raised anew is another one."""
    notify(
        topic=activity.topic,
        step=f"dispute-{party.committee_id}-{party.objected_at:%y%m%d%H%M%S}",
        revision=activity.version,
        recipients=User.objects.staff_of(activity.host_id),
        title=f"{party.committee.short_name}对联合活动有异议：{activity}",
        body=party.objection,
        url=activity.get_absolute_url(),
        asks="objection",
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
    take_back(activity)
    notify(
        topic=activity.topic,
        step="cancelled",
        revision=activity.version,
        recipients=User.objects.staff_of(*_partners(activity), *activity.former_ids),
        title=f"联合活动已取消：{activity}",
        body=f"{activity.host.short_name}说明：{activity.cancelled_reason}",
        url=activity.get_absolute_url(),
    )
