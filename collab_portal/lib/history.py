"""Who changed what, when: read from the events that the database's triggers write (django-pghistory)."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pghistory
from django.contrib.auth import get_user_model
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models

from collab_portal.lib.dates import chinese_date, chinese_moment
from collab_portal.lib.markup import words_of

if TYPE_CHECKING:
    from accounts.models import User

LABELS = {"insert": "新建", "update": "修改", "delete": "删除"}
SYSTEM, GONE = "系统", "已删除的用户"
LONGEST = 60


@dataclass(frozen=True)
class Change:
    """One event. ``fields``: (name, before, after) in words; a new or deleted object lists none."""

    when: datetime
    who: str
    label: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)
    reason: str = ""


@contextmanager
def acting(user: "User | None", reason: str) -> Iterator[None]:
    """For tasks and commands: what is written inside is history by ``user`` (None: 系统) with a reason.

    What the same transaction writes afterwards is not, though pghistory leaves its settings to its end.
    """
    with pghistory.context(user=user.pk if user else None, reason=reason):
        yield
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('pghistory.context_id', '', true),"
                " set_config('pghistory.context_metadata', '', true)"
            )


def acting_person() -> int | None:
    """Whose deed is written now, as history will have it; None for a task."""
    with pghistory.context() as now:
        person: int | None = now.metadata.get("user")
    return person


def changes_of(obj: models.Model, limit: int = 100, known: Iterable[models.Model] = ()) -> list[Change]:
    """The latest ``limit`` changes of ``obj``, newest first; ``known`` as in ``describe``.

    Two queries: events with their context, and the people in them. A changed reference to an
    object that is neither a person nor already loaded costs one more for each kind of object.
    """
    events = list(events_of(type(obj)).filter(pgh_obj_id=obj.pk).order_by("-pgh_id")[: limit + 1])
    pairs = list(zip(events, [*events[1:], None], strict=False))[:limit]
    changes = describe(pairs, known=[obj, *known])
    return [
        change
        for change, (event, older) in zip(changes, pairs, strict=True)
        if change.fields or older is None or event.pgh_label != "update"
    ]


def since(changes: Iterable[Change], moment: datetime | None) -> list[Change]:
    """Changes from ``moment`` on (None: none); of the change at that moment only that it happened."""
    if moment is None:
        return []
    kept = [change for change in changes if change.when >= moment]
    return [replace(change, fields=[]) if change.when == moment else change for change in kept]


def events_of(model: type[models.Model]) -> "models.QuerySet[Any]":
    """All events of a model, each with its context."""
    events: models.QuerySet[Any] = model.pgh_event_model.objects.select_related("pgh_context")  # type: ignore[attr-defined]
    return events


def actors_of(events: Sequence[Any]) -> list[str]:
    """Who brought each event about, by its context; one query for all people."""
    people = _names([(event, None, []) for event in events], ())[get_user_model()]
    return [_actor(event, people) for event in events]


def _actor(event: Any, people: dict[Any, str]) -> str:
    user = _metadata(event).get("user")
    return people.get(user, GONE) if user else SYSTEM


def describe(pairs: Sequence[tuple[Any, Any]], known: Iterable[models.Model] = ()) -> list[Change]:
    """Events in words, each given with the one before it of the same object (None: nothing to compare).

    ``known`` are objects at hand, whose loaded references need no query.
    """
    changed = [(event, older, _changed(event, older)) for event, older in pairs]
    names = _names(changed, known)
    return [_change(event, older, fields, names) for event, older, fields in changed]


def _tracked(event: Any) -> Iterable["models.Field[Any, Any]"]:
    """The business columns of an event: not its own bookkeeping, keys, machine values."""
    for column in event.pgh_tracked_model._meta.concrete_fields:
        technical = (
            column.primary_key
            or isinstance(column, models.UUIDField | SearchVectorField)
            or getattr(column, "auto_now", False)
            or getattr(column, "auto_now_add", False)
            or column.name in getattr(event.pgh_tracked_model, "history_hides", ())
        )
        if not technical and hasattr(event, column.attname):
            yield column


def _changed(event: Any, older: Any) -> list["models.Field[Any, Any]"]:
    if older is None or event.pgh_label != "update":
        return []
    return [
        column
        for column in _tracked(event)
        if _plain(getattr(event, column.attname)) != _plain(getattr(older, column.attname))
    ]


def _plain(value: Any) -> Any:
    """A text that a browser sent back with other line ends is the same text."""
    return "\n".join(value.splitlines()) if isinstance(value, str) else value


Names = dict[type[models.Model], dict[Any, str]]


def _names(changed: list[tuple[Any, Any, list[Any]]], known: Iterable[models.Model]) -> Names:
    """The words for every reference that is shown: one query for all people, one for each other model."""
    people: type[models.Model] = get_user_model()
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for event, older, columns in changed:
        wanted[people].add(_metadata(event).get("user"))
        for column in columns:
            if isinstance(column, models.ForeignKey):
                wanted[column.related_model] |= {getattr(row, column.attname) for row in (event, older)}
    names: Names = defaultdict(dict)
    for obj in known:
        for value in obj._state.fields_cache.values():
            if isinstance(value, models.Model):
                names[type(value)][value.pk] = str(value)
    for model, keys in wanted.items():
        missing = keys - {None} - names[model].keys()
        if missing:
            rows = model._default_manager.in_bulk(list(missing))
            names[model] |= {key: str(row) for key, row in rows.items()}
    return names


def _metadata(event: Any) -> dict[str, Any]:
    return event.pgh_context.metadata if event.pgh_context else {}


def _change(event: Any, older: Any, columns: list[Any], names: Names) -> Change:
    fields = []
    for column in columns:
        before, after = (_words(column, getattr(row, column.attname), names) for row in (older, event))
        fields.append((str(column.verbose_name), *_excerpt(before, after)))
    return Change(
        when=event.pgh_created_at,
        who=_actor(event, names[get_user_model()]),
        label=LABELS.get(event.pgh_label, event.pgh_label),
        fields=fields,
        reason=str(_metadata(event).get("reason") or ""),
    )


def _words(column: "models.Field[Any, Any]", value: Any, names: Names) -> str:
    """A stored value as a person reads it."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(column, models.ForeignKey):
        return names[column.related_model].get(value, f"{column.verbose_name} {value}")  # type: ignore[index]
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return chinese_moment(value)
    if isinstance(value, date):
        return chinese_date(value)
    if isinstance(value, list):
        return "、".join(str(item) for item in value)
    choice = dict(column.flatchoices).get(value)
    if choice is not None:
        return str(choice)
    if isinstance(value, uuid.UUID):
        return value.hex
    return " ".join(words_of(str(value)).split())


def _excerpt(before: str, after: str) -> tuple[str, str]:
    """Both values, cut to the part where they begin to differ when they are long."""
    if max(len(before), len(after)) <= LONGEST:
        return before, after
    same = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    start = max(0, (min(len(before), len(after)) if same is None else same) - 10)

    def cut(text: str) -> str:
        part = text[start : start + LONGEST]
        return f"{'…' if start else ''}{part}{'…' if start + LONGEST < len(text) else ''}" if part else ""

    return cut(before), cut(after)
