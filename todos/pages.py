"""To-dos as lines of 我的工作."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, F, Func, Value, Window
from django.db.models.functions import RowNumber

from accounts.models import User
from collab_portal.lib.awaiting import Awaiting
from collab_portal.lib.todos import Subject
from todos.models import Todo
from todos.subjects import every

SHOWN = 50
PREFIX = Func(F("topic"), Value(":"), Value(1), function="split_part", output_field=CharField())
Section = tuple[int, str, list[Awaiting]]


def lines_of(user: User, now: datetime) -> list[Section]:
    """Place, heading and lines, the most pressing first: one query, at most 50 rows of a kind."""
    subjects = {subject.prefix: subject for subject in every()}
    found: dict[tuple[int, str], list[Awaiting]] = {}
    for row in _rows(user, now):
        subject = subjects.get(row.prefix)
        if subject is not None and row.kind in subject.kinds:
            lines = found.setdefault((subject.place, subject.section), [])
            lines.append(_line(row, subject))
            if row.number == SHOWN and row.total > SHOWN:
                lines.append(_rest(row, subject, user))
    return [(place, section, lines) for (place, section), lines in sorted(found.items())]


def _rows(user: User, now: datetime) -> list[Any]:
    """By subject, by kind in the order of its declaration, then by what is due and what was asked first."""
    order: list[Any] = [F("due_on").asc(nulls_last=True), F("opens_at"), F("pk")]
    alike = [F("prefix"), F("kind")]
    rows = (
        Todo.objects.open(now)
        .of(user)
        .annotate(prefix=PREFIX)
        .annotate(
            total=Window(Count("pk"), partition_by=alike),
            number=Window(RowNumber(), partition_by=alike, order_by=order),
        )
    )
    kinds = [(subject.prefix, name) for subject in every() for name in subject.kinds]
    places = {kind: place for place, kind in enumerate(kinds)}
    found = rows.filter(number__lte=SHOWN)
    return sorted(found, key=lambda row: (places.get((row.prefix, row.kind), len(kinds)), row.number))


def _line(row: Any, subject: Subject[Any]) -> Awaiting:
    return Awaiting(subject.kinds[row.kind].label, row.title, row.url, row.due_on, row.detail, row.one_click)


def _rest(row: Any, subject: Subject[Any], user: User) -> Awaiting:
    """Those beyond the limit, in one line that leads to the list where all of them stand."""
    kind, rest = subject.kinds[row.kind], row.total - SHOWN
    place = kind.list_url(user.committee.slug) if kind.list_url and user.committee else ""
    detail = "在列表中逐项打开办理" if place else "办完上面的，其余的随即列出"
    return Awaiting(kind.label, f"还有 {rest} 项", place or "/my/", detail=detail, stands_for=rest)


def numbers_of(user: User, now: datetime, prefixes: Sequence[str]) -> list[tuple[str, int, str]]:
    """How many lines of the subjects of ``prefixes`` there are: kind, number, and where they stand."""
    chosen = [one for prefix in prefixes for one in every() if one.prefix == prefix]
    rows = Todo.objects.open(now).of(user).order_by()
    found = {
        (prefix, kind): number
        for prefix, kind, number in rows.annotate(prefix=PREFIX)
        .filter(prefix__in=prefixes)
        .values_list("prefix", "kind")
        .annotate(Count("pk"))
    }
    return [
        (kind.label, found[subject.prefix, name], "/my/")
        for subject in chosen
        for name, kind in subject.kinds.items()
        if (subject.prefix, name) in found
    ]
