"""交接: prepared by the outgoing lead, signed by both sides, each for itself.

Order of locks: the rotation (so that the plan stands still), then the handover.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.http import require
from collab_portal.lib.verbs import verb
from collab_portal.lib.versions import check_version
from notifications import operations as notices
from organizations.models import Committee
from rotation.handover import Side, opens_on, side_of, why_not, words_of
from rotation.models import Handover, Turn
from rotation.models.turn import HANDOVER
from rotation.operations.common import given_reason
from rotation.operations.exchanges import lock, turn_of
from rotation.sheet import Sheet, compile_sheet, mark

DONE = "交接已由双方签字，不能再改动。"


@verb
def open_handover(turn: Turn, *, now: datetime) -> Handover | None:
    """From two weeks before the end of a term on, both sides know what is to be signed. Repeatable."""
    lock(turn.rotation_id)
    turn, today = turn_of(turn.pk), dates.today(now)
    successor = turn.successor
    if successor is None or successor.committee_id == turn.committee_id or today < opens_on(turn):
        return None
    handover, _ = Handover.objects.get_or_create(turn=turn)
    _remind(handover, turn, successor, now)
    return handover


@verb
def write_handover(
    turn: Turn, *, actor: User, contact: str, now: datetime, note: str = "", version: int | None = None
) -> Handover:
    """The actor's side names its contact; the outgoing side also writes the note, until one has signed.

    ``version``: what the person had before them (None: read under this lock).
    """
    turn, handover = _locked(turn)
    require("rotation.sign_handover", actor, turn)
    if handover.is_done:
        raise ValidationError(DONE)
    if turn.starts_on > dates.today(now):
        raise ValidationError("任期尚未开始，还不必准备交接。")
    if version is not None:
        check_version(handover, version)
    if side_of(actor, turn) == "incoming":
        handover.incoming_contact = contact.strip()
    elif handover.sheet is not None and (contact.strip(), note.strip()) != (handover.contact, handover.note):
        raise ValidationError("已有一方签字，不能再改；确需修改，请先撤回或退回。")
    else:
        handover.contact, handover.note = contact.strip(), note.strip()
    handover.full_clean(validate_unique=False, validate_constraints=False)
    handover.save()
    return handover


@verb
def sign_handover(turn: Turn, *, actor: User, seen: str, now: datetime) -> Handover:
    """Sign for the actor's side what it has ``seen``. Signing again changes nothing."""
    turn, handover = _locked(turn)
    require("rotation.sign_handover", actor, turn)
    side, today = side_of(actor, turn), dates.today(now)
    if _signed(handover, side):
        return handover
    if refused := why_not(side, turn, today):
        raise ValidationError(refused)
    sheet = Sheet.read(handover.sheet) if handover.sheet else compile_sheet(turn, today)
    if seen != mark(sheet, handover.note, handover.contact):
        raise ValidationError("交接内容刚有变化，请看过下方最新内容后再签字。")
    handover.sheet, handover.returned = sheet.stored(), ""
    handover.signatures[side] = words_of(_committee_of(turn, side), actor)
    if side == "outgoing":
        handover.outgoing_by, handover.outgoing_at = actor, now
    else:
        handover.incoming_by, handover.incoming_at, handover.successor = actor, now, turn.successor
    handover.save()
    _tell_signed(handover, turn, actor, now)
    return handover


@verb
def reopen_handover(turn: Turn, *, actor: User, reason: str, now: datetime) -> Handover:
    """While one signature stands: its side takes it back, or the other returns it, with the reason."""
    turn, handover = _locked(turn)
    require("rotation.sign_handover", actor, turn)
    if handover.is_done:
        raise ValidationError(DONE)
    if not handover.is_signed_once:
        raise ValidationError("双方都还没有签字，可直接修改。")
    handover.returned = given_reason(reason, "请说明撤回或退回的原因。")
    handover.outgoing_by = handover.outgoing_at = handover.sheet = None
    handover.incoming_by = handover.incoming_at = handover.successor = None
    handover.signatures = {}
    handover.full_clean(validate_unique=False, validate_constraints=False)
    handover.save()
    step, title = f"reopened@{int(now.timestamp())}", f"{turn.committee.short_name}任期的交接已退回修改"
    body = f"{actor.committee}：{handover.returned}\n改好后双方重新签字。"
    waiting = _waiting(handover, turn, dates.today(now))
    _tell(handover, waiting, step=step, title=title, body=body, asks="handover")
    rest = [committee for committee in _parties(turn) if committee not in waiting]
    _tell(handover, rest, step=step, title=title, body=body)
    return handover


