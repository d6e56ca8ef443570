"""Whatever a person can type has an end: every field of every form, and every column of text behind one."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.core.validators import MaxLengthValidator
from django.db import models

from collab_portal.lib.html import RichTextField, RichTextFormField

OURS = (
    "accounts",
    "activities",
    "commons",
    "experience",
    "notifications",
    "organizations",
    "rotation",
    "todos",
    "collab_portal",
)
# Written by the portal, of words that are bounded where they come from: notices, what the search reads.
MADE = {
    "activities.ActivityIndex",
    "commons.DocumentIndex",
    "commons.LabelIndex",
    "commons.ResourceIndex",
    "experience.SearchDocument",
    "notifications.Delivery",
    "notifications.Notification",
    "organizations.BranchIndex",
    "organizations.PairingIndex",
    "rotation.ConsultationIndex",
    "rotation.ResolutionIndex",
    "rotation.TurnIndex",
    "todos.Todo",
}

# Ended otherwise: counted line by line, cut where it is read, or by a validator of the model.
COUNTED = {
    "commons.forms.namings.NamingForm.items",
    "collab_portal.forms.SearchForm.q",
    "experience.forms.adoptions.AdoptionForm.result",
    "experience.forms.bulletins.BulletinForm.sections",
    "organizations.forms.agreements.ProposeAgreementForm.items",
    "rotation.forms.ReplyForm.delegates",
}


def _modules() -> None:
    """Import everything, so that every form class is known."""
    for app in OURS:
        package = import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if ".migrations." not in module.name and "management" not in module.name:
                import_module(module.name)


def _below(cls: type) -> Iterator[type]:
    for child in cls.__subclasses__():
        yield child
        yield from _below(child)


def _typed() -> dict[str, forms.Field]:
    """Each field of a form of ours that takes words."""
    _modules()
    found = {}
    for form in {*_below(forms.BaseForm)}:
        if form.__module__.partition(".")[0] in OURS:
            for name, field in getattr(form, "base_fields", {}).items():
                if isinstance(field, forms.CharField):
                    found[f"{form.__module__}.{form.__qualname__}.{name}"] = field
    return found


def _is_bounded(field: Any) -> bool:
    return (
        isinstance(field, RichTextFormField | forms.UUIDField)
        or field.max_length is not None
        or any(isinstance(one, MaxLengthValidator) for one in field.validators)
    )


def test_every_field_that_takes_words_has_an_end() -> None:
    fields = _typed()

    assert len(fields) > 100
    assert {name for name, field in fields.items() if not _is_bounded(field)} == COUNTED


def _columns() -> dict[str, Any]:
    return {
        f"{model._meta.label}.{field.name}": field
        for model in apps.get_models()
        if model._meta.app_label in OURS and model._meta.label not in MADE
        if not hasattr(model, "pgh_tracked_model")
        for field in model._meta.concrete_fields
        if isinstance(field, models.TextField)
    }


@pytest.mark.parametrize("name", sorted(_columns()))
def test_every_column_of_text_has_an_end(name: str) -> None:
    field = _columns()[name]

    assert isinstance(field, RichTextField) or _is_bounded(field)
