"""Who is told what about the use of a resource."""

from accounts.models import User
from activities.models import ResourceUse
from notifications.operations import notify, withdraw


def asked(use: ResourceUse) -> None:
    """The owner is asked, once for each time it is asked for; the host knows its own."""
    activity = use.activity
    people = f"，约 {use.people} 人" if use.people else ""
    notify(
        topic=use.topic,
        step="asked",
        revision=use.asked,
        recipients=User.objects.staff_of(use.resource.committee_id),
        title=f"请答复资源申请：{use.resource}",
        body=f"{activity.host.short_name}举行“{activity}”，{activity.when}申请使用{people}。{use.note}",
        url=use.get_absolute_url(),
        asks="use",
    )


def answered(use: ResourceUse) -> None:
    """The host learns of each answer, with its reason."""
    reason = f"：{use.note}" if use.note else ""
    notify(
        topic=use.topic,
        step=f"{use.answer}-{use.answered_at:%y%m%d%H%M%S}",
        revision=use.asked,
        recipients=User.objects.staff_of(use.activity.host_id),
        title=f"{use.resource.committee.short_name}{use.get_answer_display()}：{use.resource}",
        body=f"“{use.activity}”（{use.activity.when}）申请使用，{use.get_answer_display()}{reason}",
        url=use.activity.get_absolute_url(),
    )


def dropped(use: ResourceUse, reason: str) -> None:
    """The owner may give the day to others; what was asked and has not gone out no longer stands."""
    withdraw(topic=use.topic, reason="申请已撤回")
    notify(
        topic=use.topic,
        step="dropped",
        revision=use.asked,
        recipients=User.objects.staff_of(use.resource.committee_id),
        title=f"不再使用：{use.resource}",
        body=f"{use.activity.host.short_name}“{use.activity}”（{use.activity.when}）。{reason}",
        url=use.resource.get_absolute_url(),
    )
