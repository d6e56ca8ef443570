"""Whatever 我的工作 or 消息 ask of a person is done by that person: a refusal is a fault of who asked."""

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.urls import resolve

from collab_portal.lib import dates
from rotation import operations
from rotation.handover import protocol
from rotation.models import AgendaItem, Consultation, DatePoll, Handover, Minutes, Resolution, Swap, Turn
from rotation.operations.minutes import edits_of
from rotation.todos import SUBJECTS
from tests.my_work import awaiting

LABELS = {
    (topic, name): kind.label
    for subject in SUBJECTS
    for topic in (subject.prefix, *(["minutes"] if subject.prefix == "consultation" else []))
    for name, kind in subject.kinds.items()
}
Doing = Callable[[Any, int, datetime], Any]


def errands(person: Any, now: datetime) -> Iterable[tuple[str, str, int]]:
    """What is asked: in which words, its kind, and the number of what it is about."""
    for line in awaiting(person, now, "轮值会商"):
        match = resolve(line.url.partition("?")[0].partition("#")[0])
        if match.kwargs:
            kind = f"turn/{line.kind}" if match.url_name == "turn" else line.kind
            yield line.title, kind, int(match.kwargs["pk"])
    for note in person.notifications.to_do():
        topic, _, number = note.topic.partition(":")
        kind = LABELS.get((topic, note.asks), "")
        if kind and person.is_staff_member:
            yield (
                f"消息 {note.step} {note.title}",
                f"{topic}/{kind}" if topic == "turn" else kind,
                int(number),
            )


def run(person: Any, now: datetime) -> int:
    """Each errand is done and taken back; how many there were. Raises what refuses one."""
    many = 0
    for words, kind, pk in errands(person, now):
        with transaction.atomic():
            try:
                DOING[kind](person, pk, now)
            except Exception as error:
                raise AssertionError(f"{person.committee} {kind} {words}: {error!r}") from error
            transaction.set_rollback(True)
        many += 1
    return many


def _meeting(pk: int) -> Consultation:
    return Consultation.objects.for_page().get(pk=pk)


def _fix(person: Any, pk: int, now: datetime) -> None:
    """By choosing a time of the poll, where one runs; else a day that the turn allows."""
    from rules import test_rule

    meeting, today = _meeting(pk), dates.today(now)
    assert test_rule("rotation.convene", person, meeting)
    poll = DatePoll.objects.choosable(today).filter(consultation=meeting).first()
    if poll is not None:
        first, last = meeting.turn.meeting_days(today)
        options = poll.options.filter(day__gt=today, day__range=(first, last))
        operations.choose_option(options[0], actor=person, now=now)
        return
    day = max(meeting.turn.starts_on, today + timedelta(days=1))
    moments = dates.at(day, time(9)), dates.at(day, time(11))
    arrangement = operations.Arrangement(*moments, "onsite", "会议室")
    operations.schedule(meeting, title="会商", agenda="", arrangement=arrangement, now=now)


def _vote(person: Any, pk: int, now: datetime) -> None:
    poll = DatePoll.objects.running().get(consultation=pk)
    said = {option.pk: "yes" for option in poll.options.all()}
    operations.answer_poll(poll, actor=person, committee=person.committee, votes=said, now=now)


def _screen(person: Any, pk: int, now: datetime) -> None:
    for item in AgendaItem.objects.filter(consultation=pk).waiting():
        operations.screen_item(item, actor=person, decision="accepted", now=now)


def _propose(person: Any, pk: int, now: datetime) -> None:
    facts = {"kind": "plan", "title": "议题", "background": "", "wanted": ""}
    operations.propose_item(_meeting(pk), actor=person, submission=uuid4(), now=now, **facts)


def _reply(person: Any, pk: int, now: datetime) -> None:
    meeting = _meeting(pk)
    facts = {"answer": "decline", "delegates": ""}
    operations.reply(meeting, actor=person, revision=meeting.revision, now=now, **facts)


def _write(person: Any, pk: int, now: datetime) -> None:
    meeting = _meeting(pk)
    operations.write_minutes(meeting, actor=person, body="<p>文</p>", version=edits_of(meeting), now=now)
    operations.submit_minutes(meeting, actor=person, now=now)


def _sign(person: Any, pk: int, now: datetime) -> None:
    minutes = Minutes.objects.in_force().get(consultation=pk, signed_at=None)
    operations.sign_minutes(minutes, actor=person, now=now)


def _answer_objections(person: Any, pk: int, now: datetime) -> None:
    minutes = Minutes.objects.in_force().get(consultation=pk)
    waiting = minutes.parties.unanswered()
    assert waiting.exists()
    for said in waiting:
        operations.answer_objection(said, actor=person, answer="以附表为准", now=now)


def _agree(person: Any, pk: int, now: datetime) -> None:
    operations.answer_swap(Swap.objects.get(pk=pk), actor=person, agree=True, now=now)


def _report(person: Any, pk: int, now: datetime) -> None:
    operations.report_progress(
        Resolution.objects.get(pk=pk), submission=uuid4(), actor=person, text="在办", now=now
    )


def _hand_over(person: Any, pk: int, now: datetime) -> None:
    turn = Turn.objects.get(pk=pk)
    seen = protocol(turn, person, dates.today(now)).seen
    operations.sign_handover(turn, actor=person, seen=seen, now=now)
    assert Handover.objects.get(turn=turn).signatures


def _convene(person: Any, pk: int, now: datetime) -> None:
    _fix(person, operations.convene(Turn.objects.get(pk=pk), now=now).pk, now)


def _of(operation: Callable[..., Any], **facts: Any) -> Doing:
    return lambda person, pk, now: operation(_meeting(pk), actor=person, now=now, **facts)


DOING: dict[str, Doing] = {
    "定时": _fix,
    "turn/定时": _convene,
    "turn/交接": _hand_over,
    "交接": _hand_over,
    "召开": lambda person, pk, now: operations.hold(_meeting(pk), now=now),
    "通知": _of(operations.send_notice),
    "筛选": _screen,
    "定题": _of(operations.fix_topics),
    "议题": _propose,
    "投票": _vote,
    "回执": _reply,
    "纪要": _write,
    "会签": _sign,
    "异议": _answer_objections,
    "办结": _of(operations.close_consultation),
    "调换": _agree,
    "进展": _report,
}
