"""Selects over records of which there may be very many."""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet

SHOWN = 100  # options of a select; any of the objects is accepted


def offer(form: "forms.ModelForm[Any]", name: str, objects: QuerySet[Any]) -> None:
    """Accept any of ``objects``; show the first, and the one chosen."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
    field.queryset = objects
    field.widget.attrs["data-picker"] = ""
    shown: list[Model] = list(objects[:SHOWN])
    chosen = getattr(form.instance, name, None) or _given(form, name, objects)
    if getattr(form.instance, name, None):
        field.queryset = objects | type(chosen)._default_manager.filter(pk=chosen.pk)
    if chosen and chosen not in shown:
        shown.insert(0, chosen)
    field.choices = [("", "（无）"), *((item.pk, str(item)) for item in shown)]


def _given(form: "forms.ModelForm[Any]", name: str, objects: QuerySet[Any]) -> Any:
    """What a link to the form has already chosen."""
    given = form.initial.get(name)
    return objects.filter(pk=getattr(given, "pk", given)).first() if given else None
