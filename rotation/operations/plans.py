"""排期: drafted against what is stored, shown, then stored whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.http import require
from collab_portal.lib.verbs import touch, verb
from notifications import operations as notices
from organizations.models import Alliance, Committee
from rotation import planning, preview
from rotation.audience import members_of
from rotation.models import Consultation, Rotation, RotationMember, Skip, Swap, Turn
from rotation.models.amendment import amendments
from rotation.models.rotation import BASIN
from rotation.operations.chairing import check_alliance
from rotation.operations.common import tell
from rotation.operations.consultations import convene, cut_call
from rotation.operations.exchanges import lock
from rotation.operations.inviting import follow_members, invitations
from rotation.operations.polls import end_misfit_poll
from rotation.operations.removal import call_off, remove
from rotation.operations.swaps import let_swaps_lapse, tell_lapsed
from rotation.operations.touching import touch_plan
from rotation.operations.turns import end_co_leads
from rotation.planning import ONE_DAY, Cadence, Member, PlanError, Slot
from rotation.preview import Change, Diff, Kind

BASIN_NAME = "长江流域机关党建协作轮值"
SCHEDULED = Consultation.Status.SCHEDULED


Spell = tuple[date, date | None]  # first day as a member, and the first day no longer


@dataclass(frozen=True)
class Wish:
    """What the administrator asks for. ``order`` holds committee slugs; ``cycles`` counts the running one.

    A member belongs from ``start`` (or since it joined) on, unless ``spells`` names its days.
    ``alliance`` is the one whose chair goes round by this plan. ``convenes``: whether every turn has its
    consultation; None leaves it as it is, and of a new rotation all have but that of a chair.
    """

    order: tuple[str, ...]
    cadence: Cadence
    start: date
    cycles: int = 1
    spells: Mapping[str, Spell] = field(default_factory=dict)
    alliance: int | None = None
    convenes: bool | None = None


@dataclass(frozen=True)
class Draft:
    """``seen`` is the stored plan's revision it was made from; ``unchanged`` leaves nothing to store.

    ``lapsing`` are the swaps and skips that no longer fit and end with the plan, ``meetings`` the
    rotation's consultations that may follow their turns.
    """

    diff: Diff
    seen: int
    anchor: date
    unchanged: bool = False
    lapsing: Sequence[Swap | Skip] = ()
    meetings: Sequence[Consultation] = ()


def draft(rotation: Rotation | None, wish: Wish, *, today: date) -> Draft:
    """What the wish would do, without doing it. Raises ValidationError by field."""
    if wish.start < today:
        raise ValidationError({"start": "起始日期不能早于今天。"})
    return _draft(rotation, wish, today=today)


@verb
def store(
    wish: Wish,
    *,
    actor: User | None,
    seen: int,
    now: datetime,
    backdated: bool = False,
    slug: str = BASIN,
    name: str = BASIN_NAME,
) -> Diff:
    """Make the stored plan of the rotation ``slug`` equal the wish. The same wish again changes nothing.

    The rotation is locked: of two administrators the second, whose preview is out of date, is asked
    to look again. ``backdated`` is for sample data, which wants a turn that is running, and tells nobody.
    Without an ``actor`` the system itself plans (sample data, tests); a person needs the right.
    """
    if actor is not None:
        require("rotation.plan", actor)
    today = dates.today(now)
    if not backdated and wish.start < today:
        raise ValidationError({"start": "起始日期不能早于今天。"})
    frame = {"name": name, "cadence": wish.cadence.value, "starts_on": wish.start}
    convenes = wish.alliance is None if wish.convenes is None else wish.convenes
    rotation, _ = Rotation.objects.get_or_create(slug=slug, defaults=frame | {"convenes": convenes})
    if wish.alliance is not None:  # two rotations may ask for it at once; who leaves it holds it first, too
        list(Alliance.objects.select_for_update(no_key=True, of=("self",)).filter(pk=wish.alliance))
    rotation = lock(rotation.pk)
    plan = _draft(rotation, wish, today=today)
    if plan.unchanged:
        return plan.diff
    if seen != rotation.revision:
        raise ValidationError("其他管理员刚刚保存了新的排期，请核对下方重新生成的预览后再保存。")
    invited = invitations(rotation.pk)
    _store_members(rotation, wish)
    _store_turns(rotation, plan.diff, now)
    _let_lapse(plan.lapsing, now)
    rotation.cadence, rotation.starts_on = wish.cadence.value, plan.anchor
    rotation.alliance_id = wish.alliance
    rotation.convenes = rotation.convenes if wish.convenes is None else wish.convenes
    rotation.revision += 1
    rotation.save()
    end_co_leads(rotation.pk, now=now)
    let_swaps_lapse(now=now, rotation=rotation.pk)
    follow_members(rotation.pk, invited, now)
    for turn in rotation.turns.current(today):
        if rotation.convenes and not turn.consultations.exists():
            convene(turn, now=now)
    touch_plan(rotation.pk)
    connection.check_constraints()  # deferred while turns changed places; refuse here, not at commit
    if not backdated:
        _tell(rotation, plan.diff)
    return plan.diff


def _draft(rotation: Rotation | None, wish: Wish, *, today: date) -> Draft:
    if wish.alliance is not None:
        staying = [slug for slug in wish.order if wish.spells.get(slug, (today, None))[1] is None]
        check_alliance(rotation, wish.alliance, staying, today)
    slots = rotation.slots if rotation else []
    fixed = [slot for slot in slots if slot.start < wish.start]
    rest = slots[len(fixed) :]
    _check_start(fixed, rest, wish.start, today)
    anchor = rotation.starts_on if rotation and rotation.cadence == wish.cadence.value else wish.start
    swaps, skips = _amending(rotation)
    rows = _rows(rotation)
    agreed, members = [swap for swap in swaps if swap.status in Swap.IN_FORCE], _members(rows, wish)

    def deal(skips: Sequence[Skip]) -> list[Slot]:
        facts = amendments(agreed, skips)
        start, cadence = wish.start, wish.cadence
        return planning.plan(
            members, cadence, start, wish.cycles, history=fixed, anchor=anchor, amendments=facts
        )

    try:
        planned = deal(skips)
    except PlanError as error:
        raise ValidationError({error.field: error.message}) from error
    diff = preview.compare(fixed, rest, planned, today=today)
    meetings = list(Consultation.objects.following(rotation.pk)) if rotation else []
    _check_consultations(meetings, diff)
    continues = anchor <= wish.start and planning.Grid(anchor, wish.cadence).index(wish.start) is not None
    same_members = rotation is not None and _stored_spells(rows, wish.start) == _spells(rows, wish)
    same_frame = (
        rotation is not None
        and (rotation.cadence, rotation.alliance_id) == (wish.cadence.value, wish.alliance)
        and wish.convenes in {None, rotation.convenes}
    )
    begun = {(slot.cycle, slot.member) for slot in fixed}
    idle = [
        skip
        for skip in skips
        if (skip.cycle, skip.committee.slug) not in begun
        and planned == deal([other for other in skips if other is not skip])
        and skip.until >= wish.start
    ]
    lapsing: list[Swap | Skip] = [*_without_turns(swaps, begun, planned), *idle]
    return Draft(
        diff,
        seen=rotation.revision if rotation else 0,
        anchor=anchor if continues else wish.start,
        unchanged=not diff.changed and same_members and same_frame and not lapsing,
        lapsing=lapsing,
        meetings=meetings,
    )


def _amending(rotation: Rotation | None) -> tuple[list[Swap], list[Skip]]:
    """Swaps in force or asked for, and skips in force."""
    if rotation is None:
        return [], []
    alive = (*Swap.IN_FORCE, Swap.Status.PROPOSED)
    swaps = rotation.swaps.filter(status__in=alive).select_related("proposer", "other")
    return list(swaps), list(rotation.skips.in_force().select_related("committee", "instead"))


def _without_turns(swaps: Sequence[Swap], begun: set[tuple[int, str]], planned: Sequence[Slot]) -> list[Swap]:
    """Swaps that concern a turn to come which no longer stands."""
    standing = {(slot.cycle, slot.member) for slot in planned}
    found = []
    for swap in swaps:
        pair = {(swap.cycle, swap.proposer.slug), (swap.cycle, swap.other.slug)}
        needed = pair if swap.status == Swap.Status.PROPOSED else pair - begun
        if not needed <= standing:
            found.append(swap)
    return found


def _let_lapse(lapsing: Sequence[Swap | Skip], now: datetime) -> None:
    proposed = {row.pk for row in lapsing if isinstance(row, Swap) and row.status == Swap.Status.PROPOSED}
    for row in lapsing:
        if isinstance(row, Skip):
            row.lapsed_at = now
        else:
            row.move("lapse", reason="排期变动。", answered_at=row.answered_at or now)
            notices.withdraw(topic=f"swap:{row.pk}", reason="排期变动，调换失效。")
        row.save()
        touch(row)
        if isinstance(row, Swap) and row.pk in proposed:
            tell_lapsed(row)


def _check_start(fixed: Sequence[Slot], rest: Sequence[Slot], start: date, today: date) -> None:
    """A turn that has begun is never touched, and no day between two turns is left without a lead."""
    begun = [slot for slot in rest if slot.start <= today <= slot.end]
    blocking = begun[-1] if begun else fixed[-1] if fixed and fixed[-1].end >= start else None
    if blocking is not None:
        raise ValidationError({"start": f"与已有任期重叠，请改为 {blocking.end + ONE_DAY:%Y-%m-%d}。"})
    if fixed and fixed[-1].end >= today and start > fixed[-1].end + ONE_DAY:
        free = fixed[-1].end + ONE_DAY
        raise ValidationError({"start": f"{free:%Y-%m-%d} 起将无人牵头，请改为 {free:%Y-%m-%d}。"})


def _rows(rotation: Rotation | None) -> list[RotationMember]:
    """Every membership there was, is or will be, the earliest first."""
    return sorted(rotation.memberships, key=lambda row: (row.joined_on, row.pk)) if rotation else []


def _living(rows: Sequence[RotationMember], start: date) -> list[RotationMember]:
    """Those that reach ``start`` or later."""
    return [row for row in rows if row.left_on is None or row.left_on > start]


def _members(rows: Sequence[RotationMember], wish: Wish) -> list[Member]:
    """Those of the wish; who leaves stands between them, for a cycle in which it has already led."""
    members = [Member(slug, *spell) for slug, spell in _spells(rows, wish)]
    place = 0
    for row in sorted(rows, key=lambda row: (row.position, row.joined_on)):
        keys = [member.key for member in members]
        if row.committee.slug in keys:
            place = keys.index(row.committee.slug) + 1
        elif row.joined_on < wish.start:
            left = min(row.left_on or wish.start, wish.start)
            members.insert(place, Member(row.committee.slug, row.joined_on, left))
            place += 1
    return members


def _spells(rows: Sequence[RotationMember], wish: Wish) -> list[tuple[str, Spell]]:
    """The wish's members in order, each with its days."""
    joined = {row.committee.slug: row.joined_on for row in reversed(_living(rows, wish.start))}
    usual = {slug: (min(joined.get(slug, wish.start), wish.start), None) for slug in wish.order}
    return [(slug, wish.spells.get(slug, usual[slug])) for slug in wish.order]


