"""What a record says, item by item, as a person reads it: for comparing two versions."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.db import models

from activities.models import Activity, Outcome, Participation
from activities.operations.content import Content
from collab_portal.lib.dates import chinese_date
from collab_portal.lib.html import plain_text
from organizations.models import Branch, Committee

PARTIES, OUTCOMES = "各方", "成效"
Row = tuple[str, str, str]


def differences(before: Content, after: Content) -> list[Row]:
    """(item, before, after) where the two differ; so many queries as there are kinds of references."""
    names = _names(before, after)
    found = []
    for name, value in before[0].items():
        field = Activity._meta.get_field(name)
        old, new = (_words(field, item, names) for item in (value, after[0][name]))
        if old != new:
            found.append((str(field.verbose_name), old, new))  # type: ignore[union-attr]
    for label, words in ((PARTIES, _parties), (OUTCOMES, _outcomes)):
        old, new = words(before, names), words(after, names)
        if old != new:
            found.append((label, old, new))
    return found


Names = dict[type[models.Model], dict[Any, str]]


def _names(*contents: Content) -> Names:
    wanted: dict[type[models.Model], set[Any]] = {Branch: set(), Committee: set()}
    for facts, parties, _ in contents:
        for name, value in facts.items():
            field = Activity._meta.get_field(name)
            if isinstance(field, models.ForeignKey):
                wanted.setdefault(field.related_model, set()).add(value)
        for committee, _, branches, _ in parties:
            wanted[Committee].add(committee)
            wanted[Branch] |= branches
    return {model: _labels(model, keys - {None}) for model, keys in wanted.items()}


def _labels(model: type[models.Model], keys: set[Any]) -> dict[Any, str]:
    rows = model._default_manager.in_bulk(list(keys)) if keys else {}
    return {key: row.short_name if isinstance(row, Committee) else str(row) for key, row in rows.items()}


def _words(field: Any, value: Any, names: Names) -> str:
    if value in (None, ""):
        return ""
    if isinstance(field, models.ForeignKey):
        return names[field.related_model].get(value, "")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return chinese_date(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if field.name == "summary":
        return plain_text(value)
    return str(dict(field.flatchoices).get(value, value))


def _parties(content: Content, names: Names) -> str:
    rank = {value: place for place, value in enumerate(Participation.Role.values)}
    rows = sorted(content[1], key=lambda row: (rank[row[1]], row[0]))
    return "；".join(_party(row, names) for row in rows)


def _party(row: tuple[int, str, frozenset[int], int | None], names: Names) -> str:
    committee, role, branches, headcount = row
    parts: Iterable[str] = (
        Participation.Role(role).label,
        "、".join(sorted(names[Branch].get(pk, "") for pk in branches)),
        f"{headcount}人次" if headcount is not None else "",
    )
    return f"{names[Committee].get(committee, '')}（{'，'.join(part for part in parts if part)}）"


def _outcomes(content: Content, names: Names) -> str:
    rows = (Outcome(unit=item.unit, value=item.value, text=item.text) for item in content[2])
    return "；".join(f"{row.text}{row.plain_value}{row.get_unit_display()}" for row in rows)
