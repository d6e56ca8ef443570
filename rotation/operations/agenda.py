"""议题: called for, put forward, screened, put in order, fixed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.urls import reverse

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.http import require
from collab_portal.lib.verbs import verb
from collab_portal.lib.versions import StaleError, check_version, stamp_of
from rotation.audience import members_of
from rotation.models import AgendaItem, Consultation
from rotation.operations.carrying import carry_on, carry_over
from rotation.operations.common import given_reason, lock_rotation, locked, refuse_closed, tell

Status = AgendaItem.Status


@verb
def call_topics(
    consultation: Consultation, *, actor: User, topics_by: date, now: datetime, version: int | None = None
) -> Consultation:
    """征集议题: all members are asked until ``topics_by``. What waits for this consultation comes along.

    The same deadline again changes nothing and tells nobody. ``version``: its ``call_version`` as the person
    had it before them (None: not asked). Raises StaleError.
    """
    lock_rotation(consultation.turn.rotation_id)
    consultation = locked(consultation)
    require("rotation.convene", actor, consultation)
    _refuse_begun(consultation, now)
    if topics_by < dates.today(now):
        raise ValidationError({"topics_by": "截止日期不能早于今天。"})
    if consultation.starts_at and topics_by > dates.today(consultation.starts_at):
        raise ValidationError({"topics_by": "截止日期不能晚于会商日期。"})
    if topics_by > consultation.turn.ends_on:
        raise ValidationError({"topics_by": "截止日期须在任期内。"})
    if consultation.topics_by == topics_by and consultation.topics_fixed_at is None:
        return consultation
    if version is not None and version != consultation.call_version:
        raise StaleError(consultation, version=consultation.call_version)
    consultation.topics_by, consultation.topics_fixed_at, consultation.topics_fixed_by = topics_by, None, None
    consultation.notified_at = consultation.notified_by = None  # its agenda is open again
    consultation.save()
    carry_over(consultation, now)
    tell(
        consultation,
        members_of(consultation),
        step="topics",
        title=f"征集会商议题，截止{dates.chinese_date(topics_by)}",
        body=f"{consultation.title}\n可提交联谋、联解、联合三类议题。",
        url=f"{reverse('rotation:items', args=[consultation.pk])}#agenda",
        now=now,
    )
    return consultation


@verb
def propose_item(
    consultation: Consultation, *, actor: User, submission: UUID, now: datetime, **facts: str
) -> AgendaItem:
    """Put a topic forward for the actor's committee. The same ``submission`` again is the same topic."""
    consultation = locked(consultation)
    require("rotation.reply", actor, consultation)
    known = AgendaItem.objects.filter(submission=submission, committee=actor.committee_id).first()
    if known is not None:
        return known
    refuse_late(consultation, now)
    item = AgendaItem(
        consultation=consultation,
        committee=actor.committee,
        proposed_by=actor,
        created_at=now,
        submission=submission,
        position=_next_position(consultation),
        **facts,
    )
    item.full_clean()
    item.save()
    return item


@verb
def revise_item(
    item: AgendaItem, *, actor: User, now: datetime, version: int | None = None, **facts: str
) -> AgendaItem:
    """Change one's own topic until it is screened; ``version`` is what the person had before them."""
    item, consultation = _locked_item(item)
    _refuse_not_ours(item, actor)
    refuse_late(consultation, now)
    if version is not None:
        check_version(item, version)
    for name, value in facts.items():
        setattr(item, name, value)
    item.full_clean()
    item.save()
    return item


@verb
def withdraw_item(item: AgendaItem, *, actor: User) -> AgendaItem:
    """Take one's own topic back until it is screened."""
    item, _ = _locked_item(item)
    if item.status == Status.WITHDRAWN:
        return item
    _refuse_not_ours(item, actor)
    item.move("withdraw")
    item.save()
    return item


@verb
def screen_item(
    item: AgendaItem,
    *,
    actor: User,
    decision: str,
    now: datetime,
    reason: str = "",
    merged_into: AgendaItem | None = None,
    version: int | None = None,
) -> AgendaItem:
    """The lead accepts, merges, defers or declines a topic; its committee is told. Again = changed mind."""
    lock_rotation(item.consultation.turn.rotation_id)
    item, consultation = _locked_item(item)
    require("rotation.convene", actor, consultation)
    refuse_closed(consultation)
    if consultation.status == Consultation.Status.HELD:
        raise ValidationError("会商已召开，议题不能再筛选。")
    if item.status == Status.WITHDRAWN:
        raise ValidationError("该议题已由提出工委撤回。")
    if version is not None:
        check_version(item, version)
    if decision not in AgendaItem.SCREENED:
        raise ValidationError({"decision": "请选择处理方式。"})
    if decision in {Status.DEFERRED, Status.DECLINED}:
        given_reason(reason, "不列入或转下次须说明理由。")
    if AgendaItem.objects.filter(carried_from=item).exists():
        raise ValidationError("该议题已转入下次会商，请在下次会商中处理。")
    if item.absorbed.exists() and decision != Status.ACCEPTED:
        raise ValidationError("已有议题并入本议题，请先处理并入的议题。")
    item.move(decision, reason=reason.strip(), merged_into=None)
    if decision == Status.MERGED:
        item.merged_into = _target(item, merged_into)
    item.screened_by, item.screened_at = actor, now
    item.full_clean()
    item.save()
    if decision == Status.DEFERRED:
        carry_on(consultation, now)
    into = f"“{item.merged_into}”" if item.merged_into else ""
    tell(
        consultation,
        [item.committee_id],
        step=f"item-{item.pk}",
        title=f"议题“{item.title}”：{item.get_status_display()}{into}",
        body=item.reason,
        now=now,
    )
    return item


