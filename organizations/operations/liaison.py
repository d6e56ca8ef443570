"""联络组: keep groups with their people and units, and write visits down. A committee's own affair."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.versions import check_version
from organizations.models import Branch, Committee, LiaisonGroup, LiaisonPerson, LiaisonUnit, LiaisonVisit
from organizations.operations.rights import check

People = Sequence[tuple[str, str]]  # name and office phone


def _put(obj: LiaisonGroup | LiaisonPerson | LiaisonUnit | LiaisonVisit) -> None:
    obj.full_clean(validate_unique=False)
    obj.save()


@transaction.atomic
def save_group(
    group: LiaisonGroup | None,
    *,
    actor: User,
    submission: UUID,
    version: int,
    people: People,
    units: Sequence[Branch],
    now: datetime,
    **facts: Any,
) -> LiaisonGroup:
    """Add (``group`` None) or change a group of the actor's committee: its people and units as given.

    A unit has one group: one that another group holds is named and refused. The committee's row is
    locked, so two colleagues cannot give a unit to two groups at once.
    """
    check("organizations.keep_liaison", actor, None)
    if actor.committee_id is None:
        raise ValidationError("只有工委干部可以建联络组。")
    Committee.objects.select_for_update(no_key=True).get(pk=actor.committee_id)
    if group is None:
        before = LiaisonGroup.objects.filter(committee=actor.committee_id, submission=submission).first()
        if before is not None:
            return before
        group = LiaisonGroup(committee_id=actor.committee_id, submission=submission)
    else:
        group = LiaisonGroup.objects.select_for_update().get(pk=group.pk)
        check("organizations.edit_liaison", actor, group)
        if group.ended_on is not None:
            raise ValidationError("该联络组已停用。")
        check_version(group, version)
        group.version = version + 1
    for name, value in facts.items():
        setattr(group, name, value)
    _check_name(group)
    _put(group)
    _set_people(group, people)
    _set_units(group, units, dates.today(now))
    return group


def _check_name(group: LiaisonGroup) -> None:
    namesake = LiaisonGroup.objects.at_work().filter(committee=group.committee_id, name=group.name)
    if namesake.exclude(pk=group.pk).exists():
        raise ValidationError({"name": "本工委已有同名联络组。"})


def _set_people(group: LiaisonGroup, people: People) -> None:
    wanted = dict(people)
    group.people.exclude(name__in=wanted).delete()
    there = {person.name: person for person in group.people.all()}
    for name, phone in wanted.items():
        person = there.get(name) or LiaisonPerson(group=group, name=name)
        if person.pk is None or person.office_phone != phone:
            person.office_phone = phone
            _put(person)


def _set_units(group: LiaisonGroup, units: Sequence[Branch], today: date) -> None:
    foreign = [unit.name for unit in units if unit.committee_id != group.committee_id]
    if foreign:
        raise ValidationError({"units": f"只能联系本工委的党组织：{'、'.join(foreign)}。"})
    closed = [unit.name for unit in units if not unit.is_active(today)]
    if closed:
        raise ValidationError({"units": f"已撤销：{'、'.join(closed)}。"})
    taken = (
        LiaisonUnit.objects.filter(branch__in=units).exclude(group=group).select_related("branch", "group")
    )
    if taken:
        names = "、".join(f"{row.branch.name}（{row.group.name}）" for row in taken)
        raise ValidationError({"units": f"已由其他联络组联系：{names}。"})
    group.units.exclude(branch__in=units).delete()
    there = set(group.units.values_list("branch", flat=True))
    for unit in units:
        if unit.pk not in there:
            _put(LiaisonUnit(group=group, branch=unit))


@transaction.atomic
def end_group(group: LiaisonGroup, *, actor: User, now: datetime) -> LiaisonGroup:
    """停用: its units are free for others, its visits stay readable."""
    group = LiaisonGroup.objects.select_for_update().get(pk=group.pk)
    check("organizations.edit_liaison", actor, group)
    if group.ended_on is not None:
        raise ValidationError("该联络组已停用。")
    group.units.all().delete()
    group.ended_on, group.version = dates.today(now), group.version + 1
    _put(group)
    return group


@transaction.atomic
def record_visit(
    group: LiaisonGroup, *, actor: User, submission: UUID, now: datetime, branch: Branch, **facts: Any
) -> LiaisonVisit:
    """走访记录 of one of the group's units. The same submission again gives the same visit."""
    group = LiaisonGroup.objects.select_for_update().get(pk=group.pk)
    check("organizations.edit_liaison", actor, group)
    before = group.visits.filter(submission=submission).first()
    if before is not None:
        return before
    if not group.units.filter(branch=branch).exists():
        raise ValidationError({"branch": "请选择本组联系的单位。"})
    if facts["visited_on"] > dates.today(now):
        raise ValidationError({"visited_on": "走访日期不能晚于今天。"})
    visit = LiaisonVisit(group=group, branch=branch, created_by=actor, submission=submission, **facts)
    _put(visit)
    return visit


@transaction.atomic
def settle_visit(
    visit: LiaisonVisit, *, actor: User, now: datetime, reply: str, solved: bool
) -> LiaisonVisit:
    """Write down the answer; ``solved`` closes it with today's date."""
    visit = LiaisonVisit.objects.select_for_update(of=("self",)).select_related("group").get(pk=visit.pk)
    check("organizations.edit_liaison", actor, visit.group)
    if not visit.is_open:
        raise ValidationError("这个问题已经解决。")
    visit.reply = reply
    visit.solved_on = dates.today(now) if solved else None
    _put(visit)
    return visit
