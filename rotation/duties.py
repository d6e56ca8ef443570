"""What a consultation asks of one committee now: as its lead, and as a member."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse

from collab_portal.lib import dates
from collab_portal.lib.awaiting import Answer, Awaiting
from rotation import wording
from rotation.models import (
    AgendaItem,
    Attendance,
    Consultation,
    ConsultationReply,
    DatePoll,
    Minutes,
    MinutesSignature,
    PollAnswer,
)

Status = Consultation.Status
MINE = OuterRef("pk")


def unfinished(committee: int | None, now: datetime) -> Any:
    """Consultations that may ask something of ``committee``, with all that decides it; one query."""
    ours = {"consultation": MINE, "committee": committee}
    items = AgendaItem.objects.filter(consultation=MINE)
    polls = DatePoll.objects.choosable(dates.today(now)).filter(consultation=MINE)
    sent = Minutes.objects.in_force().filter(consultation=MINE)
    in_force = {"minutes__submitted_at__isnull": False, "minutes__replaced_at__isnull": True}
    said = MinutesSignature.objects.filter(minutes__consultation=MINE, **in_force)
    replies = ConsultationReply.objects.filter(**ours, revision=OuterRef("revision"))
    open_or_unfinished = Q(status__in=Consultation.OPEN) | Q(status=Status.HELD, closed_at__isnull=True)
    return (
        Consultation.objects.filter(open_or_unfinished)
        .for_page()
        .with_work()
        .with_invitation(committee)
        .annotate(
            replied=Exists(replies),
            proposed=Exists(items.standing().filter(committee=committee)),
            accepted=Exists(items.filter(status="accepted")),
            poll_until=Subquery(polls.values("closes_on")[:1]),
            poll_answered=Exists(
                PollAnswer.objects.filter(
                    poll__consultation=MINE, poll__closed_at__isnull=True, committee=committee
                )
            ),
            recorded=Exists(Attendance.objects.filter(consultation=MINE)),
            attended=Exists(Attendance.objects.filter(**ours)),
            came=Exists(replies.filter(answer="attend")),
            drafted=Exists(Minutes.objects.drafts().filter(consultation=MINE)),
            sign_by=Subquery(sent.values("sign_by")[:1]),
            signed=Exists(said.filter(committee=committee, signed_at__isnull=False)),
            objected=Exists(said.filter(committee=committee, signed_at__isnull=True)),
            answered=Exists(said.filter(committee=committee, answered_at__isnull=False)),
            objections=Exists(said.filter(signed_at__isnull=True, answered_at__isnull=True)),
        )
        .order_by("starts_at", "pk")
    )


def duties(
    row: Any, committee: int | None, now: datetime, *, secretariat: bool = False
) -> Iterator[Awaiting]:
    """Of a row of ``unfinished``; each leads to the place where it is done.

    What a lead left undone when its rights ended falls to the ``secretariat``.
    """
    today = dates.today(now)
    if row.turn.is_led_by(committee, today) or (secretariat and today > row.turn.rights_end_on):
        yield from _of_lead(row, now)
    if committee is not None:
        yield from _of_member(row, now, leads=committee in row.turn.leads)


def _of_lead(row: Any, now: datetime) -> Iterator[Awaiting]:
    yield from _topics_to_settle(row, now)
    url, title = row.get_absolute_url(), row.label
    if row.is_open and row.status != Status.SCHEDULED:
        yield _date(row, now)
    if row.status == Status.SCHEDULED:
        if row.ends_at is not None and row.ends_at <= now:
            yield Awaiting("召开", f"会商是否已召开：{title}", url, None, "请标记已召开，或改期")
        elif row.topics_fixed_at and not row.notified_at and row.starts_at > now:
            yield Awaiting(
                "通知", f"发出会商通知：{title}", f"{url}#agenda-title", None, "时间、议题均已确定"
            )
    if row.status == Status.HELD:
        yield from _after_the_meeting(row, now)


def _date(row: Any, now: datetime) -> Awaiting:
    """In its term; a meeting that slipped past it is made up for in the days of handover, or called off."""
    turn, today = row.turn, dates.today(now)
    if today > turn.ends_on:
        detail = f"任期已于{dates.chinese_date(turn.ends_on)}结束，请补开，或取消"
        due = turn.rights_end_on if today <= turn.rights_end_on else None
        return Awaiting("定时", f"补开会商：{row.label}", row.get_absolute_url(), due, detail)
    detail, url = "任期内须召开一次会商", row.get_absolute_url()
    if row.poll_until:
        over = row.poll_until < today
        detail = "投票已截止，请选定时间" if over else f"投票至{dates.chinese_date(row.poll_until)}"
        url = _tab("poll", row)
    return Awaiting("定时", f"确定会商时间：{row.label}", url, turn.ends_on, detail)


def _topics_to_settle(row: Any, now: datetime) -> Iterator[Awaiting]:
    if not row.is_open or row.topics_by is None or row.topics_fixed_at is not None:
        return
    if row.waiting_count:
        title = f"筛选 {row.waiting_count} 项议题：{row.label}"
        yield Awaiting("筛选", title, _tab("items", row), None, "筛选完才能定题")
    elif row.accepted and row.topics_by < dates.today(now):
        yield Awaiting("定题", f"确定会商议题：{row.label}", _tab("items", row), None, "征集已截止")


def _after_the_meeting(row: Any, now: datetime) -> Iterator[Awaiting]:
    minutes = _tab("minutes", row)
    if not row.sign_by:
        detail = "草稿已存，请送参会工委会签" if row.drafted else "起草后送参会工委会签"
        yield Awaiting("纪要", f"会商纪要：{row.label}", minutes, None, detail)
        return
    if row.minutes_signed_at is None and row.objections:
        yield Awaiting(
            "异议", f"答复对会商纪要的异议：{row.label}", minutes, row.sign_by, "逐条答复，或起草新稿"
        )
    elif row.minutes_signed_at or row.sign_by < dates.today(now):
        detail = "纪要已签毕" if row.minutes_signed_at else "会签已截止，办结时列明未签工委"
        yield Awaiting("办结", f"办结会商：{row.label}", _tab("decisions", row), None, detail)


def _of_member(row: Any, now: datetime, *, leads: bool) -> Iterator[Awaiting]:
    today = dates.today(now)
    if row.invited and row.is_open:
        if row.takes_topics(now) and not row.proposed:
            url = reverse("rotation:item-new", args=[row.pk])
            yield Awaiting("议题", f"提出会商议题：{row.label}", url, row.topics_by, "没有议题可不提")
        if row.poll_until and row.poll_until >= today and not row.poll_answered:
            url = f"{_tab('poll', row)}#vote"
            yield Awaiting("投票", f"选择会商时间：{row.label}", url, row.poll_until)
        if not leads and not row.replied:
            yield from _reply(row, now)
    present = row.attended if row.recorded else row.came or leads
    if present and row.sign_by and row.minutes_signed_at is None and not row.signed:
        yield from _signature(row)


def _reply(row: Any, now: datetime) -> Iterator[Awaiting]:
    if row.status != Status.SCHEDULED or row.starts_at is None or row.starts_at <= now:
        return
    answer = Answer(
        reverse("rotation:consultation-reply", args=[row.pk]),
        ConsultationReply.Answer.ATTEND.label,
        (("answer", ConsultationReply.Answer.ATTEND.value), ("revision", str(row.revision))),
    )
    url, detail = f"{row.get_absolute_url()}#reply", wording.when_and_where(row)
    yield Awaiting("回执", f"会商回执：{row.label}", url, row.reply_by, detail, answer)


def _signature(row: Any) -> Iterator[Awaiting]:
    """An objection that is not answered yet waits for the lead, not for who made it."""
    if row.objected and not row.answered:
        return
    detail = "异议已答复，请阅后会签" if row.objected else "请阅后会签，或提出异议"
    yield Awaiting(
        "会签", f"会签会商纪要：{row.label}", f"{_tab('minutes', row)}#minutes", row.sign_by, detail
    )


def _tab(name: str, row: Any) -> str:
    return reverse(f"rotation:{name}", args=[row.pk])
