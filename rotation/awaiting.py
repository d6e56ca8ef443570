"""What rotation wants of a person, for 我的工作."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.urls import reverse

from collab_portal.lib import dates
from collab_portal.lib.awaiting import Answer, Awaiting
from rotation import wording
from rotation.models import Consultation, ConsultationReply, RotationMember, Swap

if TYPE_CHECKING:
    from accounts.models import User


def awaiting(user: "User", now: datetime) -> list[Awaiting]:
    """Replies and answers to swaps owed by the committee, and what its term as lead asks for: two queries."""
    if not user.is_staff_member:
        return []
    replies = ConsultationReply.objects.filter(
        consultation=OuterRef("pk"), committee=user.committee_id, revision=OuterRef("revision")
    )
    membership = RotationMember.objects.filter(
        rotation=OuterRef("turn__rotation"), committee=user.committee_id
    ).on(dates.today(now))
    consultations = (
        Consultation.objects.open()
        .for_page()
        .annotate(replied=Exists(replies), invited=Exists(membership))
        .order_by("starts_at", "pk")
    )
    today = dates.today(now)
    found = [
        _as_lead(row, now) if row.turn.is_led_by(user.committee_id, today) else _as_member(row, now)
        for row in consultations
    ]
    asked = Swap.objects.pending().filter(other=user.committee_id).for_list()
    swaps = [
        Awaiting(
            "调换", f"{swap.proposer.short_name}提出调换轮值任期", swap.get_absolute_url(), None, swap.reason
        )
        for swap in asked
    ]
    return [*[item for item in found if item is not None], *swaps]


def _as_lead(consultation: Consultation, now: datetime) -> Awaiting | None:
    url, turn = consultation.get_absolute_url(), consultation.turn
    if consultation.status != Consultation.Status.SCHEDULED:
        return Awaiting(
            "定时", f"确定会商时间：{consultation.title}", url, turn.ends_on, "任期内须召开一次会商"
        )
    if consultation.ends_at is not None and consultation.ends_at <= now:
        return Awaiting("召开", f"会商是否已召开：{consultation.title}", url, None, "请标记已召开，或改期")
    return None


def _as_member(consultation: Consultation, now: datetime) -> Awaiting | None:
    waits = consultation.status == Consultation.Status.SCHEDULED and not getattr(
        consultation, "replied", True
    )
    if not waits or not getattr(consultation, "invited", False):
        return None
    if consultation.starts_at is None or consultation.starts_at <= now:
        return None
    detail = wording.when_and_where(consultation)
    url = f"{consultation.get_absolute_url()}#reply"
    answer = Answer(
        reverse("rotation:consultation-reply", args=[consultation.pk]),
        ConsultationReply.Answer.ATTEND.label,
        (("answer", ConsultationReply.Answer.ATTEND.value), ("revision", str(consultation.revision))),
    )
    return Awaiting("回执", f"会商回执：{consultation.title}", url, consultation.reply_by, detail, answer)