def _stored_spells(rows: Sequence[RotationMember], day: date) -> list[tuple[str, Spell]]:
    """Who is a member on ``day`` or later, in order, as it is stored."""
    found = sorted(_living(rows, day), key=lambda row: (row.position, row.joined_on))
    return [(row.committee.slug, (row.joined_on, row.left_on)) for row in found]


def _store_members(rotation: Rotation, wish: Wish) -> None:
    """Members change from the plan's first day on; what was before stays as it was."""
    ids = dict(Committee.objects.values_list("slug", "pk"))
    rows = _rows(rotation)
    spells, living = _spells(rows, wish), dict[str, RotationMember]()
    for row in _living(rows, wish.start):
        slug = row.committee.slug
        if slug in wish.order and slug not in living:
            living[slug] = row
        elif row.joined_on >= wish.start:
            row.delete()
        else:
            row.left_on = wish.start
            row.save()
    for position, (slug, (joined, left)) in enumerate(spells, start=1):
        member = living.get(slug) or RotationMember(rotation=rotation, committee_id=ids[slug])
        if (member.joined_on, member.left_on, member.position) == (joined, left, position):
            continue
        if member.pk is None or (member.joined_on, member.left_on) != (joined, left):
            member.joined_on, member.left_on = joined, left
            member.validate_constraints()
        member.position = position
        member.save()


