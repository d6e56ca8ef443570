"""Who is told what about a pairing, and who is asked."""

from accounts.models import User
from notifications.operations import notify
from organizations.models import Pairing, PairingTerm
from organizations.notices.ahead import announced_under


def _topic(pairing: Pairing) -> str:
    return f"pairing:{pairing.pk}"


def _ask_step(term: PairingTerm) -> str:
    return f"term-{term.number}"


def _names(pairing: Pairing) -> str:
    return f"{pairing.first.name} × {pairing.second.name}"


def asked(term: PairingTerm) -> None:
    """A proposal: one 待办 for the staff of the other side."""
    pairing = term.pairing
    what = "结对共建" if term.number == 1 else "结对续签"
    notify(
        topic=_topic(pairing),
        step=_ask_step(term),
        recipients=User.objects.staff_of(pairing.other_committee(term.proposer_id)),
        title=f"请答复{what}：{_names(pairing)}",
        body=f"{term.proposer.short_name}发起，主题：{pairing.theme}。请同意，或说明理由后谢绝。",
        url=pairing.get_absolute_url(),
        asks="pair" if term.number == 1 else "extend",
        revision=term.number,
    )


def answered(term: PairingTerm, actor: User) -> None:
    """The proposer learns the answer."""
    pairing = term.pairing
    notify(
        topic=_topic(pairing),
        step=f"{_ask_step(term)}-answered",
        recipients=User.objects.staff_of(term.proposer_id),
        title=f"对方{term.get_status_display()}：{_names(pairing)}",
        body=f"理由：{term.reason}" if term.reason else f"主题：{pairing.theme}。",
        url=pairing.get_absolute_url(),
    )


def ended(pairing: Pairing, actor: User | None) -> None:
    """Staff of the side that did not end it; both if it ended by date."""
    others = {*pairing.committees} - {actor.committee_id if actor else None}
    notify(
        topic=_topic(pairing),
        step="ended",
        recipients=User.objects.staff_of(*[pk for pk in others if pk is not None]),
        title=f"结对已结束：{_names(pairing)}",
        body=f"原因：{pairing.end_reason}\n{announced_under(pairing)}".strip(),
        url=pairing.get_absolute_url(),
    )


def nudged(pairing: Pairing, actor: User, days: int) -> None:
    """The other side's staff; within one committee the people of both branches."""
    others = {*pairing.committees} - {actor.committee_id}
    own = User.objects.active().filter(branch__in=[pairing.first_id, pairing.second_id])
    notify(
        topic=_topic(pairing),
        step=f"nudge-{pairing.nudged_on}",
        recipients=User.objects.staff_of(*others) if others else own,
        title=f"结对已 {days} 天没有活动：{_names(pairing)}",
        body=f"主题：{pairing.theme}。请与对方商量下一次活动，或结束结对。",
        url=pairing.get_absolute_url(),
    )