def _committee_of(turn: Turn, side: Side) -> Committee:
    signing = turn.successor if side == "incoming" else turn
    return signing.committee if signing else turn.committee


def _parties(turn: Turn) -> list[int]:
    return [row.committee_id for row in (turn, turn.successor) if row]


def _locked(turn: Turn) -> tuple[Turn, Handover]:
    lock(turn.rotation_id)
    turn = turn_of(turn.pk)
    handover = Handover.objects.select_for_update().filter(turn=turn).first() or Handover(turn=turn)
    return turn, handover


def _signed(handover: Handover, side: Side) -> bool:
    return (handover.outgoing_at if side == "outgoing" else handover.incoming_at) is not None


def _waiting(handover: Handover, turn: Turn, today: date) -> list[int]:
    """Whose signature is due by now; the incoming side signs in its own term."""
    waiting = [turn.committee_id] if handover.outgoing_at is None else []
    successor = turn.successor
    if handover.incoming_at is None and successor is not None and successor.starts_on <= today:
        waiting.append(successor.committee_id)
    return waiting


def _remind(handover: Handover, turn: Turn, successor: Turn, now: datetime) -> None:
    """Once each side may sign; weekly to who has not when its days are over; then the secretariat too."""
    if handover.is_done:
        return
    today, ends = dates.today(now), dates.chinese_date(turn.ends_on)
    title = f"{turn.committee.short_name}向{successor.committee.short_name}交接轮值"
    waiting = _waiting(handover, turn, today)
    body = f"任期至{ends}，请核对交接清单，由双方各自签字。"
    _tell(handover, waiting, step="open", title=title, body=body, asks="handover")
    late = (today - turn.ends_on - HANDOVER).days
    if late > 0:
        words = f"任期已于{ends}结束，交接尚未签字完毕。"
        _tell(
            handover,
            waiting,
            step=f"late-{late // 7}",
            title=f"{title}：尚未签字",
            body=words,
            asks="handover",
        )
        admins = User.objects.active().with_duty("rotation_admin")
        _notify(handover, admins, step="late", title=f"{title}：逾期未完成", body=words)


def _tell_signed(handover: Handover, turn: Turn, actor: User, now: datetime) -> None:
    parties = _parties(turn)
    if handover.is_done:
        title = f"{turn.committee.short_name}任期的交接已由双方签字"
        _tell(handover, parties, step="done", title=title, body="交接清单已定稿，可随时查看和打印。")
        return
    others = [committee for committee in parties if committee != actor.committee_id]
    title = f"{actor.committee}已在交接清单上签字"
    step = f"signed@{int(now.timestamp())}"
    begun = turn.successor is not None and turn.successor.starts_on <= dates.today(now)
    waits = actor.committee_id != turn.committee_id or begun
    words = "请贵单位核对后签字。" if waits else "请贵单位在就任后核对签字。"
    _tell(handover, others, step=step, title=title, body=words, asks="handover" if waits else "")


def _tell(
    handover: Handover, committees: list[int], *, step: str, title: str, body: str, asks: str = ""
) -> None:
    people = User.objects.staff_of(*committees)
    _notify(handover, people, step=step, title=title, body=body, asks=asks)


def _notify(
    handover: Handover, people: Iterable[User], *, step: str, title: str, body: str, asks: str = ""
) -> None:
    notices.notify(
        topic=handover.topic,
        step=f"handover-{step}",
        recipients=people,
        title=title,
        body=body,
        url=handover.get_absolute_url(),
        asks=asks,
    )