def _store_turns(rotation: Rotation, diff: Diff, now: datetime) -> None:
    turns = {(turn.cycle, turn.committee.slug): turn for turn in rotation.turns.for_list()}
    ids = dict(Committee.objects.values_list("slug", "pk"))
    gone = [turns[change.slot.cycle, change.slot.member] for change in diff.of(Kind.GONE)]
    for turn in gone:
        remove(turn, now)
    moved = []
    for change in diff.of(Kind.MOVED):
        turn = turns[change.slot.cycle, change.slot.member]
        turn.starts_on, turn.ends_on = change.slot.start, change.slot.end
        turn.revision, turn.updated_at = turn.revision + 1, now
        moved.append(turn)
    Turn.objects.bulk_update(moved, ["starts_on", "ends_on", "revision", "updated_at"])
    Turn.objects.bulk_create(
        Turn(
            rotation=rotation,
            committee_id=ids[change.slot.member],
            cycle=change.slot.cycle,
            starts_on=change.slot.start,
            ends_on=change.slot.end,
        )
        for change in diff.of(Kind.NEW)
    )
    _follow(moved, now)
    call_off(gone, now)


def _follow(turns: Sequence[Turn], now: datetime) -> None:
    """What is being prepared in turns whose days moved: dates that no longer fit are given up."""
    preparing = Consultation.objects.open().exclude(status=SCHEDULED).filter(turn__in=turns)
    for consultation in preparing.held():
        consultation.revision, consultation.planned_at = consultation.revision + 1, now
        cut = cut_call(consultation, consultation.turn.ends_on)
        consultation.save()
        if cut:
            everybody = members_of(consultation)
            tell(consultation, everybody, step="topics-cut", title=cut, body=consultation.title, now=now)
        end_misfit_poll(consultation, now)