@verb
def arrange_items(
    consultation: Consultation, *, actor: User, order: Sequence[int], version: int | None = None
) -> None:
    """Put the accepted topics in this order (primary keys); those left out come last, as they were.

    ``version``: ``version_of`` the order that the person had before them (None: not asked).
    Raises StaleError.
    """
    consultation = locked(consultation)
    require("rotation.convene", actor, consultation)
    refuse_closed(consultation)
    items = {item.pk: item for item in consultation.items.accepted()}
    wanted = [pk for pk in dict.fromkeys(order) if pk in items]
    ordered = [*wanted, *(pk for pk in items if pk not in wanted)]
    moved = [items[pk] for pk, other in zip(items, ordered, strict=True) if pk != other]
    if moved and version is not None and version != (now := version_of(items)):
        raise StaleError(moved[0], version=now)
    for position, pk in enumerate(ordered, start=1):
        items[pk].position = position
    AgendaItem.objects.bulk_update(items.values(), ["position"])


def version_of(order: Iterable[int]) -> int:
    """Of the accepted topics in their order (primary keys)."""
    return stamp_of(*order)


@verb
def fix_topics(consultation: Consultation, *, actor: User, now: datetime) -> Consultation:
    """定题: all topics screened, one accepted at least; the agenda follows unless the lead typed one."""
    consultation = locked(consultation)
    require("rotation.convene", actor, consultation)
    _refuse_begun(consultation, now)
    if consultation.topics_fixed_at is not None:
        return consultation
    if waiting := consultation.items.waiting().count():
        raise ValidationError(f"还有 {waiting} 项议题待筛选，请逐项处理后再定题。")
    accepted = list(consultation.items.accepted().select_related("committee"))
    if not accepted:
        raise ValidationError("尚无列入议程的议题。")
    consultation.topics_fixed_at, consultation.topics_fixed_by = now, actor
    if consultation.agenda_from_topics or not consultation.agenda.strip():
        consultation.agenda_from_topics = True
        consultation.agenda = "\n".join(
            f"{number}. {item.title}（{item.get_kind_display()}，{item.committee.short_name}提出）"
            for number, item in enumerate(accepted, start=1)
        )
    consultation.save()
    return consultation


def _locked_item(item: AgendaItem) -> tuple[AgendaItem, Consultation]:
    consultation = locked(item.consultation)
    return AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk), consultation


def _refuse_begun(consultation: Consultation, now: datetime) -> None:
    refuse_closed(consultation)
    if consultation.status == Consultation.Status.HELD:
        raise ValidationError("会商已召开。")


def refuse_late(consultation: Consultation, now: datetime) -> None:
    """Raises ValidationError where no topic is taken any more, or not yet."""
    _refuse_begun(consultation, now)
    if consultation.topics_by is None:
        raise ValidationError("牵头工委尚未发起议题征集。")
    if consultation.topics_fixed_at is not None:
        raise ValidationError("会商已定题，议题不能再增改。")
    if consultation.has_begun(now):
        raise ValidationError("会商已开始，不再收议题。")
    if dates.today(now) > consultation.topics_by:
        raise ValidationError(f"议题征集已于{dates.chinese_date(consultation.topics_by)}截止。")


def _refuse_not_ours(item: AgendaItem, actor: User) -> None:
    if item.committee_id != actor.committee_id or not actor.is_staff_member:
        raise PermissionDenied
    if item.status != Status.PROPOSED:
        raise ValidationError(f"议题“{item.get_status_display()}”，不能再改。")


def _target(item: AgendaItem, into: AgendaItem | None) -> AgendaItem:
    if into is None or into.consultation_id != item.consultation_id or into.pk == item.pk:
        raise ValidationError({"merged_into": "请选择要并入的议题。"})
    if into.status not in {Status.PROPOSED, Status.ACCEPTED}:
        raise ValidationError({"merged_into": "只能并入待筛选或已列入议程的议题。"})
    return into


def _next_position(consultation: Consultation) -> int:
    return (consultation.items.aggregate(last=Max("position"))["last"] or 0) + 1
