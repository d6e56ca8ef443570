"""Rows equal what is owed: worked out anew for the objects that changed, compared by the audit for all."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from django.db import connection, transaction
from django.utils import timezone

from collab_portal.lib.reminders import OF_TO_DOS
from collab_portal.lib.todos import AtEnd, Owed, Subject
from collab_portal.lib.verbs import at_end, lock_topics
from collab_portal.lib.wakeup import wake_on_commit
from notifications import operations as notices
from notifications.models import Replanning
from notifications.text import one_line
from todos import asking, chasing
from todos.models import Key, Todo
from todos.subjects import every, named

log = structlog.get_logger("portal.todos")
WORDS = ("barred", "asker_id", "title", "detail", "url", "answer", "due_on", "opens_at", "ends_at")
AT_ONCE = 100
PLANNED_AT_ONCE = 500  # rows of reminders that a request writes itself: a tenth of a second at most
REPLAN = "todos.tasks.replan"
_in_full: ContextVar[bool] = ContextVar("in_full", default=False)


@dataclass(frozen=True)
class _Compared:
    """Rows that are missing, differ (as they should be) and stand for nothing, and all that should be.

    ``ended`` are those whose time has passed: they are gone with the next look and nobody's fault.
    """

    missing: list[Todo]
    differing: list[Todo]
    surplus: list[Todo]
    ended: list[Todo]
    wanted: dict[Key, Todo]


def follow(objs: Iterable[object]) -> AtEnd:
    """Make the rows of these objects, and of those they are parts of, say what is owed now.

    Reminders that count from their days follow, and who was not asked anew for what is owed anew is.
    """
    objs = list(objs)
    found = {
        subject: {key for obj in objs if (key := subject.key_of(obj)) is not None} for subject in every()
    }
    found = {subject: keys for subject, keys in found.items() if keys}

    def run(now: datetime) -> None:
        for subject, keys in found.items():
            new = _sync(subject, keys)
            most = None if _in_full.get() else PLANNED_AT_ONCE
            if not notices.plan_all(subject.plans(keys), at_once=most):
                wake_on_commit(REPLAN)
            asking.ask_anew(subject, new, now)

    return AtEnd(
        [topic for subject, keys in found.items() for key in keys for topic in topics_of(subject, key)], run
    )


@contextmanager
def in_full() -> Iterator[None]:
    """Within, no plan is left to the worker: for what is foretold and taken back."""
    token = _in_full.set(True)
    try:
        yield
    finally:
        _in_full.reset(token)


@transaction.atomic
def sync(subject: Subject[Any], keys: Collection[int], *, replan: bool = False) -> None:
    """Rows, requests in the inbox and the reminders of rows; the same again writes nothing.

    Call it within the transaction that changed them, which holds their rows. ``replan``: also compare the
    reminders of rows that have not changed, as people come and go.
    """
    lock_topics(topic for key in keys for topic in topics_of(subject, key))
    _sync(subject, keys, replan=replan)


def _sync(subject: Subject[Any], keys: Collection[int], *, replan: bool = False) -> list[Todo]:
    """What is owed that was not before."""
    found = _compare(subject, keys)
    if gone := [row.pk for row in (*found.surplus, *found.ended)]:
        Todo.objects.filter(pk__in=gone).delete()
    Todo.objects.bulk_update(found.differing, [*WORDS, "nudged_at"])
    Todo.objects.bulk_create(found.missing)
    stand = set(_standing(subject, keys, found.wanted.values()))
    notices.close_moot({topic for key in keys for topic in topics_of(subject, key)}, stand)
    if replan or found.missing or found.differing or found.surplus:
        chasing.plan(subject, keys, found.wanted.values())
    return found.missing


def replan() -> None:
    """Plan anew what was too much for the request that changed it.

    Each in a transaction of its own, by the facts of that moment: one that fails keeps no other waiting, and
    what a killed worker left is found by the next look.
    """
    for topic in Replanning.objects.order_by("pk").values_list("topic", flat=True):
        try:
            _replan(topic)
        except Exception as error:
            if not connection.is_usable():
                raise
            log.exception("replanning_failed", topic=topic, error=str(error))


@transaction.atomic
def _replan(topic: str) -> None:
    """Its facts are read under its lock: who changes them later notes the topic again, after this."""
    found = named(topic)
    topics = topics_of(*found) if found else [topic]
    lock_topics(topics)
    if found and Replanning.objects.filter(topic=topic).exists():
        subject, key = found
        notices.plan_all(subject.plans([key]))
    Replanning.objects.filter(topic__in=topics).delete()


def chase_anew() -> None:
    """After a change of the rules or the working days: of all that is asked for again."""
    for subject in every():
        kinds = [name for name, kind in subject.kinds.items() if kind.again]
        rows = Todo.objects.filter(topic__startswith=f"{subject.prefix}:", kind__in=kinds)
        topics = sorted(set(rows.values_list("topic", flat=True)))
        if topics:
            at_end(AtEnd([f"{OF_TO_DOS}{topic}" for topic in topics], partial(_chase, subject, topics)))


def _chase(subject: Subject[Any], topics: Sequence[str], now: datetime) -> None:
    keys = [int(topic.partition(":")[2]) for topic in topics]
    chasing.plan(subject, keys, Todo.objects.filter(topic__in=topics).order_by("pk"))


def _standing(subject: Subject[Any], keys: Iterable[int], rows: Iterable[Todo]) -> Iterator[notices.Standing]:
    """What may be asked for: all that has not ended, under whichever of a committee's kinds of one label.

    A to-do that is said in other words as the days go by has a kind for each; asked is under any of them.
    """
    topics = {subject.topic(key): topics_of(subject, key) for key in keys}
    for row in rows:
        for topic in topics[row.topic]:
            for name in subject.alike(row.kind) if row.committee_id else [row.kind]:
                yield topic, name, row.revision, row.committee_id


def topics_of(subject: Subject[Any], key: int) -> tuple[str, ...]:
    """Under which is asked: by notices, and by reminders of what is owed."""
    return (*subject.topics(key), f"{OF_TO_DOS}{subject.topic(key)}")


def _compare(subject: Subject[Any], keys: Collection[int]) -> _Compared:
    wanted: dict[Key, Todo] = {}
    now = timezone.now()
    for obj in subject.live().filter(pk__in=keys):
        wanted |= {row.key: row for row in _rows(subject, obj) if not row.has_ended(now)}
    rows = Todo.objects.filter(topic__in=[subject.topic(key) for key in keys])
    present = {row.key: row for row in rows.order_by("pk").select_for_update(of=("self",))}
    differing = []
    for key in wanted.keys() & present.keys():
        wanted[key].pk = present[key].pk
        if wanted[key].opens_at == present[key].opens_at:  # else it is another question
            wanted[key].nudged_at = present[key].nudged_at
        if any(getattr(wanted[key], name) != getattr(present[key], name) for name in WORDS):
            differing.append(wanted[key])
    missing = [row for key, row in wanted.items() if key not in present]
    gone = [row for key, row in present.items() if key not in wanted]
    surplus, ended = ([row for row in gone if row.has_ended(now) == over] for over in (False, True))
    return _Compared(missing, differing, surplus, ended, wanted)


def _rows(subject: Subject[Any], obj: Any) -> Iterator[Todo]:
    for owed in subject.owed(obj):
        yield _row(subject, obj, owed)


def _row(subject: Subject[Any], obj: Any, owed: Owed) -> Todo:
    if owed.kind not in subject.kinds:
        raise LookupError(f"{subject.prefix}: {owed.kind}")
    answer = asdict(owed.answer) if owed.answer else None
    if answer:
        answer["fields"] = [list(pair) for pair in answer["fields"]]
    return Todo(
        topic=subject.topic(obj.pk),
        revision=subject.revision(obj),
        kind=owed.kind,
        committee_id=owed.committee,
        duty=owed.duty,
        person_id=owed.person,
        barred=sorted(owed.barred),
        asker_id=owed.asker,
        title=one_line(owed.title),
        detail=one_line(owed.detail, 500),
        url=owed.url,
        answer=answer,
        due_on=owed.due_on,
        opens_at=owed.opens_at,
        ends_at=owed.ends_at,
    )


@dataclass
class Findings:
    """What the audit saw."""

    objects: int = 0
    rows: int = 0
    differing: list[str] = field(default_factory=list)


def audit(now: datetime, *, repair: bool) -> Findings:
    """Every object that may owe something, and every row, compared; ``repair`` makes the rows anew."""
    findings = Findings()
    for subject in every():
        live = set(subject.live().order_by().values_list("pk", flat=True))
        rows = Todo.objects.filter(topic__startswith=f"{subject.prefix}:").order_by()
        there = {int(topic.partition(":")[2]) for topic in rows.values_list("topic", flat=True).distinct()}
        keys = sorted(live | there)
        for start in range(0, len(keys), AT_ONCE):
            _audit(subject, keys[start : start + AT_ONCE], findings, repair=repair)
    if findings.differing:
        log.error("todos_differ", differing=len(findings.differing))
    return findings


@transaction.atomic
def _audit(subject: Subject[Any], keys: Collection[int], findings: Findings, *, repair: bool) -> None:
    lock_topics(topic for key in keys for topic in topics_of(subject, key))
    found = _compare(subject, keys)
    findings.objects += len(keys)
    findings.rows += len(found.wanted)
    for words, rows in (("缺少", found.missing), ("不符", found.differing), ("多余", found.surplus)):
        findings.differing += [
            f"{row.topic} 第{row.revision}版 {subject.kinds[row.kind].label}（{_whose(row)}）：{words}"
            if row.kind in subject.kinds
            else f"{row.topic} {row.kind}：{words}"
            for row in rows
        ]
    if repair:
        sync(subject, keys, replan=True)


def _whose(row: Todo) -> str:
    return f"工委{row.committee_id}" if row.committee_id else row.duty or f"用户{row.person_id}"