def _check_consultations(meetings: Sequence[Consultation], diff: Diff) -> None:
    """A turn with a dated consultation neither vanishes nor moves away from it."""
    changed = {(change.slot.cycle, change.slot.member): change for change in diff.changes}
    for consultation in meetings:
        if consultation.status == Consultation.Status.COLLECTING:
            continue  # it has no date and follows its turn
        turn = consultation.turn
        change = changed.get((turn.cycle, turn.committee.slug))
        if change is not None and change.kind in {Kind.GONE, Kind.MOVED} and not _fits(consultation, change):
            raise ValidationError(
                f"{turn.committee}的任期内已安排会商“{consultation.title}”，请先将其改期或取消，再调整这一任期。"
            )


def _fits(consultation: Consultation, change: Change) -> bool:
    if change.after is None or consultation.starts_at is None:
        return False
    if consultation.status == Consultation.Status.POSTPONED:
        return True  # it waits for a new date anyway
    return change.after.start <= dates.today(consultation.starts_at) <= change.after.end


def _tell(rotation: Rotation, diff: Diff) -> None:
    """Each committee whose turns changed hears its own dates, once for each stored plan."""
    slots: dict[str, list[str]] = {}
    for change in diff.changes:
        if change.kind in {Kind.NEW, Kind.MOVED}:
            span = f"{dates.chinese_date(change.slot.start)}至{dates.chinese_date(change.slot.end)}"
            slots.setdefault(change.slot.member, []).append(f"第{change.slot.cycle}轮：{span}")
        elif change.kind is Kind.GONE:
            slots.setdefault(change.slot.member, []).append(f"第{change.slot.cycle}轮：撤销")
    people: dict[str, list[User]] = {}
    concerned = Committee.objects.filter(slug__in=slots).values_list("pk", flat=True)
    for person in User.objects.staff_of(*concerned).select_related("committee"):
        people.setdefault(person.committee.slug if person.committee else "", []).append(person)
    for slug, lines in slots.items():
        if people.get(slug):
            notices.notify(
                topic=f"rotation:{rotation.pk}",
                step="plan",
                revision=rotation.revision,
                recipients=people[slug],
                title=f"{rotation.name}排期有变动：请查看贵单位的任期",
                body="\n".join(lines),
                url=rotation.get_absolute_url(),
            )
