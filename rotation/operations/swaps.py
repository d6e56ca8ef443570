"""调换: proposed by one lead, agreed or declined by the other, or decided by a rotation admin.

Order of locks everywhere: the rotation, then the swap. A swap and a new plan therefore wait for each other.
"""

from datetime import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.http import require
from collab_portal.lib.verbs import verb
from notifications import operations as notices
from rotation.models import Rotation, Swap, Turn
from rotation.operations.exchanges import check_exchange, exchange, lock, tell, turn_of

Status = Swap.Status


@verb
def propose_swap(turn: Turn, other: Turn, *, actor: User, reason: str, now: datetime) -> Swap:
    """Ask the lead of ``other`` to exchange turns. The same proposal again is the one that stands."""
    rotation = lock(turn.rotation_id)
    turn, other = turn_of(turn.pk), turn_of(other.pk)
    require("rotation.swap", actor, turn)
    check_exchange(turn, other, now)
    let_swaps_lapse(now=now, rotation=rotation.pk)  # from midnight on, before the worker looks
    committees = (turn.committee_id, other.committee_id)
    open_swaps = rotation.swaps.awaiting_answer().touching(turn.cycle, *committees)
    standing = open_swaps.filter(proposer=turn.committee, other=other.committee).first()
    if standing is not None:
        return standing
    if open_swaps.exists():
        raise ValidationError("其中一个任期已有待答复的调换，请先处理。")
    swap = Swap.objects.create(
        rotation=rotation,
        cycle=turn.cycle,
        proposer=turn.committee,
        other=other.committee,
        grounds=_given(reason),
        proposed_by=actor,
        proposed_at=now,
    )
    _ask(swap, turn, other)
    return swap


@verb
def answer_swap(swap: Swap, *, actor: User, agree: bool, reason: str = "", now: datetime) -> Swap:
    """Agree or decline for the committee that was asked. The same answer again changes nothing."""
    rotation, swap = _locked(swap)
    require("rotation.answer_swap", actor, swap)
    wanted = Status.AGREED if agree else Status.DECLINED
    if swap.status == wanted:
        return swap
    swap.answer(agree=agree, actor=actor, now=now, reason=reason)
    if agree:
        _carry_out(rotation, swap, now, why=f"与对方协商调换：{swap.grounds}")
    else:
        _answered(swap, f"{swap.other.short_name}未同意调换任期", swap.reason)
    return swap


@verb
def withdraw_swap(swap: Swap, *, actor: User, now: datetime) -> Swap:
    """Take the proposal back while it is unanswered."""
    _, swap = _locked(swap)
    require("rotation.withdraw_swap", actor, swap)
    if swap.status != Status.WITHDRAWN:
        swap.withdraw(actor=actor, now=now)
    return swap


@verb
def order_swap(turn: Turn, other: Turn, *, actor: User, reason: str, now: datetime) -> Swap:
    """A rotation admin decides, with a reason; a proposal between the two is settled with it."""
    rotation = lock(turn.rotation_id)
    turn, other = turn_of(turn.pk), turn_of(other.pk)
    require("rotation.plan", actor)
    check_exchange(turn, other, now)
    why = _given(reason)
    pair = (turn.committee_id, other.committee_id)
    for pending in rotation.swaps.awaiting_answer().touching(turn.cycle, *pair).for_list():
        pending.lapse(actor=actor, now=now, reason="管理员另行决定。")
        tell_lapsed(pending)
    swap = Swap(
        rotation=rotation,
        cycle=turn.cycle,
        proposer=turn.committee,
        other=other.committee,
        grounds=why,
        proposed_by=actor,
        proposed_at=now,
    )
    swap.close("order", actor=actor, now=now, reason="")
    exchange(rotation, turn, other, now=now)
    tell(rotation, turn, other, title="轮值任期已调换", why=f"轮值管理员决定：{why}")
    return swap


def let_swaps_lapse(*, now: datetime, rotation: int | None = None) -> None:
    """Proposals that can no longer be agreed to: both committees are free again, the proposer is told.

    One of the turns has begun, is gone, or has days on which the other committee is no member.
    """
    pending = Swap.objects.awaiting_answer().filter(**({"rotation": rotation} if rotation else {}))
    for proposal in pending.order_by("rotation", "pk"):
        if not _why_not(proposal, now):
            continue
        _let_lapse(proposal, now)


@verb
def _let_lapse(proposal: Swap, now: datetime) -> None:
    _, swap = _locked(proposal)
    why = _why_not(swap, now)
    if swap.is_asked and why:
        swap.lapse(now=now, reason=why)
        tell_lapsed(swap)


def tell_lapsed(swap: Swap) -> None:
    """Who proposed it hears that it ended, and why."""
    _answered(swap, f"与{swap.other.short_name}调换任期的提议已失效", swap.reason)


def _why_not(swap: Swap, now: datetime) -> str:
    """Why agreeing would be refused; empty when it would be carried out."""
    one, other = turns_of(swap)
    if one is None or other is None:
        return "排期变动，其中一个任期不复存在。"
    if min(one.starts_on, other.starts_on) <= dates.today(now):
        return "任期已经开始，逾期未答复。"
    try:
        check_exchange(one, other, now)
    except ValidationError as error:
        return error.messages[0]
    return ""


def turns_of(swap: Swap) -> tuple[Turn | None, Turn | None]:
    """The turns the two committees lead in the swap's cycle as it stands."""
    rows = Turn.objects.filter(rotation=swap.rotation_id, cycle=swap.cycle)
    by_lead = {row.committee_id: row for row in rows.for_list()}
    return by_lead.get(swap.proposer_id), by_lead.get(swap.other_id)


def _locked(swap: Swap) -> tuple[Rotation, Swap]:
    rotation = lock(swap.rotation_id)
    return rotation, Swap.objects.select_for_update(of=("self",)).for_list().get(pk=swap.pk)


def _carry_out(rotation: Rotation, swap: Swap, now: datetime, *, why: str) -> None:
    one, other = turns_of(swap)
    if one is None or other is None:
        raise ValidationError("排期已变动，其中一个任期不复存在，请重新提出。")
    check_exchange(one, other, now)
    exchange(rotation, one, other, now=now)
    tell(rotation, one, other, title="轮值任期已调换", why=why)


def _given(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": "请说明原因。"})
    return reason.strip()


def _ask(swap: Swap, turn: Turn, other: Turn) -> None:
    mine, theirs = (
        f"{dates.chinese_date(row.starts_on)}至{dates.chinese_date(row.ends_on)}" for row in (turn, other)
    )
    notices.notify(
        topic=f"swap:{swap.pk}",
        step="asked",
        recipients=User.objects.staff_of(swap.other_id),
        title=f"{swap.proposer.short_name}提出与贵单位调换轮值任期",
        body=f"贵单位的任期{theirs}，对方的任期{mine}。\n原因：{swap.grounds}",
        url=swap.get_absolute_url(),
        asks="swap",
    )


def _answered(swap: Swap, title: str, body: str) -> None:
    notices.notify(
        topic=f"swap:{swap.pk}",
        step="answered",
        recipients=User.objects.staff_of(swap.proposer_id),
        title=title,
        body=body,
        url=swap.get_absolute_url(),
    )
