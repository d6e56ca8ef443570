"""Who is told what about a correction, and asked for what."""

from typing import Any

from accounts.models import User
from activities.models import Activity, Correction, CorrectionAnswer
from notifications.operations import notify

ASKED = "correction"


def _common(correction: Correction, step: str) -> dict[str, Any]:
    return {
        "topic": correction.activity.topic,
        "step": step,
        "revision": correction.version,
        "url": f"{correction.activity.get_absolute_url()}#correction",
    }


def _kind(correction: Correction) -> str:
    return "void" if correction.is_void else "correct"


def _asked(correction: Correction) -> list[int]:
    own = correction.committee_id
    return list(correction.answers.exclude(committee=own).values_list("committee_id", flat=True))


def _in_force(correction: Correction) -> Activity:
    """As every page shows it now; the object at hand was written on to judge the proposal."""
    return Activity.objects.get(pk=correction.activity_id)


def ask(correction: Correction) -> None:
    activity = _in_force(correction)
    notify(
        **_common(correction, ASKED),
        recipients=User.objects.staff_of(*_asked(correction)),
        title=f"请确认{correction.noun}：{activity}",
        body=f"{correction.committee.short_name}提出{correction.noun}：{correction.reason}。各方都确认前，原记录照旧有效。",
        asks=_kind(correction),
    )


def disputed(correction: Correction, answer: CorrectionAnswer) -> None:
    """An objection raised anew is another one."""
    step = f"correction-dispute-{answer.committee_id}-{answer.objected_at:%y%m%d%H%M%S}"
    notify(
        **_common(correction, step),
        recipients=User.objects.staff_of(correction.committee_id),
        title=f"{answer.committee.short_name}对{correction.noun}有异议：{correction.activity}",
        body=answer.objection,
        asks="contested",
    )


def withdrawn(correction: Correction) -> None:
    activity = correction.activity
    notify(
        **_common(correction, "correction-withdrawn"),
        recipients=User.objects.staff_of(*_asked(correction)),
        title=f"{correction.noun}已撤回：{activity}",
        body=f"{correction.committee.short_name}撤回了{correction.noun}，原记录不变。",
    )


def applied(correction: Correction, *, last: int | None) -> None:
    """Everybody whose word it was hears that it is in force, but the ``last`` to sign, who just saw it."""
    parties = set(correction.answers.values_list("committee_id", flat=True)) - {last}
    notify(
        **_common(correction, "correction-applied"),
        recipients=User.objects.staff_of(*parties),
        title=f"{correction.noun}已生效：{_in_force(correction)}",
        body="各方均已确认，"
        + ("记录不再计入统计，仍可查阅。" if correction.is_void else "统计按更正后的内容计。"),
    )
