"""What a consultation asks: of its lead, of the members on its day, of those that attended."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse

from collab_portal.lib import dates
from collab_portal.lib.awaiting import Answer
from collab_portal.lib.reminders import TopicPlan
from collab_portal.lib.todos import Kind, Owed, Subject
from rotation import wording
from rotation.audience import members_on
from rotation.matters import names_of_all, of_consultation, of_minutes, plans_of
from rotation.models import (
    AgendaItem,
    Consultation,
    ConsultationReply,
    DatePoll,
    Minutes,
    MinutesSignature,
    PollAnswer,
    PollOption,
    RotationMember,
)
from rotation.todos.spells import PLACE, SECTION, of_leads, with_late

Status = Consultation.Status
OF_LEAD = {
    "screen": Kind("筛选"),
    "topics-fix": Kind("定题"),
    "fix": Kind("定时"),
    "fix-poll": Kind("定时"),
    "fix-polled": Kind("定时"),
    "fix-after": Kind("定时"),
    "hold": Kind("召开"),
    "announce": Kind("通知"),
    "minutes": Kind("纪要"),
    "objection": Kind("异议"),
    "close": Kind("办结"),
}


class Consultations(Subject[Consultation]):
    """Asked anew whenever time, place or lead change, and by each version of the minutes."""

    prefix, model, place, section = "consultation", Consultation, PLACE, SECTION
    nudged_by = "rotation.convene"
    kinds: ClassVar[Mapping[str, Kind]] = {
        **with_late(OF_LEAD),
        "topic": Kind("议题"),
        "vote": Kind("投票", nudge=True),
        "reply": Kind("回执", nudge=True),
        "countersign": Kind("会签", nudge=True),
    }
    parts = {
        model: lambda row: row.consultation_id for model in (AgendaItem, ConsultationReply, DatePoll, Minutes)
    }

    def live(self) -> models.QuerySet[Consultation]:
        """One query, however many committees."""
        rows: models.QuerySet[Consultation] = Consultation.objects.unfinished().for_page()
        for extend in (_with_topics, _with_minutes, _with_replies):
            rows = extend(rows)
        return rows.order_by("starts_at", "pk")

    def revision(self, obj: Consultation) -> int:
        row: Any = obj
        return obj.revision + (row.minutes_version or 0)

    def topics(self, pk: int) -> tuple[str, ...]:
        return self.topic(pk), f"minutes:{pk}"

    def plans(self, keys: Collection[int]) -> Iterator[TopicPlan]:
        """Before the meeting and after it: six queries, however many."""
        members, names = list(RotationMember.objects.order_by("position")), names_of_all()
        rows = list(Consultation.objects.filter(pk__in=keys).for_follow_up())
        before = [of_consultation(row, members_on(members, row)) for row in rows]
        yield from plans_of([*before, *(of_minutes(row, names) for row in rows)])

    def owed(self, obj: Consultation) -> Iterator[Owed]:
        row: Any = obj
        yield from _of_lead(row)
        yield from _of_members(row)


def _with_topics(rows: Any) -> Any:
    """Members on its day, its topics and its poll."""
    mine = OuterRef("pk")
    items = AgendaItem.objects.filter(consultation=mine).order_by()
    waiting = items.waiting().values("consultation")
    members = RotationMember.objects.filter(rotation=OuterRef("turn__rotation")).on(OuterRef("asked_on"))
    running = {"poll__consultation": mine, "poll__closed_at": None}
    polls = DatePoll.objects.running().filter(consultation=mine)
    options = PollOption.objects.filter(**running).order_by("-day")
    answers = PollAnswer.objects.filter(**running)
    return rows.alias(
        asked_on=Coalesce(TruncDate("starts_at", tzinfo=dates.BEIJING), "turn__starts_on")
    ).annotate(
        members=ArraySubquery(members.order_by("position").values("committee")),
        proposers=ArraySubquery(items.standing().values("committee")),
        waiting_count=Coalesce(Subquery(waiting.annotate(many=Count("pk")).values("many")), 0),
        waiting_since=Subquery(waiting.annotate(since=Min("created_at")).values("since")),
        accepted=Exists(items.filter(status="accepted")),
        poll_since=Subquery(polls.values("created_at")),
        poll_until=Subquery(polls.values("closes_on")),
        poll_last=Subquery(options.values("day")[:1]),
        voters=ArraySubquery(answers.values("committee")),
    )


def _with_minutes(rows: Any) -> Any:
    """The draft, the version in force, and what was said to it."""
    mine = OuterRef("pk")
    minutes = Minutes.objects.filter(consultation=mine)
    sent = minutes.in_force()
    said = MinutesSignature.objects.filter(minutes__consultation=mine).in_force()
    waiting = said.unanswered().values("minutes__consultation")
    return rows.annotate(
        drafted=Exists(minutes.drafts()),
        minutes_version=Subquery(sent.values("version")),
        submitted_at=Subquery(sent.values("submitted_at")),
        sign_by=Subquery(sent.values("sign_by")),
        signed_at=Subquery(sent.values("signed_at")),
        objecting_since=Subquery(waiting.annotate(since=Min("objected_at")).values("since")),
        asked=ArraySubquery(said.owing().order_by("committee__position").values("committee")),
        answered=ArraySubquery(said.owing().objecting().values("committee")),
    )


def _with_replies(rows: Any) -> Any:
    """Who answered for the time and place as they are."""
    mine = OuterRef("pk")
    replies = ConsultationReply.objects.filter(consultation=mine, revision=OuterRef("revision"))
    return rows.annotate(replied=ArraySubquery(replies.values("committee")))


def _of_lead(row: Any) -> Iterator[Owed]:
    yield from _topics_to_settle(row)
    if row.status in {Status.COLLECTING, Status.POSTPONED}:
        yield from _date(row)
    elif row.status == Status.SCHEDULED:
        yield from _meeting(row)
    else:
        yield from _after_the_meeting(row)


def _topics_to_settle(row: Any) -> Iterator[Owed]:
    if not row.is_open or row.topics_by is None or row.topics_fixed_at is not None:
        return
    if row.waiting_count:
        title, detail = f"筛选 {row.waiting_count} 项议题：{row.label}", "筛选完才能定题"
        yield from of_leads(row.turn, "screen", title, _tab("items", row), row.waiting_since, detail=detail)
    elif row.accepted:
        title, opens = f"确定会商议题：{row.label}", dates.end_of(row.topics_by)
        yield from of_leads(row.turn, "topics-fix", title, _tab("items", row), opens, detail="征集已截止")


def _date(row: Any) -> Iterator[Owed]:
    """In its term; a meeting that slipped past it is made up for in the days of handover, or called off.

    As the days go by the same is said in other words, each under a kind of its own.
    """
    turn, url, title = row.turn, row.get_absolute_url(), f"确定会商时间：{row.label}"
    over = dates.end_of(turn.ends_on)
    spells = [("fix", url, row.planned_at, over, "任期内须召开一次会商")]
    if row.poll_until:
        closes, past, poll = dates.end_of(row.poll_until), dates.start_of(row.poll_last), _tab("poll", row)
        until = f"投票至{dates.chinese_date(row.poll_until)}"
        spells = [
            ("fix-poll", poll, row.poll_since, min(closes, over), until),
            ("fix-polled", poll, closes, min(past, over), "投票已截止，请选定时间"),
            ("fix", url, past, over, "任期内须召开一次会商"),
        ]
    for kind, place, opens, ends, detail in spells:
        yield from of_leads(turn, kind, title, place, opens, ends=ends, detail=detail, due_on=turn.ends_on)
    yield from _made_up(row, max(over, row.planned_at))


def _made_up(row: Any, opens: datetime) -> Iterator[Owed]:
    turn, title = row.turn, f"补开会商：{row.label}"
    detail = f"任期已于{dates.chinese_date(turn.ends_on)}结束，请补开，或取消"
    for owed in of_leads(turn, "fix-after", title, row.get_absolute_url(), opens, detail=detail):
        yield replace(owed, due_on=turn.rights_end_on) if owed.committee else owed


def _meeting(row: Any) -> Iterator[Owed]:
    url, turn = row.get_absolute_url(), row.turn
    title, detail = f"会商是否已召开：{row.label}", "请标记已召开，或改期"
    yield from of_leads(turn, "hold", title, url, row.ends_at, detail=detail)
    if row.topics_fixed_at and not row.notified_at:
        title, page = f"发出会商通知：{row.label}", f"{url}#agenda-title"
        opens, detail = max(row.topics_fixed_at, row.planned_at), "时间、议题均已确定"
        yield from of_leads(turn, "announce", title, page, opens, ends=row.starts_at, detail=detail)


def _after_the_meeting(row: Any) -> Iterator[Owed]:
    turn, minutes, decisions = row.turn, _tab("minutes", row), _tab("decisions", row)
    if not row.sign_by:
        detail = "草稿已存，请送参会工委会签" if row.drafted else "起草后送参会工委会签"
        title = f"会商纪要：{row.label}"
        yield from of_leads(turn, "minutes", title, minutes, row.starts_at, detail=detail)
    elif row.signed_at:
        title = f"办结会商：{row.label}"
        yield from of_leads(turn, "close", title, decisions, row.signed_at, detail="纪要已签毕")
    elif row.objecting_since:
        title, detail = f"答复对会商纪要的异议：{row.label}", "逐条答复，或起草新稿"
        facts = {"due_on": row.sign_by, "detail": detail}
        yield from of_leads(turn, "objection", title, minutes, row.objecting_since, **facts)
    else:
        title, opens = f"办结会商：{row.label}", dates.end_of(row.sign_by)
        detail = "会签已截止，办结时列明未签工委"
        yield from of_leads(turn, "close", title, decisions, opens, detail=detail)


def _of_members(row: Any) -> Iterator[Owed]:
    if row.is_open:
        yield from _topics_to_propose(row)
        yield from _votes(row)
        yield from _replies(row)
    elif row.sign_by and row.signed_at is None:
        yield from _signatures(row)


def _topics_to_propose(row: Any) -> Iterator[Owed]:
    if row.topics_by is None or row.topics_fixed_at is not None:
        return
    ends = dates.end_of(row.topics_by)
    if row.status == Status.SCHEDULED:
        ends = min(ends, row.starts_at)
    url = reverse("rotation:item-new", args=[row.pk])
    for committee in _others(row, row.proposers, row.planned_at, ends):
        yield Owed(
            "topic",
            f"提出会商议题：{row.label}",
            url,
            row.planned_at,
            committee=committee,
            detail="没有议题可不提",
            due_on=row.topics_by,
            ends_at=ends,
        )


def _votes(row: Any) -> Iterator[Owed]:
    if row.poll_until is None:
        return
    ends = min(dates.end_of(row.poll_until), dates.start_of(row.poll_last))
    for committee in _others(row, row.voters, row.poll_since, ends):
        yield Owed(
            "vote",
            f"选择会商时间：{row.label}",
            f"{_tab('poll', row)}#vote",
            row.poll_since,
            committee=committee,
            due_on=row.poll_until,
            ends_at=ends,
        )


def _replies(row: Any) -> Iterator[Owed]:
    if row.status != Status.SCHEDULED:
        return
    answer = Answer(
        reverse("rotation:consultation-reply", args=[row.pk]),
        ConsultationReply.Answer.ATTEND.label,
        (("answer", ConsultationReply.Answer.ATTEND.value), ("revision", str(row.revision))),
    )
    for committee in _others(row, {*row.replied, *row.turn.leads}, row.planned_at, row.starts_at):
        yield Owed(
            "reply",
            f"会商回执：{row.label}",
            f"{row.get_absolute_url()}#reply",
            row.planned_at,
            committee=committee,
            detail=wording.when_and_where(row),
            due_on=row.reply_by,
            ends_at=row.starts_at,
            answer=answer,
        )


def _signatures(row: Any) -> Iterator[Owed]:
    """An objection that is not answered yet waits for the lead, not for who made it."""
    for committee in row.asked:
        answered = committee in row.answered
        yield Owed(
            "countersign",
            f"会签会商纪要：{row.label}",
            f"{_tab('minutes', row)}#minutes",
            row.submitted_at,
            committee=committee,
            detail="异议已答复，请阅后会签" if answered else "请阅后会签，或提出异议",
            due_on=row.sign_by,
        )


def _others(row: Any, done: Any, opens: datetime, ends: datetime) -> list[int]:
    """Members that have not done it; none where there was no time for it."""
    return [committee for committee in row.members if committee not in done] if opens < ends else []


def _tab(name: str, row: Any) -> str:
    return reverse(f"rotation:{name}", args=[row.pk])
