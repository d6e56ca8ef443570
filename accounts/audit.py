"""The auditor's view: every change of every kind of record, one kind at a time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Model, OuterRef, QuerySet, Subquery

from collab_portal.lib.dates import end_of, start_of
from collab_portal.lib.history import Change, describe, events_of

TITLES = ("title", "name", "display_name", "topic")


@dataclass(frozen=True)
class Entry:
    """One line: which object, and what happened to it."""

    title: str
    change: Change


def kinds() -> dict[str, type[Model]]:
    """Every model whose history is kept, by its label."""
    tracked = [model for model in apps.get_models() if "pgh_event_models" in vars(model)]
    return {model._meta.label_lower: model for model in tracked}


def events(model: type[Model], person: int | None, since: date | None, until: date | None) -> "QuerySet[Any]":
    """The kind's events, newest first, each knowing the id of the one before it of the same object."""
    rows: QuerySet[Any] = events_of(model)
    before = rows.model._default_manager.filter(
        pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id")
    ).order_by("-pgh_id")
    rows = rows.annotate(preceding=Subquery(before.values("pgh_id")[:1])).order_by("-pgh_id")
    if person is not None:
        rows = rows.filter(pgh_context__metadata__user=person)
    if since:
        rows = rows.filter(pgh_created_at__gte=start_of(since))
    if until:
        rows = rows.filter(pgh_created_at__lt=end_of(until))
    return rows


def entries(rows: list[Any]) -> list[Entry]:
    """Events of one kind in words: three queries however many."""
    preceding = [row.preceding for row in rows if row.preceding]
    older = type(rows[0])._default_manager.in_bulk(preceding) if rows else {}
    changes = describe([(row, older.get(row.preceding)) for row in rows])
    return [Entry(_title(row), change) for row, change in zip(rows, changes, strict=True)]


def _title(event: Any) -> str:
    """What the object was called then; its number when it has no name of its own."""
    names = (str(getattr(event, name, "") or "") for name in TITLES)
    found = next(filter(None, names), "")
    return found or f"{event.pgh_tracked_model._meta.verbose_name} {event.pgh_obj_id}"
