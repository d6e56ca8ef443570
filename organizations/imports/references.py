"""What else points at an object: it must not be taken away under somebody's feet."""

from typing import Any

from django.db import models


def referenced(
    model: type[models.Model], ids: set[int], parts: tuple[type[models.Model], ...] = ()
) -> set[int]:
    """Which of ``ids`` something points at.

    ``parts`` belong to the object; one of its own kind counts unless it goes too.
    """
    found: set[int] = set()
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.on_delete is models.DO_NOTHING:
            continue
        if relation.related_model in parts or relation.field.primary_key:  # its own row elsewhere
            continue
        column = relation.field.attname
        rows: Any = relation.related_model._base_manager.filter(**{f"{column}__in": ids})
        if relation.related_model is model:
            rows = rows.exclude(pk__in=ids)
        found |= set(rows.values_list(column, flat=True))
    return found
