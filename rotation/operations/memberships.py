"""加入与退出: a committee belongs to a rotation from a date, or no longer does: planned like any plan."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.history import acting
from collab_portal.lib.verbs import verb
from organizations.models import Committee
from rotation.models import Rotation, RotationMember
from rotation.operations.common import given_reason
from rotation.operations.plans import Spell, Wish, store
from rotation.planning import LAST_YEAR, ONE_DAY, Cadence
from rotation.preview import Diff

Kind = str  # join, leave, or keep: whatever was to come is called off


def standing(rotation: Rotation, today: date) -> tuple[date, int]:
    """From which day a plan may begin at the earliest, and how many cycles are stored from there on."""
    turns = [slot for slot in rotation.slots if slot.end >= today]
    running = turns[0] if turns and turns[0].start <= today else None
    start = running.end + ONE_DAY if running else turns[0].start if turns else today
    ahead = {turn.cycle for turn in turns if turn is not running}
    return start, max(len(ahead), 1)


def dated(rotation: Rotation | None, start: date) -> dict[str, Spell]:
    """Members that come after ``start`` or leave after it, with their days: no plan forgets them."""
    if rotation is None:
        return {}
    return {
        row.committee.slug: (row.joined_on, row.left_on)
        for row in _rows(rotation, start)
        if row.joined_on > start or row.left_on is not None
    }


def wish_of(rotation: Rotation, committee: Committee, kind: Kind, day: date | None, *, today: date) -> Wish:
    """The stored plan with one change: the committee joins or leaves on ``day``, or goes on as it was."""
    start, cycles = standing(rotation, today)
    rows = {row.committee.slug: row for row in _rows(rotation, start)}
    spells, order, slug = dated(rotation, start), list(rows), committee.slug
    row = rows.get(slug)
    if kind == "join":
        day = _coming(committee, row, _possible(day, today))
        _belongs_already(rotation, committee, row, day)
        spells[slug] = (day, None)
        order = [*order, slug] if row is None else order
    elif row is None:
        raise ValidationError({"committee": f"{committee.short_name}不是这一轮值的成员。"})
    elif kind == "leave":
        spells[slug] = (row.joined_on, _going(committee, row, _possible(day, today)))
    elif row.joined_on > today:
        order.remove(slug)
    elif row.left_on is None:
        raise ValidationError({"kind": f"{committee.short_name}没有待取消的加入或退出。"})
    else:
        spells[slug] = (row.joined_on, None)
    _somebody_stays(order, spells)
    return Wish(tuple(order), Cadence(rotation.cadence), start, cycles, spells, rotation.alliance_id)


@verb
def change_member(
    rotation: Rotation,
    committee: Committee,
    kind: Kind,
    day: date | None,
    *,
    actor: User,
    reason: str,
    seen: int,
    now: datetime,
) -> Diff:
    """Store the change with its reason; turns before the day stay as they are."""
    reason = given_reason(reason, "请说明原因。")
    wish = wish_of(rotation, committee, kind, day, today=dates.today(now))
    with acting(actor, reason):
        return store(wish, actor=actor, seen=seen, now=now, slug=rotation.slug, name=rotation.name)


def _rows(rotation: Rotation, start: date) -> list[RotationMember]:
    """Members on ``start`` or later, in order."""
    return [row for row in rotation.memberships if not row.has_left(start)]


def _possible(day: date | None, today: date) -> date:
    if day is None:
        raise ValidationError({"day": "请填写日期。"})
    if day < today:
        raise ValidationError({"day": "日期不能早于今天：已过去的任期不再改动。"})
    if day.year > LAST_YEAR:
        raise ValidationError({"day": f"日期最远到 {LAST_YEAR} 年。"})
    return day


def _coming(committee: Committee, row: RotationMember | None, day: date) -> date:
    if row is None or row.joined_on > day:
        return day
    if row.left_on is not None:
        until = dates.chinese_date(row.left_on)
        raise ValidationError({"committee": f"{committee.short_name}已定于{until}退出；要留下，请选“取消”。"})
    if row.joined_on == day:
        return day
    raise ValidationError({"committee": f"{committee.short_name}已是这一轮值的成员。"})


def _belongs_already(rotation: Rotation, committee: Committee, row: RotationMember | None, day: date) -> None:
    """Another spell of its own, before the plan's first day, would overlap."""
    spells = [other for other in rotation.memberships if other.committee_id == committee.pk and other != row]
    until = max((other.left_on for other in spells if other.left_on and other.left_on > day), default=None)
    if until is not None:
        message = f"{committee.short_name}在{dates.chinese_date(until)}之前已是成员，加入日期不能早于这一天。"
        raise ValidationError({"day": message})


def _going(committee: Committee, row: RotationMember, day: date) -> date:
    if day <= row.joined_on:
        raise ValidationError({"day": f"{committee.short_name}尚未加入；不再加入，请选“取消”。"})
    return day


def _somebody_stays(order: list[str], spells: Mapping[str, Spell]) -> None:
    if not any(spells.get(slug, (None, None))[1] is None for slug in order):
        raise ValidationError({"committee": "轮值至少保留一家长期成员。"})
